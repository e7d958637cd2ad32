"""The streams of one session: what each holds, where it forked, and what a frontier covers.

A stream is a chain; only where it forked, or has a gap, does it matter what a frontier names.
Elsewhere the number alone says whether an event lies inside, so that such a stream costs no walk.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from app.models.act import Event, StreamId
from app.models.flaws import Flaw, flaws_in
from app.models.marks import FrontierEntry, Manifest
from app.models.values import Kind

Place = tuple[int, str]
"""The number and the leaf of an event in its stream."""
Run = tuple[int, str, int]
"""The number and the leaf of the last event of a chain without a gap, and its first number."""
Reach = Mapping[StreamId, list[Run]]
"""What of each stream is covered: one run, or one for each branch of a fork and below each gap."""


def reach_of(manifest: Manifest) -> Reach:
    """Return how far a manifest covers each stream."""
    found: dict[StreamId, list[Run]] = {}
    for each in manifest.frontier:
        stream = StreamId(each.writer, each.epoch, each.scope)
        found.setdefault(stream, []).append((each.seq, each.leaf, each.first))
    return found


def is_signed_kind(event: Event) -> bool:
    """Whether a manifest counts events of this kind: plan and facts, no marks (format.md 4)."""
    return event.header.kind in (Kind.PLAN, Kind.FACT)


class Streams:
    """Places by stream; `events` is the one index of events by leaf, filled by its owner."""

    def __init__(self, events: Mapping[str, Event]) -> None:
        self._events = events
        self._places: dict[StreamId, list[Place]] = {}
        self._forked: set[StreamId] = set()
        self._chains: dict[StreamId, dict[Run, frozenset[str]]] = {}
        """Of such streams, what a run covers: remembered until something comes there."""

    @classmethod
    def of(cls, events: Iterable[Event]) -> "Streams":
        """Return the streams of some events."""
        known: dict[str, Event] = {}
        streams = cls(known)
        for event in events:
            if event.leaf not in known:
                known[event.leaf] = event
                streams.enter(event)
        return streams

    def enter(self, event: Event) -> None:
        """Keep the place of an event that was not here."""
        stream, seq = event.header.stream, event.header.seq
        its = self._places.setdefault(stream, [])
        if not its or its[-1][0] < seq:
            its.append((seq, event.leaf))
        else:
            place = bisect_right(its, seq, key=_seq)
            if place and its[place - 1][0] == seq:
                self._forked.add(stream)
            insort(its, (seq, event.leaf))
        chains = self._chains.get(stream)
        if chains:
            self._chains[stream] = {end: its for end, its in chains.items() if end[0] < seq}

    def is_within(self, event: Event, reach: Reach) -> bool:
        """Whether an event lies inside: on the chain that ends in a leaf of the frontier."""
        stream = event.header.stream
        ends = reach.get(stream, [])
        if not self._is_branched(stream, ends):
            return bool(ends) and event.header.seq <= ends[0][0]
        return any(event.leaf in self._chain(stream, end) for end in ends)

    def beyond(self, scope: str, reach: Reach) -> list[Event]:
        """Return every event of one scope that lies outside."""
        found = []
        for stream, its in self._places.items():
            if stream.scope != scope:
                continue
            ends = reach.get(stream, [])
            if self._is_branched(stream, ends):
                events = [self._events[leaf] for _, leaf in its]
                found += [each for each in events if not self.is_within(each, reach)]
            else:
                after = bisect_right(its, ends[0][0] if ends else -1, key=_seq)
                found += [self._events[leaf] for _, leaf in its[after:]]
        return found

    def branched(self, scope: str, reach: Reach) -> frozenset[str]:
        """Return what lies outside although its number is covered: of another branch."""
        return frozenset(
            leaf
            for stream, ends in reach.items()
            if stream.scope == scope and self._is_branched(stream, ends)
            for seq, leaf in self._places.get(stream, ())
            if seq <= max(ends)[0] and not self.is_within(self._events[leaf], reach)
        )

    def frontier(self) -> tuple[FrontierEntry, ...]:
        """Return how far each stream goes by plan and facts, sorted.

        An entry for each branch, and for what lies below each gap: what fills that later is none
        of it.
        """
        return tuple(
            FrontierEntry(stream.writer, stream.epoch, stream.scope, seq, leaf, first)
            for stream in sorted(self._places)
            for seq, leaf, first in sorted(self._runs(stream))
        )

    def flaws(self, scope: str) -> tuple[Flaw, ...]:
        """Return the gaps and forks of the streams of one scope."""
        return tuple(
            flaw
            for stream, its in sorted(self._places.items())
            if stream.scope == scope and (stream in self._forked or len(its) <= its[-1][0])
            for flaw in flaws_in(stream.writer, stream.epoch, [seq for seq, _ in its])
        )

    def newest_first(self, writer: str) -> list[Iterator[Event]]:
        """Return the streams of one writer, each from its last event back."""
        return [
            (self._events[leaf] for _, leaf in reversed(its))
            for stream, its in self._places.items()
            if stream.writer == writer
        ]

    def _runs(self, stream: StreamId) -> Iterator[Run]:
        """Yield the chain to the last plan or fact of each branch, and those below its gaps."""
        below, inside = 0, set[str]()
        for seq, leaf in reversed(self._places[stream]):
            is_end = seq < below or is_signed_kind(self._events[leaf])
            if leaf in inside or not is_end:
                continue
            run = self._run_to(self._events[leaf])
            first = run[-1].header.seq
            inside |= {each.leaf for each in run}
            below = max(below, first)
            yield seq, leaf, first

    def _run_to(self, event: Event) -> list[Event]:
        """Return an event and what goes before it in its stream, from there back to a gap."""
        run = [event]
        stream = event.header.stream
        while before := self._events.get(run[-1].header.prev or ""):
            place = (before.header.stream, before.header.seq + 1)
            if place != (stream, run[-1].header.seq):
                break
            run.append(before)
        return run

    def _is_branched(self, stream: StreamId, ends: list[Run]) -> bool:
        """Whether a number is not enough: more branches are here, were named, or another is."""
        if stream in self._forked or len(ends) > 1 or (ends and ends[0][2]):
            return True
        if not ends or ends[0][1] in self._events:
            return False
        its, seq = self._places.get(stream, []), ends[0][0]
        place = bisect_left(its, seq, key=_seq)
        return place < len(its) and its[place][0] == seq

    def _chain(self, stream: StreamId, end: Run) -> frozenset[str]:
        """Return what a run covers, from its end back to its first number.

        Of what is missing in it here nobody can tell which branch it was: until it comes, both
        are on it below there, as everything is in a stream without a fork.
        """
        chains = self._chains.setdefault(stream, {})
        if end in chains:
            return chains[end]
        its = self._places.get(stream, [])
        found: set[str] = set()
        expected, wanted = end[0], {end[1]}
        below = its[bisect_left(its, end[2], key=_seq) : bisect_right(its, end[0], key=_seq)]
        for seq, twins in groupby(reversed(below), key=_seq):
            is_known = seq == expected and wanted
            here = {leaf for _, leaf in twins if not is_known or leaf in wanted}
            found |= here
            expected = seq - 1
            wanted = {prev for leaf in here if (prev := self._events[leaf].header.prev)}
        chains[end] = frozenset(found)
        return chains[end]


def _seq(place: Place) -> int:
    return place[0]

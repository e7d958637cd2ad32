"""Checking the whole log again: every signature, body, chain, and the tree (format.md 8)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from app.crypto.believing import Doubted, believed, header_of, opening_of
from app.crypto.envelope import EVENT, BadSignature, Envelope, verify
from app.crypto.tree import Frontier
from app.models.act import Event, StreamId
from app.models.marks import BodyErased
from app.models.strict_json import Malformed
from dossier.archive.ledger import Ledger
from dossier.archive.reading import Reading
from dossier.archive.streams import Stored
from dossier.keys import DossierKeys

RUN: int = 1000
NOTHING_YET: Final = (-1, None)


@dataclass(slots=True)
class Findings:
    """What a check came to; `faults` name position and reason, never content."""

    events: int = 0
    streams: int = 0
    faults: list[str] = field(default_factory=list)


class Verification:
    """One check of one log, from its first event to its last."""

    def __init__(self, ledger: Ledger, keys: DossierKeys) -> None:
        self._ledger = ledger
        self._keys = keys
        self._findings = Findings()
        self._epochs: dict[tuple[str, str], bytes] = {}
        self._tips: dict[StreamId, tuple[int, str | None]] = {}
        """Of each stream its last event: nearly always the next one simply follows it."""
        self._loose: set[StreamId] = set()
        """Streams in which one did not: gap, fork or fault. They are looked at once more."""
        self._doubted: set[int] = set()
        self._missing: dict[str, int] = {}
        self._erased: set[str] = set()

    def run(self) -> Findings:
        """Read everything and return what was found."""
        tree = Frontier()
        with self._ledger.reading() as reading:
            for each in self._all(reading):
                if each.position != self._findings.events:
                    self._fault(each.position, "a position is missing before it")
                self._check(each)
                tree = tree.extend([bytes.fromhex(each.signed.leaf)])
                self._findings.events += 1
            self._check_links(reading)
        _, kept = self._ledger.tree()
        if (kept.size, kept.root) != (tree.size, tree.root):
            self._findings.faults.append("tree: the root is not that of the events")
        for leaf, position in sorted(self._missing.items()):
            if leaf not in self._erased:
                self._fault(position, "its body is missing")
        self._findings.streams = len(self._tips)
        return self._findings

    def _all(self, reading: Reading) -> Iterator[Stored]:
        after = -1
        while some := reading.all_stored(after, RUN):
            yield from some
            after = some[-1].position

    def _check(self, stored: Stored) -> None:
        signed = stored.signed
        try:
            header = header_of(signed, self._ledger.school)
            opening = opening_of(signed, header, self._keys.trust) if signed.body else None
            if opening is not None:
                self._epochs.setdefault((opening.writer, opening.epoch), opening.public)
            key = self._epochs.get((header.writer, header.epoch))
            if key is None:
                self._doubt(stored.position, "its epoch was never opened")
                return
            if signed.body is None:
                verify(Envelope(EVENT, signed.header, signed.signature), key)
                self._missing[signed.leaf] = stored.position
            else:
                self._note_erasure(believed(signed, key))
        except Doubted as refusal:
            self._doubt(stored.position, refusal.doubt.value)
            return
        except (BadSignature, Malformed):
            self._doubt(stored.position, "bad-signature")
            return
        stream = header.stream
        if self._tips.get(stream, NOTHING_YET) != (header.seq - 1, header.prev):
            self._loose.add(stream)
        self._tips[stream] = header.seq, signed.leaf

    def _note_erasure(self, event: Event) -> None:
        act = None if event.body is None else event.body.act
        if isinstance(act, BodyErased):
            self._erased |= set(act.leaves)

    def _check_links(self, reading: Reading) -> None:
        """A named predecessor must be there under its number, unless the number is missing."""
        leaves: dict[StreamId, dict[int, set[str]]] = {}
        waiting: list[tuple[int, StreamId, int, str | None]] = []
        for each in self._all(reading) if self._loose else ():
            if each.position in self._doubted:
                continue
            header = header_of(each.signed, self._ledger.school)
            if header.stream in self._loose:
                at = leaves.setdefault(header.stream, {})
                at.setdefault(header.seq, set()).add(each.signed.leaf)
                waiting.append((each.position, header.stream, header.seq, header.prev))
        for position, stream, seq, prev in waiting:
            before = leaves[stream].get(seq - 1)
            if (seq == 0) != (prev is None) or (before and prev not in before):
                self._fault(position, "broken-chain")

    def _doubt(self, position: int, reason: str) -> None:
        self._doubted.add(position)
        self._fault(position, reason)

    def _fault(self, position: int, reason: str) -> None:
        self._findings.faults.append(f"{position}: {reason}")

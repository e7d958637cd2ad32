"""The heads of one register: what merges and what is a difference (format.md 3)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby

from app.models.act import Act, Event, StreamId
from app.models.calamity_facts import DecisionHeard
from app.models.facts import ProvisionReported, SessionEnded, SessionReleased, SessionStarted
from app.models.plan import CandidateMovedAway, RoomPlanned, RulesChosen, SessionPlanned
from app.models.preparing_facts import ReadinessTicked
from app.models.session import MERGE_WINDOW, Value, act_of
from app.models.standard_facts import StandardHolds
from app.models.values import (
    Kind,
    decision_aspect,
    provision_aspect,
    readiness_aspect,
    standard_aspect,
)

Register = tuple[str, str, str]
"""(candidate, scope when there is no candidate, aspect)."""

Seen = Mapping[str, Sequence[str]]
"""What each event of a register knew of, by leaf."""

OF_SESSION = (SessionPlanned, RulesChosen, StandardHolds)
TIMES_OF_PART = (SessionStarted, SessionReleased, SessionEnded)
OF_PART = (RoomPlanned, *TIMES_OF_PART, ReadinessTicked)


def register_key(candidate: str | None, scope: str, aspect: str) -> Register:
    """Return the key of a register: a candidate's is over all rooms, a part's is its own."""
    return (candidate, "", aspect) if candidate else ("", scope, aspect)


def register_of(event: Event) -> Register | None:
    """Return the register that an event is a value of; None when it is a value of none.

    An act of a newer version has no meaning here, so it replaces nothing; an act in the
    register of another one, or of nobody, is no value either.
    """
    body, scope = event.body, event.header.scope
    if body is None or body.aspect is None or body.aspect != _aspect_of(body.act):
        return None
    about_session = isinstance(body.act, OF_SESSION)
    about_part = about_session or isinstance(body.act, OF_PART)
    about_either = isinstance(body.act, DecisionHeard)
    if not about_either and about_part is (body.candidate is not None):
        return None
    if about_session is scope.startswith("part/"):
        return None
    return register_key(body.candidate, scope, body.aspect)


def _aspect_of(act: Act) -> str | None:
    if isinstance(act, DecisionHeard):
        return decision_aspect(act.matter)
    if isinstance(act, ReadinessTicked):
        return readiness_aspect(act.item)
    if isinstance(act, StandardHolds):
        return standard_aspect(act.item)
    return provision_aspect(act.code) if isinstance(act, ProvisionReported) else act.ASPECT


def order(event: Event) -> tuple[object, ...]:
    """Return the order of recording: corrected time, stream, seq."""
    header = event.header
    return (header.corrected, header.writer, header.epoch, header.scope, header.seq, event.leaf)


def shown_order(event: Event) -> tuple[object, ...]:
    """Return the order of showing and printing: as seen, else as recorded; then as recorded."""
    return (event.observed, *order(event))


def register_value(events: Sequence[Event]) -> Value | None:
    """Return what a register says, from its effective events; None when there are none.

    Never raises, also not on events that name each other in a circle.
    """
    if not events:
        return None
    if events[0].header.kind is Kind.PLAN:
        return Value((_planned(events),))
    by_leaf = {event.leaf: event for event in events}
    seen = _seen_by(by_leaf)
    unnamed = _unnamed(seen)
    if len(unnamed) == 1:
        return Value((by_leaf[unnamed[0]],), is_chain=True)
    heads = sorted(_heads(unnamed, by_leaf, seen), key=_told_order)
    return Value(tuple(heads), is_difference=len(heads) > 1 and not _is_one_fact(heads))


def extended(value: Value, event: Event) -> Value | None:
    """Return what a register of facts says after one more event that nobody knows of yet.

    None when that does not follow from the value alone: `value.is_chain` says that everything
    before lies in the past of its one head, so whoever knew of the head knew of everything.
    What stands in the place of another one may lie before what is known: that is told anew.
    """
    is_next = value.is_chain and value.event.leaf != event.leaf and not _named_instead(event)
    return Value((event,), is_chain=True) if is_next and value.event.leaf in _seen(event) else None


def plan_order(events: Iterable[Event]) -> list[Event]:
    """Return plan events in the order of their stream, the streams by their last word.

    The plan has one writer: its sequence is the order, whatever its clock said meanwhile.
    """
    streams: dict[StreamId, list[Event]] = defaultdict(list)
    for event in events:
        streams[event.header.stream].append(event)
    for its in streams.values():
        its.sort(key=lambda event: (event.header.seq, event.leaf))
    by_last = sorted(streams.values(), key=lambda its: order(its[-1]))
    return [event for its in by_last for event in its]


def _planned(events: Sequence[Event]) -> Event:
    """Return the plan's last word; a room that expects the candidate goes before one that let go.

    A move is written in two scopes at one moment, so the moment cannot tell which one holds.
    """
    by_scope = groupby(
        sorted(events, key=lambda event: event.header.scope), lambda event: event.header.scope
    )
    last = [plan_order(its)[-1] for _, its in by_scope]
    expecting = [event for event in last if not isinstance(act_of(event), CandidateMovedAway)]
    return max(expecting or last, key=order)


def _is_one_fact(heads: Sequence[Event]) -> bool:
    same = {act_of(head).value for head in heads}
    return len(same) == 1 and _span_fits(heads[0], heads[-1])


def _span_fits(earlier: Event, later: Event) -> bool:
    """Whether equal values are one fact; a decision is one whenever room and office told it."""
    if isinstance(act_of(earlier), DecisionHeard):
        return True
    return abs(_told_at(later) - _told_at(earlier)) <= MERGE_WINDOW


def _told_at(event: Event) -> datetime:
    """Return the time by which equal values merge: recorded; from paper or of a part, as seen.

    The start of a part has no other value than its time: two laptops that settled on other
    starts within two minutes of each other do not agree.
    """
    body = event.body
    if body is not None and (isinstance(body.act, TIMES_OF_PART) or body.copied_by is not None):
        return event.observed
    return event.header.corrected


def _told_order(event: Event) -> tuple[object, ...]:
    return (_told_at(event), *order(event))


def _heads(unnamed: Sequence[str], events: Mapping[str, Event], seen: Seen) -> list[Event]:
    """Return the events that no other one knew of, itself or by what merged with it."""
    known = {leaf: _ancestors(leaf, seen) for leaf in unnamed}
    beats = {leaf: _beaten_by_merging(leaf, unnamed, known, events) for leaf in unnamed}
    return [
        events[leaf]
        for leaf in unnamed
        if all(
            leaf not in beats[other] or other in _reachable(leaf, beats)
            for other in unnamed
            if other != leaf
        )
    ]


def _unnamed(seen: Seen) -> list[str]:
    """Return the leaves that no other event knew of without being known by it.

    Events that name each other in a circle cannot be made, but they decode: only what lies in
    no other one's past is compared each with each.
    """
    named = {each for leaf in seen for each in seen[leaf] if each != leaf}
    found = [leaf for leaf in seen if leaf not in named]
    below = set(found)
    waiting = list(found)
    while waiting:
        fresh = [leaf for leaf in seen[waiting.pop()] if leaf in seen]
        waiting += [leaf for leaf in fresh if leaf not in below]
        below.update(fresh)
    circling = {leaf: _ancestors(leaf, seen) for leaf in seen if leaf not in below}
    return found + [
        leaf
        for leaf in circling
        if not any(
            leaf in known and other not in circling[leaf] for other, known in circling.items()
        )
    ]


def _seen(event: Event) -> tuple[str, ...]:
    return () if event.body is None else event.body.seen


def _seen_by(events: Mapping[str, Event]) -> Seen:
    """Return what each event knew of; who knew of a struck act knew of what replaced it.

    An act is recorded anew, with another time, by naming the struck one in `refs` and seeing
    what that one saw. A settled difference names its head in `refs` too, but has seen it.
    """
    instead: dict[str, list[str]] = defaultdict(list)
    for leaf, event in events.items():
        for named in _named_instead(event):
            if named not in events:
                instead[named].append(leaf)
    if not instead:
        return {leaf: _seen(event) for leaf, event in events.items()}
    return {
        leaf: [each for named in _seen(event) for each in (named, *instead.get(named, ()))]
        for leaf, event in events.items()
    }


def _named_instead(event: Event) -> tuple[str, ...]:
    """Return what an event names without having seen it: what it may stand in the place of."""
    body = event.body
    return () if body is None else tuple(leaf for leaf in body.refs if leaf not in body.seen)


def _ancestors(leaf: str, seen: Seen) -> frozenset[str]:
    """Return every event of the register that this one was built on."""
    found: set[str] = set()
    waiting = [leaf]
    while waiting:
        for each in seen[waiting.pop()]:
            if each in seen and each not in found:
                found.add(each)
                waiting.append(each)
    return frozenset(found - {leaf})


def _beaten_by_merging(
    leaf: str,
    unnamed: Sequence[str],
    known: Mapping[str, frozenset[str]],
    events: Mapping[str, Event],
) -> frozenset[str]:
    """Return the heads that tell the same as an event this one knew of, made without it."""
    return frozenset(
        other
        for other in unnamed
        if other != leaf
        and any(
            ancestor not in known[other]
            and act_of(events[ancestor]).value == act_of(events[other]).value
            and _span_fits(events[ancestor], events[other])
            for ancestor in known[leaf]
        )
    )


def _reachable(leaf: str, beats: Mapping[str, frozenset[str]]) -> frozenset[str]:
    found: set[str] = set()
    waiting = [leaf]
    while waiting:
        for other in beats[waiting.pop()]:
            if other not in found:
                found.add(other)
                waiting.append(other)
    return frozenset(found)

"""The heads of one register: what merges and what is a difference (format.md 3)."""

from collections.abc import Mapping, Sequence

from app.models.act import Event
from app.models.session import MERGE_WINDOW, Value, act_of
from app.models.values import Kind


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
    heads = sorted(_heads({event.leaf: event for event in events}), key=order)
    if heads[0].header.kind is Kind.PLAN:
        return Value((heads[-1],))
    return Value(tuple(heads), is_difference=len(heads) > 1 and not _is_one_fact(heads))


def _is_one_fact(heads: Sequence[Event]) -> bool:
    same = {act_of(head).value for head in heads}
    return len(same) == 1 and _span_fits(heads[0], heads[-1])


def _span_fits(earlier: Event, later: Event) -> bool:
    return abs(later.header.corrected - earlier.header.corrected) <= MERGE_WINDOW


def _heads(events: Mapping[str, Event]) -> list[Event]:
    """Return the events that no other one knew of, itself or by what merged with it."""
    if len(events) == 1:
        return list(events.values())
    known = {leaf: _ancestors(leaf, events) for leaf in events}
    unnamed = [
        leaf
        for leaf in events
        if not any(leaf in known[other] and other not in known[leaf] for other in events)
    ]
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


def _ancestors(leaf: str, events: Mapping[str, Event]) -> frozenset[str]:
    """Return every event of the register that this one was built on."""
    found: set[str] = set()
    waiting = [leaf]
    while waiting:
        body = events[waiting.pop()].body
        for seen in () if body is None else body.seen:
            if seen in events and seen not in found:
                found.add(seen)
                waiting.append(seen)
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

"""Time back for interruptions: per candidate, overlapping ones once (domain.md 3a).

Measured time is rounded up to whole minutes. What somebody decided takes the place of what was
measured; who lost only a piece of an interruption gets no more than that piece.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from app.models.session import Interruption

MINUTE = timedelta(minutes=1)
Span = tuple[datetime, datetime]


def lost_by(
    interruptions: Iterable[Interruption],
    candidate: str,
    began: datetime,
    stopped: datetime | None,
) -> timedelta:
    """Return the time back of one candidate, who began and perhaps stopped at these moments."""
    mine = (each for each in interruptions if applies(each, candidate))
    return lost(mine, began, stopped)


def lost_by_all(interruptions: Iterable[Interruption], began: datetime) -> timedelta:
    """Return the time back of whoever was there all the time."""
    return lost((each for each in interruptions if each.candidate is None), began, None)


def applies(interruption: Interruption, candidate: str) -> bool:
    """Whether an interruption counts for a candidate: for all, or for this one, not excluded."""
    if candidate in interruption.excluded:
        return False
    return interruption.candidate in (None, candidate)


def lost(
    interruptions: Iterable[Interruption], began: datetime, stopped: datetime | None
) -> timedelta:
    """Return what these interruptions cost together between two moments, in whole minutes."""
    measured: list[Span] = []
    decided: dict[str, list[tuple[Interruption, Span]]] = {}
    for each in (e for e in interruptions if e.is_seen or e.decided_min is not None):
        for span in clipped([(each.since, each.until)], began, stopped):
            if each.decided_min is None:
                measured.append(span)
            else:
                decided.setdefault(each.calamity or each.leaf, []).append((each, span))
    spans = [span for pairs in decided.values() for _, span in pairs]
    alone = union([*measured, *spans]) - union(spans)
    given = sum((_decided(pairs) for pairs in decided.values()), timedelta(0))
    return whole(alone) + given


def _decided(pairs: list[tuple[Interruption, Span]]) -> timedelta:
    """The minutes that were decided; for a piece of the time no more than the piece."""
    minutes = timedelta(minutes=pairs[0][0].decided_min or 0)
    is_whole = all(span == (each.since, each.until) for each, span in pairs)
    return minutes if is_whole else min(minutes, whole(union(span for _, span in pairs)))


def clipped(
    spans: Iterable[tuple[datetime, datetime | None]], began: datetime, stopped: datetime | None
) -> list[Span]:
    """Return what lies between two moments; what has no end yet gives nothing yet."""
    found = (
        (max(since, began), min(until, stopped) if stopped else until)
        for since, until in spans
        if until is not None
    )
    return [span for span in found if span[0] < span[1]]


def whole(time: timedelta) -> timedelta:
    """Return a time in whole minutes, rounded up."""
    return timedelta(minutes=-(-time // MINUTE))


def union(spans: Iterable[Span]) -> timedelta:
    """Return how long these spans last, what overlaps counted once."""
    total, reached = timedelta(0), None
    for since, until in sorted(spans):
        if reached is None or since > reached:
            total += until - since
            reached = until
        elif until > reached:
            total += until - reached
            reached = until
    return total

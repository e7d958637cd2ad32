"""Time back for interruptions: per candidate, overlapping ones once, in whole minutes up."""

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
    spans = clipped(((each.since, each.until) for each in interruptions), began, stopped)
    return whole(union(spans))


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

"""Time in which somebody could not work: interruptions and rest breaks, what overlaps once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.models.session import Enrolment, Interruption, Part

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class TimeBack:
    """What comes back at the end: for interruptions, and for rest breaks beside them."""

    compensation: timedelta = timedelta(0)
    rest: timedelta = timedelta(0)

    @property
    def total(self) -> timedelta:
        """All of it; whole minutes."""
        return self.compensation + self.rest


def lost_by_all(part: Part, began: datetime) -> timedelta:
    """Return the time that the whole part lost, overlapping interruptions once."""
    return _rounded_up(_spans((i for i in part.interruptions if i.candidate is None), began))


def time_back(
    part: Part | None, enrolment: Enrolment, began: datetime, stopped: datetime | None
) -> TimeBack:
    """Return what one candidate gets back of the time between beginning and stopping.

    The clock of a candidate stands still once, whatever it stands still for: a rest break gives
    back only what no interruption gives back already. The whole is rounded up, not each piece.
    """
    interruptions = () if part is None else part.interruptions
    mine = (each for each in interruptions if _applies(each, enrolment.candidate))
    spans = _spans(mine, began, stopped)
    back = _rounded_up(spans)
    rests = _clipped(((r.since, r.until) for r in enrolment.rests), began, stopped)
    return TimeBack(back, _rounded_up([*spans, *rests]) - back)


def _spans(
    interruptions: Iterable[Interruption], began: datetime, stopped: datetime | None = None
) -> list[Span]:
    return _clipped(((each.since, each.until) for each in interruptions), began, stopped)


def _clipped(
    spans: Iterable[tuple[datetime, datetime | None]], began: datetime, stopped: datetime | None
) -> list[Span]:
    """Return what lies between beginning and stopping; what has no end yet gives nothing yet."""
    clipped = (
        (max(since, began), min(until, stopped) if stopped else until)
        for since, until in spans
        if until is not None
    )
    return [span for span in clipped if span[0] < span[1]]


def _rounded_up(spans: Iterable[Span]) -> timedelta:
    return timedelta(minutes=-(-_union(spans) // timedelta(minutes=1)))


def _applies(interruption: Interruption, candidate: str) -> bool:
    if candidate in interruption.excluded:
        return False
    return interruption.candidate in (None, candidate)


def _union(spans: Iterable[Span]) -> timedelta:
    total, reached = timedelta(0), None
    for since, until in sorted(spans):
        if reached is None or since > reached:
            total += until - since
            reached = until
        elif until > reached:
            total += until - reached
            reached = until
    return total

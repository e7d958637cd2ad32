"""A day, a week or a month of the school: what a report is about."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class SpanKind(StrEnum):
    """How long a report looks at; a week begins on Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Span:
    """Local days, `first` and `last` included."""

    kind: SpanKind
    first: date
    last: date

    def holds(self, day: date | None) -> bool:
        """Whether a day lies in it."""
        return day is not None and self.first <= day <= self.last

    @property
    def days(self) -> tuple[date, ...]:
        """Every day of it."""
        return tuple(self.first + timedelta(n) for n in range((self.last - self.first).days + 1))

    def moved(self, by: int) -> "Span":
        """Return the one just before (-1) or after (1)."""
        return span_of(self.kind, (self.last if by > 0 else self.first) + timedelta(by))


def span_of(kind: SpanKind, day: date) -> Span:
    """Return the day, week or month that a day lies in."""
    if kind is SpanKind.WEEK:
        monday = day - timedelta(day.weekday())
        return Span(kind, monday, monday + timedelta(6))
    if kind is SpanKind.MONTH:
        return Span(kind, day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))
    return Span(kind, day, day)

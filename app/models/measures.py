"""A figure of a report and what it rests on: single acts and people that anybody can recount.

A figure is never more than what it holds: a count is how many, a share names what it is a share
of, and a lead time is the middle one of times that were received. What nobody sent is unmeasured.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from statistics import median


class MeasureKind(StrEnum):
    """What a figure is."""

    COUNT = "count"
    SHARE = "share"
    LEAD = "lead"
    """Minutes between two moments that were both received."""
    UNMEASURED = "unmeasured"
    """Told as such and with why, never measured under another name."""


class Missing(StrEnum):
    """Why a figure is not measured."""

    NEVER_RECEIVED = "never-received"
    NOT_ANSWERED = "not-answered"
    """Only the dossier knows it, and it did not answer."""
    NOT_ALLOWED = "not-allowed"
    """Only the auditor is told."""
    WHOLE_SCHOOL = "whole-school"
    """It is of the school as a whole: narrowed to a part of it, it has no meaning."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One thing that a figure counts: an event, or a person by the event that says so.

    `leaf` is the identity of that event; `what` the type of its act or a code, `detail` literal
    words. `at` is UTC, `on` the local day it is counted on, `minutes` how long a lead took.
    """

    on: date | None = None
    session: str = ""
    room: str = ""
    candidate: str = ""
    leaf: str = ""
    at: datetime | None = None
    by: str = ""
    what: str = ""
    detail: str = ""
    minutes: float | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure: what it counts, and for a share what it is a share of."""

    key: str
    kind: MeasureKind = MeasureKind.COUNT
    counted: tuple[Trace, ...] = ()
    of: tuple[Trace, ...] = ()
    missing: Missing | None = None
    is_of_health: bool = False
    """Whether its traces tell of provisions: those never leave with a person beside them."""

    @property
    def value(self) -> float | None:
        """The figure: how many, a share from 0 to 1, or minutes; None when there is none."""
        return _value(self.kind, self.counted, self.of)

    def by_day(self, days: Iterable[date]) -> tuple[tuple[date, float | None], ...]:
        """Return the figure of each day by itself."""
        counted, of = _on_days(self.counted), _on_days(self.of)
        return tuple(
            (day, _value(self.kind, counted.get(day, ()), of.get(day, ()))) for day in days
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """Of which location, team and type of exam a report tells; an empty text is all of them."""

    location: str = ""
    team: str = ""
    kind: str = ""


@dataclass
class Tally:
    """Gathers traces under the key of their figure."""

    counted: dict[str, list[Trace]] = field(default_factory=dict)
    of: dict[str, list[Trace]] = field(default_factory=dict)

    def count(self, key: str, trace: Trace) -> None:
        """Count a trace."""
        self.counted.setdefault(key, []).append(trace)

    def among(self, key: str, trace: Trace) -> None:
        """Add a trace to what a figure is a share of."""
        self.of.setdefault(key, []).append(trace)

    def measure(
        self, key: str, kind: MeasureKind = MeasureKind.COUNT, *, is_of_health: bool = False
    ) -> Measure:
        """Return a figure of what was gathered under its key."""
        counted, of = self.counted.get(key, ()), self.of.get(key, ())
        return Measure(key, kind, in_order(counted), in_order(of), is_of_health=is_of_health)


def in_order(traces: Iterable[Trace]) -> tuple[Trace, ...]:
    """Return traces in order of day, place and time."""
    return tuple(sorted(traces, key=_order))


def _order(trace: Trace) -> tuple[object, ...]:
    at = "" if trace.at is None else trace.at.isoformat()
    day = "" if trace.on is None else trace.on.isoformat()
    return (day, at, trace.session, trace.room, trace.candidate, trace.leaf, trace.what)


def _on_days(traces: Iterable[Trace]) -> Mapping[date, tuple[Trace, ...]]:
    found: dict[date, list[Trace]] = {}
    for each in traces:
        if each.on is not None:
            found.setdefault(each.on, []).append(each)
    return {day: tuple(its) for day, its in found.items()}


def _value(kind: MeasureKind, counted: Iterable[Trace], of: Iterable[Trace]) -> float | None:
    its, whole = tuple(counted), tuple(of)
    match kind:
        case MeasureKind.COUNT:
            return float(len(its))
        case MeasureKind.SHARE:
            return len(its) / len(whole) if whole else None
        case MeasureKind.LEAD:
            spans = [each.minutes for each in its if each.minutes is not None]
            return median(spans) if spans else None
        case MeasureKind.UNMEASURED:
            return None

"""Extra time as a sum that can be shown, and whose number counts (domain.md 2a)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from app.models.rules import RuleSet
from app.models.session import Enrolment

_PERCENT: Final = re.compile(r"(\d{1,3}) ?(%|pct)", re.ASCII)
_MINUTES: Final = re.compile(r"(\d{1,3}) ?(m|min|minuten|minutes)\b", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ground:
    """What one code grants: a part of the duration, or a number of minutes."""

    percent: int | None = None
    fixed_min: int | None = None

    def minutes(self, duration_min: int) -> int:
        """Return the minutes it gives of a duration, rounded up."""
        if self.fixed_min is not None:
            return self.fixed_min
        return -(-duration_min * (self.percent or 0) // 100)


@dataclass(frozen=True, slots=True)
class ExtraTime:
    """Our own sum beside the number that counts; without a ground there is no own sum.

    `decided_by` is who granted it today, when that is what counts.
    """

    applied_min: int
    duration_min: int
    ground: Ground | None = None
    cap_min: int | None = None
    is_unlimited: bool = False
    decided_by: str | None = None

    @property
    def own_min(self) -> int | None:
        """What we would have come to."""
        if self.ground is None:
            return None
        own = self.ground.minutes(self.duration_min)
        return own if self.cap_min is None else min(own, self.cap_min)

    @property
    def differs(self) -> bool:
        """Whether the planner sent something else than our sum; the planner's number counts."""
        own = self.own_min
        return not self.is_unlimited and own is not None and own != self.applied_min

    @property
    def is_above_cap(self) -> bool:
        """Whether it is more than the exam allows: applied as planned, and marked."""
        return self.cap_min is not None and (self.is_unlimited or self.applied_min > self.cap_min)


def ground_of(codes: Iterable[str], duration_min: int) -> Ground | None:
    """Return the one ground that gives most; grounds are not added up."""
    found = [ground for code in codes if (ground := _ground(code)) is not None]
    return max(found, key=lambda ground: ground.minutes(duration_min), default=None)


def _ground(code: str) -> Ground | None:
    """Read "ExtraTimeOnlyMath25%" and "ExtraTimeOnlyMath30Min", the free codes of OKE."""
    if not code.casefold().startswith("extratime"):
        return None
    percent, fixed = _PERCENT.search(code), _MINUTES.search(code)
    if percent is not None:
        return Ground(percent=int(percent[1]))
    return None if fixed is None else Ground(fixed_min=int(fixed[1]))


def extra_min(enrolment: Enrolment) -> int:
    """Return the minutes that count: as planned, or more when that was decided today."""
    planned = 0 if enrolment.plan is None else enrolment.plan.extra_time_min or 0
    return max([planned, *(minutes for minutes, _ in _of_today(enrolment))])


def extra_time_of(enrolment: Enrolment, rules: RuleSet, duration: timedelta) -> ExtraTime:
    """Return the sum for one candidate."""
    plan, minutes = enrolment.plan, int(duration.total_seconds() // 60)
    applied = extra_min(enrolment)
    deciders = [who for granted, who in _of_today(enrolment) if granted == applied]
    is_planned = plan is not None and applied == (plan.extra_time_min or 0)
    return ExtraTime(
        applied_min=applied,
        duration_min=minutes,
        ground=None if plan is None else ground_of(plan.needs, minutes),
        cap_min=rules.extra_time_max_min,
        is_unlimited=plan is not None and plan.is_time_unlimited,
        decided_by=None if is_planned or not deciders else deciders[0],
    )


def _of_today(enrolment: Enrolment) -> list[tuple[int, str]]:
    return [
        (max(0, act.extra_time_min), act.answered_by)
        for _, act in enrolment.requests
        if act.is_granted and act.extra_time_min is not None
    ]

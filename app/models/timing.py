"""Phases and personal end times for all six OKE start scenarios (OKE 1.0.1, table 4.2.C).

The moment that counts is the actual start, not the plan; the rule set says what moves with it.
All moments are UTC; a personal end of None with `is_unlimited` means: no end.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from app.models.attendance_facts import SentToRoom
from app.models.compensation import lost_by, lost_by_all
from app.models.extra_time import extra_min
from app.models.facts import ArrivalRegistered, AwayStarted
from app.models.moving import began_in, interruptions_of
from app.models.plan import SessionPlanned
from app.models.remembered import OfSession, Remembered
from app.models.resting import rested_by
from app.models.rules import CENTRAL_ENTRY_LIMIT_MIN
from app.models.session import Enrolment, ExamSession, Part
from app.models.values import (
    ADMISSION,
    Aspect,
    Attendance,
    DecisionOutcome,
    DurationFrom,
    DurationUntil,
    Phase,
    StartOption,
    Status,
)

MINUTE = timedelta(minutes=1)
MINUTES_MAX: Final = 10_000
"""No exam and no extra time is longer (OKE: from here on it means unlimited)."""


@lru_cache(maxsize=4096)
def instant(text: str) -> datetime:
    """Return a time of the plan (kept as received, with its offset) in UTC.

    Raises:
        ValueError: It is no time, has no offset, or lies outside this century.
    """
    moment = datetime.fromisoformat(text)
    if moment.utcoffset() is None or not 2000 <= moment.year < 2200:
        raise ValueError("no time of an exam")
    return moment.astimezone(UTC)


def _readable(text: str | None) -> datetime | None:
    try:
        return None if text is None else instant(text)
    except ValueError:
        return None


def _minutes(number: int) -> timedelta:
    return timedelta(minutes=max(0, min(number, MINUTES_MAX)))


@dataclass(frozen=True, slots=True)
class Schedule:
    """The moments of one part, by the plan before the start and by the act after it."""

    planned_start: datetime
    planned_end: datetime
    started_at: datetime | None
    doors_open: datetime
    start: datetime
    entry_until: datetime | None
    leave_from: datetime | None
    leave_until: datetime | None
    end: datetime
    window_end: datetime
    duration: timedelta

    @property
    def start_deviation(self) -> timedelta:
        """How much later (or earlier, negative) than planned the exam started."""
        return self.start - self.planned_start


@dataclass(frozen=True, slots=True)
class PersonalEnd:
    """Until when one candidate may work, as a sum that can be shown."""

    at: datetime | None
    base: datetime
    duration: timedelta
    extra: timedelta
    compensation: timedelta
    rest: timedelta = timedelta(0)
    is_unlimited: bool = False
    is_cut_by_window: bool = False


def counts_own_start(plan: SessionPlanned) -> bool:
    """Whether the duration counts from each candidate's own start (scenarios 1, 2, 3 and 6)."""
    return plan.duration_from is DurationFrom.OWN_START


def is_released(plan: SessionPlanned) -> bool:
    """Whether the exam starts for all at once, on release (scenario 5)."""
    return plan.start_option is StartOption.TRIGGERED


@Remembered
def schedule_of(session: ExamSession, part: Part | None) -> Schedule | None:
    """Return the moments of a part, or None while there is no plan that can be read.

    Time lost by the whole part moves the end and the moment from which nobody leaves.
    """
    if part is None:
        return schedule_if(session, None)
    schedule = schedule_if(session, _started(session, part))
    if schedule is None or not part.interruptions:
        return schedule
    back = lost_by_all(part.interruptions, schedule.start)
    leave_until = None if schedule.leave_until is None else schedule.leave_until + back
    return replace(schedule, end=schedule.end + back, leave_until=leave_until)


@OfSession
def is_on_its_day(session: ExamSession, part: Part) -> bool:
    """Whether a room is there for the local day that the session is on now.

    The planner may have moved the session since: then it has no room until the office gives one.
    """
    schedule = schedule_if(session, None)
    if schedule is None or part.plan is None:
        return False
    local = schedule.planned_start.astimezone(ZoneInfo(part.plan.time_zone))
    return local.date().isoformat() == part.plan.day


def _started(session: ExamSession, part: Part) -> datetime | None:
    """Return the start that times count from; one that nobody saw counts as planned."""
    if part.is_start_observed or session.plan is None:
        return part.started_at
    return _readable(session.plan.starts_at)


def schedule_if(session: ExamSession, started_at: datetime | None) -> Schedule | None:
    """Return the moments as they are, or would be, with an actual start at that moment."""
    plan, rules = session.plan, session.rules
    if plan is None:
        return None
    planned_start, planned_end = _readable(plan.starts_at), _readable(plan.ends_at)
    if planned_start is None or planned_end is None:
        return None
    start = planned_start if started_at is None else started_at
    shift = start - planned_start if rules.moves_with_start else timedelta(0)
    window_end = planned_end + shift
    duration = (
        planned_end - planned_start if plan.duration_min is None else _minutes(plan.duration_min)
    )
    end = _counted_from(session, start, planned_start) + duration
    if plan.duration_until is DurationUntil.SESSION_END:
        end = min(end, window_end)
    leave_from, leave_until = rules.leave_from_min, rules.leave_until_min
    return Schedule(
        planned_start=planned_start,
        planned_end=planned_end,
        started_at=started_at,
        doors_open=planned_start - rules.doors_open_min * MINUTE,
        start=start,
        entry_until=_entry_until(session, start, window_end, shift),
        leave_from=None if leave_from is None else planned_start + shift + leave_from * MINUTE,
        leave_until=None if leave_until is None else end - leave_until * MINUTE,
        end=end,
        window_end=window_end,
        duration=duration,
    )


def _counted_from(session: ExamSession, start: datetime, planned_start: datetime) -> datetime:
    """From when the time of all counts: only a time of the plan can stay where it was planned."""
    plan = session.plan
    stays = plan is not None and plan.duration_from is DurationFrom.SESSION_START
    return planned_start if stays and not session.rules.moves_with_start else start


def _entry_until(
    session: ExamSession, start: datetime, window_end: datetime, shift: timedelta
) -> datetime | None:
    """The planner's last entry wins; the rule set fills in; central limits cut both.

    Who was there when the exam really began was in time, also when it began late.
    """
    plan, rules = session.plan, session.rules
    if plan is None:
        return None
    planned_start = instant(plan.starts_at)
    until = None if rules.entry_limit_min is None else rules.entry_limit_min * MINUTE
    limit = None if until is None else planned_start + shift + until
    told = _readable(plan.entry_until)
    found = limit
    if told is not None:
        found = told + shift
    elif counts_own_start(plan) and not rules.has_central_limits:
        found = window_end
    if rules.has_central_limits:
        central = start + CENTRAL_ENTRY_LIMIT_MIN * MINUTE
        found = min(each for each in (found, limit, central) if each is not None)
    return None if found is None else max(found, start)


def own_start(session: ExamSession, part: Part | None, enrolment: Enrolment) -> datetime | None:
    """Return when this candidate really began, or None when that is not so (yet)."""
    started = enrolment.values.get(Aspect.START)
    if started is not None:
        return started.observed
    schedule = schedule_of(session, began_in(session, part, enrolment))
    arrived = arrived_at(enrolment)
    if schedule is None or schedule.started_at is None or arrived is None:
        return None
    if not has_seen_arrival(enrolment):
        return schedule.started_at
    if session.plan is not None and counts_own_start(session.plan):
        # Two laptops apart: the one that started did not know of who the other let in before.
        away = enrolment.values.get(Aspect.AWAY)
        is_out = away is not None and isinstance(away.act, AwayStarted | SentToRoom)
        return None if is_out or arrived > schedule.started_at else schedule.started_at
    if schedule.entry_until is not None and arrived > schedule.entry_until:
        is_let_in = not needs_admission(session, part, enrolment)
        return max(schedule.started_at, arrived) if is_let_in else None
    return max(schedule.started_at, arrived)


def arrived_at(enrolment: Enrolment) -> datetime | None:
    """Return when the candidate came in, or None."""
    arrival = enrolment.arrival
    is_here = arrival is not None and isinstance(arrival.act, ArrivalRegistered)
    return arrival.observed if arrival is not None and is_here else None


def has_seen_arrival(enrolment: Enrolment) -> bool:
    """Whether somebody saw when the candidate came in: else nobody was late by it."""
    return enrolment.arrival is not None and enrolment.arrival.is_time_observed


def personal_end(
    session: ExamSession, part: Part | None, enrolment: Enrolment
) -> PersonalEnd | None:
    """Return until when this candidate may work; before the start, as planned."""
    schedule = schedule_of(session, began_in(session, part, enrolment))
    if schedule is None or session.plan is None:
        return None
    plan, rules = session.plan, session.rules
    base = _counted_from(session, schedule.start, schedule.planned_start)
    began = own_start(session, part, enrolment)
    if counts_own_start(plan) and began is not None and not _keeps_end(session, schedule, began):
        base = began
    extra = _minutes(extra_min(enrolment))
    stopped, mine = finished_at(enrolment), interruptions_of(session, part, enrolment)
    back = lost_by(mine, enrolment.candidate, began or base, stopped)
    rest = rested_by(mine, enrolment, began or base, stopped)
    end = PersonalEnd(None, base, schedule.duration, extra, back, rest)
    if enrolment.plan is not None and enrolment.plan.is_time_unlimited:
        return replace(end, is_unlimited=True)
    at = base + schedule.duration + extra + back + rest
    is_cut = False
    if plan.duration_until is DurationUntil.SESSION_END:
        own = extra + rest if rules.extra_may_pass_end else timedelta(0)
        latest = schedule.window_end + back + own
        at, is_cut = min(at, latest), at > latest
    return replace(end, at=at, is_cut_by_window=is_cut)


def _keeps_end(session: ExamSession, schedule: Schedule, began: datetime) -> bool:
    """Whether a late candidate's end stays that of the others."""
    return session.rules.late_keeps_end and began > schedule.start


def finished_at(enrolment: Enrolment) -> datetime | None:
    """Return when the candidate handed in or left for good, or None."""
    for aspect in (Aspect.HAND_IN, Aspect.STOP):
        value = enrolment.values.get(aspect)
        if value is not None:
            return value.observed
    return None


def late_by(session: ExamSession, part: Part | None, enrolment: Enrolment) -> timedelta | None:
    """Return how late the candidate came after the actual start, or None when in time."""
    arrived, known = arrived_at(enrolment), began_in(session, part, enrolment)
    schedule = schedule_of(session, known)
    if schedule is None or schedule.started_at is None or arrived is None or session.plan is None:
        return None
    from_start = session.rules.late_counts_from_start or not counts_own_start(session.plan)
    limit = schedule.started_at if from_start else schedule.entry_until
    if limit is None or arrived <= limit or not has_seen_arrival(enrolment):
        return None
    return arrived - schedule.started_at


def came_after_entry(session: ExamSession, part: Part | None, enrolment: Enrolment) -> bool:
    """Whether the candidate came after the last entry."""
    arrived, known = arrived_at(enrolment), began_in(session, part, enrolment)
    schedule = schedule_of(session, known)
    return (
        schedule is not None
        and schedule.started_at is not None
        and schedule.entry_until is not None
        and arrived is not None
        and has_seen_arrival(enrolment)
        and arrived > schedule.entry_until
    )


def is_past_central_limit(session: ExamSession, part: Part | None, moment: datetime) -> bool:
    """Whether nothing admits any more: a centraal examen, over 30 minutes after its start."""
    schedule = schedule_of(session, part)
    return (
        session.rules.has_central_limits
        and schedule is not None
        and schedule.started_at is not None
        and moment > schedule.start + CENTRAL_ENTRY_LIMIT_MIN * MINUTE
    )


def needs_admission(session: ExamSession, part: Part | None, enrolment: Enrolment) -> bool:
    """Whether somebody must decide: after the last entry, and no decision was heard that admits.

    Who awaits the word of the board works meanwhile, as admitted.
    """
    if not came_after_entry(session, part, enrolment):
        return False
    arrived, heard = arrived_at(enrolment), enrolment.decision(ADMISSION)
    known = began_in(session, part, enrolment)
    if arrived is not None and is_past_central_limit(session, known, arrived):
        return True
    return heard is None or heard.outcome is DecisionOutcome.DENIED


def status_of(session: ExamSession, part: Part | None, enrolment: Enrolment) -> Status:
    """Return where a candidate stands, from the registers alone."""
    if finished_at(enrolment) is not None:
        return Status.HANDED_IN if Aspect.HAND_IN in enrolment.values else Status.LEFT
    if enrolment.sent_to is not None:
        return Status.MOVED
    arrival = enrolment.arrival
    if arrival is None:
        return Status.EXPECTED
    if not isinstance(arrival.act, ArrivalRegistered):
        return Status.ABSENT if enrolment.is_absent else Status.REFUSED
    away = enrolment.values.get(Aspect.AWAY)
    if away is not None and isinstance(away.act, AwayStarted | SentToRoom):
        return Status.AWAY
    return Status.PRESENT if late_by(session, part, enrolment) is None else Status.LATE


def attendance_of(session: ExamSession, part: Part | None, enrolment: Enrolment) -> Attendance:
    """Return the value the national standard knows (OKE 1.0.1, flow 3)."""
    status = status_of(session, part, enrolment)
    if status is Status.HANDED_IN:
        return Attendance.PRESENT
    if status is Status.EXPECTED:
        return Attendance.NOT_KNOWN
    if status is Status.ABSENT:
        return Attendance.NOT_PRESENT
    began = own_start(session, part, enrolment)
    stopped = finished_at(enrolment)
    if began is None or (stopped is not None and stopped <= began):
        return Attendance.NOT_STARTED
    return Attendance.NOT_FINISHED


def phase_of(session: ExamSession, part: Part | None, now: datetime) -> Phase:
    """Return the phase of a part: it follows acts; only the door closes by the clock."""
    schedule = schedule_of(session, part)
    if part is not None and part.ended_at is not None:
        return Phase.ENDED
    if schedule is None or schedule.started_at is None:
        return Phase.NOT_STARTED
    if schedule.entry_until is not None and now > schedule.entry_until:
        return Phase.DOOR_CLOSED
    return Phase.DOOR_OPEN

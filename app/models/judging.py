"""Which rules a recorded fact does not meet: shown and printed, never in the way of a fact."""

from datetime import datetime

from app.models.act import Act
from app.models.attendance_facts import CandidateAdded
from app.models.away import away_flags
from app.models.facts import (
    ArrivalRegistered,
    AwayStarted,
    IdentityChecked,
    LeftForGood,
    SessionStarted,
    WorkHandedIn,
)
from app.models.paper import spoken_name
from app.models.provision_facts import RestBreakStarted
from app.models.provisions import granted_of
from app.models.release import has_go
from app.models.rules import CENTRAL_ENTRY_LIMIT_MIN
from app.models.session import Enrolment, ExamSession, Part
from app.models.timing import MINUTE, Schedule, schedule_of
from app.models.values import Flag, IdentityOutcome


def flags_of(
    session: ExamSession, part: Part, act: Act, at: datetime, candidate: str | None = None
) -> tuple[Flag, ...]:
    """Return the rules that an act at that moment does not meet, by the state around it."""
    schedule = schedule_of(session, part)
    found: list[Flag] = []
    if schedule is not None:
        found += _timing_flags(session, schedule, act, at)
    if isinstance(act, IdentityChecked) and act.outcome is not IdentityOutcome.SEEN:
        found.append(Flag.NO_VALID_IDENTITY)
    if session.plan is not None and not session.is_active:
        found.append(Flag.SESSION_CANCELED)
    if isinstance(act, AwayStarted) and candidate is not None:
        found += away_flags(session, part, candidate, at)
    if isinstance(act, CandidateAdded) and _is_named_twice(session, act, candidate):
        found.append(Flag.NAME_TWICE)
    enrolment = session.enrolments.get(candidate or "")
    return (*found, *(() if enrolment is None else _own_flags(enrolment, act)))


def _own_flags(enrolment: Enrolment, act: Act) -> list[Flag]:
    """What this candidate was, or was not, granted and released for."""
    found: list[Flag] = []
    if enrolment.plan is not None and not enrolment.is_active:
        found.append(Flag.ENROLMENT_CANCELED)
    if isinstance(act, RestBreakStarted):
        granted = any(each.is_rest_break for each in granted_of(enrolment))
        found += [] if granted else [Flag.REST_NOT_GRANTED]
    if isinstance(act, ArrivalRegistered) and not has_go(enrolment):
        found.append(Flag.WITHOUT_RELEASE)
    return found


def _is_named_twice(session: ExamSession, act: CandidateAdded, candidate: str | None) -> bool:
    """Whether somebody else here has the same name: two people may, and both are kept."""
    told = act.name.casefold().split()
    return any(
        spoken_name(each).casefold().split() == told
        for each in session.enrolments.values()
        if each.candidate != candidate and each.is_listed
    )


def _timing_flags(
    session: ExamSession, schedule: Schedule, act: Act, at: datetime
) -> tuple[Flag, ...]:
    if isinstance(act, SessionStarted):
        limit = session.rules.start_deviation_min * MINUTE
        return (Flag.STARTED_OFF_PLAN,) if abs(at - schedule.planned_start) > limit else ()
    if schedule.started_at is None:
        return ()
    if isinstance(act, ArrivalRegistered):
        return _entry_flags(session, schedule, at)
    return _leaving_flags(schedule, act, at)


def _leaving_flags(schedule: Schedule, act: Act, at: datetime) -> tuple[Flag, ...]:
    too_early = schedule.leave_from is not None and at < schedule.leave_from
    if isinstance(act, WorkHandedIn):
        return (Flag.HANDED_IN_TOO_EARLY,) if too_early else ()
    if isinstance(act, LeftForGood):
        return (Flag.LEFT_TOO_EARLY,) if too_early else ()
    if isinstance(act, AwayStarted):
        too_late = schedule.leave_until is not None and schedule.leave_until < at < schedule.end
        return (Flag.AWAY_IN_CLOSED_WINDOW,) if too_early or too_late else ()
    return ()


def _entry_flags(session: ExamSession, schedule: Schedule, at: datetime) -> tuple[Flag, ...]:
    if schedule.entry_until is None or at <= schedule.entry_until:
        return ()
    if session.rules.has_central_limits and at > schedule.start + CENTRAL_ENTRY_LIMIT_MIN * MINUTE:
        return (Flag.AFTER_ENTRY_LIMIT, Flag.AFTER_CENTRAL_LIMIT)
    return (Flag.AFTER_ENTRY_LIMIT,)

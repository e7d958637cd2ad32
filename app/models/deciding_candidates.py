"""What follows from a command about one candidate, or about several in one handling."""

from datetime import datetime

from app.models import commands as c
from app.models import facts as f
from app.models.act import Body
from app.models.drafts import Refused
from app.models.known import Known
from app.models.repair import first_seen
from app.models.session import Enrolment, Value
from app.models.timing import (
    arrived_at,
    counts_own_start,
    finished_at,
    needs_admission,
    schedule_of,
)
from app.models.values import Aspect, Reason, Status, WorkOutcome


def arrive(known: Known, command: c.RegisterArrival, at: datetime) -> list[Body]:
    """Aanwezig: the arrival, the look at the document, and the own start where it counts."""
    enrolment = known.enrolment(command.candidate)
    arrived = arrived_at(enrolment)
    if arrived is not None and not _differs(enrolment, Aspect.ARRIVAL):
        raise Refused(Reason.ALREADY_SO, arrived)
    bodies = [known.body(enrolment, f.ArrivalRegistered(), command.seen_at)]
    if command.identity is not None:
        check = f.IdentityChecked(command.identity, command.document, command.digits)
        bodies.append(known.body(enrolment, check, command.seen_at))
    if _begins(known, enrolment, at):
        bodies.append(known.body(enrolment, f.CandidateStarted(), command.seen_at))
    return bodies


def _begins(known: Known, enrolment: Enrolment, at: datetime) -> bool:
    """Whether coming in now is starting now: an own start counts and the door is open."""
    schedule = schedule_of(known.session, known.part)
    return (
        schedule is not None
        and known.session.plan is not None
        and counts_own_start(known.session.plan)
        and schedule.started_at is not None
        and known.part.ended_at is None
        and (schedule.entry_until is None or at <= schedule.entry_until)
        and Aspect.START not in enrolment.values
    )


def check_identity(known: Known, command: c.CheckIdentity, _: datetime) -> list[Body]:
    """The document was looked at, apart from arriving."""
    enrolment = known.enrolment(command.candidate)
    check = f.IdentityChecked(
        command.outcome,
        command.document,
        command.digits,
        command.follow_up,
        command.follow_up_before,
    )
    return [known.body(enrolment, check, command.seen_at)]


def establish_no_show(known: Known, command: c.EstablishNoShow, _: datetime) -> list[Body]:
    """Afwezig, for one or for all who are not there."""
    bodies = []
    for candidate in dict.fromkeys(command.candidates):
        enrolment = known.enrolment(candidate)
        arrival = enrolment.arrival
        if arrival is not None and not arrival.is_difference:
            reason = Reason.ALREADY_SO if enrolment.is_absent else Reason.HAS_ARRIVED
            raise Refused(reason, arrival.observed)
        bodies.append(known.body(enrolment, f.NoShowEstablished(), command.seen_at))
    if not bodies:
        raise Refused(Reason.UNKNOWN_CANDIDATE)
    return bodies


def refuse_entry(known: Known, command: c.RefuseEntry, _: datetime) -> list[Body]:
    """Sent on to the exams office."""
    enrolment = known.enrolment(command.candidate)
    is_refused = known.status(enrolment) is Status.REFUSED
    if is_refused and not _differs(enrolment, Aspect.ARRIVAL):
        raise Refused(Reason.ALREADY_SO, known.since(enrolment, Aspect.ARRIVAL))
    return [known.body(enrolment, f.EntryRefused(command.reason), command.seen_at)]


def leave_for_a_moment(known: Known, command: c.LeaveForAMoment, _: datetime) -> list[Body]:
    """Even weg."""
    enrolment = _arrived(known, command.candidate)
    if known.status(enrolment) is Status.AWAY and not _differs(enrolment, Aspect.AWAY):
        raise Refused(Reason.ALREADY_SO, known.since(enrolment, Aspect.AWAY))
    _not_finished(enrolment)
    act = f.AwayStarted(command.purpose, command.escort, command.escort_person)
    return [known.body(enrolment, act, command.seen_at)]


def come_back(known: Known, command: c.ComeBack, at: datetime) -> list[Body]:
    """Terug in de zaal; who was away at the start begins now."""
    enrolment = _arrived(known, command.candidate)
    is_out = known.status(enrolment) in (Status.AWAY, Status.MOVED)
    if not is_out and not _differs(enrolment, Aspect.AWAY):
        raise Refused(Reason.NOT_AWAY)
    bodies = [known.body(enrolment, f.AwayEnded(), command.seen_at)]
    if _begins(known, enrolment, at) and not needs_admission(known.session, known.part, enrolment):
        bodies.append(known.body(enrolment, f.CandidateStarted(), command.seen_at))
    return bodies


def hand_in(known: Known, command: c.HandIn, _: datetime) -> list[Body]:
    """Inleveren, by one or by several."""
    bodies = []
    for candidate in dict.fromkeys(command.candidates):
        enrolment = _arrived(known, candidate)
        before = enrolment.values.get(Aspect.HAND_IN)
        counts = command.sheets is not None and before is not None and is_uncounted(before)
        if known.status(enrolment) is Status.HANDED_IN and not counts:
            raise Refused(Reason.ALREADY_SO, known.since(enrolment, Aspect.HAND_IN))
        act = f.WorkHandedIn(command.sheets, command.scrap_sheets, command.is_paper_returned)
        seen_at = command.seen_at if before is None else first_seen(before.event)
        bodies.append(known.body(enrolment, act, seen_at))
    if not bodies:
        raise Refused(Reason.UNKNOWN_CANDIDATE)
    return bodies


def is_uncounted(value: Value) -> bool:
    """Whether work was handed in of which nobody counted the sheets: that may be told later."""
    return isinstance(value.act, f.WorkHandedIn) and value.act.sheets is None


def leave_for_good(known: Known, command: c.LeaveForGood, _: datetime) -> list[Body]:
    """Definitief vertrokken; what became of the work goes with it."""
    enrolment = _arrived(known, command.candidate)
    if Aspect.STOP in enrolment.values:
        raise Refused(Reason.ALREADY_SO, known.since(enrolment, Aspect.STOP))
    left = f.LeftForGood(command.reason, command.work)
    bodies = [known.body(enrolment, left, command.seen_at)]
    if command.work is WorkOutcome.HANDED_IN and Aspect.HAND_IN not in enrolment.values:
        bodies.append(known.body(enrolment, f.WorkHandedIn(), command.seen_at))
    return bodies


def start_candidate(known: Known, command: c.StartCandidate, _: datetime) -> list[Body]:
    """An own start apart from the start of all."""
    enrolment = _arrived(known, command.candidate)
    if Aspect.START in enrolment.values:
        raise Refused(Reason.ALREADY_SO, known.since(enrolment, Aspect.START))
    return [known.body(enrolment, f.CandidateStarted(), command.seen_at)]


def take_seat(known: Known, command: c.TakeSeat, _: datetime) -> list[Body]:
    """Where the candidate really sits."""
    enrolment = known.enrolment(command.candidate)
    act = f.SeatTaken(command.seat, command.reason)
    return [known.body(enrolment, act, command.seen_at)]


def _arrived(known: Known, candidate: str) -> Enrolment:
    enrolment = known.enrolment(candidate)
    if arrived_at(enrolment) is None and not _differs(enrolment, Aspect.ARRIVAL):
        raise Refused(Reason.NEVER_ARRIVED)
    return enrolment


def _differs(enrolment: Enrolment, aspect: Aspect) -> bool:
    """Whether two laptops differ on this register: the next act then settles it."""
    value = enrolment.values.get(aspect)
    return value is not None and value.is_difference


def _not_finished(enrolment: Enrolment) -> None:
    finished = finished_at(enrolment)
    if finished is not None:
        raise Refused(Reason.ALREADY_SO, finished)

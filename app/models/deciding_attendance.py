"""What follows from adding a candidate, seeking one who did not come, and showing the record."""

from datetime import datetime

from app.models import attendance_commands as c
from app.models import facts as f
from app.models.act import Act, Body
from app.models.attendance_facts import (
    CandidateAdded,
    ContactAttempted,
    LatenessNoted,
    RecordReviewed,
    SentToRoom,
)
from app.models.drafts import Refused
from app.models.known import Known
from app.models.session import Enrolment
from app.models.timing import finished_at
from app.models.values import Aspect, Reason


def add_candidate(known: Known, command: c.AddCandidate, _: datetime) -> list[Body]:
    """Bijgeschreven en aanwezig, with the seat and the look at the ID where there were any."""
    if command.candidate in known.session.enrolments:
        raise Refused(Reason.ALREADY_HERE)
    fresh = Enrolment(command.candidate, known.part.room)
    added = CandidateAdded(command.name, command.permission, command.number, command.authorised_by)
    acts: list[Act] = [added, f.ArrivalRegistered()]
    if command.identity is not None:
        acts.append(f.IdentityChecked(command.identity))
    if command.seat is not None:
        acts.append(f.SeatTaken(command.seat))
    return [known.body(fresh, act, command.seen_at) for act in acts]


def send_to_room(known: Known, command: c.SendToRoom, _: datetime) -> list[Body]:
    """Naar een ander lokaal: gone from here, and on the way until the other room says back."""
    enrolment = known.enrolment(command.candidate)
    here = known.part.room if known.part.plan is None else known.part.plan.label
    finished, away = finished_at(enrolment), enrolment.values.get(Aspect.AWAY)
    if finished is not None or enrolment.sent_to == command.to_room:
        raise Refused(Reason.ALREADY_SO, finished or (None if away is None else away.observed))
    if command.to_room.casefold() == here.casefold():
        raise Refused(Reason.SAME_ROOM)
    act = SentToRoom(command.to_room, here, command.reason, command.decided_by)
    return [known.body(enrolment, act, command.seen_at)]


def note_contact(known: Known, command: c.NoteContact, _: datetime) -> list[Body]:
    """An attempt to reach somebody: only added, whatever else is known."""
    enrolment = known.enrolment(command.candidate)
    attempt = ContactAttempted(command.channel, command.answer)
    return [Body(attempt, enrolment.candidate, seen_at=command.seen_at)]


def note_lateness(known: Known, command: c.NoteLateness, _: datetime) -> list[Body]:
    """What was said about being late: only added, whatever else is known."""
    enrolment = known.enrolment(command.candidate)
    noted = LatenessNoted(command.reason, command.met_leavers)
    return [Body(noted, enrolment.candidate, seen_at=command.seen_at)]


def review_record(known: Known, command: c.ReviewRecord, _: datetime) -> list[Body]:
    """The candidate saw the own record; what he said of it stands beside it."""
    enrolment = known.enrolment(command.candidate)
    reviewed = RecordReviewed(command.outcome, command.remark, command.strokes)
    return [Body(reviewed, enrolment.candidate)]

"""What follows from a command of before the start, or about people on duty."""

from datetime import datetime, timedelta
from typing import Final, get_args

from app.models import facts as f
from app.models import preparing_commands as c
from app.models import preparing_facts as p
from app.models.act import Act, Body, Event
from app.models.commands import LeaveShift, NoteClockJump
from app.models.drafts import Decision, Draft, Moment, Refused
from app.models.fold import RoomFold, part_scope
from app.models.hotline_facts import MessageRead
from app.models.known import Known
from app.models.repair import UNDO_REASON, UNDO_WITHIN
from app.models.session import ExamSession, Part
from app.models.values import Reason, readiness_aspect

UNTICKED = "vinkje weggehaald"
EVERYWHERE: Final[tuple[type, ...]] = (LeaveShift, NoteClockJump, *get_args(c.RoomCommand))
"""The commands whose acts hold in the whole room."""
_MS: Final = timedelta(milliseconds=1)


def tick(known: Known, command: c.TickReadiness, _: datetime) -> list[Body]:
    """An item is ready; ticking what is ticked says nothing new."""
    aspect = readiness_aspect(command.item)
    if aspect in known.part.values:
        raise Refused(Reason.ALREADY_SO, known.part.values[aspect].observed)
    return [Body(p.ReadinessTicked(command.item, command.title), None, aspect)]


def untick(
    session: ExamSession, part: Part, command: c.UntickReadiness, moment: Moment, writer: str
) -> Decision:
    """Return the corrections of a tick, also where two laptops ticked the same item.

    Raises:
        Refused: It is not ticked.
    """
    value = part.values.get(readiness_aspect(command.item))
    if value is None:
        raise Refused(Reason.NOTHING_TO_UNDO)
    scope = part_scope(session.id, part.room)
    return Decision(tuple(Draft(scope, _struck(head, moment, writer)) for head in value.heads))


def _struck(head: Event, moment: Moment, writer: str) -> Body:
    own = head.header.writer == writer
    is_undo = own and moment.corrected - head.header.corrected <= UNDO_WITHIN
    reason = UNDO_REASON if is_undo else UNTICKED
    return Body(f.Corrected(reason, is_undo), refs=(head.leaf,))


def receive_packet(_: Known, command: c.ReceivePacket, __: datetime) -> list[Body]:
    """A packet came in."""
    act = p.PacketReceived(command.packet, command.is_intact, command.counted, command.remark)
    return [Body(act)]


def open_packet(_: Known, command: c.OpenPacket, __: datetime) -> list[Body]:
    """A packet was opened."""
    act = p.PacketOpened(
        packet=command.packet,
        opened_by=command.opened_by,
        witness=command.witness,
        used=command.used,
        spare=command.spare,
        is_wrong=command.is_wrong,
        remark=command.remark,
    )
    return [Body(act, seen_at=command.seen_at)]


def ask_release(known: Known, command: c.AskRelease, _: datetime) -> list[Body]:
    """Somebody was asked: one answer for each candidate."""
    act = p.ReleaseAsked(command.asked, command.is_released, command.answer)
    return [known.body(known.enrolment(who), act, None) for who in command.candidates]


def see_plan(_: Known, command: c.SeePlan, __: datetime) -> list[Body]:
    """Changes of the plan were read."""
    return [Body(p.PlanSeen(command.name), refs=command.leaves)]


def read_message(_: Known, command: c.ReadMessage, __: datetime) -> list[Body]:
    """A message of the office was read."""
    return [Body(MessageRead(command.name), refs=command.leaves)]


# ---------------------------------------------------------------- every part of the room


def everywhere(
    folds: RoomFold, command: c.RoomCommand | LeaveShift | NoteClockJump, writer: str
) -> Decision:
    """Return the same acts in every part of the room that this laptop has not closed.

    Raises:
        Refused: Every report is sealed, or the room has no session.
    """
    seen_at = getattr(command, "seen_at", None)
    drafts = tuple(
        Draft(part_scope(session.id, part.room), Body(act, candidate, seen_at=seen_at))
        for session, part in folds.day.parts()
        if part.seal_for(writer) is None
        for act, candidate in _acts_of(command, session)
    )
    if not drafts:
        raise Refused(Reason.SEALED if folds.day.parts() else Reason.UNKNOWN_SESSION)
    return Decision(drafts)


def _acts_of(
    command: c.RoomCommand | LeaveShift | NoteClockJump, session: ExamSession
) -> list[tuple[Act, str | None]]:
    """Return the acts of a command in one part; a candidate stands in his own session only."""
    if isinstance(command, c.StepOut):
        own = command.candidate if command.session == session.id else None
        return [(p.InvigilatorSteppedOut(command.name, command.person, command.purpose), own)]
    return [(act, None) for act in _staff_acts(command)]


def _staff_acts(command: c.RoomCommand | LeaveShift | NoteClockJump) -> tuple[Act, ...]:
    acts: tuple[Act, ...] = ()
    match command:
        case LeaveShift():
            acts = (f.InvigilatorLeft(command.person),)
        case NoteClockJump():
            acts = (f.ClockJumped(command.by // _MS, command.ahead // _MS),)
        case c.ArriveOnDuty():
            acts = (p.InvigilatorArrived(command.name, command.person, command.role),)
        case c.MissFromDuty():
            acts = (p.InvigilatorMissing(command.name, command.person, command.measure),)
        case c.StepIn():
            acts = (p.InvigilatorSteppedIn(command.name, command.person),)
        case c.NoteLaptopTest():
            acts = (p.LaptopTested(command.outcomes),)
        case c.RelieveFromDuty():
            acts = (
                f.InvigilatorLeft(command.person),
                p.InvigilatorRelieved(command.person, command.name, command.by),
                p.InvigilatorArrived(command.by, command.by_person),
            )
        case _:
            pass
    return acts

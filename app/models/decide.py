"""From a command to the events that follow, or to Refused when it is impossible.

Pure: state, command and moment in; drafts out. More than one draft is one handling: the writer
gives them one batch and one transaction.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final, get_args

from app.models import attendance_commands as attend
from app.models import closing_commands as close
from app.models import commands as c
from app.models import deciding_attendance as adding
from app.models import deciding_candidates as candidates
from app.models import deciding_closing as closing
from app.models import deciding_heard as hearing
from app.models import deciding_parts as parts
from app.models import deciding_preparing as preparing
from app.models import deciding_provisions as provisions
from app.models import preparing_commands as prepare
from app.models.act import Body
from app.models.apart import taken_over
from app.models.calamity_commands import (
    CalamityCommand,
    HearDecision,
    IncludeInCompensation,
    ReturnItem,
)
from app.models.deciding_calamities import decide_calamity
from app.models.drafts import Decision, Draft, Moment, Refused
from app.models.fold import Fold, RoomFold, part_scope
from app.models.judging import flags_of
from app.models.known import Known
from app.models.repair import redo, retime, settle, strike, undo
from app.models.values import NOT_OBSERVED, Reason

AFTER_SEAL: Final = (close.HandOverPacket, close.SettleCodes, ReturnItem)
"""What often happens only after the last signature; it is told in an addendum."""
FUTURE_MAX: Final = timedelta(seconds=2)
"""A moment that was fixed at the first key may not lie after the recording of it."""


def decide(folds: RoomFold, command: c.Command, moment: Moment, writer: str) -> Decision:
    """Return the drafts that follow from a command by this writer at this moment.

    Raises:
        Refused: It is impossible (decisions 4); a broken rule is a flag, not a refusal.
    """
    if isinstance(command, c.CopyFromPaper):
        return _copied(decide(folds, command.command, moment, writer), command.copied_by)
    of_room = _OF_ROOM.get(type(command))
    if of_room is not None:
        return of_room(folds, command, moment, writer)
    return _of_session(folds, command, moment, writer)


def _of_session(folds: RoomFold, command: Any, moment: Moment, writer: str) -> Decision:
    session = folds.day.sessions.get(command.session)
    part = None if session is None else session.parts.get(folds.day.room)
    if session is None or part is None:
        raise Refused(Reason.UNKNOWN_SESSION)
    seal = part.seal_for(writer)
    if seal is not None and not isinstance(command, AFTER_SEAL):
        raise Refused(Reason.SEALED, seal[0].observed)
    if isinstance(command, c.CloseApart):
        scope = part_scope(session.id, part.room)
        bodies = taken_over(folds.folds[command.session], part.room, writer)
        return Decision(tuple(Draft(scope, body) for body in bodies))
    if isinstance(command, c.SettleDifference | c.Correct | c.Retime):
        return _repair(folds.folds[command.session], Known(session, part, moment), command)
    if isinstance(command, prepare.UntickReadiness):
        return preparing.untick(session, part, command, moment, writer)
    return _decide_here(Known(session, part, moment), command)


def _repair(
    fold: Fold, known: Known, command: c.SettleDifference | c.Correct | c.Retime
) -> Decision:
    if isinstance(command, c.SettleDifference):
        return settle(known.session, known.part, command)
    if isinstance(command, c.Retime):
        return retime(fold, command, known.moment)
    return strike(fold, command)


def _copied(decision: Decision, by: str) -> Decision:
    """Return the same acts as taken over from paper; what has no time there has none here."""
    bodies = [
        replace(
            draft.body,
            seen_at=NOT_OBSERVED if draft.body.seen_at is None else draft.body.seen_at,
            copied_by=by,
        )
        for draft in decision.drafts
    ]
    drafts = zip(decision.drafts, bodies, strict=True)
    return replace(decision, drafts=tuple(replace(draft, body=body) for draft, body in drafts))


def _everywhere(folds: RoomFold, command: Any, moment: Moment, writer: str) -> Decision:
    _not_ahead(getattr(command, "seen_at", None), moment)
    return preparing.everywhere(folds, command, writer)


def _calamity(folds: RoomFold, command: Any, moment: Moment, writer: str) -> Decision:
    _not_ahead(getattr(command, "seen_at", None), moment)
    return decide_calamity(folds, command, moment, writer)


def _not_ahead(seen_at: c.SeenAt, moment: Moment) -> datetime:
    """Return the moment that counts.

    Raises:
        Refused: Nobody can have seen it yet.
    """
    at = seen_at if isinstance(seen_at, datetime) else moment.corrected
    if at > moment.corrected + FUTURE_MAX:
        raise Refused(Reason.IN_THE_FUTURE)
    return at


def _decide_here(known: Known, command: Any) -> Decision:
    """Return the decision of the rule that belongs to the command's type."""
    at = _not_ahead(getattr(command, "seen_at", None), known.moment)
    bodies = _RULES[type(command)](known, command, at)
    flags = [
        flag
        for body in bodies
        if body.seen_at is not NOT_OBSERVED  # a time that nobody saw breaks no rule
        for flag in flags_of(known.session, known.part, body.act, at, body.candidate)
    ]
    return Decision(
        tuple(Draft(known.scope, body) for body in bodies), tuple(dict.fromkeys(flags))
    )


_OF_ROOM: Final[dict[type, Callable[[RoomFold, Any, Moment, str], Decision]]] = {
    c.Undo: lambda folds, _, moment, writer: undo(folds, moment, writer),
    c.Redo: lambda folds, _, _moment, writer: redo(folds, writer),
    **dict.fromkeys(preparing.EVERYWHERE, _everywhere),
    **dict.fromkeys(get_args(CalamityCommand), _calamity),
}
"""Commands about everything in this room, not one session."""
_RULES: Final[dict[type, Callable[[Known, Any, datetime], list[Body]]]] = {
    c.RegisterArrival: candidates.arrive,
    c.CheckIdentity: candidates.check_identity,
    c.EstablishNoShow: candidates.establish_no_show,
    c.RefuseEntry: candidates.refuse_entry,
    c.LeaveForAMoment: candidates.leave_for_a_moment,
    c.ComeBack: candidates.come_back,
    c.HandIn: candidates.hand_in,
    c.LeaveForGood: candidates.leave_for_good,
    c.StartCandidate: candidates.start_candidate,
    c.TakeSeat: candidates.take_seat,
    attend.AddCandidate: adding.add_candidate,
    attend.SendToRoom: adding.send_to_room,
    attend.NoteContact: adding.note_contact,
    attend.NoteLateness: adding.note_lateness,
    attend.ReviewRecord: adding.review_record,
    c.ReportProvision: provisions.report_provision,
    c.ReadyProvision: provisions.ready_provision,
    c.NoteProvisionRequest: provisions.note_request,
    c.StartRestBreak: provisions.start_rest,
    c.EndRestBreak: provisions.end_rest,
    c.StartSession: parts.start_session,
    c.EndSession: parts.end_session,
    c.NoteStartReason: parts.note_start_reason,
    c.NoteIrregularity: parts.note_irregularity,
    c.StartInterruption: parts.start_interruption,
    c.EndInterruption: parts.end_interruption,
    c.ExcludeFromCompensation: parts.exclude,
    c.NoteSigningImpossible: parts.note_signing_impossible,
    HearDecision: hearing.hear_decision,
    IncludeInCompensation: hearing.include,
    ReturnItem: hearing.return_item,
    close.HandOverPacket: closing.hand_over,
    close.SettleCodes: closing.settle_codes,
    prepare.TickReadiness: preparing.tick,
    prepare.ReceivePacket: preparing.receive_packet,
    prepare.OpenPacket: preparing.open_packet,
    prepare.AskRelease: preparing.ask_release,
    prepare.SeePlan: preparing.see_plan,
    prepare.ReadMessage: preparing.read_message,
}

"""What follows from a command about a session in a room."""

from datetime import datetime

from app.models import commands as c
from app.models import facts as f
from app.models.act import Body
from app.models.drafts import Refused
from app.models.known import Known
from app.models.timing import counts_own_start, is_released
from app.models.values import Aspect, PartAspect, Reason, Status


def start_session(known: Known, command: c.StartSession, _: datetime) -> list[Body]:
    """Examen starten: release and own starts follow where the scenario counts them."""
    if known.part.started_at is not None:
        raise Refused(Reason.ALREADY_STARTED, known.part.started_at)
    bodies = [known.part_body(f.SessionStarted(), command.seen_at)]
    plan = known.session.plan
    if plan is not None and is_released(plan):
        bodies.append(known.part_body(f.SessionReleased(), command.seen_at))
    if plan is not None and counts_own_start(plan):
        bodies += [
            known.body(enrolment, f.CandidateStarted(), command.seen_at)
            for enrolment in known.session.in_room(known.part.room)
            if known.status(enrolment) in (Status.PRESENT, Status.LATE)
            and Aspect.START not in enrolment.values
        ]
    return bodies


def end_session(known: Known, command: c.EndSession, _: datetime) -> list[Body]:
    """Examen beeindigen."""
    if known.part.started_at is None:
        raise Refused(Reason.NOT_STARTED)
    if known.part.ended_at is not None:
        raise Refused(Reason.ALREADY_ENDED, known.part.ended_at)
    return [known.part_body(f.SessionEnded(), command.seen_at)]


def note_start_reason(known: Known, command: c.NoteStartReason, _: datetime) -> list[Body]:
    """Why the start was not as planned."""
    start = known.part.values.get(PartAspect.START)
    refs = () if start is None else (start.event.leaf,)
    return [Body(f.StartReasonNoted(command.reason), refs=refs)]


def note_irregularity(known: Known, command: c.NoteIrregularity, _: datetime) -> list[Body]:
    """A bijzonderheid of a candidate or of the session."""
    people = [] if command.candidate is None else [command.candidate, *command.also]
    for candidate in people:
        known.enrolment(candidate)
    moment = known.moment
    act = f.IrregularityNoted(
        category=command.category,
        text=command.text,
        addressed_at=command.addressed_at,
        seen_by=command.seen_by,
        also_seen_by=command.also_seen_by,
        statement=command.statement,
        item_taken=command.item_taken,
        bag=command.bag,
        is_reported=command.is_reported,
        matter=f"{moment.boot}-{moment.mono}" if len(people) > 1 else None,
        mentions=command.mentions,
        measures=command.measures,
        is_statement_refused=command.is_statement_refused,
        central_class=command.central_class,
    )
    about: list[str | None] = [*dict.fromkeys(people)] or [None]
    return [Body(act, candidate, seen_at=command.seen_at) for candidate in about]


def start_interruption(_known: Known, command: c.StartInterruption, _: datetime) -> list[Body]:
    """Work stops."""
    return [Body(f.InterruptionStarted(command.cause), command.candidate, seen_at=command.seen_at)]


def end_interruption(known: Known, command: c.EndInterruption, _: datetime) -> list[Body]:
    """Work goes on."""
    found = next((i for i in known.part.interruptions if i.leaf == command.interruption), None)
    if found is None:
        raise Refused(Reason.NOT_STARTED)
    if found.until is not None:
        raise Refused(Reason.ALREADY_ENDED, found.until)
    return [
        Body(f.InterruptionEnded(), found.candidate, refs=(found.leaf,), seen_at=command.seen_at)
    ]


def exclude(known: Known, command: c.ExcludeFromCompensation, _: datetime) -> list[Body]:
    """No time back for this candidate."""
    known.enrolment(command.candidate)
    act = f.CompensationExcluded(command.reason)
    return [Body(act, command.candidate, refs=(command.interruption,))]


def note_signing_impossible(
    _known: Known, command: c.NoteSigningImpossible, _: datetime
) -> list[Body]:
    """Who cannot sign, and why."""
    return [Body(f.SigningImpossible(command.person, command.name, command.reason))]

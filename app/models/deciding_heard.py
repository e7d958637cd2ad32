"""What follows from a decision that was heard, and from putting something right afterwards."""

from datetime import datetime
from typing import Final

from app.models import calamity_commands as c
from app.models import calamity_facts as f
from app.models.act import Body
from app.models.drafts import Refused
from app.models.facts import CandidateStarted, CompensationExcluded, Corrected, EntryRefused
from app.models.known import Known
from app.models.session import Enrolment
from app.models.timing import arrived_at, counts_own_start, is_past_central_limit
from app.models.values import ADMISSION, Aspect, DecisionOutcome, Reason, decision_aspect

INCLUDED: Final = "toch tijd terug"
OTHER: Final = "other"


def hear_decision(known: Known, command: c.HearDecision, at: datetime) -> list[Body]:
    """A decision works at once: who is let in begins, who is not is sent on.

    Raises:
        Refused: Nothing admits to a centraal examen that late; that is a fact of its own.
    """
    matter = command.matter
    if matter == OTHER:  # a matter of its own, that nothing later replaces unasked
        matter = f"{OTHER}-{known.moment.boot}-{known.moment.mono}"
    act = f.DecisionHeard(
        matter=matter,
        outcome=command.outcome,
        text=command.text,
        decided_by=command.decided_by,
        on_behalf_of=command.on_behalf_of,
        mandate=command.mandate,
        until=command.until,
        read_back_at=command.read_back_at,
    )
    aspect = decision_aspect(matter)
    if command.candidate is None:
        value = known.part.values.get(aspect)
        seen = () if value is None else tuple(sorted(head.leaf for head in value.heads))
        return [Body(act, None, aspect, seen, seen_at=command.seen_at)]
    enrolment = known.enrolment(command.candidate)
    is_denied = command.outcome is DecisionOutcome.DENIED
    if command.matter == ADMISSION and not is_denied and _is_too_late(known, enrolment, at):
        raise Refused(Reason.CENTRAL_LIMIT)
    bodies = [known.body(enrolment, act, command.seen_at, aspect)]
    if command.matter == ADMISSION:
        bodies += _sent_on(known, enrolment, command) if is_denied else _begun(known, enrolment)
    return bodies


def _is_too_late(known: Known, enrolment: Enrolment, at: datetime) -> bool:
    return is_past_central_limit(known.session, known.part, arrived_at(enrolment) or at)


def _sent_on(known: Known, enrolment: Enrolment, command: c.HearDecision) -> list[Body]:
    if isinstance(enrolment.arrival.act if enrolment.arrival else None, EntryRefused):
        return []
    return [known.body(enrolment, EntryRefused(command.text), command.seen_at)]


def _begun(known: Known, enrolment: Enrolment) -> list[Body]:
    """An own start, where it counts and the candidate is here."""
    plan, part = known.session.plan, known.part
    if plan is None or not counts_own_start(plan) or arrived_at(enrolment) is None:
        return []
    if part.started_at is None or part.ended_at is not None or Aspect.START in enrolment.values:
        return []
    return [known.body(enrolment, CandidateStarted(), None)]


def include(known: Known, command: c.IncludeInCompensation, _: datetime) -> list[Body]:
    """Strike what left this candidate out; the reason prints."""
    known.enrolment(command.candidate)
    bodies = [
        Body(Corrected(INCLUDED), command.candidate, refs=(event.leaf,))
        for event in known.part.acts
        if event.body is not None
        and event.leaf not in known.part.struck
        and isinstance(event.body.act, CompensationExcluded)
        and event.body.candidate == command.candidate
        and command.interruption in event.body.refs
    ]
    if not bodies:
        raise Refused(Reason.NOTHING_TO_UNDO)
    return bodies


def return_item(known: Known, command: c.ReturnItem, _: datetime) -> list[Body]:
    """What was taken went back."""
    note = next((n for n in known.part.notes if n.event.leaf == command.irregularity), None)
    if note is None or note.event.body is None:
        raise Refused(Reason.NOTHING_TO_UNDO)
    if note.returned is not None:
        raise Refused(Reason.ALREADY_SO, note.returned[0].observed)
    act = f.ItemReturned(command.given_to)
    who = note.event.body.candidate
    return [Body(act, who, refs=(note.event.leaf,), seen_at=command.seen_at)]

"""From what the office wants of the plan to what is asked of the dossier, and in which scope."""

from collections.abc import Iterator

from app.models import planning_commands as c
from app.models import planning_facts as p
from app.models.act import Act, Body
from app.models.drafts import Draft, Moment, Refused
from app.models.fold import part_scope, session_scope
from app.models.office_day import OfficeDay
from app.models.session import ExamSession
from app.models.values import Reason

NO_ROOM = "none"
"""The part of candidates who have no room yet (format.md, Streams)."""


_OF_CANDIDATE = (c.PlaceCandidate, c.GiveExtras, c.LinkCandidate)


def send_plan(day: OfficeDay, command: c.SendPlan, _: Moment) -> Iterator[Draft]:
    """Ask everything that was prepared, in the order of preparing."""
    for step in command.steps:
        session = day.sessions.get(step.session)
        if session is None:
            raise Refused(Reason.UNKNOWN_SUBJECT)
        yield _draft(session, step)


def _draft(session: ExamSession, step: c.PlanStep) -> Draft:
    if isinstance(step, _OF_CANDIDATE):
        enrolment = session.enrolments.get(step.candidate)
        if enrolment is None:
            raise Refused(Reason.UNKNOWN_CANDIDATE)
        scope = part_scope(session.id, enrolment.room or NO_ROOM)
        return Draft(scope, Body(_of_candidate(step), step.candidate))
    return Draft(session_scope(session.id), Body(_of_session(step)))


def _of_candidate(step: c.PlaceCandidate | c.GiveExtras | c.LinkCandidate) -> Act:
    if isinstance(step, c.LinkCandidate):
        return p.CandidateLinked(step.enrolment)
    if isinstance(step, c.GiveExtras):
        return p.ExtrasGiven(step.birth_date, step.seat, step.programme)
    return p.CandidatePlaced(step.room, step.location, step.day)


def _of_session(step: c.PlaceSession | c.PlaceStaff) -> Act:
    if isinstance(step, c.PlaceSession):
        return p.SessionPlaced(step.day, step.rooms, step.order)
    members = {
        name: getattr(step, name)
        for name in c.PlaceStaff.__dataclass_fields__
        if name != "session"
    }
    return p.StaffPlaced(**members)

"""What is reported of a sealed session, in the words of the OKE door (OKE 1.0.1, flows 3, 4)."""

from collections.abc import Sequence

from app.models.apart import closing_seal
from app.models.outcome import outcome_of, session_text
from app.models.paper import paper_of
from app.models.planning import recorded_as
from app.models.session import ExamSession
from dossier.archive.resources import DocumentRow
from dossier.oke.ports import Announced, AttendanceReport, SessionOutcome


def sealed_rooms(session: ExamSession) -> tuple[str, ...]:
    """Return the rooms that hold a listed candidate when all are sealed, else none."""
    rooms = {each.room for each in session.enrolments.values() if each.is_listed and each.room}
    parts = [session.parts.get(room) for room in rooms]
    is_closed = bool(parts) and all(
        part is not None and closing_seal(session, part) is not None for part in parts
    )
    return tuple(sorted(rooms)) if is_closed else ()


def attendance_report(session: ExamSession, candidate: str) -> AttendanceReport | None:
    """Return what is reported of one candidate, by whatever id; None before all is sealed."""
    enrolment = session.enrolments.get(recorded_as(session, candidate))
    if enrolment is None or enrolment.room not in sealed_rooms(session):
        return None
    paper = paper_of(session, enrolment.room or "")
    if paper is None or not enrolment.is_listed:
        return None
    outcome = outcome_of(paper, enrolment)
    return AttendanceReport(
        attendance=outcome.attendance,
        result_date=outcome.result_date,
        test_date=outcome.handed_in_at,
        irregularities=outcome.irregularities,
    )


def session_outcome(
    session: ExamSession, documents: Sequence[DocumentRow]
) -> SessionOutcome | None:
    """Return what is reported of a session; None before it is sealed."""
    rooms = sealed_rooms(session)
    papers = [paper for room in rooms if (paper := paper_of(session, room)) is not None]
    if not papers:
        return None
    return SessionOutcome(
        irregularities=session_text(papers),
        documents=tuple(Announced(each.id, each.kind, each.name) for each in documents),
    )

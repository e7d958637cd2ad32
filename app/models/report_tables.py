"""The tables of a session report: figures and candidates."""

from app.models.copied import is_copied
from app.models.facts import IdentityChecked, WorkHandedIn
from app.models.paper import Paper
from app.models.report import (
    CandidateRow,
    Cell,
    Figure,
)
from app.models.report_attendance import sheets_text
from app.models.report_copied import FROM_PAPER
from app.models.session import Enrolment
from app.models.timing import (
    arrived_at,
    finished_at,
    has_seen_arrival,
    late_by,
    needs_admission,
    status_of,
)
from app.models.values import (
    Aspect,
    IdentityOutcome,
    Status,
)
from app.models.words import (
    STATUS,
    listed,
    minutes_of,
)


def figures(paper: Paper) -> tuple[Figure, ...]:
    """Return the counts that must balance (domain.md A8)."""
    told = [(each, status_of(paper.session, paper.part, each)) for each in paper.enrolments()]
    enrolments = [each for each, status in told if status is not Status.MOVED]
    statuses = [status for _, status in told]
    came = [each for each in enrolments if arrived_at(each) is not None]
    late = [each for each in came if late_by(paper.session, paper.part, each) is not None]
    seen = [each for each in came if _has_valid_identity(each)]
    return (
        Figure(str(len(enrolments)), "verwacht"),
        Figure(str(len(came)), "aanwezig"),
        Figure(str(len(late)), "waarvan te laat"),
        Figure(str(statuses.count(Status.ABSENT)), "afwezig"),
        Figure(str(len(seen)), "met geldig ID"),
        Figure(str(statuses.count(Status.HANDED_IN)), "ingeleverd"),
    )


def _has_valid_identity(enrolment: Enrolment) -> bool:
    value = enrolment.values.get(Aspect.IDENTITY)
    return (
        value is not None
        and isinstance(value.act, IdentityChecked)
        and value.act.outcome is IdentityOutcome.SEEN
    )


def candidate_row(
    paper: Paper, enrolment: Enrolment, places: dict[str, list[str]]
) -> CandidateRow:
    """Return the row of one candidate; `places` are the item numbers about each."""
    status = status_of(paper.session, paper.part, enrolment)
    late = late_by(paper.session, paper.part, enrolment)
    shown = STATUS[status]
    if status in (Status.HANDED_IN, Status.LEFT, Status.AWAY):
        shown = "Te laat" if late is not None else "Aanwezig"
    if status is Status.EXPECTED:
        shown = "Onbekend"
    remarks = _remarks(paper, enrolment)
    see = places.get(enrolment.candidate)
    if see:
        remarks.append(f"zie {listed(see)}")
    return CandidateRow(
        seat=enrolment.seat or "–",
        number=paper.number(enrolment),
        name=paper.name(enrolment),
        status=shown,
        arrived=_arrived(paper, enrolment),
        handed_in=_handed_in(paper, enrolment),
        remark=", ".join(remarks),
    )


def _remarks(paper: Paper, enrolment: Enrolment) -> list[str]:
    late = late_by(paper.session, paper.part, enrolment)
    remarks = [f"{minutes_of(late)} min te laat"] if late is not None else []
    if late is not None and needs_admission(paper.session, paper.part, enrolment):
        remarks.append("na de binnenkomst")
    if enrolment.differences:
        remarks.append("verschil")
    if any(is_copied(each) for each in enrolment.acts if each.leaf not in enrolment.struck):
        remarks.append(FROM_PAPER)
    if enrolment.added is not None:
        remarks.append("bijgeschreven")
    if enrolment.sent_to is not None:
        remarks.append(f"naar lokaal {enrolment.sent_to}")
    remarks += [f"uit lokaal {room}" for room in dict.fromkeys(enrolment.elsewhere.values())]
    if status_of(paper.session, paper.part, enrolment) is Status.LEFT:
        remarks.append("vertrokken, werk niet ingeleverd")
    handed_in = enrolment.values.get(Aspect.HAND_IN)
    if handed_in is not None and isinstance(handed_in.act, WorkHandedIn):
        counted = sheets_text(handed_in.act)
        remarks += [counted] if counted else []
    return remarks


def _arrived(paper: Paper, enrolment: Enrolment) -> Cell:
    arrived = arrived_at(enrolment)
    if arrived is not None and not has_seen_arrival(enrolment):
        return "niet gezien"
    return paper.clock(arrived)


def _handed_in(paper: Paper, enrolment: Enrolment) -> Cell:
    value = enrolment.values.get(Aspect.HAND_IN)
    if value is None:
        return "–"
    return paper.clock(finished_at(enrolment)) if value.is_time_observed else "niet waargenomen"

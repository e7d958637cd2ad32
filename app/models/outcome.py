"""What goes out about a session: attendance and short texts of codes and times (OKE flows 3, 4).

No health words, no free text of the room and no names: whoever may read more, reads the report.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from app.models.apart import overlapping
from app.models.facts import EntryRefused, IdentityChecked, SessionStarted
from app.models.judging import flags_of
from app.models.moving import interruptions_of, stays_of
from app.models.paper import Paper
from app.models.report_notes import at_text
from app.models.session import Enrolment, Note
from app.models.timing import (
    arrived_at,
    attendance_of,
    came_after_entry,
    late_by,
    needs_admission,
)
from app.models.values import (
    Aspect,
    Attendance,
    Flag,
    IdentityOutcome,
    PartAspect,
    PlanState,
)
from app.models.words import FLAG, late_text

NOTHING: Final = "Geen onregelmatigheden."


@dataclass(frozen=True, slots=True)
class CandidateOutcome:
    """The final word on one candidate; `handed_in_at` is local to the school's time zone."""

    candidate: str
    attendance: Attendance
    result_date: date
    handed_in_at: datetime | None
    irregularities: str | None


def outcome_of(paper: Paper, enrolment: Enrolment) -> CandidateOutcome:
    """Return what is reported of one candidate once the part is sealed."""
    handed_in = enrolment.values.get(Aspect.HAND_IN)
    ends = (handed_in, paper.part.values.get(PartAspect.END))
    closed = next((e.observed for e in ends if e is not None and e.is_time_observed), None)
    came = arrived_at(enrolment) is not None
    lines = " ".join(_candidate_lines(paper, enrolment))
    return CandidateOutcome(
        candidate=enrolment.candidate,
        attendance=attendance_of(paper.session, paper.part, enrolment),
        result_date=paper.local_day,
        handed_in_at=closed.astimezone(paper.zone) if closed is not None and came else None,
        irregularities=lines or None,
    )


def _candidate_lines(paper: Paper, enrolment: Enrolment) -> Iterator[str]:
    yield from _entry_lines(paper, enrolment)
    yield from _ending_lines(paper, enrolment)
    yield from _note_lines(paper, enrolment.candidate)
    yield from _interruption_lines(paper, enrolment)
    if enrolment.differences:
        yield "Twee laptops legden iets anders vast, zie PV."
    if _is_canceled(enrolment) and enrolment.has_facts:
        yield "Deelname was ingetrokken; wel vastgelegd in de zaal."


def _entry_lines(paper: Paper, enrolment: Enrolment) -> Iterator[str]:
    late, arrival = late_by(paper.session, paper.part, enrolment), enrolment.arrival
    if late is not None and arrival is not None:
        tail = ""
        if came_after_entry(paper.session, paper.part, enrolment):
            admitted = not needs_admission(paper.session, paper.part, enrolment)
            tail = ", na de laatste binnenkomst" + (", toegelaten bij besluit" if admitted else "")
        clock = paper.clock(arrival.observed)
        yield f"{late_text(late)} binnengekomen ({clock}){tail}."
    if arrival is not None and isinstance(arrival.act, EntryRefused):
        yield f"Doorverwezen naar het examenbureau{at_text(paper, arrival.event, ' om ')}."
    identity = enrolment.values.get(Aspect.IDENTITY)
    check = None if identity is None else identity.act
    if isinstance(check, IdentityChecked) and check.outcome is not IdentityOutcome.SEEN:
        yield "Geen geldig legitimatiebewijs gezien."


def _ending_lines(paper: Paper, enrolment: Enrolment) -> Iterator[str]:
    stop, handed_in = enrolment.values.get(Aspect.STOP), enrolment.values.get(Aspect.HAND_IN)
    if stop is not None:
        work = "werk ingeleverd" if handed_in is not None else "werk niet ingeleverd"
        yield f"Verliet de zaal{at_text(paper, stop.event, ' ')}, niet hervat, {work}, zie PV."
    if handed_in is None or not handed_in.is_time_observed:
        return
    flags = flags_of(paper.session, paper.part, handed_in.act, handed_in.observed)
    if Flag.HANDED_IN_TOO_EARLY in flags:
        yield f"Om {paper.clock(handed_in.observed)} {FLAG[Flag.HANDED_IN_TOO_EARLY]}."


def _interruption_lines(paper: Paper, enrolment: Enrolment) -> Iterator[str]:
    for each in interruptions_of(paper.session, paper.part, enrolment):
        if each.candidate == enrolment.candidate and each.until is not None:
            span = f"{paper.clock(each.since)}-{paper.clock(each.until)}"
            yield f"Onderbreking {span}, zie PV."


def _is_canceled(enrolment: Enrolment) -> bool:
    return enrolment.plan is not None and enrolment.plan.state is PlanState.CANCELED


def _notes(paper: Paper, candidate: str | None) -> list[Note]:
    """Return the notes of a part, and about a candidate those of the rooms he was in before."""
    enrolment = paper.session.enrolments.get(candidate or "")
    rooms = {} if enrolment is None else {each.room: None for each in stays_of(enrolment)}
    others = [paper.session.parts.get(room) for room in rooms if room != paper.part.room]
    return [note for part in (*others, paper.part) if part is not None for note in part.notes]


def _note_lines(paper: Paper, candidate: str | None) -> Iterator[str]:
    for note in _notes(paper, candidate):
        body = note.event.body
        if note.is_struck or body is None or body.candidate != candidate:
            continue
        told = "gemeld aan de examencommissie, " if note.act.is_reported else ""
        yield f"Bijzonderheid{at_text(paper, note.event, ' om ')}, {told}zie PV."


def session_text(papers: list[Paper]) -> str:
    """Return the one text about a session over its rooms; never empty."""
    lines = [line for paper in papers for line in _session_lines(paper)]
    return " ".join(lines) or NOTHING


def _added_lines(paper: Paper) -> Iterator[str]:
    """How many were on no list; who they are is for the exams office."""
    added = sum(each.added is not None for each in paper.enrolments())
    if added:
        who = "1 kandidaat" if added == 1 else f"{added} kandidaten"
        yield f"{who} bijgeschreven, zie PV."


def _calamity_lines(paper: Paper, where: str) -> Iterator[str]:
    for calamity in paper.part.calamities:
        name = calamity.name
        if calamity.withdrawn_at is None and name is not None:
            yield f"{where}calamiteit {name.route} om {paper.clock(calamity.since)}, zie PV."


def _session_lines(paper: Paper) -> Iterator[str]:
    part, where = paper.part, f"Lokaal {paper.room_label}: "
    started = paper.schedule.started_at
    if started is not None:
        planned = paper.clock(paper.schedule.planned_start)
        flags = flags_of(paper.session, part, SessionStarted(), started)
        if Flag.STARTED_OFF_PLAN in flags:
            yield f"{where}gestart {paper.clock(started)} in plaats van {planned}."
    if overlapping(part):
        yield f"{where}twee verslagen over dezelfde laptop zijn verzegeld, zie PV."
    if part.differences:
        yield f"{where}twee laptops legden een tijd van het examen anders vast, zie PV."
    yield from (f"{where}{told}" for told in _added_lines(paper))
    for each in part.interruptions:
        if each.candidate is None and each.until is not None:
            span = f"{paper.clock(each.since)}-{paper.clock(each.until)}"
            yield f"{where}onderbreking {span}, zie PV."
    yield from _calamity_lines(paper, where)
    for line in _note_lines(paper, None):
        yield f"{where}{line[0].lower()}{line[1:]}"

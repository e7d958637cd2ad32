"""From the state of one part to the proces-verbaal: every word that prints, in printed order.

A function of the manifest's events and the named marks only: no receipt, position or arrival
time enters, so laptop and dossier render the same bytes (format.md 9).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from app.models.act import Event
from app.models.clocks import clock_notes
from app.models.marks import Manifest, ReportSealed
from app.models.paper import Paper
from app.models.report import (
    Authenticity,
    Cell,
    CourseRow,
    Item,
    LabelledLines,
    PaperHead,
    ReportStatus,
    Section,
    SessionReport,
    item_number,
    section_numbers,
)
from app.models.report_items import items_of
from app.models.report_preparing import material_rows, staff_lines
from app.models.report_provisions import provision_rows, provisions_text
from app.models.report_signing import boxes_of, people_of, period_text, signing_text, statements_of
from app.models.report_tables import candidate_row, figures
from app.models.rules import ExamKind
from app.models.timing import (
    personal_end,
    schedule_if,
    status_of,
)
from app.models.values import (
    PartAspect,
    StaffRole,
    Status,
)
from app.models.words import (
    ROLE,
    clock_jump_text,
    clock_off_text,
    date_text,
    listed,
    minutes_of,
    staff_name,
)

KIND: Final = {
    ExamKind.CENTRAL: "Centraal examen",
    ExamKind.INSTITUTION: "Instellingsexamen",
    ExamKind.PRACTICAL: "Praktijkexamen",
    ExamKind.UNKNOWN: "Soort onbekend, grenzen van centrale examens",
}


@dataclass(frozen=True, slots=True)
class Seal:
    """The seal event and what it names; absent while the report is a concept."""

    event: Event
    act: ReportSealed

    @property
    def manifest(self) -> Manifest:
        """What is sealed."""
        return self.act.manifest


def report_of(
    paper: Paper, seal: Seal | None = None, *, signatures: int | None = None
) -> SessionReport:
    """Return the session report of a part; without a seal it is a concept."""
    items = items_of(paper)
    material = material_rows(paper)
    numbers = section_numbers(material=bool(material), late=False)
    places = _places(items, numbers[Section.IRREGULARITIES])
    asked = paper.session.rules.signatures if signatures is None else signatures
    return SessionReport(
        head=_head(paper, seal),
        session=_session_lines(paper),
        course=_course(paper),
        attendance=figures(paper),
        provisions=provision_rows(paper),
        provisions_text=provisions_text(paper),
        irregularities=tuple(item.printed for item in items),
        statements=statements_of(paper),
        material=material,
        material_note="",
        candidates=tuple(candidate_row(paper, each, places) for each in paper.enrolments()),
        signing_text=signing_text(asked),
        signatures=boxes_of(paper),
        authenticity=_authenticity(seal),
    )


def _places(items: list[Item], section: int) -> dict[str, list[str]]:
    """Return per candidate the numbers of the items about that candidate."""
    found: dict[str, list[str]] = {}
    for position, item in enumerate(items):
        if item.candidate is not None:
            found.setdefault(item.candidate, []).append(item_number(section, position))
    return found


# ---------------------------------------------------------------- head and section 1, 2


def _head(paper: Paper, seal: Seal | None) -> PaperHead:
    school = "Examenbureau" if paper.part.plan is None else paper.part.plan.school_name
    title = "Proces-verbaal van afname"
    if seal is None:
        status, moment = "concept, nog niet verzegeld", "concept, nog niet ondertekend"
    else:
        sealed = paper.clock(seal.event.header.corrected, seconds=True)
        status, moment = "verzegeld", f"verzegeld {date_text(paper.local_day)} {sealed}"
    return PaperHead(
        school=f"{school} · Examenbureau",
        author=school,
        title=title,
        subtitle=f"{paper.exam_name}, {paper.day()}, {paper.label}",
        running_title=(
            f"{title} · {paper.exam_name} · {date_text(paper.local_day)} · {paper.label}"
        ),
        reference=paper.reference,
        status=ReportStatus.CONCEPT if seal is None else ReportStatus.SEALED,
        status_text=status,
        status_moment=moment,
    )


def _session_lines(paper: Paper) -> tuple[LabelledLines, ...]:
    plan, room, rules = paper.session.plan, paper.part.plan, paper.session.rules
    chiefs = [
        staff_name(each.name)
        for each in paper.session.staff
        if each.role is StaffRole.CHIEF_INVIGILATOR
    ]
    laptops = list(dict.fromkeys(shift.writer for shift in paper.part.shifts))
    location = "" if room is None else f"{room.location}, "
    hint = "niet genoteerd" if plan is None else plan.location_hint or "niet genoteerd"
    pairs: list[tuple[str, tuple[Cell, ...]]] = [
        ("Examen en code", (f"{paper.exam_name} · {paper.code}",)),
        ("Soort", (KIND[rules.kind],)),
        ("Locatie en lokaal", (f"{location}{paper.room_label}", *_part_line(paper))),
        ("Regelset", (rules.title,)),
        ("Afnameleider", (listed(chiefs) or "niet genoteerd",)),
        ("Laptop", (listed(laptops) or "niet genoteerd", *_clock_lines(paper))),
        ("Surveillanten", _people_lines(paper)),
        ("Plaats in planning", (hint,)),
    ]
    return tuple(LabelledLines(label, lines) for label, lines in pairs)


def _part_line(paper: Paper) -> tuple[Cell, ...]:
    if not paper.writers:
        return ()
    return (f"alleen wat laptop {listed(list(paper.writers))} vastlegde",)


def _clock_lines(paper: Paper) -> Iterator[Cell]:
    """What a reader of the times must know of the clocks; nothing when they were right."""
    for note in clock_notes(paper):
        if note.behind:
            off = clock_off_text(note.behind)
            yield f"{note.writer}: klok liep {off}; hier staat de centrale tijd"
        for at, by in note.jumps:
            told = f"klok versprong {paper.clock(at)} {clock_jump_text(by)}"
            yield f"{note.writer}: {told}; tijden lopen door"


def _people_lines(paper: Paper) -> tuple[Cell, ...]:
    lines: list[Cell] = [
        f"{each.name} ({ROLE[each.role]}) {period_text(paper, each)}"
        for each in people_of(paper).values()
    ]
    return (*lines, *staff_lines(paper)) or ("niet genoteerd",)


def _course(paper: Paper) -> tuple[CourseRow, ...]:
    schedule, part = paper.schedule, paper.part
    planned = schedule_if(paper.session, None) or schedule
    shift = minutes_of(abs(schedule.start_deviation))
    later = "later" if schedule.start >= schedule.planned_start else "eerder"
    start_remark = part.start_reason or (f"{shift} minuten {later} dan gepland" if shift else "")
    rows = [
        CourseRow("Inloop", paper.clock(schedule.doors_open), ""),
        CourseRow(
            "Start",
            paper.clock(schedule.planned_start),
            _seen_text(paper, PartAspect.START, schedule.started_at),
            start_remark,
        ),
    ]
    for label, before, after in (
        ("Laatste binnenkomst", planned.entry_until, schedule.entry_until),
        ("Niet weg voor", planned.leave_from, schedule.leave_from),
        ("Niet meer weg na", planned.leave_until, schedule.leave_until),
        ("Einde", planned.end, schedule.end),
    ):
        if before is not None or after is not None:
            actual = paper.clock(after) if schedule.started_at is not None else ""
            rows.append(CourseRow(label, paper.clock(before), actual))
    rows += _extra_rows(paper)
    rows.append(
        CourseRow("Examen beëindigd", "", _seen_text(paper, PartAspect.END, part.ended_at))
    )
    return tuple(rows)


def _seen_text(paper: Paper, aspect: PartAspect, at: datetime | None) -> str:
    """Return when something was seen; a moment that nobody saw is not printed as one."""
    value = paper.part.values.get(aspect)
    if value is not None and not value.is_time_observed:
        return "niet waargenomen"
    return paper.clock(at, seconds=True)


def _extra_rows(paper: Paper) -> list[CourseRow]:
    """Other end times than the common one, each once."""
    ends = {
        end.at
        for each in paper.enrolments()
        if status_of(paper.session, paper.part, each) is not Status.ABSENT
        and (end := personal_end(paper.session, paper.part, each)) is not None
        and end.at is not None
        and end.at != paper.schedule.end
    }
    if not ends:
        return []
    shown = sorted(ends)
    texts = [paper.clock(moment) for moment in shown]
    if len(texts) > 4:
        texts = [f"{texts[0]} tot {texts[-1]}"]
    return [CourseRow("Einde, eigen tijden", "", listed(texts))]


def _authenticity(seal: Seal | None) -> Authenticity:
    if seal is None:
        return Authenticity(
            "Dit is een concept. Na de laatste handtekening wordt het verzegeld.",
            "",
            None,
        )
    return Authenticity(
        "Dit document is na de laatste handtekening verzegeld. Wijzigen kan niet meer, aanvullen "
        "wel: een aanvulling krijgt een eigen nummer en handtekening.",
        "SHA-256 van de vastgelegde handelingen (niet van dit bestand):",
        bytes.fromhex(seal.manifest.root),
    )

"""From the state of one part to the proces-verbaal: every word that prints, in printed order.

A function of the manifest's events and the named marks only: no receipt, position or arrival
time enters, so laptop and dossier render the same bytes (format.md 9).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from app.models.act import Event
from app.models.clocks import clock_notes
from app.models.marks import Manifest, ReportSealed
from app.models.paper import Paper
from app.models.report import (
    Authenticity,
    Cell,
    Item,
    LabelledLines,
    PaperHead,
    ReportStatus,
    Section,
    SessionReport,
    item_number,
    section_numbers,
)
from app.models.report_course import course_rows
from app.models.report_items import items_of
from app.models.report_preparing import material_rows, staff_lines
from app.models.report_provisions import provision_rows, provisions_text
from app.models.report_signing import boxes_of, people_of, period_text, signing_text, statements_of
from app.models.report_tables import candidate_row, figures
from app.models.rules import ExamKind
from app.models.values import (
    StaffRole,
)
from app.models.words import (
    ROLE,
    clock_jump_text,
    clock_off_text,
    date_text,
    listed,
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
    section = numbers[Section.IRREGULARITIES]
    numbered = [(item, item_number(section, place)) for place, item in enumerate(items)]
    places = _places(numbered)
    asked = paper.session.rules.signatures if signatures is None else signatures
    return SessionReport(
        head=_head(paper, seal),
        session=_session_lines(paper),
        course=course_rows(paper, {item.order: number for item, number in numbered}),
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


def _places(numbered: list[tuple[Item, str]]) -> dict[str, list[str]]:
    """Return per candidate the numbers of the items about that candidate."""
    found: dict[str, list[str]] = {}
    for item, number in numbered:
        if item.candidate is not None:
            found.setdefault(item.candidate, []).append(number)
    return found


# ---------------------------------------------------------------- head and section 1


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

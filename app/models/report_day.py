"""The day report of the examenbureau on paper and as figures: from lists that can be recounted."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from app.models.day_figures import DayFigures, ExamFigures
from app.models.desk import DeskRow, figures_of
from app.models.hotline import Issue
from app.models.pack import Figures, Form, FormColumn, PaperPack, Sheet, Told
from app.models.report import Figure, PaperHead, ReportStatus
from app.models.values import DayPart
from app.models.words import clock_text, date_text, day_text, staff_name

HALVES: Final = {
    DayPart.MORNING: "ochtend",
    DayPart.AFTERNOON: "middag",
    DayPart.EVENING: "avond",
}
EXAM_COLUMNS: Final = (
    ("Examen", 21),
    ("Verwacht", 12),
    ("Aanwezig", 12),
    ("Te laat", 9),
    ("No-show", 11),
    ("AWE", 7),
    ("Bijz.", 7),
    ("Verslagen", 15),
)
COUNTED: Final = frozenset({"Verwacht", "Aanwezig", "Te laat", "No-show", "AWE", "Bijz."})
_MOVES_ON: Final = frozenset("\t\r\n")
"""With these before it a sign stands in a cell of its own."""
CSV_HEAD: Final = (
    "datum", "dagdeel", "examen", "verwacht", "aanwezig", "te_laat", "afwezig",
    "gestart_verwacht", "no_show", "voorzieningen", "bijzonderheden", "verslagen",
    "verzegeld", "ontvangen",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReportGround:
    """What a report of the office is made for: the school, the day, by whom, when (UTC)."""

    school: str
    day: date
    half: DayPart | None
    zone: ZoneInfo
    made_at: datetime
    made_by: str
    note: str = ""

    @property
    def made(self) -> str:
        """When and by whom it was made."""
        local = self.made_at.astimezone(self.zone)
        moment = f"{date_text(local.date())} {local:%H:%M}"
        return f"stand van {moment}" + (f", {self.made_by}" if self.made_by else "")


def share_text(figures: ExamFigures) -> str:
    """Return the no-show with a comma, or why there is none."""
    share = figures.no_show
    return "nog niet" if share is None else f"{100 * share:.1f}%".replace(".", ",")


def papers_text(figures: ExamFigures) -> str:
    """Return how many reports there are, and how far they are."""
    parts, sealed, received = len(figures.parts), len(figures.sealed), len(figures.received)
    if received == parts and parts:
        return f"{received} ontvangen"
    if sealed > received:
        return f"{sealed} getekend" + (f", {received} ontvangen" if received else "")
    return f"{received} van {parts} ontvangen"


def day_report(figures: DayFigures, ground: ReportGround) -> PaperPack:
    """Return the day report as a paper."""
    blocks = [
        Figures("Samen", _large(figures)),
        Form("Per examen", _columns(EXAM_COLUMNS), tuple(map(_exam_row, _every(figures)))),
        Form(
            "Meldingen",
            _columns((("Tijd", 10), ("Melding", 40), ("Waar", 20), ("Stand", 30))),
            tuple(_issue_row(each, ground) for each in figures.issues),
            "" if figures.issues else "Geen meldingen.",
        ),
        Told("Nog open", tuple(open_sentences(figures)) or ("Niets staat nog open.",)),
    ]
    if ground.note:
        blocks.append(Told("Toelichting van het examenbureau", (ground.note,)))
    if figures.ahead is not None:
        told = figures.ahead
        sentence = (
            f"{day_text(told.day)}: {told.sessions} zittingen, {told.candidates} kandidaten, "
            f"{told.provided} met voorzieningen."
        )
        blocks.append(Told("De volgende examendag", (sentence,)))
    return _pack("Dagrapport", ground, tuple(blocks))


def desk_list(rows: Sequence[DeskRow], ground: ReportGround, people: dict[str, str]) -> PaperPack:
    """Return the list of the desk as a paper; `people` are initials by leaf of a shift."""
    told = figures_of(rows)
    columns = _columns(
        (
            ("Surveillant", 135),
            ("Zaal", 90),
            ("Gekomen, ID", 100),
            ("Uitgifte", 72),
            ("Laptop", 58),
            ("Envelop", 80),
            ("Terug", 139),
        )
    )
    blocks = (
        Figures(
            "Samen",
            (
                Figure(f"{told.received}/{told.expected}", "gekomen"),
                Figure(str(told.laptops_out - told.laptops_back), "laptops uit"),
                Figure(str(told.pieces_out), "stuks uit"),
                Figure(str(told.pieces_back), "stuks terug"),
                Figure(str(told.cards_out), "dagcodes uit"),
                Figure(str(told.cards_back), "kaarten terug"),
            ),
        ),
        Form("Uitgifte en inname", columns, tuple(_desk_row(r, ground, people) for r in rows)),
    )
    return _pack("Balie", ground, blocks)


def day_csv(figures: DayFigures, ground: ReportGround) -> str:
    """Return the figures as CSV with a head; no name of a person is in it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(CSV_HEAD)
    half = "dag" if ground.half is None else HALVES[ground.half]
    for each in _every(figures):
        share = "" if each.no_show is None else f"{each.no_show:.4f}".replace(".", ",")
        counts = (each.expected, each.came, each.late, each.absent, each.due)
        rest = (each.provided, each.notes, each.parts, each.sealed, each.received)
        name = guarded(each.name)
        writer.writerow(
            (ground.day.isoformat(), half, name, *map(len, counts), share, *map(len, rest))
        )
    return out.getvalue()


def guarded(text: str) -> str:
    """Return a text that a spreadsheet takes for no formula: it folds wide signs and blanks."""
    folded = unicodedata.normalize("NFKC", text.lstrip())[:1]
    return f"'{text}" if folded in {"=", "+", "-", "@"} or text[:1] in _MOVES_ON else text


def open_sentences(figures: DayFigures) -> Iterable[str]:
    """Yield what is still to be done before the day can be closed."""
    for session, part in figures.unsealed:
        label = part.room if part.plan is None else part.plan.label
        name = session.id if session.plan is None else session.plan.name
        yield f"{label}: {name} is beëindigd, het verslag is nog niet getekend."
    for issue in figures.issues:
        if issue.is_open:
            yield f"Melding {issue.number} staat nog open: {issue.title}."
    if figures.pending:
        yield f"{_many(len(figures.pending), 'besluit wacht', 'besluiten wachten')} op iemand."
    if figures.differences:
        count = len(figures.differences)
        yield f"{_many(count, 'verschil is', 'verschillen zijn')} nog niet bekeken."
    if figures.gaps:
        yield f"{_many(len(figures.gaps), 'gat', 'gaten')} in de vastlegging."


# ---------------------------------------------------------------- within


def _many(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}"


def _every(figures: DayFigures) -> tuple[ExamFigures, ...]:
    return (*figures.exams, figures.total)


def _columns(told: Iterable[tuple[str, int]]) -> tuple[FormColumn, ...]:
    return tuple(
        FormColumn(caption, share, is_number=caption in COUNTED) for caption, share in told
    )


def _large(figures: DayFigures) -> tuple[Figure, ...]:
    total = figures.total
    return (
        Figure(str(len(total.expected)), "verwacht"),
        Figure(str(len(total.came)), "aanwezig"),
        Figure(str(len(total.late)), "te laat"),
        Figure(share_text(total), "no-show"),
        Figure(str(len(figures.issues)), "meldingen"),
        Figure(f"{len(total.received)}/{len(total.parts)}", "verslagen"),
    )


def _exam_row(each: ExamFigures) -> tuple[str, ...]:
    return (
        each.name,
        str(len(each.expected)),
        str(len(each.came)),
        str(len(each.late)),
        share_text(each),
        str(len(each.provided)),
        str(len(each.notes)),
        papers_text(each),
    )


def _issue_row(issue: Issue, ground: ReportGround) -> tuple[str, ...]:
    state = "open"
    if issue.solved_at is not None:
        state = f"opgelost {clock_text(issue.solved_at, ground.zone)}"
    elif issue.waits_for:
        state = f"wacht op {issue.waits_for}"
    room = issue.room or "–"
    places = [each.part.plan.label for each in issue.places if each.part.plan is not None]
    at = clock_text(issue.since, ground.zone)
    return at, issue.title, places[0] if places else room, state


def _desk_row(row: DeskRow, ground: ReportGround, people: dict[str, str]) -> tuple[str, ...]:
    def at(pair: tuple[object, object] | None) -> str:
        if pair is None:
            return "–"
        event = pair[0]
        shift = event.header.shift or ""  # type: ignore[attr-defined]
        moment = clock_text(event.observed, ground.zone)  # type: ignore[attr-defined]
        return f"{moment} {people.get(shift, '')}".strip()

    issued = None if row.issued is None else row.issued[1]
    back = at(row.returned)
    if row.returned is not None and row.returned[1].made is not None:
        act = row.returned[1]
        back = f"{back}: {act.made} + {act.unused or 0}"
        back += f" ({act.initials_desk}/{act.initials_staff})"
    seen = "" if row.received is None or row.received[1].is_identity_seen else ", geen ID"
    envelope = "–"
    if issued is not None and issued.envelope:
        envelope = f"{issued.envelope}: {issued.pieces}" if issued.pieces else issued.envelope
    laptop = "–" if issued is None else issued.laptop or "–"
    return (
        staff_name(row.name),
        row.label or "reserve",
        f"{at(row.received)}{seen}",
        at(row.issued),
        laptop,
        envelope,
        back,
    )


def _pack(title: str, ground: ReportGround, blocks: tuple[object, ...]) -> PaperPack:
    half = "" if ground.half is None else f", {HALVES[ground.half]}"
    subtitle = f"{day_text(ground.day)}{half}"
    suffix = "" if ground.half is None else f"-{HALVES[ground.half]}"
    head = PaperHead(
        school=f"{ground.school} · Examenbureau" if ground.school else "Examenbureau",
        author=ground.school or "Examenbureau",
        title=title,
        subtitle=subtitle,
        running_title=f"{title} · {subtitle}",
        reference=f"{'DR' if title == 'Dagrapport' else 'BA'}-{ground.day:%Y-%m%d}",
        status=ReportStatus.BLANK,
        status_text=ground.made,
        status_moment=ground.made,
    )
    name = f"{title.lower()}-{ground.day.isoformat()}{suffix}"
    sheet = Sheet(head, blocks)  # type: ignore[arg-type]
    return PaperPack(name, f"{title} · {subtitle}", ground.made, (sheet,))

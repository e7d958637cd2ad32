"""The day report (12): figures per exam, what is still to do, and what comes tomorrow."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from app.models.board import LaptopSeen
from app.models.day_figures import DayFigures, ExamFigures, day_figures
from app.models.office_day import OfficeDay
from app.models.report_day import open_sentences, papers_text, share_text
from app.models.values import DayPart
from app.models.words import clock_text, day_text
from app.screens.office.board_ui import Figure
from app.screens.room.wording import Notice, Tone

EMPTY: Final = {
    False: "Op dit dagdeel zijn er geen zittingen gepland. Alt H toont de hele dag.",
    True: "Op deze dag zijn er geen zittingen gepland. Bij Planning staat wanneer er weer zijn.",
}
"""By whether the whole day is shown."""
HIGHEST: Final = 0.15
"""The share of a no-show that fills a bar."""


@dataclass(frozen=True, slots=True)
class DayReportUi:
    """What a person chose. `now` is UTC; `half` None is the whole day."""

    now: datetime
    zone: ZoneInfo
    half: DayPart | None = None
    foot: tuple[str, str] = ("", "")
    trouble: str = ""

    @property
    def today(self) -> date:
        """The local day."""
        return self.now.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One exam. `share` is the no-show from 0 to 1 of a full bar."""

    name: str
    expected: str
    came: str
    late: str
    share: float
    no_show: str
    provided: str
    notes: str
    papers: str
    is_received: bool
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class TodoLine:
    """Something to do before the day is closed."""

    title: str
    text: str
    icon: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class DayReportScreen:
    """The whole page."""

    day: str
    half: DayPart | None
    figures: tuple[Figure, ...]
    rows: tuple[ReportRow, ...]
    todo: tuple[TodoLine, ...]
    ahead: str
    empty: str
    foot: tuple[str, str] = ("", "")
    notices: tuple[Notice, ...] = ()


def day_report_screen(
    day: OfficeDay, laptops: tuple[LaptopSeen, ...], ui: DayReportUi
) -> DayReportScreen:
    """Return what the page says."""
    told = day_figures(day, ui.today, ui.zone, ui.half)
    rows = tuple(_row(each) for each in told.exams)
    return DayReportScreen(
        day=day_text(ui.today),
        half=ui.half,
        figures=_figures(told),
        rows=(*rows, _row(told.total, is_total=True)) if rows else (),
        todo=_todo(told, laptops, ui),
        ahead=_ahead(told),
        empty="" if rows else EMPTY[ui.half is None],
        foot=ui.foot,
        notices=(Notice(Tone.WARNING, ui.trouble, "Probeer het nog eens."),) if ui.trouble else (),
    )


def _row(each: ExamFigures, *, is_total: bool = False) -> ReportRow:
    papers = papers_text(each)
    if is_total:
        papers = f"{len(each.received)} van {len(each.parts)}"
    return ReportRow(
        name=each.name,
        expected=str(len(each.expected)),
        came=str(len(each.came)),
        late=str(len(each.late)),
        share=min(1.0, (each.no_show or 0) / HIGHEST),
        no_show=share_text(each),
        provided=str(len(each.provided)),
        notes=str(len(each.notes)),
        papers=papers,
        is_received=bool(each.parts) and len(each.received) == len(each.parts),
        is_total=is_total,
    )


def _figures(told: DayFigures) -> tuple[Figure, ...]:
    total = told.total
    came, late = len(total.came), len(total.late)
    solved = sum(not each.is_open for each in told.issues)
    share = f"{100 * late / came:.1f}% van wie kwam".replace(".", ",") if came else ""
    sealed, received = len(total.sealed), len(total.received)
    return (
        Figure(share_text(total), "no-show", f"{len(total.absent)} van {len(total.due)}"),
        Figure(str(late), "te laat", share),
        Figure(
            str(len(told.issues)),
            "melding" if len(told.issues) == 1 else "meldingen",
            f"{solved} opgelost, {len(told.issues) - solved} open",
        ),
        Figure(f"{sealed} van {len(total.parts)}", "verslagen getekend", f"{received} ontvangen"),
    )


def _todo(
    told: DayFigures, laptops: tuple[LaptopSeen, ...], ui: DayReportUi
) -> tuple[TodoLine, ...]:
    found = []
    for sentence in open_sentences(told):
        title, _, text = sentence.partition(": ")
        if not text:
            title, text = sentence, ""
        found.append(TodoLine(title, text, "triangle-alert", Tone.WARNING))
    for laptop in laptops:
        if laptop.waiting:
            at = "nog geen contact"
            if laptop.contact_at is not None:
                at = f"laatste contact {clock_text(laptop.contact_at, ui.zone)}"
            text = f"{laptop.waiting} handelingen staan alleen daar, {at}."
            found.append(TodoLine(f"{laptop.name}: nog niet alles ontvangen", text, "hard-drive",
                                  Tone.WARNING))  # fmt: skip
    if not found:
        text = "Alles is getekend, ontvangen en opgelost."
        found.append(TodoLine("Niets meer te doen", text, "circle-check", Tone.GOOD))
    return tuple(found)


def _ahead(told: DayFigures) -> str:
    ahead = told.ahead
    if ahead is None:
        return "Er is nog geen volgende examendag gepland."
    return (
        f"{day_text(ahead.day, year=False)}: {ahead.sessions} zittingen, {ahead.candidates} "
        f"kandidaten, {ahead.provided} met voorzieningen."
    )

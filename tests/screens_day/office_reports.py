"""The page of reports on a made-up month: a week, a month, what a figure rests on, the papers."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from app.desktop.office_figures_page import FiguresPage
from app.desktop.office_main import _pages
from app.desktop.office_window import OfficeWindow
from app.desktop.office_world import OfficeWorld, SignedOn
from app.models.drafts import Moment
from app.models.hotline import Person
from app.models.measures import Choice
from app.models.measuring import Figures, measured
from app.models.meetings import MEETING_SPANS, meeting_pack
from app.models.no_shows import no_show_lists, no_show_paper
from app.models.pack import PaperPack
from app.models.plan import ExtrasAdded
from app.models.report_measures import trace_line
from app.models.report_span import SpanGround, span_report
from app.models.spans import Span, SpanKind, span_of
from app.models.values import Role
from app.reports.paper_pack import render_paper_pack
from app.screens.office.report import trace_rows
from app.views.parts.fonts import choose, load_fonts, restyle
from tests.builders import MINUTE, a_candidate, candidate_id
from tests.months import ZONE, Month, a_month, start_of
from tests.reports.made_up import LONG_NAME
from tests.screens_day import stage

FIRST = date(2026, 6, 8)
DAYS = tuple(FIRST + timedelta(n) for n in range(19) if n % 7 < 5)
AT = datetime(2026, 6, 26, 14, 30, tzinfo=UTC)
ME = Person("lieverse", "S. Lieverse")
EVERYTHING = Choice()
LONG_TEAM = "Maatschappelijke zorg en begeleiding van specifieke doelgroepen"


def a_full_month() -> Month:
    """Three weeks in which more and fewer people do not come, one with the longest name."""
    month = a_month(DAYS, lambda n: ((6,), (5, 6), (), (6,), (4, 5, 6), (), (6,))[n % 7])
    play = month.plays[0]
    before = start_of(FIRST) - 60 * MINUTE
    play.plan(a_candidate(6, given_name="Noor", surname=LONG_NAME), candidate_id(6), before)
    play.plan(ExtrasAdded(programme=LONG_TEAM), candidate_id(6), before)
    return month


@dataclass(frozen=True)
class Picture:
    """One picture of the page."""

    name: str
    kind: SpanKind
    selected: str
    traced: bool = False
    dark: bool = False
    percent: int = 100
    choice: Choice = EVERYTHING


PICTURES = (
    Picture("12-dagcijfers", SpanKind.DAY, "no-show"),
    Picture("12-weekrapport", SpanKind.WEEK, "no-show"),
    Picture("12-weekrapport-donker", SpanKind.WEEK, "seal", dark=True),
    Picture("12-maandrapport", SpanKind.MONTH, "corrections"),
    Picture("12-maandrapport-donker", SpanKind.MONTH, "no-show", dark=True),
    Picture("12-herleid", SpanKind.MONTH, "no-show", traced=True),
    Picture("12-herleid-200procent", SpanKind.WEEK, "no-show", traced=True, percent=200),
    Picture("12-weekrapport-200procent", SpanKind.WEEK, "no-show", percent=200),
    Picture("12-weekrapport-team", SpanKind.WEEK, "no-show", choice=Choice(team=LONG_TEAM)),
)


def window_of(month: Month, folder: Path) -> tuple[OfficeWindow, OfficeWorld]:
    """Return the office's window over a month, somebody signed on."""
    world = OfficeWorld(lambda: Moment(AT, 0, "office", 0))
    world.learn(
        day=replace(month.day(), me=ME), signed_on=SignedOn(ME.id, ME.name, (Role.COORDINATOR,))
    )
    load_fonts()
    kept = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    window = OfficeWindow(world, kept)
    for page in _pages():
        window.add(page(world, window))
    window._let_in()
    window.resize(1366, 768)
    window.show()
    return window, world


def pictured(month: Month, folder: Path, picture: Picture) -> None:
    """Picture the page with the figures of a span told, one chosen, and perhaps opened."""
    window, world = window_of(month, folder)
    page, day = window.page("figures"), month.day()
    assert isinstance(page, FiguresPage)
    figures = figures_of(month, span_of(picture.kind, FIRST), picture.choice)
    measure = figures.measure(picture.selected)
    assert measure is not None
    rests_on = (*measure.counted, *measure.of)
    lines = tuple(trace_line(each, day, ZONE, picture.selected) for each in rests_on)
    page._told_of = world.known.day
    page._ui = replace(
        page._ui,
        span=figures.span,
        choice=picture.choice,
        figures=figures,
        told_at=AT,
        before=figures_of(month, figures.span.moved(1), picture.choice),
        selected=picture.selected,
        traced=picture.selected if picture.traced else "",
        lines=lines if picture.traced else (),
        rows=trace_rows(lines, measure),
        foot=("16:30", "weekrapport-2026-06-08.pdf staat in Documenten."),
    )
    choose(dark=picture.dark, percent=picture.percent)
    restyle(window)
    window.show_page("figures")
    page.render()
    for _ in range(4):
        QApplication.processEvents()
    stage.OUT.mkdir(parents=True, exist_ok=True)
    window.grab().save(str(stage.OUT / f"{picture.name}.png"))
    choose(dark=False, percent=100)
    window.close()
    world.close()


def figures_of(month: Month, span: Span, choice: Choice = EVERYTHING) -> Figures:
    """Return the figures of a span, the dossier having answered."""
    return measured(month.day(), span, ZONE, choice, month.told())


def papers(month: Month) -> dict[str, PaperPack]:
    """Return every paper that the page makes, by its name."""
    ground, day = SpanGround("School voor Proeven", ZONE, AT, ME.name), month.day()
    found = {
        f"12-papier-{kind.value}": span_report(figures_of(month, span_of(kind, FIRST)), ground)
        for kind in SpanKind
    }
    for name, spans in MEETING_SPANS.items():
        of = [span_of(kind, FIRST) for kind, _ in spans]
        moved = [span.moved(by) if by else span for span, (_, by) in zip(of, spans, strict=True)]
        told = tuple(figures_of(month, span) for span in moved)
        found[f"12-papier-{name}"] = meeting_pack(name, told, day, ground)
    lists = no_show_lists(day.sessions.values(), FIRST, ZONE)
    longest = max(lists, key=lambda each: len(each.team))
    found["12-papier-noshow"] = no_show_paper(longest, (ground.school, FIRST, ZONE, AT))
    return found


def reports(folder: Path) -> None:
    """Picture the page in light, dark and large, and every page of what it makes."""
    month = a_full_month()
    for picture in PICTURES:
        pictured(month, folder, picture)
    for name, pack in papers(month).items():
        stage.pages(render_paper_pack(pack), name)


NAMES = (*(each.name for each in PICTURES), "12-papier")
SCENES = ((NAMES, reports),)

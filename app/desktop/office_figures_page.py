"""The page of reports: figures of a day, a week or a month, told beside the window's thread."""

from collections.abc import Callable
from dataclasses import replace
from threading import Event
from typing import Any, ClassVar, Final

from app.desktop.office_no_shows import NoShowLists
from app.desktop.office_page import OfficePage, OfficeWay
from app.desktop.office_recording import Papers
from app.desktop.office_span_papers import SpanPapers, first_of
from app.desktop.office_telling import FiguresTeller, Heard
from app.desktop.office_world import OfficeWorld
from app.models.measures import Choice
from app.models.measuring import Figures
from app.models.office_day import OfficeDay
from app.models.report_measures import TraceLine, trace_line
from app.models.spans import SpanKind, span_of
from app.models.words import clock_text
from app.screens.office import report_intents as r
from app.screens.office.report import first_key, report_screen, trace_rows
from app.screens.office.report_ui import ReportUi, TableLine
from app.views.office.report import ReportView

NOT_TOLD: Final = "De cijfers konden niet gemaakt worden."


class FiguresPage(OfficePage):
    """The figures of a time, what they rest on, and the papers that are made of them."""

    NAME: ClassVar[str] = "figures"
    TEXT: ClassVar[str] = "Rapporten"
    SCOPE: ClassVar[str] = "office"

    def __init__(self, world: OfficeWorld, way: OfficeWay) -> None:
        """Make the page for this week, narrowed as it was before."""
        self._report = ReportView()
        super().__init__(world, way, self._report)
        kept = way.preferences
        choice = Choice(*(str(kept.value(f"report-{name}", "")) for name in Choice.__slots__))
        now, zone = world.now(), world.known.zone
        span = span_of(SpanKind.WEEK, now.astimezone(zone).date())
        self._ui = ReportUi(now, zone, span, choice)
        self._told_of: OfficeDay | None = None
        self._stop = Event()
        self._teller = FiguresTeller(
            world,
            Heard(
                lambda done, whole: self._now(done=done, whole=whole),
                self._came,
                lambda is_stopped: self._now(
                    is_asked=False, trouble="" if is_stopped else NOT_TOLD
                ),
            ),
        )
        self._papers = SpanPapers(world, Papers(world, self._report, self._told, self._failed))
        self.lists = NoShowLists(world, self._report, kept, (self._told, self._failed))

    def shown(self) -> None:
        """Come to the front; figures of another state of the record are told anew."""
        if self._told_of is not self.world.known.day:
            self._want()
        self.render()

    def tick(self) -> None:
        """Nothing here moves by the clock."""

    def render(self) -> None:
        """Show the figures as they were last told."""
        known, told_of = self.world.known, self._told_of
        first = self._ui.span.moved(-1).first
        is_late = told_of is not None and not self._ui.is_asked and not told_of.reaches(first)
        if is_late and known.day.reaches(first):
            self._want()  # older days came since these figures were told
        self._ui = replace(self._ui, now=self.world.now(), zone=known.zone, lists=self.lists.text)
        self._report.render(report_screen(self._ui))

    def rules(self) -> dict[type, Callable[[Any], None]]:
        """Return what follows from each kind of intent."""
        return {
            r.KindChosen: lambda told: self._look_at(
                span=span_of(SpanKind(told.kind), min(self._ui.span.last, self._ui.today)),
                figures=None,
            ),
            r.SpanMoved: lambda told: self._look_at(
                span=self._ui.span.moved(told.by), figures=None
            ),
            r.Narrowed: self._narrow,
            r.LineMoved: lambda told: self._now(self._ui.moved(told.key)),
            r.TraceAsked: lambda _: self._trace(),
            r.LeftBack: lambda _: self._leave(),
            r.FiguresWanted: lambda _: self._want(),
            r.PaperAsked: self._make,
        }

    # ------------------------------------------------------------ the figures

    def _look_at(self, **changes: Any) -> None:
        self._ui = replace(self._ui, traced="", lines=(), **changes)
        self._want()

    def _narrow(self, told: r.Narrowed) -> None:
        self.way.preferences.setValue(f"report-{told.name}", told.chosen)
        self._look_at(choice=replace(self._ui.choice, **{told.name: told.chosen}))

    def _want(self) -> None:
        self.world.reach_back(self._ui.span.moved(-1).first)
        self._teller.ask(self._ui.span, self._ui.choice)
        self._now(is_asked=True, done=0, whole=0)

    def _came(self, day: OfficeDay, figures: Figures, before: Figures) -> None:
        is_there = figures.measure(self._ui.selected) is not None
        selected = self._ui.selected if is_there else first_key(figures)
        self._told_of = day
        self._now(
            figures=figures,
            before=before,
            told_at=self.world.now(),
            is_asked=False,
            selected=selected,
            trouble="",
            traced="",
            lines=(),
        )

    # ------------------------------------------------------------ one figure

    def _trace(self) -> None:
        """Open what the chosen figure rests on."""
        figures, key, zone = self._ui.figures, self._ui.selected, self._ui.zone
        measure = None if figures is None else figures.measure(key)
        day = self._told_of
        if measure is None or day is None or self._ui.traced:
            return

        def lines() -> tuple[tuple[TraceLine, ...], tuple[TableLine, ...]]:
            rests_on = (*measure.counted, *measure.of)
            found = tuple(trace_line(each, day, zone, key) for each in rests_on)
            return found, trace_rows(found, measure)

        def came(both: tuple[tuple[TraceLine, ...], tuple[TableLine, ...]]) -> None:
            if self._ui.selected == key and self._ui.figures is figures:
                self._now(traced=key, lines=both[0], rows=both[1], at=0)

        self.world.bridge.errand(lines, came, lambda _: self._failed(NOT_TOLD))

    def _leave(self) -> None:
        if self._ui.is_asked or self._ui.is_made:
            self._teller.stop()
            self._stop.set()
        elif self._ui.traced:
            self._now(traced="", lines=(), at=0)

    # ------------------------------------------------------------ papers

    def _make(self, told: r.PaperAsked) -> None:
        figures, day = self._ui.figures, self._told_of
        if told.name == "lists":
            self.lists.ask()
        elif figures is None or day is None or self._ui.is_asked:
            self._failed("Maak eerst de cijfers: Ctrl Enter.")
        elif not day.reaches(first := first_of(told.name, figures)):
            self.world.reach_back(first)
            self._failed("Oudere zittingen komen nu hier. Maak dit over een minuut opnieuw.")
        elif not self._ui.is_made:
            stop = self._stop = Event()
            is_made = self._papers.make(told.name, figures, day, lambda: not stop.is_set())
            self._now(is_made=is_made)

    # ------------------------------------------------------------ within

    def _now(self, ui: ReportUi | None = None, **changes: Any) -> None:
        self._ui = replace(ui or self._ui, **changes)
        self.way.soon()

    def _told(self, sentence: str) -> None:
        at = clock_text(self.world.now(), self.world.known.zone)
        self._now(foot=(at, sentence), trouble="", is_made=False)

    def _failed(self, sentence: str) -> None:
        self._now(trouble=sentence, is_made=False)

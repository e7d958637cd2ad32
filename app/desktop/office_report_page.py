"""The page of the day report (12)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

from app.desktop.office_desk_page import school_of
from app.desktop.office_page import OfficePage, OfficeWay
from app.desktop.office_recording import Papers, laptops_seen
from app.desktop.office_world import OfficeWorld
from app.models.day_figures import DayFigures, day_figures
from app.models.report_day import ReportGround, day_csv, day_report
from app.models.values import DayPart
from app.models.words import clock_text
from app.screens.office import intents as i
from app.screens.office.day_report import DayReportUi, day_report_screen
from app.views.office.day_report import DayReportView


class DayReportPage(OfficePage):
    """The figures of the day, and the report of them."""

    NAME: ClassVar[str] = "report"
    TEXT: ClassVar[str] = "Dagrapport"
    SCOPE: ClassVar[str] = "part/-/-"

    def __init__(self, world: OfficeWorld, way: OfficeWay) -> None:
        """Make the page for the whole of today."""
        self._report = DayReportView()
        super().__init__(world, way, self._report)
        self._ui = DayReportUi(world.now(), world.known.zone)
        self._papers = Papers(world, self._report, self._told, self._failed)

    def render(self) -> None:
        """Show the figures as they stand."""
        known = self.world.known
        self._ui = replace(self._ui, now=self.world.now(), zone=known.zone)
        self._report.render(day_report_screen(known.day, laptops_seen(known.day), self._ui))

    def rules(self) -> dict[type, Callable[[Any], None]]:
        """Return what follows from each kind of intent."""
        return {
            i.HalfChosen: self._choose,
            i.ReportAsked: self._make,
            i.FiguresAsked: self._write,
        }

    def _choose(self, told: i.HalfChosen) -> None:
        self._ui = replace(self._ui, half=DayPart(told.half) if told.half else None)
        self.render()

    def _make(self, told: i.ReportAsked) -> None:
        self._papers.paper(day_report(self._figures(), self._ground(told.note)))

    def _write(self, _: i.FiguresAsked) -> None:
        ground = self._ground("")
        text = day_csv(self._figures(), ground)
        self._papers.figures(text, f"dagcijfers-{ground.day.isoformat()}")

    def _figures(self) -> DayFigures:
        return day_figures(self.world.known.day, self._ui.today, self._ui.zone, self._ui.half)

    def _ground(self, note: str) -> ReportGround:
        known = self.world.known
        return ReportGround(
            school=school_of(known.day),
            day=self._ui.today,
            half=self._ui.half,
            zone=known.zone,
            made_at=self.world.now(),
            made_by=known.day.me.name,
            note=note.strip(),
        )

    def _told(self, sentence: str) -> None:
        at = clock_text(self.world.now(), self.world.known.zone)
        self._ui = replace(self._ui, foot=(at, sentence), trouble="")
        self.way.soon()

    def _failed(self, sentence: str) -> None:
        self._ui = replace(self._ui, trouble=sentence)
        self.way.soon()

"""The page of the desk (16)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

from app.desktop.office_page import OfficePage, OfficeWay
from app.desktop.office_recording import Papers, record
from app.desktop.office_world import OfficeWorld
from app.models.desk import day_part_of, desk_rows
from app.models.hotline import people_of
from app.models.office_day import OfficeDay
from app.models.report_day import ReportGround, desk_list
from app.models.words import clock_text
from app.screens.office import desk_intents as i
from app.screens.office.desk import desk_screen
from app.screens.office.desk_panel import initials
from app.screens.office.desk_steps import desk_step
from app.screens.office.desk_ui import DeskUi
from app.views.office.desk import DeskView

STEPS = (
    i.DeskChosen,
    i.DayPartChosen,
    i.LocationAsked,
    i.DeskSearched,
    i.DeskSubmitted,
    i.DeskUndone,
    i.ReserveAsked,
)


class DeskPage(OfficePage):
    """Who came, what went out, what came back."""

    NAME: ClassVar[str] = "desk"
    TEXT: ClassVar[str] = "Balie"
    SCOPE: ClassVar[str] = "office"

    def __init__(self, world: OfficeWorld, way: OfficeWay) -> None:
        """Make the page for the half-day of now."""
        self._desk = DeskView()
        super().__init__(world, way, self._desk)
        now, zone = world.now(), world.known.zone
        self._ui = DeskUi(now, zone, day_part_of(now, zone))
        self._is_placed = False
        self._papers = Papers(world, self._desk, self._told, self._failed)

    def render(self) -> None:
        """Show the desk as it stands; the desk of this machine's own place first."""
        if not self._is_placed:
            self._is_placed = True
            self._ui = replace(self._ui, location=self.world.known.location)
        self._look()
        self._desk.render(desk_screen(self.world.known.day, self._ui))

    def rules(self) -> dict[type, Callable[[Any], None]]:
        """Return what follows from each kind of intent."""
        return {**dict.fromkeys(STEPS, self._go), i.DeskPrinted: self._print}

    def _look(self) -> None:
        self._ui = replace(
            self._ui,
            now=self.world.now(),
            zone=self.world.known.zone,
            can_write=self.world.may_write("ThingsIssued"),
        )

    def _go(self, intent: object) -> None:
        self._look()
        day = self.world.known.day
        step = desk_step(day, self._ui, intent)
        self._ui = step.ui
        if step.command is not None:
            before = {event.leaf for event in day.office}
            is_undo = isinstance(intent, i.DeskUndone)

            def recorded(after: OfficeDay, foot: tuple[str, str]) -> None:
                fresh = tuple(e.leaf for e in after.office if e.leaf not in before)
                self._ui = replace(self._ui, foot=foot, undo=() if is_undo else fresh)
                self.way.soon()

            record(self.world, step.command, recorded, step.told, self._failed)
        self.render()

    def _print(self, _: i.DeskPrinted) -> None:
        known = self.world.known
        day = known.day
        rows = desk_rows(day, self._ui.day_part, known.zone)
        shown = [each for each in rows if self._ui.location in ("", each.location)]
        people = {leaf: initials(each.name) for leaf, each in people_of(day.office).items()}
        self._papers.paper(desk_list(shown, ground_of(self.world, self._ui), people))

    def _told(self, sentence: str) -> None:
        at = clock_text(self.world.now(), self.world.known.zone)
        self._ui = replace(self._ui, foot=(at, sentence), undo=())
        self.way.soon()

    def _failed(self, sentence: str) -> None:
        self._ui = replace(self._ui, trouble=sentence)
        self.way.soon()


def ground_of(world: OfficeWorld, ui: DeskUi) -> ReportGround:
    """Return what the list is made for."""
    known, now = world.known, world.now()
    return ReportGround(
        school=school_of(known.day),
        day=now.astimezone(known.zone).date(),
        half=ui.day_part,
        zone=known.zone,
        made_at=now,
        made_by=known.day.me.name,
    )


def school_of(day: OfficeDay) -> str:
    """Return the name of the school, as the plan of any room tells it."""
    for session in day.sessions.values():
        for part in session.parts.values():
            if part.plan is not None:
                return part.plan.school_name
    return ""

"""Planning of the day after the made-up day, in the program's own window."""

from pathlib import Path
from typing import Final

from app.desktop.office_board_page import BoardPage
from app.desktop.office_planning_page import PlanningPage
from app.models.office_day import OfficeDay
from app.screens.office import planning_intents as i
from app.screens.office.desk_intents import FormSearched
from app.screens.office.intents import BoardDayTurned, RoomOpened
from tests.screens_day.office import Stage, at, picture, window_at
from tests.views.planning_day import FILE, SHARED, day_ahead, day_placed

EVENING: Final = "16:20"
"""Of the day before."""


class Ahead(Stage):
    """The stage of the day after: a plan, no acts."""

    def day(self, _: dict[str, str] | None = None) -> OfficeDay:
        """Return what the office knows of the coming day."""
        return day_ahead()


class Placed(Stage):
    """The stage of the day after once everything has a room."""

    def day(self, _: dict[str, str] | None = None) -> OfficeDay:
        """Return what the office knows then."""
        return day_placed()


def day_before(folder: Path) -> None:
    """Picture the board of tomorrow, with the panel of a room."""
    for name, dark, percent in (
        ("09-bord-dag-ervoor", False, 100), ("09-bord-dag-ervoor-donker", True, 100),
        ("09-bord-dag-ervoor-200procent", False, 200),
    ):  # fmt: skip
        window, world = window_at(Placed(now=at(EVENING)), EVENING, folder, percent)
        page = window.page("board")
        assert isinstance(page, BoardPage)
        page._turn(BoardDayTurned(1))
        page._change(selected="b1.14")
        if dark:
            page._open(RoomOpened())
        picture(window, world, "board", name, dark=dark)


def planning(folder: Path) -> None:
    """Picture the page: rooms with parts of a hall, and people, in light and dark."""
    for name, dark, percent, act in (
        ("21-planning", False, 100, _rooms), ("21-planning-donker", True, 100, _people),
        ("21-planning-200procent", False, 200, _rooms),
        ("21-planning-kandidaten", False, 100, _candidates),
        ("21-planning-afmelden", False, 100, _absence),
        ("21-planning-csv", False, 100, _file),
    ):  # fmt: skip
        window, world = window_at(Ahead(now=at(EVENING)), EVENING, folder, percent)
        page = window.page("planning")
        assert isinstance(page, PlanningPage)
        page.render()
        act(page)
        picture(window, world, "planning", name, dark=dark)


def _rooms(page: PlanningPage) -> None:
    page._go(i.ProposalsTaken())
    page._go(SHARED)


def _people(page: PlanningPage) -> None:
    page._go(i.SessionChosen("t-1"))
    page._go(i.ModeChosen("people"))
    page._go(FormSearched("o"))


def _candidates(page: PlanningPage) -> None:
    page._go(i.SessionChosen("t-2"))
    page._go(i.ModeChosen("candidates"))


def _absence(page: PlanningPage) -> None:
    page._go(i.ModeChosen("absence"))
    page._go(FormSearched("bakker"))


def _file(page: PlanningPage) -> None:
    page._go(i.ExtrasOpened("gegevens 10 juni.csv", FILE))


SCENES = (
    (("09-bord-dag-ervoor", "09-bord-dag-ervoor-donker", "09-bord-dag-ervoor-200procent"),
     day_before),
    (("21-planning", "21-planning-donker", "21-planning-200procent", "21-planning-kandidaten",
      "21-planning-afmelden", "21-planning-csv"), planning),
)  # fmt: skip

"""Draw the screens of the examenbureau into build/gallery/, to lay beside the mockups.

Run: QT_QPA_PLATFORM=offscreen python -m tests.views.gallery_office [PREFIX]
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from app.screens.office.manage_ui import ManageScreen
from app.screens.office.sign_on import SignOnScreen
from app.views.office.board import BoardView
from app.views.office.day_report import DayReportView
from app.views.office.desk import DeskView
from app.views.office.hotline import HotlineView
from app.views.office.laptops import LaptopsView
from app.views.office.manage import ManageView
from app.views.office.office_bar import OfficeBar
from app.views.office.planning import PlanningView
from app.views.office.sign_on import SignOnView
from app.views.parts.panel import COLUMN, Panel
from app.views.parts.shift_look import choose, load_fonts
from tests.views import manage_day
from tests.views import office_sign_on_day as day
from tests.views.board_day import BAR, BOARD
from tests.views.desk_day import DESK
from tests.views.hotline_day import HOTLINE
from tests.views.laptops_day import LAPTOPS
from tests.views.planning_day import planning_screens
from tests.views.report_day import REPORT

OUT = Path(__file__).parents[2] / "build" / "gallery"
WIDE, HIGH = 1366, 768


def board() -> QWidget:
    """Return the board under its bar."""
    bar, view = OfficeBar(), BoardView()
    bar.render(BAR)
    view.render(BOARD)
    return Panel(COLUMN).add(bar).add(view, stretch=1)


def hotline() -> QWidget:
    """Return the issue log under the bar."""
    bar, view = OfficeBar(), HotlineView()
    bar.render(replace(BAR, chosen="issues", clock="10:21"))
    view.render(HOTLINE)
    return Panel(COLUMN).add(bar).add(view, stretch=1)


def desk() -> QWidget:
    """Return the desk under the bar."""
    bar, view = OfficeBar(), DeskView()
    bar.render(replace(BAR, chosen="desk", clock="11:31"))
    view.render(DESK)
    return Panel(COLUMN).add(bar).add(view, stretch=1)


def day_report() -> QWidget:
    """Return the day report under the bar."""
    bar, view = OfficeBar(), DayReportView()
    bar.render(replace(BAR, chosen="report", clock="13:05"))
    view.render(REPORT)
    return Panel(COLUMN).add(bar).add(view, stretch=1)


def laptops() -> QWidget:
    """Return the laptops under the bar."""
    bar, view = OfficeBar(), LaptopsView()
    bar.render(replace(BAR, chosen="laptops"))
    view.render(LAPTOPS)
    return Panel(COLUMN).add(bar).add(view, stretch=1)


def planning(name: str) -> Callable[[], QWidget]:
    """Return what draws planning with one of its forms under the bar."""

    def made() -> QWidget:
        bar, view = OfficeBar(), PlanningView()
        bar.render(replace(BAR, chosen="planning", clock="16:20"))
        view.render(planning_screens()[name])
        return Panel(COLUMN).add(bar).add(view, stretch=1)

    return made


def manage(screen: ManageScreen) -> Callable[[], QWidget]:
    """Return what draws the page Beheer."""

    def made() -> QWidget:
        bar, view = OfficeBar(), ManageView()
        bar.render(replace(BAR, chosen="manage"))
        view.render(screen)
        return Panel(COLUMN).add(bar).add(view, stretch=1)

    return made


def sign_on(screen: SignOnScreen) -> Callable[[], QWidget]:
    """Return what draws a page that signs on."""

    def made() -> QWidget:
        view = SignOnView()
        view.render(screen)
        return view

    return made


SCREENS: dict[str, tuple[Callable[[], QWidget], bool, int]] = {
    "09-bord": (board, False, 100),
    "09-bord-donker": (board, True, 100),
    "09-bord-200procent": (board, False, 200),
    "09-bord-150procent": (board, False, 150),
    "10-hotline": (hotline, False, 100),
    "10-hotline-donker": (hotline, True, 100),
    "10-hotline-200procent": (hotline, False, 200),
    "11-laptops": (laptops, False, 100),
    "11-laptops-200procent": (laptops, False, 200),
    "12-dagrapport": (day_report, False, 100),
    "12-dagrapport-donker": (day_report, True, 100),
    "12-dagrapport-200procent": (day_report, False, 200),
    "16-balie": (desk, False, 100),
    "16-balie-donker": (desk, True, 100),
    "16-balie-200procent": (desk, False, 200),
    "21-planning": (planning("rooms"), False, 100),
    "21-planning-donker": (planning("people"), True, 100),
    "21-planning-afmelden": (planning("absence"), False, 100),
    "21-planning-csv": (planning("extras"), False, 150),
    "21-planning-200procent": (planning("people"), False, 200),
    "17-bewaren": (manage(manage_day.retention()), False, 100),
    "17-bewaren-donker": (manage(manage_day.retention(selected="p3")), True, 100),
    "17-bewaren-langste-naam": (manage(manage_day.retention(selected="p2")), False, 100),
    "17-bewaren-200procent": (manage(manage_day.retention(selected="p2")), False, 200),
    "17-bewaren-vasthouden": (
        manage(manage_day.retention(form="hold", trouble="Schrijf waarom.")),
        False,
        100,
    ),
    "17-bewaren-datums-fout": (
        manage(manage_day.retention(form="dates", done=manage_day.FAULTY, file=("d.csv", ""))),
        False,
        100,
    ),
    "18-standaardset": (manage(manage_day.standards()), False, 100),
    "18-standaardset-donker": (
        manage(manage_day.standards(selected="calamities/030-net")),
        True,
        100,
    ),
    "18-standaardset-wijzig": (manage(manage_day.standards(form="edit")), False, 100),
    "18-standaardset-200procent": (manage(manage_day.standards(form="edit")), False, 200),
    "18-standaardset-voorbeeld": (
        manage(
            manage_day.standards(form="preview", draft=manage_day.DRAFT, done=manage_day.REACHED)
        ),
        False,
        100,
    ),
    "19-klaar": (manage(manage_day.ready()), False, 100),
    "19-klaar-donker": (manage(manage_day.ready(selected="calamity")), True, 100),
    "19-klaar-200procent": (manage(manage_day.ready()), False, 200),
    "20-telt-niet-mee": (manage(manage_day.dismissed(step=1)), False, 100),
    "20-telt-niet-mee-200procent": (manage(manage_day.dismissed()), False, 200),
    "17-bewaren-verslag": (manage(manage_day.retention(form="erased")), False, 100),
    "01-aanmelden": (sign_on(day.WORDS), False, 100),
    "01-aanmelden-donker": (sign_on(day.WRONG), True, 100),
    "01-aanmelden-startcode": (sign_on(day.CODE), False, 100),
    "01-aanmelden-andere-wachtzin": (sign_on(day.RENEW), False, 100),
    "01-aanmelden-ook-elders": (sign_on(day.ELSEWHERE), True, 100),
    "01-aanmelden-pincode": (sign_on(day.PIN), False, 100),
    "01-aanmelden-op-slot": (sign_on(day.LOCKED), False, 150),
    "01-aanmelden-voorbij": (sign_on(day.ENDED), False, 100),
    "01-school": (sign_on(day.SCHOOL), False, 100),
    "01-school-donker": (sign_on(day.UNLINKED), True, 100),
    "01-school-browser": (sign_on(day.BROWSER), False, 100),
    "01-school-wachtzin": (sign_on(day.WORDS_TOO), False, 100),
    "01-school-pincode": (sign_on(day.PIN_AFTER), False, 100),
    "01-school-200procent": (sign_on(day.UNLINKED), False, 200),
    "01-aanmelden-200procent": (sign_on(day.CODE), False, 200),
}


def draw(name: str) -> Path:
    """Draw one screen and return its file."""
    make, dark, percent = SCREENS[name]
    choose(dark=dark, percent=percent)
    view = make()
    view.resize(WIDE, HIGH)
    view.show()
    QApplication.processEvents()
    QApplication.processEvents()
    path = OUT / f"{name}.png"
    view.grab().save(str(path))
    view.close()
    return path


def main() -> None:
    """Draw every screen, or those that begin with a prefix."""
    application = QApplication.instance() or QApplication([])
    load_fonts()
    OUT.mkdir(parents=True, exist_ok=True)
    prefix = sys.argv[1] if len(sys.argv) > 1 else ""
    for name in SCREENS:
        if name.startswith(prefix):
            print(draw(name))
    application.quit()


if __name__ == "__main__":
    main()

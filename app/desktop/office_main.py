"""The program with the office's window: paint first, then load the record."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

from app.desktop.office_window import OfficeWindow
from app.desktop.office_world import OfficeWorld
from app.models.drafts import Moment
from app.settings import Settings
from app.views.parts.fonts import load_fonts

if TYPE_CHECKING:
    from app.desktop.office_page import OfficePage, OfficeWay
    from app.services.office_workplace import OfficeWorkplace


@dataclass(frozen=True, slots=True)
class OfficeParts:
    """What the program is made of at a machine of the office; tests bring a clock of their own."""

    settings: Settings
    clock: Callable[[], Moment]
    device: str
    location: str
    workplace: "Callable[[Callable[[object], None]], OfficeWorkplace]"


class OfficeDesktop:
    """Ties the pages of the office to their window and the window to the world."""

    def __init__(self, parts: OfficeParts, preferences: QSettings) -> None:
        """Make the window; nothing of the record is loaded yet."""
        load_fonts()
        self.parts = parts
        self.world = OfficeWorld(parts.clock)
        self.world.learn(device=parts.device, location=parts.location)
        self.window = OfficeWindow(self.world, preferences)
        QApplication.instance().installEventFilter(self.window)  # type: ignore[union-attr]

    def show(self) -> None:
        """Show the page that signs on, and load the record once it is painted."""
        self.window.show()
        QTimer.singleShot(0, self._load)

    def close(self) -> None:
        """Stop; what was recorded is on disk."""
        self.window.close()
        self.world.close()

    def _load(self) -> None:
        parts, heard = self.parts, self.world.heard
        self.world.bridge.errand(lambda: parts.workplace(heard), self._loaded, self._not_loaded)

    def _loaded(self, workplace: "OfficeWorkplace") -> None:
        for page in _pages():
            self.window.add(page(self.world, self.window))
        self.world.workplace = workplace
        self.world.bridge.after(workplace.start(), self._started, self._not_loaded)

    def _started(self, device: object) -> None:
        if getattr(device, "key", None) is None:
            self.world.learn(trouble="keyring")
        self.window.sign_on.school.ask()

    def _not_loaded(self, _problem: BaseException) -> None:
        self.world.learn(trouble="disk")


def _pages() -> "tuple[Callable[[OfficeWorld, OfficeWay], OfficePage], ...]":
    """Return the pages in the order of their tabs; loaded after the first paint."""
    from app.desktop.office_board_page import BoardPage
    from app.desktop.office_desk_page import DeskPage
    from app.desktop.office_dossier_page import DossierPage
    from app.desktop.office_figures_page import FiguresPage
    from app.desktop.office_hotline_page import HotlinePage
    from app.desktop.office_laptops_page import LaptopsPage
    from app.desktop.office_manage_page import ManagePage
    from app.desktop.office_planning_page import PlanningPage
    from app.desktop.office_report_page import DayReportPage

    return (
        BoardPage, HotlinePage, LaptopsPage, DayReportPage, DeskPage, DossierPage, PlanningPage,
        FiguresPage,
        ManagePage,
    )  # fmt: skip

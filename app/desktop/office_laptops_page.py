"""The page of the laptops."""

from typing import ClassVar

from app.desktop.office_page import OfficePage, OfficeWay
from app.desktop.office_recording import laptops_seen
from app.desktop.office_world import OfficeWorld
from app.models.board import BoardBook
from app.screens.office.laptops import laptops_screen
from app.views.office.laptops import LaptopsView


class LaptopsPage(OfficePage):
    """When each laptop was last heard, and what exists only there."""

    NAME: ClassVar[str] = "laptops"
    TEXT: ClassVar[str] = "Laptops"
    SCOPE: ClassVar[str] = "part/-/-"

    def __init__(self, world: OfficeWorld, way: OfficeWay) -> None:
        """Make the page with nothing on it."""
        self._laptops = LaptopsView()
        super().__init__(world, way, self._laptops)
        self._book = BoardBook()

    def render(self) -> None:
        """Show the laptops as they were last heard."""
        known, now = self.world.known, self.world.now()
        today = now.astimezone(known.zone).date().isoformat()
        seen = laptops_seen(known.day)
        board = self._book.board(known.day.sessions.values(), seen, now, today)
        self._laptops.render(laptops_screen(board, seen, now, known.zone))

"""F1 at the examenbureau: every key of the page in front, over it, and back to where one was."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QStackedWidget

from app.desktop.office_page import OfficePage
from app.screens.office.bar import OfficeBarScreen
from app.screens.office.key_words import office_keys_screen
from app.screens.room.key_words import KeysScreen
from app.views.parts.told_keys import keys_told
from app.views.room.keys import KeysView


class OfficeKeys:
    """Lies over the pages as one of the layers of the window."""

    def __init__(self, layers: QStackedWidget, back: Callable[[], None]) -> None:
        """Lie under everything until it is shown; `back` shows the pages again."""
        self._layers, self._screen = layers, KeysScreen("", "", ())
        self.view = KeysView()
        self.view.intent.connect(lambda _: back())
        layers.addWidget(self.view)

    def show(self, page: OfficePage, bar: OfficeBarScreen) -> None:
        """Show the keys of a page as it stands."""
        self._screen = office_keys_screen(page.TEXT, keys_told(page.view), bar.tabs, bar.clock)
        self.view.render(self._screen)
        self._layers.setCurrentWidget(self.view)
        self.view.setFocus()

    def tick(self, clock: str) -> None:
        """Show another minute."""
        self._screen = replace(self._screen, clock=clock)
        self.view.render(self._screen)

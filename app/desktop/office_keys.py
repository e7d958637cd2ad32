"""F1 at the examenbureau: every key of the page in front, over it, and back to where one was."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from app.desktop.office_page import OfficePage
from app.screens.office.bar import OfficeBarScreen
from app.screens.office.key_words import office_keys_screen
from app.screens.room.key_words import KeysScreen
from app.views.parts.told_keys import keys_told
from app.views.room.keys import KeysView


class OfficeKeys(QObject):
    """Lies over the pages as one of the layers of the window, and has the keyboard meanwhile."""

    def __init__(self, layers: QStackedWidget, back: Callable[[], None]) -> None:
        """Lie under everything until it is shown; `back` shows the pages again."""
        super().__init__(layers)
        self._layers, self._back, self._screen = layers, back, KeysScreen("", "", ())
        self._page: QWidget | None = None
        self.view = KeysView()
        self.view.intent.connect(lambda _: self._leave())
        layers.addWidget(self.view)
        QApplication.instance().focusChanged.connect(self._keep)  # type: ignore[union-attr]

    def show(self, page: OfficePage, bar: OfficeBarScreen) -> None:
        """Show the keys of a page as it stands."""
        self._page = page.view
        self._screen = office_keys_screen(page.TEXT, keys_told(page.view), bar.tabs, bar.clock)
        self.view.render(self._screen)
        self._layers.setCurrentWidget(self.view)
        self.view.setFocus()

    def tick(self, clock: str) -> None:
        """Show another minute."""
        self._screen = replace(self._screen, clock=clock)
        self.view.render(self._screen)

    def _leave(self) -> None:
        """Go back to where one was, or to where the page begins if that is there no more."""
        self._back()
        held = QApplication.focusWidget()
        if self._page is not None and (held is None or not held.isVisible()):
            self._page.setFocus()

    def _keep(self, _before: QWidget | None, held: QWidget | None) -> None:
        """Take the keyboard back from a page below that went on without anybody looking."""
        is_front = self._layers.currentWidget() is self.view
        if is_front and held is not None and self._is_below(held):
            self.view.setFocus()

    def _is_below(self, held: QWidget) -> bool:
        return self._page is not None and self._page.isAncestorOf(held)

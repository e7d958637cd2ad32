"""A person at the keyboard of the real window: every key goes to what has the focus."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.desktop.main import Desktop

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
PATIENCE_S = 90.0
LIKE_A_PERSON_MS = 45
TABS = 60


class Stuck(Exception):
    """The window does not come to what a person would wait for."""


class Hands:
    """Types, presses and looks, as a surveillant does."""

    def __init__(self, desktop: Desktop, pictures: Path) -> None:
        self.desktop = desktop
        self._pictures = pictures
        self._taken = 0

    def focus(self) -> QWidget:
        """Return what has the focus."""
        self.until(lambda: QApplication.focusWidget() is not None, "iets met focus")
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Press a key."""
        QTest.keyClick(self.focus(), key, held)

    def type(self, text: str, delay_ms: int = -1) -> None:
        """Type a text."""
        for letter in text:
            QTest.keyClicks(self.focus(), letter, NONE, delay_ms)

    def go_down(self, is_there: Callable[[], bool], most: int) -> bool:
        """Empty the search and go down the list: two have one number, or it cannot be typed."""
        self.press(Key.Key_Escape)
        self.press(Key.Key_Escape)
        for _ in range(most):
            self.press(Key.Key_Down)
            if is_there():
                return True
        return False

    def until(self, is_so: Callable[[], Any], wanted: str) -> None:
        """Let the window go on until something is so.

        Raises:
            Stuck: It does not become so.
        """
        end = time.monotonic() + PATIENCE_S
        while not is_so():
            if time.monotonic() > end:
                self.picture("vastgelopen")
                raise Stuck(f"het venster komt niet tot: {wanted} ({self.told()})")
            QTest.qWait(5)

    def told(self) -> str:
        """Return where the window is, without what it tells of people."""
        focus = QApplication.focusWidget()
        front = self.desktop.window.front
        return f"{front}, focus op {type(focus).__name__}, {self.desktop.world.known.trouble}"

    def picture(self, name: str) -> None:
        """Keep what the window shows."""
        QTest.qWait(30)
        self._taken += 1
        path = self._pictures / f"{self._taken:02d}-{name}.png"
        self.desktop.window.grab().save(str(path))

    def arrow_to(self, is_it: Callable[[QWidget], bool], wanted: str) -> None:
        """Go down from where the focus is, round to the first."""
        self._by(Key.Key_Down, is_it, wanted)

    def tab_to(self, is_it: Callable[[QWidget], bool], wanted: str) -> None:
        """Press Tab until the focus is somewhere."""
        self._by(Key.Key_Tab, is_it, wanted)

    def _by(self, key: Key, is_it: Callable[[QWidget], bool], wanted: str) -> None:
        for _ in range(TABS):
            if is_it(self.focus()):
                return
            self.press(key)
        raise Stuck(f"met {key.name} niet te bereiken: {wanted} ({self.told()})")

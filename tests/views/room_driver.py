"""A room on screen that is driven by keyboard, as a person would."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.screens.room.room import RoomScreen
from app.views.parts.fonts import choose, load_fonts
from app.views.room.room import RoomView

Key, Mod = Qt.Key, Qt.KeyboardModifier


class Room:
    """A room on screen, and what was done in it."""

    def __init__(self, qtbot: QtBot) -> None:
        load_fonts()
        choose(dark=False, percent=100)
        self.view = RoomView()
        self.intents: list[object] = []
        self._at_ms = 1_000_000
        self.view.intent.connect(self.intents.append)
        self.view.resize(1366, 768)
        qtbot.addWidget(self.view)

    def show(self, screen: RoomScreen) -> "Room":
        self.view.render(screen)
        self.view.show()
        self.view.activateWindow()
        if not self.view.side.asking:
            self.view.setFocus()
        for _ in range(5):
            QApplication.processEvents()
        return self

    @property
    def focus(self) -> QWidget:
        widget = self.view.focusWidget()
        assert widget is not None
        return widget

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Mod.NoModifier) -> list[object]:
        self.intents.clear()
        QTest.keyClick(self.focus, key, held)
        return list(self.intents)

    def type(self, text: str, gap_ms: int = 40) -> None:
        for char in text:
            self.hit(Key(ord(char.upper())), char, gap_ms)

    def hit(
        self, key: Qt.Key, text: str, gap_ms: int, held: Qt.KeyboardModifier = Mod.NoModifier
    ) -> None:
        """Hit a key so long after the one before, however long the window takes for it."""
        self._at_ms += gap_ms
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, held, text)
            event.setTimestamp(self._at_ms)
            QApplication.sendEvent(self.focus, event)

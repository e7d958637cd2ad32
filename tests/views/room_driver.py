"""A room on screen that is driven by keyboard, as a person would."""

from PySide6.QtCore import Qt
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

    def type(self, text: str, delay: int = 40) -> None:
        for char in text:
            QTest.keyClick(self.focus, char, delay=delay)

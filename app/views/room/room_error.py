"""The only thing that ever lies over the room: storing fails."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.screens.room.room import ErrorModal
from app.views.parts.action_button import ActionButton, ButtonLook, ButtonWords
from app.views.parts.painting import CAP_STATUS, draw_box
from app.views.parts.panel import COLUMN, ROW, Panel
from app.views.parts.words import TextRole, Words
from app.views.room.room_strips import Picture

BUTTON = ButtonLook(56, 20, 700, 15, 10, 22, "ondanger", "danger", "", 0, CAP_STATUS, wide=True)


class ErrorCurtain(QWidget):
    """Takes every key until storing works again; its button tries once more."""

    retried = Signal()

    def __init__(self, room: QWidget) -> None:
        """Lie over a room, hidden."""
        super().__init__(room)
        self._room = room
        icon = Picture(32, "danger")
        icon.show_icon("octagon-alert")
        self._title = Words(TextRole(25, 30, 700, "danger"), wrap=True)
        self._text, self._button = Words(TextRole(19, 26), wrap=True), ActionButton()
        words = Panel(COLUMN, spacing=8).add(self._title, self._text).gap(16).add(self._button)
        self._card = Panel(ROW, (28, 28, 28, 28), 16, width=620)
        self._card.paint(fill="surface", border="danger", edge=3)
        self._card.add(Panel(COLUMN).add(icon).push()).add(words, stretch=1)
        column = QVBoxLayout(self)
        column.addWidget(self._card, 0, Qt.AlignmentFlag.AlignCenter)
        self._button.clicked.connect(self.retried)
        self.hide()

    def show_error(self, error: ErrorModal | None) -> None:
        """Show an error; none takes the curtain away."""
        if error is None:
            if self.isVisible():
                self.hide()
                self._room.setFocus()
            return
        self._title.say(error.title)
        self._text.say(error.text)
        self._button.show_words(ButtonWords(error.button, "Enter"), BUTTON)
        if not self.isVisible():
            self.setGeometry(self._room.rect())
            self.show()
            self.raise_()
            self._button.setFocus()

    def take_focus(self) -> None:
        """Put the focus on the only thing that can be done."""
        self._button.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep every key from the room below."""
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Darken the room."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(12, 20, 30, 150))
        draw_box(painter, QRectF(self._card.geometry()), "surface", radius=8)

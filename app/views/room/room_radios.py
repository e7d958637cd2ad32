"""Choices under each other, each with what it means: one of them is filled."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from app.views.parts.focus_ring import paint_focus_border
from app.views.parts.fonts import metrics
from app.views.parts.painting import TextStyle, draw_box, put, write
from app.views.parts.tokens import colour, px
from app.views.room.room_fields import ChoiceChip, Choices

ROUND, DOT, BESIDE, TALL = 20, 8, 30, 28
MEANING = TextStyle(15, 400, "ink3")


class RadioLine(ChoiceChip):
    """One of several, as wide as there is room: a round box, its words, what they mean."""

    def __init__(self, value: str, text: str, meaning: str) -> None:
        """Make a line that stands for a value."""
        super().__init__(value, text)
        self._meaning = meaning
        self.setAccessibleDescription(meaning)

    def sizeHint(self) -> QSize:
        """Return the size of a line of its own."""
        return QSize(px(2000), px(TALL))

    def minimumSizeHint(self) -> QSize:
        """Return the least: the words; what they mean gives way."""
        return QSize(px(BESIDE) + round(metrics(16, 600).horizontalAdvance(self.text())), px(TALL))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the round box and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_on, middle = self.isChecked(), self.height() / 2
        if self.hasFocus():
            paint_focus_border(painter, QRectF(self.rect()), 15)
        side = px(ROUND)
        box = QRectF(px(4), middle - side / 2, side, side)
        ink = "ink" if is_on else "ctl"
        draw_box(painter, box, ink if is_on else "surface", ink, edge=px(2), radius=ROUND / 2)
        if is_on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("surface"))
            painter.drawEllipse(box.center(), px(DOT) / 2, px(DOT) / 2)
        style = TextStyle(16, 600 if is_on else 400)
        x = px(4 + BESIDE) + write(painter, px(4 + BESIDE), middle, self.text(), style) + px(5)
        room = self.width() - x - px(4)
        if metrics(MEANING.size, MEANING.weight).horizontalAdvance(self._meaning) <= room:
            put(painter, x, middle, self._meaning, MEANING)


class Radios(Choices):
    """Choices of which each has its meaning beside it."""

    def __init__(self, label: str, meanings: tuple[str, ...]) -> None:
        """Make an empty column."""
        super().__init__(label)
        self._meanings = meanings

    def _chip(self, number: int, value: str, text: str) -> ChoiceChip:
        return RadioLine(value, text, self._meanings[number])

"""A plot of bars that is a table too: a label, a bar and its number on every row."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.screens.office.report_ui import Bar
from app.views.parts.focus_ring import ringed
from app.views.parts.fonts import width
from app.views.parts.painting import TextStyle, put, write_right
from app.views.parts.panel import RESTYLED
from app.views.parts.tokens import colour, px

ROW: Final = 26
LABEL: Final = TextStyle(14, 400, "ink2")
NUMBER: Final = TextStyle(14, 600)
THICK: Final = 10


class Bars(QWidget):
    """Bars under each other, the longest as wide as there is room; each with its number.

    Colour says nothing that the number does not. A day without a figure has a dash and no bar.
    """

    def __init__(self) -> None:
        """Make an empty plot."""
        super().__init__()
        self._ink = "blue"
        self._bars: tuple[Bar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        ringed(self)

    def fill(self, title: str, bars: tuple[Bar, ...], ink: str) -> None:
        """Show other bars, in the colour of a token; what is the same costs nothing."""
        self.setAccessibleName(title)
        if (bars, ink) == (self._bars, self._ink):
            return
        self._bars, self._ink = bars, ink
        self.setAccessibleDescription(", ".join(f"{each.label} {each.text}" for each in bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for all rows."""
        return QSize(px(200), px(ROW) * len(self._bars))

    def minimumSizeHint(self) -> QSize:
        """Return the least room: no bar, only its words."""
        return QSize(px(120), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Take another palette or size."""
        super().changeEvent(event)
        if event.type() in RESTYLED:
            self.updateGeometry()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint every row: label, ground, bar and number."""
        painter = QPainter(self)
        labels = _widest((each.label for each in self._bars), LABEL)
        numbers = _widest((each.text for each in self._bars), NUMBER)
        left, right = labels + px(12), self.width() - numbers - px(12)
        for row, each in enumerate(self._bars):
            middle = px(ROW) * row + px(ROW) / 2
            put(painter, 0, middle, each.label, LABEL)
            write_right(painter, self.width(), middle, each.text, NUMBER)
            room = max(0.0, right - left)
            top, tall = middle - px(THICK) / 2, px(THICK)
            painter.fillRect(QRectF(left, top, room, tall), colour("verwacht_bg"))
            if each.share is not None:
                painter.fillRect(QRectF(left, top, room * each.share, tall), colour(self._ink))


def _widest(texts: Iterable[str], style: TextStyle) -> int:
    return max((width(each, style.size, style.weight) for each in texts), default=0)

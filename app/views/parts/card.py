"""A card: a rounded frame around what lies in it, also where that paints up to its edges."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.views.parts.panel import COLUMN, Panel
from app.views.parts.tokens import colour, px

RADIUS = 8


class Card(Panel):
    """A column on the surface, in a frame whose corners cut off what is under them."""

    def __init__(self, ground: str = "canvas") -> None:
        """Make an empty card on a `ground`, the token of what is around it."""
        super().__init__(COLUMN, (1, 1, 1, 1))
        self.paint(fill="surface", radius=RADIUS)
        self._frame = _Frame(self, ground)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the frame around everything."""
        super().resizeEvent(event)
        self._frame.setGeometry(self.rect())
        self._frame.raise_()

    def add(self, *widgets: QWidget, stretch: int = 0) -> "Card":
        """Add widgets at the end, under the frame."""
        super().add(*widgets, stretch=stretch)
        self._frame.raise_()
        return self


class _Frame(QWidget):
    """The frame, over the card; the mouse goes through it."""

    def __init__(self, card: QWidget, ground: str) -> None:
        super().__init__(card)
        self._ground = ground
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the ground outside the round corners, then the line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, line = QRectF(self.rect()), QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        inside, whole = QPainterPath(), QPainterPath()
        inside.addRoundedRect(line, px(RADIUS), px(RADIUS))
        whole.addRect(box)
        painter.fillPath(whole.subtracted(inside), colour(self._ground))
        painter.setPen(QPen(colour("line"), 1))
        painter.drawPath(inside)

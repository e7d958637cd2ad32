"""A card that is one of several: click, arrows or Space choose it; the chosen one is yellow."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from app.views.parts.focus_ring import ringed
from app.views.parts.panel import RESTYLED, Panel
from app.views.parts.shift_look import colour, px


class Pick(QAbstractButton):
    """One card of an exclusive set; the set is the cards of one parent.

    `inside` is drawn on it. `framed` draws a border around a card that is not chosen; without
    it the card is a row of a list, less round.
    """

    def __init__(self, name: str, inside: Panel, *, framed: bool = True) -> None:
        """Make a card; `name` is what a screen reader says."""
        super().__init__()
        self._framed, self._radius = framed, 8 if framed else 4
        self.setAccessibleName(name)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        inside.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(inside)
        ringed(self, self._radius)

    def hasHeightForWidth(self) -> bool:
        """Tell that words may wrap inside."""
        layout = self.layout()
        return layout is not None and layout.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        """Return the height of what is inside."""
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout is not None else 0

    def sizeHint(self) -> QSize:
        """Return the size of what is inside."""
        layout = self.layout()
        return layout.totalSizeHint() if layout is not None else QSize()

    def minimumSizeHint(self) -> QSize:
        """Return the least size of what is inside."""
        layout = self.layout()
        return layout.totalMinimumSize() if layout is not None else QSize()

    def changeEvent(self, event: QEvent) -> None:
        """Take another size or palette."""
        super().changeEvent(event)
        if event.type() in RESTYLED:
            self.updateGeometry()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        edge = px(2) if chosen else 1
        if chosen or self._framed:
            painter.setPen(QPen(colour("selline" if chosen else "line"), edge))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("sel" if chosen else "surface"))
        box = QRectF(self.rect()).adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2)
        painter.drawRoundedRect(box, px(self._radius), px(self._radius))


def picks(parent: QWidget) -> list[Pick]:
    """Return the cards that lie in a widget, in order."""
    return parent.findChildren(Pick)

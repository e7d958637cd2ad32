"""A slim thumb over a list: it takes no room from the rows."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollBar, QTableView

from app.views.parts.tokens import colour, px


class SlimScrollBar(QScrollBar):
    """A thumb of six pixels over the list; it takes no room from the rows."""

    def __init__(self, table: QTableView) -> None:
        """Follow the table's own scroll bar, which is hidden."""
        super().__init__(Qt.Orientation.Vertical, table)
        self._own = table.verticalScrollBar()
        self._own.rangeChanged.connect(self._take_range)
        self._own.valueChanged.connect(self.setValue)
        self.valueChanged.connect(self._own.setValue)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _take_range(self, low: int, high: int) -> None:
        self.setPageStep(self._own.pageStep())
        self.setSingleStep(self._own.singleStep())
        self.setRange(low, high)
        self.setVisible(high > low)
        self.setValue(self._own.value())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the thumb."""
        span = self.maximum() - self.minimum() + self.pageStep()
        if span <= 0:
            return
        room = self.height() - 2 * px(4)
        tall = max(px(32), room * self.pageStep() / span)
        travel = self.maximum() - self.minimum()
        top = px(4) + (room - tall) * (self.value() / travel if travel else 0)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(0.55)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("ctl"))
        thumb = QRectF(self.width() - px(9), top, px(6), tall)
        painter.drawRoundedRect(thumb, px(3), px(3))

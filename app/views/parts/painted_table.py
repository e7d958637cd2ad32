"""A table whose rows are painted by hand: its set-up, its thumb, the frame of the chosen row."""

from PySide6.QtCore import QAbstractTableModel, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QStyledItemDelegate, QTableView

from app.views.parts.focus_ring import RING, paint_focus_border, paint_ring
from app.views.parts.slim_scroll_bar import SlimScrollBar
from app.views.parts.tokens import colour, px


class RowDelegate(QStyledItemDelegate):
    """Paints the cells of a row; a subclass says how. `selected` is the chosen row, -1: none."""

    selected = -1


def strip(table: QTableView, name: str) -> None:
    """Take away what Qt paints and does by itself; a screen reader calls the table `name`."""
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setShowGrid(False)
    table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.setTabKeyNavigation(False)
    table.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus where it was
    table.setAccessibleName(name)
    table.setWordWrap(False)
    table.setAutoScroll(False)
    for header in (table.horizontalHeader(), table.verticalHeader()):
        header.hide()
        header.setMinimumSectionSize(0)


class PaintedTable(QTableView):
    """The rows without headers; `widened` is told when columns are to be laid out anew."""

    picked = Signal(str)
    widened = Signal()

    def __init__(self, name: str, model: QAbstractTableModel, delegate: RowDelegate) -> None:
        """Make a table that a screen reader calls `name`; it keeps model and delegate alive."""
        super().__init__()
        self._painting = delegate
        self.setModel(model)
        self.setItemDelegate(delegate)
        strip(self, name)
        self._thumb = SlimScrollBar(self)
        self._thumb.hide()

    def give_rows(self, tall: int) -> None:
        """Give every row this height; the same height again, and Qt would paint them all."""
        header = self.verticalHeader()
        if header.defaultSectionSize() != tall:
            header.setDefaultSectionSize(tall)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the thumb at the right edge."""
        super().resizeEvent(event)
        wide = px(14)
        self._thumb.setGeometry(self.width() - wide, 0, wide, self.height())
        self.widened.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring around the chosen row."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, then the frame around the chosen one."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), colour("surface"))
        painter.end()
        super().paintEvent(event)
        at = self._painting.selected
        if not 0 <= at < self.model().rowCount():
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tall, wide, edge = self.rowHeight(at) - 1, self.viewport().width(), px(2)
        if self.hasFocus():
            ring = px(RING)
            row = QRectF(0, self.rowViewportPosition(at), wide, tall)
            inside = row.adjusted(ring, ring, -ring, -ring)
            paint_focus_border(painter, inside, 4)
            paint_ring(painter, inside, 4)
            return
        painter.setPen(QPen(colour("selline"), edge))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        box = QRectF(0, self.rowViewportPosition(at), wide, tall)
        inside = box.adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2)
        painter.drawRoundedRect(inside, px(4) - 1, px(4) - 1)

"""The table of the board: rows, header and the frame around the chosen room."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.screens.office.board_ui import BoardRow
from app.views.office.board_rows import (
    HEADINGS,
    ROW_HEIGHT,
    BoardDelegate,
    BoardModel,
    Column,
    column_widths,
    more_lines,
)
from app.views.office.list_table import LINE
from app.views.parts.painted_table import PaintedTable
from app.views.parts.painting import TextStyle, write
from app.views.parts.tokens import colour, percent, px

HEADER_HEIGHT = 30
NARROW = 800
AIR = 6
"""What a row of more lines than two has above and below them, beside their height."""


class BoardHeader(QWidget):
    """The headings over the columns."""

    def __init__(self, inset: int = 16) -> None:
        """Show nothing yet; the first heading stands `inset` from the left, as its cells do."""
        super().__init__()
        self._inset = inset
        self._columns: list[tuple[str, int]] = []

    def show_columns(self, columns: list[tuple[str, int]]) -> None:
        """Show headings, each with its width in pixels."""
        if columns != self._columns:
            self._columns = columns
            self.update()

    def sizeHint(self) -> QSize:
        """Return the height of the header."""
        return QSize(px(100), px(HEADER_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the height of the header."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the headings, and the lines above and below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("sunken"))
        painter.fillRect(0, 0, self.width(), 1, colour("line"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, colour("line"))
        x, style = 0, TextStyle(14, 600, "ink3")
        for n, (text, wide) in enumerate(self._columns):
            inset = px(self._inset) if n == 0 else 0
            write(painter, x + inset, self.height() / 2, text, style)
            x += wide


class BoardTable(PaintedTable):
    """The rows. Keys go to the board; a click chooses a room, a second one opens it."""

    opened = Signal()
    key_pressed = Signal(QKeyEvent)

    def __init__(self) -> None:
        """Make an empty table."""
        rows = BoardModel()
        painter_of_rows = BoardDelegate(rows)
        super().__init__("Zalen", rows, painter_of_rows)
        self.rows, self.painter_of_rows = rows, painter_of_rows
        self._around: object = None
        self._stretched: tuple[BoardRow, ...] = ()
        """The rows that have their height, and what that was measured by."""

    def show_rows(self, rows: tuple[BoardRow, ...], selected: str) -> None:
        """Show rows and the chosen one; what is the same is not painted again."""
        self.give_rows(px(ROW_HEIGHT))
        self.rows.show(rows)
        self._stretch()
        before, at = self.painter_of_rows.selected, self.rows.row_of(selected)
        self.painter_of_rows.selected = at
        if at != before:
            for row in (before, at):
                if 0 <= row < len(rows):
                    top = self.rowViewportPosition(row)
                    strip = QRect(0, top - 1, self.viewport().width(), self.rowHeight(row) + 2)
                    self.viewport().update(strip)
        if at >= 0 and at != self.currentIndex().row():
            self.setCurrentIndex(self.rows.index(at, Column.ROOM))
            self.scrollTo(self.rows.index(at, Column.ROOM))

    def lay_columns(self) -> list[tuple[str, int]]:
        """Give every column its width; return headings and widths from the left."""
        logical = self.viewport().width() * 100 / percent()
        widths = column_widths(logical)
        self.painter_of_rows.is_narrow = logical < NARROW
        pixels = {column: px(wide) for column, wide in widths.items()}
        pixels[Column.FLAG] += self.viewport().width() - sum(pixels.values())
        for column, wide in pixels.items():
            self.setColumnWidth(column, wide)
        self._stretch()
        headings = HEADINGS | ({Column.LAPTOP: ""} if logical < NARROW else {})
        return [(headings[column], pixels[column]) for column in Column if pixels[column]]

    def _stretch(self) -> None:
        """Give each row room for all its words; what was measured in this width stays so."""
        rows, is_narrow = self.rows.rows, self.painter_of_rows.is_narrow
        widths = {column: self.columnWidth(column) for column in Column}
        around = (widths, percent(), is_narrow, [row.room for row in rows])
        before = self._stretched if around == self._around else ()
        self._around, self._stretched, is_other = around, rows, False
        for at, row in enumerate(rows):
            if before and row is before[at]:
                continue
            more = more_lines(row, widths, is_narrow=is_narrow)
            tall = px(ROW_HEIGHT + (AIR + LINE * more if more else 0))
            if tall != self.rowHeight(at):
                self.setRowHeight(at, tall)
                is_other = True
        if is_other and self.painter_of_rows.selected >= 0:
            self.scrollTo(self.currentIndex())

    def room_after(self, step: int) -> str:
        """Return the room `step` rows from the chosen one."""
        rows = self.rows.rows
        if not rows:
            return ""
        here = self.painter_of_rows.selected
        now = here if 0 <= here < len(rows) else (-1 if step > 0 else len(rows))
        return rows[max(0, min(len(rows) - 1, now + step))].room

    def page(self) -> int:
        """Return how many rows a page moves."""
        return max(1, self.viewport().height() // px(ROW_HEIGHT) - 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave every key to the board."""
        self.key_pressed.emit(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the row under the mouse."""
        row = self.rowAt(event.position().toPoint().y())
        if event.button() is Qt.MouseButton.LeftButton and 0 <= row < len(self.rows.rows):
            self.picked.emit(self.rows.rows[row].room)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the row under the mouse."""
        self.mousePressEvent(event)
        self.opened.emit()

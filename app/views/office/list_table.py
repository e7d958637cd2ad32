"""A table of the office, a row per thing, painted by hand: its model, and the widget around it."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QTextLayout, QTextOption

from app.views.parts.fonts import font, width
from app.views.parts.painted_table import PaintedTable, RowDelegate
from app.views.parts.painting import TextStyle, put
from app.views.parts.tokens import percent, px

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT: Final = 48
LINE: Final = 22
"""How much taller, at 100%, a row is for each line of words more than its columns expect."""


def broken(text: str, style: TextStyle, room: float) -> tuple[str, ...]:
    """Return words in as many lines as they need in this room."""
    if not text or width(text, style.size, style.weight) <= room:
        return (text,) * bool(text)
    laid = QTextLayout(text, font(style.size, style.weight, spacing=style.spacing))
    laid.setTextOption(_ANYWHERE)
    laid.beginLayout()
    while (line := laid.createLine()).isValid():
        line.setLineWidth(max(room, 1))
    laid.endLayout()
    lines = (laid.lineAt(n) for n in range(laid.lineCount()))
    return tuple(text[at.textStart() :][: at.textLength()].rstrip() for at in lines)


def put_lines(
    painter: QPainter, x: float, middle: float, lines: Sequence[tuple[str, TextStyle]]
) -> None:
    """Paint lines under each other around a middle."""
    top = middle - px(LINE) * (len(lines) - 1) / 2
    for n, (text, style) in enumerate(lines):
        put(painter, x, top + n * px(LINE), text, style)


def _no_more(_line: Any, _widths: Sequence[int]) -> int:
    return 0


_ANYWHERE: Final = QTextOption()
_ANYWHERE.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)


class LineModel(QAbstractTableModel):
    """Rows with a `key` as a table; `cells` gives the words of a row, `spoken` all of them."""

    def __init__(
        self,
        headings: Sequence[str],
        cells: Callable[[Any], Sequence[str]],
        spoken: Callable[[Any], str],
    ) -> None:
        """Hold no rows yet."""
        super().__init__()
        self.headings = tuple(headings)
        self._cells, self._spoken = cells, spoken
        self.lines: tuple[Any, ...] = ()

    def show(self, lines: tuple[Any, ...]) -> None:
        """Show other rows; what is the same is not painted again."""
        before, self.lines = self.lines, lines
        if [line.key for line in before] != [line.key for line in lines]:
            self.beginResetModel()
            self.endResetModel()
            return
        last = len(self.headings) - 1
        for at, (line, old) in enumerate(zip(lines, before, strict=True)):
            if line != old:
                self.dataChanged.emit(self.index(at, 0), self.index(at, last))

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a cell; what a screen reader says of a row is its first cell."""
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return self._spoken(line)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._cells(line)[index.column()]
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the heading of a column."""
        is_text = role == Qt.ItemDataRole.DisplayRole
        is_column = orientation is Qt.Orientation.Horizontal
        return self.headings[section] if is_column and is_text else None

    def row_of(self, key: str) -> int:
        """Return the row of a key, or -1."""
        return next((at for at, line in enumerate(self.lines) if line.key == key), -1)


class LineDelegate(RowDelegate):
    """Paints the cells of a table; a subclass says how."""

    def __init__(self, model: LineModel) -> None:
        """Paint the rows of a model."""
        super().__init__(model)
        self.model = model


class LineTable(PaintedTable):
    """The rows. Keys go to the page; a click chooses. `widths` tells each column's at 100%."""

    key_pressed = Signal(QKeyEvent)

    def __init__(
        self,
        name: str,
        model: LineModel,
        delegate: LineDelegate,
        widths: Callable[[float], list[int]],
        tall: int = ROW_HEIGHT,
        more: Callable[[Any, Sequence[int]], int] = _no_more,
    ) -> None:
        """Make an empty table that a screen reader calls `name`, with rows `tall` at 100%.

        `more` tells how many lines of words a row needs beside those that it is made for, from
        the width of its columns in pixels.
        """
        super().__init__(name, model, delegate)
        self._tall, self._more = tall, more
        self._stretched: object = None
        self.rows, self.painter_of_rows, self._widths = model, delegate, widths

    def show_lines(self, lines: tuple[Any, ...], selected: str) -> None:
        """Show rows and the chosen one."""
        self.give_rows(px(self._tall))
        self.rows.show(lines)
        self._stretch()
        at = self.rows.row_of(selected)
        if at != self.painter_of_rows.selected:
            self.painter_of_rows.selected = at
            self.viewport().update()
        if at >= 0 and at != self.currentIndex().row():
            self.setCurrentIndex(self.rows.index(at, 0))
            self.scrollTo(self.rows.index(at, 0))

    def lay_columns(self) -> list[tuple[str, int]]:
        """Give every column its width; return headings and widths from the left."""
        pixels = [px(wide) for wide in self._widths(self.viewport().width() * 100 / percent())]
        last = max(at for at, wide in enumerate(pixels) if wide)
        pixels[last] += self.viewport().width() - sum(pixels)
        for column, wide in enumerate(pixels):
            self.setColumnWidth(column, wide)
        self._stretch()
        return [(self.rows.headings[at], wide) for at, wide in enumerate(pixels) if wide]

    def _stretch(self) -> None:
        """Give each row room for all its words."""
        widths = tuple(self.columnWidth(n) for n in range(self.rows.columnCount()))
        if (self.rows.lines, widths, percent()) == self._stretched:
            return
        self._stretched = (self.rows.lines, widths, percent())
        for at, line in enumerate(self.rows.lines):
            tall = px(self._tall + LINE * self._more(line, widths))
            if tall != self.rowHeight(at):
                self.setRowHeight(at, tall)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave every key to the page."""
        self.key_pressed.emit(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the row under the mouse."""
        row = self.rowAt(event.position().toPoint().y())
        if event.button() is Qt.MouseButton.LeftButton and 0 <= row < len(self.rows.lines):
            self.picked.emit(self.rows.lines[row].key)
        event.accept()

"""The rows of a report: figures in groups, or what one figure rests on; painted by hand."""

from typing import Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QStyleOptionViewItem,
)

from app.screens.office.report_ui import TableLine
from app.views.office.list_table import LINE, broken, put_lines
from app.views.parts.painted_table import PaintedTable, RowDelegate
from app.views.parts.painting import TextStyle, put, write_right
from app.views.parts.tokens import colour, px
from app.views.parts.words import hover_text

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT, LINE_HEIGHT, HEADING_HEIGHT = 50, 36, 32
ONE_LINE: Final = 640
"""How wide a figure stands on one line with what it is told of."""
NAME_SHARE: Final = 0.42
TIME_WIDE: Final = 124
EDGE: Final = 18
HEADING: Final = TextStyle(15, 600, "ink3")
NAME: Final = TextStyle(16, 600)
VALUE: Final = TextStyle(18, 700)
UNMEASURED: Final = TextStyle(15, 400, "ink3")
MORE: Final = TextStyle(14, 400, "ink2")
TIME: Final = TextStyle(15, 400, "ink2")
Written = tuple[tuple[str, TextStyle], ...]
STEPS: Final = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
    Qt.Key.Key_Home: -1_000_000,
    Qt.Key.Key_End: 1_000_000,
}


class ReportModel(QAbstractTableModel):
    """The rows as a table of one column."""

    def __init__(self) -> None:
        """Hold no rows yet."""
        super().__init__()
        self.lines: tuple[TableLine, ...] = ()

    def show(self, lines: tuple[TableLine, ...]) -> bool:
        """Show other rows and tell whether they are others; the same ones cost nothing."""
        if lines is self.lines or lines == self.lines:
            return False
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()
        return True

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Return that there is one column."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a screen reader says of a row, and the hint of one that is cut off."""
        told = ", ".join(each for each in self.lines[index.row()].cells if each)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return told
        return hover_text(told) if role == Qt.ItemDataRole.ToolTipRole else None

    def row_of(self, key: str) -> int:
        """Return the row with a key, or -1."""
        return next((at for at, each in enumerate(self.lines) if key and each.key == key), -1)


class ReportDelegate(RowDelegate):
    """Paints a heading, a figure, or something that a figure rests on."""

    def __init__(self, model: ReportModel) -> None:
        """Paint the rows of a model."""
        super().__init__(model)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row and the line below it."""
        line, box = self._model.lines[index.row()], option.rect
        is_chosen = index.row() == self.selected
        ground = "sunken" if line.is_heading else "sel" if is_chosen else "surface"
        painter.fillRect(box, colour(ground))
        if not is_chosen:
            painter.fillRect(QRect(box.x(), box.bottom(), box.width(), 1), colour("line"))
        left, right = box.x() + px(EDGE), box.right() - px(EDGE)
        place = QRectF(left, box.y(), right - left, box.height())
        if line.is_heading:
            put(painter, left, box.center().y(), line.cells[0], HEADING)
        elif len(line.cells) == 3:
            _paint_figure(painter, place, line, is_short=is_one_line(box.width()))
        else:
            _paint_trace(painter, place, line)


def is_one_line(wide: float) -> bool:
    """Whether a figure and what it is told of have room beside each other."""
    return wide * 100 / max(px(100), 1) >= ONE_LINE


def _lines(text: str, style: TextStyle, room: float) -> Written:
    return tuple((part, style) for part in broken(text, style, room))


def _beside(line: TableLine, wide: float) -> tuple[Written, Written]:
    """Return the name of a figure and what it is told of, where they stand beside each other."""
    name, _, ground = line.cells
    room = wide - px(TIME_WIDE)
    half = room * NAME_SHARE
    return _lines(name, NAME, half - px(10)), _lines(ground, MORE, room - half)


def _stacked(line: TableLine, wide: float) -> Written:
    """Return the words of a row that stand under each other."""
    room = wide - px(TIME_WIDE)
    if len(line.cells) == 3:
        name, _, ground = line.cells
        return (*_lines(name, NAME, room), *_lines(ground, MORE, room))
    _, what, where, detail, by = line.cells
    first = f"{what} · {detail}" if detail else what
    second = " · ".join(each for each in (where, by) if each)
    return (*_lines(first, NAME, room), *_lines(second, MORE, room))


def more_lines(line: TableLine, wide: float, *, is_short: bool) -> int:
    """Return how many lines a row needs beside those that it is made for: one, or two."""
    if line.is_heading:
        return 0
    if is_short:
        return max(0, *(len(each) - 1 for each in _beside(line, wide)))
    return max(0, len(_stacked(line, wide)) - 2)


def _paint_figure(painter: QPainter, place: QRectF, line: TableLine, *, is_short: bool) -> None:
    """Paint a name with what it is told of, beside or below, and its value at the right."""
    value, middle = line.cells[1], place.center().y()
    style = VALUE if value[:1].isdigit() else UNMEASURED
    write_right(painter, place.right(), middle, value, style)
    if is_short:
        name, ground = _beside(line, place.width())
        put_lines(painter, place.x(), middle, name)
        half = (place.width() - px(TIME_WIDE)) * NAME_SHARE
        put_lines(painter, place.x() + half, middle, ground)
    else:
        _put_stack(painter, place.x(), place, _stacked(line, place.width()))


def _paint_trace(painter: QPainter, place: QRectF, line: TableLine) -> None:
    lines = _stacked(line, place.width())
    top = _put_stack(painter, place.x() + px(TIME_WIDE), place, lines)
    put(painter, place.x(), top, line.cells[0], TIME)


def _put_stack(painter: QPainter, x: float, place: QRectF, lines: Written) -> float:
    """Paint lines under each other, one or two a little closer; return where the first is."""
    middle = place.center().y()
    if len(lines) == 2:
        first, second = middle - px(9), middle + px(11)
        put(painter, x, first, *lines[0])
        put(painter, x, second, *lines[1])
        return first
    put_lines(painter, x, middle, lines)
    return middle - px(LINE) * (len(lines) - 1) / 2


class ReportTable(PaintedTable):
    """The rows. Arrows and a click choose; Enter asks for what lies behind."""

    opened = Signal()

    def __init__(self, name: str) -> None:
        """Make an empty table; `name` is what a screen reader calls it."""
        rows = ReportModel()
        delegate = ReportDelegate(rows)
        super().__init__(name, rows, delegate)
        self.rows, self._delegate = rows, delegate
        self.horizontalHeader().setStretchLastSection(True)
        self._measured = (0, 0)

    def show_lines(self, lines: tuple[TableLine, ...], selected: str) -> None:
        """Show rows and the chosen one."""
        self._measure(is_other=self.rows.show(lines))
        at = self.rows.row_of(selected)
        if at != self._delegate.selected:
            self._delegate.selected = at
            self.viewport().update()
        if at >= 0:
            self.setCurrentIndex(self.rows.index(at, 0))
            self._show_chosen()

    def minimumSizeHint(self) -> QSize:
        """Return room for a few rows."""
        return QSize(px(200), px(4 * ROW_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the choice over rows, never onto a heading; leave other keys to the page."""
        key = Qt.Key(event.key())
        if key in STEPS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._step(STEPS[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.opened.emit()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the row under the mouse."""
        row = self.rowAt(event.position().toPoint().y())
        if event.button() is Qt.MouseButton.LeftButton and 0 <= row < len(self.rows.lines):
            line = self.rows.lines[row]
            if not line.is_heading:
                self.picked.emit(line.key)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the row under the mouse."""
        self.mousePressEvent(event)
        self.opened.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give rows the height of the lines they need now."""
        super().resizeEvent(event)
        self._measure(is_other=False)
        self._show_chosen()

    # ------------------------------------------------------------ within

    def _show_chosen(self) -> None:
        at = self._delegate.selected
        if at >= 0 and self._first_chosen() == at:
            self.scrollToTop()  # with the heading over it
        elif at >= 0:
            self.scrollTo(self.rows.index(at, 0))

    def _measure(self, *, is_other: bool) -> None:
        """Give rows the height of the lines they need."""
        lines, wide = self.rows.lines, self.viewport().width()
        is_short = is_one_line(wide) and all(len(e.cells) < 5 for e in lines)
        tall = px(LINE_HEIGHT if is_short else ROW_HEIGHT)
        if not is_other and (tall, wide) == self._measured:
            return
        self._measured = (tall, wide)
        self.verticalHeader().setDefaultSectionSize(tall)
        for row, line in enumerate(lines):
            more = more_lines(line, wide - 2 * px(EDGE), is_short=is_short)
            asked = px(HEADING_HEIGHT) if line.is_heading else tall + px(LINE) * more
            if asked != self.rowHeight(row):
                self.setRowHeight(row, asked)

    def _first_chosen(self) -> int:
        return next((at for at, each in enumerate(self.rows.lines) if not each.is_heading), -1)

    def _step(self, by: int) -> None:
        places = [at for at, each in enumerate(self.rows.lines) if not each.is_heading]
        if not places:
            return
        at = self._delegate.selected
        now = places.index(at) if at in places else -1 if by > 0 else 0
        self.picked.emit(self.rows.lines[places[max(0, min(len(places) - 1, now + by))]].key)

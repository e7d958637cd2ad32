"""The rows of the board: the table model, and the delegate that paints every cell."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from app.screens.office.board import spoken
from app.screens.office.board_ui import BoardRow
from app.views.office.board_drawings import BAR_WIDE, draw_bar, draw_rail
from app.views.office.list_table import broken, put_lines
from app.views.parts.fonts import width
from app.views.parts.painted_table import RowDelegate
from app.views.parts.painting import TONE_INKS, TextStyle, draw_icon, put, write
from app.views.parts.tokens import colour, px

Index = QModelIndex | QPersistentModelIndex

ROW_HEIGHT: Final = 47
FIRST: Final = TextStyle(16)
STRONG: Final = TextStyle(16, 700)
ROOM: Final = TextStyle(17, 700)
SECOND: Final = TextStyle(14, 400, "ink3")
LAPTOP: Final = TextStyle(15)
MORE: Final = TextStyle(16, 400, "ink3")
Written = tuple[tuple[str, TextStyle], ...]
"""Lines of words under each other, each in its style."""


class Column(IntEnum):
    """The columns, from the left."""

    ROOM = 0
    EXAM = 1
    COURSE = 2
    CAME = 3
    NO_SHOW = 4
    PROVISIONS = 5
    FLAG = 6
    LAPTOP = 7


HEADINGS: Final = {
    Column.ROOM: "Zaal en surveillanten",
    Column.EXAM: "Examen",
    Column.COURSE: "Verloop",
    Column.CAME: "Gekomen van verwacht",
    Column.NO_SHOW: "No-show",
    Column.PROVISIONS: "AWE",
    Column.FLAG: "Melding",
    Column.LAPTOP: "Laptop",
}


def column_widths(wide: float) -> dict[Column, int]:
    """Return the width of each column at 100% for `wide` logical pixels; 0 is left out.

    Where there is little room the provisions go first, then exam and course, then the figures
    of the no-show; the room, who came and what asks for attention always stay.
    """
    widths = {
        Column.ROOM: 212,
        Column.EXAM: 200,
        Column.COURSE: 200,
        Column.CAME: 222,
        Column.NO_SHOW: 86,
        Column.PROVISIONS: 52,
        Column.FLAG: 0,
        Column.LAPTOP: 162,
    }
    if wide < 1120:
        widths |= {Column.ROOM: 188, Column.EXAM: 176}
    for least, gone in (
        (1180, (Column.PROVISIONS,)),
        (1120, (Column.COURSE,)),
        (1040, (Column.EXAM,)),
        (820, (Column.NO_SHOW,)),
    ):
        if wide < least:
            widths |= dict.fromkeys(gone, 0)
    if wide < 800:
        widths |= {Column.ROOM: 190, Column.LAPTOP: 40}
    widths[Column.FLAG] = max(120, round(wide) - sum(widths.values()))
    return widths


class BoardModel(QAbstractTableModel):
    """The rows of the board as a table; a row that is the same is not painted again."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Hold no rows yet."""
        super().__init__(parent)
        self.rows: tuple[BoardRow, ...] = ()

    def show(self, rows: tuple[BoardRow, ...]) -> None:
        """Show other rows."""
        before, self.rows = self.rows, rows
        if [row.room for row in before] != [row.room for row in rows]:
            self.beginResetModel()
            self.endResetModel()
            return
        for at, (row, old) in enumerate(zip(rows, before, strict=True)):
            if row is not old and row != old:
                self.dataChanged.emit(self.index(at, 0), self.index(at, Column.LAPTOP))

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return how many rooms there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a cell; what a screen reader says of a row is its first cell."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == Column.ROOM:
            return spoken(row)
        if role in {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        }:
            return cell(row, Column(index.column()))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the heading of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[Column(section)]
        return None

    def row_of(self, room: str) -> int:
        """Return the row of a room, or -1."""
        return next((at for at, row in enumerate(self.rows) if row.room == room), -1)


def cell(row: BoardRow, column: Column) -> str:
    """Return the words of one cell."""
    flag = row.flagged
    return {
        Column.ROOM: f"{row.label}, {row.people}",
        Column.EXAM: f"{row.exam}, {row.location}",
        Column.COURSE: row.phase,
        Column.CAME: f"{row.came} van {row.listed}",
        Column.NO_SHOW: row.no_show,
        Column.PROVISIONS: _provisions_told(row),
        Column.FLAG: "" if flag is None else f"{flag.text} {flag.more}".strip(),
        Column.LAPTOP: f"{row.laptop} {row.laptop_more}".strip(),
    }[column]


def _provisions_told(row: BoardRow) -> str:
    return f"{row.provisions} kandidaten, {row.provided}" if row.provided else row.provisions


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a cell is painted: its box without the line below, and whether room is scarce."""

    box: QRect
    is_narrow: bool

    @property
    def middle(self) -> float:
        """The middle of the row."""
        return self.box.y() + self.box.height() / 2

    @property
    def first(self) -> float:
        """The middle of the first line of words."""
        return self.middle - px(10)

    @property
    def second(self) -> float:
        """The middle of the second line of words."""
        return self.middle + px(9)


class BoardDelegate(RowDelegate):
    """Paints the cells of the board. It reads the row itself; no roles are asked."""

    def __init__(self, model: BoardModel) -> None:
        """Paint the rows of a model."""
        super().__init__(model)
        self._model = model
        self.is_narrow = False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell, its part of the background and of the line below."""
        at, box = index.row(), option.rect
        if box.width() <= 0:  # a column that gave way
            return
        is_chosen = at == self.selected
        painter.fillRect(box, colour("sel" if is_chosen else "surface"))
        if not is_chosen:
            painter.fillRect(QRect(box.x(), box.bottom(), box.width(), 1), colour("line"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = Cell(box.adjusted(0, 0, 0, -1), self.is_narrow)
        PAINTERS[Column(index.column())](painter, place, self._model.rows[at])


def _words(
    row: BoardRow, column: Column, *, is_narrow: bool
) -> tuple[int, tuple[tuple[str, TextStyle], ...]]:
    """Return how far in the words of a cell stand, and the words that may take more lines."""
    match column:
        case Column.ROOM:
            return 16, ((row.label, ROOM), (row.phase if is_narrow else row.people, SECOND))
        case Column.EXAM:
            return 0, ((row.exam, FIRST), (row.location, SECOND))
        case Column.LAPTOP if row.laptop and not is_narrow:
            return 26, ((row.laptop, LAPTOP), (row.laptop_more, SECOND))
        case Column.LAPTOP if not is_narrow:
            return 0, ((row.laptop_more, SECOND),)
        case Column.FLAG if row.flagged is not None:
            ink = TONE_INKS[row.flagged.tone]
            return 26, ((row.flagged.text, TextStyle(16, 600, ink)), (row.flagged.more, MORE))
        case _:
            return 0, ()


def written(row: BoardRow, column: Column, wide: int, *, is_narrow: bool) -> Written:
    """Return the words of a cell in lines that fit in its width."""
    inset, words = _words(row, column, is_narrow=is_narrow)
    room = wide - px(10 + inset)
    return tuple((part, style) for text, style in words for part in broken(text, style, room))


def more_lines(row: BoardRow, widths: Mapping[Column, int], *, is_narrow: bool) -> int:
    """Return how many lines a row needs beside the two that it is made for."""
    shown = [column for column, wide in widths.items() if wide]
    each = [len(written(row, column, widths[column], is_narrow=is_narrow)) for column in shown]
    return max(0, max(each, default=0) - 2)


def _stack(painter: QPainter, place: Cell, column: Column, row: BoardRow) -> None:
    """Paint the words of a cell under each other."""
    inset, words = _words(row, column, is_narrow=place.is_narrow)
    lines = written(row, column, place.box.width(), is_narrow=place.is_narrow)
    x = place.box.x() + px(inset)
    if len(lines) > 2:
        put_lines(painter, x, place.middle, lines)
    elif len(words) == 1:
        put(painter, x, place.middle, *words[0])
    else:
        for (text, style), y in zip(lines, (place.first, place.second), strict=False):
            put(painter, x, y, text, style)


def _paint_room(painter: QPainter, place: Cell, row: BoardRow) -> None:
    _stack(painter, place, Column.ROOM, row)


def _paint_exam(painter: QPainter, place: Cell, row: BoardRow) -> None:
    _stack(painter, place, Column.EXAM, row)


def _paint_course(painter: QPainter, place: Cell, row: BoardRow) -> None:
    if row.rail is not None:
        draw_rail(painter, QPointF(place.box.x(), place.first), row.rail)
    style = TextStyle(14, 400, "ink2")
    put(painter, place.box.x(), place.second, row.phase, style)


def _paint_came(painter: QPainter, place: Cell, row: BoardRow) -> None:
    x, listed = place.box.x(), f" / {row.listed}"
    draw_bar(painter, QPointF(x, place.middle), row.bar)
    x += px(BAR_WIDE + 11)
    x += round(write(painter, x, place.middle, row.came, STRONG))
    put(painter, x, place.middle, listed, TextStyle(16, 400, "ink3"))


def _paint_no_show(painter: QPainter, place: Cell, row: BoardRow) -> None:
    style = TextStyle(16, 400, "ink3" if not row.no_show[:1].isdigit() else "ink")
    if row.is_high:
        style = TextStyle(16, 700, "afwezig")
    put(painter, place.box.x(), place.middle, row.no_show, style)


def _paint_provisions(painter: QPainter, place: Cell, row: BoardRow) -> None:
    if row.provided:
        put(painter, place.box.x(), place.first, row.provisions, FIRST)
        put(painter, place.box.x(), place.second, row.provided, SECOND)
    else:
        put(painter, place.box.x(), place.middle, row.provisions, FIRST)


def _paint_flag(painter: QPainter, place: Cell, row: BoardRow) -> None:
    flag = row.flagged
    if flag is None:
        return
    ink, x = TONE_INKS[flag.tone], float(place.box.x())
    draw_icon(painter, x, place.middle, flag.icon, (ink, 18))
    style, x = TextStyle(16, 600, ink), x + px(26)
    wide = width(flag.text, 16, 600) + px(8) + width(flag.more, 16, 400)
    if wide > place.box.width() - px(36):
        _stack(painter, place, Column.FLAG, row)
        return
    x += write(painter, x, place.middle, flag.text, style) + px(8)
    put(painter, x, place.middle, flag.more, MORE)


def _paint_laptop(painter: QPainter, place: Cell, row: BoardRow) -> None:
    ink = TONE_INKS[row.laptop_tone]
    if row.laptop_icon:
        draw_icon(painter, place.box.x(), place.middle, row.laptop_icon, (ink, 18))
    _stack(painter, place, Column.LAPTOP, row)


PAINTERS: Final[dict[Column, Callable[[QPainter, Cell, BoardRow], None]]] = {
    Column.ROOM: _paint_room,
    Column.EXAM: _paint_exam,
    Column.COURSE: _paint_course,
    Column.CAME: _paint_came,
    Column.NO_SHOW: _paint_no_show,
    Column.PROVISIONS: _paint_provisions,
    Column.FLAG: _paint_flag,
    Column.LAPTOP: _paint_laptop,
}

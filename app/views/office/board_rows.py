"""The rows of the board: the table model, and the delegate that paints every cell."""

from collections.abc import Callable
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
    QRectF,
    Qt,
)
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from app.models.values import Status
from app.screens.office.board import spoken
from app.screens.office.board_ui import BoardRow, MiniRail
from app.views.parts.fonts import metrics
from app.views.parts.glyphs import GLYPH_INKS
from app.views.parts.painted_table import RowDelegate
from app.views.parts.painting import TONE_INKS, TextStyle, draw_icon, put, write
from app.views.parts.tokens import colour, px

Index = QModelIndex | QPersistentModelIndex

ROW_HEIGHT: Final = 47
RAIL_WIDE: Final = 180
BAR_WIDE: Final = 125
FIRST: Final = TextStyle(16)
STRONG: Final = TextStyle(16, 700)
ROOM: Final = TextStyle(17, 700)
SECOND: Final = TextStyle(14, 400, "ink3")


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

    @property
    def room(self) -> float:
        """How wide words may be."""
        return self.box.width() - px(10)


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


def elided(text: str, style: TextStyle, room: float) -> str:
    """Return words that fit, cut off at the end."""
    return metrics(style.size, style.weight).elidedText(text, Qt.TextElideMode.ElideRight, room)


def two_lines(painter: QPainter, place: Cell, words: tuple[str, str], first: TextStyle) -> None:
    """Paint a line of words and a smaller one below."""
    x = place.box.x()
    put(painter, x, place.first, elided(words[0], first, place.room), first)
    put(painter, x, place.second, elided(words[1], SECOND, place.room), SECOND)


def _paint_room(painter: QPainter, place: Cell, row: BoardRow) -> None:
    inset = Cell(place.box.adjusted(px(16), 0, 0, 0), place.is_narrow)
    below = row.phase if place.is_narrow else row.people
    two_lines(painter, inset, (row.label, below), ROOM)


def _paint_exam(painter: QPainter, place: Cell, row: BoardRow) -> None:
    two_lines(painter, place, (row.exam, row.location), FIRST)


def _paint_course(painter: QPainter, place: Cell, row: BoardRow) -> None:
    if row.rail is not None:
        draw_rail(painter, QPointF(place.box.x(), place.first), row.rail)
    style = TextStyle(14, 400, "ink2")
    put(painter, place.box.x(), place.second, elided(row.phase, style, place.room), style)


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
        two_lines(painter, place, (row.provisions, row.provided), FIRST)
    else:
        put(painter, place.box.x(), place.middle, row.provisions, FIRST)


def _paint_flag(painter: QPainter, place: Cell, row: BoardRow) -> None:
    flag = row.flagged
    if flag is None:
        return
    ink, x = TONE_INKS[flag.tone], float(place.box.x())
    draw_icon(painter, x, place.middle, flag.icon, (ink, 18))
    style, more = TextStyle(16, 600, ink), TextStyle(16, 400, "ink3")
    room, x = place.room - px(26), x + px(26)
    wide = metrics(more.size, more.weight).horizontalAdvance(flag.more) + px(8)
    fits = metrics(style.size, style.weight).horizontalAdvance(flag.text) + wide <= room
    x += write(painter, x, place.middle, elided(flag.text, style, room), style) + px(8)
    if fits:
        put(painter, x, place.middle, flag.more, more)


def _paint_laptop(painter: QPainter, place: Cell, row: BoardRow) -> None:
    x, ink = place.box.x(), TONE_INKS[row.laptop_tone]
    if row.laptop_icon:
        draw_icon(painter, x, place.middle, row.laptop_icon, (ink, 18))
    if place.is_narrow:
        return
    inset = Cell(place.box.adjusted(px(26), 0, 0, 0), place.is_narrow)
    if row.laptop:
        two_lines(painter, inset, (row.laptop, row.laptop_more), TextStyle(15))
    else:
        put(painter, x, place.middle, elided(row.laptop_more, SECOND, place.room), SECOND)


def draw_rail(painter: QPainter, at: QPointF, rail: MiniRail) -> None:
    """Paint an exam on a line from x around the middle y: door, exam, extra time, and now."""
    wide, span = px(RAIL_WIDE), max(rail.last - rail.doors, 1.0)

    def x_of(minute: float) -> float:
        return at.x() + (min(max(minute, rail.doors), rail.last) - rail.doors) / span * wide

    now, gap = x_of(rail.now), px(1)
    for first, last, tall in (
        (rail.doors, rail.start, px(4)),
        (rail.start, rail.end, px(8)),
        (rail.end, rail.last, px(4)),
    ):
        left, right = x_of(first) + (gap if first > rail.doors else 0), x_of(last)
        if right > left:
            top = at.y() - tall / 2
            painter.fillRect(QRectF(left, top, right - left, tall), colour("line"))
            if now > left:
                done = QRectF(left, top, min(now, right) - left, tall)
                painter.fillRect(done, colour("ctl"))
    if rail.entry is not None and rail.start < rail.entry < rail.end:
        tick = QRectF(x_of(rail.entry) - px(1), at.y() - px(6), px(2), px(12))
        painter.fillRect(tick, colour("surface"))
    left = min(max(now - px(2), at.x()), at.x() + wide - px(4))
    marker = QRectF(left, at.y() - px(8), px(4), px(16))
    painter.fillRect(marker, colour("ink"))
    painter.fillRect(marker.adjusted(px(1), px(1), -px(1), -px(1)), colour("now"))


def _bar_widths(bar: tuple[tuple[Status, int], ...], whole: int) -> list[int]:
    """Return whole pixels for each piece with its gap: one candidate of 240 is still seen."""
    total = sum(count for _, count in bar)
    widths = [max(round(whole * count / total), px(3)) for _, count in bar]
    largest = widths.index(max(widths))
    widths[largest] += whole - sum(widths)
    return widths


def draw_bar(painter: QPainter, at: QPointF, bar: tuple[tuple[Status, int], ...]) -> None:
    """Paint who came, from x around the middle y: expected is dashed, absent is thin."""
    total = sum(count for _, count in bar)
    if not total:
        return
    x = round(at.x())
    for (status, _), wide in zip(bar, _bar_widths(bar, px(BAR_WIDE + 1)), strict=True):
        box = QRectF(x, round(at.y()) - px(5), wide - px(1), px(10))
        if status is Status.EXPECTED:
            pen = QPen(colour("ctl"), px(1))
            pen.setDashPattern([3, 2])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(0.5, px(1) + 0.5, -0.5, -px(1) - 0.5))
        elif status is Status.ABSENT:
            painter.fillRect(box.adjusted(0, px(3), 0, -px(3)), colour(GLYPH_INKS[status]))
        else:
            painter.fillRect(box, colour(GLYPH_INKS[status]))
        x += wide


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

"""The cells of the seat map: the table model, and the delegate that paints every seat."""

import re

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
)
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.models.values import Status
from app.screens.room.room import Found, RowField, RowScreen, Seat, Seats
from app.screens.room.wording import Tone
from app.views.parts.fonts import metrics
from app.views.parts.glyphs import GLYPH_INKS
from app.views.parts.painting import (
    TextStyle,
    draw_box,
    draw_glyph,
    draw_icon,
    put,
)
from app.views.parts.tokens import colour, px
from app.views.room.room_lit import write_lit
from app.views.room.room_rows import spoken

Index = QModelIndex | QPersistentModelIndex
SIGN = 22
"""The side of a provision on a seat: its picture only."""
QUIET = frozenset({Status.HANDED_IN, Status.LEFT, Status.ABSENT, Status.REFUSED, Status.MOVED})
DENSE_GAP, ROOMY_GAP, TIGHT = 3, 8, 112
LOUD = frozenset({Status.LATE, Status.AWAY})


_WITHOUT_TIME = re.compile(r"( ·|,)? \d+(:\d\d| min).*$")


class SeatsModel(QAbstractTableModel):
    """The lines of a seat map as a table; column 0 holds the name of the line."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Hold no seats yet."""
        super().__init__(parent)
        self.seats = Seats()

    def show(self, seats: Seats) -> bool:
        """Take other seats; return whether the table was laid out anew."""
        before, self.seats = self.seats, seats
        if _shape(before) == _shape(seats):
            if before != seats:
                last = self.index(self.rowCount() - 1, self.columnCount() - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return False
        self.beginResetModel()
        self.endResetModel()
        return True

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self.seats.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Return how many columns there are, the one with the names of lines included."""
        return 0 if parent.isValid() else len(self.seats.columns) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell says; a screen reader hears what it hears of the row in the list."""
        seat = self.seat(index.row(), index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(seat.row) if seat is not None else self._label(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return seat.name if seat is not None else self._label(index)
        if role == Qt.ItemDataRole.ToolTipRole and seat is not None:
            return f"{seat.row.seat} {seat.row.given} {seat.row.surname}".strip()
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that only a seat with somebody in it can be chosen."""
        if self.seat(index.row(), index.column()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def seat(self, line: int, column: int) -> Seat | None:
        """Return who sits in a cell of the table."""
        cells = self.seats.lines[line].cells
        return cells[column - 1] if 0 < column <= len(cells) else None

    def cell_of(self, candidate: str) -> tuple[int, int]:
        """Return line and column of a candidate, or (-1, -1)."""
        for n, line in enumerate(self.seats.lines):
            for column, seat in enumerate(line.cells, start=1):
                if seat is not None and seat.row.candidate == candidate:
                    return n, column
        return -1, -1

    def _label(self, index: Index) -> str:
        return self.seats.lines[index.row()].label if index.column() == 0 else ""


def _shape(seats: Seats) -> tuple[object, ...]:
    return (
        seats.columns,
        seats.dense,
        tuple((line.label, tuple(cell is None for cell in line.cells)) for line in seats.lines),
    )


class SeatDelegate(QStyledItemDelegate):
    """Paints a seat: roomy with its name, or in a hall only glyph and place."""

    def __init__(self, model: SeatsModel) -> None:
        """Paint the seats of a model."""
        super().__init__(model)
        self._model = model
        self.selected = ""
        self.quiet: frozenset[str] = frozenset()
        self.named = False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell; an empty one is an aisle."""
        seat = self._model.seat(index.row(), index.column())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if seat is None:
            if index.column() == 0:
                style = TextStyle(14, 700, "ink2")
                label = self._model.seats.lines[index.row()].label
                put(painter, option.rect.x(), option.rect.center().y(), label, style)
            return
        dense = self._model.seats.dense
        gap = px(DENSE_GAP if dense else ROOMY_GAP)
        box = QRectF(option.rect).adjusted(0, 0, -gap, -gap)
        quiet = seat.row.candidate in self.quiet
        chosen = seat.row.candidate == self.selected
        _paint_ground(painter, box, seat.row, (chosen, quiet, dense))
        if not dense:
            _paint_roomy(painter, box, seat.row, quiet=quiet)
        elif self.named:
            _paint_named(painter, box, seat.row)
        else:
            _paint_dense(painter, box, seat, quiet=quiet)

    def editorEvent(
        self,
        event: object,  # noqa: ARG002 - nothing is edited on the map
        model: QAbstractItemModel,  # noqa: ARG002
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: Index,  # noqa: ARG002
    ) -> bool:
        """Leave every event to the table."""
        return False


def _paint_ground(
    painter: QPainter, box: QRectF, row: RowScreen, how: tuple[bool, bool, bool]
) -> None:
    chosen, quiet, dense = how
    radius = 4 if dense else 6
    status = row.status
    if chosen:
        draw_box(painter, box, "sel", "selline", edge=px(2), radius=radius)
    elif status is Status.ABSENT or status is Status.REFUSED:
        painter.setPen(QPen(colour("ctl"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), px(radius), px(radius))
    elif quiet or status in QUIET:
        draw_box(painter, box, "sunken", "line", radius=radius)
    elif status in LOUD or row.pill_tone is not Tone.PLAIN:
        ink = GLYPH_INKS[status] if row.pill_tone is Tone.PLAIN else "telaat"
        draw_box(painter, box, f"{ink}_bg", ink, radius=radius)
    elif status is Status.EXPECTED and dense:
        draw_box(painter, box, "verwacht_bg", "ctl", radius=radius)
    else:
        draw_box(painter, box, "surface", "line", radius=radius)


def _lit(row: RowScreen, field: RowField) -> list[Found]:
    return [found for found in row.found if found.field is field]


def _paint_roomy(painter: QPainter, box: QRectF, row: RowScreen, *, quiet: bool) -> None:
    """Seat and glyph, surname, given name, and below what is out of the ordinary."""
    faint, tight = quiet or row.muted, box.width() < px(TIGHT)
    ink, edge = "ink3" if faint else "ink", px(7 if tight else 11)
    left, right = box.x() + edge, box.right() - edge
    seat = (TextStyle(14, 700, "ink3" if faint else "ink2"), _lit(row, RowField.SEAT))
    room = right - left - px(24)
    write_lit(painter, QPointF(left, box.y() + px(19)), row.seat, (*seat, room))
    draw_glyph(painter, QPointF(right - px(20), box.y() + px(19)), row.status, 20)
    _paint_names(painter, (left, box.y(), right), row, (ink, 15 if tight else 16))
    number = _lit(row, RowField.NUMBER)
    at = QPointF(left, box.y() + px(78))
    if number:
        style = TextStyle(14, 600, "ink2")
        write_lit(painter, at, row.number, (style, number, right - left))
    else:
        _paint_foot(painter, at, row, right)


def _paint_names(
    painter: QPainter, place: tuple[float, float, float], row: RowScreen, look: tuple[str, int]
) -> None:
    """Surname and given name; a surname that is too long goes on where the given name stands."""
    left, top, right = place
    ink, size = look
    bold, thin = TextStyle(size, 700, ink), TextStyle(size - 1, 400, ink)
    cut = first_line(row.surname, size, right - left)
    lit = _lit(row, RowField.SURNAME)
    upper = QPointF(left, top + px(39))
    write_lit(painter, upper, row.surname[:cut].rstrip(), (bold, _cut(lit, 0, cut), right - left))
    lower = QPointF(left, top + px(58))
    rest = row.surname[cut:]
    if rest:
        wide = write_lit(painter, lower, rest, (bold, _cut(lit, cut, None), right - left))
        lower.setX(left + wide + px(5))
    if right - lower.x() > px(12):
        given = (thin, _lit(row, RowField.GIVEN), right - lower.x())
        write_lit(painter, lower, row.given, given)


def first_line(surname: str, size: int, room: float) -> int:
    """Return how many characters of a surname stand on the first line: all, or up to a break."""
    wide = metrics(size, 700).horizontalAdvance
    if wide(surname) <= room:
        return len(surname)
    breaks = [n + 1 for n, char in enumerate(surname) if char in " -"]
    return max((n for n in breaks if wide(surname[:n].rstrip()) <= room), default=len(surname))


def _cut(lit: list[Found], start: int, end: int | None) -> list[Found]:
    """Return what is lit of the characters from `start` up to `end`, counted from `start`."""
    spans = ((f, max(f.start, start), f.end if end is None else min(f.end, end)) for f in lit)
    return [Found(f.field, a - start, b - start) for f, a, b in spans if a < b]


def _paint_foot(painter: QPainter, at: QPointF, row: RowScreen, right: float) -> None:
    """The status where it is not simply "aanwezig", else own end time and provisions."""
    text = "wordt bewaard" if row.storing else row.status_text
    if row.storing or row.loud or row.muted:
        ink = "ink3" if row.muted or row.storing else GLYPH_INKS[row.status]
        ink = ink if row.pill_tone is Tone.PLAIN else "telaat"
        style = TextStyle(14, 600 if row.loud else 400, ink)
        if metrics(14, style.weight).horizontalAdvance(text) > right - at.x():
            text = _WITHOUT_TIME.sub("", text)
        write_lit(painter, at, text, (style, [], right - at.x()))
        return
    x = at.x()
    if row.end_strong:
        wide = metrics(14, 600).horizontalAdvance(row.end_time) + 2 * px(5)
        draw_box(painter, QRectF(x, at.y() - px(10), wide, px(20)), "ink2", radius=4)
        put(painter, x + px(5), at.y(), row.end_time, TextStyle(14, 600, "surface"))
        x += wide + px(4)
    badges = [badge for badge in row.badges if not badge.strong]
    for n, badge in enumerate(badges):
        left_over = len(badges) - n
        more = f"+{left_over}"
        last = left_over == 1
        need = px(SIGN) + (0 if last else px(4) + metrics(14, 600).horizontalAdvance(more))
        if x + need > right:
            put(painter, x, at.y(), more, TextStyle(14, 600, "ink2"))
            return
        box = QRectF(round(x), round(at.y() - px(SIGN) / 2), px(SIGN), px(SIGN))
        draw_box(painter, box, "sunken", "line", radius=4)
        draw_icon(painter, box.x() + px(4), at.y(), badge.icon, ("ink2", 14))
        x += px(SIGN) + px(4)


def _paint_named(painter: QPainter, box: QRectF, row: RowScreen) -> None:
    """Somebody beside the grid: glyph, surname and given name on one line."""
    middle = box.center().y()
    draw_glyph(painter, QPointF(box.x() + px(5), middle), row.status, 16)
    x, right = box.x() + px(27), box.right() - px(5)
    text = f"{row.surname}, {row.given}" if row.given else row.surname
    if row.seat:
        text = f"{row.seat} · {text}"
    style = TextStyle(14, 600, "ink3" if row.muted else "ink")
    write_lit(painter, QPointF(x, middle), text, (style, [], right - x))


def _paint_dense(painter: QPainter, box: QRectF, seat: Seat, *, quiet: bool) -> None:
    """In a hall: glyph, the place in the row, and a small clock for an own end time."""
    row, middle = seat.row, box.center().y()
    edge = px(3 if box.width() < px(40) else 5)
    draw_glyph(painter, QPointF(box.x() + edge, middle), row.status, 14)
    x = box.x() + edge + px(18 if edge == px(5) else 16)
    strong = row.status is Status.EXPECTED or row.loud
    ink = "ink3" if quiet or row.muted else "ink" if strong else "ink2"
    style = TextStyle(13, 700 if strong else 400, ink)
    lit = [Found(RowField.SEAT, 0, len(seat.name))] if row.found else []
    room = box.right() - x - px(2)
    wide = write_lit(painter, QPointF(x, middle), seat.name, (style, lit, room))
    if row.end_strong and x + wide + px(18) <= box.right():
        draw_icon(painter, box.right() - px(17), middle, "timer", ("ink2", 13))

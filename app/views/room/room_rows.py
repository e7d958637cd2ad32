"""The rows of the list: the table model, and the delegate that paints every cell."""

from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.models.values import Status
from app.screens.room.room import Found, RowField, RowScreen, RowSize, SectionRow
from app.screens.room.wording import Tone
from app.views.parts.fonts import metrics
from app.views.parts.glyphs import GLYPH_INKS
from app.views.parts.painting import (
    TONE_INKS,
    TextStyle,
    draw_badge,
    draw_glyph,
    draw_icon,
    draw_pill,
    pill_width,
    put,
)
from app.views.parts.tokens import colour, percent, px
from app.views.room.room_births import Births
from app.views.room.room_fitting import BADGE_GAP, fit_badges, fit_name
from app.views.room.room_lit import lit_in_tail, write_lit

Index = QModelIndex | QPersistentModelIndex
Row = RowScreen | SectionRow

GLYPH, SEAT, NAME, EXAM, PROVISIONS, END, STATUS = range(7)
HEADINGS = ("", "Stoel", "Naam", "Examen", "Voorzieningen", "Eindtijd", "Status")
HEIGHTS = {RowSize.DENSE: 32, RowSize.NORMAL: 40, RowSize.TALL: 58, RowSize.LARGE: 68}
SECTION_HEIGHT = 36
FEW = 20


def row_heights(rows: tuple[Row, ...]) -> list[int]:
    """Return the heights of many rows."""
    pixels = {size: px(height) for size, height in HEIGHTS.items()}
    section = px(SECTION_HEIGHT)
    return [section if isinstance(row, SectionRow) else pixels[row.size] for row in rows]


class RowsModel(QAbstractTableModel):
    """The rows of a ListScreen as a table: one candidate a row, one part of it a column."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Hold no rows yet."""
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()
        self.seat_label = HEADINGS[SEAT]

    def show(self, rows: tuple[Row, ...]) -> bool:
        """Take other rows; return whether the table was laid out anew.

        Rows of the same shape that differ are told one by one, so that nothing else is painted.
        """
        before, self.rows = self.rows, rows
        if len(before) == len(rows) and all(
            row is old or _same_place(row, old) for row, old in zip(rows, before, strict=True)
        ):
            pairs = enumerate(zip(rows, before, strict=True))
            changed = [at for at, (row, old) in pairs if row is not old and row != old]
            # A handful is told one by one; a list in another order is told as a whole.
            spans = [(at, at) for at in changed]
            if len(changed) > FEW:
                spans = [(changed[0], changed[-1])]
            for first, last in spans:
                self.dataChanged.emit(self.index(first, 0), self.index(last, STATUS))
            return False
        self.beginResetModel()
        self.endResetModel()
        return True

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(HEADINGS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a cell; what a screen reader says of a row is its first cell."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(row) if index.column() in {GLYPH, NAME} else cell(row, index.column())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return cell(row, index.column())
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the heading of a column."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.seat_label if section == SEAT else HEADINGS[section]

    def row_of(self, candidate: str) -> int:
        """Return the row of a candidate, or -1."""
        for at, row in enumerate(self.rows):
            if isinstance(row, RowScreen) and row.candidate == candidate:
                return at
        return -1


def _same_place(row: Row, old: Row) -> bool:
    """Whether a row can be painted where another stood without moving anything."""
    if isinstance(row, SectionRow) or isinstance(old, SectionRow):
        return isinstance(row, SectionRow) and isinstance(old, SectionRow)
    return row.size is old.size


def cell(row: Row, column: int) -> str:
    """Return the words of one cell."""
    if isinstance(row, SectionRow):
        return row.text if column == GLYPH else ""
    words = {
        SEAT: row.seat,
        NAME: f"{row.surname}, {row.given} {row.number}",
        EXAM: row.exam,
        PROVISIONS: ", ".join(badge.text for badge in row.badges),
        END: row.end_time,
        STATUS: row.status_text,
    }
    return words.get(column, "")


def spoken(row: Row) -> str:
    """Return what a screen reader says of a row (EN 301 549 11.5.2.5)."""
    if isinstance(row, SectionRow):
        return row.text
    parts = [
        f"Stoel {row.seat}" if row.seat else "",
        f"{row.given} {row.surname}".strip(),
        row.status_text.lower(),
        row.exam,
        f"eindtijd {_clock(row.end_time)}" if row.end_time else "",
        *(badge.text.replace("+", "plus ").replace("%", " procent") for badge in row.badges),
        row.mark_spoken,
    ]
    return ", ".join(part for part in parts if part)


def _clock(time: str) -> str:
    hour, _, minute = time.partition(":")
    if not (hour.isdecimal() and minute.isdecimal()):
        return time
    return f"{int(hour)} uur {int(minute)}" if int(minute) else f"{int(hour)} uur"


@dataclass(frozen=True, slots=True)
class _Set:
    """How the words of a row of some size are set."""

    glyph: int
    seat: TextStyle
    name: TextStyle
    number: TextStyle
    gap: int


_SMALL = _Set(22, TextStyle(17, 600), TextStyle(17), TextStyle(15, 400, "ink3"), 8)
_BIG = _Set(28, TextStyle(21, 600), TextStyle(24), TextStyle(16, 400, "ink3"), 8)
_UPPER, UPPER_LINE = TextStyle(20), 12
"""The name over the line with number and birth date, and how far above the middle it is."""
_SPACE = " "


class CandidateDelegate(QStyledItemDelegate):
    """Paints the cells of the list. It reads the row itself; no roles are asked."""

    def __init__(self, model: RowsModel) -> None:
        """Paint the rows of a model."""
        super().__init__(model)
        self._model = model
        self.selected = -1
        self.births = Births()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell, its part of the background and of the line below."""
        at, column = index.row(), index.column()
        row = self._model.rows[at]
        box = option.rect
        chosen = at == self.selected
        section = isinstance(row, SectionRow)
        ground = "sunken" if section else "sel" if chosen else "surface"
        painter.fillRect(box, colour(ground))
        if not chosen:
            painter.fillRect(QRect(box.x(), box.bottom(), box.width(), 1), colour("line"))
        if isinstance(row, SectionRow):
            if column == GLYPH:
                style = TextStyle(15, 600, "ink2")
                put(painter, box.x() + px(16), _middle(box), row.text, style)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if column == NAME and self.births.has(row):
            upper = replace(row, number="")
            _write_name(painter, box.translated(0, -px(UPPER_LINE)), upper, _UPPER)
            self.births.paint(painter, box, row)
            return
        _PAINTERS[column](painter, box, row)

    def editorEvent(
        self,
        event: object,  # noqa: ARG002 - nothing is edited in the list
        model: QAbstractItemModel,  # noqa: ARG002
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: Index,  # noqa: ARG002
    ) -> bool:
        """Leave every event to the table."""
        return False


def _middle(box: QRect) -> float:
    # The line below belongs to the row: words lie in the middle of what is above it.
    return box.y() + (box.height() - 1) / 2


def _set_of(row: RowScreen) -> _Set:
    return _BIG if is_big(row) else _SMALL


def is_big(row: RowScreen) -> bool:
    """Whether a row is one of a few matches, set large."""
    return row.size in {RowSize.TALL, RowSize.LARGE}


def name_width(row: RowScreen) -> int:
    """Return how wide name and number of a row are together, in pixels."""
    words = _words_width((row.surname, row.given, row.number), is_big(row), percent())
    return ceil(words + (px(24) if row.mark else 0) + px(8))


@lru_cache(maxsize=4096)
def _words_width(name: tuple[str, str, str], is_large: bool, _percent: int) -> float:  # noqa: FBT001
    """Return how wide three words are: while people search, the same ones are shown and shown."""
    words, (surname, given, number) = _BIG if is_large else _SMALL, name
    return (
        metrics(words.name.size, 700).horizontalAdvance(surname)
        + metrics(words.name.size, 400).horizontalAdvance(f", {given}")
        + _number_gap(words.name)
        + metrics(words.number.size, 400).horizontalAdvance(number)
    )


def status_width(row: RowScreen) -> int:
    """Return how wide the words of a status are, with room for the scroll bar."""
    if row.loud:
        return pill_width(row.status_text) + px(16)
    return ceil(metrics(16, 400).horizontalAdvance(row.status_text)) + px(16)


def _paint_glyph(painter: QPainter, box: QRect, row: RowScreen) -> None:
    draw_glyph(painter, QPointF(box.x() + px(16), _middle(box)), row.status, _set_of(row).glyph)


def _paint_seat(painter: QPainter, box: QRect, row: RowScreen) -> None:
    style = _set_of(row).seat
    if row.muted:
        style = TextStyle(style.size, style.weight, "ink3")
    lit = [found for found in row.found if found.field is RowField.SEAT]
    write_lit(painter, QPointF(box.x(), _middle(box)), row.seat, (style, lit, box.width()))


def _paint_name(painter: QPainter, box: QRect, row: RowScreen) -> None:
    _write_name(painter, box, row, _set_of(row).name)


def _write_name(painter: QPainter, box: QRect, row: RowScreen, name_style: TextStyle) -> None:
    words, middle = _set_of(row), _middle(box)
    ink = "ink3" if row.muted else "ink"
    bold = TextStyle(name_style.size, 700, ink)
    thin = TextStyle(name_style.size, 400, ink)
    by_field: dict[RowField, list[Found]] = {}
    for found in row.found:
        by_field.setdefault(found.field, []).append(found)
    x, right = float(box.x()), box.right() - px(6)
    mark, gap = px(26) if row.mark else 0, _number_gap(thin)
    sizes = (name_style.size, words.number.size)
    name = (row.surname, row.given, row.number)
    surname, given, number = fit_name(name, sizes, right - mark - x, gap)
    given = f", {given}" if given else ""
    shifted = [Found(f.field, f.start + 2, f.end + 2) for f in by_field.get(RowField.GIVEN, ())]
    for text, style, lit, before in (
        (surname, bold, by_field.get(RowField.SURNAME, []), 0.0),
        (given, thin, shifted, 0.0),
        (number, words.number, lit_in_tail(row.number, number, by_field), gap),
    ):
        x += before
        if x >= right or not text:
            break
        lower = px(2) if style is words.number and words is _BIG else 0
        x += write_lit(painter, QPointF(x, middle + lower), text, (style, lit, right - x))
    if row.mark and x + px(24) <= box.right():
        draw_icon(painter, x + px(8), middle + 1, row.mark, (TONE_INKS[row.mark_tone], 16))


def _number_gap(style: TextStyle) -> float:
    return metrics(style.size, 400).horizontalAdvance(_SPACE) + px(8)


def _paint_exam(painter: QPainter, box: QRect, row: RowScreen) -> None:
    style = TextStyle(16, 400, "ink3" if row.muted else "ink")
    room = box.width() - px(8)
    write_lit(painter, QPointF(box.x(), _middle(box)), row.exam, (style, [], room))


def _paint_provisions(painter: QPainter, box: QRect, row: RowScreen) -> None:
    if box.width() < px(BADGE_GAP):  # beside a whole page the column is not there
        return
    x, right = float(box.x()), box.x() + box.width()
    fitting, left_out = fit_badges(row.badges, right - px(4) - x)
    for badge, text in fitting:
        at = QPointF(x, _middle(box))
        x += draw_badge(painter, at, badge.icon, text, strong=badge.strong) + px(BADGE_GAP)
    if left_out:
        put(painter, x, _middle(box), f"+{left_out}", TextStyle(14, 600, "ink2"))


def _paint_end(painter: QPainter, box: QRect, row: RowScreen) -> None:
    weight, ink = (700, "ink3" if row.muted else "ink") if row.end_strong else (400, "ink3")
    fits = metrics(17, weight).horizontalAdvance(row.end_time) < box.width()
    put(painter, box.x(), _middle(box), row.end_time, TextStyle(17 if fits else 14, weight, ink))


def _paint_status(painter: QPainter, box: QRect, row: RowScreen) -> None:
    middle = _middle(box)
    if row.loud and not row.storing:
        ink = "" if row.pill_tone is Tone.PLAIN else "telaat"
        draw_pill(painter, QPointF(box.x(), middle), row.status, row.status_text, ink=ink)
        return
    ink = "ink2" if row.status is Status.PRESENT or row.storing else GLYPH_INKS[row.status]
    text = "wordt bewaard" if row.storing else row.status_text
    put(painter, box.x(), middle, text, TextStyle(16, 400, ink))


_PAINTERS = {
    GLYPH: _paint_glyph,
    SEAT: _paint_seat,
    NAME: _paint_name,
    EXAM: _paint_exam,
    PROVISIONS: _paint_provisions,
    END: _paint_end,
    STATUS: _paint_status,
}

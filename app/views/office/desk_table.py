"""The table of the desk: a row per person, painted by hand."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from app.models.values import Status
from app.screens.office.desk_ui import DeskLine
from app.screens.room.wording import Tone
from app.views.office.list_table import (
    LineDelegate,
    LineModel,
    LineTable,
    broken,
    put_lines,
)
from app.views.parts.painting import TONE_INKS, TextStyle, draw_glyph, draw_icon, write
from app.views.parts.tokens import colour, px

Index = QModelIndex | QPersistentModelIndex
NAME, ROOM, RECEIVED, ISSUED, LAPTOP, ENVELOPE, BACK = range(7)
HEADINGS: Final = (
    "Surveillant", "Zaal", "Gekomen, ID", "Map, dagcode", "Laptop", "Envelop uit", "Alles terug",
)  # fmt: skip
INSET: Final = 18
BOLD: Final = TextStyle(16, 700)
PLAIN: Final = TextStyle(16)
QUIET: Final = TextStyle(16, 400, "ink3")


def column_widths(wide: float) -> list[int]:
    """Return the width of each column at 100%; where room is scarce the first times go."""
    widths = [186, 100, 114, 112, 76, 124, 0]
    if wide < 860:
        widths[ISSUED] = widths[LAPTOP] = 0
    if wide < 720:
        widths[RECEIVED] = widths[ENVELOPE] = 0
    widths[BACK] = max(150, round(wide) - sum(widths))
    return widths


def cells(line: DeskLine) -> tuple[str, ...]:
    """Return the words of the cells of a row."""
    envelope = f"{line.envelope} · {line.pieces}" if line.pieces else line.envelope
    back = "nu aan de balie" if line.is_here and line.back_tone is not Tone.GOOD else line.back
    received, issued = line.received or "nog niet", line.issued or "–"
    return (line.name, line.room, received, issued, line.laptop, envelope, back)


def spoken(line: DeskLine) -> str:
    """Return what a screen reader says of a row."""
    told = zip(HEADINGS[1:], cells(line)[1:], strict=True)
    return ", ".join((line.name, *(f"{head.lower()} {text}" for head, text in told if text)))


def more_lines(line: DeskLine, widths: Sequence[int]) -> int:
    """Return how many lines a row needs beside the one that it is made for."""
    lines = [len(_written(line, column, wide)) for column, wide in enumerate(widths) if wide]
    return max(0, max(lines, default=0) - 1)


class DeskDelegate(LineDelegate):
    """Paints the cells of the desk."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell, its part of the background and of the line below."""
        at, box, column = index.row(), option.rect, index.column()
        if box.width() <= 0:
            return
        is_chosen = at == self.selected
        painter.fillRect(box, colour("sel" if is_chosen else "surface"))
        if not is_chosen:
            painter.fillRect(QRect(box.x(), box.bottom(), box.width(), 1), colour("line"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self.model.lines[at]
        x, middle = float(box.x()), box.y() + (box.height() - 1) / 2
        look = _look(line, column)
        if look is Tone.GOOD:
            draw_glyph(painter, QPointF(x, middle), Status.PRESENT, 17)
        elif look is not None:
            draw_icon(painter, x, middle, "triangle-alert", (TONE_INKS[look], 16))
        written = _written(line, column, box.width())
        left = x + _inset(line, column)
        if column == ENVELOPE and line.pieces and len(written) == 1:
            left += write(painter, left, middle, f"{line.envelope} · ", PLAIN)
            written = ((line.pieces, BOLD),)
        put_lines(painter, left, middle, written)


def _look(line: DeskLine, column: int) -> Tone | None:
    """Return what is drawn before the words of a cell: a tick, a warning, or nothing."""
    is_done = (column == RECEIVED and line.received) or (column == ISSUED and line.issued)
    if is_done or (column == BACK and line.back_tone is Tone.GOOD):
        return Tone.GOOD
    is_open = column == BACK and line.back_tone is Tone.WARNING and not line.is_here
    return Tone.WARNING if is_open else None


def _inset(line: DeskLine, column: int) -> int:
    """Return how far from its left edge the words of a cell begin, in pixels."""
    return px(INSET) if column == NAME else px(24) if _look(line, column) else 0


def _style(line: DeskLine, column: int, text: str) -> TextStyle:
    if column == NAME:
        return BOLD
    look = _look(line, column)
    if look is Tone.WARNING:
        return TextStyle(15, 600, "telaat")
    if column == BACK and look is None:
        return TextStyle(16, 600) if line.is_here else QUIET
    is_open = column in (RECEIVED, ISSUED) and look is None
    return QUIET if text == "–" or is_open else PLAIN


def _written(line: DeskLine, column: int, wide: int) -> tuple[tuple[str, TextStyle], ...]:
    """Return the words of a cell, broken into lines where they do not fit."""
    text = cells(line)[column]
    style, room = _style(line, column, text), wide - px(10) - _inset(line, column)
    return tuple((part, style) for part in broken(text, style, room))


def desk_table() -> LineTable:
    """Return the empty table of the desk."""
    model = LineModel(HEADINGS, cells, spoken)
    name = "Surveillanten aan de balie"
    return LineTable(name, model, DeskDelegate(model), column_widths, more=more_lines)

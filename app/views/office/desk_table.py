"""The table of the desk: a row per person, painted by hand."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from app.models.values import Status
from app.screens.office.desk_ui import DeskLine
from app.screens.room.wording import Tone
from app.views.office.board_rows import elided
from app.views.office.list_table import LineDelegate, LineModel, LineTable
from app.views.parts.fonts import metrics
from app.views.parts.painting import TONE_INKS, TextStyle, draw_glyph, draw_icon, put, write
from app.views.parts.tokens import colour, px

Index = QModelIndex | QPersistentModelIndex
NAME, ROOM, RECEIVED, ISSUED, LAPTOP, ENVELOPE, BACK = range(7)
HEADINGS: Final = (
    "Surveillant", "Zaal", "Gekomen, ID", "Map, dagcode", "Laptop", "Envelop uit", "Alles terug",
)  # fmt: skip
INSET: Final = 18
BOLD: Final = TextStyle(16, 700)
PLAIN: Final = TextStyle(16)


def column_widths(wide: float) -> list[int]:
    """Return the width of each column at 100%; where room is scarce the first times go."""
    widths = [186, 62, 128, 122, 76, 128, 0]
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
        text, middle = cells(line)[column], box.y() + (box.height() - 1) / 2
        x, room = float(box.x() + (px(INSET) if column == NAME else 0)), box.width() - px(10)
        if column == NAME:
            put(painter, x, middle, elided(text, BOLD, room - px(INSET)), BOLD)
        elif column in (RECEIVED, ISSUED):
            done = line.received if column == RECEIVED else line.issued
            _paint_done(painter, QPointF(x, middle), text, is_done=bool(done))
        elif column == ENVELOPE and line.pieces:
            pieces = f" · {line.pieces}"
            kept = room - metrics(16, 700).horizontalAdvance(pieces)
            x += write(painter, x, middle, elided(line.envelope, PLAIN, kept), PLAIN)
            x += write(painter, x, middle, " · ", PLAIN)
            put(painter, x, middle, line.pieces, TextStyle(16, 700))
        elif column == BACK:
            _paint_back(painter, QRectF(x, box.y(), room, box.height() - 1), text, line)
        else:
            style = TextStyle(16, 400, "ink3") if text == "–" else PLAIN
            put(painter, x, middle, elided(text, style, room), style)


def _paint_done(painter: QPainter, at: QPointF, text: str, *, is_done: bool) -> None:
    if is_done:
        draw_glyph(painter, at, Status.PRESENT, 17)
        put(painter, at.x() + px(24), at.y(), text, PLAIN)
    else:
        put(painter, at.x(), at.y(), text, TextStyle(16, 400, "ink3"))


def _paint_back(painter: QPainter, box: QRectF, text: str, line: DeskLine) -> None:
    x, middle = box.x(), box.center().y()
    style = TextStyle(16, 400, "ink3")
    if line.is_here and line.back_tone is not Tone.GOOD:
        style = TextStyle(16, 600)
    elif line.back_tone is Tone.GOOD:
        draw_glyph(painter, QPointF(x, middle), Status.PRESENT, 17)
        style, x = PLAIN, x + px(24)
    elif line.back_tone is Tone.WARNING:
        draw_icon(painter, x, middle, "triangle-alert", (TONE_INKS[Tone.WARNING], 16))
        style, x = TextStyle(15, 600, "telaat"), x + px(24)
    put(painter, x, middle, elided(text, style, box.right() - x), style)


def desk_table() -> LineTable:
    """Return the empty table of the desk."""
    model = LineModel(HEADINGS, cells, spoken)
    return LineTable("Surveillanten aan de balie", model, DeskDelegate(model), column_widths)

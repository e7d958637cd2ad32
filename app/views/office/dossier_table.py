"""The list of the dossier: a row of two lines each, or more where words are long."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from app.screens.office.dossier_ui import DossierRow
from app.views.office.list_table import (
    LINE,
    LineDelegate,
    LineModel,
    LineTable,
    broken,
    put_lines,
)
from app.views.parts.painting import TONE_INKS, TextStyle, draw_icon
from app.views.parts.tokens import colour, px

Index = QModelIndex | QPersistentModelIndex
TALL: Final = 58
NAME, STATE, RIGHT = range(3)
INSET: Final = 18
BOLD: Final = TextStyle(16, 700)
STATE_BOLD: Final = TextStyle(16, 600)
SMALL: Final = TextStyle(15, 400, "ink2")
PLAIN: Final = TextStyle(16)
ICON, BESIDE_ICON, UPPER = 18, 26, 18
"""An icon, the words beside it, and the middle of the first line."""


def column_widths(wide: float) -> list[int]:
    """Return the width of each column at 100%; where room is scarce the last one goes."""
    if wide < 700:
        return [round(wide * 0.48), round(wide) - round(wide * 0.48), 0]
    right = 150
    name = round((wide - right) * 0.42)
    return [name, round(wide) - right - name, right]


def cells(line: DossierRow) -> tuple[str, str, str]:
    """Return the words of the cells of a row."""
    return (line.title, line.state, line.right)


def spoken(line: DossierRow) -> str:
    """Return what a screen reader says of a row."""
    told = (line.title, line.place, line.state, line.step, line.right)
    return ", ".join(each for each in told if each)


def _written(line: DossierRow, column: int, wide: int) -> tuple[tuple[str, TextStyle], ...]:
    """Return the words of a cell in lines that fit in its width."""
    before = (INSET, BESIDE_ICON, 0)[column]
    told = (
        ((line.title, BOLD), (line.place, SMALL)),
        ((line.state, STATE_BOLD), (line.step, SMALL)),
        ((line.right, PLAIN),),
    )[column]
    room = wide - px(12 + before)
    return tuple((part, style) for text, style in told for part in broken(text, style, room))


def more_lines(line: DossierRow, widths: Sequence[int]) -> int:
    """Return how many lines a row needs beside the two that it is made for."""
    lines = [len(_written(line, column, wide)) for column, wide in enumerate(widths) if wide]
    return max(0, max(lines, default=0) - 2)


class DossierDelegate(LineDelegate):
    """Paints the cells of the dossier."""

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
        x = float(box.x() + (px(INSET) if column == NAME else 0))
        middle = box.y() + (box.height() - 1) / 2
        lines = _written(line, column, box.width())
        if column != RIGHT:  # what is short stands at the top, beside what is long
            middle = box.y() + px(UPPER) + px(LINE) * (len(lines) - 1) / 2
        if column == STATE:
            ink = TONE_INKS[line.tone] or "ink2"
            draw_icon(painter, x, box.y() + px(UPPER), line.icon, (ink, ICON))
            x += px(BESIDE_ICON)
        put_lines(painter, x, middle, lines)


def dossier_table() -> LineTable:
    """Return the table; each area gives it other headings."""
    model = LineModel(("", "", ""), cells, spoken)
    return LineTable("Dossiers", model, DossierDelegate(model), column_widths, TALL, more_lines)

"""The list of the dossier: a row of two lines each, painted by hand."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from app.screens.office.dossier_ui import DossierRow
from app.views.office.board_rows import elided
from app.views.office.list_table import LineDelegate, LineModel, LineTable
from app.views.parts.painting import TONE_INKS, TextStyle, draw_icon, put
from app.views.parts.tokens import colour, px

Index = QModelIndex | QPersistentModelIndex
TALL: Final = 58
NAME, STATE, RIGHT = range(3)
INSET: Final = 18
BOLD: Final = TextStyle(16, 700)
STATE_BOLD: Final = TextStyle(16, 600)
SMALL: Final = TextStyle(15, 400, "ink2")
PLAIN: Final = TextStyle(16)
ICON, BESIDE_ICON = 18, 26


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
        x, room = float(box.x() + (px(INSET) if column == NAME else 0)), box.width() - px(12)
        upper, lower = box.y() + box.height() * 0.32, box.y() + box.height() * 0.7
        if column == NAME:
            put(painter, x, upper, elided(line.title, BOLD, room - px(INSET)), BOLD)
            put(painter, x, lower, elided(line.place, SMALL, room - px(INSET)), SMALL)
        elif column == STATE:
            ink = TONE_INKS[line.tone] or "ink2"
            draw_icon(painter, x, upper, line.icon, (ink, ICON))
            x, room = x + px(BESIDE_ICON), room - px(BESIDE_ICON)
            put(painter, x, upper, elided(line.state, STATE_BOLD, room), STATE_BOLD)
            put(painter, x, lower, elided(line.step, SMALL, room), SMALL)
        else:
            middle = box.y() + (box.height() - 1) / 2
            put(painter, x, middle, elided(line.right, PLAIN, room), PLAIN)


def dossier_table() -> LineTable:
    """Return the table; each area gives it other headings."""
    model = LineModel(("", "", ""), cells, spoken)
    return LineTable("Dossiers", model, DossierDelegate(model), column_widths, TALL)

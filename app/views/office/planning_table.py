"""The table of planning: a row per session, painted by hand."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from app.screens.office.planning_ui import PlanLine
from app.screens.room.wording import Tone
from app.views.office.list_table import LineDelegate, LineModel, LineTable, broken, put_lines
from app.views.parts.painting import TONE_INKS, TextStyle
from app.views.parts.tokens import colour, px

Index = QModelIndex | QPersistentModelIndex
AT, EXAM, EXPECTED, HINT, ROOM, PEOPLE, STATE = range(7)
HEADINGS: Final = (
    "Begin", "Zitting", "Kandidaten", "Wens", "Zaal", "Toezicht", "Stand",
)  # fmt: skip
INSET: Final = 18
BOLD: Final = TextStyle(16, 700)
PLAIN: Final = TextStyle(16)


def column_widths(wide: float) -> list[int]:
    """Return the width of each column at 100%; where room is scarce hint and people go."""
    widths = [70, 190, 94, 124, 130, 150, 0]
    if wide < 860:
        widths[HINT] = widths[EXPECTED] = 0
    if wide < 720:
        widths[PEOPLE] = 0
    least = 150 if wide >= 720 else 132
    left = round(wide) - sum(widths) - least
    widths[EXAM] = max(140, widths[EXAM] + left)
    widths[STATE] = max(least, round(wide) - sum(widths))
    return widths


def cells(line: PlanLine) -> tuple[str, ...]:
    """Return the words of the cells of a row."""
    return (line.at, line.exam, line.expected, line.hint, line.room, line.people, line.state)


def spoken(line: PlanLine) -> str:
    """Return what a screen reader says of a row."""
    told = zip(HEADINGS[2:], cells(line)[2:], strict=True)
    head = f"{line.exam}, {line.at}"
    return ", ".join((head, *(f"{name.lower()} {text}" for name, text in told if text)))


class PlanDelegate(LineDelegate):
    """Paints the cells of a session."""

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
        line: PlanLine = self.model.lines[at]
        x = float(box.x() + (px(INSET) if column == AT else 0))
        middle = box.y() + (box.height() - 1) / 2
        put_lines(painter, x, middle, _written(line, column, box.width()))


def _style(line: PlanLine, column: int) -> TextStyle:
    tones = {ROOM: line.room_tone, PEOPLE: line.people_tone, STATE: line.state_tone}
    if column == EXAM:
        return BOLD
    tone = tones.get(column, Tone.PLAIN)
    if tone is Tone.PLAIN:
        return PLAIN
    return TextStyle(16, 600 if tone in (Tone.WARNING, Tone.NOTE) else 400, TONE_INKS[tone])


def _written(line: PlanLine, column: int, wide: int) -> tuple[tuple[str, TextStyle], ...]:
    """Return the words of a cell in lines that fit in its width."""
    style, room = _style(line, column), wide - px(12 + (INSET if column == AT else 0))
    return tuple((part, style) for part in broken(cells(line)[column], style, room))


def more_lines(line: PlanLine, widths: Sequence[int]) -> int:
    """Return how many lines a row needs beside the one that it is made for."""
    lines = [len(_written(line, column, wide)) for column, wide in enumerate(widths) if wide]
    return max(0, max(lines, default=0) - 1)


def planning_table() -> LineTable:
    """Return the empty table of planning."""
    model = LineModel(HEADINGS, cells, spoken)
    return LineTable(
        "Zittingen van de dag", model, PlanDelegate(model), column_widths, more=more_lines
    )

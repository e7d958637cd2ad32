"""Number and masked birth date under a name, where there is no panel beside the rows (15)."""

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QPainter

from app.screens.room.room import RowField, RowScreen, RowSize
from app.views.parts.fonts import metrics
from app.views.parts.painting import TextStyle
from app.views.parts.tokens import px
from app.views.room.room_lit import write_lit

BELOW = 13
SOFT, BOLD = TextStyle(15, 400, "ink2"), TextStyle(15, 700, "ink")
LINK = TextStyle(15, 600, "blue", underline=True)
Piece = tuple[str, TextStyle]


class Births:
    """Which rows have a second line, and of whom the whole date is shown."""

    def __init__(self) -> None:
        """Show none: there is a panel for it."""
        self.is_wanted = self.is_held = False
        self._shown = ""

    def has(self, row: RowScreen) -> bool:
        """Whether this row tells number and birth date on a line of their own."""
        big = row.size in {RowSize.TALL, RowSize.LARGE}
        return self.is_wanted and big and row.birth is not None

    def mask(self) -> None:
        """Mask every date again."""
        self._shown = ""

    def press(self, row: RowScreen, box: QRect, x: float) -> bool:
        """Show or mask a date where *toon* is pressed; return whether it was."""
        if not self.has(row):
            return False
        *before, (link, style) = self._pieces(row, box.width())
        left = box.x() + sum(_wide(piece) for piece in before)
        if not left <= x <= left + _wide((link, style)):
            return False
        self._shown = "" if self._shown == row.candidate else row.candidate
        return True

    def paint(self, painter: QPainter, box: QRect, row: RowScreen) -> None:
        """Paint the second line of a row."""
        x, middle = float(box.x()), box.y() + (box.height() - 1) / 2 + px(BELOW)
        lit = [found for found in row.found if found.field is RowField.NUMBER]
        for text, style in self._pieces(row, box.width()):
            found = lit if text == row.number else []
            x += write_lit(painter, QPointF(x, middle), text, (style, found, box.right() - x))

    def _pieces(self, row: RowScreen, room: float) -> list[Piece]:
        """Return the words of the line; the number, which stands in the panel, gives way."""
        if row.birth is None:
            return []
        is_shown = self._shown == row.candidate
        date = row.birth.full if is_shown or self.is_held else row.birth.masked
        link = "verberg" if is_shown else "toon"
        born = [("geboren ", SOFT), (date, BOLD), (", ", SOFT), (link, LINK)]
        whole = [(row.number, SOFT), (" · ", SOFT), *born] if row.number else born
        return whole if sum(map(_wide, whole)) <= room else born


def _wide(piece: Piece) -> float:
    text, style = piece
    return metrics(style.size, style.weight).horizontalAdvance(text)

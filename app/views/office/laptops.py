"""The laptops of the day: a row each, what asks for attention first."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.screens.office.laptops import LaptopRow, LaptopsScreen
from app.views.office.board import FigureRow
from app.views.office.list_page import Figures
from app.views.parts.card import Card
from app.views.parts.panel import COLUMN, Panel, Rule, at_each_size, scrolled
from app.views.parts.pictures import marked
from app.views.parts.tokens import px
from app.views.parts.words import BODY, H1, SMALL_2, TONE_INK, TextRole, Words

HEAD, MIDDLE = TextRole(14, 18, 600, "ink3"), Qt.AlignmentFlag.AlignVCenter
NAME, CELL = TextRole(16, 22, 700), TextRole(16, 22)
COLUMNS = ("", "Laptop", "Zaal", "Laatste contact", "Alleen daar", "Accu", "Klok")
NARROW_COLUMNS = (0, 1, 3, 4)
ONE_ROW = 900


class LaptopsView(Panel):
    """Draws a LaptopsScreen; there is nothing to do here but to look."""

    intent = Signal(object)

    def __init__(self) -> None:
        """Make the view; it is empty until the first `render`."""
        super().__init__(COLUMN)
        self.paint(fill="canvas", radius=0)
        self._shown: LaptopsScreen | None = None
        self._laid: object = None
        self._figures, self._few, self._table = Figures(), FigureRow(), Card()
        self._empty, self._note = Words(BODY, wrap=True), Words(SMALL_2, wrap=True)
        main = Panel(COLUMN, (24, 16, 24, 16), 14).add(Words(H1, "Laptops"))
        main.add(self._figures, self._few, self._table, self._empty, self._note).push()
        main.paint(fill="canvas", radius=0)
        self.add(scrolled(main), stretch=1)

    def render(self, screen: LaptopsScreen) -> None:  # type: ignore[override] # not Qt's painting
        """Show a screen; what is the same costs nothing."""
        self._shown = screen
        self._empty.say(screen.empty)
        self._empty.setVisible(bool(screen.empty))
        self._table.setVisible(bool(screen.rows))
        self._note.say(screen.note)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """Return no least width: columns give way."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave columns out where there is no room."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        screen = self._shown
        if screen is None:
            return
        is_wide = self.width() * 100 / max(px(100), 1) >= ONE_ROW
        self._figures.fill(screen.figures)
        self._few.fill(screen.figures, is_tight=True)
        self._figures.setVisible(is_wide)
        self._few.setVisible(not is_wide)
        if (screen.rows, is_wide) != self._laid:
            self._laid = (screen.rows, is_wide)
            self._lay(screen.rows, is_wide=is_wide)

    def _lay(self, rows: tuple[LaptopRow, ...], *, is_wide: bool) -> None:
        self._table.empty()
        inside, head = QWidget(), Panel(COLUMN)
        head.paint(fill="sunken", radius=0)
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        kept = [n for n in range(len(COLUMNS)) if is_wide or n in NARROW_COLUMNS]
        at_each_size(inside, lambda: _measure(grid, kept, len(rows)))
        grid.addWidget(head, 0, 0, 1, len(kept) + 2)
        for at, n in enumerate(kept, start=1):
            grid.addWidget(Words(HEAD, COLUMNS[n]), 0, at, MIDDLE)
            grid.setColumnStretch(at, 0 if n == 0 else 1)
        for line, row in enumerate(rows, start=1):
            grid.addWidget(Rule(), 2 * line - 1, 0, 1, len(kept) + 2)
            cells: list[QWidget] = [
                marked(row.icon, TONE_INK[row.tone] or "ink2", 18),
                Words(NAME, row.name),
                Words(CELL, row.room),
                Words(CELL, row.contact),
                Words(CELL, row.waiting),
                Words(CELL, row.battery),
                Words(CELL, row.clock),
            ]
            for at, n in enumerate(kept, start=1):
                grid.addWidget(cells[n], 2 * line, at, MIDDLE)
        inside.setAccessibleName("Laptops")
        inside.setAccessibleDescription(". ".join(map(spoken, rows)))
        self._table.add(inside)


def spoken(row: LaptopRow) -> str:
    """Return what a screen reader says of a laptop."""
    told = (f"laptop {row.name}", f"zaal {row.room}", f"laatste contact {row.contact}",
            f"{row.waiting} alleen daar", f"accu {row.battery}", f"klok {row.clock}")  # fmt: skip
    return ", ".join(each for each in told if "–" not in each)


def _measure(grid: QGridLayout, kept: list[int], rows: int) -> None:
    """Give head, rows and columns their least sizes in the text size of now."""
    for edge in (0, len(kept) + 1):
        grid.setColumnMinimumWidth(edge, px(18))
    if 0 in kept:
        grid.setColumnMinimumWidth(1 + kept.index(0), px(36))
    grid.setRowMinimumHeight(0, px(32))
    for line in range(1, rows + 1):
        grid.setRowMinimumHeight(2 * line, px(39))

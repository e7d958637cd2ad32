"""The day report (12): figures, a table with a bar per exam, what is still to do."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from app.models.values import DayPart, Status
from app.screens.office.day_report import DayReportScreen, ReportRow, TodoLine
from app.screens.office.intents import FiguresAsked, HalfChosen, ReportAsked
from app.views.office.board import FigureRow
from app.views.office.list_page import DAY_PARTS, Figures, ListFoot
from app.views.parts.card import Card
from app.views.parts.choices import Choices
from app.views.parts.focus_ring import FocusRing
from app.views.parts.notice_box import NoticeBox, press_with
from app.views.parts.panel import (
    COLUMN,
    ROW,
    Panel,
    Rule,
    UprightRule,
    at_each_size,
    order_tabs,
    scrolled,
)
from app.views.parts.pictures import Glyph, Picture
from app.views.parts.plain_field import PlainField
from app.views.parts.push_action import BIG, NORMAL, Look, PushAction
from app.views.parts.tokens import colour, px
from app.views.parts.words import BODY, BODY_2, H1, H2, H3, SMALL_2, TONE_INK, TextRole, Words

DAY = TextRole(19, 24, 400, "ink2")
HEAD = TextRole(14, 18, 600, "ink3")
NAME, NUMBER = TextRole(16, 22, 600), TextRole(16, 22)
NONE, TOTAL = TextRole(16, 22, 400, "ink3"), TextRole(16, 22, 700)
SIDE_WIDE, BESIDE, ONE_ROW, WHOLE = 380, 1180, 900, 1040
HALVES: tuple[tuple[DayPart | None, str, str], ...] = (*DAY_PARTS, (None, "Hele dag", "Alt H"))
INDENT, AFTER, BAR = 26, 22, 80
"""What stands before the bar of a no-show, and after the number of notes; the bar itself."""
NO_SHOW, NOTES = 4, 6
NUMBERS = (1, 2, 3, 5, NOTES)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that are shown: which, how wide at 100%, and what the notes are called."""

    kept: tuple[int, ...]
    widths: tuple[int, ...]
    notes: str = "Bijzonderheden"

    @property
    def headings(self) -> tuple[str, ...]:
        """Return all headings, those of columns that are left out too."""
        first = ("Examen", "Verwacht", "Aanwezig", "Te laat", "No-show", "AWE")
        return (*first, self.notes, "Verslagen")


ALL = (0, 1, 2, 3, NO_SHOW, 5, NOTES, 7)
WIDE = Columns(ALL, (0, 80, 88, 70, 164, 44, 128, 118))
LESS = Columns(ALL, (0, 76, 80, 60, 158, 46, 82, 118), "Bijz.")
FEW = Columns((0, 1, 2, NO_SHOW, 7), (0, 63, 69, 54, 126, 33, 103, 88))
"""Where room is scarce: only what the day is judged by."""


class ShareBar(QWidget):
    """The share of a no-show as a bar; its number stands beside it."""

    def __init__(self, share: float) -> None:
        """Show a share from 0 to 1."""
        super().__init__()
        self._share = share
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of the bar."""
        return QSize(px(BAR), px(8))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint ground and bar."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("verwacht_bg"))
        wide = self.width() * self._share
        painter.fillRect(QRectF(0, 0, wide, self.height()), colour("afwezig"))


class DayReportView(Panel):
    """Draws a DayReportScreen. Ctrl P makes the PDF, Alt C the figures."""

    intent = Signal(object)

    def __init__(self) -> None:
        """Make the view; it is empty until the first `render`."""
        super().__init__(COLUMN)
        self.paint(fill="canvas", radius=0)
        self._shown: DayReportScreen | None = None
        self._laid: object = None
        self._title, self._day = Words(H1, "Dagrapport"), Words(DAY)
        self._halves = Choices(HALVES)
        for half, part in self._halves.parts.items():
            told = "" if half is None else half.value
            part.clicked.connect(lambda _=False, told=told: self.intent.emit(HalfChosen(told)))
        head = Panel(ROW, spacing=12).add(self._title, self._day).push()
        self._head = Panel(ROW, spacing=10).add(head, stretch=1).add(self._halves)
        self._figures, self._few, self._table = Figures(), FigureRow(), Card()
        self._empty = Words(BODY, wrap=True)
        main = Panel(COLUMN, (24, 16, 24, 16), 14).add(self._head, self._figures, self._few)
        main.add(self._table, self._empty).push()
        self._todo, self._ahead = Card("surface"), Words(BODY_2, wrap=True)
        self._done = Words(BODY_2, "Er staat niets meer open.", wrap=True)
        self._notices = Panel(COLUMN, spacing=8)
        self.note = PlainField("Toelichting van het examenbureau, komt in het rapport", 52)
        self.note.setPlaceholderText("Toelichting, komt in het rapport")
        self._make = PushAction("Rapport maken (PDF)", "Ctrl P", Look.PRIMARY, BIG)
        self._csv = PushAction("Cijfers (CSV)", "Alt C", Look.PLAIN, NORMAL)
        side = Panel(COLUMN).add(scrolled(self._side_inside()), stretch=1).add(self._making())
        self._side = Panel(ROW).add(UprightRule()).add(side, stretch=1)
        self._body = Panel(ROW).add(main, stretch=1).add(self._side)
        self._foot = ListFoot((), BESIDE)
        self.add(scrolled(self._body), stretch=1).add(Rule(), self._foot)
        self._ring = FocusRing(self)
        self.begins_at = self.note

    def render(self, screen: DayReportScreen) -> None:  # type: ignore[override] # not Qt's painting
        """Show a screen; what is the same costs nothing."""
        before, self._shown = self._shown, screen
        self._day.say(screen.day)
        self._halves.choose(screen.half)
        self._table.setVisible(bool(screen.rows))
        self._empty.say(screen.empty)
        self._empty.setVisible(bool(screen.empty))
        if before is None or before.todo != screen.todo:
            self._todo.empty()
            for n, line in enumerate(screen.todo):
                self._todo.add(*([Rule()] if n else []), _todo_line(line))
            self._todo.setVisible(bool(screen.todo))
            self._done.setVisible(not screen.todo)
        self._ahead.say(screen.ahead)
        if before is None or (before.foot, before.notices) != (screen.foot, screen.notices):
            self._fill_foot(screen)
        self._arrange()
        order_tabs(self)

    def minimumSizeHint(self) -> QSize:
        """Return no least width: everything gives way."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put what is to do beside or below."""
        super().resizeEvent(event)
        self._arrange()

    # ------------------------------------------------------------ within

    def _side_inside(self) -> Panel:
        side = Panel(COLUMN, (20, 18, 20, 16))
        side.paint(fill="surface", radius=0)
        side.add(Words(H2, "Nog te doen voor je afsluit")).gap(12).add(self._todo, self._done).gap(
            18
        )
        return side.add(Words(H3, "Volgende examendag")).gap(4).add(self._ahead).push()

    def _making(self) -> Panel:
        made = Panel(COLUMN, (20, 8, 20, 16), 10)
        made.paint(fill="surface", radius=0)
        made.add(self._notices, self.note)
        made.add(self._make.dress(wide=True), self._csv.dress(wide=True))
        self._make.clicked.connect(lambda: self.intent.emit(ReportAsked(self.note.text())))
        self._csv.clicked.connect(lambda: self.intent.emit(FiguresAsked()))
        press_with(self._make, "Ctrl P")
        press_with(self._csv, "Alt C")
        return made

    def _fill_table(self, rows: tuple[ReportRow, ...], columns: Columns) -> None:
        """Show the rows in these columns."""
        if (rows, columns) == self._laid:
            return
        self._laid, kept = (rows, columns), columns.kept
        self._table.empty()
        inside, head = QWidget(), Panel(COLUMN)
        head.paint(fill="sunken", radius=0)
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.setColumnStretch(1, 1)
        at_each_size(inside, lambda: _measure(grid, rows, columns))
        grid.addWidget(head, 0, 0, 1, len(kept) + 2)
        for at, n in enumerate(kept, start=1):
            heading = Words(HEAD, columns.headings[n])
            grid.addWidget(_indented(n, heading), 0, at, _side_of(n))
        for line, row in enumerate(rows, start=1):
            rule = Rule("ink" if row.is_total else "line")
            rule.setFixedHeight(2 if row.is_total else 1)
            grid.addWidget(rule, 2 * line - 1, 0, 1, len(kept) + 2)
            cells = _cells(row, has_bar=columns is not FEW)
            for at, n in enumerate(kept, start=1):
                grid.addWidget(_indented(n, cells[n]), 2 * line, at, _side_of(n))
        inside.setAccessibleName("Cijfers per examen")
        inside.setAccessibleDescription(". ".join(map(_spoken, rows)))
        self._table.add(inside)

    def _fill_foot(self, screen: DayReportScreen) -> None:
        self._notices.empty()
        for notice in screen.notices:
            self._notices.add(NoticeBox(notice))
        self._foot.fill(screen.foot)

    def _arrange(self) -> None:
        logical = self.width() * 100 / max(px(100), 1)
        is_beside, is_wide = logical >= BESIDE, logical >= ONE_ROW
        self._body.box.setDirection(ROW if is_beside else COLUMN)
        self._head.box.setDirection(ROW if is_wide else COLUMN)
        if self._shown is not None:
            whole = WIDE if logical >= WHOLE else LESS
            self._fill_table(self._shown.rows, whole if is_wide else FEW)
            self._figures.fill(self._shown.figures)
            self._few.fill(self._shown.figures, is_tight=True)
        self._figures.setVisible(is_wide)
        self._few.setVisible(not is_wide)
        self._side.setMinimumWidth(px(SIDE_WIDE) if is_beside else 0)
        self._side.setMaximumWidth(px(SIDE_WIDE) if is_beside else 16777215)
        self._side.setMinimumHeight(0 if is_beside else px(460))


def _side_of(column: int) -> Qt.AlignmentFlag:
    """Numbers stand under each other by their last digit."""
    side = Qt.AlignmentFlag.AlignRight if column in NUMBERS else Qt.AlignmentFlag(0)
    return side | Qt.AlignmentFlag.AlignVCenter


def _indented(column: int, cell: QWidget) -> QWidget:
    """Return a cell with the room that its column keeps at one side."""
    if column == NO_SHOW:
        return Panel(ROW, (INDENT, 0, 0, 0)).add(cell, stretch=1)
    return Panel(ROW, (0, 0, AFTER, 0)).add(cell) if column == NOTES else cell


def _cells(row: ReportRow, *, has_bar: bool) -> list[QWidget]:
    role = TOTAL if row.is_total else NUMBER
    share = Panel(ROW, spacing=10)
    if has_bar:
        share.add(Panel(COLUMN, width=BAR) if row.is_total else ShareBar(row.share))
    share.add(Words(role, row.no_show)).push()
    papers = Panel(ROW, spacing=8)
    if not row.is_total:
        picture = (
            Glyph(Status.PRESENT, 17) if row.is_received else Picture("hourglass", "telaat", 16)
        )
        papers.add(picture)
    papers.add(Words(role, row.papers)).push()
    texts = (row.expected, row.came, row.late)
    return [
        Words(TOTAL if row.is_total else NAME, row.name, wrap=True),
        *(Words(role if text != "0" else NONE, text) for text in texts),
        share,
        *(Words(role if text != "0" else NONE, text) for text in (row.provided, row.notes)),
        papers,
    ]


def _spoken(row: ReportRow) -> str:
    return (
        f"{row.name}: {row.expected} verwacht, {row.came} aanwezig, {row.late} te laat, "
        f"no-show {row.no_show}, {row.provided} met voorzieningen, {row.notes} bijzonderheden, "
        f"verslagen {row.papers}"
    )


def _todo_line(line: TodoLine) -> Panel:
    row = Panel(ROW, (13, 11, 13, 11), 12)
    row.add(Panel(COLUMN).add(Picture(line.icon, TONE_INK[line.tone] or "ink2")).push())
    words = Panel(COLUMN).add(Words(NAME, line.title, wrap=True))
    if line.text:
        words.add(Words(SMALL_2, line.text, wrap=True))
    return row.add(words, stretch=1)


def _measure(grid: QGridLayout, rows: tuple[ReportRow, ...], columns: Columns) -> None:
    """Give head, rows and columns their least sizes in the text size of now."""
    for edge in (0, len(columns.kept) + 1):
        grid.setColumnMinimumWidth(edge, px(18))
    for at, n in enumerate(columns.kept, start=1):
        grid.setColumnMinimumWidth(at, px(columns.widths[n]))
    grid.setRowMinimumHeight(0, px(32))
    for line, row in enumerate(rows, start=1):
        grid.setRowMinimumHeight(2 * line, px(40 if row.is_total else 35))

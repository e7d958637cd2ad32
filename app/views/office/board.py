"""The board (09): large figures, a search, the rooms, and the panel of one room."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.models.values import Status
from app.screens.office.board_ui import BoardScreen, Figure, RoomDetail
from app.screens.office.intents import (
    AllRoomsAsked,
    BoardDayTurned,
    ClusterChosen,
    NewIssueAsked,
    QueryTyped,
    RoomChosen,
    RoomOpened,
    SortAsked,
)
from app.views.office.board_table import BoardHeader, BoardTable
from app.views.parts.flow import Flow
from app.views.parts.focus_ring import FocusRing
from app.views.parts.notice_box import NoticeBox
from app.views.parts.painting import draw_icon
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
from app.views.parts.pictures import Glyph
from app.views.parts.plain_field import PlainField
from app.views.parts.screen_keys import KeyHint
from app.views.parts.tokens import px
from app.views.parts.words import BODY, H2, SMALL_2, SMALL_3, TextRole, Words

FIGURE = TextRole(30, 34, 700)
FIGURE_TIGHT = TextRole(16, 20, 700)
LEGEND_TEXT = TextRole(15, 20, 400, "ink2")
GROUP = TextRole(15, 20, 600, "ink2")
SIDE_WIDE, BESIDE, WHOLE_FIGURES, MANY_TOLD = 372, 1000, 1280, 2
LEGEND = (
    (Status.PRESENT, "aanwezig"),
    (Status.LATE, "te laat"),
    (Status.HANDED_IN, "ingeleverd"),
    (Status.AWAY, "even weg"),
    (Status.EXPECTED, "verwacht"),
    (Status.ABSENT, "afwezig"),
)
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
PAGES = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}


class BoardSearch(PlainField):
    """The search of the board, with its icon; keys that move the choice go to the board."""

    key_pressed = Signal(QKeyEvent)

    def __init__(self) -> None:
        """Make an empty field."""
        super().__init__("Zoek een zaal of kandidaat")
        self.setPlaceholderText("Zaal of kandidaat")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of the field."""
        return QSize(px(230), px(44))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the board have its keys first."""
        event.ignore()
        self.key_pressed.emit(event)
        if not event.isAccepted():
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl Z to the page: it takes back an act, not a letter."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
        ):
            event.ignore()
            return False
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field, then the icon."""
        super().paintEvent(event)
        painter = QPainter(self)
        draw_icon(painter, px(12), self.height() / 2, "search", ("ink2", 20))

    def _restyle(self) -> None:
        super()._restyle()
        self.setTextMargins(px(38), 0, px(8), 0)


class FigureRow(Panel):
    """The large figures, with thin lines between them; small and bare where room is scarce."""

    def __init__(self) -> None:
        """Make an empty row."""
        super().__init__(ROW)
        self._flow = QWidget()
        self._box = Flow(self._flow, 8)
        self._figures: tuple[Figure, ...] = ()
        self._is_tight = self._is_filling = False
        self._asked: tuple[tuple[Figure, ...], bool] = ((), False)
        self._cells: list[tuple[Panel, Words, Words, Words]] = []
        self.add(self._flow, stretch=1)

    def fill(self, figures: tuple[Figure, ...], *, is_tight: bool) -> None:
        """Show other figures; what is the same costs nothing.

        New cells make Qt lay out what is around them at once, and ask for this again meanwhile.
        """
        self._asked = (figures, is_tight)
        if self._is_filling:
            return
        self._is_filling = True
        while self._asked != (self._figures, self._is_tight):
            figures, is_tight = self._asked
            self._show(figures, is_tight=is_tight)
        self._is_filling = False

    def _show(self, figures: tuple[Figure, ...], *, is_tight: bool) -> None:
        if (len(figures), is_tight) != (len(self._figures), self._is_tight):
            self._lay(len(figures), is_tight=is_tight)
        self._figures, self._is_tight = figures, is_tight
        for figure, (cell, value, text, more) in zip(figures, self._cells, strict=True):
            value.say(figure.value)
            text.say(figure.text)
            more.say(figure.more)
            more.setVisible(bool(figure.more) and not is_tight)
            cell.setAccessibleName(f"{figure.value} {figure.text} {figure.more}".strip())
        self._box.invalidate()

    def _lay(self, count: int, *, is_tight: bool) -> None:
        self._box.clear()
        self._cells = []
        for n in range(count):
            value = Words(FIGURE_TIGHT if is_tight else FIGURE)
            text, more = Words(SMALL_2), Words(SMALL_3)
            if is_tight:
                cell = Panel(ROW, (0, 0, 8, 0), 4).add(value, text, more)
            else:
                below = Panel(ROW, spacing=4).add(text, more).push()
                cell = Panel(ROW, (0, 0, 10, 0), 18)
                if n:
                    cell.add(UprightRule())
                cell.add(Panel(COLUMN).add(value, below))
            self._cells.append((cell, value, text, more))
            self._box.addWidget(cell)
            cell.show()


class BoardView(Panel):
    """Draws a BoardScreen. Typing searches, arrows choose, Enter opens, Ctrl S sorts."""

    intent = Signal(object)

    def __init__(self) -> None:
        """Make the view; it is empty until the first `render`."""
        super().__init__(COLUMN)
        self.paint(fill="canvas", radius=0)
        self._shown: BoardScreen | None = None
        self._figures, self.search = FigureRow(), BoardSearch()
        self._head = Panel(ROW, (16, 14, 16, 14), 10).add(self._figures, stretch=1)
        self._head.add(Panel(COLUMN).push().add(self.search).push())
        self._notices = Panel(COLUMN, (16, 0, 16, 12), 8)
        self.header, self.table = BoardHeader(), BoardTable()
        self._empty = Words(BODY, wrap=True)
        self._nothing = Panel(COLUMN, (24, 24, 24, 24)).add(self._empty).push()
        self._nothing.paint(fill="surface", radius=0)
        rooms = Panel(COLUMN).add(self.header).add(self.table, stretch=1)
        rooms.add(self._nothing, stretch=1)
        self.side = RoomPanel()
        self._body = Panel(ROW).add(rooms, stretch=1).add(self.side)
        self._foot = BoardFoot()
        self.add(self._head, self._notices).add(self._body, stretch=1).add(Rule(), self._foot)
        self._ring = FocusRing(self)
        self.begins_at = self.search
        self._connect()

    def render(self, screen: BoardScreen) -> None:  # type: ignore[override] # not Qt's painting
        """Show a screen; what is the same costs nothing."""
        before, self._shown = self._shown, screen
        if screen.query != self.search.text():
            self.search.setText(screen.query)
        if before is None or before.notices != screen.notices:
            self._fill_notices(screen)
        self._empty.say(screen.empty)
        self._nothing.setVisible(bool(screen.empty))
        self.table.setVisible(not screen.empty)
        self.table.show_rows(screen.rows, screen.selected)
        self.side.fill(screen.detail)
        self._arrange()
        self._foot.fill(screen)
        self._tells.setEnabled(screen.can_tell)
        if before is None or replace(before, rows=screen.rows, figures=screen.figures) != screen:
            order_tabs(self)

    def minimumSizeHint(self) -> QSize:
        """Return no least width: everything gives way."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew: the panel stands beside the rooms or in their place."""
        super().resizeEvent(event)
        self._arrange()
        order_tabs(self)

    # ------------------------------------------------------------ within

    def _connect(self) -> None:
        self.search.textEdited.connect(lambda text: self.intent.emit(QueryTyped(text)))
        self.search.key_pressed.connect(self._take_key)
        self.table.key_pressed.connect(self._take_key)
        self.table.picked.connect(lambda room: self.intent.emit(RoomChosen(room)))
        self.table.opened.connect(lambda: self.intent.emit(RoomOpened()))
        self.table.widened.connect(lambda: self.header.show_columns(self.table.lay_columns()))
        sort = QShortcut(QKeySequence("Ctrl+S"), self)
        sort.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        sort.activated.connect(lambda: self.intent.emit(SortAsked()))
        self._tells = QShortcut(QKeySequence("Ctrl+N"), self)
        self._tells.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._tells.activated.connect(lambda: self.intent.emit(NewIssueAsked()))
        for keys, days, told in (
            ("Ctrl+PgDown", 1, "Volgende dag"),
            ("Ctrl+PgUp", -1, "Vorige dag"),
        ):
            turn = QShortcut(QKeySequence(keys), self)
            turn.setWhatsThis(told)
            turn.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            turn.activated.connect(lambda days=days: self.intent.emit(BoardDayTurned(days)))
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(lambda: self.intent.emit(AllRoomsAsked()))

    def _take_key(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()), 0)
        step += PAGES.get(Qt.Key(event.key()), 0) * self.table.page()
        if step:
            event.accept()
            room = self.table.room_after(step)
            if room:
                self.intent.emit(RoomChosen(room))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()
            if not event.isAutoRepeat():
                self.intent.emit(RoomOpened())

    def _fill_notices(self, screen: BoardScreen) -> None:
        self._notices.empty()
        clusters = [notice for notice in screen.notices if notice.actions]
        for notice in screen.notices:
            box = NoticeBox(notice)
            if notice.actions:
                at = clusters.index(notice)
                box.chosen.connect(lambda _, at=at: self.intent.emit(ClusterChosen(at)))
            self._notices.add(box)
        self._notices.setVisible(bool(screen.notices))

    def _arrange(self) -> None:
        has_detail = self._shown is not None and self._shown.detail is not None
        logical = self.width() * 100 / max(px(100), 1)
        is_beside = logical >= BESIDE
        if self._shown is not None:
            self._figures.fill(self._shown.figures, is_tight=logical < WHOLE_FIGURES)
        self._head.box.setDirection(ROW if is_beside else COLUMN)
        told = 0 if self._shown is None else len(self._shown.notices)
        self._foot.setVisible(is_beside or told < MANY_TOLD)  # rooms come before keys
        rooms = self.header.parentWidget()
        if rooms is not None:
            rooms.setVisible(is_beside or not has_detail)
        self.side.setVisible(has_detail)
        self.side.setMinimumWidth(px(SIDE_WIDE) if is_beside else 0)
        self.side.setMaximumWidth(px(SIDE_WIDE) if is_beside else 16777215)


class RoomPanel(Panel):
    """Everything known of one room, group by group."""

    def __init__(self) -> None:
        """Make an empty panel."""
        super().__init__(ROW)
        self.paint(fill="surface", radius=0)
        self._shown: RoomDetail | None = None
        self._inside = Panel(COLUMN, (20, 18, 20, 18), 4)
        self._inside.paint(fill="surface", radius=0)
        self.add(UprightRule()).add(scrolled(self._inside), stretch=1)
        self.hide()

    def fill(self, detail: RoomDetail | None) -> None:
        """Show a room, or nothing."""
        if detail == self._shown:
            return
        self._shown = detail
        self._inside.empty()
        if detail is None:
            return
        self.setAccessibleName(f"Zaal {detail.title}")
        self._inside.add(Words(H2, detail.title), Words(SMALL_2, detail.subtitle, wrap=True))
        for group in detail.groups:
            self._inside.gap(10).add(Words(GROUP, group.title), Rule())
            for line in group.lines:
                self._inside.add(Words(SMALL_2, line, wrap=True))
        self._inside.push()


class BoardFoot(Panel):
    """The legend of the bars, and the keys of the board."""

    def __init__(self) -> None:
        """Make an empty foot."""
        super().__init__(ROW, (16, 6, 16, 6), 20)
        self.paint(fill="surface", radius=0)
        self._legend = Panel(ROW, spacing=12)
        for status, word in LEGEND:
            self._legend.add(
                Panel(ROW, spacing=6).add(Glyph(status, 15), Words(LEGEND_TEXT, word))
            )
        self._keys = Panel(ROW, spacing=16)
        self.add(self._legend).push().add(self._keys)
        self._shown: object = None
        at_each_size(self, lambda: self.setMinimumHeight(px(43)))

    def fill(self, screen: BoardScreen) -> None:
        """Show what keys do now."""
        told = (screen.detail is not None, screen.sort, screen.until, screen.can_tell)
        if told == self._shown:
            return
        self._shown = told
        self._keys.empty()
        if screen.until:
            self._keys.add(Words(SMALL_3, screen.until))
        opened = "Sluit zaal" if screen.detail is not None else "Open zaal"
        self._keys.add(KeyHint(opened, "Enter", SMALL_3))
        if screen.can_tell:
            self._keys.add(KeyHint("Nieuwe melding", "Ctrl N", SMALL_3))
        self._keys.add(KeyHint("Andere dag", "Ctrl PgDn", SMALL_3))
        self._keys.add(KeyHint(f"Sorteer: {screen.sort}", "Ctrl S", SMALL_3))
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Return no least width: the legend gives way."""
        return QSize(0, px(43))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the legend out where there is no room: every bar has its numbers."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        asked = self._legend.sizeHint().width() + self._keys.sizeHint().width()
        self._legend.setVisible(asked + px(2 * 16 + 2 * 20) <= self.width())

"""Storage and connection (11): what is where, a table that counts, trying now, a stick."""

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPen, QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from app.models.values import Status
from app.screens.room.shift_intents import BackPressed, BarActionChosen
from app.screens.room.storage import StickRow, StorageScreen, StoredRow
from app.screens.room.storage_intents import CopyAsked, StickChosen, TryNowAsked
from app.screens.room.wording import Span
from app.views.parts.dark_bar import BACK, DarkBar
from app.views.parts.focus_ring import FocusRing
from app.views.parts.notice_box import NoticeBox, press_with
from app.views.parts.panel import COLUMN, ROW, Panel, Rule, at_each_size, order_tabs, scrolled
from app.views.parts.pictures import Glyph, Picture
from app.views.parts.push_action import BIG, NORMAL, Look, Measure, PushAction
from app.views.parts.screen_keys import KeyHint
from app.views.parts.shift_look import colour, px
from app.views.parts.words import BODY, BODY_2, H2, SMALL_2, SMALL_3, TextRole, Words

TITLE = TextRole(30, 36, 700)
SUBTITLE = TextRole(17, 24, 400, "ink2")
CARD_TITLE, CARD_TITLE_DARK = TextRole(19, 24, 700), TextRole(19, 24, 700, "band_ink")
CARD_TEXT_DARK = TextRole(15, 20, 400, "band_ink2")
STRONG, STRONG_DARK = TextRole(15, 20, 600), TextRole(15, 20, 600, "band_ink")
FOOT = TextRole(15, 20)
COLUMN_HEAD = TextRole(15, 20, 600, "ink2")
NUMBER = TextRole(16, 22, 600)
STICK = Measure(64, 16, 600, 13, 20)
BESIDE, SIDE_WIDE = 1000, 400
BAR_WIDE = 1200
CHOSEN, OTHER = "gekozen", "kies deze"


class Arrow(QWidget):
    """The way from here to there: whole while there is contact, dashes while there is none."""

    def __init__(self) -> None:
        """Make a whole arrow."""
        super().__init__()
        self._is_broken = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_state(self, *, is_broken: bool) -> None:
        """Show whether there is contact."""
        self._is_broken = is_broken
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for the arrow."""
        return QSize(px(104), px(20))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint line and point."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colour("ink3"), px(2))
        end, middle, point = self.width() - px(2), self.height() / 2, px(8)
        painter.setPen(pen)
        painter.drawLine(QPointF(end - point, middle - point), QPointF(end, middle))
        painter.drawLine(QPointF(end - point, middle + point), QPointF(end, middle))
        if self._is_broken:
            pen.setDashPattern([2.5, 2.5])
        painter.setPen(pen)
        painter.drawLine(QPointF(0, middle), QPointF(end - px(4), middle))


class StorageView(Panel):
    """Draws a StorageScreen. F5 tries, Ctrl U copies, Esc leads back."""

    intent = Signal(object)

    def __init__(self) -> None:
        """Make the view; it is empty until the first `render`."""
        super().__init__(COLUMN)
        self.paint(fill="canvas", radius=0)
        self._shown: StorageScreen | None = None
        self._bar = DarkBar()
        self._bar.chosen.connect(self._bar_pressed)
        self._title, self._title_more = Words(TITLE, wrap=True), Words(TITLE, wrap=True)
        self._subtitle = Words(SUBTITLE, wrap=True)
        self._make_places()
        self._table = StoredTable()
        self._notices = Panel(COLUMN, spacing=8)
        self._lines = Panel(COLUMN, (18, 4, 0, 0), 2)
        self._help = Words(BODY_2, wrap=True)
        self._make_ways()
        main = Panel(COLUMN).add(self._title, self._title_more).gap(4).add(self._subtitle).gap(12)
        main.add(self._places).gap(12).add(self._table).gap(12).add(self._notices)
        main.gap(6).add(self._lines).push()
        side = Panel(COLUMN, spacing=16).add(self._connection_card, self._stick_card).push()
        side.add(Panel(ROW, spacing=12).add(Picture("phone", "blue")).add(self._help, stretch=1))
        self._side = side
        self._body = Panel(ROW, (24, 20, 24, 10), 24).add(main, stretch=1).add(side)
        self._foot = Panel(ROW, (16, 6, 16, 6), 12)
        at_each_size(self._foot, lambda: self._foot.setMinimumHeight(px(43)))
        self._foot.paint(fill="surface", radius=0)
        self.add(self._bar).add(scrolled(self._body), stretch=1).add(Rule(), self._foot)
        self._ring = FocusRing(self)
        self.begins_at = self._try
        back = QShortcut(QKeySequence("Esc"), self)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(lambda: self.intent.emit(BackPressed()))

    def render(self, screen: StorageScreen) -> None:  # type: ignore[override] # not Qt's painting
        """Show a screen; what is the same costs nothing."""
        before, self._shown = self._shown, screen
        self._bar.fill(
            "Opslag en verbinding", screen.place, screen.clock, screen.status, screen.back
        )
        self._title.say(screen.title)
        self._title_more.say(screen.title_more)
        self._title_more.setVisible(bool(screen.title_more))
        self._subtitle.say(screen.subtitle)
        self._kept.say(screen.kept)
        self._central.say(screen.central)
        self._central_place.say(screen.central_place)
        self._waiting.say(screen.waiting)
        self._arrow.show_state(is_broken=screen.is_offline)
        self._connection.say(screen.connection)
        self._try.setEnabled(screen.can_try)
        self._copy_hint.say(screen.copy_hint)
        self._copy.setEnabled(screen.can_copy)
        self._copy_note.say(screen.copy_note)
        self._help.say(screen.help)
        if before is None or _table_of(before) != _table_of(screen):
            self._table.fill(screen.rows, screen.total)
        if before is None or before.notices != screen.notices:
            self._fill_notices(screen)
        if before is None or before.lines != screen.lines:
            self._fill_lines(screen)
        if before is None or before.foot != screen.foot:
            self._fill_foot(screen)
        if before is None or before.sticks != screen.sticks:
            self._fill_sticks(screen.sticks)
        order_tabs(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put what can be done beside or below what is told."""
        super().resizeEvent(event)
        logical = self.width() * 100 / max(px(100), 1)
        is_beside = logical >= BESIDE
        self._body.box.setDirection(ROW if is_beside else COLUMN)
        self._side.setMinimumWidth(px(SIDE_WIDE) if is_beside else 0)
        self._side.setMaximumWidth(px(SIDE_WIDE) if is_beside else 16777215)
        self._places.box.setDirection(ROW if logical >= BESIDE / 2 else COLUMN)
        self._bar.arrange(logical if logical >= BAR_WIDE else min(logical, BESIDE - 1))

    # ------------------------------------------------------------ making

    def _make_places(self) -> None:
        self._kept, self._central = Words(STRONG_DARK, wrap=True), Words(STRONG, wrap=True)
        self._central_place = Words(SMALL_2, wrap=True)
        self._waiting, self._arrow = Words(STRONG), Arrow()
        here = _place("laptop", "band_ink", Words(CARD_TITLE_DARK, "Deze laptop"))
        here.paint(fill="band")
        kind = Words(CARD_TEXT_DARK, "versleuteld, elke handeling direct bewaard", wrap=True)
        _fill_place(here, kind, self._kept)
        there = _place("server", "ink", Words(CARD_TITLE, "Centraal dossier"))
        there.paint(fill="surface", border="line")
        _fill_place(there, self._central_place, self._central)
        between = Panel(COLUMN, (8, 0, 8, 0)).push().add(self._arrow)
        between.add(Panel(ROW).push().add(self._waiting).push()).push()
        self._places = Panel(ROW).add(here, stretch=3).add(between, stretch=1)
        self._places.add(there, stretch=3)

    def _make_ways(self) -> None:
        self._connection, self._copy_hint = Words(BODY_2, wrap=True), Words(BODY_2, wrap=True)
        self._try = PushAction("Nu proberen", "F5", Look.PLAIN, NORMAL).dress(wide=True)
        self._try.clicked.connect(lambda: self.intent.emit(TryNowAsked()))
        press_with(self._try, "F5")
        self._connection_card = _card("refresh-cw", "Verbinding", self._connection)
        self._connection_card.gap(14).add(self._try)
        self._sticks = Panel(COLUMN, spacing=8)
        self._copy = PushAction("Kopie maken", "Ctrl U", Look.PRIMARY, BIG).dress(wide=True)
        self._copy.clicked.connect(lambda: self.intent.emit(CopyAsked()))
        press_with(self._copy, "Ctrl U")
        self._copy_note = Words(SMALL_3, wrap=True)
        self._stick_card = _card("usb", "Kopie op USB-stick", self._copy_hint)
        self._stick_card.gap(12).add(self._sticks).gap(12).add(self._copy).gap(8)
        self._stick_card.add(self._copy_note)

    # ------------------------------------------------------------ filling

    def _fill_notices(self, screen: StorageScreen) -> None:
        self._notices.empty()
        for notice in screen.notices:
            self._notices.add(NoticeBox(notice))
        self._notices.setVisible(bool(screen.notices))

    def _fill_lines(self, screen: StorageScreen) -> None:
        self._lines.empty()
        for at, text in screen.lines:
            row = (
                Panel(ROW, spacing=20)
                .add(Words(STRONG, at))
                .add(Words(SMALL_2, text, wrap=True), stretch=1)
            )
            self._lines.add(row)

    def _fill_foot(self, screen: StorageScreen) -> None:
        self._foot.empty()
        if screen.foot:
            text = (Span(screen.foot, strong=True), Span("\u2002Bewaard op deze laptop"))
            self._foot.add(Glyph(Status.PRESENT, 18), Words(FOOT, text))
        self._foot.push().add(KeyHint(screen.back, "Esc", SMALL_3))

    def _fill_sticks(self, sticks: tuple[StickRow, ...]) -> None:
        held = any(each.hasFocus() for each in self._sticks.findChildren(PushAction))
        self._sticks.empty()
        for stick in sticks:
            button = PushAction(
                stick.name, "", Look.STRONG if stick.is_chosen else Look.PLAIN, STICK
            )
            button.dress(wide=True, detail=stick.detail, picture="hard-drive")
            button.setAccessibleName(f"{stick.name}, {CHOSEN if stick.is_chosen else OTHER}")
            button.setAccessibleDescription(stick.detail)
            button.clicked.connect(lambda _=False, path=stick.path: self._pick(path))
            self._sticks.add(button)
            if held and stick.is_chosen:
                button.setFocus()
        self._sticks.setVisible(bool(sticks))

    def _pick(self, path: str) -> None:
        self.intent.emit(StickChosen(path))

    def _bar_pressed(self, action: str) -> None:
        self.intent.emit(BackPressed() if action == BACK else BarActionChosen(action))


class StoredTable(Panel):
    """What is here, what waits and what is central, per kind of act."""

    def __init__(self) -> None:
        """Make an empty table."""
        super().__init__(COLUMN, (1, 1, 1, 1))
        self.paint(fill="surface", border="line")
        self._grid = QWidget()
        self.add(self._grid)

    def fill(self, rows: tuple[StoredRow, ...], total: StoredRow) -> None:
        """Show other numbers."""
        self.empty()
        self._grid = QWidget()
        grid = QGridLayout(self._grid)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.setColumnStretch(0, 5)
        for column in (1, 2, 3):
            grid.setColumnStretch(column, 1)
        at_each_size(self._grid, lambda: _measure(grid))
        for column, text in enumerate(("Wat", "Op deze laptop", "Wacht", "Centraal")):
            grid.addWidget(_cell(Words(COLUMN_HEAD, text), column), 0, column)
        for n, row in enumerate(rows, start=1):
            grid.addWidget(Rule(), 2 * n - 1, 0, 1, 4)
            self._add_row(grid, 2 * n, row)
        grid.addWidget(Rule("ink"), 2 * len(rows) + 1, 0, 1, 4)
        self._add_total(grid, 2 * len(rows) + 2, total)
        self.setAccessibleName("Wat waar staat")
        self.setAccessibleDescription(". ".join(map(_spoken, (*rows, total))))
        self.add(self._grid)

    def _add_row(self, grid: QGridLayout, at: int, row: StoredRow) -> None:
        waits = row.waiting.isdecimal()
        cells = (
            _cell(Words(BODY, row.text), 0),
            _number(Glyph(Status.PRESENT, 18), Words(NUMBER, row.here)),
            _number(
                Picture("hourglass", "ink2", 18) if waits else None, Words(NUMBER, row.waiting)
            ),
            _number(Picture("cloud", "ink2", 18), Words(BODY, row.central)),
        )
        for column, cell in enumerate(cells):
            grid.addWidget(cell, at, column)

    def _add_total(self, grid: QGridLayout, at: int, row: StoredRow) -> None:
        texts = (row.here, row.waiting, row.central)
        grid.addWidget(_cell(Words(NUMBER, row.text), 0), at, 0)
        for column, text in enumerate(texts, start=1):
            grid.addWidget(_number(None, Words(NUMBER, text), is_indented=True), at, column)


def _table_of(screen: StorageScreen) -> object:
    return screen.rows, screen.total


def _spoken(row: StoredRow) -> str:
    waiting = row.waiting if row.waiting.isdecimal() else "0"
    return f"{row.text}: {row.here} hier, {waiting} wacht, {row.central} centraal"


def _cell(words: Words, column: int) -> Panel:
    return Panel(ROW, (18 if not column else 0, 6, 16, 6)).add(words).push()


def _number(picture: QWidget | None, words: Words, *, is_indented: bool = False) -> Panel:
    cell = Panel(ROW, (26 if is_indented else 0, 5, 16, 5), 8)
    if picture is not None:
        cell.add(picture)
    return cell.add(words).push()


def _place(picture: str, ink: str, title: Words) -> Panel:
    head = Panel(ROW, spacing=12).add(Panel().add(Picture(picture, ink, 28)).push())
    texts = Panel(COLUMN).add(title)
    head.add(texts, stretch=1)
    place = Panel(COLUMN, (18, 14, 18, 16)).add(head)
    place.setProperty("texts", texts)
    return place


def _fill_place(place: Panel, kind: Words, until: Words) -> None:
    texts: Panel = place.property("texts")
    texts.add(kind)
    place.gap(10).add(until).push()


def _card(picture: str, title: str, text: Words) -> Panel:
    card = Panel(COLUMN, (20, 18, 20, 20))
    card.paint(fill="surface", border="line")
    head = Panel(ROW, spacing=12).add(Picture(picture, "ink2", 24), Words(H2, title)).push()
    return card.add(head).gap(6).add(text)


def _measure(grid: QGridLayout) -> None:
    """Give the numbers their least width in the text size of now."""
    for column in (1, 2, 3):
        grid.setColumnMinimumWidth(column, px(124))

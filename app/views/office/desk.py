"""The desk (16): figures, the people of a half-day, and the form of who stands there now."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut

from app.screens.office import desk_intents as i
from app.screens.office.desk_ui import DeskScreen
from app.views.office.board import BoardSearch, FigureRow
from app.views.office.board_table import BoardHeader
from app.views.office.desk_panel import DeskPanelView
from app.views.office.desk_table import INSET, desk_table
from app.views.office.list_page import DAY_PARTS, FILLS, Figures, ListFoot
from app.views.parts.card import Card
from app.views.parts.choices import Choices
from app.views.parts.focus_ring import FocusRing
from app.views.parts.notice_box import press_with
from app.views.parts.panel import COLUMN, ROW, Panel, Rule, UprightRule, order_tabs, scrolled
from app.views.parts.pictures import Picture
from app.views.parts.push_action import SMALL, Look, PushAction
from app.views.parts.tokens import px
from app.views.parts.words import BODY, H1, SMALL_2, TextRole, Words

PLACE = TextRole(19, 24, 400, "ink2")
SIDE_WIDE, BESIDE, ONE_ROW = 408, 1180, 900
HINTS = (("Zoek surveillant", "Ctrl F"), ("Uit de reserve", "Ctrl N"), ("Lijst printen", "Ctrl P"))
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class DeskView(Panel):
    """Draws a DeskScreen. Arrows choose, Ctrl Enter records, Ctrl Z takes back, Ctrl P prints."""

    intent = Signal(object)

    def __init__(self) -> None:
        """Make the view; it is empty until the first `render`."""
        super().__init__(COLUMN)
        self.paint(fill="canvas", radius=0)
        self._shown: DeskScreen | None = None
        self._title, self._place = Words(H1), Words(PLACE)
        self.search = BoardSearch()
        self.search.setPlaceholderText("Zoek surveillant")
        self.search.setAccessibleName("Zoek een surveillant of zaal")
        self._figures, self.header, self.table = Figures(), BoardHeader(INSET), desk_table()
        self._empty, self._note = Words(BODY, wrap=True), Words(SMALL_2, wrap=True)
        self._parts = Choices(DAY_PARTS, has_caps=False)
        self._few = FigureRow()
        self._main = Panel(COLUMN, (24, 14, 24, 12), 12).add(
            self._head(), self._figures, self._few
        )
        rooms = Card().add(self.header).add(self.table, stretch=1)
        note = Panel(ROW, spacing=10).add(Panel(COLUMN).add(Picture("info", "ink2", 18)).push())
        self._main.add(rooms, stretch=FILLS).add(self._empty)
        self._main.add(note.add(self._note, stretch=1)).push()
        self._rooms = rooms
        self.panel = DeskPanelView(self.intent)
        form = Panel(COLUMN).add(scrolled(self.panel), stretch=1).add(self.panel.action)
        self._side = Panel(ROW).add(UprightRule()).add(form, stretch=1)
        self._body = Panel(ROW).add(self._main, stretch=1).add(self._side)
        self._foot = ListFoot(HINTS, BESIDE)
        self.add(scrolled(self._body), stretch=1).add(Rule(), self._foot)
        self._ring = FocusRing(self)
        self.begins_at = self.search
        self._connect()

    def render(self, screen: DeskScreen) -> None:  # type: ignore[override] # not Qt's painting
        """Show a screen; what is the same costs nothing."""
        before, self._shown = self._shown, screen
        self._title.say(screen.title)
        self._place.say(screen.location)
        self._parts.choose(screen.day_part)
        self._figures.fill(screen.figures)
        if screen.query != self.search.text():
            self.search.setText(screen.query)
        self.table.show_lines(screen.lines, screen.selected)
        self._rooms.setVisible(bool(screen.lines))
        self._empty.say(screen.empty)
        self._empty.setVisible(bool(screen.empty))
        self._note.say(screen.note)
        if before is None or (before.panel, before.notices) != (screen.panel, screen.notices):
            self.panel.fill(screen.panel, screen.notices)
        self._foot.hint(*(HINTS if screen.can_write else HINTS[::2]))
        self._foot.fill(screen.foot, can_undo=screen.can_undo)
        self._arrange()
        order_tabs(self)

    def minimumSizeHint(self) -> QSize:
        """Return no least width: everything gives way."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the form beside or below."""
        super().resizeEvent(event)
        self._arrange()

    # ------------------------------------------------------------ within

    def _head(self) -> Panel:
        head = Panel(ROW, spacing=12).add(self._title)
        place = PushAction("Locatie", "Alt L", Look.PLAIN, SMALL)
        place.clicked.connect(lambda: self.intent.emit(i.LocationAsked()))
        press_with(place, "Alt L")
        head.add(self._place, place).push()
        parts = Panel(ROW, spacing=12).add(self.search, stretch=1)
        for part, button in self._parts.parts.items():
            button.clicked.connect(
                lambda _=False, part=part: self.intent.emit(i.DayPartChosen(part.value))
            )
        parts.add(self._parts)
        self._head_row = Panel(ROW, spacing=12).add(head, stretch=1).add(parts)
        return self._head_row

    def _connect(self) -> None:
        self.search.textEdited.connect(lambda text: self.intent.emit(i.DeskSearched(text)))
        self.search.key_pressed.connect(self._take_key)
        self.table.key_pressed.connect(self._take_key)
        self.table.picked.connect(lambda key: self.intent.emit(i.DeskChosen(key)))
        self.table.widened.connect(lambda: self.header.show_columns(self.table.lay_columns()))
        self._foot.undo.clicked.connect(lambda: self.intent.emit(i.DeskUndone()))
        for keys, act in (
            ("Ctrl+F", self.search.setFocus),
            ("Ctrl+N", lambda: self.intent.emit(i.ReserveAsked(self.search.text()))),
            ("Ctrl+P", lambda: self.intent.emit(i.DeskPrinted())),
            ("Esc", self._clear),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _clear(self) -> None:
        self.intent.emit(i.DeskSearched(""))
        self.search.setFocus()

    def _take_key(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()), 0)
        if step:
            event.accept()
            self.intent.emit(i.DeskChosen(step=step))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()
            self.panel.take_focus()

    def _arrange(self) -> None:
        logical = self.width() * 100 / max(px(100), 1)
        is_beside = logical >= BESIDE
        self._body.box.setDirection(ROW if is_beside else COLUMN)
        self._head_row.box.setDirection(ROW if logical >= ONE_ROW else COLUMN)
        self._figures.setVisible(logical >= ONE_ROW)
        self._few.setVisible(logical < ONE_ROW)
        if self._shown is not None:
            self._few.fill(self._shown.figures, is_tight=True)
        self._side.setMinimumWidth(px(SIDE_WIDE) if is_beside else 0)
        self._side.setMaximumWidth(px(SIDE_WIDE) if is_beside else 16777215)
        self._rooms.setMinimumHeight(0 if is_beside else px(240))
        self._side.setMinimumHeight(0 if is_beside else px(420))

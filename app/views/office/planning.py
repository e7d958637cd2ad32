"""Planning by hand: the sessions of a day, and the form of the one that is planned now."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from app.screens.office import planning_intents as i
from app.screens.office.planning_ui import PlanMode, PlanningScreen
from app.views.office.board import BoardSearch, FigureRow
from app.views.office.board_table import BoardHeader
from app.views.office.desk_panel import DeskPanelView
from app.views.office.list_page import FILLS, Figures, ListFoot
from app.views.office.planning_table import INSET, planning_table
from app.views.parts.card import Card
from app.views.parts.choices import Chip
from app.views.parts.flow import Flow
from app.views.parts.focus_ring import FocusRing
from app.views.parts.notice_box import press_with
from app.views.parts.panel import COLUMN, ROW, Panel, Rule, UprightRule, order_tabs, scrolled
from app.views.parts.pictures import Picture
from app.views.parts.push_action import NORMAL, SMALL, Look, PushAction
from app.views.parts.tokens import px
from app.views.parts.words import BODY, H1, SMALL_2, TextRole, Words

DAY = TextRole(19, 24, 400, "ink2")
SIDE_WIDE, BESIDE, ONE_ROW = 408, 1180, 900
HINTS = (("Zoek", "Ctrl F"), ("Andere dag", "Ctrl PgDn"), ("Deurlijsten", "Ctrl P"))
MODES = (
    (PlanMode.ROOMS, "Zalen", "Alt Z"),
    (PlanMode.PEOPLE, "Toezicht", "Alt T"),
    (PlanMode.CANDIDATES, "Kandidaten", "Alt K"),
    (PlanMode.ABSENCE, "Afmelden", "Alt A"),
    (PlanMode.LINK, "Koppelen", "Alt L"),
)
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class PlanningView(Panel):
    """Draws a PlanningScreen. Arrows choose, Ctrl Enter prepares, Ctrl S sends, Ctrl Z undoes."""

    intent = Signal(object)

    def __init__(self) -> None:
        """Make the view; it is empty until the first `render`."""
        super().__init__(COLUMN)
        self.paint(fill="canvas", radius=0)
        self._shown: PlanningScreen | None = None
        self._title, self._day = Words(H1), Words(DAY)
        self.search = BoardSearch()
        self.search.setPlaceholderText("Zoek zitting of zaal")
        self.search.setAccessibleName("Zoek een zitting of zaal")
        self._figures, self._few = Figures(), FigureRow()
        self.header, self.table = BoardHeader(INSET), planning_table()
        self._empty, self._note = Words(BODY, wrap=True), Words(SMALL_2, wrap=True)
        self.modes = {mode: Chip(word, keys=keys) for mode, word, keys in MODES}
        self.proposals = PushAction("", "Alt V", Look.PLAIN, NORMAL)
        self.extras = PushAction("Gegevens uit CSV", "Alt G", Look.PLAIN, NORMAL)
        self.send = PushAction("", "Ctrl S", Look.PRIMARY, NORMAL)
        self._main = Panel(COLUMN, (24, 14, 24, 12), 12)
        self._main.add(self._head(), self._figures, self._few, self._doing())
        self._rooms = Card().add(self.header).add(self.table, stretch=1)
        note = Panel(ROW, spacing=10).add(Panel(COLUMN).add(Picture("info", "ink2", 18)).push())
        self._main.add(self._rooms, stretch=FILLS).add(self._empty)
        self._main.add(note.add(self._note, stretch=1)).push()
        self.panel = DeskPanelView(self.intent)
        form = Panel(COLUMN).add(self._mode_row()).add(scrolled(self.panel), stretch=1)
        form.paint(fill="surface", radius=0)
        form.add(self.panel.action)
        self._side = Panel(ROW).add(UprightRule()).add(form, stretch=1)
        self._body = Panel(ROW).add(self._main, stretch=1).add(self._side)
        self._foot = ListFoot(HINTS, BESIDE)
        self.add(scrolled(self._body), stretch=1).add(Rule(), self._foot)
        self._ring = FocusRing(self)
        self.begins_at = self.search
        self._connect()

    def render(self, screen: PlanningScreen) -> None:  # type: ignore[override] # not Qt's painting
        """Show a screen; what is the same costs nothing."""
        before, self._shown = self._shown, screen
        self._title.say(screen.title)
        self._day.say(screen.day)
        for mode, chip in self.modes.items():
            chip.choose(is_chosen=mode is screen.mode)
            chip.setVisible(mode in screen.modes)
        self.extras.setVisible(screen.can_plan)
        self._figures.fill(screen.figures)
        if screen.query != self.search.text():
            self.search.setText(screen.query)
        self.table.show_lines(screen.lines, screen.selected)
        self._rooms.setVisible(bool(screen.lines))
        self._empty.say(screen.empty)
        self._empty.setVisible(bool(screen.empty))
        self._note.say(screen.note)
        self.proposals.say(f"Alle {screen.proposals} voorstellen overnemen", "Alt V")
        self.proposals.setVisible(screen.proposals > 0)
        self.send.say(f"Versturen ({screen.to_send})", "Ctrl S")
        self.send.setVisible(screen.to_send > 0)
        if before is None or (before.panel, before.notices) != (screen.panel, screen.notices):
            self.panel.fill(screen.panel, screen.notices)
        if before is not None and before.mode is not screen.mode:
            self.panel.take_focus()
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
        earlier = PushAction("Eerder", "Ctrl PgUp", Look.PLAIN, SMALL)
        later = PushAction("Later", "Ctrl PgDn", Look.PLAIN, SMALL)
        for button, keys, step in ((earlier, "Ctrl+PgUp", -1), (later, "Ctrl+PgDown", 1)):
            button.clicked.connect(lambda _=False, step=step: self.intent.emit(i.DayTurned(step)))
            press_with(button, keys)
        days = Panel(ROW, spacing=10).add(earlier, later).push()
        head = Panel(ROW, spacing=12).add(self._title, self._day).push()
        find = Panel(ROW, spacing=12).add(self.search, stretch=1).add(days)
        self._head_row = Panel(ROW, spacing=12).add(head, stretch=1).add(find)
        return self._head_row

    def _doing(self) -> QWidget:
        """Return the row of what concerns the whole day; it breaks where there is no room."""
        row = QWidget()
        flow = Flow(row, 10)
        for button, keys, intent in (
            (self.send, "Ctrl+S", i.PlanSent()),
            (self.proposals, "Alt+V", i.ProposalsTaken()),
            (self.extras, "Alt+G", i.ExtrasAsked()),
        ):
            button.clicked.connect(lambda _=False, intent=intent: self.intent.emit(intent))
            press_with(button, keys)
            flow.addWidget(button)
        return row

    def _mode_row(self) -> Panel:
        row = QWidget()
        flow = Flow(row, 8)
        for mode, _, keys in MODES:
            button = self.modes[mode]
            button.clicked.connect(
                lambda _=False, mode=mode: self.intent.emit(i.ModeChosen(mode.value))
            )
            press_with(button, keys.replace(" ", "+"))
            flow.addWidget(button)
        return Panel(COLUMN, (20, 16, 20, 0)).add(row)

    def _connect(self) -> None:
        self.search.textEdited.connect(lambda text: self.intent.emit(i.PlanSearched(text)))
        self.search.key_pressed.connect(self._take_key)
        self.table.key_pressed.connect(self._take_key)
        self.table.picked.connect(lambda key: self.intent.emit(i.SessionChosen(key)))
        self.table.widened.connect(lambda: self.header.show_columns(self.table.lay_columns()))
        self._foot.undo.clicked.connect(lambda: self.intent.emit(i.PlanUndone()))
        for keys, act in (
            ("Ctrl+F", self.search.setFocus),
            ("Ctrl+P", lambda: self.intent.emit(i.DoorListsAsked())),
            ("Esc", self._clear),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _clear(self) -> None:
        self.intent.emit(i.PlanSearched(""))
        self.search.setFocus()

    def _take_key(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()), 0)
        if step:
            event.accept()
            self.intent.emit(i.SessionChosen(step=step))
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

"""The issue log (10): the list, what happened, what is typed, and the decision that waits."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QWidget

from app.screens.office import intents as i
from app.screens.office.hotline_ui import HotlineScreen, LogRow
from app.screens.room.wording import ScreenAction
from app.views.office.hotline_list import IssueList
from app.views.office.hotline_side import DecisionPanel, NewIssuePanel
from app.views.office.list_page import ListFoot
from app.views.parts.flow import Flow
from app.views.parts.focus_ring import FocusRing
from app.views.parts.notice_box import NoticeBox, press_with
from app.views.parts.panel import COLUMN, ROW, Panel, Rule, UprightRule, order_tabs, scrolled
from app.views.parts.pictures import marked
from app.views.parts.pill import Pill
from app.views.parts.plain_field import PlainField
from app.views.parts.push_action import NORMAL, SMALL, Look, PushAction
from app.views.parts.tokens import colour, px
from app.views.parts.words import BODY, BODY_2, H3, SMALL_2, TONE_INK, TextRole, Words

TITLE = TextRole(25, 30, 700)
TIME, TOLD = TextRole(16, 22, 600), TextRole(16, 22, quiet=15)
LIST_WIDE, SIDE_WIDE = 392, 366
BESIDE = 1180
HINTS = (("Volgende melding", "Pijl omlaag"), ("Pak op", "Enter"))
OVER = "hand-over"
SECOND = (OVER, "call", "call-done", "heard", "message")
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class LogBox(PlainField):
    """Where everything is typed: arrows choose another issue, Enter without words takes it up."""

    moved = Signal(int)
    taken = Signal()
    reached = Signal()

    def __init__(self) -> None:
        """Make an empty box."""
        super().__init__("Wat gebeurde er", 56)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that somebody is about to type."""
        super().focusInEvent(event)
        self.reached.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move through the list, take up, or type."""
        step = STEPS.get(Qt.Key(event.key()), 0)
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if step:
            event.accept()
            self.moved.emit(step)
        elif is_enter and not self.text().strip():
            event.accept()
            if not event.isAutoRepeat():
                self.taken.emit()
        else:
            super().keyPressEvent(event)


class HotlineView(Panel):
    """Draws a HotlineScreen. Ctrl N tells something new, Ctrl Enter adds, Esc leaves."""

    intent = Signal(object)

    def __init__(self) -> None:
        """Make the view; it is empty until the first `render`."""
        super().__init__(COLUMN)
        self.paint(fill="canvas", radius=0)
        self._shown: HotlineScreen | None = None
        self.list = IssueList()
        self._middle = _Middle(self.intent)
        self.typed = self._middle.typed
        self.decision = DecisionPanel(self.intent)
        self.new = NewIssuePanel(self.intent)
        self._room = Panel(COLUMN, spacing=2)
        side = Panel(COLUMN, (20, 16, 20, 16), 10).add(self.decision, self._room).push()
        side.paint(fill="surface", radius=0)
        self._side = Panel(ROW).add(UprightRule()).add(scrolled(side), stretch=1)
        self._body = Panel(ROW).add(self.list, UprightRule())
        self._body.add(self._middle, stretch=1).add(self.new, stretch=1).add(self._side)
        self._foot = ListFoot(HINTS, BESIDE)
        self._area = scrolled(self._body)
        self.add(self._area, stretch=1).add(Rule(), self._foot)
        self._ring = FocusRing(self)
        self.begins_at = self.typed
        self.typed.reached.connect(self._bring_typed)
        self.list.picked.connect(lambda key: self.intent.emit(i.IssueChosen(key)))
        self.list.listed.connect(lambda shown: self.intent.emit(i.ListAsked(shown)))
        self.list.new_asked.connect(lambda: self.intent.emit(i.NewIssueAsked()))
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._leave)

    def render(self, screen: HotlineScreen) -> None:  # type: ignore[override] # not Qt's painting
        """Show a screen; what is the same costs nothing."""
        before, self._shown = self._shown, screen
        was_new = before is not None and before.new is not None
        self.list.fill(screen)
        is_new = screen.new is not None
        self._middle.fill(screen)
        self._middle.setVisible(not is_new)
        self.new.setVisible(is_new)
        if screen.new is not None:
            self.new.fill(screen.new, screen.notices, is_fresh=not was_new)
        self.decision.fill(screen.decision)
        self._foot.hint(*HINTS[: len(HINTS) if screen.submit else 1])
        beside = (screen.room, screen.also, screen.decision is None)
        if before is None or (before.room, before.also, before.decision is None) != beside:
            self._fill_room(screen)
        self._foot.fill(screen.foot)
        self._arrange()
        order_tabs(self)
        if was_new and not is_new:
            self.typed.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew: the list and the decision give way where room is scarce."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        screen, logical = self._shown, self.width() * 100 / max(px(100), 1)
        has_side = screen is not None and bool(screen.decision or screen.room)
        self._side.setVisible(has_side and (screen is None or screen.new is None))
        is_beside = logical >= BESIDE
        self._body.box.setDirection(ROW if is_beside else COLUMN)
        self.list.setMinimumWidth(px(LIST_WIDE) if is_beside else 0)
        self.list.setMaximumWidth(px(LIST_WIDE) if is_beside else 16777215)
        self.list.setMinimumHeight(0 if is_beside else px(190))
        self.list.setMaximumHeight(16777215 if is_beside else px(190))
        self._middle.stack(is_beside=is_beside)
        self._side.setMinimumHeight(0 if is_beside else px(420))
        self._side.setMinimumWidth(px(SIDE_WIDE) if is_beside else 0)
        self._side.setMaximumWidth(px(SIDE_WIDE) if is_beside else 16777215)
        if self.typed.hasFocus():
            self._bring_typed()

    def _bring_typed(self) -> None:
        """Scroll to where is typed, where everything stands in one column."""
        self._area.ensureWidgetVisible(self.typed, 0, px(8))

    def _fill_room(self, screen: HotlineScreen) -> None:
        self._room.empty()
        if screen.room:
            if screen.decision is not None:
                self._room.gap(8).add(Rule()).gap(6)
            self._room.add(Words(H3, "Zaal"))
            for line in screen.room:
                self._room.add(Words(SMALL_2, line, wrap=True))
        if screen.also:
            self._room.gap(8).add(Rule()).gap(6).add(Words(H3, "Ook geraakt?"))
            self._room.add(Words(SMALL_2, screen.also, wrap=True))

    def _leave(self) -> None:
        self.typed.clear()
        self.intent.emit(i.WritingLeft())
        self.typed.setFocus()


class _Middle(Panel):
    """One issue: its title, what happened, and the box with what can be done."""

    def __init__(self, intent: SignalInstance) -> None:
        super().__init__(COLUMN, (24, 16, 24, 16))
        self._intent = intent
        self._title, self._subtitle = Words(TITLE, wrap=True), Words(BODY_2, wrap=True)
        self._owner = Pill()
        head = Panel(ROW, spacing=12).add(self._title, stretch=1)
        self._over = Panel(ROW)
        head.add(Panel(COLUMN).add(Panel(ROW, spacing=12).add(self._owner, self._over)).push())
        self._rows = Panel(COLUMN, (18, 14, 18, 5))
        self._rows.paint(fill="surface", border="line")
        log = Panel(COLUMN).add(self._rows).push()
        self._notices = Panel(COLUMN, spacing=8)
        self._empty = Words(BODY, wrap=True)
        self.typed = LogBox()
        self._actions = QWidget()
        self._flow = Flow(self._actions, 10)
        self._shown: object = None
        self._issue = ""
        self.add(head).gap(2).add(self._subtitle).gap(12).add(self._empty)
        self._log = scrolled(log)
        bar = self._log.verticalScrollBar()
        bar.rangeChanged.connect(lambda _, end: bar.setValue(end))
        self.add(self._log, stretch=1).gap(8).add(self._notices).gap(8)
        self.add(self.typed).gap(10).add(self._actions)
        self.typed.entered.connect(self._submit)
        self.typed.moved.connect(lambda step: self._emit(i.IssueChosen(step=step)))
        self.typed.taken.connect(lambda: self._emit(i.IssueActed("take")))

    def fill(self, screen: HotlineScreen) -> None:
        """Show an issue; what was typed stays as long as it is the same one."""
        if screen.selected != self._issue:
            self._issue = screen.selected
            self.typed.clear()
        self._title.say(screen.title)
        self._subtitle.say(screen.subtitle)
        self._owner.say(screen.owner, screen.owner_tone, "phone")
        self._empty.say("" if screen.title else screen.empty)
        self._empty.setVisible(not screen.title)
        self.typed.setVisible(bool(screen.title))
        self.typed.setReadOnly(not screen.submit)
        self._actions.setVisible(bool(screen.title and screen.submit))
        self.typed.setPlaceholderText(screen.asks)
        self.typed.setAccessibleDescription(screen.asks)
        told = (screen.rows, screen.actions, screen.hand_over, screen.submit, screen.notices)
        if told == self._shown:
            return
        self._shown = told
        self._rows.empty()
        for n, row in enumerate(screen.rows, start=1):
            self._rows.add(_LogLine(row, is_last=n == len(screen.rows)))
        self._rows.setVisible(bool(screen.rows))
        self._notices.empty()
        for notice in screen.notices:
            self._notices.add(NoticeBox(notice))
        self._notices.setVisible(bool(screen.notices))
        self._fill_actions(screen)

    def stack(self, *, is_beside: bool) -> None:
        """Keep the log readable where everything stands in one column."""
        self._log.setMinimumHeight(0 if is_beside else px(180))

    def _fill_actions(self, screen: HotlineScreen) -> None:
        self._flow.clear()
        self._over.empty()
        add = PushAction(screen.submit, "Ctrl Enter", Look.PRIMARY, NORMAL)
        add.clicked.connect(self._submit)
        press_with(add, "Ctrl Return")
        self._flow.addWidget(add)
        add.show()
        for action in (*screen.hand_over, *screen.actions):
            measure = SMALL if action.name in SECOND else NORMAL
            button = PushAction(action.text, action.keys, Look.PLAIN, measure)
            button.clicked.connect(lambda _=False, action=action: self._press(action))
            press_with(button, action.keys)
            if action.name == OVER:
                self._over.add(button)
            else:
                self._flow.addWidget(button)
            button.show()

    def _press(self, action: ScreenAction) -> None:
        text = self.typed.text()
        self._emit(i.IssueActed(action.name, text))
        if text.strip() and action.name not in ("take", "hand-over"):
            self.typed.clear()
        self.typed.setFocus()

    def _submit(self) -> None:
        text = self.typed.text()
        if text.strip():
            self.typed.clear()
        self._emit(i.TextSubmitted(text))

    def _emit(self, intent: object) -> None:
        self._intent.emit(intent)


class _LogLine(Panel):
    """What happened at a time; a thin line leads to what came next."""

    def __init__(self, row: LogRow, *, is_last: bool) -> None:
        super().__init__(ROW, (0, 0, 0, 9), 12)
        self._is_last = is_last
        picture = marked(row.icon, TONE_INK[row.tone] or "ink2")
        self.add(Panel(COLUMN, (0, 1, 0, 0)).add(picture).push())
        self.add(Panel(COLUMN, width=70).add(Words(TIME, row.time)).push())
        self.add(Panel(COLUMN).add(Words(TOLD, row.text, wrap=True)).push(), stretch=1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line below the picture."""
        super().paintEvent(event)
        if not self._is_last:
            top = px(24)
            QPainter(self).fillRect(px(9), top, px(2), self.height() - top, colour("line"))

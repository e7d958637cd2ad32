"""Closing a session (07): check, read the real report, sign. Everything is mended here."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from app.screens.room.closing import ClosingScreen
from app.screens.room.shift_intents import (
    ApartAsked,
    BackPressed,
    BarActionChosen,
    CheckFixChosen,
    LeaveAsked,
    PageTurned,
    SignAsked,
    SigningActionChosen,
    StatementTicked,
    UndoAsked,
)
from app.screens.room.wording import Line, Span, Tone
from app.views.parts.closing_checks import ClosingChecks
from app.views.parts.closing_foot import ClosingFoot
from app.views.parts.dark_bar import BACK, DarkBar
from app.views.parts.focus_ring import FocusRing
from app.views.parts.notice_box import LOOKS, press_with
from app.views.parts.panel import (
    COLUMN,
    ROW,
    Panel,
    Rule,
    UprightRule,
    order_tabs,
    scrolled,
    show_from_top,
)
from app.views.parts.paper_preview import PaperPreview
from app.views.parts.pictures import Picture
from app.views.parts.push_action import (
    BIG,
    LINK_MEASURE,
    Look,
    PushAction,
)
from app.views.parts.shift_look import px
from app.views.parts.signing_boxes import SigningBoxes
from app.views.parts.step_card import ERROR
from app.views.parts.tick import STATEMENT, Tick
from app.views.parts.words import BODY_2, H2, SMALL_2, SMALL_3, TextRole, Words

UNFINISHED = "Een pincode heeft 6 cijfers."
BUSY_SHOWN_AFTER_MS = 300
THREE_PANES, SHORT = 1200, 800
NOTE = TextRole(15, 20)
CHECKS_WIDE, SIGNING_WIDE = 416, 402


class ClosingView(Panel):
    """Draws a ClosingScreen. Typing goes to the PIN, arrows to the checks, PgDn to the paper."""

    intent = Signal(object)

    def __init__(self) -> None:
        """Make the view; it is empty until the first `render`."""
        super().__init__(COLUMN)
        self.paint(fill="canvas", radius=0)
        self._shown: ClosingScreen | None = None
        self._bar = DarkBar()
        self._bar.chosen.connect(self._bar_pressed)
        self._make_checks()
        self._preview = PaperPreview()
        self._preview.turned.connect(lambda page: self.intent.emit(PageTurned(page)))
        self._make_signing()
        self._panes = Panel(ROW)
        self._panes.add(self._checks_pane).add(self._preview, stretch=1)
        self._panes.add(self._signing_pane)
        self._foot = ClosingFoot()
        self._foot.undone.connect(lambda: self.intent.emit(UndoAsked()))
        self.add(self._bar).add(self._panes, stretch=1).add(Rule(), self._foot)
        self._rings = [FocusRing(self._panes), FocusRing(self._foot)]
        self._busy_later = QTimer(self, singleShot=True, interval=BUSY_SHOWN_AFTER_MS)
        self._busy_later.timeout.connect(self._busy.show)
        self._wire_keys()

    def render(self, screen: ClosingScreen) -> None:  # type: ignore[override] # not Qt's painting
        """Show a screen. Digits that are being typed and the page that is read stay."""
        before, self._shown = self._shown, screen
        self._bar.fill(screen.title, screen.place, screen.clock, screen.status, screen.back)
        self._checks_title.say(screen.checks_title)
        self._summary.say(screen.checks_summary)
        self._checks.fill(screen.checks)
        self._more.say(screen.more_checks)
        self._more.setVisible(bool(screen.more_checks))
        self._preview.fill(screen.preview)
        self._fill_signing(screen, before)
        hint = "Volgend punt" if screen.checks else ""
        self._foot.fill(screen.last_act, screen.footer, hint)
        order_tabs(self)
        if before is None or _turn(before) != _turn(screen):
            self._to_field()

    def showEvent(self, event: QShowEvent) -> None:
        """Put the focus where something is asked."""
        super().showEvent(event)
        self._to_field()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the panes beside or under each other."""
        super().resizeEvent(event)
        self._arrange()
        _keep_in_sight(self._signing_area, self._boxes.pin)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is the button."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()
            if not event.isAutoRepeat():
                self._press()
            return
        super().keyPressEvent(event)

    def _make_checks(self) -> None:
        self._checks_title, self._summary = Words(H2, wrap=True), Words(BODY_2, wrap=True)
        self._checks = ClosingChecks()
        self._checks.fixed.connect(
            lambda check, fix, entry: self.intent.emit(CheckFixChosen(check, fix, entry))
        )
        self._more = Words(SMALL_3, wrap=True)
        self._more.setContentsMargins(16, 8, 16, 8)
        head = Panel(COLUMN, (16, 16, 16, 12)).add(self._checks_title, self._summary)
        inside = Panel(COLUMN).add(head, self._checks, self._more).push()
        inside.paint(fill="surface", radius=0)
        self._checks_area = scrolled(inside)
        self._checks.moved.connect(self._follow)
        self._checks_pane = Panel(ROW).add(self._checks_area).add(UprightRule())

    def _make_signing(self) -> None:
        self._signing_title, self._signing_about = Words(H2, wrap=True), Words(SMALL_2, wrap=True)
        self._boxes = SigningBoxes()
        self._boxes.entered.connect(self._press)
        self._boxes.acted.connect(
            lambda who, name, entry: self.intent.emit(SigningActionChosen(who, name, entry))
        )
        self._error = Words(ERROR, wrap=True)
        self._error.hide()
        self._statements = Panel(COLUMN, (0, 8, 0, 0))
        self._note = Panel(COLUMN, (0, 10, 0, 0))
        self._hint = Words(SMALL_3, wrap=True)
        self._hint.setContentsMargins(0, 12, 0, 0)
        self._leave = PushAction("", "", Look.LINK, LINK_MEASURE)
        self._leave.clicked.connect(lambda: self.intent.emit(LeaveAsked()))
        leave_row = Panel(ROW, (0, 14, 0, 0)).add(self._leave).push()
        self._offers_apart = False
        self._apart = PushAction("", "", Look.LINK, LINK_MEASURE)
        self._apart.clicked.connect(lambda: self.intent.emit(ApartAsked(self._offers_apart)))
        press_with(self._apart, "Alt L")
        apart_row = Panel(ROW, (0, 8, 0, 0)).add(self._apart).push()
        self._busy = Words(SMALL_2, wrap=True)
        self._busy.hide()
        self._button = PushAction("", "Enter", Look.PRIMARY, BIG).dress(wide=True)
        self._button.clicked.connect(self._press)
        inside = Panel(COLUMN, (20, 16, 20, 0))
        inside.paint(fill="surface", radius=0)
        inside.add(self._signing_title).gap(2).add(self._signing_about).gap(14)
        inside.add(self._boxes, self._error, self._statements, self._note, self._hint)
        inside.add(leave_row, apart_row).push()
        under = Panel(COLUMN, (20, 12, 20, 16)).add(self._busy, self._button)
        under.paint(fill="surface", radius=0)
        self._signing_area = scrolled(inside)
        column = Panel(COLUMN).add(self._signing_area, stretch=1).add(under)
        self._signing_pane = Panel(ROW).add(UprightRule()).add(column, stretch=1)

    def _wire_keys(self) -> None:
        keys = {
            "PgDown": lambda: self._preview.turn(1),
            "PgUp": lambda: self._preview.turn(-1),
            "Ctrl+B": self._toggle_large,
            "Esc": self._step_back,
            "Down": lambda: self._step(1),
            "Up": lambda: self._step(-1),
        }
        for key, act in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        for digit in range(1, 10):
            shortcut = QShortcut(QKeySequence(str(digit)), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(lambda number=digit: self._checks.choose_fix(number))

    def _fill_signing(self, screen: ClosingScreen, before: ClosingScreen | None) -> None:
        self._signing_title.say(screen.signing_title)
        self._signing_about.say(screen.signing_about)
        self._boxes.fill(screen.boxes, screen.signer, can_sign=screen.can_sign)
        self._boxes.pin.setReadOnly(bool(screen.busy))
        self._error.hide()
        if before is None or before.statements != screen.statements:
            self._fill_statements(screen)
        note = _note_of(screen)
        if before is None or _note_of(before) != note:
            self._note.empty()
            if note is not None:
                self._note.add(_note_box(*note))
            self._note.setVisible(note is not None)
        self._hint.say(screen.hint)
        self._hint.setVisible(bool(screen.hint) and screen.sealed is None)
        self._leave.setVisible(screen.leave is not None)
        if screen.leave is not None and (before is None or before.leave != screen.leave):
            self._leave.say(screen.leave.text, screen.leave.keys)
            press_with(self._leave, screen.leave.keys)
        self._apart.setVisible(screen.apart is not None)
        if screen.apart is not None:
            self._offers_apart = screen.apart.name == "apart"
            self._apart.say(screen.apart.text, screen.apart.keys)
        self._button.say(screen.button, "Enter")
        self._button.setVisible(screen.sealed is None or screen.can_sign)
        self._button.setEnabled(screen.can_sign and not screen.busy)
        self._busy.say(screen.busy)
        if screen.busy and self._busy.isHidden():
            self._busy_later.start()
        elif not screen.busy:
            self._busy_later.stop()
            self._busy.hide()

    def _fill_statements(self, screen: ClosingScreen) -> None:
        ticks = self._statements.findChildren(Tick)
        held = next((place for place, tick in enumerate(ticks) if tick.hasFocus()), None)
        self._statements.empty()
        made: list[Tick] = []
        for statement in screen.statements:
            tick = Tick(STATEMENT)
            tick.show_text((Span(statement.text),))
            tick.setChecked(statement.ticked)
            tick.clicked.connect(
                lambda on, name=statement.statement: self.intent.emit(StatementTicked(name, on))
            )
            self._statements.add(tick)
            made.append(tick)
        if held is not None and made:  # Space after Space: the next one that is open
            following = [tick for tick in (*made[held:], *made[:held]) if not tick.isChecked()]
            next(iter(following), made[min(held, len(made) - 1)]).setFocus()
        self._statements.setVisible(bool(screen.statements))

    def _press(self) -> None:
        """Do what the button says, or go to the PIN that it needs."""
        screen, pin = self._shown, self._boxes.pin
        if screen is None or not screen.can_sign or screen.busy:
            return
        if not pin.complete:
            if pin.hasFocus():
                self._error.say(UNFINISHED)
                self._error.show()
            pin.setFocus()
            return
        typed = pin.text()
        pin.forget()
        pin.setFocus()
        self.intent.emit(SignAsked(screen.signer, typed))

    def _step_back(self) -> None:
        if self._preview.large:
            self._toggle_large()
        elif not self._checks.close_entry():
            self._boxes.pin.forget()
            self.intent.emit(BackPressed())

    def _step(self, by: int) -> None:
        if self._preview.large:
            self._preview.scroll_lines(by)
        else:
            self._checks.step(by)

    def _bar_pressed(self, name: str) -> None:
        self.intent.emit(BackPressed() if name == BACK else BarActionChosen(name))

    def _toggle_large(self) -> None:
        self._preview.large = not self._preview.large
        self._checks_pane.setVisible(not self._preview.large)
        self._signing_pane.setVisible(not self._preview.large)
        self._arrange()
        self._preview.show_page(self._preview.page)
        if self._preview.large:
            self._preview.setFocus()
        else:
            self._to_field()

    def _arrange(self) -> None:
        logical = self.width() * 100 / max(px(100), 1)
        wide = logical >= THREE_PANES
        self._bar.arrange(logical)
        signing = (
            px(SIGNING_WIDE) if wide else self.width() * (47 if logical < SHORT else 50) // 100
        )
        self._signing_pane.setFixedWidth(signing)
        self._checks_pane.setFixedWidth(px(CHECKS_WIDE) if wide else self.width() - signing)
        self._preview.setVisible(wide or self._preview.large)

    def _follow(self, card: QWidget) -> None:
        QTimer.singleShot(0, card, lambda: self._checks_area.ensureWidgetVisible(card, 0, px(8)))

    def _to_field(self) -> None:
        screen = self._shown
        if screen is None or not self.isVisible():
            return
        if screen.can_sign:
            self._boxes.pin.setFocus()
            _keep_in_sight(self._signing_area, self._boxes.pin)
        elif not self._checks.focus():
            self._preview.setFocus()


def _keep_in_sight(area: QScrollArea, pin: QWidget) -> None:
    """Show the field of the PIN while somebody types it, in larger text too."""
    if pin.hasFocus():
        QTimer.singleShot(0, pin, lambda: show_from_top(area, pin))


def _note_of(screen: ClosingScreen) -> tuple[Tone, str, Line] | None:
    """Return the box above the button: sealed, blocked, or what sealing means."""
    if screen.sealed is not None:
        sealed: Line = (
            Span(screen.sealed.title, strong=True),
            Span(f" {screen.sealed.text}"),
        )
        if screen.sealed.digest:
            sealed = (*sealed, Span(f"\n{screen.sealed.digest}", tone=Tone.MUTED))
        return Tone.GOOD, "lock", sealed
    if screen.blocked:
        return Tone.DANGER, "octagon-alert", screen.blocked
    if screen.seal_note:
        return Tone.PLAIN, "lock", screen.seal_note
    return None


def _note_box(tone: Tone, icon: str, text: Line) -> Panel:
    _, ink, tint, border = LOOKS[tone]
    box = Panel(ROW, (13, 11, 13, 11) if border else (12, 10, 12, 10), 10)
    box.paint(fill=tint, border=border, radius=6)
    box.add(Panel().add(Picture(icon, ink)).push())
    return box.add(Words(NOTE, text, wrap=True), stretch=1)


def _turn(screen: ClosingScreen) -> tuple[object, ...]:
    """Return what moves the focus when it changes."""
    errors = tuple(box.error for box in screen.boxes)
    return screen.can_sign, screen.signer, bool(screen.busy), errors, screen.sealed is None

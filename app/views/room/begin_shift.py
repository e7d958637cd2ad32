"""Begin a shift (01b): the day code from the card, then a PIN for this shift."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.screens.room.shift_intents import (
    BackPressed,
    CodeEntered,
    NameGiven,
    NoticeActionChosen,
    PinChosen,
)
from app.screens.room.unlock import BeginScreen, BeginStage
from app.views.parts.code_field import CodeField
from app.views.parts.day_code import still_needed
from app.views.parts.notice_box import NoticeBox
from app.views.parts.panel import COLUMN, ROW, Panel, order_tabs
from app.views.parts.pin_field import PinField
from app.views.parts.plain_field import PlainField
from app.views.parts.push_action import BIG, Look, PushAction
from app.views.parts.screen_keys import ScreenKeys
from app.views.parts.shift_look import px
from app.views.parts.side_page import SidePage
from app.views.parts.step_card import StepCard
from app.views.parts.words import H1, SMALL_2, SUBTITLE, Words

BUSY_SHOWN_AFTER_MS = 300


class BeginView(SidePage):
    """Draws a BeginScreen and sends what was typed. What was sent stays in no field."""

    intent = Signal(object)

    def __init__(self) -> None:
        """Make the view; it is empty until the first `render`."""
        super().__init__()
        self._shown: BeginScreen | None = None
        self._title, self._subtitle = Words(H1, wrap=True), Words(SUBTITLE, wrap=True)
        self._notices = Panel(COLUMN, (0, 20, 0, 0), 12)
        self._steps = Panel(COLUMN, (0, 28, 0, 0), 16)
        self._make_code_step()
        self._make_name_step()
        self._make_pin_step()
        self._steps.add(self._code_card, self._name_card, self._pin_card)
        self._button = PushAction("", "Enter", Look.PRIMARY, BIG).dress(wide=True)
        self._button.clicked.connect(self._press)
        self._button_note, self._busy = Words(SMALL_2, wrap=True), Words(SMALL_2, wrap=True)
        self._act = Panel(ROW, (0, 20, 0, 0), 18).add(self._button)
        note = Panel().push().add(self._button_note, self._busy).push()
        self._act.add(note, stretch=1)
        self._busy.hide()
        self._busy_later = QTimer(self, singleShot=True, interval=BUSY_SHOWN_AFTER_MS)
        self._busy_later.timeout.connect(self._show_busy)
        self._no_card = Words(SMALL_2, wrap=True, strong_ink="ink2")
        self._keys = ScreenKeys()
        self.main.add(self._title).gap(6).add(self._subtitle, self._notices, self._steps)
        self.main.add(self._act).push().gap(16)
        self._foot = Panel(ROW, spacing=24).add(self._no_card, stretch=1).add(self._keys)
        self.main.add(self._foot)

    def render(self, screen: BeginScreen) -> None:  # type: ignore[override] # not Qt's painting
        """Show a screen. What is being typed stays, unless the step is over."""
        before, self._shown = self._shown, screen
        self.render_side(screen.side)
        self._title.say(screen.title)
        self._subtitle.say(screen.subtitle)
        self._no_card.say(screen.no_card)
        self._button_note.say(screen.button_note)
        if before is None or before.notices != screen.notices:
            self._fill_notices(screen)
        self._fill_steps(screen)
        self._fill_busy(screen)
        self._refresh_button()
        order_tabs(self)
        if before is None or _turn(before) != _turn(screen):
            self._forget_other_steps(screen.stage)
            self._to_field()

    def showEvent(self, event: QShowEvent) -> None:
        """Put the focus where typing goes on."""
        super().showEvent(event)
        self._to_field()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back where there is something to go back to."""
        if event.key() == Qt.Key.Key_Escape and self._shown is not None and self._shown.back:
            event.accept()
            self.intent.emit(BackPressed())
            return
        super().keyPressEvent(event)

    def arranged(self, logical_width: float) -> None:
        """Put button and footer under each other where there is no room beside."""
        narrow = logical_width < 800
        for panel in (self._act, self._foot):
            panel.box.setDirection(COLUMN if narrow else ROW)
        self._pins.box.setDirection(COLUMN if narrow else ROW)
        self._button.setFixedWidth(px(300))

    def _make_code_step(self) -> None:
        self._code_card = StepCard(1, (25, 23, 25, 25))
        self._code = CodeField("Dagcode")
        self._code.typed.connect(self._code_typed)
        self._code.entered.connect(self._press)
        self._needed = Words(SMALL_2)
        self._validity = Words(SMALL_2)
        self._code_foot = Panel(ROW, (0, 10, 0, 0), 18)
        self._code_foot.add(self._needed).push().add(self._validity)
        self._code_card.body.gap(14).add(self._code, self._code_foot)

    def _make_name_step(self) -> None:
        self._name_card = StepCard(2, (25, 21, 25, 23))
        self._name = PlainField("")
        self._name.entered.connect(self._press)
        self._name.textChanged.connect(self._refresh_button)
        self._name_card.body.gap(14).add(self._name)

    def _make_pin_step(self) -> None:
        self._pin_card = StepCard(2, (25, 21, 25, 23))
        self._pin, self._again = PinField("", 50), PinField("", 50)
        self._pin.entered.connect(self._press)
        self._again.entered.connect(self._press)
        for field in (self._pin, self._again):
            field.bright_when_off = True
            field.textChanged.connect(self._refresh_button)
        self._pins = Panel(ROW, (0, 14, 0, 0), 16).add(self._pin, self._again)
        self._pin_card.body.add(self._pins)

    def _fill_notices(self, screen: BeginScreen) -> None:
        self._notices.empty()
        for notice in screen.notices:
            box = NoticeBox(notice)
            box.chosen.connect(lambda action: self.intent.emit(NoticeActionChosen(action)))
            self._notices.add(box)
        self._notices.setVisible(bool(screen.notices))

    def _fill_steps(self, screen: BeginScreen) -> None:
        stage, named = screen.stage, screen.name is not None
        code, name, pin = screen.code, screen.name, screen.pin
        at_code, at_pin = stage is BeginStage.CODE, stage is BeginStage.PIN
        self._steps.setVisible(screen.typing)
        self._act.setVisible(screen.typing)
        self._code_card.fill(code.title, code.accepted or code.hint, code.error)
        self._code_card.show_state(number=1, is_open=at_code, done=not at_code)
        self._code_card.body.setVisible(at_code)
        self._validity.say(code.validity)
        self._name_card.setVisible(named)
        if name is not None:
            self._name_card.fill(name.title, name.accepted or name.hint, name.error)
            at_name = stage is BeginStage.NAME
            self._name_card.show_state(number=2, is_open=at_name, done=at_pin)
            self._name_card.body.setVisible(not at_pin)
            self._name.setEnabled(at_name)
            self._name.setAccessibleName(name.label)
        self._pin_card.fill(pin.title, pin.hint, pin.error)
        self._pin_card.show_state(number=3 if named else 2, is_open=at_pin)
        for field, label in ((self._pin, pin.first_label), (self._again, pin.again_label)):
            field.setAccessibleName(label)
            field.setEnabled(at_pin)
        self._code.setAccessibleDescription(" ".join((code.error, code.hint)).strip())
        self._pin.setAccessibleDescription(" ".join((pin.error, pin.hint)).strip())
        self._code_typed(self._code.text())

    def _fill_busy(self, screen: BeginScreen) -> None:
        for field in (self._code, self._name, self._pin, self._again):
            field.setReadOnly(bool(screen.busy))
        self._busy.say(screen.busy)
        if not screen.busy:
            self._busy_later.stop()
            self._busy.hide()
            self._button_note.show()
        elif not self._busy_later.isActive() and self._busy.isHidden():
            self._busy_later.start()

    def _show_busy(self) -> None:
        self._button_note.hide()
        self._busy.show()

    def _code_typed(self, code: str) -> None:
        if self._shown is not None:
            needed = still_needed(code)
            word = "teken" if needed == 1 else "tekens"
            self._needed.say(f"Nog {needed} {word}" if needed else self._shown.code.complete)
        self._refresh_button()

    def _refresh_button(self) -> None:
        screen = self._shown
        if screen is None:
            return
        text = screen.pin.button
        match screen.stage:
            case BeginStage.CODE:
                ready = self._code.complete
                text = screen.code.button if ready else text
            case BeginStage.NAME:
                ready = bool(self._name.text().strip())
                text = screen.name.button if screen.name is not None else text
            case BeginStage.PIN:
                ready = self._pin.complete and self._again.complete
        self._button.say(text, "Enter")
        self._button.setEnabled(ready and not screen.busy)

    def _press(self) -> None:
        """Do what the button says, or go on to the field that is still empty."""
        screen = self._shown
        if screen is None or screen.busy:
            return
        if not self._button.isEnabled():
            if screen.stage is BeginStage.PIN and self._pin.complete:
                self._again.setFocus()
            return
        match screen.stage:
            case BeginStage.CODE:
                code = self._code.text()
                self._code.forget()
                self.intent.emit(CodeEntered(code))
            case BeginStage.NAME:
                self.intent.emit(NameGiven(self._name.text().strip()))
            case BeginStage.PIN:
                pin, again = self._pin.text(), self._again.text()
                self._pin.forget()
                self._again.forget()
                self._pin.setFocus()
                self.intent.emit(PinChosen(pin, again))

    def _forget_other_steps(self, stage: BeginStage) -> None:
        if stage is not BeginStage.CODE:
            self._code.forget()
        if stage is not BeginStage.NAME:
            self._name.setText("")
        if stage is not BeginStage.PIN:
            self._pin.forget()
            self._again.forget()

    def _to_field(self) -> None:
        screen = self._shown
        if screen is None or not self.isVisible():
            return
        target: QWidget | None
        if screen.typing:
            fields: dict[BeginStage, QLineEdit] = {
                BeginStage.CODE: self._code,
                BeginStage.NAME: self._name,
                BeginStage.PIN: self._pin,
            }
            target = fields[screen.stage]
        else:
            target = self._notices.findChild(PushAction)
        if target is not None:
            target.setFocus()


def _turn(screen: BeginScreen) -> tuple[object, ...]:
    """Return what moves the focus when it changes."""
    errors = (screen.code.error, screen.pin.error, screen.name and screen.name.error)
    return screen.stage, screen.typing, bool(screen.busy), errors

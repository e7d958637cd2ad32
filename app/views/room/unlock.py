"""Back within a shift (01): who you are, your PIN, Enter. Clock and counts beside it."""

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.screens.room.shift_intents import NewShiftAsked, PersonChosen, PinEntered
from app.screens.room.unlock import CurtainScreen, ShiftHolder
from app.views.parts.notice_box import press_with
from app.views.parts.panel import COLUMN, ROW, Panel, order_tabs
from app.views.parts.pick import Pick
from app.views.parts.pictures import KEY_PLAIN, KeyCap, Picture
from app.views.parts.pin_field import PinField
from app.views.parts.push_action import BIG, LINK_MEASURE, Look, PushAction
from app.views.parts.screen_keys import ScreenKeys
from app.views.parts.shift_look import colour, font, px
from app.views.parts.side_page import SidePage
from app.views.parts.step_card import ERROR
from app.views.parts.words import H1, H2, SMALL_2, SMALL_3, SUBTITLE, TextRole, Words

NAME = TextRole(19, 24, 600)
BUSY_SHOWN_AFTER_MS = 300
UNFINISHED = "Een pincode heeft 6 cijfers."


class Initials(QWidget):
    """The initials of a person in a circle, dark when chosen."""

    def __init__(self, initials: str, *, chosen: bool) -> None:
        """Show initials."""
        super().__init__()
        self._initials, self._chosen = initials, chosen
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of the circle."""
        return QSize(px(40), px(40))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint circle and initials."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("ink" if self._chosen else "verwacht-bg"))
        painter.drawEllipse(QRectF(self.rect()))
        painter.setFont(font(16, 700))
        painter.setPen(colour("surface" if self._chosen else "ink2"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._initials)


class CurtainView(SidePage):
    """Draws a CurtainScreen. Typing goes to the PIN; arrows up and down choose who you are."""

    intent = Signal(object)

    def __init__(self) -> None:
        """Make the view; it is empty until the first `render`."""
        super().__init__()
        self._shown: CurtainScreen | None = None
        self._title, self._subtitle = Words(H1, wrap=True), Words(SUBTITLE, wrap=True)
        self._holders = Panel(COLUMN, (1, 1, 1, 1))
        self._holders.paint(fill="surface", border="line")
        self._holders_note = Words(SMALL_2, wrap=True)
        people = Panel(COLUMN).add(self._holders).gap(12).add(self._holders_note).push()
        self._body = Panel(ROW, (0, 28, 0, 0), 28).add(people, stretch=1)
        self._make_pin_card()
        self._body.add(Panel(COLUMN).add(self._pin_card).push())
        self._new_shift = PushAction("", "", Look.LINK, LINK_MEASURE)
        self._new_shift.clicked.connect(self._ask_new_shift)
        press_with(self._new_shift, "Alt N")
        self._busy_later = QTimer(self, singleShot=True, interval=BUSY_SHOWN_AFTER_MS)
        self._busy_later.timeout.connect(self._show_busy)
        self._foot = Panel(ROW, spacing=24).add(self._new_shift, KeyCap("Alt N", KEY_PLAIN))
        self._foot.push().add(ScreenKeys())
        self.main.add(self._title).gap(6).add(self._subtitle, self._body).push().gap(16)
        self.main.add(self._foot)

    def render(self, screen: CurtainScreen) -> None:  # type: ignore[override] # not Qt's painting
        """Show a screen. Digits that are being typed stay, unless they are somebody else's."""
        before, self._shown = self._shown, screen
        self.render_side(screen.side)
        self._title.say(screen.title)
        self._subtitle.say(screen.subtitle)
        self._holders_note.say(screen.holders_note)
        self._new_shift.say(screen.new_shift)
        if before is None or _who(before) != _who(screen):
            self._fill_holders(screen)
        if before is None or before.chosen != screen.chosen or screen.pin.locked:
            self._pin.forget()
        self._fill_pin(screen)
        order_tabs(self)
        if before is None or _turn(before) != _turn(screen):
            self._to_field()

    def showEvent(self, event: QShowEvent) -> None:
        """Put the focus where typing goes on."""
        super().showEvent(event)
        self._to_field()

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget digits that were typed and never entered."""
        super().hideEvent(event)
        self._pin.forget()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose who you are with the arrows, from the PIN too."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None or self._shown is None:
            super().keyPressEvent(event)
            return
        event.accept()
        people = [holder.person for holder in self._shown.holders]
        if self._shown.chosen in people:
            place = people.index(self._shown.chosen) + step
            if 0 <= place < len(people):
                self.intent.emit(PersonChosen(people[place]))

    def arranged(self, logical_width: float) -> None:
        """Put the PIN under the people where there is no room beside them."""
        narrow = logical_width < 860
        self._body.box.setDirection(COLUMN if narrow else ROW)
        self._foot.box.setDirection(COLUMN if logical_width < 800 else ROW)
        wide = px(364) if not narrow else 0
        self._pin_card.setMinimumWidth(wide)
        self._pin_card.setMaximumWidth(wide or 16777215)

    def _make_pin_card(self) -> None:
        self._pin_title = Words(H2, wrap=True)
        self._pin = PinField("", 60)
        self._pin.entered.connect(self._press)
        self._error, self._hint = Words(ERROR, wrap=True), Words(SMALL_2, wrap=True)
        self._error.setContentsMargins(0, px(8), 0, 0)
        self._button = PushAction("", "Enter", Look.PRIMARY, BIG).dress(wide=True)
        self._button.clicked.connect(self._press)
        self._pin_card = Panel(COLUMN, (23, 23, 23, 21))
        self._pin_card.paint(fill="surface", border="line")
        self._pin_card.add(self._pin_title).gap(14).add(self._pin, self._error).gap(14)
        self._pin_card.add(self._button).gap(16).add(self._hint)

    def _fill_holders(self, screen: CurtainScreen) -> None:
        held = any(pick.hasFocus() for pick in self._holders.findChildren(Pick))
        self._holders.empty()
        for holder in screen.holders:
            chosen = holder.person == screen.chosen
            pick = Pick(
                f"{holder.name}, {holder.detail}", _holder(holder, chosen=chosen), framed=False
            )
            pick.setChecked(chosen)
            pick.clicked.connect(lambda _on, person=holder.person: self._choose(person))
            self._holders.add(pick)
            if held and chosen:
                pick.setFocus()

    def _fill_pin(self, screen: CurtainScreen) -> None:
        prompt = screen.pin
        self._pin_title.say(prompt.title)
        self._pin.setAccessibleName(prompt.title)
        self._pin.setAccessibleDescription(" ".join((prompt.error, prompt.hint)).strip())
        self._pin.setEnabled(not prompt.locked)
        self._pin.setReadOnly(bool(screen.busy))
        self._error.say(prompt.error)
        self._error.setVisible(bool(prompt.error))
        if screen.busy and not self._busy_later.isActive() and self._hint.text() != screen.busy:
            self._busy_later.start()
        if not screen.busy:
            self._busy_later.stop()
            self._hint.say(prompt.hint)
        self._refresh_button()

    def _show_busy(self) -> None:
        if self._shown is not None:
            self._hint.say(self._shown.busy)

    def _refresh_button(self) -> None:
        if self._shown is None:
            return
        prompt = self._shown.pin
        self._button.say(prompt.button, "Enter")
        self._button.setEnabled(not self._shown.busy)

    def _choose(self, person: str) -> None:
        self.intent.emit(PersonChosen(person))

    def _ask_new_shift(self) -> None:
        self._pin.forget()
        self.intent.emit(NewShiftAsked())

    def _press(self) -> None:
        """Do what the button says."""
        screen = self._shown
        if screen is None or not self._button.isEnabled():
            return
        if screen.pin.locked:
            self._ask_new_shift()
            return
        if not self._pin.complete:
            self._error.say(UNFINISHED)
            self._error.show()
            self._pin.setFocus()
            return
        pin = self._pin.text()
        self._pin.forget()
        self._pin.setFocus()
        self.intent.emit(PinEntered(screen.chosen, pin))

    def _to_field(self) -> None:
        if self._shown is not None and self.isVisible():
            (self._button if self._shown.pin.locked else self._pin).setFocus()


def _holder(holder: ShiftHolder, *, chosen: bool) -> Panel:
    names = Panel(COLUMN).add(Words(NAME, holder.name), Words(SMALL_3, holder.detail))
    row = Panel(ROW, (16, 14, 16, 14), 14)
    row.add(Initials(holder.initials, chosen=chosen)).add(names, stretch=1)
    if chosen:
        row.add(Picture("check", "ink", 24))
    return row


def _who(screen: CurtainScreen) -> tuple[object, ...]:
    return screen.holders, screen.chosen


def _turn(screen: CurtainScreen) -> tuple[object, ...]:
    """Return what moves the focus when it changes."""
    return screen.chosen, screen.pin.error, screen.pin.locked, bool(screen.busy)

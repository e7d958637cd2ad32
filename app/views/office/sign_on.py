"""Sign on at a machine of the office: a number and a passphrase, then a PIN for the day."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from app.screens.office.sign_on import FieldText, SignOnScreen
from app.screens.office.sign_on_intents import OtherWayAsked, SignOnTyped
from app.views.parts.notice_box import NoticeBox, press_with
from app.views.parts.panel import COLUMN, ROW, Panel, order_tabs
from app.views.parts.pin_field import PinField
from app.views.parts.plain_field import PlainField
from app.views.parts.push_action import BIG, Look, PushAction
from app.views.parts.screen_keys import KeyHint
from app.views.parts.shift_look import px
from app.views.parts.side_page import SidePage
from app.views.parts.step_card import StepCard
from app.views.parts.words import H1, SMALL_2, SUBTITLE, Words

BUSY_SHOWN_AFTER_MS = 300
WIDE, WIDEST = 900, 1_200
MANY = 3
"""From so many other ways in a row of them asks for the widest window."""
LONG = 20
"""From so many characters on the button takes a row of its own."""
PINS = frozenset({"pin", "pin-again"})


class LabelledField(Panel):
    """A field under its label. What was sent stays in none of them."""

    def __init__(self, name: str) -> None:
        """Make an empty field."""
        super().__init__(COLUMN, spacing=6)
        self.field: QLineEdit = PinField("", 50) if name in PINS else PlainField("", 50)
        self._label = Words(SMALL_2)
        self.add(self._label, self.field)

    def say(self, text: FieldText) -> None:
        """Show what it asks; what is typed in a hidden one is never echoed."""
        self._label.say(text.label)
        self.field.setAccessibleName(text.label)
        if text.is_hidden:
            self.field.setEchoMode(QLineEdit.EchoMode.Password)


class SignOnView(SidePage):
    """Draws a SignOnScreen and sends what was typed."""

    intent = Signal(object)

    def __init__(self) -> None:
        """Make the view; it is empty until the first `render`."""
        super().__init__()
        self._shown: SignOnScreen | None = None
        self._title, self._subtitle = Words(H1, wrap=True), Words(SUBTITLE, wrap=True)
        self._notices = Panel(COLUMN, (0, 20, 0, 0), 12)
        self._card = StepCard(1, (25, 23, 25, 25))
        self._fields = {
            name: LabelledField(name)
            for name in ("person", "code", "former", "words", "again", "pin", "pin-again")
        }
        self._grid = Panel(COLUMN, (0, 14, 0, 0), 14).add(*self._fields.values())
        self._card.body.add(self._grid)
        for name, labelled in self._fields.items():
            field = labelled.field
            field.entered.connect(lambda name=name: self._entered(name))  # type: ignore[attr-defined]
            field.textChanged.connect(self._refresh)
        self._button = PushAction("", "Enter", Look.PRIMARY, BIG).dress(wide=True)
        self._button.clicked.connect(self._press)
        self._ways = Panel(ROW, spacing=10)
        self._busy = Words(SMALL_2, wrap=True)
        self._busy.hide()
        self._busy_later = QTimer(self, singleShot=True, interval=BUSY_SHOWN_AFTER_MS)
        self._busy_later.timeout.connect(self._busy.show)
        self._act = Panel(ROW, (0, 20, 0, 0), 18).add(self._button, self._ways)
        self._act.add(self._busy).push()
        keys = Panel(ROW, spacing=24)
        for text, cap in (("Lettergrootte", "Ctrl +"), ("Donker scherm", "Ctrl D")):
            keys.add(KeyHint(text, cap))
        self._foot = Panel(ROW).push().add(keys)
        self.main.add(self._title).gap(6).add(self._subtitle, self._notices).gap(28)
        self.main.add(self._card, self._act).push().gap(16).add(self._foot)

    def render(self, screen: SignOnScreen) -> None:  # type: ignore[override] # not Qt's painting
        """Show a screen. What is being typed stays, unless the step is over."""
        before, self._shown = self._shown, screen
        self.render_side(screen.side)
        self._title.say(screen.title)
        self._subtitle.say(screen.subtitle)
        self._card.fill(screen.step, screen.hint, screen.error)
        self._card.show_state(number=2 if _is_pin(screen) else 1, is_open=True)
        if before is None or before.notices != screen.notices:
            self._notices.empty()
            for notice in screen.notices:
                self._notices.add(NoticeBox(notice))
            self._notices.setVisible(bool(screen.notices))
        self._fill_fields(screen)
        self._card.setVisible(screen.typing)
        self._act.setVisible(screen.typing)
        if before is None or before.ways != screen.ways:
            self._fill_ways(screen)
        self._fill_busy(screen)
        self._refresh()
        if before is None or before.ways != screen.ways or before.button != screen.button:
            self._arrange()
        order_tabs(self)
        if before is None or _turn(before) != _turn(screen):
            self._to_field()

    def showEvent(self, event: QShowEvent) -> None:
        """Put the focus where typing goes on."""
        super().showEvent(event)
        self._to_field()

    def arranged(self, logical_width: float) -> None:
        """Put the buttons under each other where there is no room beside."""
        is_wide, is_short = logical_width >= WIDE, len(self._button.text()) < LONG
        ways = 0 if self._shown is None else len(self._shown.ways)
        is_alone = ways < 2
        self._act.box.setDirection(ROW if is_wide and is_short and is_alone else COLUMN)
        has_room = logical_width >= (WIDE if ways < MANY else WIDEST)
        self._ways.box.setDirection(ROW if has_room else COLUMN)
        self._button.setFixedWidth(px(300 if is_short else 460))

    @property
    def is_touched(self) -> bool:
        """Whether anything stands in a field."""
        return any(labelled.field.text() for labelled in self._fields.values())

    def forget(self) -> None:
        """Leave nothing of what was typed."""
        for labelled in self._fields.values():
            labelled.field.clear()

    # ------------------------------------------------------------ within

    def _fill_fields(self, screen: SignOnScreen) -> None:
        asked = {each.name: each for each in screen.fields}
        self._grid.setVisible(bool(asked))
        for name, labelled in self._fields.items():
            labelled.setVisible(name in asked)
            if name in asked:
                labelled.say(asked[name])
                description = " ".join((screen.error, screen.hint)).strip()
                labelled.field.setAccessibleDescription(description)
            else:
                labelled.field.clear()
            labelled.field.setReadOnly(bool(screen.busy))

    def _fill_ways(self, screen: SignOnScreen) -> None:
        self._ways.empty()
        for way in screen.ways:
            button = PushAction(way.text, way.keys, Look.PLAIN)
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _=False, name=way.name: self._go(name))
            press_with(button, way.keys)
            self._ways.add(button)
        self._ways.push().setVisible(bool(screen.ways))

    def _go(self, way: str) -> None:
        self.intent.emit(OtherWayAsked(way))

    def _fill_busy(self, screen: SignOnScreen) -> None:
        self._busy.say(screen.busy)
        if not screen.busy:
            self._busy_later.stop()
            self._busy.hide()
        elif not self._busy_later.isActive() and self._busy.isHidden():
            self._busy_later.start()

    def _asked(self) -> list[str]:
        return [] if self._shown is None else [each.name for each in self._shown.fields]

    def _refresh(self) -> None:
        screen = self._shown
        if screen is not None:
            self._button.say(screen.button, "Enter")
            whole = all(self._is_filled(name) for name in self._asked())
            self._button.setEnabled(whole and not screen.busy)

    def _is_filled(self, name: str) -> bool:
        field = self._fields[name].field
        return field.complete if isinstance(field, PinField) else bool(field.text().strip())

    def _entered(self, name: str) -> None:
        """Go on to the first field that is still empty, or do what the button says."""
        empty = [each for each in self._asked() if not self._is_filled(each)]
        if empty and name not in empty:
            self._fields[empty[0]].field.setFocus()
        elif not empty:
            self._press()

    def _press(self) -> None:
        screen = self._shown
        if screen is None or screen.busy or not self._button.isEnabled():
            return
        typed = {name: self._fields[name].field.text() for name in self._asked()}
        for name in typed:
            if name != "person":
                self._fields[name].field.clear()
        self.intent.emit(SignOnTyped(typed))

    def _to_field(self) -> None:
        if self._shown is None or not self.isVisible():
            return
        waiting = [each for each in self._asked() if not self._is_filled(each)]
        if waiting and self._shown.typing:
            self._fields[waiting[0]].field.setFocus()
        elif not self._asked() and self._button.isEnabled():
            self._button.setFocus()


def _is_pin(screen: SignOnScreen) -> bool:
    """Whether it is known who is there."""
    return any(each.name in PINS for each in screen.fields)


def _turn(screen: SignOnScreen) -> tuple[object, ...]:
    """Return what moves the focus when it changes."""
    return screen.stage, screen.typing, bool(screen.busy), screen.error

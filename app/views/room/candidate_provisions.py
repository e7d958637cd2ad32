"""The provisions of one candidate: rows, outcomes by digit, a form where it asks why."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.screens.room.candidate_provisions import (
    ProvisionButton,
    ProvisionItem,
    ProvisionsScreen,
)
from app.screens.room.provision_forms import ProvisionForm
from app.screens.room.provision_intents import (
    OutcomePicked,
    ProvisionAct,
    ProvisionActChosen,
    ProvisionFormSent,
    ProvisionPicked,
)
from app.screens.room.wording import Tone, plain
from app.views.parts.action_button import ActionButton, ButtonLook, ButtonWords
from app.views.parts.flow import Flow
from app.views.parts.fonts import metrics
from app.views.parts.painted import Painted
from app.views.parts.painting import CAP_BLUE, TextStyle, draw_box, write
from app.views.parts.panel import COLUMN, ROW, Panel, Rule, order_tabs
from app.views.parts.pick import Pick
from app.views.parts.tokens import px
from app.views.parts.words import BODY, H3, SMALL_3, Words
from app.views.room.room_blocks import BadgeView
from app.views.room.room_fields import ERROR, LABEL, Choices, Labelled, LineField

SMALL = ButtonLook(30, 14.5, 600, 10, 8, 16)
RECORD = ButtonLook(44, 16, 600, 15, 10, 18, "onblue", "blue", "", 0, CAP_BLUE, wide=True)
BACK = ButtonLook(26, 16, 600, 4, 10, 18, "ink", "", "", 0)
BESIDE = ("noticed", "informed", "informed_at", "minutes", "answered_by")
"""Short fields that stand beside each other."""
BESIDE_LETTERS = 30
"""Badge and outcome stand beside each other in the narrow column of the page up to here."""
PILLS = {
    Tone.GOOD: ("aanwezig", "aanwezig_bg"),
    Tone.WARNING: ("telaat", "telaat_bg"),
    Tone.DANGER: ("afwezig", "afwezig_bg"),
}


class StatePill(Painted):
    """What became of a provision, as a word on its colour."""

    def __init__(self, text: str, tone: Tone) -> None:
        """Show a word."""
        super().__init__()
        self._text, self._inks = text, PILLS.get(tone, ("ink2", "verwacht_bg"))
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        """Return the size around the word."""
        words = metrics(14.5, 600).horizontalAdvance(self._text)
        return QSize(round(words) + 2 * px(10), px(26))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink, ground = self._inks
        box = QRectF(0, (self.height() - px(26)) / 2, self.width(), px(26))
        draw_box(painter, box, ground, radius=13)
        write(painter, px(10), box.center().y(), self._text, TextStyle(14.5, 600, ink))


class Buttons(QWidget):
    """Some buttons that wrap; a digit presses one."""

    pressed = Signal(str)

    def __init__(self) -> None:
        """Make an empty row."""
        super().__init__()
        self._flow = Flow(self)
        self._shown: tuple[ProvisionButton, ...] = ()
        self._widgets: list[ActionButton] = []
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_buttons(self, buttons: tuple[ProvisionButton, ...]) -> None:
        """Show buttons; the same ones keep the focus that is on one."""
        self.setVisible(bool(buttons))
        if [each.value for each in buttons] != [each.value for each in self._shown]:
            self._flow.clear()
            self._widgets = [ActionButton() for _ in buttons]
            for button, widget in zip(buttons, self._widgets, strict=True):
                widget.clicked.connect(lambda _=False, v=button.value: self.pressed.emit(v))
                self._flow.addWidget(widget)
        self._shown = buttons
        for button, widget in zip(buttons, self._widgets, strict=True):
            words = ButtonWords(button.text, button.keys, icon=button.icon)
            widget.show_words(words, SMALL)

    def take_focus(self) -> None:
        """Put the focus on the first button."""
        if self._widgets:
            self._widgets[0].setFocus()

    def press_key(self, text: str) -> bool:
        """Press the button of a digit; return whether there is one."""
        found = next((each for each in self._shown if each.keys == text), None)
        if found is not None:
            self.pressed.emit(found.value)
        return found is not None


class ProvisionFormView(Panel):
    """Questions with chips and lines. What is typed stays as long as the form is the same one."""

    sent = Signal(object)

    def __init__(self) -> None:
        """Make an empty form."""
        super().__init__(COLUMN)
        self._form: ProvisionForm | None = None
        self._choices: dict[str, Choices] = {}
        self._fields: dict[str, Labelled] = {}
        self._title, self._error = Words(BODY, wrap=True), Words(ERROR, wrap=True)
        self._inside, self._record = Panel(COLUMN, spacing=8), ActionButton()
        self.add(self._title).gap(8).add(self._inside).gap(6).add(self._error).gap(6)
        self.add(self._record)
        self._record.clicked.connect(self.send)

    def show_form(self, form: ProvisionForm) -> bool:
        """Show a form; return whether it is a new one."""
        fresh = self._form is None or self._form.form != form.form
        self._form = form
        self._title.say(form.title)
        if fresh:
            self._build(form)
        for screen in form.fields:
            self._fields[screen.name].show_field(screen, fresh=fresh)
        self._error.say(form.error)
        self._error.setVisible(bool(form.error))
        self._record.show_words(ButtonWords(form.button.text, form.button.keys), RECORD)
        return fresh

    def take_focus(self) -> None:
        """Begin with the first question."""
        choices = next(iter(self._choices.values()), None)
        if choices is not None:
            choices.take_focus()
        elif self._fields:
            next(iter(self._fields.values())).field.setFocus()

    def choose(self, number: int) -> bool:
        """Choose by digit in the row of chips that has the focus; return whether that was so."""
        return any(_holds_focus(each) and each.choose(number) for each in self._choices.values())

    def forget(self) -> None:
        """The form was closed: the next one is a new one."""
        self._form = None

    def send(self) -> None:
        """Tell what was filled in."""
        if self._form is not None:
            choices = tuple((name, each.value()) for name, each in self._choices.items())
            texts = tuple((name, each.text()) for name, each in self._fields.items())
            self.sent.emit(ProvisionFormSent(self._form.form, choices, texts))

    def _build(self, form: ProvisionForm) -> None:
        self._inside.empty()
        self._choices = {each.name: Choices(each.label) for each in form.choices}
        self._fields = {each.name: Labelled(LineField(each.label)) for each in form.fields}
        for question in form.choices:
            chips = self._choices[question.name]
            chips.show_choices(question.choices, question.chosen)
            self._inside.add(Words(LABEL, question.label), chips)
        beside = [labelled for name, labelled in self._fields.items() if name in BESIDE]
        self._inside.add(*(each for each in self._fields.values() if each not in beside))
        self._inside.add(Panel(ROW, spacing=8).add(*beside))
        for labelled in self._fields.values():
            if isinstance(labelled.field, LineField):
                labelled.field.entered.connect(self.focusNextChild)


class CandidateProvisionsView(Panel):
    """Draws a ProvisionsScreen. Arrows choose a provision, digits press, Ctrl Enter records."""

    intent = Signal(object)

    def __init__(self) -> None:
        """Make an empty section."""
        super().__init__(COLUMN)
        self._screen: ProvisionsScreen | None = None
        self._title, self._empty = Words(H3), Words(SMALL_3, wrap=True)
        self._rows, self._hint = Panel(COLUMN), Words(SMALL_3, wrap=True)
        self._outcomes, self._acts = Buttons(), Buttons()
        self._form = ProvisionFormView()
        self._picks: list[Pick] = []
        self.add(self._title).gap(6).add(self._empty, self._rows).gap(8)
        self.add(self._outcomes).gap(4).add(self._hint).gap(8).add(self._form, self._acts)
        self._outcomes.pressed.connect(
            lambda value: self.intent.emit(OutcomePicked(self._code, value))
        )
        self._acts.pressed.connect(
            lambda value: self.intent.emit(ProvisionActChosen(self._code, ProvisionAct(value)))
        )
        self._form.sent.connect(self.intent)

    @property
    def _code(self) -> str:
        return "" if self._screen is None else self._screen.chosen

    def show_section(self, screen: ProvisionsScreen) -> None:
        """Show a section; a form that just opened takes the focus when it was here."""
        before, self._screen = self._screen, screen
        had_focus = _holds_focus(self)
        self._title.say(screen.title)
        self._empty.say(screen.empty)
        self._empty.setVisible(bool(screen.empty))
        changed = before is None or (before.items, before.chosen) != (screen.items, screen.chosen)
        if changed:
            self._fill_rows(screen)
        self._outcomes.show_buttons(screen.outcomes)
        self._hint.say(screen.hint)
        self._hint.setVisible(bool(screen.hint and screen.outcomes) and screen.form is None)
        self._acts.show_buttons(screen.acts)
        self._form.setVisible(screen.form is not None)
        opened = screen.form is not None and self._form.show_form(screen.form)
        if screen.form is None:
            self._form.forget()
        order_tabs(self)
        closed = before is not None and before.form is not None and screen.form is None
        if had_focus and opened:
            self._form.take_focus()
        elif had_focus and (changed or closed):
            self.take_focus()

    def take_focus(self) -> None:
        """Put the focus on the provision that is looked at, else on the first button."""
        if self._screen is not None and self._screen.form is not None:
            self._form.take_focus()
            return
        first = self._picks[0] if self._picks else None
        picked = next((each for each in self._picks if each.isChecked()), first)
        if picked is not None:
            picked.setFocus()
        else:
            self._acts.take_focus()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: ARG002 - it goes on at once
        """Hand the focus on to what is in it."""
        self.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, press by digit, record on Ctrl Enter; leave the other keys to the room."""
        key, screen = event.key(), self._screen
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        is_open = screen is not None and screen.form is not None
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if held and is_open and not event.isAutoRepeat():
                self._form.send()
        elif key == Qt.Key.Key_Escape and is_open:
            self.intent.emit(ProvisionActChosen(self._code, ProvisionAct.BACK))
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and not held and not event.isAutoRepeat():
            self._press_digit(event, is_open=is_open)
        elif key in _STEPS and not is_open and screen is not None and screen.items:
            codes = [item.code for item in screen.items]
            at = codes.index(screen.chosen) + _STEPS[Qt.Key(key)] if screen.chosen else 0
            if 0 <= at < len(codes):
                self.intent.emit(ProvisionPicked(codes[at]))
        else:
            event.ignore()

    def _press_digit(self, event: QKeyEvent, *, is_open: bool) -> None:
        if is_open:
            self._form.choose(event.key() - Qt.Key.Key_1)
        elif not self._outcomes.press_key(event.text()):
            self._acts.press_key(event.text())

    def _fill_rows(self, screen: ProvisionsScreen) -> None:
        self._rows.empty()
        self._picks = []
        for item in screen.items:
            row = Pick(_spoken(item), _inside(item), framed=False)
            row.setChecked(item.code == screen.chosen)
            row.clicked.connect(lambda _=False, code=item.code: self._pick(code))
            self._rows.add(Rule(), row)
            self._picks.append(row)

    def _pick(self, code: str) -> None:
        self.intent.emit(ProvisionPicked(code))


def _holds_focus(widget: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and (focus is widget or widget.isAncestorOf(focus))


def _spoken(item: ProvisionItem) -> str:
    told = (item.badge.text, plain(item.text), item.state, plain(item.more))
    return ", ".join(part for part in told if part)


def _inside(item: ProvisionItem) -> Panel:
    inside = Panel(COLUMN, (6, 6, 6, 6), 4)
    row = Panel(ROW, spacing=10).add(BadgeView(item.badge))
    row.add(Panel(COLUMN).push().add(Words(BODY, item.text, wrap=True)).push(), stretch=1)
    inside.add(row)
    if item.state:
        pill = StatePill(item.state, item.tone)
        if len(item.badge.text) + len(item.state) > BESIDE_LETTERS:
            inside.add(Panel(ROW).add(pill).push())
        else:
            row.add(pill)
    if item.more:
        inside.add(Words(SMALL_3, item.more, wrap=True))
    return inside


_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}

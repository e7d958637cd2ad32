"""A question that an act asks first: choices by digit, some lines, one button."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent

from app.screens.room.intents import EscapePressed, NoticeChosen, PromptAnswered
from app.screens.room.panel import FormField, Prompt
from app.screens.room.wording import ScreenAction
from app.views.parts.action_button import ActionButton, ButtonWords
from app.views.parts.notice_box import press_with
from app.views.parts.panel import COLUMN, ROW, Panel, order_tabs
from app.views.parts.push_action import PushAction
from app.views.parts.words import BODY_2, TextRole, Words
from app.views.room.room_fields import ERROR, Choices, Labelled, LineField
from app.views.room.room_irregularity import CLOSE, RECORD, Tick
from app.views.room.room_person import PersonHead

TITLE = TextRole(21, 26, 700)


class PromptView(Panel):
    """Draws a Prompt. What is typed stays as long as the question is the same one."""

    intent = Signal(object)

    def __init__(self) -> None:
        """Make an empty question."""
        super().__init__(COLUMN, (16, 16, 16, 16))
        self._prompt: Prompt | None = None
        self._head, self._title = PersonHead(72), Words(TITLE, wrap=True)
        self._close, self._text = ActionButton(), Words(BODY_2, wrap=True)
        self._choices, self._fields_holder = Choices("Keuze"), Panel(COLUMN, spacing=10)
        self._fields: dict[str, Labelled] = {}
        self._error, self._record = Words(ERROR, wrap=True), ActionButton()
        self._tick = Tick()
        self._actions = Panel(COLUMN, spacing=8)
        title = Panel(ROW, spacing=8).add(self._title, stretch=1)
        title.add(Panel(COLUMN).add(self._close).push())
        self._head_gap = Panel(COLUMN).gap(14)
        self.add(self._head, self._head_gap, title).gap(4).add(self._text).gap(12)
        self.add(self._choices).gap(12).add(self._fields_holder).gap(8).add(
            self._tick, self._error
        ).gap(14)
        self.add(self._record).gap(10).add(self._actions).push()
        self._record.clicked.connect(self._send)
        self._close.clicked.connect(lambda: self.intent.emit(EscapePressed()))

    def show_prompt(self, prompt: Prompt) -> None:
        """Show a question; the same one again keeps what was typed."""
        before, self._prompt = self._prompt, prompt
        fresh = before is None or before.prompt != prompt.prompt
        for widget in (self._head, self._head_gap):
            widget.setVisible(prompt.person is not None)
        if prompt.person is not None:
            self._head.show_person(prompt.person)
        self._title.say(prompt.title)
        self._text.say(prompt.text)
        self._close.show_words(ButtonWords("Sluit", "Esc"), CLOSE)
        if fresh:
            self._choices.show_choices(prompt.choices, prompt.chosen)
            self._build_fields(prompt.fields)
            self._build_actions(prompt.actions)
            self._tick.setChecked(False)
            order_tabs(self)
        self._tick.show_text(prompt.tick)
        self._tick.setVisible(bool(prompt.tick))
        self._choices.setVisible(bool(prompt.choices))
        for screen in prompt.fields:
            self._fields[screen.name].show_field(screen, fresh=fresh)
        self._error.say(prompt.error)
        self._error.setVisible(bool(prompt.error))
        button = prompt.button
        words = ButtonWords(button.text, button.keys, detail=button.detail)
        self._record.show_words(words, RECORD)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: ARG002 - it goes on at once
        """Begin with the first line; without lines, with the choices or the button."""
        first = next(iter(self._fields.values()), None)
        if first is not None:
            first.field.setFocus()
        elif self._prompt is not None and self._prompt.choices:
            self._choices.take_focus()
        else:
            self._record.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by digit, answer on Enter; leave other keys to the room."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.isAutoRepeat():
                self._send()
        elif not (
            Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9
            and not event.modifiers()
            and self._choices.choose(event.key() - Qt.Key.Key_1)
        ):
            event.ignore()

    def _build_fields(self, fields: tuple[FormField, ...]) -> None:
        self._fields_holder.empty()
        self._fields = {screen.name: Labelled(LineField(screen.label)) for screen in fields}
        self._fields_holder.add(*self._fields.values())
        for labelled in self._fields.values():
            labelled.show()  # at once: what is not shown yet cannot take the focus
            if isinstance(labelled.field, LineField):
                labelled.field.entered.connect(self._send)

    def _build_actions(self, actions: tuple[ScreenAction, ...]) -> None:
        self._actions.empty()
        for action in actions:
            button = PushAction(action.text, action.keys)
            button.dress(wide=True)
            button.clicked.connect(lambda _=False, name=action.name: self._choose(name))
            press_with(button, action.keys)
            self._actions.add(button)

    def _choose(self, name: str) -> None:
        self.intent.emit(NoticeChosen(name))

    def _send(self) -> None:
        if self._prompt is not None:
            texts = tuple((name, labelled.text()) for name, labelled in self._fields.items())
            choice, ticked = self._choices.value(), self._tick.isChecked()
            self.intent.emit(PromptAnswered(self._prompt.prompt, choice, texts, ticked))

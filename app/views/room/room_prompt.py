"""A question that an act asks first: choices by digit, some lines, one button."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent

from app.screens.room.intents import EscapePressed, NoticeChosen, PromptAnswered
from app.screens.room.panel import BigButton, ChoiceGroup, FormField, Prompt
from app.screens.room.wording import ScreenAction
from app.views.parts.action_button import ActionButton, ButtonWords
from app.views.parts.notice_box import press_with
from app.views.parts.panel import COLUMN, ROW, Panel, order_tabs
from app.views.parts.push_action import PushAction
from app.views.parts.tick import Tick
from app.views.parts.words import BODY_2, SMALL_2, TextRole, Words
from app.views.room.room_fields import ERROR, LARGE, LARGE_LABEL, Choices, Labelled, LineField
from app.views.room.room_irregularity import CLOSE, RECORD
from app.views.room.room_panel import big_look
from app.views.room.room_person import PersonHead
from app.views.room.room_radios import Radios

TITLE = TextRole(25, 30, 700)


class PromptView(Panel):
    """Draws a Prompt. What is typed stays as long as the question is the same one."""

    intent = Signal(object)

    def __init__(self) -> None:
        """Make an empty question."""
        super().__init__(COLUMN, (16, 16, 16, 16))
        self._prompt: Prompt | None = None
        self._head, self._title = PersonHead(72), Words(TITLE, wrap=True)
        self._close, self._text = ActionButton(), Words(BODY_2, wrap=True)
        self._choices, self._body = Choices("Keuze"), Panel(COLUMN)
        self._fields: dict[str, Labelled] = {}
        self._groups: dict[str, Choices] = {}
        self._error, self._record = Words(ERROR, wrap=True), ActionButton()
        self._tick, self._note = Tick(), Words(SMALL_2, wrap=True)
        self._actions = Panel(COLUMN, spacing=8)
        title = Panel(ROW, spacing=8).add(self._title, stretch=1)
        title.add(Panel(COLUMN).add(self._close).push())
        self._head_gap = Panel(COLUMN).gap(14)
        self.add(self._head, self._head_gap, title).gap(4).add(self._text).gap(12)
        self.add(self._body, self._tick, self._error).gap(14)
        self.add(self._record).gap(6).add(self._note).gap(4).add(self._actions).push()
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
            self._build_body(prompt)
            self._build_actions(prompt.actions)
            self._tick.setChecked(False)
            order_tabs(self)
        self._tick.show_text(prompt.tick)
        self._tick.setVisible(bool(prompt.tick))
        for screen in _lines_of(prompt):
            self._fields[screen.name].show_field(screen, fresh=fresh)
        self._error.say(prompt.error)
        self._error.setVisible(bool(prompt.error))
        self._note.say(prompt.note)
        self._note.setVisible(bool(prompt.note))
        self._show_button(prompt)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: ARG002 - it goes on at once
        """Begin with the first line, or with a choice that is still to be made."""
        prompt = self._prompt
        first = next(iter(self._fields.values()), None)
        to_choose = prompt is not None and bool(prompt.choices) and not prompt.chosen
        if first is not None and (not to_choose or (prompt is not None and prompt.fields_first)):
            first.field.setFocus()
        elif prompt is not None and prompt.choices:
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

    def _build_body(self, prompt: Prompt) -> None:
        """Lay out choices, lines and groups in the order of the question."""
        self._body.empty()
        self._choices = Choices(prompt.choices_label or "Keuze")
        self._choices.show_choices(prompt.choices, prompt.chosen)
        self._fields = {
            each.name: Labelled(LineField(each.label, size=LARGE)) for each in _lines_of(prompt)
        }
        self._groups = {}
        lines = self._lines(prompt.fields)
        chosen = self._labelled(prompt.choices_label, self._choices)
        blocks = [*([chosen] if prompt.choices else []), *(map(self._group, prompt.groups))]
        pieces = [lines, *blocks] if prompt.fields_first else [*blocks, lines]
        for piece in pieces:
            self._body.add(piece).gap(12)
        unasked = {
            each.field.name
            for each in prompt.groups
            if each.field is not None and each.meanings and each.chosen == each.choices[0][0]
        }
        for name, labelled in self._fields.items():
            labelled.setVisible(name not in unasked)  # at once, else it cannot take the focus
            if isinstance(labelled.field, LineField):
                labelled.field.entered.connect(self._send)

    def _lines(self, fields: tuple[FormField, ...]) -> Panel:
        """Lay out lines; halves that follow each other share one."""
        holder, row = Panel(COLUMN, spacing=10), None
        for field in fields:
            if field.half and row is not None:
                row.add(self._fields[field.name], stretch=1)
                row = None
                continue
            row = Panel(ROW, spacing=12) if field.half else None
            if row is not None:
                row.add(self._fields[field.name], stretch=1)
            holder.add(row or self._fields[field.name])
        return holder

    def _group(self, group: ChoiceGroup) -> Panel:
        made = Radios(group.label, group.meanings) if group.meanings else Choices(group.label)
        chips = self._groups[group.name] = made
        chips.show_choices(group.choices, group.chosen)
        block = self._labelled(group.label, chips)
        if group.field is None:
            return block
        labelled = self._fields[group.field.name]
        if group.meanings:
            first = group.choices[0][0]
            chips.chosen.connect(lambda value: labelled.setVisible(value != first))
        return block.gap(8).add(labelled)

    def _labelled(self, label: str, chips: Choices) -> Panel:
        block = Panel(COLUMN)
        return (
            block.add(Words(LARGE_LABEL, label)).gap(4).add(chips) if label else block.add(chips)
        )

    def _show_button(self, prompt: Prompt) -> None:
        button = prompt.button
        words = ButtonWords(button.text, button.keys, icon=button.icon, detail=button.detail)
        if button.status is None:
            self._record.show_words(words, RECORD)
            return
        big = BigButton(button.text, button.status, icon=button.icon, keys=button.keys)
        self._record.show_words(*big_look(big))

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
            texts = tuple(
                (name, "" if labelled.isHidden() else labelled.text())
                for name, labelled in self._fields.items()
            )
            texts += tuple((name, chips.value()) for name, chips in self._groups.items())
            choice, ticked = self._choices.value(), self._tick.isChecked()
            self.intent.emit(PromptAnswered(self._prompt.prompt, choice, texts, ticked))


def _lines_of(prompt: Prompt) -> tuple[FormField, ...]:
    """Return every line of a question, those of the groups last."""
    return (*prompt.fields, *(each.field for each in prompt.groups if each.field is not None))

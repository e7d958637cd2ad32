"""The form of one person at the desk: what goes out, or what comes back and is counted."""

from itertools import zip_longest

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from app.models.values import Status
from app.screens.office import desk_intents as i
from app.screens.office.desk_ui import DeskChoice, DeskField, DeskPanel, pieces_in
from app.screens.room.wording import Notice, Span, Tone
from app.views.parts.notice_box import NoticeBox, press_with
from app.views.parts.panel import COLUMN, ROW, Panel, Rule, at_each_size
from app.views.parts.pick import Pick
from app.views.parts.pictures import Glyph
from app.views.parts.plain_field import PlainField
from app.views.parts.push_action import BIG, Look, PushAction
from app.views.parts.tick import Tick
from app.views.parts.tokens import px
from app.views.parts.words import BODY, BODY_2, SMALL_2, SMALL_3, TextRole, Words

TITLE = TextRole(25, 30, 700)
HEADING = TextRole(17, 22, 700)
TICK = TextRole(16, 22)
COUNTED, INITIALS, INDENT = ("made", "unused"), ("desk", "staff"), 36


class DeskPanelView(Panel):
    """Draws a DeskPanel; Ctrl Enter records what stands in its fields."""

    def __init__(self, intent: SignalInstance) -> None:
        """Make an empty form."""
        super().__init__(COLUMN, (20, 18, 20, 18), 8)
        self.paint(fill="surface", radius=0)
        self._intent = intent
        self._panel: DeskPanel | None = None
        self.fields: dict[str, Tick | PlainField] = {}
        self._balance, self._is_whole = Words(SMALL_2, wrap=True), Glyph(Status.PRESENT, 18)
        self._pair = Panel(ROW)
        self.action = Panel(COLUMN, (20, 8, 20, 16))
        self.action.paint(fill="surface", radius=0)

    def fill(self, panel: DeskPanel | None, notices: tuple[Notice, ...]) -> None:
        """Show a form; what was filled in stays as long as it is the same form."""
        before, kept, self._panel = self._panel, self._values(), panel
        is_same = (
            before is not None
            and panel is not None
            and (before.key, before.form) == (panel.key, panel.form)
        )
        held = next((name for name, each in self.fields.items() if each.hasFocus()), "")
        self.empty()
        self.action.empty()
        self.fields = {}
        if panel is None:
            return
        title = Words(TITLE, panel.title, wrap=True)
        self.add(Panel(COLUMN).add(title, Words(BODY_2, panel.subtitle, wrap=True))).gap(4)
        self.add(Words(HEADING, panel.heading), Rule())
        for field, after in zip_longest(panel.fields, panel.fields[1:]):
            is_counted = after is not None and after.name == COUNTED[0]
            value = dict(kept).get(field.name) if is_same else None
            self._add(field, value, is_closed=not is_counted)
        self._tell(panel, notices)
        self.push()
        if panel.action is not None:
            button = PushAction(panel.action.text, panel.action.keys, Look.PRIMARY, BIG)
            button.dress(wide=True).clicked.connect(self._submit_form)
            press_with(button, "Ctrl Return")
            self.action.add(button)
        self._tell_balance()
        if held in self.fields:
            self.fields[held].setFocus()

    @property
    def shown(self) -> DeskPanel | None:
        """The form that stands here."""
        return self._panel

    def take_focus(self) -> None:
        """Go to the first field."""
        for each in self.fields.values():
            each.setFocus()
            return

    def _add(self, field: DeskField, kept: str | None, *, is_closed: bool) -> None:
        """Add a field; `is_closed` draws a line below a tick."""
        value = field.value if kept is None else kept
        if field.is_tick:
            tick = Tick(TICK)
            tick.show_text((Span(field.text),))
            tick.setChecked(bool(value))
            row = Panel(ROW, spacing=8).add(tick, stretch=1)
            if field.detail:
                row.add(Words(SMALL_3, field.detail))
                tick.setAccessibleDescription(field.detail)
            self.fields[field.name] = tick
            self.add(row, *([Rule()] if is_closed else []))
            return
        line = PlainField(field.text, 40)
        line.setText(value)
        if field.is_search:
            line.textEdited.connect(lambda text: self._intent.emit(i.FormSearched(text)))
        line.entered.connect(lambda line=line: _next_of(line))
        self.fields[field.name] = line
        if field.name in COUNTED:
            self._add_count(field.name, line)
        elif field.name in INITIALS:
            self._add_initials(field.name, line)
        else:
            row = Panel(COLUMN if field.is_wide else ROW, spacing=4 if field.is_wide else 10)
            row.add(Words(SMALL_2, field.text), stretch=1)
            self.add(row.add(line, stretch=1))

    def _add_count(self, name: str, line: PlainField) -> None:
        """Set what was counted under the tick of its envelope, and then how it adds up."""
        at_each_size(line.centre(), lambda: line.setFixedWidth(px(72)))
        line.textChanged.connect(lambda _: self._tell_balance())
        if name == COUNTED[0]:
            self._pair = Panel(ROW, (INDENT, 0, 0, 0), 10)
            self.add(self._pair)
        self._pair.add(Words(BODY, line.accessibleName()), line)
        if name == COUNTED[-1]:
            self._pair.push()
            self._balance, self._is_whole = Words(SMALL_2, wrap=True), Glyph(Status.PRESENT, 18)
            balance = Panel(ROW, (INDENT, 0, 0, 0), 8).add(self._is_whole)
            self.add(balance.add(self._balance, stretch=1), Rule())

    def _add_initials(self, name: str, line: PlainField) -> None:
        """Set both initials beside each other, what they are inside the field."""
        if name == INITIALS[0]:
            told = "Geteld door twee mensen: vul beide parafen in."
            self._pair = Panel(ROW, spacing=12)
            self.gap(2).add(Words(SMALL_2, told, wrap=True), self._pair)
        self._pair.add(line.lead(line.accessibleName()), stretch=1)

    def _tell(self, panel: DeskPanel, notices: tuple[Notice, ...]) -> None:
        """Show what is wrong, what was found, and what is so."""
        for notice in notices:
            self.add(NoticeBox(notice))
        for choice in panel.choices:
            self.add(self._choice(choice))
        if panel.choices and panel.told:
            self.gap(2).add(Rule())
        for label, text in panel.told:
            told = Panel(ROW, spacing=12).add(Words(BODY, label, wrap=True), stretch=1)
            self.add(told.add(Words(SMALL_2, text, wrap=True), stretch=1), Rule())

    def _choice(self, choice: DeskChoice) -> Pick:
        words = Panel(COLUMN, (12, 7, 12, 7)).add(Words(BODY, choice.text, wrap=True))
        if choice.detail:
            words.add(Words(SMALL_2, choice.detail, wrap=True))
        card = Pick(f"{choice.text}, {choice.detail}", words)
        card.clicked.connect(lambda: self._submit(choice.key))
        return card

    def _tell_balance(self) -> None:
        """Say at once whether what came back equals what went out, and what the record says."""
        panel = self._panel
        if panel is None or panel.pieces is None or COUNTED[0] not in self.fields:
            return
        made, unused = (pieces_in(dict(self._values()).get(name, "")) for name in COUNTED)
        is_told = made is not None and unused is not None
        self._balance.setVisible(is_told)
        self._is_whole.setVisible(is_told)
        if made is None or unused is None:
            return
        back = made + unused
        is_whole = back == panel.pieces
        told = f"{back} van {panel.pieces}"
        tone, more = (Tone.GOOD, "") if is_whole else (Tone.WARNING, ": tel nog eens")
        if is_whole and panel.made is not None:
            agrees = made == panel.made
            more = ", gelijk aan het verslag" if agrees else f", het verslag zegt {panel.made}"
            tone = Tone.GOOD if agrees else Tone.WARNING
        self._is_whole.setVisible(tone is Tone.GOOD)
        self._balance.say((Span(told, strong=True, tone=tone), Span(more, tone=tone)))

    def _values(self) -> tuple[tuple[str, str], ...]:
        return tuple(
            (name, ("1" if each.isChecked() else "") if isinstance(each, Tick) else each.text())
            for name, each in self.fields.items()
        )

    def _submit_form(self) -> None:
        self._submit()

    def _submit(self, choice: str = "") -> None:
        self._intent.emit(i.DeskSubmitted(self._values(), choice))


def _next_of(line: QWidget) -> None:
    """Enter goes to the next field: only Ctrl Enter records."""
    after = line.nextInFocusChain()
    if after is not None:
        after.setFocus()

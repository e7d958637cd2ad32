"""Beside an issue: the decision that waits for the office; in its place: a call that comes in."""

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QGridLayout, QWidget

from app.screens.office import intents as i
from app.screens.office.hotline_ui import DecisionForm, NewIssueForm
from app.screens.room.wording import Notice
from app.views.parts.notice_box import NoticeBox, press_with
from app.views.parts.panel import COLUMN, ROW, Panel, Rule, at_each_size
from app.views.parts.pill import Pill
from app.views.parts.plain_field import PlainField
from app.views.parts.push_action import BIG, NORMAL, SMALL, Look, PushAction
from app.views.parts.tokens import px
from app.views.parts.words import (
    BODY_2,
    H2,
    H3,
    SMALL_2,
    SMALL_3,
    TextRole,
    Words,
)

VALUE = TextRole(16, 22, 700)


class DecisionPanel(Panel):
    """The form of a decision: filled in as far as the record knows, changed where it must be."""

    def __init__(self, intent: SignalInstance) -> None:
        """Make an empty panel."""
        super().__init__(COLUMN, spacing=6)
        self._intent = intent
        self._shown: DecisionForm | None = None
        self._title, self._pill = Words(H3), Pill()
        self._minutes = PlainField("Minuten tijd terug", 42).centre()
        self._for_whom = Words(BODY_2, wrap=True)
        self._ends = Panel(COLUMN, spacing=3)
        self._fields = {
            name: PlainField(label, 38)
            for name, label in (
                ("decider", "Wie beslist"),
                ("on_behalf_of", "Namens"),
                ("mandate", "Mandaat"),
                ("until", "Geldt tot"),
            )
        }
        self._note = Words(SMALL_2, wrap=True)
        self._more = PushAction("", "Alt N", Look.PLAIN, SMALL)
        self._grant = PushAction("Besluit vastleggen", "Alt A", Look.PRIMARY, NORMAL)
        self._deny = PushAction("Niet toestaan", "Alt T", Look.PLAIN, NORMAL)
        self._lay()
        self._grant.clicked.connect(lambda: self._tell(is_granted=True))
        self._deny.clicked.connect(lambda: self._tell(is_granted=False))
        self._more.clicked.connect(lambda: self._emit(i.NextDecisionAsked()))
        for button, keys in ((self._grant, "Alt A"), (self._deny, "Alt T"), (self._more, "Alt N")):
            press_with(button, keys)
        self.hide()

    def _lay(self) -> None:
        self.add(Panel(ROW, spacing=10).add(self._title).push().add(self._pill))
        at_each_size(self._minutes, lambda: self._minutes.setFixedWidth(px(70)))
        self._row = Panel(ROW, spacing=10).add(self._minutes)
        self._row.add(Panel(COLUMN).push().add(self._for_whom).push(), stretch=1)
        self.add(self._row, self._ends).gap(4).add(Rule()).gap(4)
        grid = QWidget()
        layout = QGridLayout(grid)
        layout.setContentsMargins(0, 0, 0, 0)
        at_each_size(grid, lambda: layout.setVerticalSpacing(px(5)))
        at_each_size(grid, lambda: layout.setColumnMinimumWidth(0, px(92)))
        for at, field in enumerate(self._fields.values()):
            layout.addWidget(Words(BODY_2, field.accessibleName()), at, 0)
            layout.addWidget(field, at, 1)
        self.add(grid).gap(6).add(self._grant.dress(wide=True), self._deny.dress(wide=True))
        self.add(self._note, self._more)

    def fill(self, form: DecisionForm | None) -> None:
        """Show what waits; what was changed by hand stays until it is another matter."""
        before, self._shown = self._shown, form
        self.setVisible(form is not None)
        if form is None or form == before:
            return
        is_other = before is None or before.title != form.title
        self._title.say(form.title)
        self._pill.say(form.pill, form.tone, "hourglass")
        self._minutes.setVisible(form.is_minutes)
        self._for_whom.say(f"minuten voor {form.for_whom}" if form.is_minutes else form.for_whom)
        if before is None or is_other or self._minutes.text() == before.minutes:
            self._minutes.setText(form.minutes)
        for name, field in self._fields.items():
            if is_other:
                field.setText(getattr(form, name))
        self._ends.empty()
        for label, time in form.ends:
            row = Panel(ROW).add(Words(BODY_2, label)).push().add(Words(VALUE, time))
            self._ends.add(row)
        self._note.say(form.note)
        self._more.say(form.more or "Volgende besluit", "Alt N")
        self._more.setVisible(bool(form.more))

    def _tell(self, *, is_granted: bool) -> None:
        texts = {name: field.text() for name, field in self._fields.items()}
        self._emit(i.DecisionTold(is_granted, self._minutes.text(), **texts))

    def _emit(self, intent: object) -> None:
        self._intent.emit(intent)


class NewIssuePanel(Panel):
    """What a caller tells: what it is about, who calls, which room."""

    def __init__(self, intent: SignalInstance) -> None:
        """Make an empty form."""
        super().__init__(COLUMN, (24, 16, 24, 16), 8)
        self._intent = intent
        self._title = Words(H2)
        self.what = PlainField("Waar gaat het over?")
        self._caller = PlainField("Wie belt?")
        self._text = PlainField("Wat vertelt de beller?")
        self._room = PlainField("Welke zaal? Typ het begin, of laat leeg")
        self._found = Words(SMALL_3)
        self._notices = Panel(COLUMN, spacing=8)
        self._known: tuple[tuple[str, str], ...] = ()
        make = PushAction("Melding maken", "Ctrl Enter", Look.PRIMARY, BIG)
        make.clicked.connect(self._tell)
        press_with(make, "Ctrl Return")
        self.add(self._title).gap(6)
        for field in (self.what, self._room, self._caller, self._text):
            self.add(Words(BODY_2, field.accessibleName()), field)
            field.entered.connect(self._tell)
        self.add(self._found).gap(6).add(self._notices).add(Panel(ROW).add(make).push()).push()
        self._room.textChanged.connect(lambda _: self._look())
        self.hide()

    def fill(self, form: NewIssueForm, notices: tuple[Notice, ...], *, is_fresh: bool) -> None:
        """Show the form; a fresh one has the focus, and the room that was chosen."""
        self._known = form.rooms
        self._title.say(f"Nieuwe melding {form.number}")
        if is_fresh:
            for field in (self.what, self._caller, self._text, self._room):
                field.clear()
            self._room.setText(form.room)
            self.show()
            self.what.setFocus()
        self._notices.empty()
        for notice in notices:
            self._notices.add(NoticeBox(notice))

    def _match(self) -> tuple[str, str]:
        typed = self._room.text().strip().casefold()
        found = [pair for pair in self._known if pair[1].casefold().startswith(typed)]
        return found[0] if typed and found else ("", "")

    def _look(self) -> None:
        label = self._match()[1]
        typed = self._room.text().strip()
        none = "Deze zaal staat niet op het bord." if typed else ""
        self._found.say(f"Zaal {label}" if label else none)

    def _tell(self) -> None:
        told = i.NewIssueTold(
            self.what.text(), self._caller.text(), self._match()[0], self._text.text()
        )
        self._intent.emit(told)

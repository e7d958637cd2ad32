"""The middle of a calamity's route: a step with what it asks, says and offers."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from app.screens.room.calamity import ButtonRank, CalamityButton, Centre, PersonTick
from app.screens.room.panel import FormField
from app.screens.room.search import squeeze
from app.screens.room.wording import Line, Span
from app.views.parts.focus_ring import ringed
from app.views.parts.notice_box import press_with
from app.views.parts.panel import COLUMN, ROW, Panel, scrolled
from app.views.parts.pictures import Picture
from app.views.parts.push_action import Look, Measure, PushAction
from app.views.parts.shift_look import px
from app.views.parts.tick import Tick
from app.views.parts.words import TextRole, Words
from app.views.room.calamity_cards import Cards
from app.views.room.room_fields import ERROR, LARGE, Choices, Labelled, LineField

ABOVE = TextRole(16, 22, 600, "ink2")
TITLE, FORM_TITLE = TextRole(38, 46, 700), TextRole(34, 40, 700)
TEXT = TextRole(18, 25, 400, "ink2")
NUMBER = TextRole(62, 70, 700)
SAY_TITLE = TextRole(15, 20, 600, "ink3")
SAY = TextRole(18, 26)
FOOT = TextRole(15, 20, 400, "ink3")
BIG = Measure(56, 20, 700, 15)
OTHER = Measure(56, 16, 600, 13)
SHOWN = Measure(56, 17, 700, 12)


class PersonRow(Tick):
    """A person with a tick; tells when the focus comes to it."""

    pointed = Signal(str)

    def __init__(self, candidate: str) -> None:
        """Make a row without words."""
        super().__init__()
        self._candidate = candidate

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell who it is about now."""
        super().focusInEvent(event)
        self.pointed.emit(self._candidate)


class PeopleList(Panel):
    """People with a tick each. Typing finds; Enter turns the first one that is found."""

    ticked = Signal(str, bool)
    pointed = Signal(str)
    """At whom the next Space or Enter is aimed; "" at nobody yet."""

    def __init__(self) -> None:
        """Make an empty list."""
        super().__init__(COLUMN, spacing=8)
        self.search = LineField("Naam of stoel", size=LARGE)
        self._rows: dict[str, PersonRow] = {}
        self._people: tuple[PersonTick, ...] = ()
        self._holder = Panel(COLUMN, (10, 8, 8, 8), 8)
        self._holder.paint(fill="surface", radius=0)
        self._area = scrolled(self._holder)
        self.add(self.search).add(self._area, stretch=1)
        self.search.textChanged.connect(self._filter)
        self.search.entered.connect(self._turn_found)

    def show_people(self, people: tuple[PersonTick, ...], find: str, *, fresh: bool) -> None:
        """Show people; only ticks and words that changed are told anew."""
        self.search.setPlaceholderText(find)
        self.search.setAccessibleName(find)
        if [each.candidate for each in people] != [each.candidate for each in self._people]:
            self._holder.empty()
            self._rows = {}
            for each in people:
                row = self._rows[each.candidate] = PersonRow(each.candidate)
                row.pointed.connect(self.pointed)
                row.clicked.connect(
                    lambda on, candidate=each.candidate: self.ticked.emit(candidate, on)
                )
                self._holder.add(row)
            self._holder.push()
        self._people = people
        for each in people:
            row = self._rows[each.candidate]
            row.show_text(_plain(each.text))
            row.setChecked(each.ticked)
        if fresh:
            self.search.clear()
        self._filter()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the rows with the arrows."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        rows = [row for row in self._rows.values() if not row.isHidden()]
        if not step or not rows:
            event.ignore()
            return
        at = next((n for n, row in enumerate(rows) if row.hasFocus()), -1 if step > 0 else 0)
        if at + step < 0:
            self.search.setFocus()
            return
        row = rows[min(at + step, len(rows) - 1)]
        row.setFocus()
        self._area.ensureWidgetVisible(row)

    def _found(self) -> list[PersonTick]:
        wanted = squeeze(self.search.text())
        seat = [e for e in self._people if squeeze(e.text.split(" ")[0]) == wanted and wanted]
        return seat or [each for each in self._people if wanted in squeeze(each.text)]

    def _filter(self) -> None:
        found = {each.candidate for each in self._found()}
        for candidate, row in self._rows.items():
            row.setVisible(candidate in found)
        if self.search.hasFocus():
            typed = self.search.text().strip()
            self.pointed.emit(self._found()[0].candidate if typed and found else "")

    def _turn_found(self) -> None:
        found = self._found()
        if self.search.text().strip() and found:
            first = found[0]
            self.search.clear()
            self.ticked.emit(first.candidate, not first.ticked)


def _plain(text: str) -> Line:
    return (Span(text),)


class CentreView(Panel):
    """Draws a Centre. What is typed stays as long as its form is the same."""

    chosen = Signal(str)
    pressed = Signal(str)
    typed = Signal(object)
    person_ticked = Signal(str, bool)
    reason_chosen = Signal(str)
    read_back = Signal(bool)
    entered = Signal()

    def __init__(self) -> None:
        """Make an empty middle."""
        super().__init__(COLUMN, (36, 22, 36, 16))
        self._shown: Centre | None = None
        self._above, self._title = Words(ABOVE), Words(TITLE, wrap=True)
        self._number = Words(NUMBER)
        self._number_row = Panel(ROW, (0, 10, 0, 0), 20)
        self._number_row.add(Picture("phone", "blue", 44), self._number).push()
        self._text = Words(TEXT, wrap=True)
        self._say_title, self._say = Words(SAY_TITLE), Words(SAY, wrap=True)
        self._say_card = Panel(COLUMN, (18, 12, 18, 12))
        self._say_card.paint(fill="surface", border="line")
        self._say_card.add(self._say_title).gap(2).add(self._say)
        self.cards = Cards(1, 14, large=True)
        self._reasons = Choices("Waarom geen tijd terug")
        self.people = PeopleList()
        self._fields_holder = Panel(COLUMN, spacing=12)
        self._fields: dict[str, Labelled] = {}
        self._tick, self._error = Tick(), Words(ERROR, wrap=True)
        self._buttons = Panel(ROW, spacing=12)
        self._foot = Words(FOOT, wrap=True)
        self._gaps = {name: Panel(COLUMN).gap(14) for name in ("say", "fields", "tick", "cards")}
        self._build()
        self._connect()

    def show_centre(self, centre: Centre) -> None:
        """Show a step."""
        before, self._shown = self._shown, centre
        fresh = before is None or before.form != centre.form
        self._above.say(centre.above)
        self._title.say(centre.title)
        self._title.set_role(FORM_TITLE if len(centre.fields) > 1 else TITLE)
        self._number.say(centre.number)
        self._number_row.setVisible(bool(centre.number))
        self._text.say(centre.text)
        self._text.setVisible(bool(centre.text))
        self._place_say(last=centre.says_last)
        self._say_title.say(centre.say_title)
        self._say.say(centre.say)
        self.cards.show_choices(centre.choices)
        self.cards.setVisible(bool(centre.choices))
        if fresh:
            self._reasons.show_choices(centre.reasons, centre.reason)
        self._reasons.setVisible(bool(centre.reasons))
        self.people.setVisible(bool(centre.people))
        self.people.show_people(centre.people, centre.find, fresh=fresh)
        if fresh:
            self._build_fields(centre.fields)
        for field in (each for row in centre.fields for each in row):
            self._fields[field.name].show_field(field, fresh=fresh)
        self._tick.show_text(centre.tick)
        self._tick.setChecked(centre.ticked)
        self._error.say(centre.error)
        self._foot.say(centre.foot)
        for widget, wanted in self._shows(centre):
            widget.setVisible(wanted)
        if before is None or before.buttons != centre.buttons:
            self._build_buttons(centre.buttons)

    def take_focus(self) -> bool:
        """Put the focus where the step begins; tell whether there is such a place."""
        if self._shown is not None and self._shown.people:
            self.people.search.setFocus()
        elif self._fields:
            next(iter(self._fields.values())).field.setFocus()
        else:
            return False
        return True

    def texts(self) -> tuple[tuple[str, str], ...]:
        """Return what stands in the fields."""
        return tuple((name, labelled.text()) for name, labelled in self._fields.items())

    def _propose_reason(self, candidate: str) -> None:
        """Show the reason that the record suggests for somebody, until a reason is chosen."""
        if self._shown is not None and self._shown.reasons and not self._shown.reason:
            why = {each.candidate: each.reason for each in self._shown.people}
            self._reasons.show_choices(self._shown.reasons, why.get(candidate, ""))

    def _place_say(self, *, last: bool) -> None:
        """A step says first; a decision is filled in before it is read back."""
        say, fields = self.box.indexOf(self._say_card), self.box.indexOf(self._fields_holder)
        if (say > fields) is not last:
            around = (self._gaps["say"], self._say_card)
            for widget in around:
                self.box.removeWidget(widget)
            at = self.box.indexOf(self._gaps["tick" if last else "fields"])
            for n, widget in enumerate(around):
                self.box.insertWidget(at + n, widget)

    def _shows(self, centre: Centre) -> tuple[tuple[QWidget, bool], ...]:
        return (
            (self._say_card, bool(centre.say)),
            (self._gaps["say"], bool(centre.say)),
            (self._fields_holder, bool(centre.fields)),
            (self._gaps["fields"], bool(centre.fields)),
            (self._tick, bool(centre.tick)),
            (self._gaps["tick"], bool(centre.tick)),
            (self._gaps["cards"], bool(centre.choices or centre.people)),
            (self._error, bool(centre.error)),
            (self._foot, bool(centre.foot)),
        )

    def _build(self) -> None:
        self.add(self._above).gap(2).add(self._title, self._number_row).gap(4).add(self._text)
        self.add(self._gaps["cards"], self.cards, self._reasons).gap(4)
        self.add(self.people, stretch=100)
        self.add(self._gaps["say"], self._say_card, self._gaps["fields"], self._fields_holder)
        self.add(self._gaps["tick"], self._tick, self._error).push().gap(12)
        self.add(self._buttons).gap(8).add(self._foot)

    def _connect(self) -> None:
        self.cards.chosen.connect(self.chosen)
        self._reasons.chosen.connect(self.reason_chosen)
        self.people.pointed.connect(self._propose_reason)
        self.people.ticked.connect(self.person_ticked)
        self._tick.clicked.connect(self.read_back)

    def _build_fields(self, rows: tuple[tuple[FormField, ...], ...]) -> None:
        self._fields_holder.empty()
        self._fields = {}
        for row in rows:
            holder = Panel(ROW, spacing=14)
            for field in row:
                labelled = self._fields[field.name] = Labelled(LineField(field.label, size=LARGE))
                line = labelled.field
                if isinstance(line, LineField):
                    line.entered.connect(self.entered)
                    line.textEdited.connect(lambda _: self.typed.emit(self.texts()))
                holder.add(labelled, stretch=1)
            self._fields_holder.add(holder)

    def _build_buttons(self, buttons: tuple[CalamityButton, ...]) -> None:
        self._buttons.empty()
        for button in buttons:
            self._buttons.add(self._button(button), stretch=int(button.rank is ButtonRank.MAIN))

    def _button(self, button: CalamityButton) -> QWidget:
        if button.rank is ButtonRank.MAIN:
            made = PushAction(button.text, button.keys, Look.PRIMARY, BIG).dress(wide=True)
        elif button.rank is ButtonRank.DONE:
            made = PushAction(button.text, "", Look.GOOD, SHOWN).dress(picture="circle-check")
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.unsetCursor()  # it tells what was done: there is nothing to press
            return made
        else:
            made = PushAction(button.text, button.keys, Look.PLAIN, OTHER)
        ringed(made)
        made.clicked.connect(lambda: self.pressed.emit(button.name))
        if button.keys not in ("Enter", "Esc"):
            press_with(made, button.keys.replace("Enter", "Return"))
        return made

    def be_narrow(self, *, narrow: bool) -> None:
        """Put the buttons under each other where there is no room."""
        self._buttons.box.setDirection(COLUMN if narrow else ROW)
        self.setMinimumHeight(px(420) if narrow else 0)

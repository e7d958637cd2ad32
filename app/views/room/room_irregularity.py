"""The form of a bijzonderheid (F7), for a candidate or for the whole session."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.screens.room.intents import EscapePressed, IrregularityRecorded
from app.screens.room.panel import IrregularityForm
from app.views.parts.action_button import ActionButton, ButtonLook, ButtonWords
from app.views.parts.painting import CAP_BLUE
from app.views.parts.panel import COLUMN, ROW, Panel, Rule, order_tabs, scrolled, show_from_top
from app.views.parts.tick import Tick
from app.views.parts.words import H3, SMALL_3, Words
from app.views.room.room_fields import ERROR, LABEL, Choices, Labelled, LineField, TextField
from app.views.room.room_kept import KeptItems
from app.views.room.room_person import PersonHead

RECORD = ButtonLook(44, 16, 600, 15, 10, 18, "onblue", "blue", "", 0, CAP_BLUE, wide=True)
CLOSE = ButtonLook(26, 16, 600, 4, 10, 18, "ink", "", "", 0)


class IrregularityView(Panel):
    """Draws an IrregularityForm. What is typed stays as long as the form is the same one."""

    intent = Signal(object)

    def __init__(self) -> None:
        """Make an empty form."""
        super().__init__(COLUMN)
        self._body = Panel(COLUMN, (20, 12, 20, 0))
        self._area = scrolled(self._body)
        for each in (self._area.viewport(), self._body):
            each.setAutoFillBackground(False)
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]
        # Laid out anew, what has the focus may have moved out of sight.
        self._area.verticalScrollBar().rangeChanged.connect(lambda *_: self._keep_in_view())
        self._form: IrregularityForm | None = None
        self._head, self._place = PersonHead(54), Words(H3, wrap=True)
        self._close = ActionButton()
        self._title, self._detail = Words(H3), Words(SMALL_3)
        self._kept_rule = Panel(COLUMN).gap(10).add(Rule()).gap(10)
        self._kept, self._choices = KeptItems(), Choices("Soort bijzonderheid")
        self._class_chosen = False
        self._fields = {
            "seen": Labelled(LineField("", strong=True), 88),
            "spoken": Labelled(LineField("", strong=True), 122),
            "witness": Labelled(LineField("")),
            "saw": Labelled(TextField("")),
            "said": Labelled(LineField("")),
            "taken": Labelled(LineField("")),
            "bag": Labelled(LineField("", prefix="zakje"), 92),
        }
        self._extras: dict[str, Labelled] = {}
        self._extras_box = Panel(COLUMN, spacing=7)
        self._refused, self._classes = Tick(), Choices("Indeling centraal examen")
        self._class_label = Words(LABEL, "Indeling centraal examen")
        self._tick, self._error = Tick(), Words(ERROR, wrap=True)
        self._record = ActionButton()
        self._build()
        for labelled in self._fields.values():
            if isinstance(labelled.field, LineField):
                labelled.field.entered.connect(self._next)
        self._choices.chosen.connect(self._propose_class)
        self._classes.chosen.connect(self._choose_class)
        self._kept.intent.connect(self.intent)
        self._record.clicked.connect(self._send)
        self._close.clicked.connect(lambda: self.intent.emit(EscapePressed()))

    def show_form(self, form: IrregularityForm) -> None:
        """Show a form; an old one that comes back keeps what was typed."""
        fresh = self._form is None or self._form.form != form.form
        self._form = form
        self._head.setVisible(form.person is not None)
        self._place.setVisible(form.person is None)
        self._place.say(form.place)
        self._top.setVisible(form.person is not None or bool(form.place))
        if form.person is not None:
            self._head.show_person(form.person)
        self._title.say(form.title)
        self._detail.say(form.detail)
        if fresh:
            self._choices.show_choices(form.choices, form.chosen)
            self._classes.show_choices(form.classes, dict(form.class_of).get(form.chosen, ""))
            self._class_chosen = False
            self._tick.setChecked(False)
            self._refused.setChecked(False)
            self._build_extras(form)
        for extra in form.extras:
            self._extras[extra.name].show_field(extra, fresh=fresh)
        self._refused.show_text(form.refusal_text)
        self._refused.setVisible(bool(form.refusal_text))
        for widget in (self._class_label, self._classes):
            widget.setVisible(bool(form.classes))
        for name, labelled in self._fields.items():
            labelled.show_field(getattr(form, name), fresh=fresh)
        self._tick.show_text(form.report_text)
        self._error.say(form.error)
        self._error.setVisible(bool(form.error))
        words = ButtonWords(form.button.text, form.button.keys, detail=form.button.detail)
        self._record.show_words(words, RECORD)
        self._close.show_words(ButtonWords("Sluit", "Esc"), CLOSE)
        if self._kept.show_items(form.kept) or fresh:
            self._kept_rule.setVisible(bool(form.kept))
            order_tabs(self)  # fields that were asked anew stand between those that stayed

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: ARG002 - it goes on at once
        """Begin with what kind it is; with a chosen kind, with what was seen."""
        if self._choices.value():
            self._fields["saw"].field.setFocus()
        else:
            self._choices.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Record on Ctrl Enter; leave the other keys to the room."""
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if held and not event.isAutoRepeat():
                self._send()
            return
        event.ignore()

    def _follow(self, _before: QWidget | None, new: QWidget | None) -> None:
        """Keep what has the focus in view."""
        if new is not None and self._body.isAncestorOf(new):
            QTimer.singleShot(0, self, self._keep_in_view)

    def _keep_in_view(self) -> None:
        """Show all of what has the focus: Qt's own way shows the text cursor, and stops there."""
        held = QApplication.focusWidget()
        if held is not None and self._body.isAncestorOf(held):
            show_from_top(self._area, held)

    def _propose_class(self, kind: str) -> None:
        """Show the class that a kind mostly has, until somebody chose one."""
        if self._form is not None and not self._class_chosen:
            proposed = dict(self._form.class_of).get(kind, "")
            self._classes.show_choices(self._form.classes, proposed)

    def _choose_class(self, _class: str) -> None:
        self._class_chosen = True

    def _next(self) -> None:
        self.focusNextChild()

    def _send(self) -> None:
        if self._form is None:
            return
        texts = {name: labelled.text() for name, labelled in self._fields.items()}
        self.intent.emit(
            IrregularityRecorded(
                form=self._form.form,
                kind=self._choices.value(),
                seen_at=texts["seen"],
                spoken_at=texts["spoken"],
                witness=texts["witness"],
                saw=texts["saw"],
                said=texts["said"],
                taken=texts["taken"],
                bag=texts["bag"],
                report=self._tick.isChecked(),
                extras=tuple((name, each.text()) for name, each in self._extras.items()),
                refused=self._refused.isChecked(),
                central_class=self._classes.value(),
            )
        )

    def _build_extras(self, form: IrregularityForm) -> None:
        """The last one takes a line of its own, those before it share one."""
        self._extras_box.empty()
        self._extras = {each.name: Labelled(LineField(each.label)) for each in form.extras}
        for labelled in self._extras.values():
            if isinstance(labelled.field, LineField):
                labelled.field.entered.connect(self._next)
        *shared, last = self._extras.values() or (None,)
        if last is not None:
            row = Panel(ROW, spacing=8)
            for labelled in shared:
                row.add(labelled, stretch=1)
            self._extras_box.add(row, last)

    def _build(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        fields = self._fields
        head = Panel(ROW, spacing=12).add(self._head, self._place)
        head.box.setStretch(0, 1)
        head.add(Panel(COLUMN).add(self._close).push())
        self._top = Panel(COLUMN).add(head).gap(10).add(Rule()).gap(10)
        body = self._body.add(self._top)
        body.add(self._kept, self._kept_rule)
        body.add(Panel(ROW).add(self._title).push().add(self._detail)).gap(7)
        body.add(self._choices).gap(7)
        times = Panel(ROW, spacing=10).add(fields["seen"], fields["spoken"])
        body.add(times.add(fields["witness"], stretch=1)).gap(7)
        body.add(fields["saw"]).gap(7).add(fields["said"]).gap(7)
        taken = Panel(ROW, spacing=8).add(fields["taken"], stretch=1).add(fields["bag"])
        taken.box.setAlignment(fields["bag"], Qt.AlignmentFlag.AlignBottom)
        body.add(taken).gap(7).add(self._refused).gap(7)
        body.add(self._extras_box, self._class_label, self._classes)
        body.push()
        # What the button says depends on the tick: both stay in view.
        under = Panel(COLUMN, (20, 7, 20, 12)).add(self._tick, self._error).gap(7)
        under.add(self._record)
        self.add(self._area, stretch=1).add(under)

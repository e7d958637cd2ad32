"""The right side of Beheer: what is told of the chosen line, its form, and what can be done."""

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QScrollArea, QWidget

from app.screens.office.manage_ui import ManageAsked, ManageField, ManagePanel
from app.screens.room.wording import ScreenAction, Span, Tone
from app.views.parts.notice_box import NoticeBox, press_with
from app.views.parts.panel import COLUMN, Panel, Rule
from app.views.parts.plain_field import PlainField
from app.views.parts.push_action import BIG, NORMAL, Look, PushAction
from app.views.parts.tick import Tick
from app.views.parts.words import BODY, H2, SMALL_2, SMALL_3, TextRole, Words

TICK = TextRole(16, 22)
FIRST_KEYS = "Ctrl Enter"


class ManagePanelView(Panel):
    """Draws a ManagePanel; what was filled in stays as long as it is the same form."""

    def __init__(self, intent: SignalInstance) -> None:
        """Make an empty panel."""
        super().__init__(COLUMN, (20, 18, 20, 18), 8)
        self.paint(fill="surface", radius=0)
        self._intent = intent
        self.shown: ManagePanel | None = None
        self.fields: dict[str, Tick | PlainField] = {}
        self.buttons = Panel(COLUMN, (20, 8, 20, 16), 8)
        self.buttons.paint(fill="surface", radius=0)

    def fill(self, panel: ManagePanel | None) -> None:
        """Show a panel; the same one costs nothing."""
        if panel == self.shown:
            return
        before, kept, self.shown = self.shown, self.values(), panel
        is_same = before is not None and panel is not None and before.form == panel.form
        held = next((name for name, each in self.fields.items() if each.hasFocus()), "")
        self.empty()
        self.buttons.empty()
        self.fields = {}
        if panel is not None:
            self._show(panel, dict(kept) if is_same else {})
        if is_same and held in self.fields:
            self.fields[held].setFocus()
        elif panel is not None and panel.takes_focus and not is_same:
            self.take_focus()

    def take_focus(self) -> None:
        """Go to the first field."""
        for each in self.fields.values():
            each.show()  # the layout shows it later, and what is not shown takes no focus
            each.setFocus()
            return

    def values(self) -> tuple[tuple[str, str], ...]:
        """Return what stands in the fields."""
        return tuple(
            (name, ("1" if each.isChecked() else "") if isinstance(each, Tick) else each.text())
            for name, each in self.fields.items()
        )

    def _show(self, panel: ManagePanel, kept: dict[str, str]) -> None:
        self.add(Words(H2, panel.title, wrap=True))
        if panel.subtitle:
            self.add(Words(SMALL_2, panel.subtitle, wrap=True))
        self.add(Rule())
        for notice in panel.notices:
            self.add(NoticeBox(notice))
        for line in panel.lines:
            self.add(Words(BODY, line, wrap=True))
        for each in panel.fields:
            self._field(each, kept.get(each.name))
        self.push()
        for n, action in enumerate(panel.actions):
            self.buttons.add(self._button(action, is_first=n == 0))

    def _field(self, told: ManageField, kept: str | None) -> None:
        value = told.value if kept is None else kept
        made: Tick | PlainField
        if told.is_tick:
            made = Tick(TICK)
            made.show_text((Span(told.text),))
            made.setChecked(bool(value))
            self.add(made)
        else:
            made = PlainField(told.text, 40)
            made.setText(value)
            made.setCursorPosition(0)
            made.entered.connect(lambda made=made: _next_of(made))
            self.add(Words(SMALL_2, told.text, wrap=True), made)
        if told.detail:
            self.add(Words(SMALL_3, told.detail, wrap=True))
            made.setAccessibleDescription(told.detail)
        if told.trouble:
            wrong = Span(told.trouble, strong=True, tone=Tone.DANGER)
            self.add(Words(SMALL_2, (wrong,), wrap=True))
            made.setAccessibleDescription(told.trouble)
        self.fields[told.name] = made

    def _button(self, action: ScreenAction, *, is_first: bool) -> PushAction:
        look, size = (Look.PRIMARY, BIG) if is_first else (Look.PLAIN, NORMAL)
        button = PushAction(action.text, action.keys, look, size)
        button.clicked.connect(lambda: self._intent.emit(ManageAsked(action.name, self.values())))
        press_with(button, "Ctrl Return" if action.keys == FIRST_KEYS else action.keys)
        return button.dress(wide=True)


def _next_of(line: QWidget) -> None:
    """Enter goes to the next field: only Ctrl Enter records."""
    after = line.nextInFocusChain()
    if after is not None:
        after.setFocus()
        _into_view(after)


def _into_view(widget: QWidget) -> None:
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if area is not None:
        area.ensureWidgetVisible(widget)

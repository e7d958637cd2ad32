"""The panel of one dossier: the facts it is told from, what is asked, and what can be done."""

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QApplication, QWidget

from app.screens.office import dossier_intents as i
from app.screens.office.dossier_ui import DossierField, DossierPanel, FactLine
from app.screens.room.wording import ScreenAction
from app.views.parts.notice_box import NoticeBox, press_with
from app.views.parts.panel import COLUMN, ROW, Panel, Rule
from app.views.parts.pictures import Picture
from app.views.parts.plain_field import PlainField
from app.views.parts.push_action import BIG, NORMAL, Look, PushAction
from app.views.parts.words import BODY, H2, SMALL_2, SMALL_3, TONE_INK, TextRole, Words

HEADING = TextRole(15, 20, 700)
FEW = 2
"""So many fields stay in sight beside their buttons; more of them scroll with the facts."""


class DossierPanelView(Panel):
    """Draws a DossierPanel; `action` holds its buttons, for below what scrolls."""

    reached = Signal(QWidget)
    """The focus was brought to a field, that may lie below what is in sight."""
    left = Signal()
    """What had the focus is there no more."""

    def __init__(self, intent: SignalInstance) -> None:
        """Make an empty panel."""
        super().__init__(COLUMN, (20, 18, 20, 18), 8)
        self.paint(fill="surface", radius=0)
        self._intent = intent
        self._panel: DossierPanel | None = None
        self.fields: dict[str, PlainField] = {}
        self.action = Panel(COLUMN, (20, 8, 20, 16), 8)
        self.action.paint(fill="surface", radius=0)

    def fill(self, panel: DossierPanel | None) -> None:
        """Show a panel; what was typed stays as long as the same is asked of the same row."""
        before, self._panel = self._panel, panel
        if panel == before:
            return
        kept, held, was_here = self._kept(before, panel), self._held(), self._has_focus()
        self.empty()
        self.action.empty()
        self.fields = {}
        self.action.setVisible(panel is not None)
        if panel is not None:
            self._tell(panel, kept)
        if held in self.fields:
            self.fields[held].setFocus()
        elif panel is not None and panel.is_asking and (before is None or before.key != panel.key):
            self.take_focus()
        elif was_here:
            self.left.emit()

    def take_focus(self) -> None:
        """Go to the first field, else to the first button."""
        first = next(iter(self.fields.values()), None) or self.action.findChild(PushAction)
        if first is not None:
            first.setFocus()
            self.reached.emit(first)

    # ------------------------------------------------------------ within

    def _tell(self, panel: DossierPanel, kept: dict[str, str]) -> None:
        self.add(Words(H2, panel.title, wrap=True), Words(SMALL_2, panel.subtitle, wrap=True))
        for group in panel.groups:
            self.gap(4).add(Words(HEADING, group.title), Rule())
            for line in group.lines:
                self.add(_fact(line))
        self._fill_action(panel, kept)
        self.push()

    def _fill_action(self, panel: DossierPanel, kept: dict[str, str]) -> None:
        for notice in panel.notices:
            self.action.add(NoticeBox(notice))
        place = self.action if len(panel.fields) <= FEW else self.gap(4)
        for field in panel.fields:
            place.add(Words(SMALL_3, field.label, wrap=True), self._field(field, kept))
        for n, action in enumerate(panel.actions):
            look, measure = (Look.PRIMARY, BIG) if n == 0 else (Look.PLAIN, NORMAL)
            button = PushAction(action.text, action.keys, look, measure).dress(wide=True)
            button.clicked.connect(lambda _=False, action=action: self._press(action))
            press_with(button, action.keys)
            self.action.add(button)

    def _field(self, field: DossierField, kept: dict[str, str]) -> PlainField:
        line = PlainField(field.label)
        line.setText(kept.get(field.name, field.value))
        line.setPlaceholderText(field.example)
        line.entered.connect(self.focusNextChild)
        self.fields[field.name] = line
        return line

    def _press(self, action: ScreenAction) -> None:
        texts = tuple((name, field.text()) for name, field in self.fields.items())
        self._intent.emit(i.DossierActed(action.name, texts))

    def _has_focus(self) -> bool:
        held = QApplication.focusWidget()
        return held is not None and (self.isAncestorOf(held) or self.action.isAncestorOf(held))

    def _held(self) -> str:
        return next((name for name, each in self.fields.items() if each.hasFocus()), "")

    def _kept(self, before: DossierPanel | None, panel: DossierPanel | None) -> dict[str, str]:
        """Return what was typed by hand, of the same row."""
        if before is None or panel is None or before.key != panel.key:
            return {}
        told = {field.name: field.value for field in before.fields}
        typed = {name: field.text() for name, field in self.fields.items()}
        return {name: text for name, text in typed.items() if text != told.get(name, "")}


def _fact(line: FactLine) -> Panel:
    row = Panel(ROW, (0, 3, 0, 3), 10)
    if line.icon:
        ink = TONE_INK[line.tone] or "ink2"
        row.add(Panel(COLUMN).add(Picture(line.icon, ink, 18)).push())
    words = Panel(COLUMN).add(Words(BODY, line.text, wrap=True))
    if line.detail:
        words.add(Words(SMALL_3, line.detail, wrap=True))
    return row.add(words, stretch=1)

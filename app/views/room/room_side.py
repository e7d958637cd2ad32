"""The right side of the room: one panel at a time, for a candidate, the start or a question."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from app.screens.room.intents import Act, ActChosen, EnterPressed, NoticeChosen
from app.screens.room.panel import (
    CandidatePanel,
    DifferencePanel,
    IrregularityForm,
    Prompt,
    StartPanel,
)
from app.screens.room.panels import PanelScreen, ProvisionsPanel
from app.views.parts.one_of import OneOf
from app.views.parts.panel import calm_scrolling
from app.views.parts.tokens import colour, px
from app.views.room.provisions_side import ProvisionsSideView
from app.views.room.room_difference import DifferenceView
from app.views.room.room_irregularity import IrregularityView
from app.views.room.room_panel import CandidatePanelView
from app.views.room.room_prompt import PromptView
from app.views.room.room_start import StartPanelView

WIDTH, NARROW_WIDTH, FORM_WIDTH = 372, 300, 454


class SidePanel(QWidget):
    """Shows a PanelScreen. `intent` carries what is done in it."""

    intent = Signal(object)

    def __init__(self) -> None:
        """Make a side with all its kinds of panel; one shows at a time."""
        super().__init__()
        self.candidate, self._start = CandidatePanelView(), StartPanelView()
        self._form, self._difference = IrregularityView(), DifferenceView()
        self._prompt, self._provisions = PromptView(), ProvisionsSideView()
        self._stack = OneOf()
        self._stack.add(self.candidate, self._start, self._form, self._difference, self._prompt)
        self._stack.add(self._provisions)
        self._area = QScrollArea()
        calm_scrolling(self._area)
        self._area.viewport().setAutoFillBackground(False)
        self._area.setWidget(self._stack)
        self._stack.setAutoFillBackground(False)  # after setWidget, which turns it on
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.addWidget(self._area)
        self._panel: PanelScreen | None = None
        program = QApplication.instance()
        if isinstance(program, QApplication):
            program.focusChanged.connect(self._follow)
        self._connect()

    def show_panel(self, panel: PanelScreen) -> bool:
        """Show a panel; return whether it asks for the focus: a form that just appeared."""
        before, self._panel = self._panel, panel
        if panel == before:
            return False
        match panel:
            case CandidatePanel():
                self.candidate.show_panel(panel)
                self._stack.turn_to(self.candidate)
            case StartPanel():
                self._start.show_panel(panel)
                self._stack.turn_to(self._start)
            case IrregularityForm():
                self._form.show_form(panel)
                self._stack.turn_to(self._form)
            case DifferencePanel():
                self._difference.show_difference(panel)
                self._stack.turn_to(self._difference)
            case Prompt():
                self._prompt.show_prompt(panel)
                self._stack.turn_to(self._prompt)
            case ProvisionsPanel():
                self._provisions.show_provisions(panel)
                self._stack.turn_to(self._provisions)
        return is_asking(panel) and _name(panel) != _name(before)

    @property
    def asking(self) -> bool:
        """Whether a form or question has the word."""
        return self._panel is not None and is_asking(self._panel)

    def take_focus(self) -> None:
        """Put the focus where a form or question begins."""
        widget = self._stack.shown
        if widget is not None:
            widget.setFocus()

    def wanted_width(self) -> int:
        """Return the width of the panel of now, in pixels at 100%."""
        if isinstance(self._panel, CandidatePanel) and self._panel.narrow:
            return NARROW_WIDTH
        is_form = isinstance(self._panel, IrregularityForm | ProvisionsPanel)
        return FORM_WIDTH if is_form else WIDTH

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the ground and the line at the left."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("surface"))
        painter.fillRect(0, 0, 1, self.height(), colour("line"))

    def measure(self, *, whole: bool = False) -> None:
        """Take the sizes of now; a whole page wide where there is no room beside the list."""
        if whole:
            self.setMinimumWidth(0)
            self.setMaximumWidth(_ENDLESS)
        else:
            self.setFixedWidth(px(self.wanted_width()))

    def _connect(self) -> None:
        self.candidate.asked.connect(self._act)
        self.candidate.entered.connect(self._enter)
        self.candidate.chosen.connect(self._notice)
        for view in (self._form, self._difference, self._prompt, self._provisions):
            view.intent.connect(self.intent)

    def _follow(self, _before: QWidget | None, new: QWidget | None) -> None:
        """Keep what has the focus in view, once the panel is laid out around it."""
        if new is not None and self._stack.isAncestorOf(new):
            area, room = self._area, px(24)
            QTimer.singleShot(0, new, lambda: area.ensureWidgetVisible(new, 0, room))

    def _act(self, act: Act) -> None:
        self.intent.emit(ActChosen(act))

    def _enter(self) -> None:
        self.intent.emit(EnterPressed())

    def _notice(self, action: str) -> None:
        self.intent.emit(NoticeChosen(action))


def is_asking(panel: PanelScreen) -> bool:
    """Whether a panel wants to be answered before the list is used again."""
    return isinstance(panel, IrregularityForm | DifferencePanel | Prompt | ProvisionsPanel)


def _name(panel: PanelScreen | None) -> str:
    match panel:
        case IrregularityForm():
            return f"form {panel.form}"
        case DifferencePanel():
            return f"difference {panel.difference}"
        case Prompt():
            return f"prompt {panel.prompt}"
        case ProvisionsPanel():
            return f"provisions {panel.candidate}"
        case _:
            return ""


_ENDLESS = 16_777_215  # QWIDGETSIZE_MAX

"""The right side of the room: one panel at a time, for a candidate, the start or a question."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QVBoxLayout, QWidget

from app.screens.room.intents import Act, ActChosen, EnterPressed, NoticeChosen
from app.screens.room.panel import (
    CandidatePanel,
    DifferencePanel,
    IrregularityForm,
    Prompt,
    RecordView,
    StartPanel,
)
from app.screens.room.panels import CandidatePage, PanelScreen, ProvisionsPanel
from app.views.parts.one_of import OneOf
from app.views.parts.panel import scrolled
from app.views.parts.tokens import colour, px
from app.views.room.candidate import CandidatePageView, aside_name
from app.views.room.candidate_record import RecordShownView
from app.views.room.provisions_side import ProvisionsSideView
from app.views.room.room_difference import DifferenceView
from app.views.room.room_irregularity import IrregularityView
from app.views.room.room_panel import CandidatePanelView
from app.views.room.room_prompt import PromptView
from app.views.room.room_start import StartPanelView

WIDTH, NARROW_WIDTH, FORM_WIDTH, WIDE_FORM, PAGE_WIDTH = 372, 300, 454, 520, 770


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
        self.page, self._record = CandidatePageView(), RecordShownView()
        self._stack.add(self.candidate, self._start, self._form, self._difference, self._prompt)
        self._stack.add(self._provisions, self.page, self._record)
        self._shows: dict[type, tuple[QWidget, Callable[[Any], object]]] = {
            CandidatePanel: (self.candidate, self.candidate.show_panel),
            StartPanel: (self._start, self._start.show_panel),
            IrregularityForm: (self._form, self._form.show_form),
            DifferencePanel: (self._difference, self._difference.show_difference),
            Prompt: (self._prompt, self._prompt.show_prompt),
            ProvisionsPanel: (self._provisions, self._provisions.show_provisions),
            CandidatePage: (self.page, self.page.show_page),
            RecordView: (self._record, self._record.show_record),
        }
        self._area = scrolled(self._stack)
        self._area.viewport().setAutoFillBackground(False)
        self._stack.setAutoFillBackground(False)  # after setWidget, which turns it on
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._area, 1)
        column.addWidget(self.candidate.link)
        self._panel: PanelScreen | None = None
        self._is_whole = False
        program = QApplication.instance()
        if isinstance(program, QApplication):
            program.focusChanged.connect(self._follow)
        self._connect()

    def show_panel(self, panel: PanelScreen) -> bool:
        """Show a panel; return whether it asks for the focus: a form that just appeared."""
        before, self._panel = self._panel, panel
        if panel == before:
            return False
        view, show = self._shows[type(panel)]
        if view is not self._stack.shown:
            self._stack.clear()
        self.measure(whole=self._is_whole)  # first: what is shown lays the room out at once
        show(panel)
        if view is not self.candidate:
            self.candidate.link.hide()
        self._stack.turn_to(view)
        return is_asking(panel) and _name(panel) != _name(before)

    @property
    def asking(self) -> bool:
        """Whether a form or question has the word."""
        return self._panel is not None and is_asking(self._panel)

    @property
    def is_page(self) -> bool:
        """Whether the whole page of a candidate shows."""
        return isinstance(self._panel, CandidatePage)

    @property
    def is_wide(self) -> bool:
        """Whether a form shows beside which the list has room for the names only."""
        return self.is_page or (isinstance(self._panel, Prompt) and self._panel.wide)

    @property
    def alone(self) -> bool:
        """Whether nothing else may be read beside it: it is shown to a candidate."""
        return isinstance(self._panel, RecordView)

    def take_focus(self) -> None:
        """Put the focus where a form or question begins, or on what can be pressed first."""
        widget = self._stack.shown
        if widget is None:
            return
        if self.asking:
            widget.setFocus()
            return
        buttons = (each for each in widget.findChildren(QAbstractButton) if each.isVisible())
        next(buttons, widget).setFocus()

    def hold_shift(self, *, held: bool) -> None:
        """Show the whole birth date as long as Shift is held."""
        self.candidate.hold_shift(held=held)
        self.page.hold_shift(held=held)

    def wanted_width(self) -> int:
        """Return the width of the panel of now, in pixels at 100%."""
        if isinstance(self._panel, CandidatePanel) and self._panel.narrow:
            return NARROW_WIDTH
        if isinstance(self._panel, CandidatePage):
            return PAGE_WIDTH
        if isinstance(self._panel, Prompt) and self._panel.wide:
            return WIDE_FORM
        is_form = isinstance(self._panel, IrregularityForm | ProvisionsPanel)
        return FORM_WIDTH if is_form else WIDTH

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the ground and the line at the left."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("surface"))
        painter.fillRect(0, 0, 1, self.height(), colour("line"))

    def measure(self, *, whole: bool = False) -> None:
        """Take the sizes of now; a whole page wide where there is no room beside the list."""
        self._is_whole = whole
        self.candidate.big.setVisible(not whole)  # else the bar below has it
        if whole or self.alone:
            self.setMinimumWidth(0)
            self.setMaximumWidth(_ENDLESS)
        else:
            self.setFixedWidth(px(self.wanted_width()))

    def _connect(self) -> None:
        self.candidate.asked.connect(self._act)
        self._start.acts.asked.connect(self._act)
        self.candidate.entered.connect(self._enter)
        self.candidate.chosen.connect(self._notice)
        asking = (self._form, self._difference, self._prompt, self._provisions)
        for view in (*asking, self.page, self._record):
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
    return type(panel) in _NAMES


def _name(panel: PanelScreen | None) -> str:
    """What names a panel that asks: while it stays the same, the focus stays where it is."""
    name = None if panel is None else _NAMES.get(type(panel))
    return "" if name is None else f"{type(panel).__name__} {name(panel)}"


_NAMES: dict[type, Callable[[Any], str]] = {
    IrregularityForm: lambda panel: panel.form,
    DifferencePanel: lambda panel: panel.difference,
    Prompt: lambda panel: panel.prompt,
    ProvisionsPanel: lambda panel: panel.candidate,
    CandidatePage: aside_name,
    RecordView: lambda panel: panel.form,
}
_ENDLESS = 16_777_215  # QWIDGETSIZE_MAX

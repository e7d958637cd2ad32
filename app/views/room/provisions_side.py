"""The provisions of the selected candidate, beside the list: who it is, and the section."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent

from app.screens.room.intents import EscapePressed
from app.screens.room.panels import ProvisionsPanel
from app.views.parts.action_button import ActionButton, ButtonWords
from app.views.parts.panel import COLUMN, ROW, Panel
from app.views.room.candidate_provisions import CandidateProvisionsView
from app.views.room.room_irregularity import CLOSE
from app.views.room.room_person import PersonHead


class ProvisionsSideView(Panel):
    """Draws a ProvisionsPanel."""

    intent = Signal(object)

    def __init__(self) -> None:
        """Make an empty panel."""
        super().__init__(COLUMN, (20, 12, 20, 12))
        self._head, self._close = PersonHead(54), ActionButton()
        self.section = CandidateProvisionsView()
        foot = Panel(ROW).push().add(self._close)
        self.add(self._head).gap(14).add(self.section).gap(10).add(foot).push()
        self.section.intent.connect(self.intent)
        self._close.clicked.connect(lambda: self.intent.emit(EscapePressed()))

    def show_provisions(self, panel: ProvisionsPanel) -> None:
        """Show the provisions of somebody."""
        self._head.show_person(panel.person)
        self.section.show_section(panel.section)
        self._close.show_words(ButtonWords("Sluit", "Esc"), CLOSE)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: ARG002 - it goes on at once
        """Begin with the provision that is looked at."""
        self.section.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter here: it is not the Enter of the list."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()

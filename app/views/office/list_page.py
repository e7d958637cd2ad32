"""What pages of the office with a table share: the large figures, and the foot."""

from collections.abc import Iterable

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from app.models.values import DayPart, Status
from app.screens.office.board_ui import Figure
from app.views.parts.card import Card
from app.views.parts.notice_box import press_with
from app.views.parts.panel import COLUMN, ROW, Panel, UprightRule, at_each_size
from app.views.parts.pictures import Glyph
from app.views.parts.push_action import SMALL, Look, PushAction
from app.views.parts.screen_keys import KeyHint
from app.views.parts.tokens import px
from app.views.parts.words import BODY_2, FOOT_TEXT, FOOT_TIME, SMALL_3, TextRole, Words

FIGURE = TextRole(30, 34, 700)
DAY_PARTS: tuple[tuple[DayPart, str, str], ...] = (
    (DayPart.MORNING, "Ochtend", "Alt O"),
    (DayPart.AFTERNOON, "Middag", "Alt M"),
    (DayPart.EVENING, "Avond", "Alt A"),
)
FILLS = 1000
"""The share of a table in the height: without rows the room below stays free."""


class Figures(Card):
    """The large figures over a table, each as wide as the others."""

    def __init__(self) -> None:
        """Make an empty row."""
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._row = Panel(ROW)
        self._shown: object = None
        self.add(self._row)

    def fill(self, figures: tuple[Figure, ...]) -> None:
        """Show other figures."""
        if figures == self._shown:
            return
        self._shown = figures
        self._row.empty()
        for n, figure in enumerate(figures):
            cell = Panel(COLUMN, (18, 12, 12, 12)).add(Words(FIGURE, figure.value))
            cell.add(Words(BODY_2, figure.text, wrap=True), Words(SMALL_3, figure.more, wrap=True))
            cell.push().setAccessibleName(f"{figure.value} {figure.text} {figure.more}".strip())
            if n:
                self._row.add(UprightRule())
            self._row.add(cell, stretch=1)


class ListFoot(Panel):
    """What was recorded last with its undo, and the keys of the page where there is room."""

    def __init__(self, hints: Iterable[tuple[str, str]], beside: int) -> None:
        """Make a foot with these keys, told from a width of `beside` on."""
        super().__init__(ROW, (16, 4, 16, 4), 10)
        self._beside = beside
        self.paint(fill="surface", radius=0)
        self._icon = Glyph(Status.PRESENT, 18)
        self._time, self._text = Words(FOOT_TIME), Words(FOOT_TEXT, wrap=True)
        self.undo = PushAction("Ongedaan maken", "Ctrl Z", Look.PLAIN, SMALL)
        self.undo.dress(picture="undo-2")
        press_with(self.undo, "Ctrl Z")
        self._said = Panel(COLUMN).push().add(self._text).push()
        self.add(self._icon, self._time, self._said, self.undo).push()
        self._keys = Panel(ROW, spacing=20)
        self._hints: tuple[tuple[str, str], ...] = ()
        self.add(self._keys)
        self.hint(*hints)
        at_each_size(self, self._fit)

    def hint(self, *hints: tuple[str, str]) -> None:
        """Tell other keys."""
        if hints != self._hints:
            self._hints = hints
            self._keys.empty()
            for text, keys in hints:
                self._keys.add(KeyHint(text, keys, SMALL_3))

    def minimumSizeHint(self) -> QSize:
        """Return no least width: the keys give way."""
        return QSize(0, px(43))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the keys out where there is no room, and then all of it when nothing is said."""
        super().resizeEvent(event)
        self._fit()

    def fill(self, foot: tuple[str, str], *, can_undo: bool = False) -> None:
        """Show the last act: when, and what."""
        self._time.say(foot[0])
        self._text.say(foot[1])
        self._icon.setVisible(bool(foot[0]))
        self._time.setVisible(bool(foot[0]))
        self._said.setVisible(bool(foot[1]))
        self.undo.setVisible(can_undo)
        self._fit()

    def _fit(self) -> None:
        has_keys = self.width() * 100 / max(px(100), 1) >= self._beside
        self._keys.setVisible(has_keys)
        is_bare = not has_keys and self._time.isHidden() and self._said.isHidden()
        self.setMinimumHeight(0 if is_bare else px(43))
        self.setMaximumHeight(0 if is_bare else 16777215)

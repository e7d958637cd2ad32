"""What pages of the office with a table share: the large figures, and the foot."""

from collections.abc import Iterable

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.screens.office.board_ui import Figure
from app.views.parts.flow import Flow
from app.views.parts.notice_box import press_with
from app.views.parts.panel import COLUMN, ROW, Panel, UprightRule
from app.views.parts.pictures import Picture
from app.views.parts.push_action import SMALL, Look, PushAction
from app.views.parts.screen_keys import KeyHint
from app.views.parts.tokens import px
from app.views.parts.words import SMALL_2, SMALL_3, TextRole, Words

FIGURE = TextRole(28, 34, 700)
FIGURE_TEXT = TextRole(15, 20, 400, "ink2")
FIGURE_MORE = TextRole(14, 19, 400, "ink3")
FOOT_TIME = TextRole(15, 20, 700)


class Figures(Panel):
    """The large figures over a table."""

    def __init__(self) -> None:
        """Make an empty row."""
        super().__init__(ROW, (18, 12, 18, 12))
        self.paint(fill="surface", border="line")
        self._flow_of = QWidget()
        self._flow = Flow(self._flow_of, 18)
        self._shown: object = None
        self.add(self._flow_of, stretch=1)

    def fill(self, figures: tuple[Figure, ...]) -> None:
        """Show other figures."""
        if figures == self._shown:
            return
        self._shown = figures
        self._flow.clear()
        for n, figure in enumerate(figures):
            words = Panel(COLUMN, width=188).add(Words(FIGURE, figure.value))
            words.add(Words(FIGURE_TEXT, figure.text), Words(FIGURE_MORE, figure.more))
            cell = Panel(ROW, spacing=18)
            if n:
                cell.add(UprightRule())
            cell.add(words)
            self._flow.addWidget(cell)
            cell.show()


class ListFoot(Panel):
    """What was recorded last with its undo, and the keys of the page where there is room."""

    def __init__(self, hints: Iterable[tuple[str, str]], beside: int) -> None:
        """Make a foot with these keys, told from a width of `beside` on."""
        super().__init__(ROW, (16, 6, 16, 6), 10)
        self._beside = beside
        self.paint(fill="surface", radius=0)
        self._icon = Picture("circle-check", "aanwezig", 18)
        self._time, self._text = Words(FOOT_TIME), Words(SMALL_2)
        self.undo = PushAction("Ongedaan maken", "Ctrl Z", Look.PLAIN, SMALL)
        self.undo.dress(picture="undo-2")
        press_with(self.undo, "Ctrl Z")
        self.add(self._icon, self._time, self._text, self.undo).push()
        self._keys = Panel(ROW, spacing=20)
        for text, keys in hints:
            self._keys.add(KeyHint(text, keys, SMALL_3))
        self.add(self._keys)
        self.setMinimumHeight(px(43))

    def minimumSizeHint(self) -> QSize:
        """Return no least width: the keys give way."""
        return QSize(0, px(43))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the keys out where there is no room."""
        super().resizeEvent(event)
        self._keys.setVisible(self.width() * 100 / max(px(100), 1) >= self._beside)

    def fill(self, foot: tuple[str, str], *, can_undo: bool) -> None:
        """Show the last act: when, and what."""
        self._time.say(foot[0])
        self._text.say(foot[1])
        self._icon.setVisible(bool(foot[0]))
        self.undo.setVisible(can_undo)

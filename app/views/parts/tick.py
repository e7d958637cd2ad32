"""A box that a person ticks, with words beside it."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy

from app.screens.room.wording import Line, plain
from app.views.parts.focus_ring import paint_focus_border, paint_ring
from app.views.parts.painting import draw_box, draw_icon
from app.views.parts.panel import RESTYLED, ROW, Panel
from app.views.parts.tokens import px
from app.views.parts.words import TextRole, Words

TEXT = TextRole(15, 20)
STATEMENT = TextRole(16, 21, 600)
LEFT, BESIDE = 4, 36
"""Where the box and the words begin; left of the box the ring has its room."""


class Tick(QCheckBox):
    """A box to tick, with a sentence beside it that wraps and is never cut. Space ticks it."""

    def __init__(self, role: TextRole = TEXT) -> None:
        """Make an open box without words."""
        super().__init__()
        self._words = Words(role, wrap=True)
        row = Panel(ROW, (BESIDE, 5, 0, 3), parent=self).add(self._words)
        row.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._row = row
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_text(self, text: Line) -> None:
        """Show the sentence; the same one again costs nothing."""
        self._words.say(text)
        self.setAccessibleName(plain(text))

    def sizeHint(self) -> QSize:
        """Return the size of one line."""
        return QSize(px(200), px(30))

    def minimumSizeHint(self) -> QSize:
        """Return the least: the sentence wraps and is never cut."""
        return QSize(px(120), px(30))

    def hasHeightForWidth(self) -> bool:
        """Need more lines in less width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the sentence."""
        return max(px(30), self._words.heightForWidth(width - px(BESIDE)) + px(8))

    def resizeEvent(self, event: object) -> None:  # noqa: ARG002 - the size is asked for
        """Lay the sentence in the box."""
        self._row.setGeometry(self.rect())

    def hitButton(self, at: object) -> bool:  # noqa: ARG002 - the whole row is the button
        """Take a click anywhere."""
        return True

    def changeEvent(self, event: QEvent) -> None:
        """Take another size or palette."""
        super().changeEvent(event)
        if event.type() in RESTYLED:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the box and its tick."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(px(LEFT), (self.height() - px(22)) / 2, px(22), px(22))
        if self.isChecked():
            draw_box(painter, box, "ink", radius=4)
            draw_icon(painter, box.x() + px(3), box.center().y(), "check", ("surface", 16))
        else:
            draw_box(painter, box, "surface", "ctl", edge=2, radius=4)
        if self.hasFocus():
            paint_focus_border(painter, box, 4)
            paint_ring(painter, box, 4)

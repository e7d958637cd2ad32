"""A statement that a person ticks: the square of the checklist with words beside it."""

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy

from app.views.parts.focus_ring import ringed
from app.views.parts.panel import RESTYLED
from app.views.parts.shift_look import colour, font, icon, px

WRAPPED = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap


class Tick(QCheckBox):
    """A check box in the design's looks; Space ticks it."""

    def __init__(self, text: str) -> None:
        """Make a box without a tick."""
        super().__init__(text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._measure()
        ringed(self, 4)

    def sizeHint(self) -> QSize:
        """Return the size around box and words."""
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(px(22) + px(12) + words + px(8), px(30))

    def minimumSizeHint(self) -> QSize:
        """Return the width of its longest word: a statement wraps and is never cut."""
        longest = max(map(self.fontMetrics().horizontalAdvance, self.text().split()), default=0)
        return QSize(px(22) + px(12) + longest + px(8), px(30))

    def hasHeightForWidth(self) -> bool:
        """Need more lines in less width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the words beside the box."""
        room = QRect(0, 0, max(1, width - px(36)), 10_000)
        words = self.fontMetrics().boundingRect(room, WRAPPED, self.text())
        return max(px(30), words.height() + px(8))

    def hitButton(self, _place: object) -> bool:
        """Take a click anywhere on box and words."""
        return True

    def changeEvent(self, event: QEvent) -> None:
        """Take another size or palette."""
        super().changeEvent(event)
        if event.type() in RESTYLED:
            self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint box, tick and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(px(4), (self.height() - px(22)) / 2, px(22), px(22))
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("ink"))
            painter.drawRoundedRect(box, px(4), px(4))
            ink = colour("surface").name()
            drawn = icon("check", ink, px(16), self.devicePixelRatioF())
            painter.drawPixmap(box.topLeft() + QPointF(px(3), px(3)), drawn)
        else:
            painter.setPen(QPen(colour("ctl"), px(2)))
            painter.setBrush(colour("surface"))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), px(4), px(4))
        painter.setPen(colour("ink"))
        words = QRectF(px(36), 0, self.width() - px(36), self.height())
        painter.drawText(words, WRAPPED, self.text())

    def _measure(self) -> None:
        face = font(16, 600)
        if self.font() != face:
            self.setFont(face)
        self.updateGeometry()
        self.update()

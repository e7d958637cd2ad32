"""A line edit painted by hand: everything of QLineEdit stays, only its looks are ours."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from app.views.parts.focus_ring import paint_focus_border, ringed
from app.views.parts.panel import RESTYLED
from app.views.parts.shift_look import colour, px


class PaintedField(QLineEdit):
    """A field whose characters, caret and frame are painted by `paint_inside`.

    Typing, paste, selection, input methods and the screen reader stay QLineEdit's own. Enter
    emits `entered` and goes no further; nothing else submits. `forget` empties the field and
    its undo history.
    """

    entered = Signal()
    bright_when_off = False

    def __init__(self, label: str, height: int, parent: QWidget | None = None) -> None:
        """Make a field of `height` logical pixels at 100%, named `label` for who listens."""
        super().__init__(parent)
        self._height = height
        self.setFrame(False)
        ringed(self)
        self.setAccessibleName(label)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_MacShowFocusRect, on=False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.selectionChanged.connect(self.update)
        self.cursorPositionChanged.connect(self.update)

    def forget(self) -> None:
        """Empty the field so that undo brings nothing back."""
        self.setText("")  # unlike clear(), setText drops the undo history

    def sizeHint(self) -> QSize:
        """Return the height of the frame."""
        return QSize(px(120), px(self._height))

    def minimumSizeHint(self) -> QSize:
        """Return the size below which the cells cannot be told apart."""
        return QSize(px(96), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter as "this is it"; a key that is held down enters once."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()
            if not event.isAutoRepeat():
                self.entered.emit()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl Z to the screen: it takes back an act, never a secret."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
        ):
            event.ignore()
            return False
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Take another size or palette."""
        super().changeEvent(event)
        if event.type() in RESTYLED:
            self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the frame, then what is inside."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect())
        self._paint_frame(painter, frame)
        self.paint_inside(painter, frame)

    def _paint_frame(self, painter: QPainter, frame: QRectF) -> None:
        radius = px(6)
        bright = self.isEnabled() or self.bright_when_off
        painter.setBrush(colour("surface" if bright else "sunken"))
        if self.hasFocus():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(frame, radius, radius)
            paint_focus_border(painter, frame)
            return
        painter.setPen(QPen(colour("ctl" if bright else "line"), 1))
        painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def paint_inside(self, painter: QPainter, frame: QRectF) -> None:
        """Paint the characters and the caret; each kind of field has its own."""

    def paint_caret(self, painter: QPainter, middle: QPointF, height: int, ink: QColor) -> None:
        """Paint a caret that stands still, around a middle."""
        tall, wide = px(height), px(2)
        painter.fillRect(
            QRectF(middle.x() - wide / 2, middle.y() - tall / 2, wide, tall),
            ink,
        )

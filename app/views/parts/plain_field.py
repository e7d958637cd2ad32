"""A field for a few words: a name, a time, a reason."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from app.views.parts.focus_ring import paint_focus_border, ringed
from app.views.parts.panel import RESTYLED
from app.views.parts.shift_look import colour, font, px


class PlainField(QLineEdit):
    """A line edit in the design's frame. Enter emits `entered` and goes no further."""

    entered = Signal()

    def __init__(self, label: str, height: int = 44, parent: QWidget | None = None) -> None:
        """Make an empty field that a screen reader calls `label`."""
        super().__init__(parent)
        self._height = height
        self.setFrame(False)
        self.setAccessibleName(label)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        ringed(self)
        self._restyle()

    def sizeHint(self) -> QSize:
        """Return the height of the frame."""
        return QSize(px(160), px(self._height))

    def minimumSizeHint(self) -> QSize:
        """Return the least that shows a time."""
        return QSize(px(96), px(self._height))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter as "this is it"; a key that is held down enters once."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()
            if not event.isAutoRepeat():
                self.entered.emit()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Take another size or palette."""
        super().changeEvent(event)
        if event.type() in RESTYLED - {QEvent.Type.PaletteChange}:
            self._restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame, then the text as Qt does."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        painter.setBrush(colour("surface" if self.isEnabled() else "sunken"))
        painter.setPen(QPen(colour("ctl" if self.isEnabled() else "line"), 1))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), px(6), px(6))
        if self.hasFocus():
            paint_focus_border(painter, box)
        painter.end()
        super().paintEvent(event)

    def _restyle(self) -> None:
        self.setFont(font(17, 400))
        self.setTextMargins(px(12), 0, px(12), 0)
        palette = self.palette()
        for role, name in (
            (QPalette.ColorRole.Base, ""),
            (QPalette.ColorRole.Text, "ink"),
            (QPalette.ColorRole.PlaceholderText, "ink3"),
        ):
            palette.setColor(role, colour(name) if name else Qt.GlobalColor.transparent)
        self.setPalette(palette)
        self.updateGeometry()

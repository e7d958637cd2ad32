"""A field for a few words: a name, a time, a reason."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from app.views.parts.focus_ring import paint_focus_border, ringed
from app.views.parts.fonts import width
from app.views.parts.painting import TextStyle, put
from app.views.parts.panel import RESTYLED
from app.views.parts.shift_look import colour, font, px

LEAD = TextStyle(15, 400, "ink3")


class PlainField(QLineEdit):
    """A line edit in the design's frame. Enter emits `entered` and goes no further."""

    entered = Signal()

    def __init__(self, label: str, height: int = 44, parent: QWidget | None = None) -> None:
        """Make an empty field that a screen reader calls `label`."""
        super().__init__(parent)
        self._height, self._is_number, self._lead = height, False, ""
        self.setFrame(False)
        self.setAccessibleName(label)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        ringed(self)
        self._restyle()

    def centre(self) -> "PlainField":
        """Set what is typed large and in the middle: a number of a few digits."""
        self._is_number = True
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._restyle()
        return self

    def lead(self, text: str) -> "PlainField":
        """Say inside the frame what it is for, before what is typed."""
        self._lead = text
        self._restyle()
        return self

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
        if self._lead:
            put(painter, px(12), box.center().y(), self._lead, LEAD)
        painter.end()
        super().paintEvent(event)
        if self.placeholderText() and not self.displayText():
            self._paint_placeholder()

    def _paint_placeholder(self) -> None:
        """Paint it beside the caret: Qt would paint it over the caret."""
        painter, margins = QPainter(self), self.textMargins()
        box = self.rect().adjusted(margins.left() + 2, 0, -margins.right(), 0)
        if self.hasFocus():
            box.setLeft(box.left() + px(6))
        painter.setFont(self.font())
        painter.setPen(colour("ink3"))
        shown = self.fontMetrics().elidedText(
            self.placeholderText(), Qt.TextElideMode.ElideRight, box.width()
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _is_short(self) -> bool:
        return self._is_number or bool(self._lead)

    def _restyle(self) -> None:
        self.setFont(font(20 if self._is_number else 17, 700 if self._is_short() else 400))
        side = 0 if self._is_number else px(12)
        lead = px(8) + width(self._lead, LEAD.size, LEAD.weight) if self._lead else 0
        self.setTextMargins(side + lead, 0, side, 0)
        palette = self.palette()
        for role, name in (
            (QPalette.ColorRole.Base, ""),
            (QPalette.ColorRole.Text, "ink"),
            (QPalette.ColorRole.PlaceholderText, ""),
        ):
            palette.setColor(role, colour(name) if name else Qt.GlobalColor.transparent)
        self.setPalette(palette)
        self.updateGeometry()

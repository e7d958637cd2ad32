"""The PIN of a shift: six digits in painted cells, never echoed."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QWidget

from app.views.parts.painted_field import PaintedField
from app.views.parts.shift_look import colour, px

CELLS = 6


class PinField(PaintedField):
    """One password field of six digits. The sixth digit does nothing; only Enter submits."""

    def __init__(self, label: str, height: int = 60, parent: QWidget | None = None) -> None:
        """Make an empty field that a screen reader calls `label`."""
        super().__init__(label, height, parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(self.inputMethodHints() | Qt.InputMethodHint.ImhDigitsOnly)
        self.textEdited.connect(self._keep_digits)

    @property
    def complete(self) -> bool:
        """Whether all six digits stand there."""
        return len(self.text()) == CELLS

    def _keep_digits(self, typed: str) -> None:
        digits = "".join(character for character in typed if character in "0123456789")[:CELLS]
        if digits != typed:
            position = min(self.cursorPosition(), len(digits))
            self.setText(digits)
            self.setCursorPosition(position)

    def paint_inside(self, painter: QPainter, frame: QRectF) -> None:
        """Paint a dot for each digit, lines between the cells and the caret."""
        width = frame.width() / CELLS
        typed = len(self.text())
        edge = px(2) if self.hasFocus() else 1
        for cell in range(CELLS):
            left = frame.left() + cell * width
            if cell:
                painter.setPen(QPen(colour("line"), 1))
                x = round(left) + 0.5
                painter.drawLine(QPointF(x, frame.top() + edge), QPointF(x, frame.bottom() - edge))
            middle = QPointF(left + width / 2, frame.center().y())
            if cell < typed:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour("ink"))
                painter.drawEllipse(middle, px(14) / 2, px(14) / 2)
        if self.hasFocus() and typed < CELLS:
            middle = QPointF(frame.left() + (typed + 0.5) * width, frame.center().y())
            self.paint_caret(painter, middle, 28, colour("ink"))

"""The day code: one field of 16 characters, shown in four groups."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from app.views.parts.day_code import CODE_LENGTH, GROUP, clean_code, groups
from app.views.parts.painted_field import PaintedField
from app.views.parts.shift_look import colour, font, px

GROUPS = CODE_LENGTH // GROUP


class CodeField(PaintedField):
    """One visible field. What is typed or pasted is cleaned at once, see `clean_code`."""

    typed = Signal(str)

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        """Make an empty field that a screen reader calls `label`."""
        super().__init__(label, 68, parent)
        self.textEdited.connect(self._clean)
        self.textChanged.connect(self.typed)

    @property
    def complete(self) -> bool:
        """Whether all sixteen characters stand there."""
        return len(self.text()) == CODE_LENGTH

    def _clean(self, typed: str) -> None:
        cleaned = clean_code(typed)
        if cleaned == typed:
            return
        before = len(clean_code(typed[: self.cursorPosition()]))
        self.setText(cleaned)
        self.setCursorPosition(before)

    def paint_inside(self, painter: QPainter, frame: QRectF) -> None:
        """Paint the groups in the middle of their quarter, dashes between them, the caret."""
        letters = font(28, 600)
        letters.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, px(3))
        painter.setFont(letters)
        dash, edge = px(14), px(12)
        width = (frame.width() - 2 * edge - (GROUPS - 1) * dash) / GROUPS
        caret_group = min(self.cursorPosition() // GROUP, GROUPS - 1)
        for n, group in enumerate(groups(self.text())):
            left = frame.left() + edge + n * (width + dash)
            if n:
                middle = frame.center().y()
                painter.fillRect(QRectF(left - dash, middle - px(1), dash, px(2)), colour("ctl"))
            quarter = QRectF(left, frame.top(), width, frame.height())
            caret = self.cursorPosition() - n * GROUP if n == caret_group else None
            self._paint_group(painter, quarter, group, caret if self.hasFocus() else None)

    def _paint_group(
        self, painter: QPainter, quarter: QRectF, group: str, caret: int | None
    ) -> None:
        metrics = QFontMetricsF(painter.font())
        # the caret takes room at the end of a group, so the group shifts a little for it
        room = px(4) if caret is not None else 0
        width = metrics.horizontalAdvance(group) + room
        left = quarter.center().x() - width / 2
        row = QRectF(left, quarter.top(), width + px(4), quarter.height())
        painter.setPen(colour("ink" if self.isEnabled() else "ink3"))
        painter.drawText(row, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, group)
        if caret is not None:
            x = left + metrics.horizontalAdvance(group[:caret]) + px(3)
            self.paint_caret(painter, QPointF(x, quarter.center().y()), 30, colour("ink"))

"""A numbered step: a card that is bright while it is its turn and quiet otherwise."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.models.values import Status
from app.views.parts.glyphs import paint_glyph
from app.views.parts.panel import COLUMN, ROW, Panel
from app.views.parts.shift_look import colour, font, px
from app.views.parts.words import H2, SMALL_2, SMALL_3, TextRole, Words

H2_QUIET = TextRole(21, 26, 700, "ink2")
ERROR = TextRole(15, 20, 600, "danger")


class StepNumber(QWidget):
    """The number of a step in a circle: filled when it is its turn, a check once done."""

    def __init__(self, number: int) -> None:
        """Show a number."""
        super().__init__()
        self._number, self._open, self._done = number, False, False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_state(self, *, number: int, is_open: bool, done: bool) -> None:
        """Show whose turn it is."""
        self._number, self._open, self._done = number, is_open, done
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the circle."""
        return QSize(px(30), px(30))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint circle and number."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        circle = QRectF(self.rect())
        if self._done:
            paint_glyph(painter, circle, Status.PRESENT, (colour("aanwezig"), colour("onstatus")))
            return
        if self._open:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("ink"))
            painter.drawEllipse(circle)
        else:
            painter.setPen(QPen(colour("ctl"), px(2)))
            painter.drawEllipse(circle.adjusted(px(1), px(1), -px(1), -px(1)))
        painter.setFont(font(16, 700))
        painter.setPen(colour("surface" if self._open else "ink3"))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self._number))


class StepCard(Panel):
    """A step with title, hint, what is typed (`body`) and the error beside it."""

    def __init__(self, number: int, margins: tuple[int, int, int, int]) -> None:
        """Make a quiet step."""
        super().__init__(ROW, margins, 18)
        self._circle = StepNumber(number)
        self._title, self._hint = Words(H2_QUIET, wrap=True), Words(SMALL_3, wrap=True)
        self._error = Words(ERROR, wrap=True)
        self.body = Panel(COLUMN)
        column = Panel(COLUMN).add(self._title).gap(2).add(self._hint)
        column.add(self.body, self._error)
        self._error.setContentsMargins(0, px(8), 0, 0)
        self._error.hide()
        self.add(Panel().add(self._circle).push()).add(column, stretch=1)

    def fill(self, title: str, hint: str, error: str) -> None:
        """Show the texts of the step."""
        self._title.say(title)
        self._hint.say(hint)
        self._error.say(error)
        self._error.setVisible(bool(error))

    def show_state(self, *, number: int, is_open: bool, done: bool = False) -> None:
        """Show whose turn it is."""
        self._circle.show_state(number=number, is_open=is_open, done=done)
        self._title.set_role(H2 if is_open else H2_QUIET)
        self._hint.set_role(SMALL_2 if is_open else SMALL_3)
        self.paint(fill="surface" if is_open else "sunken", border="line")

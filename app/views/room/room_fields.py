"""Fields of the forms in the room: a label, a line or text, what is wrong; choices as chips."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QTextCursor
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from app.screens.room.panel import FormField
from app.views.parts.flow import Flow
from app.views.parts.focus_ring import paint_focus_border, ringed
from app.views.parts.fonts import font, metrics
from app.views.parts.painting import TextStyle, draw_box, write
from app.views.parts.panel import COLUMN, RESTYLED, Panel
from app.views.parts.tokens import colour, px
from app.views.parts.words import TextRole, Words

LABEL, LARGE_LABEL = TextRole(14, 18, 600, "ink2"), TextRole(15, 20, 600, "ink2")
ERROR = TextRole(15, 20, 400, "danger")
SIZE, LARGE = 15.5, 17


def _dress(widget: QWidget) -> None:
    """Give a text widget the colours of now on a clear ground."""
    palette = widget.palette()
    roles = QPalette.ColorRole
    for role in (roles.Base, roles.Window):
        palette.setColor(role, Qt.GlobalColor.transparent)
    for role, name in (
        (roles.Text, "ink"),
        (roles.PlaceholderText, "ink3"),
        (roles.Highlight, "ink"),
        (roles.HighlightedText, "surface"),
    ):
        palette.setColor(role, colour(name))
    widget.setPalette(palette)


class LineField(QLineEdit):
    """One line in a form. Enter emits `entered`; Ctrl Enter is the form's."""

    entered = Signal()

    def __init__(
        self, label: str, *, strong: bool = False, prefix: str = "", size: float = SIZE
    ) -> None:
        """Make an empty line, taller where its letters are `LARGE`.

        A `prefix` stands in the field before what is typed.
        """
        super().__init__()
        self._strong, self._prefix, self._size = strong, prefix, size
        self.is_large = size >= LARGE
        self.setFrame(False)
        self.setAccessibleName(label or prefix)
        self.setMaxLength(400)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        ringed(self)
        self.restyle()

    def sizeHint(self) -> QSize:
        """Return the height of a line."""
        return QSize(px(88), px(42 if self.is_large else 36))

    def minimumSizeHint(self) -> QSize:
        """Return the least that shows a time."""
        return QSize(px(72), px(42 if self.is_large else 36))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell of Enter; leave Ctrl Enter and function keys to others."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()
            elif not event.isAutoRepeat():
                self.entered.emit()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Take another size or palette."""
        super().changeEvent(event)
        if event.type() in RESTYLED - {QEvent.Type.PaletteChange}:
            self.restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame, then the text as Qt does."""
        _paint_frame(self, self._size, self._prefix)
        super().paintEvent(event)

    def restyle(self) -> None:
        """Take font, margins and colours of now."""
        self.setFont(font(self._size, 700 if self._strong else 400))
        before = (
            px(5) + metrics(self._size, 400).horizontalAdvance(self._prefix) if self._prefix else 0
        )
        self.setTextMargins(px(9) + round(before), 0, px(8), 0)
        _dress(self)
        self.updateGeometry()


def _paint_frame(widget: QWidget, size: float, prefix: str = "") -> None:
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(widget.rect())
    draw_box(painter, box, "surface", "ctl")
    if widget.hasFocus():
        paint_focus_border(painter, box)
    if prefix:
        write(painter, px(11), box.center().y(), prefix, TextStyle(size))
    painter.end()


class TextField(QPlainTextEdit):
    """Some lines in a form. Tab leaves it; Ctrl Enter is the form's."""

    def __init__(self, label: str) -> None:
        """Make an empty text."""
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(label)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self.setCursorWidth(2)
        ringed(self)
        self.restyle()

    def sizeHint(self) -> QSize:
        """Return the height of two lines."""
        return QSize(px(200), px(58))

    def minimumSizeHint(self) -> QSize:
        """Return the least: two lines."""
        return QSize(px(120), px(58))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Ctrl Enter to the form."""
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and held:
            event.ignore()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Take another size or palette."""
        super().changeEvent(event)
        if event.type() in RESTYLED - {QEvent.Type.PaletteChange}:
            self.restyle()

    def event(self, event: QEvent) -> bool:
        """Paint the frame around the text, which Qt paints on its viewport."""
        if event.type() is QEvent.Type.Paint:
            _paint_frame(self, SIZE)
            return True
        return super().event(event)

    def restyle(self) -> None:
        """Take font, margins and colours of now."""
        self.setFont(font(SIZE, 400))
        self.setViewportMargins(px(11), px(5), px(8), px(4))
        _dress(self)
        self.updateGeometry()


class Labelled(Panel):
    """A label over a field, and under it what is wrong."""

    def __init__(self, field: LineField | TextField, width: int = 0) -> None:
        """Put a label over a field, `width` pixels wide at 100% or as wide as there is room."""
        super().__init__(COLUMN, width=width)
        self.field = field
        label = LARGE_LABEL if isinstance(field, LineField) and field.is_large else LABEL
        self._label, self._error = Words(label), Words(ERROR, wrap=True)
        self.add(self._label).gap(3).add(field, self._error)
        self._error.hide()
        if not width:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_field(self, screen: FormField, *, fresh: bool) -> None:
        """Show label, example and error; the text only when the form is new."""
        self._label.say(screen.label)
        self._label.setVisible(bool(screen.label))
        self.field.setAccessibleName(screen.label or self.field.accessibleName())
        self.field.setPlaceholderText(screen.example)
        self._error.say(screen.error)
        self._error.setVisible(bool(screen.error))
        self.field.setAccessibleDescription(screen.error)
        if screen.secret and isinstance(self.field, LineField):
            self.field.setEchoMode(QLineEdit.EchoMode.Password)
        if fresh:
            if isinstance(self.field, LineField):
                self.field.setText(screen.text)
            else:
                self.field.setPlainText(screen.text)
                self.field.moveCursor(QTextCursor.MoveOperation.End)

    def text(self) -> str:
        """Return what was typed."""
        if isinstance(self.field, LineField):
            return self.field.text().strip()
        return self.field.toPlainText().strip()


_ARROWS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}


class ChoiceChip(QAbstractButton):
    """One of several; the chosen one is dark."""

    def __init__(self, value: str, text: str) -> None:
        """Make a chip that stands for a value."""
        super().__init__()
        self.value = value
        self.setText(text)
        self.setCheckable(True)
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        ringed(self, 15)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave arrows to the row of chips: they go by order, not by place on the screen."""
        if event.key() in _ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Return the size around the words."""
        words = metrics(14.5, 600).horizontalAdvance(self.text())
        return QSize(round(words) + 2 * px(11) + 2, px(30))

    def minimumSizeHint(self) -> QSize:
        """Return the least: longer words are cut in the middle, the whole is the tooltip."""
        return QSize(min(self.sizeHint().width(), px(240)), px(30))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the chip."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on, box = self.isChecked(), QRectF(self.rect())
        draw_box(painter, box, "ink" if on else "surface", "ink" if on else "line", radius=15)
        if self.hasFocus():
            paint_focus_border(painter, box, 15)
        style = TextStyle(14.5, 600, "surface" if on else "ink2")
        room = self.width() - 2 * px(11)
        told = metrics(14.5, 600).elidedText(self.text(), Qt.TextElideMode.ElideMiddle, room)
        write(painter, px(11) + 1, box.center().y(), told, style)


class Choices(QWidget):
    """Chips of which one is chosen: by arrows, by Space, by a digit, by mouse."""

    chosen = Signal(str)

    def __init__(self, label: str) -> None:
        """Make an empty row of chips."""
        super().__init__()
        self._choices: tuple[tuple[str, str], ...] = ()
        self._chips: list[ChoiceChip] = []
        self._flow = Flow(self)
        self.setAccessibleName(label)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_choices(self, choices: tuple[tuple[str, str], ...], chosen: str) -> None:
        """Show choices of (value, text), with one chosen or none ("")."""
        if choices != self._choices:
            self._choices = choices
            for chip in self._chips:
                chip.setAutoExclusive(False)  # until Qt deletes it, it is still in the group
            self._flow.clear()
            self._chips = [self._chip(n, *choice) for n, choice in enumerate(choices)]
            for number, chip in enumerate(self._chips):
                self._flow.addWidget(chip)
                chip.show()  # at once: what is not shown yet cannot take the focus
                chip.clicked.connect(lambda _=False, n=number: self.choose(n))
        for chip in self._chips:
            chip.setChecked(chip.value == chosen)

    def value(self) -> str:
        """Return the chosen value, or ""."""
        return next((chip.value for chip in self._chips if chip.isChecked()), "")

    def choose(self, number: int) -> bool:
        """Choose by number, from 0; return whether there is such a choice."""
        if not 0 <= number < len(self._chips):
            return False
        for at, chip in enumerate(self._chips):
            chip.setChecked(at == number)
        self._chips[number].setFocus()
        self._tell()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the next chip, or the one before."""
        step = _ARROWS.get(Qt.Key(event.key()), 0)
        at = next((n for n, chip in enumerate(self._chips) if chip.hasFocus()), 0)
        if not step or not self.choose((at + step) % max(1, len(self._chips))):
            super().keyPressEvent(event)

    def take_focus(self) -> None:
        """Put the focus on the chosen chip, or on the first."""
        chip = next((chip for chip in self._chips if chip.isChecked()), None)
        if self._chips:
            (chip or self._chips[0]).setFocus()

    def _chip(self, _number: int, value: str, text: str) -> ChoiceChip:
        return ChoiceChip(value, text)

    def _tell(self) -> None:
        self.chosen.emit(self.value())

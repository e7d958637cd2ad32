"""The last act with its undo at the foot of the room, and the keys that may be pressed."""

from math import ceil

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.screens.room.intents import Act
from app.screens.room.room import FooterScreen, Hint
from app.views.parts.action_button import ActionButton, ButtonLook, ButtonWords
from app.views.parts.fonts import metrics
from app.views.parts.painted import Painted
from app.views.parts.painting import TONE_INKS, TextStyle, draw_glyph, draw_icon, write
from app.views.parts.panel import ROW, Panel
from app.views.parts.tokens import colour, px

UNDO = ButtonLook(30, 15, 600, 10, 10, 16)
UNDO_OFF = ButtonLook(30, 15, 600, 10, 10, 16, "ink3", "sunken", "line")
HINT = ButtonLook(30, 15, 400, 0, 7, 16, "ink3", "", "", 0)
HINT_STRONG = ButtonLook(30, 15, 400, 0, 12, 16, "ink", "", "", 0)


class LastAct(Painted):
    """What was recorded last, and when."""

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self._footer = FooterScreen()

    def show_footer(self, footer: FooterScreen) -> None:
        """Show the last act of a footer."""
        if footer != self._footer:
            self._footer = footer
            self.setAccessibleName(f"{footer.time} {footer.text}".strip())
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the words; they may shrink."""
        footer = self._footer
        if not footer.text:
            return QSize(0, px(43))
        time = metrics(15, 700).horizontalAdvance(footer.time)
        words = metrics(15, 400).horizontalAdvance(footer.text)
        return QSize(ceil(px(30) + time + px(7.5) + words), px(43))

    def minimumSizeHint(self) -> QSize:
        """Return the least: the words are cut off where there is no room."""
        return QSize(min(px(120), self.sizeHint().width()), px(43))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint glyph, time and words."""
        footer, painter, middle = self._footer, QPainter(self), self.height() / 2
        if not footer.text:
            return
        if footer.status is not None:
            draw_glyph(painter, QPointF(0, middle), footer.status, 18)
        elif footer.icon:
            draw_icon(painter, 0, middle, footer.icon, (TONE_INKS[footer.icon_tone], 18))
        x: float = px(30)
        x += write(painter, x, middle, footer.time, TextStyle(15, 700)) + px(7.5)
        words = metrics(15, 400).elidedText(
            footer.text, Qt.TextElideMode.ElideRight, max(0.0, self.width() - x)
        )
        write(painter, x, middle, words, TextStyle(15))


class HintView(ActionButton):
    """A key and what it does; it can be pressed where it stands for an act."""

    asked = Signal(Act)

    def __init__(self, hint: Hint) -> None:
        """Show a hint."""
        super().__init__()
        self._act = hint.act
        self.show_words(ButtonWords(hint.text, hint.keys), HINT_STRONG if hint.lead else HINT)
        self.clicked.connect(self._press)
        if hint.act is None:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.setCursor(Qt.CursorShape.ArrowCursor)

    def _press(self) -> None:
        if self._act is not None:
            self.asked.emit(self._act)


class LeadWords(Painted):
    """Words before a hint that say when to press it."""

    def __init__(self, text: str) -> None:
        """Show words."""
        super().__init__()
        self._text = text

    def sizeHint(self) -> QSize:
        """Return the size of the words."""
        return QSize(round(metrics(15, 400).horizontalAdvance(self._text)) + 1, px(30))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the words."""
        write(QPainter(self), 0, self.height() / 2, self._text, TextStyle(15, 400, "ink3"))


class FooterView(QWidget):
    """The whole footer."""

    undo = Signal()
    asked = Signal(Act)

    def __init__(self) -> None:
        """Make an empty footer."""
        super().__init__()
        self._last, self._undo, self._hints = LastAct(), ActionButton(), Panel(ROW)
        self._shown: tuple[Hint, ...] = ()
        self._undo.clicked.connect(self.undo)
        self._row = QHBoxLayout(self)
        for widget in (self._last, self._undo):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._row.addWidget(self._hints)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.measure()

    def show_footer(self, footer: FooterScreen) -> None:
        """Show the last act and the hints."""
        self._last.show_footer(footer)
        self._undo.setVisible(bool(footer.text) and (footer.can_undo or bool(footer.undo_reason)))
        words = ButtonWords(footer.undo_text, "Ctrl Z", icon="undo-2")
        look = UNDO if footer.can_undo else UNDO_OFF
        self._undo.show_words(words, look, footer.undo_reason)
        if footer.hints != self._shown:
            self._shown = footer.hints
            self._fill_hints(footer.hints)

    def measure(self) -> None:
        """Take the sizes of now."""
        self._row.setContentsMargins(px(16), 1, px(16), 0)
        self._row.setSpacing(px(12))
        self.setFixedHeight(px(44))

    def hide_hints(self, *, hidden: bool) -> None:
        """Leave the hints out where the window is narrow."""
        self._hints.setVisible(not hidden)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the ground and the line above."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("surface"))
        painter.fillRect(0, 0, self.width(), 1, colour("line"))

    def _fill_hints(self, hints: tuple[Hint, ...]) -> None:
        self._hints.empty()
        for n, hint in enumerate(hints):
            if n:
                self._hints.gap(12)
            if hint.lead:
                self._hints.add(LeadWords(hint.lead)).gap(12)
            view = HintView(hint)
            view.asked.connect(self.asked)
            self._hints.add(view)

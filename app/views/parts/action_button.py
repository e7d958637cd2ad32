"""Buttons of the room: glyph or icon left, words, keycap right, in the colours of a result."""

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QHelpEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolTip, QWidget

from app.models.values import Status
from app.views.parts.focus_ring import paint_focus_border, ringed
from app.views.parts.fonts import metrics
from app.views.parts.painting import (
    CAP_PLAIN,
    CapInks,
    TextStyle,
    cap_width,
    draw_box,
    draw_cap,
    draw_glyph,
    draw_icon,
    write,
)
from app.views.parts.panel import RESTYLED
from app.views.parts.tokens import px


@dataclass(frozen=True, slots=True)
class ButtonLook:
    """How a button looks: sizes in pixels at 100%, colours by token name ("" for none)."""

    height: int = 40
    size: float = 16
    weight: int = 600
    padding: int = 14
    gap: int = 10
    picture: int = 18
    ink: str = "ink"
    fill: str = "surface"
    border: str = "ctl"
    edge: float = 1
    cap: CapInks = CAP_PLAIN
    wide: bool = False
    radius: int = 6
    underline: bool = False


@dataclass(frozen=True, slots=True)
class ButtonWords:
    """What a button says. `hint` stands right in one or two lines, instead of the keys."""

    text: str
    keys: str = ""
    status: Status | None = None
    glyph_inks: tuple[str, str] | None = None
    icon: str = ""
    icon_ink: str = ""
    hint: tuple[str, ...] = ()
    detail: str = ""


class ActionButton(QPushButton):
    """A button that says what will be recorded.

    It takes no focus by mouse, so that the search box keeps it. One that is not allowed stays
    visible and still emits `clicked`: pressing it tells the reason, which is also its tooltip.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a button without words."""
        super().__init__(parent)
        self._look, self._words = ButtonLook(), ButtonWords("")
        self._spoken_reason = ""
        ringed(self)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_words(self, words: ButtonWords, look: ButtonLook, reason: str = "") -> None:
        """Say something in a look; the same again costs nothing."""
        if (words, look, reason) == (self._words, self._look, self._spoken_reason):
            return
        self._words, self._look, self._spoken_reason = words, look, reason
        self.setText(words.text)
        self.setAccessibleName(words.text)
        self.setAccessibleDescription(" ".join((words.keys, *words.hint, reason)).strip())
        self.setToolTip(reason)
        expanding = QSizePolicy.Policy.Expanding if look.wide else QSizePolicy.Policy.Preferred
        self.setSizePolicy(expanding, QSizePolicy.Policy.Fixed)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size around picture, words and keycap."""
        look = self._look
        inner = self._picture_width() + self._text_width(look.size, look.weight, self._words.text)
        if self._words.keys:
            inner += px(look.gap) + cap_width(self._words.keys)
        if self._words.detail:
            inner += px(look.gap) + self._text_width(15, 400, self._words.detail)
        return QSize(ceil(inner) + 2 * px(look.padding) + round(2 * look.edge), px(look.height))

    def minimumSizeHint(self) -> QSize:
        """Return the hint: words of a button are never cut, unless it is told a width."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Enter, once however long the key is held."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Take another size or palette."""
        super().changeEvent(event)
        if event.type() in RESTYLED:
            self.updateGeometry()
            self.update()

    def event(self, event: QEvent) -> bool:
        """Show the reason of a button that is not allowed, where the mouse rests on it."""
        if isinstance(event, QHelpEvent) and self._spoken_reason:
            QToolTip.showText(event.globalPos(), self._spoken_reason, self)
            return True
        return super().event(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Keep the look: nothing of ours changes under the mouse."""
        super().enterEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint box, picture, words and keycap."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, box = self._look, QRectF(self.rect())
        if look.fill or look.border:
            edge = px(look.edge) if look.edge > 1 else look.edge
            draw_box(painter, box, look.fill, look.border, edge=edge, radius=look.radius)
        if self.hasFocus():
            paint_focus_border(painter, box, look.radius)
        self._paint_inside(painter, box)

    def _paint_inside(self, painter: QPainter, box: QRectF) -> None:
        look, words = self._look, self._words
        pad, middle = px(look.padding) + look.edge, box.center().y()
        right = box.right() - pad
        x = box.left() + pad
        if not look.wide:
            x = max(x, box.center().x() - (self.sizeHint().width() - 2 * pad) / 2)
        x += self._paint_picture(painter, x, middle)
        style = TextStyle(look.size, look.weight, look.ink, look.underline)
        x += write(painter, x, middle, words.text, style)
        if words.keys:
            cap_x = right - cap_width(words.keys) if look.wide else x + px(look.gap)
            draw_cap(painter, cap_x, middle, words.keys, look.cap)
            right = cap_x - px(look.gap)
        if words.detail:
            style = TextStyle(15, 400, look.ink)
            wide = self._text_width(15, 400, words.detail)
            write(painter, right - wide, middle, words.detail, style)
        self._paint_hint(painter, right, middle)

    def _paint_picture(self, painter: QPainter, x: float, middle: float) -> float:
        look, words = self._look, self._words
        if words.status is not None:
            at = QPointF(x, middle)
            draw_glyph(painter, at, words.status, look.picture, words.glyph_inks)
        elif words.icon:
            draw_icon(painter, x, middle, words.icon, (words.icon_ink or look.ink, look.picture))
        return self._picture_width()

    def _paint_hint(self, painter: QPainter, right: float, middle: float) -> None:
        line, style = px(17), TextStyle(15, 400, "ink2")
        top = middle - line * (len(self._words.hint) - 1) / 2
        for n, text in enumerate(self._words.hint):
            wide = self._text_width(15, 400, text)
            write(painter, right - wide, top + n * line, text, style)

    def _picture_width(self) -> int:
        if self._words.status is None and not self._words.icon:
            return 0
        return px(self._look.picture) + (px(self._look.gap) if self._words.text else 0)

    def _text_width(self, size: float, weight: int, text: str) -> float:
        return metrics(size, weight).horizontalAdvance(text)

"""Buttons: what happens on the left, the key on the right, the ring when it has the focus."""

from dataclasses import dataclass
from enum import Enum
from math import ceil

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.views.parts.focus_ring import RADIUS, paint_focus_border, ringed
from app.views.parts.panel import RESTYLED
from app.views.parts.pictures import (
    KEY_ON_BAND,
    KEY_ON_BLUE,
    KEY_ON_INK,
    KEY_PLAIN,
    key_cap_size,
    paint_key_cap,
)
from app.views.parts.shift_look import colour, font, icon, px


class Look(Enum):
    """How a button stands out."""

    PRIMARY = "primary"
    PLAIN = "plain"
    STRONG = "strong"
    CHOSEN = "chosen"
    LINK = "link"
    FLAT = "flat"
    BAND = "band"
    BAND_FLAT = "band-flat"
    ALARM = "alarm"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class Measure:
    """Height, text size and weight, padding at the sides; pixels at 100%."""

    height: int = 40
    size: int = 16
    weight: int = 600
    padding: int = 15
    icon: int = 16
    gap: int = 10


BIG = Measure(56, 20, 700)
NORMAL = Measure()
SMALL = Measure(34, 15, 600, 11)
LINK_MEASURE = Measure(22, 16, 600, 0)
LINK_SMALL = Measure(20, 15, 600, 0)
BAND_MEASURE = Measure(32, 15, 400, 11, gap=8)
FLAT_MEASURE = Measure(32, 15, 400, 2, 18, 8)
ALARM_MEASURE = Measure(36, 16, 700, 13, 20, 8)
FOOT_MEASURE = Measure(30, 15, 600, 11)


@dataclass(frozen=True, slots=True)
class Inks:
    """The tokens of a look: fill, border, words, width of the border, keycap, icon."""

    fill: str
    border: str
    ink: str
    edge: int = 1
    key: tuple[str, str, str] = KEY_PLAIN
    icon: str = ""


LOOKS = {
    Look.PRIMARY: Inks("blue", "blue", "onblue", key=KEY_ON_BLUE),
    Look.PLAIN: Inks("surface", "ctl", "ink"),
    Look.STRONG: Inks("surface", "ink", "ink", 2),
    Look.CHOSEN: Inks("ink", "ink", "surface", key=KEY_ON_INK),
    Look.LINK: Inks("", "", "blue"),
    Look.FLAT: Inks("", "", "ink3"),
    Look.BAND: Inks("", "band_line", "band_text", key=KEY_ON_BAND),
    Look.BAND_FLAT: Inks("", "", "band_text", key=KEY_ON_BAND),
    Look.GOOD: Inks("aanwezig-bg", "aanwezig", "aanwezig", 2),
    Look.ALARM: Inks("", "band_alarm", "band_ink", 2, KEY_ON_BAND, "band_alarm"),
}


class PushAction(QPushButton):
    """A button of the design.

    `wide` sets the text left and the keycap right over the whole width. Enter on a button
    that has the focus presses it, as Space does.
    """

    radius = RADIUS

    def __init__(
        self,
        text: str,
        keys: str = "",
        look: Look = Look.PLAIN,
        measure: Measure = NORMAL,
        *,
        parent: QWidget | None = None,
    ) -> None:
        """Make a button; `keys` is what its keycap says."""
        super().__init__(text, parent)
        self._keys, self._look, self._measure = keys, look, measure
        self._detail = self._icon = ""
        self._wide = False
        ringed(self, self.radius)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        self.setAccessibleDescription(keys)

    def dress(self, *, wide: bool = False, detail: str = "", picture: str = "") -> "PushAction":
        """Set it wide, with a second line, or with an icon before the words."""
        self._wide, self._detail, self._icon = wide, detail, picture
        horizontal = QSizePolicy.Policy.Expanding if wide else QSizePolicy.Policy.Preferred
        self.setSizePolicy(horizontal, QSizePolicy.Policy.Fixed)
        self.setAccessibleDescription(" ".join(part for part in (detail, self._keys) if part))
        self.updateGeometry()
        return self

    def say(self, text: str, keys: str = "", look: Look | None = None) -> None:
        """Say something else; the same again costs nothing."""
        if (text, keys, look or self._look) == (self.text(), self._keys, self._look):
            return
        self._keys, self._look = keys, look or self._look
        self.setText(text)
        self.setAccessibleName(text)
        self.setAccessibleDescription(keys)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size around words, keycap and ring."""
        measure = self._measure
        words = ceil(QFontMetricsF(self._face()).horizontalAdvance(self.text()))
        if self._detail:
            words = max(words, ceil(QFontMetricsF(font(15, 400)).horizontalAdvance(self._detail)))
        extra = key_cap_size(self._keys).width() + px(measure.gap) if self._keys else 0
        extra += px(self._measure.icon + 8) if self._icon else 0
        height = px(measure.height) if not self._detail else max(px(54), px(measure.height))
        wide = words + extra + 2 * px(measure.padding)
        return QSize(wide, height)

    def minimumSizeHint(self) -> QSize:
        """Return the hint: words of a button are never cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Enter; a key that is held down presses once."""
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

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint shape, words, keycap and ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        inks = self._inks()
        if inks.border:
            edge = px(inks.edge) if inks.edge > 1 else 1
            painter.setPen(QPen(colour(inks.border), edge))
            painter.setBrush(colour(inks.fill) if inks.fill else Qt.BrushStyle.NoBrush)
            self._paint_shape(painter, box, edge / 2)
        if self.hasFocus():
            paint_focus_border(painter, box, self.radius)
        self._paint_words(painter, box, inks)

    def _paint_shape(self, painter: QPainter, box: QRectF, half: float) -> None:
        """Paint fill and border, whose middle lies `half` an edge inside the box."""
        corner = px(self.radius)
        painter.drawRoundedRect(box.adjusted(half, half, -half, -half), corner, corner)

    def _face(self) -> QFont:
        return font(self._measure.size, self._measure.weight)

    def _inks(self) -> Inks:
        inks = LOOKS[self._look]
        if self.isEnabled():
            return inks
        return Inks("sunken", "line", "ink3") if inks.fill else Inks("", "", "ink3")

    def _paint_words(self, painter: QPainter, box: QRectF, inks: Inks) -> None:
        pad = px(self._measure.padding)
        inner = box.adjusted(pad, 0, -pad, 0)
        face = self._face()
        words = ceil(QFontMetricsF(face).horizontalAdvance(self.text()))
        cap = key_cap_size(self._keys) if self._keys else QSize(0, 0)
        whole = words + (cap.width() + px(self._measure.gap) if self._keys else 0)
        whole += px(self._measure.icon + 8) if self._icon else 0
        from_left = self._wide or not self._measure.padding
        left = inner.left() if from_left else inner.center().x() - whole / 2
        if self._icon:
            size = px(self._measure.icon)
            ink = colour(inks.icon or inks.ink).name()
            drawn = icon(self._icon, ink, size, self.devicePixelRatioF())
            painter.drawPixmap(round(left), round(inner.center().y() - size / 2), drawn)
            left += size + px(8)
        painter.setFont(face)
        painter.setPen(colour(inks.ink))
        text = QRectF(left, inner.top(), words + 2, inner.height())
        middle = Qt.AlignmentFlag.AlignVCenter
        if self._detail:
            text = QRectF(left, inner.center().y() - px(21), inner.width(), px(21))
            painter.drawText(text, middle, self.text())
            painter.setFont(font(15, 400))
            painter.setPen(colour("ink2"))
            painter.drawText(text.translated(0, px(20)), middle, self._detail)
        else:
            painter.drawText(text, middle, self.text())
        if self._look is Look.LINK:
            under = round(inner.center().y() + QFontMetricsF(face).ascent() / 2) + px(1)
            painter.fillRect(QRectF(left, under, words, max(1, px(1))), colour(inks.ink))
        if self._keys:
            gap = px(self._measure.gap)
            x = inner.right() - cap.width() if self._wide else left + words + gap
            y = round(inner.center().y() - cap.height() / 2)
            key_box = QRectF(round(x), y, cap.width(), cap.height())
            paint_key_cap(painter, key_box, self._keys, inks.key)

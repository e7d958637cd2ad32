"""Small widgets that are one picture: an icon, a status glyph, a keycap's box."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.models.values import Status
from app.views.parts.glyphs import GLYPH_INKS, paint_glyph
from app.views.parts.shift_look import colour, font, icon, px


class Picture(QWidget):
    """An icon of resources/icons in the colour of a token. Silent for a screen reader."""

    def __init__(
        self, name: str, ink: str = "ink", size: int = 20, parent: QWidget | None = None
    ) -> None:
        """Show an icon of `size` pixels at 100%."""
        super().__init__(parent)
        self._name, self._ink, self._size = name, ink, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, ink: str) -> None:
        """Show another icon or colour."""
        if (name, ink) != (self._name, self._ink):
            self._name, self._ink = name, ink
            self.update()

    def sizeHint(self) -> QSize:
        """Return the size at the text size of now."""
        return QSize(px(self._size), px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the icon."""
        if self._name:
            drawn = icon(
                self._name,
                colour(self._ink).name(),
                px(self._size),
                self.devicePixelRatioF(),
            )
            QPainter(self).drawPixmap(0, 0, drawn)


class Glyph(QWidget):
    """The silhouette of a status."""

    def __init__(
        self,
        status: Status,
        size: int = 20,
        inks: tuple[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Show a glyph; `inks` are the tokens of its shape and of what is cut out of it."""
        super().__init__(parent)
        self._status, self._size, self._inks = status, size, inks
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size at the text size of now."""
        return QSize(px(self._size), px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the glyph."""
        shape, cut = self._inks or (GLYPH_INKS[self._status], "onstatus")
        box = QRectF(0, 0, px(self._size), px(self._size))
        paint_glyph(QPainter(self), box, self._status, (colour(shape), colour(cut)))


def marked(name: str, ink: str, size: int = 20) -> QWidget:
    """Return an icon; what is done has the filled mark of who is there."""
    return Glyph(Status.PRESENT, size) if name == "circle-check" else Picture(name, ink, size)


class KeyCap(QWidget):
    """The name of a key in a box, beside what it does."""

    def __init__(self, keys: str, inks: tuple[str, str, str]) -> None:
        """Show keys ("Ctrl Z"); `inks` are the tokens of border, text and fill ("" for none)."""
        super().__init__()
        self._keys, self._inks = keys, inks
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size around the words."""
        return key_cap_size(self._keys)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint box and words."""
        paint_key_cap(QPainter(self), QRectF(self.rect()), self._keys, self._inks)


KEY_PLAIN = ("ctl", "ink2", "surface")
KEY_ON_BLUE = ("onblue_key", "onblue", "")
KEY_ON_INK = ("ink3", "surface", "")
KEY_ON_BAND = ("band_key", "band_text", "")


def key_cap_size(keys: str) -> QSize:
    """Return the size of a keycap: at least 22 wide, 20 high, at 100%."""
    words = QFontMetricsF(font(13, 600)).horizontalAdvance(keys)
    return QSize(max(px(22), round(words) + px(14)), px(20))


def paint_key_cap(painter: QPainter, box: QRectF, keys: str, inks: tuple[str, str, str]) -> None:
    """Paint a keycap that fills a box."""
    border, ink, fill = inks
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour(border), 1))
    painter.setBrush(colour(fill) if fill else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
    painter.setFont(font(13, 600))
    painter.setPen(colour(ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, keys)
    painter.restore()

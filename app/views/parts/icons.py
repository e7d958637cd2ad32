"""Icons of resources/icons in any colour, and pictures of the glyphs; drawn once per screen."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.models.values import Status
from app.views.parts.fonts import RESOURCES
from app.views.parts.glyphs import paint_glyph


@cache
def icon(name: str, ink: str, size: int, pixel_ratio: float) -> QPixmap:
    """Return an icon in a colour (#rrggbb), `size` device-independent pixels square."""
    drawing = QSvgRenderer(QByteArray(_source(name).replace("currentColor", ink).encode()))
    pixmap, painter = _sheet(size, pixel_ratio)
    drawing.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


@cache
def glyph(status: Status, inks: tuple[str, str], size: int, pixel_ratio: float) -> QPixmap:
    """Return the silhouette of a status; `inks` are the colours of shape and cut."""
    pixmap, painter = _sheet(size, pixel_ratio)
    shape, cut = inks
    paint_glyph(painter, QRectF(0, 0, size, size), status, (QColor(shape), QColor(cut)))
    painter.end()
    return pixmap


@cache
def _source(name: str) -> str:
    return (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def _sheet(size: int, pixel_ratio: float) -> tuple[QPixmap, QPainter]:
    pixmap = QPixmap(round(size * pixel_ratio), round(size * pixel_ratio))
    pixmap.setDevicePixelRatio(pixel_ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return pixmap, painter

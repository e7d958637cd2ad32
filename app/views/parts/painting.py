"""Painting of words, pills, badges and keycaps, shared by delegates and small widgets.

Everything is set on a middle line: `middle` is the y around which words and boxes lie.
"""

from dataclasses import dataclass
from functools import cache
from math import ceil, floor

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.models.values import Status
from app.screens.room.wording import Line, Tone
from app.views.parts.fonts import font, metrics, width
from app.views.parts.glyphs import GLYPH_INKS
from app.views.parts.icons import glyph, icon
from app.views.parts.tokens import colour, percent, px


@dataclass(frozen=True, slots=True)
class TextStyle:
    """Size in pixels at 100%, weight and the token of the colour."""

    size: float
    weight: int = 400
    ink: str = "ink"
    underline: bool = False
    spacing: float = 0.0


TONE_INKS = {
    Tone.PLAIN: "ink2",
    Tone.MUTED: "ink3",
    Tone.GOOD: "aanwezig",
    Tone.NOTE: "blue",
    Tone.WARNING: "telaat",
    Tone.DANGER: "danger",
}


@dataclass(frozen=True, slots=True)
class CapInks:
    """The tokens of a keycap: border, words and fill ("" for none)."""

    border: str = "ctl"
    words: str = "ink2"
    fill: str = "surface"
    veil: float = 1.0


CAP_PLAIN = CapInks()
CAP_BAND = CapInks("band_key", "band_text", "")
CAP_STATUS = CapInks("onstatus", "onstatus", "", veil=0.6)
CAP_DUE = CapInks("band_onbutton", "band_onbutton", "", veil=0.65)
CAP_BLUE = CapInks("onblue", "onblue", "", veil=0.6)


@cache
def _below(size: float, weight: int, percent: int) -> int:  # noqa: ARG001 - a key of the cache
    measures = metrics(size, weight)
    # As in the mockups: ascent and descent are whole pixels, the words lie in their middle.
    up, down = round(measures.ascent()), round(measures.descent())
    return up - ceil((up + down) / 2)


def baseline(middle: float, size: float, weight: int) -> float:
    """Return the y of the baseline of words around a middle line."""
    return floor(middle + 0.5) + _below(size, weight, percent())


def put(painter: QPainter, x: float, middle: float, text: str, style: TextStyle) -> None:
    """Paint words from x."""
    painter.setFont(font(style.size, style.weight, spacing=style.spacing))
    painter.setPen(colour(style.ink))
    line = baseline(middle, style.size, style.weight)
    painter.drawText(QPointF(x, line), text)
    if style.underline:
        wide = metrics(style.size, style.weight).horizontalAdvance(text)
        under = QRectF(x, line + px(3), wide, max(1, px(style.size / 16)))
        painter.fillRect(under, colour(style.ink))


def write(painter: QPainter, x: float, middle: float, text: str, style: TextStyle) -> float:
    """Paint words from x and return their width."""
    put(painter, x, middle, text, style)
    return metrics(style.size, style.weight).horizontalAdvance(text)


def write_right(
    painter: QPainter, right: float, middle: float, text: str, style: TextStyle
) -> None:
    """Paint words that end at `right`."""
    wide = metrics(style.size, style.weight).horizontalAdvance(text)
    put(painter, right - wide, middle, text, style)


def write_line(
    painter: QPainter, at: QPointF, line: Line, style: TextStyle, strong_ink: str = "ink"
) -> float:
    """Paint a line of spans from x, around the middle y of `at`; return its width."""
    x = at.x()
    for span in line:
        ink = style.ink
        if span.tone is not Tone.PLAIN:
            ink = TONE_INKS[span.tone]
        elif span.strong:
            ink = strong_ink
        piece = TextStyle(style.size, 700 if span.strong else style.weight, ink)
        x += write(painter, x, at.y(), span.text, piece)
    return x - at.x()


def line_width(line: Line, style: TextStyle) -> float:
    """Return how wide a line of spans is."""
    return sum(
        metrics(style.size, 700 if span.strong else style.weight).horizontalAdvance(span.text)
        for span in line
    )


def draw_icon(
    painter: QPainter, x: float, middle: float, name: str, look: tuple[str, float]
) -> int:
    """Paint an icon from x; `look` is its token and size. Return the size in pixels."""
    ink, size = look
    pixels = px(size)
    drawn = icon(name, colour(ink).name(), pixels, _ratio(painter))
    painter.drawPixmap(QPointF(round(x), round(middle - pixels / 2)), drawn)
    return pixels


def draw_glyph(
    painter: QPainter,
    at: QPointF,
    status: Status,
    size: float,
    inks: tuple[str, str] | None = None,
) -> int:
    """Paint a status glyph from x around the middle y of `at`; return its size in pixels."""
    shape, cut = inks or (GLYPH_INKS[status], "onstatus")
    pixels = px(size)
    drawn = glyph(status, (colour(shape).name(), colour(cut).name()), pixels, _ratio(painter))
    painter.drawPixmap(QPointF(round(at.x()), round(at.y() - pixels / 2)), drawn)
    return pixels


def cap_width(keys: str) -> int:
    """Return the width of a keycap: its words, 6 at each side, a border of 1; at least 22."""
    return max(px(22), round(metrics(13, 600).horizontalAdvance(keys)) + 2 * px(6) + 2)


def draw_cap(
    painter: QPainter, x: float, middle: float, keys: str, inks: CapInks = CAP_PLAIN
) -> int:
    """Paint a keycap from x; return its width."""
    wide, tall = cap_width(keys), px(20)
    box = QRectF(round(x), round(middle - tall / 2), wide, tall)
    border = colour(inks.border)
    if inks.veil < 1:
        border = type(border)(border)
        border.setAlphaF(inks.veil)
    painter.setPen(QPen(border, max(1, px(1))))
    painter.setBrush(colour(inks.fill) if inks.fill else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), px(4) - 0.5, px(4) - 0.5)
    inside = (wide - metrics(13, 600).horizontalAdvance(keys)) / 2
    put(painter, box.x() + inside, box.center().y(), keys, TextStyle(13, 600, inks.words))
    return wide


def pill_width(text: str) -> int:
    """Return the width of a status pill."""
    return px(7) + px(16) + px(7) + width(text, 15, 600) + px(11)


def draw_pill(painter: QPainter, at: QPointF, status: Status, text: str, *, ink: str = "") -> int:
    """Paint a status pill from x around the middle y of `at`; return its width.

    Without an `ink` of its own, a status token, it has the colours of its status.
    """
    x, middle = at.x(), at.y()
    ink = ink or GLYPH_INKS[status]
    wide, tall = pill_width(text), px(26)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(f"{ink}_bg"))
    top = round(middle - tall / 2)
    painter.drawRoundedRect(QRectF(round(x), top, wide, tall), tall / 2, tall / 2)
    draw_glyph(painter, QPointF(x + px(7), middle), status, 16, (ink, "onstatus"))
    put(painter, x + px(30), middle, text, TextStyle(15, 600, ink))
    return wide


def badge_width(text: str) -> int:
    """Return the width of a provision badge; without words only its icon."""
    words = px(5) + width(text, 14, 600) if text else 0
    return 2 + 2 * px(7) + px(15) + words


def draw_badge(
    painter: QPainter, at: QPointF, icon_name: str, text: str, *, strong: bool = False
) -> int:
    """Paint a provision badge from x around the middle y of `at`; return its width."""
    wide, tall = badge_width(text), px(24)
    ink = "surface" if strong else "ink2"
    painter.setPen(QPen(colour("ink2" if strong else "line"), 1))
    painter.setBrush(colour("ink2" if strong else "sunken"))
    box = QRectF(round(at.x()), round(at.y() - tall / 2), wide, tall)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), px(4) - 0.5, px(4) - 0.5)
    x = box.x() + 1 + px(7)
    draw_icon(painter, x, at.y(), icon_name, (ink, 15))
    if text:
        put(painter, x + px(20), at.y(), text, TextStyle(14, 600, ink))
    return wide


def draw_box(
    painter: QPainter,
    box: QRectF,
    fill: str,
    border: str = "",
    *,
    edge: float = 1,
    radius: float = 6,
) -> None:
    """Paint a rounded box with a border that lies inside it."""
    half = edge / 2 if border else 0.0
    painter.setPen(QPen(colour(border), edge) if border else Qt.PenStyle.NoPen)
    painter.setBrush(colour(fill) if fill else Qt.BrushStyle.NoBrush)
    corner = px(radius) - half
    painter.drawRoundedRect(box.adjusted(half, half, -half, -half), corner, corner)


def _ratio(painter: QPainter) -> float:
    return painter.device().devicePixelRatio()

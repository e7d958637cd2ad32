"""Words of a row with the pieces lit that a search found in them."""

from math import floor

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from app.screens.room.room import Found, RowField
from app.views.parts.fonts import metrics
from app.views.parts.painting import TextStyle, baseline, put
from app.views.parts.tokens import colour, px


def write_lit(
    painter: QPainter,
    at: QPointF,
    text: str,
    setting: tuple[TextStyle, list[Found], float],
) -> float:
    """Paint words with lit pieces, cut off where there is no more room; return the width."""
    style, lit, room = setting
    measures = metrics(style.size, style.weight)
    wide = measures.horizontalAdvance(text)
    if wide > room:
        text = measures.elidedText(text, Qt.TextElideMode.ElideRight, room)
        wide = measures.horizontalAdvance(text)
    if not lit:
        put(painter, at.x(), at.y(), text, style)
        return wide
    _paint_lit(painter, at, text, (style, lit, measures))
    return wide


def _paint_lit(
    painter: QPainter,
    at: QPointF,
    text: str,
    setting: tuple[TextStyle, list[Found], QFontMetricsF],
) -> None:
    style, lit, measures = setting
    line = baseline(at.y(), style.size, style.weight)
    tall = px(28) if style.size > 20 else px(22)
    for found in lit:
        start = measures.horizontalAdvance(text[: found.start])
        end = measures.horizontalAdvance(text[: found.end])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("now"))
        top = floor(at.y() - tall / 2 + 0.5)
        painter.drawRoundedRect(QRectF(at.x() + start, top, end - start, tall), px(2), px(2))
    put(painter, at.x(), at.y(), text, style)
    on_now = QPen(QColor(colour("onnow")))
    for found in lit:
        start = measures.horizontalAdvance(text[: found.start])
        painter.setPen(on_now)
        painter.drawText(QPointF(at.x() + start, line), text[found.start : found.end])


def lit_in_tail(number: str, shown: str, by_field: dict[RowField, list[Found]]) -> list[Found]:
    """Return what is lit of a number of which only the end is shown."""
    lit, cut = by_field.get(RowField.NUMBER, []), len(number) - len(shown)
    if shown == number:
        return lit
    return [Found(f.field, max(1, f.start - cut), f.end - cut) for f in lit if f.end - cut > 1]

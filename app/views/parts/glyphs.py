"""The status glyphs: silhouettes, told apart without colour, on a grid of 20."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from app.models.values import Status

GLYPH_INKS = {
    Status.EXPECTED: "verwacht",
    Status.PRESENT: "aanwezig",
    Status.LATE: "telaat",
    Status.ABSENT: "afwezig",
    Status.REFUSED: "afwezig",
    Status.AWAY: "weg",
    Status.HANDED_IN: "ingeleverd",
    Status.LEFT: "ingeleverd",
    Status.MOVED: "ingeleverd",
}


def paint_glyph(
    painter: QPainter, box: QRectF, status: Status, inks: tuple[QColor, QColor]
) -> None:
    """Paint a glyph in a box; `inks` are the colours of its shape and of what is cut out."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / 20, box.height() / 20)
    shape, cut = inks
    match status:
        case Status.PRESENT | Status.LATE:
            painter.fillPath(_disc(9), shape)
            _stroke(painter, _CHECK if status is Status.PRESENT else _HANDS, cut, 2.2)
        case Status.HANDED_IN | Status.LEFT:
            painter.fillPath(_sheet(), shape)
            mark = _TICK if status is Status.HANDED_IN else _OUT
            _stroke(painter, mark, cut, 2.2)
        case Status.AWAY:
            _stroke(painter, _door(), shape, 2.2)
        case Status.MOVED:
            _stroke(painter, _disc(8), shape, 2)
            _stroke(painter, _ONWARD, shape, 2.2)
        case Status.EXPECTED:
            # A dash pattern counts in widths of the pen: 3.2 and 3.08 units at width 2.
            _stroke(painter, _disc(8), shape, 2, dashes=[1.6, 1.54])
        case _:
            _stroke(painter, _disc(8), shape, 2)
            mark = _CROSS if status is Status.ABSENT else _BAR
            _stroke(painter, mark, shape, 2.2)
    painter.restore()


def _stroke(
    painter: QPainter,
    path: QPainterPath,
    ink: QColor,
    width: float,
    dashes: list[float] | None = None,
) -> None:
    pen = QPen(ink, width)
    if dashes:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern(dashes)
    else:
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(path, pen)


def _lines(*strokes: list[tuple[float, float]]) -> QPainterPath:
    path = QPainterPath()
    for start, *others in strokes:
        path.moveTo(*start)
        for point in others:
            path.lineTo(*point)
    return path


def _disc(radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(10, 10), radius, radius)
    return path


def _sheet() -> QPainterPath:
    path = _lines([(4.5, 1), (11.7, 1), (17, 6.2), (17, 17)])
    path.arcTo(QRectF(13, 15, 4, 4), 0, -90)
    path.lineTo(4.5, 19)
    path.arcTo(QRectF(2.5, 15, 4, 4), -90, -90)
    path.lineTo(2.5, 3)
    path.arcTo(QRectF(2.5, 1, 4, 4), 180, -90)
    path.closeSubpath()
    return path


def _door() -> QPainterPath:
    path = _lines([(11, 2.5), (5.5, 2.5)])
    path.arcTo(QRectF(3.5, 2.5, 4, 4), 90, 90)
    path.lineTo(3.5, 15.5)
    path.arcTo(QRectF(3.5, 13.5, 4, 4), 180, 90)
    path.lineTo(11, 17.5)
    path.addPath(_lines([(8.5, 10), (18, 10)], [(14.6, 6.4), (18.2, 10), (14.6, 13.6)]))
    return path


_CHECK = _lines([(5.8, 10.3), (8.7, 13.2), (14.3, 7.2)])
_HANDS = _lines([(10, 5), (10, 10.3), (13.4, 12.3)])
_TICK = _lines([(6, 11.2), (8.5, 13.7), (13.5, 8.4)])
_OUT = _lines([(6, 11), (13, 11)])
_ONWARD = _lines([(5.8, 10), (14, 10)], [(10.6, 6.6), (14, 10), (10.6, 13.4)])
_CROSS = _lines([(7, 7), (13, 13)], [(13, 7), (7, 13)])
_BAR = _lines([(6, 10), (14, 10)])

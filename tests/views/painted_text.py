"""What words a window really paints, and which of them are cut off, run over or run together.

Each widget is painted by itself onto a device that only listens: whatever draws words there, a
label, a button or a delegate, passes through `drawTextItem`. Nothing is patched and no pixels are
compared.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtGui import QPaintDevice, QPaintEngine, QPainter, QRegion, QTextItem
from PySide6.QtWidgets import QAbstractScrollArea, QScrollArea, QTableView, QWidget

SLACK = 1.5


@dataclass(frozen=True)
class Painted:
    """Words and where they were painted, in pixels of the widget."""

    text: str
    box: QRectF


class _Ear(QPaintEngine):
    """Hears words; every other stroke is let go by."""

    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.heard: list[Painted] = []

    def begin(self, _device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, _state: object) -> None:
        pass

    def drawTextItem(self, at: QPointF, item: QTextItem) -> None:
        where = self.painter().transform().map(at)
        tall = item.ascent() * 0.72  # capitals; accents may reach into the line above
        box = QRectF(where.x(), where.y() - tall, item.width(), tall)
        self.heard.append(Painted(item.text(), box))

    def drawPixmap(self, *_stroke: object) -> None:
        pass

    drawImage = drawPath = drawRects = drawPolygon = drawPixmap
    drawLines = drawEllipse = drawPoints = drawTiledPixmap = drawPixmap


class _Paper(QPaintDevice):
    """A device of some size that paints nothing."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.ear, self._size = _Ear(), widget.size()

    def paintEngine(self) -> QPaintEngine:
        return self.ear

    def metric(self, wanted: QPaintDevice.PaintDeviceMetric) -> int:
        known = QPaintDevice.PaintDeviceMetric
        return {
            known.PdmWidth: self._size.width(),
            known.PdmHeight: self._size.height(),
            known.PdmDpiX: 96,
            known.PdmDpiY: 96,
            known.PdmPhysicalDpiX: 96,
            known.PdmPhysicalDpiY: 96,
            known.PdmDepth: 32,
            known.PdmDevicePixelRatioScaled: 65536,
        }.get(wanted, 1)


def painted_by(widget: QWidget) -> list[Painted]:
    """Return the words that a widget paints itself, without those of its children."""
    paper = _Paper(widget)
    painter = QPainter(paper)
    flags = QWidget.RenderFlag.DrawWindowBackground
    QWidget.render(widget, painter, QPoint(), QRegion(), flags)
    painter.end()
    return [each for each in paper.ear.heard if each.text.strip()]


def faults(window: QWidget) -> list[str]:
    """Return every text of a window that is cut off, sticks out or lies over another one."""
    found = []
    for widget in (window, *window.findChildren(QWidget)):
        if widget.isVisible() and widget.width() and widget.height():
            words = painted_by(widget)
            found += [
                f"{type(widget).__name__}: {fault}"
                for each in words
                if (fault := _fault(widget, each, window))
            ]
            found += [f"{type(widget).__name__}: {pair}" for pair in _over_each_other(words)]
    return found


def _fault(widget: QWidget, words: Painted, window: QWidget) -> str:
    if "…" in words.text:
        return f"cut off: {words.text}"
    room = _room(widget, words)
    if words.box.left() < room.left() - SLACK or words.box.right() > room.right() + SLACK:
        return f"sticks out: {words.text}"
    scrolls = False
    box, place = words.box, widget
    while place is not window:
        scrolls = scrolls or isinstance(place.parentWidget(), QAbstractScrollArea)
        upright = box.top() >= -SLACK and box.bottom() <= place.height() + SLACK
        if not scrolls and not upright:
            return f"too high for its place: {words.text}"
        if box.left() < -SLACK or box.right() > place.width() + SLACK:
            return f"runs under the edge: {words.text}"
        box = box.translated(QPointF(place.pos()))
        place = place.parentWidget()
    return ""


def _room(widget: QWidget, words: Painted) -> QRectF:
    """Return the room there is: that of the cell in a table, else that of the widget."""
    table = widget.parentWidget()
    if isinstance(table, QTableView) and table.viewport() is widget:
        cell = table.visualRect(table.indexAt(words.box.center().toPoint()))
        left = table.visualRect(table.indexAt(words.box.topLeft().toPoint()))
        return QRectF(left if left.isValid() else cell)
    return QRectF(widget.rect())


def _over_each_other(words: list[Painted]) -> Iterator[str]:
    """Yield pairs that run into each other; a lit piece lies over its own word on purpose."""
    for n, one in enumerate(words):
        for other in words[n + 1 :]:
            both = one.box.adjusted(SLACK, SLACK, -SLACK, -SLACK).intersected(other.box)
            if not both.isEmpty() and other.text not in one.text:
                yield f"over each other: {one.text} / {other.text}"


def scrolls_sideways(window: QWidget) -> list[str]:
    """Return the areas that would have to be scrolled sideways to be read."""
    return [
        type(area).__name__
        for area in window.findChildren(QScrollArea)
        if area.isVisible() and area.horizontalScrollBar().maximum() > 0
    ]

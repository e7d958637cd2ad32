"""The ring around what has the focus: one per view, over the edge of the widget it follows."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

from app.views.parts.shift_look import colour, is_dark, px

RING = 3
RADIUS = 6
_RINGED = "focus-ring-radius"


def ringed(widget: QWidget, radius: int = RADIUS) -> None:
    """Let the ring follow this widget when it has the focus."""
    widget.setProperty(_RINGED, radius)


def paint_focus_border(painter: QPainter, box: QRectF, radius: int = RADIUS) -> None:
    """Paint the dark border that goes with the ring, just inside a box."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    edge = px(2)
    painter.setPen(QPen(colour("now" if is_dark() else "ink"), edge))
    inner = box.adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2)
    painter.drawRoundedRect(inner, px(radius) - edge / 2, px(radius) - edge / 2)
    painter.restore()


def paint_ring(painter: QPainter, box: QRectF, radius: int = RADIUS) -> None:
    """Paint the ring just outside a box."""
    ring = px(2) if is_dark() else px(RING)
    half = ring / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour("now"), ring))
    corner = px(radius) + half
    painter.drawRoundedRect(box.adjusted(-half, -half, half, half), corner, corner)
    painter.restore()


class FocusRing(QWidget):
    """The ring of one view. It lies over its widget's edge and lets the mouse through."""

    def __init__(self, host: QWidget) -> None:
        """Follow the focus inside `host`, the widget that all others lie in."""
        super().__init__(host)
        self._host = host
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go where the widget goes, by itself or with what it lies in."""
        if self._target is not None and event.type() in _MOVES:
            self._lie_around()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the ring."""
        if self._target is not None:
            edge = px(RING)
            box = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
            paint_ring(QPainter(self), box, self._target.property(_RINGED))

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        inside = new is not None and self._host.isAncestorOf(new)
        target = new if new is not None and inside and new.property(_RINGED) else None
        if target is self._target:
            return
        for watched in self._watched:
            if isValid(watched):
                watched.removeEventFilter(self)
        self._target, self._watched = target, []
        widget: QWidget | None = target
        while widget is not None and widget is not self._host:
            widget.installEventFilter(self)
            self._watched.append(widget)
            widget = widget.parentWidget()
        self._lie_around()
        self.update()

    def _lie_around(self) -> None:
        target = self._target
        if target is None or not target.isVisible():
            self.hide()
            return
        edge = px(RING)
        corner = target.mapTo(self._host, QPoint(0, 0)) - QPoint(edge, edge)
        around = QRect(corner, target.size() + QSize(2 * edge, 2 * edge))
        shown = self._in_sight(around)
        if shown.isEmpty():
            self.hide()
            return
        self.setGeometry(around)
        self.setMask(shown.translated(-around.topLeft()))
        self.raise_()
        self.show()

    def _in_sight(self, around: QRect) -> QRect:
        """Return the part of the ring in sight: it never lies over what is beside a list."""
        edge = px(RING)
        for above in self._watched:
            if isinstance(above.parentWidget(), QAbstractScrollArea):
                corner = above.mapTo(self._host, QPoint(0, 0)) - QPoint(edge, 0)
                around = around & QRect(corner, above.size() + QSize(2 * edge, 0))
        return around


_MOVES = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide}

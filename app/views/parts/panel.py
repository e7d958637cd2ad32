"""A widget that holds others in a row or column, in sizes that grow with the text."""

from collections.abc import Callable, Iterator
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QSizePolicy, QWidget

from app.views.parts.one_of import OneOf
from app.views.parts.shift_look import colour, px

RESTYLED = {
    QEvent.Type.ApplicationFontChange,
    QEvent.Type.ApplicationPaletteChange,
    QEvent.Type.StyleChange,
    QEvent.Type.PaletteChange,
}

ROW = QBoxLayout.Direction.LeftToRight
COLUMN = QBoxLayout.Direction.TopToBottom
Margins = tuple[int, int, int, int]
AT_END = -1


class Gap(QWidget):
    """Room between two widgets, in pixels at 100%."""

    def __init__(self, size: int) -> None:
        """Take `size` in both directions; the layout uses the one it needs."""
        super().__init__()
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the room at the text size of now."""
        return QSize(px(self._size), px(self._size))


class Panel(QWidget):
    """A row or column with an optional fill, border and rounded corners.

    Margins (left, top, right, bottom), spacing and width are pixels at 100%.
    """

    def __init__(
        self,
        direction: QBoxLayout.Direction = COLUMN,
        margins: Margins = (0, 0, 0, 0),
        spacing: int = 0,
        *,
        width: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty panel."""
        super().__init__(parent)
        self._sizes = (margins, spacing, width)
        self._fill = self._border = ""
        self._edge, self._radius = 1, 8
        self.begins_at: QWidget | None = None
        self.box = QBoxLayout(direction, self)
        self._measure()

    def setFocus(self, *reason: Qt.FocusReason) -> None:
        """Give the focus to where this panel begins.

        A focus proxy would do this too, but then Tab jumps over what stands before it.
        """
        if self.begins_at is None:
            super().setFocus(*reason)
        else:
            self.begins_at.setFocus(*reason)

    def paint(self, fill: str = "", border: str = "", edge: int = 1, radius: int = 8) -> None:
        """Fill and border with tokens; `edge` is the border's width."""
        self._fill, self._border, self._edge, self._radius = fill, border, edge, radius
        self.update()

    def resize_margins(self, margins: Margins) -> None:
        """Take other margins."""
        self._sizes = (margins, *self._sizes[1:])
        self._measure()

    def resize_width(self, width: int) -> None:
        """Take another fixed width, 0 for as wide as there is room; other text keeps that."""
        self._sizes = (*self._sizes[:2], width)
        if not width:
            self.setMinimumWidth(0)
            self.setMaximumWidth(16777215)
        self._measure()

    def add(self, *widgets: QWidget, stretch: int = 0) -> "Panel":
        """Add widgets at the end."""
        for widget in widgets:
            self.put_in(AT_END, widget, stretch)
        return self

    def put_in(self, at: int, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget in at a place."""
        self.box.insertWidget(at, widget, stretch)
        if self.isVisible() and not _hidden_on_purpose(widget):
            widget.show()  # the layout would do so later: too late to take the focus

    def take_out(self, widget: QWidget) -> None:
        """Take a widget out and away."""
        self.box.removeWidget(widget)
        widget.hide()
        widget.deleteLater()

    def gap(self, size: int) -> "Panel":
        """Add room at the end."""
        self.box.addWidget(Gap(size))
        return self

    def push(self) -> "Panel":
        """Add room that takes what is left."""
        self.box.addStretch(1)
        return self

    def empty(self) -> None:
        """Take every widget out and away."""
        while self.box.count():
            item = self.box.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def changeEvent(self, event: QEvent) -> None:
        """Take another size or palette."""
        super().changeEvent(event)
        if event.type() in RESTYLED:
            self._measure()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint fill and border."""
        if not (self._fill or self._border):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(
            QPen(colour(self._border), self._edge) if self._border else Qt.PenStyle.NoPen
        )
        painter.setBrush(colour(self._fill) if self._fill else Qt.BrushStyle.NoBrush)
        half = self._edge / 2 if self._border else 0.0
        shape = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(shape, px(self._radius), px(self._radius))

    def _measure(self) -> None:
        margins, spacing, width = self._sizes
        self.box.setContentsMargins(*(px(size) for size in margins))
        self.box.setSpacing(px(spacing))
        if width:
            self.setFixedWidth(px(width))


class _Measuring(QObject):
    """Measures a widget anew in another text size."""

    def __init__(self, widget: QWidget, measure: Callable[[], object]) -> None:
        super().__init__(widget)
        self._measure = measure

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002 - the one it is in
        if event.type() in RESTYLED:
            self._measure()
        return False


def at_each_size(widget: QWidget, measure: Callable[[], object]) -> None:
    """Give a widget sizes in pixels, now and in each other text size."""
    measure()
    widget.installEventFilter(_Measuring(widget, measure))


def has_beginning(view: QWidget) -> bool:
    """Whether a view says where its focus begins."""
    return isinstance(view, Panel) and view.begins_at is not None


def _hidden_on_purpose(widget: QWidget) -> bool:
    on_purpose = widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
    return widget.isHidden() and on_purpose


class Rule(QWidget):
    """A thin line over the whole width."""

    def __init__(self, ink: str = "line") -> None:
        """Draw with a token."""
        super().__init__()
        self._ink = ink
        self.setFixedHeight(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the line."""
        QPainter(self).fillRect(self.rect(), colour(self._ink))


class UprightRule(Rule):
    """A thin line over the whole height."""

    def __init__(self, ink: str = "line") -> None:
        """Draw with a token."""
        super().__init__(ink)
        self.setMaximumHeight(16777215)
        self.setMinimumHeight(0)
        self.setFixedWidth(1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)


def scrolled(inside: QWidget) -> QScrollArea:
    """Return an area that scrolls up and down only; never sideways."""
    area = QScrollArea()
    calm_scrolling(area)
    area.setWidget(inside)
    return area


def calm_scrolling(area: QScrollArea) -> None:
    """Give an area a thin bar, no frame and no focus of its own."""
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.verticalScrollBar().setStyleSheet(
        "QScrollBar{width:6px;background:transparent;border:0}"
        "QScrollBar::handle{background:rgba(118,130,143,140);"
        "border-radius:3px;margin:2px 0;min-height:32px}"
        "QScrollBar::add-line,QScrollBar::sub-line{height:0}"
        "QScrollBar::add-page,QScrollBar::sub-page{background:transparent}"
    )


def show_from_top(area: QScrollArea, held: QWidget) -> None:
    """Scroll until `held` is whole in sight, with all that stands above it where that fits."""
    inside = area.widget()
    if inside is None or not inside.isAncestorOf(held):
        return
    top = held.mapTo(inside, QPoint(0, 0)).y()
    bottom = top + held.height()
    fits = bottom <= area.viewport().height()
    for y in (0, 0) if fits else (bottom, top):  # Qt's own way shows the text cursor only
        area.ensureVisible(0, y, 0, px(8))


def order_tabs(root: QWidget) -> None:
    """Let Tab go through what lies in `root` in the order it is laid out."""
    stops = list(_stops(root))
    if len(stops) > 1:
        QWidget.setTabOrder(stops[0], stops[-1])  # Qt leaves the last where it leads the chain
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def _stops(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    if isinstance(widget, QScrollArea):
        inside = widget.widget()
        if inside is not None:
            yield from _stops(inside)
    if isinstance(widget, OneOf) and widget.shown is not None:
        yield from _stops(widget.shown)
    layout = widget.layout()
    for n in range(layout.count() if layout is not None else 0):
        item = layout.itemAt(n) if layout is not None else None
        child = item.widget() if item is not None else None
        if child is not None and not child.isHidden():
            yield from _stops(child)

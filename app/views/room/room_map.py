"""The seat map (04): who sits where, above it who sits nowhere yet; the keys are the room's."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QSizePolicy,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.screens.room.room import SeatMap, Seats
from app.views.parts.fonts import metrics
from app.views.parts.painted import Painted
from app.views.parts.painted_table import strip
from app.views.parts.painting import TextStyle, draw_box, put
from app.views.parts.panel import RESTYLED
from app.views.parts.slim_scroll_bar import SlimScrollBar
from app.views.parts.tokens import colour, px
from app.views.room.room_seats import DENSE_GAP, ROOMY_GAP, SeatDelegate, SeatsModel

ROOMY, DENSE, NAMED, HEADING, GAP = 104, 27, 32, 24, 5
LABEL, AISLE, NARROW_AISLE, GUTTER = 26, 20, 12, 16
LEAST_DENSE, LEAST_ROOMY = 40, 84
ASIDE_LINES = 4


class FrontBar(Painted):
    """Where the front of the room is."""

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        """Show words; none hides the bar."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.update()
        self.setVisible(bool(text))

    def sizeHint(self) -> QSize:
        """Return the height of the bar and the room under it."""
        return QSize(px(100), px(30))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the bar with its words in the middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(0, 0, self.width() - px(GUTTER), px(22))
        draw_box(painter, box, "verwacht_bg", radius=4)
        wide = metrics(14, 600).horizontalAdvance(self._text)
        at = max(0.0, (box.width() - wide) / 2)
        put(painter, at, box.center().y(), self._text, TextStyle(14, 600, "ink2"))


class SeatTable(QTableView):
    """One grid of seats. Keys go to whoever owns the map; a click chooses a seat."""

    picked = Signal(str)
    key_pressed = Signal(QKeyEvent)

    def __init__(self, name: str, *, named: bool = False) -> None:
        """Make an empty grid; a `named` one is that of the people beside the seats."""
        super().__init__()
        self.seats = SeatsModel(self)
        self.painter_of_seats = SeatDelegate(self.seats)
        self.painter_of_seats.named = named
        self._named = named
        self.setModel(self.seats)
        self.setItemDelegate(self.painter_of_seats)
        strip(self, name)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._thumb = SlimScrollBar(self)
        self._thumb.hide()

    def show_seats(self, seats: Seats, selected: str, quiet: frozenset[str]) -> None:
        """Show a grid with the chosen one; nothing is painted where nothing changed."""
        paint = self.painter_of_seats
        if self.seats.show(seats):
            self.lay_out()
        if (selected, quiet) != (paint.selected, paint.quiet):
            moved = selected != paint.selected
            paint.selected, paint.quiet = selected, quiet
            self.viewport().update()
            line, column = self.seats.cell_of(selected)
            if moved and line >= 0:
                self.setCurrentIndex(self.seats.index(line, column))
                self.show_selected()

    def lay_out(self) -> None:
        """Give lines and columns their sizes; a heading spans all columns."""
        seats, self_wide = self.seats.seats, self.viewport().width()
        self.clearSpans()
        for n, line in enumerate(seats.lines):
            self.setRowHeight(n, self._height(seats, n))
            if not line.cells and line.label:
                self.setSpan(n, 0, 1, self.seats.columnCount())
        labelled = seats.dense and any(line.cells and line.label for line in seats.lines)
        label = px(LABEL) if labelled else 0
        self.setColumnWidth(0, label)
        aisle = px(NARROW_AISLE if seats.dense else AISLE)
        aisles = seats.columns.count(False)
        count = max(1, seats.columns.count(True))
        least = px(LEAST_DENSE if seats.dense else LEAST_ROOMY)
        gap = px(DENSE_GAP if seats.dense else ROOMY_GAP)
        spare = self_wide - px(GUTTER) - label - aisles * aisle + gap
        wide, odd = max(least, spare // count), max(0, spare % count)
        for n, is_seat in enumerate(seats.columns, start=1):
            one_more = is_seat and odd > 0 and wide > least
            odd -= one_more
            self.setColumnWidth(n, wide + one_more if is_seat else aisle)

    def lines_height(self) -> int:
        """Return how tall all lines are together."""
        seats = self.seats.seats
        return sum(self._height(seats, n) for n in range(len(seats.lines)))

    def show_selected(self) -> None:
        """Scroll so that the chosen seat can be seen."""
        line, column = self.seats.cell_of(self.painter_of_seats.selected)
        if line >= 0:
            self.scrollTo(self.seats.index(line, column))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave every key to the room: the map has none of its own."""
        self.key_pressed.emit(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the seat under the mouse."""
        at = self.indexAt(event.position().toPoint())
        seat = self.seats.seat(at.row(), at.column()) if at.isValid() else None
        if event.button() is Qt.MouseButton.LeftButton and seat is not None:
            self.picked.emit(seat.row.candidate)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Choose nothing while the mouse is dragged."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take a second click as another click."""
        self.mousePressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns anew."""
        super().resizeEvent(event)
        self._thumb.setGeometry(self.width() - px(14), 0, px(14), self.height())
        self.lay_out()
        self.show_selected()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, then the seats."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), colour("canvas"))
        painter.end()
        super().paintEvent(event)

    def _height(self, seats: Seats, n: int) -> int:
        line = seats.lines[n]
        if not line.cells:
            return px(HEADING if line.label else GAP)
        if self._named:
            return px(NAMED)
        return px(DENSE) if seats.dense else px(ROOMY)


class RoomMap(QWidget):
    """The map: who has no seat first, then the front of the room and the seats."""

    picked = Signal(str)
    key_pressed = Signal(QKeyEvent)

    def __init__(self) -> None:
        """Make an empty map."""
        super().__init__()
        self._shown: SeatMap | None = None
        self.asides = SeatTable("Kandidaten zonder plek op de plattegrond", named=True)
        self.front, self.table = FrontBar(), SeatTable("Plattegrond")
        column = QVBoxLayout(self)
        column.setSpacing(0)
        column.addWidget(self.asides)
        column.addWidget(self.front)
        column.addWidget(self.table, 1)
        for table in (self.asides, self.table):
            table.picked.connect(self.picked)
            table.key_pressed.connect(self.key_pressed)
        self._measure()

    def show_map(self, seat_map: SeatMap | None) -> None:
        """Show a map; none hides it."""
        self._shown = seat_map
        self.setVisible(seat_map is not None)
        if seat_map is None:
            return
        self.asides.show_seats(seat_map.asides, seat_map.selected, seat_map.quiet)
        self.asides.setVisible(bool(seat_map.asides.lines))
        self.front.show_text("" if seat_map.seats.dense else seat_map.front)
        self.table.show_seats(seat_map.seats, seat_map.selected, seat_map.quiet)
        self._measure()

    def after(self, key: Qt.Key, *, typing: bool) -> str:
        """Return who is chosen after a key; while a text is typed, the text has its own keys."""
        if self._shown is None:
            return ""
        page = max(1, self.table.viewport().height() // px(ROOMY))
        right, down = _STEPS.get(key, (0, 0))
        if key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            down = page if key == Qt.Key.Key_PageDown else -page
        if down or (right and not typing):
            return self._shown.moved(right, down)
        if typing or key not in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            return ""
        return self._shown.ends()[key == Qt.Key.Key_End]

    def changeEvent(self, event: QEvent) -> None:
        """Take another size or palette."""
        super().changeEvent(event)
        if event.type() in RESTYLED:
            for table in (self.asides, self.table):
                table.lay_out()
                table.viewport().update()
            self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the line above and the ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("canvas"))
        painter.fillRect(0, 0, self.width(), 1, colour("line"))

    def _measure(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(px(GUTTER), px(8), 0, 0)
        tall = min(self.asides.lines_height(), px(HEADING + ASIDE_LINES * NAMED)) + px(8)
        self.asides.setFixedHeight(tall)


_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}

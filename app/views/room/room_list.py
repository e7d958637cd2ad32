"""The list of candidates: its header, the table, the frame around the selected row."""

from collections import Counter

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QSizePolicy,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.screens.room.room import ListScreen, RowScreen, SectionRow
from app.views.parts.painted_table import strip
from app.views.parts.painting import TextStyle, write
from app.views.parts.panel import RESTYLED
from app.views.parts.slim_scroll_bar import SlimScrollBar
from app.views.parts.tokens import colour, percent, px
from app.views.room.room_keys import PAGES, STEPS
from app.views.room.room_rows import (
    HEADINGS,
    NAME,
    SEAT,
    STATUS,
    CandidateDelegate,
    RowsModel,
    row_heights,
)
from app.views.room.room_widths import RowWidths, column_widths, widen_name

HEADER_HEIGHT = 26


class ListHeader(QWidget):
    """The headings above the columns."""

    def __init__(self) -> None:
        """Make a header without columns."""
        super().__init__()
        self._columns: list[tuple[str, int]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_columns(self, columns: list[tuple[str, int]]) -> None:
        """Show headings from the left: words and the width of the column, in pixels."""
        if columns != self._columns:
            self._columns = columns
            self.update()

    def sizeHint(self) -> QSize:
        """Return the height of the header."""
        return QSize(px(100), px(HEADER_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the headings and the line below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("sunken"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, colour("line"))
        x, style = 0, TextStyle(14, 600, "ink3")
        for text, wide in self._columns:
            write(painter, x, (self.height() - 1) / 2, text, style)
            x += wide


class CandidateTable(QTableView):
    """The rows. Keys go to whoever owns the list; a click chooses a row."""

    picked = Signal(str)
    key_pressed = Signal(QKeyEvent)
    widened = Signal()

    def __init__(self) -> None:
        """Make an empty table."""
        super().__init__()
        self.rows = RowsModel(self)
        self._widths = RowWidths()
        self.painter_of_rows = CandidateDelegate(self.rows)
        self.setModel(self.rows)
        self.setItemDelegate(self.painter_of_rows)
        strip(self, "Kandidaten")
        self._thumb = SlimScrollBar(self)
        self._thumb.hide()
        self._selected = ""

    def show_list(self, listing: ListScreen) -> bool:
        """Show rows and the selected one; return whether rows or headings are others.

        Nothing is painted where nothing changed.
        """
        rows, label = listing.rows, listing.seat_label
        is_other = rows is not self.rows.rows and rows != self.rows.rows
        is_named = label != self.rows.seat_label
        self.rows.seat_label = label
        if is_other and self.rows.show(rows):
            self.lay_rows()
        if is_other:
            self.painter_of_rows.births.mask()
        if is_other or listing.selected != self._selected:
            self._selected = listing.selected
            self._choose(self.rows.row_of(listing.selected) if listing.selected else -1)
        return is_other or is_named

    def lay_rows(self) -> None:
        """Give every row its height; a heading spans all columns."""
        header = self.verticalHeader()
        self.clearSpans()
        rows = self.rows.rows
        heights = row_heights(rows)
        usual = Counter(heights).most_common(1)[0][0] if heights else px(40)
        header.setDefaultSectionSize(usual)  # no news to Qt when it is the same as before
        for at, tall in enumerate(heights):
            if header.sectionSize(at) != tall:
                header.resizeSection(at, tall)
        for at, row in enumerate(rows):
            if isinstance(row, SectionRow):
                self.setSpan(at, 0, 1, STATUS + 1)
        self.painter_of_rows.selected = min(self.painter_of_rows.selected, len(rows) - 1)

    def lay_columns(self, *, narrow: bool) -> list[tuple[str, int]]:
        """Give every column its width; return headings and widths from the left."""
        rows = self.rows.rows
        exam = any(isinstance(row, RowScreen) and row.exam for row in rows[:60])
        widths = column_widths(self.viewport().width() * 100 / percent(), exam=exam, narrow=narrow)
        pixels = {column: px(widths[column]) for column in range(len(HEADINGS))}
        pixels[NAME] += self.viewport().width() - sum(pixels.values())
        widen_name(self._widths.widest(rows), pixels)
        for column, wide in pixels.items():
            if self.columnWidth(column) != wide:
                self.setColumnWidth(column, wide)
        return [
            (self.rows.seat_label if column == SEAT else HEADINGS[column], wide)
            for column, wide in sorted(pixels.items())
            if wide
        ]

    def rows_height(self) -> int:
        """Return how tall all rows are together."""
        return sum(row_heights(self.rows.rows))

    def row_after(self, step: int) -> str:
        """Return the candidate `step` rows from the selected one, headings skipped."""
        at = [n for n, row in enumerate(self.rows.rows) if isinstance(row, RowScreen)]
        if not at:
            return ""
        here = self.painter_of_rows.selected
        now = at.index(here) if here in at else (-1 if step > 0 else len(at))
        row = self.rows.rows[at[max(0, min(len(at) - 1, now + step))]]
        return row.candidate if isinstance(row, RowScreen) else ""

    def minimumSizeHint(self) -> QSize:
        """Return the least: one row, however little room there is."""
        return QSize(px(100), px(40))

    def page(self) -> int:
        """Return how many rows a page of the list moves."""
        return max(1, self.viewport().height() // px(40) - 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave every key to the room: the list has none of its own."""
        self.key_pressed.emit(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the row under the mouse."""
        at = event.position()
        row = self.rowAt(at.toPoint().y())
        if event.button() is Qt.MouseButton.LeftButton and 0 <= row < len(self.rows.rows):
            picked = self.rows.rows[row]
            if isinstance(picked, RowScreen):
                box = self.visualRect(self.rows.index(row, NAME))
                if self.painter_of_rows.births.press(picked, box, at.x()):
                    self.viewport().update()
                self.picked.emit(picked.candidate)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Choose nothing while the mouse is dragged."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take a second click as another click."""
        self.mousePressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the thumb at the right edge."""
        super().resizeEvent(event)
        wide = px(14)
        self._thumb.setGeometry(self.width() - wide, 0, wide, self.height())
        self.widened.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, then the frame around the selected one."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), colour("surface"))
        painter.end()
        super().paintEvent(event)
        at = self.painter_of_rows.selected
        if not 0 <= at < len(self.rows.rows):
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # The frame lies inside the row, above its line, as in the mockups.
        tall, wide, edge = self.rowHeight(at) - 1, self.viewport().width(), px(2)
        box = QRectF(0, self.rowViewportPosition(at), wide, tall)
        painter.setPen(QPen(colour("selline"), edge))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        frame = box.adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2)
        painter.drawRoundedRect(frame, px(4) - 1, px(4) - 1)

    def show_selected(self) -> None:
        """Scroll so that the selected row can be seen."""
        at = self.painter_of_rows.selected
        if 0 <= at < len(self.rows.rows):
            self.scrollTo(self.rows.index(at, NAME))

    def _choose(self, row: int) -> None:
        before = self.painter_of_rows.selected
        if row == before:
            return
        self.painter_of_rows.selected = row
        for at in (before, row):
            if 0 <= at < len(self.rows.rows):
                top = self.rowViewportPosition(at)
                strip = QRect(0, top, self.viewport().width(), self.rowHeight(at))
                self.viewport().update(strip.adjusted(0, -1, 0, 1))
        if row >= 0:
            self.setCurrentIndex(self.rows.index(row, NAME))
            self.show_selected()


class RoomList(QWidget):
    """Header and table together."""

    picked = Signal(str)
    key_pressed = Signal(QKeyEvent)

    def __init__(self) -> None:
        """Make an empty list."""
        super().__init__()
        self.header = ListHeader()
        self.table = CandidateTable()
        self._hug = self._narrow = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 1, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.table, 1)
        self.table.picked.connect(self.picked)
        self.table.key_pressed.connect(self.key_pressed)
        self.table.widened.connect(self._lay_columns)

    def after(self, key: Qt.Key, *, typing: bool) -> str:
        """Return who is chosen after a key; Home and End are the text's while there is text."""
        steps = {
            **STEPS,
            **{page: sign * self.table.page() for page, sign in PAGES.items()},
            **({} if typing else {Qt.Key.Key_Home: -_ALL, Qt.Key.Key_End: _ALL}),
        }
        step = steps.get(key, 0)
        return self.table.row_after(step) if step else ""

    def show_list(self, listing: ListScreen) -> None:
        """Show a list. With something under it the table is no taller than its rows."""
        if self.table.show_list(listing):
            self._lay_columns()
        self._hug = listing.foot is not None
        self._take_height()

    def changeEvent(self, event: QEvent) -> None:
        """Take another size or palette."""
        super().changeEvent(event)
        if event.type() in RESTYLED:
            self.table.lay_rows()
            self._take_height()
            self.header.updateGeometry()
            self._lay_columns()
            self.update()
            self.table.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the line above the header and the ground under the rows."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("surface"))
        painter.fillRect(QRect(QPoint(0, 0), QSize(self.width(), 1)), colour("line"))

    def hold_shift(self, *, held: bool) -> None:
        """Show the whole birth dates as long as Shift is held, where the rows tell them."""
        self.table.painter_of_rows.births.is_held = held
        self.table.viewport().update()

    def make_narrow(self, *, narrow: bool) -> None:
        """Leave the headings out: in a narrow window every line is a name."""
        is_other, self._narrow = narrow is not self._narrow, narrow
        self.table.painter_of_rows.births.is_wanted = narrow
        self.header.setVisible(not narrow)
        self._take_height()
        if is_other:
            self._lay_columns()

    def _lay_columns(self) -> None:
        self.header.show_columns(self.table.lay_columns(narrow=self._narrow))
        self.table.show_selected()

    def _take_height(self) -> None:
        header = px(HEADER_HEIGHT) if not self._narrow else 0
        tall = 1 + header + self.table.rows_height() if self._hug else _ENDLESS
        if self.maximumHeight() != tall:
            self.setMaximumHeight(tall)


_ALL = 1_000_000
_ENDLESS = 16_777_215  # QWIDGETSIZE_MAX

"""The table of the desk: a row per person, painted by hand."""

from typing import Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app.models.values import Status
from app.screens.office.desk_ui import DeskLine
from app.screens.room.wording import Tone
from app.views.office.board_rows import elided
from app.views.parts.painting import TONE_INKS, TextStyle, draw_glyph, draw_icon, put, write
from app.views.parts.slim_scroll_bar import SlimScrollBar
from app.views.parts.tokens import colour, percent, px

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT: Final = 48
NAME, ROOM, RECEIVED, ISSUED, LAPTOP, ENVELOPE, BACK = range(7)
HEADINGS: Final = (
    "Surveillant", "Zaal", "Gekomen, ID", "Map, dagcode", "Laptop", "Envelop uit", "Alles terug",
)  # fmt: skip
BOLD: Final = TextStyle(16, 700)
PLAIN: Final = TextStyle(15)


def column_widths(wide: float) -> list[int]:
    """Return the width of each column at 100%; where room is scarce the first times go."""
    widths = [186, 62, 128, 128, 76, 128, 0]
    if wide < 860:
        widths[ISSUED] = widths[LAPTOP] = 0
    if wide < 720:
        widths[RECEIVED] = widths[ENVELOPE] = 0
    widths[BACK] = max(150, round(wide) - sum(widths))
    return widths


class DeskModel(QAbstractTableModel):
    """The rows of the desk as a table."""

    def __init__(self) -> None:
        """Hold no rows yet."""
        super().__init__()
        self.lines: tuple[DeskLine, ...] = ()

    def show(self, lines: tuple[DeskLine, ...]) -> None:
        """Show other rows; what is the same is not painted again."""
        before, self.lines = self.lines, lines
        if [line.key for line in before] != [line.key for line in lines]:
            self.beginResetModel()
            self.endResetModel()
            return
        for at, (line, old) in enumerate(zip(lines, before, strict=True)):
            if line != old:
                self.dataChanged.emit(self.index(at, 0), self.index(at, BACK))

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return how many people there are."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(HEADINGS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a cell; what a screen reader says of a row is its first cell."""
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == NAME:
            return spoken(line)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return cells(line)[index.column()]
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the heading of a column."""
        is_text = role == Qt.ItemDataRole.DisplayRole
        return HEADINGS[section] if orientation is Qt.Orientation.Horizontal and is_text else None

    def row_of(self, key: str) -> int:
        """Return the row of a person, or -1."""
        return next((at for at, line in enumerate(self.lines) if line.key == key), -1)


def cells(line: DeskLine) -> tuple[str, ...]:
    """Return the words of the cells of a row."""
    envelope = f"{line.envelope} · {line.pieces}" if line.pieces else line.envelope
    back = "nu aan de balie" if line.is_here and line.back_tone is not Tone.GOOD else line.back
    received, issued = line.received or "nog niet", line.issued or "–"
    return (line.name, line.room, received, issued, line.laptop, envelope, back)


def spoken(line: DeskLine) -> str:
    """Return what a screen reader says of a row."""
    told = zip(HEADINGS[1:], cells(line)[1:], strict=True)
    return ", ".join((line.name, *(f"{head.lower()} {text}" for head, text in told if text)))


class DeskDelegate(QStyledItemDelegate):
    """Paints the cells of the desk."""

    def __init__(self, model: DeskModel) -> None:
        """Paint the rows of a model."""
        super().__init__(model)
        self._model = model
        self.selected = -1

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell, its part of the background and of the line below."""
        at, box, column = index.row(), option.rect, index.column()
        if box.width() <= 0:
            return
        is_chosen = at == self.selected
        painter.fillRect(box, colour("sel" if is_chosen else "surface"))
        if not is_chosen:
            painter.fillRect(QRect(box.x(), box.bottom(), box.width(), 1), colour("line"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self._model.lines[at]
        text, middle = cells(line)[column], box.y() + (box.height() - 1) / 2
        x, room = float(box.x() + (px(18) if column == NAME else 0)), box.width() - px(10)
        if column == NAME:
            put(painter, x, middle, elided(text, BOLD, room - px(18)), BOLD)
        elif column in (RECEIVED, ISSUED):
            done = line.received if column == RECEIVED else line.issued
            _paint_done(painter, QPointF(x, middle), text, is_done=bool(done))
        elif column == ENVELOPE and line.pieces:
            x += write(painter, x, middle, f"{line.envelope} · ", PLAIN)
            put(painter, x, middle, line.pieces, TextStyle(15, 700))
        elif column == BACK:
            _paint_back(painter, QRectF(x, box.y(), room, box.height() - 1), text, line)
        else:
            put(painter, x, middle, elided(text, PLAIN, room), PLAIN)


def _paint_done(painter: QPainter, at: QPointF, text: str, *, is_done: bool) -> None:
    if is_done:
        draw_glyph(painter, at, Status.PRESENT, 16)
        put(painter, at.x() + px(24), at.y(), text, PLAIN)
    else:
        put(painter, at.x(), at.y(), text, TextStyle(15, 400, "ink3"))


def _paint_back(painter: QPainter, box: QRectF, text: str, line: DeskLine) -> None:
    x, middle = box.x(), box.center().y()
    style = TextStyle(15, 400, "ink3")
    if line.is_here and line.back_tone is not Tone.GOOD:
        style = TextStyle(15, 700)
    elif line.back_tone is Tone.GOOD:
        draw_glyph(painter, QPointF(x, middle), Status.PRESENT, 16)
        style, x = PLAIN, x + px(24)
    elif line.back_tone is Tone.WARNING:
        draw_icon(painter, x, middle, "triangle-alert", (TONE_INKS[Tone.WARNING], 16))
        style, x = TextStyle(15, 600, "telaat"), x + px(24)
    put(painter, x, middle, elided(text, style, box.right() - x), style)


class DeskTable(QTableView):
    """The rows. Keys go to the desk; a click chooses."""

    picked = Signal(str)
    key_pressed = Signal(QKeyEvent)
    widened = Signal()

    def __init__(self) -> None:
        """Make an empty table."""
        super().__init__()
        self.rows = DeskModel()
        self.painter_of_rows = DeskDelegate(self.rows)
        self.setModel(self.rows)
        self.setItemDelegate(self.painter_of_rows)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("Surveillanten aan de balie")
        self.setAutoScroll(False)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
            header.setMinimumSectionSize(0)
        self._thumb = SlimScrollBar(self)
        self._thumb.hide()

    def show_lines(self, lines: tuple[DeskLine, ...], selected: str) -> None:
        """Show rows and the chosen one."""
        self.verticalHeader().setDefaultSectionSize(px(ROW_HEIGHT))
        self.rows.show(lines)
        at = self.rows.row_of(selected)
        if at != self.painter_of_rows.selected:
            self.painter_of_rows.selected = at
            self.viewport().update()
        if at >= 0:
            self.setCurrentIndex(self.rows.index(at, NAME))
            self.scrollTo(self.rows.index(at, NAME))

    def lay_columns(self) -> list[tuple[str, int]]:
        """Give every column its width; return headings and widths from the left."""
        pixels = [px(wide) for wide in column_widths(self.viewport().width() * 100 / percent())]
        pixels[BACK] += self.viewport().width() - sum(pixels)
        for column, wide in enumerate(pixels):
            self.setColumnWidth(column, wide)
        return [(HEADINGS[at], wide) for at, wide in enumerate(pixels) if wide]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave every key to the desk."""
        self.key_pressed.emit(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the row under the mouse."""
        row = self.rowAt(event.position().toPoint().y())
        if event.button() is Qt.MouseButton.LeftButton and 0 <= row < len(self.rows.lines):
            self.picked.emit(self.rows.lines[row].key)
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the thumb at the right edge."""
        super().resizeEvent(event)
        wide = px(14)
        self._thumb.setGeometry(self.width() - wide, 0, wide, self.height())
        self.widened.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, then the frame around the chosen one."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), colour("surface"))
        painter.end()
        super().paintEvent(event)
        at = self.painter_of_rows.selected
        if not 0 <= at < len(self.rows.lines):
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = px(2)
        painter.setPen(QPen(colour("selline"), edge))
        box = QRectF(
            0, self.rowViewportPosition(at), self.viewport().width(), self.rowHeight(at) - 1
        )
        inside = box.adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2)
        painter.drawRoundedRect(inside, px(4) - 1, px(4) - 1)

"""The list of the dossier: a row of two lines each, painted by hand."""

from typing import Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
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

from app.screens.office.dossier_ui import DossierRow
from app.views.office.board_rows import elided
from app.views.parts.painting import TONE_INKS, TextStyle, draw_icon, put
from app.views.parts.slim_scroll_bar import SlimScrollBar
from app.views.parts.tokens import colour, percent, px

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT: Final = 58
NAME, STATE, RIGHT = range(3)
BOLD: Final = TextStyle(16, 700)
STATE_BOLD: Final = TextStyle(15, 600)
SMALL: Final = TextStyle(14, 400, "ink2")
PLAIN: Final = TextStyle(15)
ICON, BESIDE_ICON = 18, 26


def column_widths(wide: float) -> list[int]:
    """Return the width of each column at 100%; where room is scarce the last one goes."""
    if wide < 700:
        return [round(wide * 0.48), round(wide) - round(wide * 0.48), 0]
    right = 150
    name = round((wide - right) * 0.42)
    return [name, round(wide) - right - name, right]


class DossierModel(QAbstractTableModel):
    """The rows of the dossier as a table."""

    def __init__(self) -> None:
        """Hold no rows yet."""
        super().__init__()
        self.lines: tuple[DossierRow, ...] = ()
        self.headings = ("", "", "")

    def show(self, lines: tuple[DossierRow, ...], headings: tuple[str, str, str]) -> None:
        """Show other rows; what is the same is not painted again."""
        before, self.lines, self.headings = self.lines, lines, headings
        if [line.key for line in before] != [line.key for line in lines]:
            self.beginResetModel()
            self.endResetModel()
            return
        for at, (line, old) in enumerate(zip(lines, before, strict=True)):
            if line != old:
                self.dataChanged.emit(self.index(at, 0), self.index(at, RIGHT))

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a cell; what a screen reader says of a row is its first cell."""
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == NAME:
            return spoken(line)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return (line.title, line.state, line.right)[index.column()]
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the heading of a column."""
        is_text = role == Qt.ItemDataRole.DisplayRole
        is_column = orientation is Qt.Orientation.Horizontal
        return self.headings[section] if is_column and is_text else None

    def row_of(self, key: str) -> int:
        """Return the row of a key, or -1."""
        return next((at for at, line in enumerate(self.lines) if line.key == key), -1)


def spoken(line: DossierRow) -> str:
    """Return what a screen reader says of a row."""
    told = (line.title, line.place, line.state, line.step, line.right)
    return ", ".join(each for each in told if each)


class DossierDelegate(QStyledItemDelegate):
    """Paints the cells of the dossier."""

    def __init__(self, model: DossierModel) -> None:
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
        x, room = float(box.x() + (px(16) if column == NAME else 0)), box.width() - px(12)
        upper, lower = box.y() + box.height() * 0.32, box.y() + box.height() * 0.7
        if column == NAME:
            put(painter, x, upper, elided(line.title, BOLD, room - px(16)), BOLD)
            put(painter, x, lower, elided(line.place, SMALL, room - px(16)), SMALL)
        elif column == STATE:
            ink = TONE_INKS[line.tone] or "ink2"
            draw_icon(painter, x, upper, line.icon, (ink, ICON))
            x, room = x + px(BESIDE_ICON), room - px(BESIDE_ICON)
            put(painter, x, upper, elided(line.state, STATE_BOLD, room), STATE_BOLD)
            put(painter, x, lower, elided(line.step, SMALL, room), SMALL)
        else:
            middle = box.y() + (box.height() - 1) / 2
            put(painter, x, middle, elided(line.right, PLAIN, room), PLAIN)


class DossierTable(QTableView):
    """The rows. Keys go to the page; a click chooses."""

    picked = Signal(str)
    key_pressed = Signal(QKeyEvent)
    widened = Signal()

    def __init__(self) -> None:
        """Make an empty table."""
        super().__init__()
        self.rows = DossierModel()
        self.painter_of_rows = DossierDelegate(self.rows)
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
        self.setAccessibleName("Dossiers")
        self.setAutoScroll(False)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
            header.setMinimumSectionSize(0)
        self._thumb = SlimScrollBar(self)
        self._thumb.hide()

    def show_lines(
        self, lines: tuple[DossierRow, ...], headings: tuple[str, str, str], selected: str
    ) -> None:
        """Show rows and the chosen one."""
        self.verticalHeader().setDefaultSectionSize(px(ROW_HEIGHT))
        self.rows.show(lines, headings)
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
        pixels[STATE] += self.viewport().width() - sum(pixels)
        for column, wide in enumerate(pixels):
            self.setColumnWidth(column, wide)
        return [(self.rows.headings[at], wide) for at, wide in enumerate(pixels) if wide]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave every key to the page."""
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

"""The column of blocks left of the list, in a hall with several laptops."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.screens.room.room import Block, BlocksColumn
from app.screens.room.wording import Notice
from app.views.parts.focus_ring import ringed
from app.views.parts.fonts import metrics
from app.views.parts.painting import TextStyle, cap_width, draw_box, draw_cap, write, write_right
from app.views.parts.panel import COLUMN, RESTYLED, ROW, Panel
from app.views.parts.tokens import colour, px
from app.views.parts.words import TextRole, Words
from app.views.room.room_strips import Picture


class BlockView(QAbstractButton):
    """One block: its name and key, and a bar of how many are in."""

    def __init__(self, block: Block) -> None:
        """Show a block."""
        super().__init__()
        self._block = block
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        ringed(self)
        self._name()

    def show_block(self, block: Block) -> None:
        """Show a block again, with other counts."""
        if block != self._block:
            self._block = block
            self._name()
            self.update()

    def sizeHint(self) -> QSize:
        """Return the size of a block."""
        return QSize(px(120), px(62))

    def changeEvent(self, event: QEvent) -> None:
        """Take another size or palette."""
        super().changeEvent(event)
        if event.type() in RESTYLED:
            self.updateGeometry()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint name, key, bar and count."""
        painter, block = QPainter(self), self._block
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if block.chosen:
            draw_box(painter, QRectF(self.rect()), "sel", "selline", edge=px(2))
        left, right = px(8), self.width() - px(8)
        first, second = px(8) + px(11), px(8) + px(26) + px(10)
        write(painter, left, first, block.title, TextStyle(16, 600))
        draw_cap(painter, right - cap_width(block.keys), first, block.keys)
        count = f"{block.count}/{block.total}"
        write_right(painter, right, second, count, TextStyle(15, 400, "ink2"))
        bar = right - metrics(15, 400).horizontalAdvance(count) - px(8) - left
        box = QRectF(left, second - px(3), max(0, bar), px(6))
        draw_box(painter, box, "verwacht_bg", radius=3)
        share = block.count / block.total if block.total else 0
        if share:
            painter.setClipRect(QRectF(left, box.y(), bar * share, px(6)))
            draw_box(painter, box, "aanwezig", radius=3)
            painter.setClipping(False)

    def _name(self) -> None:
        block = self._block
        self.setAccessibleName(
            f"{block.title}, {block.count} van {block.total}{', gekozen' if block.chosen else ''}"
        )


COLUMN_WIDTH = 196


class HallColumn(Panel):
    """All blocks, the ratio when it asks attention, and how the laptops stand."""

    chosen = Signal(int)

    def __init__(self) -> None:
        """Make an empty column."""
        super().__init__(COLUMN, (10, 14, 11, 14))
        self._shown: BlocksColumn | None = None
        self._views: list[BlockView] = []

    def show_blocks(self, column: BlocksColumn | None) -> None:
        """Show a column; the room hides it when there is none."""
        before, self._shown = self._shown, column
        if column is None or column == before:
            return
        if before is not None and _shape(before) == _shape(column):
            for view, block in zip(self._views, column.blocks, strict=True):
                view.show_block(block)
            if column.notice is not None:
                self._warned.say(column.notice.title)
                self._warning.say(column.notice.text)
            return
        self.empty()
        title = Panel(ROW, (8, 0, 8, 6)).add(Words(TextRole(14, 18, 600, "ink3"), column.title))
        self.add(title)
        self._views = [self._view(n, block) for n, block in enumerate(column.blocks)]
        for block, view in zip(column.blocks, self._views, strict=True):
            self.gap(12 if block.apart else 4)
            self.add(view)
        self.push()
        if column.notice is not None:
            self.add(self._notice(column.notice))
        if column.foot:
            words = Words(TextRole(14, 18, 400, "ink3"), column.foot, wrap=True)
            self.add(Panel(ROW, (8, 12, 0, 0)).add(words))

    def width_wanted(self) -> int:
        """Return the width of the column at the text size of now."""
        return px(COLUMN_WIDTH)

    @property
    def wanted(self) -> bool:
        """Whether this room has blocks."""
        return self._shown is not None

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the ground and the line at the right."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("surface"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), colour("line"))

    def _notice(self, notice: Notice) -> Panel:
        self._warned = Words(TextRole(15, 20, 700), notice.title, wrap=True)
        self._warning = Words(TextRole(15, 20), notice.text, wrap=True)
        box = Panel(ROW, (10, 9, 10, 9), 8)
        box.paint(fill="telaat_bg", radius=6)
        icon = Picture(18, "telaat")
        icon.show_icon(notice.icon or "triangle-alert")
        words = Panel(COLUMN).add(self._warned).add(self._warning)
        return box.add(Panel(COLUMN).add(icon).push()).add(words, stretch=1)

    def _view(self, n: int, block: Block) -> BlockView:
        view = BlockView(block)
        view.clicked.connect(lambda: self.chosen.emit(n))
        return view


def _shape(column: BlocksColumn) -> tuple[object, ...]:
    icon = None if column.notice is None else column.notice.icon
    return len(column.blocks), icon, column.foot, column.title

"""The blocks of a candidate's panel: provisions, a status in words, who goes along, a notice."""

from dataclasses import replace

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.screens.room.panel import Badge, PanelBlock, PanelLine, ProvisionBox, StatusNote
from app.screens.room.wording import Notice
from app.views.parts.fonts import metrics
from app.views.parts.glyphs import GLYPH_INKS
from app.views.parts.notice_box import NoticeBox
from app.views.parts.painted import Painted
from app.views.parts.painting import (
    TextStyle,
    badge_width,
    draw_badge,
    draw_glyph,
    draw_icon,
    write,
    write_right,
)
from app.views.parts.panel import COLUMN, ROW, Panel
from app.views.parts.tokens import px
from app.views.parts.words import BODY, TextRole, Words


class BadgeView(Painted):
    """One provision."""

    def __init__(self, badge: Badge) -> None:
        """Show a badge."""
        super().__init__()
        self._badge = badge
        self.setAccessibleName(badge.text)

    def sizeHint(self) -> QSize:
        """Return the size of the badge."""
        return QSize(badge_width(self._badge.text), px(24))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the badge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        badge, at = self._badge, QPointF(0, self.height() / 2)
        draw_badge(painter, at, badge.icon, badge.text, strong=badge.strong)


class ProvisionBoxView(Panel):
    """Provisions in a frame."""

    def __init__(self, block: ProvisionBox) -> None:
        """Show the provisions of a box."""
        super().__init__(COLUMN, (13, 5, 13, 5))
        self.paint(border="line", radius=6)
        for line in block.lines:
            row = Panel(ROW, (0, 4, 0, 4), 10).add(BadgeView(line.badge))
            self.add(row.add(Words(BODY, line.text, wrap=True), stretch=1))


class StatusNoteView(Panel):
    """A status in words. The value at its right may run every second."""

    def __init__(self, block: StatusNote) -> None:
        """Show a note."""
        super().__init__(ROW, spacing=10)
        self._picture = GlyphPicture(block)
        self._text, self._value = Words(_NOTE, wrap=True), Words(_VALUE)
        self.add(self._picture).add(Panel(COLUMN).push().add(self._text).push(), stretch=1)
        self.add(self._value)
        self.fill(block)

    def fill(self, block: StatusNote) -> bool:
        """Show another note."""
        tone = GLYPH_INKS[block.status]
        ink = tone if block.tinted else "ink"
        self.resize_margins((12, 10, 12, 10) if block.tinted else (12, 7, 12, 7))
        self.paint(fill=f"{tone}_bg" if block.tinted else "verwacht_bg", radius=6)
        self._picture.show_glyph(block)
        self._text.set_role(replace(_NOTE, ink=ink), strong_ink=ink)
        self._text.say(block.text)
        self._value.set_role(replace(_VALUE, ink=ink))
        self._value.say(block.value)
        self._value.setVisible(bool(block.value))
        return True


_NOTE, _VALUE = TextRole(15, 20), TextRole(21, 26, 700)


class GlyphPicture(Painted):
    """The silhouette before a note."""

    def __init__(self, block: StatusNote) -> None:
        """Show the glyph of a note."""
        super().__init__()
        self._block = block

    def show_glyph(self, block: StatusNote) -> None:
        """Show the glyph of another note."""
        if block.status is not self._block.status:
            self.update()
        self._block = block

    def sizeHint(self) -> QSize:
        """Return the size of the glyph."""
        return QSize(px(20), px(20))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the glyph."""
        draw_glyph(QPainter(self), QPointF(0, self.height() / 2), self._block.status, 20)


class PanelLineView(Painted):
    """An icon, words, and words at the right."""

    def __init__(self, block: PanelLine) -> None:
        """Show a line."""
        super().__init__()
        self._block = block
        self.setAccessibleName(f"{block.text} {block.right}".strip())
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(policy.Policy.Expanding)
        self.setSizePolicy(policy)

    def fill(self, block: PanelLine) -> bool:
        """Show another line."""
        if block != self._block:
            self._block = block
            self.setAccessibleName(f"{block.text} {block.right}".strip())
            self.update()
        return True

    def sizeHint(self) -> QSize:
        """Return the height of a line."""
        return QSize(px(160), px(20))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the line."""
        painter, middle, style = QPainter(self), self.height() / 2, TextStyle(15, 400, "ink2")
        x = px(2) + draw_icon(painter, px(2), middle, self._block.icon, ("ink2", 16)) + px(8)
        right = self.width() - px(2)
        if self._block.right:
            write_right(painter, right, middle, self._block.right, style)
            right -= round(metrics(15, 400).horizontalAdvance(self._block.right)) + px(8)
        words = metrics(15, 400).elidedText(
            self._block.text, Qt.TextElideMode.ElideRight, max(0, right - x)
        )
        write(painter, x, middle, words, style)


class BlocksView(Panel):
    """All blocks of a panel, one under the other; kept where only words changed."""

    chosen = Signal(str)

    def __init__(self) -> None:
        """Make an empty column."""
        super().__init__(COLUMN, spacing=8)
        self._blocks: tuple[PanelBlock, ...] = ()
        self._views: list[QWidget] = []

    def show_blocks(self, blocks: tuple[PanelBlock, ...]) -> None:
        """Show blocks."""
        if blocks == self._blocks:
            return
        before, self._blocks = self._blocks, blocks
        for at, block in enumerate(blocks):
            old = before[at] if at < len(before) else None
            if old is not None and (old == block or _refill(self._views[at], block)):
                continue
            if old is not None:
                self.take_out(self._views.pop(at))
            self._views.insert(at, self._view(block))
            self.put_in(at, self._views[at])
        while len(self._views) > len(blocks):
            self.take_out(self._views.pop())
        self.setVisible(bool(blocks))

    def _view(self, block: PanelBlock) -> QWidget:
        match block:
            case ProvisionBox():
                return ProvisionBoxView(block)
            case StatusNote():
                return StatusNoteView(block)
            case PanelLine():
                return PanelLineView(block)
            case Notice():
                view = NoticeBox(block)
                view.chosen.connect(self.chosen)
                return view


def _refill(view: QWidget, block: PanelBlock) -> bool:
    if isinstance(view, StatusNoteView) and isinstance(block, StatusNote):
        return view.fill(block)
    if isinstance(view, PanelLineView) and isinstance(block, PanelLine):
        return view.fill(block)
    return False

"""A page with the dark column beside it; on a small or much enlarged screen below it."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from app.screens.room.unlock import SideColumn
from app.views.parts.focus_ring import FocusRing
from app.views.parts.panel import COLUMN, RESTYLED, ROW, Panel, calm_scrolling
from app.views.parts.shift_look import px
from app.views.parts.side_column import SideColumnView

BESIDE = 1000
ROOMY = 1200


class SidePage(QScrollArea):
    """Column and page. `main` is filled by the view; `tight` says that room is scarce."""

    def __init__(self) -> None:
        """Make an empty page."""
        super().__init__()
        calm_scrolling(self)
        self.side = SideColumnView()
        self.main = Panel(COLUMN)
        self.main.paint(fill="canvas", radius=0)
        self._content = Panel(ROW)
        self._content.add(self.side).add(self.main, stretch=1)
        self.setWidget(self._content)
        self._ring = FocusRing(self._content)
        self.tight = False
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._show_focus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the column beside or below."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Arrange anew at another text size."""
        super().changeEvent(event)
        if event.type() in RESTYLED:
            self._arrange()

    def render_side(self, side: SideColumn) -> None:
        """Show the column."""
        self.side.fill(side)

    def _arrange(self) -> None:
        logical = self.width() * 100 / max(px(100), 1)
        beside = logical >= BESIDE
        self._content.box.setDirection(ROW if beside else COLUMN)
        if beside and self._content.box.indexOf(self.side):
            self._content.box.removeWidget(self.side)
            self._content.box.insertWidget(0, self.side)
        elif not beside and not self._content.box.indexOf(self.side):
            self._content.box.removeWidget(self.side)
            self._content.box.addWidget(self.side)
        self.side.setMinimumWidth(px(460 if logical >= ROOMY else 340) if beside else 0)
        self.side.setMaximumWidth(self.side.minimumWidth() if beside else 16777215)
        self.tight = logical < ROOMY
        gutter = 56 if logical >= ROOMY else 24
        self.main.resize_margins((gutter, gutter, gutter, 32))
        self.arranged(logical)

    def arranged(self, logical_width: float) -> None:
        """Let a view rearrange itself at another width, in pixels at 100%."""

    def _show_focus(self, _old: QObject | None, new: QWidget | None) -> None:
        if new is not None and self.isAncestorOf(new):
            self.ensureWidgetVisible(new, px(24), px(24))

"""The filters as one button with a menu, where there is no room for a row of them (15)."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy

from app.screens.room.room import FilterChip
from app.views.parts.focus_ring import paint_focus_border, ringed
from app.views.parts.fonts import font, metrics
from app.views.parts.painting import TextStyle, draw_box, draw_glyph, draw_icon, put, write
from app.views.parts.panel import RESTYLED
from app.views.parts.tokens import colour, px

WORDS, COUNT = (15, 600), (15, 700)


class FilterButton(QPushButton):
    """Says what is filtered on, with how many; the menu has all filters, in their order."""

    chosen = Signal(int)

    def __init__(self) -> None:
        """Make a button without filters."""
        super().__init__()
        self._chips: tuple[FilterChip, ...] = ()
        self._tall = 46
        self.menu_of_filters = QMenu(self)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        ringed(self, 20)
        self.clicked.connect(self._open)

    def show_chips(self, chips: tuple[FilterChip, ...]) -> None:
        """Show the filter of now; the same again costs nothing."""
        if chips != self._chips:
            self._chips = chips
            if (now := self._now()) is not None:
                self.setAccessibleName(f"Filter: {now.text} {now.count}")
            self.updateGeometry()
            self.update()

    def make_small(self, *, small: bool) -> None:
        """Be lower, beside a search box that is."""
        self._tall = 40 if small else 46
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the size around glyph, words, count and arrow."""
        now = self._now()
        if now is None:
            return QSize(0, px(self._tall))
        wide = metrics(*WORDS).horizontalAdvance(now.text)
        wide += metrics(*COUNT).horizontalAdvance(str(now.count))
        glyph = px(16) + px(7) if now.status is not None else 0
        return QSize(round(wide) + glyph + px(14 + 7 + 7 + 18 + 12), px(self._tall))

    def changeEvent(self, event: QEvent) -> None:
        """Take another size or palette."""
        super().changeEvent(event)
        if event.type() in RESTYLED:
            self.updateGeometry()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the button."""
        now = self._now()
        if now is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        draw_box(painter, box, "surface", "ctl", radius=20)
        if self.hasFocus():
            paint_focus_border(painter, box, 20)
        x, middle = float(px(14)), box.center().y()
        if now.status is not None:
            x += draw_glyph(painter, QPointF(x, middle), now.status, 16, None) + px(7)
        x += write(painter, x, middle, now.text, TextStyle(*WORDS, "ink2")) + px(7)
        put(painter, x, middle, str(now.count), TextStyle(*COUNT, "ink"))
        draw_icon(painter, box.right() - px(12 + 18), middle, "chevron-down", ("ink2", 18))

    def _now(self) -> FilterChip | None:
        return next((chip for chip in self._chips if chip.chosen), next(iter(self._chips), None))

    def _open(self) -> None:
        menu = self.menu_of_filters
        menu.clear()
        menu.setFont(font(*WORDS))
        names = ("surface", "ink", "ctl", "sel", "ink")
        ground, ink, edge, held, held_ink = (colour(name).name() for name in names)
        menu.setStyleSheet(
            f"QMenu{{background:{ground};color:{ink};border:1px solid {edge};padding:4px}}"
            f"QMenu::item{{padding:{px(8)}px {px(20)}px {px(8)}px {px(28)}px}}"
            f"QMenu::item:selected{{background:{held};color:{held_ink}}}"
        )
        for number, chip in enumerate(self._chips):
            action = QAction(f"{chip.text}  {chip.count}", menu, checkable=True)
            action.setChecked(chip.chosen)
            action.triggered.connect(lambda _=False, n=number: self.chosen.emit(n))
            menu.addAction(action)
        if actions := menu.actions():
            menu.setActiveAction(next((each for each in actions if each.isChecked()), actions[0]))
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

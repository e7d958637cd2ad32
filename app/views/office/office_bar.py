"""The dark bar of the examenbureau: a tab per page with its key, day, clock, who, help."""

from collections.abc import Sequence
from enum import IntEnum
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.screens.office.bar import OfficeBarScreen, Tab
from app.views.parts.focus_ring import paint_ring, ringed
from app.views.parts.fonts import metrics
from app.views.parts.notice_box import press_with
from app.views.parts.painting import CAP_BAND, TextStyle, cap_width, draw_cap, put, write
from app.views.parts.panel import RESTYLED, ROW, Panel
from app.views.parts.pictures import Picture
from app.views.parts.push_action import FLAT_MEASURE, Look, PushAction
from app.views.parts.tokens import colour, px
from app.views.parts.words import TextRole, Words

TITLE = TextRole(20, 26, 700, "band_ink")
CHIP = TextRole(15, 20, 400, "band_text")
PAD, GAP, HEIGHT = 12, 10, 48


class TabLook(IntEnum):
    """How much of itself a tab shows: all, no key, or beside the page that is shown a number."""

    WHOLE = 0
    BARE = 1
    NUMBER = 2


STEPS = (
    (TabLook.WHOLE, 4),
    (TabLook.BARE, 4),
    (TabLook.BARE, 3),
    (TabLook.BARE, 2),
    (TabLook.BARE, 0),
    (TabLook.NUMBER, 0),
)
"""What is tried until it fits: how tabs look, and how many of day, person, help, title stay."""


class TabButton(QPushButton):
    """One page: its name, how much waits there, its key; a yellow line when it is shown."""

    def __init__(self, tab: Tab) -> None:
        """Show a tab."""
        super().__init__()
        self._tab, self._is_chosen, self._look = tab, False, TabLook.WHOLE
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setCheckable(True)
        ringed(self)
        press_with(self, tab.keys)  # type: ignore[arg-type] # any button has a click
        self.say(tab, TabLook.WHOLE, is_chosen=False)

    def say(self, tab: Tab, look: TabLook, *, is_chosen: bool) -> None:
        """Show another count, that this page is shown, or less of it where room is scarce."""
        self._tab, self._is_chosen, self._look = tab, is_chosen, look
        waits = f", {tab.count} vragen aandacht" if tab.count else ""
        self.setAccessibleName(f"{tab.text}{waits}")
        self.setAccessibleDescription(tab.keys)
        self.setToolTip("" if look is TabLook.WHOLE else f"{tab.text}, {tab.keys}")
        self.setChecked(is_chosen)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size around name, count and keycap."""
        wide = 2 * px(PAD) + ceil(metrics(16, self._weight()).horizontalAdvance(self._word()))
        if self._tab.count:
            wide += px(GAP) + self._count_wide()
        if self._look is TabLook.WHOLE:
            wide += px(GAP) + cap_width(self._tab.keys)
        return QSize(wide, px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the hint: the name of a page is never cut."""
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        """Take another size or palette."""
        super().changeEvent(event)
        if event.type() in RESTYLED:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint name, count, keycap, and the line below the page that is shown."""
        painter, middle = QPainter(self), self.height() / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = float(px(PAD))
        ink = "band_ink" if self._is_chosen else "band_text"
        x += write(painter, x, middle, self._word(), TextStyle(16, self._weight(), ink))
        if self._tab.count:
            x += px(GAP)
            self._paint_count(painter, x)
            x += self._count_wide()
        if self._look is TabLook.WHOLE:
            draw_cap(painter, x + px(GAP), middle, self._tab.keys, CAP_BAND)
        if self._is_chosen:
            line = QRectF(0, self.height() - px(4), self.width(), px(4))
            painter.fillRect(line, colour("now"))
        if self.hasFocus():
            inside = QRectF(self.rect()).adjusted(px(6), px(8), -px(6), -px(8))
            paint_ring(painter, inside)

    def _word(self) -> str:
        is_short = self._look is TabLook.NUMBER and not self._is_chosen
        return self._tab.keys.rpartition(" ")[2] if is_short else self._tab.text

    def _weight(self) -> int:
        return 700 if self._is_chosen else 400

    def _count_wide(self) -> int:
        digits = ceil(metrics(14, 700).horizontalAdvance(str(self._tab.count)))
        return max(px(20), digits + 2 * px(6))

    def _paint_count(self, painter: QPainter, x: float) -> None:
        wide, tall = self._count_wide(), px(20)
        box = QRectF(x, (self.height() - tall) / 2, wide, tall)
        painter.setPen(QPen(colour("band_text"), px(1.5)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, tall / 2, tall / 2)
        words = metrics(14, 700).horizontalAdvance(str(self._tab.count))
        at = QPointF(x + (wide - words) / 2, self.height() / 2)
        put(painter, at.x(), at.y(), str(self._tab.count), TextStyle(14, 700, "band_ink"))


class OfficeBar(Panel):
    """Draws the bar. `chosen` carries the name of a page; `help_asked` is F1's button."""

    chosen = Signal(str)
    help_asked = Signal()

    def __init__(self) -> None:
        """Make an empty bar."""
        super().__init__(ROW, (16, 0, 16, 0), 12)
        self.paint(fill="band", radius=0)
        self._shown: OfficeBarScreen | None = None
        self._buttons: dict[str, TabButton] = {}
        self._title, self._day, self._clock = Words(TITLE, "Examendag"), Words(CHIP), Words(TITLE)
        self._who = Words(CHIP)
        self._tabs = Panel(ROW, (8, 0, 0, 0), 4)
        self._person = Panel(ROW, spacing=8).add(Picture("user", "band_text", 18), self._who)
        self._help = PushAction("Help", "F1", Look.BAND_FLAT, FLAT_MEASURE)
        self._help.clicked.connect(self.help_asked)
        self.add(self._title, self._tabs).push()
        self.add(self._day, self._clock, self._person, self._help)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def render(self, screen: OfficeBarScreen) -> None:  # type: ignore[override] # not Qt's painting
        """Show the bar; a tick of the clock is cheap."""
        before, self._shown = self._shown, screen
        if before is None or [t.name for t in before.tabs] != [t.name for t in screen.tabs]:
            self._make_tabs(screen)
        self._day.say(screen.day)
        self._clock.say(screen.clock)
        self._who.say(screen.who)
        self._person.setVisible(bool(screen.who))
        self._arrange()

    def sizeHint(self) -> QSize:
        """Return the height of the bar."""
        return QSize(super().sizeHint().width(), px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the least height; in a narrow window the bar gives way."""
        return QSize(0, px(HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what there is no room for."""
        super().resizeEvent(event)
        self._arrange()

    def _make_tabs(self, screen: OfficeBarScreen) -> None:
        self._tabs.empty()
        self._buttons = {tab.name: TabButton(tab) for tab in screen.tabs}
        for name, button in self._buttons.items():
            button.clicked.connect(lambda _=False, name=name: self.chosen.emit(name))
            self._tabs.add(button)

    def _arrange(self) -> None:
        """Take away keys, day, name and title where they do not fit: tabs and clock stay."""
        screen = self._shown
        if screen is None:
            return
        beside = (self._day, self._person, self._help, self._title)
        for look, left in STEPS:
            for tab in screen.tabs:
                self._buttons[tab.name].say(tab, look, is_chosen=tab.name == screen.chosen)
            shown = [each for each in beside[len(beside) - left :] if self._may_show(each)]
            if self._needs((*shown, self._clock)) <= self.width():
                break
        for each in beside:
            each.setVisible(each in shown)

    def _may_show(self, part: QWidget) -> bool:
        return part is not self._person or (self._shown is not None and bool(self._shown.who))

    def _needs(self, beside: Sequence[QWidget]) -> int:
        """Return how wide the tabs are with these beside them."""
        gap = self.box.spacing()
        tabs = sum(each.sizeHint().width() for each in self._buttons.values())
        between = self._tabs.box.spacing() * max(0, len(self._buttons) - 1) + px(8)
        rest = sum(each.sizeHint().width() + gap for each in beside)
        return tabs + between + rest + 2 * px(16)

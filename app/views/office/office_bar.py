"""The dark bar of the examenbureau: a tab per page with its key, day, clock, who, help."""

from dataclasses import dataclass
from enum import Enum
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from app.screens.office.bar import OfficeBarScreen, Tab
from app.views.parts.focus_ring import FocusRing, paint_ring
from app.views.parts.fonts import metrics
from app.views.parts.notice_box import press_with
from app.views.parts.painting import CAP_BAND, TextStyle, cap_width, draw_cap, put, write
from app.views.parts.panel import COLUMN, RESTYLED, ROW, Panel, order_tabs
from app.views.parts.pictures import KEY_ON_BAND, KeyCap, Picture
from app.views.parts.push_action import FLAT_MEASURE, Look, PushAction
from app.views.parts.tokens import colour, percent, px
from app.views.parts.words import TextRole, Words

TITLE = TextRole(20, 26, 700, "band_ink")
CHIP = TextRole(15, 20, 400, "band_text")
PAD, GAP, HEIGHT, LOW = 12, 10, 48, 36


class Day(Enum):
    """How the day is said: "dinsdag 9 juni", "di 9 juni", or not."""

    WHOLE = "whole"
    SHORT = "short"
    NONE = "none"


class Keys(Enum):
    """Where the keys of the tabs stand: beside each, once for all as "Ctrl 1–9", or nowhere."""

    EACH = "each"
    ONCE = "once"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Stage:
    """How much stands in the bar: keys, day, the name of the program, who works here and help."""

    keys: Keys = Keys.NONE
    day: Day = Day.NONE
    has_title: bool = False
    has_person: bool = False


STAGES = (
    Stage(Keys.EACH, Day.WHOLE, has_title=True, has_person=True),
    Stage(Keys.EACH, Day.SHORT, has_title=True, has_person=True),
    Stage(Keys.ONCE, Day.WHOLE, has_title=True, has_person=True),
    Stage(Keys.ONCE, Day.SHORT, has_title=True, has_person=True),
    Stage(Keys.ONCE, has_title=True, has_person=True),
    Stage(Keys.ONCE, has_person=True),
    Stage(Keys.ONCE, Day.SHORT),
    Stage(Keys.ONCE),
    Stage(),
)
"""From all of it to the least; tabs and clock always stay."""
ROWS = 2
"""In how many lines the tabs stand where that is not enough."""


class TabButton(QPushButton):
    """One page: its name, how much waits there, its key; a yellow line when it is shown."""

    def __init__(self, tab: Tab) -> None:
        """Show a tab."""
        super().__init__()
        self._tab, self._is_chosen, self._is_bare = tab, False, False
        self._tall = HEIGHT
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setCheckable(True)
        press_with(self, tab.keys)  # type: ignore[arg-type] # any button has a click
        self.say(tab, is_chosen=False, is_bare=False)

    def say(self, tab: Tab, *, is_chosen: bool, is_bare: bool) -> None:
        """Show another count, or that this page is shown; `is_bare` leaves the key out."""
        self._tab, self._is_chosen, self._is_bare = tab, is_chosen, is_bare
        waits = f", {tab.count} vragen aandacht" if tab.count else ""
        self.setAccessibleName(f"{tab.text}{waits}")
        self.setAccessibleDescription(tab.keys)
        self.setToolTip(tab.keys)
        self.setChecked(is_chosen)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size around name, count and keycap."""
        wide = 2 * px(PAD) + ceil(metrics(16, self._weight()).horizontalAdvance(self._tab.text))
        if self._tab.count:
            wide += px(GAP) + self._count_wide()
        if not self._is_bare:
            wide += px(GAP) + cap_width(self._tab.keys)
        return QSize(wide, px(self._tall))

    def stand(self, tall: int) -> None:
        """Stand so tall at 100%: lower where there are two lines of pages."""
        self._tall = tall
        self.updateGeometry()

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
        x += write(painter, x, middle, self._tab.text, TextStyle(16, self._weight(), ink))
        if self._tab.count:
            x += px(GAP)
            self._paint_count(painter, x)
            x += self._count_wide()
        if not self._is_bare:
            draw_cap(painter, x + px(GAP), middle, self._tab.keys, CAP_BAND)
        if self._is_chosen:
            line = QRectF(0, self.height() - px(4), self.width(), px(4))
            painter.fillRect(line, colour("now"))
        if self.hasFocus():
            inset = px(8 if self._tall == HEIGHT else 4)
            inside = QRectF(self.rect()).adjusted(px(6), inset, -px(6), -inset)
            paint_ring(painter, inside)

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
        self._percent = 0
        self._buttons: dict[str, TabButton] = {}
        self._title, self._day, self._clock = Words(TITLE, "Examendag"), Words(CHIP), Words(TITLE)
        self._who = Words(CHIP)
        self._lines = [Panel(ROW, (8, 0, 0, 0), 4) for _ in range(ROWS)]
        self._lines[-1].hide()
        self._tabs = Panel(COLUMN).add(*(Panel(ROW).add(line).push() for line in self._lines))
        self._once = Panel(ROW)
        self._person = Panel(ROW, spacing=8).add(Picture("user", "band_text", 18), self._who)
        self._help = PushAction("Help", "F1", Look.BAND_FLAT, FLAT_MEASURE)
        self._help.clicked.connect(self.help_asked)
        self.add(self._title, self._tabs, self._once).push()
        self.add(self._day, self._clock, self._person, self._help)
        self._ring = FocusRing(self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def render(self, screen: OfficeBarScreen) -> None:  # type: ignore[override] # not Qt's painting
        """Show the bar; a tick of the clock is cheap."""
        before, self._shown = self._shown, screen
        if (screen, percent()) == (before, self._percent):
            return
        self._percent = percent()
        if before is None or [t.name for t in before.tabs] != [t.name for t in screen.tabs]:
            self._make_tabs(screen)
        self._clock.say(screen.clock)
        self._clock.setToolTip(screen.day)
        self._who.say(screen.who)
        self._person.setVisible(bool(screen.who))
        self._arrange()

    def sizeHint(self) -> QSize:
        """Return the height of the bar."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return the least height; in a narrow window the bar gives way."""
        return QSize(0, px(HEIGHT if self._lines[-1].isHidden() else LOW * ROWS))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what there is no room for."""
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Let Tab go from the first page to the help: what was not shown yet has no order."""
        super().showEvent(event)
        order_tabs(self)

    def _make_tabs(self, screen: OfficeBarScreen) -> None:
        for line in self._lines:
            line.empty()
        self._buttons = {tab.name: TabButton(tab) for tab in screen.tabs}
        for name, button in self._buttons.items():
            button.clicked.connect(lambda _=False, name=name: self.chosen.emit(name))
            self._lines[0].add(button)
        self._once.empty()
        self._once.add(KeyCap(_once(screen), KEY_ON_BAND))
        order_tabs(self)

    def _arrange(self) -> None:
        """Show as much as there is room for, on one line or on two; tabs and clock stay."""
        screen = self._shown
        if screen is None:
            return
        count = len(screen.tabs)
        for first in (count, -(-count // ROWS)):
            for stage in STAGES:
                self._take(screen, stage)
                wide = [each.sizeHint().width() + px(4) for each in self._buttons.values()]
                if max(sum(wide[:first]), sum(wide[first:])) + self._beside() <= self.width():
                    self._break(first)
                    return
        self._break(-(-count // ROWS))

    def _take(self, screen: OfficeBarScreen, stage: Stage) -> None:
        for tab in screen.tabs:
            is_chosen, is_bare = tab.name == screen.chosen, stage.keys is not Keys.EACH
            self._buttons[tab.name].say(tab, is_chosen=is_chosen, is_bare=is_bare)
        self._once.setVisible(stage.keys is Keys.ONCE and bool(_once(screen)))
        self._title.setVisible(stage.has_title)
        self._day.say(screen.day if stage.day is Day.WHOLE else _short(screen.day))
        self._day.setVisible(stage.day is not Day.NONE)
        self._person.setVisible(bool(screen.who) and stage.has_person)
        self._help.setVisible(stage.has_person)

    def _break(self, first: int) -> None:
        """Set the first tabs on one line, and the others on the next."""
        is_broken = first < len(self._buttons)
        if is_broken == self._lines[-1].isHidden():
            for n, button in enumerate(self._buttons.values()):
                self._lines[n >= first].add(button)
                button.stand(LOW if is_broken else HEIGHT)
        self._lines[-1].setVisible(is_broken)
        self.updateGeometry()

    def _beside(self) -> int:
        """Return how wide everything is that is shown beside the tabs."""
        others = (self._title, self._once, self._day, self._clock, self._person, self._help)
        shown = [each.sizeHint().width() for each in others if not each.isHidden()]
        return px(8) + sum(shown) + px(12) * (len(shown) + 1) + 2 * px(16)


def _once(screen: OfficeBarScreen) -> str:
    """Return the keys of all tabs in one cap; "" where a page of others is left out between."""
    numbers = [int(tab.keys.removeprefix("Ctrl ")) for tab in screen.tabs]
    is_whole = bool(numbers) and numbers == list(range(numbers[0], numbers[-1] + 1))
    return f"Ctrl {numbers[0]}–{numbers[-1]}" if is_whole else ""


def _short(day: str) -> str:
    """Return "di 9 juni" for "dinsdag 9 juni"."""
    weekday, _, date = day.partition(" ")
    return f"{weekday[:2]} {date}"

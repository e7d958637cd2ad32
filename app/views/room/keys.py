"""The overview of keys (14): every key that does something, from the map that makes it do so."""

from math import floor

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.screens.room.intents import Act, ActChosen, KeysClosed
from app.screens.room.key_words import KeyGroup, KeyLine, KeysScreen
from app.screens.room.wording import NO_STATUS, line
from app.views.parts.dark_bar import DarkBar
from app.views.parts.fonts import metrics
from app.views.parts.painted import Painted
from app.views.parts.painting import TextStyle, cap_width, draw_cap, put
from app.views.parts.panel import COLUMN, RESTYLED, ROW, Panel, scrolled
from app.views.parts.pictures import Picture
from app.views.parts.tokens import colour, percent, px
from app.views.parts.words import BODY_2, H3, SMALL_2, TextRole, Words
from app.views.room.room_keys import caps_of, intent_of

ROW_HEIGHT = 28.5
GAP, MARGIN, SCROLLBAR = 36, 32, 10
TEXT, OF = TextStyle(15.5, 400), TextStyle(14, 400, "ink3")
SCROLL = {
    Qt.Key.Key_Down: 40,
    Qt.Key.Key_Up: -40,
    Qt.Key.Key_PageDown: 300,
    Qt.Key.Key_PageUp: -300,
    Qt.Key.Key_Home: -100_000,
    Qt.Key.Key_End: 100_000,
}


def caps(keys: tuple[object, ...]) -> tuple[str, ...]:
    """Return the keycaps of a line; of each intent the first one when there are several."""
    named = [key if isinstance(key, tuple) else caps_of(key) for key in keys]
    found = [each[:1] for each in named] if len(named) > 1 else [each[:2] for each in named]
    return tuple(cap for each in found for cap in each)


class KeyRow(Painted):
    """What a key does, and right of it the keycaps."""

    def __init__(self, shown: KeyLine) -> None:
        """Show a line."""
        super().__init__()
        self._text, self._caps = shown.text, caps(shown.keys)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{self._text}: {' of '.join(self._caps)}")

    def sizeHint(self) -> QSize:
        """Return the room that words and keycaps take."""
        words = metrics(TEXT.size, TEXT.weight).horizontalAdvance(self._text)
        return QSize(round(words + px(12) + self._caps_width()), round(px(2 * ROW_HEIGHT) / 2))

    def minimumSizeHint(self) -> QSize:
        """Return the hint: nothing here is cut off."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the line above, the words and the keycaps."""
        painter, middle = QPainter(self), self.height() / 2
        painter.fillRect(0, 0, self.width(), 1, colour("line"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        put(painter, 0, middle, self._text, TEXT)
        x: float = floor(self.width() - self._caps_width()) - 1
        for n, cap in enumerate(self._caps):
            if n:
                put(painter, x + px(5), middle, "of", OF)
                x += self._of_width()
            x += draw_cap(painter, x, middle, cap)

    def _caps_width(self) -> float:
        alone = sum(cap_width(cap) for cap in self._caps)
        return alone + max(0, len(self._caps) - 1) * self._of_width()

    def _of_width(self) -> float:
        return metrics(OF.size, OF.weight).horizontalAdvance("of") + 2 * px(5)


class KeysView(QWidget):
    """Draws a KeysScreen. Esc, or F1 once more, leads back; the arrows scroll."""

    intent = Signal(object)

    def __init__(self) -> None:
        """Make an empty overview."""
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Alle toetsen")
        self._shown: KeysScreen | None = None
        self._bar = DarkBar()
        self._bar.chosen.connect(lambda _: self.intent.emit(KeysClosed()))
        self._columns = Panel(ROW, spacing=GAP)
        self._beside: list[Panel] = []
        self._intro, self._foot = Words(BODY_2, wrap=True), Words(SMALL_2)
        inside = Panel(COLUMN, (MARGIN, 14, MARGIN, 6), 8)
        head = Panel(ROW, spacing=12)
        head.add(Panel(COLUMN).add(Picture("keyboard", "ink2", 24)).push())
        head.add(self._intro, stretch=1)
        inside.add(head, self._columns).push()
        inside.paint(fill="canvas", radius=0)
        self._area = scrolled(inside)
        foot = Panel(ROW, (16, 11, 16, 11)).add(self._foot, stretch=1)
        foot.paint(fill="surface", radius=0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._area, 1)
        column.addWidget(foot)

    def render(self, screen: KeysScreen) -> None:  # type: ignore[override] # not Qt's painting
        """Show the overview; most of the time only the clock is another."""
        before, self._shown = self._shown, screen
        self._bar.fill(screen.title, screen.place, screen.clock, NO_STATUS, screen.back)
        if before is None or before.columns != screen.columns:
            self._intro.say(screen.intro)
            self._foot.say(screen.foot)
            self._fill(screen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close, or scroll; what works on every page is the window's."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape or intent_of(event) == ActChosen(Act.HELP):
            if not event.isAutoRepeat():
                self.intent.emit(KeysClosed())
        elif key in SCROLL and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            bar = self._area.verticalScrollBar()
            bar.setValue(bar.value() + px(SCROLL[key]))
        else:
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        """Arrange anew at another text size."""
        super().changeEvent(event)
        if event.type() in RESTYLED:
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns beside or below each other."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        logical = self.width() * 100 / percent()
        self._bar.arrange(logical)
        self._columns.box.setDirection(ROW if self._fits_beside() else COLUMN)

    def _fits_beside(self) -> bool:
        """Whether the columns have room beside each other, at this size of text."""
        needed = [column.minimumSizeHint().width() for column in self._beside]
        gaps = px(GAP) * (len(needed) - 1) + 2 * px(MARGIN) + px(SCROLLBAR)
        return sum(needed) + gaps <= self.width()

    def _fill(self, screen: KeysScreen) -> None:
        self._columns.empty()
        self._beside = []
        for n, groups in enumerate(screen.columns):
            column = Panel(COLUMN)
            for group in groups:
                self._add_group(column, group)
            if n == len(screen.columns) - 1:
                column.add(_tip(screen))
            self._beside.append(column.push())
            self._columns.add(column, stretch=1)
        self._arrange()

    def _add_group(self, column: Panel, group: KeyGroup) -> None:
        if group.lines:
            column.add(Words(H3, group.title)).gap(4)
            column.add(*(KeyRow(each) for each in group.lines)).gap(14)


def _tip(screen: KeysScreen) -> Panel:
    box = Panel(ROW, (14, 12, 14, 12), 12)
    box.paint(fill="surface", border="line", radius=8)
    words = Words(TextRole(15, 20), line(f"*{screen.tip_title}* {screen.tip}"), wrap=True)
    return box.add(Panel(COLUMN).add(Picture("info", "blue", 20)).push()).add(words, stretch=1)

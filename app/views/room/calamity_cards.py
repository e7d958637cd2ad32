"""The cards of a choice, and the page that asks what is wrong (06a)."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from app.screens.room.calamity import Choice, ChooseScreen
from app.views.parts.focus_ring import paint_focus_border, ringed
from app.views.parts.panel import COLUMN, ROW, Panel
from app.views.parts.pictures import KEY_PLAIN, KeyCap, Picture
from app.views.parts.shift_look import colour, px
from app.views.parts.words import BODY_2, H1, TextRole, Words

CARD_TITLE = TextRole(19, 26, 700)
LARGE_TITLE = TextRole(24, 30, 700)
LEAD = TextRole(19, 25, 400, "ink2")
CALL = TextRole(18, 26, 400, "ink2")
COLUMNS, NARROW = 3, 900
CARD_HEIGHT, TALL = 106, 126


class Card(QAbstractButton):
    """One card: click, Space or its digit chooses it; the one with the focus is yellow."""

    def __init__(self, choice: Choice, *, large: bool = False) -> None:
        """Make a card; a large one has its key in the middle."""
        super().__init__()
        self.name, self.digit = choice.name, choice.digit
        self.setAccessibleName(f"{choice.digit} {choice.title}. {choice.about}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        inside = _inside(choice, large=large)
        inside.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(inside)
        ringed(self, 8)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows and Enter to the page."""
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def sizeHint(self) -> QSize:
        """Ask for the same width as every other card."""
        return QSize(px(300), px(CARD_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the least that shows the longest word."""
        return QSize(px(220), px(CARD_HEIGHT))

    def hasHeightForWidth(self) -> bool:
        """Tell that the words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of what is inside."""
        layout = self.layout()
        words = 0 if layout is None else layout.totalHeightForWidth(width)
        return max(words, px(CARD_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("line"), 1))
        painter.setBrush(colour("sel" if self.hasFocus() else "surface"))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, px(8), px(8))
        if self.hasFocus():
            paint_focus_border(painter, QRectF(self.rect()), 8)


def _inside(choice: Choice, *, large: bool) -> Panel:
    title, size = (LARGE_TITLE, 34) if large else (CARD_TITLE, 28)
    words = Panel(COLUMN).add(Words(title, choice.title, wrap=True)).gap(3)
    words.add(Words(BODY_2, choice.about, wrap=True))
    if large:
        row = Panel(ROW, (22, 21, 22, 21), 16)
        return (
            row.add(Picture(choice.icon, "ink", size))
            .add(words, stretch=1)
            .add(KeyCap(choice.digit, KEY_PLAIN))
        )
    row = Panel(ROW, (16, 15, 16, 15), 14)
    row.add(Panel().add(Picture(choice.icon, "ink", size)).push())
    row.add(words.push(), stretch=1)
    return row.add(Panel().add(KeyCap(choice.digit, KEY_PLAIN)).push())


class Cards(QWidget):
    """Cards in columns; arrows go through them."""

    chosen = Signal(str)

    def __init__(self, columns: int, gap: int, *, large: bool = False) -> None:
        """Make an empty set."""
        super().__init__()
        self._columns, self._gap, self._large = columns, gap, large
        self._cards: list[Card] = []
        self._choices: tuple[Choice, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)

    def show_choices(self, choices: tuple[Choice, ...]) -> None:
        """Show these cards."""
        if choices == self._choices:
            return
        self._choices = choices
        for card in self._cards:
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = [Card(choice, large=self._large) for choice in choices]
        for card in self._cards:
            card.clicked.connect(lambda _=False, name=card.name: self.chosen.emit(name))
        self.lay(self._columns)

    def lay(self, columns: int) -> None:
        """Put the cards in so many columns."""
        self._columns = columns
        self._grid.setSpacing(px(self._gap))
        for n, card in enumerate(self._cards):
            card.setMinimumHeight(px(CARD_HEIGHT if self._large or columns == 1 else TALL))
            self._grid.addWidget(card, n // columns, n % columns)
            if self.isVisible():
                card.show()
        for column in range(self._grid.columnCount()):  # those of before take no room
            self._grid.setColumnStretch(column, int(column < columns))

    def choose(self, event: QKeyEvent, *, enter: bool) -> bool:
        """Take a digit or an arrow, and Enter on a card where it may; tell whether it was one."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        held = next((n for n, card in enumerate(self._cards) if card.hasFocus()), None)
        steps = {
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Down: self._columns,
            Qt.Key.Key_Up: -self._columns,
        }
        step = steps.get(Qt.Key(event.key()), 0)
        if step and self._cards:
            at = 0 if held is None else held + step
            self._cards[min(max(0, at), len(self._cards) - 1)].setFocus()
            return True
        if event.isAutoRepeat():
            return False
        wanted = next((card for card in self._cards if card.digit == event.text()), None)
        if enter and held is not None and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            wanted = self._cards[held]
        if wanted is None or not event.text():
            return False
        self.chosen.emit(wanted.name)
        return True


class ChooseView(Panel):
    """Draws a ChooseScreen."""

    chosen = Signal(str)

    def __init__(self) -> None:
        """Make an empty page."""
        super().__init__(COLUMN, (32, 24, 32, 16))
        self._title, self._lead = Words(H1), Panel(COLUMN)
        self._danger = Panel(ROW, (18, 10, 18, 10), 16)
        self._danger.paint(fill="surface", border="danger", edge=2)
        self._danger_words = Panel(COLUMN)
        self._danger.add(Picture("flame", "danger", 30)).add(self._danger_words, stretch=1)
        self._head = Panel(ROW, spacing=28)
        self._head.add(Panel(COLUMN).add(self._title).gap(4).add(self._lead))
        self._head.add(self._danger, stretch=1)
        self.cards = Cards(COLUMNS, 12)
        self.cards.chosen.connect(self.chosen)
        self._call = Words(CALL, wrap=True)
        self._shown: ChooseScreen | None = None
        foot = Panel(ROW, spacing=14).add(Picture("phone", "blue", 24)).add(self._call, stretch=1)
        self.add(self._head).gap(20).add(self.cards).push().gap(12).add(foot)

    def show_choose(self, screen: ChooseScreen) -> None:
        """Show the page; only the words that changed."""
        if screen == self._shown:
            return
        before, self._shown = self._shown, screen
        self._title.say(screen.title)
        if before is None or before.lines != screen.lines:
            self._lead.empty()
            for text in screen.lines:
                self._lead.add(Words(LEAD, text))
        if before is None or before.danger_lines != screen.danger_lines:
            self._danger_words.empty()
            self._danger_words.add(Words(CARD_TITLE, screen.danger_title, wrap=True))
            for text in screen.danger_lines:
                self._danger_words.add(Words(BODY_2, text, wrap=True))
        self.cards.show_choices(screen.choices)
        self._call.say(screen.call)

    def measure(self, logical: float) -> None:
        """Take the width there is."""
        narrow = logical < NARROW
        self._head.box.setDirection(COLUMN if narrow else ROW)
        self.cards.lay(1 if narrow else COLUMNS)

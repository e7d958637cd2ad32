"""The head of a panel: the seat in a dark tile, the name, and the masked birth date."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.screens.room.panel import BirthDate, Person
from app.views.parts.focus_ring import paint_focus_border, ringed
from app.views.parts.fonts import metrics
from app.views.parts.painted import Painted
from app.views.parts.painting import TextStyle, cap_width, draw_box, draw_cap, write
from app.views.parts.panel import COLUMN, RESTYLED, ROW, Panel
from app.views.parts.tokens import px
from app.views.parts.words import BODY_2, TextRole, Words

NAME = TextRole(25, 30, 700)
NAME_SMALL = TextRole(21, 26, 700)
SMALL = TextRole(15, 20, 400, "ink2")


class SeatTile(Painted):
    """The seat in a dark tile. A small tile is for narrow panels and forms."""

    def __init__(self, size: int = 72) -> None:
        """Make a tile of `size` pixels at 100%."""
        super().__init__()
        self._size, self._label, self._seat = size, "", ""

    def show_seat(self, label: str, seat: str) -> None:
        """Show a seat."""
        if (label, seat) != (self._label, self._seat):
            self._label, self._seat = label, seat
            self.setAccessibleName(f"{label} {seat}")
            self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the tile."""
        return QSize(px(self._size), px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the tile."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_box(painter, QRectF(self.rect()), "ink", radius=8)
        seat, line = {72: (30, 34), 64: (26, 30)}.get(self._size, (24, 26))
        while seat > 12 and metrics(seat, 700).horizontalAdvance(self._seat) > self.width() - px(
            6
        ):
            seat -= 1
        label = TextStyle(14, 600, "surface")
        top = (self.height() - px(18) - px(line)) / 2
        self._centred(painter, top + px(9), self._label, label)
        words = TextStyle(seat, 700, "surface")
        self._centred(painter, top + px(18) + px(line) / 2, self._seat, words)

    def _centred(self, painter: QPainter, middle: float, text: str, style: TextStyle) -> None:
        wide = metrics(style.size, style.weight).horizontalAdvance(text)
        write(painter, (self.width() - wide) / 2, middle, text, style)


class BirthLine(QAbstractButton):
    """The birth date, masked until Shift is held or *toon* is pressed."""

    def __init__(self) -> None:
        """Show no date yet."""
        super().__init__()
        self._birth: BirthDate | None = None
        self._shown = self._by_key = False
        self._size, self._with_key = 15.0, True
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        ringed(self)
        self.clicked.connect(self._toggle)
        self.hide()

    def show_birth(
        self, birth: BirthDate | None, *, size: float = 15.0, with_key: bool = True
    ) -> None:
        """Show a date, masked again when it is another's."""
        if (birth, size, with_key) != (self._birth, self._size, self._with_key):
            if birth != self._birth:
                self._shown = False
            self._birth, self._size, self._with_key = birth, size, with_key
            self.setVisible(birth is not None)
            self._name()

    def hold(self, *, held: bool) -> None:
        """Show the whole date as long as Shift is held."""
        if held != self._by_key:
            self._by_key = held
            self._name()

    def sizeHint(self) -> QSize:
        """Return the size around the words."""
        return QSize(round(self._lay(None)), px(20))

    def changeEvent(self, event: QEvent) -> None:
        """Take another size or palette."""
        super().changeEvent(event)
        if event.type() in RESTYLED:
            self.updateGeometry()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            paint_focus_border(painter, QRectF(self.rect()), 4)
        self._lay(painter)

    def _toggle(self) -> None:
        self._shown = not self._shown
        self._name()

    def _name(self) -> None:
        open_now = self._shown or self._by_key
        date = "" if self._birth is None else self._birth.full if open_now else "verborgen"
        self.setAccessibleName(f"Geboortedatum {date}")
        self.setAccessibleDescription("Verberg" if open_now else "Toon")
        self.updateGeometry()
        self.update()

    def _lay(self, painter: QPainter | None) -> float:
        if self._birth is None:
            return 0.0
        open_now = self._shown or self._by_key
        words = (
            ("geboren ", TextStyle(self._size, 400, "ink2")),
            (
                self._birth.full if open_now else self._birth.masked,
                TextStyle(self._size, 700, "ink"),
            ),
            (", ", TextStyle(self._size, 400, "ink2")),
            ("verberg" if self._shown else "toon", TextStyle(self._size, 600, "blue", True)),  # noqa: FBT003 - a style
        )
        x, middle = 0.0, px(10)
        for text, style in words:
            if painter is not None:
                write(painter, x, middle, text, style)
            x += metrics(style.size, style.weight).horizontalAdvance(text)
        if self._with_key:
            x += px(4)
            if painter is not None:
                draw_cap(painter, x, middle, "Shift")
            x += cap_width("Shift")
        return x + 1


class PersonHead(Panel):
    """Tile, name, number and birth date."""

    def __init__(self, tile: int = 72, *, on_one_line: bool = False) -> None:
        """Make an empty head with a tile of that size; number and date perhaps on one line."""
        super().__init__(ROW, spacing=14 if tile > 64 else 12)
        small = tile < 72
        self._on_one_line = on_one_line
        self._person: Person | None = None
        self._tile = SeatTile(tile)
        self._name = Words(NAME_SMALL if small else NAME, wrap=True)
        self._about = Words(SMALL if small else BODY_2, wrap=not on_one_line)
        self.birth = BirthLine()
        self._with_key = not small or on_one_line
        self._below = Panel(ROW if on_one_line else COLUMN)
        self._below.add(self._about.give_way() if on_one_line else self._about, self.birth)
        words = Panel(COLUMN).add(self._name, self._below.push() if on_one_line else self._below)
        words.push()
        left = Panel(COLUMN).add(self._tile).push()
        self.add(left).add(words, stretch=1)

    def be_narrow(self, *, narrow: bool) -> None:
        """Put number and date under each other, where one line does not hold them."""
        if narrow is self._on_one_line:
            self._on_one_line = not narrow
            self._below.box.setDirection(COLUMN if narrow else ROW)
            if self._person is not None:
                self.show_person(self._person)

    def show_person(self, person: Person) -> None:
        """Show who it is."""
        self._person = person
        self._tile.show_seat(person.seat_label, person.seat)
        self._name.say(person.name)
        has_more = self._on_one_line and person.about and person.birth is not None
        self._about.say(f"{person.about} · " if has_more else person.about)
        self.birth.show_birth(person.birth, with_key=self._with_key)

"""What lies around the list: the reason of the start, a question above it, steps under it."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from app.models.values import Status
from app.screens.room.intents import Act
from app.screens.room.room import ListFoot, ListStrip, StartStrip, Step, StripButton
from app.views.parts.action_button import ActionButton, ButtonLook, ButtonWords
from app.views.parts.glyphs import GLYPH_INKS
from app.views.parts.painted import Painted
from app.views.parts.painting import CAP_STATUS, TextStyle, draw_cap, draw_icon, write
from app.views.parts.panel import COLUMN, ROW, Panel
from app.views.parts.tokens import colour, px
from app.views.parts.words import BODY_2, H2, SMALL_2, TextRole, Words
from app.views.room.room_fields import LineField

REASON = ButtonLook(36, 15, 400, 0, 7, 16, "ink2", "", "", 0)
LATER = ButtonLook(36, 15, 400, 0, 7, 16, "ink3", "", "", 0)
PLAIN_STRIP = ButtonLook(36, 16, 600, 14, 10)


class Picture(Painted):
    """An icon before words; its colour is a token."""

    def __init__(self, size: int, ink: str) -> None:
        """Show no icon yet."""
        super().__init__()
        self._size, self._ink, self._icon = size, ink, ""

    def show_icon(self, icon: str) -> None:
        """Show an icon."""
        if icon != self._icon:
            self._icon = icon
            self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the icon."""
        return QSize(px(self._size), px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the icon."""
        if self._icon:
            middle = self.height() / 2
            draw_icon(QPainter(self), 0, middle, self._icon, (self._ink, self._size))


class StartStripView(Panel):
    """One line that asks why the start differs; it never takes the focus by itself."""

    typed = Signal(str)
    asked = Signal(Act)

    def __init__(self) -> None:
        """Make an empty strip."""
        super().__init__(ROW, (16, 0, 16, 0), 14)
        self.paint(fill="bluebg", radius=0)
        self._icon, self._text = Picture(20, "blue"), Words(TextRole(16, 22))
        self._icon.show_icon("info")
        self.field = LineField("Reden van de start", size=16)
        self.field.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._record, self._later = ActionButton(), ActionButton()
        self._narrow = False
        asked = Panel(ROW, spacing=14).add(self._icon, self._text)
        answer = Panel(ROW, spacing=14).add(self.field, stretch=1)
        self.add(asked.push()).add(answer.add(self._record, self._later), stretch=1)
        self.field.entered.connect(self._enter)
        self._record.clicked.connect(self._enter)
        self._later.clicked.connect(lambda: self.asked.emit(Act.NO_START_REASON))

    def show_strip(self, strip: StartStrip | None) -> None:
        """Show the question; none hides the strip and forgets what was typed."""
        self.setVisible(strip is not None)
        if strip is None:
            self.field.clear()
            return
        self._measure_height()
        self._text.say(strip.text)
        self.field.setPlaceholderText(strip.example)
        self._record.show_words(ButtonWords(strip.button, strip.keys), REASON)
        self._later.show_words(ButtonWords(strip.later), LATER)

    def make_narrow(self, *, narrow: bool) -> None:
        """Put question and answer below each other where there is no room beside."""
        self._narrow = narrow
        self.box.setDirection(COLUMN if narrow else ROW)
        self._measure_height()

    def _measure_height(self) -> None:
        self.setFixedHeight(px(96 if self._narrow else 52))

    def _enter(self) -> None:
        if self.field.text().strip():
            self.typed.emit(self.field.text().strip())
        else:
            self.field.setFocus()


def strip_look(button: StripButton, *, quiet: bool) -> tuple[ButtonWords, ButtonLook]:
    """Return what the button of a strip says and how it looks."""
    if button.status is None or quiet:
        return ButtonWords(button.text, button.keys), PLAIN_STRIP
    ink = GLYPH_INKS[button.status]
    cut = button.status not in {Status.ABSENT, Status.AWAY, Status.EXPECTED}
    if button.filled:
        inks = ("onstatus", ink if cut else "onstatus")
        words = ButtonWords(button.text, button.keys, button.status, inks)
        return words, ButtonLook(56, 20, 700, 15, 10, 22, "onstatus", ink, "", 0, CAP_STATUS)
    words = ButtonWords(button.text, button.keys, button.status)
    return words, ButtonLook(56, 18, 700, 14, 10, 22, ink, "surface", ink, 2)


class ListStripView(Panel):
    """What is asked above the list, with its button."""

    asked = Signal(Act)

    def __init__(self) -> None:
        """Make an empty strip."""
        super().__init__(ROW, (16, 15, 16, 14), 16)
        self._bell, self._sign = Picture(28, "ink"), Picture(24, "ink2")
        self._title, self._small_title = (
            Words(H2, wrap=True),
            Words(TextRole(17, 22, 700), wrap=True),
        )
        self._text, self._small_text = Words(BODY_2, wrap=True), Words(SMALL_2, wrap=True)
        self._button = ActionButton()
        self._act: Act | None = None
        words = Panel(COLUMN).push().add(self._title, self._small_title)
        words.add(self._text, self._small_text).push()
        self.add(self._bell, self._sign).add(words, stretch=1).add(self._button)
        self._button.clicked.connect(self._press)

    def show_strip(self, strip: ListStrip | None) -> None:
        """Show a question; none hides the strip."""
        self.setVisible(strip is not None)
        if strip is None:
            return
        for big, small in ((self._title, self._small_title), (self._text, self._small_text)):
            big.setVisible(not strip.quiet)
            small.setVisible(strip.quiet)
        self._bell.setVisible(not strip.quiet)
        self._sign.setVisible(strip.quiet)
        (self._sign if strip.quiet else self._bell).show_icon(strip.icon)
        (self._small_title if strip.quiet else self._title).say(strip.title)
        (self._small_text if strip.quiet else self._text).say(strip.text)
        self._button.setVisible(strip.button is not None)
        if strip.button is not None:
            self._act = strip.button.act
            self._button.show_words(*strip_look(strip.button, quiet=strip.quiet))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the ground and the line above."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("surface"))
        painter.fillRect(0, 0, self.width(), 1, colour("line"))

    def _press(self) -> None:
        if self._act is not None:
            self.asked.emit(self._act)


class StepTitle(Painted):
    """A numbered disc, the name of a step and its key."""

    def __init__(self, number: int, step: Step) -> None:
        """Show a step."""
        super().__init__()
        self._number, self._step = str(number), step
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{number}. {step.title} {step.keys}".strip())

    def sizeHint(self) -> QSize:
        """Return the height of the line."""
        return QSize(px(180), px(24))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint disc, words and key."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("ink"))
        painter.drawEllipse(QRectF(0, 0, px(24), px(24)))
        x = px(12) - px(4)
        write(painter, x, px(12), self._number, TextStyle(14, 700, "surface"))
        wide = write(painter, px(34), px(12) - 1, self._step.title, TextStyle(16, 600))
        if self._step.keys:
            draw_cap(painter, px(34) + wide + px(4), px(12), self._step.keys)


class ListFootView(Panel):
    """What stands under the last row."""

    def __init__(self) -> None:
        """Make an empty foot."""
        super().__init__(COLUMN, (16, 12, 16, 12))
        self._shown: ListFoot | None = None

    def show_foot(self, foot: ListFoot | None) -> None:
        """Show a foot; none leaves the ground empty."""
        self.setVisible(foot is not None)
        if foot == self._shown or foot is None:
            return
        self._shown = foot
        self.empty()
        if foot.title:
            self.add(Words(TextRole(17, 22, 700), foot.title)).gap(10)
        if foot.steps:
            row = Panel(ROW, spacing=18)
            for n, step in enumerate(foot.steps, 1):
                words = Panel(ROW, (34, 0, 0, 0)).add(Words(SMALL_2, step.text, wrap=True))
                row.add(Panel(COLUMN).add(StepTitle(n, step), words), stretch=1)
            self.add(row).gap(12)
        icon = Picture(20 if foot.muted else 18, "ink3")
        icon.show_icon("info")
        style = TextRole(16, 22, 400, "ink3") if foot.muted else SMALL_2
        left = Panel(COLUMN, (0, 1, 0, 0)).add(icon).push()
        note = Panel(ROW, spacing=14 if foot.muted else 10 if foot.steps else 12)
        self.add(note.add(left).add(Words(style, foot.note, wrap=True), stretch=1))
        self.push()
        if not foot.steps:
            self.resize_margins((16, 22, 16, 12) if foot.muted else (16, 16, 16, 12))
        else:
            self.resize_margins((16, 12, 16, 12))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the ground."""
        QPainter(self).fillRect(self.rect(), colour("surface"))

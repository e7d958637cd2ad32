"""The panel before the start (03e): who is in, and what moves when it starts now."""

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from app.screens.room.panel import CountLine, ShiftLine, StartPanel
from app.views.parts.fonts import metrics
from app.views.parts.painted import Painted
from app.views.parts.painting import TextStyle, draw_glyph, draw_icon, write, write_right
from app.views.parts.panel import COLUMN, ROW, Panel
from app.views.parts.tokens import colour, px
from app.views.parts.words import BODY_2, H3, SMALL_3, TextRole, Words
from app.views.room.room_panel import ActGrid
from app.views.room.room_strips import Picture

LINE = 30


class CountLines(Painted):
    """How many have which status."""

    def __init__(self) -> None:
        """Show no counts yet."""
        super().__init__()
        self._counts: tuple[CountLine, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_counts(self, counts: tuple[CountLine, ...]) -> None:
        """Show counts."""
        if counts != self._counts:
            self._counts = counts
            self.setAccessibleName(", ".join(f"{one.label} {one.count}" for one in counts))
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Return the height of the lines."""
        return QSize(px(200), px(LINE) * len(self._counts))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the lines."""
        painter = QPainter(self)
        for n, count in enumerate(self._counts):
            top = n * px(LINE)
            middle = top + (px(LINE) + bool(n)) / 2
            if n:
                painter.fillRect(0, top, self.width(), 1, colour("line"))
            x = draw_glyph(painter, QPointF(0, middle), count.status, 20) + px(10)
            write(painter, x, middle, count.label, TextStyle(16))
            write_right(painter, self.width(), middle, str(count.count), TextStyle(19, 700))


class ShiftLines(Painted):
    """Each moment as planned, struck through when it moves, and as it becomes."""

    def __init__(self) -> None:
        """Show no moments yet."""
        super().__init__()
        self._lines: tuple[ShiftLine, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(self, lines: tuple[ShiftLine, ...]) -> None:
        """Show moments."""
        if lines != self._lines:
            self._lines = lines
            said = (f"{one.label} gepland {one.planned}, wordt {one.becomes}" for one in lines)
            self.setAccessibleName("; ".join(said))
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Return the height of the lines."""
        return QSize(px(200), px(LINE) * len(self._lines) + 1)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the lines."""
        painter, wide = QPainter(self), self.width()
        for n, line in enumerate(self._lines):
            top = n * px(LINE)
            middle = top + (px(LINE) + 1) / 2
            painter.fillRect(0, top, wide, 1, colour("line"))
            write(painter, 0, middle, line.label, TextStyle(16))
            x = wide - px(64) - px(16) - px(62)
            write(painter, x, middle, line.planned, TextStyle(16, 400, "ink3"))
            if line.planned != line.becomes:
                end = x + metrics(16, 400).horizontalAdvance(line.planned)
                painter.setPen(QPen(colour("ink3"), px(1)))
                painter.drawLine(QPointF(x, middle + 0.5), QPointF(end, middle + 0.5))
            draw_icon(painter, wide - px(64) - px(16), middle, "arrow-right", ("ink3", 16))
            write_right(painter, wide, middle, line.becomes, TextStyle(19, 700))
        bottom = px(LINE) * len(self._lines)
        painter.fillRect(0, bottom, wide, 1, colour("line"))


class QuietNote(Panel):
    """A sentence with an icon in a quiet frame."""

    def __init__(self) -> None:
        """Show no sentence yet."""
        super().__init__(ROW, (13, 9, 13, 9), 10)
        self.paint(fill="sunken", border="line", radius=6)
        icon = Picture(18, "ink2")
        icon.show_icon("info")
        self._text = Words(TextRole(15, 20), wrap=True)
        self.add(Panel(COLUMN).add(icon).push()).add(self._text, stretch=1)

    def show_text(self, text: str) -> None:
        """Show a sentence; none hides the note."""
        self.setVisible(bool(text))
        self._text.say(text)


class StartPanelView(Panel):
    """Draws a StartPanel."""

    def __init__(self) -> None:
        """Make an empty panel."""
        super().__init__(COLUMN, (20, 16, 20, 6))
        self._title, self._text = Words(TextRole(25, 30, 700), wrap=True), Words(BODY_2, wrap=True)
        self._counts, self._lines = CountLines(), ShiftLines()
        self._moments, self._detail = Words(H3), Words(SMALL_3)
        self._rules, self._note = Words(SMALL_3, wrap=True), QuietNote()
        self.acts = ActGrid()
        self.add(self._title).gap(2).add(self._text).gap(6).add(self._counts).gap(8)
        self.add(Panel(ROW).add(self._moments).push().add(self._detail)).gap(6)
        self.add(self._lines).gap(8).add(self._rules).push().gap(6).add(self._note).gap(4)
        self.add(self.acts)

    def show_panel(self, panel: StartPanel) -> None:
        """Show what a start of now would do."""
        self._title.say(panel.title)
        self._text.say(panel.text)
        self._counts.show_counts(panel.counts)
        self._moments.say(panel.moments_title)
        self._detail.say(panel.moments_detail)
        self._lines.show_lines(panel.moments)
        self._rules.say(panel.rules)
        self._note.show_text(panel.note)
        self.acts.show_acts((), panel.small_acts)

"""The room in a narrow window or at 200% text (15): one line of band, one bar of acts."""

from dataclasses import replace
from math import ceil

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.screens.room.band import BandScreen, TopBar
from app.screens.room.intents import Act
from app.screens.room.panel import CandidatePanel
from app.screens.room.panels import PanelScreen
from app.screens.room.room import FooterScreen
from app.screens.room.wording import Line, Span, plain
from app.views.parts.action_button import ActionButton, ButtonLook, ButtonWords
from app.views.parts.fonts import metrics
from app.views.parts.painted import Painted
from app.views.parts.painting import TextStyle, line_width, put, write_line
from app.views.parts.tokens import colour, px
from app.views.room.room_panel import big_look
from app.views.room.room_top import ALARM, FLAT, SYNC_PICTURES

CALM = ButtonLook(40, 17, 700, 12, 10, 20, "band_ink", "", "band_button", 2)
MORE = ButtonLook(46, 16, 600, 14, 10, 16)
UNDO = ButtonLook(46, 16, 600, 12, 10, 18)
UNDO_OFF = replace(UNDO, ink="ink3", fill="sunken", border="line")


class ShortPhase(Painted):
    """Clock and phase in two short lines."""

    def __init__(self) -> None:
        """Show no phase yet."""
        super().__init__()
        self._clock, self._title = "", ""
        self._line: Line = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_phase(self, clock: str, title: str, line: Line) -> None:
        """Show a clock, a title and a line below it."""
        if (clock, title, line) != (self._clock, self._title, self._line):
            self._clock, self._title, self._line = clock, title, line
            self.setAccessibleName(f"{title}. {plain(line)}")
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Return the size of clock and lines."""
        clock = metrics(30, 600).horizontalAdvance(self._clock)
        title = metrics(16, 700).horizontalAdvance(self._title)
        words = max(title, line_width(self._line, _SMALL))
        return QSize(ceil(clock + px(12) + words) + 1, px(48))

    def minimumSizeHint(self) -> QSize:
        """Return the least: the clock."""
        return QSize(px(90), px(48))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint clock and lines; the title is cut off where there is no room."""
        painter = QPainter(self)
        put(painter, 0, px(24), self._clock, TextStyle(30, 600, "band_ink"))
        x = metrics(30, 600).horizontalAdvance(self._clock) + px(12)
        title = metrics(16, 700).elidedText(
            self._title, Qt.TextElideMode.ElideRight, max(0.0, self.width() - x)
        )
        middle = px(15) if self._line else px(24)
        put(painter, x, middle, title, TextStyle(16, 700, "band_ink"))
        write_line(painter, QPointF(x, px(33)), self._line, _SMALL, "band_ink")


class NarrowBand(QWidget):
    """One line instead of the band."""

    asked = Signal(Act)
    start_or_end = Signal()

    def __init__(self) -> None:
        """Make an empty line."""
        super().__init__()
        self._phase, self._button = ShortPhase(), ActionButton()
        self._sync, self._calamity = ActionButton(), ActionButton()
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._phase)
        self._row.addWidget(self._button)
        self._row.addStretch(1)
        self._row.addWidget(self._sync)
        self._row.addWidget(self._calamity)
        self._button.clicked.connect(self.start_or_end)
        self._sync.clicked.connect(lambda: self.asked.emit(Act.STORAGE))
        self._calamity.clicked.connect(lambda: self.asked.emit(Act.CALAMITY))

    def show_band(self, top: TopBar, band: BandScreen, button_look: ButtonLook) -> None:
        """Show the short forms of a band."""
        title = band.short_title or band.title or top.place
        lane = (
            next((lane for lane in band.lanes.lanes if lane.button), None) if band.lanes else None
        )
        below = (Span(band.short_subline),) if band.short_subline else band.subline
        self._phase.show_phase(band.clock, title, below)
        button = lane.button if lane is not None else band.button
        self._button.setVisible(button is not None)
        if button is not None:
            words = ButtonWords(band.short_button or button.text, button.keys)
            self._button.show_words(words, button_look)
        icon, ink = SYNC_PICTURES[top.sync]
        self._sync.show_words(ButtonWords(top.sync_short, icon=icon, icon_ink=ink), FLAT)
        self._sync.setAccessibleName(top.sync_text)
        words = ButtonWords("", "F9", icon="siren", icon_ink="band_alarm")
        self._calamity.show_words(words, replace(ALARM, padding=8))
        self._calamity.setAccessibleName("Calamiteit")

    def measure(self) -> None:
        """Take the sizes of now."""
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(12))
        self.setFixedHeight(px(48))


class NarrowBar(QWidget):
    """The big button, *Meer* for everything else of this candidate, and undo."""

    entered = Signal()
    more = Signal()
    undo = Signal()

    def __init__(self) -> None:
        """Make an empty bar."""
        super().__init__()
        self._big, self._more, self._undo = ActionButton(), ActionButton(), ActionButton()
        self._with_undo = True
        self.turns = False
        """Whether F8 turns from the list to the panel or back: not while something is asked."""
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._big, 1)
        self._row.addWidget(self._more)
        self._row.addWidget(self._undo)
        self._row.addStretch()  # where nothing stretches, the buttons do not either
        self._big.clicked.connect(self.entered)
        self._more.clicked.connect(self.more)
        self._undo.clicked.connect(self.undo)

    def show_bar(self, panel: PanelScreen, footer: FooterScreen, *, turned: bool) -> None:
        """Show what Enter does; `turned` when the panel shows instead of the list."""
        self._undo.setVisible(self._with_undo)
        big = isinstance(panel, CandidatePanel)
        self._big.setVisible(big)
        if isinstance(panel, CandidatePanel):
            words, look = big_look(panel.button)
            self._big.show_words(words, replace(look, height=46, size=18))
        self._more.show_words(ButtonWords("Lijst" if turned else "Meer", "F8"), MORE)
        undo = ButtonWords("", "Ctrl Z", icon="undo-2")
        look = UNDO if footer.can_undo else UNDO_OFF
        self._undo.show_words(undo, look, footer.undo_reason)
        self._undo.setAccessibleName(f"Ongedaan maken: {footer.text}")

    def let_turn(self, *, turns: bool) -> None:
        """Offer *Meer*, or not: while something is asked, that has the page."""
        self.turns = turns
        self._more.setVisible(turns)

    def take_undo(self, *, taken: bool) -> None:
        """Hold the undo here, or leave it to the footer."""
        self._with_undo = taken
        self._undo.setVisible(taken)

    def measure(self) -> None:
        """Take the sizes of now."""
        self._row.setContentsMargins(px(12), 1, px(12), 0)
        self._row.setSpacing(px(8))
        self.setFixedHeight(px(64))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the ground and the line above."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("surface"))
        painter.fillRect(0, 0, self.width(), 1, colour("line"))


_SMALL = TextStyle(15, 400, "band_ink2")

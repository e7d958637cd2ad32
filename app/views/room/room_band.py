"""The dark band over the room: who and where, the clock, the phase, the button, the rail."""

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.screens.room.band import BandButton, BandScreen, Lane, TopBar
from app.screens.room.intents import Act
from app.screens.room.wording import Line, plain
from app.views.parts.action_button import ActionButton, ButtonLook, ButtonWords
from app.views.parts.fonts import font, metrics
from app.views.parts.painted import Painted
from app.views.parts.painting import (
    CAP_BAND,
    CAP_DUE,
    TextStyle,
    baseline,
    draw_cap,
    draw_icon,
    line_width,
    write,
    write_line,
)
from app.views.parts.panel import RESTYLED
from app.views.parts.tokens import colour, percent, px
from app.views.room.room_narrow import NarrowBand
from app.views.room.room_rail import LANE_HEIGHT, LanesWidget, RailWidget
from app.views.room.room_top import TopBarView

CALM = ButtonLook(40, 17, 700, 12, 10, 20, "band_ink", "", "band_button", 2, CAP_BAND)
DUE = ButtonLook(
    40, 17, 700, 12, 10, 20, "band_onbutton", "band_button", "band_button", 2, CAP_DUE
)
SMALL = ButtonLook(26, 15, 700, 8, 10, 18, "band_ink", "", "band_button", 1.5, CAP_BAND)
SMALL_DUE = ButtonLook(
    26, 15, 700, 8, 10, 18, "band_onbutton", "band_button", "band_button", 1.5, CAP_DUE
)


class ClockFace(Painted):
    """The clock of the band; only this is painted anew every second."""

    def __init__(self) -> None:
        """Show no time yet."""
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # nothing below it is painted
        self._clock = self._seconds = ""

    def show_time(self, clock: str, seconds: str) -> None:
        """Show a time."""
        if (clock, seconds) != (self._clock, self._seconds):
            self._clock, self._seconds = clock, seconds
            self.update()

    def sizeHint(self) -> QSize:
        """Return the room of the clock."""
        return QSize(px(200), px(62))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint hours and minutes, then the seconds on the same baseline."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("band"))
        big = TextStyle(62, 600, "band_ink", spacing=-0.5)
        wide = write(painter, 0, px(31), self._clock, big)
        wide -= len(self._clock) * percent() / 200
        painter.setFont(font(26, 400))
        painter.setPen(colour("band_ink2"))
        line = baseline(px(31), 62, 600)
        painter.drawText(QPointF(wide + px(4), line), self._seconds)


class PhaseWords(Painted):
    """The phase in words, with what comes next; or beside a button."""

    def __init__(self) -> None:
        """Show no phase yet."""
        super().__init__()
        self._title, self._icon = "", ""
        self._line: Line = ()
        self._second: Line = ()
        self._style = TextStyle(22, 700, "band_ink")

    def show_phase(
        self, title: str, line: Line, *, small: bool, second: Line = (), icon: str = ""
    ) -> None:
        """Show a title, perhaps with an icon, and one or two lines below it."""
        style = TextStyle(21 if small else 22, 700, "band_ink")
        shown = (title, line, second, icon, style)
        if shown != (self._title, self._line, self._second, self._icon, self._style):
            self._title, self._line, self._second, self._icon, self._style = shown
            self.setAccessibleName(f"{title}. {plain(line)} {plain(second)}".rstrip())
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Return the size of both lines."""
        title = metrics(self._style.size, 700).horizontalAdvance(self._title)
        title += px(34) if self._icon else 0
        below = max(line_width(each, TextStyle(17)) for each in (self._line, self._second))
        lines = bool(self._line) + bool(self._second)
        return QSize(round(max(title, below)) + 2, px(26 + 22 * lines))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint title and line."""
        painter = QPainter(self)
        x = 0
        if self._icon:
            x = round(draw_icon(painter, 0, px(13), self._icon, ("band_alarm", 24))) + px(10)
        write(painter, x, px(13), self._title, self._style)
        below = TextStyle(17, 400, "band_ink2")
        for n, each in enumerate((self._line, self._second)):
            write_line(painter, QPointF(0, px(26 + 11 + 22 * n)), each, below, "band_ink")


class Aside(Painted):
    """The words beside the button: how long until, or how long after."""

    def __init__(self) -> None:
        """Show no words yet."""
        super().__init__()
        self._line: Line = ()

    def show_line(self, line: Line) -> None:
        """Show words."""
        if line != self._line:
            self._line = line
            self.setAccessibleName(plain(line))
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the words."""
        return QSize(round(line_width(self._line, TextStyle(16))) + 2, px(40))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the words."""
        middle = QPointF(0, self.height() / 2)
        write_line(QPainter(self), middle, self._line, TextStyle(16, 400, "band_ink2"), "band_ink")


class LaneWords(Painted):
    """The exams of a room as lines: which key chooses it, its name and where it stands."""

    def __init__(self) -> None:
        """Show no exams yet."""
        super().__init__()
        self._lanes: tuple[Lane, ...] = ()

    def show_lanes(self, lanes: tuple[Lane, ...]) -> None:
        """Show exams."""
        if lanes != self._lanes:
            self._lanes = lanes
            said = (f"{lane.keys} {lane.title}, {plain(lane.phase)}" for lane in lanes)
            self.setAccessibleName("; ".join(said))
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the lines."""
        return QSize(px(352), px(8 + LANE_HEIGHT * max(1, len(self._lanes))))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the lines."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        title, face = TextStyle(16.5, 700, "band_ink"), metrics(16.5, 700)
        is_long = any(face.horizontalAdvance(lane.title) > px(154) for lane in self._lanes)
        room = px(178 if is_long else 154)
        for n, lane in enumerate(self._lanes):
            middle = px(8) + px(LANE_HEIGHT) * n + px(LANE_HEIGHT) / 2
            x = draw_cap(painter, 0, middle, lane.keys, CAP_BAND) + px(8)
            words = face.elidedText(lane.title, Qt.TextElideMode.ElideMiddle, room)
            write(painter, x, middle, words, title)
            style = TextStyle(15.5, 400, "band_ink" if lane.planned else "band_ink2")
            write_line(painter, QPointF(x + room + px(8), middle), lane.phase, style, "band_ink")


class LaneEnds(QWidget):
    """Behind each lane its ends, and the button of an exam that can start or end now."""

    pressed = Signal()

    def __init__(self) -> None:
        """Show no ends yet."""
        super().__init__()
        self._lanes: tuple[Lane, ...] = ()
        self._button = ActionButton(self)
        self._button.clicked.connect(self.pressed)
        self._button.hide()

    def show_lanes(self, lanes: tuple[Lane, ...]) -> None:
        """Show the ends of exams."""
        if lanes != self._lanes:
            self._lanes = lanes
            self.setAccessibleName(
                "; ".join(f"{lane.title}: {plain(lane.ends)}" for lane in lanes)
            )
            self.place()
            self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the lines, with the button behind its own."""
        wide = max((self._width_of(lane) for lane in self._lanes), default=0)
        return QSize(max(px(218), wide), px(8 + LANE_HEIGHT * max(1, len(self._lanes))))

    def _width_of(self, lane: Lane) -> int:
        words = round(line_width(lane.ends, TextStyle(15.5)))
        return words if lane.button is None else words + px(12) + self._button.sizeHint().width()

    def _told(self, lane: Lane) -> Line:
        """Return the ends of a lane; its own end alone where the button needs the room."""
        return lane.ends if self._width_of(lane) <= self.width() else lane.ends[:2]

    def place(self) -> None:
        """Put the button behind the words of its lane."""
        for n, lane in enumerate(self._lanes):
            if lane.button is not None:
                look = SMALL_DUE if lane.button.filled else SMALL
                self._button.show_words(ButtonWords(lane.button.text, lane.button.keys), look)
                x = round(line_width(self._told(lane), TextStyle(15.5))) + px(12)
                y = px(8) + px(LANE_HEIGHT) * n
                self._button.setGeometry(x, y, self._button.sizeHint().width(), px(26))
                self._button.show()
                return
        self._button.hide()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the words."""
        painter = QPainter(self)
        for n, lane in enumerate(self._lanes):
            at = QPointF(0, px(8) + px(LANE_HEIGHT) * n + px(LANE_HEIGHT) / 2)
            told = self._told(lane)
            write_line(painter, at, told, TextStyle(15.5, 400, "band_ink2"), "band_ink")


class BandView(QWidget):
    """The whole band."""

    asked = Signal(Act)
    start_or_end = Signal()

    def __init__(self) -> None:
        """Make an empty band."""
        super().__init__()
        self.top = TopBarView()
        self.top.asked.connect(self.asked)
        self._clock, self._phase, self._aside = ClockFace(), PhaseWords(), Aside()
        self._button, self._rail = ActionButton(), RailWidget()
        self._lane_words, self._lanes, self._lane_ends = LaneWords(), LanesWidget(), LaneEnds()
        self._button.clicked.connect(self.start_or_end)
        self._lane_ends.pressed.connect(self.start_or_end)
        self._shown: BandScreen | None = None
        self._middle = QWidget(self)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._narrow = NarrowBand()
        self._narrow.hide()
        self._narrow.asked.connect(self.asked)
        self._narrow.start_or_end.connect(self.start_or_end)
        self._column.addWidget(self._narrow)
        self._column.addWidget(self.top)
        self._column.addWidget(self._middle)
        for widget in (
            self._clock,
            self._phase,
            self._aside,
            self._button,
            self._rail,
            self._lane_words,
            self._lanes,
            self._lane_ends,
        ):
            widget.setParent(self._middle)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.measure()

    def show_band(self, top: TopBar, band: BandScreen) -> None:
        """Show the band. A second that passed paints the clock only."""
        self.top.show_top(top)
        self._clock.show_time(band.clock, band.seconds)
        self._narrow.show_band(top, band, DUE if _is_due(band) else CALM)
        before, self._shown = self._shown, band
        if before is not None and _still(before) == _still(band):
            return
        self.setAccessibleName(band.spoken or f"{band.title}. {plain(band.subline)}")
        self._phase.show_phase(
            band.title,
            () if band.button else band.subline,
            small=band.button is not None,
            second=band.second_line,
            icon="siren" if band.alarm else "",
        )
        self._aside.show_line(band.aside)
        self._show_button(band.button)
        self._rail.show_rail(band.rail)
        lanes = band.lanes.lanes if band.lanes is not None else ()
        self._lane_words.show_lanes(lanes)
        self._lane_ends.show_lanes(lanes)
        self._lanes.show_lanes(band.lanes)
        self.measure()

    def measure(self) -> None:
        """Take the sizes of now and lay the band out."""
        self._column.setContentsMargins(px(16), 0, px(16), 0)
        self.top.measure()
        self._narrow.measure()
        lanes = len(self._shown.lanes.lanes) if self._shown and self._shown.lanes else 0
        self._middle.setFixedHeight(px(16 + LANE_HEIGHT * lanes) if lanes else px(92))
        self._lay()

    def make_narrow(self, *, narrow: bool) -> None:
        """Show one line instead of the whole band, or the band again."""
        self._narrow.setVisible(narrow)
        self.top.setVisible(not narrow)
        self._middle.setVisible(not narrow)

    def resizeEvent(self, event: object) -> None:  # noqa: ARG002 - the size is asked for
        """Lay the band out in the new width."""
        self._lay()

    def changeEvent(self, event: QEvent) -> None:
        """Take another size or palette."""
        super().changeEvent(event)
        if event.type() in RESTYLED:
            self.measure()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the ground."""
        QPainter(self).fillRect(self.rect(), colour("band"))

    def _show_button(self, button: BandButton | None) -> None:
        if button is not None:
            look = DUE if button.filled else CALM
            self._button.show_words(ButtonWords(button.text, button.keys), look)

    def _lay(self) -> None:
        band, wide = self._shown, self.width() - 2 * px(16)
        if band is None or wide <= 0:
            return
        lanes = band.lanes is not None
        for one in (self._phase, self._rail):
            one.setVisible(not lanes)
        for other in (self._lane_words, self._lanes, self._lane_ends):
            other.setVisible(lanes)
        self._button.setVisible(not lanes and band.button is not None)
        self._aside.setVisible(not lanes and band.button is not None)
        if lanes:
            self._lay_lanes(wide)
        else:
            self._lay_phase(wide, band.button is not None)

    def _lay_phase(self, wide: int, with_button: bool) -> None:  # noqa: FBT001 - one caller
        self._clock.setGeometry(0, px(4), px(200), px(62))
        left = px(220)
        hint = self._phase.sizeHint()
        self._phase.setGeometry(left, px(10), hint.width(), hint.height())
        room = px(322) if with_button else px(244)
        if with_button:
            button, aside = self._button.sizeHint(), self._aside.sizeHint()
            self._button.setGeometry(left, px(42), button.width(), px(40))
            x = left + button.width() + px(14)
            self._aside.setGeometry(x, px(42), aside.width(), px(40))
            room = max(room, x - left + aside.width())
        room = max(room, hint.width())
        rail_x = left + room + px(20)
        # The rail ends at the gutter: its last label may stand out by two pixels.
        self._rail.setGeometry(rail_x, px(4), max(0, wide - rail_x - 2), px(88))

    def _lay_lanes(self, wide: int) -> None:
        tall = self._middle.height()
        self._clock.setGeometry(0, px(8), px(190), px(62))
        self._lane_words.setGeometry(px(208), 0, px(352), tall)
        ends = min(self._lane_ends.sizeHint().width(), wide - px(208 + 352))
        rail_x = px(208 + 352 + 18)
        self._lanes.setGeometry(rail_x, 0, max(0, wide - rail_x - ends - px(18)), tall)
        self._lane_ends.setGeometry(wide - ends, 0, ends, tall)
        self._lane_ends.place()


def _is_due(band: BandScreen) -> bool:
    lanes = band.lanes.lanes if band.lanes is not None else ()
    buttons = (band.button, *(lane.button for lane in lanes))
    return any(button is not None and button.filled for button in buttons)


def _still(band: BandScreen) -> tuple[object, ...]:
    """Return all of a band but the clock, which moves every second."""
    return (
        band.title,
        band.subline,
        band.button,
        band.aside,
        band.rail,
        band.lanes,
        band.spoken,
        band.second_line,
    )

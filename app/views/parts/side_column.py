"""The dark column of 01 and 01b: clock, date, where we are, checks or counts, hotline."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.models.values import Status
from app.screens.room.unlock import Hotline, SideCheck, SideColumn, SideCount
from app.screens.room.wording import Tone
from app.views.parts.panel import COLUMN, ROW, Panel, Rule
from app.views.parts.pictures import Glyph, Picture
from app.views.parts.shift_look import colour, px
from app.views.parts.words import TextRole, Words

ON_BAND = "band_ink"
ON_BAND_2 = "band_ink2"

CLOCK = TextRole(62, 62, 600, ON_BAND, -0.5)
DATE = TextRole(19, 24, 400, ON_BAND_2)
TITLE = TextRole(21, 26, 700, ON_BAND)
SUBTITLE = TextRole(16, 22, 400, ON_BAND_2)
CHECK = TextRole(16, 22, 600, ON_BAND)
DETAIL = TextRole(15, 20, 400, ON_BAND_2)
COUNT = TextRole(18, 22, 400, "band_text")
NUMBER = TextRole(18, 22, 700, ON_BAND)

COUNT_INKS = {
    Status.EXPECTED: "band_ink2",
    Status.PRESENT: "band_present",
    Status.LATE: "band_warning",
    Status.AWAY: "band_away",
    Status.HANDED_IN: "band_button",
    Status.ABSENT: "band_absent",
    Status.REFUSED: "band_absent",
    Status.LEFT: "band_button",
    Status.MOVED: "band_button",
}
TONES = {
    Tone.GOOD: "band_good",
    Tone.WARNING: "band_warning",
    Tone.DANGER: "band_alarm",
    Tone.NOTE: "band_button",
    Tone.MUTED: "band_ink2",
    Tone.PLAIN: "band_ink2",
}


class Mark(QWidget):
    """The product's mark: a now-marker on a time rail."""

    def __init__(self) -> None:
        """Make the mark."""
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of the mark."""
        return QSize(px(26), px(26))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint rail, stem and marker."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.width() / 26, self.height() / 26)
        painter.fillRect(QRectF(1, 11, 24, 4), colour("band_rail"))
        painter.fillRect(QRectF(11, 4, 3, 18), colour("now"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("now"))
        painter.drawPolygon(QPolygonF([QPointF(6.5, 0), QPointF(18.5, 0), QPointF(12.5, 7)]))


class SideColumnView(Panel):
    """Draws a SideColumn. Filling in the same again, each minute, costs little."""

    def __init__(self) -> None:
        """Make the column empty."""
        super().__init__(COLUMN, (36, 32, 36, 32))
        self.paint(fill="band", radius=0)
        self._shown: SideColumn | None = None
        self._clock, self._date = Words(CLOCK), Words(DATE)
        self._title, self._subtitle = Words(TITLE, wrap=True), Words(SUBTITLE, wrap=True)
        self._list = Panel()
        self._hotline = HotlineBox()
        name = Panel(ROW, spacing=10).add(Mark(), Words(TITLE, "Examendag")).push()
        self.add(name).gap(30)
        self.add(self._clock).gap(2).add(self._date).gap(24)
        self.add(self._title, self._subtitle).gap(20)
        self.add(Rule("band_line")).gap(10).add(self._list).push().gap(16)
        self.add(self._hotline)

    def fill(self, side: SideColumn) -> None:
        """Show a column."""
        before, self._shown = self._shown, side
        self._clock.say(side.clock)
        self._date.say(side.date)
        self._title.say(side.title)
        self._subtitle.say(side.subtitle)
        self._hotline.fill(side.hotline)
        if before is None or _listed(before) != _listed(side):
            self._list.empty()
            for check in side.checks:
                self._list.add(_check_row(check))
            for count in side.counts:
                self._list.add(_count_row(count))
            if side.sync is not None:
                self._list.gap(10).add(_sync_row(side.sync))


class HotlineBox(Panel):
    """Whom to call, in a thin frame."""

    def __init__(self) -> None:
        """Make the box empty."""
        super().__init__(ROW, (15, 13, 15, 13), 12)
        self.paint(border="band_line")
        self._title, self._mobile = Words(DETAIL, wrap=True), Words(DETAIL, wrap=True)
        self._number = Words(TITLE)
        words = Panel().add(self._title, self._number, self._mobile)
        self.add(Picture("phone", "band_button", 24)).add(words, stretch=1)

    def fill(self, hotline: Hotline) -> None:
        """Show the numbers."""
        self._title.say(hotline.title)
        self._number.say(hotline.number)
        self._mobile.say(hotline.mobile)


def _listed(side: SideColumn) -> tuple[object, ...]:
    return side.checks, side.counts, side.sync


def _check_row(check: SideCheck) -> QWidget:
    words = Panel().add(Words(CHECK, check.title, wrap=True))
    if check.detail:
        words.add(Words(DETAIL, check.detail, wrap=True))
    row = Panel(ROW, (0, 8, 0, 8), 12)
    icon = Panel(COLUMN, (0, 1, 0, 0)).add(Picture(check.icon, TONES[check.tone])).push()
    return row.add(icon).add(words, stretch=1)


def _count_row(count: SideCount) -> QWidget:
    shape = COUNT_INKS[count.status] if count.count else "band_rail"
    row = Panel(ROW, (0, 8, 0, 8), 12).add(Glyph(count.status, 20, (shape, "band_cut")))
    return row.add(Words(COUNT, count.label), stretch=1).add(Words(NUMBER, str(count.count)))


def _sync_row(sync: SideCheck) -> QWidget:
    row = Panel(ROW, spacing=10).add(Picture(sync.icon, TONES[sync.tone], 18))
    return row.add(Words(DETAIL, sync.title, wrap=True), stretch=1)

"""The clock for candidates (08), for a second screen: always light, it never takes the focus.

Drawn on the design's own sheet of 1920 by 1080 and scaled to the screen there is; the text size
of the window means nothing here.
"""

from dataclasses import dataclass
from math import floor

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QScreen,
)
from PySide6.QtWidgets import QWidget

from app.screens.room.room_clock import ClockAxis, ClockExam, ClockScreen
from app.views.parts.fonts import FAMILY
from app.views.parts.tokens import LIGHT

WIDE, HIGH = 1920, 1080
LEFT, RIGHT = 80, 1840
BIG, TIGHTER = 88, 0.017
RAIL = "#C8D0DC"


@dataclass(frozen=True, slots=True)
class Type:
    """Size, weight and colour of words on the sheet."""

    size: float
    weight: int = 400
    ink: str = LIGHT.ink


GREY = LIGHT.ink2


class ClockView(QWidget):
    """Draws a ClockScreen."""

    def __init__(self) -> None:
        """Make a clock that shows nothing yet."""
        super().__init__()
        self._shown: ClockScreen | None = None
        self.setWindowTitle("Zaalklok")
        self.setWindowFlags(Qt.WindowType.Window | Qt.WindowType.WindowDoesNotAcceptFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def render(self, screen: ClockScreen) -> None:  # type: ignore[override] # not Qt's painting
        """Show a screen; the same again paints nothing."""
        if screen != self._shown:
            self._shown = screen
            self.setAccessibleName(screen.spoken)
            self.update()

    def put_on(self, screen: QScreen | None) -> None:
        """Come onto a second screen, filling it; without one, into a window of its own."""
        if screen is None:
            self.resize(960, 540)
            self.show()
            return
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the sheet in the middle of the window."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(LIGHT.canvas))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = min(self.width() / WIDE, self.height() / HIGH)
        painter.translate((self.width() - WIDE * scale) / 2, (self.height() - HIGH * scale) / 2)
        painter.scale(scale, scale)
        if self._shown is not None:
            _Sheet(painter).draw(self._shown)


class _Sheet:
    """The sheet while it is drawn."""

    def __init__(self, painter: QPainter) -> None:
        self._painter = painter

    def draw(self, screen: ClockScreen) -> None:
        """Draw everything: one exam large, several in lines."""
        several = len(screen.exams) > 1
        name = screen.exams[0].name if len(screen.exams) == 1 else ""
        place = f"Lokaal {screen.place}"
        self.write(QPointF(RIGHT, 98), place, Type(46, 400, GREY), right=True)
        room = RIGHT - LEFT - self._wide(place, Type(46)) - 60
        self.write(QPointF(LEFT, 98), name, Type(46, 700), room=room)
        told = len(screen.announcements)
        band = 0 if not told else 40 + 66 * told
        if several:
            self._several(screen, band)
        else:
            self._one(screen, band)

    def _one(self, screen: ClockScreen, band: int) -> None:
        middle = (130 + 600 - band) / 2 - 12
        size = 470 if not band else 470 - band * 0.9
        self._clock(middle, size, screen.clock)
        self._announce(screen.announcements, 620 - band)
        for exam in screen.exams:
            self._axis(exam.axis, 673)
            self._boxes(exam)

    def _several(self, screen: ClockScreen, band: int) -> None:
        """A smaller clock, and for each exam a line with its name, axis and end times."""
        count = len(screen.exams)
        tall = min(220.0, (HIGH - 330 - band) / count)
        self._clock(195, 230, screen.clock)
        self._announce(screen.announcements, 310)
        for n, exam in enumerate(screen.exams):
            self._lane(exam, 320 + band + n * tall, tall)

    def _lane(self, exam: ClockExam, top: float, tall: float) -> None:
        box = QRectF(LEFT, top, RIGHT - LEFT, tall - 18)
        self._box(box)
        middle = box.center().y()
        label, end = Type(30, 600, GREY), Type(64, 700)
        others = " · ".join(exam.others)
        used = self._wide(exam.end, end)
        self.write(QPointF(LEFT + 36, middle - 10), exam.name, Type(40, 700), room=760)
        self.write(QPointF(LEFT + 36, middle + 44), exam.left, Type(36, 400, GREY), room=760)
        x: float = LEFT + 840
        self.write(QPointF(x, middle - 20), "Einde", label)
        self.write(QPointF(x, middle + 44), exam.end, end)
        if others:
            x += used + 60
            self.write(QPointF(x, middle - 20), "Andere eindtijden", label)
            self.write(QPointF(x, middle + 44), others, Type(64, 600), room=RIGHT - 36 - x)

    def _clock(self, middle: float, size: float, clock: str) -> None:
        look = Type(size, 600)
        measures = QFontMetricsF(_font(look))
        rise = measures.capHeight() / 2
        at = QPointF(WIDE / 2 - measures.horizontalAdvance(clock) / 2, middle + rise)
        self.write(at, clock, look)

    def _announce(self, told: tuple[str, ...], top: float) -> None:
        if not told:
            return
        box = QRectF(LEFT, top, RIGHT - LEFT, 16 + 66 * len(told))
        self._painter.setPen(QPen(QColor(LIGHT.ink), 4))
        self._painter.setBrush(QColor(LIGHT.surface))
        self._painter.drawRoundedRect(box, 14, 14)
        for n, text in enumerate(told):
            at = QPointF(LEFT + 36, top + 60 + 66 * n)
            self.write(at, text, Type(48, 700), room=RIGHT - LEFT - 72, shrink=True)

    def _axis(self, axis: ClockAxis, y: float) -> None:
        span = max(axis.last - axis.start, 1.0)

        def x(at: float) -> float:
            return LEFT + (RIGHT - LEFT) * min(max(0.0, (at - axis.start) / span), 1.0)

        painter, ink = self._painter, QColor(LIGHT.band)
        end = x(axis.end)
        painter.fillRect(QRectF(LEFT, y - 11, end - LEFT, 22), QColor(RAIL))
        painter.fillRect(QRectF(end, y - 4, RIGHT - end, 8), QColor(RAIL))
        now = x(axis.now)
        painter.fillRect(QRectF(LEFT, y - 11, min(now, end) - LEFT, 22), ink)
        marks = [axis.start, axis.end, *(() if axis.leave is None else (axis.leave,))]
        for at in marks:
            painter.fillRect(QRectF(x(at) - 2, y - 20, 4, 42), ink)
        if axis.start <= axis.now <= axis.last:
            self._now(now, y)
        self._labels(axis, x(axis.end), None if axis.leave is None else x(axis.leave), y + 62)

    def _labels(self, axis: ClockAxis, end: float, leave: float | None, y: float) -> None:
        """Start left, end at its mark or before the edge; the leave limit where it still fits."""
        plain = Type(34, 400, GREY)
        first = self._pair(LEFT, y, axis.start_text, axis.start_name)
        wide = self._wide(f"{axis.end_text} ", Type(34, 700)) + self._wide("Einde", plain)
        last = min(end, RIGHT - wide)
        self._pair(last, y, axis.end_text, "Einde")
        if leave is None:
            return
        start = leave - self._wide(axis.leave_text, plain)
        if first + 24 <= start and leave + 24 <= last:
            self.write(QPointF(start, y), axis.leave_text, plain)

    def _pair(self, x: float, y: float, time: str, name: str) -> float:
        strong = Type(34, 700)
        self.write(QPointF(x, y), time, strong)
        x += self._wide(f"{time} ", strong)
        self.write(QPointF(x, y), name, Type(34, 400, GREY))
        return x + self._wide(name, Type(34, 400))

    def _now(self, x: float, y: float) -> None:
        painter = self._painter
        painter.setPen(QPen(QColor(LIGHT.onnow), 3))
        painter.setBrush(QColor(LIGHT.now))
        painter.drawRect(QRectF(x - 5, y - 30, 10, 52))
        corners = (QPointF(x - 22, y - 53), QPointF(x + 22, y - 53), QPointF(x, y - 24))
        painter.drawPolygon(QPolygonF(corners))

    def _boxes(self, exam: ClockExam) -> None:
        """The end with what is left; beside it the other end times, when there are any."""
        wide = 1008 if exam.others else RIGHT - LEFT
        box = QRectF(LEFT, 791, wide, 228)
        self._box(box)
        self.write(QPointF(LEFT + 38, 855), "Einde", Type(40, 600, GREY))
        self.write(QPointF(LEFT + 38, 966), exam.end, Type(112, 700))
        left = QPointF(box.right() - 38, 966)
        self.write(left, exam.left, Type(48, 400, GREY), right=True)
        if exam.others:
            other = QRectF(box.right() + 32, 791, RIGHT - box.right() - 32, 228)
            self._box(other)
            x = other.x() + 38
            self.write(QPointF(x, 855), "Andere eindtijden", Type(40, 600, GREY))
            times = " · ".join(exam.others)
            room = other.width() - 76
            self.write(QPointF(x, 957), times, Type(88, 600), room=room, shrink=True)

    def _box(self, box: QRectF) -> None:
        self._painter.setPen(QPen(QColor(LIGHT.line), 2))
        self._painter.setBrush(QColor(LIGHT.surface))
        self._painter.drawRoundedRect(box, 14, 14)

    def write(
        self,
        at: QPointF,
        text: str,
        look: Type,
        *,
        right: bool = False,
        room: float = 0.0,
        shrink: bool = False,
    ) -> None:
        """Write words on a baseline; with a `room` they become smaller, or are cut off in it."""
        face, measures = _font(look), QFontMetricsF(_font(look))
        wide = measures.horizontalAdvance(text)
        if room and wide > room and shrink:
            face = _font(
                Type(max(look.size / 2, 0.98 * look.size * room / wide), look.weight, look.ink)
            )
            measures = QFontMetricsF(face)
        if room:
            text = measures.elidedText(text, Qt.TextElideMode.ElideRight, room)
        self._painter.setFont(face)
        self._painter.setPen(QColor(look.ink))
        start = at.x() - measures.horizontalAdvance(text) if right else at.x()
        self._painter.drawText(QPointF(start, at.y()), text)

    def _wide(self, text: str, look: Type) -> float:
        return QFontMetricsF(_font(look)).horizontalAdvance(text)


def _font(look: Type) -> QFont:
    face = QFont(FAMILY)
    face.setPixelSize(max(1, floor(look.size)))
    if look.size >= BIG:
        face.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, -look.size * TIGHTER)
    face.setWeight(QFont.Weight(look.weight))
    face.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return face

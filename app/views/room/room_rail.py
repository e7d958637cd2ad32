"""The rail of the time band: the moments of an exam on a line, and now; or slim lanes."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.screens.room.band import Lane, Lanes, MomentKind, Rail, RailMoment
from app.views.parts.fonts import metrics
from app.views.parts.painting import TextStyle, write
from app.views.parts.tokens import colour, px

LANE_HEIGHT = 27
PAD = 6
TIME = TextStyle(16, 700, "band_ink")
NAME = TextStyle(14.5, 400, "band_ink2")


@dataclass(frozen=True, slots=True)
class _Placed:
    """A label that found its place: x of its left edge for the time and for the name."""

    moment: RailMoment
    time_x: float
    name: str
    name_x: float


class _Taken:
    """Which stretches of a line of labels are taken already."""

    def __init__(self, wide: float) -> None:
        self._wide = wide
        self._taken: list[tuple[float, float]] = []

    def free(self, start: float, end: float, gap: float) -> bool:
        """Tell whether a stretch lies inside and apart from the others."""
        inside = start >= -px(2) and end <= self._wide + px(2)
        return inside and all(end + gap < s or start - gap > e for s, e in self._taken)

    def take(self, start: float, end: float) -> None:
        """Take a stretch."""
        self._taken.append((start, end))


def place_labels(rail: Rail, wide: float, x_of: dict[RailMoment, float]) -> list[_Placed]:
    """Place the labels in order of priority; labels never overlap."""
    lines = (_Taken(wide), _Taken(wide))
    placed = []
    for moment in sorted(rail.moments, key=lambda moment: moment.priority):
        for name in dict.fromkeys((moment.name, moment.short, "")):
            label = _try(moment, name, x_of[moment], lines)
            if label is not None:
                placed.append(label)
                break
    return placed


def _try(moment: RailMoment, name: str, x: float, lines: tuple[_Taken, _Taken]) -> _Placed | None:
    time_wide = metrics(TIME.size, TIME.weight).horizontalAdvance(moment.time)
    name_wide = metrics(NAME.size, NAME.weight).horizontalAdvance(name)
    for leftward in (moment.leftward, not moment.leftward):
        edge = x + px(2) if leftward else x - px(2)
        time_x = edge - time_wide if leftward else edge
        name_x = edge - name_wide if leftward else edge
        if not lines[0].free(time_x, time_x + time_wide, px(8)):
            continue
        if name and not lines[1].free(name_x, name_x + name_wide, px(9)):
            continue
        lines[0].take(time_x, time_x + time_wide)
        if name:
            lines[1].take(name_x, name_x + name_wide)
        return _Placed(moment, time_x, name, name_x)
    return None


class RailWidget(QWidget):
    """Paints a Rail. It is painted anew only when a minute passed or a moment moved."""

    def __init__(self) -> None:
        """Make an empty rail."""
        super().__init__()
        self._rail: Rail | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rail(self, rail: Rail | None) -> None:
        """Show a rail."""
        if rail != self._rail:
            self._rail = rail
            self.update()

    def sizeHint(self) -> QSize:
        """Return the height of line and labels."""
        return QSize(px(400), px(88))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint line, marks, labels and the now-marker."""
        rail = self._rail
        if rail is None or len(rail.moments) < 2:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first, last = rail.moments[0].at, rail.moments[-1].at
        span = max(1.0, last - first)
        inner = self.width() - 2 * px(PAD)

        def x_at(minute: float) -> float:
            return px(PAD) + (min(max(minute, first), last) - first) / span * inner

        x_of = {moment: round(x_at(moment.at) * 10) / 10 for moment in rail.moments}
        _paint_line(painter, rail, x_of, x_at(rail.now))
        if rail.stopped is not None:
            start, end = x_at(rail.stopped[0]), x_at(rail.stopped[1])
            alarm = QRectF(start, px(14), max(px(4), end - start), px(20))
            painter.fillRect(alarm, colour("band_alarm"))
        for moment, x in x_of.items():
            ink = "band_ink" if moment.upcoming else "band_rail"
            painter.setPen(QPen(colour(ink), px(2) if moment.upcoming else px(1.5)))
            painter.drawLine(QPointF(x, px(15)), QPointF(x, px(36)))
        for label in place_labels(rail, self.width(), x_of):
            _paint_label(painter, label)
        _paint_now(painter, x_at(rail.now), (0, px(35)), px(8), px(11))


def _paint_label(painter: QPainter, label: _Placed) -> None:
    middle = px(18 + 12)
    write(painter, label.time_x, middle + px(21) - px(5), label.moment.time, TIME)
    if label.name:
        write(painter, label.name_x, middle + px(37) - px(4), label.name, NAME)
        if label.moment.under:
            x = label.name_x
            if x != label.time_x:  # it ends where its moment is: so does the line below
                wide = metrics(NAME.size, NAME.weight)
                x += wide.horizontalAdvance(label.name) - wide.horizontalAdvance(
                    label.moment.under
                )
            write(painter, x, middle + px(53) - px(4), label.moment.under, NAME)


def _paint_now(
    painter: QPainter, x: float, stem: tuple[float, float], half: float, tall: float
) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("now"))
    top, bottom = stem
    wide = px(3)
    painter.drawRect(QRectF(x - wide / 2, top + px(4), wide, bottom - top - px(4)))
    painter.drawPolygon(
        QPolygonF([QPointF(x - half, top), QPointF(x + half, top), QPointF(x, top + tall)])
    )


def _paint_line(
    painter: QPainter, rail: Rail, x_of: dict[RailMoment, float], now_x: float
) -> None:
    for before, after in zip(rail.moments, rail.moments[1:], strict=False):
        left, right = x_of[before], x_of[after]
        if before.kind is MomentKind.WALK_IN:
            thin = QRectF(left, px(22), right - left - 1, px(4))
            painter.fillRect(thin, colour("band3"))
            end = now_x if rail.planned else min(now_x, right - 1)
            if end > left:
                painter.fillRect(QRectF(left, px(22), end - left, px(4)), colour("band_rail"))
            continue
        box = QRectF(left + 1, px(18), right - left - 2, px(12))
        if rail.planned:
            _paint_planned(painter, box)
        elif before.kind is MomentKind.END:
            _paint_hatched(painter, box)
        else:
            painter.fillRect(box, colour("band3"))
            if now_x > left:
                done = QRectF(left, px(18), min(now_x, right) - left, px(12))
                painter.fillRect(done, colour("band_rail"))
    if rail.planned and rail.moments[0].kind is MomentKind.WALK_IN:
        start = x_of[rail.moments[0]]
        painter.fillRect(QRectF(start, px(22), now_x - start, px(4)), colour("band_rail"))


def _paint_planned(painter: QPainter, box: QRectF) -> None:
    pen = QPen(colour("band_hatch"), px(1.5))
    pen.setDashPattern([5 / 1.5, 4 / 1.5])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box.adjusted(0.75, 0.75, -0.75, -0.75))


def _paint_hatched(painter: QPainter, box: QRectF) -> None:
    painter.save()
    painter.fillRect(box, colour("band2"))
    painter.setClipRect(box)
    painter.setPen(QPen(colour("band_hatch"), px(2)))
    x = box.left() - 1
    while x < box.right():
        painter.drawLine(QPointF(x, box.bottom()), QPointF(x + px(7), box.top()))
        x += px(7)
    painter.restore()


class LanesWidget(QWidget):
    """Paints the slim lanes of a room with two to four exams, on one axis."""

    def __init__(self) -> None:
        """Make an empty set of lanes."""
        super().__init__()
        self._lanes: Lanes | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lanes(self, lanes: Lanes | None) -> None:
        """Show lanes."""
        if lanes != self._lanes:
            self._lanes = lanes
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Return the height of the lanes."""
        count = len(self._lanes.lanes) if self._lanes is not None else 1
        return QSize(px(300), px(8 + LANE_HEIGHT * count))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint each lane and one now-marker through all."""
        lanes = self._lanes
        if lanes is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = self.width() / max(1.0, lanes.last - lanes.first)
        now_x = (min(max(lanes.now, lanes.first), lanes.last) - lanes.first) * scale
        for n, lane in enumerate(lanes.lanes):
            top = px(8) + n * px(LANE_HEIGHT) + px(8)
            xs = tuple(
                (minute - lanes.first) * scale for minute in (lane.start, lane.end, lane.extra_end)
            )
            _paint_lane(painter, lane, xs, (top, now_x))
        bottom = px(8) + px(LANE_HEIGHT) * len(lanes.lanes) - px(4)
        _paint_now(painter, now_x, (0, bottom), px(7), px(10))


def _paint_lane(
    painter: QPainter, lane: Lane, xs: tuple[float, ...], at: tuple[float, float]
) -> None:
    start, end, extra = xs
    top, now_x = at
    exam = QRectF(start, top, end - start, px(10))
    own = QRectF(end + 2, top + px(2.5), max(0.0, extra - end - 2), px(5))
    if lane.planned:
        for box, wide, dash in ((exam, 1.5, (5, 4)), (own, 1.2, (4, 3))):
            pen = QPen(colour("band_key"), px(wide))
            pen.setDashPattern([dash[0] / wide, dash[1] / wide])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box)
        return
    painter.fillRect(exam, colour("band3"))
    painter.fillRect(own, colour("band3"))
    if now_x > start:
        done = QRectF(start, top, min(end, now_x) - start, px(10))
        painter.fillRect(done, colour("band_rail"))
    if now_x > end and extra > end:
        wide = max(0.0, min(now_x, extra) - end - 2)
        painter.fillRect(QRectF(end + 2, own.top(), wide, px(5)), colour("band_rail"))

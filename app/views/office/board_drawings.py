"""The two drawings in a row of the board: an exam on a line, and who came."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.models.values import Status
from app.screens.office.board_ui import MiniRail
from app.views.parts.glyphs import GLYPH_INKS
from app.views.parts.tokens import colour, px

RAIL_WIDE: Final = 180
BAR_WIDE: Final = 125


def draw_rail(painter: QPainter, at: QPointF, rail: MiniRail) -> None:
    """Paint an exam on a line from x around the middle y: door, exam, extra time, and now."""
    wide, span = px(RAIL_WIDE), max(rail.last - rail.doors, 1.0)

    def x_of(minute: float) -> float:
        return at.x() + (min(max(minute, rail.doors), rail.last) - rail.doors) / span * wide

    now, gap = x_of(rail.now), px(1)
    for first, last, tall in (
        (rail.doors, rail.start, px(4)),
        (rail.start, rail.end, px(8)),
        (rail.end, rail.last, px(4)),
    ):
        left, right = x_of(first) + (gap if first > rail.doors else 0), x_of(last)
        if right > left:
            top = at.y() - tall / 2
            painter.fillRect(QRectF(left, top, right - left, tall), colour("line"))
            if now > left:
                done = QRectF(left, top, min(now, right) - left, tall)
                painter.fillRect(done, colour("ctl"))
    if rail.entry is not None and rail.start < rail.entry < rail.end:
        tick = QRectF(x_of(rail.entry) - px(1), at.y() - px(6), px(2), px(12))
        painter.fillRect(tick, colour("surface"))
    left = min(max(now - px(2), at.x()), at.x() + wide - px(4))
    marker = QRectF(left, at.y() - px(8), px(4), px(16))
    painter.fillRect(marker, colour("ink"))
    painter.fillRect(marker.adjusted(px(1), px(1), -px(1), -px(1)), colour("now"))


def _bar_widths(bar: tuple[tuple[Status, int], ...], whole: int) -> list[int]:
    """Return whole pixels for each piece with its gap: one candidate of 240 is still seen."""
    total = sum(count for _, count in bar)
    widths = [max(round(whole * count / total), px(3)) for _, count in bar]
    largest = widths.index(max(widths))
    widths[largest] += whole - sum(widths)
    return widths


def draw_bar(painter: QPainter, at: QPointF, bar: tuple[tuple[Status, int], ...]) -> None:
    """Paint who came, from x around the middle y: expected is dashed, absent is thin."""
    total = sum(count for _, count in bar)
    if not total:
        return
    x = round(at.x())
    for (status, _), wide in zip(bar, _bar_widths(bar, px(BAR_WIDE + 1)), strict=True):
        box = QRectF(x, round(at.y()) - px(5), wide - px(1), px(10))
        if status is Status.EXPECTED:
            pen = QPen(colour("ctl"), px(1))
            pen.setDashPattern([3, 2])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(0.5, px(1) + 0.5, -0.5, -px(1) - 0.5))
        elif status is Status.ABSENT:
            painter.fillRect(box.adjusted(0, px(3), 0, -px(3)), colour(GLYPH_INKS[status]))
        else:
            painter.fillRect(box, colour(GLYPH_INKS[status]))
        x += wide

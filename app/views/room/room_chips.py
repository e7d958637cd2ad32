"""The filters of the list with their counts."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.screens.room.room import FilterChip
from app.views.parts.fonts import metrics
from app.views.parts.painting import (
    TextStyle,
    cap_width,
    draw_box,
    draw_cap,
    draw_glyph,
    put,
    write,
)
from app.views.parts.panel import RESTYLED
from app.views.parts.tokens import px


class ChipRow(QWidget):
    """The filters with their counts, painted as one; a click or Ctrl and a digit chooses."""

    chosen = Signal(int)

    def __init__(self) -> None:
        """Make a row without chips."""
        super().__init__()
        self._chips: tuple[FilterChip, ...] = ()
        self._places: list[tuple[float, float]] = []
        self._with_keys = self._with_words = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_chips(self, chips: tuple[FilterChip, ...]) -> None:
        """Show chips."""
        if chips != self._chips:
            self._chips = chips
            self._lay()
            said = ", ".join(
                f"{chip.text} {chip.count}{', gekozen' if chip.chosen else ''}" for chip in chips
            )
            self.setAccessibleName(f"Filters: {said}. Kies met Ctrl en een cijfer.")
            self.update()

    def sizeHint(self) -> QSize:
        """Return the height of the row."""
        return QSize(px(300), px(46))

    def resizeEvent(self, event: object) -> None:  # noqa: ARG002 - the size is asked for
        """Leave the keycap out where it does not fit."""
        self._lay()

    def changeEvent(self, event: QEvent) -> None:
        """Take another size or palette."""
        super().changeEvent(event)
        if event.type() in RESTYLED:
            self._lay()
            self.updateGeometry()
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the chip under the mouse."""
        x = event.position().x()
        for n, (left, right) in enumerate(self._places):
            if left <= x <= right:
                self.chosen.emit(n)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the chips and the keycap at the right."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for chip, (left, right) in zip(self._chips, self._places, strict=True):
            _paint_chip(painter, QRectF(left, 0, right - left, px(34)), self._short(chip))
        if self._with_keys and self._chips:
            keys = f"Ctrl 1–{len(self._chips)}"
            draw_cap(painter, self.width() - px(16) - cap_width(keys), px(17), keys)

    def _lay(self) -> None:
        x, gap, self._places = float(px(16)), px(8), []
        self._with_words = True
        whole = sum(_chip_width(chip) + gap for chip in self._chips) - gap + 2 * px(16)
        self._with_words = whole <= self.width() + gap * len(self._chips)
        widths = [_chip_width(self._short(chip)) for chip in self._chips]
        whole = sum(widths) + gap * max(0, len(widths) - 1) + 2 * px(16)
        self._with_keys = whole + gap + cap_width("Ctrl 1–7") <= self.width()
        if whole > self.width() and widths:
            gap = max(px(2), gap - round((whole - self.width()) / len(widths)) - 1)
        for wide in widths:
            self._places.append((x, x + wide))
            x += wide + gap

    def _short(self, chip: FilterChip) -> FilterChip:
        """Return a chip as it is shown: its glyph and count where there is no room for words."""
        words = self._with_words or chip.chosen or chip.status is None
        return chip if words else replace(chip, text="")


def _chip_width(chip: FilterChip) -> float:
    words = metrics(15, 600).horizontalAdvance(chip.text)
    count = metrics(15, 700).horizontalAdvance(str(chip.count))
    picture = px(16) + px(7) if chip.status is not None else 0
    gap = px(7) if chip.text else 0
    return round(2 + picture + words + gap + count + sum(_pads(chip)))


def _pads(chip: FilterChip) -> tuple[int, int]:
    return (px(13), px(13)) if chip.chosen else (px(9), px(12))


def _paint_chip(painter: QPainter, box: QRectF, chip: FilterChip) -> None:
    ground, border = ("ink", "ink") if chip.chosen else ("surface", "line")
    draw_box(painter, box, ground, border, radius=17)
    quiet = "ink3" if not chip.count else "ink2"
    words = "surface" if chip.chosen else quiet
    number = "surface" if chip.chosen else "ink3" if not chip.count else "ink"
    x, middle = box.x() + 1 + _pads(chip)[0], box.center().y()
    if chip.status is not None:
        inks = ("surface", "ink") if chip.chosen else None if chip.count else ("ink3", "onstatus")
        at = QPointF(x, middle)
        x += draw_glyph(painter, at, chip.status, 16, inks) + px(7)
    if chip.text:
        x += write(painter, x, middle, chip.text, TextStyle(15, 600, words)) + px(7)
    put(painter, x, middle, str(chip.count), TextStyle(15, 700, number))

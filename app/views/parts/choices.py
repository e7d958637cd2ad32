"""One of several: parts of one control, or chips beside each other; the chosen one is dark."""

from collections.abc import Hashable, Sequence
from math import ceil
from typing import Generic, TypeVar

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from app.views.parts.fonts import metrics
from app.views.parts.notice_box import press_with
from app.views.parts.painting import TextStyle, put, write
from app.views.parts.panel import ROW, Panel
from app.views.parts.pictures import key_cap_size
from app.views.parts.push_action import Inks, Look, Measure, PushAction
from app.views.parts.tokens import px

Key = TypeVar("Key", bound=Hashable)
PART = Measure(40, 16, 600, 14)
CHIP = Measure(34, 15, 600, 13, gap=7)


class Option(PushAction):
    """One of several. A screen reader hears which one is chosen; pressing it decides nothing."""

    def __init__(self, text: str, keys: str, measure: Measure) -> None:
        """Make one that is not chosen."""
        super().__init__(text, keys, Look.PLAIN, measure)
        self.setCheckable(True)

    def choose(self, *, is_chosen: bool) -> None:
        """Show whether it is the chosen one."""
        self.setChecked(is_chosen)
        self.say(self.text(), self._keys, Look.CHOSEN if is_chosen else Look.PLAIN)

    def nextCheckState(self) -> None:
        """Stay as it is: who renders says which one is chosen."""

    def _inks(self) -> Inks:
        return super()._inks() if self.isChecked() else Inks("surface", "ctl", "ink2")


class Chip(Option):
    """A filter with how many it holds, as those of the room."""

    radius = 17

    def __init__(self, text: str, count: int | None = None, keys: str = "") -> None:
        """Make a chip; without a count it shows its words only."""
        super().__init__(text, keys, CHIP)
        self._count = ""
        self.tell(text, count)

    def tell(self, text: str, count: int | None) -> None:
        """Say another text or number."""
        self._count = "" if count is None else str(count)
        self.say(text, self._keys, self._look)
        self.setAccessibleName(f"{text} {self._count}".strip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size around words, number and keycap."""
        hint = super().sizeHint()
        number = ceil(metrics(15, 700).horizontalAdvance(self._count)) + px(CHIP.gap)
        return QSize(hint.width() + (number if self._count else 0), hint.height())

    def _inks(self) -> Inks:
        return super()._inks() if self.isChecked() else Inks("surface", "line", "ink2")

    def _paint_words(self, painter: QPainter, box: QRectF, inks: Inks) -> None:
        if not self._count:
            super()._paint_words(painter, box, inks)
            return
        number = inks.ink if self.isChecked() else "ink"
        x = box.x() + px(CHIP.padding)
        x += write(painter, x, box.center().y(), self.text(), TextStyle(15, 600, inks.ink))
        put(painter, x + px(CHIP.gap), box.center().y(), self._count, TextStyle(15, 700, number))


class Part(Option):
    """A part of a control in parts: only the outer corners are round."""

    is_first = is_last = False

    def cap(self, keys: str) -> None:
        """Show a keycap, or none."""
        self.say(self.text(), keys, self._look)

    def wide(self, keys: str) -> int:
        """Return how wide it is with this keycap, or without one."""
        words = ceil(metrics(PART.size, PART.weight).horizontalAdvance(self.text()))
        cap = key_cap_size(keys).width() + px(PART.gap) if keys else 0
        return words + cap + 2 * px(PART.padding)

    def _paint_shape(self, painter: QPainter, box: QRectF, half: float) -> None:
        over = px(self.radius) + 1
        left = half if self.is_first else -over
        right = half if self.is_last else -over
        painter.save()
        painter.setClipRect(box)
        super()._paint_shape(painter, box.adjusted(left - half, 0, half - right, 0), half)
        painter.restore()


class Choices(Panel, Generic[Key]):
    """Parts of one control, a key beside each where there is room; `parts` are its buttons.

    Without keycaps the keys work all the same, and F1 tells them.
    """

    def __init__(self, told: Sequence[tuple[Key, str, str]], *, has_caps: bool = True) -> None:
        """Make a part of each key, text and keycap."""
        super().__init__(ROW)
        self._keys = {key: keys if has_caps else "" for key, _, keys in told}
        self.parts = {key: Part(text, self._keys[key], PART) for key, text, _ in told}
        for key, _, keys in told:
            press_with(self.parts[key], keys)
        self.add(*self.parts.values())
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def choose(self, chosen: Key, among: Sequence[Key] = ()) -> None:
        """Show which is the chosen one; `among` are those that are there, all without it."""
        there = [key for key in self.parts if not among or key in among]
        for key, part in self.parts.items():
            part.setVisible(key in there)
            part.is_first, part.is_last = key == there[0], key == there[-1]
            part.choose(is_chosen=key == chosen)
        self.updateGeometry()
        self._fit()

    def sizeHint(self) -> QSize:
        """Return the size with the keys."""
        return QSize(self._wide(has_keys=True), px(PART.height))

    def minimumSizeHint(self) -> QSize:
        """Return the size without keys: those give way."""
        return QSize(self._wide(has_keys=False), px(PART.height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the keys out where there is no room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        has_keys = self.width() >= self._wide(has_keys=True)
        for key, part in self.parts.items():
            part.cap(self._keys[key] if has_keys else "")

    def _wide(self, *, has_keys: bool) -> int:
        shown = [(key, part) for key, part in self.parts.items() if not part.isHidden()]
        return sum(part.wide(self._keys[key] if has_keys else "") for key, part in shown)

"""The dark bar over a screen: title, place, clock, what is kept where, who, help, way back."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.screens.room.wording import BarStatus, ScreenAction
from app.views.parts.focus_ring import FocusRing
from app.views.parts.notice_box import press_with
from app.views.parts.panel import COLUMN, ROW, Panel
from app.views.parts.pictures import Picture
from app.views.parts.push_action import ALARM_MEASURE, BAND_MEASURE, FLAT_MEASURE, Look, PushAction
from app.views.parts.shift_look import px
from app.views.parts.words import TextRole, Words

TITLE = TextRole(20, 26, 700, "band_ink")
PLACE = TextRole(16, 22, 400, "band_ink2")
CHIP = TextRole(15, 20, 400, "band_text")
NARROW, CROWDED = 1000, 800
LEAST_PLACE = 120
"""How much of the place is said at least, beside the chips."""
SPARED = "spared where it is crowded"
BACK, HELP, CALAMITY = "back", "keys", "calamity"
SYNC_INK = {"circle-check": "band_good"}


class DarkBar(Panel):
    """Draws title and status; `chosen` carries the name of a pressed action."""

    chosen = Signal(str)

    def __init__(self) -> None:
        """Make an empty bar."""
        super().__init__(ROW, (16, 0, 16, 0), 16)
        self.paint(fill="band", radius=0)
        self._shown: object = None
        self._logical = 0.0
        self._title, self._clock = Words(TITLE), Words(TITLE)
        self._place = Words(PLACE).give_way()
        self._right = Panel(ROW, spacing=16)
        self._left = Panel(ROW, spacing=16).add(self._title, self._place).push()
        self._left.add(self._clock)
        self._ring = FocusRing(self)
        self.add(self._left, stretch=1).add(self._right)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def fill(self, title: str, place: str, clock: str, status: BarStatus, back: str = "") -> None:
        """Show texts; the clock alone changes most of the time and is cheap."""
        self._title.say(title)
        self._place.say(place)
        self._clock.say(clock)
        self._clock.setVisible(bool(clock))
        if (status, back) != self._shown:
            self._shown = (status, back)
            self._fill_right(status, back)
            if self._logical:
                self.arrange(self._logical)

    def sizeHint(self) -> QSize:
        """Return the height of the bar, more when it has two lines."""
        hint = super().sizeHint()
        return QSize(hint.width(), max(hint.height(), px(48)))

    def minimumSizeHint(self) -> QSize:
        """Return the least height of the bar."""
        hint = super().minimumSizeHint()
        return QSize(0, max(hint.height(), px(48)))

    def arrange(self, logical_width: float) -> None:
        """Take two lines where the chips do not fit beside the title."""
        self._logical = logical_width
        wide = logical_width >= NARROW and self._needed() <= px(logical_width)
        self.box.setDirection(ROW if wide else COLUMN)
        self.box.setSpacing(px(16) if wide else px(2))
        self.resize_margins((16, 0, 16, 0) if wide else (16, 7, 16, 7))
        side = Qt.AlignmentFlag.AlignVCenter if wide else Qt.AlignmentFlag.AlignLeft
        self.box.setAlignment(self._right, side)
        for chip in self._right.findChildren(QWidget, SPARED):
            chip.setVisible(logical_width >= CROWDED)

    def _needed(self) -> int:
        """Return how wide one line is, with a piece of the place."""
        place = min(self._place.sizeHint().width(), px(LEAST_PLACE))
        clock = 0 if self._clock.isHidden() else self._clock.sizeHint().width() + px(16)
        words = self._title.sizeHint().width() + px(16) + place + clock
        return words + self._right.sizeHint().width() + px(3 * 16)

    def _fill_right(self, status: BarStatus, back: str) -> None:
        self._right.empty()
        if status.sync:
            self._right.add(_chip(status.sync_icon, status.sync, framed=status.sync_framed))
        if status.battery:
            ink = "band_warning" if status.battery_low else "band_text"
            chip = _chip("battery-medium", status.battery, pad=2, ink=ink)
            if not status.battery_low:
                chip.setObjectName(SPARED)
            self._right.add(chip)
        if status.who:
            chip = _chip("users", status.who, pad=2)
            chip.setObjectName(SPARED)
            self._right.add(chip)
        for action in status.actions:
            self._right.add(self._button(action))
        if back:
            self._right.add(self._button(ScreenAction(BACK, back, "Esc")))

    def _button(self, action: ScreenAction) -> QWidget:
        look, measure = {
            BACK: (Look.BAND, BAND_MEASURE),
            CALAMITY: (Look.ALARM, ALARM_MEASURE),
        }.get(action.name, (Look.BAND_FLAT, FLAT_MEASURE))
        button = PushAction(action.text, action.keys, look, measure)
        if action.name == CALAMITY:
            button.dress(picture="siren")
        if action.name == HELP:
            button.setObjectName(SPARED)
        button.clicked.connect(lambda: self.chosen.emit(action.name))
        if action.name not in (BACK, HELP, CALAMITY):  # Esc is the view's, F1 and F9 the window's
            press_with(button, action.keys)
        return button


def _chip(
    icon: str, text: str, *, pad: int = 10, framed: bool = False, ink: str = "band_text"
) -> Panel:
    chip = Panel(ROW, (pad, 6, pad, 6), 8)
    if framed:
        chip.paint(border="band_line", radius=6)
    picture = Picture(icon, SYNC_INK.get(icon, "band_ink2" if framed else ink), 18)
    return chip.add(picture, Words(CHIP, text))

"""The first line of the band: room, exam, what is stored, battery, people, help, calamity."""

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.screens.room.band import SyncState, TopBar
from app.screens.room.intents import Act
from app.views.parts.action_button import ActionButton, ButtonLook, ButtonWords
from app.views.parts.fonts import metrics
from app.views.parts.painted import Painted
from app.views.parts.painting import CAP_BAND, TextStyle, draw_icon, write
from app.views.parts.tokens import px
from app.views.parts.words import hover_text

FLAT = ButtonLook(32, 15, 400, 2, 8, 18, "band_text", "", "", 0, CAP_BAND)
FRAMED = ButtonLook(32, 15, 400, 10, 8, 18, "band_text", "", "band3", 1, CAP_BAND)
ALARM = ButtonLook(36, 16, 700, 12, 8, 20, "band_ink", "", "band_alarm", 2, CAP_BAND)

SYNC_PICTURES = {
    SyncState.STORED: ("circle-check", "band_good"),
    SyncState.SENDING: ("refresh-cw", "band_ink2"),
    SyncState.OFFLINE: ("cloud-off", "band_ink2"),
    SyncState.COPY_NEEDED: ("usb", "band_warning"),
    SyncState.SEALED: ("lock", "band_ink2"),
}
FRAMED_STATES = {SyncState.OFFLINE, SyncState.COPY_NEEDED, SyncState.SEALED}


class PlaceName(Painted):
    """The room, and beside it the exam; the exam is cut off where there is no room."""

    def __init__(self) -> None:
        """Show no place yet."""
        super().__init__()
        self._place = self._subtitle = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_place(self, place: str, subtitle: str) -> None:
        """Show a room and what is taken there."""
        if (place, subtitle) != (self._place, self._subtitle):
            self._place, self._subtitle = place, subtitle
            self.setAccessibleName(f"{place}, {subtitle}")
            self.update()

    def sizeHint(self) -> QSize:
        """Return the size of both; the exam may shrink."""
        return QSize(round(metrics(20, 700).horizontalAdvance(self._place)) + 1, px(48))

    def minimumSizeHint(self) -> QSize:
        """Return the size of the room's name, which is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint both."""
        painter, middle = QPainter(self), self.height() / 2
        x = write(painter, 0, middle, self._place, TextStyle(20, 700, "band_ink")) + px(16)
        words = metrics(16, 400).elidedText(
            self._subtitle, Qt.TextElideMode.ElideRight, self.width() - x
        )
        write(painter, x, middle, words, TextStyle(16, 400, "band_ink2"))


class Chip(Painted):
    """An icon with words, for what cannot be pressed."""

    def __init__(self, icon: str) -> None:
        """Show an icon without words."""
        super().__init__()
        self.setVisible(False)
        self._icon, self._text, self._ink = icon, "", "band_text"

    def show_text(self, text: str, *, warn: bool = False) -> None:
        """Show words; none hides the chip."""
        ink = "band_warning" if warn else "band_text"
        if (text, ink) != (self._text, self._ink):
            self._text, self._ink = text, ink
            self.setAccessibleName(text)
            self.setVisible(bool(text))
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Return the size of icon and words."""
        words = metrics(15, 400).horizontalAdvance(self._text)
        return QSize(round(words) + px(18 + 8) + 2 * px(2), px(32))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint icon and words."""
        painter, middle = QPainter(self), self.height() / 2
        x = px(2) + draw_icon(painter, px(2), middle, self._icon, (self._ink, 18)) + px(8)
        room = self.width() - x - px(2)
        words = metrics(15, 400).elidedText(self._text, Qt.TextElideMode.ElideRight, room + 1)
        write(painter, x, middle, words, TextStyle(15, 400, self._ink))


class PeopleChip(Chip):
    """Who watches: long names give way to the name of the room, and stand whole in the hint."""

    def __init__(self) -> None:
        """Show nobody yet."""
        super().__init__("users")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str, *, warn: bool = False) -> None:
        """Show names."""
        super().show_text(text, warn=warn)
        self.setToolTip(hover_text(text))

    def minimumSizeHint(self) -> QSize:
        """Return the size of the icon and the beginning of a name."""
        return QSize(min(px(96), self.sizeHint().width()), px(32))


class TopBarView(QWidget):
    """The first line of the band."""

    asked = Signal(Act)

    def __init__(self) -> None:
        """Make an empty line."""
        super().__init__()
        self._place = PlaceName()
        self._sync, self._help = ActionButton(), ActionButton()
        self._calamity = ActionButton()
        self._battery, self._people = Chip("battery-medium"), PeopleChip()
        self._top: TopBar | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._place, 1)
        for widget in (self._sync, self._battery, self._people, self._help, self._calamity):
            self._row.addWidget(widget)
        for button, act in (
            (self._sync, Act.STORAGE),
            (self._help, Act.HELP),
            (self._calamity, Act.CALAMITY),
        ):
            button.clicked.connect(lambda _=False, act=act: self.asked.emit(act))
        self._help.show_words(ButtonWords("Help", "F1"), FLAT)
        self.measure()

    def show_top(self, top: TopBar) -> None:
        """Show where we are, what is stored and who watches."""
        if top == self._top:
            return
        self._top = top
        self._place.show_place(top.place, top.subtitle)
        self._battery.show_text(top.battery, warn=top.battery_low)
        self._people.show_text(top.people)
        self._help.setVisible(Act.HELP in top.offers)
        self._calamity.setVisible(Act.CALAMITY in top.offers)
        icon, ink = SYNC_PICTURES[top.sync]
        look = FRAMED if top.sync in FRAMED_STATES else _with_padding(FLAT)
        self._sync.show_words(ButtonWords(top.sync_text, icon=icon, icon_ink=ink), look)

    def measure(self) -> None:
        """Take the sizes of now."""
        self._row.setSpacing(px(16))
        words = ButtonWords("Calamiteit", "F9", icon="siren", icon_ink="band_alarm")
        self._calamity.show_words(words, ALARM)
        self.setFixedHeight(px(48))


def _with_padding(look: ButtonLook) -> ButtonLook:
    return replace(look, padding=10)

"""How a window looks: text size and theme, kept from one day to the next."""

from typing import Final

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeyEvent

from app.screens.room.intents import FullScreenToggled, ThemeToggled, Zoom, ZoomChanged
from app.views.parts.fonts import choose

SIZES: Final = (100, 125, 150, 200)


class Looks:
    """The text size and theme of one window."""

    def __init__(self, preferences: QSettings) -> None:
        """Take over what was chosen before."""
        self.preferences = preferences
        kept = str(preferences.value("percent", "100"))
        self.percent = next((size for size in SIZES if str(size) == kept), 100)
        self.dark = str(preferences.value("dark", "false")) == "true"
        choose(dark=self.dark, percent=self.percent)

    def take(self, intent: object) -> None:
        """Choose another size or theme; whoever shows the window restyles it."""
        if isinstance(intent, ThemeToggled):
            self.dark = not self.dark
            self.preferences.setValue("dark", str(self.dark).lower())
        elif isinstance(intent, ZoomChanged):
            self.percent = next_size(self.percent, intent.zoom)
            self.preferences.setValue("percent", self.percent)
        choose(dark=self.dark, percent=self.percent)


def looks_of(event: QKeyEvent) -> object | None:
    """Return what a key asks of the looks, on every page."""
    keys: dict[Qt.Key, object] = {
        Qt.Key.Key_Plus: ZoomChanged(Zoom.IN),
        Qt.Key.Key_Equal: ZoomChanged(Zoom.IN),
        Qt.Key.Key_Minus: ZoomChanged(Zoom.OUT),
        Qt.Key.Key_0: ZoomChanged(Zoom.RESET),
        Qt.Key.Key_D: ThemeToggled(),
        Qt.Key.Key_F11: FullScreenToggled(),
    }
    return next((what for key, what in keys.items() if is_control(event, key)), None)


def is_control(event: QKeyEvent, key: Qt.Key) -> bool:
    """Whether this is a key with Ctrl, shifted or not."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.key() == key and held in (
        Qt.KeyboardModifier.ControlModifier,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )


def next_size(percent: int, zoom: Zoom) -> int:
    """Return the next text size up or down."""
    if zoom is Zoom.RESET:
        return 100
    place = SIZES.index(percent) + (1 if zoom is Zoom.IN else -1)
    return SIZES[min(max(0, place), len(SIZES) - 1)]

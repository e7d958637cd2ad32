"""The clock for candidates: on a second screen where there is one, and never in the way."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from app.desktop.world import World
from app.screens.room.room_clock import clock_screen
from app.views.room.clock import ClockView


class CandidateClock:
    """Keeps its own second: it goes on behind the curtain and whatever page is in front."""

    def __init__(self, world: World, beside: QWidget) -> None:
        """Stay away from the screen of `beside`."""
        self._world, self._beside = world, beside
        self._announcements: tuple[str, ...] = ()
        self.view: ClockView | None = None
        self._second = QTimer(beside)
        self._second.setInterval(1000)
        self._second.timeout.connect(self._render)
        world.changed.connect(self._render)

    def take(self, announcements: tuple[str, ...], *, on: bool) -> bool:
        """Show or close; return whether it shows: somebody may have closed its window."""
        self._announcements = announcements
        if on and self._world.known.papers:
            self._open()
        elif self.view is not None:
            self.close()
        shows = self.view is not None
        if shows != self._world.known.is_clock_on:
            self._world.learn(is_clock_on=shows)
        return shows

    def close(self) -> None:
        """Take the window away."""
        self._second.stop()
        if self.view is not None:
            self.view.close()
            self.view.deleteLater()
            self.view = None

    def _open(self) -> None:
        if self.view is None:
            self.view = ClockView()
        self._render()
        if not self.view.isVisible():
            self.view.put_on(second_screen(self._beside.window().screen()))
            self._beside.window().activateWindow()  # whoever types goes on where he typed
            self._second.start()

    def _render(self) -> None:
        papers = self._world.known.papers
        if self.view is not None and papers:
            self.view.render(clock_screen(papers, self._world.now(), self._announcements))


def second_screen(own: QScreen) -> QScreen | None:
    """Return a screen that is not the one we work on, if there is one."""
    return next((screen for screen in QGuiApplication.screens() if screen is not own), None)

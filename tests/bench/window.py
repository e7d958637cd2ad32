"""A room of any size behind the real window, offscreen: real pages, world, workplace and store."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from time import monotonic_ns
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QSettings, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.desktop.collector import settle
from app.desktop.room_page import RoomPage
from app.desktop.window import Window
from app.desktop.world import World
from app.models.drafts import Moment
from app.services.opening import OpenRoom
from app.services.workplace import Tools, Workplace
from app.sync.messages import Answer, Ask
from app.sync.transports.https import Unreachable
from app.views.parts.fonts import load_fonts
from tests.bench.hall import a_hall
from tests.builders import START
from tests.services.school import Laptop, PrintedCard

PIN: Final = "314159"
PATIENCE_MS: Final = 5_000


def application() -> QApplication:
    """Return the one application of this process, with the shipped fonts."""
    found = QApplication.instance() or QApplication(["bench"])
    load_fonts()
    return found  # type: ignore[return-value]


class BenchClock:
    """A clock that runs with real time from a moment of the made-up exam day."""

    def __init__(self) -> None:
        self._ahead = timedelta(0)
        self._began = monotonic_ns()

    def __call__(self) -> Moment:
        """Return this moment."""
        gone = (monotonic_ns() - self._began) // 1_000_000
        wall = START - timedelta(minutes=25) + self._ahead + timedelta(milliseconds=gone)
        return Moment(wall, 0, "bench", gone)

    def pass_by(self, **by: float) -> None:
        """Let time pass at once."""
        self._ahead += timedelta(**by)

    def set_offset(self, offset_ms: int) -> None:
        """Stay as it is."""

    def jump(self) -> timedelta:
        """Tell that the system clock goes along."""
        return timedelta()


class Nowhere:
    """A network that is down: what the delivery thread meets in an exam room."""

    def send(self, _ask: Ask) -> Answer:
        """Fail as a cable that was pulled."""
        raise Unreachable

    def close(self) -> None:
        """Let go of nothing."""


@dataclass
class Site:
    """A laptop with a planned room, and the code that opens it."""

    laptop: Laptop
    card: PrintedCard
    clock: BenchClock
    size: int

    def workplace(self, on_news: Callable[[object], None] = lambda _: None) -> Workplace:
        """Return the laptop at work, started."""
        tools = Tools(
            settings=self.laptop.settings,
            install=self.laptop.install,
            vault_for=self.laptop.keyring.for_install,
            clock=self.clock,
            delivery_clock=self.clock,
            random_bytes=self.laptop.random_bytes,
            jitter=lambda: 0.5,
            transport_for=lambda _: Nowhere(),
        )
        made = Workplace(tools, on_news)
        made.start().result()
        return made


def a_site(folder: Path, size: int) -> Site:
    """Return a laptop in a hall of this size."""
    _, card, laptop = a_hall(folder, size)
    return Site(laptop, card, BenchClock(), size)


class Desk:
    """The window with the room in front."""

    def __init__(self, site: Site, folder: Path) -> None:
        """Make a window that knows nothing of a room yet."""
        self.world = World(site.clock)
        preferences = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        self.window = Window(self.world, preferences)
        self.page = RoomPage(self.world, self.window)
        self.window.add("room", self.page)

    def show(self, workplace: Workplace, room: OpenRoom) -> None:
        """Show the room that a workplace opened, painted."""
        self.world.take(workplace, room.recorder.writer.device)
        self.world.learn_day(room.recorder.day)
        settle()  # as the program does once a shift has begun
        self.window.go("room")
        self.window.show()
        painted(self.window)

    def key(self, key: Qt.Key, text: str = "") -> None:
        """Press and release a key where the focus is, and paint what follows."""
        self.press(key, text)
        painted(self.window)

    def press(self, key: Qt.Key, text: str = "") -> None:
        """Press and release a key in the search box."""
        box = self.page.view.search.box  # type: ignore[attr-defined]
        for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
            QApplication.sendEvent(box, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))

    def close(self) -> None:
        """Let go of window and record."""
        self.window.close()
        self.world.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, 0)


def painted(widget: QWidget) -> None:
    """Lay out a window and paint now what is to be painted anew, as Qt does at the next frame."""
    QCoreApplication.sendPostedEvents()
    QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.UpdateRequest))


def until(is_so: Callable[[], bool]) -> None:
    """Run the event loop until something is so."""
    loop, timer = QEventLoop(), QTimer()
    timer.setSingleShot(True)
    timer.start(PATIENCE_MS)
    while not is_so():
        if not timer.isActive():
            raise TimeoutError("the window did not get there")
        loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

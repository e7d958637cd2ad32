"""The window itself: one page at a time, text size, theme, the curtain after a while."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QEvent, QObject, QSettings, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget

from app.desktop.looks import Looks, is_control, looks_of
from app.desktop.page import NOTHING, Given, Page
from app.desktop.world import World
from app.screens.room.intents import FullScreenToggled
from app.screens.room.unlock_screen import CURTAIN_QUIET, CURTAIN_RUNNING, is_running
from app.views.parts.copied import Copied
from app.views.parts.fonts import restyle
from app.views.parts.panel import has_beginning

AT_WORK = ("today", "room", "closing")
"""Pages of a shift, from which storage can be looked at."""
INPUTS = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin}
)


class Window(QMainWindow):
    """Shows pages by name and remembers where a page came from."""

    def __init__(self, world: World, preferences: QSettings) -> None:
        """Make an empty window of the designed size."""
        super().__init__()
        self.setWindowTitle("Examendag")
        self.resize(1366, 768)
        self.setMinimumSize(640, 384)
        self._world = world
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self._pages: dict[str, Page] = {}
        self._front = ""
        self._behind = ""
        self._is_due = False
        self._when_painted: Callable[[], None] | None = None
        self._ways: dict[str, Callable[[], None]] = {}
        self._touched = world.now()
        self.looks = Looks(preferences)
        self.copied = Copied(self)
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self._tick)
        self._second.start()
        world.changed.connect(self.soon)
        for keys in ("F9", "Alt+C"):
            pressed = QShortcut(QKeySequence(keys), self)
            pressed.setAutoRepeat(False)
            pressed.activated.connect(lambda: self.follow("calamity-key"))

    @property
    def front(self) -> str:
        """The name of the page in front."""
        return self._front

    def page(self, name: str) -> Page:
        """Return a page."""
        return self._pages[name]

    def once_painted(self, call: Callable[[], None]) -> None:
        """Have something done when the first page stands on the screen."""
        self._when_painted = call

    @property
    def behind(self) -> str:
        """The page that stands behind the curtain or the code, empty before the first one."""
        return self._behind

    def add(self, name: str, page: Page) -> None:
        """Take a page in."""
        self._pages[name] = page
        self._stack.addWidget(page.view)

    def on(self, name: str, way: Callable[[], None]) -> None:
        """Have a way that is no page lead somewhere."""
        self._ways[name] = way

    def follow(self, name: str) -> None:
        """Follow a way that may not be there yet."""
        way = self._ways.get(name)
        if way is not None:
            way()

    def go(self, page: str, given: Given = NOTHING) -> None:
        """Show a page, or follow a way by its name."""
        way = self._ways.get(page)
        if way is not None:
            way()
            return
        if page == "curtain":
            self.copied.forget()
        if page != self._front and self._front not in ("curtain", "begin", "keys"):
            self._behind = self._front
        self._front = page
        shown = self._pages[page]
        shown.shown(given)
        self._stack.setCurrentWidget(shown.view)
        if has_beginning(shown.view):
            shown.view.setFocus()

    def wait_behind(self, page: str) -> None:
        """Have another page stand behind the curtain."""
        self._behind = page

    def back(self) -> None:
        """Show the page that was in front before the curtain or the code."""
        self.go(self._behind or "today")

    # ------------------------------------------------------------ time

    def soon(self) -> None:
        """Render the page in front once this turn of the event loop is over."""
        if not self._is_due:
            self._is_due = True
            QTimer.singleShot(0, self._render)

    def _render(self) -> None:
        self._is_due = False
        if self._front:
            self._pages[self._front].render()

    def _tick(self) -> None:
        if not self._front:
            return
        self._world.watch_clock()
        self._pages[self._front].tick()
        known = self._world.known
        rest = CURTAIN_RUNNING if is_running(known.papers) else CURTAIN_QUIET
        idle: timedelta = self._world.now() - self._touched
        if known.holders and self._front not in ("curtain", "begin") and idle >= rest:
            self.go("curtain")

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Notice that somebody is there; nothing is taken away from anybody."""
        kind = event.type()
        if kind in INPUTS:
            self._touched = self._world.now()
        elif kind is QEvent.Type.Paint and self._when_painted is not None:
            QTimer.singleShot(0, self._when_painted)
            self._when_painted = None
        return False

    # ------------------------------------------------------------ looks

    def take(self, intent: object) -> None:
        """Take what a page leaves to the window."""
        self.looks.take(intent)
        if isinstance(intent, FullScreenToggled):
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        restyle(self)
        self._render()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that work on every page."""
        intent = looks_of(event)
        if intent is not None:
            self.take(intent)
        elif is_control(event, Qt.Key.Key_L) and self._world.known.holders:
            self.go("lock")
        elif is_control(event, Qt.Key.Key_S) and self._front in AT_WORK:
            self.go("storage", Given(under=self._front))
        elif _is_help(event) and "keys" in self._pages and self._front != "curtain":
            self.go("keys", Given(under=self._front))
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Alt F4 only locks: the program is left through the end of the shift."""
        if self._world.known.holders and self._front != "curtain" and event.spontaneous():
            event.ignore()
            self.go("lock")
            return
        self._second.stop()
        for page in self._pages.values():
            page.closed()
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        super().closeEvent(event)


def _is_help(event: QKeyEvent) -> bool:
    held = event.modifiers()
    alt = Qt.KeyboardModifier.AltModifier
    return (event.key() == Qt.Key.Key_F1 and not held) or (
        event.key() == Qt.Key.Key_H and held == alt
    )

"""The window of the examenbureau: sign on, then a page per tab (Ctrl 1 to 5)."""

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QSettings, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget

from app.desktop.looks import Looks, is_control, looks_of
from app.desktop.office_page import OfficePage
from app.desktop.office_sign_on_page import SignOnPage
from app.desktop.office_world import OfficeWorld
from app.models.words import clock_text, day_text
from app.screens.office.bar import OfficeBarScreen, Tab
from app.screens.room.intents import FullScreenToggled
from app.screens.room.laptop_status import short_name
from app.views.office.office_bar import OfficeBar
from app.views.office.strip import OfficeStrip
from app.views.parts.copied import Copied
from app.views.parts.fonts import restyle
from app.views.parts.panel import COLUMN, Panel, has_beginning
from app.views.parts.words import SUBTITLE, Words

if TYPE_CHECKING:
    from app.desktop.office_keys import OfficeKeys

REST: Final = timedelta(minutes=10)
"""After so long without input the PIN is asked."""
INPUTS: Final = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin}
)


class OfficeWindow(QMainWindow):
    """Shows who may come in what they may see, one page at a time."""

    def __init__(self, world: OfficeWorld, preferences: QSettings) -> None:
        """Make a window of the designed size that asks who is there."""
        super().__init__()
        self.setWindowTitle("Examendag, examenbureau")
        self.resize(1366, 768)
        self.setMinimumSize(640, 384)
        self._world = world
        self.looks = Looks(preferences)
        self._touched = world.now()
        self._is_due = False
        self._told = OfficeBarScreen((), "", "", "")
        self._pages: dict[str, OfficePage] = {}
        self._front = ""
        self.sign_on = SignOnPage(world, self._let_in)
        self._bar = OfficeBar()
        self._bar.chosen.connect(self.show_page)
        self._bar.help_asked.connect(self._help)
        self._keys: OfficeKeys | None = None
        self._nothing = Words(SUBTITLE, "Voor jouw rol is hier geen pagina.")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nothing)
        self._strip = OfficeStrip()
        self._shell = Panel(COLUMN).add(self._bar, self._strip).add(self._stack, stretch=1)
        self._layers = QStackedWidget()
        self._layers.addWidget(self.sign_on.view)
        self._layers.addWidget(self._shell)
        self.setCentralWidget(self._layers)
        self.copied = Copied(self)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._tick)
        self._second.start()
        world.changed.connect(self.soon)
        world.ended.connect(lambda: self._ask_who("ended"))
        self.sign_on.render()

    @property
    def is_open(self) -> bool:
        """Whether somebody is signed on and the pages are shown."""
        return self._layers.currentWidget() is not self.sign_on.view

    @property
    def preferences(self) -> QSettings:
        """What is kept from one day to the next."""
        return self.looks.preferences

    def add(self, page: OfficePage) -> None:
        """Give a page its tab; the bar gives it a key: Ctrl and the number of the tab."""
        self._pages[page.NAME] = page
        self._stack.addWidget(page.view)
        self._front = self._front or page.NAME

    def page(self, name: str) -> OfficePage:
        """Return a page by the name of its tab."""
        return self._pages[name]

    def show_page(self, name: str, then: object = None) -> None:
        """Show a page, to who is signed on; it then takes what was asked of it elsewhere."""
        page = self._pages.get(name)
        if page is None or not self.is_open or page not in self._allowed():
            return
        self._front = name
        self._stack.setCurrentWidget(page.view)
        page.shown()
        self._render_bar()
        if has_beginning(page.view):
            page.view.setFocus()
        if then is not None:
            page.view.intent.emit(then)  # type: ignore[attr-defined]

    def lock(self) -> None:
        """Show nothing of anybody before the PIN is typed."""
        if self.is_open:
            self.copied.forget()
            self.sign_on.lock()
            self._layers.setCurrentWidget(self.sign_on.view)

    # ------------------------------------------------------------ within

    def soon(self) -> None:
        """Render what is in front once this turn of the event loop is over."""
        if not self._is_due:
            self._is_due = True
            QTimer.singleShot(0, self._render)

    def _let_in(self) -> None:
        self._layers.setCurrentWidget(self._shell)
        allowed = [page.NAME for page in self._allowed()]
        if self._front not in allowed:
            self._front = next(iter(allowed), "")
            self._stack.setCurrentWidget(self._nothing)
        self._render_bar()
        self.show_page(self._front)

    def _ask_who(self, trouble: str) -> None:
        self.copied.forget()
        self.sign_on.begin(trouble)
        self._layers.setCurrentWidget(self.sign_on.view)

    def _render(self) -> None:
        self._is_due = False
        if not self.is_open:
            self.sign_on.render()
            return
        self._render_bar()
        if self._front:
            self._pages[self._front].render()

    def _render_bar(self) -> None:
        from app.screens.office.strip import strip_notices  # reads the record's types

        known, now = self._world.known, self._world.now()
        who = "" if known.signed_on is None else short_name(known.signed_on.name)
        allowed = self._allowed()
        tabs = tuple(
            Tab(page.NAME, page.TEXT, f"Ctrl {number}", page.count)
            for number, page in enumerate(self._pages.values(), start=1)
            if page in allowed
        )
        day = day_text(now.astimezone(known.zone).date(), year=False)
        clock = clock_text(now, known.zone)
        self._told = OfficeBarScreen(tabs, self._front, day, clock, who)
        self._bar.render(self._told)
        if self._keys is not None:
            self._keys.tick(clock)
        self._strip.render(strip_notices(known.day, now, known.zone))

    def _help(self) -> None:
        """Show every key of the page in front, until Esc or F1."""
        from app.desktop.office_keys import OfficeKeys  # reads the rules of the room: when asked

        if self._keys is None:
            self._keys = OfficeKeys(
                self._layers, lambda: self._layers.setCurrentWidget(self._shell)
            )
        if self._front:
            self._keys.show(self._pages[self._front], self._told)

    def _allowed(self) -> tuple[OfficePage, ...]:
        """Return the pages of who is signed on; those of others are not there at all."""
        from app.models.roles import may_read  # reads the record's types: after the first paint

        signed_on = self._world.known.signed_on
        roles = () if signed_on is None else signed_on.roles
        return tuple(
            page
            for page in self._pages.values()
            if not page.SCOPE or any(may_read(role, page.SCOPE) for role in roles)
        )

    def _tick(self) -> None:
        if not self.is_open:
            self.sign_on.render()
        elif self._world.now() - self._touched >= REST:
            self.lock()
        else:
            self._render_bar()
            if self._front:
                self._pages[self._front].tick()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Notice that somebody is there; nothing is taken away from anybody."""
        if event.type() in INPUTS:
            self._touched = self._world.now()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that work on every page."""
        intent = looks_of(event)
        if intent is not None:
            self.looks.take(intent)
            if isinstance(intent, FullScreenToggled):
                self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
            restyle(self)
            self._render()
        elif is_control(event, Qt.Key.Key_L):
            self.lock()
        elif event.key() == Qt.Key.Key_F1 and self.is_open and not event.isAutoRepeat():
            self._help()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let go of the application's events, and of time."""
        self._second.stop()
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        super().closeEvent(event)

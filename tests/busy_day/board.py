"""The office's own window on a busy day, offscreen: what it painted when, and what it said."""

import secrets
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.bootstrap import https_to, tools_here
from app.crypto.keys import SigningKey
from app.crypto.requests import Request
from app.desktop.office_main import OfficeDesktop, OfficeParts
from app.desktop.office_world import OfficeWorld
from app.screens.office.board_ui import BoardScreen
from app.screens.office.sign_on import SignOnStage
from app.services.office_workplace import OfficeWorkplace
from app.sync.messages import Answer, Ask
from app.sync.office_protocol import decode_page
from app.sync.transports.https import HttpsTransport
from app.views.office.board import BoardView
from tests.busy_day.school import COORDINATOR, School
from tests.dossier.office import PASSPHRASE
from tests.services.school import Keyring
from tests.stepped_clock import SteppedClock

PIN = "314159"
PATIENCE_S = 60.0
TALL = 2600
"""Of the window: every room of the day is in sight, so every change is painted."""
IN_BETWEEN_MS = 20
FEED = "/v1/office/feed"


@dataclass(frozen=True, slots=True)
class Page:
    """What one answer of the feed brought."""

    through: int
    leaves: tuple[str, ...]


@dataclass
class Seen:
    """What the board painted and said, each with its moment (monotonic, ns)."""

    came: dict[str, int] = field(default_factory=dict)
    """When each event first came in over the feed."""
    painted: dict[str, int] = field(default_factory=dict)
    """When each event was first painted."""
    said: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Every sentence above the rooms: when it was first and last on the screen."""
    silent: dict[str, int] = field(default_factory=dict)
    """When a row first said that nobody heard of its laptop, by room."""
    paints: int = 0


class Tapped:
    """The office's connection, on which is noted what each answer of the feed brought."""

    def __init__(self, line: HttpsTransport, came: Callable[[Page], None]) -> None:
        self._line, self._came = line, came

    def send(self, ask: Ask) -> Answer:
        """Carry an ask of delivery."""
        return self._line.send(ask)

    def ask(self, request: Request, waits_s: float = 0.0) -> Answer:
        """Carry a request of a person."""
        answer = self._line.ask(request, waits_s)
        if request.path.startswith(FEED) and answer.status == 200:
            page = decode_page(answer.body)
            self._came(Page(page.through, tuple(each.signed.leaf for each in page.events)))
        return answer

    def close(self) -> None:
        """Let go of the connection."""
        self._line.close()


class Watch:
    """Looks at the board: which events it was told from when it was painted, and what it says."""

    def __init__(self) -> None:
        self.seen = Seen()
        self.screen: BoardScreen | None = None
        """What is on the board now."""
        self._pages: deque[Page] = deque()
        self._taken: list[str] = []
        self._shown: list[str] = []
        self._painter = _Painter(self._painted)

    def look(self, view: BoardView, world: OfficeWorld) -> None:
        """Note what the board shows, and when it is painted."""
        render = view.render

        def rendered(screen: BoardScreen) -> None:
            before, self.screen = self.screen, screen
            is_there = not self._shown and before is not None and before.rows == screen.rows
            render(screen)
            self._shown += self._taken
            self._taken.clear()
            self._note(screen)
            if is_there:  # no row is painted anew: what these events say is on the screen
                self._painted()

        view.render = rendered  # type: ignore[method-assign]
        world.changed.connect(lambda: self._came(world.known.day.through))
        view.table.viewport().installEventFilter(self._painter)

    def take(self, page: Page) -> None:
        """Note what an answer brought; on the thread of the feed."""
        now = time.monotonic_ns()
        for leaf in page.leaves:
            self.seen.came.setdefault(leaf, now)
        self._pages.append(page)

    def _came(self, through: int) -> None:
        for number, page in enumerate(list(self._pages)):
            if page.through == through:
                self._taken += page.leaves
                for _ in range(number + 1):
                    self._pages.popleft()
                return

    def _painted(self) -> None:
        now = time.monotonic_ns()
        self.seen.paints += 1
        for leaf in self._shown:
            self.seen.painted.setdefault(leaf, now)
        self._shown.clear()

    def _note(self, screen: BoardScreen) -> None:
        now = time.monotonic_ns()
        for notice in screen.notices:
            first, _ = self.seen.said.get(notice.title, (now, now))
            self.seen.said[notice.title] = (first, now)
        for row in screen.rows:
            if row.laptop_icon == "cloud-off":
                self.seen.silent.setdefault(row.label, now)


class Office:
    """Somebody of the office with the board open."""

    def __init__(self, school: School) -> None:
        self.application = QApplication.instance() or QApplication([])
        self.watch = Watch()
        self._clock = SteppedClock(school.clock, boot=secrets.token_hex(8))
        self._school = school
        ini = QSettings(str(school.folder / "window.ini"), QSettings.Format.IniFormat)
        self.desktop = OfficeDesktop(self._parts(), ini)
        self.window = self.desktop.window
        self.window.resize(1366, TALL)
        self.desktop.show()
        self.until(lambda: self.desktop.world.workplace is not None, "the office did not load")

    def sign_on(self) -> None:
        """Sign on with the code from the desk, by keyboard, and put the board in front."""
        page = self.window.sign_on
        QTest.keyClick(self._focused(), Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
        self.until(lambda: page.ui.stage is SignOnStage.CODE, "no field for the code")
        self._type(COORDINATOR, self._school.start_code, PASSPHRASE, PASSPHRASE)
        self.until(lambda: page.ui.stage is SignOnStage.PIN, f"not signed on: {page.ui.error}")
        self._type(PIN, PIN)
        self.until(lambda: self.window.is_open, "the curtain stays down")
        view = self.window.page("board").view
        assert isinstance(view, BoardView)
        self.watch.look(view, self.desktop.world)

    def stay(self, seconds: float) -> None:
        """Let the window live for a while."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self._turn()

    def until(self, is_so: Callable[[], bool], otherwise: str, patience_s: float = 0) -> None:
        """Let the window live until something is so."""
        until = time.monotonic() + (patience_s or PATIENCE_S)
        while not is_so():
            assert time.monotonic() < until, otherwise
            self._turn()

    def touch(self) -> None:
        """Show that somebody is there: nothing is covered."""
        QTest.keyClick(self.window, Qt.Key.Key_Shift)

    @property
    def sessions(self) -> int:
        """How many sessions are known here."""
        return len(self.desktop.world.known.day.sessions)

    def close(self) -> None:
        """Close the window."""
        self.desktop.close()

    # ------------------------------------------------------------ within

    def _parts(self) -> OfficeParts:
        def workplace(heard: Callable[[object], None]) -> OfficeWorkplace:
            tools = tools_here(self._school.office, self._clock, Keyring().for_install)

            def line_for(key: SigningKey, person: SigningKey | None) -> Any:
                line = https_to(tools.install, key, tools.delivery_clock, person)
                return Tapped(line, self.watch.take)

            return OfficeWorkplace(replace(tools), line_for, heard)

        return OfficeParts(self._school.office, self._clock, "BUREAU-1", "Noord", workplace)

    def _turn(self) -> None:
        """Let events be taken as they come, as in the program; QTest looks each 10 ms."""
        loop = QEventLoop()
        QTimer.singleShot(IN_BETWEEN_MS, loop.quit)
        loop.exec()

    def _focused(self) -> Any:
        return QApplication.focusWidget() or self.window

    def _type(self, *words: str) -> None:
        for word in words:
            QTest.keyClicks(self._focused(), word)
            QTest.keyClick(self._focused(), Qt.Key.Key_Return)


class _Painter(QObject):
    """Tells when the rooms have been painted."""

    def __init__(self, painted: Callable[[], None]) -> None:
        super().__init__()
        self._told = painted

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self._told)  # after this paint is done
        return False

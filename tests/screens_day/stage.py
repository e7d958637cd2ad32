"""The window of a laptop on that day: moved from time to time, typed at, and pictured."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.desktop.main import Desktop, Parts
from app.models.commands import Command
from app.services.delivering import Delivery
from app.services.tools import Tools
from app.services.workplace import DeliveryChanged, News, Workplace
from app.sync.messages import Answer, Ask
from app.sync.state import Contact
from app.sync.transports.https import Unreachable
from app.views.parts.paper import Paper
from tests.desktop.shift import CTRL, PIN, SECOND_PIN, Counter, Key, Timepiece
from tests.patience import PATIENCE_S
from tests.screens_day.school import DaySchool, at
from tests.services.school import Laptop, PrintedCard

OUT = Path(__file__).parents[2] / "build" / "screens"
SETTLE_MS, PAGE_WIDE = 40, 794
CHARGE = (
    ("11:18", 71),
    ("11:00", 72),
    ("10:25", 79),
    ("10:00", 82),
    ("09:30", 89),
    ("09:00", 91),
    ("08:40", 93),
    ("08:12", 96),
    ("08:00", 97),
)
"""How full the battery is from when on, the latest first."""


def pages(pdf: bytes, name: str) -> None:
    """Picture the pages of a paper, numbered."""
    paper = Paper(pdf)
    OUT.mkdir(parents=True, exist_ok=True)
    for n in range(1, paper.pages + 1):
        paper.image(n, PAGE_WIDE, 2.0).save(str(OUT / f"{name}-{n}.png"))


class Patience:
    """Waits for the window as pytest-qt does, without pytest."""

    def waitUntil(self, is_so: Callable[[], bool]) -> None:  # noqa: N802
        """Let the window go on until something is so."""
        end = time.monotonic() + PATIENCE_S
        while not is_so():
            if time.monotonic() > end:
                raise TimeoutError("the window does not come there")
            QTest.qWait(5)


class SlowLine:
    """A line on which nothing comes back while the pictures are made: the stage tells receipts."""

    def __init__(self) -> None:
        self._closed = threading.Event()

    def send(self, _: Ask) -> Answer:
        self._closed.wait()
        raise Unreachable("closed")

    def close(self) -> None:
        self._closed.set()


class Clockwork(Counter):
    """The real window over a real workplace, at any moment of the day."""

    def __init__(self, school: DaySchool, laptop: Laptop) -> None:
        self.line = SlowLine()
        super().__init__(Patience(), school, laptop, self._window(laptop))  # type: ignore[arg-type]
        self.desktop.window._second.setInterval(50)
        self.waiting = 0
        self.is_offline = False
        self.central = ""

    def _window(self, laptop: Laptop) -> Desktop:
        clock = Timepiece(laptop)

        def workplace(on_news: Callable[[News], None]) -> Workplace:
            def heard(news: News) -> None:
                if not isinstance(news, DeliveryChanged):
                    on_news(news)

            tools = Tools(
                settings=laptop.settings,
                install=laptop.install,
                vault_for=laptop.keyring.for_install,
                clock=clock,
                delivery_clock=clock,
                random_bytes=laptop.random_bytes,
                jitter=lambda: 1.0,
                transport_for=lambda _: self.line,
            )
            return Workplace(tools, heard)

        kept = QSettings(str(laptop.settings.folder / "window.ini"), QSettings.Format.IniFormat)
        return Desktop(Parts(laptop.settings, clock, workplace, self.charge), kept)

    def charge(self) -> int:
        """How full the battery is at this time of the day."""
        now = self.laptop.clock.now
        return next((percent for clock, percent in CHARGE if now >= at(clock)), 98)

    # ------------------------------------------------------------ time

    def go_to(self, clock: str) -> None:
        """Go to a time of the day; somebody touches the laptop, so no curtain falls."""
        span = at(clock) - self.laptop.clock.now
        self.laptop.clock.step(seconds=span.total_seconds())
        if QApplication.focusWidget() is not None:
            self.press(Key.Key_Shift)
        self._hear()

    def _hear(self) -> None:
        """Tell the window what the last receipt said."""
        now = self.laptop.clock.now
        receipt = at(self.central) if self.central else now
        contact = Contact(
            receipt_at=receipt, answered_at=receipt, offset_ms=200,
            offline_since=receipt if self.is_offline else None,
        )  # fmt: skip
        self.desktop.feel_battery()
        self.desktop.world.heard(DeliveryChanged(Delivery(contact, self.waiting, 0)))

    # ------------------------------------------------------------ what happens

    def do(self, clock: str, *commands: Command) -> str:
        """Record what happened at a time; return the leaf of the last act."""
        self.go_to(clock)
        leaf = ""
        for command in commands:
            done: list[object] = []
            self.desktop.world.record(command, self.laptop.clock(), done.append, done.append)
            self.until(lambda done=done: done)
            if isinstance(done[0], BaseException):
                raise done[0]
            events: tuple[Any, ...] = getattr(done[0], "events", ())
            leaf = events[-1].leaf if events else leaf
        return leaf


class Stage(Clockwork):
    """The same window with somebody at its keyboard, and somebody who takes pictures."""

    def hit(self, clock: str, key: Any, held: Any = None) -> None:
        """Press a key at a time."""
        self.go_to(clock)
        self.press(key, *(() if held is None else (held,)))
        self.still()

    def still(self) -> None:
        """Wait until nothing is under way and the window is painted."""
        QTest.qWait(SETTLE_MS)
        page = self.desktop.window._pages.get("room")
        self.until(lambda: page is None or not page._waiting)
        calamity = self.desktop.window._pages.get("calamity")
        self.until(lambda: calamity is None or not calamity._waiting)
        self.until(lambda: not self.desktop.window._is_due)
        QTest.qWait(SETTLE_MS)

    def begin_shift(self, clock: str, card: PrintedCard, pin: str = PIN) -> None:
        """Begin the shift of the first person."""
        self.go_to(clock)
        self.show()
        self.sign_on(card, pin)
        self.still()

    def second(self, clock: str, card: PrintedCard) -> None:
        """Sign on the second person."""
        self.go_to(clock)
        self.join(card, SECOND_PIN)
        self.still()

    def to_room(self) -> None:
        """Open the list."""
        self.desktop.window.go("room")
        self.until(lambda: self.front == "room")
        self.until_focus("SearchBox")
        self.still()

    def choose(self, text: str) -> None:
        """Search somebody, and empty the search again: the row stays chosen."""
        self.press(Key.Key_Escape)
        self.type(text)
        self.still()
        self.press(Key.Key_Escape)
        self.still()

    def until_field(self, name: str) -> None:
        """Press Tab until the field of that name has the focus."""
        self.tab_to(lambda widget: widget.accessibleName() == name)

    def fill(self, text: str) -> None:
        """Type into the field of now, and go to the next."""
        if text:
            self.press(Key.Key_A, CTRL)
            self.type(text)
        self.press(Key.Key_Tab)

    # ------------------------------------------------------------ pictures

    def picture(self, name: str, view: QWidget | None = None) -> None:
        """Keep what the window shows under the name of its mockup."""
        self._hear()
        self.still()
        OUT.mkdir(parents=True, exist_ok=True)
        shown = self.desktop.window if view is None else view
        shown.grab().save(str(OUT / f"{name}.png"))

    def close(self) -> None:
        """Close window and workplace."""
        self.line.close()
        self.desktop.close()
        self.desktop.window.deleteLater()
        QApplication.processEvents()

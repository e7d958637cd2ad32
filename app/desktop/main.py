"""The program with a window: paint first, then load the record, then let the pages talk."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

from app.desktop.begin_page import BeginPage
from app.desktop.collector import settle
from app.desktop.page import Given
from app.desktop.place import Place, read_place
from app.desktop.window import Window
from app.desktop.world import World
from app.models.drafts import Moment
from app.screens.room.troubles import opening_notices
from app.screens.room.unlock_screen import PackageStatus
from app.settings import Settings
from app.views.parts.fonts import load_fonts

if TYPE_CHECKING:
    from app.bootstrap import LaptopClock
    from app.desktop.calamity_page import CalamityPage
    from app.desktop.office_main import OfficeDesktop, OfficeParts
    from app.desktop.room_page import RoomPage
    from app.services.opening import Device
    from app.services.workplace import News, Workplace


@dataclass(frozen=True, slots=True)
class Parts:
    """What the program is made of; tests bring a clock of their own."""

    settings: Settings
    clock: Callable[[], Moment]
    workplace: "Callable[[Callable[[News], None]], Workplace]"
    """Makes the workplace; raises `NotEnrolled` on a laptop of no school."""
    battery: Callable[[], int | None] = lambda: None
    """Tells how full the battery is, in percents; asked now and then, not on this thread."""


BATTERY_MS: Final = 60_000


class Desktop:
    """Ties pages to the window and the window to the world."""

    def __init__(self, parts: Parts, preferences: QSettings) -> None:
        """Make the window with its first page; nothing of the record is loaded yet."""
        load_fonts()
        self.parts = parts
        self.world = World(parts.clock)
        self.window = Window(self.world, preferences)
        QApplication.instance().installEventFilter(self.window)  # type: ignore[union-attr]
        self.begin = BeginPage(self.world, self.window)
        self.window.add("begin", self.begin)
        self.window.on("begun", self._begun)
        self.window.on("back", self.window.back)
        self.window.on("lifted", self.window.back)
        self.window.on("lock", lambda: self.window.go("curtain", Given(automatic=False)))
        self.window.on("look-again", self._look)
        self.world.packages.connect(self._look)
        self._minute = QTimer(interval=BATTERY_MS)
        self._minute.timeout.connect(self.feel_battery)

    def show(self) -> None:
        """Show the first page, and load the record once it is painted."""
        self.window.go("begin")
        self.window.show()
        self.window.once_painted(self._load)

    def close(self) -> None:
        """Stop; what was recorded is on disk."""
        self._minute.stop()
        self.window.close()
        self.world.close()

    # ------------------------------------------------------------ loading

    def _load(self) -> None:
        """Load the other pages and the record, now that the first page can be seen."""
        from app.desktop.calamity_page import CalamityPage
        from app.desktop.closing_page import ClosingPage
        from app.desktop.curtain_page import CurtainPage
        from app.desktop.keys_page import KeysPage
        from app.desktop.room_page import RoomPage
        from app.desktop.sticks import plugged_sticks
        from app.desktop.storage_page import StoragePage
        from app.desktop.today_page import TodayPage

        self.window.add("curtain", CurtainPage(self.world, self.window))
        self.window.add("today", TodayPage(self.world, self.window, self.parts.settings.folder))
        room = RoomPage(self.world, self.window)
        self.window.add("room", room)
        self.window.on("clock", lambda: _turn_clock(self.world, room))
        self.window.add("closing", ClosingPage(self.world, self.window))
        self.window.add("keys", KeysPage(self.world, self.window))
        self.window.add("storage", StoragePage(self.world, self.window, plugged_sticks))
        self.window.on("help", lambda: self.window.go("keys", Given(under=self.window.front)))
        calamity = CalamityPage(self.world, self.window)
        self.window.add("calamity", calamity)
        self.window.on("calamity-key", lambda: self._press(calamity))
        heard = self.world.heard
        parts = self.parts
        self.world.bridge.errand(lambda: _made(parts, heard), self._loaded, self._not_loaded)

    def _loaded(self, made: "tuple[Workplace, str]") -> None:
        workplace, device = made
        self.world.take(workplace, device)
        self.world.bridge.after(workplace.start(), self._started, self._not_started)
        self._look()
        self.feel_battery()
        self._minute.start()

    def _not_loaded(self, problem: BaseException) -> None:
        from app.services.enrolling import BundleGone, NotEnrolled

        never = "not-enrolled" if isinstance(problem, NotEnrolled) else "disk"
        is_gone = isinstance(problem, BundleGone)
        self.world.learn(trouble="bundle-gone" if is_gone else never)

    def _started(self, device: "Device") -> None:
        if device.keyring is not None:
            self.world.learn(trouble=device.keyring.value)
        elif device.memory_trouble is not None:
            self.world.learn(trouble="memory")

    def _not_started(self, _problem: BaseException) -> None:
        self.world.learn(trouble="disk")

    def feel_battery(self) -> None:
        """Ask how full the battery is."""
        self.world.bridge.errand(self.parts.battery, self._felt, lambda _: None)

    def _felt(self, percent: int | None) -> None:
        status = self.world.known.status
        if status.battery_percent != percent:
            self.world.learn(status=replace(status, battery_percent=percent))

    # ------------------------------------------------------------ packages

    def _look(self) -> None:
        """See which room-days are on this laptop; before a code nothing else is known."""
        settings = self.parts.settings
        self.world.bridge.errand(lambda: _headers(settings), self._seen, lambda _: None)

    def _seen(self, found: PackageStatus | None) -> None:
        known = self.world.known
        if found is None:
            if not known.trouble and self.world.workplace is not None:
                self.world.learn(trouble="no-package")
            return
        trouble = "" if known.trouble == "no-package" else known.trouble
        self.world.learn(package=found, trouble=trouble)

    def _begun(self) -> None:
        known = self.world.known
        first = known.papers[0].part.plan if known.papers else None
        settle()
        if first is not None:
            package = replace(known.package, label=first.label, location=first.location)
            self.world.learn(package=package)
        if self.window.behind:
            self.window.back()
        elif self.world.workplace is not None:
            kept = self.world.workplace.place()
            self.world.bridge.after(kept, self._return_to, lambda _: self.window.go("today"))

    def _press(self, calamity: "CalamityPage") -> None:
        """F9 from any page: the moment stands at once; behind the curtain the rest waits.

        With a calamity open the first press leads back to it, the next one begins another.
        """
        if not (self.world.known.holders and self.world.known.papers):
            return
        front = self.window.front
        if front == "calamity" or not calamity.open_key:
            calamity.press()
            self.window.soon()
        if front == "curtain":
            self.window.wait_behind("calamity")
            curtain = self.window.page("curtain")
            curtain.called(calamity.ui.pressed_at)  # type: ignore[attr-defined]
        elif front not in ("begin", "calamity"):
            self.window.go("calamity")

    def _return_to(self, kept: str) -> None:
        """Come back to the same screen with the same person selected, also after a crash."""
        place = read_place(kept)
        known = any(paper.session.id == place.session for paper in self.world.known.papers)
        is_told = opening_notices(self.world.known.opening)  # to be read before anything is done
        is_known = known or place.page in ("room", "calamity")
        page = place.page if is_known and not is_told else "today"
        calamity = self.window.page("calamity")
        if page == "calamity" and not calamity.open_key:  # type: ignore[attr-defined]
            page = "room"
        self.world.place = place
        self.window.page("room").come_back(place)  # type: ignore[attr-defined]
        self.window.go(page, Given(session=place.session, selected=place.selected))


def _turn_clock(world: World, room: "RoomPage") -> None:
    """Show the clock for candidates, or take it away, from Vandaag."""
    from app.desktop.room_page import looks_of

    looks = replace(looks_of(room.ui), clock_on=not world.known.is_clock_on)
    room.look_as(looks)
    world.keep_place(Place(looks=looks))


def _made(parts: Parts, heard: "Callable[[News], None]") -> "tuple[Workplace, str]":
    """Make the workplace, and read what this laptop is called."""
    from app.services.enrolling import read_install

    return parts.workplace(heard), read_install(parts.settings).device


def _headers(settings: Settings) -> PackageStatus | None:
    """Return what the packages tell before a code: place and counts, no names."""
    from app.models.words import HOTLINE
    from app.services.packages import packages

    kept = [versions[0].header for versions in packages(settings)]
    if not kept:
        return None
    newest = max(kept, key=lambda header: header.updated_at)
    labels = sorted({header.label for header in kept})
    return PackageStatus(
        school=newest.school_name,
        location=newest.location,
        label=labels[0] if len(labels) == 1 else f"{len(labels)} lokalen",
        sessions=sum(header.sessions for header in kept),
        updated_at=datetime.fromisoformat(newest.updated_at),
        hotline=newest.hotline or HOTLINE,
        hotline_mobile=newest.hotline_mobile,
    )


def run(parts: "Parts | OfficeParts", argv: Sequence[str]) -> int:
    """Run the program with a window until it is closed."""
    application = QApplication.instance() or QApplication(list(argv))
    preferences = QSettings(str(parts.settings.folder / "window.ini"), QSettings.Format.IniFormat)
    desktop = _desktop(parts, preferences)
    desktop.show()
    code = application.exec()
    desktop.window.copied.forget()
    desktop.close()
    return int(code)


def _desktop(parts: "Parts | OfficeParts", preferences: QSettings) -> "Desktop | OfficeDesktop":
    """Return the window of a room, or that of the office."""
    if isinstance(parts, Parts):
        return Desktop(parts, preferences)
    from app.desktop.office_main import OfficeDesktop

    return OfficeDesktop(parts, preferences)


def main(settings: Settings) -> int:
    """Run the shipped program: what a machine is for stands in its certificate."""
    from app.bootstrap import LaptopClock, workplace
    from app.services.battery import battery_percent

    clock = LaptopClock()
    parts: Parts | OfficeParts | None = _office_parts(settings, clock)
    if parts is None:
        parts = Parts(
            settings, clock, lambda heard: workplace(settings, heard, clock), battery_percent
        )
    return run(parts, sys.argv)


def _office_parts(settings: Settings, clock: "LaptopClock") -> "OfficeParts | None":
    """Return the parts of a machine of the office, None on a laptop of rooms."""
    from app.services.machine import office_machine

    machine = office_machine(settings)
    if machine is None:
        return None
    from app.bootstrap import office_workplace
    from app.desktop.office_main import OfficeParts

    return OfficeParts(
        settings,
        clock,
        machine.name,
        machine.location,
        lambda heard: office_workplace(settings, heard, clock),
    )

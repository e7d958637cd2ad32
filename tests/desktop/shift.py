"""A person at the keyboard of the real window: a made-up laptop, the real store and workplace."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:  # the crashed program has no need of pytest
    from pytestqt.qtbot import QtBot

    from app.services.delivering import Transport

from app.desktop.main import Desktop, Parts
from app.models.drafts import Moment
from app.models.fold import part_scope, session_scope
from app.models.paper import Paper
from app.models.plan import RulesChosen
from app.models.session import Enrolment
from app.models.strict_json import dumps
from app.models.timing import status_of
from app.models.values import Status
from app.services.packages import keep_package
from app.services.tools import Tools
from app.services.workplace import News, Workplace
from app.sync.messages import Answer, Ask
from app.sync.transports.https import Unreachable
from tests.builders import ROOM, SESSION, a_candidate, a_plan, a_room, candidate_id
from tests.services.school import Laptop, PrintedCard, School, a_laptop

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
PIN = "314159"
SECOND_PIN = "271828"
TABS = 60
OTHER_EXAM = "s2"


class NoNetwork:
    """A laptop whose cable is out."""

    def send(self, _: Ask) -> Answer:
        raise Unreachable("no connection")

    def close(self) -> None:
        pass


class Timepiece:
    """The stepped clock in the shape a workplace asks for."""

    def __init__(self, laptop: Laptop) -> None:
        self._clock = laptop.clock

    def __call__(self) -> Moment:
        return self._clock()

    def set_offset(self, offset_ms: int) -> None:
        self._clock.offset_ms = offset_ms

    def jump(self) -> timedelta:
        return self._clock.ahead


def parts_of(
    laptop: Laptop,
    random_bytes: Callable[[int], bytes] | None = None,
    transport: "Transport | None" = None,
) -> Parts:
    """Return what the window is made of on this laptop."""
    clock = Timepiece(laptop)

    def workplace(on_news: Callable[[News], None]) -> Workplace:
        tools = Tools(
            settings=laptop.settings,
            install=laptop.install,
            vault_for=laptop.keyring.for_install,
            clock=clock,
            delivery_clock=clock,
            random_bytes=random_bytes or laptop.random_bytes,
            jitter=lambda: 1.0,
            transport_for=lambda _: transport or NoNetwork(),
        )
        return Workplace(tools, on_news)

    return Parts(laptop.settings, clock, workplace)


def a_desktop(
    laptop: Laptop,
    random_bytes: Callable[[int], bytes] | None = None,
    transport: "Transport | None" = None,
) -> Desktop:
    """Return a window on this laptop that keeps its looks with the laptop's files."""
    kept = QSettings(str(laptop.settings.folder / "window.ini"), QSettings.Format.IniFormat)
    return Desktop(parts_of(laptop, random_bytes, transport), kept)


def a_hall(
    *, candidates: int = 5, rules: dict[str, object] | None = None, exams: int = 1
) -> tuple[School, PrintedCard]:
    """Return a school whose room asks one signature unless told, and the card of M. Vos."""
    school = School()
    chosen: dict[str, object] = {"id": "proef", "kind": "institution", "signatures": 1}
    chosen |= rules or {}
    for session in (SESSION, OTHER_EXAM)[:exams]:
        part = part_scope(session, ROOM)
        first = 1 if session == SESSION else 101
        name = "Rekenen mbo niveau 3" if session == SESSION else "Engels B1"
        school.plan(a_plan(name=name), scope=session_scope(session))
        told = RulesChosen(str(chosen["id"]), dumps(chosen).decode())
        school.plan(told, scope=session_scope(session))
        school.plan(a_room(ROOM), scope=part)
        for number in range(first, first + candidates):
            school.plan(a_candidate(number), candidate_id(number), scope=part)
    return school, school.print_card("person-vos", "M. Vos")


@dataclass
class Keyboard:
    """Somebody who types at the window of a laptop."""

    qtbot: "QtBot"
    school: School
    laptop: Laptop
    desktop: Desktop

    def focus(self) -> QWidget:
        self.until(lambda: QApplication.focusWidget() is not None)
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.focus(), key, held)

    def type(self, text: str) -> None:
        for letter in text:
            QTest.keyClicks(self.focus(), letter)

    def until(self, is_so: Callable[[], Any]) -> None:
        self.qtbot.waitUntil(lambda: bool(is_so()))

    def until_focus(self, kind: str) -> Any:
        self.until(lambda: type(QApplication.focusWidget()).__name__ == kind)
        return self.focus()

    def tab_to(self, is_it: Callable[[Any], bool]) -> Any:
        for _ in range(TABS):
            if is_it(self.focus()):
                return self.focus()
            self.press(Key.Key_Tab)
        raise AssertionError("Tab does not come there")


class Counter(Keyboard):
    """The pages of the window, and how a shift begins."""

    @property
    def front(self) -> str:
        return self.desktop.window.front

    def page(self, name: str) -> Any:
        return self.desktop.window.page(name)

    @property
    def begin(self) -> Any:
        """What the page of the code says."""
        return self.page("begin").view._shown

    @property
    def curtain(self) -> Any:
        """What the curtain says."""
        return self.page("curtain").view._shown

    @property
    def room(self) -> Any:
        """What the room says."""
        return self.page("room").view._screen

    @property
    def closing(self) -> Any:
        """What the page of the report says."""
        return self.page("closing").view._shown

    @property
    def work(self) -> Workplace:
        work = self.desktop.world.workplace
        assert work is not None
        return work

    def show(self) -> None:
        """Show the window, and wait until a code can be typed."""
        self.desktop.show()
        self.desktop.window.activateWindow()
        self.until(lambda: self.desktop.world.workplace is not None)
        self.until_focus("CodeField")

    def type_code(self, card: PrintedCard) -> None:
        self.until_focus("CodeField")
        self.type(card.code)
        self.press(Key.Key_Return)

    def type_pin(self, pin: str = PIN, again: str = "") -> None:
        self.until_focus("PinField")
        self.type(pin)
        self.press(Key.Key_Return)
        self.type(again or pin)
        self.press(Key.Key_Return)

    def sign_on(self, card: PrintedCard, pin: str = PIN) -> None:
        """Type code and PIN until the shift has begun."""
        self.type_code(card)
        self.type_pin(pin)
        self.until(lambda: self.front not in ("begin", "curtain"))

    def enter(self, *cards: PrintedCard) -> None:
        """Begin the shift of these people and open the list."""
        self.show()
        pins = (PIN, SECOND_PIN)
        self.sign_on(cards[0], pins[0])
        for card, pin in zip(cards[1:], pins[1:], strict=False):
            self.join(card, pin)
        self.press(Key.Key_Return)
        self.until(lambda: self.front == "room")
        self.until_focus("SearchBox")

    def join(self, card: PrintedCard, pin: str = SECOND_PIN) -> None:
        """Sign on from the page of today."""
        self.tab_to(asks("sign-on"))
        self.press(Key.Key_Space)
        self.until(lambda: self.front == "begin")
        self.sign_on(card, pin)
        self.until(lambda: self.front == "today")


class Stand(Counter):
    """The table at the door of a room."""

    def find(self, number: int) -> None:
        """Type the end of a number, as a person does: five characters are no scan."""
        self.press(Key.Key_Escape)
        self.type(f"{100_000 + number}"[-5:])
        self.until(lambda: self.room.listing.selected == candidate_id(number))

    def act(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Press a key, and wait until what it did is on disk and told."""
        before = self.events()
        self.press(key, held)
        self.until(lambda: self.events() > before)
        self.until(lambda: self.page("room")._again is None)
        self.until(lambda: not self.desktop.window._is_due)

    def paper(self, session: str = SESSION) -> Paper:
        return next(p for p in self.desktop.world.known.papers if p.session.id == session)

    def enrolment(self, number: int) -> Enrolment:
        paper = self.paper(SESSION if number < 100 else OTHER_EXAM)
        return paper.session.enrolments[candidate_id(number)]

    def status(self, number: int) -> Status:
        paper = self.paper(SESSION if number < 100 else OTHER_EXAM)
        return status_of(paper.session, paper.part, self.enrolment(number))

    def row(self, number: int) -> Any:
        """The row of a candidate as the list shows it."""
        rows = [row for row in self.room.listing.rows if hasattr(row, "candidate")]
        return next(row for row in rows if row.candidate == candidate_id(number))

    def events(self) -> int:
        """How many events are in the store of the room."""
        work = self.work._work
        return self.work._worker.submit(lambda: len(work.room.recorder.store.read_all())).result()

    def take_in(self, other: Laptop, n: int = 1) -> None:
        """Let the feed bring what another laptop wrote."""
        assert other.room is not None
        signed = [entry.signed for entry in other.room.recorder.own_entries()]
        page = self.school.feed(signed, n)
        work = self.work._work
        self.work._worker.submit(work.take_page, self.school.room_day, page).result()

    def hurry(self) -> None:
        """Let the window look at its clock often: the test steps the clock itself."""
        self.desktop.window._second.setInterval(10)


def asks(action: str) -> Callable[[Any], bool]:
    """Return a test for the row of today that offers an action."""

    def is_it(widget: Any) -> bool:
        row = getattr(widget, "row", None)
        return row is not None and row.action is not None and row.action.name == action

    return is_it


@contextmanager
def a_stand(
    qtbot: "QtBot",
    folder: Path,
    school: School,
    laptop: Laptop | None = None,
    transport: "Transport | None" = None,
) -> Iterator[Stand]:
    """Give a laptop with its window, not yet shown; it is closed afterwards."""
    laptop = laptop or a_laptop(folder, school)
    keep_package(laptop.settings, school.package())
    desktop = a_desktop(laptop, transport=transport)
    stand = Stand(qtbot, school, laptop, desktop)
    try:
        yield stand
    finally:
        desktop.close()
        desktop.window.deleteLater()
        QApplication.processEvents()

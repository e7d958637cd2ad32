"""Somebody at the keyboard of a room where something goes wrong while the exam runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from app.models.calamity import Calamity
from app.models.timing import personal_end
from tests.builders import MINUTE, START
from tests.desktop.shift import Key, Stand, a_hall, a_stand

F9 = START + 72 * MINUTE


class Alarm:
    """Somebody at the keyboard of a room where something goes wrong at F9."""

    def __init__(self, stand: Stand, card: Any) -> None:
        self.stand = stand
        stand.enter(card)
        for number in (1, 2, 3):
            stand.find(number)
            stand.act(Key.Key_Return)
        stand.laptop.clock.now = START
        stand.act(Key.Key_F11)
        stand.laptop.clock.now = F9
        stand.press(Key.Key_Escape)  # somebody was there all the time: no curtain

    @property
    def screen(self) -> Any:
        return self.stand.page("calamity").view._shown

    @property
    def title(self) -> str:
        route = self.screen.route
        return "" if route is None else route.centre.title

    @property
    def reason(self) -> str:
        """The reason that is chosen on the page of exceptions."""
        return self.stand.page("calamity").view.centre._reasons.value()

    @property
    def calamity(self) -> Calamity:
        return self.stand.paper().part.calamities[-1]

    def wait(self, *, seconds: int) -> None:
        self.stand.laptop.clock.step(seconds=seconds)

    def act(self, key: Key, held: Any = None) -> None:
        """Press a key, and wait until it is on disk and shown."""
        stand, before = self.stand, self.stand.events()
        stand.press(key, *(() if held is None else (held,)))
        stand.until(lambda: stand.events() > before)
        stand.until(lambda: not stand.page("calamity")._waiting)
        stand.until(lambda: not stand.desktop.window._is_due)

    def step(self, key: Key = Key.Key_Return, held: Any = None) -> None:
        """Take a step a while after the one before."""
        self.wait(seconds=10)
        self.act(key, held)

    def stop_work(self) -> None:
        """F9, the network is away, and nobody can work on."""
        for key in (Key.Key_F9, Key.Key_3, Key.Key_3):
            self.act(key)

    def called(self) -> None:
        """Call and be done."""
        self.step()
        self.step()

    def decide(self, who: str = "S. Lier") -> None:
        self.stand.until_focus("LineField")
        self.stand.type(who)

    def end_of(self, number: int) -> int:
        """How many minutes later than planned somebody may work."""
        paper = self.stand.paper()
        end = personal_end(paper.session, paper.part, self.stand.enrolment(number))
        assert end is not None
        assert end.at is not None
        return int((end.at - START - 90 * MINUTE) / MINUTE)


@contextmanager
def an_alarm(qtbot: QtBot, tmp_path: Path, **hall: Any) -> Iterator[Alarm]:
    """Open a room whose exam runs, at the moment that something goes wrong."""
    school, card = a_hall(**hall)
    with a_stand(qtbot, tmp_path, school) as stand:
        yield Alarm(stand, card)

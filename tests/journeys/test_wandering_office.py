"""Hands that press anything at the office: nothing breaks, no word is cut, Escape leads back.

The window, the workplace and the dossier behind it are the program's own. `make wander SEEDS=n`
walks longer and more often; a seed presses the same keys each time.
"""

import logging
import os
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.models.calamity_facts import CalamityNamed, CalamityOpened
from app.models.facts import (
    ArrivalRegistered,
    AwayStarted,
    IrregularityNoted,
    NoShowEstablished,
    SessionStarted,
)
from app.models.values import Role
from app.views.parts.fonts import choose
from dossier.opened import OpenDossier, Surroundings, open_dossier
from dossier.staffing import list_people
from tests.desktop.office import ALT, CTRL, Hands, Key, Machine, at_the_office
from tests.desktop.test_office import NO, PIN, at_work, database, first_time, machine
from tests.dossier.conftest import around, clock, founded
from tests.dossier.inside import (
    SESSION,
    assign,
    enrolment_id,
    plan,
    planned_candidate,
    staff,
    take,
)
from tests.dossier.laptop import START
from tests.dossier.office import granted, steward
from tests.views.painted_text import faults, scrolls_sideways

__all__ = ["around", "clock", "database", "founded", "machine"]

FIRST = int(os.environ.get("WANDER_FIRST", "0"))
SEEDS = int(os.environ.get("WANDER_SEEDS", "1"))
KEYS = int(os.environ.get("WANDER_KEYS", "30"))
LOOKS_EACH = 6
HELD = "ABCDEFGHIJKMNOPRSTUVWXYZ"
MOVES = (Key.Key_Down, Key.Key_Up, Key.Key_Left, Key.Key_Right, Key.Key_Tab, Key.Key_Home)
LONGEST = "Şahinoğlu-Wielewaal van den Hooghwerff-Schimmelpenninck Ḥāshimī"
GIVES_WAY = ("BoardSearch", "PlainField", "LogBox", "QMenu")
"""What is typed and an example for it may scroll; a menu lies over the window, not in it."""
BUSY = "Bezig…"
"""A word that ends so by itself."""
ROLES = (Role.COORDINATOR, Role.COORDINATOR, Role.EXAM_BOARD, Role.STEWARD, Role.AUDITOR)


@pytest.fixture(autouse=True)
def _plain_looks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Leave the looks as they were; papers come in a folder of the test, unopened."""
    out = tmp_path / "uit"
    out.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(out))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: True)
    yield
    choose(dark=False, percent=100)


@pytest.fixture
def dossier(founded: Path, around: Surroundings) -> Iterator[OpenDossier]:
    """A session under way: late, absent and away, something noted, and a call for help."""
    with closing(open_dossier(founded, around)) as opened:
        plan(opened, 5)
        with opened.desks.write() as desk:
            desk.put_enrolment(planned_candidate(5, surname=LONGEST), "tpl", START)
        staff(opened, assign(opened)[0])
        steward(opened)
        with opened.ledger.writing(opened.around.moment()) as writing:
            list_people(writing)
        stream = at_work(opened)
        for number in (0, 1, 2):
            stream.add(ArrivalRegistered(), candidate=enrolment_id(number))
        stream.add(SessionStarted())
        stream.add(ArrivalRegistered(), candidate=enrolment_id(5))
        stream.add(NoShowEstablished(), candidate=enrolment_id(3))
        stream.add(AwayStarted("toilet"), candidate=enrolment_id(1))
        told = IrregularityNoted("device", "Telefoon ging af.", is_reported=True)
        stream.add(told, candidate=enrolment_id(5))
        calamity = stream.add(CalamityOpened())
        stream.add(CalamityNamed("network", "Netwerk weg"), refs=(calamity.leaf,))
        take(opened, stream.laptop, stream.events)
        yield opened


def _of(letters: str) -> tuple[Qt.Key, ...]:
    return tuple(Key(ord(letter)) for letter in letters)


PRESSED: tuple[tuple[int, Qt.KeyboardModifier, tuple[Qt.Key, ...]], ...] = (
    (15, NO, _of("ABCDEKNOV1234567890")),
    (18, NO, (Key.Key_Return, Key.Key_Space)),
    (9, CTRL, (Key.Key_Return,)),
    (18, NO, (*MOVES, Key.Key_Escape, Key.Key_F1)),
    (12, CTRL, _of("123456789")),
    (6, CTRL, (Key.Key_PageDown, Key.Key_PageUp)),
    (6, ALT, _of("12345")),
    (6, CTRL, _of(HELD)),
    (10, ALT, _of(HELD)),
)
"""What hands press at a desk: how often, what is held with it, and which keys."""


def any_key(chance: Random) -> tuple[Qt.Key, Qt.KeyboardModifier]:
    """Return a key, and what is held with it."""
    _, held, keys = chance.choices(PRESSED, [each[0] for each in PRESSED])[0]
    return chance.choice(keys), held


class Wanderer:
    """Somebody at the window of the office who does not look."""

    def __init__(self, hands: Hands, chance: Random) -> None:
        self.hands, self.window, self.chance = hands, hands.window, chance
        self.trail: list[str] = []

    def press(self) -> None:
        """Press something, and let the window do what follows."""
        if not self.window.is_open:
            self.hands.type(PIN)
            self.hands.until(lambda: self.window.is_open)
        key, held = any_key(self.chance)
        self.trail.append(f"{self.window._front}: {held.name} {key.name}")
        assert QApplication.focusWidget() is not None, self.told()
        self.hands.press(key, held)
        self.settle()

    def told(self) -> str:
        """Return what was pressed last, for who has to mend it."""
        return ", ".join(self.trail[-12:])

    def settle(self) -> None:
        for _ in range(20):
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.hands.until(lambda: not self.window._is_due)

    def cut(self) -> list[str]:
        """Return what is cut off in the window."""
        told = [each for each in faults(self.window) if not each.startswith(GIVES_WAY)]
        told = [each for each in told if not each.endswith(BUSY)]
        return told + scrolls_sideways(self.window)

    def goes_back(self) -> bool:
        """Press Escape a few times; tell whether the keys of the tabs work again."""
        for _ in range(8):
            self.hands.press(Key.Key_Escape, NO)
            self.settle()
        if not self.window.is_open:
            return True
        self.hands.open("figures")
        self.settle()
        shown = self.window.page("figures").view.isVisible()
        return shown or self.window.page("figures") not in self.window._allowed()


@pytest.mark.parametrize("seed", range(FIRST, FIRST + SEEDS))
def test_any_keys_at_the_office_break_nothing(
    machine: Machine,
    dossier: OpenDossier,
    qtbot: QtBot,
    caplog: pytest.LogCaptureFixture,
    seed: int,
) -> None:
    caplog.set_level(logging.ERROR)
    chance = Random(seed)
    role = chance.choice(ROLES)
    granted(dossier, "b1", role)
    with at_the_office(machine, qtbot) as hands:
        first_time(hands, dossier)
        world = hands.desktop.world
        hands.until(lambda: role is Role.STEWARD or SESSION in world.known.day.sessions)
        walk = Wanderer(hands, chance)
        for _ in range(chance.choice((0, 0, 1, 2, 3))):
            hands.press(Key.Key_Plus, CTRL)
        for n in range(KEYS):
            if n % 10 == 0:
                machine.clock.clock.now += timedelta(minutes=chance.choice((0, 1, 5)))
            walk.press()
            assert not caplog.records, walk.told()
            if n % LOOKS_EACH == 0 and hands.window.is_open:
                assert not walk.cut(), walk.told()
        assert walk.goes_back(), walk.told()

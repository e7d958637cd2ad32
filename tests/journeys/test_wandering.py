"""Hands that press anything: no key breaks the window or cuts a word, and there is a way back.

`make wander SEEDS=n` walks longer and more often; a seed walks the same way each time.
"""

import logging
import os
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.views.parts.fonts import choose
from tests.desktop.shift import ALT, CTRL, NONE, PIN, SHIFT, Key, Stand, a_hall, a_stand
from tests.views.painted_text import faults, scrolls_sideways

FIRST = int(os.environ.get("WANDER_FIRST", "0"))
SEEDS = int(os.environ.get("WANDER_SEEDS", "2"))
KEYS = int(os.environ.get("WANDER_KEYS", "40"))
LOOKS_EACH = 6
LETTERS = "abcdeknov1234567890"
HELD = "ABCDEFGIJKLMNOPRSTUVWXYZ123456"
FUNCTIONS = (2, 3, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 10, 12, 1)
MOVES = (Key.Key_Down, Key.Key_Up, Key.Key_Left, Key.Key_Right, Key.Key_Tab, Key.Key_Home)
GIVES_WAY = ("PlaceName", "LastAct", "SearchBox", "LineField", "QMenu")
"""What may give way, as in `test_no_cut_text`; a menu lies over the window, not in it."""
PLACE = "cut off: b1.14"
"""The place in the dark bar gives way to the clock."""


@pytest.fixture(autouse=True)
def _plain_looks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Leave the looks as they were; who is asked for a folder gives none."""
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    yield
    choose(dark=False, percent=100)


def any_key(chance: Random) -> tuple[Qt.Key, Qt.KeyboardModifier, str]:
    """Return a key, what is held with it, and its letter: as hands press them in a room."""
    drawn = chance.random()
    if drawn < 0.22:
        letter = chance.choice(LETTERS)
        return Key(ord(letter.upper())), NONE, letter
    if drawn < 0.40:
        return chance.choice((Key.Key_Return, Key.Key_Space)), NONE, ""
    if drawn < 0.62:
        key = Key(Key.Key_F1.value + chance.choice(FUNCTIONS) - 1)
        return key, chance.choice((NONE, NONE, NONE, SHIFT)), ""
    if drawn < 0.84:
        return chance.choice((*MOVES, Key.Key_Escape, Key.Key_Escape)), NONE, ""
    return Key(ord(chance.choice(HELD))), chance.choice((CTRL, ALT, ALT)), ""


class Hands:
    """Somebody at the window who does not look."""

    def __init__(self, stand: Stand, chance: Random) -> None:
        self.stand, self.chance = stand, chance
        self.trail: list[str] = []

    def press(self) -> None:
        """Press something, and let the window do what follows."""
        key, held, letter = any_key(self.chance)
        self.trail.append(f"{self.stand.front}: {held.name} {key.name}")
        if self.stand.front == "curtain" and self.chance.random() < 0.5:
            self.stand.type(PIN)
            self.stand.press(Key.Key_Return)
        elif letter:
            QTest.keyClicks(self.stand.focus(), letter)
        else:
            self.stand.press(key, held)
        self.settle()

    def settle(self) -> None:
        for _ in range(20):
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.stand.until(lambda: not self.stand.desktop.window._is_due)

    def cut(self) -> list[str]:
        """Return what is cut off on the page in front."""
        view = self.stand.page(self.stand.front).view
        told = [each for each in faults(view) if not each.startswith(GIVES_WAY)]
        return [each for each in told if PLACE not in each] + scrolls_sideways(view)

    def go_back(self) -> bool:
        """Press Escape until nothing changes; tell whether that leads to the list or a lock."""
        for _ in range(8):
            self.stand.press(Key.Key_Escape)
            self.settle()
        return self.stand.front in ("room", "curtain", "begin")


@pytest.mark.parametrize("seed", range(FIRST, FIRST + SEEDS))
def test_any_keys_at_all_break_nothing(
    qtbot: QtBot, tmp_path: Path, caplog: pytest.LogCaptureFixture, seed: int
) -> None:
    caplog.set_level(logging.ERROR)
    chance = Random(seed)
    school, card = a_hall(candidates=8, exams=chance.choice((1, 1, 2)))
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card)
        hands = Hands(stand, chance)
        for _ in range(chance.choice((0, 0, 1, 2, 3))):
            stand.press(Key.Key_Plus, CTRL)
        for n in range(KEYS):
            if n % 10 == 0:
                stand.laptop.clock.step(minutes=chance.choice((0, 1, 5)))
            hands.press()
            assert not caplog.records, hands.trail
            if n % LOOKS_EACH == 0:
                assert not hands.cut(), hands.trail
        assert hands.go_back(), hands.trail

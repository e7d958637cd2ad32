"""F1: kill -9 of the window: what the screen called recorded is there, once; so is the place."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import IO

import pytest

from app.services.opening import stores_in
from tests.desktop.shift import a_hall
from tests.faults.amount import times
from tests.services.school import a_laptop

CHECKOUT = Path(__file__).resolve().parents[2]
KILLS = times(5, 200)


class Windows:
    """Windows of one laptop, one after the other, each in a process of its own."""

    def __init__(self, asked: IO[str], told: IO[str]) -> None:
        self._asked, self._told = asked, told
        self._runs = 0
        self._pid = 0

    def begin(self, still: int = 0) -> list[str]:
        """Begin a window; return on which page it came back, and with whom."""
        self._asked.write(f"{self._runs} {still}\n")
        self._asked.flush()
        self._runs += 1
        self._pid = int(self.line().split()[1])
        word, *back = self.line().split()
        assert word == "back"
        return back

    def line(self) -> str:
        """Return the next line the window told."""
        return self._told.readline()

    def kill(self) -> list[str]:
        """Kill the window; return what it told meanwhile, whole lines only."""
        os.kill(self._pid, signal.SIGKILL)
        return list(iter(self.line, "gone\n"))


@pytest.fixture
def windows(tmp_path: Path) -> Iterator[Windows]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.desktop.crash_program", str(tmp_path)],
        cwd=CHECKOUT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        yield Windows(program.stdin, program.stdout)
        program.stdin.close()


@pytest.mark.timeout(7200)
def test_what_was_told_is_there_once_after_five_kills_and_so_is_the_place(
    windows: Windows, tmp_path: Path
) -> None:
    chance, lines = Random(7), list[str]()
    for _ in range(KILLS):
        windows.begin()
        lines += [windows.line() for _ in range(chance.randrange(3, 14))]
        lines += windows.kill()
    windows.begin(still=4)
    while not (line := windows.line()).startswith("still "):
        lines.append(line)
    windows.kill()
    assert windows.begin() == ["room", line.split()[1]]
    lines += windows.kill()
    told = [each.split()[1] for each in lines]
    school, card = a_hall()
    laptop = a_laptop(tmp_path, school)
    laptop.random_bytes = os.urandom
    kept = [each.event.leaf for each in laptop.open(card.code).recorder.store.read_all()]
    assert len(stores_in(laptop.settings.room(school.room_day))) == 1
    laptop.close()
    assert len(kept) == len(set(kept))
    assert set(told) <= set(kept)
    assert len(told) == len(set(told))
    assert len(told) > 2 * KILLS

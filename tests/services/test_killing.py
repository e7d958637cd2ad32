"""F1: kill -9 while recording: every act that was called recorded is in the store, once."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from app.services.opening import stores_in
from tests.faults.amount import times
from tests.services.school import ROOM_DAY, a_laptop, a_school

CHECKOUT = Path(__file__).resolve().parents[2]
KILLS = times(50, 2_000)


@pytest.mark.timeout(7200)
def test_what_was_called_recorded_is_there_once_after_fifty_kills(tmp_path: Path) -> None:
    chance = Random(3)
    told: list[str] = []
    with subprocess.Popen(
        [sys.executable, "-m", "tests.services.forking", str(tmp_path)],
        cwd=CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as forking:
        assert forking.stdin is not None
        assert forking.stdout is not None
        for _ in range(KILLS):
            forking.stdin.write("again\n")
            forking.stdin.flush()
            child = int(forking.stdout.readline().split()[1])
            for _ in range(chance.randrange(4)):
                told.append(forking.stdout.readline().strip())
            os.kill(child, signal.SIGKILL)
            for line in iter(forking.stdout.readline, "gone\n"):
                told.append(line.strip())
        forking.stdin.close()
    school, card = a_school()
    laptop = a_laptop(tmp_path, school)
    laptop.random_bytes = os.urandom
    room = laptop.open(card.code)
    kept = [entry.event.leaf for entry in room.recorder.store.read_all()]
    assert len(kept) == len(set(kept))
    assert set(told) <= set(kept)
    assert len(told) > KILLS
    assert len(stores_in(laptop.settings.room(ROOM_DAY))) == 1
    laptop.close()

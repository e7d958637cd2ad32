"""A laptop on a disk that fails: `python -m tests.faults.disk_program FOLDER full|read-only`.

`full`: records until the disk refuses, then reads, copies to a stick, and records once there is
room again. `read-only`: opens as somebody who may write nothing. Prints a line for each thing.
"""

import os
import resource
import sys
from pathlib import Path

from app.models.commands import CheckIdentity
from app.models.values import IdentityOutcome
from app.services.closing import report_pdf
from app.services.fitting import Obstructed
from app.services.stick import copy_to
from app.store.trouble import NotWritten
from tests.builders import SESSION, candidate_id
from tests.services.school import Laptop, a_laptop, a_school

ROOM_LEFT = 60_000
NOBODY = 65_534


def record(laptop: Laptop, turn: int) -> None:
    """Record an act, and print its leaf once it was called recorded."""
    assert laptop.room is not None
    outcome = list(IdentityOutcome)[turn % len(IdentityOutcome)]
    command = CheckIdentity(SESSION, candidate_id(turn % 3 + 1), outcome)
    recorded = laptop.room.recorder.record(command, laptop.clock.step(seconds=1))
    print(f"told {recorded.events[-1].leaf}", flush=True)


def full(folder: Path) -> None:
    school, card = a_school()
    laptop = a_laptop(folder, school)
    laptop.random_bytes = os.urandom
    room = laptop.open(card.code)
    biggest = max(each.stat().st_size for each in folder.rglob("*") if each.is_file())
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (biggest + ROOM_LEFT, hard))
    for turn in range(10_000):
        try:
            record(laptop, turn)
        except NotWritten:
            print("refused", flush=True)
            break
    for turn in range(3):  # it is tried again, and refused again: nothing half is left behind
        try:
            record(laptop, turn)
        except NotWritten:
            print("refused", flush=True)
    shown = len(room.recorder.folds.folds[SESSION].events)
    print(f"shown {shown} of {len(room.recorder.store.read_all())}", flush=True)
    print(f"paper {len(report_pdf(room.recorder.folds, SESSION))}", flush=True)
    (folder / "stick").mkdir()
    print(f"copied {copy_to(laptop.settings, laptop.install, folder / 'stick').journals}")
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    for turn in range(3):
        record(laptop, turn)
    os._exit(9)  # as if it were killed: nothing is closed


def read_only(folder: Path) -> None:
    school, card = a_school()
    laptop = a_laptop(folder, school)
    laptop.open(card.code)
    for turn in range(3):
        record(laptop, turn)
    laptop.close()
    every = [folder, *folder.rglob("*")]
    for path in every:
        path.chmod(0o555 if path.is_dir() else 0o444)
    is_root = os.getuid() == 0
    if is_root:  # whom no mode stops
        os.setresuid(NOBODY, NOBODY, 0)
    for anew in (False, True):
        try:
            laptop.open(card.code, anew=anew)
            print("opened", flush=True)
        except Obstructed as problem:
            print(f"obstacle {problem.obstacle.value}", flush=True)
    if is_root:
        os.setresuid(0, 0, 0)
    for path in every:
        path.chmod(0o755 if path.is_dir() else 0o644)


if __name__ == "__main__":
    {"full": full, "read-only": read_only}[sys.argv[2]](Path(sys.argv[1]))

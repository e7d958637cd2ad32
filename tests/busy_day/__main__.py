"""python -m tests.busy_day: play the day, print what was measured and seen; 0 when all is so."""

import os
import shutil
import signal
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path

from tests.busy_day.day import Size, play
from tests.busy_day.judging import judged, table
from tests.dossier.postgres import binaries


def main() -> int:
    """Play one day."""
    parser = ArgumentParser(prog="python -m tests.busy_day")
    parser.add_argument("--rooms", type=int, default=40)
    parser.add_argument("--candidates", type=int, help="25 in each room, unless told")
    parser.add_argument("--seconds", type=float, default=300.0, help="how long the day lasts")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sqlite", action="store_true", help="one process, on SQLite")
    told = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # and nothing is left running
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    is_postgresql = not told.sqlite and binaries() is not None
    candidates = told.candidates or 25 * told.rooms
    size = Size(told.rooms, candidates, told.seconds, told.seed, is_postgresql)
    Path("build").mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="busy-day-", dir="build")).absolute()
    day = play(folder, size)
    findings = judged(day, size)
    print(table(day, findings, size))
    if all(each.is_so for each in findings):
        shutil.rmtree(folder)
        return 0
    print(f"Everything lies in {folder}.")
    return 1


if __name__ == "__main__":
    sys.exit(main())

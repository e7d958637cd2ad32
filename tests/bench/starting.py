"""From the start of the process to the first painted screen, beside a bare PySide6 window."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic_ns
from typing import Final

from tests.bench.figures import Figure, beside

TIMES: Final = 7


def measure(folder: Path) -> Iterator[Figure]:
    """Measure the program with an empty data folder."""
    ours: list[float] = []
    theirs: list[float] = []
    for number in range(TIMES + 1):
        some = _until_painted("app", folder / f"start-{number}")
        other = _until_painted("bare", folder)
        if number:  # the first of each warms the disk
            ours.append(some)
            theirs.append(other)
    name = "process start to painted first screen"
    yield from beside(name, ours, "bare PySide6 window", theirs, "none")[:1]


def _until_painted(what: str, folder: Path) -> float:
    """Return after how many milliseconds a new process had painted its window."""
    around = os.environ | {"EXAMENDAG_FOLDER": str(folder), "QT_QPA_PLATFORM": "offscreen"}
    began = monotonic_ns()
    ended = subprocess.run(
        [sys.executable, "-m", "tests.bench.first_paint", what],
        env=around, capture_output=True, text=True, check=True, timeout=30,
    )  # fmt: skip
    return (int(ended.stdout.split()[-1]) - began) / 1e6

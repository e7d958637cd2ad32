"""How much memory the program holds with a room open, beside a bare PySide6 window."""

import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from tests.bench.figures import Figure
from tests.bench.hall import a_day
from tests.bench.window import PIN, Site, a_site

MIB: Final = 1024 * 1024
TIMES: Final = 3


def measure(folder: Path) -> Iterator[Figure]:
    """Measure rooms of 240 and 1,000 candidates, half of an exam day recorded in them."""
    bare = min(_resident("bare") for _ in range(TIMES))
    for size in (240, 1_000):
        here = folder / f"memory-{size}"
        here.mkdir()
        _half_a_day(a_site(here, size), here)
        value = min(_resident("room", str(here)) for _ in range(TIMES))
        yield Figure(
            name=f"memory with the room open, {size} candidates",
            value=round(value / MIB, 1),
            unit="MiB",
            baseline=round(bare / MIB, 1),
            baseline_name="bare PySide6 window",
            ratio=round(value / bare, 2),
            n=TIMES,
        )
        shutil.rmtree(here)


def _half_a_day(site: Site, folder: Path) -> None:
    """Record half a day, and leave what another process needs to open the room again."""
    workplace = site.workplace()
    card = workplace.fit(site.card.code).result()
    workplace.open(card).result()
    workplace.begin_shift(card, PIN).result()
    for command in islice(a_day(site.size), site.size):
        recorded = workplace.record(command)
    recorded.result()
    workplace.close()
    site.laptop.close()
    kept = {
        "settings": site.laptop.settings,
        "install": site.laptop.install,
        "card": site.card,
        "size": site.size,
    }
    (folder / "laptop.pickle").write_bytes(pickle.dumps(kept))


def _resident(*what: str) -> int:
    """Return how many bytes a new process holds once its window stands."""
    ended = subprocess.run(
        [sys.executable, "-m", "tests.bench.resident", *what],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    return int(ended.stdout.split()[-1])

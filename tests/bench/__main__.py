"""python -m tests.bench: measure everything, write build/bench.json, print a table.

Each part is measured in a process of its own: what one part imported, remembered and left to the
garbage collector is no part of what another one measures. `python -m tests.bench room growing`
measures only those.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.bench import acts, board, growing, memory, paper, room, rooms_opened, starting
from tests.bench.figures import Figure, keeps, read, table, write

OUT = Path("build/bench.json")


PARTS: dict[str, Callable[[Path], Iterator[Figure]]] = {
    "starting": starting.measure,
    "acts": acts.measure,
    "growing": growing.measure,
    "room": room.measure,
    "rooms_opened": rooms_opened.measure,
    "board": board.measure,
    "memory": memory.measure,
    "paper": lambda _: paper.measure(),
}
FIGURES = "figures.json"
LONGEST_S = 300


def main(asked: list[str]) -> int:
    """Measure part by part; on the disk that holds the checkout, not in memory."""
    OUT.parent.mkdir(exist_ok=True)
    figures: list[Figure] = []
    began = time.perf_counter()
    for part in asked or PARTS:
        folder = Path(tempfile.mkdtemp(prefix="bench-", dir=OUT.parent))
        try:
            told = [sys.executable, "-m", "tests.bench", part, str(folder)]
            subprocess.run(told, check=True, timeout=LONGEST_S)
            figures += read(folder / FIGURES)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    write(figures, OUT)
    print(table(figures))
    missed = sum(keeps(each) is False for each in figures)
    spent = time.perf_counter() - began
    print(f"\n{len(figures)} figures in {spent:.0f} s, {missed} aims missed; {OUT}")
    return 0


if __name__ == "__main__":
    *names, last = sys.argv[1:] or [""]
    if len(names) == 1 and os.sep in last:  # one part, in the folder that was made for it
        write(list(PARTS[names[0]](Path(last))), Path(last) / FIGURES)
        sys.exit()
    sys.exit(main(sys.argv[1:]))

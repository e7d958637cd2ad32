"""python -m tests.bench: measure everything, write build/bench.json, print a table."""

import gc
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.bench import acts, growing, memory, paper, room, rooms_opened, starting
from tests.bench.figures import Figure, keeps, table, write

OUT = Path("build/bench.json")


def main() -> int:
    """Measure part by part; on the disk that holds the checkout, not in memory."""
    OUT.parent.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=OUT.parent))
    parts: tuple[Callable[[], Iterator[Figure]], ...] = (
        lambda: starting.measure(folder),
        lambda: acts.measure(folder),
        lambda: growing.measure(folder),
        lambda: room.measure(folder),
        lambda: rooms_opened.measure(folder),
        lambda: memory.measure(folder),
        paper.measure,
    )
    figures: list[Figure] = []
    began = time.perf_counter()
    try:
        for part in parts:
            figures += part()
            gc.collect()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    write(figures, OUT)
    print(table(figures))
    missed = sum(keeps(each) is False for each in figures)
    spent = time.perf_counter() - began
    print(f"\n{len(figures)} figures in {spent:.0f} s, {missed} aims missed; {OUT}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How much processor time other processes used: what a busy machine does not change."""

import os
from collections.abc import Iterable
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def seconds(processes: Iterable[int]) -> float:
    """Return the processor seconds of these processes and of their children that still run."""
    return sum(of_each(processes).values())


def of_each(processes: Iterable[int]) -> dict[int, float]:
    """Return the processor seconds of each of these processes, and of each of their children."""
    wanted = set(processes)
    return {
        one: spent
        for one, (parent, spent) in _table().items()
        if one in wanted or parent in wanted
    }


def exactly(process: int) -> float:
    """Return the processor seconds of one process, of its own thread only."""
    return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e9


def _table() -> dict[int, tuple[int, float]]:
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = path.read_text()
        except OSError:
            continue  # it ended meanwhile
        words = told.rpartition(")")[2].split()
        found[int(path.parent.name)] = int(words[1]), (int(words[11]) + int(words[12])) / _TICKS
    return found

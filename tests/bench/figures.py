"""Figures: what was measured, beside what, and how they are written."""

import json
import statistics
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter_ns


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value beside a baseline of the same run.

    `aim` is the most that is asked; "x" aims are of the ratio, "ms" aims of the value.
    """

    name: str
    value: float
    unit: str
    baseline: float | None
    baseline_name: str
    ratio: float | None
    n: int
    aim: str = ""


def timed(work: Callable[[], object]) -> float:
    """Return how many milliseconds some work took."""
    began = perf_counter_ns()
    work()
    return (perf_counter_ns() - began) / 1e6


def p50(samples: Sequence[float]) -> float:
    """Return the median."""
    return statistics.median(samples)


def p99(samples: Sequence[float]) -> float:
    """Return the value that one in a hundred passes."""
    return sorted(samples)[min(len(samples) - 1, int(len(samples) * 0.99))]


def beside(
    name: str, samples: Sequence[float], baseline_name: str, baseline: Sequence[float], aim: str
) -> list[Figure]:
    """Return p50 and p99 of samples in milliseconds beside those of a baseline.

    `aim` reads as "p50 2 x" or "p99 16 ms".
    """
    asked, _, most = aim.partition(" ")
    found = []
    for label, point in (("p50", p50), ("p99", p99)):
        value, base = point(samples), point(baseline) if baseline else None
        found.append(
            Figure(
                name=f"{name}, {label}",
                value=round(value, 3),
                unit="ms",
                baseline=None if base is None else round(base, 3),
                baseline_name=baseline_name,
                ratio=None if not base else round(value / base, 2),
                n=len(samples),
                aim=most if label == asked else "",
            )
        )
    return found


def one(name: str, milliseconds: float) -> Figure:
    """Return a figure that was measured once, beside nothing."""
    return Figure(name, round(milliseconds, 3), "ms", None, "", None, 1)


def keeps(figure: Figure) -> bool | None:
    """Tell whether a figure keeps its aim; None when it has none."""
    if not figure.aim:
        return None
    most, unit = figure.aim.split()
    measured = figure.ratio if unit == "x" else figure.value
    return measured is not None and measured <= float(most)


def write(figures: Sequence[Figure], path: Path) -> None:
    """Write the figures as JSON: a list of objects."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(each) for each in figures], indent=1) + "\n")


def read(path: Path) -> list[Figure]:
    """Return the figures that were written to a file."""
    return [Figure(**each) for each in json.loads(path.read_text())]


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as a table that people read."""
    rows = [("what", "value", "baseline", "ratio", "aim", "n", "beside")]
    for each in figures:
        kept = keeps(each)
        aim = "" if kept is None else f"{each.aim} {'kept' if kept else 'MISSED'}"
        rows.append(
            (
                each.name,
                f"{each.value:.2f} {each.unit}",
                "" if each.baseline is None else f"{each.baseline:.2f}",
                "" if each.ratio is None else f"{each.ratio:.2f}",
                aim,
                str(each.n),
                each.baseline_name,
            )
        )
    wide = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    left = {0, 6}
    return "\n".join(
        "  ".join(
            text.ljust(size) if column in left else text.rjust(size)
            for column, (text, size) in enumerate(zip(row, wide, strict=True))
        ).rstrip()
        for row in rows
    )

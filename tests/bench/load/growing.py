"""`python -m tests.bench.load.growing [--most N] [--in FOLDER] [KIND]`: what a large log costs.

One log is filled to each mark with true events (`filling.py`) and copied there; the dossier itself
must take every copy for true (`believed.py`). Then all of them are open at once, and the same is
asked of each in turns, round after round: of processor time the least of the rounds is told, and
how many times it is that of the smallest log, which a busy machine hardly moves. A bare yardstick
is measured in every turn. With `--in` the logs stay, and are not filled again.
"""

import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.bench.figures import p50, p99
from tests.bench.load.asking import Asked, memory_mb
from tests.bench.load.believed import look_again
from tests.bench.load.grown import Grown, grow
from tests.dossier.postgres import Server, binaries, running_server

OUT = Path("build")
MARKS = (10_000, 100_000, 1_000_000, 2_000_000, 5_000_000)
ROUNDS = 5
READ_WHOLE_MOST = 150_000
"""Above it backup and `verify` are left out, unless asked for: half an hour at five million."""
BELIEVED = "believed"
"""Lies beside a log that was taken for true."""
SETTINGS = "max_wal_size = 8GB\ncheckpoint_timeout = 30min\nshared_buffers = 512MB\n"


def main() -> int:
    """Grow a log on each kind of database, and print what things cost at each size."""
    told = _arguments()
    OUT.mkdir(exist_ok=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # and no server is left running
    marks = [each for each in told.marks if each <= told.most]
    for kind in told.kinds or ["SQLite", *(["PostgreSQL"] if binaries() else [])]:
        with _place(told.folder, kind) as folder, _server(kind) as server:
            grown = list(_grown(folder, marks, server))
            found = measure(grown, folder / "scratch", told.rounds, reads_all=told.verify)
        (OUT / f"bench-grown-{kind.lower()}.json").write_text(json.dumps(found, indent=1) + "\n")
    return 0


def _arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.bench.load.growing")
    parser.add_argument("--most", type=int, default=MARKS[-1], help="the largest log")
    parser.add_argument("--marks", type=int, nargs="+", default=MARKS, help="other sizes")
    parser.add_argument("--in", dest="folder", type=Path, help="where logs of SQLite stay")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="in which each is asked")
    parser.add_argument("--verify", action="store_true", help="and back up, the largest too")
    parser.add_argument("kinds", nargs="*", help="SQLite, PostgreSQL")
    return parser.parse_args()


@contextmanager
def _place(kept: Path | None, kind: str) -> Iterator[Path]:
    if kept is not None and kind == "SQLite":
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
        return
    folder = Path(tempfile.mkdtemp(prefix="grow-", dir=OUT))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@contextmanager
def _server(kind: str) -> Iterator[Server | None]:
    if kind == "SQLite":
        yield None
        return
    with running_server(SETTINGS) as server:
        yield server


def _grown(folder: Path, marks: Sequence[int], server: Server | None) -> Iterator[Grown]:
    began, spent = time.time(), time.process_time()
    for each in grow(folder, marks, server):
        yield each
        used = sum(os.times()[:4])
        print(
            f"{each.size:,} events after {time.time() - began:.0f} s, of which"
            f" {time.process_time() - spent:.0f} s of processor time here; {used:.0f} in all",
            flush=True,
        )


def measure(
    grown: Sequence[Grown], scratch: Path, rounds: int, *, reads_all: bool
) -> list[dict[str, object]]:
    """Ask every log the same in turns; return and print what it took."""
    with ExitStack() as stack:
        opened = [stack.enter_context(each.opened()) for each in grown]
        for each, (dossier, _) in zip(grown, opened, strict=True):
            if not (each.folder / BELIEVED).exists():
                print("true:", look_again(dossier, random.Random(1)), flush=True)
                (each.folder / BELIEVED).touch()
        logs = [Asked(*each) for each in opened]
        for _ in range(rounds):
            for each in logs:
                each.round()
        print("\n".join(_often(logs)), flush=True)
        print(f"memory of the process with all of them open: {memory_mb():.0f} MB", flush=True)
        for each in logs:
            each.ask_once(scratch, reads_all=reads_all or each.size < READ_WHOLE_MOST)
        print("\n".join(_seldom(logs)), flush=True)
        return [
            {
                "size": each.size,
                "often": {
                    name: {"p50_ms": p50(t.wall), "p99_ms": p99(t.wall), "spent_ms": min(t.spent)}
                    for name, t in each.took.items()
                },
                "once": each.once,
                "load": os.getloadavg()[0],
            }
            for each in logs
        ]


def _often(logs: Sequence[Asked]) -> Iterator[str]:
    yield f"{'':44}" + "".join(f"{each.size:>32,}" for each in logs)
    yield f"{'':44}" + f"{'p50, p99 ms; cpu ms, x least':>32}" * len(logs)
    for name in logs[0].took:
        took = [each.took[name] for each in logs]
        cells = (
            f"{p50(each.wall):9.2f} {p99(each.wall):8.1f} {min(each.spent):8.2f}"
            f" {min(each.spent) / min(took[0].spent):4.2f}x"
            for each in took
        )
        yield f"{name:44}" + "".join(f"{cell:>32}" for cell in cells)


def _seldom(logs: Sequence[Asked]) -> Iterator[str]:
    for name in dict.fromkeys(name for each in logs for name in each.once):
        yield f"{name:44}" + "".join(f"{each.once.get(name, float('nan')):32.3f}" for each in logs)


if __name__ == "__main__":
    sys.exit(main())

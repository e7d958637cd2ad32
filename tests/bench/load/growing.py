"""`python -m tests.bench.load.growing [MOST [KIND]]`: what an event costs in a log of millions.

The log is grown by rows in the archive's own tables, with random leaves and a true tree over them;
they were never verified, and nothing that is measured reads them. What is measured is the real
intake of real deliveries, large and small, by processor time of this process and of the database
that serves it, and what the archive takes on disk. Of several runs the least is told. A log that
stays small is measured in turns with it: the ratio of the two is what a busy machine hardly moves.
"""

import json
import os
import secrets
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import insert, select, text, update

from app.crypto.tree import Frontier
from app.sync.protocol import decode_push
from dossier.archive.ledger import Writing
from dossier.archive.opening import is_postgresql
from dossier.archive.tables import body, event, log_state, stream
from dossier.bootstrap import system_surroundings
from dossier.opened import OpenDossier, open_dossier
from tests.bench.load import ours, spent
from tests.dossier.postgres import binaries, running_server
from tests.dossier.world import School

OUT = Path("build")
SIZES = (10_000, 100_000, 500_000, 1_000_000, 2_000_000, 3_500_000, 5_000_000)
EACH, LAPTOPS = 100, 20
SMALL, SMALLS = 2, 10
"""Events of a delivery while an exam runs, and how many of those each laptop sends."""
RUNS = 3
PORTION = 20_000
STREAM_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Grown:
    """What one event costs in a log of that size (microseconds of processor time)."""

    kind: str
    log_size: int
    taken_us: float
    """Of a delivery of a hundred, with its receipt."""
    taken_times: float
    """How many times what it costs at the same moment in a log of some ten thousand."""
    small_us: float
    """One whole delivery of two events, with its receipt."""
    small_times: float
    reading_us: float
    """Of one look at the heads of a room and a page of the log."""
    reading_times: float
    archive_mb: int
    load: float


def main() -> int:
    """Grow a log on each kind of database, and print what an event costs on the way."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else SIZES[-1]
    kinds = sys.argv[2:] or ["SQLite", *(["PostgreSQL"] if binaries() else [])]
    OUT.mkdir(exist_ok=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # and no server is left running
    for kind in kinds:
        found: list[Grown] = []
        told = OUT / f"bench-grown-{kind.lower()}.json"
        folder = Path(tempfile.mkdtemp(prefix="grow-", dir=OUT))
        print(
            f"{kind:12} events  of 100, us each  x small  delivery of 2, us  x small"
            "  look, us  x small     MB  load"
        )
        try:
            for each in measure(folder, kind, most):
                found.append(each)
                print(
                    f"{each.log_size:19,} {each.taken_us:16.0f} {each.taken_times:8.2f}"
                    f" {each.small_us:18.0f} {each.small_times:8.2f}"
                    f" {each.reading_us:9.0f} {each.reading_times:8.2f}"
                    f" {each.archive_mb:6} {each.load:5.1f}",
                    flush=True,
                )
                told.write_text(json.dumps([asdict(each) for each in found], indent=1) + "\n")
        finally:
            shutil.rmtree(folder)
    return 0


def measure(folder: Path, kind: str, most: int) -> Iterator[Grown]:
    """Grow a log step by step up to `most`, and take in the same deliveries at each step."""
    with _opened(folder / "large", kind) as large, _opened(folder / "small", kind) as small:
        rooms, small_rooms = ours.rooms(large), ours.rooms(small)
        _fill(small, SIZES[0])
        for size in [each for each in SIZES if each <= most]:
            _fill(large, size - RUNS * LAPTOPS * (EACH + SMALL * SMALLS))
            runs = [(*_run(large, rooms), *_run(small, small_rooms)) for _ in range(RUNS)]
            least = [min(each) * 1e6 for each in zip(*runs, strict=True)]
            taken, brief, looked, small_taken, small_brief, small_looked = least
            yield Grown(
                kind=kind,
                log_size=large.ledger.tree()[1].size,
                taken_us=round(taken / EACH, 1),
                taken_times=round(taken / small_taken, 2),
                small_us=round(brief, 1),
                small_times=round(brief / small_brief, 2),
                reading_us=round(looked, 1),
                reading_times=round(looked / small_looked, 2),
                archive_mb=_megabytes(large),
                load=round(os.getloadavg()[0], 1),
            )


@contextmanager
def _opened(folder: Path, kind: str) -> Iterator[OpenDossier]:
    folder.mkdir()
    school = School(folder)
    if kind == "SQLite":
        school.found()
        with closing(open_dossier(school.data, system_surroundings())) as dossier:
            yield dossier
        return
    with running_server() as server:
        school.found("--database", server.address())
        with closing(open_dossier(school.data, system_surroundings())) as dossier:
            yield dossier


def _run(dossier: OpenDossier, places: list[ours.Room]) -> tuple[float, float, float]:
    """Return the seconds of one large delivery, of one small one, and of one look."""
    large = ours.deliveries(dossier, places, LAPTOPS, EACH, EACH)
    small = ours.deliveries(dossier, places, LAPTOPS, SMALL * SMALLS, SMALL)
    took = _spent(dossier, lambda: _take(dossier, large))
    took_small = _spent(dossier, lambda: _take(dossier, small))
    looked = _spent(dossier, lambda: _look(dossier, places))
    return took / LAPTOPS, took_small / LAPTOPS / SMALLS, looked / len(places)


def _take(dossier: OpenDossier, many: list[ours.Delivery]) -> None:
    for delivery in many:
        for raw, _ in delivery.requests:
            events = decode_push(raw).events
            dossier.intake.take(delivery.laptop.device, events, dossier.around.moment())


def _spent(dossier: OpenDossier, do: Callable[[], None]) -> float:
    """Return the processor time of this process and of who serves it in the database."""
    before, began = _served(dossier), time.process_time()
    do()
    return time.process_time() - began + _served(dossier) - before


def _served(dossier: OpenDossier) -> float:
    if not is_postgresql(dossier.ledger.engine):
        return 0.0
    ask = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'"
    with dossier.ledger.engine.connect() as connection:
        return sum(spent.exactly(pid) for pid in connection.scalars(text(ask)))


def _megabytes(dossier: OpenDossier) -> int:
    if not is_postgresql(dossier.ledger.engine):
        return round(dossier.folder.archive.stat().st_size / 1e6)
    with dossier.ledger.engine.connect() as connection:
        size: int = connection.scalar(text("SELECT pg_database_size(current_database())"))
    return round(size / 1e6)


def _look(dossier: OpenDossier, places: list[ours.Room]) -> None:
    for place in places:
        with dossier.ledger.reading() as reading:
            reading.heads(place.scope)
            reading.all_stored(dossier.ledger.news.size - 100, 100)


def _fill(dossier: OpenDossier, size: int) -> None:
    while (missing := size - dossier.ledger.tree()[1].size) > 0:
        with dossier.ledger.writing(dossier.around.moment()) as writing:
            _fill_some(writing, min(PORTION, missing))


def _fill_some(writing: Writing, count: int) -> None:
    """Add streams of 500 events each; the transaction's own last step keeps the tree."""
    ask = writing.connection
    row = ask.execute(select(log_state).where(log_state.c.school == writing.school)).one()
    tree, rows = Frontier.from_bytes(row.frontier), []
    for start in range(0, count, STREAM_LENGTH):
        length = min(STREAM_LENGTH, count - start)
        leaves = [secrets.token_bytes(32) for _ in range(length)]
        told = {
            "school": writing.school,
            "writer": f"filler-{secrets.token_hex(4)}",
            "epoch": secrets.token_hex(16),
            "scope": f"part/{secrets.token_hex(8)}/R1",
        }
        rows += [
            told
            | {
                "leaf": leaf.hex(),
                "position": tree.size + number,
                "seq": number,
                "prev": leaves[number - 1].hex() if number else None,
                "kind": "fact",
                "header": bytes(420),
                "signature": bytes(64),
                "received_at": writing.at,
                "is_chained": True,
            }
            for number, leaf in enumerate(leaves)
        ]
        tree = tree.extend(leaves)
        ask.execute(
            insert(stream).values(
                **told, through=length - 1, head=leaves[-1].hex(), is_forked=False
            )
        )
    ask.execute(insert(event), rows)
    bodies = [{"school": r["school"], "leaf": r["leaf"], "content": bytes(150)} for r in rows]
    ask.execute(insert(body), bodies)
    ask.execute(
        update(log_state)
        .where(log_state.c.school == writing.school)
        .values(size=tree.size, frontier=tree.to_bytes())
    )
    writing._tree = tree


if __name__ == "__main__":
    sys.exit(main())

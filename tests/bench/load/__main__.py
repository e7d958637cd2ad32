"""python -m tests.bench.load: measure deliveries, write build/bench-load.json, print a table."""

import json
import os
import shutil
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from tests.bench.figures import p50, p99
from tests.bench.load import newest, ours, peer
from tests.dossier.postgres import binaries, running_server

OUT = Path("build/bench-load.json")
CLIENTS = 50
BACK_EACH = 40
AIM_TIMES, AIM_TIMES_NEWEST = 1.5, 3
AIM_MS = 5_000


@dataclass(frozen=True, slots=True)
class Way:
    """One way of serving."""

    kind: str
    replicas: int
    is_newest: bool = False
    """Only the chain and the newest signature of each run are checked on arrival."""

    @property
    def name(self) -> str:
        """As the table tells it."""
        many = "1 process" if self.replicas == 1 else f"{self.replicas} processes"
        return f"{self.kind}, {many}{', newest' if self.is_newest else ''}"


@dataclass(frozen=True, slots=True)
class Run:
    """One way of serving, under both loads; `beside` is the ratio to PouchDB in documents/s."""

    name: str
    load: float
    pushed_per_s: float
    push_p50_ms: float
    push_p99_ms: float
    push_us: float
    """Processor time of the serving side per document, its database included."""
    back_per_s: float
    back_p99_ms: float
    back_us: float
    beside: float | None = None
    checked_us: float | None = None
    """Of checking each signature afterwards, where only the newest were checked on arrival."""


def main() -> int:
    """Measure PouchDB, ours in each way, and PouchDB again."""
    told = _arguments()
    OUT.parent.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="load-", dir=OUT.parent))
    runs: list[Run] = []
    try:
        if peer.is_here():
            peer.install()
            runs.append(_peer("PouchDB to express-pouchdb", folder, told.n, told.laptops))
        else:
            print("No node and npm here: PouchDB is not measured beside ours.")
        for way in _ways():
            with _database(way.kind) as (database, postmaster):
                place = folder / way.name.replace(" ", "")
                place.mkdir()
                runs.append(_ours(way, (place, database, postmaster), (told.n, told.laptops)))
                print(runs[-1], flush=True)
        if peer.is_here():
            runs.append(_peer("PouchDB again", folder, told.n, told.laptops))
    finally:
        shutil.rmtree(folder)
    runs = _beside(runs)
    OUT.write_text(json.dumps([asdict(each) for each in runs], indent=1) + "\n")
    print(_table(runs))
    return 0


def _arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.bench.load")
    parser.add_argument("-n", type=int, default=100_000, help="events from 50 clients")
    parser.add_argument("--laptops", type=int, default=500, help="that reconnect at once")
    return parser.parse_args()


def _ways() -> list[Way]:
    kinds = ["SQLite", *(["PostgreSQL"] if binaries() else [])]
    every = [Way(kind, replicas) for kind in kinds for replicas in (1, 2)]
    return every + [Way(kind, 2, is_newest=True) for kind in kinds]


@contextmanager
def _database(kind: str) -> Iterator[tuple[str, list[int]]]:
    if kind == "SQLite":
        yield "", []
        return
    with running_server() as server:
        told = (server.folder / "data" / "postmaster.pid").read_text()
        yield server.address(), [int(told.splitlines()[0])]


def _ours(way: Way, place: tuple[Path, str, list[int]], told: tuple[int, int]) -> Run:
    events, laptops = told
    program = "tests.bench.load.newest" if way.is_newest else "dossier"
    with ours.serving(*place, way.replicas, program) as serving:
        rooms = ours.rooms(serving.dossier)
        each = events // CLIENTS
        many = ours.deliveries(serving.dossier, rooms, CLIENTS, each, ours.BATCH)
        load = os.getloadavg()[0]
        pushed, took = ours.push(serving, many)
        back = ours.deliveries(serving.dossier, rooms, laptops, BACK_EACH, ours.BATCH)
        returned, waited = ours.push(serving, back)
        checked = round(newest.check_all(serving.dossier)) if way.is_newest else None
    return replace(_run(way.name, load, (pushed, took), (returned, waited)), checked_us=checked)


def _run(
    name: str,
    load: float,
    push: tuple[peer.Pushed, Sequence[float]],
    back: tuple[peer.Pushed, Sequence[float]],
) -> Run:
    (pushed, took), (returned, waited) = push, back
    return Run(
        name=name,
        load=round(load, 1),
        pushed_per_s=round(pushed.documents / pushed.seconds),
        push_p50_ms=round(p50(took)),
        push_p99_ms=round(p99(took)),
        push_us=round(pushed.spent_s / pushed.documents * 1e6),
        back_per_s=round(returned.documents / returned.seconds),
        back_p99_ms=round(p99(waited)),
        back_us=round(returned.spent_s / returned.documents * 1e6),
    )


def _peer(name: str, folder: Path, events: int, laptops: int) -> Run:
    keys = _certificate(folder / "certificate")
    load = os.getloadavg()[0]
    size = 620  # what an event of ours is on the wire: header, signature and body in base64
    pushed = peer.push(CLIENTS, events // CLIENTS, size, keys)
    back = peer.push(laptops, BACK_EACH, size, keys)
    return _run(name, load, (pushed, pushed.each_ms), (back, back.each_ms))


def _certificate(folder: Path) -> Path:
    """Return a folder with a server's certificate, made by a dossier as for its own."""
    if not folder.exists():
        folder.mkdir()
        ours.School(folder).found()
    return folder / "dossier" / "keys"


def _beside(runs: list[Run]) -> list[Run]:
    peers = [each.pushed_per_s for each in runs if each.name.startswith("PouchDB")]
    if not peers:
        return runs
    mean = sum(peers) / len(peers)
    return [
        each
        if each.name.startswith("PouchDB")
        else replace(each, beside=round(each.pushed_per_s / mean, 2))
        for each in runs
    ]


def _table(runs: list[Run]) -> str:
    heads = "load  pushed/s  x PouchDB  p50 ms  p99 ms  us each  back/s  back p99 ms  us each"
    lines = [f"{'':33} {heads}"]
    for each in runs:
        beside = "" if each.beside is None else f"{each.beside:.2f}"
        lines.append(
            f"{each.name:33} {each.load:4.1f} {each.pushed_per_s:9.0f} {beside:>10}"
            f" {each.push_p50_ms:7.0f} {each.push_p99_ms:7.0f} {each.push_us:8.0f}"
            f" {each.back_per_s:7.0f} {each.back_p99_ms:12.0f} {each.back_us:8.0f}"
        )
    lines += [
        f"Aims: {AIM_TIMES} x PouchDB, every signature on arrival; back p99 < {AIM_MS} ms.",
        f"newest: of each run only the newest signature on arrival; aim {AIM_TIMES_NEWEST} x.",
        "us each: processor time of the serving side per document, its database included.",
        *(
            f"{each.name}: the other signatures, checked after it, {each.checked_us} us each."
            for each in runs
            if each.checked_us is not None
        ),
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())

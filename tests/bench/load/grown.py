"""Logs of several sizes of one school, filled once: each is the beginning of the next."""

import json
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql

from dossier.config import DataFolder
from dossier.opened import OpenDossier, Surroundings, open_dossier
from tests.bench.load.filling import Clock, Filler
from tests.dossier.postgres import Server
from tests.dossier.world import School

NOTE: Final = "grown.json"
"""Lies beside a log that is filled: its size, and the day it is there."""


@dataclass(frozen=True, slots=True)
class Grown:
    """A log of about so many events, in a folder of its own."""

    mark: int
    size: int
    folder: Path
    now: datetime

    @contextmanager
    def opened(self) -> Iterator[tuple[OpenDossier, Clock]]:
        """Open it, on the day after its last."""
        clock = Clock(self.now)
        around = Surroundings(clock.moment, secrets.token_bytes)
        with closing(open_dossier(self.folder / "dossier", around)) as dossier:
            yield dossier, clock


def grow(folder: Path, marks: Sequence[int], server: Server | None = None) -> Iterator[Grown]:
    """Fill one log up to each of these sizes, each from a copy of the former; once is enough."""
    had: Grown | None = None
    for mark in marks:
        place = folder / str(mark)
        if not (place / NOTE).exists():
            shutil.rmtree(place, ignore_errors=True)
            if had is None:
                place.mkdir(parents=True)
                School(place).found(*_database(server, mark, None))
            else:
                _copied(had, place, server)
            _filled(place, mark, Clock() if had is None else Clock(had.now))
        told = json.loads((place / NOTE).read_text())
        had = Grown(mark, told["size"], place, datetime.fromisoformat(told["now"]))
        yield had


def _copied(former: Grown, place: Path, server: Server | None) -> None:
    """Copy a log; on PostgreSQL its database too, file by file."""
    shutil.copytree(former.folder, place)
    (place / NOTE).unlink()
    if server is not None:
        _, address = _database(server, int(place.name), former.mark)
        config = DataFolder(place / "dossier").config
        told = json.loads(config.read_text()) | {"database": address}
        config.write_text(json.dumps(told))


def _database(server: Server | None, mark: int, former: int | None) -> tuple[str, ...]:
    """Make the database of a mark, when it has one; return how `init` is told of it."""
    if server is None:
        return ()
    template = "template0" if former is None else f"log{former}"
    with psycopg.connect(server.address(), autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                sql.Identifier(f"log{mark}"), sql.Identifier(template)
            )
        )
    return "--database", server.address(f"log{mark}")


def _filled(place: Path, mark: int, clock: Clock) -> None:
    around = Surroundings(clock.moment, secrets.token_bytes)
    with closing(open_dossier(place / "dossier", around)) as dossier:
        filler = Filler(dossier, clock)
        filler.fill(mark)
        told = {"size": filler.size, "now": clock.now.isoformat()}
    (place / NOTE).write_text(json.dumps(told))

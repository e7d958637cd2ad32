"""What is asked of each log in turns: the real intake, feeds, proofs, and what is asked seldom."""

import os
import secrets
import shutil
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from typing import Final

from sqlalchemy import text

from app.crypto.keys import SigningKey, is_signed
from app.crypto.signed_event import SignedEvent
from app.models.grants import Grant, Rights
from app.models.values import Role
from dossier.archive.leaves import leaves_between
from dossier.archive.opening import is_postgresql
from dossier.backing_up import write_backup
from dossier.feed import FIRST
from dossier.opened import OpenDossier, open_dossier
from dossier.proving import LogProofs
from dossier.verifying import Verification
from tests.bench.load import spent
from tests.bench.load.filling import Clock, Filler, recorded_in
from tests.dossier.laptop import Laptop

ROOMS, CANDIDATES, LAPTOPS = 10, 25, 20
LARGE, LARGES = 100, 10
SMALL, SMALLS = 2, 12
"""Events of a delivery while an exam runs, and how many of those each of some laptops sends."""
PAGES = 5
EVERYTHING: Final = Rights((Grant("", "b1", Role.COORDINATOR, "s1"),))
BARE: Final = "bare: 200 signatures checked"


@dataclass(slots=True)
class Took:
    """How long something took: each time (ms on the clock), and the processor time of one (ms)."""

    wall: list[float] = field(default_factory=list)
    spent: list[float] = field(default_factory=list)
    """One for each round: of the process and of who serves it in the database."""


class Asked:
    """One log, a day on which it is asked, and what the answers took."""

    def __init__(self, dossier: OpenDossier, clock: Clock) -> None:
        self.dossier = dossier
        self.took: dict[str, Took] = defaultdict(Took)
        self.once: dict[str, float] = {}
        filler = Filler(dossier, clock, LAPTOPS)
        self._clock = clock
        self._laptops = filler.laptops
        self._rooms = filler.day(ROOMS, CANDIDATES)
        self._chance = Random(1)
        self._key = SigningKey.generate(secrets.token_bytes)

    @property
    def size(self) -> int:
        """How many events the log holds."""
        return self.dossier.ledger.tree()[1].size

    def round(self) -> None:
        """Ask everything that is asked often, once more."""
        large = [(who, events) for who, events in self._recorded(LARGES, LARGE)]
        small = [
            (who, events[at : at + SMALL])
            for who, events in self._recorded(LARGES, SMALL * SMALLS)
            for at in range(0, SMALL * SMALLS, SMALL)
        ]
        self._time(BARE, [self._bare] * 5)
        self._time(f"a delivery of {LARGE}", [self._take(*each) for each in large])
        self._time(f"a delivery of {SMALL}", [self._take(*each) for each in small])
        self._time("the feed of a room", [self._feed(each.room_day) for each in self._rooms])
        self._time("the package of a room", [self._package(each.room_day) for each in self._rooms])
        self._time("a page of the office, 500 events", [self._page] * 5)
        self._time("a proof of inclusion, and one of consistency", [self._prove] * 10)

    def ask_once(self, scratch: Path, *, reads_all: bool) -> None:
        """Ask what is asked seldom; of what reads everything only where that is wanted."""
        folder = self.dossier.folder.path
        self.once["the first proof ever, s"] = self._seconds(self._first_proof)
        self.dossier.proofs.keep()
        self.once["the first proof after a start, s"] = self._seconds(self._first_proof)
        around = self.dossier.around
        self.once["opening the dossier, s"] = self._seconds(
            lambda: open_dossier(folder, around).close()
        )
        self.once["a thousand events of the office's first pages, s"] = self._first_pages()
        if reads_all:
            back_up = partial(write_backup, self.dossier, scratch)
            self.once["a backup, s"] = self._seconds(back_up)
            self.once["a backup, MB"] = (
                sum(each.stat().st_size for each in scratch.iterdir()) / 1e6
            )
            shutil.rmtree(scratch)
            check = Verification(self.dossier.ledger, self.dossier.keys)
            self.once["verify, s"] = self._seconds(check.run)
        self.once["archive, bytes an event"] = bytes_of(self.dossier) / self.size

    # ------------------------------------------------------------ what is asked

    def _recorded(self, count: int, acts: int) -> Sequence[tuple[Laptop, list[SignedEvent]]]:
        found = []
        for number in range(count):
            laptop = self._laptops[number % LAPTOPS]
            stream = recorded_in(laptop, self._rooms[number % ROOMS], self._clock.now, acts)
            found.append((laptop, stream.events))
        return found

    def _bare(self) -> None:
        message = bytes(600)
        signature = self._key.sign(message)
        for _ in range(200):
            is_signed(self._key.public, signature, message)

    def _take(self, laptop: Laptop, events: list[SignedEvent]) -> Callable[[], object]:
        take, moment = self.dossier.intake.take, self._clock.moment()
        return lambda: take(laptop.device, events, moment)

    def _feed(self, room_day: str) -> Callable[[], object]:
        def answer() -> None:
            dossier = self.dossier
            with dossier.ledger.reading() as reading:
                dossier.feed.answer(reading, dossier.ledger, room_day, FIRST, self._clock.now)

        return answer

    def _package(self, room_day: str) -> Callable[[], object]:
        def answer() -> None:
            dossier = self.dossier
            with dossier.ledger.reading() as reading:
                dossier.feed.package(reading, dossier.ledger, room_day, self._clock.now)

        return answer

    def _page(self) -> None:
        dossier = self.dossier
        with dossier.ledger.reading() as reading:
            found = dossier.office.look(reading, EVERYTHING, dossier.ledger.news.size - 501)
            dossier.office.page(reading, EVERYTHING, found, self._clock.now)

    def _prove(self) -> None:
        size = self.size
        at = self._chance.randrange(size)
        with self.dossier.ledger.reading() as reading:
            (leaf,) = leaves_between(reading, at, at + 1)
        self.dossier.proofs.inclusion(leaf.hex(), size)
        self.dossier.proofs.consistency(1 + at, size)

    def _first_proof(self) -> None:
        size = self.size
        proofs = LogProofs(self.dossier.ledger)
        proofs.consistency(size // 3, size)
        self.dossier.proofs.consistency(size // 3, size)

    def _first_pages(self) -> float:
        """Return what a thousand events cost of all that a window of today begins with."""
        dossier, count, after = self.dossier, 0, -1
        began = spent_for(self.dossier)
        for _ in range(PAGES):
            with dossier.ledger.reading() as reading:
                found = dossier.office.look(reading, EVERYTHING, after)
                dossier.office.page(reading, EVERYTHING, found, self._clock.now)
            count, after = count + len(found.events), found.through
        return (spent_for(self.dossier) - began) / count * 1000

    # ------------------------------------------------------------ how it is measured

    def _time(self, name: str, calls: Sequence[Callable[[], object]]) -> None:
        took, before = self.took[name], spent_for(self.dossier)
        for call in calls:
            began = time.perf_counter()
            call()
            took.wall.append((time.perf_counter() - began) * 1000)
        took.spent.append((spent_for(self.dossier) - before) / len(calls) * 1000)

    def _seconds(self, do: Callable[[], object]) -> float:
        began = spent_for(self.dossier)
        do()
        return spent_for(self.dossier) - began


def spent_for(dossier: OpenDossier) -> float:
    """Return the processor time of this process and of who serves it in the database."""
    if not is_postgresql(dossier.ledger.engine):
        return time.process_time()
    ask = text(
        "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'"
        " AND datname = current_database()"
    )
    with dossier.ledger.engine.connect() as connection:
        pids = list(connection.scalars(ask))
    return time.process_time() + sum(spent.exactly(pid) for pid in pids)


def bytes_of(dossier: OpenDossier) -> int:
    """Return how large the archive is."""
    if not is_postgresql(dossier.ledger.engine):
        return dossier.folder.archive.stat().st_size
    with dossier.ledger.engine.connect() as connection:
        return int(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)


def memory_mb() -> float:
    """Return how much memory this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

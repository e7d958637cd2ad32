"""Proofs from the log: its tree is asked for any size it ever had."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import Lock
from typing import Final

from app.crypto.grown_tree import TILE, GrownTree, ProvingTree, TiledTree
from app.crypto.signed_event import SignedEvent, read_event
from app.crypto.tree import Frontier, root
from app.models.act import Act
from app.models.fold import DOSSIER
from app.models.marks import LogOpened, StreamOpened
from dossier.archive.leaves import keep_tiles, kept_tiles, leaves_between, position_of, tree_of
from dossier.archive.ledger import Ledger
from dossier.archive.reading import Reading

SCHOOL_SCOPE: Final = "school"
TILES_AT_ONCE: Final = 64

logger = logging.getLogger("dossier.proving")


class NoProof(Exception):
    """There is no such event, or the log is not that large."""


class LogProofs:
    """Proves where events stand, and that the log only grew.

    What a proof reads does not grow with the log: roots over each tile of it are kept, and of the
    leaves it reads those of two tiles.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._lock = Lock()
        self._tiles: GrownTree | None = None
        self._kept = 0
        """Of how many tiles the archive is known to keep the root."""
        self._read: dict[int, list[bytes]] = {}
        """Leaves of full tiles that were read lately, by the first: they never change."""

    def consistency(self, old: int, size: int) -> tuple[bytes, ...]:
        """Return the proof that the log of `old` events is the beginning of that of `size`.

        Raises:
            NoProof: It never had these sizes.
        """
        with self._grown() as tree:
            return tree.consistency_proof(old, size)

    def inclusion(self, leaf: str, size: int) -> tuple[int, tuple[bytes, ...]]:
        """Return where an event stands, and the proof of it in the log of `size` events.

        Raises:
            NoProof: It is not in the log of that size.
        """
        with self._ledger.reading() as reading:
            position = position_of(reading, leaf)
        if position is None:
            raise NoProof
        with self._grown() as tree:
            return position, tree.inclusion_proof(position, size)

    def root_of(self, size: int) -> bytes:
        """Return the root over the first events of the log.

        Raises:
            NoProof: The log is not that large.
        """
        with self._grown() as tree:
            return tree.root(size)

    def keep(self) -> None:
        """Keep what was made since, when it is much: a start then need not make it again."""
        with self._lock:
            first = self._kept
            made = () if self._tiles is None else self._tiles.leaves(first)
            if len(made) < TILES_AT_ONCE:
                return
            self._kept += len(made)
        with self._ledger.begin() as connection:  # who writes may wait for a proof meanwhile
            keep_tiles(connection, self._ledger.school, first, made)

    # ------------------------------------------------------------ within

    @contextmanager
    def _grown(self) -> Iterator[ProvingTree]:
        """Give the tree with every committed event in it; a size it never had is no proof."""
        with self._ledger.reading() as reading:
            log = tree_of(reading)
            with self._lock:
                tiles = self._tiles or self._first_tiles(reading, log)
                _catch_up(reading, tiles, log.size)
                self._tiles = tiles
            try:
                yield TiledTree(tiles, log.size, partial(self._leaves, reading))
            except ValueError as problem:
                raise NoProof from problem

    def _first_tiles(self, reading: Reading, log: Frontier) -> GrownTree:
        """Return the tiles that are kept, when the tree over them is the one of the log."""
        kept = kept_tiles(reading, 0)[: log.size // TILE]
        tiles = GrownTree(kept)
        _catch_up(reading, tiles, log.size)
        leaves = partial(leaves_between, reading)
        if kept and TiledTree(tiles, log.size, leaves).root(log.size) != log.root:
            logger.error("the kept roots over tiles are not those of the log: made anew")
            return GrownTree()
        self._kept = len(kept)
        return tiles

    def _leaves(self, reading: Reading, start: int, end: int) -> list[bytes]:
        found = self._read.get(start) or leaves_between(reading, start, end)
        if end - start == TILE:
            if len(self._read) >= TILES_AT_ONCE:
                self._read.clear()
            self._read[start] = found
        return found


def _catch_up(reading: Reading, tiles: GrownTree, size: int) -> None:
    """Add the tiles that became full since."""
    while (first := tiles.size) < size // TILE:
        last = min(size // TILE, first + TILES_AT_ONCE)
        leaves = leaves_between(reading, first * TILE, last * TILE)
        tiles.extend(root(leaves[n * TILE : (n + 1) * TILE]) for n in range(last - first))


def openings(reading: Reading) -> tuple[SignedEvent, ...]:
    """Return the events by which this log was opened, each after that which opened its epoch."""
    return own_words(reading, lambda act: isinstance(act, LogOpened))


def own_words(reading: Reading, is_asked: Callable[[Act], bool]) -> tuple[SignedEvent, ...]:
    """Return own events about the school, each after that which opened its epoch, for laptops."""
    found: list[SignedEvent] = []
    opened: dict[str, SignedEvent] = {}
    for each in reading.stored(SCHOOL_SCOPE):
        told = read_event(each.signed)
        act = None if told.body is None else told.body.act
        if told.header.writer != DOSSIER or act is None:
            continue
        if isinstance(act, StreamOpened):
            opened[told.header.epoch] = each.signed
        if is_asked(act):
            found += [opened[told.header.epoch], each.signed]
    return tuple(found)


def openings_in(reading: Reading) -> list[LogOpened]:
    """Return what these events say."""
    told = [read_event(each).body for each in openings(reading)]
    return [body.act for body in told if body is not None and isinstance(body.act, LogOpened)]

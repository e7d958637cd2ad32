"""Proofs from the log: the tree is grown once, and asked for any size it ever had."""

from collections.abc import Callable
from threading import Lock
from typing import Final

from app.crypto.grown_tree import GrownTree
from app.crypto.signed_event import SignedEvent, read_event
from app.models.act import Act
from app.models.fold import DOSSIER
from app.models.marks import LogOpened, StreamOpened
from dossier.archive.leaves import leaves_after, position_of
from dossier.archive.ledger import Ledger
from dossier.archive.reading import Reading

SCHOOL_SCOPE: Final = "school"


class NoProof(Exception):
    """There is no such event, or the log is not that large."""


class LogProofs:
    """Proves where events stand, and that the log only grew."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._lock = Lock()
        self._tree = GrownTree()

    def consistency(self, old: int, size: int) -> tuple[bytes, ...]:
        """Return the proof that the log of `old` events is the beginning of that of `size`.

        Raises:
            NoProof: It never had these sizes.
        """
        try:
            return self._grown().consistency_proof(old, size)
        except ValueError as problem:
            raise NoProof from problem

    def inclusion(self, leaf: str, size: int) -> tuple[int, tuple[bytes, ...]]:
        """Return where an event stands, and the proof of it in the log of `size` events.

        Raises:
            NoProof: It is not in the log of that size.
        """
        with self._ledger.reading() as reading:
            position = position_of(reading, leaf)
        if position is None:
            raise NoProof
        try:
            return position, self._grown().inclusion_proof(position, size)
        except ValueError as problem:
            raise NoProof from problem

    def root_of(self, size: int) -> bytes:
        """Return the root over the first events of the log.

        Raises:
            NoProof: The log is not that large.
        """
        try:
            return self._grown().root(size)
        except ValueError as problem:
            raise NoProof from problem

    def _grown(self) -> GrownTree:
        """Return the tree, with every committed event in it; what is in it never changes."""
        with self._lock:
            with self._ledger.reading() as reading:
                self._tree.extend(leaves_after(reading, self._tree.size - 1))
            return self._tree


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

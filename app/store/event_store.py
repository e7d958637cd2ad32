"""The day store: the signed bytes of one room-day on this laptop, appended and never changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

from app.crypto.envelope import BadSignature
from app.crypto.signed_event import SignedEvent, read_event
from app.models.act import Event, StreamId
from app.models.counting import erased_by
from app.models.strict_json import Malformed
from app.store.migrations import DAY_STEPS
from app.store.opening import Rows, Store, StoreFile, StoreKind, create
from app.store.tables import guard
from app.store.trouble import Damaged

DAY_KIND: Final = StoreKind(application_id=0x45586461, steps=DAY_STEPS, is_exclusive=True)

_EVENT = "INSERT INTO event (n, leaf, stream, seq, header, signature) VALUES (?, ?, ?, ?, ?, ?)"
_BODY = "INSERT INTO body (n, content) VALUES (?, ?)"
_STREAM = "INSERT INTO stream (n, writer, epoch, scope) VALUES (?, ?, ?, ?)"
_EPOCH = "INSERT INTO epoch (id, seed) VALUES (?, ?)"
_META = (
    "INSERT INTO meta (name, content) VALUES (?, ?) "
    "ON CONFLICT (name) DO UPDATE SET content = excluded.content"
)
_ERASE = "DELETE FROM body WHERE n = (SELECT n FROM event WHERE leaf = ?)"
_UNGUARDED, _GUARDED = "DROP TRIGGER body_no_delete", guard("body", "DELETE")
_ALL = (
    "SELECT event.header, event.signature, body.content "
    "FROM event LEFT JOIN body ON body.n = event.n ORDER BY event.n"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A verified event with the bytes it was read from."""

    event: Event
    signed: SignedEvent


@dataclass(frozen=True, slots=True)
class Head:
    """The last event of a stream; `leaf` in hex."""

    seq: int
    leaf: str


@dataclass(frozen=True, slots=True)
class EpochSeed:
    """An epoch of this store and the seed of its signing key."""

    id: str
    seed: bytes = field(repr=False)


class DayStore:
    """One SQLCipher file; open in one program, used by one thread at a time."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._leaves: set[str] = set()
        self._erased: set[str] = set()
        """Whose bodies the dossier took out: they stay away, whatever comes first."""
        self._heads: dict[StreamId, Head] = {}
        self._streams = {
            StreamId(*named): n
            for n, *named in store.read("SELECT n, writer, epoch, scope FROM stream")
        }
        self._opened = tuple(_entries(self._store))
        self._next = len(self._opened) + 1
        self._know(self._opened)

    @classmethod
    def create(cls, path: Path, key: bytes, epoch: EpochSeed) -> Self:
        """Make a store with its first epoch, and open it.

        Raises:
            FileExistsError: Something lies there already; it is never replaced.
            OSError: It cannot be written.
        """
        create(StoreFile(path, key), DAY_KIND, ((_EPOCH, (epoch.id, epoch.seed)),))
        return cls.open(path, key)

    @classmethod
    def open(cls, path: Path, key: bytes) -> Self:
        """Open the store that is there.

        Raises:
            StoreUnusable: One of its subclasses says why; the file is as it was.
            OSError: It cannot be read.
        """
        store = Store(StoreFile(path, key), DAY_KIND)
        try:
            return cls(store)
        except BaseException:
            store.close()
            raise

    def append(self, entries: Sequence[Entry]) -> tuple[Entry, ...]:
        """Add events in one transaction and one fsync; those already here are passed over.

        Bodies that the dossier took out, by a word here or among these, go in it too.

        Returns:
            The entries that were new, in order.

        Raises:
            NotWritten: The disk refused; none of them is recorded.
        """
        by_leaf = {entry.event.leaf: entry for entry in entries}
        fresh = tuple(entry for leaf, entry in by_leaf.items() if leaf not in self._leaves)
        if not fresh:
            return ()
        streams = _new_streams(fresh, self._streams)
        known = {**self._streams, **streams} if streams else self._streams
        self._store.write(*_rows(fresh, streams, known, self._next), *self._erasing(fresh))
        self._streams |= streams
        self._next += len(fresh)
        self._know(fresh)
        return fresh

    def read_all(self) -> tuple[Entry, ...]:
        """Return every event, in the order in which they were stored here.

        Raises:
            StoreUnusable: It cannot be read any more.
        """
        return tuple(_entries(self._store))

    def take_opened(self) -> tuple[Entry, ...]:
        """Return what was read when the store was opened, and let go of it."""
        opened, self._opened = self._opened, ()
        return opened

    def heads(self) -> Mapping[StreamId, Head]:
        """Return the last event of every stream, by seq."""
        return dict(self._heads)

    def has(self, leaf: str) -> bool:
        """Tell whether an event is here."""
        return leaf in self._leaves

    def epochs(self) -> tuple[EpochSeed, ...]:
        """Return the epochs of this store, the current one last."""
        rows = self._store.read("SELECT id, seed FROM epoch ORDER BY n")
        return tuple(EpochSeed(*row) for row in rows)

    def begin_epoch(self, epoch: EpochSeed) -> None:
        """Begin a new epoch: what is recorded from here on stands in streams of its own."""
        self._store.write((_EPOCH, [(epoch.id, epoch.seed)]))

    def remember(self, name: str, content: str) -> None:
        """Keep a small text under a name, such as how far the feed was read."""
        self._store.write((_META, [(name, content)]))

    def recall(self, name: str) -> str | None:
        """Return the text kept under a name."""
        rows = self._store.read("SELECT content FROM meta WHERE name = ?", (name,))
        return str(rows[0][0]) if rows else None

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    # ------------------------------------------------------------ within

    def _erasing(self, fresh: Sequence[Entry]) -> tuple[Rows, ...]:
        """Return what takes bodies out; the guard is back before anything else is done."""
        came = {entry.event.leaf for entry in fresh}
        named = {leaf for entry in fresh for leaf in erased_by(entry.event)}
        here = {leaf for leaf in named if leaf in self._leaves or leaf in came}
        rows = [(bytes.fromhex(leaf),) for leaf in sorted(here | (self._erased & came))]
        return ((_UNGUARDED, None), (_ERASE, rows), (_GUARDED, None)) if rows else ()

    def _know(self, entries: Sequence[Entry]) -> None:
        for entry in entries:
            self._leaves.add(entry.event.leaf)
            self._erased.update(erased_by(entry.event))
            header = entry.event.header
            head = self._heads.get(header.stream)
            if head is None or head.seq < header.seq:
                self._heads[header.stream] = Head(header.seq, entry.event.leaf)


def _entries(store: Store) -> Iterator[Entry]:
    for row in store.read(_ALL):
        signed = SignedEvent(*row)
        yield Entry(_read(signed), signed)


def _new_streams(entries: Sequence[Entry], known: Mapping[StreamId, int]) -> dict[StreamId, int]:
    """Return the streams that have no number yet, with the next ones."""
    found = dict.fromkeys(entry.event.header.stream for entry in entries)
    new = [stream for stream in found if stream not in known]
    return {stream: n for n, stream in enumerate(new, start=len(known) + 1)}


def _rows(
    entries: Sequence[Entry],
    streams: Mapping[StreamId, int],
    known: Mapping[StreamId, int],
    first: int,
) -> tuple[Rows, ...]:
    """Return what is inserted, tables in the order that references ask."""
    events: list[tuple[object, ...]] = []
    bodies: list[tuple[object, ...]] = []
    for n, entry in enumerate(entries, start=first):
        header, signed = entry.event.header, entry.signed
        leaf = bytes.fromhex(entry.event.leaf)
        place = known[header.stream]
        events.append((n, leaf, place, header.seq, signed.header, signed.signature))
        if signed.body is not None:
            bodies.append((n, signed.body))
    named = [(n, each.writer, each.epoch, each.scope) for each, n in streams.items()]
    return (_STREAM, named), (_EVENT, events), (_BODY, bodies)


def _read(signed: SignedEvent) -> Event:
    try:
        return read_event(signed)
    except (Malformed, BadSignature):
        reason = "an event is not what was stored"
    raise Damaged(reason)

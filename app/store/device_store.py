"""What the device remembers over all rooms: marks, receipts, the log's head, counts. No names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from app.models.act import StreamId
from app.store.migrations import DEVICE_STEPS
from app.store.opening import Store, StoreFile, StoreKind, create
from app.store.trouble import Missing

DEVICE_KIND: Final = StoreKind(application_id=0x45586476, steps=DEVICE_STEPS, is_exclusive=False)

_MARK = (
    "INSERT INTO mark (room_day, store, writer, epoch, scope, seq, leaf) "
    "VALUES (?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT DO UPDATE SET seq = excluded.seq, leaf = excluded.leaf "
    "WHERE excluded.seq > mark.seq"
)
_NO_MARKS = "DELETE FROM mark WHERE room_day = ? AND store = ?"
_NO_ROOM_MARKS = "DELETE FROM mark WHERE room_day = ?"
_NO_RECEIPTS = "DELETE FROM receipt WHERE room_day = ?"
_RECEIPT = (
    "INSERT INTO receipt (writer, epoch, scope, room_day, through, envelope) "
    "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE "
    "SET room_day = excluded.room_day, through = excluded.through, envelope = excluded.envelope "
    "WHERE excluded.through >= receipt.through"
)
_CHECKPOINT = (
    "INSERT INTO checkpoint (origin, size, note) VALUES (?, ?, ?) ON CONFLICT DO UPDATE "
    "SET size = excluded.size, note = excluded.note WHERE excluded.size > checkpoint.size"
)
_MEMO = (
    "INSERT INTO memo (name, content) VALUES (?, ?) "
    "ON CONFLICT DO UPDATE SET content = excluded.content"
)
_NO_COUNTS = "DELETE FROM count WHERE room_day = ?"
_COUNT = "INSERT INTO count (room_day, name, number) VALUES (?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a stream of a store was seen to be: a store behind it was rolled back."""

    stream: StreamId
    seq: int
    leaf: str


@dataclass(frozen=True, slots=True)
class KeptReceipt:
    """A receipt as it was received (DSSE JSON text); whoever reads it verifies it anew."""

    stream: StreamId
    room_day: str
    through: int
    envelope: str


class DeviceStore:
    """A small SQLCipher file under the device secret; used by the threads of one program."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @classmethod
    def open_or_create(cls, path: Path, key: bytes) -> Self:
        """Open the device's memory; make it where there is none.

        Raises:
            StoreUnusable: One of its subclasses says why; the file is as it was.
            OSError: It cannot be read or written.
        """
        file = StoreFile(path, key)
        try:
            return cls(Store(file, DEVICE_KIND))
        except Missing:
            create(file, DEVICE_KIND, ())
        return cls(Store(file, DEVICE_KIND))

    def note_marks(self, room_day: str, store: str, marks: Sequence[Mark]) -> None:
        """Remember how far streams are; a mark never goes back.

        Raises:
            NotWritten: The disk refused.
        """
        rows = [(room_day, store, *_named(each.stream), each.seq, each.leaf) for each in marks]
        self._store.write((_MARK, rows))

    def marks(self, room_day: str, store: str) -> tuple[Mark, ...]:
        """Return how far the streams of a store were."""
        rows = self._store.read(
            "SELECT writer, epoch, scope, seq, leaf FROM mark WHERE room_day = ? AND store = ?",
            (room_day, store),
        )
        return tuple(Mark(StreamId(*row[:3]), row[3], row[4]) for row in rows)

    def forget_marks(self, room_day: str, store: str | None = None) -> None:
        """Let go of the marks of a store whose roll-back was noticed and answered.

        Without a store: of a room-day that left, the receipts too; its counts stay.

        Raises:
            NotWritten: The disk refused.
        """
        if store is not None:
            self._store.write((_NO_MARKS, [(room_day, store)]))
            return
        self._store.write((_NO_ROOM_MARKS, [(room_day,)]), (_NO_RECEIPTS, [(room_day,)]))

    def stores(self, room_day: str) -> frozenset[str]:
        """Return the stores of a room-day that are remembered."""
        rows = self._store.read("SELECT DISTINCT store FROM mark WHERE room_day = ?", (room_day,))
        return frozenset(name for (name,) in rows)

    def keep_receipt(self, kept: KeptReceipt) -> None:
        """Keep the newest receipt of a stream.

        Raises:
            NotWritten: The disk refused.
        """
        row = (*_named(kept.stream), kept.room_day, kept.through, kept.envelope)
        self._store.write((_RECEIPT, [row]))

    def receipts(self, room_day: str) -> tuple[KeptReceipt, ...]:
        """Return the newest receipt of each stream of a room-day."""
        rows = self._store.read(
            "SELECT writer, epoch, scope, room_day, through, envelope FROM receipt "
            "WHERE room_day = ?",
            (room_day,),
        )
        return tuple(KeptReceipt(StreamId(*row[:3]), *row[3:]) for row in rows)

    def keep_checkpoint(self, origin: str, size: int, note: str) -> None:
        """Keep the largest checkpoint of a log.

        Raises:
            NotWritten: The disk refused.
        """
        self._store.write((_CHECKPOINT, [(origin, size, note)]))

    def checkpoint(self, origin: str) -> str | None:
        """Return the largest checkpoint of a log, a signed note."""
        rows = self._store.read("SELECT note FROM checkpoint WHERE origin = ?", (origin,))
        return str(rows[0][0]) if rows else None

    def keep_counts(self, room_day: str, counts: Mapping[str, int]) -> None:
        """Replace the counts of a room-day that the locked screen shows.

        Raises:
            NotWritten: The disk refused.
        """
        rows = [(room_day, name, number) for name, number in counts.items()]
        self._store.write((_NO_COUNTS, [(room_day,)]), (_COUNT, rows))

    def counts(self, room_day: str) -> dict[str, int]:
        """Return the counts of a room-day."""
        return dict(
            self._store.read("SELECT name, number FROM count WHERE room_day = ?", (room_day,))
        )

    def remember(self, name: str, content: str) -> None:
        """Keep a small text under a name, such as the last known offset of the clock.

        Raises:
            NotWritten: The disk refused.
        """
        self._store.write((_MEMO, [(name, content)]))

    def recall(self, name: str) -> str | None:
        """Return the text kept under a name."""
        rows = self._store.read("SELECT content FROM memo WHERE name = ?", (name,))
        return str(rows[0][0]) if rows else None

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()


def _named(stream: StreamId) -> tuple[str, str, str]:
    return stream.writer, stream.epoch, stream.scope

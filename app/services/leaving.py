"""What leaves a laptop, and when: never before the school has it twice (format.md 7).

Stores, journals and packages of a sealed room-day go 24 hours after the dossier's own word,
receipt by receipt, that everything in them stands in its log and in a checked backup of it; of an
unsealed one when two people let it go besides. Only the dossier's clock counts. A package without
a store goes 24 hours after its day is over.
"""

import shutil
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from app.crypto.receipt import Receipt
from app.models.act import StreamId
from app.models.codec import instant_text, read_instant
from app.models.marks import LeavingAllowed
from app.models.session import RoomDay
from app.services.journal_delivery import taken_through
from app.services.packages import packages
from app.services.store_names import JOURNAL, STORE, files_in
from app.settings import Settings
from app.store.device_store import DeviceStore, Mark

STAYS: Final = timedelta(hours=24)
LAST_MIDNIGHT: Final = timedelta(days=1, hours=12)
"""From the beginning of a day in UTC until it is over everywhere on earth."""
LEFT: Final = "left-rooms"
LEFT_MAX: Final = 2000

Held = Callable[[Sequence[StreamId], frozenset[str]], None]


class Leaving:
    """Watches over the closed room-days of a laptop; used by the thread that records."""

    def __init__(
        self,
        settings: Settings,
        device: str,
        memory: DeviceStore,
        open_room: Callable[[], str | None],
    ) -> None:
        """Watch over a laptop's folders; the open room stays."""
        self._device = device
        self._settings = settings
        self._memory = memory
        self._open_room = open_room
        self._allowed: dict[str, LeavingAllowed] = {}
        """What two people let leave unsealed, as the dossier told last."""
        self.ask: Held = lambda _, __: None

    def look(self) -> None:
        """Have the dossier asked about every stream that may leave.

        Raises:
            StoreUnusable: The device's memory cannot be read.
            OSError: A folder cannot be read.
        """
        marks = [each for room_day in self._closed() for each in self._marks(room_day)]
        streams = sorted({each.stream for each in marks})
        self.ask(streams, left_rooms(self._memory))

    def note_closed(self, room_day: str, day: RoomDay) -> None:
        """Remember of a room that was closed whether every part in it is sealed.

        Raises:
            NotWritten: The disk refused.
        """
        parts = [part for _, part in day.parts()]
        is_sealed = bool(parts) and all(part.seal_for(self._device) is not None for part in parts)
        self._memory.remember(_closing(room_day), "1" if is_sealed else "")
        self.look()

    def note_opened(self, room_day: str) -> None:
        """Remember that a room is at work again: what was said of it before counts no more.

        Raises:
            NotWritten: The disk refused.
        """
        for name in (_closing(room_day), _since(room_day)):
            self._memory.remember(name, "")
        self.look()

    def heard(
        self, receipts: Sequence[Receipt], at: datetime, allowed: Sequence[LeavingAllowed] = ()
    ) -> tuple[str, ...]:
        """Take the dossier's word at its own time; return the room-days that left.

        Raises:
            StoreUnusable: The device's memory cannot be read or written.
            OSError: A file cannot be read or destroyed.
        """
        told = {each.room_day: each for each in allowed if each.device == self._device}
        if told != self._allowed:
            self._allowed = told
            self.look()
        by_stream = {each.stream: each for each in receipts}
        gone = [
            room_day
            for room_day in self._closed()
            if self._is_due(room_day, by_stream, at) and self._destroy(room_day)
        ]
        for versions in packages(self._settings):
            header = versions[0].header
            if self._is_bare(header.room_day) and _is_long_over(header.day, at):
                self._destroy(header.room_day)
                gone.append(header.room_day)
        if gone:
            kept = [*sorted(left_rooms(self._memory) - set(gone)), *gone][-LEFT_MAX:]
            self._memory.remember(LEFT, "\n".join(kept))
            self.look()
        return tuple(gone)

    # ------------------------------------------------------------ within

    def _closed(self) -> list[str]:
        """Return the room-days closed with every part sealed, and those two people let go."""
        folder, is_open = self._settings.rooms, self._open_room()
        found = sorted(each.name for each in folder.iterdir()) if folder.is_dir() else []
        return [
            name
            for name in found
            if name != is_open
            and (self._memory.recall(_closing(name)) == "1" or self._is_allowed(name))
        ]

    def _is_allowed(self, room_day: str) -> bool:
        """Whether two people let all that is here of a room-day leave; what came later stays."""
        told = self._allowed.get(room_day)
        if told is None:
            return False
        had = {StreamId(e.writer, e.epoch, e.scope): (e.seq, e.leaf) for e in told.frontier}
        return all(had.get(each.stream) == (each.seq, each.leaf) for each in self._marks(room_day))

    def _marks(self, room_day: str) -> list[Mark]:
        stores = self._memory.stores(room_day)
        return [each for store in stores for each in self._memory.marks(room_day, store)]

    def _is_due(self, room_day: str, by_stream: Mapping[StreamId, Receipt], at: datetime) -> bool:
        """Tell whether a room-day may go now; from when on it may is remembered."""
        since = self._memory.recall(_since(room_day))
        if not (self._is_told_whole(room_day) and self._is_kept(room_day, by_stream)):
            if since:
                self._memory.remember(_since(room_day), "")
            return False
        if not since:
            self._memory.remember(_since(room_day), instant_text(at))
            return False
        return at - read_instant(since) >= STAYS

    def _is_told_whole(self, room_day: str) -> bool:
        """Whether marks and journals speak of everything that lies in the folder."""
        folder, known = self._settings.room(room_day), self._memory.stores(room_day)
        stores = {name for name, _ in files_in(folder, STORE)}
        journals = files_in(folder, JOURNAL)
        beside = {(name.number, name.store_id) for name, _ in journals}
        return (
            all(name.text in known for name in stores)
            and all((name.number, name.store_id) in beside for name in stores)
            and all(
                path.stat().st_size <= taken_through(self._memory, room_day, name.text)
                for name, path in journals
            )
        )

    def _is_kept(self, room_day: str, by_stream: Mapping[StreamId, Receipt]) -> bool:
        marks = self._marks(room_day)
        told = [(each, by_stream.get(each.stream)) for each in marks]
        return bool(marks) and all(each and is_kept_twice(mark, each) for mark, each in told)

    def _is_bare(self, room_day: str) -> bool:
        folder = self._settings.room(room_day)
        is_open = room_day == self._open_room()
        return not is_open and not files_in(folder, STORE) and not files_in(folder, JOURNAL)

    def _destroy(self, room_day: str) -> bool:
        """Take away what opens the room first, then what is in it."""
        folder = self._settings.room(room_day)
        for path in sorted(folder.iterdir(), key=_packages_first):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
        folder.rmdir()
        self._memory.forget_marks(room_day)
        for name in (_closing(room_day), _since(room_day)):
            self._memory.remember(name, "")
        return True


def left_rooms(memory: DeviceStore) -> frozenset[str]:
    """Return the room-days that left: their packages are not fetched again."""
    return frozenset((memory.recall(LEFT) or "").split())


def is_kept_twice(mark: Mark, receipt: Receipt) -> bool:
    """Tell whether all of a stream is in the log, and in a checked backup of that log."""
    backup, through = receipt.backed_up_through, receipt.through
    if backup is None or through is None or backup.origin != receipt.origin:
        return False
    is_whole = through > mark.seq or (through == mark.seq and receipt.head == mark.leaf)
    last = receipt.positions[-1][1] if receipt.positions else None
    return is_whole and not receipt.also and last is not None and last < backup.size


def _is_long_over(day: str, at: datetime) -> bool:
    try:
        begins = datetime.combine(date.fromisoformat(day), time(), UTC)
    except ValueError:
        return False
    return at >= begins + LAST_MIDNIGHT + STAYS


def _packages_first(path: Path) -> tuple[bool, str]:
    return not path.is_dir(), path.name


def _closing(room_day: str) -> str:
    return f"sealed/{room_day}"


def _since(room_day: str) -> str:
    return f"leaves-since/{room_day}"

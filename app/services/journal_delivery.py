"""What journals hold that no key here opens: offered by the device alone (format.md 7).

The keys of a room are gone once it is closed, and those of before a revocation are never here
again; such a journal goes as it lies there, sealed to the school. How far the dossier has it
stands in the device's own memory; without that it goes once more at each start.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from app.crypto.journal_file import FrameKind, framed, head_in, portion_of
from app.crypto.journal_receipt import JournalReceipt
from app.crypto.trust import SchoolTrust
from app.services.store_names import JOURNAL, files_in
from app.settings import Settings
from app.store.device_store import DeviceStore
from app.store.trouble import NotWritten
from app.sync.messages import PushJournal

LOG_ORIGIN: Final = "log-origin"
PORTION_BYTES: Final = 2 * 1024 * 1024
PORTION_LEAST: Final = 32 * 1024


@dataclass(frozen=True, slots=True)
class EventByEvent:
    """The open room, and those of its journals whose events go to the dossier one by one."""

    room_day: str | None = None
    names: frozenset[str] = frozenset()

    def holds(self, room_day: str, name: str) -> bool:
        """Whether what a journal holds is told by the open room itself."""
        return room_day == self.room_day and name in self.names


class JournalOffers:
    """Offers one portion after the other, until the dossier has every journal that is shut."""

    def __init__(
        self, settings: Settings, memory: DeviceStore | None, opened: Callable[[], EventByEvent]
    ) -> None:
        """Offer from a laptop's folders what the open room does not tell itself."""
        self._settings = settings
        self._memory = memory
        self._taken: dict[tuple[str, str], int] = {}
        """How far the dossier has what went in this run: a memory that refuses stops nothing."""
        self._opened = opened
        self._most = PORTION_BYTES
        self._passed: set[tuple[str, str]] = set()
        """Journals of which no portion is taken, however small: offered at the next start."""
        self.send: Callable[[PushJournal], None] = lambda _: None

    def offer(self) -> None:
        """Send the next portion, when there is one.

        Raises:
            StoreUnusable: The device's memory cannot be read.
            OSError: A journal cannot be read.
        """
        for portion in _portions(self._settings, self._through, self._opened(), self._most):
            if (portion.room_day, portion.name) not in self._passed:
                self.send(portion)
                return

    def taken(self, room_day: str, name: str, through: int) -> None:
        """Remember how far the dossier has a journal, and offer what comes next.

        Raises:
            StoreUnusable: The device's memory refused.
            OSError: A journal cannot be read.
        """
        self._taken[room_day, name] = through
        self._most = min(PORTION_BYTES, self._most * 2)
        try:
            if self._memory is not None:
                self._memory.remember(_memo(room_day, name), str(through))
        finally:
            self.offer()

    def not_taken(self, room_day: str, name: str, *, is_refused: bool) -> None:
        """Offer less at once; what is refused however small does not hold up the others.

        Raises:
            StoreUnusable: The device's memory cannot be read.
            OSError: A journal cannot be read.
        """
        if self._most <= PORTION_LEAST and is_refused:
            self._passed.add((room_day, name))
            self._most = PORTION_BYTES
        else:
            self._most = max(PORTION_LEAST, self._most // 2)
        self.offer()

    def begin_again(self) -> None:
        """Offer every journal from its beginning: the dossier was restored.

        Raises:
            StoreUnusable: The device's memory refused.
            OSError: A journal cannot be read.
        """
        self._passed.clear()
        self._taken.clear()
        for room_day in sorted(_room_days(self._settings)):
            for name, _ in files_in(self._settings.room(room_day), JOURNAL):
                if self._memory is not None:
                    self._memory.remember(_memo(room_day, name.text), "0")
        self.offer()

    def _through(self, room_day: str, name: str) -> int:
        kept = 0 if self._memory is None else taken_through(self._memory, room_day, name)
        return max(kept, self._taken.get((room_day, name), 0))


def taken_through(memory: DeviceStore, room_day: str, name: str) -> int:
    """Return the place up to which the dossier has a journal."""
    return int(memory.recall(_memo(room_day, name)) or 0)


def taken_by(memory: DeviceStore | None) -> Callable[[str, str, int], bool]:
    """Return what tells whether the dossier took a journal of this size whole."""

    def is_taken(room_day: str, name: str, size: int) -> bool:
        return memory is not None and size <= taken_through(memory, room_day, name)

    return is_taken


def known_log(memory: DeviceStore | None, trust: SchoolTrust) -> str:
    """Return the origin of the log whose receipts count: the pinned one until it was replaced."""
    return (memory and memory.recall(LOG_ORIGIN)) or trust.log_origin


def note_all_taken(settings: Settings, memory: DeviceStore, left: EventByEvent) -> None:
    """Remember that nothing waits in the journals of a room: every event was acknowledged.

    Raises:
        NotWritten: The disk refused.
        OSError: A journal cannot be found.
    """
    room_day = left.room_day or ""
    for name, path in files_in(settings.room(room_day), JOURNAL):
        if left.holds(room_day, name.text):
            memory.remember(_memo(room_day, name.text), str(path.stat().st_size))


def note_taken(memory: DeviceStore, receipts: Sequence[JournalReceipt], origin: str) -> int:
    """Remember what receipts on a stick say the dossier has; return how many were of use.

    Those of another log than `origin` count for nothing: the dossier was restored since then, or
    this laptop did not hear of it yet. A disk that refuses keeps nobody from the stick:
    unremembered, the same is told once more.
    """
    noted = 0
    for each in receipts:
        if each.origin != origin:
            continue
        known = int(memory.recall(_memo(each.room_day, each.name)) or 0)
        if each.through > known:
            try:
                memory.remember(_memo(each.room_day, each.name), str(each.through))
            except NotWritten:
                break
            noted += 1
    return noted


def unsent_rooms(
    settings: Settings, memory: DeviceStore | None, opened: EventByEvent
) -> frozenset[str]:
    """Return the room-days with a journal that is shut and did not arrive whole.

    Without the device's memory nobody here knows, so all of them count.
    """
    return frozenset(
        room_day
        for room_day in _room_days(settings)
        for name, path in files_in(settings.room(room_day), JOURNAL)
        if not opened.holds(room_day, name.text)
        and (memory is None or path.stat().st_size > taken_through(memory, room_day, name.text))
    )


def _portions(
    settings: Settings,
    through_of: Callable[[str, str], int],
    opened: EventByEvent,
    most_bytes: int,
) -> Iterator[PushJournal]:
    for room_day in sorted(_room_days(settings)):
        for name, path in files_in(settings.room(room_day), JOURNAL):
            told = through_of(room_day, name.text)
            if opened.holds(room_day, name.text) or path.stat().st_size <= told:
                continue
            raw = path.read_bytes()
            head = head_in(raw)
            content, through = portion_of(raw, told, most_bytes)
            if head is not None and content:
                whole = framed(FrameKind.HEAD, 0, head) + content
                yield PushJournal(room_day, name.text, through, whole)


def _room_days(settings: Settings) -> list[str]:
    folders = settings.rooms.iterdir() if settings.rooms.is_dir() else ()
    return [each.name for each in folders if each.is_dir()]


def _memo(room_day: str, name: str) -> str:
    return f"journal/{room_day}/{name}"

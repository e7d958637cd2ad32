"""Opening the room of a card: the device's word, the store of the day, and the feed."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from app.crypto.believing import is_by_person, is_of_epoch
from app.crypto.derive import day_key
from app.crypto.journal import JournalPlace
from app.crypto.keys import RandomBytes, SigningKey
from app.crypto.vault import KeyringTrouble, KeyringUnusable
from app.models.act import StreamId
from app.models.flaws import flaws_in
from app.models.marks import StreamOpened
from app.models.strict_json import Malformed
from app.services.believing import Believer
from app.services.enrolling import Install, VaultFor, open_secrets
from app.services.fitting import ANEW, Card, Obstacle, Obstructed
from app.services.journals import Journals, open_journals
from app.services.reading_feed import ReadFeed
from app.services.recording import Disk, Recorder, closed_on_fault, new_epoch
from app.services.store_names import JOURNAL, STORE, StoreFileName, files_in
from app.services.writing import Voucher, Writer
from app.settings import Settings
from app.store.device_store import DeviceStore, Mark
from app.store.event_store import DayStore, Entry
from app.store.trouble import NotWritten, StoreTrouble, StoreUnusable, WrongKey
from app.sync.protocol import PackageHeader

STORE_ID_BYTES: Final = 8
JOURNAL_DAMAGES: Final = "journal-damages"


class Notice(StrEnum):
    """What the people in the room should know of a store that did open."""

    ROLLED_BACK = "store-rolled-back"
    STORE_GONE = "store-gone"
    NEW_STORE = "new-store-beside"
    STORE_HEALED = "store-healed"
    JOURNAL_HEALED = "journal-healed"
    FEED_DOUBTED = "feed-doubted"
    FORGOTTEN = "laptop-forgets"


@dataclass(frozen=True, slots=True)
class Device:
    """What this laptop can say and remember of itself; without a keyring nothing."""

    key: SigningKey | None = field(repr=False)
    memory: DeviceStore | None = field(repr=False)
    keyring: KeyringTrouble | None = None
    memory_trouble: StoreTrouble | None = None


def open_device(settings: Settings, vault_for: VaultFor) -> Device:
    """Open what the keyring guards. It may block, on a desktop that asks for a password."""
    try:
        secrets = open_secrets(settings, vault_for)
    except KeyringUnusable as problem:
        return Device(None, None, problem.code)
    except (Malformed, OSError):
        return Device(None, None, KeyringTrouble.OTHER)
    try:
        memory = DeviceStore.open_or_create(settings.device_store, secrets.store_key)
    except StoreUnusable as problem:
        return Device(secrets.key, None, None, problem.code)
    except OSError:
        return Device(secrets.key, None, None, StoreTrouble.NO_SPACE)
    return Device(secrets.key, memory)


@dataclass(frozen=True, slots=True)
class OpenRoom:
    """An open room: its recorder, and what the screens tell about the opening."""

    header: PackageHeader
    recorder: Recorder = field(repr=False)
    store: str
    room_key: bytes = field(repr=False)
    feed: ReadFeed = field(repr=False)
    device: Device
    notices: tuple[Notice, ...] = ()
    journals: frozenset[str] = frozenset()
    """The journals whose events are in the store; those of a former key are not."""
    is_journal_hurt: bool = False
    """Whether the journal was once damaged: it is told when that is found, and shown for good."""

    @property
    def is_provisional(self) -> bool:
        """Whether the device cannot vouch: everything is recorded as "voorlopig"."""
        return self.device.key is None

    @property
    def keeps_marks(self) -> bool:
        """Whether a roll-back of this store would be noticed later."""
        return self.device.memory is not None


class Door:
    """Opens rooms on this laptop."""

    def __init__(
        self, settings: Settings, install: Install, device: Device, random_bytes: RandomBytes
    ) -> None:
        self._settings = settings
        self._install = install
        self._device = device
        self._random_bytes = random_bytes

    def open(self, card: Card, *, anew: bool = False) -> OpenRoom:
        """Open the room of a card, with the store of the day or a new one.

        `anew` is a person's choice after an obstacle in `ANEW`: go on in a new store beside it.

        Raises:
            Obstructed: The store of the day does not open; nothing was changed.
        """
        notices: list[Notice] = []
        store, name = self._store(card, notices, anew=anew)
        with closed_on_fault(store):
            journals = self._journals(card, name)
            with closed_on_fault(journals.current):
                recorder = self._recorder(card, store, journals, notices)
                if _is_vouched_otherwise(recorder):
                    recorder.begin_epoch()  # voorlopig begins, or ends, with its own epoch
                self._answer_roll_back(card, recorder, name.text, notices)
                taken = recorder.take_in(card.feed.events)
        if taken.doubts:
            notices.append(Notice.FEED_DOUBTED)
        if taken.is_copied:
            notices.append(Notice.ROLLED_BACK)
        folder = self._settings.room(card.header.room_day)
        if Notice.STORE_GONE not in notices and has_forgotten(folder, recorder, taken.entries):
            notices.append(Notice.FORGOTTEN)
        room_key = card.room_keys[card.header.key_version]
        told = tuple(dict.fromkeys(notices))
        return OpenRoom(
            card.header,
            recorder,
            name.text,
            room_key,
            card.feed,
            self._device,
            told,
            journals.names,
            is_journal_hurt=bool(journals.damages),
        )

    def _journals(self, card: Card, name: StoreFileName) -> Journals:
        place = JournalPlace(self._install.school, card.header.room_day, name.store_id)
        folder = self._settings.room(card.header.room_day)
        try:
            return open_journals(
                folder, name, card.room_keys, place, self._install.trust, self._random_bytes
            )
        except OSError:
            refused = Obstacle.CANNOT_WRITE
        raise Obstructed(refused)

    def _recorder(
        self, card: Card, store: DayStore, journals: Journals, notices: list[Notice]
    ) -> Recorder:
        """Return the recorder of a store that was healed from its journal, and the reverse."""
        disk = Disk(store, journals.current)
        believer = Believer(self._install.trust)
        recorder = Recorder(
            card.header.room, disk, self._writer(card), believer, self._random_bytes
        )
        lost = [each for each in journals.held if not store.has(each.leaf)]
        if lost:
            recorder.take_in(lost, from_journal=True)
        back = {each.leaf for each in lost if store.has(each.leaf)}
        in_vain = [each for each in lost if each.leaf not in back]
        is_unopened = any(is_of_epoch(each, recorder.epoch) for each in in_vain)
        if back - journals.last:
            notices.append(Notice.STORE_HEALED)
        if back - journals.last or is_unopened:
            recorder.begin_epoch()  # an older store went on elsewhere, or may have
        filled, epochs = journals.fill_up(recorder.own_entries()), recorder.store.epochs()
        here = {each.id for each in epochs}  # of an earlier store it came from the dossier
        is_filled = any(each.event.header.epoch in here for each in filled)
        lacks = set(missing_in(recorder.own_entries()) if journals.damages else ())
        untold = self._untold(card.header.room_day, journals.damages | lacks)
        if is_unopened or untold & lacks:
            notices.append(Notice.ROLLED_BACK)  # neither of the two has it
        elif untold or (is_filled and journals.in_current):
            notices.append(Notice.JOURNAL_HEALED)
        return recorder

    def _untold(self, room_day: str, found: frozenset[str]) -> frozenset[str]:
        """Return what no earlier opening found, and remember it: a damage is told once.

        A laptop without memory tells it at each opening.
        """
        memory, name = self._device.memory, f"{JOURNAL_DAMAGES}/{room_day}"
        if memory is None or not found:
            return found
        told = frozenset((memory.recall(name) or "").split())
        if not found <= told:
            with suppress(NotWritten):
                memory.remember(name, " ".join(sorted(told | found)))
        return found - told

    def _answer_roll_back(
        self, card: Card, recorder: Recorder, name: str, notices: list[Notice]
    ) -> None:
        memory, room_day = self._device.memory, card.header.room_day
        if memory is not None and is_behind(recorder.store, memory.marks(room_day, name)):
            recorder.begin_epoch()
            memory.forget_marks(room_day, name)
            notices.append(Notice.ROLLED_BACK)

    def _writer(self, card: Card) -> Writer:
        key, chain = self._device.key, self._install.chain
        if key is None:  # voorlopig: a person vouches for the epoch
            key, chain = SigningKey.from_seed(card.person_seed), (card.certificate,)
        return Writer(self._install.school, self._install.device, Voucher(key, chain))

    def _store(
        self, card: Card, notices: list[Notice], *, anew: bool
    ) -> tuple[DayStore, StoreFileName]:
        numbered = files_in(self._settings.room(card.header.room_day), STORE)
        memory = self._device.memory
        if memory is not None:
            here = {name.text for name, _ in numbered}
            if memory.stores(card.header.room_day) - here:
                notices.append(Notice.STORE_GONE)
        if numbered:
            name, path = numbered[-1]
            try:
                return _open_store(name, path, card), name
            except StoreUnusable as problem:
                obstacle = Obstacle(problem.code.value)
            except OSError:
                obstacle = Obstacle.STORE_DAMAGED
            if not (anew and obstacle in ANEW):
                raise Obstructed(obstacle)
            notices.append(Notice.NEW_STORE)
        return self._new_store(card)

    def _new_store(self, card: Card) -> tuple[DayStore, StoreFileName]:
        """Make a store, numbered after every store and every journal there is."""
        folder = self._settings.room(card.header.room_day)
        taken = [name.number for kind in (STORE, JOURNAL) for name, _ in files_in(folder, kind)]
        store_id = self._random_bytes(STORE_ID_BYTES).hex()
        version = card.header.key_version
        name = StoreFileName(max(taken, default=0) + 1, version, store_id)
        key = day_key(card.room_keys[version], store_id)
        try:
            return DayStore.create(folder / name.text, key, new_epoch(self._random_bytes)), name
        except (StoreUnusable, OSError):
            refused = Obstacle.CANNOT_WRITE
        raise Obstructed(refused)


def missing_in(own: Iterable[Entry]) -> dict[str, int]:
    """Return how many acts of this laptop neither store nor journal has, by where they stood."""
    seqs: dict[StreamId, set[int]] = {}
    for each in own:
        seqs.setdefault(each.event.header.stream, set()).add(each.event.header.seq)
    return {
        f"{stream.epoch}/{stream.scope}/{gap.first}-{gap.last}": gap.last - gap.first + 1
        for stream, its in seqs.items()
        for gap in flaws_in(stream.writer, stream.epoch, sorted(its))
    }


def _is_vouched_otherwise(recorder: Recorder) -> bool:
    """Whether this epoch was opened by a person where the device vouches now, or the reverse."""
    chains = {
        each.event.body.act.chain[:1]
        for each in recorder.own_entries()
        if each.event.header.epoch == recorder.epoch
        and each.event.body is not None
        and isinstance(each.event.body.act, StreamOpened)
    }
    now = is_by_person(recorder.writer.voucher.chain)
    return any(is_by_person(each) is not now for each in chains)


def stores_in(folder: Path) -> list[Path]:
    """Return the day stores of a room-day, the one in use last."""
    return [path for _, path in files_in(folder, STORE)]


def is_behind(store: DayStore, marks: tuple[Mark, ...]) -> bool:
    """Tell whether a store lacks something that was in it before: it was rolled back."""
    return any(not store.has(each.leaf) for each in marks)


def has_forgotten(folder: Path, recorder: Recorder, came: Sequence[Entry]) -> bool:
    """Tell whether others bring what this laptop wrote in a store of which nothing is left here.

    So it is with a laptop that is put back to an earlier state at each start.
    """
    known = {each.id for each in recorder.store.epochs()}
    headers = [each.event.header for each in came]
    is_own = any(h.writer == recorder.writer.device and h.epoch not in known for h in headers)
    return is_own and all(len(files_in(folder, kind)) <= 1 for kind in (STORE, JOURNAL))


def _open_store(name: StoreFileName, path: Path, card: Card) -> DayStore:
    key = card.room_keys.get(name.key_version)
    if key is None:
        raise WrongKey("made under a key that this code does not open")
    return DayStore.open(path, day_key(key, name.store_id))

"""Opening the room of a card: the device's word, the store of the day, and the feed."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from app.crypto.derive import day_key
from app.crypto.keys import RandomBytes, SigningKey
from app.crypto.vault import KeyringTrouble, KeyringUnusable
from app.models.strict_json import Malformed
from app.services.believing import Believer
from app.services.enrolling import Install, VaultFor, open_secrets
from app.services.fitting import ANEW, Card, Obstacle, Obstructed
from app.services.reading_feed import ReadFeed
from app.services.recording import Recorder, new_epoch
from app.services.writing import Voucher, Writer
from app.settings import Settings
from app.store.device_store import DeviceStore, Mark
from app.store.event_store import DayStore
from app.store.trouble import StoreTrouble, StoreUnusable, WrongKey
from app.sync.protocol import PackageHeader

STORE_ID_BYTES: Final = 8
_STORE_NAME = re.compile(r"([0-9]{3})-v([1-9][0-9]{0,5})-([0-9a-f]{16})\.day\Z")


class Notice(StrEnum):
    """What the people in the room should know of a store that did open."""

    ROLLED_BACK = "store-rolled-back"
    STORE_GONE = "store-gone"
    NEW_STORE = "new-store-beside"
    FEED_DOUBTED = "feed-doubted"


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
        try:
            recorder = self._recorder(card, store, name, notices)
        except BaseException:
            store.close()
            raise
        room_key = card.room_keys[card.header.key_version]
        told = tuple(dict.fromkeys(notices))
        return OpenRoom(card.header, recorder, name, room_key, card.feed, self._device, told)

    def _recorder(self, card: Card, store: DayStore, name: str, notices: list[Notice]) -> Recorder:
        memory, room_day = self._device.memory, card.header.room_day
        if memory is not None and is_behind(store, memory.marks(room_day, name)):
            store.begin_epoch(new_epoch(self._random_bytes))
            memory.forget_marks(room_day, name)
            notices.append(Notice.ROLLED_BACK)
        believer = Believer(self._install.trust)
        writer = self._writer(card)
        recorder = Recorder(card.header.room, store, writer, believer, self._random_bytes)
        taken = recorder.take_in(card.feed.events)
        if taken.doubts:
            notices.append(Notice.FEED_DOUBTED)
        if taken.is_copied:
            notices.append(Notice.ROLLED_BACK)
        return recorder

    def _writer(self, card: Card) -> Writer:
        key, chain = self._device.key, self._install.chain
        if key is None:  # voorlopig: a person vouches for the epoch
            key, chain = SigningKey.from_seed(card.person_seed), (card.certificate,)
        return Writer(self._install.school, self._install.device, Voucher(key, chain))

    def _store(self, card: Card, notices: list[Notice], *, anew: bool) -> tuple[DayStore, str]:
        numbered = stores_in(self._settings.room(card.header.room_day))
        memory = self._device.memory
        if memory is not None:
            here = {each.name for each in numbered}
            if memory.stores(card.header.room_day) - here:
                notices.append(Notice.STORE_GONE)
        if numbered:
            try:
                return _open_store(numbered[-1], card), numbered[-1].name
            except StoreUnusable as problem:
                obstacle = Obstacle(problem.code.value)
            except OSError:
                obstacle = Obstacle.STORE_DAMAGED
            if not (anew and obstacle in ANEW):
                raise Obstructed(obstacle)
            notices.append(Notice.NEW_STORE)
        return self._new_store(card, len(numbered) + 1)

    def _new_store(self, card: Card, number: int) -> tuple[DayStore, str]:
        store_id = self._random_bytes(STORE_ID_BYTES).hex()
        version = card.header.key_version
        name = f"{number:03d}-v{version}-{store_id}.day"
        path = self._settings.room(card.header.room_day) / name
        key = day_key(card.room_keys[version], store_id)
        try:
            return DayStore.create(path, key, new_epoch(self._random_bytes)), name
        except (StoreUnusable, OSError):
            refused = Obstacle.CANNOT_WRITE
        raise Obstructed(refused)


def stores_in(folder: Path) -> list[Path]:
    """Return the day stores of a room-day, the one in use last."""
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted(path for path in found if _STORE_NAME.match(path.name))


def is_behind(store: DayStore, marks: tuple[Mark, ...]) -> bool:
    """Tell whether a store lacks something that was in it before: it was rolled back."""
    return any(not store.has(each.leaf) for each in marks)


def _open_store(path: Path, card: Card) -> DayStore:
    match = _STORE_NAME.match(path.name)
    key = None if match is None else card.room_keys.get(int(match[2]))
    if match is None or key is None:
        raise WrongKey("made under a key that this code does not open")
    return DayStore.open(path, day_key(key, match[3]))

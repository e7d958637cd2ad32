"""What a person of the office has on this machine: a slot, and a store for each day.

The key of the stores lies in the slot, opened by passphrase and device together (format.md 6).
The day key and its certificate lie in the store of the day, so that after the first sign-on of a
day the office works without a network.
"""

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from app.crypto import base64_text, members
from app.crypto.derive import KEY_BYTES, day_key, derived
from app.crypto.device_keys import write_new
from app.crypto.journal import JournalPlace
from app.crypto.keys import SEED_BYTES, RandomBytes, SigningKey
from app.crypto.office_slot import WrongPassphrase, make_slot, open_slot
from app.crypto.provider_sign_on import store_key
from app.crypto.trust import SchoolTrust
from app.models.office_folds import OfficeFolds
from app.models.retention import BACKUPS_LIVE
from app.models.strict_json import Malformed, dumps, loads_strict
from app.services.believing import Believer
from app.services.enrolling import DeviceSecrets, Install
from app.services.journals import Journals, open_journals
from app.services.recording import Disk, Recorder, closed_on_fault, new_epoch
from app.services.store_names import JOURNAL, STORE, StoreFileName, files_in
from app.services.writing import Voucher, Writer
from app.settings import Settings
from app.store.event_store import DayStore
from app.store.trouble import Damaged, PlainFile, WrongKey

STORE_ID_BYTES: Final = 8
MARK_CHARACTERS: Final = 12
DAY_KEY: Final = "office-day-key"
STORES_LIVE: Final = timedelta(days=2)
"""After so long nobody opens a day's store any more: each day asks the log anew."""
DAY_KEY_BYTES_MAX: Final = 32 * 1024
_DAYS: Final = {"name", "certificate", "seed", "not_after"}


@dataclass(frozen=True, slots=True)
class DayKey:
    """The key somebody signed on with, its certificate, and until when it counts."""

    name: str = field(repr=False)
    certificate: str = field(repr=False)
    seed: bytes = field(repr=False)
    not_after: datetime

    @property
    def key(self) -> SigningKey:
        """The signing key."""
        return SigningKey.from_seed(self.seed)


@dataclass(frozen=True, slots=True)
class OpenedDay:
    """The store of somebody's day, with its recorder and where it lies."""

    recorder: Recorder = field(repr=False)
    room_day: str
    store: str
    journals: frozenset[str] = frozenset()
    """The journals whose events are in the store; those of a former passphrase are not."""


def _day_of(name: str, today: date) -> date:
    try:
        return date.fromisoformat(name.rpartition(".")[2])
    except ValueError:
        return today


class OfficeFiles:
    """The files of the people of the office on one machine."""

    def __init__(
        self,
        settings: Settings,
        install: Install,
        secrets: DeviceSecrets,
        random_bytes: RandomBytes,
    ) -> None:
        self._settings = settings
        self._install = install
        self._secrets = secrets
        self._random_bytes = random_bytes

    def key_for(self, person: str, passphrase: str, new_passphrase: str = "") -> bytes:
        """Return the key of somebody's stores; a new one where this passphrase opens none.

        Only for whom the dossier let in: a passphrase that was set anew closes the slot from
        before, and what was not delivered from there goes by its sealed journal. `new_passphrase`
        opens the slot from now on: what is there stays.

        Raises:
            OSError: The slot cannot be read or written.
        """
        try:
            key = self.known_key(person, passphrase)
        except (FileNotFoundError, Malformed, WrongPassphrase):
            key = self._random_bytes(KEY_BYTES)
        else:
            if not new_passphrase:
                return key
        slot = self._slot(person)
        slot.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = slot.with_name(f"{slot.name}.new")
        draft.unlink(missing_ok=True)
        typed, device_part = new_passphrase or passphrase, self._secrets.office_part
        write_new(draft, make_slot(typed, device_part, key, self._random_bytes))
        draft.replace(slot)
        return key

    def forget(self, person: str) -> None:
        """Let nothing here open somebody's stores again; what waits there goes by its journal.

        Raises:
            OSError: The slot cannot be removed.
        """
        self._slot(person).unlink(missing_ok=True)

    def key_of_school(self, store_part: bytes) -> bytes:
        """Return the key of the stores of somebody who logs in at school: nothing of it is here.

        Raises:
            Malformed: The dossier's part is none.
        """
        return store_key(store_part, self._secrets.office_part)

    def known_key(self, person: str, passphrase: str) -> bytes:
        """Return the key of somebody's stores.

        Raises:
            WrongPassphrase: It is another passphrase.
            FileNotFoundError: This person never signed on here.
            Malformed: The slot is damaged.
        """
        return open_slot(self._slot(person).read_bytes(), passphrase, self._secrets.office_part)

    def room_day(self, person: str, day: str) -> str:
        """Return the folder of a person's day; it says nothing of the person."""
        return f"office-{self._mark(person)}.{day}"

    def days(self, person: str) -> list[str]:
        """Return the days somebody has a store of, the newest first."""
        start = f"office-{self._mark(person)}."
        rooms = self._settings.rooms
        names = [each.name for each in rooms.iterdir()] if rooms.is_dir() else []
        return sorted(
            (name[len(start) :] for name in names if name.startswith(start)), reverse=True
        )

    def let_go(self, today: date, is_taken: Callable[[str, str, int], bool]) -> None:
        """Destroy what former days left here, of whoever worked on this machine.

        A store holds what the dossier has, and whatever of one's own lies in its journal: it goes
        after two days. A journal goes once the dossier took it whole, no sooner than a backup
        lives. `is_taken` tells that of a folder, a journal's name and its size.

        Raises:
            OSError: A file cannot be read or destroyed.
        """
        rooms = self._settings.rooms
        for folder in sorted(rooms.glob("office-*.*")) if rooms.is_dir() else ():
            age = today - _day_of(folder.name, today)
            journals = files_in(folder, JOURNAL)
            is_whole = all(
                is_taken(folder.name, name.text, path.stat().st_size) for name, path in journals
            )
            if age >= BACKUPS_LIVE and is_whole:
                shutil.rmtree(folder)
                continue
            beside = {(name.number, name.store_id) for name, _ in journals}
            for name, path in files_in(folder, STORE) if age >= STORES_LIVE else ():
                if (name.number, name.store_id) in beside:
                    for each in folder.glob(f"{path.name}*"):
                        each.unlink()

    def open_day(self, person: str, day: str, key: bytes, *, may_make: bool) -> OpenedDay | None:
        """Open somebody's store of a day, healed from its journal; None without one.

        A damaged one stays as it is: the day goes on in a new one, healed from the journals.

        Raises:
            StoreUnusable: It is open elsewhere, or the disk refused; nothing stays open.
            OSError: It cannot be read or written.
        """
        room_day = self.room_day(person, day)
        keys = {1: derived(key, salt=room_day.encode("utf-8"), purpose="office-day/v1")}
        found = self._opened(room_day, keys[1])
        if found is None and not may_make:
            return None
        store, name = found or self._made(room_day, keys[1])
        with closed_on_fault(store):
            place = JournalPlace(self._install.school, room_day, name.store_id)
            folder, trust = self._settings.room(room_day), self._install.trust
            journals = open_journals(folder, name, keys, place, trust, self._random_bytes)
            with closed_on_fault(journals.current):
                disk, believer = Disk(store, journals.current), Believer(trust)
                chance = self._random_bytes
                recorder = Recorder("office", disk, self._writer, believer, chance, OfficeFolds())
                _heal(recorder, journals)
        return OpenedDay(recorder, room_day, name.text, journals.names)

    @property
    def trust(self) -> SchoolTrust:
        """What this machine pinned of the school."""
        return self._install.trust

    # ------------------------------------------------------------ within

    @property
    def _writer(self) -> Writer:
        voucher = Voucher(self._secrets.key, self._install.chain)
        return Writer(self._install.school, self._install.device, voucher)

    def _opened(self, room_day: str, key: bytes) -> tuple[DayStore, StoreFileName] | None:
        for name, path in reversed(files_in(self._settings.room(room_day), STORE)):
            try:
                return DayStore.open(path, day_key(key, name.store_id)), name
            except (WrongKey, Damaged, PlainFile):  # of a passphrase from before, or spoilt
                continue
        return None

    def _made(self, room_day: str, key: bytes) -> tuple[DayStore, StoreFileName]:
        folder = self._settings.room(room_day)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        there = files_in(folder, STORE)
        number = there[-1][0].number + 1 if there else 1
        name = StoreFileName(number, 1, self._random_bytes(STORE_ID_BYTES).hex())
        path = folder / name.text
        made = DayStore.create(path, day_key(key, name.store_id), new_epoch(self._random_bytes))
        return made, name

    def _slot(self, person: str) -> Path:
        return self._settings.office / f"{self._mark(person)}.json"

    def _mark(self, person: str) -> str:
        told = f"{self._install.school}/{person}".encode()
        return hashlib.sha256(told).hexdigest()[:MARK_CHARACTERS]


def _heal(recorder: Recorder, journals: Journals) -> None:
    """Heal a store from its journals, and the reverse."""
    lost = [each for each in journals.held if not recorder.store.has(each.leaf)]
    if lost:
        recorder.take_in(lost, from_journal=True)
    journals.fill_up(recorder.own_entries())


def keep_day_key(store: DayStore, held: DayKey) -> None:
    """Keep a day key in the store of its day."""
    told = {
        "name": held.name,
        "certificate": held.certificate,
        "seed": base64_text.encode(held.seed),
        "not_after": held.not_after.isoformat(),
    }
    store.remember(DAY_KEY, dumps(told).decode())


def kept_day_key(store: DayStore) -> DayKey | None:
    """Return the day key in a store, None without one that can be read."""
    text = store.recall(DAY_KEY)
    if text is None:
        return None
    try:
        read = members.exact(
            loads_strict(text.encode(), max_bytes=DAY_KEY_BYTES_MAX, max_depth=1), _DAYS
        )
        return DayKey(
            members.text(read["name"], 400),
            members.text(read["certificate"], 16 * 1024),
            base64_text.decode(read["seed"], least=SEED_BYTES, most=SEED_BYTES),
            datetime.fromisoformat(members.text(read["not_after"], 40)),
        )
    except (Malformed, ValueError):
        return None

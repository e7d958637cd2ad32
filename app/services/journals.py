"""The journals of a room-day: opened beside the stores, and each healed from the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from app.crypto.believing import openings_first
from app.crypto.certificates import KeyKind
from app.crypto.derive import day_key
from app.crypto.journal import BadJournal, JournalPlace, new_head, open_with_day_key
from app.crypto.journal_content import JournalContent, read_journal
from app.crypto.keys import RandomBytes
from app.crypto.signed_event import SignedEvent
from app.crypto.trust import SchoolTrust
from app.models.strict_json import Malformed
from app.services.store_names import JOURNAL, StoreFileName, files_in
from app.store.event_store import Entry
from app.store.journal import Journal

PORTION: Final = 200
"""Events in one record when a journal is filled up from its store."""


@dataclass(frozen=True, slots=True)
class Journals:
    """What the journals of a room-day hold, and the one that is written in from here on."""

    current: Journal
    held: tuple[SignedEvent, ...]
    """Every event of every journal that these keys open, those of lost stores too.

    In an order in which each is believed: a filled up journal holds what opens a stream late.
    """
    in_current: frozenset[str]
    """The leaves that the journals of the store hold."""
    last: frozenset[str]
    """The leaves of the last handling: a crash may leave that one to the journal alone."""
    damages: frozenset[str]
    """Where the journals of the store cannot be read; that stays so, filled up or not."""
    names: frozenset[str]
    """The journals that these keys open: what is in them is in the store too."""

    def fill_up(self, own: Sequence[Entry]) -> int:
        """Write what the store has and the journal lost; return how many.

        Raises:
            NotWritten: The disk refused.
        """
        lost = [each.signed for each in own if each.event.leaf not in self.in_current]
        for start in range(0, len(lost), PORTION):
            self.current.append(lost[start : start + PORTION])
        return len(lost)


def open_journals(
    folder: Path,
    store: StoreFileName,
    room_keys: Mapping[int, bytes],
    place: JournalPlace,
    trust: SchoolTrust,
    random_bytes: RandomBytes,
) -> Journals:
    """Open the journal beside a store, or make one; read those of earlier stores.

    A journal that does not open stays as it is, and the next one is made beside it.

    Raises:
        OSError: A journal cannot be read or written.
    """
    found = files_in(folder, JOURNAL)
    read = [(name, path, _content(name, path, room_keys)) for name, path in found]
    own = [each for each in read if replace(each[0], kind=store.kind, again=1) == store]
    whole = [(opened, content) for _, opened, content in own if content is not None]
    if whole:
        path, content = whole[-1]
        current = Journal(path, content.key, content.following, random_bytes)
    else:
        key = day_key(room_keys[store.key_version], store.store_id)
        head, secret = new_head(place, key, seal_public(trust), random_bytes)
        path = folder / replace(store, kind=JOURNAL, again=len(own) + 1).text
        current = Journal.create(path, head, secret, random_bytes)
    handlings = [each for _, content in whole for each in content.handlings]
    return Journals(
        current=current,
        held=tuple(openings_first(each for _, _, c in read if c for each in c.events)),
        in_current=frozenset(each.leaf for _, events in handlings for each in events),
        last=frozenset(each.leaf for each in handlings[-1][1]) if handlings else frozenset(),
        damages=frozenset(each for name, _, content in own for each in _damages(name, content)),
        names=frozenset(name.text for name, _, content in read if content) | {path.name},
    )


def seal_public(trust: SchoolTrust) -> bytes:
    """Return the newest seal key of the school.

    Raises:
        ValueError: The school has none.
    """
    return max(trust.keys(KeyKind.SEAL), key=lambda each: each.not_before).pub


def _damages(name: StoreFileName, content: JournalContent | None) -> list[str]:
    """Return a word for each place of a journal that cannot be read, the same at each opening."""
    if content is None:
        return [name.text]
    return [f"{name.text}@{place}" for place in content.damages]


def _content(
    name: StoreFileName, path: Path, room_keys: Mapping[int, bytes]
) -> JournalContent | None:
    """Return what a journal holds, or None when these keys do not open it."""
    if name.key_version not in room_keys:
        return None
    key = day_key(room_keys[name.key_version], name.store_id)
    try:
        return read_journal(path.read_bytes(), lambda raw: open_with_day_key(raw, key))
    except (BadJournal, Malformed):
        return None

"""Reading a stick: every whole frame on it is taken in, and the receipts go back onto it."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.crypto.device_keys import write_new
from app.crypto.journal import BadJournal
from app.crypto.journal_file import FrameKind, framed, head_in, portion_of
from app.crypto.stick import (
    FOLDER,
    LIST_BYTES_MAX,
    MANIFEST,
    RECEIPTS,
    StickManifest,
    decode_manifest,
    encode_receipts,
    read_at_most,
)
from app.models.drafts import Moment
from app.models.strict_json import Malformed
from dossier.journals import PORTION_BYTES_MAX, JournalIntake, JournalPortion

BEARER: Final = "stick"
"""Under whose name what cannot be believed is kept apart."""
JOURNAL_BYTES_MAX: Final = 256 * 1024 * 1024
_HEAD_ROOM: Final = 8 * 1024


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of one journal on a stick."""

    device: str
    room_day: str
    name: str
    size: int
    is_foreign: bool = False
    """Sealed to another school, or no journal at all; nothing of it was taken."""
    is_whole: bool = True
    """Whether it is what the list says was copied; what was whole in it is taken in anyway."""
    is_absent: bool = False
    """The list names it and it is not there."""


def is_stick(stick: Path) -> bool:
    """Whether anything of ours lies there."""
    return (stick / FOLDER).is_dir()


def take_stick(journals: JournalIntake, stick: Path, moment: Moment) -> Iterator[Brought]:
    """Take every journal on a stick in; doing it again changes nothing.

    Raises:
        OSError: The stick cannot be read; what was told of is taken in.
    """
    for folder in sorted((stick / FOLDER).iterdir()):
        if folder.is_dir():
            yield from _take_laptop(journals, folder, moment)


def _take_laptop(journals: JournalIntake, folder: Path, moment: Moment) -> Iterator[Brought]:
    listed = _listed(folder)
    told = {} if listed is None else {(each.room_day, each.name): each for each in listed.entries}
    receipts: list[str] = []
    for path in sorted(folder.glob("*/*.journal")):
        key = (path.parent.name, path.name)
        raw = _content(path)
        brought = Brought(folder.name, *key, len(raw))
        entry = told.pop(key, None)
        try:
            receipts += _take(journals, *key, raw, moment)
        except (Malformed, BadJournal):
            yield Brought(folder.name, *key, len(raw), is_foreign=True)
            continue
        is_whole = entry is not None and entry.fits(raw)
        yield brought if is_whole else Brought(folder.name, *key, len(raw), is_whole=False)
    for room_day, name in sorted(told):
        yield Brought(folder.name, room_day, name, 0, is_absent=True)
    if receipts:
        with contextlib.suppress(OSError):  # a stick that is read-only is taken in all the same
            (folder / RECEIPTS).unlink(missing_ok=True)
            write_new(folder / RECEIPTS, encode_receipts(receipts))


def _take(
    journals: JournalIntake, room_day: str, name: str, raw: bytes, moment: Moment
) -> list[str]:
    """Take a journal in by portions; return the receipt through its end.

    Raises:
        Malformed: Not a journal of that room-day.
        BadJournal: Not sealed to this school.
    """
    head = head_in(raw)
    if head is None:
        raise Malformed("a journal without its head")
    whole_head, place, receipts = framed(FrameKind.HEAD, 0, head), 0, []
    while place < len(raw):
        content, end = portion_of(raw, place, PORTION_BYTES_MAX - _HEAD_ROOM)
        if end == place:
            break  # a last frame that was cut off
        portion = JournalPortion(room_day, name, end, whole_head + content)
        receipts = [journals.take(BEARER, portion, moment)]
        place = end
    return receipts


def _content(path: Path) -> bytes:
    return read_at_most(path, JOURNAL_BYTES_MAX)


def _listed(folder: Path) -> StickManifest | None:
    try:
        return decode_manifest(read_at_most(folder / MANIFEST, LIST_BYTES_MAX))
    except (OSError, Malformed):
        return None

"""Copying what this laptop recorded to a stick, sealed to the school; and what comes back on it.

Journals are copied as they lie there, whole frames only, so a copy needs no code and no keyring.
A copy that was cut off is made whole by the next one; making it twice changes nothing.
"""

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

from app.crypto.certificates import KeyKind, UntrustedChain
from app.crypto.envelope import BadSignature, from_json
from app.crypto.journal_file import head_in, portion_of
from app.crypto.journal_receipt import JournalReceipt, verify_journal_receipt
from app.crypto.stick import (
    FOLDER,
    LIST_BYTES_MAX,
    MANIFEST,
    RECEIPTS,
    RECEIPTS_BYTES_MAX,
    StickManifest,
    decode_manifest,
    decode_receipts,
    encode_manifest,
    entry_of,
    read_at_most,
)
from app.crypto.trust import SchoolTrust
from app.models.strict_json import Malformed
from app.services.enrolling import Install
from app.services.store_names import JOURNAL, files_in
from app.settings import Settings


class StickRefused(Exception):
    """The stick cannot take this copy; nothing of it was changed."""


class OtherSchool(StickRefused):
    """A copy of this laptop's name lies there, of another school."""


class NoStick(StickRefused):
    """The place is no folder, or it is the laptop's own."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What lies on the stick now."""

    journals: int
    size: int
    written: int
    """How many of them were not there yet, or not whole."""


def copy_to(settings: Settings, install: Install, stick: Path) -> Copied:
    """Copy every journal of this laptop.

    Raises:
        StickRefused: Not a stick for this.
        OSError: It cannot be written, or was pulled out; doing it again makes it whole.
    """
    _check(settings, stick)
    folder = stick / FOLDER / install.device
    _check_school(folder, install.trust.school)
    entries, written = [], 0
    for room_day, path in journals(settings):
        raw = path.read_bytes()
        content = raw[: portion_of(raw, 0, len(raw))[1]]
        if head_in(content) is None:
            continue  # nobody could open it
        place = folder / room_day / path.name
        written += _put(place, content)
        entries.append(entry_of(room_day, path.name, content))
    listed = StickManifest(install.trust.school, install.device, tuple(entries))
    _put(folder / MANIFEST, encode_manifest(listed))
    return Copied(len(entries), sum(each.size for each in entries), written)


def journals(settings: Settings) -> list[tuple[str, Path]]:
    """Return every journal on this laptop with its room-day."""
    folders = sorted(settings.rooms.iterdir()) if settings.rooms.is_dir() else ()
    return [
        (folder.name, path)
        for folder in folders
        if folder.is_dir()
        for _, path in files_in(folder, JOURNAL)
    ]


def receipts_on(stick: Path, install: Install) -> list[JournalReceipt]:
    """Return what the dossier said on a stick that it has of this laptop's journals."""
    path = stick / FOLDER / install.device / RECEIPTS
    try:
        texts = decode_receipts(read_at_most(path, RECEIPTS_BYTES_MAX))
    except (OSError, Malformed):
        return []
    return [receipt for text in texts for receipt in _verified(text, install.trust)]


# ---------------------------------------------------------------- within


def _check(settings: Settings, stick: Path) -> None:
    if not stick.is_dir():
        raise NoStick("no folder of that name")
    place, own = stick.resolve(), settings.folder.resolve()
    if place == own or own in place.parents:
        raise NoStick("the laptop's own folder")


def _check_school(folder: Path, school: str) -> None:
    try:
        there = decode_manifest(read_at_most(folder / MANIFEST, LIST_BYTES_MAX))
    except (OSError, Malformed):
        return  # none, or a half-written one: it is made whole
    if there.school != school:
        raise OtherSchool("a copy of another school")


def _put(place: Path, content: bytes) -> bool:
    """Have a file hold this, whole or as it was; return whether it had to be written."""
    with contextlib.suppress(OSError):
        if read_at_most(place, len(content)) == content:
            return False
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f"{place.name}.new")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(place)
    return True


def _verified(text: str, trust: SchoolTrust) -> list[JournalReceipt]:
    try:
        envelope, logs = from_json(text), trust.keys(KeyKind.LOG)
    except (Malformed, UntrustedChain):
        return []
    for log in logs:
        with contextlib.suppress(BadSignature, Malformed):
            return [verify_journal_receipt(envelope, trust.school, None, log.pub)]
    return []

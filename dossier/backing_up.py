"""Backups: a consistent copy, sealed to the school; and reading one back, whole, before it counts.

A backup is a folder: `checkpoint` is the signed head of the log in it, `archive.sealed` the
database, `apart.sealed` what is kept apart from it, `dossier.json` the settings. No key is in it.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final

from app.crypto.checkpoint import (
    CHECKPOINT_CHARACTERS_MAX,
    Checkpoint,
    read_checkpoint,
    sign_checkpoint,
)
from app.crypto.device_keys import write_new
from app.crypto.envelope import BadSignature
from app.crypto.keys import RandomBytes
from app.crypto.log_openings import signed_note
from app.crypto.receipt import BackedUp
from app.crypto.sealed_file import open_file, seal_file
from app.crypto.sealing import NotSealed, seal_public
from app.models.strict_json import Malformed
from dossier.archive.backups import keep_backed_up
from dossier.archive.copying import copy_archive
from dossier.archive.ledger import Ledger
from dossier.archive.opening import open_archive
from dossier.config import DataFolder
from dossier.kept_apart import Record, read_records
from dossier.keys import DossierKeys
from dossier.opened import OpenDossier
from dossier.proving import NoProof
from dossier.verifying import Verification

ARCHIVE: Final = "archive.sealed"
APART: Final = "apart.sealed"
CHECKPOINT: Final = "checkpoint"
CONFIG: Final = "dossier.json"


class BadBackup(Exception):
    """A backup that does not hold what it says; `faults` name positions, never content."""

    def __init__(self, reason: str, faults: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Opened:
    """A backup in a scratch place, verified: where its archive lies, its head, what is apart."""

    archive: Path
    checkpoint: Checkpoint
    records: tuple[Record, ...]


def write_backup(dossier: OpenDossier, folder: Path) -> Checkpoint:
    """Write a backup in a new folder and return the head of the log that is in it.

    Raises:
        FileExistsError: There is something in the folder.
        OSError: It cannot be written.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(folder)
    apart = dossier.folder.apart
    with scratch_folder(dossier.folder) as scratch:
        copy = scratch / "archive.sqlite3"
        copy_archive(dossier.folder.archive_of(dossier.config), copy)
        checkpoint = _head(copy, dossier.keys, dossier.around.random_bytes)
        with copy.open("rb") as source, (folder / ARCHIVE).open("xb") as target:
            seal_file(source, target, *_sealing(dossier, ARCHIVE))
            sync(target)
        records = apart.read_bytes() if apart.exists() else b""
        with (folder / APART).open("xb") as target:
            seal_file(BytesIO(records), target, *_sealing(dossier, APART))
            sync(target)
    write_new(folder / CONFIG, dossier.folder.config.read_bytes())
    note = sign_checkpoint(checkpoint, dossier.keys.log)
    write_new(folder / CHECKPOINT, note.encode("utf-8"))  # the last: without it there is none
    return checkpoint


def check_backup(dossier: OpenDossier, folder: Path) -> tuple[Checkpoint, bool]:
    """Read a backup back, verify all of it, and let receipts tell of it.

    The flag tells whether receipts do: not when it is of a former log.

    Raises:
        BadBackup: It does not hold what it says, or is not of this log.
        OSError: It cannot be read, or there is no space to check it.
    """
    with scratch_folder(dossier.folder) as scratch:
        head = open_backup(folder, scratch, dossier.keys, dossier.around.random_bytes).checkpoint
    moment = dossier.around.moment()
    with dossier.ledger.writing(moment) as writing:
        if head.origin != writing.origin:
            return head, False
        try:
            is_ours = dossier.proofs.root_of(head.size) == head.root
        except NoProof:
            is_ours = False
        if not is_ours:
            raise BadBackup("the log does not go on from it")
        keep_backed_up(writing, BackedUp(head.origin, head.size, head.root, moment.corrected))
    return head, True


def open_backup(
    folder: Path, scratch: Path, keys: DossierKeys, random_bytes: RandomBytes
) -> Opened:
    """Unseal a backup into a scratch folder and verify tree, chains, and every body not erased.

    Raises:
        BadBackup: It does not hold what it says.
        OSError: It cannot be read, or there is no space for it.
    """
    archive = scratch / "archive.sqlite3"
    try:
        head = _signed_head(folder, keys)
        with (folder / ARCHIVE).open("rb") as source, archive.open("xb") as target:
            for portion in open_file(source, (keys.trust.school, ARCHIVE), keys.seal_seeds):
                target.write(portion)
            sync(target)
        with (folder / APART).open("rb") as source:
            portions = open_file(source, (keys.trust.school, APART), keys.seal_seeds)
            records = tuple(read_records(b"".join(portions)))
    except FileNotFoundError as problem:
        raise BadBackup("a file of it is missing") from problem
    except (Malformed, NotSealed, BadSignature, UnicodeDecodeError) as problem:
        raise BadBackup("it is damaged, cut off, or of another dossier") from problem
    with closing(_ledger(archive, keys, random_bytes)) as ledger:
        origin, tree = ledger.tree()
        faults = tuple(Verification(ledger, keys).run().faults)
    if faults:
        raise BadBackup("its log is not sound", faults)
    if Checkpoint(origin, tree.size, tree.root) != head:
        raise BadBackup("it holds another log than its checkpoint says")
    return Opened(archive, head, records)


@contextmanager
def scratch_folder(folder: DataFolder) -> Iterator[Path]:
    """Make an empty folder on the archive's own disk, and take it away with all that is in it."""
    shutil.rmtree(folder.scratch, ignore_errors=True)  # left by a run that was stopped
    folder.scratch.mkdir(mode=0o700)
    try:
        yield folder.scratch
    finally:
        shutil.rmtree(folder.scratch)


def sync(file: BinaryIO) -> None:
    """Have everything that was written on disk."""
    file.flush()
    os.fsync(file.fileno())


def _head(copy: Path, keys: DossierKeys, random_bytes: RandomBytes) -> Checkpoint:
    with closing(_ledger(copy, keys, random_bytes)) as ledger:
        origin, tree = ledger.tree()
    return Checkpoint(origin, tree.size, tree.root)


def _signed_head(folder: Path, keys: DossierKeys) -> Checkpoint:
    raw = (folder / CHECKPOINT).read_bytes()
    if len(raw) > CHECKPOINT_CHARACTERS_MAX:
        raise Malformed("larger than a checkpoint")
    note = raw.decode("utf-8")
    head = signed_note(note, read_checkpoint(note).origin, keys.trust)
    if head is None:
        raise BadSignature("not by the log of this school")
    return head


def _ledger(archive: Path, keys: DossierKeys, random_bytes: RandomBytes) -> Ledger:
    return Ledger(open_archive(archive), keys.trust.school, keys, random_bytes)


def _sealing(dossier: OpenDossier, purpose: str) -> tuple[tuple[str, str], bytes, RandomBytes]:
    keys = dossier.keys
    named = (keys.trust.school, purpose)
    return named, seal_public(keys.seal_seed), dossier.around.random_bytes

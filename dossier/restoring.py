"""Restoring: a checked backup in the place of the archive, under a new log from its first word on.

What was erased since is erased again, and who was enrolled since is known again, in the very
transaction that opens the new log (format.md 5 and 8).
"""

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from app.models.marks import BodyErased
from app.models.strict_json import Malformed
from dossier.archive.backups import forget_backed_up
from dossier.archive.devices import DeviceRows
from dossier.archive.ledger import Writing
from dossier.archive.rooms import CardRows, RoomRows
from dossier.backing_up import open_backup, scratch_folder
from dossier.config import DataFolder
from dossier.enrolling import device_from
from dossier.kept_apart import CARDS_REVOKED, ENROLLED, ERASED, KeptApart, Record
from dossier.keys import load_keys
from dossier.opened import OpenDossier, Surroundings, open_dossier
from dossier.reopening import reopen


def restore(path: Path, backup: Path, around: Surroundings) -> tuple[str, int]:
    """Put a backup in the place of the archive; return the new origin, and how much was in it.

    An archive that lies there is moved aside, not thrown away.

    Raises:
        BadBackup: It does not hold what it says; nothing was changed.
        Malformed: A file of the dossier is not what it should be.
        OSError: Something cannot be read or written.
    """
    folder = DataFolder(path)
    keys = load_keys(folder.keys, around.random_bytes)
    apart = KeptApart(folder.apart, folder.mark)
    with scratch_folder(folder) as scratch:
        opened = open_backup(backup, scratch, keys, around.random_bytes)
        here = apart.records()
        apart.note_all([each for each in opened.records if each not in here])
        _put_aside(folder)
        opened.archive.replace(folder.archive)
    with (
        closing(open_dossier(path, around)) as dossier,
        dossier.ledger.writing(around.moment()) as writing,
    ):
        origin = writing.origin
        if origin == opened.checkpoint.origin:
            origin = reopen(writing, dossier.ledger)
        forget_backed_up(writing, origin)
        apply(writing, dossier, apart.records())
    return origin, opened.checkpoint.size


def apply(writing: Writing, dossier: OpenDossier, records: Iterable[Record]) -> None:
    """Bring an older archive up to what was kept apart from it.

    Raises:
        Malformed: A record is not one of ours.
    """
    devices = DeviceRows(writing.connection, writing.school)
    cards = CardRows(writing.connection, writing.school)
    told = _told_erased(writing)
    for each in records:
        if each["kind"] == ERASED:
            _erase_again(writing, each, told)
        elif each["kind"] == ENROLLED and devices.get(device_from(each).id) is None:
            devices.add(device_from(each))
        elif each["kind"] == CARDS_REVOKED:
            numbers = each["numbers"]
            if not isinstance(numbers, list):
                raise Malformed("not a record that was kept apart")
            cards.revoke(str(each["room_day"]), [str(n) for n in numbers], str(each["at"]))
    for row in RoomRows(writing.connection, writing.school).find():
        dossier.feed.reseal(writing, row.id)


def _told_erased(writing: Writing) -> set[str]:
    """Return the leaves of which this archive itself says that they were erased."""
    found: set[str] = set()
    after = -1
    while some := writing.all_stored(after, 1000):
        for each in some:
            event = writing.event(each.signed.leaf) if each.signed.body else None
            act = None if event is None or event.body is None else event.body.act
            if isinstance(act, BodyErased):
                found |= set(act.leaves)
        after = some[-1].position
    return found


def _erase_again(writing: Writing, record: Record, told: set[str]) -> None:
    leaves, scope = record["leaves"], str(record["scope"])
    if not isinstance(leaves, list):
        raise Malformed("not a record that was kept apart")
    missing = tuple(sorted({str(leaf) for leaf in leaves} - told))
    if missing:
        candidate = record["candidate"]
        session = scope.split("/")[1] if "/" in scope else ""
        act = BodyErased(missing, str(record["ground"]))
        writing.erase(session, scope, None if candidate is None else str(candidate), act)


def _put_aside(folder: DataFolder) -> None:
    """Give the archive that lies there another name, with what SQLite keeps beside it."""
    if not folder.archive.exists():
        return
    number = 1
    while (aside := folder.path / f"archive-{number}.before-restore").exists():
        number += 1
    for end in ("", "-wal", "-shm"):
        path = folder.archive.with_name(folder.archive.name + end)
        if path.exists():
            path.replace(aside.with_name(aside.name + end))

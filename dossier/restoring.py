"""Restoring: a checked backup in the place of the archive, under a new log from its first word on.

What was erased since is erased again, and who was enrolled since is known again, in the very
transaction that opens the new log (format.md 5 and 8).
"""

from contextlib import closing
from pathlib import Path

from app.crypto.checkpoint import Checkpoint
from dossier.archive.copying import put_archive
from dossier.backing_up import open_backup, scratch_folder
from dossier.config import DataFolder, read_config
from dossier.kept_apart import KeptApart
from dossier.keys import load_keys
from dossier.opened import Surroundings, open_dossier
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
    config = read_config(folder.config)
    keys = load_keys(folder.keys, around.random_bytes)
    apart = KeptApart(folder.apart, folder.mark)
    with scratch_folder(folder) as scratch:
        opened = open_backup(backup, scratch, keys, around.random_bytes)
        here = apart.records()
        apart.note_all([each for each in opened.records if each not in here])
        _mark_older(apart, opened.checkpoint)
        put_archive(opened.archive, folder.archive_of(config))
    with (
        closing(open_dossier(path, around)) as dossier,
        dossier.ledger.writing(around.moment()) as writing,
    ):
        origin = writing.origin
        if origin == opened.checkpoint.origin:
            origin = reopen(writing, dossier.ledger)
    return origin, opened.checkpoint.size


def _mark_older(apart: KeptApart, head: Checkpoint) -> None:
    """See to it that whoever opens this archive first opens a new log, also after a crash here."""
    marked = apart.marked()
    if marked is None or (marked.origin == head.origin and marked.size <= head.size):
        apart.note_size(head.origin, head.size + 1)

"""Which state of the log is in a backup that was checked: what receipts carry."""

from typing import Final

from sqlalchemy import bindparam, delete, insert, select

from app.crypto.receipt import BackedUp
from app.models.codec import instant_text, read_instant
from dossier.archive.ledger import Writing
from dossier.archive.reading import Reading
from dossier.archive.tables import backup

_BACKED_UP: Final = select(backup).where(backup.c.school == bindparam("school"))


def backed_up(reading: Reading) -> BackedUp | None:
    """Return the log as the newest checked backup holds it."""
    row = reading.connection.execute(_BACKED_UP, {"school": reading.school}).one_or_none()
    if row is None:
        return None
    return BackedUp(row.origin, row.size, row.root, read_instant(row.checked_at))


def keep_backed_up(writing: Writing, checked: BackedUp) -> bool:
    """Let receipts tell of a checked backup; False when one of as much was checked before."""
    known = backed_up(writing)
    if known is not None and known.origin == checked.origin and known.size > checked.size:
        return False
    told = {
        "origin": checked.origin,
        "size": checked.size,
        "root": checked.root,
        "checked_at": instant_text(checked.at),
    }
    writing.connection.execute(delete(backup).where(backup.c.school == writing.school))
    writing.connection.execute(insert(backup).values(school=writing.school, **told))
    return True


def forget_backed_up(writing: Writing) -> None:
    """Let no receipt tell of a backup of a former log."""
    writing.connection.execute(delete(backup).where(backup.c.school == writing.school))

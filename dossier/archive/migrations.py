"""From an older archive to this version's; a newer one is refused.

A new database gets every table as `tables` and `oke_tables` say. An older one gets the steps it
lacks and the tables that are new. `event` and `body` are never changed, and whatever runs an
older version meanwhile goes on: a step adds what that version does not know of, or takes an
index away that it only looks things up faster by.
"""

from collections.abc import Callable
from typing import Final

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    Table,
    insert,
    inspect,
    select,
    text,
    update,
)

from dossier.archive import oke_tables
from dossier.archive.office_tables import metadata
from dossier.archive.tables import (
    event,
    event_gap,
    event_mark,
    room_scope_readers,
    stream_scope,
)

Step = Callable[[Connection], None]

_own = MetaData()
archive_version = Table(
    "archive_version",
    _own,
    Column("version", Integer, primary_key=True, autoincrement=False),
    comment="One row: which version of the program's tables these are. Of no school.",
)


class NewerArchive(Exception):
    """A newer version of the program made this archive."""


def _index_few(connection: Connection) -> None:
    """Version 2: events behind a gap, and marks, are found without reading what is before them."""
    for index in (event_gap, event_mark):
        index.create(connection, checkfirst=True)


def _index_less(connection: Connection) -> None:
    """Version 3: what comes after an event is found by its number; its index cost more."""
    connection.execute(text("DROP INDEX IF EXISTS event_prev"))


def _index_scopes(connection: Connection) -> None:
    """Version 4: the streams of a scope, and its readers, are found without all of the others."""
    for index in (stream_scope, room_scope_readers):
        index.create(connection, checkfirst=True)
    connection.execute(text("DROP INDEX IF EXISTS room_scope_scope"))


STEPS: Final[tuple[Step, ...]] = (_index_few, _index_less, _index_scopes)
FIRST: Final = 1
"""The version of an archive from before versions were written down."""
VERSION: Final = FIRST + len(STEPS)


def migrate(connection: Connection) -> None:
    """Bring the tables of a database up to this version, in the caller's transaction.

    Raises:
        NewerArchive: It has a version that this program does not know.
    """
    found = version_of(connection)
    if found is not None and found > VERSION:
        raise NewerArchive
    for step in STEPS[found - FIRST :] if found is not None else ():
        step(connection)
    for tables in (metadata, oke_tables.METADATA, _own):
        tables.create_all(connection)
    if (
        found != VERSION
        and not connection.execute(update(archive_version).values(version=VERSION)).rowcount
    ):
        connection.execute(insert(archive_version).values(version=VERSION))


def version_of(connection: Connection) -> int | None:
    """Return which version an archive has, None when there is none yet."""
    looked = inspect(connection)
    if looked.has_table(archive_version.name):
        return connection.scalar(select(archive_version.c.version))
    return FIRST if looked.has_table(event.name) else None

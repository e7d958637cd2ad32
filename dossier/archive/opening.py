"""Opening the archive's database: durable settings, one writer at a time."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from dossier.archive.office_tables import metadata

BUSY_TIMEOUT_MS: Final = 20_000
_PRAGMAS: Final = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "fullfsync=1",
    "checkpoint_fullfsync=1",
    "foreign_keys=ON",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "trusted_schema=OFF",
    f"busy_timeout={BUSY_TIMEOUT_MS}",
)


def open_archive(path: Path) -> Engine:
    """Return the engine on a SQLite file; missing tables are made, nothing is changed.

    A transaction of `writing` connections starts with BEGIN IMMEDIATE, of others with BEGIN.
    """
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        poolclass=QueuePool,
        pool_size=8,
        max_overflow=56,
        connect_args={"check_same_thread": False},
    )
    event.listen(engine, "connect", _settle)
    event.listen(engine, "begin", _begin)
    with engine.execution_options(is_writing=True).begin() as connection:
        metadata.create_all(connection)
    return engine


def copy_archive(archive: Path, copy: Path) -> None:
    """Copy a database as it is at one moment, while others write in it.

    Raises:
        OSError: It cannot be read or written.
    """
    try:
        with (
            closing(sqlite3.connect(archive)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
    except sqlite3.Error as problem:
        raise OSError("the archive cannot be copied") from problem


def _settle(raw: Any, _record: object) -> None:
    raw.isolation_level = None
    cursor = raw.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    is_writing = connection.get_execution_options().get("is_writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")

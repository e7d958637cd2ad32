"""An archive from one database into another, whatever kind each is: backup, restore, moving."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, Table, func, insert, inspect, select, text
from sqlalchemy.exc import DBAPIError

from dossier.archive import office_tables, oke_tables
from dossier.archive.migrations import migrate
from dossier.archive.opening import (
    SCHEMA,
    Database,
    for_reading,
    for_writing,
    is_postgresql,
    open_archive,
)

_ROWS: Final = 500
_TABLES: Final = (*office_tables.metadata.sorted_tables, *oke_tables.METADATA.sorted_tables)


def copy_archive(archive: Database, copy: Path) -> None:
    """Write an archive as it is at one moment in a new SQLite file, while others write in it.

    Raises:
        OSError: It cannot be read or written.
    """
    try:
        if isinstance(archive, Path):
            with closing(sqlite3.connect(archive)) as source:
                _copy_file(source, copy)
        else:
            _copy_between(open_archive(archive), open_archive(copy))
    except (sqlite3.Error, DBAPIError) as problem:
        raise OSError("the archive cannot be copied") from problem


def put_archive(copy: Path, place: Database) -> None:
    """Put a SQLite file in the place of an archive; what was there is moved aside.

    Raises:
        OSError: It cannot be read or written; then the archive that was there still is.
    """
    if isinstance(place, Path):
        _move_aside(place)
        copy.replace(place)
        return
    engine, source = open_archive(place), open_archive(copy)
    try:
        with for_writing(engine).begin() as target:
            aside = _free_name(target)
            target.execute(text(f"ALTER SCHEMA {SCHEMA} RENAME TO {aside}"))
            target.execute(text(f"CREATE SCHEMA {SCHEMA}"))
            migrate(target)
            with for_reading(source).begin() as found:
                _copy_rows(found, target)
    except DBAPIError as problem:
        raise OSError("the archive cannot be put back") from problem
    finally:
        engine.dispose()
        source.dispose()


def _copy_between(source: Engine, target: Engine) -> None:
    try:
        with for_reading(source).begin() as found, for_writing(target).begin() as made:
            _copy_rows(found, made)
    finally:
        source.dispose()
        target.dispose()


def _copy_file(source: sqlite3.Connection, copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as target:
        source.backup(target)


def _copy_rows(source: Connection, target: Connection) -> None:
    """Copy every row, by portions, in an order in which what is referred to is there first."""
    for table in _TABLES:
        rows = source.execution_options(yield_per=_ROWS).execute(select(table)).mappings()
        for some in rows.partitions(_ROWS):
            target.execute(insert(table), [dict(row) for row in some])
        if is_postgresql(target.engine):
            _count_on(target, table)
            # Else it guesses for a minute how to find things in tables it takes to be empty.
            target.execute(text(f"ANALYZE {SCHEMA}.{table.name}"))


def _count_on(target: Connection, table: Table) -> None:
    """Let a table that numbers its own rows go on after the last one."""
    column = table.autoincrement_column
    if column is None or column.autoincrement is not True:
        return
    last = target.scalar(select(func.max(column)))
    if last is not None:
        named = func.pg_get_serial_sequence(f"{SCHEMA}.{table.name}", column.name)
        target.execute(select(func.setval(named, last)))


def _free_name(target: Connection) -> str:
    known = inspect(target).get_schema_names()
    number = 1
    while (name := f"{SCHEMA}_{number}_before_restore") in known:
        number += 1
    return name


def _move_aside(archive: Path) -> None:
    """Give the archive that lies there another name, with what SQLite keeps beside it."""
    if not archive.exists():
        return
    number = 1
    while (aside := archive.with_name(f"archive-{number}.before-restore")).exists():
        number += 1
    for end in ("", "-wal", "-shm"):
        path = archive.with_name(archive.name + end)
        if path.exists():
            path.replace(aside.with_name(aside.name + end))

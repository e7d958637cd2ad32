"""Rows of many events at once: SQLAlchemy makes the statement, and looks at no row.

What it does for each value of each row costs as much as SQLite does to keep them. PostgreSQL gets
all rows in one statement, a list per column: as many statements as rows cost it three times that.
"""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    Connection,
    Insert,
    String,
    Table,
    Text,
    bindparam,
    func,
    insert,
    select,
)
from sqlalchemy.dialects import sqlite

from dossier.archive.tables import body, event

Rows = Sequence[tuple[object, ...]]
"""Values in the order of the columns of their table."""


def insert_events(connection: Connection, rows: Rows) -> None:
    """Add events."""
    _insert(connection, event, rows)


def insert_bodies(connection: Connection, rows: Rows) -> None:
    """Add the bodies of events."""
    _insert(connection, body, rows)


def _insert(connection: Connection, table: Table, rows: Rows) -> None:
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        lists = [list(column) for column in zip(*rows, strict=True)]
        connection.execute(_AT_ONCE[table], dict(zip(table.columns.keys(), lists, strict=True)))
    else:
        connection.exec_driver_sql(_ONE_BY_ONE[table], list(rows))


def _from_lists(table: Table) -> Insert:
    """Return the insert of rows that come as a list per column."""
    names = table.columns.keys()
    lists = func.unnest(*(bindparam(each.name, type_=_list_of(each.type)) for each in table.c))
    rows = lists.table_valued(*names).render_derived()
    return insert(table).from_select(names, select(*(rows.c[name] for name in names)))


def _list_of(kind: Any) -> ARRAY[Any]:
    return ARRAY(Text() if isinstance(kind, String) else kind)


_AT_ONCE: Final = {each: _from_lists(each) for each in (event, body)}
_ONE_BY_ONE: Final = {
    each: str(insert(each).compile(dialect=sqlite.dialect())) for each in (event, body)
}

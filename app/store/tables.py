"""The rows on disk: an append-only record of signed bytes, and a small memory of the device."""

from typing import Final

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

day = MetaData()
"""One laptop, one room, one day."""

event = Table(
    "event",
    day,
    Column("n", Integer, primary_key=True),
    Column("leaf", LargeBinary, nullable=False, unique=True),
    Column("stream", Integer, ForeignKey("stream.n"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("header", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)
body = Table(
    "body",
    day,
    Column("n", Integer, ForeignKey("event.n"), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
stream = Table(
    "stream",
    day,
    Column("n", Integer, primary_key=True),
    Column("writer", Text, nullable=False),
    Column("epoch", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Index("stream_name", "writer", "epoch", "scope", unique=True),
)
epoch = Table(
    "epoch",
    day,
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("seed", LargeBinary, nullable=False),
)
meta = Table(
    "meta",
    day,
    Column("name", Text, primary_key=True),
    Column("content", Text, nullable=False),
)

device = MetaData()
"""What the device remembers over all rooms; nothing about candidates."""

mark = Table(
    "mark",
    device,
    Column("room_day", Text, primary_key=True),
    Column("store", Text, primary_key=True),
    Column("writer", Text, primary_key=True),
    Column("epoch", Text, primary_key=True),
    Column("scope", Text, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("leaf", Text, nullable=False),
)
receipt = Table(
    "receipt",
    device,
    Column("writer", Text, primary_key=True),
    Column("epoch", Text, primary_key=True),
    Column("scope", Text, primary_key=True),
    Column("room_day", Text, nullable=False),
    Column("through", Integer, nullable=False),
    Column("envelope", Text, nullable=False),
)
checkpoint = Table(
    "checkpoint",
    device,
    Column("origin", Text, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("note", Text, nullable=False),
)
count = Table(
    "count",
    device,
    Column("room_day", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("number", Integer, nullable=False),
)

memo = Table(
    "memo",
    device,
    Column("name", Text, primary_key=True),
    Column("content", Text, nullable=False),
)

APPEND_ONLY: Final = ("event", "body")


def statements(tables: MetaData) -> tuple[str, ...]:
    """Return the SQL that makes these tables, their indexes and what guards them."""
    dialect = sqlite.dialect()
    made = []
    for table in tables.sorted_tables:
        made.append(str(CreateTable(table).compile(dialect=dialect)))
        made += [str(CreateIndex(each).compile(dialect=dialect)) for each in table.indexes]
    for table in tables.sorted_tables:
        if table.name in APPEND_ONLY:
            made += [guard(table.name, verb) for verb in ("UPDATE", "DELETE")]
    return tuple(made)


def guard(table: str, verb: str) -> str:
    """Return the trigger that keeps rows of a table from being changed or taken out."""
    return (
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'append-only'); END"
    )

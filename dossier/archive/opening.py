"""Opening the archive's database: durable settings, one writer at a time.

A path is a SQLite file; an address (`postgresql://USER@HOST/DATABASE`) is PostgreSQL. Both have
one schema and one order per school: who writes holds the school's row until the commit.
"""

from contextlib import suppress
from pathlib import Path
from typing import Any, Final, TypeAlias

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, select, text
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.pool import QueuePool
from sqlalchemy.types import String

from dossier.archive.migrations import migrate
from dossier.archive.tables import log_state

Database: TypeAlias = Path | str
"""Where an archive is: a SQLite file, or the address of a PostgreSQL database."""

WAIT_MS: Final = 20_000
"""How long a writer waits for the one before it."""
SCHEMA: Final = "examendag"
_PRAGMAS: Final = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "fullfsync=1",
    "checkpoint_fullfsync=1",
    "foreign_keys=ON",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "cache_size=-16000",  # KiB: the inner pages of the indices of millions of events
    "trusted_schema=OFF",
    f"busy_timeout={WAIT_MS}",
)
_SETTINGS: Final = {
    "search_path": SCHEMA,
    "synchronous_commit": "on",
    "lock_timeout": str(WAIT_MS),
    # A replica that vanished lets go of the school's row: its server end notices within 30 s.
    "idle_in_transaction_session_timeout": "60000",
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "4",
}
_POOL: Final[dict[str, Any]] = {"poolclass": QueuePool, "pool_size": 8, "max_overflow": 56}


class BadAddress(Exception):
    """Not the address of a database that an archive can be in; never holds the address."""


class NoAnswer(OSError):
    """The database cannot be reached, or lets nobody in."""


def open_archive(place: Database) -> Engine:
    """Return the engine on an archive; what an older version made is brought up to this one.

    Raises:
        BadAddress: No such kind of database.
        NewerArchive: A newer version made it.
        NoAnswer: The database cannot be reached.
    """
    engine = _sqlite(place) if isinstance(place, Path) else _postgresql(place)
    try:
        with for_writing(engine).begin() as connection:
            _hold_schema(connection)
            migrate(connection)
    except BaseException as problem:
        engine.dispose()
        if is_away(problem):
            raise NoAnswer("the database does not answer") from problem
        raise
    return engine


def for_reading(engine: Engine) -> Engine:
    """Return the engine for looks that see one state of the archive, whoever writes meanwhile."""
    if is_postgresql(engine):
        return engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
    return engine  # in WAL mode a transaction of SQLite sees one state


def for_writing(engine: Engine) -> Engine:
    """Return the engine for transactions that write."""
    return engine.execution_options(is_writing=True)


def survey(engine: Engine) -> None:
    """Let PostgreSQL look how its tables are filled; SQLite finds its way without.

    It does so by itself once a minute, and keeps until then how it planned to look up an event
    when it knew nothing: by school alone, which is all of them, for each body that is stored.
    """
    if is_postgresql(engine):
        with suppress(DBAPIError), engine.begin() as connection:
            connection.exec_driver_sql("ANALYZE (SKIP_LOCKED) event, body, stream")


def is_postgresql(engine: Engine) -> bool:
    """Whether it is PostgreSQL behind this engine."""
    return engine.dialect.name == "postgresql"


def is_away(problem: BaseException) -> bool:
    """Whether a database could not be reached or went away: trying again later is right."""
    return isinstance(problem, DBAPIError) and (
        problem.connection_invalidated or type(problem).__name__ == "OperationalError"
    )


def is_address(place: str) -> bool:
    """Whether a text is an address that an archive can have."""
    try:
        url = make_url(place)
    except ArgumentError:
        return False
    return url.drivername == "postgresql" and bool(url.database)


def has_password(address: str) -> bool:
    """Whether an address tells a password, in itself or among its parameters."""
    url = make_url(address)
    return bool(url.password) or "password" in url.query


def has_school(engine: Engine, school: str) -> bool:
    """Whether there is a log of this school."""
    asked = select(log_state.c.school).where(log_state.c.school == school)
    with for_reading(engine).begin() as connection:
        return connection.scalar(asked) is not None


def _sqlite(path: Path) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        connect_args={"check_same_thread": False},
        **_POOL,
    )
    event.listen(engine, "connect", _settle)
    event.listen(engine, "begin", _begin)
    return engine


def _postgresql(address: str) -> Engine:
    if not is_address(address):
        raise BadAddress
    settings = " ".join(f"-c {name}={value}" for name, value in _SETTINGS.items())
    return create_engine(
        make_url(address).set(drivername="postgresql+psycopg"),
        connect_args={"options": settings, "connect_timeout": 10},
        pool_pre_ping=True,
        hide_parameters=True,
        **_POOL,
    )


def _hold_schema(connection: Connection) -> None:
    """Let one program at a time look whether tables must be made; SQLite's BEGIN did already."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock(hashtext('{SCHEMA}/schema'))"))
        connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))


def _settle(raw: Any, _record: object) -> None:
    raw.isolation_level = None
    cursor = raw.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    is_writing = connection.get_execution_options().get("is_writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")


@compiles(String, "postgresql")
def _ordered_by_bytes(kind: String, compiler: Any, **told: Any) -> str:
    """Order text by its bytes on PostgreSQL too, whatever language the database was made in."""
    made: str = compiler.visit_VARCHAR(kind, **told) if kind.length else "TEXT"
    return f'{made} COLLATE "C"'

"""Looking whether the database is set so that what it says is committed is on disk."""

from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from typing import Final

from sqlalchemy import Engine, func, select, text

from app.models.codec import read_instant
from dossier.archive.opening import for_reading, is_postgresql
from dossier.archive.reading import Reading
from dossier.archive.tables import event

_DURABLE: Final = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
_SQLITE: Final = {"journal_mode": "wal", "synchronous": "2"}
_ROAD: Final = (
    "SELECT host(a.client_addr) AS client_addr, s.ssl FROM pg_stat_activity a "
    "JOIN pg_stat_ssl s USING (pid) WHERE pid = pg_backend_pid()"
)
CONNECTIONS_LEAST: Final = 80
"""A replica opens at most 64; its commands and a backup come beside them."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting of the database that is not as it must be; not `is_needed`: better otherwise."""

    name: str
    found: str
    wanted: str
    is_needed: bool = True


@dataclass(frozen=True, slots=True)
class Probed:
    """What the database says of itself; `clock` is None where it has none of its own."""

    version: str
    clock: datetime | None
    settings: tuple[Setting, ...]


def probed(engine: Engine) -> Probed:
    """Ask a database about itself."""
    with for_reading(engine).begin() as connection:

        def asked(question: str) -> str:
            return str(connection.scalar(text(question)))

        if not is_postgresql(engine):
            wrong = _wrong({name: asked(f"PRAGMA {name}") for name in _SQLITE}, _SQLITE)
            return Probed(f"SQLite {asked('SELECT sqlite_version()')}", None, wrong)
        wrong = _wrong({name: asked(f"SHOW {name}") for name in _DURABLE}, _DURABLE)
        if (sums := asked("SHOW data_checksums")) != "on":
            wrong += (Setting("data_checksums", sums, "on", is_needed=False),)
        most = asked("SHOW max_connections")
        if int(most) < CONNECTIONS_LEAST:
            wanted = f"{CONNECTIONS_LEAST} per replica"
            wrong += (Setting("max_connections", most, wanted, is_needed=False),)
        told = connection.execute(text(_ROAD)).one()
        if is_exposed(told.client_addr, is_encrypted=bool(told.ssl)):
            wrong += (Setting("ssl", "off", "on (sslmode=verify-full)"),)
        clock = connection.scalar(select(func.clock_timestamp()))
        return Probed(f"PostgreSQL {asked('SHOW server_version')}", clock, wrong)


def is_exposed(address: str | None, *, is_encrypted: bool) -> bool:
    """Whether what is told to a database crosses a network in the clear; None is a socket."""
    return not (address is None or is_encrypted or ip_address(address).is_loopback)


def newest_arrival(reading: Reading) -> datetime | None:
    """Return when the newest event of the log was received."""
    asked = select(event.c.received_at).where(event.c.school == reading.school)
    told = reading.connection.scalar(asked.order_by(event.c.position.desc()).limit(1))
    return None if told is None else read_instant(told)


def _wrong(found: dict[str, str], wanted: dict[str, str]) -> tuple[Setting, ...]:
    return tuple(
        Setting(name, found[name], right) for name, right in wanted.items() if found[name] != right
    )

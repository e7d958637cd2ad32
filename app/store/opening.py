"""Opening an encrypted SQLite file: what it must be, its key, its settings and its one writer."""

import contextlib
import os
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from app.crypto.derive import KEY_BYTES, derived
from app.store.migrations import migrate
from app.store.trouble import (
    Damaged,
    InUse,
    Missing,
    NotWritten,
    PlainFile,
    StoreUnusable,
    WrongKey,
)

PAGE_BYTES: Final = 4096
MARK_BYTES: Final = 16
PLAIN_MARK: Final = b"SQLite format 3\x00"
BUSY_TIMEOUT_MS: Final = 5_000

_SETTINGS: Final = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "fullfsync=1",
    "checkpoint_fullfsync=1",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "trusted_schema=OFF",
)

Rows = tuple[str, Sequence[tuple[object, ...]] | None]
"""A statement with the rows it is run for, each once; None: it has no parameters."""
"""A statement and the rows it runs for; none means it does not run."""


@dataclass(frozen=True, slots=True)
class StoreKind:
    """What sort of store: its mark in the file, its tables by version, and who may share it."""

    application_id: int
    steps: tuple[tuple[str, ...], ...]
    is_exclusive: bool


@dataclass(frozen=True, slots=True)
class StoreFile:
    """Where a store lies and the raw key that opens it."""

    path: Path
    key: bytes = field(repr=False)

    @property
    def mark(self) -> bytes:
        """The first bytes of the file: cipher salt, and the sign of this key."""
        return derived(self.key, salt=b"", purpose="store-mark/v1")[:MARK_BYTES]


class Store:
    """The one connection of this program to a store."""

    def __init__(self, file: StoreFile, kind: StoreKind) -> None:
        """Open the file that is there.

        Raises:
            StoreUnusable: One of its subclasses says why; the file is as it was.
            OSError: It cannot be read.
        """
        self._connection = _connected(file, kind)
        # Acts are written on the driver's own connection: SQLAlchemy's way there costs an act
        # more than its signature does (docs/PERFORMANCE.md).
        self._raw: Any = self._connection.connection.driver_connection
        self._lock = threading.Lock()

    def write(self, *writes: Rows) -> None:
        """Run statements in one transaction, committed when this returns.

        Raises:
            NotWritten: The disk refused; nothing of it is there.
        """
        is_refused = False
        with self._lock:
            try:
                self._raw.execute("BEGIN IMMEDIATE")
                for statement, rows in writes:
                    if rows:
                        self._raw.executemany(statement, rows)
                    elif rows is None:
                        self._raw.execute(statement)
                self._raw.execute("COMMIT")
            except sqlcipher.Error:
                is_refused = True
            finally:
                self._let_go()
        if is_refused:
            raise NotWritten("the disk refused")

    def read(self, statement: str, parameters: tuple[object, ...] = ()) -> list[Any]:
        """Return the rows of a query.

        Raises:
            Damaged: A page of the file was changed or is missing.
        """
        rows: list[Any] | None = None
        with contextlib.suppress(DBAPIError), self._lock, self._connection.begin():
            rows = [tuple(row) for row in self._connection.exec_driver_sql(statement, parameters)]
        if rows is None:
            raise Damaged("cannot be read")
        return rows

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
        self._connection.engine.dispose()

    def _let_go(self) -> None:
        """Leave no transaction open behind a write that failed or was broken off."""
        with contextlib.suppress(sqlcipher.Error):
            if self._raw.in_transaction:
                self._raw.execute("ROLLBACK")


def create(
    file: StoreFile, kind: StoreKind, first: Sequence[tuple[str, tuple[object, ...]]]
) -> None:
    """Make a store with its first rows, whole or not at all.

    Raises:
        FileExistsError: Something lies there already; it is never replaced.
        OSError: It cannot be written.
    """
    draft = file.path.with_name(file.path.name + ".new")
    if file.path.exists():
        raise FileExistsError("a store of that name is there already")
    for leftover in (draft, draft.with_name(draft.name + "-journal")):
        leftover.unlink(missing_ok=True)  # of a run that ended while making a store
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    raw = _keyed(StoreFile(draft, file.key), file.mark)
    try:
        raw.execute("PRAGMA synchronous=FULL")
        raw.execute(f"PRAGMA application_id={kind.application_id}")
        raw.execute("BEGIN IMMEDIATE")
        migrate(raw.execute, kind.steps, 0)
        for statement, row in first:
            raw.execute(statement, row)
        raw.execute("COMMIT")
    finally:
        raw.close()
    draft.rename(file.path)
    sync_folder(file.path.parent)


def sync_folder(folder: Path) -> None:
    """Make new names in a folder durable; Windows does so by itself."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _connected(file: StoreFile, kind: StoreKind) -> Connection:
    _check_file(file)
    raw = _keyed(file, file.mark)
    try:
        with _told_apart(file.path):
            _settle(raw, kind)
            _check_pages(raw)
            _bring_up(raw, kind)
    except BaseException:
        raw.close()
        raise
    engine = create_engine(
        "sqlite://", module=sqlcipher, creator=lambda: raw, poolclass=StaticPool
    )
    event.listen(engine, "begin", _begin)
    return engine.connect()


def _begin(connection: Connection) -> None:
    """Begin on the raw connection: on the way of each act, a fifth of what SQLAlchemy costs."""
    raw: Any = connection.connection.driver_connection
    raw.execute("BEGIN IMMEDIATE")


@contextlib.contextmanager
def _told_apart(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into the trouble it means, without its text."""
    trouble: StoreUnusable | None = None
    try:
        yield
    except sqlcipher.DatabaseError as problem:
        is_locked = isinstance(problem, sqlcipher.OperationalError) and "lock" in str(problem)
        trouble = InUse("open elsewhere") if is_locked else Damaged("cannot be read")
        is_open = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
        if not is_locked and ("is full" in str(problem) or not is_open):
            trouble = NotWritten("the disk refused")  # the store itself may be whole
    if trouble is not None:
        raise trouble


def _check_file(file: StoreFile) -> None:
    if not file.path.exists():
        raise Missing("there is no such store")
    with file.path.open("rb") as opened:
        head = opened.read(MARK_BYTES)
    if head == PLAIN_MARK:
        raise PlainFile("an unencrypted file lies in the store's place")
    if len(head) < MARK_BYTES or file.path.stat().st_size % PAGE_BYTES:
        raise Damaged("not of the size of a store")
    if head != file.mark:
        raise WrongKey("made under another key")


def _keyed(file: StoreFile, mark: bytes) -> Any:
    if len(file.key) != KEY_BYTES:
        raise ValueError("a store key has 32 bytes")
    raw = sqlcipher.connect(str(file.path), check_same_thread=False, isolation_level=None)
    raw.execute("PRAGMA cipher_log_level=NONE")
    raw.execute(f"PRAGMA key=\"x'{file.key.hex()}{mark.hex()}'\"")
    if raw.execute("PRAGMA cipher_version").fetchone() is None:
        raw.close()
        raise RuntimeError("this SQLite does not encrypt")
    return raw


def _settle(raw: Any, kind: StoreKind) -> None:
    """Set what every opening sets; a store of one program is held, and not waited for."""
    raw.execute(f"PRAGMA busy_timeout={0 if kind.is_exclusive else BUSY_TIMEOUT_MS}")
    if kind.is_exclusive:
        raw.execute("PRAGMA locking_mode=EXCLUSIVE")
    raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
    for setting in _SETTINGS:
        raw.execute(f"PRAGMA {setting}").fetchall()
    raw.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")


def _check_pages(raw: Any) -> None:
    if raw.execute("PRAGMA cipher_integrity_check").fetchone() is not None:
        raise Damaged("a page was changed")
    if raw.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise Damaged("a page is missing or out of place")


def _bring_up(raw: Any, kind: StoreKind) -> None:
    if raw.execute("PRAGMA application_id").fetchone() != (kind.application_id,):
        raise Damaged("another kind of store")
    (found,) = raw.execute("PRAGMA user_version").fetchone()
    raw.execute("BEGIN IMMEDIATE")
    try:
        migrate(raw.execute, kind.steps, found)
    except BaseException:
        raw.execute("ROLLBACK")
        raise
    raw.execute("COMMIT")

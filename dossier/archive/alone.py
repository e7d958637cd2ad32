"""One of the replicas does what must be done once: whoever holds this is alone, until it dies.

No clock decides. On PostgreSQL it is an advisory lock of one session, on SQLite a lock on a file
beside the archive: both end with the process that holds them, kill -9 included.
"""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from dossier.archive.opening import is_postgresql


class _Lock(Protocol):
    def take(self) -> bool: ...
    def is_held(self) -> bool: ...
    def release(self) -> None: ...


class Alone:
    """Whether this process is the one that sends and settles for its school."""

    def __init__(self, engine: Engine, school: str) -> None:
        self._lock: _Lock = (
            _SessionLock(engine, school)
            if is_postgresql(engine)
            else _FileLock(Path(str(engine.url.database)).with_name(f"sender-{school}.lock"))
        )
        self.gained: Callable[[], object] = lambda: None
        """Called when this process becomes the one: another may have left things undone."""
        self._turn = threading.Lock()
        self._is_mine = False

    def holds(self) -> bool:
        """Tell whether this process is the one, and become it when nobody is."""
        with self._turn:
            was_mine = self._is_mine
            self._is_mine = self._lock.is_held() if was_mine else False
            if not self._is_mine:
                self._is_mine = self._lock.take()
            is_new = self._is_mine and not was_mine
        if is_new:
            self.gained()
        return self._is_mine

    def close(self) -> None:
        """Let another be the one at once."""
        with self._turn:
            self._is_mine = False
            self._lock.release()


class _SessionLock:
    def __init__(self, engine: Engine, school: str) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._name = f"examendag/sender/{school}"
        self._session: Connection | None = None

    def take(self) -> bool:
        session = self._engine.connect()
        asked = text("SELECT pg_try_advisory_lock(hashtextextended(:name, 0))")
        try:
            if session.scalar(asked, {"name": self._name}):
                self._session = session
        finally:
            if self._session is not session:
                session.close()
        return self._session is session

    def is_held(self) -> bool:
        try:
            return self._session is not None and self._session.scalar(text("SELECT 1")) == 1
        except DBAPIError:  # the session ended, and the lock with it
            self.release()
            return False

    def release(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            with suppress(DBAPIError):  # ended already: then the lock did too
                if not session.invalidated:
                    session.execute(text("SELECT pg_advisory_unlock_all()"))
            session.close()


class _FileLock:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._held: sqlite3.Connection | None = None

    def take(self) -> bool:
        file = sqlite3.connect(
            self._path, timeout=0, isolation_level=None, check_same_thread=False
        )
        try:
            file.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            file.close()
            return False
        self._held = file
        return True

    def is_held(self) -> bool:
        return self._held is not None

    def release(self) -> None:
        if self._held is not None:
            self._held.close()
            self._held = None

"""Hearing of what other programs commit: replicas of the service, and commands beside it.

On PostgreSQL every commit notifies (the ledger sends the size with it), and this thread listens.
On SQLite, where only commands on the same machine write beside the service, it looks twice a
second whether the file changed: one number in memory, no query.
"""

import logging
import threading
from collections.abc import Callable
from typing import Any, Final, Self

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from dossier.archive.opening import is_postgresql

CHANNEL: Final = "examendag"
LOOK_S: Final = 0.5
"""How long at most until news or the end of the program is noticed."""
AWAY_S: Final = 2.0

log = logging.getLogger("dossier.following")


def notify(connection: Connection, school: str) -> None:
    """Let this transaction tell everybody of its commit; of one that fails nobody hears."""
    if connection.dialect.name == "postgresql":
        asked = text("SELECT pg_notify(:channel, :school)")
        connection.execute(asked, {"channel": CHANNEL, "school": school})


class Follower:
    """A thread that calls `changed` whenever another program may have written something."""

    def __init__(self, engine: Engine, school: str, changed: Callable[[], object]) -> None:
        self._engine = engine
        self._school = school
        self._changed = changed
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="following", daemon=True)

    def start(self) -> Self:
        """Begin."""
        self._thread.start()
        return self

    def close(self) -> None:
        """Stop."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    # ------------------------------------------------------------ within

    def _run(self) -> None:
        follow = self._listen if is_postgresql(self._engine) else self._watch
        while not self._stopping.is_set():
            try:
                with self._engine.connect() as connection:
                    follow(connection)
            except DBAPIError:
                log.warning("the database went away; looking again")
                self._stopping.wait(AWAY_S)
            except Exception as problem:  # noqa: BLE001 - whoever waits would wait for ever
                log.error("following: %s", type(problem).__name__)
                self._stopping.wait(AWAY_S)

    def _listen(self, connection: Connection) -> None:
        connection = connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.exec_driver_sql(f"LISTEN {CHANNEL}")
        self._changed()  # whatever was committed while nobody listened
        raw: Any = connection.connection.driver_connection
        try:
            while not self._stopping.is_set():
                told = list(raw.notifies(timeout=LOOK_S, stop_after=1))
                if any(each.payload == self._school for each in told):
                    self._changed()
        finally:
            connection.invalidate()  # it listens: nobody else gets it

    def _watch(self, connection: Connection) -> None:
        asked = text("PRAGMA data_version")
        known = connection.scalar(asked)
        connection.rollback()
        self._changed()
        while not self._stopping.wait(LOOK_S):
            now = connection.scalar(asked)
            connection.rollback()
            if now != known:
                known = now
                self._changed()

"""Rows behind erasing at a term: what is kept of whom, and taking it out of every table.

Events and bodies are taken out by the ledger. Here is what stands beside them: issued papers,
messages to the planner, and bytes in quarantine.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, Engine, and_, delete, insert, or_, select, text, update
from sqlalchemy.exc import OperationalError

from app.models.act import Act
from app.models.codec import decode_body
from dossier.archive.oke_tables import OUTBOX, REPLACED, WAITING
from dossier.archive.opening import SCHEMA, is_postgresql
from dossier.archive.resources import CANDIDATE, SESSION, DocumentRow
from dossier.archive.tables import access, body, document, locked_document, quarantine, resource

_RUN: Final = 500
_WIPED: Final = ("body", "chunk", "document", "locked_document", "quarantine", "oke_outbox")


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A session or candidate with the plan's newest word, as far as it was not erased."""

    id: str
    kind: str
    session: str
    act: Act


def planned(connection: Connection, school: str) -> Iterator[PlannedRow]:
    """Yield every session and candidate whose plan is still there, sessions first."""
    here = and_(body.c.school == resource.c.school, body.c.leaf == resource.c.plan_leaf)
    rows = connection.execute(
        select(resource.c.id, resource.c.kind, resource.c.session, body.c.content)
        .join_from(resource, body, here)
        .where(resource.c.school == school, resource.c.kind.in_((SESSION, CANDIDATE)))
        .order_by(resource.c.kind.desc(), resource.c.id)
    )
    for row in rows:
        yield PlannedRow(row.id, row.kind, row.session, decode_body(row.content).act)


class KeptPapers:
    """Issued papers of one school, within a transaction: open, locked, or destroyed."""

    def __init__(self, connection: Connection, school: str) -> None:
        self._connection = connection
        self._school = school

    def is_closed(self, session: str) -> bool:
        """Whether papers of a session were locked: then none is made of it any more."""
        asked = select(locked_document.c.id).where(
            locked_document.c.school == self._school, locked_document.c.session == session
        )
        return self._connection.execute(asked.limit(1)).first() is not None

    def locked(self, session: str) -> list[str]:
        """Return the papers of a session that are locked and not destroyed, by id."""
        return list(
            self._connection.scalars(
                select(locked_document.c.id)
                .where(
                    locked_document.c.school == self._school,
                    locked_document.c.session == session,
                    locked_document.c.sealed.is_not(None),
                )
                .order_by(locked_document.c.id)
            )
        )

    def sealed(self, document_id: str) -> tuple[str, bytes] | None:
        """Return the name and sealed bytes of a locked paper, None when it is not there."""
        row = self._connection.execute(
            select(locked_document.c.name, locked_document.c.sealed).where(
                locked_document.c.school == self._school, locked_document.c.id == document_id
            )
        ).one_or_none()
        return None if row is None or row.sealed is None else (row.name, row.sealed)

    def lock(self, row: DocumentRow, sealed: bytes, at: str) -> None:
        """Put sealed bytes in the place of a paper: nobody fetches or exports it any more."""
        told = {"id": row.id, "session": row.session, "kind": row.kind, "name": row.name}
        self._connection.execute(
            insert(locked_document).values(
                school=self._school, sealed=sealed, locked_at=at, destroyed_at=None, **told
            )
        )
        self._connection.execute(
            delete(document).where(document.c.school == self._school, document.c.id == row.id)
        )

    def destroy(self, session: str, at: str) -> int:
        """Take the bytes of a session's locked papers away; return how many went."""
        return self._connection.execute(
            update(locked_document)
            .where(
                locked_document.c.school == self._school,
                locked_document.c.session == session,
                locked_document.c.sealed.is_not(None),
            )
            .values(sealed=None, destroyed_at=at)
        ).rowcount


def waits_for_planner(connection: Connection, school: str, candidates: Collection[str]) -> bool:
    """Whether a message about one of these candidates was not settled yet."""
    found = connection.execute(
        select(OUTBOX.c.id).where(
            OUTBOX.c.school == school,
            OUTBOX.c.path.in_([f"/associations/{each}" for each in candidates]),
            or_(OUTBOX.c.state == WAITING, OUTBOX.c.is_claimed),
        )
    )
    return found.first() is not None


def forget(
    connection: Connection, school: str, candidates: Collection[str], sessions: Collection[str]
) -> int:
    """Take out what stands beside the events of candidates; return how many messages went.

    Of their sessions, what a newer message to the planner replaced goes too.
    """
    connection.execute(
        update(resource)
        .where(resource.c.school == school, resource.c.id.in_(sorted(candidates)))
        .values(person="")
    )
    gone = _forget_messages(connection, school, candidates, sessions)
    return gone + _forget_quarantined(connection, school, candidates)


def _forget_messages(
    connection: Connection, school: str, candidates: Collection[str], sessions: Collection[str]
) -> int:
    paths = [f"/associations/{each}" for each in candidates]
    told = and_(
        OUTBOX.c.offering_id.in_(sorted(sessions)),
        OUTBOX.c.path.like("/offerings/%"),
        OUTBOX.c.state == REPLACED,
    )
    gone = or_(OUTBOX.c.path.in_(paths), told)
    return connection.execute(delete(OUTBOX).where(OUTBOX.c.school == school, gone)).rowcount


def _forget_quarantined(connection: Connection, school: str, candidates: Collection[str]) -> int:
    """Take bytes that could not be believed out, when they name one of these candidates."""
    names = [each.encode() for each in candidates]
    rows = connection.execute(
        select(quarantine.c.sha256, quarantine.c.content).where(quarantine.c.school == school)
    )
    gone = [row.sha256 for row in rows if any(name in row.content for name in names)]
    for start in range(0, len(gone), _RUN):
        some = quarantine.c.sha256.in_(gone[start : start + _RUN])
        connection.execute(delete(quarantine).where(quarantine.c.school == school, some))
    return len(gone)


def forget_reads(connection: Connection, school: str, before: str) -> int:
    """Take the notes of reads from before a moment away; the last one keeps the count."""
    last = select(access.c.n).where(access.c.school == school).order_by(access.c.n.desc()).limit(1)
    gone = and_(
        access.c.school == school, access.c.at < before, access.c.n != connection.scalar(last)
    )
    return connection.execute(delete(access).where(gone)).rowcount


def wipe(engine: Engine) -> bool:
    """Let nothing of what was taken out linger in the database's own files; False: not yet.

    SQLite writes its log into the file, where what was deleted is zeroes, and empties it; a
    reader of before holds that up. PostgreSQL clears the rows that nobody can see any more.
    """
    if not is_postgresql(engine):
        return _emptied(engine)
    try:
        with engine.connect() as plain:
            connection = plain.execution_options(isolation_level="AUTOCOMMIT")
            for name in _WIPED:
                connection.execute(text(f"VACUUM {SCHEMA}.{name}"))
    except OperationalError:
        return False
    return True


def _emptied(engine: Engine) -> bool:
    """Write SQLite's log into its file; outside any transaction, as SQLite wants it."""
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (told,) = cursor.fetchall()
        return bool(told[0] == 0)
    finally:
        raw.close()

"""Looking in the record: events by scope, the state of a session, and who is in which register."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import RLock
from typing import Any, Final

from sqlalchemy import (
    CompoundSelect,
    Connection,
    Select,
    bindparam,
    func,
    select,
    union_all,
)

from app.crypto.signed_event import SignedEvent, read_event
from app.models.act import Event, StreamId
from app.models.fold import Fold, session_scope
from app.models.session import ExamSession
from dossier.archive.places import over_before
from dossier.archive.streams import Head, Stored, StreamRows
from dossier.archive.tables import body, epoch, event, stream, with_body

FOLDS_MAX: Final = 256
SCHOOL: Final = "school"
NUMBER_MAX: Final = 2**31 - 1
"""No log grows so large: a position is a number of 32 bits."""


def of_session(asked: Select[Any]) -> CompoundSelect[Any]:
    """Return an asking for events, of one session in all its scopes; run with `session_bounds`.

    In two halves and in no order, so that each half is found by its scope: with "or", or when
    asked in order of the log, SQLite reads everything beyond a place of all sessions.
    """
    return union_all(
        asked.where(event.c.scope == bindparam("session_scope")),
        asked.where(
            event.c.scope >= bindparam("parts_low"), event.c.scope < bindparam("parts_high")
        ),
    )


def session_bounds(session: str) -> dict[str, str]:
    """Return between what the scopes of a session stand, as `of_session` asks them."""
    return {
        "session_scope": session_scope(session),
        "parts_low": f"part/{session}/",
        "parts_high": f"part/{session}0",
    }


# Built once: making a statement of SQLAlchemy costs seven times what running it does.
_STORED: Final = (
    select(
        event.c.position, event.c.received_at, event.c.header, event.c.signature, body.c.content
    )
    .select_from(with_body)
    .where(event.c.school == bindparam("school"))
)
_BEYOND: Final = _STORED.where(event.c.position > bindparam("after"))
_OF_SCOPES: Final = event.c.scope.in_(bindparam("scopes", expanding=True))
_IN_SCOPES: Final = _BEYOND.where(_OF_SCOPES, event.c.position < bindparam("before"))
_IN_SESSION: Final = of_session(_BEYOND)
_OF_LEAF: Final = _STORED.where(event.c.leaf == bindparam("leaf"))
_OF_LOG: Final = _BEYOND.order_by(event.c.position).limit(bindparam("most"))
_HAD: Final = select(event.c.leaf).where(
    event.c.school == bindparam("school"), event.c.leaf.in_(bindparam("leaves", expanding=True))
)
_EPOCH_KEY: Final = select(epoch.c.public).where(
    epoch.c.school == bindparam("school"),
    epoch.c.writer == bindparam("writer"),
    epoch.c.epoch == bindparam("epoch"),
)


class Folds:
    """Sessions folded so far, each with the log position it was folded to.

    What a transaction folded and did not commit is forgotten by :meth:`forget`.
    """

    def __init__(self) -> None:
        self.lock = RLock()
        self._kept: OrderedDict[str, tuple[Fold, int]] = OrderedDict()
        self.of_school: tuple[tuple[Event, ...], int] = ((), -1)
        """The committed events of the school itself, and the log position up to which."""

    def get(self, session: str) -> tuple[Fold, int]:
        """Return the fold of a session and the position it was folded to."""
        found = self._kept.get(session)
        if found is None:
            found = (Fold(session), -1)
        return found

    def keep(self, session: str, fold: Fold, position: int) -> None:
        """Keep a fold, and drop the one that was asked for longest ago when there are many."""
        self._kept[session] = (fold, position)
        self._kept.move_to_end(session)
        while len(self._kept) > FOLDS_MAX:
            self._kept.popitem(last=False)

    def forget(self, sessions: set[str]) -> None:
        """Drop folds that hold what was rolled back or erased."""
        for session in sessions:
            self._kept.pop(session, None)


class Reading:
    """One look in the record of one school, within one transaction."""

    def __init__(
        self, connection: Connection, school: str, folds: Folds, *, is_committed: bool = True
    ) -> None:
        self.connection = connection
        self.school = school
        self.folds = folds
        self.is_committed = is_committed
        self.folded: set[str] = set()
        """Sessions whose fold took in events in this transaction."""

    def stored(self, *scopes: str, after: int = -1, before: int = NUMBER_MAX) -> list[Stored]:
        """Return the events of these scopes beyond a log position, in order of the log."""
        return _in_order(self._rows(_IN_SCOPES, scopes=scopes, after=after, before=before))

    def stored_of_session(self, session: str, after: int = -1) -> list[Stored]:
        """Return the events of a session, of all its parts, in order of the log."""
        return _in_order(self._rows(_IN_SESSION, **session_bounds(session), after=after))

    def events(self, *scopes: str) -> list[Event]:
        """Return the events of these scopes as they were verified on arrival."""
        return [read_event(each.signed) for each in self.stored(*scopes)]

    def events_of_session(self, session: str) -> list[Event]:
        """Return all events of a session."""
        return [read_event(each.signed) for each in self.stored_of_session(session)]

    def session(self, session: str) -> ExamSession:
        """Return the state of a session: the fold over all its scopes."""
        return self.fold(session).session

    def fold(self, session: str) -> Fold:
        """Return the fold of a session, brought up to this transaction."""
        with self.folds.lock:
            fold, position = self.folds.get(session)
            news = self.stored_of_session(session, after=position)
            if news:
                self.folded.add(session)
                fold.add(read_event(each.signed) for each in news)
                position = news[-1].position
            self.folds.keep(session, fold, position)
            return fold

    def event(self, leaf: str) -> Event | None:
        """Return one event."""
        found = self._rows(_OF_LEAF, leaf=leaf)
        return read_event(found[0].signed) if found else None

    def heads(self, *scopes: str) -> list[Head]:
        """Return how far every stream of these scopes is had."""
        rows = self.connection.execute(
            select(stream)
            .where(stream.c.school == self.school, stream.c.scope.in_(scopes))
            .order_by(stream.c.scope, stream.c.writer, stream.c.epoch)
        )
        return [
            Head(StreamId(row.writer, row.epoch, row.scope), row.through, row.head, row.is_forked)
            for row in rows
        ]

    def rows_of(self, stream_id: StreamId) -> StreamRows:
        """Return the rows of one stream."""
        return StreamRows(self.connection, self.school, stream_id)

    def had(self, leaves: Sequence[str]) -> set[str]:
        """Return which of these events are had."""
        found: set[str] = set()
        for start in range(0, len(leaves), 500):
            some = leaves[start : start + 500]
            found.update(self.connection.scalars(_HAD, {"school": self.school, "leaves": some}))
        return found

    def epoch_key(self, writer: str, epoch_id: str) -> bytes | None:
        """Return the public key of an epoch whose chain was verified."""
        told = {"school": self.school, "writer": writer, "epoch": epoch_id}
        return self.connection.scalar(_EPOCH_KEY, told)

    def all_stored(self, after: int, limit: int, since: str = "") -> list[Stored]:
        """Return a run of the whole log, in order of the log.

        `since` leaves out what is of sessions that were over before that day (ISO).
        """
        asked = _OF_LOG
        if since:
            asked = asked.where(event.c.scope.not_in(over_before(self.school, since)))
        return self._rows(asked, after=after, most=limit)

    # ------------------------------------------------------------ within

    def _rows(self, asked: Select[Any] | CompoundSelect[Any], **told: object) -> list[Stored]:
        return [
            Stored(position, received_at, SignedEvent(header, signature, content))
            for position, received_at, header, signature, content in self.connection.execute(
                asked, {"school": self.school, **told}
            )
        ]


def _in_order(stored: list[Stored]) -> list[Stored]:
    """Return events in order of the log; asked in that order, SQLite looks at every scope."""
    return sorted(stored, key=lambda each: each.position)


def events_of_school(reading: Reading) -> tuple[Event, ...]:
    """Return the events of the school itself; only what is new since is read.

    Asked with each request of the office, so nobody waits here for a transaction that writes; what
    that one has not committed yet, it alone sees.
    """
    kept, position = reading.folds.of_school
    news = reading.stored(SCHOOL, after=position)
    if not news:
        return kept
    told = (*kept, *(read_event(each.signed) for each in news))
    if reading.is_committed:
        reading.folds.of_school = told, news[-1].position
    return told


def last_position(reading: Reading) -> int:
    """Return the place of the last event in the log, -1 when it is empty."""
    last = select(func.max(event.c.position)).where(event.c.school == reading.school)
    found: int | None = reading.connection.execute(last).scalar_one()
    return -1 if found is None else found

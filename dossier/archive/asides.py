"""Looking up what judging stands on: openings of streams, the dossier's own facts, revocations."""

from typing import Final

from sqlalchemy import Connection, Row, Select, bindparam, insert, select

from app.crypto.signed_event import SignedEvent, read_event
from app.models.act import Event, StreamId
from app.models.fold import DOSSIER
from app.models.values import Kind
from dossier.archive.tables import body, event, revocation, with_body

_SIGNED: Final = (
    select(event.c.header, event.c.signature, body.c.content)
    .select_from(with_body)
    .where(event.c.school == bindparam("school"))
)
# In the order of its own index: asked in order of the log, SQLite reads the whole log.
_OPENINGS: Final = _SIGNED.where(
    event.c.writer == bindparam("writer"),
    event.c.epoch == bindparam("epoch"),
    event.c.seq == 0,
).order_by(event.c.scope)
_OWN_FACTS: Final = _SIGNED.where(
    event.c.writer == DOSSIER, event.c.kind == Kind.FACT.value
).order_by(event.c.position)
_OWN_FACTS_OF: Final = _OWN_FACTS.where(event.c.scope.in_(bindparam("scopes", expanding=True)))
_REVOKED: Final = select(revocation.c.subject).where(revocation.c.school == bindparam("school"))


class AsideRows:
    """What was put aside, judged and revoked at one school, within a transaction."""

    def __init__(self, connection: Connection, school: str) -> None:
        self._connection = connection
        self._school = school

    def openings(self, writer: str, epoch: str) -> list[Event]:
        """Return the first events of every stream of an epoch, by scope."""
        return self._events(_OPENINGS, writer=writer, epoch=epoch)

    def own_facts(self, *scopes: str) -> list[Event]:
        """Return the dossier's own facts, of these scopes or of all, in order of the log."""
        return self._events(_OWN_FACTS_OF, scopes=scopes) if scopes else self._events(_OWN_FACTS)

    def unchained(self) -> dict[StreamId, list[int]]:
        """Return the numbers of every stream that lacks one before a later one."""
        asked = (
            select(event.c.writer, event.c.epoch, event.c.scope)
            .where(event.c.school == self._school, event.c.is_chained.is_(False))
            .distinct()
        )
        streams = [StreamId(*row) for row in self._connection.execute(asked)]
        return {each: self._numbers(each) for each in sorted(streams)}

    def revoke(self, subject: str, at: str) -> None:
        """Keep that something is revoked from this moment of the log on."""
        if subject not in self.revoked():
            self._connection.execute(
                insert(revocation).values(school=self._school, subject=subject, at=at)
            )

    def revoked(self) -> frozenset[str]:
        """Return everything that is revoked."""
        return frozenset(self._connection.scalars(_REVOKED, {"school": self._school}))

    # ------------------------------------------------------------ within

    def _numbers(self, stream: StreamId) -> list[int]:
        asked = select(event.c.seq).where(
            event.c.school == self._school,
            event.c.writer == stream.writer,
            event.c.epoch == stream.epoch,
            event.c.scope == stream.scope,
        )
        return sorted(self._connection.scalars(asked))

    def _events(
        self, asked: Select[tuple[bytes, bytes, bytes | None]], **told: object
    ) -> list[Event]:
        rows = self._connection.execute(asked, {"school": self._school, **told})
        return [_read(row) for row in rows]


def _read(row: Row[tuple[bytes, bytes, bytes | None]]) -> Event:
    return read_event(SignedEvent(row.header, row.signature, row.content))


def of_device(device: str) -> str:
    """Return how the revocation of a laptop is named."""
    return f"device/{device}"


def subject_device(subject: str) -> str | None:
    """Return the laptop that a revocation names, None when it names something else."""
    kind, _, name = subject.partition("/")
    return name if kind == "device" else None


def of_person(person: str) -> str:
    """Return how the revocation of a person is named."""
    return f"person/{person}"


def of_key(fingerprint: str) -> str:
    """Return how the revocation of a card's key, or of an issuing key, is named."""
    return f"key/{fingerprint}"

"""Looks at a session without folding it: whether it has a mark, and what came in since."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import bindparam, literal, select

from app.models.values import Kind
from dossier.archive.reading import Reading, of_session, session_bounds
from dossier.archive.tables import body, event, with_body

_MARK: Final = of_session(
    select(event.c.leaf).where(
        event.c.school == bindparam("school"),
        event.c.kind == literal(Kind.MARK.value, literal_execute=True),
    )
).limit(1)
"""The kind is told in the statement itself: only then can SQLite look in the index of marks."""
_GLANCES: Final = of_session(
    select(event.c.position, event.c.scope, event.c.kind, body.c.content)
    .select_from(with_body)
    .where(event.c.school == bindparam("school"), event.c.position > bindparam("after"))
)


@dataclass(frozen=True, slots=True)
class Glance:
    """What can be seen of an event without decoding it."""

    position: int
    scope: str
    kind: Kind
    body: bytes = field(repr=False)


def has_marks(reading: Reading, session: str) -> bool:
    """Tell whether a session has a mark, without folding what was recorded in it."""
    told = {"school": reading.school, **session_bounds(session)}
    return reading.connection.execute(_MARK, told).first() is not None


def glances(reading: Reading, session: str, after: int) -> Iterator[Glance]:
    """Yield what came in of a session beyond a place in the log, in order of the log."""
    told = {"school": reading.school, "after": after, **session_bounds(session)}
    for position, scope, kind, content in sorted(reading.connection.execute(_GLANCES, told)):
        yield Glance(position, scope, Kind(kind), content or b"")

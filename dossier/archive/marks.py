"""Looks at a session without folding it: whether it has a mark, and what came in since."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, or_, select

from app.models.fold import session_scope
from app.models.values import Kind
from dossier.archive.reading import Reading
from dossier.archive.tables import body, event


@dataclass(frozen=True, slots=True)
class Glance:
    """What can be seen of an event without decoding it."""

    position: int
    scope: str
    kind: Kind
    body: bytes = field(repr=False)


def has_marks(reading: Reading, session: str) -> bool:
    """Tell whether a session has a mark, without folding what was recorded in it."""
    here = (event.c.school == reading.school, event.c.kind == Kind.MARK.value)
    asked = select(event.c.leaf).where(*here, _of_session(session)).limit(1)
    return reading.connection.execute(asked).first() is not None


def glances(reading: Reading, session: str, after: int) -> Iterator[Glance]:
    """Yield what came in of a session beyond a place in the log, in order of the log."""
    columns = select(event.c.position, event.c.scope, event.c.kind, body.c.content)
    joined = columns.outerjoin_from(
        event, body, (body.c.school == event.c.school) & (body.c.leaf == event.c.leaf)
    )
    here = (event.c.school == reading.school, event.c.position > after)
    asked = joined.where(*here, _of_session(session)).order_by(event.c.position)
    for row in reading.connection.execute(asked):
        yield Glance(row.position, row.scope, Kind(row.kind), row.content or b"")


def _of_session(session: str) -> ColumnElement[bool]:
    low, high = f"part/{session}/", f"part/{session}0"
    return or_(
        event.c.scope == session_scope(session), (event.c.scope >= low) & (event.c.scope < high)
    )

"""Looks at a session without folding it: whether it has a mark, and what came in since."""

from dataclasses import dataclass, field

from sqlalchemy import select, union_all

from app.models.values import Kind
from dossier.archive.reading import Reading, scopes_of
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
    of_each = (select(event.c.leaf).where(*here, each) for each in scopes_of(session))
    return reading.connection.execute(union_all(*of_each).limit(1)).first() is not None


def glances(reading: Reading, session: str, after: int) -> list[Glance]:
    """Return what came in of a session beyond a place in the log, in order of the log."""
    columns = select(event.c.position, event.c.scope, event.c.kind, body.c.content)
    joined = columns.outerjoin_from(
        event, body, (body.c.school == event.c.school) & (body.c.leaf == event.c.leaf)
    )
    here = (event.c.school == reading.school, event.c.position > after)
    asked = union_all(*(joined.where(*here, each) for each in scopes_of(session)))
    found = [
        Glance(row.position, row.scope, Kind(row.kind), row.content or b"")
        for row in reading.connection.execute(asked)
    ]
    return sorted(found, key=lambda each: each.position)

"""Whether anybody put a mark in a session: signed, sealed or issued something."""

from sqlalchemy import or_, select

from app.models.fold import session_scope
from app.models.values import Kind
from dossier.archive.reading import Reading
from dossier.archive.tables import event


def has_marks(reading: Reading, session: str) -> bool:
    """Tell whether a session has a mark, without folding what was recorded in it."""
    low, high = f"part/{session}/", f"part/{session}0"
    here = (event.c.school == reading.school, event.c.kind == Kind.MARK.value)
    scopes = or_(
        event.c.scope == session_scope(session), (event.c.scope >= low) & (event.c.scope < high)
    )
    asked = select(event.c.leaf).where(*here, scopes).limit(1)
    return reading.connection.execute(asked).first() is not None

"""The log as a row of leaves: what a tree is made from."""

from sqlalchemy import func, select

from app.models.act import StreamId
from dossier.archive.reading import Reading
from dossier.archive.streams import ranges
from dossier.archive.tables import event


def leaves_after(reading: Reading, position: int) -> list[bytes]:
    """Return the leaves of the whole log beyond a position, in order of the log."""
    asked = select(event.c.leaf).where(
        event.c.school == reading.school, event.c.position > position
    )
    found = reading.connection.scalars(asked.order_by(event.c.position))
    return [bytes.fromhex(leaf) for leaf in found]


def position_of(reading: Reading, leaf: str) -> int | None:
    """Return where an event stands in the log."""
    return reading.connection.scalar(
        select(event.c.position).where(event.c.school == reading.school, event.c.leaf == leaf)
    )


def count_of(reading: Reading) -> int:
    """Return how many events the archive really has."""
    asked = select(func.count()).select_from(event).where(event.c.school == reading.school)
    return reading.connection.scalar(asked) or 0


def positions_of(reading: Reading, stream: StreamId) -> tuple[tuple[int, int], ...]:
    """Return where all events of a stream stand in the log, as ranges."""
    asked = select(event.c.position).where(
        event.c.school == reading.school,
        event.c.writer == stream.writer,
        event.c.epoch == stream.epoch,
        event.c.scope == stream.scope,
    )
    return ranges(reading.connection.scalars(asked.order_by(event.c.position)))

"""The log as a row of leaves: what a tree is made from."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, func, insert, select

from app.crypto.tree import Frontier
from app.models.act import StreamId
from dossier.archive.reading import Reading
from dossier.archive.streams import ranges
from dossier.archive.tables import event, log_state, tile


def leaves_between(reading: Reading, start: int, end: int) -> list[bytes]:
    """Return the leaves of a part of the log, in order of the log."""
    asked = select(event.c.leaf).where(
        event.c.school == reading.school, event.c.position >= start, event.c.position < end
    )
    found = reading.connection.scalars(asked.order_by(event.c.position))
    return [bytes.fromhex(leaf) for leaf in found]


def kept_tiles(reading: Reading, first: int) -> list[bytes]:
    """Return the roots over tiles that are kept, from a tile on."""
    asked = select(tile.c.root).where(tile.c.school == reading.school, tile.c.n >= first)
    return list(reading.connection.scalars(asked.order_by(tile.c.n)))


def keep_tiles(connection: Connection, school: str, first: int, roots: Sequence[bytes]) -> None:
    """Keep the roots over these tiles, and no others from there on."""
    connection.execute(delete(tile).where(tile.c.school == school, tile.c.n >= first))
    rows = [
        {"school": school, "n": number, "root": root} for number, root in enumerate(roots, first)
    ]
    if rows:
        connection.execute(insert(tile), rows)


def tree_of(reading: Reading) -> Frontier:
    """Return the tree of the log as this look sees it."""
    asked = select(log_state.c.frontier).where(log_state.c.school == reading.school)
    return Frontier.from_bytes(reading.connection.scalars(asked).one())


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

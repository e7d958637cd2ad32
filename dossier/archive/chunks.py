"""Rows of the sealed chunks of a room's feed."""

from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from dossier.archive.tables import chunk

_LAST: Final = select(func.max(chunk.c.n)).where(
    chunk.c.school == bindparam("school"), chunk.c.room_day == bindparam("room_day")
)
_ADD: Final = insert(chunk)


@dataclass(frozen=True, slots=True)
class ChunkRow:
    """A sealed chunk of a feed."""

    n: int
    key_version: int
    sealed: bytes = field(repr=False)
    sha256: bytes = field(repr=False)


class ChunkRows:
    """The sealed chunks of the rooms of one school."""

    def __init__(self, connection: Connection, school: str) -> None:
        """Work within a transaction."""
        self._connection = connection
        self._school = school

    def next_n(self, room_day_id: str) -> int:
        """Return the number of the next chunk; numbers are never used again."""
        told = {"school": self._school, "room_day": room_day_id}
        last: int | None = self._connection.scalar(_LAST, told)
        return 0 if last is None else last + 1

    def add(self, room_day_id: str, row: ChunkRow) -> None:
        """Add a sealed chunk."""
        told = {name: getattr(row, name) for name in ChunkRow.__slots__}
        self._connection.execute(_ADD, {"school": self._school, "room_day": room_day_id, **told})

    def forget(self, room_day_id: str, before_n: int) -> None:
        """Take out chunks that were sealed anew under later numbers."""
        self._connection.execute(
            delete(chunk).where(
                chunk.c.school == self._school,
                chunk.c.room_day == room_day_id,
                chunk.c.n < before_n,
            )
        )

    def after(self, room_day_id: str, n: int, limit: int) -> list[ChunkRow]:
        """Return chunks after a number, in order."""
        rows = self._connection.execute(
            select(chunk)
            .where(
                chunk.c.school == self._school,
                chunk.c.room_day == room_day_id,
                chunk.c.n > n,
            )
            .order_by(chunk.c.n)
            .limit(limit)
        )
        return [ChunkRow(row.n, row.key_version, row.sealed, row.sha256) for row in rows]

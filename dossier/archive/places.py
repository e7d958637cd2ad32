"""At which locations something is held."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, select

from dossier.archive.tables import room_day, room_scope

_IN_MAX: Final = 500


def locations_of(
    connection: Connection, school: str, scopes: Iterable[str]
) -> dict[str, set[str]]:
    """Return, of each of these scopes that a room reads, the locations of those rooms."""
    found: dict[str, set[str]] = {}
    asked = sorted(scopes)
    same_room = (room_day.c.school == room_scope.c.school) & (
        room_day.c.id == room_scope.c.room_day
    )
    for start in range(0, len(asked), _IN_MAX):
        rows = connection.execute(
            select(room_scope.c.scope, room_day.c.location)
            .join_from(room_scope, room_day, same_room)
            .where(
                room_scope.c.school == school,
                room_scope.c.scope.in_(asked[start : start + _IN_MAX]),
            )
        )
        for row in rows:
            found.setdefault(row.scope, set()).add(row.location)
    return found

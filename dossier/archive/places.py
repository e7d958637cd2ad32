"""At which locations something is held, and on which day last."""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Connection, Select, func, select

from dossier.archive.tables import resource, room_day, room_scope

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


def places_of_candidate(connection: Connection, school: str, candidate: str) -> set[str] | None:
    """Return the locations of the session a candidate is planned at; None: nobody planned."""
    here = (resource.c.school == school) & (resource.c.id == candidate)
    session = connection.scalar(select(resource.c.session).where(here))
    if session is None:
        return None
    scope = f"session/{session}"
    return locations_of(connection, school, [scope]).get(scope, set())


def last_days_of(connection: Connection, school: str, scopes: Iterable[str]) -> dict[str, str]:
    """Return, of each of these scopes that a room reads, the last day (ISO) of those rooms."""
    found: dict[str, str] = {}
    asked = sorted(scopes)
    for start in range(0, len(asked), _IN_MAX):
        some = room_scope.c.scope.in_(asked[start : start + _IN_MAX])
        told = _of_rooms(select(room_scope.c.scope, _LAST_DAY), school).where(some)
        found.update((row[0], row[1]) for row in connection.execute(told))
    return found


def over_before(school: str, day: str) -> Select[tuple[str]]:
    """Select the scopes whose last day was before this one."""
    return _of_rooms(select(room_scope.c.scope), school).having(day > _LAST_DAY)


_LAST_DAY: Final = func.max(room_day.c.day).label("last_day")


def _of_rooms(asked: Select[Any], school: str) -> Select[Any]:
    same_room = (room_day.c.school == room_scope.c.school) & (
        room_day.c.id == room_scope.c.room_day
    )
    return (
        asked.join_from(room_scope, room_day, same_room)
        .where(room_scope.c.school == school)
        .group_by(room_scope.c.scope)
    )

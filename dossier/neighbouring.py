"""Who is expected in the rooms around a room, for its package.

Each laptop of a location keeps the package of each of its rooms, and each package tells of all
the others: what does not change is not folded again for every one of them.
"""

from collections.abc import Iterable
from typing import Final

from app.models.fold import read_scope
from dossier.archive.reading import Reading
from dossier.archive.rooms import RoomDayRow, RoomRows

ROOMS_KEPT: Final = 2_000

Mark = frozenset[tuple[str, int]]
"""How far every scope of the sessions of a room has come."""


class Neighbours:
    """The student numbers of rooms, each with how far its sessions had come then."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Mark, tuple[str, ...]]] = {}

    def around(
        self, reading: Reading, rooms: RoomRows, row: RoomDayRow
    ) -> dict[str, tuple[str, ...]]:
        """Return the student numbers of the other rooms of a location on a day, by label."""
        near = rooms.find(day=row.day, location=row.location)
        held = rooms.scopes_of(each.id for each in near)
        come: dict[str, set[tuple[str, int]]] = {}
        for scopes in held.values():
            for scope, through in scopes.items():
                come.setdefault(_session_of(scope), set()).add((scope, through))
        found: dict[str, tuple[str, ...]] = {}
        for other in near:
            sessions = sorted(_with_parts(held[other.id]))
            if other.id != row.id and sessions:
                mark = frozenset(pair for each in sessions for pair in come[each])
                found[other.label] = self._listed(reading, other, sessions, mark)
        return found

    def _listed(
        self, reading: Reading, other: RoomDayRow, sessions: list[str], mark: Mark
    ) -> tuple[str, ...]:
        kept = self._kept.get(other.id)
        if kept is not None and kept[0] == mark:
            return kept[1]
        listed = [each for s in sessions for each in reading.session(s).in_room(other.room)]
        numbers = tuple(each.plan.number for each in listed if each.plan is not None)
        if len(self._kept) >= ROOMS_KEPT:
            self._kept.clear()
        self._kept[other.id] = (mark, numbers)
        return numbers


def _with_parts(scopes: Iterable[str]) -> set[str]:
    """Return the sessions of which a room holds a part."""
    told = [read_scope(each) for each in scopes]
    return {each.session for each in told if each is not None and each.room}


def _session_of(scope: str) -> str:
    told = read_scope(scope)
    return "" if told is None else told.session

"""Rows of the rooms of the day: who reads what, and the cards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, bindparam, delete, insert, select, update

from dossier.archive.tables import card, person, room_day, room_person, room_scope

NOT_YET: Final = -1

# Asked at every delivery, so built once.
_ONE: Final = select(room_day).where(
    room_day.c.school == bindparam("school"), room_day.c.id == bindparam("id")
)
_SCOPES: Final = select(room_scope.c.scope, room_scope.c.through).where(
    room_scope.c.school == bindparam("school"), room_scope.c.room_day == bindparam("room_day")
)
_READERS: Final = select(room_scope.c.room_day).where(
    room_scope.c.school == bindparam("school"),
    room_scope.c.scope.in_(bindparam("scopes", expanding=True)),
)
_HAS_READ: Final = (
    update(room_scope)
    .where(
        room_scope.c.school == bindparam("of_school"),
        room_scope.c.room_day == bindparam("of_room_day"),
        room_scope.c.scope.in_(bindparam("scopes", expanding=True)),
    )
    .values(through=bindparam("to_through"))
)
_NOTE_CHANGED: Final = (
    update(room_day)
    .where(room_day.c.school == bindparam("of_school"), room_day.c.id == bindparam("of_room_day"))
    .values(updated_at=bindparam("at"))
)


@dataclass(frozen=True, slots=True)
class RoomDayRow:
    """A room on a day; `key_sealed` is K_room as it may stand on disk."""

    id: str
    room: str
    label: str
    location: str
    day: str
    key_version: int
    key_sealed: bytes = field(repr=False)
    updated_at: str = ""


@dataclass(frozen=True, slots=True)
class CardRow:
    """A printed card: what its code opens, wrapped, and the certificate of its key."""

    number: str
    person: str | None
    is_reserve: bool
    key_version: int
    public: bytes
    certificate: str = field(repr=False)
    room_wrap: bytes = field(repr=False)
    person_wrap: bytes = field(repr=False)
    made_at: str = ""
    revoked_at: str | None = None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody who works at the school."""

    id: str
    name: str = field(repr=False)
    role: str = ""


class RoomRows:
    """The rooms of the day of one school, within a transaction."""

    def __init__(self, connection: Connection, school: str) -> None:
        self._connection = connection
        self._school = school

    def add(self, row: RoomDayRow) -> None:
        """Add a room-day."""
        self._connection.execute(
            insert(room_day).values(
                school=self._school,
                **{name: getattr(row, name) for name in RoomDayRow.__slots__},
            )
        )

    def get(self, room_day_id: str) -> RoomDayRow | None:
        """Return a room-day."""
        told = {"school": self._school, "id": room_day_id}
        found = self._connection.execute(_ONE, told).one_or_none()
        return None if found is None else _room_day(found)

    def find(
        self, *, day: str | None = None, location: str | None = None, room: str | None = None
    ) -> list[RoomDayRow]:
        """Return the room-days of a day, a location or a room, by label."""
        query = self._room_days().order_by(room_day.c.day, room_day.c.label)
        for column, wanted in (
            (room_day.c.day, day),
            (room_day.c.location, location),
            (room_day.c.room, room),
        ):
            if wanted is not None:
                query = query.where(column == wanted)
        return [_room_day(row) for row in self._connection.execute(query)]

    def set_key(self, room_day_id: str, key_version: int, key_sealed: bytes) -> None:
        """Set K_room and let the whole feed be sealed anew from the beginning."""
        self._connection.execute(
            update(room_day)
            .where(room_day.c.school == self._school, room_day.c.id == room_day_id)
            .values(key_version=key_version, key_sealed=key_sealed)
        )
        self._connection.execute(
            update(room_scope)
            .where(room_scope.c.school == self._school, room_scope.c.room_day == room_day_id)
            .values(through=NOT_YET)
        )

    # ------------------------------------------------------------ scopes and chunks

    def read_scope(self, room_day_id: str, scope: str) -> None:
        """Let a room-day read a scope from now on, from its beginning."""
        here = (
            room_scope.c.school == self._school,
            room_scope.c.room_day == room_day_id,
            room_scope.c.scope == scope,
        )
        if self._connection.execute(select(room_scope.c.through).where(*here)).one_or_none():
            return
        self._connection.execute(
            insert(room_scope).values(
                school=self._school, room_day=room_day_id, scope=scope, through=NOT_YET
            )
        )

    def scopes(self, room_day_id: str) -> dict[str, int]:
        """Return the scopes a room-day reads, with the position each is in the feed to."""
        told = {"school": self._school, "room_day": room_day_id}
        return {row.scope: row.through for row in self._connection.execute(_SCOPES, told)}

    def scopes_of(self, room_days: Iterable[str]) -> dict[str, dict[str, int]]:
        """Return the scopes of several room-days, as :meth:`scopes` does of one."""
        found: dict[str, dict[str, int]] = {each: {} for each in room_days}
        rows = self._connection.execute(
            select(room_scope.c.room_day, room_scope.c.scope, room_scope.c.through).where(
                room_scope.c.school == self._school, room_scope.c.room_day.in_(sorted(found))
            )
        )
        for row in rows:
            found[row.room_day][row.scope] = row.through
        return found

    def renewed(self, day: str, location: str, at: str) -> None:
        """Note that the packages of a location are others: who sits where has changed."""
        here = (room_day.c.day == day, room_day.c.location == location)
        self._connection.execute(
            update(room_day).where(room_day.c.school == self._school, *here).values(updated_at=at)
        )

    def from_day(self, day: str) -> list[RoomDayRow]:
        """Return the room-days of a day and later, by day and label."""
        query = self._room_days().order_by(room_day.c.day, room_day.c.label)
        rows = self._connection.execute(query.where(room_day.c.day >= day))
        return [_room_day(each) for each in rows]

    def readers_of(self, scopes: Iterable[str]) -> list[str]:
        """Return the room-days that read any of these scopes, by id."""
        told = {"school": self._school, "scopes": sorted(scopes)}
        return sorted(set(self._connection.scalars(_READERS, told)))

    def has_read(self, room_day_id: str, scopes: Sequence[str], through: int, at: str) -> None:
        """Note that these scopes are in the feed up to a log position."""
        here = {"of_school": self._school, "of_room_day": room_day_id}
        self._connection.execute(_HAS_READ, here | {"scopes": scopes, "to_through": through})
        self.note_changed(room_day_id, at)

    def note_changed(self, room_day_id: str, at: str) -> None:
        """Note that laptops have to fetch the package of a room-day anew."""
        here = {"of_school": self._school, "of_room_day": room_day_id}
        self._connection.execute(_NOTE_CHANGED, here | {"at": at})

    # ------------------------------------------------------------ within

    def _room_days(self) -> Select[Any]:
        return select(room_day).where(room_day.c.school == self._school)


class CardRows:
    """People, who works where, and the printed cards, within a transaction."""

    def __init__(self, connection: Connection, school: str) -> None:
        self._connection = connection
        self._school = school

    def add_person(self, row: PersonRow, at: str) -> None:
        """Add somebody; a person who is there already keeps the new name and role."""
        here = (person.c.school == self._school, person.c.id == row.id)
        changed = self._connection.execute(
            update(person).where(*here).values(name=row.name, role=row.role)
        )
        if not changed.rowcount:
            self._connection.execute(
                insert(person).values(
                    school=self._school, id=row.id, name=row.name, role=row.role, added_at=at
                )
            )

    def people(self) -> list[PersonRow]:
        """Return everybody, by id."""
        rows = self._connection.execute(
            select(person).where(person.c.school == self._school).order_by(person.c.id)
        )
        return [PersonRow(row.id, row.name, row.role) for row in rows]

    def assign(self, room_day_id: str, person_id: str, role: str) -> None:
        """Let somebody work in a room-day, or take another role there."""
        here = (
            room_person.c.school == self._school,
            room_person.c.room_day == room_day_id,
            room_person.c.person == person_id,
        )
        if not self._connection.execute(
            update(room_person).where(*here).values(role=role)
        ).rowcount:
            self._connection.execute(
                insert(room_person).values(
                    school=self._school, room_day=room_day_id, person=person_id, role=role
                )
            )

    def withdraw(self, room_day_id: str, person_id: str) -> None:
        """Let somebody not work in a room-day after all."""
        self._connection.execute(
            delete(room_person).where(
                room_person.c.school == self._school,
                room_person.c.room_day == room_day_id,
                room_person.c.person == person_id,
            )
        )

    def assigned(self, room_day_id: str) -> list[tuple[PersonRow, str]]:
        """Return who works in a room-day and as what, by id."""
        rows = self._connection.execute(
            select(person.c.id, person.c.name, person.c.role, room_person.c.role.label("there"))
            .join_from(
                room_person,
                person,
                (person.c.school == room_person.c.school) & (person.c.id == room_person.c.person),
            )
            .where(room_person.c.school == self._school, room_person.c.room_day == room_day_id)
            .order_by(person.c.id)
        )
        return [(PersonRow(row.id, row.name, row.role), row.there) for row in rows]

    def cards(self, room_day_id: str, *, with_revoked: bool = False) -> list[CardRow]:
        """Return the cards of a room-day, by number."""
        query = select(card).where(card.c.school == self._school, card.c.room_day == room_day_id)
        if not with_revoked:
            query = query.where(card.c.revoked_at.is_(None))
        return [_card(row) for row in self._connection.execute(query.order_by(card.c.number))]

    def add_card(self, room_day_id: str, row: CardRow) -> None:
        """Add a card."""
        self._connection.execute(
            insert(card).values(
                school=self._school,
                room_day=room_day_id,
                **{name: getattr(row, name) for name in CardRow.__slots__},
            )
        )

    def revoke(self, room_day_id: str, numbers: Sequence[str], at: str) -> None:
        """Let these cards, made until then, open nothing that comes after."""
        self._connection.execute(
            update(card)
            .where(
                card.c.school == self._school,
                card.c.room_day == room_day_id,
                card.c.number.in_(numbers),
                card.c.made_at <= at,
            )
            .values(revoked_at=at)
        )


def _room_day(row: Row[Any]) -> RoomDayRow:
    return RoomDayRow(**{name: getattr(row, name) for name in RoomDayRow.__slots__})


def _card(row: Row[Any]) -> CardRow:
    return CardRow(**{name: getattr(row, name) for name in CardRow.__slots__})

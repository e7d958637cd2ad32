"""Who works in a room of the day, and from when until when (decisions 14)."""

from dataclasses import replace
from typing import Final

from app.models.act import Body
from app.models.drafts import Draft
from app.models.plan import PersonAssigned
from app.models.planning_facts import PersonListed
from app.models.values import StaffRole
from dossier.archive.ledger import Writing
from dossier.archive.rooms import CardRows, PersonRow, RoomRows

Hours = tuple[str | None, str | None]
"""From when and until when somebody works there, as instants; None: the whole exam."""


SCHOOL: Final = "school"


class NoSuchPerson(Exception):
    """Nobody of that id was added."""


def list_people(writing: Writing) -> None:
    """Tell the office whom work in a room can be given to, as far as it was not told yet."""
    acts = [event.body.act for event in writing.events(SCHOOL) if event.body is not None]
    told = {act.person: act.name for act in acts if isinstance(act, PersonListed)}
    for row in CardRows(writing.connection, writing.school).people():
        if told.get(row.id) != row.name:
            writing.write(Draft(SCHOOL, Body(PersonListed(row.id, row.name))))


class StaffDesk:
    """The exams office's hand on who works where, within one transaction."""

    def __init__(self, writing: Writing) -> None:
        self._writing = writing
        self._rooms = RoomRows(writing.connection, writing.school)
        self._cards = CardRows(writing.connection, writing.school)
        self.because: tuple[str, ...] = ()
        """What the plan is written for: the request of the office that it answers."""

    def assign(
        self, room_day: str, person: str, role: StaffRole, hours: Hours | None = None
    ) -> None:
        """Let somebody work in a room that day, the whole exam or some hours.

        Raises:
            NoSuchPerson: Nobody of that id was added.
        """
        row = next((each for each in self._cards.people() if each.id == person), None)
        if row is None:
            raise NoSuchPerson(person)
        self._cards.assign(room_day, person, role.value)
        self.tell(room_day, row, role, hours=hours)

    def withdraw(self, room_day: str, person: str) -> None:
        """Let somebody not work in a room that day after all."""
        self._cards.withdraw(room_day, person)
        for scope in self.parts_of(room_day):
            for each in self._people_in(scope):
                if each.person == person:
                    self._write(scope, Body(replace(each, is_assigned=False)))

    def tell(
        self,
        room_day: str,
        row: PersonRow,
        role: StaffRole,
        issued: str | None = None,
        hours: Hours | None = None,
    ) -> None:
        """Write in every part of a room that somebody works there; without hours: as told."""
        scopes = self.parts_of(room_day)
        told = [
            each for scope in scopes for each in self._people_in(scope) if each.person == row.id
        ]
        issued = issued or max((each.card_issued_at or "" for each in told), default="") or None
        if hours is None:
            hours = (told[-1].works_from, told[-1].works_until) if told else (None, None)
        act = PersonAssigned(
            row.id,
            row.name,
            role,
            card_issued_at=issued,
            works_from=hours[0],
            works_until=hours[1],
        )
        for scope in scopes:
            if act not in self._people_in(scope):
                self._write(scope, Body(act))

    def tell_all(self, room_day: str) -> None:
        """Write in every part of a room who works there: one of them is new."""
        for row, role in self._cards.assigned(room_day):
            self.tell(room_day, row, StaffRole(role))

    def parts_of(self, room_day: str) -> list[str]:
        """Return the scopes of the sessions that a room holds on a day."""
        return [each for each in sorted(self._rooms.scopes(room_day)) if each.startswith("part/")]

    # ------------------------------------------------------------ within

    def _write(self, scope: str, body: Body) -> None:
        self._writing.write(Draft(scope, replace(body, refs=self.because)))

    def _people_in(self, scope: str) -> tuple[PersonAssigned, ...]:
        _, session, room = scope.split("/")
        part = self._writing.session(session).parts.get(room)
        return () if part is None else part.people

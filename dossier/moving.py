"""Moves between rooms: what one room said is answered in the part of the other (format.md 2).

A room writes that it sent a candidate away. The plan then expects the candidate in the other
room, and what was recorded elsewhere is brought there: one history, wherever it is looked at.
Asked anew each time something of a session comes in, so that what arrives late is brought too.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from app.models.act import Body, Event
from app.models.attendance_facts import SentToRoom
from app.models.calamity_facts import CalamityOpened, CalamityWithdrawn, DecisionHeard
from app.models.carried import carrier_of
from app.models.codec import BODY_BYTES_MAX
from app.models.counting import DOSSIER
from app.models.drafts import Draft
from app.models.facts import (
    ArrivalRegistered,
    Corrected,
    InterruptionEnded,
    InterruptionStarted,
    SessionReleased,
    SessionStarted,
)
from app.models.fold import Fold, part_scope, read_scope
from app.models.plan import FactCarried
from app.models.registers import order
from app.models.session import Enrolment
from app.models.values import Aspect, Kind
from dossier.archive.ledger import Writing
from dossier.archive.marks import Glance, glances
from dossier.archive.reading import Reading
from dossier.archive.resources import NO_ROOM
from dossier.archive.rooms import RoomDayRow, RoomRows
from dossier.opened import OpenDossier
from dossier.rooms import Place, RoomDesk

OF_THE_ROOM: Final = (
    SessionStarted,
    SessionReleased,
    InterruptionStarted,
    InterruptionEnded,
    CalamityOpened,
    CalamityWithdrawn,
    DecisionHeard,
    Corrected,
)
"""What was recorded about a whole room that the times of a candidate follow from."""
BODY_MOST: Final = BODY_BYTES_MAX // 2
"""What is larger stays where it was recorded: with its header it would not fit a body."""

SENDING: Final = f'"{SentToRoom.TYPE}"'.encode()

log = logging.getLogger("dossier.moving")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a candidate who moved still asks: to be expected in a room, or facts brought there."""

    candidate: str
    room: str
    is_expected: bool
    facts: tuple[str, ...]


@dataclass(slots=True)
class _Looked:
    """Whether anybody can have moved in a session, by a glance at what came in.

    Nobody did while one room recorded and everybody was planned before that: most sessions are
    so all day, and folding one costs what verifying its signatures does.
    """

    through: int = -1
    rooms: set[str] = field(default_factory=set)
    has_begun: bool = False
    may_have_moved: bool = False

    def further(self, reading: Reading, session: str) -> bool:
        """Look at what came in since, until somebody may have moved."""
        if not self.may_have_moved:
            for each in glances(reading, session, self.through):
                self._take(each)
        return self.may_have_moved

    def _take(self, each: Glance) -> None:
        self.through = each.position
        scope = read_scope(each.scope)
        if scope is not None and scope.room not in ("", NO_ROOM):
            self.rooms.add(scope.room)
        is_moved = each.kind is Kind.PLAN and self.has_begun
        self.has_begun = self.has_begun or each.kind is Kind.FACT
        if is_moved or len(self.rooms) > 1 or SENDING in each.body:
            self.may_have_moved = True


class Moves:
    """Answers what rooms recorded about who went where; a repeat does nothing."""

    def __init__(self, dossier: OpenDossier) -> None:
        self._dossier = dossier
        self._looked: dict[str, _Looked] = {}

    def settle(self, session: str) -> None:
        """Do what a session still asks."""
        ledger = self._dossier.ledger
        looked = self._looked.setdefault(session, _Looked())
        with ledger.reading() as reading:
            if (
                not looked.further(reading, session)
                or next(_asked(reading, session), None) is None
            ):
                return
        with ledger.writing(self._dossier.around.moment()) as writing:
            desk = RoomDesk(writing, self._dossier.feed, self._dossier.config)
            for each in list(_asked(writing, session)):
                if not each.is_expected:
                    _expect(writing, desk, session, each)
                _bring(writing, session, each)


def _expect(writing: Writing, desk: RoomDesk, session: str, asked: Asked) -> None:
    """Expect a candidate in another room; the session is held there too from then on."""
    rooms, told = RoomRows(writing.connection, writing.school), writing.session(session)
    known, part = told.enrolments[asked.candidate].room or "", told.parts.get(asked.room)
    for row in _near(rooms, part_scope(session, known), part_scope(session, asked.room)):
        if row.room == asked.room:
            if part is None or not part.is_held or not _is_held(rooms, session, row.room):
                desk.hold(session, Place(row.label, row.location, row.day))
            desk.seat(asked.candidate, row.room, {row.room: row.label}, keeps_seat=False)


def _bring(writing: Writing, session: str, asked: Asked) -> None:
    """Write what was recorded elsewhere in the part of the room where its candidate is now."""
    events, parts = writing.fold(session).events, writing.session(session).parts
    scopes = sorted({events[leaf].header.scope for leaf in asked.facts})
    signed = {each.signed.leaf: each.signed for each in writing.stored(*scopes)}
    for leaf in asked.facts:
        fact, room = signed[leaf], _room_of(events[leaf])
        if fact.body is None or len(fact.body) > BODY_MOST:
            continue
        part = parts.get(room)
        label = room if part is None or part.plan is None else part.plan.label
        act = carrier_of(leaf, fact.header, fact.body, fact.signature, label)
        writing.write(Draft(part_scope(session, asked.room), Body(act, asked.candidate)))


def _asked(reading: Reading, session: str) -> Iterator[Asked]:
    """Yield who moved, and is not yet expected or not yet wholly known where he is."""
    fold = reading.fold(session)
    rooms = RoomRows(reading.connection, reading.school)
    for enrolment in fold.session.enrolments.values():
        if not enrolment.elsewhere and not fold.indexes.of_person[enrolment.candidate].moves:
            continue
        room = _where(fold, rooms, enrolment)
        if room is None:
            log.warning("session %s: somebody was sent to a room that is not known", session)
            continue
        is_planned = enrolment.plan is None or enrolment.room == room
        is_expected = is_planned and _is_held(rooms, session, room)
        facts = tuple(_to_bring(fold, enrolment, part_scope(session, room)))
        if facts or not is_expected:
            yield Asked(enrolment.candidate, room, is_expected, facts)


def _where(fold: Fold, rooms: RoomRows, enrolment: Enrolment) -> str | None:
    """Return the room where the last word says that somebody is; None when it is not known."""
    away = enrolment.values.get(Aspect.AWAY)
    moves = fold.indexes.of_person[enrolment.candidate].moves
    if not moves:
        return _seen_in(enrolment) or enrolment.room
    if away is not None and away.is_difference:
        return enrolment.room
    if away is None:  # every move was taken back
        return _room_of(moves[0])
    if not isinstance(away.act, SentToRoom):
        return _room_of(away.event)
    named = away.act.to_room.strip().casefold()
    near = _near(rooms, away.event.header.scope)
    return next((row.room for row in near if row.label.casefold() == named), None)


def _seen_in(enrolment: Enrolment) -> str | None:
    """Return where somebody came in, when the plan meant another room without knowing of it."""
    arrival = enrolment.arrival
    if arrival is None or arrival.is_difference or not isinstance(arrival.act, ArrivalRegistered):
        return None
    return _room_of(arrival.event)


def _to_bring(fold: Fold, enrolment: Enrolment, scope: str) -> Iterator[str]:
    """Yield the facts that count, were recorded elsewhere, and are not in a part yet."""
    its = fold.indexes.of_person[enrolment.candidate]
    there = {
        event.body.act.leaf
        for event in its.plans
        if event.body is not None
        and isinstance(event.body.act, FactCarried)
        and event.header.scope == scope
    }
    for other, facts in sorted(its.by_scope.items()):
        if other == scope:
            continue
        left = max(
            (each.observed for each in its.moves if each.header.scope == other), default=None
        )
        around = [] if left is None else _of_room(fold, other, left)
        for event in (*around, *sorted(facts, key=order)):
            is_ours = event.header.writer == DOSSIER
            if event.leaf not in there and not is_ours and fold.is_effective(event.leaf):
                yield event.leaf


def _of_room(fold: Fold, scope: str, left: datetime) -> list[Event]:
    """Return what was recorded about a whole room until somebody left it."""
    return [
        event
        for event in fold.indexes.of_part.get(scope, ())
        if event.body is not None
        and event.body.candidate is None
        and isinstance(event.body.act, OF_THE_ROOM)
        and event.observed <= left
    ]


def _near(rooms: RoomRows, *scopes: str) -> list[RoomDayRow]:
    """Return the rooms of the same location and day as where these parts are held."""
    held = [row for each in rooms.readers_of(scopes) if (row := rooms.get(each)) is not None]
    return [near for row in held for near in rooms.find(day=row.day, location=row.location)]


def _is_held(rooms: RoomRows, session: str, room: str) -> bool:
    return bool(rooms.readers_of([part_scope(session, room)]))


def _room_of(event: Event) -> str:
    return event.header.scope.rsplit("/", maxsplit=1)[-1]

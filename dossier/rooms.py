"""Rooms of the day: which session is held where, who sits and who works there (decisions 14)."""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from app.models.act import Act, Body
from app.models.drafts import Draft
from app.models.fold import part_scope, session_scope
from app.models.plan import CandidateMovedAway, RoomPlanned
from app.models.planning import in_order
from app.models.planning_facts import PartOrder
from app.models.values import Aspect, PartAspect
from dossier.archive.ledger import Writing
from dossier.archive.resources import CANDIDATE, ResourceRows
from dossier.archive.rooms import RoomDayRow, RoomRows
from dossier.config import DossierConfig
from dossier.feed import RoomFeed
from dossier.staffing import StaffDesk
from dossier.standards import changes_in, numbers_on

_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9.]+")
_SLUG_MAX: Final = 40


class NoSuchSession(Exception):
    """The planner never sent this session."""


class NotInSession(Exception):
    """A list names an enrolment that is not of this session."""


@dataclass(frozen=True, slots=True)
class Place:
    """A room on a day, as the exams office calls it. `candidates` empty: an even part."""

    label: str
    location: str
    day: str
    candidates: tuple[str, ...] = ()

    @property
    def room(self) -> str:
        """The id of the room: its label in plain letters, and a mark that keeps rooms apart."""
        plain = unicodedata.normalize("NFKD", self.label).encode("ascii", "ignore").decode()
        slug = _NOT_IN_A_NAME.sub("-", plain).strip("-.")[:_SLUG_MAX].strip("-.")
        mark = hashlib.sha256(f"{self.location}\x00{self.label}".encode()).hexdigest()[:6]
        return f"{slug}-{mark}" if slug else mark

    @property
    def room_day(self) -> str:
        """The id of the room on its day."""
        return f"{self.room}.{self.day}"


class RoomDesk:
    """The exams office's hand on rooms, within one transaction."""

    def __init__(self, writing: Writing, feed: RoomFeed, config: DossierConfig) -> None:
        self._writing = writing
        self._feed = feed
        self._config = config
        self._rooms = RoomRows(writing.connection, writing.school)
        self.staff = StaffDesk(writing)
        self._resources = ResourceRows(writing.connection, writing.school)
        self.because: tuple[str, ...] = ()
        """What the plan is written for: the request of the office that it answers."""

    def assign(self, session: str, places: Sequence[Place]) -> list[RoomDayRow]:
        """Hold a session in these rooms and seat its candidates in them.

        Raises:
            NoSuchSession: The planner never sent it.
            NotInSession: A list names somebody else's enrolment.
        """
        if self._writing.session(session).plan is None:
            raise NoSuchSession(session)
        seating = self._seating(session, places)
        room_days = []
        for number, place in enumerate(places, start=1):
            room_days.append(self._room_day(place))
            part_label = f"deel {number} van {len(places)}" if len(places) > 1 else None
            self.hold(session, place, part_label)
        labels = {place.room: place.label for place in places}
        for enrolment, room in seating.items():
            self.seat(enrolment, room, labels)
        for place in places:
            self._rooms.renewed(place.day, place.location, self._writing.at)
        return room_days

    def seat(
        self, enrolment: str, room: str, labels: Mapping[str, str], *, keeps_seat: bool = True
    ) -> None:
        """Plan a candidate in a room of the session, from wherever the plan was before."""
        row = self._resources.get(enrolment, CANDIDATE)
        if row is None or row.room == room:
            return
        fold = self._writing.fold(row.session)
        current = fold.session.enrolments[enrolment]
        act, scope = current.plan, part_scope(row.session, row.room)
        if act is None:
            return
        seen = fold.heads(enrolment, scope, Aspect.PLAN)
        left = CandidateMovedAway(labels.get(room))
        seen = (self._put(scope, enrolment, left, seen),)
        target = part_scope(row.session, room)
        leaf = self._put(target, enrolment, act, seen)
        if current.extras is not None:
            heads = fold.heads(enrolment, scope, Aspect.EXTRAS)
            extras = current.extras if keeps_seat else replace(current.extras, seat=None)
            self._put(target, enrolment, extras, heads)
        self._resources.put(replace(row, room=room, plan_leaf=leaf))

    def hold(self, session: str, place: Place, part_label: str | None = None) -> None:
        """Hold a session, or a part of it, in a room whose room-day there is."""
        scope = part_scope(session, place.room)
        numbers = numbers_on(changes_in(self._writing), place.day, self._config)
        act = RoomPlanned(
            label=place.label,
            location=place.location,
            day=place.day,
            school_name=self._config.school_name,
            hotline=numbers.hotline or None,
            hotline_mobile=numbers.hotline_mobile or None,
            time_zone=self._config.time_zone,
            part_label=part_label,
        )
        self._rooms.read_scope(place.room_day, session_scope(session))
        self._rooms.read_scope(place.room_day, scope)
        self._writing.touched |= {scope, session_scope(session)}
        fold = self._writing.fold(session)
        part = fold.session.parts.get(place.room)
        if part is None or part.plan != act:
            seen = fold.heads(None, scope, PartAspect.ROOM)
            self._write(scope, Body(act, aspect=PartAspect.ROOM, seen=seen))
        self.staff.because = self.because
        self.staff.tell_all(place.room_day)

    def let_go(self, session: str, day: str, kept: Collection[str]) -> None:
        """Hold a session no longer in its other rooms of that day, where nothing was recorded."""
        known = self._writing.session(session)
        listed = {each.room for each in known.enrolments.values() if each.is_listed}
        for room, part in known.parts.items():
            is_here = part.plan is not None and part.plan.day == day
            if part.plan is None or not is_here or room in kept or room in listed or part.acts:
                continue
            scope, act = part_scope(session, room), replace(part.plan, is_held=False)
            seen = self._writing.fold(session).heads(None, scope, PartAspect.ROOM)
            self._write(scope, Body(act, aspect=PartAspect.ROOM, seen=seen))

    def tell_numbers(self, since: str) -> None:
        """Tell the rooms from a day on whom they call, where that is another number now."""
        for row in self._rooms.from_day(since):
            place = Place(row.label, row.location, row.day)
            for scope in self.staff.parts_of(row.id):
                _, session, room = scope.split("/")
                part = self._writing.session(session).parts.get(room)
                if part is not None and part.plan is not None and not part.seals:
                    self.hold(session, place, part.plan.part_label)
            self._rooms.note_changed(row.id, self._writing.at)

    # ------------------------------------------------------------ within

    def _put(self, scope: str, enrolment: str, act: Act, seen: tuple[str, ...]) -> str:
        return self._write(scope, Body(act, enrolment, act.ASPECT, seen))

    def _write(self, scope: str, body: Body) -> str:
        return self._writing.write(Draft(scope, replace(body, refs=self.because))).leaf

    def _seating(self, session: str, places: Sequence[Place]) -> dict[str, str]:
        rows = {row.id: row for row in self._resources.of_session(session, CANDIDATE)}
        seating = {enrolment: place.room for place in places for enrolment in place.candidates}
        if not set(seating) <= set(rows):
            raise NotInSession(session)
        kept = {place.room for place in places}
        loose = [row for row in rows.values() if row.id not in seating and row.room not in kept]
        open_places = [place.room for place in places if not place.candidates]
        if not open_places:
            open_places = [places[-1].room]
        enrolments = self._writing.session(session).enrolments
        ordered = in_order((enrolments[row.id] for row in loose), PartOrder.NAME)
        for index, each in enumerate(ordered):
            seating[each.candidate] = open_places[index * len(open_places) // len(ordered)]
        return seating

    def _room_day(self, place: Place) -> RoomDayRow:
        row = self._rooms.get(place.room_day)
        if row is not None:
            return row
        new = RoomDayRow(
            place.room_day, place.room, place.label, place.location, place.day, 1, b""
        )
        self._feed.add_room_day(self._writing, new)
        return self._rooms.get(place.room_day) or new

"""The sessions of one day as they are planned: rooms, people, what waits for the dossier.

Pure: told from the plan and from what the office asked of it; nothing is kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from app.models.collation import plain
from app.models.duty import WATCHING
from app.models.office_day import OfficeDay
from app.models.plan import PersonAssigned
from app.models.planning import added_act, links_of
from app.models.planning_facts import PlacedRoom, PlanRefusal
from app.models.remembered import Latest, OfSession
from app.models.session import Enrolment, ExamSession
from app.models.timing import is_on_its_day, schedule_of


@dataclass(frozen=True, slots=True)
class PlannedRoom:
    """A room that a session has: how many are expected in it, and who works there."""

    room: str
    label: str
    location: str
    candidates: int
    people: tuple[PersonAssigned, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """One session of a day, as it is planned now. Moments are UTC.

    `unplaced` have no room yet, `waiting` is what the dossier has yet to answer, `refusals` why
    the last handling of the office was not done, `unlinked` who was added and linked to nobody.
    """

    session: str
    name: str
    code: str
    starts: datetime
    ends: datetime
    hint: str
    expected: int
    unplaced: int
    norm: int
    rooms: tuple[PlannedRoom, ...] = ()
    waiting: int = 0
    refusals: tuple[PlanRefusal, ...] = ()
    unlinked: int = 0

    @property
    def is_loose(self) -> bool:
        """Whether it has no room yet, or not for everybody."""
        return bool(self.unplaced) or not self.rooms

    @property
    def needed(self) -> int:
        """How many have to watch by the rule set."""
        return -(-self.expected // max(1, self.norm))

    @property
    def watching(self) -> int:
        """How many are planned to watch, everybody once."""
        return len({p.person for room in self.rooms for p in room.people if p.role in WATCHING})


def days_planned(day: OfficeDay, zone: ZoneInfo) -> tuple[date, ...]:
    """Return the days that have a session, in order."""
    rows = map(planned_of, day.sessions.values())
    return tuple(sorted({row.starts.astimezone(zone).date() for row in rows if row is not None}))


def sessions_on(day: OfficeDay, on: date, zone: ZoneInfo) -> tuple[PlannedSession, ...]:
    """Return the sessions of a day, by start and name."""
    rows = map(planned_of, day.sessions.values())
    found = [row for row in rows if row and row.starts.astimezone(zone).date() == on]
    return tuple(sorted(found, key=lambda each: (each.starts, each.name, each.session)))


@OfSession
def candidates_of(session: ExamSession) -> tuple[Enrolment, ...]:
    """Return whom the planner wants at a session, wherever they sit."""
    linked = set(links_of(session).values())
    return tuple(
        each for each in session.enrolments.values()
        if each.is_active and each.candidate not in linked
    )  # fmt: skip


def has_added(session: ExamSession) -> bool:
    """Whether anybody was added by hand in a room of this session."""
    return any(added_act(each) is not None for each in session.enrolments.values())


def unlinked(session: ExamSession) -> tuple[Enrolment, ...]:
    """Return who was added by hand and is nobody whom the planner sent, as far as is known."""
    linked = links_of(session)
    return tuple(
        each for each in session.enrolments.values()
        if added_act(each) is not None and each.candidate not in linked
    )  # fmt: skip


@Latest
def rooms_known(day: OfficeDay) -> tuple[PlacedRoom, ...]:
    """Return every room that was ever planned, each once, by location and label."""
    plans = [part.plan for session in day.sessions.values() for part in session.parts.values()]
    found = {(plan.location, plan.label) for plan in plans if plan is not None}
    return tuple(PlacedRoom(label, location) for location, label in sorted(found))


def proposed(planned: PlannedSession, known: Sequence[PlacedRoom], home: str) -> PlacedRoom | None:
    """Return the room that the planner's hint names; one nobody knows is taken as it is written.

    Of rooms with one name at several locations the one at `home` goes before.
    """
    hint = " ".join(planned.hint.split())
    if not hint or planned.rooms:
        return None
    return room_called(hint, known, home) or PlacedRoom(hint, home)


def room_called(label: str, known: Sequence[PlacedRoom], home: str) -> PlacedRoom | None:
    """Return the known room of this name, told apart without marks, spaces and capitals."""
    same = _by_name(known).get(_squeezed(label), ())
    return next((each for each in same if each.location == home), next(iter(same), None))


def staff_known(day: OfficeDay) -> Mapping[str, str]:
    """Return who can be given work, by id: the school's list, else whoever was planned before."""
    if day.people:
        return day.people
    parts = [part for session in day.sessions.values() for part in session.parts.values()]
    return {person.person: person.name for part in parts for person in part.people}


def people_found(people: Mapping[str, str], query: str) -> list[str]:
    """Return who is looked for, by name: every word of the query begins or lies in the name."""
    asked = [_squeezed(word) for word in query.split()]
    return sorted(
        (
            who
            for who, name in people.items()
            if asked and all(word in _squeezed(f"{name} {who}") for word in asked)
        ),
        key=lambda who: (people[who], who),
    )


@Latest
def _by_name(known: Sequence[PlacedRoom]) -> Mapping[str, Sequence[PlacedRoom]]:
    found: dict[str, list[PlacedRoom]] = {}
    for each in known:
        found.setdefault(_squeezed(each.label), []).append(each)
    return found


@lru_cache(maxsize=4096)
def _squeezed(text: str) -> str:
    return "".join(char for char in plain(text) if char.isalnum())


@OfSession
def planned_of(session: ExamSession) -> PlannedSession | None:
    """Return a session as it is planned; None when the planner wants it no more."""
    schedule = schedule_of(session, None)
    if schedule is None or not session.is_active:
        return None
    people = candidates_of(session)
    rooms = [
        PlannedRoom(
            part.room,
            part.plan.label,
            part.plan.location,
            sum(each.room == part.room and each.moved_to is None for each in people),
            tuple(part.people),
        )
        for part in session.parts.values()
        if part.plan is not None and is_on_its_day(session, part)
    ]
    held = {room.room for room in rooms}
    asked = session.by_hand
    last = max((each.event.header.corrected for each in asked), default=None)
    plan = session.plan
    return PlannedSession(
        session=session.id,
        name="" if plan is None else plan.name,
        code="" if plan is None else plan.code,
        starts=schedule.planned_start,
        ends=schedule.planned_end,
        hint="" if plan is None or plan.location_hint is None else plan.location_hint,
        expected=len(people),
        unplaced=sum(each.room not in held for each in people),
        norm=session.rules.candidates_per_invigilator,
        rooms=tuple(sorted(rooms, key=lambda room: (room.location, room.label))),
        waiting=sum(each.is_waiting for each in asked),
        unlinked=len(unlinked(session)),
        refusals=_refusals(each.settled.refusal for each in asked
                           if each.settled and each.event.header.corrected == last),
    )  # fmt: skip


def _refusals(told: Iterable[PlanRefusal | None]) -> tuple[PlanRefusal, ...]:
    return tuple(dict.fromkeys(each for each in told if each is not None))

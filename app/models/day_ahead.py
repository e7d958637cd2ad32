"""What can be known the day before: who is planned twice, too few to watch, laptops left behind.

Pure: plan and contacts in, findings out. What extra time runs into is told in `collisions.py`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.models.contacts import LaptopContact
from app.models.duty import WATCHING, Together, norm_of
from app.models.paper import spoken_name
from app.models.plan import PersonAssigned
from app.models.session import Enrolment, ExamSession, Part
from app.models.standing import last_end
from app.models.timing import instant, personal_end, schedule_of


class Twice(StrEnum):
    """Who is planned in two places at one time."""

    CANDIDATE = "candidate"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Crossing:
    """Somebody of this room is planned in another place at the same time. `at` is UTC."""

    kind: Twice
    name: str
    other: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Shortage:
    """Fewer are planned to watch a room than its rule set asks for."""

    planned: int
    needed: int


@dataclass(frozen=True, slots=True)
class EarlyLeave:
    """Somebody's hours end before the last candidate's. UTC."""

    name: str
    until: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """Laptops of a location that were not heard of since its plan of the day changed (UTC).

    What they have on disk is older than that. Who was heard of since may still be fetching.
    """

    location: str
    laptops: tuple[str, ...]
    since: datetime


@dataclass(frozen=True, slots=True)
class _Stay:
    """One person in one place, from here to there."""

    room: str
    label: str
    name: str
    since: datetime
    until: datetime

    def meets(self, other: "_Stay") -> bool:
        """Whether both last at one moment."""
        return self.since < other.until and other.since < self.until


def shortage_of(together: Together) -> Shortage | None:
    """Return how many are missing to watch a room in which nothing started yet, or None."""
    if any(part.started_at is not None for _, part in together):
        return None
    listed = sum(
        each.is_active and each.moved_to is None
        for session, part in together
        for each in session.in_room(part.room)
    )
    planned = len({each.person for _, part in together for each in _watching(part)})
    needed = -(-listed // max(1, norm_of(together)))
    return Shortage(planned, needed) if planned < needed else None


def leaving_early(together: Together) -> tuple[EarlyLeave, ...]:
    """Return of each part who stays longest, where that ends before the last candidate does."""
    found = []
    for session, part in together:
        ends = last_end(session, part)
        told = [(each.works_until, each.name) for each in _watching(part)]
        known = [(instant(until), name) for until, name in told if until is not None]
        if ends is None or part.started_at is not None or len(known) < len(told) or not known:
            continue
        until, name = max(known)
        if until < ends:
            found.append(EarlyLeave(name, until, ends))
    return tuple(found)


def crossings_of(by_room: Mapping[str, Together]) -> Mapping[str, tuple[Crossing, ...]]:
    """Return who is planned in two places at one time, of the rooms of a day, by room."""
    found: dict[str, list[Crossing]] = defaultdict(list)
    for kind, told in ((Twice.CANDIDATE, _candidates), (Twice.STAFF, _staff)):
        stays: dict[str, list[_Stay]] = defaultdict(list)
        for together in by_room.values():
            for key, stay in told(together):
                stays[key].append(stay)
        for several in stays.values():
            for one, other in _pairs(several, kind):
                found[one.room].append(Crossing(kind, one.name, other.label, other.since))
    return {room: tuple(told) for room, told in found.items()}


def plan_changed(sessions: Iterable[ExamSession], on: str) -> Mapping[str, datetime]:
    """Return when the plan of a day (ISO) last changed, by location. UTC."""
    changed: dict[str, datetime] = {}
    for session in sessions:
        for part in session.parts.values():
            if part.plan is not None and part.plan.day == on:
                known = changed.get(part.plan.location)
                told = (*_planned_at(session, part), *(() if known is None else (known,)))
                changed |= {part.plan.location: max(told)} if told else {}
    return dict(sorted(changed.items()))


def left_behind(
    changed: Mapping[str, datetime], contacts: Sequence[LaptopContact]
) -> tuple[LeftBehind, ...]:
    """Return the laptops that cannot have the packages of a day as its plan is now."""
    found = []
    for location, since in changed.items():
        here = [each for each in contacts if each.location == location]
        names = sorted(each.name for each in here if each.at is None or each.at < since)
        if names:
            found.append(LeftBehind(location, tuple(names), since))
    return tuple(found)


# ---------------------------------------------------------------- within


def _pairs(stays: Sequence[_Stay], kind: Twice) -> Iterator[tuple[_Stay, _Stay]]:
    """Yield who meets whom; somebody who works watches all exams of one room."""
    for one in stays:
        for other in stays:
            is_same = kind is Twice.STAFF and one.room == other.room
            if one is not other and not is_same and one.meets(other):
                yield one, other


def _candidates(together: Together) -> Iterator[tuple[str, _Stay]]:
    for session, part in together:
        schedule = schedule_of(session, part)
        for each in session.in_room(part.room):
            if schedule is None or each.plan is None or not each.is_active or each.moved_to:
                continue
            until = _end_of(session, part, each) or schedule.end
            stay = _Stay(part.room, _label(part), spoken_name(each),
                         schedule.planned_start, until)  # fmt: skip
            yield each.plan.person or each.plan.number, stay


def _end_of(session: ExamSession, part: Part, enrolment: Enrolment) -> datetime | None:
    end = personal_end(session, part, enrolment)
    return None if end is None else end.at


def _staff(together: Together) -> Iterator[tuple[str, _Stay]]:
    for session, part in together:
        schedule = schedule_of(session, part)
        if schedule is None:
            continue
        for each in part.people:
            since = schedule.doors_open if each.works_from is None else instant(each.works_from)
            until = schedule.end if each.works_until is None else instant(each.works_until)
            stay = _Stay(part.room, _label(part), each.name, since, until)
            yield each.person, stay


def _watching(part: Part) -> list[PersonAssigned]:
    return [each for each in part.people if each.role in WATCHING]


def _label(part: Part) -> str:
    return part.room if part.plan is None else part.plan.label


def _planned_at(session: ExamSession, part: Part) -> Iterator[datetime]:
    for event in part.planned:
        yield event.header.corrected
    for each in session.in_room(part.room):
        for event in each.planned:
            yield event.header.corrected

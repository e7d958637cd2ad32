"""What the record alone tells of one room of the day: people, counts, provisions, worries.

A function of the state of its sessions: no hour, no contact. The board adds those.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from math import inf
from typing import Final

from app.models.apart import closing_seal
from app.models.collisions import collisions_of
from app.models.day_ahead import leaving_early, shortage_of
from app.models.duty import Duty, Ratio, duties_of, ratio_now
from app.models.paper import paper_of
from app.models.plan import RoomPlanned
from app.models.provision_states import provision_states
from app.models.release import is_open as is_without_go
from app.models.session import Enrolment, ExamSession, Part
from app.models.standing import last_end, standings, working
from app.models.timing import Schedule, is_on_its_day, needs_admission, schedule_of
from app.models.values import ProvisionOutcome, StaffRole, Status

INSIDE: Final = (Status.PRESENT, Status.LATE)
CAME: Final = (*INSIDE, Status.AWAY, Status.HANDED_IN, Status.LEFT)
DELIVERED: Final = (ProvisionOutcome.GIVEN, ProvisionOutcome.PARTLY)

Together = Sequence[tuple[ExamSession, Part]]


class Concern(IntEnum):
    """What asks for attention, the most urgent first."""

    CALAMITY = 1
    ADMISSION = 2
    NO_SHIFT = 3
    LATE_START = 4
    DIFFERENCE = 5
    REPORTED = 6
    SILENT = 7
    RATIO = 8
    TO_CONFIRM = 9
    NO_GO = 10
    OVERRUN = 11
    GAP = 12
    CLOCK = 13
    BATTERY = 14
    COLLISION = 15
    FEW_STAFF = 16
    LEAVES_EARLY = 17
    STAFF_TWICE = 18
    CANDIDATE_TWICE = 19
    ASIDE = 20
    """Something was recorded that does not count: outside a role, or not yet judged."""


@dataclass(frozen=True, slots=True)
class Worry:
    """One thing that asks for attention in a room. `since` is UTC where it has a beginning.

    `text` is what people called it; `count` how many there are of it; `key` tells it apart.
    """

    concern: Concern
    since: datetime | None = None
    text: str = ""
    count: int = 1
    key: str = ""
    is_called: bool = False


@dataclass(frozen=True, slots=True)
class Provided:
    """The provisions of a room: who has one, how many are granted, ready and delivered."""

    candidates: int = 0
    granted: int = 0
    asked_ready: int = 0
    ready: int = 0
    delivered: int = 0


@dataclass(frozen=True, slots=True)
class RoomFigures:
    """One room as far as the record alone tells it.

    `listed` is everybody expected, `due` those of sessions that have started: the denominator
    of the no-show, with `absent` above it.
    """

    room: str
    plan: RoomPlanned | None
    together: tuple[tuple[ExamSession, Part], ...]
    schedules: tuple[Schedule | None, ...]
    people: tuple[Duty, ...]
    counts: Mapping[Status, int]
    listed: int
    due: int
    absent: int
    ratio: Ratio
    provided: Provided
    worries: tuple[Worry, ...]
    writers: tuple[str, ...]
    last_end: datetime | None
    """The last own end; None too while somebody works who has none."""
    going: tuple[tuple[Part, Schedule | None], ...]
    """What was not ended yet, with its moments."""
    schedule: Schedule | None
    """The moments of what goes on or comes next; after the last, those of the day."""
    is_sealed: bool = False
    """Whether every report was closed: as one, or by each laptop apart."""

    @property
    def label(self) -> str:
        """The room as the examenbureau calls it."""
        return self.room if self.plan is None else self.plan.label

    @property
    def location(self) -> str:
        """The location, empty when nobody told."""
        return "" if self.plan is None else self.plan.location

    @property
    def came(self) -> int:
        """How many came."""
        return sum(self.counts.get(status, 0) for status in CAME)

    @property
    def inside(self) -> int:
        """How many are in the room now."""
        return sum(self.counts.get(status, 0) for status in INSIDE)

    @property
    def is_started(self) -> bool:
        """Whether an exam started here."""
        return any(part.started_at for _, part in self.together)


def rooms_of(
    sessions: Iterable[ExamSession], on: str = ""
) -> dict[str, tuple[tuple[ExamSession, Part], ...]]:
    """Return what is held in each room, by planned start, on a day (ISO) or on all.

    A session that was cancelled, or moved to another day, has no room unless something was
    recorded there.
    """
    found: dict[str, list[tuple[ExamSession, Part]]] = {}
    for session in sessions:
        for room, part in session.parts.items():
            if part.plan is not None and on in ("", part.plan.day) and _is_held(session, part):
                found.setdefault(room, []).append((session, part))
    return {
        room: tuple(sorted(pairs, key=lambda pair: _planned_at(pair[0])))
        for room, pairs in sorted(found.items())
    }


def _is_held(session: ExamSession, part: Part) -> bool:
    is_planned = session.is_active and is_on_its_day(session, part)
    has_begun = part.started_at is not None
    return is_planned or has_begun or any(e.has_facts for e in session.in_room(part.room))


def figures_of(room: str, together: Together) -> RoomFigures:
    """Return what the record alone tells of a room."""
    people = [
        (session, part, standing)
        for session, part in together
        for standing in standings(session, part).values()
    ]
    counts = Counter(standing.status for _, _, standing in people)
    due = [standing for _, part, standing in people if part.started_at is not None]
    ends = [end for session, part in together if (end := last_end(session, part)) is not None]
    is_endless = any(working(session, part).endless_here for session, part in together)
    schedules = tuple(schedule_of(session, part) for session, part in together)
    pairs = zip(together, schedules, strict=True)
    going = tuple((part, moments) for (_, part), moments in pairs if part.ended_at is None)
    told = [moments for _, moments in going] or list(schedules)
    return RoomFigures(
        room=room,
        plan=next((part.plan for _, part in together if part.plan is not None), None),
        together=tuple(together),
        schedules=schedules,
        people=_people(together),
        counts=counts,
        listed=len(people),
        due=len(due),
        absent=sum(each.status is Status.ABSENT for each in due),
        ratio=ratio_now(together),
        provided=_provided(together),
        worries=(*_recorded_worries(together), *_planned_worries(together)),
        writers=_writers(together),
        last_end=None if is_endless else max(ends, default=None),
        going=going,
        schedule=min((each for each in told if each), key=lambda each: each.start, default=None),
        is_sealed=all(closing_seal(*pair) is not None for pair in together),
    )


# ---------------------------------------------------------------- within


def _recorded_worries(together: Together) -> Iterable[Worry]:
    yield from _calamities(together)
    for session, part in together:
        inside = [each.enrolment for each in standings(session, part).values()]
        waiting = [each for each in inside if _awaits(session, part, each)]
        notes = [each for each in part.notes if each.act.is_reported and not each.is_struck]
        told: dict[Concern, list[datetime | None]] = {
            Concern.DIFFERENCE: _differences(session, part),
            Concern.GAP: [None] * len(part.gaps),
            Concern.ASIDE: [each.since for each in part.asides if each.is_told],
            Concern.REPORTED: [each.event.observed for each in notes],
            Concern.ADMISSION: [_came(each) for each in waiting],
            Concern.NO_GO: [_came(each) for each in inside if is_without_go(each)],
        }
        for concern, moments in told.items():
            yield from _counted(concern, moments)


def _planned_worries(together: Together) -> Iterable[Worry]:
    """What the plan alone tells, as long as nothing started."""
    if any(part.started_at is not None for _, part in together):
        return
    collisions, early = collisions_of(together), leaving_early(together)
    if collisions:
        yield Worry(Concern.COLLISION, count=len(collisions))
    if shortage_of(together) is not None:
        yield Worry(Concern.FEW_STAFF)
    if early:
        yield Worry(Concern.LEAVES_EARLY, count=len(early))


def _calamities(together: Together) -> Iterable[Worry]:
    """Return the open calamities, one that touches several exams of the room once."""
    found = {each.key: each for _, part in together for each in part.calamities if each.is_open}
    for key, each in found.items():
        is_called = each.call is not None
        yield Worry(Concern.CALAMITY, each.since, each.title, key=key, is_called=is_called)


def _counted(concern: Concern, moments: Sequence[datetime | None]) -> Iterable[Worry]:
    """Return one worry for several of a kind, since the first."""
    if moments:
        known = [each for each in moments if each is not None]
        yield Worry(concern, min(known, default=None), count=len(moments))


def _differences(session: ExamSession, part: Part) -> list[datetime | None]:
    own = [value.observed for _, value in part.differences]
    theirs = [
        value.observed for each in session.in_room(part.room) for _, value in each.differences
    ]
    return [*own, *theirs]


def _awaits(session: ExamSession, part: Part, enrolment: Enrolment) -> bool:
    return enrolment.awaits_permission or needs_admission(session, part, enrolment)


def _came(enrolment: Enrolment) -> datetime | None:
    return None if enrolment.arrival is None else enrolment.arrival.observed


def _people(together: Together) -> tuple[Duty, ...]:
    """Return who works in a room, everybody once: who is here first, in the order they came."""
    known: dict[str, Duty] = {}
    for session, part in together:
        for duty in duties_of(session, part):
            before = known.get(duty.key)
            if before is None or (duty.is_here and not before.is_here):
                known[duty.key] = duty
    watching = [
        each
        for each in known.values()
        if each.role in (StaffRole.INVIGILATOR, StaffRole.CHIEF_INVIGILATOR)
    ]
    return tuple(sorted(watching, key=_by_arrival))


def _by_arrival(duty: Duty) -> tuple[bool, float, str]:
    came = inf if duty.came is None else duty.came.timestamp()
    return not duty.is_here, came, duty.name


def _provided(together: Together) -> Provided:
    granted = asked = ready = delivered = candidates = 0
    for session, part in together:
        paper = paper_of(session, part.room)
        if paper is None:
            continue
        for enrolment in paper.enrolments():
            states = provision_states(paper, enrolment)
            candidates += bool(states)
            granted += len(states)
            to_ready = [each for each in states if each.granted.is_readied]
            asked += len(to_ready)
            ready += sum(each.is_ready is True for each in to_ready)
            delivered += sum(each.outcome in DELIVERED for each in states)
    return Provided(candidates, granted, asked, ready, delivered)


def _writers(together: Together) -> tuple[str, ...]:
    return tuple(sorted({shift.writer for _, part in together for shift in part.shifts}))


def _planned_at(session: ExamSession) -> tuple[str, str]:
    return ("" if session.plan is None else session.plan.starts_at, session.id)

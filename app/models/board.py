"""The board of the examenbureau: every room of the day, as its record tells it (H2, insight 2).

What follows from the record alone is worked out once per state of a room; what depends on the
hour or on who was heard of is told anew at each look. A room that is silent is unknown, not fine.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from operator import is_
from types import MappingProxyType
from typing import Final

from app.models.board_figures import Concern, RoomFigures, Worry, figures_of, rooms_of
from app.models.clocks import is_off
from app.models.day_ahead import Crossing, Twice
from app.models.session import ExamSession
from app.models.values import Status

SILENT_AFTER: Final = timedelta(seconds=90)
"""Three heartbeats: then nobody knows how it stands there."""
LATE_START: Final = timedelta(minutes=5)
OVERRUN: Final = timedelta(minutes=10)
LOW_BATTERY: Final = 20
NO_CROSSINGS: Final[Mapping[str, Sequence[Crossing]]] = MappingProxyType({})
TWICE: Final = {Twice.STAFF: Concern.STAFF_TWICE, Twice.CANDIDATE: Concern.CANDIDATE_TWICE}


class BoardPhase(StrEnum):
    """Where a room stands, by its acts; only the doors open by the clock."""

    PLANNED = "planned"
    DOORS = "doors"
    RUNNING = "running"
    EXTRA = "extra"
    ENDED = "ended"
    SEALED = "sealed"


@dataclass(frozen=True, slots=True)
class LaptopSeen:
    """A laptop as the dossier last heard of it: when (UTC), and what it said of itself."""

    device: str
    name: str
    room: str = ""
    contact_at: datetime | None = None
    waiting: int = 0
    battery_percent: int | None = None
    offset_ms: int | None = None

    def is_silent(self, now: datetime) -> bool:
        """Whether nobody knows any more how it stands there."""
        return self.contact_at is None or now - self.contact_at > SILENT_AFTER


@dataclass(frozen=True, slots=True)
class BoardRoom:
    """One room on the board at a moment."""

    figures: RoomFigures
    phase: BoardPhase
    laptops: tuple[LaptopSeen, ...]
    worries: tuple[Worry, ...]
    """Everything that asks for attention now, the most urgent first."""
    crossings: tuple[Crossing, ...] = ()

    @property
    def heard_at(self) -> datetime | None:
        """When anything of this room was last heard, in UTC."""
        heard = [each.contact_at for each in self.laptops if each.contact_at is not None]
        return max(heard, default=None)


@dataclass(frozen=True, slots=True)
class Cluster:
    """The same trouble in several rooms of a location: one cause, handled once (insight 2)."""

    concern: Concern
    text: str
    location: str
    since: datetime
    rooms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """The figures over all rooms. Every one of them is a sum over the rooms of the board."""

    rooms: int = 0
    started: int = 0
    listed: int = 0
    inside: int = 0
    away: int = 0
    due: int = 0
    absent: int = 0
    silent: int = 0
    silent_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """All rooms of the day, attention first, with what they have in common."""

    rooms: tuple[BoardRoom, ...] = ()
    totals: Totals = field(default_factory=Totals)
    clusters: tuple[Cluster, ...] = ()


class BoardBook:
    """Tells the board; a room of which nothing changed is told from what was known."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._known: dict[str, tuple[tuple[object, ...], RoomFigures]] = {}

    def board(
        self,
        sessions: Iterable[ExamSession],
        laptops: Sequence[LaptopSeen],
        now: datetime,
        on: str = "",
        crossings: Mapping[str, Sequence[Crossing]] = NO_CROSSINGS,
    ) -> Board:
        """Return the board at a moment (UTC), of the rooms of a local day `on`, or of all.

        `crossings` are told of a day that is still to come.
        """
        by_room = rooms_of(sessions, on)
        known, self._known = self._known, {}
        for room, together in by_room.items():
            ground = tuple(part for pair in together for part in pair)
            before = known.get(room)
            is_same = before is not None and len(before[0]) == len(ground)
            if before is None or not is_same or not all(map(is_, before[0], ground)):
                before = (ground, figures_of(room, together))
            self._known[room] = before
        every = [figures for _, figures in self._known.values()]
        its = laptops_of(every, laptops)
        rooms = [
            room_now(figures, its[figures.room], now, crossings.get(figures.room, ()))
            for figures in every
        ]
        rooms.sort(key=lambda each: urgency(each, now))
        return Board(tuple(rooms), totals_of(rooms, now), clusters_of(rooms))


def room_now(
    figures: RoomFigures,
    its: Sequence[LaptopSeen],
    now: datetime,
    crossed: Sequence[Crossing] = (),
) -> BoardRoom:
    """Return a room at a moment, with the laptops that are or were at work in it."""
    phase = phase_now(figures, now)
    worries = [
        *figures.worries,
        *_timely_worries(figures, phase, now),
        *_heard(its, phase, now),
        *_crossed(crossed),
    ]
    worries.sort(key=lambda each: (each.concern, each.since or now))
    return BoardRoom(figures, phase, tuple(its), tuple(worries), tuple(crossed))


def laptops_of(
    rooms: Iterable[RoomFigures], laptops: Sequence[LaptopSeen]
) -> dict[str, list[LaptopSeen]]:
    """Return the laptops of each room: as they say themselves, else where they had a shift."""
    by_room: dict[str, list[LaptopSeen]] = {}
    elsewhere = {each.device: each for each in laptops if not each.room}
    for each in laptops:
        if each.room:
            by_room.setdefault(each.room, []).append(each)
    for figures in rooms:
        wrote = [elsewhere[writer] for writer in figures.writers if writer in elsewhere]
        by_room.setdefault(figures.room, []).extend(wrote)
    return by_room


def phase_now(figures: RoomFigures, now: datetime) -> BoardPhase:
    """Return the phase of a room: of what goes on there, else of what comes next."""
    if figures.is_sealed:
        return BoardPhase.SEALED
    going = figures.going
    if not going:
        return BoardPhase.ENDED
    ends = [schedule.end for part, schedule in going if part.started_at and schedule]
    if any(part.started_at for part, _ in going):
        return BoardPhase.EXTRA if ends and now > max(ends) else BoardPhase.RUNNING
    schedule = figures.schedule
    has_opened = schedule is not None and now >= schedule.doors_open
    return BoardPhase.DOORS if has_opened else BoardPhase.PLANNED


def urgency(room: BoardRoom, now: datetime) -> tuple[object, ...]:
    """Return what the board is ordered by: attention first, then what starts soon, then names."""
    first = room.worries[0] if room.worries else None
    schedule = room.figures.schedule
    is_soon = (
        room.phase in (BoardPhase.PLANNED, BoardPhase.DOORS)
        and schedule is not None
        and schedule.start - now <= timedelta(minutes=15)
    )
    order = (BoardPhase.RUNNING, BoardPhase.EXTRA, BoardPhase.DOORS, BoardPhase.PLANNED)
    rank = order.index(room.phase) if room.phase in order else len(order)
    return (
        99 if first is None else int(first.concern),
        now if first is None or first.since is None else first.since,
        not is_soon,
        rank,
        room.figures.location,
        room.figures.label,
    )


def totals_of(rooms: Sequence[BoardRoom], now: datetime) -> Totals:
    """Return the sums over rooms; a silent laptop counts once."""
    figures = [each.figures for each in rooms]
    silent = {
        laptop.device: laptop.contact_at
        for room in rooms
        for laptop in room.laptops
        if _is_at_work(room.phase) and laptop.is_silent(now)
    }
    return Totals(
        rooms=len(rooms),
        started=sum(each.is_started for each in figures),
        listed=sum(each.listed for each in figures),
        inside=sum(each.inside for each in figures),
        away=sum(each.counts.get(Status.AWAY, 0) for each in figures),
        due=sum(each.due for each in figures),
        absent=sum(each.absent for each in figures),
        silent=len(silent),
        silent_since=min((at for at in silent.values() if at is not None), default=None),
    )


CLUSTERED: Final = (Concern.CALAMITY, Concern.SILENT)
CLUSTER_SPAN: Final = timedelta(minutes=30)


def clusters_of(rooms: Sequence[BoardRoom]) -> tuple[Cluster, ...]:
    """Return the troubles that two rooms or more of one location have at the same time."""
    found: dict[tuple[Concern, str, str], list[tuple[datetime, str]]] = {}
    for room in rooms:
        for worry in room.worries:
            if worry.concern in CLUSTERED and worry.since is not None:
                key = (worry.concern, worry.text, room.figures.location)
                found.setdefault(key, []).append((worry.since, room.figures.label))
    clusters = []
    for (concern, text, location), told in found.items():
        latest = max(at for at, _ in told)
        near = sorted(pair for pair in told if latest - pair[0] <= CLUSTER_SPAN)
        labels = tuple(dict.fromkeys(label for _, label in near))
        if len(labels) > 1:
            clusters.append(Cluster(concern, text, location, near[0][0], labels))
    return tuple(sorted(clusters, key=lambda each: (each.concern, each.since)))


# ---------------------------------------------------------------- at a moment


def _is_at_work(phase: BoardPhase) -> bool:
    return phase in (BoardPhase.DOORS, BoardPhase.RUNNING, BoardPhase.EXTRA, BoardPhase.ENDED)


def _timely_worries(figures: RoomFigures, phase: BoardPhase, now: datetime) -> Iterable[Worry]:
    schedule = figures.schedule
    if schedule is None:
        return
    has_shift = any(part.shifts for _, part in figures.together)
    if phase is BoardPhase.DOORS and not has_shift:
        yield Worry(Concern.NO_SHIFT, schedule.doors_open)
    if phase is BoardPhase.DOORS and now - schedule.planned_start >= LATE_START:
        yield Worry(Concern.LATE_START, schedule.planned_start)
    if phase in (BoardPhase.RUNNING, BoardPhase.EXTRA):
        if figures.ratio.is_above:
            yield Worry(Concern.RATIO)
        if figures.last_end is not None and now - figures.last_end >= OVERRUN:
            yield Worry(Concern.OVERRUN, figures.last_end)


def _heard(laptops: Sequence[LaptopSeen], phase: BoardPhase, now: datetime) -> Iterable[Worry]:
    if not _is_at_work(phase):
        return
    silent = [each for each in laptops if each.is_silent(now)]
    if silent:
        known = [each.contact_at for each in silent if each.contact_at is not None]
        yield Worry(Concern.SILENT, min(known, default=None), count=len(silent))
    if any(is_off(each.offset_ms) for each in laptops):
        yield Worry(Concern.CLOCK)
    low = [each for each in laptops if _is_low(each)]
    if low:
        yield Worry(Concern.BATTERY, count=len(low))


def _crossed(crossings: Sequence[Crossing]) -> Iterable[Worry]:
    for kind, concern in TWICE.items():
        count = sum(each.kind is kind for each in crossings)
        if count:
            yield Worry(concern, count=count)


def _is_low(laptop: LaptopSeen) -> bool:
    return laptop.battery_percent is not None and laptop.battery_percent < LOW_BATTERY

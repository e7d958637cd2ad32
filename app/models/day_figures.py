"""The figures of a day, per exam and in sum; every figure is a list that can be counted again.

Nothing is measured under another name: a no-show is told of started sessions only, and what nobody
recorded is not in any figure (H10, H19, H20).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from app.models.apart import closing_seal
from app.models.desk import day_part_of
from app.models.hotline import Issue
from app.models.office_day import OfficeDay
from app.models.pending import Pending, pending_of
from app.models.provisions import granted_of
from app.models.session import ExamSession, Part
from app.models.standing import standings
from app.models.timing import is_on_its_day, late_by, schedule_of
from app.models.values import DayPart, Status

Source = tuple[str, str]
"""What a figure counts: (session, candidate), or (session, leaf) of an event."""

CAME = (Status.PRESENT, Status.LATE, Status.AWAY, Status.HANDED_IN, Status.LEFT)


@dataclass(frozen=True, slots=True)
class ExamFigures:
    """One exam of the day, or all of them. Each member holds what it counts.

    `due` are those of sessions that have started: what a share of `absent` is told of.
    """

    name: str
    expected: tuple[Source, ...] = ()
    came: tuple[Source, ...] = ()
    late: tuple[Source, ...] = ()
    due: tuple[Source, ...] = ()
    absent: tuple[Source, ...] = ()
    provided: tuple[Source, ...] = ()
    notes: tuple[Source, ...] = ()
    parts: tuple[Source, ...] = ()
    sealed: tuple[Source, ...] = ()
    received: tuple[Source, ...] = ()

    @property
    def no_show(self) -> float | None:
        """The share that did not come, of started sessions; None when none started."""
        return len(self.absent) / len(self.due) if self.due else None


@dataclass(frozen=True, slots=True)
class Ahead:
    """What the next day brings, as far as it is planned."""

    day: date
    sessions: int = 0
    candidates: int = 0
    provided: int = 0


@dataclass(frozen=True, slots=True)
class DayFigures:
    """A day or half-day: per exam, in sum, what is still open, and the next day."""

    exams: tuple[ExamFigures, ...] = ()
    total: ExamFigures = field(default_factory=lambda: ExamFigures("Totaal"))
    issues: tuple[Issue, ...] = ()
    unsealed: tuple[tuple[ExamSession, Part], ...] = ()
    pending: tuple[Pending, ...] = ()
    differences: tuple[Source, ...] = ()
    gaps: tuple[Source, ...] = ()
    ahead: Ahead | None = None


def day_figures(day: OfficeDay, on: date, zone: ZoneInfo, half: DayPart | None) -> DayFigures:
    """Return the figures of a local day; `half` None is the whole of it."""
    pairs = [pair for pair in _held(day, on, zone) if half is None or _half(pair[0], zone) is half]
    by_name: dict[str, list[tuple[ExamSession, Part]]] = {}
    for session, part in pairs:
        name = session.id if session.plan is None else session.plan.name
        by_name.setdefault(name, []).append((session, part))
    exams = tuple(_figures(name, its) for name, its in sorted(by_name.items()))
    return DayFigures(
        exams=exams,
        total=_figures("Totaal", pairs),
        issues=tuple(each for each in day.issues if each.since.astimezone(zone).date() == on),
        unsealed=tuple(p for p in pairs if _is_done(p[1]) and closing_seal(*p) is None),
        pending=pending_of(pairs),
        differences=tuple(_differences(pairs)),
        gaps=tuple((s.id, f"{g.writer}/{g.first}") for s, p in pairs for g in p.gaps),
        ahead=_ahead(day, on, zone),
    )


# ---------------------------------------------------------------- within


def _held(day: OfficeDay, on: date, zone: ZoneInfo) -> list[tuple[ExamSession, Part]]:
    """Return what is held on a day, by start and room; cancelled sessions only with facts."""
    found = []
    for session in day.sessions.values():
        schedule = schedule_of(session, None)
        if schedule is None or schedule.planned_start.astimezone(zone).date() != on:
            continue
        for part in session.parts.values():
            is_planned = session.is_active and is_on_its_day(session, part)
            if part.plan is not None and (is_planned or part.started_at is not None):
                found.append((session, part))
    return sorted(found, key=lambda pair: (pair[0].id, pair[1].room))


def _half(session: ExamSession, zone: ZoneInfo) -> DayPart | None:
    schedule = schedule_of(session, None)
    return None if schedule is None else day_part_of(schedule.planned_start, zone)


def _figures(name: str, pairs: Sequence[tuple[ExamSession, Part]]) -> ExamFigures:
    people = [
        (session, part, standing)
        for session, part in pairs
        for standing in standings(session, part).values()
    ]

    def those(is_one: Callable[..., bool]) -> tuple[Source, ...]:
        return tuple(
            (session.id, standing.enrolment.candidate)
            for session, part, standing in people
            if is_one(session, part, standing)
        )

    sealed = [pair for pair in pairs if closing_seal(*pair) is not None]
    return ExamFigures(
        name=name,
        expected=those(lambda *_: True),
        came=those(lambda _, __, each: each.status in CAME),
        late=those(lambda s, p, each: late_by(s, p, each.enrolment) is not None),
        due=those(lambda _, part, __: part.started_at is not None),
        absent=those(
            lambda _, part, each: part.started_at is not None and each.status is Status.ABSENT
        ),
        provided=those(lambda _, __, each: bool(granted_of(each.enrolment))),
        notes=tuple(
            (session.id, note.event.leaf)
            for session, part in pairs
            for note in part.notes
            if not note.is_struck
        ),
        parts=tuple((session.id, part.room) for session, part in pairs),
        sealed=tuple((session.id, part.room) for session, part in sealed),
        received=tuple((session.id, part.room) for session, part in sealed if part.documents),
    )


def _is_done(part: Part) -> bool:
    return part.ended_at is not None


def _differences(pairs: Iterable[tuple[ExamSession, Part]]) -> Iterable[Source]:
    for session, part in pairs:
        for _, value in part.differences:
            yield session.id, value.event.leaf
        for enrolment in session.in_room(part.room):
            for _, value in enrolment.differences:
                yield session.id, value.event.leaf


def _ahead(day: OfficeDay, on: date, zone: ZoneInfo) -> Ahead | None:
    """Return the first later day on which something is planned."""
    days: dict[date, list[ExamSession]] = {}
    for session in day.sessions.values():
        schedule = schedule_of(session, None)
        if session.is_active and schedule is not None:
            local = schedule.planned_start.astimezone(zone).date()
            if local > on:
                days.setdefault(local, []).append(session)
    if not days:
        return None
    first = min(days)
    people = [
        enrolment
        for session in days[first]
        for enrolment in session.enrolments.values()
        if enrolment.is_active and enrolment.moved_to is None
    ]
    provided = sum(bool(granted_of(each)) for each in people)
    return Ahead(first, len(days[first]), len(people), provided)

"""Who is on duty in a room and since when, and how many candidates each of them watches.

Told from facts alone: openings of shifts, arrivals, leaving, relief and stepping out. Two
laptops that tell of the same person add up; the last thing that was seen holds.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import chain
from typing import Any

from app.models import facts as f
from app.models import preparing_facts as p
from app.models.act import Act, Event
from app.models.attendance_facts import SentToRoom
from app.models.away import escorts
from app.models.moving import recorded_here
from app.models.registers import shown_order
from app.models.remembered import OfEach, Remembered
from app.models.session import Enrolment, ExamSession, Part
from app.models.standing import working
from app.models.timing import MINUTE, finished_at
from app.models.values import Aspect, StaffRole
from app.models.words import staff_name

WATCHING = (StaffRole.INVIGILATOR, StaffRole.CHIEF_INVIGILATOR)
"""The roles that count as supervision; who judges or teaches does not watch."""
JUDGING = (StaffRole.ASSESSOR, StaffRole.LECTURER)


class DutyState(StrEnum):
    """Where somebody of the staff is."""

    EXPECTED = "expected"
    HERE = "here"
    OUT = "out"
    LEFT = "left"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Span:
    """A time from here to there; None: still so. UTC."""

    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """One person of a part: what is known of coming, going and being away. Moments are UTC."""

    key: str
    name: str
    role: StaffRole = StaffRole.INVIGILATOR
    state: DutyState = DutyState.EXPECTED
    came: datetime | None = None
    since: datetime | None = None
    relieved_by: str = ""
    purpose: str = ""
    measure: str = ""
    escorts: str | None = None
    is_planned: bool = False
    is_judge: bool = False
    spans: tuple[Span, ...] = field(default=())
    """When this person was in the room."""

    @property
    def is_here(self) -> bool:
        """Whether this person watches the room now."""
        return self.state is DutyState.HERE


@Remembered
def duties_of(session: ExamSession, part: Part) -> tuple[Duty, ...]:
    """Return the staff of a part: as planned, then as they came."""
    known: dict[str, Duty] = {}
    for planned in part.people:
        known[planned.person] = Duty(
            planned.person, staff_name(planned.name), planned.role, is_planned=True
        )
    for event in sorted(part.acts, key=shown_order):
        if event.leaf not in part.struck and event.body is not None:
            _tell(known, event, event.body.act)
    judges = {each.person for each in session.staff if each.role in JUDGING}
    names = {staff_name(each.name).casefold() for each in session.staff if each.role in JUDGING}
    return tuple(
        replace(duty, is_judge=duty.key in judges or duty.name.casefold() in names)
        for duty in known.values()
    )


def _tell(known: dict[str, Duty], event: Event, act: Act) -> None:
    rule = _RULES.get(type(act))
    if rule is not None:
        rule(known, event, act)


def _on_shift(known: dict[str, Duty], event: Event, act: f.ShiftOpened) -> None:
    for person in act.people:
        before = known.get(person.person) or Duty(person.person, staff_name(person.name))
        if before.state not in (DutyState.HERE, DutyState.OUT):
            known[person.person] = _come(replace(before, role=person.role), event.observed)


def _arrived(known: dict[str, Duty], event: Event, act: p.InvigilatorArrived) -> None:
    key = key_of(act.person, act.name)
    before = known.get(key) or Duty(key, staff_name(act.name), act.role)
    known[key] = _come(before, event.observed)


def _missing(known: dict[str, Duty], event: Event, act: p.InvigilatorMissing) -> None:
    before = _one(known, act.person, act.name)
    if before.came is None:
        measure = act.measure or ""
        known[before.key] = replace(
            before, state=DutyState.MISSING, since=event.observed, measure=measure
        )


def _left(known: dict[str, Duty], event: Event, act: f.InvigilatorLeft) -> None:
    before = known.get(act.person) or Duty(act.person, act.person)
    known[act.person] = _go(before, event.observed, DutyState.LEFT)


def _relieved(known: dict[str, Duty], _: Event, act: p.InvigilatorRelieved) -> None:
    before = _one(known, act.person, act.name)
    known[before.key] = replace(before, relieved_by=staff_name(act.by))


def _out(known: dict[str, Duty], event: Event, act: p.InvigilatorSteppedOut) -> None:
    before = _one(known, act.person, act.name)
    who = None if event.body is None else event.body.candidate
    gone = _go(before, event.observed, DutyState.OUT)
    known[before.key] = replace(gone, purpose=act.purpose or "", escorts=who)


def _in(known: dict[str, Duty], event: Event, act: p.InvigilatorSteppedIn) -> None:
    before = _one(known, act.person, act.name)
    known[before.key] = _come(before, event.observed)


_RULES: dict[type[Act], Callable[[dict[str, Duty], Event, Any], None]] = {
    f.ShiftOpened: _on_shift,
    f.InvigilatorLeft: _left,
    p.InvigilatorArrived: _arrived,
    p.InvigilatorMissing: _missing,
    p.InvigilatorRelieved: _relieved,
    p.InvigilatorSteppedOut: _out,
    p.InvigilatorSteppedIn: _in,
}


def key_of(person: str | None, name: str) -> str:
    """Return what somebody is told apart by: the plan's id, else the name as spoken."""
    return person or staff_name(name)


def _one(known: dict[str, Duty], person: str | None, name: str) -> Duty:
    key = key_of(person, name)
    return known.get(key) or Duty(key, staff_name(name))


def _come(duty: Duty, at: datetime) -> Duty:
    if duty.state is DutyState.HERE:  # told twice: the first time that was seen holds
        came = at if duty.came is None else min(duty.came, at)
        first = duty.spans[-1:] and replace(duty.spans[-1], since=min(duty.spans[-1].since, at))
        spans = (*duty.spans[:-1], first) if isinstance(first, Span) else duty.spans
        return replace(duty, came=came, spans=spans)
    return replace(
        duty,
        state=DutyState.HERE,
        came=duty.came or at,
        since=at,
        purpose="",
        escorts=None,
        spans=(*duty.spans, Span(at)),
    )


def _go(duty: Duty, at: datetime, state: DutyState) -> Duty:
    spans = duty.spans
    if spans and spans[-1].until is None:
        spans = (*spans[:-1], replace(spans[-1], until=max(at, spans[-1].since)))
    return replace(duty, state=state, since=at, purpose="", escorts=None, spans=spans)


# ---------------------------------------------------------------- the ratio


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many watch how many, and the norm of the rule set."""

    watching: int
    candidates: int
    norm: int

    @property
    def each(self) -> int:
        """How many candidates each of them watches, rounded up; all when nobody watches."""
        return -(-self.candidates // max(1, self.watching))

    @property
    def is_above(self) -> bool:
        """Whether there are too few to watch; without a candidate there is nothing to watch."""
        return self.candidates > self.watching * self.norm


@dataclass(frozen=True, slots=True)
class RatioSpell:
    """A time in which too few watched, at its worst. `until` None: still so."""

    since: datetime
    until: datetime | None
    worst: Ratio


_Change = tuple[datetime, int, int]
"""When, and how many more watch and are inside from then on."""
Together = Sequence[tuple[ExamSession, Part]]
"""The sessions that are held in one room, each with its part."""


def ratio_now(together: Together) -> Ratio:
    """Return the ratio of a room as it stands, over all its sessions."""
    inside = sum(working(session, part).inside for session, part in together)
    return Ratio(len(_watching(together)), inside, norm_of(together))


def ratio_planned(together: Together) -> Ratio:
    """Return the ratio when everybody who is listed comes and who is on duty now stays."""
    listed = sum(
        each.is_active for session, part in together for each in session.in_room(part.room)
    )
    return Ratio(len(_watching(together)), listed, norm_of(together))


def ratio_spells(together: Together) -> tuple[RatioSpell, ...]:
    """Return when too few watched, in order of time; what the rules call short is passing by."""
    found: list[RatioSpell] = []
    since, worst, norm = None, None, norm_of(together)
    for at, (watching, candidates) in _watched(together).items():
        is_above = candidates > watching * norm
        if worst is None or since is None:
            since, worst = (at, Ratio(watching, candidates, norm)) if is_above else (None, None)
        elif not is_above:
            found.append(RatioSpell(since, at, worst))
            since, worst = None, None
        elif -(-candidates // max(1, watching)) > worst.each:
            worst = Ratio(watching, candidates, norm)
    if worst is not None and since is not None:
        found.append(RatioSpell(since, None, worst))
    least = ratio_patience(together)
    return tuple(each for each in found if each.until is None or each.until - each.since >= least)


def ratio_patience(together: Together) -> timedelta:
    """Return how long too few may watch before it is told: somebody walks along to the toilet."""
    minutes = (session.rules.ratio_over_min for session, _ in together)
    return max(0, min(minutes, default=1)) * MINUTE


def _watching(together: Together) -> set[str]:
    """Return who watches now, everybody once."""
    return {
        duty.key
        for session, part in together
        for duty in duties_of(session, part)
        if duty.is_here and duty.role in WATCHING
    } - {person for person, spans in _outside(together).items() if spans[-1].until is None}


def _outside(together: Together) -> dict[str, list[Span]]:
    """Return when somebody was out with a candidate, by what tells people apart."""
    found: dict[str, list[Span]] = {}
    for session, part in together:
        for each in escorts(session, part):
            found.setdefault(each.person, []).append(Span(each.since, each.until))
    return {who: sorted(spans, key=_open_last) for who, spans in found.items()}


def _open_last(span: Span) -> tuple[bool, datetime]:
    return span.until is None, span.since


def _without(spans: Iterable[Span], outside: Iterable[Span]) -> tuple[Span, ...]:
    """Return the times in the room less those outside; what is told twice counts once."""
    left = list(spans)
    for gone in outside:
        left = [piece for span in left for piece in _less(span, gone)]
    return tuple(left)


def _less(span: Span, gone: Span) -> Iterable[Span]:
    if (gone.until is not None and gone.until <= span.since) or (
        span.until is not None and span.until <= gone.since
    ):
        yield span
        return
    if span.since < gone.since:
        yield Span(span.since, gone.since)
    if gone.until is not None and (span.until is None or gone.until < span.until):
        yield Span(gone.until, span.until)


def norm_of(together: Together) -> int:
    """Return how many candidates one person may watch there by the strictest rule set."""
    return min((session.rules.candidates_per_invigilator for session, _ in together), default=30)


def _watched(together: Together) -> dict[datetime, tuple[int, int]]:
    """Return how many watched and how many were inside after every change, by its moment."""
    changes = _staff_changes(together)
    for session, part in together:
        here = session.in_room(part.room)
        changes += chain.from_iterable(_in_and_out((session.id, part.room), here))
    told: dict[datetime, tuple[int, int]] = {}
    watching = candidates = 0
    for at, staff, people in sorted(changes):
        watching, candidates = watching + staff, candidates + people
        told[at] = watching, candidates
    return told


@OfEach
def _in_and_out(enrolment: Enrolment) -> tuple[_Change, ...]:
    """Return when a candidate came in and went out."""
    spans = tuple(_inside(enrolment))
    ends = [(span.until, 0, -1) for span in spans if span.until is not None]
    return *((span.since, 0, 1) for span in spans), *ends


def _staff_changes(together: Together) -> list[_Change]:
    """Return who came and went, a person on duty in several parts of the room once."""
    changes: list[_Change] = []
    seen: set[tuple[str, Span]] = set()
    outside = _outside(together)
    for session, part in together:
        for duty in duties_of(session, part):
            here = _without(duty.spans, outside.get(duty.key, ()))
            for span in here if duty.role in WATCHING else ():
                if (duty.key, span) in seen:
                    continue
                seen.add((duty.key, span))
                changes.append((span.since, 1, 0))
                if span.until is not None:
                    changes.append((span.until, -1, 0))
    return changes


def _inside(enrolment: Enrolment) -> Iterable[Span]:
    """Return when a candidate was in the room."""
    out = finished_at(enrolment)
    stop = enrolment.values.get(Aspect.STOP)
    if out is None and stop is not None:
        out = stop.observed
    since: datetime | None = None
    for event in recorded_here(enrolment).acts:
        if event.leaf in enrolment.struck or event.body is None:
            continue
        act = event.body.act
        if isinstance(act, f.ArrivalRegistered | f.AwayEnded) and since is None:
            since = event.observed
        elif isinstance(act, f.AwayStarted | SentToRoom) and since is not None:
            yield Span(since, event.observed)
            since = None
    if since is not None and (out is None or out >= since):
        yield Span(since, out)

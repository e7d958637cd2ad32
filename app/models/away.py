"""Being away for a moment: each time with its way back, who goes along, and the limits."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from operator import is_
from typing import Final

from app.models.act import Body, Event
from app.models.facts import AwayEnded, AwayStarted
from app.models.registers import shown_order
from app.models.remembered import PEOPLE_KEPT, Gathered, OfPerson
from app.models.session import Enrolment, ExamSession, Part
from app.models.timing import MINUTE, finished_at
from app.models.values import NOT_OBSERVED, Aspect, Flag

_NEVER: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class TimeAway:
    """One time that a candidate was away; `back` is None while nobody recorded the return."""

    event: Event
    act: AwayStarted
    back: Event | None

    @property
    def since(self) -> datetime:
        """When the candidate left. UTC."""
        return self.event.observed

    @property
    def is_seen(self) -> bool:
        """Whether somebody saw when it began and ended; what nobody saw breaks no rule."""
        ends = (self.event, *([] if self.back is None else [self.back]))
        return all(each.body is None or each.body.seen_at is not NOT_OBSERVED for each in ends)


@dataclass(frozen=True, slots=True)
class Escort:
    """A time in which somebody on duty went along with a candidate; `until` None: still so."""

    person: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Aways:
    """Every time that a candidate was away, in order, and what is asked of all of them together.

    `out` are the places of those without a return, `last_back` is the latest return, and `named`
    is what returns named and was no leaving: one that comes later may be the one that was meant.
    """

    times: tuple[TimeAway, ...] = ()
    out: tuple[int, ...] = ()
    last_back: datetime = _NEVER
    named: frozenset[str] = frozenset()


_LATEST: Final[dict[str, tuple[Enrolment, Aways]]] = {}
"""The last told of everybody: what one more act changes is told on from there."""


def times_away(enrolment: Enrolment) -> tuple[TimeAway, ...]:
    """Return every time that still counts, in order of time."""
    return aways_of(enrolment).times


@OfPerson
def aways_of(enrolment: Enrolment) -> Aways:
    """Return every time that still counts, told on from what was known where that follows."""
    known = _LATEST.get(enrolment.candidate)
    found = (None if known is None else _told_on(*known, enrolment)) or _told_anew(enrolment)
    if len(_LATEST) >= PEOPLE_KEPT:
        _LATEST.clear()
    _LATEST[enrolment.candidate] = (enrolment, found)
    return found


def _told_anew(enrolment: Enrolment) -> Aways:
    counted = [e for e in enrolment.acts if e.leaf not in enrolment.struck and e.body is not None]
    back_of: dict[str, Event] = {}
    for event in counted:
        if event.body is not None and isinstance(event.body.act, AwayEnded):
            for leaf in event.body.seen:
                back_of.setdefault(leaf, event)
    times = tuple(
        TimeAway(event, event.body.act, _back_from(event, back_of))
        for event in counted
        if event.body is not None and isinstance(event.body.act, AwayStarted)
    )
    return Aways(
        times,
        out=tuple(n for n, each in enumerate(times) if each.back is None),
        last_back=max((e.back.observed for e in times if e.back is not None), default=_NEVER),
        named=frozenset(back_of).difference(each.event.leaf for each in times),
    )


def _told_on(before: Enrolment, known: Aways, now: Enrolment) -> Aways | None:
    """Return what follows when acts were only added after those before; None when it is not so."""
    many = len(before.acts)
    is_longer = len(now.acts) >= many and now.struck == before.struck
    if not is_longer or not all(map(is_, before.acts, now.acts)):
        return None
    found: Aways | None = known
    for event in now.acts[many:]:
        if found is not None and event.body is not None:
            found = _and_then(found, event, event.body)
    return found


def _and_then(known: Aways, event: Event, body: Body) -> Aways | None:
    """Return what follows from one more act that is shown after all others; None when unsure."""
    if isinstance(body.act, AwayStarted):
        if body.refs or event.leaf in known.named:  # its return may be known already
            return None
        times = (*known.times, TimeAway(event, body.act, None))
        return replace(known, times=times, out=(*known.out, len(known.times)))
    if not isinstance(body.act, AwayEnded):
        return known
    meant = {n: _names_of(known.times[n].event).intersection(body.seen) for n in known.out}
    times = known.times
    for n, names in meant.items():
        if names:
            times = (*times[:n], replace(times[n], back=event), *times[n + 1 :])
    is_back = any(meant.values())
    return Aways(
        times,
        out=tuple(n for n, names in meant.items() if not names),
        last_back=max(known.last_back, event.observed) if is_back else known.last_back,
        named=known.named.union(body.seen).difference(times[n].event.leaf for n in known.out),
    )


def _back_from(left: Event, back_of: Mapping[str, Event]) -> Event | None:
    """Return the first return from this leaving, or from the one it stands in the place of."""
    found = [back_of[leaf] for leaf in _names_of(left) if leaf in back_of]
    return min(found, key=shown_order, default=None)


def _names_of(left: Event) -> frozenset[str]:
    """Return the leaves by which a return means this leaving."""
    return frozenset((left.leaf, *(() if left.body is None else left.body.refs)))


def away_flags(session: ExamSession, part: Part, candidate: str, at: datetime) -> tuple[Flag, ...]:
    """Return the limits that leaving at a moment does not meet, by who had left before."""
    rules, found = session.rules, []
    enrolment = session.enrolments.get(candidate)
    if enrolment is not None and rules.away_max_times is not None:
        before = bisect_left(times_away(enrolment), at, key=_since)
        if before >= rules.away_max_times:
            found.append(Flag.AWAY_TOO_OFTEN)
    if rules.away_at_once is not None:
        others = sum(who != candidate for who in _away_at(session, part, at))
        if others >= rules.away_at_once:
            found.append(Flag.TOO_MANY_AWAY)
    return tuple(found)


def is_too_long(session: ExamSession, away: TimeAway, now: datetime) -> bool:
    """Whether somebody is, or was, away longer than the rule set says."""
    limit = session.rules.away_max_min if away.is_seen else None
    until = now if away.back is None else away.back.observed
    return limit is not None and until - away.since > limit * MINUTE


def escorts(session: ExamSession, part: Part) -> Iterator[Escort]:
    """Yield when people on duty were outside with somebody: they do not count in the room then."""
    for found in _escorted(session.enrolments, session.id, part.room).values():
        yield from found


@Gathered
def _escorted(enrolment: Enrolment, _: str, room: str) -> tuple[Escort, ...]:
    return tuple(
        Escort(away.act.escort_person, away.since, _ended(enrolment, away))
        for away in (times_away(enrolment) if _is_of(enrolment, room) else ())
        if away.act.escort_person is not None
    )


def _away_at(session: ExamSession, part: Part, at: datetime) -> Iterator[str]:
    """Yield who was away at a moment, once for each time."""
    for enrolment in _ever_away(session.enrolments, session.id, part.room).values():
        if enrolment is None:
            continue
        known = aways_of(enrolment)
        # Most are asked about now: then nobody is away who came back.
        times = known.times if known.last_back > at else [known.times[n] for n in known.out]
        for away in times:
            until = _ended(enrolment, away)
            if away.since < at and (until is None or until > at):
                yield enrolment.candidate


@Gathered
def _ever_away(enrolment: Enrolment, _: str, room: str) -> Enrolment | None:
    return enrolment if Aspect.AWAY in enrolment.values and _is_of(enrolment, room) else None


def _is_of(enrolment: Enrolment, room: str) -> bool:
    return enrolment.room == room and enrolment.is_listed


def _since(away: TimeAway) -> datetime:
    return away.since


def _ended(enrolment: Enrolment, away: TimeAway) -> datetime | None:
    return finished_at(enrolment) if away.back is None else away.back.observed

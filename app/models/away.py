"""Being away for a moment: each time with its way back, who goes along, and the limits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from app.models.act import Event
from app.models.attendance_facts import SentToRoom
from app.models.facts import AwayEnded, AwayStarted
from app.models.registers import shown_order
from app.models.remembered import OfPerson
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


@OfPerson
def times_away(enrolment: Enrolment) -> tuple[TimeAway, ...]:
    """Return every time that still counts, in order of time."""
    counted = [e for e in enrolment.acts if e.leaf not in enrolment.struck and e.body is not None]
    back_of: dict[str, Event] = {}
    for event in counted:
        if event.body is not None and isinstance(event.body.act, AwayEnded | SentToRoom):
            for leaf in event.body.seen:
                back_of.setdefault(leaf, event)
    return tuple(
        TimeAway(event, event.body.act, _back_from(event, back_of))
        for event in counted
        if event.body is not None and isinstance(event.body.act, AwayStarted)
    )


def _back_from(left: Event, back_of: Mapping[str, Event]) -> Event | None:
    """Return the first return from this leaving, or from the one it stands in the place of."""
    named = (left.leaf, *(() if left.body is None else left.body.refs))
    found = [back_of[leaf] for leaf in named if leaf in back_of]
    return min(found, key=shown_order, default=None)


def away_flags(session: ExamSession, part: Part, candidate: str, at: datetime) -> tuple[Flag, ...]:
    """Return the limits that leaving at a moment does not meet, by who had left before."""
    rules, found = session.rules, []
    enrolment = session.enrolments.get(candidate)
    if enrolment is not None and rules.away_max_times is not None:
        before = sum(each.since < at for each in times_away(enrolment))
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
    for enrolment in session.in_room(part.room):
        for away in times_away(enrolment):
            if away.act.escort_person is not None:
                yield Escort(away.act.escort_person, away.since, _ended(enrolment, away))


def _away_at(session: ExamSession, part: Part, at: datetime) -> Iterator[str]:
    """Yield who was away at a moment, once for each time."""
    for enrolment in session.in_room(part.room):
        if Aspect.AWAY not in enrolment.values:
            continue
        until = _away_until(enrolment)
        if until is not None and until <= at:
            continue
        for away in times_away(enrolment):
            until = _ended(enrolment, away)
            if away.since < at and (until is None or until > at):
                yield enrolment.candidate


@OfPerson
def _away_until(enrolment: Enrolment) -> datetime | None:
    """Return until when somebody was ever away; None while that has no end."""
    ends = [_ended(enrolment, away) for away in times_away(enrolment)]
    known = [each for each in ends if each is not None]
    return max(known, default=_NEVER) if len(known) == len(ends) else None


def _ended(enrolment: Enrolment, away: TimeAway) -> datetime | None:
    return finished_at(enrolment) if away.back is None else away.back.observed

"""Being away for a moment: each time with its way back, who goes along, and the limits."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from app.models.act import Event
from app.models.facts import AwayEnded, AwayStarted
from app.models.session import Enrolment, ExamSession, Part
from app.models.timing import MINUTE, finished_at
from app.models.values import NOT_OBSERVED, Flag


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


def times_away(enrolment: Enrolment) -> tuple[TimeAway, ...]:
    """Return every time that still counts, in order of time."""
    counted = [e for e in enrolment.acts if e.leaf not in enrolment.struck and e.body is not None]
    backs = [e for e in counted if e.body is not None and isinstance(e.body.act, AwayEnded)]
    return tuple(
        TimeAway(event, event.body.act, next((e for e in backs if _follows(e, event)), None))
        for event in counted
        if event.body is not None and isinstance(event.body.act, AwayStarted)
    )


def _follows(back: Event, left: Event) -> bool:
    """Whether a return is that of this leaving, or of the one that it stands in the place of."""
    if back.body is None or left.body is None:
        return False
    return any(leaf in back.body.seen for leaf in (left.leaf, *left.body.refs))


def away_flags(session: ExamSession, part: Part, candidate: str, at: datetime) -> tuple[Flag, ...]:
    """Return the limits that leaving at a moment does not meet, by who had left before."""
    rules, found = session.rules, []
    enrolment = session.enrolments.get(candidate)
    if enrolment is not None and rules.away_max_times is not None:
        before = sum(each.since < at for each in times_away(enrolment))
        if before >= rules.away_max_times:
            found.append(Flag.AWAY_TOO_OFTEN)
    if rules.away_at_once is not None:
        others = sum(who != candidate for who, _ in _away_at(session, part, at))
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
                until = finished_at(enrolment) if away.back is None else away.back.observed
                yield Escort(away.act.escort_person, away.since, until)


def _away_at(session: ExamSession, part: Part, at: datetime) -> Iterator[tuple[str, TimeAway]]:
    for enrolment in session.in_room(part.room):
        finished = finished_at(enrolment)
        for away in times_away(enrolment):
            until = finished if away.back is None else away.back.observed
            if away.since < at and (until is None or until > at):
                yield enrolment.candidate, away

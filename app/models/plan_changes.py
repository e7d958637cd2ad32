"""What changed in the plan of a part since somebody looked, and has not been read by a person.

A plan that was made before the day is what people prepared on: every word after midnight is
news. A plan that was made on the day itself is news from the first shift on. Only a `PlanSeen`
that names the word takes it off the list.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from app.models.act import Act, Event
from app.models.paper import Paper
from app.models.plan import (
    CandidateMovedAway,
    CandidatePlanned,
    ExtrasAdded,
    PersonAssigned,
    RoomPlanned,
    RulesChosen,
    SessionPlanned,
)
from app.models.preparing import counted_acts
from app.models.preparing_facts import PlanSeen
from app.models.remembered import Gathered
from app.models.session import Enrolment

TOLD = (
    CandidateMovedAway,
    CandidatePlanned,
    ExtrasAdded,
    PersonAssigned,
    RoomPlanned,
    RulesChosen,
    SessionPlanned,
)
"""The words of the plan that a room has to know of."""


@dataclass(frozen=True, slots=True)
class PlanChange:
    """One word of the plan and the word it came after; `before` None: there was none."""

    event: Event
    act: Act
    before: Act | None
    candidate: str | None = None

    @property
    def leaf(self) -> str:
        """The identity of the plan event."""
        return self.event.leaf

    @property
    def at(self) -> datetime:
        """When the plan said so, in UTC."""
        return self.event.header.corrected


def unread_changes(paper: Paper) -> tuple[PlanChange, ...]:
    """Return the changes nobody has read yet, in the order the plan was written."""
    since = looked_since(paper)
    if since is None:
        return ()
    read = {
        leaf
        for event, _ in counted_acts(paper.part, PlanSeen)
        for leaf in (() if event.body is None else event.body.refs)
    }
    news = (each for each in _changes(paper, since) if each.leaf not in read)
    return tuple(sorted(news, key=lambda each: (each.at, each.event.header.seq, each.leaf)))


def _day_of(paper: Paper) -> date:
    """Return the day that the room is for; the session itself may have gone to another one."""
    try:
        return paper.local_day if paper.part.plan is None else date.fromisoformat(
            paper.part.plan.day)  # fmt: skip
    except ValueError:
        return paper.local_day


def looked_since(paper: Paper) -> datetime | None:
    """Return from when on a word of the plan is news; None while nobody looked."""
    planned = [event.header.corrected for event in paper.part.planned]
    midnight = datetime.combine(_day_of(paper), time.min, paper.zone)
    if planned and min(planned) < midnight:
        return midnight
    return min((shift.since for shift in paper.part.shifts), default=None)


def _changes(paper: Paper, since: datetime) -> Iterator[PlanChange]:
    """Yield what the plan said after a moment about the exam, the room and everybody here."""
    for planned in (paper.part.planned, paper.session.planned):
        yield from (each for each in _in_order(planned) if each.at > since)
    session, room = paper.session, paper.part.room
    for changes in _about(session.enrolments, session.id, room, since).values():
        yield from changes


@Gathered
def _about(enrolment: Enrolment, _: str, room: str, since: datetime) -> list[PlanChange]:
    its = _in_order(enrolment.planned, enrolment.candidate) if enrolment.room == room else ()
    return [each for each in its if each.at > since]


def _in_order(planned: Iterable[Event], candidate: str | None = None) -> Sequence[PlanChange]:
    """Return each word with the one before it; a word that says the same again is no change."""
    last: dict[tuple[str, str], Act] = {}
    found = []
    for event in planned:
        act = None if event.body is None else event.body.act
        if act is None or not isinstance(act, TOLD):
            continue
        key = _subject(act)
        before = last.get(key)
        last[key] = act
        if act != before:
            found.append(PlanChange(event, act, before, candidate))
    return found


def _subject(act: Act) -> tuple[str, str]:
    if isinstance(act, CandidateMovedAway | CandidatePlanned):
        return ("expected", "")
    return (act.TYPE, act.person if isinstance(act, PersonAssigned) else "")

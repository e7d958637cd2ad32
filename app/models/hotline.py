"""The issue log: what came in, who has it, whom it waits for, and what was done (10).

Every open calamity of a room is an issue at once, before anybody at the office touched it. The
rest is told by acts of the office; nothing here is kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from app.models.act import Act, Event
from app.models.calamity import Calamity
from app.models.hotline_facts import (
    OF_ISSUES,
    HelpdeskCalled,
    HelpdeskCallEnded,
    IssueAwaited,
    IssueHandedOver,
    IssueOpened,
    IssueReopened,
    IssueSolved,
    IssueTaken,
)
from app.models.office_facts import OfficeShiftOpened
from app.models.registers import shown_order
from app.models.session import ExamSession, Part


class IssueState(StrEnum):
    """Where an issue stands."""

    NEW = "new"
    TAKEN = "taken"
    AWAITED = "awaited"
    SOLVED = "solved"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the office, by id and name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a calamity happens: a session in a room."""

    session: ExamSession
    part: Part
    calamity: Calamity


@dataclass(frozen=True, slots=True)
class HelpdeskCall:
    """A call to a helpdesk, from when until when. UTC."""

    event: Event
    act: HelpdeskCalled
    ended: Event | None = None
    outcome: HelpdeskCallEnded | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue. `number` is 0 while nobody gave it one; `acts` are the office's, in order."""

    key: str
    title: str
    since: datetime
    state: IssueState = IssueState.NEW
    number: int = 0
    room: str | None = None
    session: str | None = None
    caller: str | None = None
    category: str | None = None
    owner: Person | None = None
    waits_for: str = ""
    solved_at: datetime | None = None
    places: tuple[Place, ...] = ()
    acts: tuple[Event, ...] = ()
    calls: tuple[HelpdeskCall, ...] = ()
    also_taken_by: tuple[Person, ...] = field(default=())
    """Who took it up at the same time as its owner, without knowing."""

    @property
    def is_open(self) -> bool:
        """Whether there is still something to do."""
        return self.state is not IssueState.SOLVED

    @property
    def call(self) -> HelpdeskCall | None:
        """The call that goes on now."""
        return next((each for each in reversed(self.calls) if each.ended is None), None)


def issues_of(sessions: Iterable[ExamSession], office: Sequence[Event]) -> tuple[Issue, ...]:
    """Return the issues of the day, in order of reporting.

    Args:
        sessions: what the rooms recorded.
        office: the events of the office's scope that count, shifts included.
    """
    people = people_of(office)
    found = _of_calamities(sessions)
    acts: dict[str, list[Event]] = {}
    for event in sorted(office, key=shown_order):
        act = None if event.body is None else event.body.act
        if isinstance(act, OF_ISSUES):
            acts.setdefault(act.issue, []).append(event)
            if isinstance(act, IssueOpened) and act.issue not in found:
                found[act.issue] = _opened(act, event)
    told = [_told(issue, acts.get(key, ()), people) for key, issue in found.items()]
    return numbered(sorted(told, key=lambda each: (each.since, each.key)))


def people_of(office: Iterable[Event]) -> Mapping[str, Person]:
    """Return who records under which shift of the office."""
    return {
        event.leaf: Person(event.body.act.person, event.body.act.name)
        for event in office
        if event.body is not None and isinstance(event.body.act, OfficeShiftOpened)
    }


def numbered(issues: Sequence[Issue]) -> tuple[Issue, ...]:
    """Give those without a number the next ones: what is shown until somebody takes it up."""
    highest = max((each.number for each in issues), default=0)
    found = []
    for issue in issues:
        if not issue.number:
            highest += 1
            issue = replace(issue, number=highest)  # noqa: PLW2901 - the same one, numbered
        found.append(issue)
    return tuple(found)


def twins(issues: Sequence[Issue]) -> Mapping[str, str]:
    """Return a letter for each issue whose number another one has too, given without contact."""
    by_number: dict[int, list[str]] = {}
    for issue in issues:
        by_number.setdefault(issue.number, []).append(issue.key)
    return {
        key: chr(ord("a") + at) if len(keys) > 1 and at else ""
        for keys in by_number.values()
        for at, key in enumerate(keys)
    }


# ---------------------------------------------------------------- within


def _of_calamities(sessions: Iterable[ExamSession]) -> dict[str, Issue]:
    """Return an issue per calamity that was not withdrawn; one that touches several parts once."""
    found: dict[str, Issue] = {}
    for session in sessions:
        for part in session.parts.values():
            for calamity in part.calamities:
                if calamity.withdrawn_at is not None:
                    continue
                place = Place(session, part, calamity)
                known = found.get(calamity.key)
                if known is not None:
                    found[calamity.key] = replace(known, places=(*known.places, place))
                    continue
                found[calamity.key] = Issue(
                    key=calamity.key,
                    title=calamity.title,
                    since=calamity.since,
                    room=part.room,
                    session=session.id,
                    category=None if calamity.name is None else calamity.name.route,
                    places=(place,),
                )
    return found


def _opened(act: IssueOpened, event: Event) -> Issue:
    return Issue(
        key=act.issue,
        title=act.title,
        since=event.observed,
        number=act.number,
        room=act.room,
        session=act.session,
        caller=act.caller,
        category=act.category,
    )


def _told(issue: Issue, events: Sequence[Event], people: Mapping[str, Person]) -> Issue:
    for event in events:
        if event.body is not None:
            by = people.get(event.header.shift or "")
            issue = _after(issue, event.body.act, event, by)
    return replace(issue, acts=tuple(events), calls=_calls(events))


def _after(issue: Issue, act: Act, event: Event, by: Person | None) -> Issue:
    """Return the issue after one act of the office."""
    taken, after = IssueState.TAKEN, issue
    match act:
        case IssueOpened():
            number = issue.number or act.number
            after = replace(issue, state=taken, number=number, owner=issue.owner or by)
        case IssueTaken():
            after = _taken(issue, act, by)
        case IssueHandedOver():
            owner = Person(act.to_person, act.to_name)
            after = replace(issue, state=taken, owner=owner, waits_for="")
        case IssueAwaited():
            after = replace(issue, state=IssueState.AWAITED, waits_for=act.whom)
        case IssueSolved():
            solved = IssueState.SOLVED
            after = replace(issue, state=solved, waits_for="", solved_at=event.observed)
        case IssueReopened():
            after = replace(issue, state=taken, solved_at=None)
        case _:
            pass
    return after


def _taken(issue: Issue, act: IssueTaken, by: Person | None) -> Issue:
    """Who took it from whom it was has it; two who took it at once both stand there."""
    number = issue.number or act.number
    owner = None if issue.owner is None else issue.owner.id
    if by is None or (owner is not None and owner not in (act.from_person, by.id)):
        others = issue.also_taken_by if by is None else (*issue.also_taken_by, by)
        return replace(issue, number=number, also_taken_by=others)
    state = IssueState.TAKEN if issue.is_open else issue.state
    return replace(issue, state=state, number=number, owner=by, waits_for="")


def _calls(events: Sequence[Event]) -> tuple[HelpdeskCall, ...]:
    ends = [
        (event, event.body.act)
        for event in events
        if event.body is not None and isinstance(event.body.act, HelpdeskCallEnded)
    ]
    found = []
    for event in events:
        if event.body is None or not isinstance(event.body.act, HelpdeskCalled):
            continue
        end = next((pair for pair in ends if event.leaf in _refs(pair[0])), (None, None))
        found.append(HelpdeskCall(event, event.body.act, *end))
    return tuple(found)


def _refs(event: Event) -> tuple[str, ...]:
    return () if event.body is None else event.body.refs

"""Planning by hand: what was asked of the plan and answered, and who sits in which part of a hall.

One way of spreading candidates over rooms, for the office's page, the dossier and its commands.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from app.models.act import Event
from app.models.attendance_facts import CandidateAdded
from app.models.collation import name_key, plain
from app.models.planning_facts import (
    BY_HAND,
    CandidateLinked,
    HandPlan,
    PartOrder,
    PlanSettled,
    SessionPlaced,
    StaffPlaced,
)
from app.models.session import Enrolment, ExamSession
from app.models.values import Aspect


def by_hand_of(
    events: Iterable[Event], is_effective: Callable[[str], bool]
) -> tuple[HandPlan, ...]:
    """Return what counts of what the office asked, each with its answer, in order of asking."""
    asked: list[Event] = []
    settled: dict[str, PlanSettled] = {}
    for event in events:
        if event.body is None or not is_effective(event.leaf):
            continue
        if isinstance(event.body.act, PlanSettled):
            settled.update(dict.fromkeys(event.body.refs, event.body.act))
        elif isinstance(event.body.act, BY_HAND):
            asked.append(event)
    return tuple(
        HandPlan(each, settled.get(each.leaf)) for each in sorted(asked, key=_asked_order)
    )


def is_overtaken(session: ExamSession, event: Event) -> bool:
    """Whether the same was asked later than this, and is done: the later word stands."""
    its, asked = _subject(event), list(session.by_hand)
    at = next(n for n, each in enumerate(asked) if each.event.leaf == event.leaf)
    return any(
        each.settled is not None and each.settled.refusal is None and _subject(each.event) == its
        for each in asked[at + 1 :]
    )


def _subject(event: Event) -> tuple[object, ...]:
    """Return what a request is about: of one subject the last word counts."""
    body = event.body
    act = None if body is None else body.act
    if isinstance(act, SessionPlaced):
        return (SessionPlaced, act.day)
    if isinstance(act, StaffPlaced):
        return (StaffPlaced, act.person, act.room, act.location, act.day)
    return (type(act), None if body is None else body.candidate)


def links_of(session: ExamSession) -> dict[str, str]:
    """Return who was added by hand, with the planned enrolment each was linked to."""
    found: dict[str, str] = {}
    for each in session.by_hand:
        body, settled = each.event.body, each.settled
        if body is None or settled is None or settled.refusal is not None:
            continue
        if isinstance(body.act, CandidateLinked) and body.candidate is not None:
            found[body.candidate] = body.act.enrolment
    return {who: planned for who, planned in found.items() if planned in session.enrolments}


def added_act(enrolment: Enrolment) -> CandidateAdded | None:
    """Return how somebody was added by hand, also once he is linked to a plan."""
    value = enrolment.values.get(Aspect.ADDED)
    act = None if value is None else value.act
    return act if isinstance(act, CandidateAdded) else None


def recorded_as(session: ExamSession, candidate: str) -> str:
    """Return under which id a planned candidate was recorded: the own one, or that of a link."""
    links = {planned: who for who, planned in links_of(session).items()}
    return links.get(candidate, candidate)


def spread(count: int, shares: Sequence[int | None]) -> tuple[int, ...]:
    """Return how many sit in each room: as asked while there are any, the rest evenly.

    What nobody asked for goes to the rooms without a share; without such a room, to the last.
    """
    left, told = count, [0] * len(shares)
    for at, share in enumerate(shares):
        if share is not None:
            told[at] = min(share, left)
            left -= told[at]
    open_rooms = [at for at, share in enumerate(shares) if share is None] or [len(shares) - 1]
    for n, at in enumerate(open_rooms):
        told[at] += -(-(n + 1) * left // len(open_rooms)) + (-n * left // len(open_rooms))
    return tuple(told)


def in_order(enrolments: Iterable[Enrolment], order: PartOrder) -> list[Enrolment]:
    """Return candidates in the order in which they are spread over the rooms of a session."""
    return sorted(enrolments, key=lambda each: _place_of(each, order))


def last_with(enrolments: Sequence[Enrolment], until: str, order: PartOrder) -> int:
    """Return how many, in this order, come up to and including a name, letters or a number."""
    limit = plain(until.strip())
    return sum(_place_of(each, order)[0][: len(limit)] <= limit for each in enrolments)


def _place_of(enrolment: Enrolment, order: PartOrder) -> tuple[str, str, str]:
    plan = enrolment.plan
    if plan is None:
        return ("", "", enrolment.candidate)
    if order is PartOrder.NUMBER:
        return (plain(plan.number), plain(plan.surname), enrolment.candidate)
    return name_key(plan.surname, plan.given_name, enrolment.candidate)


def _asked_order(event: Event) -> tuple[datetime, str, str, int, int, str]:
    """Return the order of asking: of one handling by its batch, whatever the scope."""
    header, body = event.header, event.body
    at = 0 if body is None or body.batch is None else body.batch.i
    return (header.corrected, header.writer, header.epoch, at, header.seq, event.leaf)

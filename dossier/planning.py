"""What the office asked of the plan is answered by plan events, once, in the order of asking.

The same hand on rooms as the commands have (`RoomDesk`): one road for both. What cannot be done is
answered with why, so that the office sees it beside the session (decisions 14, 23).
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from app.models import planning_facts as p
from app.models.act import Act, Body, Event
from app.models.drafts import Draft
from app.models.grants import rights_of
from app.models.office_facts import OfficeShiftOpened
from app.models.plan import ExtrasAdded
from app.models.planning import in_order, is_overtaken, links_of, spread
from app.models.roles import may_write
from app.models.session import Enrolment
from dossier.archive.ledger import Writing
from dossier.archive.marks import has_marks
from dossier.archive.reading import Reading
from dossier.enrolling import plain_name
from dossier.granting import all_grants
from dossier.linking import Links, changed_since
from dossier.opened import OpenDossier
from dossier.plan import add_extras
from dossier.rooms import NoSuchSession, Place, RoomDesk
from dossier.staffing import NoSuchPerson

REFS_MOST: Final = 400
"""How many requests one answer names: a body holds no more than 64 KiB."""


class Plans:
    """Answers what the office asks of the plan; a repeat does nothing."""

    def __init__(self, dossier: OpenDossier) -> None:
        self._dossier = dossier

    def settle(self, session: str) -> None:
        """Do what the office still asks of a session."""
        ledger = self._dossier.ledger
        with ledger.reading() as reading:
            if not has_marks(reading, session):  # the office asks by marks: most have none
                return
            is_asked = next(_asked(reading, session), None) is not None
            if not is_asked and next(changed_since(reading, session), None) is None:
                return
        with ledger.writing(self._dossier.around.moment()) as writing:
            desk = RoomDesk(writing, self._dossier.feed, self._dossier.config)
            told: dict[tuple[str, p.PlanRefusal | None], list[str]] = defaultdict(list)
            for event in list(_asked(writing, session)):
                desk.because = desk.staff.because = (event.leaf,)
                refusal = _done(writing, desk, session, event)
                told[event.header.scope, refusal].append(event.leaf)
            for (scope, refusal), leaves in told.items():
                for at in range(0, len(leaves), REFS_MOST):
                    refs = tuple(leaves[at : at + REFS_MOST])
                    writing.write(Draft(scope, Body(p.PlanSettled(refusal), refs=refs)))
            links = Links(writing, session)
            for candidate, planned in list(changed_since(writing, session)):
                links.stand_in(candidate, planned)


def _asked(reading: Reading, session: str) -> Iterator[Event]:
    """Yield what was asked under a shift that is here, and not answered yet."""
    fold = reading.fold(session)
    for each in fold.session.by_hand:
        shift = fold.events.get(each.event.header.shift or "")
        is_signed = shift is not None and _shift(shift) is not None
        if each.is_waiting and is_signed:
            yield each.event


def _shift(event: Event) -> OfficeShiftOpened | None:
    act = None if event.body is None else event.body.act
    return act if isinstance(act, OfficeShiftOpened) else None


def _done(writing: Writing, desk: RoomDesk, session: str, event: Event) -> p.PlanRefusal | None:
    """Do one of them; return why it was not done, or None."""
    body = event.body
    if body is None:
        return None
    places = [place.location for place in _places(body.act)]
    shift = writing.fold(session).events[event.header.shift or ""]
    held = _shift(shift)
    allowed = _allowed(writing, held, event, body.act)
    if allowed and not allowed.issuperset(map(plain_name, places)):
        return p.PlanRefusal.OTHER_LOCATION
    if is_overtaken(writing.session(session), event):
        return p.PlanRefusal.OVERTAKEN
    rule = _RULES[type(body.act)]
    return rule(writing, desk, session, body)


def _allowed(writing: Writing, held: OfficeShiftOpened | None, event: Event, act: Act) -> set[str]:
    """Return the locations where who asks may ask this; none means everywhere."""
    if held is None:
        return set()
    rights = rights_of(all_grants(writing), held.person, event.header.corrected)
    scope = event.header.scope
    told = rights.locations_as(lambda each: may_write(each, act.TYPE, scope, at_office=True))
    return set(map(plain_name, (*told, *held.locations)))


def _places(act: object) -> Sequence[p.PlacedRoom]:
    if isinstance(act, p.SessionPlaced):
        return act.rooms
    if isinstance(act, p.StaffPlaced | p.CandidatePlaced):
        return (p.PlacedRoom(act.room, act.location),)
    return ()


def _place_session(
    writing: Writing, desk: RoomDesk, session: str, body: Body
) -> p.PlanRefusal | None:
    act: Any = body.act
    known = writing.session(session)
    apart = {each for link in links_of(known).items() for each in link}
    here = [
        each for each in known.enrolments.values()
        if each.plan is not None and each.candidate not in apart
    ]  # fmt: skip
    fixed = [each for each in here if each.has_facts]
    loose = in_order((each for each in here if not each.has_facts), act.order)
    places = [Place(each.label, each.location, act.day) for each in act.rooms]
    if not places:
        return p.PlanRefusal.UNKNOWN_ROOM
    if not {each.room for each in fixed} <= {place.room for place in places}:
        return p.PlanRefusal.RECORDED
    seating = _seating(loose, fixed, act, places)
    try:
        desk.assign(
            session,
            [
                Place(each.label, each.location, each.day, tuple(seating[each.room]))
                for each in places
            ],
        )
    except NoSuchSession:
        return p.PlanRefusal.UNKNOWN_SESSION
    desk.let_go(session, act.day, {place.room for place in places})
    return None


def _seating(
    loose: Sequence[Enrolment], fixed: Sequence[Enrolment], act: p.SessionPlaced,
    places: Sequence[Place],
) -> dict[str, list[str]]:  # fmt: skip
    """Return who sits where: who was recorded in a room stays there and takes a seat of it."""
    seating: dict[str, list[str]] = {place.room: [] for place in places}
    for each in fixed:
        seating[each.room or ""].append(each.candidate)
    shares = [
        None if asked.candidates is None else max(0, asked.candidates - len(seating[place.room]))
        for asked, place in zip(act.rooms, places, strict=True)
    ]
    at = 0
    for place, count in zip(places, spread(len(loose), shares), strict=True):
        seating[place.room] += [each.candidate for each in loose[at : at + count]]
        at += count
    return seating


def _place_staff(
    writing: Writing, desk: RoomDesk, session: str, body: Body
) -> p.PlanRefusal | None:
    act: Any = body.act
    place = Place(act.room, act.location, act.day)
    if place.room not in writing.session(session).parts:
        return p.PlanRefusal.UNKNOWN_ROOM
    if not act.is_placed:
        desk.staff.withdraw(place.room_day, act.person)
        return None
    hours = (act.works_from, act.works_until)
    try:
        desk.staff.assign(place.room_day, act.person, act.role, hours)
    except NoSuchPerson:
        return p.PlanRefusal.UNKNOWN_PERSON
    return None


def _place_candidate(
    writing: Writing, desk: RoomDesk, session: str, body: Body
) -> p.PlanRefusal | None:
    act: Any = body.act
    known = writing.session(session)
    place = Place(act.room, act.location, act.day)
    enrolment = known.enrolments.get(body.candidate or "")
    if enrolment is None or enrolment.plan is None:
        return p.PlanRefusal.UNKNOWN_CANDIDATE
    part = known.parts.get(place.room)
    if part is None or part.plan is None:
        return p.PlanRefusal.UNKNOWN_ROOM
    if enrolment.has_facts:
        return p.PlanRefusal.RECORDED
    desk.seat(enrolment.candidate, place.room, {place.room: act.room}, keeps_seat=False)
    return None


def _give_extras(writing: Writing, _: RoomDesk, __: str, body: Body) -> p.PlanRefusal | None:
    act: Any = body.act
    extras = ExtrasAdded(act.birth_date, act.seat, act.programme)
    is_known = add_extras(writing, body.candidate or "", extras)
    return None if is_known else p.PlanRefusal.UNKNOWN_CANDIDATE


def _link(writing: Writing, desk: RoomDesk, session: str, body: Body) -> p.PlanRefusal | None:
    act: Any = body.act
    links = Links(writing, session)
    links.because = desk.because
    return links.link(body.candidate or "", act.enrolment)


_Rule = Callable[[Writing, RoomDesk, str, Body], p.PlanRefusal | None]
_RULES: Final[dict[type, _Rule]] = {
    p.SessionPlaced: _place_session,
    p.StaffPlaced: _place_staff,
    p.CandidatePlaced: _place_candidate,
    p.ExtrasGiven: _give_extras,
    p.CandidateLinked: _link,
}

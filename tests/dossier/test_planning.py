"""What the office asks of the plan is answered by the dossier, once, and reaches the room."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from app.models.absence import notice_of
from app.models.act import Act
from app.models.attendance_facts import CandidateAdded
from app.models.desk_facts import AbsenceNotified
from app.models.facts import ArrivalRegistered, WorkHandedIn
from app.models.hotline_facts import MessageSent
from app.models.plan import FactCarried
from app.models.planning import recorded_as
from app.models.planning_facts import (
    CandidateLinked,
    CandidatePlaced,
    ExtrasGiven,
    PartOrder,
    PlacedRoom,
    PlanRefusal,
    SessionPlaced,
    StaffPlaced,
)
from app.models.session import ExamSession
from app.models.values import Permission, Role, StaffRole
from dossier.moving import Moves
from dossier.opened import OpenDossier
from dossier.planning import Plans
from dossier.retention import look
from dossier.rooms import Place
from dossier.staffing import list_people
from tests.dossier.inside import (
    CLIENT,
    SESSION,
    START,
    assign,
    enrolment_id,
    plan,
    planned_candidate,
    take,
)
from tests.dossier.laptop import Stream
from tests.dossier.office import (
    DayKey,
    day_key,
    enrol_office,
    granted,
    open_office_shift,
    people,
    steward,
)
from tests.dossier.test_closing import at_work, closing, outbox, seal

DAY = "2026-12-09"
WALK_IN = "walk-in"
HALL, SMALL = PlacedRoom("Sporthal Oost", "Noord"), PlacedRoom("B1.14", "Noord", 2)
WHOLE = f"session/{SESSION}"


class Planner:
    """A coordinator at a machine of the office, with one stream per scope."""

    def __init__(self, dossier: OpenDossier, locations: tuple[str, ...] = ()) -> None:
        steward(dossier)
        granted(dossier, "b1", Role.COORDINATOR, locations)
        self.dossier, self.laptop = dossier, enrol_office(dossier)
        self.held: DayKey = day_key(dossier, "b1", Role.COORDINATOR, locations=locations)
        self.streams: dict[str, Stream] = {}

    def ask(self, act: Act, scope: str = WHOLE, candidate: str | None = None) -> None:
        if scope not in self.streams:
            self.streams[scope] = self.laptop.stream(scope, key=self.laptop.key)
            open_office_shift(self.streams[scope], self.held)
        stream = self.streams[scope]
        stream.add(act, candidate=candidate)
        take(self.dossier, self.laptop, stream.events)
        Plans(self.dossier).settle(SESSION)

    @property
    def session(self) -> ExamSession:
        with self.dossier.ledger.reading() as reading:
            return reading.session(SESSION)

    @property
    def answers(self) -> list[PlanRefusal | None]:
        return [each.settled.refusal for each in self.session.by_hand if each.settled]

    def seated(self) -> dict[str, int]:
        """Return how many sit in each room, by label."""
        parts = {room: part.plan.label for room, part in self.session.parts.items() if part.plan}
        rooms = [each.room for each in self.session.enrolments.values() if each.is_listed]
        return {label: rooms.count(room) for room, label in parts.items()}


@pytest.fixture
def planner(dossier: OpenDossier) -> Planner:
    plan(dossier, 5)
    return Planner(dossier)


def test_a_session_is_split_over_rooms_as_asked_and_the_plan_names_the_request(planner: Planner):
    planner.ask(SessionPlaced(DAY, (SMALL, HALL), PartOrder.NUMBER))
    assert planner.seated() == {"B1.14": 2, "Sporthal Oost": 3}
    first = Place("B1.14", "Noord", DAY).room
    here = sorted(c for c, each in planner.session.enrolments.items() if each.room == first)
    assert here == [enrolment_id(0), enrolment_id(1)]
    (asked,) = planner.session.by_hand
    room = planner.session.parts[first].planned[-1]
    assert room.body is not None
    assert room.body.refs == (asked.event.leaf,)
    assert asked.settled is not None


def test_a_repeat_writes_nothing_and_what_the_command_changed_since_stays(planner: Planner):
    planner.ask(SessionPlaced(DAY, (HALL,)))
    assign(planner.dossier, Place("A0.22", "Noord", DAY))
    Plans(planner.dossier).settle(SESSION)
    assert planner.seated()["A0.22"] == 5


def test_what_was_asked_earlier_and_arrives_later_does_not_overtake_the_last_word(
    planner: Planner,
):
    for label, minutes in (("A0.22", 0), ("Sporthal Oost", 20), ("B1.14", -10)):
        for stream in planner.streams.values():
            stream.wall += timedelta(minutes=minutes)
        planner.ask(SessionPlaced(DAY, (PlacedRoom(label, "Noord"),)))
    assert planner.seated() == {"Sporthal Oost": 5}
    assert planner.answers == [None, PlanRefusal.OVERTAKEN, None]


def test_a_room_that_is_given_up_holds_the_session_no_longer(planner: Planner):
    planner.ask(SessionPlaced(DAY, (HALL,)))
    planner.ask(SessionPlaced(DAY, (PlacedRoom("B1.14", "Noord"),)))
    assert planner.seated() == {"B1.14": 5}


def test_who_was_recorded_in_a_room_stays_there(dossier: OpenDossier):
    (stream,) = at_work(dossier)
    planner, place = Planner(dossier), Place("A0.22", "Noord", DAY)
    stream.add(ArrivalRegistered(), candidate=enrolment_id(0))
    take(dossier, stream.laptop, stream.events)
    planner.ask(SessionPlaced(DAY, (HALL,)))
    planner.ask(SessionPlaced(DAY, (PlacedRoom("A0.22", "Noord", 1), HALL)))
    assert planner.answers == [PlanRefusal.RECORDED, None]
    assert planner.session.enrolments[enrolment_id(0)].room == place.room
    planner.ask(CandidatePlaced("Sporthal Oost", "Noord", DAY), f"part/{SESSION}/{place.room}",
                enrolment_id(0))  # fmt: skip
    assert planner.answers.count(PlanRefusal.RECORDED) == 2


def test_somebody_works_in_a_room_from_here_to_there_and_can_be_taken_off(planner: Planner):
    def placed(**changes: object) -> StaffPlaced:
        members = {"person": "p1", "name": "R. Vos", "role": StaffRole.INVIGILATOR,
                   "room": "Sporthal Oost", "location": "Noord", "day": DAY}  # fmt: skip
        return StaffPlaced(**(members | changes))  # type: ignore[arg-type]

    planner.ask(SessionPlaced(DAY, (HALL,)))
    planner.ask(placed())
    people(planner.dossier, "p1")
    hours = ("2026-12-09T07:30:00.000Z", "2026-12-09T09:30:00.000Z")
    planner.ask(placed(works_from=hours[0], works_until=hours[1]))
    part = planner.session.parts[Place("Sporthal Oost", "Noord", DAY).room]
    assert [(p.person, p.works_from, p.works_until) for p in part.people] == [("p1", *hours)]
    planner.ask(placed(is_placed=False))
    assert not planner.session.parts[part.room].people
    assert planner.answers == [None, PlanRefusal.UNKNOWN_PERSON, None, None]


def test_a_coordinator_of_one_location_plans_no_room_elsewhere(dossier: OpenDossier):
    plan(dossier, 2)
    assign(dossier)
    planner = Planner(dossier, ("Noord",))
    planner.ask(SessionPlaced(DAY, (PlacedRoom("Z1.01", "Zuid"),)))
    assert planner.answers == [PlanRefusal.OTHER_LOCATION]


def test_a_coordinator_of_one_location_gives_a_room_there_to_what_has_none(
    dossier: OpenDossier,
):
    plan(dossier, 2)
    planner = Planner(dossier, ("Noord",))
    planner.ask(SessionPlaced(DAY, (PlacedRoom("Z1.01", "Zuid"),)))
    planner.ask(SessionPlaced(DAY, (HALL,)))
    assert planner.answers == [PlanRefusal.OTHER_LOCATION, None]
    assert planner.seated() == {"Sporthal Oost": 2}


def test_a_candidate_gets_another_room_and_what_a_file_tells(planner: Planner):
    planner.ask(SessionPlaced(DAY, (SMALL, HALL)))
    at = Place("B1.14", "Noord", DAY).room
    there = Place("Sporthal Oost", "Noord", DAY).room
    one = enrolment_id(0)
    planner.ask(CandidatePlaced("Sporthal Oost", "Noord", DAY), f"part/{SESSION}/{at}", one)
    planner.ask(ExtrasGiven(seat="B3"), f"part/{SESSION}/{there}", one)
    enrolment = planner.session.enrolments[one]
    assert (enrolment.room, enrolment.seat) == (there, "B3")


def test_a_notice_of_absence_ties_nobody_to_a_room_and_goes_along(planner: Planner):
    planner.ask(SessionPlaced(DAY, (HALL,)))
    old, one = Place("Sporthal Oost", "Noord", DAY).room, enrolment_id(0)
    planner.ask(AbsenceNotified("zelf"), f"part/{SESSION}/{old}", one)
    planner.ask(SessionPlaced(DAY, (PlacedRoom("B1.14", "Noord"),)))
    Moves(planner.dossier).settle(SESSION)
    assert planner.answers == [None, None]
    enrolment = planner.session.enrolments[one]
    assert enrolment.room == Place("B1.14", "Noord", DAY).room
    assert notice_of(enrolment) is not None
    with planner.dossier.ledger.reading() as reading:
        here = reading.events(f"part/{SESSION}/{enrolment.room}")
        carried = [e.body.act for e in here if e.body and isinstance(e.body.act, FactCarried)]
    assert [act.room for act in carried] == ["Sporthal Oost"]


def walk_in(dossier: OpenDossier, *, sealed: bool) -> Planner:
    """Somebody sat down who was on no list, and handed in; the planner sent him after that."""
    (stream,) = at_work(dossier)
    for n in (0, 1):
        stream.add(ArrivalRegistered(), candidate=enrolment_id(n))
    stream.add(CandidateAdded("Zoë T.", Permission.BY_PHONE), candidate=WALK_IN)
    stream.add(ArrivalRegistered(), candidate=WALK_IN)
    stream.add(WorkHandedIn(), candidate=WALK_IN)
    take(dossier, stream.laptop, stream.events)
    if sealed:
        seal(dossier, stream)
    plan(dossier, 3)
    return Planner(dossier)


@pytest.mark.parametrize("sealed", [False, True])
def test_a_walk_in_stands_under_the_plan_that_came_later_and_the_planner_hears_of_him(
    dossier: OpenDossier, sealed: bool
):
    planner = walk_in(dossier, sealed=sealed)
    part, late = f"part/{SESSION}/{Place('A0.22', 'Noord', DAY).room}", enrolment_id(2)
    planner.ask(CandidateLinked(late), part, WALK_IN)
    here, planned = (planner.session.enrolments[each] for each in (WALK_IN, late))
    assert planner.answers == [None]
    assert here.plan == planned.plan
    assert (planned.is_listed, here.is_listed) == (False, True)
    with dossier.desks.read() as desk:
        assert desk.has_facts(late)
    if sealed:
        closing(dossier).settle(SESSION)
        told = dict(outbox(dossier))
        result = told[f"/associations/{late}"]["result"]
        assert result["consumers"][0]["attendance"] == "present"  # type: ignore[index]


def test_what_the_planner_changes_after_a_link_is_taken_over(dossier: OpenDossier):
    planner = walk_in(dossier, sealed=False)
    part = f"part/{SESSION}/{Place('A0.22', 'Noord', DAY).room}"
    planner.ask(CandidateLinked(enrolment_id(2)), part, WALK_IN)
    changed = planned_candidate(2, surname="Anders")
    with dossier.desks.write() as desk:
        desk.put_enrolment(changed, CLIENT, START)
    Plans(dossier).settle(SESSION)
    plan_now = planner.session.enrolments[WALK_IN].plan
    assert plan_now is not None
    assert plan_now.surname == "Anders"
    assert not planner.session.enrolments[enrolment_id(2)].is_listed


def test_what_a_walk_in_did_is_kept_and_erased_with_the_person_he_was_linked_to(
    dossier: OpenDossier,
):
    planner = walk_in(dossier, sealed=False)
    part = f"part/{SESSION}/{Place('A0.22', 'Noord', DAY).room}"
    planner.ask(CandidateLinked(enrolment_id(2)), part, WALK_IN)
    with dossier.ledger.reading() as reading:
        kept = look(reading, date(2040, 1, 1))
    person = kept.person("person-2")
    assert person is not None
    assert {each.candidate for each in person.records} == {WALK_IN, enrolment_id(2)}


def test_a_link_goes_to_somebody_without_a_record_once_and_can_be_taken_off(
    dossier: OpenDossier,
):
    planner = walk_in(dossier, sealed=False)
    part, late = f"part/{SESSION}/{Place('A0.22', 'Noord', DAY).room}", enrolment_id(2)
    for planned in (enrolment_id(0), "unknown", late, ""):
        planner.ask(CandidateLinked(planned), part, WALK_IN)
    assert planner.answers == [PlanRefusal.RECORDED, PlanRefusal.UNKNOWN_CANDIDATE, None, None]
    here = planner.session.enrolments[WALK_IN].plan
    assert here is not None
    assert here.surname == "Zoë T."
    assert planner.session.enrolments[late].is_listed
    assert recorded_as(planner.session, late) == late


def test_everybody_who_can_work_is_listed_once(dossier: OpenDossier):
    people(dossier, "p1", "p2")
    for _ in range(2):
        with dossier.ledger.writing(dossier.around.moment()) as writing:
            list_people(writing)
    with dossier.ledger.reading() as reading:
        acts: Sequence[object] = [e.body.act for e in reading.events("school") if e.body]
    assert [each.person for each in acts if type(each).__name__ == "PersonListed"] == ["p1", "p2"]


def test_a_message_of_the_office_has_effect_though_it_is_a_mark(planner: Planner):
    assign(planner.dossier)
    room = Place("A0.22", "Noord", DAY).room
    planner.ask(MessageSent("m1", "Wacht met starten"), f"part/{SESSION}/{room}")
    assert len(planner.session.parts[room].messages) == 1

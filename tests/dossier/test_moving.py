"""What a room says about who went where is answered in the part of the other room."""

from dataclasses import replace

from app.models.attendance_facts import CandidateAdded, SentToRoom
from app.models.facts import (
    ArrivalRegistered,
    AwayEnded,
    Corrected,
    InterruptionStarted,
    SessionStarted,
    WorkHandedIn,
)
from app.models.fold import Fold
from app.models.plan import FactCarried
from app.models.session import ExamSession
from app.models.values import Aspect, Permission
from dossier.closing import Closing
from dossier.moving import Moves
from dossier.opened import OpenDossier
from dossier.rooms import RoomDesk
from tests.dossier.inside import PLACE, SESSION, assign, enrolment_id, plan, take
from tests.dossier.laptop import Stream
from tests.dossier.test_closing import at_work, closing, outbox

EAST = replace(PLACE, label="B1.07")
THERE = f"part/{SESSION}/{EAST.room}"
OTHER_SESSION = "00000000-0000-4000-8000-000000000002"
ONE = enrolment_id(0)


def state(dossier: OpenDossier) -> ExamSession:
    with dossier.ledger.reading() as reading:
        return reading.session(SESSION)


def seen_in(dossier: OpenDossier, room: str) -> ExamSession:
    """Return the session as a laptop of a room knows it: its own part and the session's plan."""
    with dossier.ledger.reading() as reading:
        fold = Fold(SESSION)
        fold.add(reading.events(f"part/{SESSION}/{room}", f"session/{SESSION}"))
        return fold.session


def carriers(dossier: OpenDossier) -> int:
    with dossier.ledger.reading() as reading:
        acts = [event.body.act for event in reading.events(THERE) if event.body]
    return sum(isinstance(act, FactCarried) for act in acts)


def two_rooms(dossier: OpenDossier) -> None:
    one, other = replace(PLACE, candidates=(ONE,)), replace(EAST, candidates=(enrolment_id(1),))
    assign(dossier, other, one)


def sent(dossier: OpenDossier, to: str = EAST.label) -> Stream:
    """One came in A0.22 and was sent to another room; the dossier knows of it."""
    (stream,) = at_work(dossier)
    two_rooms(dossier)
    stream.add(SessionStarted())
    stream.add(InterruptionStarted("alarm"))
    stream.add(ArrivalRegistered(), candidate=ONE)
    stream.add(SentToRoom(to, PLACE.label, "lawaai", "J. de Wit"), candidate=ONE)
    settle(dossier, stream)
    return stream


def settle(dossier: OpenDossier, stream: Stream) -> None:
    take(dossier, stream.laptop, stream.events)
    Moves(dossier).settle(SESSION)


def test_the_other_room_expects_who_was_sent_and_knows_what_was_recorded(dossier: OpenDossier):
    sent(dossier)
    there = seen_in(dossier, EAST.room).enrolments[ONE]
    assert there.room == EAST.room
    assert there.arrival is not None
    assert set(there.elsewhere.values()) == {PLACE.label}
    assert seen_in(dossier, EAST.room).parts[PLACE.room].interruptions
    assert state(dossier).enrolments[ONE].room == EAST.room


def test_a_repeat_writes_nothing(dossier: OpenDossier):
    sent(dossier)
    with dossier.ledger.reading() as reading:
        size = len(reading.events_of_session(SESSION))
    Moves(dossier).settle(SESSION)
    with dossier.ledger.reading() as reading:
        assert len(reading.events_of_session(SESSION)) == size


def test_what_arrives_late_is_brought_too_and_differs_where_it_does(dossier: OpenDossier):
    stream = sent(dossier)
    before = carriers(dossier)
    stream.add(WorkHandedIn(), candidate=ONE)
    settle(dossier, stream)
    assert carriers(dossier) == before + 1
    assert Aspect.HAND_IN in seen_in(dossier, EAST.room).enrolments[ONE].values


def test_a_room_without_this_session_holds_it_from_then_on(dossier: OpenDossier):
    (stream,) = at_work(dossier)
    plan(dossier, 0, session=OTHER_SESSION)
    assign(dossier, EAST, session=OTHER_SESSION)
    stream.add(ArrivalRegistered(), candidate=ONE)
    stream.add(SentToRoom(EAST.label.lower(), PLACE.label), candidate=ONE)
    settle(dossier, stream)
    told = seen_in(dossier, EAST.room)
    assert told.parts[EAST.room].plan is not None
    assert told.enrolments[ONE].is_listed


def test_a_room_that_nobody_knows_leaves_the_candidate_where_the_plan_was(dossier: OpenDossier):
    sent(dossier, to="Z9.99")
    assert state(dossier).enrolments[ONE].room == PLACE.room
    assert carriers(dossier) == 0


def test_a_move_that_was_taken_back_is_taken_back_in_the_plan(dossier: OpenDossier):
    stream = sent(dossier)
    refs = (stream.events[-1].leaf,)
    stream.add(Corrected("direct hersteld", is_undo=True), candidate=ONE, refs=refs)
    settle(dossier, stream)
    assert state(dossier).enrolments[ONE].room == PLACE.room
    assert seen_in(dossier, PLACE.room).enrolments[ONE].moved_to is None


def test_who_returned_by_himself_is_expected_where_he_is(dossier: OpenDossier):
    stream = sent(dossier)
    stream.add(AwayEnded(), candidate=ONE, seen=(stream.events[-1].leaf,))
    settle(dossier, stream)
    assert state(dossier).enrolments[ONE].room == PLACE.room


def test_who_was_on_no_list_takes_the_history_along(dossier: OpenDossier):
    stream = sent(dossier)
    walk_in = "00000000-0000-4000-8000-00000000abcd"
    stream.add(CandidateAdded("Sami Voorbeeld", Permission.NOBODY_YET), candidate=walk_in)
    stream.add(ArrivalRegistered(), candidate=walk_in)
    stream.add(SentToRoom(EAST.label, PLACE.label), candidate=walk_in)
    settle(dossier, stream)
    there = seen_in(dossier, EAST.room).enrolments[walk_in]
    assert there.room == EAST.room
    assert there.is_listed
    assert there.added is not None


def test_who_came_in_a_room_that_was_given_up_meanwhile_stays_there(dossier: OpenDossier):
    (stream,) = at_work(dossier)
    stream.add(ArrivalRegistered(), candidate=ONE)  # without network
    assign(dossier, EAST)
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        desk = RoomDesk(writing, dossier.feed, dossier.config)
        desk.let_go(SESSION, PLACE.day, {EAST.room})
    before = seen_in(dossier, PLACE.room)
    assert not before.parts[PLACE.room].is_held
    settle(dossier, stream)
    told = seen_in(dossier, PLACE.room)
    assert told.parts[PLACE.room].is_held
    assert [each.candidate for each in told.in_room(PLACE.room)] == [ONE]
    assert state(dossier).enrolments[enrolment_id(1)].room == EAST.room  # who did not come yet


def test_moves_are_answered_when_something_of_the_session_comes_in(dossier: OpenDossier):
    (stream,) = at_work(dossier)
    two_rooms(dossier)
    stream.add(SentToRoom(EAST.label, PLACE.label), candidate=ONE)
    take(dossier, stream.laptop, stream.events)
    closing(dossier).settle(SESSION)
    assert state(dossier).enrolments[ONE].room == EAST.room
    assert outbox(dossier) == []


def test_a_session_of_one_room_is_not_folded_by_what_comes_in(dossier: OpenDossier) -> None:
    (stream,) = at_work(dossier)
    stream.add(ArrivalRegistered(), candidate=ONE)
    take(dossier, stream.laptop, stream.events)
    dossier.ledger.folds.forget({SESSION})
    settling = Closing(dossier, lambda: None)
    settling.settle(SESSION)
    assert dossier.ledger.folds.get(SESSION)[1] < 0
    two_rooms(dossier)
    dossier.ledger.folds.forget({SESSION})
    settling.settle(SESSION)
    assert dossier.ledger.folds.get(SESSION)[1] >= 0

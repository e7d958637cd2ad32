"""Taking back and recording again: within ten minutes, here, with nothing built on it."""

import pytest

from app.models import commands as c
from app.models import facts as f
from app.models.act import Event
from app.models.drafts import Refused
from app.models.fold import RoomFold
from app.models.marks import FrontierEntry, Manifest, ReportSigned
from app.models.repair import UNDO_REASON, last_handling, redo, undo
from app.models.values import Aspect, DurationFrom, Reason, StaffRole
from tests.builders import (
    MINUTE,
    SECOND,
    SESSION,
    START,
    Play,
    a_laptop,
    a_plan,
    a_session,
    candidate_id,
)

ONE, TWO, THREE = (candidate_id(number) for number in (1, 2, 3))


def refused(play: Play, command: c.Command, at=None) -> Reason:
    with pytest.raises(Refused) as caught:
        play.decide(command, at)
    return caught.value.reason


def signed(play: Play, last: Event) -> ReportSigned:
    entry = FrontierEntry("laptop-1", "e1", play.scope, last.header.seq, last.leaf)
    manifest = Manifest(play.scope, (), (entry,), 1, "0" * 64, 1, 1, "0" * 64)
    role = StaffRole.CHIEF_INVIGILATOR
    return ReportSigned("p1", "M. Vos", role, manifest, (), START, None, "AA==", "AA==")


def test_undo_restores_the_exact_state_before_with_the_fixed_reason():
    play = a_session(2, arrived=True)
    before = play.enrolment().values
    play.do(c.LeaveForAMoment(SESSION, ONE), START + 40 * MINUTE)
    (taken,) = play.do(c.Undo())
    assert play.enrolment().values == before
    assert taken.body.act == f.Corrected(UNDO_REASON, is_undo=True)
    assert taken.body.candidate == ONE


def test_ten_minutes_to_the_second():
    play = a_session(1)
    play.do(c.RegisterArrival(SESSION, ONE), START + MINUTE)
    assert play.decide(c.Undo(), START + 11 * MINUTE).drafts
    assert refused(play, c.Undo(), START + 11 * MINUTE + SECOND) is Reason.TOO_LATE_TO_UNDO


def test_another_laptops_act_is_not_taken_back_here():
    play, other = a_session(1, started=False), a_laptop("laptop-2")
    other.act(f.ArrivalRegistered(), START, ONE)
    play.take(*other.written)
    assert refused(play, c.Undo()) is Reason.NOTHING_TO_UNDO
    assert undo(play.folds, play.moment(START), "laptop-2").drafts


def test_what_another_act_knew_of_is_built_upon():
    play, other = a_session(1, started=False), a_laptop("laptop-2")
    (absent,) = play.do(c.EstablishNoShow(SESSION, (ONE,)), START)
    came = other.act(f.ArrivalRegistered(), START + MINUTE, ONE, seen=[absent])
    play.take(*other.written)
    assert refused(play, c.Undo()) is Reason.BUILT_UPON
    play.take(other.act(f.Corrected("fout"), START + 2 * MINUTE, ONE, refs=[came]))
    assert play.decide(c.Undo()).drafts


def test_what_another_act_refers_to_is_built_upon():
    play, other = a_session(1, rules={"kind": "practical"}), a_laptop("laptop-2")
    (begun,) = play.do(c.StartInterruption(SESSION, "alarm"), START + MINUTE)
    other.act(f.InterruptionEnded(), START + 2 * MINUTE, refs=[begun])
    play.take(*other.written)
    assert refused(play, c.Undo()) is Reason.BUILT_UPON


def test_what_is_signed_is_built_upon_until_the_signature_lapses():
    play = a_session(1)
    (came, check) = play.do(c.RegisterArrival(SESSION, ONE), START + MINUTE)
    play.take(play.laptop.act(signed(play, came), START + 2 * MINUTE))
    assert [d.body.refs for d in play.decide(c.Undo()).drafts] == [(came.leaf,), (check.leaf,)], (
        "the second fact of the handling came after the signature, which lapsed by it"
    )
    other = a_session(1)
    (_, check) = other.do(c.RegisterArrival(SESSION, ONE), START + MINUTE)
    other.take(other.laptop.act(signed(other, check), START + 2 * MINUTE))
    assert other.part.signatures[0].stands
    assert refused(other, c.Undo()) is Reason.BUILT_UPON


def test_of_a_bulk_act_only_the_free_members_are_taken_back():
    play, other = a_session(3), a_laptop("laptop-2")
    one, two, three = play.do(c.EstablishNoShow(SESSION, (ONE, TWO, THREE)), START)
    other.act(f.ArrivalRegistered(), START + MINUTE, TWO, seen=[two])
    play.take(*other.written)
    taken = play.do(c.Undo(), START + 2 * MINUTE)
    assert [event.body.refs for event in taken] == [(one.leaf,), (three.leaf,)]
    assert play.enrolment(ONE).arrival is None
    again = play.do(c.Redo(), START + 3 * MINUTE)
    assert [event.body.candidate for event in again] == [ONE, THREE]
    assert all(play.enrolment(each).is_absent for each in (ONE, THREE))
    assert play.enrolment(TWO).arrival.heads == (other.written[1],)


def test_redo_records_again_with_the_time_it_was_first_seen():
    play = a_session(1)
    play.do(c.RegisterArrival(SESSION, ONE), START + MINUTE)
    play.do(c.Undo(), START + 2 * MINUTE)
    play.do(c.Redo(), START + 3 * MINUTE)
    arrival = play.enrolment().arrival
    assert arrival.observed == START + MINUTE
    assert arrival.event.header.corrected == START + 3 * MINUTE
    assert refused(play, c.Redo()) is Reason.NOTHING_TO_REDO


def test_three_back_and_three_again_and_back_once_more():
    play = a_session(1, arrived=True)
    states = [play.enrolment().values]
    for command in (
        c.LeaveForAMoment(SESSION, ONE),
        c.ComeBack(SESSION, ONE),
        c.HandIn(SESSION, (ONE,)),
    ):
        play.do(command, play.now + MINUTE)
        states.append(play.enrolment().values)

    def told() -> dict[str, str]:
        values = play.enrolment().values
        return {key: value.act.TYPE for key, value in values.items()}

    types = [{key: value.act.TYPE for key, value in state.items()} for state in states]
    for _ in range(2):
        for expected in reversed(types[:3]):
            play.do(c.Undo(), play.now + SECOND)
            assert told() == expected
        for expected in types[1:]:
            play.do(c.Redo(), play.now + SECOND)
            assert told() == expected
        assert refused(play, c.Redo()) is Reason.NOTHING_TO_REDO
    assert not play.enrolment().differences


def test_after_another_act_nothing_is_recorded_again():
    play = a_session(2)
    play.do(c.RegisterArrival(SESSION, ONE), START + MINUTE)
    play.do(c.Undo())
    play.do(c.RegisterArrival(SESSION, TWO), START + 2 * MINUTE)
    assert refused(play, c.Redo()) is Reason.NOTHING_TO_REDO


def test_after_an_act_in_another_session_of_the_room_nothing_is_recorded_again():
    play, second = a_session(1), a_session(1, session="s2")
    play.folds.add([*second.dossier.written, second.laptop.written[0]])
    play.do(c.RegisterArrival(SESSION, ONE), START + MINUTE)
    play.do(c.Undo(), START + 2 * MINUTE)
    play.laptop.shifts[second.scope] = second.laptop.written[0].leaf
    play.laptop._heads[second.scope] = (0, second.laptop.written[0].leaf)
    play.laptop.offset_ms = -300_000  # the dossier told meanwhile that the laptop is ahead
    play.do(c.RegisterArrival("s2", ONE), START - 2 * MINUTE)
    assert play.folds.folds["s2"].session.enrolments[ONE].arrival is not None
    assert {each.header.scope for each in last_handling(play.folds, "laptop-1")} == {second.scope}
    assert refused(play, c.Redo()) is Reason.NOTHING_TO_REDO


def test_the_newest_is_by_the_stream_not_by_the_order_of_coming_in_or_the_clock():
    play = a_session(2)
    play.do(c.RegisterArrival(SESSION, ONE), START + MINUTE)
    play.laptop.offset_ms = -90_000  # the dossier told that the laptop is ahead
    last = play.do(c.RegisterArrival(SESSION, TWO), START + MINUTE - 30 * SECOND)
    assert last_handling(play.folds, "laptop-1") == tuple(last)
    shuffled = RoomFold(play.room)
    shuffled.add(sorted(play.fold.events.values(), key=lambda event: event.leaf))
    assert last_handling(shuffled, "laptop-1") == tuple(last)
    taken = undo(shuffled, play.moment(), "laptop-1")
    shuffled.add(play.laptop.write_all(taken.drafts, play.now))
    backwards = RoomFold(play.room)
    backwards.add(reversed(list(shuffled.folds[SESSION].events.values())))
    drafts = redo(backwards, "laptop-1").drafts
    assert {draft.body.candidate for draft in drafts} == {TWO}


def test_undo_takes_the_start_of_all_and_every_own_start_back_in_one():
    plan = a_plan(duration_from=DurationFrom.OWN_START)

    play = a_session(3, arrived=True, plan=plan)
    assert Aspect.START in play.enrolment().values
    taken = play.do(c.Undo())
    assert len(taken) == 4
    assert play.part.started_at is None
    assert all(Aspect.START not in play.enrolment(each).values for each in (ONE, TWO, THREE))


def test_an_undo_that_was_itself_corrected_is_not_recorded_again():
    play = a_session(1)
    (came, _) = play.do(c.RegisterArrival(SESSION, ONE), START + MINUTE)
    for taken in play.do(c.Undo()):
        play.do(c.Correct(SESSION, taken.leaf, "was toch goed"))
    assert play.enrolment().arrival.heads == (came,)
    assert refused(play, c.Redo()) is Reason.NOTHING_TO_REDO

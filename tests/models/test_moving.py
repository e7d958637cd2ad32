"""A candidate who goes to another room keeps one history, whichever of the rooms looks at it."""

import random
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.models import attendance_commands as attend
from app.models import commands as c
from app.models import facts as f
from app.models.attendance_facts import SentToRoom
from app.models.drafts import Refused
from app.models.fold import Fold, fold, part_scope
from app.models.outcome import outcome_of
from app.models.paper import paper_of
from app.models.plan import CandidateMovedAway
from app.models.report import text_of
from app.models.report_tables import figures
from app.models.reporting import report_of
from app.models.session import ExamSession
from app.models.timing import attendance_of, own_start, personal_end, status_of
from app.models.values import Aspect, Attendance, IdentityOutcome, Reason, Status
from tests.builders import (
    MINUTE,
    ROOM,
    SESSION,
    START,
    Play,
    Writer,
    a_candidate,
    a_session,
    candidate_id,
    carried,
)

ONE, TWO = candidate_id(1), candidate_id(2)
OTHER = "b2.08"
END = START + 90 * MINUTE


def two_rooms() -> tuple[Play, Play]:
    """Return the same session in two rooms; each room's laptop knows its own part alone."""
    rules: dict[str, object] = {"id": "ie", "kind": "institution"}
    here = a_session(2, arrived=True, rules=rules)
    return here, a_session(0, rules=rules, room=OTHER, started=False)


def answer(here: Play, there: Play, at: datetime) -> None:
    """Do what the dossier does: expect the candidate there, and bring what was recorded here."""
    here.plan(CandidateMovedAway(OTHER), ONE, at)
    there.plan(a_candidate(1), ONE, at)
    for event in here.laptop.written:
        act = event.body.act if event.body else None
        is_of_room = isinstance(
            act, f.SessionStarted | f.InterruptionStarted | f.InterruptionEnded
        )
        if is_of_room or (event.body and event.body.candidate == ONE):
            there.plan(carried(here, event), ONE, at)


def moved(at: datetime = START + 20 * MINUTE) -> tuple[Play, Play]:
    """A candidate came, began, and was sent to the other room, which was told of it."""
    here, there = two_rooms()
    here.do(
        c.CheckIdentity(SESSION, ONE, IdentityOutcome.SEEN, document="passport"), START + MINUTE
    )
    here.do(attend.SendToRoom(SESSION, ONE, OTHER, "lawaai", "J. de Wit"), at)
    there.do(c.StartSession(SESSION), START + 5 * MINUTE)
    answer(here, there, at)
    return here, there


def end_in(play: Play) -> datetime | None:
    end = personal_end(play.session, play.part, play.enrolment(ONE))
    return None if end is None else end.at


def status_in(play: Play) -> Status:
    return status_of(play.session, play.part, play.enrolment(ONE))


def printed(play: Play) -> str:
    paper = paper_of(play.session, play.room)
    assert paper is not None
    report = report_of(paper)
    return "\n".join(f"{i.lead} {text_of(i.text)}" for i in report.irregularities)


# ---------------------------------------------------------------- one history


def test_who_is_sent_to_another_room_is_gone_here_and_on_the_way_there():
    here, there = moved()
    assert status_in(here) is Status.MOVED
    assert here.enrolment(ONE).sent_to == OTHER
    assert status_in(there) is Status.AWAY
    there.do(c.ComeBack(SESSION, ONE), START + 24 * MINUTE)
    assert status_in(there) is Status.PRESENT


def test_the_room_that_takes_somebody_in_knows_what_was_recorded_before():
    here, there = moved()
    mine, told = here.enrolment(ONE), there.enrolment(ONE)
    for aspect in (Aspect.ARRIVAL, Aspect.IDENTITY, Aspect.AWAY):
        assert told.values[aspect].event.leaf == mine.values[aspect].event.leaf
    assert set(told.elsewhere.values()) == {ROOM}
    assert own_start(there.session, there.part, told) == own_start(here.session, here.part, mine)


def test_the_own_end_follows_the_start_where_the_exam_began():
    _, there = moved()
    assert end_in(there) == END


def test_time_back_counts_in_each_room_what_fell_while_somebody_was_there():
    here, there = two_rooms()
    (stopped,) = here.do(c.StartInterruption(SESSION, "alarm"), START + 10 * MINUTE)
    here.do(c.EndInterruption(SESSION, stopped.leaf), START + 14 * MINUTE)
    here.do(attend.SendToRoom(SESSION, ONE, OTHER), START + 20 * MINUTE)
    there.do(c.StartSession(SESSION), START)
    (earlier,) = there.do(c.StartInterruption(SESSION, "netwerk"), START + 12 * MINUTE)
    there.do(c.EndInterruption(SESSION, earlier.leaf), START + 22 * MINUTE)
    answer(here, there, START + 20 * MINUTE)
    assert end_in(there) == END + 4 * MINUTE + 2 * MINUTE


def test_a_move_in_the_middle_of_an_interruption_ends_it_for_who_moved():
    here, there = two_rooms()
    here.do(c.StartInterruption(SESSION, "lekkage"), START + 10 * MINUTE)
    here.do(attend.SendToRoom(SESSION, ONE, OTHER), START + 25 * MINUTE)
    there.do(c.StartSession(SESSION), START)
    answer(here, there, START + 25 * MINUTE)
    assert end_in(there) == END + 15 * MINUTE


def test_both_rooms_print_the_move_and_only_one_what_was_recorded_before():
    here, there = moved()
    there.do(c.ComeBack(SESSION, ONE), START + 24 * MINUTE)
    assert "Naar een ander lokaal" in printed(here)
    assert "lawaai. Besloten door J. de Wit." in printed(here)
    assert "Kwam uit een ander lokaal" in printed(there)
    assert "Naar een ander lokaal" not in printed(there)
    first, second = paper_of(here.session, ROOM), paper_of(there.session, OTHER)
    assert first is not None
    assert second is not None
    rows = {row.number: row for row in report_of(first).candidates}
    assert rows["100001"].remark.startswith(f"naar lokaal {OTHER}")
    assert figures(first)[0].value == figures(second)[0].value == "1"


def test_whoever_moved_holds_up_the_closing_of_the_other_room_alone():
    here, there = moved()
    paper = paper_of(here.session, ROOM)
    assert paper is not None
    assert outcome_of(paper, here.enrolment(TWO)).attendance is Attendance.NOT_FINISHED
    there.do(c.ComeBack(SESSION, ONE), START + 24 * MINUTE)
    there.do(c.HandIn(SESSION, (ONE,)), START + 60 * MINUTE)
    assert status_in(there) is Status.HANDED_IN


# ---------------------------------------------------------------- at once


def whole(*plays: Play) -> ExamSession:
    """Return the session as the dossier knows it: of all rooms, and what it brought."""
    events = {e.leaf: e for p in plays for w in (p.dossier, p.laptop) for e in w.written}
    return fold(SESSION, events.values())


def test_two_rooms_that_record_at_once_differ_and_lose_nothing():
    here, there = moved()
    there.do(c.ComeBack(SESSION, ONE), START + 24 * MINUTE)
    there.do(c.HandIn(SESSION, (ONE,)), START + 60 * MINUTE)
    here.do(c.HandIn(SESSION, (ONE,)), START + 40 * MINUTE)
    enrolment = whole(here, there).enrolments[ONE]
    assert enrolment.values[Aspect.HAND_IN].is_difference
    assert len(enrolment.values[Aspect.HAND_IN].heads) == 2


def test_the_attendance_is_told_once_by_the_room_where_somebody_is():
    here, there = moved()
    there.do(c.ComeBack(SESSION, ONE), START + 24 * MINUTE)
    there.do(c.HandIn(SESSION, (ONE,)), START + 60 * MINUTE)
    session = whole(here, there)
    enrolment = session.enrolments[ONE]
    assert enrolment.room == OTHER
    assert attendance_of(session, session.parts[OTHER], enrolment) is Attendance.PRESENT
    assert ONE not in {each.candidate for each in session.in_room(ROOM)}


def test_two_laptops_that_send_somebody_to_two_rooms_differ():
    here, _ = two_rooms()
    second = Writer("laptop-9")
    here.take(second.open_shift(START - 30 * MINUTE))
    second.act(SentToRoom("c3.01", ROOM), START + 21 * MINUTE, ONE)
    here.do(attend.SendToRoom(SESSION, ONE, OTHER), START + 20 * MINUTE)
    here.take(*second.written)
    assert here.enrolment(ONE).values[Aspect.AWAY].is_difference
    assert here.enrolment(ONE).sent_to is None


def test_who_comes_back_by_himself_is_here_again():
    here, _ = moved()
    here.do(c.ComeBack(SESSION, ONE), START + 30 * MINUTE)
    assert status_in(here) is Status.PRESENT


def test_a_move_can_be_taken_back():
    here, _ = two_rooms()
    before = here.enrolment(ONE).values
    here.do(attend.SendToRoom(SESSION, ONE, OTHER), START + 20 * MINUTE)
    here.do(c.Undo(), START + 21 * MINUTE)
    assert here.enrolment(ONE).values == before
    assert status_in(here) is Status.PRESENT


# ---------------------------------------------------------------- what cannot be


def test_nobody_is_sent_to_the_same_room_or_after_the_end():
    here, _ = two_rooms()
    with pytest.raises(Refused) as same:
        here.decide(attend.SendToRoom(SESSION, ONE, ROOM.upper()))
    assert same.value.reason is Reason.SAME_ROOM
    here.do(c.HandIn(SESSION, (ONE,)), START + 60 * MINUTE)
    with pytest.raises(Refused) as over:
        here.decide(attend.SendToRoom(SESSION, ONE, OTHER), START + 61 * MINUTE)
    assert over.value.reason is Reason.ALREADY_SO


def test_what_another_room_recorded_is_not_struck_here():
    here, there = moved()
    leaf = here.enrolment(ONE).values[Aspect.ARRIVAL].event.leaf
    with pytest.raises(Refused):
        there.decide(c.Correct(SESSION, leaf, "niet gezien"))
    with pytest.raises(Refused):
        there.decide(c.Undo(), START + 21 * MINUTE)


# ---------------------------------------------------------------- the fold


@given(st.randoms())
@settings(max_examples=60)
def test_carried_facts_tell_the_same_in_any_order(chance: random.Random):
    here, there = moved()
    there.do(c.ComeBack(SESSION, ONE), START + 24 * MINUTE)
    for events in (
        [*there.dossier.written, *there.laptop.written],
        [
            *here.dossier.written,
            *here.laptop.written,
            *there.dossier.written,
            *there.laptop.written,
        ],
    ):
        one_by_one = Fold(SESSION)
        chance.shuffle(events)
        for event in events:
            one_by_one.add([event])
        assert one_by_one.session == fold(SESSION, events)


def test_a_carried_fact_stands_in_no_stream_of_this_room():
    _, there = moved()
    brought = there.fold.indexes.carried
    assert brought
    assert not brought & {event.leaf for event in there.fold.in_scope(part_scope(SESSION, ROOM))}
    assert there.part.flaws == ()


@pytest.mark.parametrize("broken", ["header", "body"])
def test_a_carrier_that_does_not_read_brings_nothing(broken: str):
    here, there = two_rooms()
    sent = here.laptop.act(f.AwayStarted(), START, ONE)
    act = replace(carried(here, sent), **{broken: "{"})
    there.plan(act, ONE)
    assert sent.leaf not in there.fold.events


def test_a_laptop_cannot_carry():
    here, there = two_rooms()
    sent = here.laptop.act(f.AwayStarted(), START, ONE)
    there.take(there.laptop.act(carried(here, sent), START, ONE))
    assert sent.leaf not in there.fold.events

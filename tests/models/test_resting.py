"""Rest breaks: the own clock stands still, once, and only that candidate's."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.models import commands as c
from app.models.compensation import lost_by
from app.models.drafts import Refused
from app.models.facts import InterruptionStarted
from app.models.provision_facts import RestBreakEnded, RestBreakStarted
from app.models.resting import rested_by
from app.models.session import Enrolment, Interruption, Part, Rest
from app.models.timing import PersonalEnd, late_by, personal_end, schedule_of
from app.models.values import DurationUntil, Reason
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

ONE, TWO = candidate_id(1), candidate_id(2)
LOOSE: dict[str, object] = {"kind": "institution", "late_keeps_end": False}


def minutes(number: int) -> datetime:
    return START + number * MINUTE


def end_of(play: Play, candidate: str = ONE) -> PersonalEnd:
    found = personal_end(play.session, play.part, play.enrolment(candidate))
    assert found is not None
    return found


def rest(play: Play, since: datetime, until: datetime) -> None:
    play.do(c.StartRestBreak(SESSION, ONE), since)
    play.do(c.EndRestBreak(SESSION, ONE), until)


def test_a_rest_break_moves_the_own_end_and_nobody_elses():
    play = a_session(2, arrived=True, rules=LOOSE)
    rest(play, minutes(10), minutes(16) + SECOND)
    assert (end_of(play).rest, end_of(play).at) == (7 * MINUTE, minutes(97))
    assert end_of(play, TWO).at == minutes(90)
    assert schedule_of(play.session, play.part).end == minutes(90)
    assert late_by(play.session, play.part, play.enrolment()) is None


def test_a_rest_break_that_is_not_over_gives_nothing_yet():
    play = a_session(1, arrived=True, rules=LOOSE)
    play.do(c.StartRestBreak(SESSION, ONE), minutes(10))
    assert end_of(play).at == minutes(90)
    assert play.enrolment().resting_since == minutes(10)


def test_an_interruption_during_a_rest_break_counts_once():
    play = a_session(2, arrived=True, rules=LOOSE)
    play.do(c.StartRestBreak(SESSION, ONE), minutes(10))
    (alarm,) = play.do(c.StartInterruption(SESSION, "alarm"), minutes(12))
    play.do(c.EndRestBreak(SESSION, ONE), minutes(15))
    play.do(c.EndInterruption(SESSION, alarm.leaf), minutes(20))
    end = end_of(play)
    assert (end.compensation, end.rest, end.at) == (8 * MINUTE, 2 * MINUTE, minutes(100))
    assert end_of(play, TWO).at == minutes(98)


def test_a_toilet_visit_within_a_rest_break_takes_nothing_and_adds_nothing():
    play = a_session(1, arrived=True, rules=LOOSE)
    play.do(c.StartRestBreak(SESSION, ONE), minutes(40))
    play.do(c.LeaveForAMoment(SESSION, ONE), minutes(41))
    play.do(c.ComeBack(SESSION, ONE), minutes(44))
    play.do(c.EndRestBreak(SESSION, ONE), minutes(45))
    assert end_of(play).at == minutes(95)


def test_two_laptops_that_saw_one_break_recorded_one_break():
    play = a_session(1, arrived=True, rules=LOOSE)
    other = a_laptop("laptop-2")
    play.take(*other.written)
    play.laptop.act(RestBreakStarted(), minutes(10), ONE)
    play.laptop.act(RestBreakEnded(), minutes(20), ONE)
    other.act(RestBreakStarted(), minutes(11), ONE)
    other.act(RestBreakEnded(), minutes(22), ONE)
    play.take(*play.laptop.written, *other.written)
    assert play.enrolment().rests == (Rest(minutes(10), minutes(22)),)
    assert not play.enrolment().differences


def test_one_laptop_ends_what_both_began():
    play = a_session(1, arrived=True, rules=LOOSE)
    other = a_laptop("laptop-2")
    play.take(*other.written)
    play.laptop.act(RestBreakStarted(), minutes(10), ONE)
    other.act(RestBreakStarted(), minutes(11), ONE)
    play.take(*play.laptop.written, *other.written)
    play.do(c.EndRestBreak(SESSION, ONE), minutes(20))
    assert play.enrolment().resting_since is None


def test_an_end_that_is_taken_back_lets_the_clock_stand_still_again():
    play = a_session(1, arrived=True, rules=LOOSE)
    rest(play, minutes(10), minutes(15))
    play.do(c.Undo(), minutes(16))
    assert play.enrolment().resting_since == minutes(10)


def test_the_end_of_a_break_that_never_began_makes_no_other_longer():
    play = a_session(1, arrived=True, rules=LOOSE)
    rest(play, minutes(10), minutes(12))
    (mistaken,) = play.do(c.StartRestBreak(SESSION, ONE), minutes(30))
    play.do(c.EndRestBreak(SESSION, ONE), minutes(34))
    play.do(c.Correct(SESSION, mistaken.leaf, "verkeerde kandidaat"), minutes(35))
    assert end_of(play).rest == 2 * MINUTE


def test_handing_in_ends_the_break_for_the_clock():
    play = a_session(1, arrived=True, rules=LOOSE)
    play.do(c.StartRestBreak(SESSION, ONE), minutes(10))
    play.do(c.HandIn(SESSION, (ONE,)), minutes(40))
    play.do(c.EndRestBreak(SESSION, ONE), minutes(60))
    assert end_of(play).rest == 30 * MINUTE


@pytest.mark.parametrize(("passes", "end"), [(True, 95), (False, 90)])
def test_a_rest_break_passes_the_window_as_extra_time_does(passes, end):
    plan = a_plan(duration_min=90, duration_until=DurationUntil.SESSION_END)
    play = a_session(1, arrived=True, plan=plan, rules=LOOSE | {"extra_may_pass_end": passes})
    rest(play, minutes(10), minutes(15))
    assert end_of(play).at == minutes(end)


def test_a_break_cannot_begin_before_arriving_twice_or_end_when_there_is_none():
    play = a_session(2, started=False, rules=LOOSE)
    with pytest.raises(Refused) as refused:
        play.do(c.StartRestBreak(SESSION, ONE))
    assert refused.value.reason is Reason.NEVER_ARRIVED
    play.do(c.RegisterArrival(SESSION, ONE))
    with pytest.raises(Refused) as refused:
        play.do(c.EndRestBreak(SESSION, ONE))
    assert refused.value.reason is Reason.NOT_RESTING
    play.do(c.StartRestBreak(SESSION, ONE))
    with pytest.raises(Refused) as refused:
        play.do(c.StartRestBreak(SESSION, ONE))
    assert refused.value.reason is Reason.ALREADY_SO


spans = st.lists(
    st.tuples(st.integers(0, 5400), st.integers(0, 900)).map(
        lambda s: (START + timedelta(seconds=s[0]), START + timedelta(seconds=s[0] + s[1]))
    ),
    max_size=5,
)


@given(spans, spans, st.none() | st.integers(0, 5400))
@settings(max_examples=200)
def test_what_comes_back_is_every_stopped_second_once_rounded_up(rests, alarms, stopped_s):
    stopped = None if stopped_s is None else START + timedelta(seconds=stopped_s)
    part = Part(
        SESSION,
        "b1",
        interruptions=tuple(
            Interruption(str(n), since, until, None, frozenset(), InterruptionStarted("x"))
            for n, (since, until) in enumerate(alarms)
        ),
    )
    enrolment = Enrolment(ONE, "b1", rests=tuple(Rest(*span) for span in rests))
    rest = rested_by(part.interruptions, enrolment, START, stopped)
    back = lost_by(part.interruptions, ONE, START, stopped)
    seconds = {
        second
        for since, until in (*rests, *alarms)
        for second in range(
            int((since - START).total_seconds()), int((until - START).total_seconds())
        )
        if stopped_s is None or second < stopped_s
    }
    assert back + rest == timedelta(minutes=-(-len(seconds) // 60))
    assert rest >= timedelta(0)

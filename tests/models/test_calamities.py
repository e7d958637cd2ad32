"""A calamity in the record: what each act writes, and what time it gives back."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models import calamity_commands as k
from app.models import commands as c
from app.models.calamity import Calamity
from app.models.calamity_facts import WorkabilityAnswered
from app.models.compensation import lost, union
from app.models.drafts import Refused
from app.models.facts import InterruptionStarted
from app.models.fold import RoomFold, part_scope
from app.models.session import Interruption
from app.models.timing import personal_end, schedule_of
from app.models.values import (
    DecisionOutcome,
    Reason,
    RollCallPlace,
    Workability,
)
from tests.builders import MINUTE, ROOM, SECOND, START, Play, a_laptop, a_session, candidate_id

F9 = START + 72 * MINUTE + 5 * SECOND
RESUMED = F9 + 6 * MINUTE + 52 * SECOND
ONE, TWO, THREE = (candidate_id(n) for n in (1, 2, 3))


def opened(play: Play, at: datetime = F9) -> str:
    play.do(k.OpenCalamity(), at)
    return calamity(play).key


def calamity(play: Play) -> Calamity:
    return play.part.calamities[-1]


def stopped(play: Play, workable: Workability = Workability.NONE, *who: str) -> str:
    key = opened(play)
    play.do(k.NameCalamity(key, "NET", "Netwerk weg"), F9 + 3 * SECOND)
    play.do(k.AnswerWorkability(key, workable, who), F9 + 9 * SECOND)
    return key


def resume(play: Play, key: str, at: datetime = RESUMED) -> None:
    play.do(k.DecideResumption(key, resumes=True, decided_by="M. Vos"), at)


def refused(play: Play, command: c.Command, at: datetime | None = None) -> Reason:
    with pytest.raises(Refused) as refusal:
        play.decide(command, at)
    return refusal.value.reason


def end_of(play: Play, who: str = ONE) -> timedelta:
    """Return how much later than the planned end somebody may work."""
    end = personal_end(play.session, play.part, play.enrolment(who))
    assert end is not None
    assert end.at is not None
    return end.at - (START + 90 * MINUTE)


# ---------------------------------------------------------------- the key and the answer


def test_the_moment_of_the_key_stands_and_a_withdrawn_press_stays():
    play = a_session(arrived=True)
    key = opened(play)
    play.do(k.WithdrawCalamity(key), F9 + 8 * SECOND)
    assert calamity(play).since == F9
    assert calamity(play).withdrawn_at == F9 + 8 * SECOND
    assert not calamity(play).is_open
    assert refused(play, k.NameCalamity(key, "NET", "Netwerk weg")) is Reason.NO_CALAMITY


def test_nee_stops_the_clock_of_all_from_the_key_press():
    play = a_session(arrived=True)
    key = stopped(play)
    (interruption,) = play.part.interruptions
    assert interruption.since == F9
    assert interruption.candidate is None
    resume(play, key)
    assert end_of(play) == 7 * MINUTE
    schedule = schedule_of(play.session, play.part)
    assert schedule is not None
    assert schedule.end == START + 97 * MINUTE
    assert schedule.leave_until == START + 82 * MINUTE


def test_ja_allemaal_starts_no_stopwatch():
    play = a_session(arrived=True)
    stopped(play, Workability.ALL)
    assert play.part.interruptions == ()
    assert calamity(play).workable is Workability.ALL


def test_sommigen_stops_the_clock_of_the_chosen_only():
    play = a_session(arrived=True)
    key = stopped(play, Workability.SOME, ONE, "a stranger")
    resume(play, key)
    assert end_of(play, ONE) == 7 * MINUTE
    assert end_of(play, TWO) == timedelta(0)


def test_a_later_answer_counts_from_then_and_both_stay():
    play = a_session(arrived=True)
    key = stopped(play, Workability.ALL)
    play.do(k.AnswerWorkability(key, Workability.NONE), F9 + 4 * MINUTE)
    resume(play, key, F9 + 6 * MINUTE)
    assert end_of(play) == 2 * MINUTE
    answers = [act.workable for _, act in calamity(play).all(WorkabilityAnswered)]
    assert answers == [Workability.ALL, Workability.NONE]
    play.do(k.CloseCalamity(key))
    assert not calamity(play).is_open


def test_a_route_that_stops_everybody_asks_nothing():
    play = a_session(arrived=True)
    key = opened(play)
    play.do(k.NameCalamity(key, "FIRE", "Ontruiming of alarm", stops_all=True), F9 + 2 * SECOND)
    assert calamity(play).workable is Workability.NONE
    assert play.part.interruptions[0].since == F9


def test_before_the_start_there_is_nothing_to_stop():
    play = a_session(started=False, arrived=True)
    key = opened(play, START - 5 * MINUTE)
    play.do(k.AnswerWorkability(key, Workability.NONE))
    assert play.part.interruptions == ()
    assert calamity(play).workable is Workability.NONE


def test_withdrawing_stops_a_stopwatch_that_ran():
    play = a_session(arrived=True)
    key = stopped(play)
    play.do(k.WithdrawCalamity(key), F9 + 2 * MINUTE)
    assert play.part.interruptions[0].until == F9 + 2 * MINUTE


# ---------------------------------------------------------------- steps, calls, heads


def test_a_call_has_two_times_and_a_call_nobody_took_says_so():
    play = a_session(arrived=True)
    key = stopped(play)
    play.do(k.StartCall(key, "call", "hotline", "088"), F9 + 2 * MINUTE)
    call = calamity(play).call
    assert call is not None
    play.do(k.EndCall(key, nobody_reached=True), F9 + 3 * MINUTE)
    assert calamity(play).call is None
    (over,) = calamity(play).calls
    assert (over.event.observed, over.until) == (F9 + 2 * MINUTE, F9 + 3 * MINUTE)
    assert over.end is not None
    assert over.end.nobody_reached
    assert refused(play, k.EndCall(key)) is Reason.NOT_STARTED


def test_a_roll_call_is_driven_by_who_is_in_away_and_gone():
    play = a_session(candidates=4, arrived=True)
    play.do(c.LeaveForAMoment("s1", TWO), START + 60 * MINUTE)
    play.do(c.HandIn("s1", (THREE,)), START + 61 * MINUTE)
    key = stopped(play)
    play.do(k.TakeRollCall(key, RollCallPlace.OUTSIDE, missing=(TWO, THREE)), F9 + 4 * MINUTE)
    taken = calamity(play).roll_call(RollCallPlace.OUTSIDE)
    assert taken is not None
    act = taken.act
    assert (act.inside, act.away, act.left, act.counted) == (2, 1, 1, 2)
    assert taken.missed == (TWO,)
    play.do(k.TakeRollCall(key, RollCallPlace.BACK), F9 + 9 * MINUTE)
    back = calamity(play).roll_call(RollCallPlace.BACK)
    assert back is not None
    assert (back.missed, back.act.counted) == ((), 3)
    assert calamity(play).roll_call(RollCallPlace.OUTSIDE) == taken


def test_quarantine_ends_with_the_decision_to_go_on():
    play = a_session(arrived=True)
    key = stopped(play)
    play.do(k.StartQuarantine(key, "M. Vos"), F9 + MINUTE)
    assert calamity(play).quarantine is not None
    resume(play, key)
    assert calamity(play).quarantine is None
    assert calamity(play).quarantines[0].until == RESUMED


def test_to_end_is_a_decision_that_ends_the_exam_and_gives_no_time_back():
    play = a_session(arrived=True)
    key = stopped(play)
    play.do(k.DecideResumption(key, resumes=False, decided_by="J. Bos"), RESUMED)
    assert play.part.ended_at == RESUMED
    assert play.part.interruptions[0].until is None
    assert end_of(play) == timedelta(0)
    heard = play.part.decision(f"resumption/{calamity(play).leaf}")
    assert heard is not None
    assert (heard.outcome, heard.decided_by) == (DecisionOutcome.DENIED, "J. Bos")


# ---------------------------------------------------------------- two exams, two laptops


def two_exams() -> tuple[Play, Play]:
    """Return two sessions in one room, over one set of folds."""
    one = a_session(arrived=True)
    two = a_session(session="s2", arrived=True)
    folds = RoomFold(ROOM)
    for play in (one, two):
        folds.add([*play.dossier.written, *play.laptop.written])
    shared = replace(one, folds=folds)
    shared.laptop.shifts |= two.laptop.shifts
    shared.laptop._heads |= two.laptop._heads
    return shared, replace(two, folds=folds)


def test_a_calamity_stands_in_every_part_of_the_room_under_one_key():
    one, two = two_exams()
    key = stopped(one)
    resume(one, key)
    for play in (one, two):
        assert [each.key for each in play.part.calamities] == [key]
        assert end_of(play) == 7 * MINUTE
    scopes = {event.header.scope for event in one.laptop.written if event.body.batch}
    assert {part_scope("s1", ROOM), part_scope("s2", ROOM)} <= scopes


def test_two_laptops_that_press_the_key_give_time_back_once():
    play = a_session(arrived=True)
    other = a_laptop("laptop-2")
    play.take(*other.written)
    first = stopped(play)
    play.do(k.OpenCalamity(), F9 + 20 * SECOND, by=other)
    second = calamity(play).key
    play.do(k.AnswerWorkability(second, Workability.NONE), F9 + 30 * SECOND, by=other)
    resume(play, first)
    play.do(k.DecideResumption(second, resumes=True, decided_by="M. Vos"), RESUMED, by=other)
    assert end_of(play) == 7 * MINUTE


# ---------------------------------------------------------------- who gets what back


def test_who_was_excluded_gets_nothing_until_taken_in_again():
    play = a_session(arrived=True)
    key = stopped(play)
    resume(play, key)
    (interruption,) = play.part.interruptions
    exclude = c.ExcludeFromCompensation("s1", ONE, interruption.leaf, "trok zelf de kabel eruit")
    play.do(exclude)
    assert (end_of(play, ONE), end_of(play, TWO)) == (timedelta(0), 7 * MINUTE)
    play.do(k.IncludeInCompensation("s1", ONE, interruption.leaf))
    assert end_of(play, ONE) == 7 * MINUTE
    again = k.IncludeInCompensation("s1", ONE, interruption.leaf)
    assert refused(play, again) is Reason.NOTHING_TO_UNDO


@pytest.mark.parametrize(
    ("minutes", "whole", "piece"), [(7, 7, 3), (10, 10, 3), (2, 2, 2), (0, 0, 0)]
)
def test_decided_minutes_replace_the_measured_ones_and_a_piece_gets_no_more_than_itself(
    minutes: int, whole: int, piece: int
):
    play = a_session(arrived=True)
    key = stopped(play)
    play.do(c.HandIn("s1", (THREE,)), F9 + 2 * MINUTE + 30 * SECOND)
    resume(play, key)
    heard = k.HearTimeBack(key, DecisionOutcome.GRANTED, minutes, "tijd terug", "S. Lier")
    play.do(heard, RESUMED + MINUTE)
    assert end_of(play, ONE) == whole * MINUTE
    assert end_of(play, THREE) == piece * MINUTE


def test_a_corrected_decision_gives_the_measured_time_again():
    play = a_session(arrived=True)
    key = stopped(play)
    resume(play, key)
    heard = k.HearTimeBack(key, DecisionOutcome.GRANTED, 12, "tijd terug", "S. Lier")
    (event,) = play.do(heard, RESUMED + MINUTE)
    play.do(c.Correct("s1", event.leaf, "verkeerd verstaan"))
    assert end_of(play) == 7 * MINUTE


moments = st.integers(0, 3600).map(lambda second: START + second * SECOND)
spans = st.tuples(moments, moments).map(lambda pair: (min(pair), max(pair)))


def interruptions(pairs: Iterable[tuple[datetime, datetime]]) -> list[Interruption]:
    act = InterruptionStarted("x")
    return [
        Interruption(str(n), since, until, None, frozenset(), act)
        for n, (since, until) in enumerate(pairs)
    ]


@given(st.lists(spans, max_size=6))
def test_time_is_given_back_once_for_every_second_that_was_lost(pairs):
    seconds = {
        n
        for since, until in pairs
        for n in range(int((since - START) / SECOND), int((until - START) / SECOND))
    }
    back = lost(interruptions(pairs), START, None)
    assert union(pairs) == len(seconds) * SECOND
    assert back - len(seconds) * SECOND < MINUTE
    assert back >= len(seconds) * SECOND
    assert back % MINUTE == timedelta(0)


@given(st.lists(spans, max_size=6), moments)
def test_who_stopped_earlier_never_gets_more(pairs, moment):
    told = interruptions(pairs)
    assert lost(told, START, moment) <= lost(told, START, None)

"""What frozen state says is worked out once per state, and never told of another one."""

from dataclasses import replace

from app.models.commands import LeaveForAMoment, RegisterArrival
from app.models.remembered import STATES_KEPT, Gathered, OfEach, Remembered
from app.models.standing import standings
from app.models.timing import personal_end, status_of
from tests.builders import SESSION, a_session, candidate_id


def test_an_answer_is_worked_out_once_for_the_same_objects() -> None:
    asked = []
    told = Remembered(lambda state: asked.append(state) or len(asked))
    state = ["a"]
    assert told(state) == told(state) == 1
    assert len(asked) == 1


def test_an_equal_object_is_another_object() -> None:
    told = Remembered(id)
    first, second = ["a"], ["a"]
    assert told(first) == id(first)
    assert told(second) == id(second)


def test_no_new_object_takes_the_place_of_one_that_was_let_go() -> None:
    told = Remembered(lambda state: state[0])
    for number in range(10 * STATES_KEPT):
        assert told([number]) == number


def test_an_act_changes_where_its_candidate_stands_and_keeps_the_others() -> None:
    play = a_session(3)
    who = candidate_id(1)
    play.do(RegisterArrival(SESSION, who))
    before = standings(play.session, play.part)
    play.do(LeaveForAMoment(SESSION, who))
    after = standings(play.session, play.part)
    assert after[who].status is not before[who].status
    assert all(after[other] is before[other] for other in before if other != who)


def test_other_rules_or_another_start_tell_everybody_anew() -> None:
    play = a_session(3)
    session = play.session
    standings(session, play.part)
    stricter = replace(session, rules=replace(session.rules, moves_with_start=False))
    for each in standings(stricter, play.part).values():
        assert each.end == personal_end(stricter, play.part, each.enrolment)
        assert each.status is status_of(stricter, play.part, each.enrolment)
    unstarted = replace(play.part, values={})
    for each in standings(session, unstarted).values():
        assert each.end == personal_end(session, unstarted, each.enrolment)


def test_only_who_changed_is_asked_again_and_who_says_nothing_is_left_out() -> None:
    asked = []
    told = Gathered(lambda state: asked.append(state) or state[0])
    first, second, silent = ["a"], ["b"], [""]
    assert told({"1": first, "2": second, "3": silent}) == {"1": "a", "2": "b"}
    asked.clear()
    other = ["c"]
    assert told({"1": first, "2": other, "4": silent}) == {"1": "a", "2": "c"}
    assert asked == [other, silent]
    assert told({"2": silent}) == {}


def test_what_was_gathered_on_other_ground_is_not_told() -> None:
    told = Gathered(lambda state, most: [each for each in state if each < most])
    people = {"1": [1, 5]}
    assert told(people, 3) == {"1": [1]}
    assert told(people, 9) == {"1": [1, 5]}
    assert told(people, 3) == {"1": [1]}


def test_of_a_row_only_another_object_is_asked_again_and_another_ground_asks_all() -> None:
    asked: list[str] = []
    told = OfEach(lambda state, more: asked.append(state[0]) or f"{state[0]}{more}")
    first, second, third = (["a"], ["b"], ["c"])
    assert told("key", (first, second), "!") == ("a!", "b!")
    assert told("key", (first, third), "!") == ("a!", "c!")
    assert asked == ["a", "b", "c"]
    assert told("key", (first, third), "?") == ("a?", "c?")
    assert told("key", (third,), "?") == ("c?",)
    assert told("other", (first,), "?") == ("a?",)

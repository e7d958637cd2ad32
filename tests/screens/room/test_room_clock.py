"""The clock for candidates: times only, and no time that points at one person."""

from dataclasses import fields
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models import commands as c
from app.models.paper import Paper, paper_of
from app.screens.room.room_clock import (
    CLOSE,
    LONGEST,
    REMOVE,
    SHOW,
    answered,
    clock_screen,
    other_ends,
)
from app.screens.room.room_ui import Mode, RoomUi
from tests.builders import SESSION, START, Play, a_candidate, a_session, candidate_id

TYPING = RoomUi(START, mode=Mode.CLOCK, clock_on=True)


def a_room_with(*extra_min: int, here: int | None = None) -> Play:
    """One candidate per number: the minutes of extra time; the first `here` of them arrived."""
    play = a_session(len(extra_min), started=False)
    for number, minutes in enumerate(extra_min, start=1):
        planned = a_candidate(number, extra_time_min=minutes or None)
        play.plan(planned, candidate_id(number))
    for number in range(1, (len(extra_min) if here is None else here) + 1):
        play.do(c.RegisterArrival(SESSION, candidate_id(number)))
    play.do(c.StartSession(SESSION), START)
    return play


def paper(play: Play) -> Paper:
    made = paper_of(play.session, play.room)
    assert made is not None
    return made


def extra(play: Play) -> list[int]:
    told = paper(play)
    return [int((at - told.schedule.end).total_seconds() // 60) for at in other_ends(told)]


def test_an_end_time_of_one_person_does_not_show() -> None:
    assert extra(a_room_with(0, 0, 25)) == []


def test_an_end_time_of_two_shows_without_whose_it_is() -> None:
    play = a_room_with(0, 25, 25, 30)
    assert extra(play) == [25]
    told = repr(clock_screen((paper(play),), START))
    assert "Proef" not in told
    assert "10000" not in told


def test_when_the_second_of_two_hands_in_the_time_goes_too() -> None:
    play = a_room_with(0, 25, 25)
    play.do(c.HandIn(SESSION, (candidate_id(2),)), START + timedelta(minutes=50))
    assert extra(play) == []


def test_who_did_not_come_makes_no_group() -> None:
    assert extra(a_room_with(25, 25, here=1)) == []


def test_the_axis_ends_at_the_last_time_that_is_shown() -> None:
    hidden, shown = a_room_with(0, 45), a_room_with(0, 45, 45)
    for play, more in ((hidden, 0), (shown, 45)):
        (exam,) = clock_screen((paper(play),), START).exams
        assert exam.axis.last - exam.axis.end == more
        assert exam.others == (() if not more else exam.others)


@given(st.lists(st.sampled_from([0, 10, 25, 30]), min_size=1, max_size=6), st.data())
def test_every_shown_time_belongs_to_two_who_are_in_the_room(
    minutes: list[int], chance: st.DataObject
) -> None:
    here = chance.draw(st.integers(1, len(minutes)))
    came = minutes[:here]
    found = extra(a_room_with(*minutes, here=here))
    assert found == sorted({each for each in came if each and came.count(each) > 1})


def test_while_nobody_works_the_clock_promises_no_minutes() -> None:
    play = a_room_with(0)
    (exam,) = clock_screen((paper(play),), START + timedelta(minutes=10)).exams
    assert exam.left.startswith("nog ")
    (exam,) = clock_screen((paper(play),), paper(play).schedule.end).exams
    assert exam.left == "voorbij"


def test_what_is_typed_shows_and_can_be_taken_away() -> None:
    ui = answered(TYPING, SHOW, "  We gaan   verder. ")
    assert ui.clock_notices == ("We gaan verder.",)
    assert ui.mode is Mode.CANDIDATE
    assert answered(ui, f"{REMOVE}0", "").clock_notices == ()
    assert not answered(ui, CLOSE, "").clock_on


@pytest.mark.parametrize("text", ["", "   "])
def test_nothing_typed_shows_nothing(text: str) -> None:
    ui = answered(TYPING, SHOW, text)
    assert ui.clock_notices == ()
    assert ui.form_error


def test_a_fourth_announcement_asks_to_take_one_away() -> None:
    ui = TYPING
    for text in ("een", "twee", "drie"):
        ui = answered(ui, SHOW, text)
    assert answered(ui, SHOW, "vier").form_error
    assert answered(ui, SHOW, "vier").clock_notices == ui.clock_notices


def test_an_announcement_is_no_longer_than_the_screen_holds() -> None:
    assert len(answered(TYPING, SHOW, "x" * 500).clock_notices[0]) == LONGEST


def test_the_text_of_an_announcement_is_in_no_log() -> None:
    ui = answered(TYPING, SHOW, "niet voor een log")
    assert "niet voor een log" in ui.clock_notices[0]
    assert not next(f for f in fields(ui) if f.name == "clock_notices").repr

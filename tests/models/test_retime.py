"""Another time for an act that stands: struck with its reason, and the same act in its place."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.models import commands as c
from app.models import facts as f
from app.models.act import Event
from app.models.drafts import Refused
from app.models.fold import fold
from app.models.paper import paper_of
from app.models.report import text_of
from app.models.report_items import items_of
from app.models.timing import status_of
from app.models.values import NOT_OBSERVED, Aspect, Reason, Status
from tests.builders import MINUTE, SESSION, START, Play, a_laptop, a_session, candidate_id

ONE = candidate_id(1)


def retimed(event: Event, at: object, reason: str = "klok verkeerd gelezen") -> c.Retime:
    return c.Retime(SESSION, event.leaf, reason, at)  # type: ignore[arg-type]


def corrections(play: Play) -> list[str]:
    paper = paper_of(play.session, play.room)
    assert paper is not None
    return [
        " ".join(
            [
                item.printed.time,
                text_of(item.printed.text),
                *map(text_of, item.printed.corrections),
            ]
        )
        for item in items_of(paper)
        if item.printed.lead == "Gecorrigeerd"
    ]


def test_the_whole_handling_gets_the_other_time_and_keeps_when_it_was_recorded():
    play = a_session(1)
    came = play.do(c.RegisterArrival(SESSION, ONE), START + 21 * MINUTE)[0]
    events = play.do(retimed(came, START + 12 * MINUTE), START + 40 * MINUTE)
    arrival = play.enrolment().arrival
    assert arrival.observed == START + 12 * MINUTE
    assert arrival.event.header.corrected == START + 40 * MINUTE
    assert play.enrolment().values[Aspect.IDENTITY].observed == START + 12 * MINUTE
    assert len({each.body.batch.id for each in events}) == 1
    assert not play.enrolment().differences


def test_an_act_that_others_were_built_on_keeps_its_place_before_them():
    play = a_session(1, arrived=True)
    (left,) = play.do(c.LeaveForAMoment(SESSION, ONE), START + 35 * MINUTE)
    play.do(c.ComeBack(SESSION, ONE), START + 40 * MINUTE)
    play.do(retimed(left, START + 33 * MINUTE), START + 50 * MINUTE)
    assert status_of(play.session, play.part, play.enrolment()) is Status.PRESENT
    assert not play.enrolment().differences


def test_a_correction_of_a_correction_holds_and_its_undo_brings_the_former_back():
    play = a_session(1, arrived=True)
    (left,) = play.do(c.LeaveForAMoment(SESSION, ONE), START + 35 * MINUTE)
    play.do(c.ComeBack(SESSION, ONE), START + 40 * MINUTE)
    *_, first = play.do(retimed(left, START + 33 * MINUTE), START + 50 * MINUTE)
    play.do(retimed(first, NOT_OBSERVED), START + 51 * MINUTE)
    assert status_of(play.session, play.part, play.enrolment()) is Status.PRESENT
    assert first.leaf in play.enrolment().struck
    play.do(c.Undo())
    assert first.leaf not in play.enrolment().struck
    play.do(c.Redo())
    assert first.leaf in play.enrolment().struck
    assert status_of(play.session, play.part, play.enrolment()) is Status.PRESENT
    assert not play.enrolment().differences


def test_two_laptops_that_both_correct_differ_only_when_they_say_another_time():
    play, other = a_session(1, arrived=True), a_laptop("laptop-2")
    (gone,) = play.do(c.HandIn(SESSION, (ONE,)), START + 60 * MINUTE)
    play.do(retimed(gone, START + 58 * MINUTE), START + 61 * MINUTE)
    strike = other.act(f.Corrected("ja"), START + 61 * MINUTE, ONE, refs=[gone])
    again = other.act(
        f.WorkHandedIn(), START + 61 * MINUTE, ONE, refs=[gone], seen_at=START + 57 * MINUTE
    )
    play.take(*other.written)
    assert {strike.leaf, again.leaf} <= {each.leaf for each in play.enrolment().acts}
    assert Aspect.HAND_IN in play.enrolment().values


def test_what_is_not_there_lies_ahead_or_is_named_by_others_is_refused():
    play = a_session(1, arrived=True)
    (gone,) = play.do(c.HandIn(SESSION, (ONE,)), START + 60 * MINUTE)
    (stopped,) = play.do(c.StartInterruption(SESSION, "brandalarm"), START + 61 * MINUTE)
    for event, at, reason in (
        (gone, START + 99 * MINUTE, Reason.IN_THE_FUTURE),
        (stopped, START + 60 * MINUTE, Reason.NOT_TIMED),
    ):
        with pytest.raises(Refused) as caught:
            play.decide(retimed(event, at))
        assert caught.value.reason is reason
    play.do(c.Correct(SESSION, gone.leaf, "was een ander"))
    with pytest.raises(Refused) as caught:
        play.decide(retimed(gone, START))
    assert caught.value.reason is Reason.NOTHING_TO_UNDO


def test_the_report_says_the_old_time_the_new_one_who_and_why():
    play = a_session(1)
    came = play.do(c.RegisterArrival(SESSION, ONE), START + 21 * MINUTE)[0]
    play.do(retimed(came, START + 12 * MINUTE), START + 40 * MINUTE)
    told = corrections(play)
    assert len(told) == 2
    assert told[0].startswith("09:21 ")
    assert "Nu 09:12. Gecorrigeerd 09:40 door M. Vos: klok verkeerd gelezen" in told[0]


@given(st.lists(st.integers(0, 59), min_size=1, max_size=5), st.randoms())
@settings(max_examples=30, deadline=None)
def test_however_often_and_in_whatever_order_it_is_told_one_arrival_stands(minutes, chance):
    play = a_session(1)
    came = play.do(c.RegisterArrival(SESSION, ONE), START + 60 * MINUTE)[0]
    at: datetime = START
    for minute in minutes:
        at = START + minute * MINUTE
        events = play.do(retimed(came, at), START + 61 * MINUTE)
        came = next(e for e in events if isinstance(e.body.act, f.ArrivalRegistered))
    told = [*play.dossier.written, *play.laptop.written]
    chance.shuffle(told)
    arrival = fold(SESSION, told).enrolments[ONE].arrival
    assert arrival.observed == at
    assert not arrival.is_difference


def test_striking_a_handling_takes_all_of_it_and_only_of_this_candidate():
    play = a_session(2)
    play.do(c.EstablishNoShow(SESSION, (ONE, candidate_id(2))), START + 31 * MINUTE)
    first = play.enrolment().arrival.event
    play.do(c.Correct(SESSION, first.leaf, "zat achterin", is_whole=True))
    assert play.enrolment().arrival is None
    assert play.enrolment(candidate_id(2)).is_absent

"""Who is on duty and how many each watches: told anew at every arrival, escort and relief."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.commands import (
    ComeBack,
    HandIn,
    LeaveForAMoment,
    LeaveShift,
    RegisterArrival,
    Undo,
)
from app.models.drafts import Refused
from app.models.duty import Duty, DutyState, duties_of, ratio_now, ratio_spells
from app.models.fold import session_scope
from app.models.paper import paper_of
from app.models.plan import PersonAssigned, StaffPlanned
from app.models.preparing_commands import (
    ArriveOnDuty,
    MissFromDuty,
    RelieveFromDuty,
    StepIn,
    StepOut,
)
from app.models.report import text_of
from app.models.reporting import report_of
from app.models.values import Reason, StaffRole
from tests.builders import MINUTE, SESSION, START, Play, a_session, candidate_id

RULES: dict[str, object] = {"id": "proef", "kind": "institution", "candidates_per_invigilator": 2}


def duties(play: Play) -> dict[str, Duty]:
    return {duty.name: duty for duty in duties_of(play.session, play.part)}


def together(play: Play):
    return [(play.session, play.part)]


def items(play: Play) -> list[str]:
    paper = paper_of(play.session, play.room)
    assert paper is not None
    return [f"{i.time} {i.lead}: {text_of(i.text)}" for i in report_of(paper).irregularities]


def staff_line(play: Play) -> str:
    paper = paper_of(play.session, play.room)
    assert paper is not None
    lines = next(each.lines for each in report_of(paper).session if each.label == "Surveillanten")
    return "; ".join(text_of(each) for each in lines)


def test_who_is_planned_is_expected_and_who_opens_a_shift_is_here():
    play = a_session()
    play.plan(PersonAssigned("p2", "Peters, Julia", StaffRole.INVIGILATOR))
    assert duties(play)["Julia Peters"].state is DutyState.EXPECTED
    assert duties(play)["M. Vos"].came == START - 30 * MINUTE


def test_an_arrival_at_the_desk_goes_before_the_opening_of_the_shift():
    play = a_session()
    play.do(ArriveOnDuty("M. Vos", "p1", seen_at=START - 45 * MINUTE), START)
    assert duties(play)["M. Vos"].came == START - 45 * MINUTE


def test_escorting_takes_somebody_out_of_the_ratio_until_back():
    play = a_session(candidates=2, arrived=True, rules=RULES)
    assert not ratio_now(together(play)).is_above
    play.do(LeaveForAMoment(SESSION, candidate_id(1)), START + 10 * MINUTE)
    play.do(StepOut("M. Vos", "p1", "toilet", SESSION, candidate_id(1)), START + 10 * MINUTE)
    assert duties(play)["M. Vos"].escorts == candidate_id(1)
    now = ratio_now(together(play))
    assert (now.watching, now.candidates, now.is_above) == (0, 1, True)
    play.do(StepIn("M. Vos", "p1"), START + 14 * MINUTE)
    play.do(ComeBack(SESSION, candidate_id(1)), START + 14 * MINUTE)
    assert not ratio_now(together(play)).is_above
    (spell,) = ratio_spells(together(play))
    assert (spell.since, spell.until) == (START + 10 * MINUTE, START + 14 * MINUTE)
    assert [line for line in items(play) if line.startswith("09:10–09:14 Toezicht")]


def test_too_few_who_watch_are_told_at_their_worst_while_it_lasts():
    play = a_session(candidates=4, rules={**RULES, "candidates_per_invigilator": 1})
    for number in (1, 2, 3, 4):
        play.do(RegisterArrival(SESSION, candidate_id(number)), START + number * MINUTE)
    play.do(LeaveForAMoment(SESSION, candidate_id(1)), START + 10 * MINUTE)
    (spell,) = ratio_spells(together(play))
    assert (spell.since, spell.until) == (START + 2 * MINUTE, None)
    assert (spell.worst.watching, spell.worst.candidates) == (1, 4)


def test_relief_is_leaving_coming_and_who_for_whom_in_one_handling():
    play = a_session()
    events = play.do(RelieveFromDuty("p1", "M. Vos", "Julia Peters", "p2"), START + 30 * MINUTE)
    assert len({event.body.batch.id for event in events if event.body and event.body.batch}) == 1
    told = duties(play)
    assert told["M. Vos"].state is DutyState.LEFT
    assert told["M. Vos"].relieved_by == "Julia Peters"
    assert told["Julia Peters"].is_here
    assert "M. Vos afgelost door Julia Peters" in staff_line(play)
    play.do(Undo(), START + 31 * MINUTE)
    assert duties(play)["M. Vos"].is_here


def test_who_was_planned_and_did_not_come_is_told_with_what_was_done():
    play = a_session()
    play.plan(PersonAssigned("p2", "J. Peters", StaffRole.INVIGILATOR))
    play.do(MissFromDuty("J. Peters", "p2", "examenbureau gebeld"), START)
    assert "J. Peters niet gekomen, 09:00: examenbureau gebeld" in staff_line(play)
    play.do(ArriveOnDuty("J. Peters", "p2"), START + MINUTE)
    assert duties(play)["J. Peters"].is_here


def test_who_came_is_not_missing_by_what_another_laptop_noted():
    play = a_session()
    play.do(MissFromDuty("M. Vos", "p1"), START)
    assert duties(play)["M. Vos"].is_here


def test_who_judges_the_exam_and_watches_it_is_an_item():
    play = a_session()
    judge = StaffPlanned("other-id", StaffRole.ASSESSOR, "Vos, M.")
    play.take(play.dossier.act(judge, START, scope=session_scope(SESSION)))
    assert [line for line in items(play) if "Functiescheiding" in line]


def test_nobody_arrives_in_the_future_and_a_sealed_room_has_no_staff_to_note():
    play = a_session()
    with pytest.raises(Refused) as refusal:
        play.do(ArriveOnDuty("J. Peters", seen_at=START + 60 * MINUTE), START)
    assert refusal.value.reason is Reason.IN_THE_FUTURE


@given(st.permutations(range(6)))
def test_the_staff_is_the_same_in_whatever_order_the_events_came_in(order: list[int]):
    play = a_session(candidates=2)
    play.do(RegisterArrival(SESSION, candidate_id(1)), START)
    play.do(ArriveOnDuty("J. Peters"), START + MINUTE)
    play.do(StepOut("J. Peters"), START + 2 * MINUTE)
    play.do(StepIn("J. Peters"), START + 3 * MINUTE)
    play.do(HandIn(SESSION, (candidate_id(1),)), START + 40 * MINUTE)
    play.do(LeaveShift("p1"), START + 50 * MINUTE)
    told = duties_of(play.session, play.part), ratio_spells(together(play))
    events = list(play.fold.events.values())
    shuffled = [events[n] for n in order] + events[6:]
    again = Play(play.dossier, play.laptop, type(play.folds)(play.room))
    for event in reversed(shuffled):
        again.take(event)
    assert (duties_of(again.session, again.part), ratio_spells(together(again))) == told
    assert isinstance(play.now, datetime)

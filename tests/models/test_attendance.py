"""Added by hand, sought, away within limits, and shown the record: rules of attendance."""

import pytest

from app.models import attendance_commands as attend
from app.models import commands as c
from app.models import facts as f
from app.models.attendance_facts import CandidateAdded, ContactAttempted, RecordReviewed
from app.models.away import escorts, is_too_long, times_away
from app.models.calamity_commands import HearDecision
from app.models.closing import CheckKind, checks_of
from app.models.drafts import Refused
from app.models.duty import ratio_now, ratio_spells
from app.models.outcome import session_text
from app.models.paper import paper_of, spoken_name
from app.models.preparing_commands import StepIn, StepOut
from app.models.report_attendance import attendance_told
from app.models.report_items import items_of
from app.models.timing import status_of
from app.models.values import (
    ADMISSION,
    Aspect,
    DecisionOutcome,
    Flag,
    IdentityOutcome,
    Permission,
    Reason,
    ReviewOutcome,
    Status,
    WorkOutcome,
)
from tests.builders import MINUTE, SESSION, START, Play, a_laptop, a_session, candidate_id

ONE, TWO, THREE = (candidate_id(number) for number in (1, 2, 3))
FRESH = "01930000-0000-7000-8000-000000000001"
RULES = {"kind": "institution", "away_max_min": 10, "away_max_times": 2, "away_at_once": 1}


def added(name: str = "Lars Veenstra", **members: object) -> attend.AddCandidate:
    return attend.AddCandidate(SESSION, FRESH, name, **members)  # type: ignore[arg-type]


def printed(play: Play) -> list[str]:
    paper = paper_of(play.session, play.room)
    assert paper is not None
    return [f"{item.printed.lead} {item.printed.text}" for item in items_of(paper)]


# ---------------------------------------------------------------- added by hand


def test_who_is_added_is_present_at_once_under_the_name_on_the_id():
    play = a_session(2, started=False)
    events = play.do(added(seat="D4", identity=IdentityOutcome.SEEN, number="2043999"))
    acts = [type(each.body.act) for each in events]
    assert acts == [CandidateAdded, f.ArrivalRegistered, f.IdentityChecked, f.SeatTaken]
    enrolment = play.enrolment(FRESH)
    assert spoken_name(enrolment) == "Lars Veenstra"
    assert enrolment.seat == "D4"
    assert status_of(play.session, play.part, enrolment) is Status.PRESENT
    assert FRESH in [each.candidate for each in play.session.in_room(play.room)]


def test_an_id_that_is_here_already_is_not_added_again():
    play = a_session(1)
    with pytest.raises(Refused) as caught:
        play.decide(attend.AddCandidate(SESSION, ONE, "Noor Proef 1"))
    assert caught.value.reason is Reason.ALREADY_HERE


def test_the_same_name_as_another_is_recorded_with_a_flag():
    play = a_session(2)
    assert Flag.NAME_TWICE in play.decide(added("noor  proef 2")).flags
    assert Flag.NAME_TWICE not in play.decide(added("Noor Proef 9")).flags


def test_who_was_added_by_mistake_is_gone_from_the_list_after_undo_and_stays_in_the_record():
    play = a_session(1)
    play.do(added(), START + MINUTE)
    play.do(c.Undo())
    assert [each.candidate for each in play.session.in_room(play.room)] == [ONE]
    assert len(play.session.enrolments[FRESH].struck) == 2
    play.do(c.Redo())
    assert FRESH in [each.candidate for each in play.session.in_room(play.room)]


def test_two_laptops_that_add_the_same_person_keep_two_people_for_the_office():
    play, other = a_session(0), a_laptop("laptop-2")
    play.do(added(), START + MINUTE)
    other.act(CandidateAdded("Lars Veenstra", Permission.NOBODY_YET), START + MINUTE, "c9")
    other.act(f.ArrivalRegistered(), START + MINUTE, "c9")
    play.take(*other.written)
    assert len(play.session.in_room(play.room)) == 2


# ---------------------------------------------------------------- away


def test_each_time_away_has_its_own_return():
    play = a_session(1, arrived=True)
    for minutes in (31, 41):
        play.do(c.LeaveForAMoment(SESSION, ONE, "toilet"), START + minutes * MINUTE)
        play.do(c.ComeBack(SESSION, ONE), START + (minutes + 3) * MINUTE)
    times = times_away(play.enrolment())
    assert [each.back.observed - each.since for each in times] == [3 * MINUTE, 3 * MINUTE]


def test_a_third_time_is_recorded_and_flagged_where_two_are_allowed():
    play = a_session(1, arrived=True, rules=RULES)
    for minutes in (31, 41):
        play.do(c.LeaveForAMoment(SESSION, ONE), START + minutes * MINUTE)
        play.do(c.ComeBack(SESSION, ONE), START + (minutes + 3) * MINUTE)
    decision = play.decide(c.LeaveForAMoment(SESSION, ONE), START + 50 * MINUTE)
    assert decision.drafts
    assert Flag.AWAY_TOO_OFTEN in decision.flags


def test_a_second_one_out_is_flagged_while_the_first_is_out_and_not_after():
    play = a_session(2, arrived=True, rules=RULES)
    play.do(c.LeaveForAMoment(SESSION, ONE), START + 31 * MINUTE)
    second = c.LeaveForAMoment(SESSION, TWO)
    assert Flag.TOO_MANY_AWAY in play.decide(second, START + 33 * MINUTE).flags
    play.do(c.ComeBack(SESSION, ONE), START + 34 * MINUTE)
    assert Flag.TOO_MANY_AWAY not in play.decide(second, START + 35 * MINUTE).flags
    play.do(second, START + 35 * MINUTE)
    assert not any("te veel" in text for text in printed(play))


def test_away_is_too_long_after_the_minutes_of_the_rule_set():
    play = a_session(1, arrived=True, rules=RULES)
    play.do(c.LeaveForAMoment(SESSION, ONE), START + 31 * MINUTE)
    (away,) = times_away(play.enrolment())
    assert not is_too_long(play.session, away, START + 41 * MINUTE)
    assert is_too_long(play.session, away, START + 42 * MINUTE)
    assert not is_too_long(
        a_session(rules={"away_max_min": None}).session, away, START + 999 * MINUTE
    )


def test_who_goes_along_does_not_count_in_the_room_until_both_are_back():
    play = a_session(1, arrived=True)
    leaving = c.LeaveForAMoment(SESSION, ONE, "toilet", "M. Vos", escort_person="p1")
    play.do(leaving, START + 31 * MINUTE)
    together = ((play.session, play.part),)
    assert [each.until for each in escorts(play.session, play.part)] == [None]
    assert ratio_now(together).watching == 0
    play.do(c.ComeBack(SESSION, ONE), START + 34 * MINUTE)
    assert ratio_now(((play.session, play.part),)).watching == 1


def test_who_goes_along_and_is_told_to_step_out_is_gone_once():
    play = a_session(2, arrived=True)
    leaving = c.LeaveForAMoment(SESSION, ONE, "toilet", "M. Vos", escort_person="p1")
    play.do(leaving, START + 31 * MINUTE)
    play.do(StepOut("M. Vos", "p1", "toilet", SESSION, ONE), START + 32 * MINUTE)
    play.do(StepIn("M. Vos", "p1"), START + 35 * MINUTE)
    play.do(c.ComeBack(SESSION, ONE), START + 36 * MINUTE)
    (spell,) = ratio_spells(((play.session, play.part),))
    assert (spell.since, spell.until) == (START + 31 * MINUTE, START + 36 * MINUTE)
    assert spell.worst.watching == 0


# ---------------------------------------------------------------- stopping, seeking, showing


def test_who_stops_and_hands_in_has_both_and_one_undo_takes_both_back():
    play = a_session(1, arrived=True)
    stopped = c.LeaveForGood(SESSION, ONE, work=WorkOutcome.HANDED_IN)
    play.do(stopped, START + 40 * MINUTE)
    assert {Aspect.STOP, Aspect.HAND_IN} <= play.enrolment().values.keys()
    play.do(c.Undo())
    assert not {Aspect.STOP, Aspect.HAND_IN} & play.enrolment().values.keys()


@pytest.mark.parametrize("work", [WorkOutcome.NOT_HANDED_IN, WorkOutcome.REFUSED])
def test_work_that_was_kept_is_no_hand_in(work: WorkOutcome):
    play = a_session(1, arrived=True)
    play.do(c.LeaveForGood(SESSION, ONE, "onwel", work=work), START + 40 * MINUTE)
    assert Aspect.HAND_IN not in play.enrolment().values


def test_attempts_to_reach_somebody_are_only_added():
    play = a_session(1)
    play.do(c.EstablishNoShow(SESSION, (ONE,)), START + 31 * MINUTE)
    for minutes, answer in ((32, None), (35, "ligt ziek op bed")):
        play.do(attend.NoteContact(SESSION, ONE, "phone", answer), START + minutes * MINUTE)
    attempts = [e for e in play.enrolment().acts if isinstance(e.body.act, ContactAttempted)]
    assert len(attempts) == 2
    assert play.enrolment().is_absent


def test_why_somebody_was_late_is_only_added_and_changes_nothing_else():
    play = a_session(1)
    play.do(c.RegisterArrival(SESSION, ONE), START + 12 * MINUTE)
    before = play.enrolment().values
    play.do(attend.NoteLateness(SESSION, ONE, "trein viel uit", None), START + 40 * MINUTE)
    play.do(attend.NoteLateness(SESSION, ONE, None, met_leavers=False), START + 41 * MINUTE)
    paper = paper_of(play.session, play.room)
    told = [each.text for each in attendance_told(paper, play.enrolment())]
    assert play.enrolment().values == before
    assert told == ["trein viel uit.", "Sprak niet met wie al weg was."]


def test_every_change_of_seat_stands_in_the_report():
    play = a_session(1, arrived=True)
    for minutes, seat, reason in ((1, "B7", None), (2, "C1", "zon"), (3, "C1", None)):
        play.do(c.TakeSeat(SESSION, ONE, seat, reason), START + minutes * MINUTE)
    told = attendance_told(paper_of(play.session, play.room), play.enrolment())
    assert [each.text for each in told] == ["Zat op C1 in plaats van B7: zon."]


def test_what_the_candidate_says_of_the_record_stands_beside_it():
    play = a_session(1, arrived=True)
    play.do(
        attend.ReviewRecord(SESSION, ONE, ReviewOutcome.DISAGREED, "ik was om half tien terug"),
        START + 90 * MINUTE,
    )
    (shown,) = [e for e in play.enrolment().acts if isinstance(e.body.act, RecordReviewed)]
    assert shown.body.candidate == ONE
    assert any("half tien" in text for text in printed(play))


def test_who_was_added_without_permission_is_an_open_point_at_closing_and_blocks_nothing():
    play = a_session(0, started=False)
    play.do(added())
    paper = paper_of(play.session, play.room)
    assert paper is not None
    open_points = [check for check in checks_of(paper) if check.kind is CheckKind.OPEN_PERMISSION]
    assert [(check.candidate, check.blocks) for check in open_points] == [(FRESH, False)]


@pytest.mark.parametrize("outcome", [DecisionOutcome.GRANTED, DecisionOutcome.DENIED])
def test_a_decision_heard_since_closes_the_open_permission(outcome: DecisionOutcome):
    play = a_session(0, started=False)
    play.do(added())
    heard = HearDecision(SESSION, FRESH, ADMISSION, outcome, "Mag meedoen", "M. de Wit")
    play.do(heard)
    paper = paper_of(play.session, play.room)
    assert paper is not None
    assert CheckKind.OPEN_PERMISSION not in [check.kind for check in checks_of(paper)]
    assert any("Toestemming: zie het besluit." in text for text in printed(play))


def test_what_was_recorded_about_several_at_once_is_printed_as_one_handling():
    play = a_session(4)
    play.do(c.EstablishNoShow(SESSION, (ONE, TWO, THREE)), START + 31 * MINUTE)
    play.do(c.EstablishNoShow(SESSION, (candidate_id(4),)), START + 32 * MINUTE)
    bulk = [text for text in printed(play) if text.startswith("In één handeling")]
    names = "Proef 1, Noor; Proef 2, Noor en Proef 3, Noor"
    assert bulk == [f"In één handeling 3 kandidaten afwezig: {names}."]


def test_many_in_one_handling_print_by_number_and_not_as_pages_of_names():
    play = a_session(20)
    everybody = tuple(candidate_id(number) for number in range(1, 21))
    play.do(c.EstablishNoShow(SESSION, everybody), START + 31 * MINUTE)
    (bulk,) = [text for text in printed(play) if text.startswith("In één handeling")]
    assert "20 kandidaten afwezig, nummers 100001, 100002," in bulk
    assert "Proef" not in bulk


def test_the_outside_world_hears_how_many_were_added_and_no_name():
    play = a_session(1)
    play.do(added())
    paper = paper_of(play.session, play.room)
    assert paper is not None
    text = session_text([paper])
    assert "1 kandidaat bijgeschreven, zie PV." in text
    assert "Veenstra" not in text

"""Decisions the room heard, and bijzonderheden of more than one candidate."""

from datetime import datetime

import pytest

from app.models import calamity_commands as k
from app.models import commands as c
from app.models.drafts import Refused
from app.models.timing import needs_admission, status_of
from app.models.values import (
    ADMISSION,
    Aspect,
    DecisionOutcome,
    DurationFrom,
    Reason,
    Status,
)
from tests.builders import MINUTE, START, Play, a_laptop, a_plan, a_session, candidate_id

F9 = START + 72 * MINUTE
ONE, TWO = candidate_id(1), candidate_id(2)


def refused(play: Play, command: c.Command, at: datetime | None = None) -> Reason:
    with pytest.raises(Refused) as refusal:
        play.decide(command, at)
    return refusal.value.reason


# ---------------------------------------------------------------- decisions by phone


def late(rules: dict[str, object] | None = None, minute: int = 34) -> Play:
    play = a_session(rules=rules or {"id": "ie", "kind": "institution"})
    play.do(c.RegisterArrival("s1", ONE), START + minute * MINUTE)
    return play


def admission(outcome: DecisionOutcome = DecisionOutcome.GRANTED) -> k.HearDecision:
    return k.HearDecision("s1", ONE, ADMISSION, outcome, "toelaten", "S. Lier", mandate="M-02")


def test_a_decision_that_admits_works_at_once():
    play = late()
    assert needs_admission(play.session, play.part, play.enrolment())
    play.do(admission(), START + 36 * MINUTE)
    assert not needs_admission(play.session, play.part, play.enrolment())
    assert status_of(play.session, play.part, play.enrolment()) is Status.LATE


def test_who_awaits_the_board_works_meanwhile():
    play = late()
    play.do(admission(DecisionOutcome.AWAITED), START + 36 * MINUTE)
    assert not needs_admission(play.session, play.part, play.enrolment())


def test_who_is_not_admitted_is_sent_on():
    play = late()
    play.do(admission(DecisionOutcome.DENIED), START + 36 * MINUTE)
    assert status_of(play.session, play.part, play.enrolment()) is Status.REFUSED


def test_nothing_admits_to_a_central_exam_after_thirty_minutes():
    play = late({"id": "ce", "kind": "central"}, minute=31)
    for outcome in (DecisionOutcome.GRANTED, DecisionOutcome.AWAITED):
        assert refused(play, admission(outcome)) is Reason.CENTRAL_LIMIT
    assert needs_admission(play.session, play.part, play.enrolment())
    play.do(admission(DecisionOutcome.DENIED))
    assert status_of(play.session, play.part, play.enrolment()) is Status.REFUSED


def test_a_central_exam_admits_until_thirty_minutes_with_a_decision():
    play = late({"id": "ce", "kind": "central", "entry_limit_min": 15}, minute=29)
    play.do(admission())
    assert not needs_admission(play.session, play.part, play.enrolment())


def test_two_laptops_that_heard_otherwise_differ_and_nobody_is_admitted():
    play = late()
    other = a_laptop("laptop-2")
    play.take(*other.written)
    (one,) = play.decide(admission(), START + 36 * MINUTE).drafts
    two = play.decide(admission(DecisionOutcome.AWAITED), START + 36 * MINUTE).drafts
    play.take(*play.laptop.write_all([one], START + 36 * MINUTE))
    play.take(*other.write_all(two, START + 36 * MINUTE))
    assert play.enrolment().values["decision/admission"].is_difference
    assert needs_admission(play.session, play.part, play.enrolment())


def test_an_own_start_begins_with_the_admission():
    play = a_session(
        plan=a_plan(
            duration_from=DurationFrom.OWN_START,
            duration_min=60,
            entry_until=(START + 10 * MINUTE).isoformat(),
        ),
        rules={"id": "ie", "kind": "institution"},
    )
    play.do(c.RegisterArrival("s1", ONE), START + 20 * MINUTE)
    assert Aspect.START not in play.enrolment().values
    play.do(admission(), START + 22 * MINUTE)
    assert play.enrolment().values[Aspect.START].observed == START + 22 * MINUTE


# ---------------------------------------------------------------- bijzonderheden


def test_a_matter_of_two_is_one_act_each_with_one_matter():
    play = a_session(arrived=True)
    note = c.NoteIrregularity(
        "s1", ONE, "copying", "Overleg met {1}.", also=(TWO,), mentions=(TWO,)
    )
    one, two = play.do(note, F9)
    assert {one.body.candidate, two.body.candidate} == {ONE, TWO}
    assert one.body.act.matter == two.body.act.matter
    assert one.body.act.matter is not None
    (alone,) = play.do(c.NoteIrregularity("s1", ONE, "other", "Viel van de stoel."), F9 + MINUTE)
    assert alone.body.act.matter is None


def test_what_was_taken_goes_back_once_and_to_a_name():
    play = a_session(arrived=True)
    note = c.NoteIrregularity("s1", ONE, "device", "Telefoon ging af.", item_taken="telefoon")
    (noted,) = play.do(note, F9)
    play.do(k.ReturnItem("s1", noted.leaf, "de kandidaat"), F9 + 20 * MINUTE)
    (told,) = play.part.notes
    assert told.returned is not None
    assert told.returned[1].given_to == "de kandidaat"
    assert refused(play, k.ReturnItem("s1", noted.leaf, "iemand")) is Reason.ALREADY_SO

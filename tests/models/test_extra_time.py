"""Extra time as a sum: the formula of domain.md 2a, and whose number counts."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models import commands as c
from app.models.extra_time import ExtraTime, Ground, extra_time_of, ground_of
from app.models.report_provisions import sum_text, warning_text
from tests.builders import SESSION, a_candidate, a_session, candidate_id

ONE = candidate_id(1)


def extra(
    *needs: str, minutes: int | None = None, kind: str = "central", duration: int = 90
) -> ExtraTime:
    play = a_session(1, started=False, rules={"kind": kind, "extra_time_max_min": None})
    play.plan(a_candidate(1, needs=needs, extra_time_min=minutes), ONE)
    span = timedelta(minutes=duration)
    return extra_time_of(play.enrolment(), play.session.rules, span)


@pytest.mark.parametrize(
    ("duration", "own"), [(90, 23), (120, 30), (60, 15), (150, 30), (1, 1), (0, 0)]
)
def test_a_quarter_is_rounded_up_and_capped(duration, own):
    assert extra("ExtraTimeOnlyMath25%", duration=duration).own_min == own


def test_the_sum_is_shown_and_not_only_its_result():
    told = extra("ExtraTimeDigitalTests25%", minutes=23)
    assert sum_text(told) == "90 min + 25% = 23 min, afgerond omhoog, max 30"
    assert not told.differs
    assert warning_text(told) == ""


def test_the_planner_wins_and_the_difference_is_shown():
    told = extra("ExtraTimeOnlyMath25%", minutes=30)
    assert (told.applied_min, told.own_min) == (30, 23)
    assert warning_text(told) == "de planning zegt 30 min, en dat geldt"


def test_above_the_cap_of_a_central_exam_it_is_applied_and_marked():
    told = extra(minutes=45)
    assert (told.applied_min, told.is_above_cap) == (45, True)
    assert warning_text(told) == "afwijkend, meer dan 30 minuten: besluit niet genoteerd"
    assert not extra(minutes=45, kind="institution").is_above_cap


def test_a_decision_of_today_names_who_decided_what_is_above_the_cap():
    play = a_session(1, started=False, rules={"kind": "central"})
    play.plan(a_candidate(1, extra_time_min=30), ONE)
    play.do(c.NoteProvisionRequest(SESSION, ONE, "ET", "", True, "S. Lieverse", 40))
    told = extra_time_of(play.enrolment(), play.session.rules, timedelta(minutes=90))
    assert (told.applied_min, told.decided_by) == (40, "S. Lieverse")
    assert warning_text(told).endswith("meer dan 30 minuten: besluit S. Lieverse")


def test_without_a_ground_there_is_no_sum_to_differ_from():
    told = extra("ET", minutes=30)
    assert (told.own_min, told.differs, sum_text(told)) == (None, False, "")


def test_a_fixed_number_of_minutes_is_a_ground_too():
    assert extra("ExtraTimeOnlyMath30Min", minutes=30).ground == Ground(fixed_min=30)


@pytest.mark.parametrize("code", ["25%", "extraTime", "x-rust30min", "ExtraTimeOnlyMath"])
def test_a_code_that_says_nothing_about_extra_time_is_no_ground(code):
    assert ground_of([code], 90) is None


@given(
    st.lists(st.tuples(st.booleans(), st.integers(0, 200)), min_size=1, max_size=4),
    st.integers(0, 600),
)
def test_grounds_are_never_added_up(grounds, duration):
    codes = [f"ExtraTime{n}{'%' if percent else 'Min'}" for percent, n in grounds]
    each = [ground_of([code], duration).minutes(duration) for code in codes]
    assert ground_of(codes, duration).minutes(duration) == max(each)

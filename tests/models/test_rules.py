"""Rule sets: what a school may set, and what is central and cannot be loosened."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.models import commands as c
from app.models.rules import ExamKind, RuleSet, choose_rules, read_rules
from app.models.strict_json import Malformed, dumps
from app.models.timing import needs_admission, personal_end, schedule_of
from app.models.values import DurationFrom, DurationUntil
from tests.builders import MINUTE, SESSION, START, a_plan, a_session, candidate_id

FILES = sorted((Path(__file__).parents[2] / "resources" / "standaardset").glob("*.json"))

limits = st.none() | st.integers(0, 24 * 60)
rule_sets = st.fixed_dictionaries(
    {"kind": st.sampled_from(["central", "unknown"])},
    optional={
        "entry_limit_min": limits,
        "leave_from_min": limits,
        "leave_until_min": limits,
        "extra_time_max_min": limits,
        "moves_with_start": st.booleans(),
        "late_keeps_end": st.booleans(),
        "late_counts_from_start": st.booleans(),
        "extra_may_pass_end": st.booleans(),
    },
)


def test_there_are_rule_set_files():
    assert len(FILES) >= 4


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_of_the_standaardset_is_read_as_it_stands(path):
    text = path.read_text(encoding="utf-8")
    rules = read_rules(text)
    told = json.loads(text)
    listed = told.pop("readiness")
    assert [each.item for each in rules.readiness] == [each["item"] for each in listed]
    for name, content in told.items():
        assert getattr(rules, name) == content, "a hard limit changed what the file says"


def test_the_code_chooses_and_an_unknown_code_is_judged_as_central():
    available = tuple(read_rules(path.read_text(encoding="utf-8")) for path in FILES)
    kinds = [choose_rules(code, available).kind for code in ("CE-NL3F", "REK-N3", "ABC", "")]
    assert kinds == [ExamKind.CENTRAL, ExamKind.INSTITUTION, ExamKind.UNKNOWN, ExamKind.UNKNOWN]
    assert choose_rules("ABC", available).has_central_limits
    assert choose_rules("x", ()) == RuleSet()


@given(rule_sets)
@settings(max_examples=100)
def test_no_rule_set_loosens_what_is_central(members):
    rules = read_rules(dumps(members).decode())
    assert rules.entry_limit_min is not None
    assert rules.entry_limit_min <= 30
    assert rules.extra_time_max_min is not None
    assert rules.extra_time_max_min <= 30
    assert rules.late_keeps_end
    assert rules.late_counts_from_start


@given(
    rule_sets,
    st.integers(-60, 60),
    st.integers(0, 120),
    st.none() | st.integers(0, 120),
    st.sampled_from(list(DurationFrom)),
)
@settings(max_examples=120)
def test_no_rule_set_and_no_plan_lets_in_more_than_30_minutes_after_the_start(
    rules, began, came, entry, since
):
    plan = a_plan(
        duration_from=since,
        duration_until=DurationUntil.TEST_DURATION,
        entry_until=None if entry is None else (START + entry * MINUTE).isoformat(),
    )
    play = a_session(2, started=False, plan=plan, rules=rules)
    start = START + began * MINUTE
    play.do(c.RegisterArrival(SESSION, candidate_id(2)), start - MINUTE)
    play.do(c.StartSession(SESSION), start)
    play.do(c.RegisterArrival(SESSION, candidate_id(1)), start + came * MINUTE)
    session, part = play.session, play.part
    schedule = schedule_of(session, part)
    assert schedule is not None
    assert schedule.entry_until is not None
    assert schedule.entry_until <= start + 30 * MINUTE
    one, two = play.enrolment(candidate_id(1)), play.enrolment(candidate_id(2))
    if came > 30:
        assert needs_admission(session, part, one)
    late, in_time = personal_end(session, part, one), personal_end(session, part, two)
    assert late is not None
    assert in_time is not None
    assert late.at == in_time.at


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "{",
        '{"kind": "hobby"}',
        '{"entry_limit_min": -1}',
        '{"entry_limit_min": 1441}',
        '{"entry_limit_min": true}',
        '{"entry_limit_min": "30"}',
        '{"doors_open_min": null}',
        '{"late_keeps_end": 1}',
        '{"code_pattern": "("}',
        '{"code_pattern": 5}',
        '{"bonus": 1}',
        '{"kind": "central", "kind": "practical"}',
        '{"title": "\ud800"}',
    ],
)
def test_a_rule_set_that_cannot_be_meant_is_malformed(text):
    with pytest.raises(Malformed):
        read_rules(text)


def test_a_rule_set_the_room_cannot_read_is_judged_as_unknown():
    play = a_session(1, rules={"id": "x", "bonus": 1})
    assert play.session.rules == RuleSet()

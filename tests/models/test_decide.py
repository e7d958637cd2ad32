"""A fact is never blocked by a rule; only what is impossible is refused (decisions 4)."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.models import commands as c
from app.models import facts as f
from app.models.drafts import Refused
from app.models.marks import FrontierEntry, Manifest, ReportSealed
from app.models.timing import status_of
from app.models.values import (
    NOT_OBSERVED,
    Aspect,
    DurationFrom,
    DurationUntil,
    Flag,
    IdentityOutcome,
    PlanState,
    ProvisionOutcome,
    Reason,
    StartOption,
    Status,
)
from tests.builders import (
    MINUTE,
    ROOM,
    SECOND,
    SESSION,
    START,
    Play,
    a_candidate,
    a_laptop,
    a_plan,
    a_session,
    candidate_id,
)

ONE, TWO = candidate_id(1), candidate_id(2)
LOOSE: dict[str, object] = {"id": "los", "kind": "institution"}
OWN_START = a_plan(
    duration_from=DurationFrom.OWN_START, duration_until=DurationUntil.TEST_DURATION
)


def refused(play: Play, command: c.Command, at=None) -> Refused:
    with pytest.raises(Refused) as caught:
        play.decide(command, at)
    return caught.value


def types(events) -> list[str]:
    return [event.body.act.TYPE for event in events]


# ---------------------------------------------------------------- never blocked

offsets = st.integers(-120 * 60, 300 * 60).map(lambda seconds: START + seconds * SECOND)
rule_sets = st.fixed_dictionaries(
    {"kind": st.sampled_from(["central", "institution", "practical"])},
    optional={
        "entry_limit_min": st.none() | st.integers(0, 60),
        "leave_from_min": st.none() | st.integers(0, 60),
        "leave_until_min": st.none() | st.integers(0, 60),
        "moves_with_start": st.booleans(),
    },
)
plans = st.builds(
    a_plan,
    duration_from=st.sampled_from(list(DurationFrom)),
    duration_until=st.none() | st.sampled_from(list(DurationUntil)),
    start_option=st.sampled_from(list(StartOption)),
    state=st.sampled_from(list(PlanState)),
)


@given(plans, rule_sets, st.none() | offsets, st.none() | offsets, offsets, offsets)
@settings(max_examples=120)
def test_whatever_the_time_a_fact_about_who_arrived_is_recorded(
    plan, rules, began, ended, came, at
):
    play = a_session(2, started=False, plan=plan, rules=rules)
    play.do(c.RegisterArrival(SESSION, ONE), came)
    if began is not None:
        play.do(c.StartSession(SESSION), began)
        if ended is not None:
            play.do(c.EndSession(SESSION), ended)
    for command in (
        c.CheckIdentity(SESSION, ONE, IdentityOutcome.DOUBT),
        c.LeaveForAMoment(SESSION, ONE),
        c.HandIn(SESSION, (ONE,)),
        c.LeaveForGood(SESSION, ONE),
        c.TakeSeat(SESSION, ONE, "4"),
        c.RefuseEntry(SESSION, ONE),
        c.ReportProvision(SESSION, ONE, "x", ProvisionOutcome.GIVEN),
        c.NoteIrregularity(SESSION, ONE, "x", "y"),
        c.RegisterArrival(SESSION, TWO),
        c.EstablishNoShow(SESSION, (TWO,)),
        c.StartInterruption(SESSION, "x"),
    ):
        assert play.decide(command, at).drafts
    if Aspect.START not in play.enrolment().values:
        assert play.decide(c.StartCandidate(SESSION, ONE), at).drafts
    play.do(c.LeaveForAMoment(SESSION, ONE), at)
    assert play.decide(c.ComeBack(SESSION, ONE), at).drafts


# ---------------------------------------------------------------- impossible


def test_a_second_arrival_is_refused_with_since_when():
    play = a_session(1)
    play.do(c.RegisterArrival(SESSION, ONE, seen_at=START + MINUTE), START + 5 * MINUTE)
    told = refused(play, c.RegisterArrival(SESSION, ONE))
    assert (told.reason, told.since) == (Reason.ALREADY_SO, START + MINUTE)


def test_what_cannot_be_is_refused_with_its_reason():
    play = a_session(2, started=False)
    expected = [
        (c.HandIn(SESSION, (ONE,)), Reason.NEVER_ARRIVED),
        (c.LeaveForAMoment(SESSION, ONE), Reason.NEVER_ARRIVED),
        (c.LeaveForGood(SESSION, ONE), Reason.NEVER_ARRIVED),
        (c.ComeBack(SESSION, ONE), Reason.NEVER_ARRIVED),
        (c.StartCandidate(SESSION, ONE), Reason.NEVER_ARRIVED),
        (c.RegisterArrival(SESSION, "nobody"), Reason.UNKNOWN_CANDIDATE),
        (c.NoteIrregularity(SESSION, "nobody", "x", "y"), Reason.UNKNOWN_CANDIDATE),
        (c.HandIn(SESSION, ()), Reason.UNKNOWN_CANDIDATE),
        (c.EstablishNoShow(SESSION, ()), Reason.UNKNOWN_CANDIDATE),
        (c.StartSession("elsewhere"), Reason.UNKNOWN_SESSION),
        (c.EndSession(SESSION), Reason.NOT_STARTED),
        (c.EndInterruption(SESSION, "0" * 64), Reason.NOT_STARTED),
        (c.Undo(), Reason.NOTHING_TO_UNDO),
        (c.Redo(), Reason.NOTHING_TO_REDO),
        (c.SettleDifference(SESSION, ONE, "arrival", "0" * 64), Reason.NO_DIFFERENCE),
        (c.Correct(SESSION, "0" * 64, "fout"), Reason.NOTHING_TO_UNDO),
    ]
    for command, reason in expected:
        assert refused(play, command).reason is reason, command
    play.do(c.RegisterArrival(SESSION, ONE))
    assert refused(play, c.ComeBack(SESSION, ONE)).reason is Reason.NOT_AWAY
    assert refused(play, c.EstablishNoShow(SESSION, (ONE,))).reason is Reason.HAS_ARRIVED
    play.do(c.StartSession(SESSION), START)
    assert refused(play, c.StartSession(SESSION)).reason is Reason.ALREADY_STARTED
    play.do(c.LeaveForAMoment(SESSION, ONE))
    assert refused(play, c.LeaveForAMoment(SESSION, ONE)).since == START
    play.do(c.HandIn(SESSION, (ONE,)))
    assert refused(play, c.HandIn(SESSION, (ONE,))).reason is Reason.ALREADY_SO
    play.do(c.EndSession(SESSION))
    assert refused(play, c.EndSession(SESSION)).reason is Reason.ALREADY_ENDED


def test_nothing_is_recorded_that_nobody_can_have_seen_yet():
    play, at = a_session(1), START + MINUTE
    play.decide(c.RegisterArrival(SESSION, ONE, seen_at=at + 2 * SECOND), at)
    ahead = at + timedelta(milliseconds=2001)
    told = refused(play, c.RegisterArrival(SESSION, ONE, seen_at=ahead), at)
    assert told.reason is Reason.IN_THE_FUTURE
    assert refused(play, c.LeaveShift("p1", seen_at=ahead), at).reason is Reason.IN_THE_FUTURE


def seal(play: Play) -> None:
    entry = FrontierEntry("laptop-1", "e1", play.scope, 99, "0" * 64)
    manifest = Manifest(play.scope, (), (entry,), 1, "0" * 64, 1, 1, "0" * 64)
    play.take(play.laptop.act(ReportSealed(manifest, ()), START + 100 * MINUTE))


def test_a_sealed_report_takes_nothing_more_from_this_room():
    play = a_session(1)
    play.do(c.RegisterArrival(SESSION, ONE))
    play.do(c.Undo())
    seal(play)
    for command in (c.HandIn(SESSION, (ONE,)), c.Undo(), c.Redo(), c.LeaveShift("p1")):
        assert refused(play, command).reason is Reason.SEALED, command


# ---------------------------------------------------------------- flags


def flags(play: Play, command: c.Command, seconds: int) -> set[Flag]:
    return set(play.decide(command, START + seconds * SECOND).flags)


@pytest.mark.parametrize(
    ("kind", "late", "beyond"),
    [
        ("institution", 1800, {Flag.AFTER_ENTRY_LIMIT}),
        ("central", 1800, {Flag.AFTER_ENTRY_LIMIT, Flag.AFTER_CENTRAL_LIMIT}),
        ("unknown", 1800, {Flag.AFTER_ENTRY_LIMIT, Flag.AFTER_CENTRAL_LIMIT}),
    ],
)
def test_the_last_entry_counts_to_the_second(kind, late, beyond):
    play = a_session(1, rules={"kind": kind})
    assert flags(play, c.RegisterArrival(SESSION, ONE), late) == set()
    assert flags(play, c.RegisterArrival(SESSION, ONE), late + 1) == beyond


def test_a_school_may_be_stricter_than_central():
    play = a_session(1, rules={"kind": "central", "entry_limit_min": 15})
    assert flags(play, c.RegisterArrival(SESSION, ONE), 901) == {Flag.AFTER_ENTRY_LIMIT}
    assert Flag.AFTER_CENTRAL_LIMIT in flags(play, c.RegisterArrival(SESSION, ONE), 1801)


def test_leaving_has_a_window_to_the_second():
    play = a_session(1, arrived=True, rules=LOOSE)  # 09:30 to 10:15, end 10:30
    away, closed = c.LeaveForAMoment(SESSION, ONE), {Flag.AWAY_IN_CLOSED_WINDOW}
    assert flags(play, away, 30 * 60 - 1) == closed
    assert flags(play, away, 30 * 60) == set()
    assert flags(play, away, 75 * 60) == set()
    assert flags(play, away, 75 * 60 + 1) == closed
    assert flags(play, away, 90 * 60) == set()
    assert flags(play, c.HandIn(SESSION, (ONE,)), 30 * 60 - 1) == {Flag.HANDED_IN_TOO_EARLY}
    assert flags(play, c.HandIn(SESSION, (ONE,)), 30 * 60) == set()
    assert flags(play, c.LeaveForGood(SESSION, ONE), 30 * 60 - 1) == {Flag.LEFT_TOO_EARLY}
    assert flags(play, c.LeaveForGood(SESSION, ONE), 30 * 60) == set()


def test_the_window_to_leave_moves_with_time_lost_by_all():
    play = a_session(1, arrived=True, rules=LOOSE)
    (begun,) = play.do(c.StartInterruption(SESSION, "alarm"), START + 40 * MINUTE)
    play.do(c.EndInterruption(SESSION, begun.leaf), START + 50 * MINUTE)
    away = c.LeaveForAMoment(SESSION, ONE)
    assert flags(play, away, 85 * 60) == set()
    assert flags(play, away, 85 * 60 + 1) == {Flag.AWAY_IN_CLOSED_WINDOW}
    assert flags(play, away, 100 * 60 - 1) == {Flag.AWAY_IN_CLOSED_WINDOW}


def test_the_observed_time_is_judged_not_the_time_of_noting():
    play = a_session(1, arrived=True, rules=LOOSE)
    early = c.HandIn(SESSION, (ONE,), seen_at=START + 29 * MINUTE)
    assert flags(play, early, 60 * 60) == {Flag.HANDED_IN_TOO_EARLY}


@pytest.mark.parametrize("seconds", [-301, -300, 300, 301])
def test_a_start_more_than_five_minutes_off_is_flagged_both_ways(seconds):
    play = a_session(1, started=False, rules=LOOSE)
    expected = {Flag.STARTED_OFF_PLAN} if abs(seconds) > 300 else set()
    assert flags(play, c.StartSession(SESSION), seconds) == expected


def test_a_document_that_is_not_right_and_a_plan_taken_back_are_flagged():
    play = a_session(2, rules=LOOSE)
    doubt = c.RegisterArrival(SESSION, ONE, IdentityOutcome.DOUBT)
    assert flags(play, doubt, 0) == {Flag.NO_VALID_IDENTITY}
    play.plan(a_candidate(1, state=PlanState.CANCELED), ONE)
    assert flags(play, c.RegisterArrival(SESSION, ONE), 0) == {Flag.ENROLMENT_CANCELED}
    assert flags(play, c.RegisterArrival(SESSION, TWO), 0) == set()
    play.plan(a_plan(state=PlanState.CANCELED))
    assert flags(play, c.RegisterArrival(SESSION, TWO), 0) == {Flag.SESSION_CANCELED}


# ---------------------------------------------------------------- what follows from what


def test_arriving_is_arrival_identity_and_where_it_counts_the_own_start():
    play = a_session(2, started=False, plan=OWN_START, rules=LOOSE)
    events = play.do(c.RegisterArrival(SESSION, ONE))
    assert types(events) == ["ArrivalRegistered", "IdentityChecked"]
    started = play.do(c.StartSession(SESSION), START)
    assert types(started) == ["SessionStarted", "CandidateStarted"]
    assert {event.body.batch.id for event in started} == {started[0].body.batch.id}
    late = play.do(c.RegisterArrival(SESSION, TWO, None), START + MINUTE)
    assert types(late) == ["ArrivalRegistered", "CandidateStarted"]


def test_who_was_away_at_the_start_begins_on_coming_back():
    play = a_session(1, started=False, plan=OWN_START, rules=LOOSE)
    play.do(c.RegisterArrival(SESSION, ONE))
    play.do(c.LeaveForAMoment(SESSION, ONE))
    assert types(play.do(c.StartSession(SESSION), START)) == ["SessionStarted"]
    back = play.do(c.ComeBack(SESSION, ONE), START + 3 * MINUTE)
    assert types(back) == ["AwayEnded", "CandidateStarted"]


def test_a_released_exam_is_released_by_the_same_act():
    play = a_session(1, plan=a_plan(start_option=StartOption.TRIGGERED))
    assert {"session-start", "session-release"} <= set(play.part.values)


def test_a_bulk_act_is_one_handling_and_names_each_once():
    play = a_session(3)
    events = play.do(c.EstablishNoShow(SESSION, (ONE, TWO, ONE)))
    assert [event.body.candidate for event in events] == [ONE, TWO]
    assert [(e.body.batch.i, e.body.batch.n) for e in events] == [(1, 2), (2, 2)]


def test_an_act_names_what_the_register_said_before():
    play = a_session(1)
    (absent,) = play.do(c.EstablishNoShow(SESSION, (ONE,)))
    came = play.do(c.RegisterArrival(SESSION, ONE))[0]
    assert came.body.seen == (absent.leaf,)
    assert play.enrolment().arrival.heads == (came,)


def test_a_time_nobody_saw_stays_a_time_nobody_saw():
    play = a_session(1, arrived=True)
    play.do(c.HandIn(SESSION, (ONE,), seen_at=NOT_OBSERVED))
    assert not play.enrolment().values[Aspect.HAND_IN].is_time_observed


# ---------------------------------------------------------------- differences


def with_difference() -> tuple[Play, str, str]:
    play, other = a_session(1), a_laptop("laptop-2")
    (absent,) = play.do(c.EstablishNoShow(SESSION, (ONE,)), START + MINUTE)
    came = other.act(f.ArrivalRegistered(), START + MINUTE, ONE, seen_at=START - MINUTE)
    play.take(*other.written)
    assert play.enrolment().arrival.is_difference
    return play, absent.leaf, came.leaf


@pytest.mark.parametrize("keeps", [0, 1])
def test_a_person_settles_a_difference_and_the_first_seen_time_stays(keeps):
    play, *leaves = with_difference()
    kept = play.fold.events[leaves[keeps]]
    command = c.SettleDifference(SESSION, ONE, "arrival", leaves[keeps])
    (settled,) = play.do(command, START + 5 * MINUTE)
    arrival = play.enrolment().arrival
    assert not arrival.is_difference
    assert arrival.act == kept.body.act
    assert arrival.observed == kept.observed
    assert settled.body.seen == tuple(sorted(leaves))
    assert refused(play, command).reason is Reason.NO_DIFFERENCE


def test_only_one_of_the_sides_can_be_kept():
    play, *_ = with_difference()
    command = c.SettleDifference(SESSION, ONE, "arrival", play.part.shifts[0].leaf)
    assert refused(play, command).reason is Reason.NO_DIFFERENCE


def test_a_difference_does_not_block_the_next_fact_and_no_other_register_opens_it():
    play, *_ = with_difference()
    play.do(c.RegisterArrival(SESSION, ONE), START + 5 * MINUTE)
    assert not play.enrolment().arrival.is_difference
    other = a_laptop("laptop-3")
    seats = [other.act(f.SeatTaken(seat), START, ONE) for seat in ("1", "2")]
    play.take(*other.written)
    assert len(seats) == len(play.enrolment().values[Aspect.SEAT].heads)
    assert refused(play, c.RegisterArrival(SESSION, ONE)).reason is Reason.ALREADY_SO


def test_a_difference_on_being_away_blocks_neither_going_nor_coming():
    play, other = a_session(1, arrived=True), a_laptop("laptop-2")
    out = other.act(f.AwayStarted(), START, ONE)
    other.act(f.AwayEnded(), START + MINUTE, ONE, seen=[out])
    play.do(c.LeaveForAMoment(SESSION, ONE), START + 5 * MINUTE)
    play.take(*other.written)
    assert play.enrolment().values[Aspect.AWAY].is_difference
    assert play.decide(c.ComeBack(SESSION, ONE)).drafts
    assert play.decide(c.LeaveForAMoment(SESSION, ONE)).drafts


# ---------------------------------------------------------------- corrections


def test_a_correction_has_its_reason_and_only_strikes_what_counts():
    play = a_session(1)
    came = play.do(c.RegisterArrival(SESSION, ONE))[0]
    (strike,) = play.do(c.Correct(SESSION, came.leaf, "verkeerde kandidaat"))
    assert strike.body.act == f.Corrected("verkeerde kandidaat")
    assert strike.body.candidate == ONE
    assert status_of(play.session, play.part, play.enrolment()) is Status.EXPECTED
    assert refused(play, c.Correct(SESSION, came.leaf, "nog eens")).reason is (
        Reason.NOTHING_TO_UNDO
    )
    plan = next(e for e in play.dossier.written if e.body.candidate == ONE)
    assert refused(play, c.Correct(SESSION, plan.leaf, "x")).reason is Reason.NOTHING_TO_UNDO
    play.do(c.Correct(SESSION, strike.leaf, "toch goed"))
    assert status_of(play.session, play.part, play.enrolment()) is Status.PRESENT


def test_leaving_a_shift_is_told_in_every_part_that_is_open():
    play = a_session(1)
    (left,) = play.do(c.LeaveShift("p1"), START + MINUTE)
    assert left.header.scope == play.scope
    assert play.part.left == {"p1": START + MINUTE}
    assert play.room == ROOM

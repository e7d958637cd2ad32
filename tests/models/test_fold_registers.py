"""What a register says, who may say what, erasing, the plan and rooms (format.md 3)."""

from dataclasses import replace
from datetime import timedelta

from app.models import facts as f
from app.models.act import Body, Event, Unknown
from app.models.codec import decode_body, encode_body
from app.models.fold import DOSSIER, Fold, RoomFold, fold, part_scope, session_scope
from app.models.marks import BodyErased, WithoutEffect
from app.models.plan import CandidateMovedAway
from app.models.values import Aspect, Kind, PartAspect
from tests.builders import (
    MINUTE,
    ROOM,
    SECOND,
    SESSION,
    START,
    Writer,
    a_candidate,
    a_laptop,
    a_room,
)
from tests.models.samples import FIXED_SALT

SCOPES = (part_scope(SESSION, ROOM), part_scope(SESSION, "other"), session_scope(SESSION))
POOL = tuple(f"{number:064x}" for number in range(9))
CANDIDATES = ("c0001", "c0002")
ASPECTS = (*Aspect, *PartAspect, "provision/x", None)


# ---------------------------------------------------------------- registers


def values(*events: Event):
    return fold(SESSION, events).enrolments["c0001"].values


def two_laptops() -> tuple[Writer, Writer, tuple[Event, ...]]:
    one, two = a_laptop("laptop-1"), a_laptop("laptop-2")
    return one, two, (one.written[0], two.written[0])


def test_equal_values_within_two_minutes_are_one_fact_and_the_earliest_counts():
    one, two, shifts = two_laptops()
    early = one.act(f.ArrivalRegistered(), START, "c0001")
    late = two.act(f.ArrivalRegistered(), START + 2 * MINUTE, "c0001")
    arrival = values(*shifts, late, early)["arrival"]
    assert arrival.heads == (early, late)
    assert not arrival.is_difference
    assert arrival.observed == START


def test_equal_values_further_apart_are_a_difference():
    one, two, shifts = two_laptops()
    early = one.act(f.ArrivalRegistered(), START, "c0001")
    late = two.act(f.ArrivalRegistered(), START + 2 * MINUTE + SECOND, "c0001")
    assert values(*shifts, early, late)["arrival"].is_difference


def test_the_two_minutes_are_of_corrected_time():
    one, two, shifts = two_laptops()
    two.offset_ms = 600_000
    early = one.act(f.ArrivalRegistered(), START, "c0001")
    late = two.act(f.ArrivalRegistered(), START + MINUTE, "c0001")
    assert abs(late.header.wall - early.header.wall) > 5 * MINUTE
    assert not values(*shifts, early, late)["arrival"].is_difference


def test_other_values_side_by_side_are_a_difference_at_once():
    one, two, shifts = two_laptops()
    came = one.act(f.ArrivalRegistered(), START, "c0001")
    not_there = two.act(f.NoShowEstablished(), START, "c0001")
    assert values(*shifts, came, not_there)["arrival"].is_difference


def test_who_knew_of_one_of_two_equal_facts_knew_of_both():
    one, two, shifts = two_laptops()
    out = one.act(f.AwayStarted(), START, "c0001")
    out_too = two.act(f.AwayStarted(), START + MINUTE, "c0001")
    back = one.act(f.AwayEnded(), START + 2 * MINUTE, "c0001", seen=[out])
    assert values(*shifts, out, out_too, back)["away"].heads == (back,)
    apart = two.act(f.AwayStarted(), START + 9 * MINUTE, "c0001")
    assert set(values(*shifts, out, apart, back)["away"].heads) == {back, apart}


def test_who_told_the_same_again_knowing_of_the_first_told_something_else():
    one, two, shifts = two_laptops()
    out = one.act(f.AwayStarted(), START, "c0001")
    again = two.act(f.AwayStarted("toilet"), START + MINUTE, "c0001", seen=[out])
    back = one.act(f.AwayEnded(), START + MINUTE, "c0001", seen=[out])
    assert set(values(*shifts, out, again, back)["away"].heads) == {again, back}


def test_a_struck_event_gives_back_what_it_replaced():
    one, _, shifts = two_laptops()
    not_there = one.act(f.NoShowEstablished(), START, "c0001")
    came = one.act(f.ArrivalRegistered(), START + MINUTE, "c0001", seen=[not_there])
    strike = one.act(f.Corrected("fout"), START + 2 * MINUTE, "c0001", refs=[came])
    assert values(*shifts, not_there, came)["arrival"].heads == (came,)
    assert values(*shifts, not_there, came, strike)["arrival"].heads == (not_there,)
    again = one.act(f.Corrected("toch"), START + 3 * MINUTE, "c0001", refs=[strike])
    assert values(*shifts, not_there, came, strike, again)["arrival"].heads == (came,)
    third = one.act(f.Corrected("nee"), START + 4 * MINUTE, "c0001", refs=[again])
    whole = fold(SESSION, [*shifts, not_there, came, strike, again, third])
    assert whole.enrolments["c0001"].values["arrival"].heads == (not_there,)
    assert whole.enrolments["c0001"].struck == {came.leaf, again.leaf}


def test_a_register_of_which_all_is_struck_says_nothing():
    one, _, shifts = two_laptops()
    came = one.act(f.ArrivalRegistered(), START, "c0001")
    strike = one.act(f.Corrected("fout"), START, "c0001", refs=[came])
    assert "arrival" not in values(*shifts, came, strike)


def test_a_correction_in_another_scope_strikes_nothing():
    one, two, shifts = two_laptops()
    two.open_shift(START, SCOPES[1])
    came = one.act(f.ArrivalRegistered(), START, "c0001")
    strike = two.act(f.Corrected("fout"), START, "c0001", refs=[came], scope=SCOPES[1])
    assert values(*shifts, *two.written, came, strike)["arrival"].heads == (came,)


def test_an_act_of_a_newer_version_replaces_nothing():
    one, _, shifts = two_laptops()
    came = one.act(f.ArrivalRegistered(), START, "c0001")
    newer = one.act(Unknown("ArrivalSeen"), START + MINUTE, "c0001", seen=[came])
    newer = replace(newer, body=replace(newer.body, aspect="arrival"))
    enrolment = fold(SESSION, [*shifts, came, newer]).enrolments["c0001"]
    assert enrolment.values["arrival"].heads == (came,)
    assert newer in enrolment.acts


def test_an_act_in_the_register_of_another_is_no_value():
    one, _, shifts = two_laptops()
    body = Body(f.ArrivalRegistered(), "c0001", Aspect.AWAY)
    stray = one.write(SCOPES[0], body, START)
    assert not values(*shifts, stray)


# ---------------------------------------------------------------- who may say what


def test_only_the_dossier_can_put_an_event_aside():
    one, two, shifts = two_laptops()
    came = one.act(f.ArrivalRegistered(), START, "c0001")
    claim = two.act(WithoutEffect("rol"), START, refs=[came])
    assert "arrival" in values(*shifts, came, claim)
    word = Writer(DOSSIER).act(WithoutEffect("rol"), START, refs=[came])
    assert "arrival" not in values(*shifts, came, word)


def test_a_room_cannot_strike_the_dossiers_word():
    one, two, shifts = two_laptops()
    came = one.act(f.ArrivalRegistered(), START, "c0001")
    word = Writer(DOSSIER).act(WithoutEffect("rol"), START, refs=[came])
    strike = two.act(f.Corrected("nee"), START, refs=[word])
    assert "arrival" not in values(*shifts, came, word, strike)


def test_a_room_cannot_strike_or_write_the_plan():
    dossier, one = Writer(DOSSIER), a_laptop("laptop-1")
    planned = dossier.act(a_candidate(), START, "c0001")
    strike = one.act(f.Corrected("nee"), START, "c0001", refs=[planned])
    own = one.act(a_candidate(surname="Ander"), START + MINUTE, "c0001")
    session = fold(SESSION, [*one.written, planned, strike, own])
    assert session.enrolments["c0001"].plan == a_candidate()


def test_a_fact_counts_only_under_a_shift_of_its_own_stream():
    one, two, shifts = two_laptops()
    one.shifts[SCOPES[0]] = two.written[0].leaf
    borrowed = one.act(f.ArrivalRegistered(), START, "c0001")
    one.shifts.clear()
    bare = one.act(f.AwayStarted(), START, "c0001")
    session = fold(SESSION, [*shifts, borrowed, bare])
    assert not session.enrolments["c0001"].values
    assert session.uncounted == 2


def test_a_fact_under_the_name_of_a_mark_does_not_slip_past_the_shift():
    one = Writer("laptop-1")
    posing = one.act(f.ArrivalRegistered(), START, "c0001", kind=Kind.MARK)
    assert not values(posing)


def test_facts_wait_for_their_shift_and_count_when_it_comes():
    one, _, _ = two_laptops()
    came = one.act(f.ArrivalRegistered(), START, "c0001")
    whole = Fold(SESSION)
    assert whole.add([came]).uncounted == 1
    assert whole.add([one.written[0]]).uncounted == 0
    assert whole.session.enrolments["c0001"].values["arrival"].heads == (came,)


def test_facts_under_a_shift_that_the_dossier_put_aside_do_not_count():
    one, _, shifts = two_laptops()
    came = one.act(f.ArrivalRegistered(), START, "c0001")
    word = Writer(DOSSIER).act(WithoutEffect("certificaat"), START, refs=[shifts[0]])
    whole = Fold(SESSION)
    for event in (came, word, *shifts):
        whole.add([event])
    assert not whole.session.enrolments["c0001"].values
    assert whole.session == fold(SESSION, [*shifts, word, came])


# ---------------------------------------------------------------- erasing


def test_an_erased_body_is_skipped_whichever_form_came_first():
    one, _, shifts = two_laptops()
    came = one.act(f.ArrivalRegistered(), START, "c0001")
    other = one.act(f.ArrivalRegistered(), START, "c0002")
    bare = replace(came, body=None)
    expected = fold(SESSION, [*shifts, other, bare])
    assert "c0001" not in expected.enrolments
    assert fold(SESSION, [*shifts, other, came, bare]) == expected
    late = Fold(SESSION)
    late.add([*shifts, came, other])
    assert late.add([bare]) == expected
    assert late.add([came]) == expected


def test_the_dossiers_word_that_a_body_went_is_enough_and_nobody_elses():
    one, two, shifts = two_laptops()
    came = one.act(f.ArrivalRegistered(), START, "c0001")
    whole = Fold(SESSION)
    whole.add([*shifts, came])
    whole.add([two.act(BodyErased((came.leaf,), "termijn"), START)])
    assert "c0001" in whole.session.enrolments
    word = Writer(DOSSIER).act(BodyErased((came.leaf,), "termijn"), START)
    whole.add([word])
    assert "c0001" not in whole.session.enrolments
    assert whole.session == fold(SESSION, [word, *whole.events.values(), came])


# ---------------------------------------------------------------- the plan


def test_the_plan_goes_by_the_order_of_its_stream_not_by_its_clock():
    dossier = Writer(DOSSIER)
    first = dossier.act(a_candidate(), START, "c0001")
    second = dossier.act(a_candidate(surname="Later"), START - MINUTE, "c0001")
    enrolment = fold(SESSION, [second, first]).enrolments["c0001"]
    assert enrolment.plan.surname == "Later"
    assert not enrolment.differences


def test_a_candidate_moved_away_and_back_is_expected_where_the_plan_says():
    dossier = Writer(DOSSIER)
    first = dossier.act(a_candidate(), START, "c0001")
    at = START + MINUTE  # both halves of a move are written at one moment
    away = dossier.act(CandidateMovedAway("other"), at, "c0001")
    there = dossier.act(a_candidate(), at, "c0001", scope=SCOPES[1])
    moved = [first, away, there]
    assert fold(SESSION, moved).enrolments["c0001"].room == "other"
    assert fold(SESSION, moved).enrolments["c0001"].moved_to is None
    back_at = at + MINUTE
    gone = dossier.act(CandidateMovedAway(ROOM), back_at, "c0001", scope=SCOPES[1])
    back = dossier.act(a_candidate(), back_at, "c0001")
    whole = fold(SESSION, [*moved, gone, back]).enrolments["c0001"]
    assert (whole.room, whole.moved_to, whole.is_listed) == (ROOM, None, True)
    # each room reads its own part only
    here = fold(SESSION, [first, away]).enrolments["c0001"]
    assert (here.room, here.moved_to, here.is_listed) == (ROOM, "other", False)
    assert here.plan == a_candidate()
    other = fold(SESSION, [there, gone]).enrolments["c0001"]
    assert (other.room, other.moved_to) == ("other", ROOM)


def test_what_was_recorded_stays_listed_after_the_candidate_moved_away():
    dossier, one = Writer(DOSSIER), a_laptop("laptop-1")
    came = one.act(f.ArrivalRegistered(), START, "c0001")
    plan = [dossier.act(a_candidate(), START, "c0001")]
    plan.append(dossier.act(CandidateMovedAway("other"), START + MINUTE, "c0001"))
    session = fold(SESSION, [*one.written, *plan])
    assert [each.candidate for each in session.in_room(ROOM)] == ["c0001"]
    assert session.enrolments["c0001"].values["arrival"].heads == (came,)


# ---------------------------------------------------------------- rooms


def test_a_room_takes_events_of_all_its_sessions_and_passes_over_the_rest():
    dossier = Writer(DOSSIER)
    mine = dossier.act(a_room(), START)
    second = dossier.act(a_room(), START, scope=part_scope("s2", ROOM))
    office = dossier.act(a_room(), START, scope="office")
    folds = RoomFold(ROOM)
    folds.add([office, second])
    folds.add([mine, second])
    assert [session.id for session, _ in folds.day.parts()] == [SESSION, "s2"]


def test_bytes_and_fold_agree_on_what_an_act_is():
    body = Body(f.AwayStarted("toilet"), "c0001", Aspect.AWAY, seen_at=START - timedelta(hours=1))
    event = a_laptop("laptop-1").write(SCOPES[0], body, START)
    assert event.body == decode_body(encode_body(body, FIXED_SALT))
    assert event.observed == START - timedelta(hours=1)

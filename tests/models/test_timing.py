"""Personal ends in all six start scenarios (OKE 1.0.1, table 4.2.C), and where people stand."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.models import commands as c
from app.models.act import Event
from app.models.facts import ArrivalRegistered
from app.models.plan import SessionPlanned
from app.models.session import Enrolment
from app.models.standing import last_end
from app.models.timing import (
    PersonalEnd,
    attendance_of,
    late_by,
    needs_admission,
    personal_end,
    phase_of,
    schedule_of,
    status_of,
)
from app.models.values import (
    Attendance,
    DurationFrom,
    DurationUntil,
    Phase,
    StartOption,
    Status,
)
from app.models.words import late_text
from tests.builders import (
    MINUTE,
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

ONE = candidate_id(1)
LOOSE: dict[str, object] = {
    "id": "los",
    "kind": "institution",
    "late_keeps_end": False,
    "late_counts_from_start": False,
}


def minutes(number: int) -> datetime:
    return START + number * MINUTE


def scenario(number: int) -> SessionPlanned:
    """The six of the table, 40 minutes of work in a window of an hour (of three in the last)."""
    own, triggered = StartOption.INDIVIDUAL, StartOption.TRIGGERED
    option, since, until, entry, window = {
        1: (own, DurationFrom.OWN_START, DurationUntil.SESSION_END, None, 60),
        2: (own, DurationFrom.OWN_START, DurationUntil.SESSION_END, 15, 60),
        3: (own, DurationFrom.OWN_START, DurationUntil.TEST_DURATION, 30, 60),
        4: (own, DurationFrom.SESSION_START, None, None, 60),
        5: (triggered, DurationFrom.RELEASE, DurationUntil.TEST_DURATION, None, 60),
        6: (own, DurationFrom.OWN_START, DurationUntil.TEST_DURATION, 120, 180),
    }[number]
    return a_plan(
        ends_at=minutes(window).isoformat(),
        start_option=option,
        duration_from=since,
        duration_until=until,
        duration_min=40,
        entry_until=None if entry is None else minutes(entry).isoformat(),
    )


def played(
    number: int, began: int, came: int, extra: int | None, rules: dict[str, object]
) -> Play:
    """One candidate who came `came` minutes after an exam that began `began` off its plan."""
    play = a_session(1, started=False, plan=scenario(number), rules=rules)
    play.plan(a_candidate(1, extra_time_min=extra), ONE)
    if came <= 0:
        play.do(c.RegisterArrival(SESSION, ONE), minutes(began + came))
    play.do(c.StartSession(SESSION), minutes(began))
    if came > 0:
        play.do(c.RegisterArrival(SESSION, ONE), minutes(began + came))
    return play


def end_of(play: Play, candidate: str = ONE) -> PersonalEnd:
    end = personal_end(play.session, play.part, play.enrolment(candidate))
    assert end is not None
    return end


# Minutes from the actual start to the personal end without extra time, when all moves with it.
#            in time, 10 min late, after the last entry (None: the door is open to the end)
AFTER_START = {1: (40, 50, None), 2: (40, 50, 40), 3: (40, 50, 40), 4: (40, 40, 40)} | {
    5: (40, 40, 40),
    6: (40, 50, 40),
}
AFTER_LIMIT = {1: 61, 2: 16, 3: 31, 4: 31, 5: 31, 6: 121}


@pytest.mark.parametrize("extra", [None, 30])
@pytest.mark.parametrize("began", [0, 7, -5])
@pytest.mark.parametrize("number", AFTER_START)
def test_everything_moves_with_the_actual_start(number, began, extra):
    in_time, late, after = AFTER_START[number]
    more = extra or 0
    assert end_of(played(number, began, -5, extra, LOOSE)).at == minutes(began + in_time + more)
    assert end_of(played(number, began, 10, extra, LOOSE)).at == minutes(began + late + more)
    play = played(number, began, AFTER_LIMIT[number], extra, LOOSE)
    assert needs_admission(play.session, play.part, play.enrolment())
    if after is not None:
        assert end_of(play).at == minutes(began + after + more)


# As above, from the planned start, when the rule set keeps the plan's times where they are.
@pytest.mark.parametrize("began", [0, 7, -5])
@pytest.mark.parametrize("number", AFTER_START)
def test_what_does_not_move_with_the_start_stays_where_it_was_planned(number, began):
    rules = LOOSE | {"moves_with_start": False}
    in_time, late, _ = AFTER_START[number]
    from_plan = number == 4  # only that one counts from a time of the plan
    shift = 0 if from_plan else began
    assert end_of(played(number, began, -5, None, rules)).at == minutes(in_time + shift)
    if minutes(began + 10) <= played(number, began, -5, None, rules).part.started_at + 10 * MINUTE:
        expected = late + shift
        if number == 2 and began + 10 > 15:  # the last entry stayed at 09:15
            expected = in_time + shift
        assert end_of(played(number, began, 10, None, rules)).at == minutes(expected)
    schedule = schedule_of(*two(played(number, began, -5, None, rules)))
    assert schedule.window_end == minutes(180 if number == 6 else 60)
    assert schedule.leave_from == minutes(30)


def two(play: Play):
    return play.session, play.part


@pytest.mark.parametrize("number", AFTER_START)
@pytest.mark.parametrize("came", [-5, 10])
def test_unlimited_time_has_no_end(number, came):
    play = played(number, 7, came, None, LOOSE)
    play.plan(a_candidate(1, is_time_unlimited=True, extra_time_min=20_000), ONE)
    end = end_of(play)
    assert end.at is None
    assert end.is_unlimited


@pytest.mark.parametrize("number", [1, 2, 3, 6])
def test_a_late_candidate_keeps_the_end_of_the_others_where_the_rules_say_so(number):
    for rules in (LOOSE | {"late_keeps_end": True}, {"id": "ce", "kind": "central"}):
        for moves in (True, False):
            play = played(number, 7, 8, None, rules | {"moves_with_start": moves})
            assert end_of(play).at == minutes(47), (rules, moves)


@pytest.mark.parametrize(("passes", "end"), [(True, 90), (False, 60)])
def test_the_window_cuts_a_late_start_and_extra_time_as_the_rules_say(passes, end):
    play = played(1, 0, 35, 30, LOOSE | {"extra_may_pass_end": passes})
    assert end_of(play).at == minutes(end)
    assert end_of(play).is_cut_by_window
    assert not end_of(played(1, 0, 20, None, LOOSE)).is_cut_by_window


def test_the_sum_of_an_end_can_be_shown():
    end = end_of(played(3, 0, 10, 30, LOOSE))
    assert end.base + end.duration + end.extra + end.compensation == end.at
    assert (end.base, end.duration, end.extra) == (minutes(10), 40 * MINUTE, 30 * MINUTE)


def test_before_the_start_the_plan_is_shown():
    play = a_session(1, started=False, plan=scenario(3), rules=LOOSE)
    assert end_of(play).at == minutes(40)
    assert schedule_of(*two(play)).entry_until == minutes(30)
    assert schedule_of(*two(play)).started_at is None


@pytest.mark.parametrize("starts_at", ["soon", "2026-12-09T09:00:00", "0001-01-01T00:00:00+10:00"])
def test_a_plan_whose_times_cannot_be_read_gives_no_times_and_no_fault(starts_at):
    play = a_session(1, rules=LOOSE)
    play.plan(a_plan(starts_at=starts_at))
    assert schedule_of(*two(play)) is None
    assert personal_end(play.session, play.part, play.enrolment()) is None
    play.do(c.RegisterArrival(SESSION, ONE), minutes(1))
    assert status_of(*two(play), play.enrolment()) is Status.PRESENT


@pytest.mark.parametrize("night", [(2026, 10, 25), (2026, 3, 29)])
def test_minutes_are_minutes_in_the_night_the_clock_changes(night):
    amsterdam = ZoneInfo("Europe/Amsterdam")
    starts = datetime(*night, 1, 30, tzinfo=amsterdam)
    plan = a_plan(
        starts_at=starts.isoformat(),
        ends_at=(starts.astimezone(UTC) + 120 * MINUTE).astimezone(amsterdam).isoformat(),
        duration_min=100,
    )
    play = a_session(1, started=False, plan=plan, rules=LOOSE)
    end = end_of(play).at
    assert end - starts.astimezone(UTC) == 100 * MINUTE
    local = end.astimezone(amsterdam)
    assert (local.hour, local.minute) == ((2, 10) if night[1] == 10 else (4, 10))
    assert schedule_of(*two(play)).window_end - starts.astimezone(UTC) == 120 * MINUTE


def test_an_exam_over_midnight_ends_on_the_next_day():
    plan = a_plan(starts_at="2026-12-09T23:30:00+01:00", ends_at="2026-12-10T01:00:00+01:00")
    play = a_session(1, started=False, plan=plan, rules=LOOSE)
    assert end_of(play).at == datetime(2026, 12, 10, 0, 0, tzinfo=UTC)


# ---------------------------------------------------------------- interruptions


def interrupt(play: Play, since: datetime, until: datetime, candidate: str | None = None) -> Event:
    (begun,) = play.do(c.StartInterruption(SESSION, "stroom", candidate), since)
    play.do(c.EndInterruption(SESSION, begun.leaf), until)
    return begun


def back_of(play: Play, number: int = 1) -> int:
    return end_of(play, candidate_id(number)).compensation // MINUTE


def test_overlapping_interruptions_count_once_and_the_sum_is_rounded_up():
    play = a_session(2, arrived=True, rules=LOOSE)
    (first,) = play.do(c.StartInterruption(SESSION, "alarm"), minutes(10))
    (second,) = play.do(c.StartInterruption(SESSION, "stroom"), minutes(12))
    play.do(c.EndInterruption(SESSION, first.leaf), minutes(15))
    assert back_of(play) == 5
    play.do(c.EndInterruption(SESSION, second.leaf), minutes(17) + SECOND)
    assert back_of(play) == 8  # 7 min 1 s
    assert end_of(play).at == minutes(98)


def test_an_interruption_of_one_candidate_is_of_nobody_else():
    play = a_session(2, arrived=True, rules=LOOSE)
    interrupt(play, minutes(10), minutes(15), ONE)
    assert (back_of(play, 1), back_of(play, 2)) == (5, 0)
    assert schedule_of(*two(play)).end == minutes(90)


def test_who_is_excluded_gets_no_time_back_for_that_interruption_only():
    play = a_session(2, arrived=True, rules=LOOSE)
    first = interrupt(play, minutes(10), minutes(15))
    interrupt(play, minutes(20), minutes(23))
    play.do(c.ExcludeFromCompensation(SESSION, ONE, first.leaf, "eigen schuld"), minutes(24))
    assert (back_of(play, 1), back_of(play, 2)) == (3, 8)


def test_time_before_the_own_start_and_after_handing_in_is_not_lost():
    play = a_session(3, started=False, plan=scenario(3), rules=LOOSE)
    for number in (1, 3):
        play.do(c.RegisterArrival(SESSION, candidate_id(number)), minutes(-5))
    play.do(c.StartSession(SESSION), START)
    (begun,) = play.do(c.StartInterruption(SESSION, "alarm"), minutes(10))
    play.do(c.RegisterArrival(SESSION, candidate_id(2)), minutes(12))
    play.do(c.HandIn(SESSION, (candidate_id(3),)), minutes(13))
    play.do(c.EndInterruption(SESSION, begun.leaf), minutes(20))
    assert [back_of(play, number) for number in (1, 2, 3)] == [10, 8, 3]


def test_time_lost_by_all_moves_the_end_of_the_room_and_the_last_moment_to_leave():
    play = a_session(2, arrived=True, rules=LOOSE)
    assert schedule_of(*two(play)).leave_until == minutes(75)
    interrupt(play, minutes(10), minutes(20))
    schedule = schedule_of(*two(play))
    assert (schedule.leave_until, schedule.end) == (minutes(85), minutes(100))
    assert end_of(play).at == schedule.end


# ---------------------------------------------------------------- where people stand


def stands(play: Play, number: int = 1) -> tuple[Status, Attendance]:
    enrolment: Enrolment = play.enrolment(candidate_id(number))
    return status_of(*two(play), enrolment), attendance_of(*two(play), enrolment)


def test_every_path_to_the_five_values_of_the_standard():
    play = a_session(7, started=False, rules=LOOSE)
    ids = [candidate_id(number) for number in range(8)]
    assert stands(play) == (Status.EXPECTED, Attendance.NOT_KNOWN)
    for number in (1, 2, 3):
        play.do(c.RegisterArrival(SESSION, ids[number]), minutes(-5))
    assert stands(play) == (Status.PRESENT, Attendance.NOT_STARTED)
    play.do(c.LeaveForGood(SESSION, ids[3]), minutes(-1))
    play.do(c.StartSession(SESSION), START)
    assert stands(play) == (Status.PRESENT, Attendance.NOT_FINISHED)
    assert stands(play, 3) == (Status.LEFT, Attendance.NOT_STARTED)
    play.do(c.LeaveForAMoment(SESSION, ids[1]), minutes(40))
    assert stands(play) == (Status.AWAY, Attendance.NOT_FINISHED)
    play.do(c.HandIn(SESSION, (ids[1],)), minutes(50))
    assert stands(play) == (Status.HANDED_IN, Attendance.PRESENT)
    play.do(c.LeaveForGood(SESSION, ids[2]), minutes(50))
    assert stands(play, 2) == (Status.LEFT, Attendance.NOT_FINISHED)
    play.do(c.EstablishNoShow(SESSION, (ids[4],)), minutes(50))
    assert stands(play, 4) == (Status.ABSENT, Attendance.NOT_PRESENT)
    play.do(c.RefuseEntry(SESSION, ids[5]), minutes(50))
    assert stands(play, 5) == (Status.REFUSED, Attendance.NOT_STARTED)
    play.do(c.RegisterArrival(SESSION, ids[6]), minutes(50))
    assert stands(play, 6) == (Status.LATE, Attendance.NOT_STARTED)
    play.do(c.StartCandidate(SESSION, ids[6]), minutes(51))
    assert stands(play, 6) == (Status.LATE, Attendance.NOT_FINISHED)
    assert stands(play, 7) == (Status.EXPECTED, Attendance.NOT_KNOWN)
    play.do(c.EndSession(SESSION), minutes(90))
    assert stands(play, 7) == (Status.EXPECTED, Attendance.NOT_KNOWN)


def test_an_own_start_is_counted_where_the_scenario_has_one():
    play = a_session(2, plan=scenario(3), rules=LOOSE)
    play.do(c.RegisterArrival(SESSION, ONE), minutes(30))
    assert stands(play) == (Status.PRESENT, Attendance.NOT_FINISHED)
    play.do(c.RegisterArrival(SESSION, candidate_id(2)), minutes(30) + SECOND)
    assert stands(play, 2) == (Status.LATE, Attendance.NOT_STARTED)


@pytest.mark.parametrize(
    ("came", "late", "admission"),
    [
        (-60, None, False),
        (0, None, False),
        (1, SECOND, False),
        (1800, 1800 * SECOND, False),
        (1801, 1801 * SECOND, True),
    ],
)
def test_late_is_told_to_the_second(came, late, admission):
    play = a_session(1, rules=LOOSE)
    play.do(c.RegisterArrival(SESSION, ONE), START + came * SECOND)
    assert late_by(*two(play), play.enrolment()) == late
    assert needs_admission(*two(play), play.enrolment()) is admission


def test_who_was_there_when_a_late_exam_began_was_in_time():
    rules = LOOSE | {"moves_with_start": False}
    play = a_session(1, started=False, rules=rules)
    play.do(c.RegisterArrival(SESSION, ONE), minutes(35))
    play.do(c.StartSession(SESSION), minutes(40))
    assert not needs_admission(*two(play), play.enrolment())
    assert stands(play) == (Status.PRESENT, Attendance.NOT_FINISHED)


def test_phases_follow_acts_and_only_the_door_follows_the_clock():
    play = a_session(1, started=False, rules=LOOSE)
    assert phase_of(*two(play), minutes(500)) is Phase.NOT_STARTED
    play.do(c.StartSession(SESSION), minutes(7))
    assert phase_of(*two(play), minutes(37)) is Phase.DOOR_OPEN
    assert phase_of(*two(play), minutes(37) + SECOND) is Phase.DOOR_CLOSED
    assert phase_of(*two(play), minutes(500)) is Phase.DOOR_CLOSED
    play.do(c.EndSession(SESSION), minutes(60))
    assert phase_of(*two(play), minutes(0)) is Phase.ENDED


def test_the_last_end_is_of_those_who_still_work():
    play = a_session(2, arrived=True, rules=LOOSE)
    play.plan(a_candidate(1, extra_time_min=30), ONE)
    assert last_end(*two(play)) == minutes(120)
    play.do(c.HandIn(SESSION, (ONE,)), minutes(60))
    assert last_end(*two(play)) == minutes(90)


def test_extra_time_beyond_any_exam_stays_a_time():
    play = a_session(1, arrived=True, rules=LOOSE)
    play.plan(a_candidate(1, extra_time_min=2**53), ONE)
    play.plan(a_plan(duration_min=2**53))
    assert end_of(play).at < START + timedelta(days=30)


def test_who_the_starting_laptop_did_not_know_of_began_with_the_others():
    play = a_session(1, started=False, plan=scenario(3), rules=LOOSE)
    apart = a_laptop("laptop-2")
    apart.act(ArrivalRegistered(), minutes(-5), ONE)
    play.do(c.StartSession(SESSION), START)
    play.take(*apart.written)
    assert stands(play) == (Status.PRESENT, Attendance.NOT_FINISHED)


def test_who_was_away_at_the_start_did_not_begin_with_the_others():
    play = a_session(1, started=False, plan=scenario(3), rules=LOOSE)
    play.do(c.RegisterArrival(SESSION, ONE), minutes(-5))
    play.do(c.LeaveForAMoment(SESSION, ONE), minutes(-1))
    play.do(c.StartSession(SESSION), START)
    assert stands(play) == (Status.AWAY, Attendance.NOT_STARTED)


def test_how_late_somebody_was_is_said_in_good_dutch():
    told = [late_text(timedelta(seconds=seconds)) for seconds in (1, 59, 60, 119, 120)]
    assert told[:2] == ["minder dan 1 minuut te laat"] * 2
    assert told[2:] == ["1 minuut te laat", "1 minuut te laat", "2 minuten te laat"]

"""Hard cases: what a day brings that no rule was written for, each as it is told afterwards."""

from datetime import UTC, datetime, timedelta

import pytest

from app.models import attendance_commands as attend
from app.models import calamity_commands as k
from app.models import commands as c
from app.models.extra_time import extra_time_of
from app.models.facts import ArrivalRegistered
from app.models.fold import RoomFold, part_scope, session_scope
from app.models.paper import Paper, paper_of
from app.models.plan import RulesChosen
from app.models.preparing_commands import RelieveFromDuty
from app.models.report import text_of
from app.models.reporting import report_of
from app.models.session import Enrolment
from app.models.strict_json import dumps
from app.models.timing import arrived_at, late_by, needs_admission, personal_end, status_of
from app.models.values import (
    Aspect,
    DurationFrom,
    DurationUntil,
    Flag,
    Permission,
    Status,
    Workability,
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
    a_room,
    a_session,
    candidate_id,
)

ONE, TWO, THREE = (candidate_id(number) for number in (1, 2, 3))
CENTRAL: dict[str, object] = {"id": "ce", "kind": "central", "extra_time_max_min": 30}
LOOSE: dict[str, object] = {"id": "ie", "kind": "institution", "late_keeps_end": False}
END = START + 90 * MINUTE


def end_of(play: Play, candidate: str = ONE) -> datetime:
    end = personal_end(play.session, play.part, play.enrolment(candidate))
    assert end is not None
    assert end.at is not None
    return end.at


def paper(play: Play) -> Paper:
    found = paper_of(play.session, play.room)
    assert found is not None
    return found


def printed(play: Play) -> str:
    """Return every numbered item of the report in one text."""
    items = report_of(paper(play)).irregularities
    return "\n".join(
        " ".join([i.time, i.lead, text_of(i.text), *(text_of(each) for each in i.corrections)])
        for i in items
    )


# ---------------------------------------------------------------- entry and extra time


def test_who_enters_a_central_exam_after_31_minutes_is_written_and_not_let_in():
    play = a_session(rules=CENTRAL)
    decision = play.decide(c.RegisterArrival(SESSION, ONE), START + 31 * MINUTE)
    assert Flag.AFTER_CENTRAL_LIMIT in decision.flags
    play.do(c.RegisterArrival(SESSION, ONE), START + 31 * MINUTE)
    assert arrived_at(play.enrolment()) == START + 31 * MINUTE
    assert late_by(play.session, play.part, play.enrolment()) == 31 * MINUTE
    assert needs_admission(play.session, play.part, play.enrolment())
    assert "31 min" in printed(play)


def test_extra_time_above_the_cap_is_worked_and_marked():
    play = a_session(rules=CENTRAL)
    play.plan(a_candidate(1, extra_time_min=45), ONE)
    play.do(c.RegisterArrival(SESSION, ONE), START)
    extra = extra_time_of(play.enrolment(), play.session.rules, 90 * MINUTE)
    assert (extra.applied_min, extra.is_above_cap) == (45, True)
    assert end_of(play) == END + 45 * MINUTE


@pytest.mark.parametrize(
    ("until", "minute"), [(DurationUntil.TEST_DURATION, 80), (DurationUntil.SESSION_END, 60)]
)
def test_scenario_three_runs_past_the_end_of_the_window_and_scenario_two_does_not(
    until: DurationUntil, minute: int
):
    plan = a_plan(
        ends_at=(START + 60 * MINUTE).isoformat(),
        duration_from=DurationFrom.OWN_START,
        duration_until=until,
        duration_min=40,
        entry_until=(START + 30 * MINUTE).isoformat(),
    )
    rules = LOOSE | {"extra_may_pass_end": False, "late_counts_from_start": False}
    play = a_session(plan=plan, rules=rules)
    play.plan(a_candidate(1, extra_time_min=10), ONE)
    play.do(c.RegisterArrival(SESSION, ONE), START + 30 * MINUTE)
    assert end_of(play) == START + minute * MINUTE


# ---------------------------------------------------------------- time that stood still


def test_interruptions_within_each_other_around_a_rest_break_and_a_toilet_visit_count_once():
    play = a_session(2, arrived=True, rules=LOOSE)
    at = {minute: START + minute * MINUTE for minute in range(60)}
    (outer,) = play.do(c.StartInterruption(SESSION, "netwerk"), at[10])
    play.do(c.LeaveForAMoment(SESSION, ONE, "toilet"), at[11])
    play.do(c.StartRestBreak(SESSION, TWO), at[12])
    (inner,) = play.do(c.StartInterruption(SESSION, "alarm"), at[13])
    play.do(c.ComeBack(SESSION, ONE), at[15])
    play.do(c.EndInterruption(SESSION, outer.leaf), at[16])
    play.do(c.EndRestBreak(SESSION, TWO), at[18])
    play.do(c.EndInterruption(SESSION, inner.leaf), at[20])
    assert end_of(play, ONE) == END + 10 * MINUTE  # being away gives and takes nothing
    assert end_of(play, TWO) == END + 10 * MINUTE  # the break lay wholly inside
    play.do(c.StartRestBreak(SESSION, TWO), at[30])
    play.do(c.EndRestBreak(SESSION, TWO), at[34])
    assert (end_of(play, ONE), end_of(play, TWO)) == (END + 10 * MINUTE, END + 14 * MINUTE)


@pytest.mark.parametrize(
    ("start", "hours_shown"),
    [
        (datetime(2026, 10, 24, 23, 30, tzinfo=UTC), ("01:30", "02:30")),
        (datetime(2027, 3, 27, 23, 30, tzinfo=UTC), ("00:30", "03:30")),
    ],
    ids=["the hour that comes twice", "the hour that does not come"],
)
def test_minutes_stopped_in_the_night_the_clock_changes_are_given_back_as_they_passed(
    start: datetime, hours_shown: tuple[str, str]
):
    plan = a_plan(starts_at=start.isoformat(), ends_at=(start + 90 * MINUTE).isoformat())
    play = a_session(1, started=False, plan=plan, rules=LOOSE)
    play.do(c.RegisterArrival(SESSION, ONE), start - 10 * MINUTE)
    play.do(c.StartSession(SESSION), start)
    (stop,) = play.do(c.StartInterruption(SESSION, "alarm"), start + 25 * MINUTE)
    play.do(c.EndInterruption(SESSION, stop.leaf), start + 55 * MINUTE)
    assert end_of(play) == start + 120 * MINUTE
    begun, over = hours_shown
    assert (paper(play).clock(start), paper(play).clock(end_of(play))) == (begun, over)


def test_an_alarm_over_midnight_stands_on_both_sides_of_it():
    start = datetime(2026, 12, 9, 22, 0, tzinfo=UTC)  # 23:00 in Amsterdam
    plan = a_plan(starts_at=start.isoformat(), ends_at=(start + 90 * MINUTE).isoformat())
    play = a_session(1, started=False, plan=plan, rules=LOOSE)
    play.do(c.RegisterArrival(SESSION, ONE), start - 10 * MINUTE)
    play.do(c.StartSession(SESSION), start)
    play.do(k.OpenCalamity(), start + 55 * MINUTE)
    key = play.part.calamities[0].key
    play.do(k.NameCalamity(key, "NET", "Netwerk weg"), start + 55 * MINUTE + SECOND)
    play.do(k.AnswerWorkability(key, Workability.NONE), start + 55 * MINUTE + 2 * SECOND)
    play.do(k.DecideResumption(key, resumes=True, decided_by="M. Vos"), start + 65 * MINUTE)
    play.do(k.CloseCalamity(key), start + 66 * MINUTE)
    assert end_of(play) == start + 100 * MINUTE
    assert "23:55–00:06" in printed(play)


# ---------------------------------------------------------------- laptops, rooms and people


def test_a_laptop_that_died_its_paper_and_its_spare_tell_one_day_when_the_disk_turns_up():
    play = a_session(3, arrived=True, rules=LOOSE)
    dead, spare = play.laptop, a_laptop("laptop-2", START + 75 * MINUTE)
    unseen = []  # only on the disk of the laptop that died
    for who, minute in ((TWO, 60), (ONE, 70)):
        at = START + minute * MINUTE
        unseen += dead.write_all(play.decide(c.HandIn(SESSION, (who,)), at).drafts, at)
    play.take(*spare.written)
    paper_says = c.HandIn(SESSION, (ONE, TWO), seen_at=START + 71 * MINUTE)
    play.do(c.CopyFromPaper(paper_says, "p1"), START + 80 * MINUTE, by=spare)
    play.do(c.HandIn(SESSION, (THREE,)), START + 85 * MINUTE, by=spare)
    play.do(c.EndSession(SESSION), END, by=spare)
    play.take(*unseen)
    told = {who: status_of(play.session, play.part, play.enrolment(who)) for who in (ONE, TWO)}
    assert set(told.values()) == {Status.HANDED_IN}
    assert play.part.ended_at == END
    assert not play.enrolment(ONE).differences  # a minute apart, as seen: one fact
    assert play.enrolment(ONE).values[Aspect.HAND_IN].observed == START + 70 * MINUTE
    (told_twice,) = play.enrolment(TWO).differences  # eleven minutes apart: people decide
    assert told_twice[0] == Aspect.HAND_IN
    kept = c.SettleDifference(SESSION, TWO, Aspect.HAND_IN, unseen[0].leaf)
    play.do(kept, END + MINUTE, by=spare)
    assert play.enrolment(TWO).values[Aspect.HAND_IN].observed == START + 60 * MINUTE
    assert not play.enrolment(TWO).differences


FOUR = ("s1", "s2", "s3", "s4")
PRACTICAL: dict[str, object] = {"id": "praktijk", "kind": "practical", "late_keeps_end": False}


def a_quiet_room() -> Play:
    """Return an aparte ruimte with four exams, one of them a praktijkexamen, under one shift."""
    play = a_session(1, started=False, rules=CENTRAL)
    for n, session in enumerate(FOUR[1:], start=2):
        scope, before = part_scope(session, ROOM), START - timedelta(days=1)
        rules = PRACTICAL if session == "s4" else LOOSE
        own = {"duration_from": DurationFrom.OWN_START, "duration_min": 30}
        plan = a_plan(name=f"Examen {n}", **(own if session == "s4" else {}))
        chosen = RulesChosen(str(rules["id"]), dumps(rules).decode())
        for act in (plan, chosen):
            play.take(play.dossier.act(act, before, scope=session_scope(session)))
        play.take(play.dossier.act(a_room(ROOM), before, scope=scope))
        for number in (n * 10, n * 10 + 1):
            planned = a_candidate(number)
            play.take(play.dossier.act(planned, before, candidate_id(number), scope=scope))
        play.take(play.laptop.open_shift(START - 30 * MINUTE, scope))
    return play


def people_of(folds: RoomFold, session: str) -> dict[str, Enrolment]:
    return folds.day.sessions[session].enrolments


def reports(play: Play) -> dict[str, str]:
    found = {}
    for session in FOUR:
        told = paper_of(play.folds.day.sessions[session], ROOM)
        assert told is not None
        items = report_of(told).irregularities
        found[session] = "\n".join(
            " ".join([i.lead, text_of(i.text), *(text_of(each) for each in i.corrections)])
            for i in items
        )
    return found


def test_a_relief_during_an_alarm_in_a_room_with_four_exams_stands_in_every_report():
    play = a_quiet_room()
    for n, session in enumerate(FOUR, start=1):
        number = 1 if n == 1 else n * 10
        play.do(c.RegisterArrival(session, candidate_id(number)), START - 5 * MINUTE)
        play.do(c.StartSession(session), START + n * MINUTE)
    alarm = START + 20 * MINUTE
    play.do(k.OpenCalamity(), alarm)
    (key,) = {
        each.key
        for session in FOUR
        for each in play.folds.day.sessions[session].parts[ROOM].calamities
    }
    play.do(
        k.NameCalamity(key, "FIRE", "Ontruiming of alarm", None, stops_all=True), alarm + SECOND
    )
    play.do(RelieveFromDuty("p1", "M. Vos", "J. Peters", "p2"), alarm + 4 * MINUTE)
    play.do(k.DecideResumption(key, resumes=True, decided_by="S. Lier"), alarm + 10 * MINUTE)
    play.do(k.CloseCalamity(key), alarm + 11 * MINUTE)
    for session, text in reports(play).items():
        assert "Calamiteit: ontruiming of alarm" in text, session
        assert "S. Lier" in text, session
        told = play.folds.day.sessions[session]
        part = told.parts[ROOM]
        (stopped,) = part.interruptions
        assert (stopped.since, stopped.until) == (alarm, alarm + 10 * MINUTE)
        who = next(each for each in told.enrolments.values() if each.arrival is not None)
        end = personal_end(told, part, who)
        assert end is not None
        assert end.compensation == 10 * MINUTE
        staff = next(
            each.lines
            for each in report_of(paper_of(told, ROOM)).session  # type: ignore[arg-type]
            if each.label == "Surveillanten"
        )
        assert "J. Peters" in "; ".join(text_of(each) for each in staff), session


def test_each_exam_of_a_room_has_its_own_start_end_and_rules():
    play = a_quiet_room()
    play.do(c.RegisterArrival("s1", ONE), START - MINUTE)
    play.do(c.StartSession("s1"), START)
    play.do(c.StartSession("s2"), START + 7 * MINUTE)
    play.do(c.StartSession("s4"), START)
    assert play.folds.day.sessions["s3"].parts[ROOM].started_at is None
    # At a praktijkexamen everybody begins alone and nobody is late.
    for number, minute in ((40, 5), (41, 50)):
        play.do(c.RegisterArrival("s4", candidate_id(number)), START + minute * MINUTE)
        told = play.folds.day.sessions["s4"]
        who = people_of(play.folds, "s4")[candidate_id(number)]
        end = personal_end(told, told.parts[ROOM], who)
        assert end is not None
        assert end.at == START + (minute + 30) * MINUTE
        assert not needs_admission(told, told.parts[ROOM], who)
    play.do(c.EndSession("s2"), START + 60 * MINUTE)
    ended = {s: play.folds.day.sessions[s].parts[ROOM].ended_at for s in FOUR}
    assert [s for s, at in ended.items() if at is not None] == ["s2"]


def test_a_candidate_in_two_rooms_keeps_one_history_and_both_arrivals():
    play = a_session(2, rules=LOOSE)
    other_room = part_scope(SESSION, "b1.20")
    other = a_laptop("laptop-2", scope=other_room)
    play.take(*other.written)
    play.do(c.RegisterArrival(SESSION, ONE), START + MINUTE)
    (draft, *_) = play.decide(c.RegisterArrival(SESSION, TWO), START + 9 * MINUTE).drafts
    elsewhere = other.act(draft.body.act, START + 9 * MINUTE, ONE, scope=other_room)
    play.take(elsewhere)
    enrolment = play.enrolment()
    assert elsewhere.leaf in {each.leaf for each in enrolment.acts}
    assert status_of(play.session, play.part, enrolment) is not Status.EXPECTED
    arrivals = [e for e in enrolment.acts if e.body and e.body.act == draft.body.act]
    assert {e.header.writer for e in arrivals} == {"laptop-1", "laptop-2"}
    assert any(value.is_difference for value in enrolment.values.values())


def test_a_walk_in_with_the_name_of_another_is_somebody_else():
    play = a_session(2, rules=LOOSE)
    play.do(c.RegisterArrival(SESSION, ONE), START + MINUTE)
    fresh = "01930000-0000-7000-8000-000000000009"
    add = attend.AddCandidate(
        SESSION, fresh, "Noor Proef 1", Permission.NOBODY_YET, number="777777"
    )
    assert Flag.NAME_TWICE in play.decide(add, START + 2 * MINUTE).flags
    play.do(add, START + 2 * MINUTE)
    play.do(c.LeaveForAMoment(SESSION, fresh), START + 40 * MINUTE)
    assert status_of(play.session, play.part, play.enrolment(fresh)) is Status.AWAY
    assert status_of(play.session, play.part, play.enrolment(ONE)) is not Status.AWAY
    assert len({e.candidate for e in play.session.in_room(ROOM)}) == 3


def test_a_correction_of_a_correction_of_a_correction_prints_every_step():
    play = a_session(1, arrived=True, rules=LOOSE)
    came = play.enrolment().acts[0]
    for minute, reason in ((3, "klok verkeerd gelezen"), (5, "toch later"), (4, "nagevraagd")):
        again = c.Retime(SESSION, came.leaf, reason, START - minute * MINUTE)
        events = play.do(again, START + minute * MINUTE)
        came = next(e for e in events if e.body and isinstance(e.body.act, ArrivalRegistered))
    assert arrived_at(play.enrolment()) == START - 4 * MINUTE
    text = printed(play)
    for reason in ("klok verkeerd gelezen", "toch later", "nagevraagd"):
        assert reason in text

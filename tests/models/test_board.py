"""The board: attention first, silent is unknown, equal troubles cluster, figures add up."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.models.board import Board, BoardBook, BoardPhase, LaptopSeen
from app.models.board_figures import Concern
from app.models.calamity_commands import NameCalamity, OpenCalamity
from app.models.commands import (
    EndSession,
    EstablishNoShow,
    HandIn,
    LeaveForAMoment,
    RegisterArrival,
)
from app.models.day_figures import day_figures
from app.models.desk_facts import AbsenceNotified
from app.models.drafts import Refused
from app.models.facts import ArrivalRegistered, NoShowEstablished
from app.models.manifest import manifest_of
from app.models.marks import ReportSealed, WithoutEffect
from app.models.measures import Choice
from app.models.measuring import measured
from app.models.office_day import OfficeDay
from app.models.session import ExamSession
from app.models.spans import SpanKind, span_of
from app.models.values import Ineffective, PlanState, Status
from tests.builders import (
    MINUTE,
    START,
    Play,
    a_candidate,
    a_laptop,
    a_plan,
    a_room,
    a_session,
    candidate_id,
)

ROOMS = ("a0.02", "b1.14", "c2.08")


def a_day(*rooms: str, candidates: int = 3, started: bool = True) -> dict[str, Play]:
    """Return one session per room, everybody arrived where it started."""
    return {
        room: a_session(
            candidates, session=f"s-{room}", room=room, started=started, arrived=started
        )
        for room in rooms
    }


def seen(room: str, at: datetime, **more: int) -> LaptopSeen:
    return LaptopSeen(f"laptop-{room}", f"EX-{room}", room, at, **more)


def told(plays: dict[str, Play], at: datetime, *laptops: LaptopSeen) -> Board:
    return BoardBook().board([play.session for play in plays.values()], laptops, at)


def test_a_calamity_comes_first_and_says_since_when() -> None:
    plays = a_day(*ROOMS)
    at = START + 40 * MINUTE
    plays["c2.08"].do(OpenCalamity(), at)
    board = told(plays, at + 5 * MINUTE)
    assert board.rooms[0].figures.room == "c2.08"
    worry = board.rooms[0].worries[0]
    assert (worry.concern, worry.since) == (Concern.CALAMITY, at)


def test_what_does_not_count_is_told_on_the_board() -> None:
    plays = a_day("b1.14")
    play = plays["b1.14"]
    left = play.do(LeaveForAMoment("s-b1.14", candidate_id(3)), START + MINUTE)[0]
    mark = WithoutEffect(Ineffective.RIGHTS, play.laptop.name)
    play.take(play.dossier.act(mark, START + MINUTE, refs=(left,), scope=play.scope))
    (worry,) = told(plays, START + MINUTE, seen("b1.14", START + MINUTE)).rooms[0].worries
    assert (worry.concern, worry.since) == (Concern.ASIDE, START + MINUTE)


def test_a_laptop_that_was_not_heard_of_is_silent_and_not_fine() -> None:
    plays = a_day("b1.14")
    at = START + 40 * MINUTE
    fresh = told(plays, at, seen("b1.14", at - timedelta(seconds=80)))
    late = told(plays, at, seen("b1.14", at - timedelta(seconds=100)))
    assert (fresh.totals.silent, late.totals.silent) == (0, 1)
    assert late.rooms[0].worries[0].concern is Concern.SILENT
    assert late.totals.silent_since == at - timedelta(seconds=100)


def test_before_the_doors_open_nobody_has_to_be_heard() -> None:
    plays = a_day("b1.14", started=False)
    board = told(plays, START - 120 * MINUTE, seen("b1.14", START - 300 * MINUTE))
    assert board.rooms[0].phase is BoardPhase.PLANNED
    told_now = {each.concern for each in board.rooms[0].worries}
    assert (told_now, board.totals.silent) == ({Concern.FEW_STAFF}, 0)


def test_the_same_trouble_in_two_rooms_is_one_cluster_with_the_first_moment() -> None:
    plays = a_day(*ROOMS)
    for minutes, room in ((10, "a0.02"), (12, "b1.14")):
        play, at = plays[room], START + minutes * MINUTE
        (opened,) = play.do(OpenCalamity(), at)
        play.do(NameCalamity(opened.leaf, "network", "Netwerk weg"), at)
    (cluster,) = told(plays, START + 15 * MINUTE).clusters
    assert (cluster.text, cluster.rooms) == ("Netwerk weg", ("a0.02", "b1.14"))
    assert cluster.since == START + 10 * MINUTE


def test_troubles_that_lie_far_apart_or_in_other_places_do_not_cluster() -> None:
    plays = a_day("a0.02", "b1.14")
    for minutes, room in ((0, "a0.02"), (45, "b1.14")):
        plays[room].do(OpenCalamity(), START + minutes * MINUTE)
    assert told(plays, START + 50 * MINUTE).clusters == ()


def test_a_hall_is_closed_when_each_laptop_closed_its_own_part() -> None:
    play = a_day("b1.14")["b1.14"]
    other = a_laptop("laptop-2", START, play.scope)
    play.take(*other.written)
    play.do(HandIn("s-b1.14", (candidate_id(1),)), START + 60 * MINUTE, by=other)
    play.do(EndSession("s-b1.14"), START + 90 * MINUTE)
    for laptop, phase, unsealed in (
        (play.laptop, BoardPhase.ENDED, 1),
        (other, BoardPhase.SEALED, 0),
    ):
        manifest = manifest_of(
            play.fold.in_scope(play.scope), play.scope, lambda _: bytes(32),
            standaardset="x", render_version=1, writers=(laptop.name,),
        )  # fmt: skip
        play.take(laptop.act(ReportSealed(manifest, ()), START + 95 * MINUTE, scope=play.scope))
        at = START + 96 * MINUTE
        assert told({"": play}, at, seen("b1.14", at)).rooms[0].phase is phase
        day, zone = OfficeDay({"": play.session}), ZoneInfo("Europe/Amsterdam")
        week = measured(day, span_of(SpanKind.WEEK, START.date()), zone, Choice())
        assert len(week.measure("unsealed").counted) == unsealed  # type: ignore[union-attr]
        assert len(day_figures(day, START.date(), zone, None).unsealed) == unsealed


def test_an_exam_that_began_is_held_whatever_the_plan_says_and_a_notice_is_no_attendance() -> None:
    play = a_day("b1.14")["b1.14"]
    play.plan(a_room("b1.14", is_held=False), at=START + MINUTE)
    gone = a_candidate(4, state=PlanState.CANCELED)
    play.plan(gone, candidate_id(4))
    notice = play.laptop.act(AbsenceNotified("zelf"), START, candidate_id(4), scope=play.scope)
    play.take(notice)
    (room,) = told({"": play}, START + 2 * MINUTE).rooms
    assert (room.phase, room.figures.listed) == (BoardPhase.RUNNING, 3)


def test_the_no_show_counts_only_in_sessions_that_started() -> None:
    plays = a_day("a0.02", candidates=4) | a_day("b1.14", candidates=5, started=False)
    absent = plays["a0.02"]
    absent.plan(a_candidate(9), candidate_id(9), START - 60 * MINUTE)
    absent.do(EstablishNoShow("s-a0.02", (candidate_id(9),)), START + 30 * MINUTE)
    totals = told(plays, START + 31 * MINUTE).totals
    assert (totals.absent, totals.due, totals.listed) == (1, 5, 10)


def test_the_phase_follows_acts_and_not_the_clock() -> None:
    play = a_session(1, session="s-a", room="a", started=False)
    phases = []
    for minutes in (-200, -10, 20):
        phases.append(told({"a": play}, START + minutes * MINUTE).rooms[0].phase)
    assert phases == [BoardPhase.PLANNED, BoardPhase.DOORS, BoardPhase.DOORS]
    late = told({"a": play}, START + 20 * MINUTE).rooms[0].worries
    assert Concern.LATE_START in [worry.concern for worry in late]


def test_an_exam_that_was_ended_is_ended_and_a_later_one_counts_on() -> None:
    play = a_session(1, session="s-a", room="a", arrived=True)
    play.do(HandIn("s-a", (candidate_id(1),)), START + 80 * MINUTE)
    play.do(EndSession("s-a"), START + 90 * MINUTE)
    assert told({"a": play}, START + 95 * MINUTE).rooms[0].phase is BoardPhase.ENDED
    noon = START + 240 * MINUTE
    later = a_plan(starts_at=noon.isoformat(), ends_at=(noon + 90 * MINUTE).isoformat())
    second = a_session(2, session="s-b", room="a", started=False, plan=later)
    board = BoardBook().board([play.session, second.session], (), START + 95 * MINUTE)
    assert board.rooms[0].phase is BoardPhase.PLANNED
    assert board.rooms[0].figures.listed == 3


def test_a_late_candidate_without_a_decision_waits_on_the_board() -> None:
    play = a_session(2, session="s-a", room="a")
    play.plan(a_plan(entry_until=(START + 30 * MINUTE).isoformat()), at=START - 60 * MINUTE)
    play.do(RegisterArrival("s-a", candidate_id(1)), START + 40 * MINUTE)
    worries = told({"a": play}, START + 41 * MINUTE).rooms[0].worries
    assert Concern.ADMISSION in [worry.concern for worry in worries]


@pytest.mark.parametrize(
    ("said", "concern"),
    [({"battery_percent": 12}, Concern.BATTERY), ({"offset_ms": 40_000}, Concern.CLOCK)],
)
def test_what_a_laptop_says_of_itself_asks_for_attention(
    said: dict[str, int], concern: Concern
) -> None:
    plays = a_day("b1.14")
    at = START + 10 * MINUTE
    worries = told(plays, at, seen("b1.14", at, **said)).rooms[0].worries
    assert [worry.concern for worry in worries if worry.concern is not Concern.RATIO] == [concern]


def test_a_room_of_which_nothing_changed_is_told_once() -> None:
    plays = a_day("a0.02", "b1.14")
    book, at = BoardBook(), START + 10 * MINUTE
    before = book.board([play.session for play in plays.values()], (), at)
    plays["b1.14"].do(LeaveForAMoment("s-b1.14", candidate_id(1), "toilet"), at)
    after = book.board([play.session for play in plays.values()], (), at + MINUTE)
    kept = {room.figures.room: room.figures for room in before.rooms}
    now = {room.figures.room: room.figures for room in after.rooms}
    assert now["a0.02"] is kept["a0.02"]
    assert now["b1.14"].counts[Status.AWAY] == 1


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(ROOMS), st.integers(1, 4), st.sampled_from("aoni")), max_size=25
    )
)
def test_the_figures_equal_a_recount_of_the_events(steps: list[tuple[str, int, str]]) -> None:
    plays = {room: a_session(4, session=f"s-{room}", room=room) for room in ROOMS}
    at = START + MINUTE
    for room, number, what in steps:
        session, who = f"s-{room}", candidate_id(number)
        command = {
            "a": RegisterArrival(session, who),
            "o": LeaveForAMoment(session, who, "toilet"),
            "n": EstablishNoShow(session, (who,)),
            "i": HandIn(session, (who,)),
        }[what]
        with suppress(Refused):  # what is impossible leaves no event
            plays[room].do(command, at)
        at += MINUTE
    totals = told(plays, at).totals
    came, absent = _recount([play.session for play in plays.values()])
    assert (totals.due, totals.absent) == (4 * len(ROOMS), absent)
    board = told(plays, at)
    assert sum(room.figures.came for room in board.rooms) == came


def _recount(sessions: list[ExamSession]) -> tuple[int, int]:
    """Count came and absent from the acts themselves: the last word of the arrival register."""
    came = absent = 0
    for session in sessions:
        for enrolment in session.enrolments.values():
            acts = [
                event.body.act
                for event in enrolment.acts
                if event.body is not None and event.leaf not in enrolment.struck
            ]
            words = [a for a in acts if isinstance(a, ArrivalRegistered | NoShowEstablished)]
            came += bool(words) and isinstance(words[-1], ArrivalRegistered)
            absent += bool(words) and isinstance(words[-1], NoShowEstablished)
    return came, absent


def test_a_cancelled_session_without_facts_has_no_room_on_the_board() -> None:
    play = a_session(2, session="s-a", room="a", started=False)
    assert play.session.plan is not None
    cancelled = replace(play.session.plan, state=type(play.session.plan.state).CANCELED)
    play.plan(cancelled)
    empty = a_session(2, session="s-b", room="b", started=False)
    rooms = told({"a": play, "b": empty}, START).rooms
    assert [room.figures.room for room in rooms] == ["b"]

"""What is counted where, once somebody or something was moved, and nothing that nobody saw."""

from datetime import timedelta

import pytest

from app.models.attendance_commands import AddCandidate
from app.models.board_ahead import AheadBook
from app.models.board_figures import rooms_of
from app.models.commands import EndSession, EstablishNoShow, NoteIrregularity, Undo
from app.models.day_figures import day_figures
from app.models.fold import part_scope
from app.models.manifest import manifest_of
from app.models.marks import ReportSealed
from app.models.measures import Choice
from app.models.measuring import measured
from app.models.no_shows import no_show_lists
from app.models.office_day import OfficeDay
from app.models.plan import CandidateMovedAway
from app.models.planning_day import planned_of
from app.models.spans import SpanKind, span_of
from app.models.values import NOT_OBSERVED, NotObserved, Permission
from tests.builders import (
    MINUTE,
    START,
    a_candidate,
    a_plan,
    a_room,
    a_session,
    candidate_id,
    carried,
)
from tests.months import ZONE


def test_a_session_that_was_moved_to_another_day_has_no_room_there_until_it_gets_one() -> None:
    play = a_session(started=False)
    later = START + timedelta(days=1)
    play.plan(a_plan(starts_at=later.isoformat(), ends_at=(later + 90 * MINUTE).isoformat()))
    day = OfficeDay({play.session_id: play.session})
    planned = planned_of(play.session)
    assert planned is not None
    assert (planned.is_loose, planned.unplaced) == (True, 3)
    figures = measured(day, span_of(SpanKind.WEEK, later.date()), ZONE, Choice(), None)
    values = {key: figures.measure(key) for key in ("no-room", "planned")}
    assert {key: each and each.value for key, each in values.items()} == {
        "no-room": 1, "planned": 0,
    }  # fmt: skip
    assert AheadBook().told(day, later.date(), ZONE).unplaced == 1
    assert rooms_of(day.sessions.values(), START.date().isoformat()) == {}


def test_what_was_recorded_is_counted_once_and_in_the_room_where_it_was() -> None:
    play, who = a_session(2, arrived=True), candidate_id(1)
    there = part_scope(play.session_id, "b1.07")
    (note,) = play.do(NoteIrregularity("s1", who, "device", "Telefoon.", is_reported=True))
    for act, scope, about in (
        (a_room("b1.07", location="Zuid"), there, None),
        (CandidateMovedAway("b1.07"), play.scope, who),
        (a_candidate(1), there, who),
        (carried(play, note), there, who),
    ):
        play.take(play.dossier.act(act, START, about, scope=scope))
    play.do(AddCandidate("s1", "walk-in", "Wim", Permission.BY_PHONE))
    play.do(Undo())
    day, month = OfficeDay({"": play.session}), span_of(SpanKind.MONTH, START.date())
    for location, many in (("", 1), ("Locatie Noord", 1), ("Zuid", 0)):
        figures = measured(day, month, ZONE, Choice(location=location))
        told = {key: figures.measure(key) for key in ("suspicions", "undone", "added")}
        assert [each and each.value for each in told.values()] == [many, 2 * many, 0]


def test_who_did_not_come_stays_a_no_show_after_the_planner_moved_him_to_another_session() -> None:
    play = a_session(2)
    for number in (1, 2):
        play.do(EstablishNoShow("s1", (candidate_id(number),)), START + 31 * MINUTE)
    play.plan(CandidateMovedAway(), candidate_id(1))
    day, span = OfficeDay({"": play.session}), span_of(SpanKind.DAY, START.date())
    measure = measured(day, span, ZONE, Choice()).measure("no-show")
    assert measure is not None
    assert (len(measure.counted), len(measure.of)) == (2, 2)
    assert len(day_figures(day, START.date(), ZONE, None).total.absent) == 2
    (team,) = no_show_lists([play.session], START.date(), ZONE)
    assert len(team.missed) == 2


@pytest.mark.parametrize(("seen_at", "many"), [(None, 1), (NOT_OBSERVED, 0)])
def test_from_an_end_that_nobody_saw_no_lead_time_is_measured(
    seen_at: NotObserved | None, many: int
) -> None:
    play, at = a_session(1), START + 95 * MINUTE
    play.do(EndSession("s1", seen_at), at)
    events = play.fold.in_scope(play.scope)
    manifest = manifest_of(
        events, play.scope, lambda _: bytes(32), standaardset="x", render_version=1
    )
    play.take(play.laptop.act(ReportSealed(manifest, ()), at + MINUTE, scope=play.scope))
    day = OfficeDay({"": play.session})
    figures = measured(day, span_of(SpanKind.WEEK, START.date()), ZONE, Choice())
    told = [figures.measure(key) for key in ("seal", "unsealed")]
    assert [len(each.counted) for each in told if each is not None] == [many, 0]

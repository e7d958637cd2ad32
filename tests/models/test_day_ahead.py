"""The day before: who is planned twice, too few to watch, hours too short, laptops left behind."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from app.models.board import BoardBook
from app.models.board_ahead import AheadBook
from app.models.board_figures import Concern, rooms_of
from app.models.day_ahead import Twice, crossings_of, leaving_early, shortage_of
from app.models.plan import PersonAssigned
from app.models.values import StaffRole
from app.screens.office.board import board_screen
from app.screens.office.board_ui import BoardUi
from tests.builders import (
    MINUTE,
    ROOM,
    START,
    Play,
    a_candidate,
    a_plan,
    a_session,
    candidate_id,
)
from tests.views.planning_day import NOW, ON, day_placed

ZONE = ZoneInfo("Europe/Amsterdam")


def planned(room: str = ROOM, session: str = "s1", candidates: int = 3) -> Play:
    return a_session(candidates, started=False, room=room, session=session)


def works(play: Play, person: str = "p1", until: str | None = None) -> None:
    act = PersonAssigned(person, "R. Vos", StaffRole.INVIGILATOR, works_until=until)
    play.plan(act, at=START - 600 * MINUTE)


def crossed(*plays: Play) -> dict[str, list[Twice]]:
    told = crossings_of(rooms_of([play.session for play in plays]))
    return {room: [each.kind for each in found] for room, found in told.items()}


def test_a_candidate_of_two_sessions_at_one_time_is_told_in_both_rooms():
    one, other = planned("a1", "s1"), planned("a2", "s2")
    for play in (one, other):
        for n in (1, 2, 3):
            person = "same" if n == 1 else f"{play.room}-{n}"
            play.plan(a_candidate(n, person=person), candidate_id(n))
    assert crossed(one, other) == {"a1": [Twice.CANDIDATE], "a2": [Twice.CANDIDATE]}


def test_one_after_the_other_is_not_twice_unless_extra_time_reaches_into_it():
    later = a_plan(
        starts_at=(START + 100 * MINUTE).isoformat(), ends_at=(START + 190 * MINUTE).isoformat()
    )
    one = planned("a1", "s1", 1)
    other = a_session(1, started=False, room="a2", session="s2", plan=later)
    assert crossed(one, other) == {}
    one.plan(a_candidate(1, extra_time_min=30), candidate_id(1))
    assert crossed(one, other) == {"a1": [Twice.CANDIDATE], "a2": [Twice.CANDIDATE]}


def test_somebody_who_watches_two_exams_of_one_room_is_not_twice():
    one, other, elsewhere = planned("a1", "s1", 0), planned("a1", "s2", 0), planned("a2", "s3", 0)
    for play in (one, other):
        works(play)
    assert crossed(one, other) == {}
    works(elsewhere)
    assert set(crossed(one, other, elsewhere)) == {"a1", "a2"}


@pytest.mark.parametrize(
    ("candidates", "people", "missing"), [(30, 1, None), (31, 1, (1, 2)), (1, 0, (0, 1))]
)
def test_too_few_to_watch_follows_the_rule_set(
    candidates: int, people: int, missing: tuple[int, int] | None
):
    play = planned(candidates=candidates)
    for n in range(people):
        works(play, f"p{n}")
    short = shortage_of([(play.session, play.part)])
    assert (None if short is None else (short.planned, short.needed)) == missing


def test_hours_are_too_short_only_when_nobody_stays_until_the_last_candidate():
    play = planned()
    works(play, "p1", "2026-12-09T09:00:00.000Z")
    pair = [(play.session, play.part)]
    assert [each.until for each in leaving_early(pair)] == [START + 60 * MINUTE]
    works(play, "p2")
    assert leaving_early([(play.session, play.part)]) == ()


def test_a_laptop_is_behind_until_it_was_heard_of_after_the_last_change():
    day, book = day_placed(), AheadBook()
    (behind,) = book.told(day, ON, ZONE).behind
    assert behind.laptops == ("EX-02", "EX-07")
    awake = tuple(replace(each, at=NOW + timedelta(minutes=1)) for each in day.contacts)
    assert book.told(replace(day, contacts=awake), ON, ZONE).behind == ()


def test_the_board_of_tomorrow_names_what_goes_wrong_room_by_room():
    day, book = day_placed(), AheadBook()
    ahead = book.told(day, ON, ZONE)
    assert book.told(day, ON, ZONE).crossings is ahead.crossings
    board = BoardBook().board(day.sessions.values(), (), NOW, ON.isoformat(), ahead.crossings)
    told = {each.figures.label: {worry.concern for worry in each.worries} for each in board.rooms}
    assert told["B1.14"] == {Concern.COLLISION}
    assert told["B1.16"] == {Concern.STAFF_TWICE, Concern.CANDIDATE_TWICE}
    assert told["Sporthal Oost"] == {Concern.FEW_STAFF}
    ui = BoardUi(NOW, ZONE, selected="b1.16", is_open=True, ahead=ahead)
    detail = board_screen(board, ui).detail
    assert detail is not None
    (group,) = (each for each in detail.groups if each.title == "Volgens de planning")
    lines = ["".join(span.text for span in line) for line in group.lines]
    assert lines == [
        "Noor Bakker staat ook in C2.08 om 09:30",
        "F. Aksoy staat ook in C2.08 om 09:00",
    ]


def test_what_started_is_no_longer_told_as_a_plan():
    play = a_session(1)
    pair = [(play.session, play.part)]
    assert shortage_of(pair) is None
    assert leaving_early(pair) == ()

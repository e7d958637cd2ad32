"""Vandaag in words: what the checklist says of a real record, and what changed in exact text."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.models.marks import Manifest, ReportSealed
from app.models.plan import CandidateMovedAway, ExtrasAdded, PersonAssigned
from app.models.preparing_commands import OpenPacket
from app.models.timing import instant
from app.models.values import StaffRole
from app.models.words import staff_name
from app.screens.room.laptop_status import short_name
from app.screens.room.today import CheckKind, CheckRow
from app.screens.room.today_changes import changes_notice
from app.screens.room.wording import plain
from tests.builders import MINUTE, SESSION, START, Play, a_candidate, a_plan, a_room, candidate_id
from tests.views.today_day import a_morning, changed, papers_of, screen_of


def rows(play: Play) -> dict[str, CheckRow]:
    details = screen_of(play).details
    assert details is not None
    return {row.check: row for row in details.checks}


def notice(play: Play) -> str:
    told = changes_notice(papers_of(play)[0])
    return "" if told is None else f"{told.title} {told.text}"


def test_the_go_is_told_with_seat_and_surname_and_whom_to_call() -> None:
    play = a_morning()
    row = rows(play)["release"]
    assert plain(row.detail) == "26 Go, 2 zonder Go: B2 Proef 5, B3 Proef 9"
    assert row.action is not None
    assert row.action.text == "Bel de hotline of bekijk"
    play.plan(a_room("B1.14", hotline="4400"), at=START - timedelta(hours=9))
    assert (told := rows(play)["release"].action) is not None
    assert told.text == "Bel 4400 of bekijk"


def test_open_points_are_counted_and_said_to_come_in_the_report() -> None:
    screen = screen_of(a_morning())
    assert [plain(line) for line in screen.footer] == [
        "Nog 6 punten open. Je kunt wel verder,",
        "open punten komen in het proces-verbaal.",
    ]


def test_a_packet_is_told_by_seal_and_count_and_when_it_does_not_balance_it_asks_a_look() -> None:
    play = a_morning(3)
    assert plain(rows(play)["packets"].detail) == "verzegeld, 30 stuks"
    play.do(OpenPacket(SESSION, "E-0417", "R. Vos", "M. Bakir", 25, 4), START - 46 * MINUTE)
    row = rows(play)["packets"]
    assert (row.kind, plain(row.detail)) == (
        CheckKind.ATTENTION,
        "E-0417: aantallen kloppen niet",
    )


def test_the_chief_and_the_staff_are_called_by_their_names() -> None:
    details = screen_of(a_morning(3)).details
    assert details is not None
    assert plain(details.about[0]).endswith("surveillanten Rina Vos en Mehmet Bakır")
    assert plain(details.about[1]) == "Afnameleider Jelle Bosma"


@pytest.mark.parametrize(
    ("told", "spoken", "short"),
    [
        ("Peters, Julia", "Julia Peters", "J. Peters"),
        ("Berg van den, Thijs", "Thijs van den Berg", "T. van den Berg"),
        ("Rina Vos", "Rina Vos", "R. Vos"),
        ("de, ", "de", "de"),
        ("", "", ""),
    ],
)
def test_a_planners_name_becomes_the_name_as_spoken(told: str, spoken: str, short: str) -> None:
    assert (staff_name(told), short_name(told)) == (spoken, short)


def test_a_change_is_told_exactly_with_what_it_was() -> None:
    assert notice(changed(a_morning())) == (
        "Gewijzigd om 07:40: Noor Proef 3 zit op stoel C5 (was D1)."
    )
    play = a_morning(3)
    early = START - 70 * MINUTE
    play.plan(a_candidate(2, extra_time_min=40, needs=("TTS",)), candidate_id(2), at=early)
    play.plan(CandidateMovedAway("B1.02"), candidate_id(1), at=early + MINUTE)
    play.plan(a_candidate(9), candidate_id(9), at=early + 2 * MINUTE)
    play.plan(PersonAssigned("p2", "Bakır, Mehmet", StaffRole.INVIGILATOR, False), at=early)
    later = a_plan(
        name="Rekenen niveau 4",
        starts_at=(START + 30 * MINUTE).isoformat(),
        ends_at=(START + 130 * MINUTE).isoformat(),
    )
    play.plan(later, at=early + 3 * MINUTE)
    told = notice(play)
    for sentence in (
        "Noor Proef 2: extra tijd 40 min, was 25.",
        "Noor Proef 1 zit niet meer hier, maar in B1.02.",
        "Noor Proef 9 is toegevoegd.",
        "Mehmet Bakır werkt hier niet meer.",
        "Start 09:30, was 09:00. Einde 11:10, was 10:40.",
    ):
        assert sentence in told


def test_another_day_is_told_with_both_days() -> None:
    play, day = a_morning(1), timedelta(days=1)
    plan = play.session.plan
    assert plan is not None
    later = [(instant(each) + day).isoformat() for each in (plan.starts_at, plan.ends_at)]
    play.plan(replace(plan, starts_at=later[0], ends_at=later[1]), at=START - 70 * MINUTE)
    assert "Start donderdag 10 december 09:00, was woensdag 9 december 09:00." in notice(play)


def test_more_changes_than_fit_are_read_in_turns() -> None:
    play = a_morning(9)
    for number in range(1, 9):
        seat = ExtrasAdded(seat=f"Z{number}", is_released=True)
        play.plan(seat, candidate_id(number), at=START - 60 * MINUTE + timedelta(seconds=number))
    assert "Er zijn nog 3 wijzigingen." in notice(play)


def test_a_sealed_report_asks_nobody_to_read_a_change() -> None:
    (paper,) = papers_of(changed(a_morning(3)))
    manifest = Manifest("part", (), (), 0, "", 1, 1, "")
    seals = ((None, ReportSealed(manifest, ())),)
    sealed = replace(paper, part=replace(paper.part, seals=seals))  # type: ignore[arg-type]
    assert changes_notice(sealed) is None

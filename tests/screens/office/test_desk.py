"""The desk: no code without a seen ID, counts by two, sums that balance, undo."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from app.models import office_commands as c
from app.models.commands import EndSession, HandIn
from app.models.desk import DeskState, day_part_of, desk_rows
from app.models.plan import PersonAssigned
from app.models.values import DayPart, StaffRole
from app.screens.office import desk_intents as i
from app.screens.office.desk import desk_screen
from app.screens.office.desk_steps import DeskStep, desk_step
from app.screens.office.desk_ui import DeskForm, DeskScreen, DeskUi
from app.screens.room.wording import Tone
from tests.builders import MINUTE, SESSION, START, Play, a_session, candidate_id
from tests.models.test_hotline import Office

ZONE = ZoneInfo("Europe/Amsterdam")
AT = START - 55 * MINUTE


@pytest.fixture
def play() -> Play:
    made = a_session(3, arrived=True)
    made.plan(PersonAssigned("p1", "Vos, Rina", StaffRole.INVIGILATOR), at=START - 600 * MINUTE)
    return made


@pytest.fixture
def office(play: Play) -> Office:
    return Office(play)


def ui(at: datetime = AT, **chosen: object) -> DeskUi:
    return replace(DeskUi(at, ZONE, DayPart.MORNING), **chosen)  # type: ignore[arg-type]


def shown(office: Office, **chosen: object) -> DeskScreen:
    return desk_screen(office.day(), ui(**chosen))


def submitted(**values: str) -> i.DeskSubmitted:
    return i.DeskSubmitted(tuple(values.items()))


def do(office: Office, intent: object, at: datetime = AT, **chosen: object) -> DeskStep:
    step = desk_step(office.day(), ui(at, **chosen), intent)
    if step.command is not None:
        office.do(step.command, at)
    return step


def issued(office: Office) -> None:
    do(office, submitted(identity="1"))
    do(
        office,
        submitted(
            folder="1", card="1", laptop="EX-07", envelope="E-0417", seal="Z-2291", pieces="30"
        ),
        AT + MINUTE,
    )


def test_who_was_assigned_is_expected_and_asked_for_an_id(office: Office) -> None:
    screen = shown(office)
    assert [(line.name, line.room, line.received) for line in screen.lines] == [
        ("Rina Vos", "b1.14", "")
    ]
    assert screen.panel is not None
    assert (screen.panel.form, screen.figures[0].value) == (DeskForm.RECEIVE, "0 van 1")


def test_without_a_seen_id_no_code_goes_over_the_desk(office: Office) -> None:
    do(office, submitted(identity=""))
    step = do(office, submitted(card="3"))
    assert step.command is None
    assert "gezien ID" in step.ui.trouble
    do(office, submitted(identity="1"))
    assert do(office, submitted(card="3")).command is not None


def test_everything_out_and_back_balances_and_says_by_whom(office: Office) -> None:
    issued(office)
    (line,) = shown(office).lines
    assert (line.received, line.issued, line.laptop) == ("08:05 SL", "08:06 SL", "EX-07")
    back = submitted(folder="1", card="1", laptop="1", seal="1", made="25", unused="5",
                     desk="SL", staff="RV")  # fmt: skip
    do(office, back, START + 150 * MINUTE)
    (line,) = shown(office).lines
    assert (line.back, line.back_tone) == ("11:30 SL · 25 + 5 = 30", Tone.GOOD)
    figures = [each.value for each in shown(office).figures]
    assert figures == ["1 van 1", "0", "30", "1"]


def test_what_is_missing_is_told_and_recorded_all_the_same(office: Office) -> None:
    issued(office)
    back = submitted(made="24", unused="5", desk="SL", staff="RV")
    step = do(office, back, START + 150 * MINUTE)
    assert step.command is not None, "a fact is never blocked"
    (line,) = shown(office).lines
    assert (line.back_tone, "1 te weinig" in line.back) == (Tone.WARNING, True)
    assert "1 ontbreken" in shown(office).figures[2].more


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"made": "25", "unused": "5", "desk": "SL"}, "beide parafen"),
        ({"made": "25", "desk": "SL", "staff": "RV"}, "Tel wat gemaakt"),
        ({"made": "x", "unused": "5", "desk": "SL", "staff": "RV"}, "heel getal"),
        ({"made": "-1", "unused": "5", "desk": "SL", "staff": "RV"}, "heel getal"),
        ({"made": "9" * 5_000, "unused": "5", "desk": "SL", "staff": "RV"}, "heel getal"),
    ],
)
def test_a_return_that_is_not_whole_is_asked_again(
    office: Office, values: dict[str, str], told: str
) -> None:
    issued(office)
    step = do(office, submitted(**values))
    assert step.command is None
    assert told in step.ui.trouble


def test_the_record_proposes_how_many_handed_in(play: Play, office: Office) -> None:
    issued(office)
    play.do(HandIn(SESSION, (candidate_id(1), candidate_id(2))), START + 80 * MINUTE)
    play.do(EndSession(SESSION), START + 90 * MINUTE)
    panel = shown(office).panel
    assert panel is not None
    assert {field.name: field.value for field in panel.fields}["made"] == "2"
    assert (panel.made, panel.pieces) == (2, 30)


def test_a_mistake_is_taken_back(office: Office) -> None:
    do(office, submitted(identity="1"))
    leaf = office.events[-1].leaf
    do(office, i.DeskUndone(), AT + MINUTE, undo=(leaf,))
    counted = [event for event in office.day().office if event.leaf != leaf]
    day = replace(office.day(), office=tuple(counted))
    assert desk_rows(day, DayPart.MORNING, ZONE)[0].state is DeskState.EXPECTED


def test_somebody_of_the_reserve_gets_a_row_and_a_room(play: Play, office: Office) -> None:
    assert "zoekvak" in do(office, i.ReserveAsked("  ")).ui.trouble
    step = do(office, i.ReserveAsked("Jolanda  Kuiper"))
    rows = desk_rows(office.day(), DayPart.MORNING, ZONE)
    assert {row.name for row in rows} == {"Vos, Rina", "Jolanda Kuiper"}
    do(office, submitted(identity="1"), selected=step.ui.selected)
    wrong = do(office, submitted(card="R1", room="Z9"), selected=step.ui.selected)
    assert "zaal van vandaag" in wrong.ui.trouble
    given = do(office, submitted(card="R1", room=play.room), selected=step.ui.selected)
    assert isinstance(given.command, c.IssueThings)
    assert given.command.is_reserve


def test_the_half_day_follows_the_clock_of_the_school() -> None:
    summer = datetime.fromisoformat("2026-07-01T10:30:00+00:00")  # 12:30 in Amsterdam
    winter = datetime.fromisoformat("2026-12-01T10:30:00+00:00")  # 11:30
    assert (day_part_of(summer, ZONE), day_part_of(winter, ZONE)) == (
        DayPart.AFTERNOON,
        DayPart.MORNING,
    )


def test_another_half_day_is_empty_and_says_what_to_do(office: Office) -> None:
    screen = desk_screen(office.day(), replace(ui(), day_part=DayPart.EVENING))
    assert "Ctrl N" in screen.empty

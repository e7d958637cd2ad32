"""What the board says: words of the day, figures with their denominator, silence by its hour."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from app.models.board import Board, BoardBook, LaptopSeen
from app.models.calamity_commands import NameCalamity, OpenCalamity
from app.models.commands import LeaveForAMoment
from app.screens.office.board import board_screen, next_sort, spoken
from app.screens.office.board_ui import BoardScreen, BoardSort, BoardUi
from app.screens.room.wording import plain
from tests.builders import MINUTE, START, Play, a_session, candidate_id

ZONE = ZoneInfo("Europe/Amsterdam")
AT = START + 79 * MINUTE


def plays() -> dict[str, Play]:
    return {
        room: a_session(4, session=f"s-{room}", room=room, arrived=True)
        for room in ("A0.02", "B1.14")
    }


def laptops(silent: str = "") -> tuple[LaptopSeen, ...]:
    heard = dict.fromkeys(("A0.02", "B1.14"), AT)
    if silent:
        heard[silent] = AT - 8 * MINUTE
    return tuple(LaptopSeen(f"d-{room}", f"EX {room}", room, at) for room, at in heard.items())


def board(day: dict[str, Play], silent: str = "") -> Board:
    return BoardBook().board([play.session for play in day.values()], laptops(silent), AT)


def shown(day: dict[str, Play], silent: str = "", **chosen: object) -> BoardScreen:
    ui = replace(BoardUi(AT, ZONE), **chosen)  # type: ignore[arg-type]
    return board_screen(board(day, silent), ui)


def test_the_figures_name_their_denominator() -> None:
    day = plays()
    day["A0.02"].do(LeaveForAMoment("s-A0.02", candidate_id(1), "toilet"), AT)
    figures = [(each.value, each.text, each.more) for each in shown(day).figures]
    assert figures[:3] == [
        ("2 van 2", "zalen gestart", ""),
        ("7", "in de zaal", "+ 1 even weg, van 8"),
        ("0,0%", "no-show", "0 van 8 in gestarte zittingen"),
    ]


def test_without_a_start_there_is_no_no_show() -> None:
    day = {"a": a_session(4, session="s-a", room="a", started=False)}
    screen = shown(day)
    assert screen.figures[2].value == "–"
    assert screen.rows[0].no_show == "nog niet"


def test_a_room_in_a_calamity_is_named_and_counts_the_minutes() -> None:
    day = plays()
    (opened,) = day["B1.14"].do(OpenCalamity(), AT - 5 * MINUTE)
    day["B1.14"].do(NameCalamity(opened.leaf, "network", "Netwerk weg"), AT - 5 * MINUTE)
    first = shown(day).rows[0]
    assert first.flagged is not None
    assert (first.label, first.flagged.text, first.flagged.more) == (
        "B1.14",
        "Netwerk weg",
        "5 min",
    )
    assert "Netwerk weg 5 min" in spoken(first)


def test_a_silent_laptop_says_when_it_was_last_heard() -> None:
    screen = shown(plays(), silent="B1.14")
    row = next(row for row in screen.rows if row.label == "B1.14")
    assert (row.laptop_icon, row.laptop_more) == ("cloud-off", "laatste contact 10:11")
    assert row.flagged is None, "the column of the laptop says it already"
    assert screen.figures[4].more == "laatste contact 10:11"


@pytest.mark.parametrize(
    ("query", "labels"),
    [("b1", ["B1.14"]), ("rekenen", ["A0.02", "B1.14"]), ("100002", ["A0.02", "B1.14"])],
)
def test_a_room_is_found_by_its_name_its_exam_and_its_candidates(
    query: str, labels: list[str]
) -> None:
    screen = shown(plays(), query=query)
    assert sorted(row.label for row in screen.rows) == labels


def test_a_found_candidate_is_named_in_the_row() -> None:
    assert {row.exam for row in shown(plays(), query="100002").rows} == {"Noor Proef 2"}


def test_nothing_found_says_so_with_the_way_out() -> None:
    screen = shown(plays(), query="zzz")
    assert screen.rows == ()
    assert "Esc" in screen.empty


def test_an_empty_day_says_what_to_do() -> None:
    assert "Planning" in shown({}).empty


def test_equal_troubles_are_one_line_with_the_rooms() -> None:
    day = plays()
    for room, play in day.items():
        (opened,) = play.do(OpenCalamity(), AT - 7 * MINUTE)
        play.do(NameCalamity(opened.leaf, "network", f"Netwerk weg{room[:0]}"), AT - 7 * MINUTE)
    (notice,) = shown(day).notices
    assert notice.title == "2 zalen, netwerk weg, sinds 10:12."
    assert "A0.02 en B1.14" in notice.text


def test_without_contact_the_board_says_that_it_stands_still() -> None:
    first = shown(plays(), is_offline=True, until=AT - MINUTE).notices[0]
    assert first.title.startswith("Geen verbinding")
    assert "10:18" in first.title


def test_a_restored_dossier_is_told_until_every_laptop_brought_what_it_has() -> None:
    at = AT - 2 * MINUTE
    (notice,) = shown(plays(), silent="B1.14", restored_at=at).notices
    assert notice.title == "Het dossier is om 10:17 teruggezet uit een back-up."
    assert "1 van 2 zijn zover" in notice.text
    (notice,) = shown(plays(), restored_at=at).notices
    assert "wacht nog iets" in notice.text
    assert shown(plays(), restored_at=AT - timedelta(days=1)).notices == ()


def test_another_log_is_told_before_anything_else() -> None:
    first = shown(plays(), is_log_strange=True, is_offline=True).notices[0]
    assert "ander logboek" in first.title


def test_the_panel_of_a_room_tells_its_counts_and_people() -> None:
    day = plays()
    day["A0.02"].do(LeaveForAMoment("s-A0.02", candidate_id(2), "toilet"), AT)
    detail = shown(day, selected="A0.02", is_open=True).detail
    assert detail is not None
    told = {group.title: [plain(line) for line in group.lines] for group in detail.groups}
    assert told["Kandidaten"][1] == "3 aanwezig, 1 even weg"
    assert told["Laptops"] == ["EX A0.02, contact 10:19"]
    assert any("M. Vos" in line for line in told["Toezicht"])


def test_sorting_goes_round() -> None:
    sort, seen = BoardSort.ATTENTION, []
    for _ in BoardSort:
        seen.append(sort)
        sort = next_sort(sort)
    assert (sort, len(set(seen))) == (BoardSort.ATTENTION, len(BoardSort))


def test_by_room_the_rooms_stand_in_order_of_name() -> None:
    day = plays()
    day["B1.14"].do(OpenCalamity(), AT)
    assert [row.label for row in shown(day).rows] == ["B1.14", "A0.02"]
    ordered = shown(day, sort=BoardSort.ROOM).rows
    assert [row.label for row in ordered] == ["A0.02", "B1.14"]


def test_what_lasts_is_told_in_minutes_then_hours() -> None:
    from app.screens.office.board_words import lasting  # noqa: PLC0415 - one word of the module

    assert [lasting(timedelta(minutes=m)) for m in (0, 59, 60, 125)] == [
        "0 min",
        "59 min",
        "1 u",
        "2 u 5 min",
    ]

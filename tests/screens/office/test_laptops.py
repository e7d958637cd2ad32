"""The laptops: silent at work comes first, and what a laptop did not say is a dash."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from app.models.board import BoardBook, LaptopSeen
from app.screens.office.laptops import laptops_screen
from tests.builders import MINUTE, START, a_session

ZONE = ZoneInfo("Europe/Amsterdam")
AT = START + 60 * MINUTE


def test_a_silent_laptop_at_work_comes_first() -> None:
    play = a_session(1, room="b1.14", arrived=True)
    seen = (
        LaptopSeen("spare", "EX-01", contact_at=AT - timedelta(days=2)),
        LaptopSeen("fine", "EX-02", contact_at=AT, battery_percent=80, offset_ms=10),
        LaptopSeen("laptop-1", "EX-07", contact_at=AT - 9 * MINUTE, waiting=0),
        LaptopSeen("busy", "EX-08", contact_at=AT, waiting=14, offset_ms=95_000),
    )
    board = BoardBook().board([play.session], seen, AT)
    screen = laptops_screen(board, seen, AT, ZONE)
    assert [row.name for row in screen.rows] == ["EX-07", "EX-08", "EX-01", "EX-02"]
    first, second, spare, fine = screen.rows
    assert (first.room, first.contact, first.battery) == ("b1.14", "09:51", "–")
    assert (second.waiting, second.clock) == ("14", "95 s achter")
    assert spare.contact == "7-12 10:00"
    assert (fine.battery, fine.clock, fine.room) == ("80%", "gelijk", "–")
    assert [figure.value for figure in screen.figures] == ["4", "1", "14"]


def test_without_laptops_the_page_says_what_to_do() -> None:
    screen = laptops_screen(BoardBook().board([], (), AT), (), AT, ZONE)
    assert "enrol" in screen.empty

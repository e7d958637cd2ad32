"""A hall with blocks (03c): dense rows, a narrow panel, how many are still expected."""

from app.models import commands as c
from app.screens.room.laptop_status import LaptopStatus
from app.screens.room.panel import CandidatePanel
from app.screens.room.room import ListScreen, RowScreen, RowSize
from app.screens.room.room_content import content_of
from app.screens.room.room_rows import RowBook
from app.screens.room.room_screen import room_screen
from app.screens.room.room_ui import RoomUi
from tests.builders import MINUTE, SESSION, START, a_session
from tests.builders import candidate_id as who
from tests.screens.room.test_told_on import papers

EVERYBODY, TO_COME = 64, 63


def sizes(listing: ListScreen) -> set[RowSize]:
    return {row.size for row in listing.rows if isinstance(row, RowScreen)}


def test_a_block_of_a_hall_is_as_dense_as_the_hall_and_the_panel_counts_the_whole_hall() -> None:
    play = a_session(EVERYBODY)
    play.do(c.RegisterArrival(SESSION, who(1)), START + MINUTE)
    play.do(c.LeaveForAMoment(SESSION, who(1)), START + 2 * MINUTE)
    content = content_of(papers(play.session, play.room))
    ui = RoomUi(START + 3 * MINUTE, selected=who(1), block=1)
    screen = room_screen(content, ui, LaptopStatus("laptop-1"), RowBook())
    panel = screen.panel
    assert sizes(screen.listing) == {RowSize.DENSE}
    assert isinstance(panel, CandidatePanel)
    assert panel.narrow
    assert panel.card is not None
    assert panel.card.title == f"Nog {TO_COME} verwacht in de zaal"
    assert "Terug" in [act.text for act in panel.acts]
    assert screen.blocks is not None
    assert [block.total for block in screen.blocks.blocks] == [16, 16, 16, 16, EVERYBODY]


def test_a_smaller_room_has_the_wide_panel_with_every_act() -> None:
    content = content_of(papers((play := a_session(3)).session, play.room))
    ui = RoomUi(START + MINUTE, selected=who(1))
    panel = room_screen(content, ui, LaptopStatus("laptop-1"), RowBook()).panel
    assert isinstance(panel, CandidatePanel)
    assert not panel.narrow
    assert panel.small_acts

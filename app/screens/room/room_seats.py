"""The room's people on their seats: which grid, and who is dimmed by search, filter or block."""

from collections.abc import Callable
from dataclasses import replace

from app.models.remembered import Remembered
from app.screens.room.room import RowScreen, SeatMap
from app.screens.room.room_actions import Shown
from app.screens.room.room_content import RoomContent
from app.screens.room.room_rows import RowBook
from app.screens.room.room_ui import RoomUi
from app.screens.room.seat_map import seat_map
from app.screens.room.seating import Grid, grid_of


def has_seats(content: RoomContent) -> bool:
    """Tell whether anybody in this room has a seat: without one there is nothing to draw."""
    return any(each.enrolment.seat for each in content.people.values())


def map_of(
    content: RoomContent, ui: RoomUi, book: RowBook, order: Callable[[], list[str]]
) -> SeatMap | None:
    """Return the seat map when the window shows it; `order` says whom search and filter leave."""
    if not ui.is_map or not has_seats(content):
        return None
    people, shown = _everybody(content), order()
    rows: dict[str, RowScreen] = book.rows(
        people, ui.now, storing=ui.storing, with_exam=len(content.papers) > 1
    )
    if ui.query.strip():
        index = book.index(content)
        rows = rows | {who: replace(rows[who], found=index.found(who, ui.query)) for who in shown}
    return seat_map(_grid(people), rows, ui.selected, shown)


@Remembered
def _everybody(content: RoomContent) -> list[Shown]:
    return list(content.people.values())


@Remembered
def _grid(people: list[Shown]) -> Grid:
    return grid_of((each.enrolment.candidate, each.enrolment.seat or "") for each in people)

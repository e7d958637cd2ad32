"""The seat maps of the mockups (04, 04b) as RoomScreens."""

from dataclasses import replace

from app.models.values import Status
from app.screens.room.room import Found, Hint, ListScreen, RoomScreen, RowField, RowScreen, SeatMap
from app.screens.room.room import SearchScreen as Search
from app.screens.room.seat_map import seat_map
from app.screens.room.seating import grid_of
from tests.views.room_day import footer, of_status, rows_at_1011, screen_03b
from tests.views.room_day_hall import made_up, screen_03c, with_badges

HINTS = (Hint("Van stoel naar stoel", "Pijltjes"), Hint("Lijst", "Ctrl K"))
EXPECTED = frozenset({"A9", "B14", "D3", "I2", "I7", "J12", "K1", "K9", "M4"})
LATE = frozenset({"C13", "D11", "F5"})
EXTRA = frozenset({"B7", "D12", "E3", "F11", "G8", "H1", "J4", "K15", "L6", "N2", "O10", "P13"})


def mapped(rows: tuple[RowScreen, ...], selected: str, shown: frozenset[str]) -> SeatMap:
    """The map of these rows, by what their seats are called."""
    by_id = {row.candidate: row for row in rows}
    return seat_map(grid_of((row.candidate, row.seat) for row in rows), by_id, selected, shown)


def screen_04() -> RoomScreen:
    rows = rows_at_1011()
    everybody = frozenset(row.candidate for row in rows)
    return replace(
        screen_03b(),
        search=Search(has_map=True, is_map=True),
        seat_map=mapped(rows, "El Amrani", everybody),
        footer=footer("10:08", "Salma El Amrani is even weg, met M. Bakır", Status.AWAY, *HINTS),
    )


def screen_04_search() -> RoomScreen:
    """Two matches light up where they sit, two people have no seat, one seat is taken twice."""
    rows = []
    begins, seat = {"Demir": 0, "Özdemir": 2}, {"Kaya": "", "Visser": "", "Peters": "A1"}
    for row in rows_at_1011():
        at = begins.get(row.candidate)
        found = () if at is None else (Found(RowField.SURNAME, at, at + 3),)
        rows.append(replace(row, found=found, seat=seat.get(row.candidate, row.seat)))
    seats = mapped(tuple(rows), "Demir", frozenset({"Demir", "Özdemir"}))
    search = Search("dem", "2 gevonden", has_map=True, is_map=True)
    return replace(screen_04(), search=search, seat_map=seats)


def hall() -> tuple[RowScreen, ...]:
    rows = []
    for n in range(240):
        seat = f"{chr(ord('A') + n // 15)}{n % 15 + 1}"
        row = replace(made_up(n % 28, seat, 2041011 + n * 37, "11:00", n), candidate=seat)
        if seat in EXTRA:
            row = with_badges(row, "11:30", "+25%")
        status = Status.LATE if seat in LATE else Status.PRESENT
        rows.append(row if seat in EXPECTED else of_status(row, status))
    return tuple(rows)


def screen_04b() -> RoomScreen:
    rows = hall()
    seats = mapped(rows, "B14", frozenset(row.candidate for row in rows))
    screen = screen_03c()
    return replace(
        screen,
        search=Search(has_map=True, is_map=True),
        listing=ListScreen(rows, "B14"),
        seat_map=seats,
        footer=footer("09:02", "Ilias Baas is te laat binnen, ID gezien", Status.LATE, *HINTS),
    )

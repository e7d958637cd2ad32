"""The seat map (04): the same rows as the list, each at its seat; nobody is left out."""

from collections.abc import Iterable, Mapping

from app.screens.room.room import RowScreen, Seat, SeatLine, SeatMap, Seats
from app.screens.room.seating import Grid, Taken

CALM_COLUMNS, CALM_SEATS = 9, 45
RUN, RUN_OF_LINES = 5, 4
ASIDE_COLUMNS = 4


def seat_map(
    grid: Grid, rows: Mapping[str, RowScreen], selected: str, shown: Iterable[str]
) -> SeatMap:
    """Return the map of a grid; `shown` are those whom search and filter leave."""
    seated = sum(cell is not None for line in grid.lines for cell in line.cells)
    dense = len(grid.columns) > CALM_COLUMNS or seated > CALM_SEATS
    columns, lines = _with_gaps(grid, rows) if dense else (grid.columns, _lines(grid, rows))
    letters = grid.lines[0].label if grid.lines else ""
    return SeatMap(
        seats=Seats(columns, tuple(lines), dense),
        asides=_asides(grid, rows),
        selected=selected,
        quiet=frozenset(rows).difference(shown),
        front=f"Voorkant · rij {letters}" if letters else "",
    )


def _lines(grid: Grid, rows: Mapping[str, RowScreen]) -> list[SeatLine]:
    return [
        SeatLine(
            line.label,
            tuple(_seat(cell, rows) for cell in line.cells),
        )
        for line in grid.lines
    ]


def _seat(taken: Taken | None, rows: Mapping[str, RowScreen]) -> Seat | None:
    return None if taken is None else Seat(rows[taken.candidate], taken.name)


def _with_gaps(
    grid: Grid, rows: Mapping[str, RowScreen]
) -> tuple[tuple[bool, ...], list[SeatLine]]:
    """Leave room after every few seats and lines of a hall: the eye counts no further."""
    cut = []
    if all(grid.columns):
        cut = list(range(RUN, len(grid.columns), RUN))
    columns, lines = list(grid.columns), _lines(grid, rows)
    for at in reversed(cut):
        columns.insert(at, False)
    spread: list[SeatLine] = []
    for n, line in enumerate(lines):
        cells = list(line.cells)
        for at in reversed(cut):
            cells.insert(at, None)
        if n and n % RUN_OF_LINES == 0:
            spread.append(SeatLine(""))
        spread.append(SeatLine(line.label, tuple(cells)))
    return tuple(columns), spread


def _asides(grid: Grid, rows: Mapping[str, RowScreen]) -> Seats:
    lines = []
    for title, people in (
        ("Zonder stoel", grid.seatless),
        ("Stoel dubbel", grid.doubled),
        ("Andere plaats", grid.elsewhere),
    ):
        if people:
            lines.append(SeatLine(f"{title} · {len(people)}"))
        for start in range(0, len(people), ASIDE_COLUMNS):
            some = [Seat(rows[who], rows[who].seat) for who in people[start:][:ASIDE_COLUMNS]]
            empty = (None,) * (ASIDE_COLUMNS - len(some))
            lines.append(SeatLine("", (*some, *empty)))
    return Seats((True,) * ASIDE_COLUMNS, tuple(lines), dense=True)

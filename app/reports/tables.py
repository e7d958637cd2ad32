"""Tables on paper: columns, rows that stay whole, a head that comes back on every page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from app.models.report import Cell
from app.reports.faces import Line, Style, height_of, wrap
from app.reports.layout import (
    BODY,
    BODY_SOFT,
    BOTTOM,
    FIRM,
    HAIR,
    LEFT,
    RIGHT,
    SOFT,
    SOFTER,
    THIN,
    TOP,
    Flow,
    Heading,
    Rule,
)
from app.reports.letters import Face

CAPTION: Final = Style(12, 18, Face.SEMIBOLD, SOFT)
HEADING: Final = Style(15, 20, Face.BOLD)
HEADING_NUMBER: Final = Style(15, 20, Face.BOLD, SOFTER)
HEADING_ABOVE: Final = 14.0
HEADING_BELOW: Final = 4.0
GUTTER: Final = 10.0
AFTER_NUMBER: Final = 24.0
LAST_ROWS: Final = 3
"""No fewer rows of a long table stand alone on its last page."""
WHOLE_ROW: Final = (BOTTOM - TOP) / 3
"""A row up to this height never parts; a longer one (a long statement) parts between lines."""

LaidRow = list[list[Line]]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its width with gutter (layout units), its caption, its look."""

    width: float
    caption: str = ""
    style: Style = BODY
    is_number: bool = False
    """Whether caption and cells end under each other at the right."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns of a table and the air around its rows."""

    columns: tuple[Column, ...]
    padding: float = 2.6
    ruled: bool = False
    """Whether upright lines part the columns: cells that a pen fills in."""

    @property
    def headed(self) -> bool:
        """Whether any column has a caption."""
        return any(column.caption for column in self.columns)

    @property
    def head_height(self) -> float:
        """The height of the caption row, 0 without captions."""
        return CAPTION.leading + 2 * 2.6 + FIRM if self.headed else 0

    def lefts(self) -> list[float]:
        """Return where each column starts."""
        starts, x = [], LEFT
        for column in self.columns:
            starts.append(x)
            x += column.width
        return starts

    def inner(self, position: int) -> float:
        """Return how wide the text of a column may be; the last one has no gutter."""
        column, last = self.columns[position], position == len(self.columns) - 1
        gutter = AFTER_NUMBER if column.is_number else GUTTER
        return column.width - (0 if last else gutter)

    def lay(self, cells: Sequence[Cell]) -> LaidRow:
        """Break the cells of one row into lines."""
        return [
            wrap(cell, column.style, self.inner(position))
            for position, (cell, column) in enumerate(zip(cells, self.columns, strict=True))
        ]

    def row_height(self, row: LaidRow) -> float:
        """Return the height of a row with its air and its line."""
        tallest = max(map(height_of, row), default=0)
        return max(tallest, self.columns[0].style.leading) + 2 * self.padding + THIN


def draw_heading(flow: Flow, number: int, title: str, follows: float) -> None:
    """Write a section's heading, on the next page when what follows would not fit below it."""
    lines = wrap(title, HEADING, RIGHT - LEFT - 26)
    height = HEADING_ABOVE + height_of(lines) + HEADING_BELOW
    flow.need(height + follows)
    flow.y += HEADING_ABOVE
    flow.page.headings.append(Heading(f"{number} {title}", 1, flow.y))
    flow.page.write(wrap(str(number), HEADING_NUMBER, 26), LEFT, flow.y)
    flow.y = flow.page.write(lines, LEFT + 26, flow.y) + HEADING_BELOW


def draw_table(
    flow: Flow, grid: Grid, rows: Sequence[LaidRow], *, turns_for_last: bool = False
) -> None:
    """Draw a table; each further page starts with its captions again.

    Args:
        flow: where.
        grid: the columns.
        rows: the rows, already broken into lines.
        turns_for_last: whether the last rows start a page in any case.
    """
    _draw_captions(flow, grid)
    last = rows[-LAST_ROWS:]
    together = sum(map(grid.row_height, last))
    for at, row in enumerate(rows):
        if at and len(rows) - at == len(last):
            may_turn = together > flow.room and together <= WHOLE_ROW
            if turns_for_last or may_turn:
                _turn(flow, grid)
        _draw_row(flow, grid, row)


def draw_section(
    flow: Flow,
    heading: tuple[int, str],
    grid: Grid,
    rows: Sequence[LaidRow],
    *,
    whole: bool = False,
) -> None:
    """Draw a heading with its table.

    Args:
        flow: where.
        heading: number and title.
        grid: the columns.
        rows: the rows, already broken into lines.
        whole: start on a new page when the table fits there and not here.
    """
    first = sum(map(grid.row_height, rows[:2]))
    follows = grid.head_height + min(first, WHOLE_ROW)
    if whole:
        total = grid.head_height + sum(map(grid.row_height, rows))
        follows = total if total < BOTTOM - TOP - 80 else follows
    draw_heading(flow, *heading, follows)
    draw_table(flow, grid, rows)


def draw_empty(flow: Flow, heading: tuple[int, str], sentence: str) -> None:
    """Draw a heading over a line that says that there is nothing."""
    lines = wrap(sentence, BODY_SOFT, RIGHT - LEFT)
    draw_heading(flow, *heading, height_of(lines))
    flow.paragraph(lines)


def _draw_captions(flow: Flow, grid: Grid) -> None:
    if not grid.headed:
        return
    for position, (x, column) in enumerate(zip(grid.lefts(), grid.columns, strict=True)):
        lines = wrap(column.caption, CAPTION, grid.inner(position))
        _write_cell(flow, grid, position, lines, (x, flow.y + 2.6))
    flow.y += grid.head_height
    _draw_line(flow, FIRM)


def _draw_line(flow: Flow, weight: float) -> None:
    y = flow.y - weight / 2
    colour = HAIR if weight == THIN else "111111"
    flow.page.rules.append(Rule(LEFT, y, RIGHT, y, weight, colour))


def _draw_row(flow: Flow, grid: Grid, row: LaidRow) -> None:
    height = grid.row_height(row)
    if height > flow.room and height <= WHOLE_ROW:
        _turn(flow, grid)
    elif height > flow.room:
        _draw_long_row(flow, grid, row)
        return
    _write_row(flow, grid, row, height)


def _write_row(
    flow: Flow, grid: Grid, row: LaidRow, height: float, *, closed: bool = True
) -> None:
    for position, (x, lines) in enumerate(zip(grid.lefts(), row, strict=True)):
        _write_cell(flow, grid, position, lines, (x, flow.y + grid.padding))
    if grid.ruled:
        edges = [x - GUTTER / 2 for x in grid.lefts()[1:]]
        flow.page.rules += [Rule(x, flow.y, x, flow.y + height, THIN, SOFTER) for x in edges]
    flow.y += height
    if closed:
        _draw_line(flow, THIN)


def _write_cell(
    flow: Flow, grid: Grid, position: int, lines: list[Line], at: tuple[float, float]
) -> None:
    x, y = at
    if grid.columns[position].is_number:
        flow.page.write_right(lines, x + grid.inner(position), y)
    else:
        flow.page.write(lines, x, y)


def _turn(flow: Flow, grid: Grid) -> None:
    flow.next_page()
    flow.y += GUTTER
    _draw_captions(flow, grid)


def _draw_long_row(flow: Flow, grid: Grid, row: LaidRow) -> None:
    """Draw a row that is too tall to stay whole: it parts between lines, two or more a page.

    Its first cell, the number or the seat, is written again on every page.
    """
    first = row[0]
    while any(row):
        room = flow.room - 2 * grid.padding - THIN
        taken = [_that_fit(lines, room) for lines in row]
        if _parts_badly(row, taken):
            _turn(flow, grid)
            continue
        part = [lines[:count] for lines, count in zip(row, taken, strict=True)]
        row = [lines[count:] for lines, count in zip(row, taken, strict=True)]
        rest = any(row)
        _write_row(flow, grid, part, grid.row_height(part), closed=not rest)
        if rest:
            row[0] = first


def _parts_badly(row: LaidRow, taken: list[int]) -> bool:
    """Tell whether less than two lines of a cell would stay on this page."""
    return any(count < min(2, len(lines)) for lines, count in zip(row, taken, strict=True))


def _that_fit(lines: list[Line], room: float) -> int:
    """Return how many lines fit; when not all do, at least two are left for the next page."""
    count = 0
    for line in lines:
        room -= line.style.leading
        if room < 0:
            return max(0, min(count, len(lines) - 2))
        count += 1
    return count

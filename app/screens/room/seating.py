"""Where seats stand: a grid derived from nothing but what the seats are called.

Letters or numbers before the last number are the row, the last number is the place in it: "A1",
"A-12", "Rij 3 stoel 4". Places that are only numbered are laid in lines, in natural order. A name
that says neither is shown beside the grid, as is the second person on one seat.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from app.models.collation import plain, seat_key

_PIECES = re.compile(r"[^\W\d_]+|\d+")
_SAID_ONLY = frozenset({"rij", "stoel", "plaats", "tafel", "plek", "nr", "nummer", "row", "seat"})
_DIGITS = 9  # a longer number names no place
LINE, LONG_LINE, MANY = 7, 15, 60


@dataclass(frozen=True, slots=True)
class Spot:
    """A row ("A", "3", or none where places are only numbered) and a place in it."""

    row: str
    place: int


@dataclass(frozen=True, slots=True)
class Taken:
    """Who sits at a place, with the short name of the place within its row."""

    candidate: str
    name: str


@dataclass(frozen=True, slots=True)
class GridLine:
    """One row of the grid; None is a place where nobody sits."""

    label: str
    cells: tuple[Taken | None, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns (False is an aisle) with their lines, and who has no place in them."""

    columns: tuple[bool, ...]
    lines: tuple[GridLine, ...]
    seatless: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def spot_of(seat: str) -> Spot | None:
    """Return where a seat stands by its name, or None when the name does not say.

    >>> spot_of("A-12"), spot_of("Rij 3 stoel 4"), spot_of("12")
    (Spot(row='A', place=12), Spot(row='3', place=4), Spot(row='', place=12))
    """
    pieces = [piece for piece in _PIECES.findall(plain(seat)) if piece not in _SAID_ONLY]
    if not pieces:
        return None
    *row, last = pieces
    if last.isdecimal() and len(last) <= _DIGITS:
        return Spot(" ".join(row).upper(), int(last))
    if len(last) == 1 and last.isascii() and last.isalpha() and row and row[-1].isdecimal():
        return Spot(" ".join(row).upper(), ord(last) - ord("a") + 1)
    return None


def grid_of(people: Iterable[tuple[str, str]]) -> Grid:
    """Return the grid of (candidate, seat) pairs; everybody is somewhere in it."""
    taken: dict[Spot, Taken] = {}
    seatless, doubled, elsewhere = [], [], []
    for candidate, seat in sorted(people, key=lambda pair: (seat_key(pair[1]), pair[0])):
        spot = spot_of(seat)
        if not seat.strip():
            seatless.append(candidate)
        elif spot is None:
            elsewhere.append(candidate)
        elif spot in taken:
            doubled.append(candidate)
        else:
            taken[spot] = Taken(candidate, _place_name(seat, spot))
    numbers = sorted({spot.place for spot in taken if spot.row})
    columns, places = _columns(numbers)
    numbered = [who for spot, who in _in_order(taken) if not spot.row]
    if not numbers and numbered:
        wide = LINE if len(numbered) <= MANY else LONG_LINE
        columns, places = _columns(list(range(1, min(wide, len(numbered)) + 1)))
    lines = [*_rows(taken, places), *_numbered(numbered, places)]
    return Grid(columns, tuple(lines), tuple(seatless), tuple(doubled), tuple(elsewhere))


def _in_order(taken: dict[Spot, Taken]) -> list[tuple[Spot, Taken]]:
    return sorted(taken.items(), key=lambda pair: (seat_key(pair[0].row), pair[0].place))


def _place_name(seat: str, spot: Spot) -> str:
    """Return the name within the row: "12" for "A-12", "C" for "4C"."""
    last = _PIECES.findall(seat)[-1]
    return last.upper() if not last.isdecimal() else str(spot.place)


def _columns(numbers: list[int]) -> tuple[tuple[bool, ...], list[int | None]]:
    """Return which columns are seats and the number of each; a number left out is an aisle."""
    places: list[int | None] = list(numbers[:1])
    for before, number in pairwise(numbers):
        if number > before + 1:
            places.append(None)
        places.append(number)
    return tuple(place is not None for place in places), places


def _rows(taken: dict[Spot, Taken], places: list[int | None]) -> list[GridLine]:
    rows = sorted({spot.row for spot in taken if spot.row}, key=seat_key)
    return [
        GridLine(row, tuple(None if at is None else taken.get(Spot(row, at)) for at in places))
        for row in rows
    ]


def _numbered(people: list[Taken], places: list[int | None]) -> list[GridLine]:
    """Lay places without a row in lines as wide as the grid, aisles left open."""
    wide = sum(place is not None for place in places)
    lines = []
    for start in range(0, len(people), max(1, wide)):
        some = iter(people[start : start + wide])
        cells = tuple(None if place is None else next(some, None) for place in places)
        lines.append(GridLine("", cells))
    return lines

"""Seats: the grid follows what seats are called, and nobody is lost in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.screens.room.seating import Spot, grid_of, spot_of


@pytest.mark.parametrize(
    ("seat", "spot"),
    [
        ("A1", Spot("A", 1)),
        ("a-12", Spot("A", 12)),
        ("A 012", Spot("A", 12)),
        ("12", Spot("", 12)),
        ("Rij 3 stoel 4", Spot("3", 4)),
        ("3.4", Spot("3", 4)),
        ("4C", Spot("4", 3)),
        ("Balkon", None),
        ("stoel", None),
        ("9" * 40, None),
        ("", None),
    ],
)
def test_a_seat_stands_where_its_name_says(seat: str, spot: Spot | None) -> None:
    assert spot_of(seat) == spot


def names(people: dict[str, str]) -> list[tuple[str, list[str]]]:
    grid = grid_of(people.items())
    return [
        (line.label, ["" if cell is None else cell.name for cell in line.cells])
        for line in grid.lines
    ]


def test_rows_and_places_come_in_natural_order() -> None:
    seats = ["B10", "B2", "A1", "A10", "A2", "B1"]
    assert names({seat: seat for seat in seats}) == [
        ("A", ["1", "2", "", "10"]),
        ("B", ["1", "2", "", "10"]),
    ]


def test_a_place_number_that_nobody_has_is_an_aisle() -> None:
    grid = grid_of((seat, seat) for seat in ("A1", "A2", "A5", "B5"))
    assert grid.columns == (True, True, False, True)


def test_places_that_are_only_numbered_stand_in_lines() -> None:
    found = names({str(n): str(n) for n in range(1, 10)})
    assert [cells for _, cells in found] == [
        ["1", "2", "3", "4", "5", "6", "7"],
        ["8", "9", "", "", "", "", ""],
    ]


def test_rows_may_be_numbers() -> None:
    seats = ("Rij 10 stoel 1", "Rij 2 stoel 1")
    assert [label for label, _ in names({seat: seat for seat in seats})] == ["2", "10"]


def test_the_second_on_a_seat_stands_beside_the_map() -> None:
    grid = grid_of([("one", "A1"), ("two", "a-1"), ("three", ""), ("four", "Balkon")])
    assert (grid.doubled, grid.seatless, grid.elsewhere) == (("two",), ("three",), ("four",))


SEATS = st.one_of(
    st.just(""),
    st.from_regex(r"[A-Ca-c]-?[0-9]{1,2}", fullmatch=True),
    st.from_regex(r"[0-9]{1,3}", fullmatch=True),
    st.from_regex(r"Rij [0-9] stoel [0-9]{1,2}", fullmatch=True),
    st.text(max_size=12),
)


@given(st.lists(SEATS, max_size=40))
def test_everybody_is_on_the_map_or_beside_it_once(seats: list[str]) -> None:
    people = [(str(n), seat) for n, seat in enumerate(seats)]
    grid = grid_of(people)
    sitting = [cell.candidate for line in grid.lines for cell in line.cells if cell is not None]
    everybody = [*sitting, *grid.seatless, *grid.doubled, *grid.elsewhere]
    assert sorted(everybody) == sorted(who for who, _ in people)
    assert all(len(line.cells) == len(grid.columns) for line in grid.lines)

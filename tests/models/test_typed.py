"""Numbers that were typed, however many digits somebody left a finger on."""

import pytest

from app.models.collation import seat_key
from app.models.typed import whole_in

MANY = "9" * 5_000
"""More digits than Python reads."""


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("600", 600), ("000600", 600), ("0" * 5_000, 0), ("601", None), (MANY, None),
     ("", None), ("-1", None), ("1.5", None), ("٧", None), ("²", None)],
    ids=lambda each: str(each)[:8],
)  # fmt: skip
def test_a_whole_number_is_read_up_to_the_most_there_can_be(text: str, number: int | None) -> None:
    assert whole_in(text, 600) == number


def test_seats_are_in_order_of_their_numbers_however_long() -> None:
    seats = [f"A{MANY}", "A10", "A2", "A02b", "A٣"]
    assert sorted(seats, key=seat_key) == ["A2", "A02b", "A٣", "A10", f"A{MANY}"]

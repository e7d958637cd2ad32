"""A card of another room names that room, and the list names nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.crypto.neighbours import Neighbours, open_neighbours, seal_neighbours
from app.crypto.roomfeed import FeedPlace
from app.models.strict_json import Malformed
from tests import chance

KEY = bytes(range(32))
PLACE = FeedPlace("school-1", "b1.14.2026-12-09", 1)


def sealed(numbers: dict[str, tuple[str, ...]]) -> bytes:
    return seal_neighbours(KEY, PLACE, numbers, chance.token_bytes)


def opened(numbers: dict[str, tuple[str, ...]]) -> Neighbours:
    return open_neighbours(KEY, PLACE, sealed(numbers))


def test_a_number_names_its_room_however_it_is_written():
    known = opened({"B2.08": ("s2041873",), "A1.03": ("2041901",)})
    assert known.rooms == ("A1.03", "B2.08")
    assert known.room_of("S2041873") == known.room_of("s 204-1873") == "B2.08"
    assert known.room_of("2041999") is None
    assert known.room_of("") is None


labels = st.text(min_size=1, max_size=20)
numbers_of_a_room = st.lists(st.from_regex(r"[0-9]{6}", fullmatch=True))


@given(st.dictionaries(labels, numbers_of_a_room, max_size=4))
def test_no_number_and_no_room_lies_open_in_it(numbers: dict[str, list[str]]):
    raw = sealed({label: tuple(some) for label, some in numbers.items()})
    assert not [n for some in numbers.values() for n in some if n.encode() in raw]
    assert open_neighbours(KEY, PLACE, raw).rooms == tuple(sorted(numbers))


def test_the_marks_of_two_room_days_have_nothing_in_common():
    numbers = {"A1.03": ("2041901", "2041902")}
    other = FeedPlace(PLACE.school, "b1.14.2026-12-10", 1)
    again = open_neighbours(KEY, other, seal_neighbours(KEY, other, numbers, chance.token_bytes))
    assert not set(opened(numbers).marks) & set(again.marks)


def test_a_package_without_the_list_has_no_neighbours():
    assert open_neighbours(KEY, PLACE, b"") == Neighbours()


@pytest.mark.parametrize("raw", [b"x", bytes(64), b"\x00" * (1024 * 1024 + 1)])
def test_what_was_changed_is_malformed(raw: bytes):
    with pytest.raises(Malformed):
        open_neighbours(KEY, PLACE, raw)


def test_another_room_cannot_read_it():
    raw = sealed({"A1.03": ("2041901",)})
    with pytest.raises(Malformed):
        open_neighbours(bytes(32), PLACE, raw)

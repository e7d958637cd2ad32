"""Spreading candidates over rooms: everybody sits somewhere, and no share is passed."""

from hypothesis import given
from hypothesis import strategies as st

from app.models.planning import spread


@given(
    st.integers(0, 1_000),
    st.lists(st.none() | st.integers(0, 300), min_size=1, max_size=6),
)
def test_everybody_gets_one_seat_and_shares_are_kept_while_a_room_is_open(
    count: int, shares: list[int | None]
):
    told = spread(count, shares)
    assert sum(told) == count
    assert min(told) >= 0
    open_rooms = [told[at] for at, share in enumerate(shares) if share is None]
    kept = zip(told, shares, strict=True)
    if open_rooms:
        assert all(share is None or got <= share for got, share in kept)
        assert max(open_rooms) - min(open_rooms) <= 1

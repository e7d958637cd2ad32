"""A day code is read as a tired person types it."""

import pytest

from app.views.parts.day_code import clean_code, groups, still_needed


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("k7qm-4wtx-9fab-cdef", "K7QM4WTX9FABCDEF"),
        ("ilo ILO", "110110"),
        ("u U é ß ﬁ . \n", ""),
        ("0123456789ABCDEFGHJK", "0123456789ABCDEF"),
    ],
)
def test_case_dashes_and_lookalikes_do_not_matter(typed: str, read: str) -> None:
    assert clean_code(typed) == read


def test_an_unfinished_code_has_four_groups_and_counts_what_is_missing() -> None:
    assert groups("K7QM4W") == ("K7QM", "4W", "", "")
    assert still_needed("K7QM4W") == 10

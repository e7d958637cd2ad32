"""Why something was impossible reads as a sentence, also where no moment or number is known."""

import pytest

from app.models.values import Reason
from app.models.words import HOTLINE, REFUSED, refused_text
from app.screens.room.unlock_screen import PackageStatus, shown_number


@pytest.mark.parametrize("reason", Reason)
def test_what_is_not_known_leaves_no_hole_in_the_sentence(reason: Reason) -> None:
    bare, told = refused_text(reason), refused_text(reason, "09:12", name="Bo Jansen")
    for text in (bare, told):
        assert "{" not in text
        assert not any(hole in text for hole in (" om.", " sinds.", "Bel .", "  "))
    assert bare.endswith(".")
    assert ("09:12" in told) == ("{since}" in REFUSED[reason])


def test_no_number_is_made_up_where_the_school_told_none() -> None:
    assert HOTLINE in refused_text(Reason.UNKNOWN_CANDIDATE)
    for told in (HOTLINE, PackageStatus().hotline, shown_number(HOTLINE)):
        assert told
        assert not any(letter.isdigit() for letter in told)

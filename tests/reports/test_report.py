"""The numbers of sections and items."""

import pytest

from app.models.report import (
    Authenticity,
    Section,
    digest_short,
    digest_text,
    item_number,
    numbers_in,
    section_numbers,
)
from tests.reports.made_up import WITH_LATE
from tests.reports.mockup_day import MOCKUP_DAY, ROOT


def test_numbers_run_on_over_the_sections_that_are_there() -> None:
    assert section_numbers(material=True, late=False)[Section.AUTHENTICITY] == 9
    assert section_numbers(material=False, late=False)[Section.CANDIDATES] == 6
    assert Section.MATERIAL not in section_numbers(material=False, late=False)
    assert numbers_in(WITH_LATE)[Section.LATE] == 9
    assert numbers_in(WITH_LATE)[Section.AUTHENTICITY] == 10


def test_bijzonderheden_keep_their_number_whatever_is_left_out() -> None:
    for material in (True, False):
        for late in (True, False):
            numbers = section_numbers(material=material, late=late)
            assert item_number(numbers[Section.IRREGULARITIES], 1) == "5.2"
    assert numbers_in(MOCKUP_DAY)[Section.IRREGULARITIES] == 5


def test_a_digest_is_read_in_groups_of_four() -> None:
    assert digest_text(ROOT).replace(" ", "").replace("·", "") == ROOT.hex()
    assert digest_short(ROOT) == "3c1f 8a90 57be … 84f3"


def test_a_root_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Authenticity("", "", b"short")

"""The overview of keys at the office is asked of the page: nothing is missing or double."""

from collections import Counter

import pytest
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication

from app.views.parts.fonts import choose, load_fonts
from app.views.parts.told_keys import cap, keys_told
from tests.views.gallery_office import HIGH, SCREENS, WIDE

PLAIN = [name for name, (_, dark, percent) in SCREENS.items() if not dark and percent == 100]


@pytest.fixture(autouse=True, scope="module")
def _plain_looks(qapp: QApplication) -> None:
    load_fonts()
    choose(dark=False, percent=100)


@pytest.mark.parametrize("name", PLAIN)
def test_every_key_of_a_page_is_told_and_means_one_thing(name: str) -> None:
    page = SCREENS[name][0]()
    page.resize(WIDE, HIGH)
    page.show()
    told = {keys: text for text, keys in keys_told(page)}
    there = [each for each in page.findChildren(QShortcut)
             if not isinstance(each.parent(), QAbstractButton)
             or each.parent().isVisibleTo(page)]  # fmt: skip
    assert {cap(each) for each in there} - set(told) <= {"Esc"}
    assert all(told.values())
    assert [keys for keys, count in Counter(map(cap, there)).items() if count > 1] == []
    page.close()
    page.deleteLater()

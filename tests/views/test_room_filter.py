"""The filters as one button with a menu, in a narrow window or at 200%."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.screens.room.intents import FilterChosen
from app.views.parts.fonts import choose
from tests.views.room_day import screen_03a
from tests.views.room_driver import Key, Room


def test_at_200_percent_one_button_has_all_filters_by_keyboard(qtbot: QtBot) -> None:
    room = Room(qtbot)
    try:
        choose(dark=False, percent=200)
        room.view.resize(1366, 768)
        room.show(screen_03a())
        button = room.view.search.filter
        assert button.isVisible()
        assert not room.view.chips.isVisible()
        assert button.accessibleName() == "Filter: Alle 28"
        button.setFocus()
        room.press(Key.Key_Space)
        menu = button.menu_of_filters
        qtbot.waitUntil(menu.isVisible)
        assert len(menu.actions()) >= 7
        room.intents.clear()
        menu.setActiveAction(menu.actions()[1])
        qtbot.keyClick(menu, Key.Key_Return)
        assert room.intents == [FilterChosen(1)]
    finally:
        choose(dark=False, percent=100)
        QApplication.processEvents()


def test_where_there_is_room_the_filters_stand_in_a_row(qtbot: QtBot) -> None:
    room = Room(qtbot).show(screen_03a())
    assert room.view.chips.isVisible()
    assert not room.view.search.filter.isVisible()

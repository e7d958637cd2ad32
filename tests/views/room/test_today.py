"""Vandaag by keyboard: Enter is the button, Space acts on a row, arrows move."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.screens.room.shift_intents import (
    BackPressed,
    BarActionChosen,
    CheckActionChosen,
    RoomAsked,
    SessionPicked,
)
from app.screens.room.today import TodayScreen
from app.views.parts.checklist import CheckLine
from app.views.parts.pick import Pick
from app.views.room.today import TodayView
from tests.views.by_keyboard import focused, press, shown
from tests.views.screens_of_shift import TODAY


def opened(qtbot: QtBot, screen: TodayScreen) -> tuple[TodayView, list[object]]:
    view = TodayView()
    view.render(screen)
    return view, shown(qtbot, view)


def row_of(widget: QWidget) -> str:
    assert isinstance(widget, CheckLine)
    return widget.row.check


def test_enter_opens_the_room_from_a_row_and_from_a_card(qtbot: QtBot) -> None:
    view, intents = opened(qtbot, TODAY)
    press(qtbot, Qt.Key.Key_Return)
    view.findChildren(Pick)[0].setFocus()
    press(qtbot, Qt.Key.Key_Return)
    assert intents == [RoomAsked("rek"), RoomAsked("rek")]


def test_the_first_open_row_has_the_focus_and_space_does_its_action(qtbot: QtBot) -> None:
    _, intents = opened(qtbot, TODAY)
    assert row_of(focused()) == "second"
    press(qtbot, Qt.Key.Key_Space)
    assert intents == [CheckActionChosen("second", "sign-on")]


def test_arrows_move_over_the_rows_and_stop_at_the_ends(qtbot: QtBot) -> None:
    opened(qtbot, TODAY)
    press(qtbot, Qt.Key.Key_Down)
    assert row_of(focused()) == "tables"
    press(qtbot, Qt.Key.Key_End)
    press(qtbot, Qt.Key.Key_Down)
    assert row_of(focused()) == "clock"
    press(qtbot, Qt.Key.Key_Home)
    assert row_of(focused()) == "list"


def test_a_row_without_an_action_does_nothing_on_space(qtbot: QtBot) -> None:
    _, intents = opened(qtbot, TODAY)
    press(qtbot, Qt.Key.Key_Home)
    press(qtbot, Qt.Key.Key_Space)
    assert intents == []


def test_another_session_is_picked_with_the_arrows_and_keeps_the_focus(qtbot: QtBot) -> None:
    view, intents = opened(qtbot, TODAY)
    view.findChildren(Pick)[0].setFocus()
    press(qtbot, Qt.Key.Key_Down)
    assert intents == [SessionPicked("ned")]
    view.render(replace(TODAY, chosen="ned"))
    card = focused()
    assert isinstance(card, Pick)
    assert card.isChecked()
    assert card.accessibleName().startswith("11:30 tot 13:30, Nederlands lezen 3F")


def test_the_countdown_goes_on_without_moving_the_focus(qtbot: QtBot) -> None:
    view, _ = opened(qtbot, TODAY)
    press(qtbot, Qt.Key.Key_Down)
    before = focused()
    details = TODAY.details
    assert details is not None
    assert details.countdown is not None
    later = replace(details, countdown=replace(details.countdown, value="16:41"))
    view.render(replace(TODAY, details=later))
    assert focused() is before
    assert view._countdown.text() == "16:41"


def test_a_row_that_is_settled_keeps_the_focus_where_it_was(qtbot: QtBot) -> None:
    view, _ = opened(qtbot, TODAY)
    details = TODAY.details
    assert details is not None
    view.render(replace(TODAY, details=replace(details, checks=details.checks[:7])))
    assert row_of(focused()) == "second"


def test_an_empty_day_says_whom_to_call_and_enter_does_nothing(qtbot: QtBot) -> None:
    view, intents = opened(qtbot, replace(TODAY, sessions=(), details=None, chosen=""))
    assert view._heading.text() == TODAY.empty
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert intents == []


def test_escape_and_the_keys_of_the_bar(qtbot: QtBot) -> None:
    _, intents = opened(qtbot, TODAY)
    press(qtbot, Qt.Key.Key_F1)
    press(qtbot, Qt.Key.Key_Escape)
    assert intents == [BarActionChosen("help"), BackPressed()]


def test_a_row_tells_a_screen_reader_everything_it_shows(qtbot: QtBot) -> None:
    opened(qtbot, TODAY)
    press(qtbot, Qt.Key.Key_Home)
    assert focused().accessibleName() == (
        "Kandidatenlijst op deze laptop, 28 kandidaten, bijgewerkt 07:42, "
        "in orde, automatisch, automatisch"
    )

"""Beginning a shift and coming back, by keyboard."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.screens.room.shift_intents import (
    BackPressed,
    CodeEntered,
    NameGiven,
    NewShiftAsked,
    NoticeActionChosen,
    PersonChosen,
    PinChosen,
    PinEntered,
)
from app.screens.room.unlock import BeginScreen, BeginStage, CurtainScreen, NameStep
from app.views.parts.pin_field import PinField
from app.views.room.begin_shift import BeginView
from app.views.room.unlock import UNFINISHED, CurtainView
from tests.views.by_keyboard import ALT, CTRL, focused, left_standing, press, shown, typed
from tests.views.screens_of_shift import BEGIN, CURTAIN, KEYRING_LOCKED, STORE_DAMAGED

WRONG_CODE = "Deze dagcode klopt niet. Kijk op je kaart of bel 4400."


def beginning(qtbot: QtBot, screen: BeginScreen) -> tuple[BeginView, list[object]]:
    view = BeginView()
    intents = shown(qtbot, view)
    view.render(screen)
    return view, intents


def curtain(qtbot: QtBot, screen: CurtainScreen) -> tuple[CurtainView, list[object]]:
    view = CurtainView()
    intents = shown(qtbot, view)
    view.render(screen)
    return view, intents


def test_a_code_typed_carelessly_is_sent_clean_and_leaves_no_trace(qtbot: QtBot) -> None:
    view, intents = beginning(qtbot, BEGIN)
    typed(qtbot, "k7qm-4wtx 9foi-abcd")
    assert intents == []
    press(qtbot, Qt.Key.Key_Return)
    assert intents == [CodeEntered("K7QM4WTX9F01ABCD")]
    assert "K7QM" not in repr(intents)
    assert not left_standing(view)
    focused().undo()  # type: ignore[attr-defined] # a field has the focus
    assert not left_standing(view)


def test_a_code_may_be_pasted_with_dashes(qtbot: QtBot) -> None:
    _, intents = beginning(qtbot, BEGIN)
    QApplication.clipboard().setText("k7qm-4wtx-9fab-cdef\n")
    press(qtbot, Qt.Key.Key_V, CTRL)
    press(qtbot, Qt.Key.Key_Return)
    assert intents == [CodeEntered("K7QM4WTX9FABCDEF")]


def test_an_unfinished_code_is_not_sent(qtbot: QtBot) -> None:
    view, intents = beginning(qtbot, BEGIN)
    typed(qtbot, "k7qm4wtx9fabcde")
    press(qtbot, Qt.Key.Key_Return)
    assert intents == []
    assert "Nog 1 teken" in {label.text() for label in view.findChildren(type(view._needed))}


def test_the_clock_going_on_does_not_take_what_is_typed(qtbot: QtBot) -> None:
    view, _ = beginning(qtbot, BEGIN)
    typed(qtbot, "k7qm")
    view.render(replace(BEGIN, side=replace(BEGIN.side, clock="08:11")))
    assert "K7QM" in left_standing(view)


def test_an_error_stands_at_the_field_and_the_focus_goes_there(qtbot: QtBot) -> None:
    view, _ = beginning(qtbot, BEGIN)
    view._button.setFocus()
    view.render(replace(BEGIN, code=replace(BEGIN.code, error=WRONG_CODE)))
    assert focused() is view._code
    assert view._code.accessibleDescription().startswith(WRONG_CODE)


def test_the_pin_is_typed_twice_and_only_enter_sends_it(qtbot: QtBot) -> None:
    view, intents = beginning(qtbot, replace(BEGIN, stage=BeginStage.PIN))
    typed(qtbot, "471108")
    assert focused() is view._pin
    press(qtbot, Qt.Key.Key_Return)
    assert focused() is view._again
    typed(qtbot, "471109")
    assert intents == []
    press(qtbot, Qt.Key.Key_Return)
    assert intents == [PinChosen("471108", "471109")]
    assert "4711" not in repr(intents)
    assert not left_standing(view)


def test_the_holder_of_a_reserve_card_gives_a_name(qtbot: QtBot) -> None:
    screen = replace(BEGIN, stage=BeginStage.NAME, name=NameStep())
    _, intents = beginning(qtbot, screen)
    press(qtbot, Qt.Key.Key_Return)
    assert intents == []
    typed(qtbot, " Ine de Wit ")
    press(qtbot, Qt.Key.Key_Return)
    assert intents == [NameGiven("Ine de Wit")]


def test_progress_is_told_only_when_it_takes_long(qtbot: QtBot) -> None:
    view, intents = beginning(qtbot, BEGIN)
    view.render(replace(BEGIN, busy="Dagpakket openen..."))
    typed(qtbot, "k7qm4wtx9fabcdef")
    assert not view._busy.isVisible()
    qtbot.waitUntil(view._busy.isVisible)
    press(qtbot, Qt.Key.Key_Return)
    assert intents == []
    view.render(BEGIN)
    assert not view._busy.isVisible()


def test_a_notice_offers_its_way_out_by_key(qtbot: QtBot) -> None:
    _, intents = beginning(qtbot, replace(BEGIN, notices=(KEYRING_LOCKED,)))
    press(qtbot, Qt.Key.Key_V, ALT)
    assert intents == [NoticeActionChosen("as-provisional")]


def test_without_a_store_there_is_nothing_to_type_and_the_way_out_has_the_focus(
    qtbot: QtBot,
) -> None:
    view, intents = beginning(qtbot, replace(BEGIN, typing=False, notices=(STORE_DAMAGED,)))
    assert not view._code.isVisible()
    press(qtbot, Qt.Key.Key_Return)
    assert intents == [NoticeActionChosen("new-store")]


@pytest.mark.parametrize(("back", "sent"), [("", []), ("Terug", [BackPressed()])])
def test_escape_goes_back_only_where_there_is_a_way_back(
    qtbot: QtBot, back: str, sent: list[object]
) -> None:
    _, intents = beginning(qtbot, replace(BEGIN, back=back))
    press(qtbot, Qt.Key.Key_Escape)
    assert intents == sent


def test_the_curtain_opens_on_enter_and_never_on_the_sixth_digit(qtbot: QtBot) -> None:
    view, intents = curtain(qtbot, CURTAIN)
    typed(qtbot, "47a1 1089")
    assert intents == []
    press(qtbot, Qt.Key.Key_Return)
    assert intents == [PinEntered("vos", "471108")]
    assert "4711" not in repr(intents)
    assert not left_standing(view)


def test_too_few_digits_are_not_a_try(qtbot: QtBot) -> None:
    view, intents = curtain(qtbot, CURTAIN)
    typed(qtbot, "4711")
    press(qtbot, Qt.Key.Key_Return)
    assert intents == []
    assert view._error.isVisible()
    assert view._error.text() == UNFINISHED


def test_arrows_choose_who_you_are_and_digits_of_another_are_forgotten(qtbot: QtBot) -> None:
    view, intents = curtain(qtbot, CURTAIN)
    typed(qtbot, "4711")
    press(qtbot, Qt.Key.Key_Down)
    assert intents == [PersonChosen("bakir")]
    view.render(replace(CURTAIN, chosen="bakir"))
    assert not left_standing(view)
    assert isinstance(focused(), PinField)


def test_a_locked_pin_leads_to_the_day_code(qtbot: QtBot) -> None:
    locked = replace(CURTAIN.pin, locked=True, button="Nieuwe dienst")
    _, intents = curtain(qtbot, replace(CURTAIN, pin=locked))
    press(qtbot, Qt.Key.Key_Return)
    assert intents == [NewShiftAsked()]


def test_alt_n_begins_a_new_shift(qtbot: QtBot) -> None:
    _, intents = curtain(qtbot, CURTAIN)
    press(qtbot, Qt.Key.Key_N, ALT)
    assert intents == [NewShiftAsked()]


def test_digits_do_not_outlive_the_curtain(qtbot: QtBot) -> None:
    view, _ = curtain(qtbot, CURTAIN)
    typed(qtbot, "4711")
    view.hide()
    assert not left_standing(view)

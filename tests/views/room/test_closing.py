"""Closing by keyboard: digits mend, arrows move, PgDn reads, the PIN signs."""

from dataclasses import replace

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.screens.room.closing import CheckLevel, ClosingScreen, SigningState
from app.screens.room.shift_intents import (
    BackPressed,
    CheckFixChosen,
    LeaveAsked,
    PageTurned,
    SignAsked,
    SigningActionChosen,
    StatementTicked,
    UndoAsked,
)
from app.screens.room.wording import ScreenAction
from app.views.parts.plain_field import PlainField
from app.views.parts.push_action import PushAction
from app.views.parts.tick import Tick
from app.views.room.closing import UNFINISHED, ClosingView
from tests.views.by_keyboard import ALT, CTRL, focused, left_standing, press, shown, typed
from tests.views.screens_of_shift import NO_MORE, PLAIN_PDF, SEALED, checking, signing

CHECKING, SIGNING = checking(PLAIN_PDF), signing(PLAIN_PDF)


def opened(qtbot: QtBot, screen: ClosingScreen) -> tuple[ClosingView, list[object]]:
    view = ClosingView()
    view.render(screen)
    return view, shown(qtbot, view)


def test_a_digit_takes_the_fix_of_the_chosen_check(qtbot: QtBot) -> None:
    _, intents = opened(qtbot, CHECKING)
    press(qtbot, Qt.Key.Key_1)
    assert intents == [CheckFixChosen("end/berg", "not-seen")]


def test_arrows_go_to_the_next_check_and_its_digits_count(qtbot: QtBot) -> None:
    _, intents = opened(qtbot, CHECKING)
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_3)
    press(qtbot, Qt.Key.Key_9)
    assert intents == [CheckFixChosen("provision/demir", "refused")]


def test_a_fix_that_needs_a_time_asks_for_it_first(qtbot: QtBot) -> None:
    _, intents = opened(qtbot, CHECKING)
    press(qtbot, Qt.Key.Key_2)
    assert focused().accessibleName() == "Hoe laat?"
    press(qtbot, Qt.Key.Key_Return)
    assert intents == []
    typed(qtbot, "10:46")
    press(qtbot, Qt.Key.Key_Return)
    assert intents == [CheckFixChosen("end/berg", "other-time", "10:46")]


def test_a_refused_time_stays_to_be_mended(qtbot: QtBot) -> None:
    view, _ = opened(qtbot, CHECKING)
    press(qtbot, Qt.Key.Key_2)
    typed(qtbot, "1046x")
    press(qtbot, Qt.Key.Key_Return)
    refused = replace(CHECKING.checks[0], asked="other-time", error="Typ een tijd als 10:46.")
    view.render(replace(CHECKING, checks=(refused, *CHECKING.checks[1:])))
    field = focused()
    assert isinstance(field, PlainField)
    assert field.text() == "1046x"
    assert focused().accessibleDescription() == "Typ een tijd als 10:46."


def test_escape_closes_the_question_before_it_leaves_the_screen(qtbot: QtBot) -> None:
    _, intents = opened(qtbot, CHECKING)
    press(qtbot, Qt.Key.Key_2)
    press(qtbot, Qt.Key.Key_Escape)
    assert intents == []
    press(qtbot, Qt.Key.Key_Escape)
    assert intents == [BackPressed()]


def test_a_settled_check_hands_over_to_the_next_open_one(qtbot: QtBot) -> None:
    view, intents = opened(qtbot, CHECKING)
    view.render(replace(CHECKING, checks=CHECKING.checks[1:]))
    press(qtbot, Qt.Key.Key_1)
    assert intents == [CheckFixChosen("id/abdi", "until")]


def test_nothing_can_be_signed_while_something_blocks(qtbot: QtBot) -> None:
    view, intents = opened(qtbot, CHECKING)
    press(qtbot, Qt.Key.Key_Return)
    assert intents == []
    assert not view._button.isEnabled()


def test_the_pin_has_the_focus_and_enter_signs_once(qtbot: QtBot) -> None:
    view, intents = opened(qtbot, SIGNING)
    typed(qtbot, "471108")
    assert intents == []
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_Return)
    assert intents == [SignAsked("vos", "471108")]
    assert "4711" not in repr(intents)
    assert left_standing(view) == ""


def test_too_few_digits_do_not_sign(qtbot: QtBot) -> None:
    view, intents = opened(qtbot, SIGNING)
    typed(qtbot, "4711")
    press(qtbot, Qt.Key.Key_Return)
    assert intents == []
    assert view._error.text() == UNFINISHED


def test_a_wrong_pin_is_told_in_the_box_and_may_be_typed_again(qtbot: QtBot) -> None:
    view, intents = opened(qtbot, SIGNING)
    wrong = replace(SIGNING.boxes[1], error="Die pincode klopt niet. Nog 4 pogingen.")
    view.render(replace(SIGNING, boxes=(SIGNING.boxes[0], wrong)))
    assert focused().accessibleDescription().startswith("Die pincode klopt niet.")
    typed(qtbot, "471108")
    press(qtbot, Qt.Key.Key_Return)
    assert intents == [SignAsked("vos", "471108")]


def test_digits_being_typed_survive_the_clock_and_die_with_another_signer(qtbot: QtBot) -> None:
    view, _ = opened(qtbot, SIGNING)
    typed(qtbot, "4711")
    view.render(replace(SIGNING, clock="11:24"))
    assert left_standing(view) == "4711"
    other = replace(SIGNING.boxes[0], state=SigningState.TO_SIGN)
    view.render(replace(SIGNING, boxes=(other, SIGNING.boxes[1]), signer="bakir"))
    assert left_standing(view) == ""


def test_escape_forgets_the_digits(qtbot: QtBot) -> None:
    view, intents = opened(qtbot, SIGNING)
    typed(qtbot, "4711")
    press(qtbot, Qt.Key.Key_Escape)
    assert intents == [BackPressed()]
    assert left_standing(view) == ""


def test_ctrl_z_takes_back_the_act_even_from_the_pin(qtbot: QtBot) -> None:
    view, intents = opened(qtbot, SIGNING)
    typed(qtbot, "4711")
    press(qtbot, Qt.Key.Key_Z, CTRL)
    assert intents == [UndoAsked()]
    assert left_standing(view) == "4711"


def test_pages_turn_to_the_ends_and_no_further(qtbot: QtBot) -> None:
    view, intents = opened(qtbot, SIGNING)
    for key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown):
        press(qtbot, key)
    assert intents == [PageTurned(2)]
    qtbot.waitUntil(lambda: view._preview._count.text() == "Pagina 2 van 2")


def test_the_screen_can_point_at_a_page(qtbot: QtBot) -> None:
    view, _ = opened(qtbot, SIGNING)
    view.render(replace(SIGNING, preview=replace(SIGNING.preview, page=2)))
    qtbot.waitUntil(lambda: view._preview._count.text() == "Pagina 2 van 2")


def test_large_shows_only_the_paper_and_escape_brings_the_rest_back(qtbot: QtBot) -> None:
    view, intents = opened(qtbot, SIGNING)
    press(qtbot, Qt.Key.Key_B, CTRL)
    assert not view._checks_pane.isVisible()
    qtbot.waitUntil(lambda: view._preview._sheet.width() > 900)
    assert view.height() == 768
    assert view._preview._area.height() > 500
    qtbot.keyClick(focused(), Qt.Key.Key_Escape)
    assert view._checks_pane.isVisible()
    assert intents == []


def test_bytes_that_are_no_pdf_are_told_and_do_not_stop_signing(qtbot: QtBot) -> None:
    view, intents = opened(qtbot, signing(b"no pdf"))
    assert view._preview._failed.isVisible()
    typed(qtbot, "471108")
    press(qtbot, Qt.Key.Key_Return)
    assert intents == [SignAsked("vos", "471108")]


def test_a_statement_is_ticked_with_space(qtbot: QtBot) -> None:
    view, intents = opened(qtbot, replace(SIGNING, statements=(NO_MORE,)))
    view.findChildren(Tick)[0].setFocus()
    press(qtbot, Qt.Key.Key_Space)
    assert intents == [StatementTicked("nothing-else", True)]


def test_who_cannot_sign_is_named_with_the_reason(qtbot: QtBot) -> None:
    cannot = ScreenAction("cannot-sign", "Kan niet tekenen", asks="Waarom niet?")
    boxes = (SIGNING.boxes[0], replace(SIGNING.boxes[1], action=cannot))
    view, intents = opened(qtbot, replace(SIGNING, boxes=boxes))
    next(b for b in view.findChildren(PushAction) if b.text() == "Kan niet tekenen").setFocus()
    press(qtbot, Qt.Key.Key_Return)
    assert intents == []
    typed(qtbot, "ziek naar huis")
    press(qtbot, Qt.Key.Key_Return)
    assert intents == [SigningActionChosen("vos", "cannot-sign", "ziek naar huis")]


def test_who_leaves_early_asks_it_by_key(qtbot: QtBot) -> None:
    leave = ScreenAction("leave", "Ik ga weg en teken mijn periode", "Alt G")
    view, intents = opened(qtbot, replace(SIGNING, leave=leave))
    view.render(replace(SIGNING, leave=leave, clock="11:24"))
    press(qtbot, Qt.Key.Key_G, ALT)
    assert intents == [LeaveAsked()]


def test_a_sealed_report_offers_nothing_to_sign(qtbot: QtBot) -> None:
    signed = replace(SIGNING.boxes[1], state=SigningState.SIGNED, signed="getekend 11:24:08")
    view, intents = opened(
        qtbot,
        replace(SIGNING, boxes=(signed,), sealed=SEALED, signer="", can_sign=False, seal_note=()),
    )
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert intents == []
    assert not view._button.isVisible()
    assert not view._boxes.pin.isVisible()
    told = [label.text() for label in view._note.findChildren(type(view._summary))]
    assert told[0].startswith("Verzegeld om 11:24. Aanvullen kan nog")


def test_tab_goes_from_the_checks_to_the_signing(qtbot: QtBot) -> None:
    view, _ = opened(qtbot, SIGNING)
    view._checks.focus()
    stops = []
    for _ in range(5):
        press(qtbot, Qt.Key.Key_Tab)
        stops.append(focused().accessibleName())
    assert stops[:3] == ["Bekijk in het verslag", "Pincode van Rina Vos", "Tekenen en verzegelen"]


def test_a_new_open_check_is_chosen_where_the_chosen_one_was_in_order(qtbot: QtBot) -> None:
    settled = [check for check in CHECKING.checks if check.level is CheckLevel.OK]
    view, intents = opened(qtbot, replace(CHECKING, checks=tuple(settled)))
    view.render(replace(CHECKING, checks=(CHECKING.checks[0], *settled)))
    press(qtbot, Qt.Key.Key_1)
    assert intents == [CheckFixChosen("end/berg", "not-seen")]


def test_who_reads_a_row_in_order_is_not_sent_away_by_what_was_open_before(qtbot: QtBot) -> None:
    view, intents = opened(qtbot, CHECKING)
    for _ in CHECKING.checks:
        press(qtbot, Qt.Key.Key_Down)
    changed = replace(CHECKING.checks[0], detail="Aanwezig sinds 08:50.")
    view.render(replace(CHECKING, checks=(changed, *CHECKING.checks[1:])))
    press(qtbot, Qt.Key.Key_1)
    assert intents == []


def test_choices_stand_for_their_fix_and_escape_brings_the_fixes_back(qtbot: QtBot) -> None:
    broken = ScreenAction("not-delivered:broken", "Techniek werkt niet")
    other = ScreenAction("not-delivered:other", "Anders", asks="Wat precies?")
    fix = ScreenAction("not-delivered", "Niet geleverd", choices=(broken, other))
    check = replace(CHECKING.checks[0], fixes=(ScreenAction("given", "Gegeven"), fix))
    _, intents = opened(qtbot, replace(CHECKING, checks=(check,)))
    press(qtbot, Qt.Key.Key_2)
    press(qtbot, Qt.Key.Key_Escape)
    press(qtbot, Qt.Key.Key_2)
    press(qtbot, Qt.Key.Key_2)
    typed(qtbot, "de stekker past niet")
    press(qtbot, Qt.Key.Key_Return)
    assert intents == [CheckFixChosen("end/berg", "not-delivered:other", "de stekker past niet")]
    press(qtbot, Qt.Key.Key_2)
    press(qtbot, Qt.Key.Key_1)
    assert intents[1:] == [CheckFixChosen("end/berg", "not-delivered:broken")]


def test_several_texts_are_asked_one_after_the_other_and_come_back_as_lines(qtbot: QtBot) -> None:
    fix = ScreenAction(
        "hand-over", "Overgedragen", asks="Aan wie?", also_asks=("Nummer", "Aantal")
    )
    check = replace(CHECKING.checks[0], fixes=(fix,))
    view, intents = opened(qtbot, replace(CHECKING, checks=(check,)))
    press(qtbot, Qt.Key.Key_1)
    typed(qtbot, "S. Lieverse")
    press(qtbot, Qt.Key.Key_Return)
    assert focused().accessibleName() == "Nummer"
    view.render(replace(CHECKING, checks=(replace(check, detail="anders"),)))
    assert focused().accessibleName() == "Nummer"
    press(qtbot, Qt.Key.Key_Return)
    typed(qtbot, "30")
    press(qtbot, Qt.Key.Key_Return)
    assert intents == [CheckFixChosen("end/berg", "hand-over", "S. Lieverse\n\n30")]

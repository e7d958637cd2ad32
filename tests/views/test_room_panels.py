"""What lies around the list: panels, forms, questions, text sizes; all by keyboard."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.screens.room.intents import (
    Act,
    ActChosen,
    DifferenceChosen,
    EnterPressed,
    EscapePressed,
    IrregularityRecorded,
    NoticeChosen,
    PromptAnswered,
    ReasonTyped,
    Selected,
)
from app.screens.room.panel import BirthDate
from app.screens.room.room import ErrorModal, RowScreen
from app.views.parts.fonts import choose, restyle
from app.views.room.room_fields import LineField
from app.views.room.room_radios import Radios
from tests.views import room_day_forms as forms
from tests.views import room_day_start as start
from tests.views.candidate_day import a_day, screen_after
from tests.views.painted_text import painted_by
from tests.views.room_day import screen_03a, screen_03b
from tests.views.room_driver import Key, Mod, Room


@pytest.fixture
def room(qtbot: QtBot) -> Room:
    return Room(qtbot)


def test_shift_shows_the_birth_date_only_while_it_is_held(room: Room) -> None:
    room.show(screen_03a())
    birth = room.view.side.candidate._head.birth
    assert "verborgen" in birth.accessibleName()
    QTest.keyPress(room.focus, Key.Key_Shift)
    assert "14-03-2007" in birth.accessibleName()
    QTest.keyRelease(room.focus, Key.Key_Shift)
    assert "verborgen" in birth.accessibleName()


def test_a_dead_button_has_no_keycap_and_says_what_to_do(room: Room) -> None:
    room.show(start.screen_03e2())
    button = room.view.side.candidate.big
    assert "Enter" not in button.accessibleDescription()
    assert "typ, kies" in button.accessibleDescription()


def test_the_big_button_says_its_words_and_its_key(room: Room) -> None:
    room.show(screen_03a())
    button = room.view.side.candidate.big
    assert (button.text(), button.accessibleDescription()) == ("Aanwezig, ID gezien", "Enter")


def test_an_act_that_is_not_allowed_still_asks_and_so_gets_its_reason(room: Room) -> None:
    room.show(screen_03a())
    buttons = {b.text(): b for b in room.view.side.findChildren(QWidget) if hasattr(b, "text")}
    room.intents.clear()
    buttons["Inleveren"].click()
    assert room.intents == [ActChosen(Act.HAND_IN)]
    assert buttons["Inleveren"].toolTip() == "Dat kan nu niet."


def test_the_reason_of_the_start_is_reached_by_alt_r_and_sent_by_enter(room: Room) -> None:
    room.show(start.screen_03e2())
    assert room.press(Key.Key_R, Mod.AltModifier) == []
    room.type("codes te laat")
    assert room.press(Key.Key_Return) == [ReasonTyped("codes te laat")]


def test_the_start_strip_never_takes_the_focus_by_itself(room: Room) -> None:
    room.show(screen_03b())
    room.view.render(start.screen_03e2())
    assert room.focus is room.view.search.box


def test_the_form_of_a_bijzonderheid_is_filled_in_and_recorded_by_keyboard(room: Room) -> None:
    room.show(forms.screen_f7())
    room.type(" Rustig.")
    intents = room.press(Key.Key_Return, Mod.ControlModifier)
    assert len(intents) == 1
    recorded = intents[0]
    assert isinstance(recorded, IrregularityRecorded)
    assert recorded.saw.endswith("werkt door. Rustig.")
    assert (recorded.form, recorded.kind, recorded.seen_at) == ("form-1", "device", "10:10")
    assert recorded.report is False


def test_what_was_typed_in_a_form_stays_when_the_screen_is_rendered_again(room: Room) -> None:
    room.show(forms.screen_f7())
    room.type(" Rustig.")
    shown = forms.screen_f7()
    room.view.render(replace(shown, panel=replace(shown.panel, error="Kies een soort.")))
    recorded = room.press(Key.Key_Return, Mod.ControlModifier)[0]
    assert isinstance(recorded, IrregularityRecorded)
    assert recorded.saw.endswith("Rustig.")


def test_after_a_form_the_search_box_has_the_focus_again(room: Room) -> None:
    room.show(forms.screen_f7())
    assert room.focus is not room.view.search.box
    room.view.render(screen_03b())
    assert room.focus is room.view.search.box


def test_escape_in_a_form_is_told_and_the_form_stays_until_the_screen_says_so(room: Room) -> None:
    room.show(forms.screen_f7())
    assert room.press(Key.Key_Escape) == [EscapePressed()]
    assert room.view.side.asking


def test_a_difference_is_settled_by_digit_and_enter(room: Room) -> None:
    screen = forms.screen_difference()
    room.show(screen)
    assert room.press(Key.Key_2) == [DifferenceChosen("difference-1", 1)]
    room.view.render(replace(screen, panel=replace(screen.panel, chosen=1)))
    assert room.press(Key.Key_Return) == [DifferenceChosen("difference-1", 1, settle=True)]
    assert room.press(Key.Key_Up) == [DifferenceChosen("difference-1", 0)]


def test_a_question_is_answered_with_its_choice_and_texts(room: Room) -> None:
    room.show(forms.screen_prompt())
    answered = room.press(Key.Key_Return)
    assert answered == [PromptAnswered("away-1", "toilet", (("escort", "M. Bakır"),))]


def test_a_question_is_chosen_by_digit_once_its_choices_have_the_focus(room: Room) -> None:
    room.show(forms.screen_prompt())
    QTest.keyClick(room.focus, Key.Key_Backtab, Mod.ShiftModifier)
    QTest.keyClick(room.focus, Key.Key_2)
    answered = room.press(Key.Key_Return)
    assert [each.choice for each in answered if isinstance(each, PromptAnswered)] == ["unwell"]


def test_when_storing_fails_nothing_else_can_be_done(room: Room) -> None:
    error = ErrorModal("Bewaren lukt niet.", "Noteer vanaf nu op papier en bel 4400.")
    room.show(replace(screen_03b(), error=error))
    assert room.press(Key.Key_F6) == []
    assert room.press(Key.Key_Return) == [NoticeChosen("retry-store")]
    room.view.render(screen_03b())
    assert room.press(Key.Key_F6) == [ActChosen(Act.HAND_IN)]


def test_a_row_is_spoken_in_one_sentence(room: Room) -> None:
    room.show(screen_03a())
    model = room.view.listing.table.rows
    said = model.data(model.index(0, 2), Qt.ItemDataRole.AccessibleTextRole)
    assert said == (
        "Stoel B1, Yusuf Demir, verwacht, eindtijd 11 uur 5, plus 25 procent, Koptelefoon"
    )


def test_the_mouse_leaves_the_focus_in_the_search_box(room: Room) -> None:
    room.show(screen_03a())
    table = room.view.listing.table
    y = table.rowViewportPosition(3) + 5
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(80, y))
    assert room.intents[-1] == Selected("Boer")
    QTest.mouseClick(room.view.side.candidate.big, Qt.MouseButton.LeftButton)
    assert room.intents[-1] == EnterPressed()
    assert room.focus is room.view.search.box


def test_at_200_percent_f8_turns_to_the_panel_and_escape_back_to_the_list(room: Room) -> None:
    choose(dark=False, percent=200)
    room.show(screen_03a())
    view = room.view
    assert view.listing.isVisible()
    assert not view.side.isVisible()
    assert room.press(Key.Key_F8) == []
    assert view.side.isVisible()
    assert not view.listing.isVisible()
    assert room.focus.accessibleName() == "Geboortedatum verborgen"
    assert not view.side.candidate.big.isVisible(), "the bar below has it"
    assert room.press(Key.Key_F8) == []
    assert room.focus is view.search.box, "Enter presses no button that happens to be next"
    room.press(Key.Key_F8)
    QTest.keyClick(view, Key.Key_Escape)
    assert view.listing.isVisible()
    assert room.focus is view.search.box
    assert not room.intents
    for key, held in ((Key.Key_V, Mod.NoModifier), (Key.Key_F, Mod.ControlModifier)):
        room.press(Key.Key_F8)
        assert not view.search.box.isVisible()
        room.press(key, held)
        assert view.search.box.isVisible()
    choose(dark=False, percent=100)


def test_at_200_percent_a_form_takes_the_page_and_gives_it_back(room: Room) -> None:
    choose(dark=False, percent=200)
    room.show(forms.screen_f7())
    assert room.view.side.isVisible()
    field = room.focus
    room.press(Key.Key_F, Mod.ControlModifier)
    assert room.focus is field
    room.view.render(screen_03b())
    assert room.view.listing.isVisible()
    choose(dark=False, percent=100)


@pytest.mark.parametrize("percent", [100, 125, 150, 200])
def test_the_room_fits_its_window_at_every_text_size(room: Room, percent: int) -> None:
    choose(dark=False, percent=percent)
    room.show(start.screen_03e2())
    assert (room.view.width(), room.view.height()) == (1366, 768)
    low = [w for w in (room.view.footer, room.view.bar) if w.isVisible()]
    assert low
    assert all(w.geometry().bottom() < 768 for w in low)
    choose(dark=False, percent=100)


def test_in_a_narrow_window_a_match_tells_its_birth_date_masked(room: Room) -> None:
    screen, table = screen_03a(), room.view.listing.table
    first, *others = screen.listing.rows
    assert isinstance(first, RowScreen)
    first = replace(first, birth=BirthDate("••-••-2007", "14-03-2007"))
    room.show(replace(screen, listing=replace(screen.listing, rows=(first, *others))))

    def place(words: str) -> QPoint | None:
        found = (each.box for each in painted_by(table.viewport()) if each.text.strip() == words)
        return next((box.center().toPoint() for box in found), None)

    assert place("••-••-2007") is None, "the panel beside the rows tells it"
    choose(dark=False, percent=200)
    restyle(room.view)
    assert place("••-••-2007")
    QTest.keyPress(room.focus, Key.Key_Shift)
    assert place("14-03-2007")
    QTest.keyRelease(room.focus, Key.Key_Shift)
    link = place("toon")
    assert link is not None
    assert not place("14-03-2007")
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=link)
    assert place("14-03-2007")
    choose(dark=False, percent=100)


def test_who_allowed_somebody_is_asked_only_where_somebody_did(room: Room) -> None:
    room.show(screen_after(a_day(), ActChosen(Act.ADD_CANDIDATE)))
    asked = [each for each in room.view.findChildren(LineField) if each.isVisible()]
    assert [each.accessibleName() for each in asked][-1] == "Plaats"
    room.view.findChild(Radios).choose(1)
    asked = [each for each in room.view.findChildren(LineField) if each.isVisible()]
    assert [each.accessibleName() for each in asked][-1] == "Door wie"

"""The curtain (01), and what the window remembers of how it looks."""

from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtGui import QCloseEvent, QGuiApplication
from pytestqt.qtbot import QtBot

from app.views.parts.tokens import px
from tests.builders import START, candidate_id
from tests.desktop.shift import (
    ALT,
    CTRL,
    PIN,
    SECOND_PIN,
    Key,
    Stand,
    a_desktop,
    a_hall,
    a_stand,
)


def lifted(stand: Stand, pin: str = PIN) -> None:
    stand.until_focus("PinField")
    stand.type(pin)
    stand.press(Key.Key_Return)


def test_the_curtain_falls_after_three_minutes_of_an_exam_and_a_pin_opens_the_room(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall()
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.hurry()
        stand.enter(card)
        stand.laptop.clock.now = START
        stand.act(Key.Key_F11)
        stand.find(2)
        stand.laptop.clock.step(minutes=2, seconds=59)
        qtbot.wait(60)
        assert stand.front == "room"
        stand.laptop.clock.step(seconds=1)
        stand.until(lambda: stand.front == "curtain")
        assert stand.curtain.subtitle.startswith("3 minuten niets gedaan.")
        lifted(stand)
        stand.until(lambda: stand.front == "room")
        stand.until_focus("SearchBox")
        assert stand.room.listing.selected == candidate_id(2)


def test_without_an_exam_the_curtain_waits_ten_minutes_and_says_so(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall()
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.hurry()
        stand.enter(card)
        stand.press(Key.Key_Escape)
        stand.laptop.clock.step(minutes=9, seconds=59)
        qtbot.wait(60)
        assert stand.front == "room"
        stand.laptop.clock.step(seconds=1)
        stand.until(lambda: stand.front == "curtain")
        assert stand.curtain.subtitle.startswith("10 minuten niets gedaan.")


def test_ctrl_l_locks_and_the_page_of_the_report_comes_back(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall(exams=2, candidates=2)
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card)
        stand.press(Key.Key_2, ALT)
        stand.press(Key.Key_F10)
        stand.until(lambda: stand.front == "closing")
        chosen = stand.page("closing").paper.session.id
        assert chosen == stand.desktop.world.known.papers[1].session.id
        stand.press(Key.Key_L, CTRL)
        stand.until(lambda: stand.front == "curtain")
        assert stand.curtain.subtitle.startswith("Je zette het scherm op slot.")
        lifted(stand)
        stand.until(lambda: stand.front == "closing")
        assert stand.page("closing").paper.session.id == chosen
        stand.press(Key.Key_Escape)
        stand.until(lambda: stand.front == "room")
        stand.press(Key.Key_L, CTRL)
        stand.until(lambda: stand.front == "curtain")
        lifted(stand)
        stand.until(lambda: stand.front == "room")
        assert stand.page("room").ui.session == chosen


def test_after_five_wrong_pins_only_the_day_code_opens(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall()
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card)
        stand.find(3)
        stand.press(Key.Key_L, CTRL)
        stand.until(lambda: stand.front == "curtain")
        for left in (4, 3, 2, 1):
            lifted(stand, "000000")
            stand.until(lambda told=left: str(told) in stand.curtain.pin.error)
        lifted(stand, "000000")
        stand.until(lambda: stand.curtain.pin.locked)
        assert "dagcode" in stand.curtain.pin.error
        stand.until_focus("PushAction")
        stand.press(Key.Key_Return)
        stand.until(lambda: stand.front == "begin")
        stand.sign_on(card, SECOND_PIN)
        stand.until(lambda: stand.front == "room")
        assert stand.room.listing.selected == candidate_id(3)
        stand.press(Key.Key_L, CTRL)
        stand.until(lambda: stand.front == "curtain")
        lifted(stand, PIN)
        stand.until(lambda: stand.curtain.pin.error)
        lifted(stand, SECOND_PIN)
        stand.until(lambda: stand.front == "room")


def test_a_curtain_that_fell_over_a_half_typed_name_keeps_no_pin(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall()
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card)
        stand.press(Key.Key_L, CTRL)
        stand.until_focus("PinField")
        stand.type("123")
        before = stand.events()
        stand.press(Key.Key_Return)
        qtbot.wait(50)
        assert stand.front == "curtain"
        assert stand.events() == before


def test_theme_and_size_are_remembered(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall()
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card)
        usual = px(100)
        stand.press(Key.Key_D, CTRL)
        stand.press(Key.Key_Plus, CTRL)
        assert px(100) > usual
        stand.desktop.window.looks.preferences.sync()
        again = a_desktop(stand.laptop)
        try:
            assert again.window.looks.dark
            assert again.window.looks.percent == 125
            assert px(100) > usual
        finally:
            again.close()
            again.window.deleteLater()
        stand.press(Key.Key_0, CTRL)
        stand.press(Key.Key_D, CTRL)
        assert px(100) == usual
    kept = QSettings(str(stand.laptop.settings.folder / "window.ini"), QSettings.Format.IniFormat)
    assert kept.value("dark") == "false"


def test_looks_that_cannot_be_are_not_taken_over(qtbot: QtBot, tmp_path: Path) -> None:
    school, _ = a_hall()
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.desktop.window.looks.preferences.setValue("percent", "9000")
        again = a_desktop(stand.laptop)
        assert again.window.looks.percent == 100
        again.close()
        again.window.deleteLater()


def test_alt_f4_does_not_end_the_program_during_a_shift(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall()
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card)

        class Asked(QCloseEvent):
            def spontaneous(self) -> bool:
                return True

        asked = Asked()
        stand.desktop.window.closeEvent(asked)
        assert not asked.isAccepted()
        assert stand.front == "curtain"


def test_what_was_copied_is_gone_when_the_curtain_falls(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall()
    clipboard = QGuiApplication.clipboard()
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.hurry()
        stand.enter(card)
        clipboard.setText("Kandidaat, Naam")
        stand.press(Key.Key_L, CTRL)
        stand.until(lambda: stand.front == "curtain")
        assert clipboard.text() == ""

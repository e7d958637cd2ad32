"""The room by keyboard: every key is an intent, nothing is decided here, nothing fires twice."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.screens.room.intents import (
    Act,
    ActChosen,
    EnterPressed,
    EscapePressed,
    FilterChosen,
    FullScreenToggled,
    LockPressed,
    QueryTyped,
    RedoPressed,
    ScanCompleted,
    Selected,
    SessionChosen,
    StartOrEndPressed,
    ThemeToggled,
    UndoPressed,
    Zoom,
    ZoomChanged,
)
from app.screens.room.room import ListScreen, SearchScreen
from tests.views.room_day import rows_at_1011, screen_03a, screen_03b
from tests.views.room_driver import Key, Mod, Room


@pytest.fixture
def room(qtbot: QtBot) -> Room:
    return Room(qtbot)


KEYS: list[tuple[Qt.Key, Qt.KeyboardModifier, object]] = [
    (Key.Key_F1, Mod.NoModifier, ActChosen(Act.HELP)),
    (Key.Key_H, Mod.AltModifier, ActChosen(Act.HELP)),
    (Key.Key_F2, Mod.NoModifier, ActChosen(Act.PRESENT)),
    (Key.Key_A, Mod.AltModifier, ActChosen(Act.PRESENT)),
    (Key.Key_F3, Mod.NoModifier, ActChosen(Act.LATE)),
    (Key.Key_L, Mod.AltModifier, ActChosen(Act.LATE)),
    (Key.Key_F4, Mod.NoModifier, ActChosen(Act.ABSENT)),
    (Key.Key_Z, Mod.AltModifier, ActChosen(Act.ABSENT)),
    (Key.Key_F5, Mod.NoModifier, ActChosen(Act.AWAY_OR_BACK)),
    (Key.Key_W, Mod.AltModifier, ActChosen(Act.AWAY_OR_BACK)),
    (Key.Key_F6, Mod.NoModifier, ActChosen(Act.HAND_IN)),
    (Key.Key_I, Mod.AltModifier, ActChosen(Act.HAND_IN)),
    (Key.Key_F7, Mod.NoModifier, ActChosen(Act.IRREGULARITY)),
    (Key.Key_B, Mod.AltModifier, ActChosen(Act.IRREGULARITY)),
    (Key.Key_F7, Mod.ShiftModifier, ActChosen(Act.SESSION_IRREGULARITY)),
    (Key.Key_F8, Mod.NoModifier, ActChosen(Act.EVERYTHING)),
    (Key.Key_K, Mod.AltModifier, ActChosen(Act.EVERYTHING)),
    (Key.Key_F2, Mod.ShiftModifier, ActChosen(Act.ADD_CANDIDATE)),
    (Key.Key_F3, Mod.ShiftModifier, ActChosen(Act.NOTE_DECISION)),
    (Key.Key_F4, Mod.ShiftModifier, ActChosen(Act.ALL_ABSENT)),
    (Key.Key_F5, Mod.ShiftModifier, ActChosen(Act.LEFT)),
    (Key.Key_F6, Mod.ShiftModifier, ActChosen(Act.ALL_HANDED_IN)),
    (Key.Key_T, Mod.AltModifier, ActChosen(Act.OTHER_TIME)),
    (Key.Key_M, Mod.AltModifier, ActChosen(Act.CHANGE_SEAT)),
    (Key.Key_S, Mod.AltModifier, ActChosen(Act.INVIGILATORS)),
    (Key.Key_F11, Mod.NoModifier, StartOrEndPressed()),
    (Key.Key_E, Mod.AltModifier, StartOrEndPressed()),
    (Key.Key_Z, Mod.ControlModifier, UndoPressed()),
    (Key.Key_Y, Mod.ControlModifier, RedoPressed()),
    (Key.Key_Escape, Mod.NoModifier, EscapePressed()),
    (Key.Key_3, Mod.ControlModifier, FilterChosen(2)),
    (Key.Key_7, Mod.ControlModifier, FilterChosen(6)),
    (Key.Key_2, Mod.AltModifier, SessionChosen(1)),
    (Key.Key_6, Mod.AltModifier, SessionChosen(5)),
    (Key.Key_F9, Mod.NoModifier, ActChosen(Act.CALAMITY)),
    (Key.Key_F10, Mod.NoModifier, ActChosen(Act.CLOSING)),
    (Key.Key_P, Mod.AltModifier, ActChosen(Act.CLOSING)),
    (Key.Key_S, Mod.ControlModifier, ActChosen(Act.STORAGE)),
    (Key.Key_D, Mod.ControlModifier, ThemeToggled()),
    (Key.Key_L, Mod.ControlModifier, LockPressed()),
    (Key.Key_Plus, Mod.ControlModifier, ZoomChanged(Zoom.IN)),
    (Key.Key_Minus, Mod.ControlModifier, ZoomChanged(Zoom.OUT)),
    (Key.Key_0, Mod.ControlModifier, ZoomChanged(Zoom.RESET)),
    (Key.Key_F11, Mod.ControlModifier, FullScreenToggled()),
    (Key.Key_Return, Mod.NoModifier, EnterPressed()),
    (Key.Key_Enter, Mod.KeypadModifier, EnterPressed()),
    (Key.Key_Return, Mod.ShiftModifier, EnterPressed(shift=True)),
]


def test_a_key_is_one_intent_while_the_search_box_has_the_focus(room: Room) -> None:
    for key, held, intent in KEYS:
        room.show(screen_03b())
        assert room.press(key, held) == [intent], (key, held)


def test_the_same_keys_work_from_the_list(room: Room) -> None:
    for key, held, intent in KEYS[:20]:
        room.show(screen_03b())
        room.view.listing.table.setFocus()
        assert room.press(key, held) == [intent], (key, held)


def test_letters_and_digits_are_typing_and_never_acts(room: Room) -> None:
    room.show(screen_03b())
    room.type("de1")
    assert room.intents == [QueryTyped("d"), QueryTyped("de"), QueryTyped("de1")]


def test_typing_while_the_list_has_the_focus_goes_to_the_search_box(room: Room) -> None:
    room.show(screen_03b())
    room.view.listing.table.setFocus()
    room.type("d")
    assert room.intents == [QueryTyped("d")]
    assert room.focus is room.view.search.box


def held_key(room: Room, key: Qt.Key, text: str = "") -> list[object]:
    room.intents.clear()
    event = QKeyEvent(QEvent.Type.KeyPress, key, Mod.NoModifier, text, True, 2)
    QApplication.sendEvent(room.focus, event)
    return room.intents


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_F6, Key.Key_F11, Key.Key_Escape])
def test_a_key_held_down_acts_once(room: Room, key: Qt.Key) -> None:
    room.show(screen_03b())
    assert held_key(room, key, "\r" if key == Key.Key_Return else "") == []


def scanned(room: Room) -> None:
    """Let a scanner type a number and its Enter: 8 ms from key to key."""
    room.type("2041873", gap_ms=8)
    room.hit(Key.Key_Return, "\r", 8)


def test_a_scan_is_reported_whole_and_its_enter_is_not_an_enter(room: Room) -> None:
    room.show(screen_03b())
    scanned(room)
    assert [each for each in room.intents if not isinstance(each, QueryTyped)] == [
        ScanCompleted("2041873")
    ]


def test_the_line_feed_after_a_scans_return_is_not_an_enter_either(room: Room) -> None:
    room.show(screen_03b())
    scanned(room)
    room.hit(Key.Key_J, "\n", 8, Mod.ControlModifier)
    assert EnterPressed() not in room.intents
    assert room.intents.count(ScanCompleted("2041873")) == 1


def test_enter_some_time_after_a_scan_is_the_persons(room: Room) -> None:
    room.show(screen_03b())
    scanned(room)
    room.intents.clear()
    room.hit(Key.Key_Return, "\r", 80)
    assert room.intents == [EnterPressed()]


def test_a_person_who_types_six_digits_and_enter_does_not_scan(room: Room) -> None:
    room.show(screen_03b())
    room.type("204187", gap_ms=45)
    room.intents.clear()
    room.hit(Key.Key_Return, "\r", 45)
    assert room.intents == [EnterPressed()]


def test_arrows_move_to_the_next_candidate_and_over_headings(room: Room) -> None:
    room.show(screen_03a())
    rows = screen_03a().listing.rows
    assert room.press(Key.Key_Down) == [Selected("Özdemir")]
    listing = ListScreen(rows, "Özdemir")
    room.show(replace(screen_03a(), listing=listing))
    assert room.press(Key.Key_Down) == [Selected("Boer")]
    assert room.press(Key.Key_Up) == [Selected("Demir")]


def test_home_and_end_are_the_lists_only_while_the_box_is_empty(room: Room) -> None:
    room.show(screen_03b())
    assert room.press(Key.Key_End) == [Selected("Visser")]
    assert room.press(Key.Key_Home) == [Selected("Abdi")]
    room.show(screen_03a())
    assert room.press(Key.Key_Home) == []


def test_the_selected_row_is_brought_into_sight(room: Room) -> None:
    room.show(replace(screen_03b(), listing=ListScreen(rows_at_1011(), "Visser")))
    table = room.view.listing.table
    at = table.rows.row_of("Visser")
    assert 0 <= table.rowViewportPosition(at) <= table.viewport().height() - table.rowHeight(at)


def test_the_box_follows_the_screen_and_keeps_what_it_already_says(room: Room) -> None:
    room.show(screen_03a())
    assert room.view.search.box.text() == "dem"
    room.show(replace(screen_03a(), search=SearchScreen()))
    assert room.view.search.box.text() == ""


def test_the_same_screen_again_paints_nothing(room: Room) -> None:
    screen = screen_03b()
    room.show(screen)
    painted: list[str] = []

    class Watch(QWidget):
        def eventFilter(self, watched: object, event: QEvent) -> bool:  # noqa: N802 - Qt's name
            if event.type() is QEvent.Type.Paint:
                painted.append(type(watched).__name__)
            return False

    watch = Watch()
    for widget in room.view.findChildren(QWidget):
        widget.installEventFilter(watch)
    room.view.render(replace(screen, band=replace(screen.band, seconds="32")))
    QApplication.processEvents()
    assert set(painted) == {"ClockFace"}

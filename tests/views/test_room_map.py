"""The seat map by keyboard: from seat to seat, the same words as the list, nobody left out."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.screens.room.intents import Act, ActChosen, EnterPressed, QueryTyped, Selected
from app.screens.room.room import RoomScreen, RowScreen
from app.views.room.room_rows import spoken
from app.views.room.room_seats import first_line
from tests.views.room_day_seats import screen_04, screen_04_search, screen_04b
from tests.views.room_driver import Key, Mod, Room

SPOKEN = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def room(qtbot: QtBot) -> Room:
    return Room(qtbot)


def chosen(screen: RoomScreen, who: str) -> RoomScreen:
    assert screen.seat_map is not None
    return replace(screen, seat_map=replace(screen.seat_map, selected=who))


@pytest.mark.parametrize(
    ("key", "who"),
    [
        (Key.Key_Left, "Dijk"),
        (Key.Key_Right, "Fernandes"),
        (Key.Key_Up, "Bakker"),
        (Key.Key_Down, "Jong"),
        (Key.Key_Home, "Abdi"),
        (Key.Key_End, "Visser"),
    ],
)
def test_arrows_go_from_seat_to_seat(room: Room, key: Qt.Key, who: str) -> None:
    room.show(screen_04())
    assert room.press(key) == [Selected(who)]


def test_at_the_end_of_a_row_right_goes_on_in_the_next(room: Room) -> None:
    room.show(chosen(screen_04(), "Çelik"))
    assert room.press(Key.Key_Right) == [Selected("Demir")]


def test_while_a_text_is_typed_left_and_right_are_its_own(room: Room) -> None:
    room.show(screen_04_search())
    assert room.press(Key.Key_Left) == []
    assert room.press(Key.Key_Down) == [Selected("Hussein")]


def test_typing_enter_and_the_function_keys_are_the_same_as_in_the_list(room: Room) -> None:
    room.show(screen_04())
    assert room.press(Key.Key_F6) == [ActChosen(Act.HAND_IN)]
    assert room.press(Key.Key_Return) == [EnterPressed()]
    assert room.press(Key.Key_K, Mod.ControlModifier) == [ActChosen(Act.MAP)]
    room.intents.clear()
    room.type("d")
    assert room.intents == [QueryTyped("d")]


def test_from_those_without_a_seat_down_leads_to_the_seats(room: Room) -> None:
    room.show(chosen(screen_04_search(), "Peters"))
    assert room.press(Key.Key_Down) == [Selected("Abdi")]
    assert room.press(Key.Key_Up) == [Selected("Kaya")]


@pytest.mark.parametrize("make", [screen_04, screen_04_search, screen_04b])
def test_every_candidate_can_be_heard_on_the_map_as_in_the_list(room: Room, make: object) -> None:
    screen = make()  # type: ignore[operator]
    room.show(screen)
    heard = set()
    for table in (room.view.seats.asides, room.view.seats.table):
        model = table.model()
        for line in range(model.rowCount()):
            for column in range(1, model.columnCount()):
                heard.add(model.index(line, column).data(SPOKEN))
    rows = {
        seat.row.candidate: seat.row
        for grid in (screen.seat_map.seats, screen.seat_map.asides)
        for line in grid.lines
        for seat in line.cells
        if seat is not None
    }
    everybody = [row for row in screen.listing.rows if isinstance(row, RowScreen)]
    assert set(rows) == {row.candidate for row in everybody}
    assert heard - {""} == {spoken(row) for row in rows.values()}


def test_a_hall_of_240_stands_on_one_screen(room: Room) -> None:
    room.show(screen_04b())
    table = room.view.seats.table
    assert table.lines_height() <= table.viewport().height()
    assert table.columnViewportPosition(17) + table.columnWidth(17) <= table.viewport().width()


@pytest.mark.parametrize(
    ("surname", "room_for", "first"),
    [
        ("de Boer", 200.0, "de Boer"),
        ("van der Hooghwerff-Schimmelpenninck", 170.0, "van der Hooghwerff-"),
        ("Papadimitrakopoulos", 60.0, "Papadimitrakopoulos"),
    ],
)
def test_a_long_surname_breaks_where_it_may(
    room: Room, surname: str, room_for: float, first: str
) -> None:
    assert surname[: first_line(surname, 16, room_for)] == first

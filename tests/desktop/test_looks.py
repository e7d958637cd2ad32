"""How the room is looked at, by keyboard: list or seat map, the overview of keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.models.values import Status
from app.views.parts.panel import COLUMN, ROW
from app.views.room.room_shape import Shape
from tests.builders import candidate_id
from tests.desktop.shift import ALT, CTRL, PIN, Key, Stand, a_hall, a_stand


@pytest.fixture
def stand(qtbot: QtBot, tmp_path: Path) -> Iterator[Stand]:
    school, card = a_hall()
    with a_stand(qtbot, tmp_path, school) as made:
        made.enter(card)
        yield made


def seat(stand: Stand, number: int, where: str) -> None:
    stand.find(number)
    stand.press(Key.Key_M, ALT)
    stand.until_focus("LineField")
    stand.type(where)
    stand.act(Key.Key_Return)


def test_without_a_single_seat_there_is_no_map_and_that_is_told(stand: Stand) -> None:
    stand.press(Key.Key_K, CTRL)
    stand.until(lambda: stand.room.announcement.startswith("In deze zaal heeft niemand"))
    assert stand.room.seat_map is None
    assert not stand.room.search.has_map


def test_ctrl_k_shows_the_seats_and_arrows_and_enter_work_there(stand: Stand) -> None:
    seat(stand, 1, "A1")
    seat(stand, 2, "A2")
    stand.press(Key.Key_K, CTRL)
    stand.until(lambda: stand.room.seat_map is not None)
    asides = [line.label for line in stand.room.seat_map.asides.lines if line.label]
    assert asides == ["Zonder stoel · 3"]
    stand.press(Key.Key_Left)
    stand.until(lambda: stand.room.seat_map.selected == candidate_id(1))
    stand.act(Key.Key_Return)
    assert stand.status(1) is Status.PRESENT
    stand.press(Key.Key_K, CTRL)
    stand.until(lambda: stand.room.seat_map is None)


def test_a_search_on_the_map_dims_the_others_where_they_sit(stand: Stand) -> None:
    seat(stand, 1, "A1")
    seat(stand, 2, "A2")
    stand.press(Key.Key_K, CTRL)
    stand.find(2)
    everybody = {candidate_id(number) for number in range(1, 6)}
    assert stand.room.seat_map.quiet == everybody - {candidate_id(2)}
    assert stand.room.seat_map.selected == candidate_id(2)


def test_f1_shows_the_keys_over_a_page_and_escape_leads_back_to_it(stand: Stand) -> None:
    stand.press(Key.Key_F1)
    stand.until(lambda: stand.front == "keys")
    stand.press(Key.Key_Escape)
    stand.until(lambda: stand.front == "room")
    stand.until_focus("SearchBox")
    stand.desktop.window.go("today")
    stand.press(Key.Key_H, ALT)
    stand.until(lambda: stand.front == "keys")
    stand.press(Key.Key_F1)
    stand.until(lambda: stand.front == "today")


def test_behind_the_curtain_there_is_no_overview_and_none_after_it(stand: Stand) -> None:
    stand.press(Key.Key_F1)
    stand.until(lambda: stand.front == "keys")
    stand.press(Key.Key_L, CTRL)
    stand.until(lambda: stand.front == "curtain")
    stand.until_focus("PinField")
    stand.press(Key.Key_F1)
    assert stand.front == "curtain"
    stand.type(PIN)
    stand.press(Key.Key_Return)
    stand.until(lambda: stand.front == "room")


def test_f12_shows_the_clock_without_taking_the_focus_and_announces(stand: Stand) -> None:
    stand.press(Key.Key_F12)
    stand.until_focus("LineField")
    clock = stand.page("room").clock
    assert clock.view.isVisible()
    assert not clock.view.isActiveWindow()
    events = stand.events()
    stand.type("We gaan verder om 10:19")
    stand.press(Key.Key_Return)
    stand.until(lambda: clock.view._shown.announcements == ("We gaan verder om 10:19",))
    stand.until_focus("SearchBox")
    assert stand.events() == events  # what the room reads is no act
    stand.press(Key.Key_O, ALT)
    stand.until_focus("LineField")
    stand.press(Key.Key_Tab)
    stand.press(Key.Key_2)
    stand.press(Key.Key_Return)
    stand.until(lambda: clock.view._shown.announcements == ())


def test_the_clock_goes_on_behind_the_curtain_and_closes_with_the_window(stand: Stand) -> None:
    stand.press(Key.Key_F12)
    stand.until_focus("LineField")
    stand.press(Key.Key_Escape)
    stand.until_focus("SearchBox")
    clock = stand.page("room").clock
    stand.press(Key.Key_L, CTRL)
    stand.until(lambda: stand.front == "curtain")
    assert clock.view.isVisible()
    before = clock.view._shown.clock
    stand.laptop.clock.step(minutes=3)
    stand.until(lambda: clock.view._shown.clock != before)
    stand.desktop.close()
    assert clock.view is None


def test_ctrl_plus_lays_the_room_out_anew_at_every_size(stand: Stand) -> None:
    view = stand.page("room").view
    shapes = []
    for _ in range(3):
        stand.press(Key.Key_Plus, CTRL)
        shapes.append(view._shape)
    assert shapes == [Shape.PAGES, Shape.PAGES, Shape.NARROW]
    assert view.search.box.font().pixelSize() == 36
    stand.press(Key.Key_T, CTRL)
    stand.until(lambda: stand.front == "today")
    today = stand.page("today").view
    assert today._panes.box.direction() is COLUMN
    stand.press(Key.Key_0, CTRL)
    assert today._panes.box.direction() is ROW
    assert view._shape is Shape.PANES

"""Where the window was comes back after a crash: the page, the map, and what candidates read."""

import json
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.desktop.place import Looks, Place, place_text, read_place
from app.models.fold import part_scope
from app.models.plan import ExtrasAdded
from tests.builders import ROOM, SESSION, candidate_id
from tests.desktop.shift import CTRL, Key, a_hall, a_stand
from tests.services.school import a_laptop

TOLD = Looks(notices=("x",))
WHOLE = Place("room", SESSION, candidate_id(2), Looks(True, True, ("We gaan verder om 10:19.",)))


def test_a_place_is_read_as_it_was_kept():
    assert read_place(place_text(WHOLE)) == WHOLE


@pytest.mark.parametrize(
    ("kept", "place"),
    [
        ('{"page":"room","session":"s1","selected":""}', Place("room", "s1")),
        ('{"page":"room","looks":7}', Place("room")),
        (
            '{"page":"room","looks":{"notices":[7,"x"]}}',
            Place("room", looks=Looks(notices=("x",))),
        ),
        ('{"page":"nowhere"}', Place()),
        ("{", Place()),
    ],
)
def test_what_is_old_or_damaged_is_read_as_far_as_it_goes(kept: str, place: Place):
    assert read_place(kept) == place


def test_three_long_announcements_fit():
    place = Place("room", "s" * 80, "c" * 80, Looks(notices=("\u2603" * 120,) * 3))
    assert read_place(place_text(place)) == place
    assert json.loads(place_text(place))["looks"]["clock_on"] is False


def test_map_and_clock_with_its_announcement_come_back_after_a_restart(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall()
    scope = part_scope(SESSION, ROOM)
    school.plan(ExtrasAdded(seat="A1"), candidate_id(1), scope=scope)
    laptop = a_laptop(tmp_path, school)
    with a_stand(qtbot, tmp_path, school, laptop) as stand:
        stand.enter(card)
        stand.press(Key.Key_F12)
        stand.until_focus("LineField")
        stand.type("We gaan verder om 10:19.")
        stand.press(Key.Key_Return)
        stand.until_focus("SearchBox")
        stand.press(Key.Key_K, CTRL)
        stand.until(lambda: stand.page("room").ui.is_map)
        stand.work.place().result()
    with a_stand(qtbot, tmp_path, school, laptop) as stand:
        stand.show()
        stand.sign_on(card)
        stand.until(lambda: stand.front == "room")
        room = stand.page("room")
        assert room.ui.is_map
        stand.until(lambda: room.clock.view is not None)
        assert room.clock.view._shown.announcements == ("We gaan verder om 10:19.",)


def test_f12_on_today_shows_the_clock_and_takes_it_away(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall()
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.show()
        stand.sign_on(card)
        stand.until(lambda: stand.front == "today")
        clock = stand.page("room").clock
        stand.press(Key.Key_F12)
        stand.until(lambda: clock.view is not None)
        stand.until(lambda: stand.page("today").view._shown.details.checks[-1].ready)
        assert stand.front == "today"
        stand.press(Key.Key_F12)
        stand.until(lambda: clock.view is None)


def test_ctrl_k_on_today_opens_the_seat_map(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall()
    scope = part_scope(SESSION, ROOM)
    school.plan(ExtrasAdded(seat="A1"), candidate_id(1), scope=scope)
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.show()
        stand.sign_on(card)
        stand.until(lambda: stand.front == "today")
        stand.press(Key.Key_K, CTRL)
        stand.until(lambda: stand.front == "room")
        assert stand.page("room").ui.is_map
        stand.press(Key.Key_T, CTRL)
        stand.until(lambda: stand.front == "today")


def test_a_restart_on_today_comes_back_there_with_the_room_behind_it_as_it_was(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall()
    laptop = a_laptop(tmp_path, school)
    with a_stand(qtbot, tmp_path, school, laptop) as stand:
        stand.enter(card)
        stand.find(3)
        stand.press(Key.Key_Escape)
        stand.desktop.window.go("today")
        stand.until(lambda: read_place(stand.work.place().result()).page == "today")
    with a_stand(qtbot, tmp_path, school, laptop) as stand:
        stand.show()
        stand.sign_on(card)
        assert stand.front == "today"
        stand.press(Key.Key_Return)
        stand.until(lambda: stand.front == "room")
        assert stand.room.listing.selected == candidate_id(3)

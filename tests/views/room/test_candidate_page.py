"""A candidate's page and the own record: by keyboard, at every text size, nothing cut off."""

import itertools
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.screens.room import intents as i
from app.screens.room.provision_intents import OutcomePicked
from app.screens.room.room import RoomScreen
from app.views.parts.fonts import choose
from app.views.room.candidate_record import STEP_LEAST
from app.views.room.candidate_timeline import TimelineItem
from tests.views.candidate_day import EVERYTHING, LONGEST, a_day, screen_after
from tests.views.room_driver import Key, Mod, Room

ADDING = i.ActChosen(i.Act.ADD_CANDIDATE)
PROVISIONS, DELIVERED = i.ActChosen(i.Act.PROVISIONS), OutcomePicked("TTS", "not-delivered")
REVIEW = i.ActChosen(i.Act.REVIEW)
SCREENS: dict[str, Callable[[], RoomScreen]] = {
    "page": lambda: screen_after(a_day(), EVERYTHING),
    "longest name": lambda: screen_after(a_day(), EVERYTHING, selected=LONGEST),
    "provisions": lambda: screen_after(a_day(), EVERYTHING, PROVISIONS, DELIVERED),
    "decision": lambda: screen_after(a_day(), EVERYTHING, i.ActChosen(i.Act.NOTE_DECISION)),
    "identity": lambda: screen_after(a_day(), EVERYTHING, i.ActChosen(i.Act.IDENTITY)),
    "away": lambda: screen_after(a_day(), i.ActChosen(i.Act.AWAY_OR_BACK)),
    "adding": lambda: screen_after(a_day(), ADDING),
    "own record": lambda: screen_after(a_day({"candidate_signs": True}), REVIEW),
}


@pytest.fixture
def room(qtbot: QtBot) -> Iterator[Room]:
    yield Room(qtbot)
    choose(dark=False, percent=100)


def test_arrows_go_through_the_timeline_and_enter_chooses_an_act(room: Room) -> None:
    room.show(SCREENS["page"]())
    items = [item for item in room.view.side.findChildren(TimelineItem) if item.isEnabled()]
    items[0].setFocus()
    room.press(Key.Key_Down)
    assert room.focus is items[1]
    room.press(Key.Key_Up)
    room.press(Key.Key_Up)
    assert room.focus is items[0]
    assert room.press(Key.Key_Return) == [i.NoticeChosen(f"act|{items[0].row.leaf}")]


def test_a_struck_act_is_said_to_be_struck_with_its_reason(room: Room) -> None:
    room.show(SCREENS["page"]())
    items = room.view.side.findChildren(TimelineItem)
    struck = [item for item in items if "doorgestreept" in item.accessibleName()]
    assert len(struck) == 2
    assert "klok verkeerd gelezen" in struck[0].accessibleDescription()


def test_escape_is_told_and_typing_searches_nobody_while_the_page_is_open(room: Room) -> None:
    room.show(SCREENS["page"]())
    assert room.press(Key.Key_Escape) == [i.EscapePressed()]
    room.intents.clear()
    room.type("abdi")
    assert room.intents == []


def test_a_name_is_drawn_as_points_and_can_be_drawn_anew(room: Room) -> None:
    room.show(SCREENS["own record"]())
    view = room.view.side._record
    field = view._signature
    QTest.mousePress(field, Qt.MouseButton.LeftButton, pos=QPoint(20, 60))
    for x in range(30, 120, 30):
        QTest.mouseMove(field, QPoint(x, 60 + x // 3))
    QTest.mouseRelease(field, Qt.MouseButton.LeftButton, pos=QPoint(120, 100))
    points = [tuple(map(int, pair.split(","))) for pair in field.strokes().split(";")]
    assert len(points) >= 3
    assert all(0 <= number <= 999 for point in points for number in point)
    steps = itertools.pairwise(points)
    assert all(abs(a[0] - b[0]) + abs(a[1] - b[1]) >= STEP_LEAST for a, b in steps)
    room.press(Key.Key_1)
    told = room.press(Key.Key_Return, Mod.ControlModifier)
    assert isinstance(told[-1], i.RecordShown)
    assert (told[-1].outcome, told[-1].strokes) == ("agreed", field.strokes())
    view._wipe.click()
    assert field.strokes() == ""


def test_nothing_of_others_is_on_screen_while_a_candidate_reads(room: Room) -> None:
    room.show(SCREENS["own record"]())
    assert not room.view.listing.isVisible()
    assert not room.view.footer.isVisible()
    room.view.render(SCREENS["page"]())
    assert room.view.listing.isVisible()
    assert room.view.footer.isVisible()

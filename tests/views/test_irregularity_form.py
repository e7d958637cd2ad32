"""The form of a bijzonderheid at 200%: what has the focus is in sight, the button always is."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.models import commands as c
from app.screens.room.laptop_status import LaptopStatus
from app.screens.room.room_content import content_of
from app.screens.room.room_rows import RowBook
from app.screens.room.room_screen import room_screen
from app.screens.room.room_ui import Mode, RoomUi
from app.views.parts.fonts import choose
from tests.screens.room.test_irregularities import NOW, ONE, a_room, paper
from tests.views.room_driver import Key, Room


def is_in_sight(area: QScrollArea, held: QWidget) -> bool:
    place = QRect(held.mapTo(area.viewport(), QPoint(0, 0)), held.size())
    return area.viewport().rect().contains(place)


def test_every_field_that_tab_comes_to_is_whole_in_sight(qtbot: QtBot) -> None:
    play = a_room({"id": "x", "kind": "central"})
    note = c.NoteIrregularity("s1", ONE, "device", "Op tafel", item_taken="telefoon", bag="3")
    play.do(note)
    content = content_of((paper(play),))
    ui = RoomUi(NOW, selected=ONE, mode=Mode.IRREGULARITY, form_at=NOW, form_kind="device")
    room = Room(qtbot)
    try:
        choose(dark=False, percent=200)
        room.show(room_screen(content, ui, LaptopStatus("EX-07", NOW), RowBook()))
        form = room.view.side._form
        seen = set()
        for _ in range(24):
            held = room.focus
            if form._body.isAncestorOf(held):
                qtbot.waitUntil(lambda held=held: is_in_sight(form._area, held))
                seen.add(held.accessibleName())
            assert form._record.visibleRegion().boundingRect().height() == form._record.height()
            room.press(Key.Key_Tab)
            QApplication.processEvents()
        assert {"Aan wie?", "Wat zag je?", "Wat heb je gedaan?"} <= seen
    finally:
        choose(dark=False, percent=100)


def test_back_at_what_was_seen_the_kinds_above_it_and_the_tick_below_are_in_sight(
    qtbot: QtBot,
) -> None:
    play = a_room()
    content = content_of((paper(play),))
    ui = RoomUi(NOW, selected=ONE, mode=Mode.IRREGULARITY, form_at=NOW, form_kind="device")
    room = Room(qtbot)
    room.show(room_screen(content, ui, LaptopStatus("EX-07", NOW), RowBook()))
    form = room.view.side._form
    form._extras["measures"].field.setFocus()
    qtbot.waitUntil(lambda: form._area.verticalScrollBar().value() > 0)
    form._fields["saw"].field.setFocus()
    qtbot.waitUntil(lambda: is_in_sight(form._area, form._choices))
    assert form._tick.visibleRegion().boundingRect().height() == form._tick.height()

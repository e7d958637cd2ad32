"""The battery in the bar: as the system tells it; unknown stays unshown."""

from dataclasses import replace
from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.desktop.shift import a_hall, a_stand


def test_the_bar_shows_the_charge_once_it_is_known(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall()
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card)
        assert stand.room.top.battery == ""
        for percent, shown, is_low in ((82, "82%", False), (18, "18%", True), (None, "", False)):
            stand.desktop.parts = replace(stand.desktop.parts, battery=lambda told=percent: told)
            stand.desktop.feel_battery()
            stand.until(lambda told=shown: stand.room.top.battery == told)
            assert stand.room.top.battery_low is is_low

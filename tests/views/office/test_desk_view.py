"""The desk by keyboard: arrows choose, Enter goes on, only Ctrl Enter records."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.screens.office import desk_intents as i
from app.screens.room.wording import Notice, Tone
from app.views.office.desk import DeskView
from app.views.parts.fonts import choose, load_fonts
from app.views.parts.plain_field import PlainField
from app.views.parts.tick import Tick
from app.views.parts.tokens import colour
from tests.views.desk_day import DESK

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def _plain_looks(qapp: QApplication) -> None:
    load_fonts()
    choose(dark=False, percent=100)


@pytest.fixture
def view(qtbot: QtBot) -> DeskView:
    made = DeskView()
    qtbot.addWidget(made)
    made.render(DESK)
    made.resize(1366, 720)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.search.setFocus()
    return made


def asked(view: DeskView) -> list[object]:
    found: list[object] = []
    view.intent.connect(found.append)
    return found


def field(view: DeskView, name: str) -> PlainField:
    found = view.panel.fields[name]
    assert isinstance(found, PlainField)
    return found


def test_arrows_choose_and_enter_goes_to_the_form(view: DeskView) -> None:
    found = asked(view)
    QTest.keyClick(view.search, Qt.Key.Key_Down)
    assert found == [i.DeskChosen(step=1)]
    QTest.keyClick(view.search, Qt.Key.Key_Return)
    assert isinstance(QApplication.focusWidget(), Tick)


def test_a_list_with_the_focus_shows_it_around_the_chosen_row(view: DeskView) -> None:
    rows = view.table.viewport()
    unheld = rows.grab().toImage()
    view.table.setFocus()
    QApplication.processEvents()
    held = rows.grab().toImage()
    edge = (held.width() // 2, view.table.rowViewportPosition(0) + 1)
    assert held.pixelColor(*edge) == colour("now")
    assert unheld.pixelColor(*edge) != colour("now")


def test_only_ctrl_enter_records(view: DeskView) -> None:
    found = asked(view)
    made = field(view, "made")
    made.setFocus()
    QTest.keyClick(made, Qt.Key.Key_Return)
    assert found == []
    assert QApplication.focusWidget() is field(view, "unused")
    QTest.keyClick(field(view, "unused"), Qt.Key.Key_Return, CTRL)
    (told,) = found
    assert isinstance(told, i.DeskSubmitted)
    assert (told.value("made"), told.value("unused"), told.is_ticked("seal")) == ("25", "5", False)


def test_the_sum_is_told_while_it_is_typed(view: DeskView) -> None:
    assert "30 van 30" in view.panel._balance.text()
    field(view, "unused").setText("4")
    assert "29 van 30" in view.panel._balance.text()
    assert "tel nog eens" in view.panel._balance.text()


def test_what_was_filled_in_stays_when_something_is_missing(view: DeskView) -> None:
    field(view, "staff").setText("")
    field(view, "unused").setText("4")
    told = Notice(Tone.WARNING, "Vul beide parafen in.", "Er is niets vastgelegd.")
    view.render(replace(DESK, notices=(told,)))
    assert (field(view, "unused").text(), field(view, "staff").text()) == ("4", "")


def test_keys_of_the_desk(view: DeskView) -> None:
    found = asked(view)
    QTest.keyClick(view.search, Qt.Key.Key_P, CTRL)
    QTest.keyClick(view.search, Qt.Key.Key_Z, CTRL)
    QTest.keyClicks(view.search, "Jo")
    QTest.keyClick(view.search, Qt.Key.Key_N, CTRL)
    assert found == [
        i.DeskPrinted(),
        i.DeskUndone(),
        i.DeskSearched("J"),
        i.DeskSearched("Jo"),
        i.ReserveAsked("Jo"),
    ]

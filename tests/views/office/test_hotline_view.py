"""The issue log by keyboard: everything is typed in one box, every button has its key."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.screens.office import intents as i
from app.screens.office.hotline_ui import NewIssueForm
from app.views.office.hotline import HotlineView
from app.views.parts.fonts import choose, load_fonts
from tests.views.hotline_day import HOTLINE

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture(autouse=True)
def _plain_looks(qapp: QApplication) -> None:
    load_fonts()
    choose(dark=False, percent=100)


@pytest.fixture
def view(qtbot: QtBot) -> HotlineView:
    made = HotlineView()
    qtbot.addWidget(made)
    made.render(HOTLINE)
    made.resize(1366, 720)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.typed.setFocus()
    return made


def asked(view: HotlineView) -> list[object]:
    found: list[object] = []
    view.intent.connect(found.append)
    return found


def test_what_is_typed_is_added_and_the_box_is_empty_again(view: HotlineView) -> None:
    found = asked(view)
    QTest.keyClicks(view.typed, "ICT gebeld")
    QTest.keyClick(view.typed, Qt.Key.Key_Return, CTRL)
    assert found == [i.TextSubmitted("ICT gebeld")]
    assert view.typed.text() == ""


def test_enter_without_words_takes_the_issue_up(view: HotlineView) -> None:
    found = asked(view)
    QTest.keyClick(view.typed, Qt.Key.Key_Return)
    assert found == [i.IssueActed("take")]


def test_arrows_choose_another_issue(view: HotlineView) -> None:
    found = asked(view)
    QTest.keyClick(view.typed, Qt.Key.Key_Down)
    QTest.keyClick(view.typed, Qt.Key.Key_Up)
    assert found == [i.IssueChosen(step=1), i.IssueChosen(step=-1)]


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (Qt.Key.Key_W, "await"),
        (Qt.Key.Key_O, "solve"),
        (Qt.Key.Key_B, "call"),
        (Qt.Key.Key_Z, "heard"),
        (Qt.Key.Key_R, "message"),
        (Qt.Key.Key_D, "hand-over"),
    ],
)
def test_every_button_has_its_key_and_takes_the_words_along(
    view: HotlineView, key: Qt.Key, name: str
) -> None:
    found = asked(view)
    QTest.keyClicks(view.typed, "tekst")
    QTest.keyClick(view.typed, key, ALT)
    assert found == [i.IssueActed(name, "tekst")]


def test_the_decision_is_recorded_with_what_stands_in_its_fields(view: HotlineView) -> None:
    found = asked(view)
    QTest.keyClick(view.typed, Qt.Key.Key_A, ALT)
    assert found == [
        i.DecisionTold(
            True,
            "7",
            "S. Lieverse",
            "de examencommissie",
            "M-07, tijd terug tot 30 min",
            "einde van deze zitting",
        )
    ]


def test_minutes_that_were_changed_by_hand_stay_when_the_page_is_told_anew(
    view: HotlineView,
) -> None:
    field = view.decision.findChildren(type(view.typed).__mro__[1])[0]
    field.setText("12")
    assert HOTLINE.decision is not None
    view.render(replace(HOTLINE, decision=replace(HOTLINE.decision, minutes="8")))
    assert field.text() == "12"


def test_words_stay_as_long_as_it_is_the_same_issue(view: HotlineView) -> None:
    QTest.keyClicks(view.typed, "half")
    view.render(replace(HOTLINE, foot=("10:22", "iets")))
    assert view.typed.text() == "half"
    view.render(replace(HOTLINE, selected="7"))
    assert view.typed.text() == ""


def test_a_call_that_comes_in_is_told_by_keyboard(view: HotlineView) -> None:
    found = asked(view)
    QTest.keyClick(view.typed, Qt.Key.Key_N, CTRL)
    assert found == [i.NewIssueAsked()]
    form = NewIssueForm((("r1", "A0.02"), ("r2", "B1.14")), "H-0609-10")
    view.render(replace(HOTLINE, new=form))
    assert view.new.what.hasFocus()
    QTest.keyClicks(view.new.what, "Geen ID")
    QTest.keyClick(view.new.what, Qt.Key.Key_Tab)
    room = QApplication.focusWidget()
    assert room is not None
    QTest.keyClicks(room, "b1")
    QTest.keyClick(room, Qt.Key.Key_Return)
    assert found[-1] == i.NewIssueTold("Geen ID", "", "r2", "")
    QTest.keyClick(room, Qt.Key.Key_Escape)
    assert found[-1] == i.WritingLeft()

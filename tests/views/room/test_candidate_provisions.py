"""The section of provisions by keyboard: arrows look, digits press, Ctrl Enter records."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.screens.room.candidate_provisions import ProvisionsScreen
from app.screens.room.intents import Act, ActChosen, EscapePressed
from app.screens.room.provision_forms import ProvisionUi
from app.screens.room.provision_intents import (
    OutcomePicked,
    ProvisionAct,
    ProvisionActChosen,
    ProvisionFormSent,
    ProvisionPicked,
)
from app.views.parts.fonts import choose, load_fonts
from app.views.parts.pick import Pick
from app.views.room.candidate_provisions import CandidateProvisionsView
from tests.views import room_day_provisions as day
from tests.views.by_keyboard import CTRL, focused, press, shown, typed
from tests.views.room_day import screen_03b
from tests.views.room_driver import Key, Mod, Room

WHY = ProvisionUi(chosen="DOS", outcome="not-delivered", form=1)


@pytest.fixture(autouse=True)
def plain_looks(qapp: QApplication) -> Iterator[None]:
    load_fonts()
    choose(dark=False, percent=100)
    yield
    choose(dark=False, percent=100)


def opened(qtbot: QtBot, screen: ProvisionsScreen) -> tuple[CandidateProvisionsView, list[object]]:
    view = CandidateProvisionsView()
    view.show_section(screen)
    intents = shown(qtbot, view)
    view.take_focus()
    return view, intents


def test_the_provision_that_is_asked_for_has_the_focus_and_says_all_of_itself(
    qtbot: QtBot,
) -> None:
    opened(qtbot, day.provisions())
    assert isinstance(focused(), Pick)
    assert focused().accessibleName() == (
        "Ondertitelde fragmenten, nog geen uitkomst, De juiste variant is gekozen."
    )


@pytest.mark.parametrize(
    ("key", "outcome"),
    [
        (Qt.Key.Key_1, "given"),
        (Qt.Key.Key_2, "offered-not-used"),
        (Qt.Key.Key_5, "not-delivered"),
    ],
)
def test_a_digit_presses_an_outcome(qtbot: QtBot, key: Qt.Key, outcome: str) -> None:
    _, intents = opened(qtbot, day.provisions())
    press(qtbot, key)
    assert intents == [OutcomePicked("DOS", outcome)]


def test_a_digit_ends_a_rest_break_and_asks_what_was_requested(qtbot: QtBot) -> None:
    _, intents = opened(qtbot, day.provisions())
    press(qtbot, Qt.Key.Key_8)
    press(qtbot, Qt.Key.Key_9)
    assert intents == [
        ProvisionActChosen("DOS", ProvisionAct.REST_END),
        ProvisionActChosen("DOS", ProvisionAct.REQUEST),
    ]


def test_arrows_look_at_the_next_one_and_tab_reaches_every_button(qtbot: QtBot) -> None:
    _, intents = opened(qtbot, day.provisions())
    press(qtbot, Qt.Key.Key_Down)
    assert intents == [ProvisionPicked("STOP")]
    names = set()
    for _ in range(20):
        press(qtbot, Qt.Key.Key_Tab)
        names.add(focused().accessibleName())
    assert {"Gegeven", "Niet geleverd", "Pauze voorbij", "Gevraagd op de dag"} <= names


def test_a_form_that_opens_takes_the_focus_and_is_recorded_by_ctrl_enter(qtbot: QtBot) -> None:
    view, intents = opened(qtbot, day.provisions())
    view.show_section(day.provisions(WHY))
    press(qtbot, Qt.Key.Key_2)
    press(qtbot, Qt.Key.Key_Tab)
    while focused().accessibleName() != "Wat precies? (mag leeg)":
        press(qtbot, Qt.Key.Key_Tab)
    typed(qtbot, "1 kabel stuk")
    press(qtbot, Qt.Key.Key_Return, CTRL)
    (sent,) = intents
    assert isinstance(sent, ProvisionFormSent)
    assert dict(sent.choices) == {"reason": "broken"}
    assert dict(sent.texts)["remark"] == "1 kabel stuk"


def test_what_was_typed_stays_when_the_form_says_what_is_wrong(qtbot: QtBot) -> None:
    view, intents = opened(qtbot, day.provisions(WHY))
    press(qtbot, Qt.Key.Key_3)
    view.show_section(day.provisions(WHY, error="Typ een tijd als 10:47."))
    press(qtbot, Qt.Key.Key_Return, CTRL)
    (sent,) = intents
    assert isinstance(sent, ProvisionFormSent)
    assert dict(sent.choices) == {"reason": "no-place-or-person"}


def test_escape_closes_a_form_and_then_the_section(qtbot: QtBot) -> None:
    room = Room(qtbot).show(day.screen_not_delivered())
    assert room.press(Key.Key_Escape) == [ProvisionActChosen("DOS", ProvisionAct.BACK)]
    room.show(day.screen_provisions())
    assert room.press(Key.Key_Escape) == [EscapePressed()]
    room.view.render(screen_03b())
    assert room.focus is room.view.search.box


@pytest.mark.parametrize(
    ("key", "held"), [(Key.Key_F8, Mod.ShiftModifier), (Key.Key_X, Mod.AltModifier)]
)
def test_the_room_asks_for_the_section(qtbot: QtBot, key: Qt.Key, held: Mod) -> None:
    room = Room(qtbot).show(screen_03b())
    assert room.press(key, held) == [ActChosen(Act.PROVISIONS)]


def test_enter_in_the_section_is_not_the_enter_of_the_list(qtbot: QtBot) -> None:
    room = Room(qtbot).show(day.screen_provisions())
    assert room.press(Key.Key_Return) in ([], [ProvisionPicked("DOS")])


@pytest.mark.parametrize("percent", [100, 125, 150, 200])
@pytest.mark.parametrize("ui", [ProvisionUi(), WHY, ProvisionUi(asks=True, form=3)])
def test_nothing_sticks_out_of_the_column_of_the_page(
    qtbot: QtBot, percent: int, ui: ProvisionUi
) -> None:
    choose(dark=percent == 150, percent=percent)
    view, _ = opened(qtbot, day.provisions(ui))
    view.resize(277 * percent // 100, 900 * percent // 100)
    QApplication.processEvents()
    assert view.width() == 277 * percent // 100
    assert [
        label.text()
        for label in view.findChildren(QLabel)
        if label.isVisible() and label.geometry().right() > label.parentWidget().width()
    ] == []

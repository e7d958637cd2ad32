"""The page of reports by keyboard: figures, what one rests on, and every paper by its key."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.screens.office import report_intents as r
from app.screens.office.report_ui import ReportScreen
from app.views.office.report import ReportView
from app.views.parts.fonts import choose, load_fonts
from tests.views.span_day import SPAN, TEAM, TRACED

Key, ALT, CTRL = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
Show = Callable[[ReportScreen], tuple[ReportView, list[object]]]


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    load_fonts()
    choose(dark=False, percent=100)

    def shown(screen: ReportScreen) -> tuple[ReportView, list[object]]:
        view = ReportView()
        qtbot.addWidget(view)
        view.resize(1366, 720)
        view.render(screen)
        view.show()
        view.activateWindow()
        qtbot.waitUntil(view.isActiveWindow)
        view.setFocus()
        found: list[object] = []
        view.intent.connect(found.append)
        return view, found

    return shown


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


def test_arrows_go_from_figure_to_figure_over_headings_and_enter_opens_one(show: Show) -> None:
    _, found = show(SPAN)
    press(Key.Key_Down)
    press(Key.Key_Up)
    press(Key.Key_Home)
    press(Key.Key_Return)
    assert found == [
        r.LineMoved("late"), r.LineMoved("unreleased"), r.LineMoved("seal"), r.TraceAsked(),
    ]  # fmt: skip


def test_arrows_go_through_what_a_figure_rests_on_and_esc_leads_back(show: Show) -> None:
    view, found = show(TRACED)
    assert QApplication.focusWidget() is view.traces
    press(Key.Key_Down)
    press(Key.Key_End)
    press(Key.Key_Escape)
    assert found == [r.LineMoved("2"), r.LineMoved("9"), r.LeftBack()]


def test_what_a_share_is_a_share_of_stands_under_a_heading_of_its_own() -> None:
    assert TRACED.traces is not None
    headings = [each.cells[0] for each in TRACED.traces if each.is_heading]
    assert headings == ["Telt: 4", "Van: 5 verwacht bij gestarte zittingen"]
    assert dict(TRACED.act)["Gebeurtenis"] == " ".join(["d640232c"] * 8)


def test_a_team_is_chosen_from_those_that_occur(show: Show) -> None:
    view, found = show(SPAN)
    press(Key.Key_T, ALT)
    menu = view.findChild(QMenu)
    assert menu is not None
    assert [each.text() for each in menu.actions()] == ["Alle", TEAM]
    assert [each.isChecked() for each in menu.actions()] == [False, True]
    for key in (Key.Key_Up, Key.Key_Return):
        QTest.keyClick(menu, key)
    assert found == [r.Narrowed("team", "")]


@pytest.mark.parametrize(
    ("key", "modifier", "intent"),
    [
        (Key.Key_P, CTRL, r.PaperAsked("paper")),
        (Key.Key_X, ALT, r.PaperAsked("book")),
        (Key.Key_C, ALT, r.PaperAsked("csv")),
        (Key.Key_1, ALT, r.PaperAsked("weekly")),
        (Key.Key_2, ALT, r.PaperAsked("chain")),
        (Key.Key_3, ALT, r.PaperAsked("board")),
        (Key.Key_4, ALT, r.PaperAsked("sources")),
        (Key.Key_5, ALT, r.PaperAsked("lists")),
        (Key.Key_Return, CTRL, r.FiguresWanted()),
        (Key.Key_Left, ALT, r.SpanMoved(-1)),
        (Key.Key_Right, ALT, r.SpanMoved(1)),
    ],
)
def test_everything_that_can_be_made_has_a_key(
    show: Show, key: Qt.Key, modifier: Qt.KeyboardModifier, intent: object
) -> None:
    _, found = show(SPAN)
    press(key, modifier)
    assert found == [intent]

"""The board by keyboard: typing searches, arrows choose, Enter opens, Esc leads back."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.screens.office import intents as i
from app.screens.office.board_ui import DetailGroup, RoomDetail
from app.screens.room.wording import Notice, ScreenAction, Tone, line
from app.views.office.board import BoardView, FigureRow
from app.views.office.board_rows import Column, column_widths
from app.views.office.office_bar import OfficeBar, TabButton
from app.views.parts.fonts import choose, load_fonts
from tests.views.board_day import BAR, BOARD, ROWS


@pytest.fixture(autouse=True)
def _plain_looks(qapp: QApplication) -> None:
    load_fonts()
    choose(dark=False, percent=100)


@pytest.fixture
def view(qtbot: QtBot) -> BoardView:
    made = BoardView()
    qtbot.addWidget(made)
    made.render(BOARD)
    made.resize(1366, 720)
    made.show()
    qtbot.waitUntil(made.isVisible)
    made.search.setFocus()
    return made


def asked(view: BoardView) -> list[object]:
    found: list[object] = []
    view.intent.connect(found.append)
    return found


def test_typing_searches_at_once(view: BoardView) -> None:
    found = asked(view)
    QTest.keyClicks(view.search, "b1")
    assert found == [i.QueryTyped("b"), i.QueryTyped("b1")]


def test_arrows_choose_the_next_room_and_enter_opens_it(view: BoardView) -> None:
    found = asked(view)
    QTest.keyClick(view.search, Qt.Key.Key_Down)
    QTest.keyClick(view.search, Qt.Key.Key_Return)
    assert found == [i.RoomChosen("B1.18"), i.RoomOpened()]


def test_at_the_end_of_the_list_the_choice_stays(view: BoardView) -> None:
    view.render(replace(BOARD, selected=ROWS[-1].room))
    found = asked(view)
    QTest.keyClick(view.search, Qt.Key.Key_Down)
    assert found == [i.RoomChosen(ROWS[-1].room)]


def test_sorting_and_the_way_back_have_keys(view: BoardView) -> None:
    found = asked(view)
    QTest.keyClick(view.search, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view.search, Qt.Key.Key_Escape)
    assert found == [i.SortAsked(), i.AllRoomsAsked()]


def test_rooms_that_share_a_trouble_are_chosen_by_key(view: BoardView) -> None:
    action = ScreenAction("only", "Alleen deze zalen", "Alt Z")
    notice = Notice(Tone.DANGER, "3 zalen, netwerk weg, sinds 10:12.", "Kanaalstraat.", (action,))
    view.render(replace(BOARD, notices=(notice,)))
    found = asked(view)
    QTest.keyClick(view.search, Qt.Key.Key_Z, Qt.KeyboardModifier.AltModifier)
    assert found == [i.ClusterChosen(0)]


def test_the_panel_of_a_room_stands_beside_the_list(view: BoardView) -> None:
    detail = RoomDetail("B1.14", "Kanaalstraat", (DetailGroup("Toezicht", (line("*R. Vos*"),)),))
    view.render(replace(BOARD, detail=detail))
    assert view.side.isVisible()
    assert view.table.isVisible()
    view.render(BOARD)
    assert not view.side.isVisible()


def test_a_row_of_more_lines_keeps_its_height_when_others_change_places(view: BoardView) -> None:
    first, other, third, *rest = BOARD.rows
    long = replace(third, exam=" ".join([third.exam] * 6))
    view.render(replace(BOARD, rows=(first, other, long, *rest)))
    tall = view.table.rowHeight(2)
    view.render(replace(BOARD, rows=(other, first, long, *rest)))
    assert view.table.rowHeight(2) == tall > view.table.rowHeight(1)


def test_an_empty_board_says_why(view: BoardView) -> None:
    view.render(replace(BOARD, rows=(), selected="", empty="Nog geen zalen."))
    assert not view.table.isVisible()


def test_a_row_that_is_the_same_is_not_painted_again(view: BoardView) -> None:
    rows = view.table.viewport()
    painted = QRegion()

    class Watch(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
            nonlocal painted
            if isinstance(event, QPaintEvent):
                painted += event.region()
            return False

    watch = Watch()
    QApplication.processEvents()
    rows.installEventFilter(watch)
    changed = replace(ROWS[3], came="20")
    view.render(replace(BOARD, rows=(*ROWS[:3], changed, *ROWS[4:])))
    QApplication.processEvents()
    top, tall = view.table.rowViewportPosition(3), view.table.rowHeight(3)
    assert QRect(0, top, rows.width(), tall + 1).contains(painted.boundingRect())
    assert not painted.isEmpty()


@pytest.mark.parametrize("wide", [640, 683, 900, 1100, 1366, 1920])
def test_columns_fill_the_width_and_never_lose_what_asks_for_attention(wide: int) -> None:
    widths = column_widths(wide)
    assert sum(widths.values()) == max(wide, sum(widths.values()))
    assert widths[Column.FLAG] >= 120
    assert widths[Column.ROOM] > 0


def test_a_page_is_chosen_by_its_key(qtbot: QtBot) -> None:
    bar = OfficeBar()
    qtbot.addWidget(bar)
    bar.render(BAR)
    bar.resize(1366, 48)
    bar.show()
    bar.activateWindow()
    qtbot.waitUntil(bar.isActiveWindow)
    first = bar.findChildren(TabButton)[0]
    last = bar.findChildren(TabButton)[-1]
    last.setFocus()
    QTest.keyClick(last, Qt.Key.Key_Tab)
    assert bar.focusWidget().accessibleName() == "Help"
    first.setFocus()
    chosen: list[str] = []
    bar.chosen.connect(chosen.append)
    QTest.keyClick(
        bar.findChildren(TabButton)[0], Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier
    )
    assert chosen == ["issues"]
    names = [button.accessibleName() for button in bar.findChildren(TabButton)]
    assert "Meldingen, 3 vragen aandacht" in names


def test_figures_that_are_asked_again_while_they_are_laid_out_are_laid_once(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = FigureRow()
    qtbot.addWidget(row)
    add, done = row._box.addWidget, []

    def added(widget: QWidget) -> None:
        add(widget)  # another width, told by Qt from within
        if not done:
            done.append(widget)
            row.fill(BOARD.figures, is_tight=True)

    monkeypatch.setattr(row._box, "addWidget", added)
    row.fill(BOARD.figures, is_tight=False)
    assert row._box.count() == len(row._cells) == len(BOARD.figures)
    assert not row._cells[0][3].isVisibleTo(row)

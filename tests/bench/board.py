"""The board of 300 rooms: one act in a room until its row is painted, beside a bare table."""

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView

from app.models.board import BoardBook, LaptopSeen
from app.models.commands import LeaveForAMoment
from app.screens.office.board import BoardRows, board_screen
from app.screens.office.board_ui import BoardUi
from app.views.office.board import BoardView
from app.views.parts.fonts import load_fonts
from tests.bench.figures import Figure, beside
from tests.builders import MINUTE, START, Play, a_session, candidate_id

ROOMS: Final = 300
CANDIDATES: Final = 25
TIMES: Final = 60
AT: Final = START + 40 * MINUTE


def measure(_: Path) -> Iterator[Figure]:
    """Measure what the state tells anew, and what is painted of it."""
    application = QApplication.instance() or QApplication([])
    load_fonts()
    plays = [
        a_session(CANDIDATES, session=f"s{n}", room=f"R{n:03d}", arrived=True)
        for n in range(ROOMS)
    ]
    bare = _bare()
    told, painted, theirs = _changes(application, plays, bare)
    name = f"board of {ROOMS} rooms, one act"
    other = "one cell of a bare QTableView"
    yield from beside(f"{name}: told", told, other, theirs, "none")
    yield from beside(f"{name}: repainted", painted, other, theirs, "p99 16 ms")


def _changes(
    application: object, plays: list[Play], bare: QTableView
) -> tuple[list[float], list[float], list[float]]:
    assert isinstance(application, QApplication)
    book, rows = BoardBook(), BoardRows()
    ui = BoardUi(AT, ZoneInfo("Europe/Amsterdam"))
    laptops = tuple(LaptopSeen(f"d{n}", f"EX-{n}", f"R{n:03d}", AT) for n in range(ROOMS))
    view = BoardView()
    view.resize(1366, 720)
    told: list[float] = []
    painted: list[float] = []
    theirs: list[float] = []
    for n in range(TIMES + 2):
        play = plays[n * 7 % ROOMS]
        play.do(LeaveForAMoment(play.session_id, candidate_id(1 + n % CANDIDATES), "toilet"), AT)
        began = perf_counter()
        board = book.board([each.session for each in plays], laptops, AT)
        screen = board_screen(board, ui, rows)
        middle = perf_counter()
        view.render(screen)
        view.show()
        QApplication.processEvents()
        ended = perf_counter()
        model = bare.model()
        assert isinstance(model, QStandardItemModel)
        model.item(n % 12, 0).setText(str(n))
        QApplication.processEvents()
        if n > 1:  # the first ones make the widgets
            told.append((middle - began) * 1000)
            painted.append((ended - middle) * 1000)
            theirs.append((perf_counter() - ended) * 1000)
    return told, painted, theirs


def _bare() -> QTableView:
    model = QStandardItemModel(ROOMS, 8)
    for row in range(ROOMS):
        for column in range(8):
            model.setItem(row, column, QStandardItem(f"{row}/{column}"))
    table = QTableView()
    table.setModel(model)
    table.resize(1366, 720)
    table.show()
    QApplication.processEvents()
    return table

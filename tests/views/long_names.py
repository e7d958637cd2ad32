"""The lists of the examenbureau with the longest names there are, one of them a single word."""

from dataclasses import replace

from app.screens.office.board_ui import BoardScreen
from app.screens.office.desk_ui import DeskScreen
from app.screens.office.report_ui import ReportScreen
from tests.views.board_day import BOARD
from tests.views.desk_day import DESK
from tests.views.span_day import TRACED

EXAM = "Communicatieve vaardigheden en loopbaanoriëntatie niveau 4 (keuzedeel)"
ROOM = "Sporthal Oost en aangrenzende ruimten"
PERSON = "M. Wolfeschlegelsteinhausenbergerdorffvanderwelgevondenhuizenaar"
LAPTOP = "BUREAU-NOORD-07"


def long_board() -> BoardScreen:
    """Return the board with a row of long names, and one that asks much at length."""
    first, *others = BOARD.rows
    flagged = None if first.flagged is None else replace(first.flagged, text=EXAM)
    first = replace(
        first,
        label=ROOM,
        people=PERSON,
        exam=EXAM,
        location=ROOM,
        flagged=flagged,
        laptop=LAPTOP,
    )
    return replace(BOARD, rows=(first, *others))


def long_desk() -> DeskScreen:
    """Return the desk with long names in its first row."""
    first, *others = DESK.lines
    return replace(
        DESK, lines=(replace(first, name=PERSON, room=ROOM, laptop=LAPTOP, back=EXAM), *others)
    )


def long_trace() -> ReportScreen:
    """Return what a figure rests on, told at length."""
    rows = tuple(
        each if each.is_heading else replace(each, cells=("9 jun 09:31", EXAM, ROOM, PERSON, ROOM))
        for each in TRACED.traces or ()
    )
    return replace(TRACED, traces=rows)

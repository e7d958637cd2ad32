"""How wide each column of the list is, and how wide the words of its rows ask it to be."""

from app.screens.room.room import RowScreen
from app.views.parts.tokens import percent, px
from app.views.room.room_fitting import least_badges
from app.views.room.room_rows import (
    END,
    EXAM,
    GLYPH,
    NAME,
    PROVISIONS,
    SEAT,
    STATUS,
    Row,
    name_width,
    status_width,
)

NARROW = 760
ROWS_KEPT = 4096


def column_widths(wide: float, *, exam: bool, narrow: bool) -> dict[int, int]:
    """Return the width of each column at 100% for a list `wide` logical pixels wide.

    The name takes what is left. Where there is little room the exam goes first. Beside a whole
    page that tells the provisions they go next; a narrow window gives up the words of the status.
    """
    widths = {GLYPH: 56, SEAT: 64, EXAM: 0, PROVISIONS: 300, END: 86, STATUS: 236}
    if exam and wide >= 860:
        widths |= {EXAM: 172, PROVISIONS: 200, END: 70, STATUS: 158}
    elif wide < NARROW:
        slim = {GLYPH: 52, SEAT: 52, PROVISIONS: 120, END: 74, STATUS: 0}
        widths |= slim if narrow else {PROVISIONS: 0, STATUS: 175}
    elif wide < 940:
        widths |= {PROVISIONS: 200, STATUS: 150}
    widths[NAME] = max(120, round(wide) - sum(widths.values()))
    return widths


class RowWidths:
    """How wide the words of each row are: measured once, as most rows stay the same object."""

    def __init__(self) -> None:
        self._percent = 0
        self._last: tuple[tuple[Row, ...], tuple[int, int, int]] = ((), (0, 0, 0))
        self._known: dict[int, tuple[Row, tuple[int, int, int]]] = {}

    def widest(self, rows: tuple[Row, ...]) -> tuple[int, int, int]:
        """Return the most that name, provisions and status of these rows ask, in pixels."""
        if self._percent != percent():
            self._percent, self._known, self._last = percent(), {}, ((), (0, 0, 0))
        if rows is self._last[0]:
            return self._last[1]
        known = self._known  # it holds the rows, so that no other row can take their identity
        for row in rows:
            if id(row) not in known:
                known[id(row)] = (row, _asked(row))
        asked = [known[id(row)][1] for row in rows]
        if len(known) > ROWS_KEPT + len(rows):
            self._known = {id(row): known[id(row)] for row in rows}
        name, badges, status = map(max, zip(*asked, strict=True)) if asked else (0, 0, 0)
        self._last = (rows, (name, badges, status))
        return name, badges, status


def _asked(row: Row) -> tuple[int, int, int]:
    if not isinstance(row, RowScreen):
        return 0, 0, 0
    return name_width(row), least_badges(row.badges), status_width(row)


def widen_name(widest: tuple[int, int, int], pixels: dict[int, int]) -> None:
    """Give the names the room they need: from what status and provisions can spare."""
    name, badges, status = widest
    lack = name - pixels[NAME]
    if lack <= 0:
        return
    for column, least in ((STATUS, status), (PROVISIONS, max(badges, px(110)))):
        taken = max(0, min(lack, pixels[column] - least))
        pixels[column] -= taken
        pixels[NAME] += taken
        lack -= taken

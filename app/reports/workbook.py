"""A workbook as XLSX: real numbers, shares, dates and times; a text stays a text, always."""

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final

import xlsxwriter

from app.models.workbook import BookCell, BookSheet, CellKind, Figured, Workbook

FORMATS: Final = {
    CellKind.WHOLE: "0",
    CellKind.SHARE: "0.0%",
    CellKind.MINUTES: "0.0",
    CellKind.DATE: "dd-mm-yyyy",
    CellKind.MOMENT: "dd-mm-yyyy hh:mm:ss",
}
ONE_DATE: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - what the file says of itself has no zone
"""When the file says it was made: the same workbook is the same bytes; its sheets tell when."""
TEXT_MAX: Final = 32_000
STEP: Final = 500


def render_workbook(book: Workbook, step: Callable[[], bool] = lambda: True) -> bytes:
    """Return the bytes of a workbook; empty when `step`, asked now and then, says to stop."""
    target = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(target, options) as made:
        made.set_properties({"title": book.title, "author": book.author, "created": ONE_DATE})
        looks = {kind: made.add_format({"num_format": told}) for kind, told in FORMATS.items()}
        strong = made.add_format({"bold": True, "bottom": 1})
        for sheet in book.sheets:
            if not _write(made.add_worksheet(sheet.name), sheet, (strong, looks), step):
                return b""
    return target.getvalue()


# ---------------------------------------------------------------- within


def _write(
    at: Any,
    sheet: BookSheet,
    looks: tuple[Any, dict[CellKind, Any]],
    step: Callable[[], bool],
) -> bool:
    strong, by_kind = looks
    for column, told in enumerate(sheet.columns):
        at.set_column(column, column, told.wide)
        at.write_string(0, column, told.caption, strong)
    at.freeze_panes(1, 0)
    for row, cells in enumerate(sheet.rows, start=1):
        if row % STEP == 0 and not step():
            return False
        for column, (told, cell) in enumerate(zip(sheet.columns, cells, strict=True)):
            _write_cell(at, (row, column), (told.kind, cell), by_kind)
    if sheet.rows:
        at.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    return True


def _write_cell(
    at: Any,
    place: tuple[int, int],
    told: tuple[CellKind, BookCell],
    looks: dict[CellKind, Any],
) -> None:
    kind, cell = told
    if isinstance(cell, Figured):
        at.write_number(*place, cell.value, looks[cell.kind])
    elif isinstance(cell, str):
        if cell:
            at.write_string(*place, cell[:TEXT_MAX])
    elif isinstance(cell, date):  # a moment is one too
        at.write_datetime(*place, cell, looks[kind])
    elif cell is not None:
        at.write_number(*place, cell, looks[kind])

"""What a workbook holds: sheets of typed cells; a text in it is never a formula."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class CellKind(StrEnum):
    """What the cells of a column are, so that a spreadsheet can go on with them."""

    TEXT = "text"
    WHOLE = "whole"
    SHARE = "share"
    MINUTES = "minutes"
    DATE = "date"
    MOMENT = "moment"
    FIGURE = "figure"
    """A share, minutes or a count: each cell by its own kind."""


@dataclass(frozen=True, slots=True)
class Figured:
    """A figure with its own kind, in a column of several."""

    kind: CellKind
    value: float


BookCell = str | int | float | date | datetime | Figured | None
"""None is an empty cell: what was not measured is not a zero."""


@dataclass(frozen=True, slots=True)
class BookColumn:
    """One column: its caption, what its cells are, and how many letters wide."""

    caption: str
    kind: CellKind = CellKind.TEXT
    wide: int = 16


@dataclass(frozen=True, slots=True)
class BookSheet:
    """One sheet, with a head that stays in sight."""

    name: str
    columns: tuple[BookColumn, ...]
    rows: tuple[tuple[BookCell, ...], ...]


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook: what its file is called without an ending, and its sheets."""

    title: str
    author: str
    sheets: tuple[BookSheet, ...]

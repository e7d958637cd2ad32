"""What the papers hold that lie ready before the day: sheets of blocks that a pen fills in.

Plain values only, as in `report.py`; an empty cell is room for the pen. Who fills these from the
plan is `models/report_pack.py`, who draws them is `reports/paper_pack.py`.
"""

from dataclasses import dataclass

from app.models.report import RENDER_VERSION, Cell, Figure, LabelledLines, PaperHead


@dataclass(frozen=True, slots=True)
class Pairs:
    """Labelled lines in two columns, read row by row; one without lines is for the pen."""

    title: str
    pairs: tuple[LabelledLines, ...]
    is_wide: bool = False
    """Whether each pair has the whole width: one column of long texts."""


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column of a form: its caption, and its share of the width; numbers end at the right."""

    caption: str
    share: int
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A table; what its rows leave empty is written by hand. `note` stands above it."""

    title: str
    columns: tuple[FormColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: Cell = ""


@dataclass(frozen=True, slots=True)
class Ticks:
    """Lines with a box to tick, and room for who and when."""

    title: str
    items: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """Sentences to read, the first ones first."""

    title: str
    sentences: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Large figures with a caption; an empty figure is for the pen."""

    title: str
    figures: tuple[Figure, ...]
    note: Cell = ""


@dataclass(frozen=True, slots=True)
class PenSignatures:
    """Boxes to sign in by hand, two by two: what stands above each line."""

    title: str
    note: Cell
    boxes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlotRow:
    """One bar with its label and number; `share` is how full it is, None when there is none."""

    label: str
    text: str
    share: float | None


@dataclass(frozen=True, slots=True)
class Plot:
    """Bars under each other: a plot that is a table too, readable without colour."""

    title: str
    rows: tuple[PlotRow, ...]


Block = Pairs | Form | Ticks | Told | Figures | PenSignatures | Plot


@dataclass(frozen=True, slots=True)
class Sheet:
    """One of the papers of a pack; starts on a page of its own."""

    head: PaperHead
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class PaperPack:
    """The papers of one session in one room.

    Attributes:
        title: what the file is called, without an ending.
        foot: the left words of every foot, "B1.14 · Rekenen niveau 4".
        printed: since when the plan may have changed, "stand van 8 juni 2026 16:20".
    """

    title: str
    foot: str
    printed: str
    sheets: tuple[Sheet, ...]
    render_version: int = RENDER_VERSION

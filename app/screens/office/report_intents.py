"""What a person asks for on the page of reports."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KindChosen:
    """The report of a day, a week or a month."""

    kind: str


@dataclass(frozen=True, slots=True)
class SpanMoved:
    """The one before (-1) or after (1)."""

    by: int


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Only one location, team or type of exam; an empty text is all of them."""

    name: str
    chosen: str


@dataclass(frozen=True, slots=True)
class LineMoved:
    """Another row was chosen, by its key."""

    key: str


@dataclass(frozen=True, slots=True)
class TraceAsked:
    """What the chosen figure rests on."""


@dataclass(frozen=True, slots=True)
class LeftBack:
    """Esc: back to the figures, or stop what is being made."""


@dataclass(frozen=True, slots=True)
class FiguresWanted:
    """The figures of the chosen time, told anew."""


@dataclass(frozen=True, slots=True)
class PaperAsked:
    """A paper or workbook; `name` says which."""

    name: str

"""What a person asks for on the screens of the examenbureau."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TabChosen:
    """Another page of the examenbureau."""

    tab: str


@dataclass(frozen=True, slots=True)
class QueryTyped:
    """What is looked for on the board; empty for everything."""

    text: str


@dataclass(frozen=True, slots=True)
class RoomChosen:
    """The row of a room was chosen."""

    room: str


@dataclass(frozen=True, slots=True)
class RoomOpened:
    """The panel of the chosen room is asked for, or put away again."""


@dataclass(frozen=True, slots=True)
class SortAsked:
    """The rooms in another order."""


@dataclass(frozen=True, slots=True)
class ClusterChosen:
    """Only the rooms that share one trouble; `at` is which, from 0."""

    at: int


@dataclass(frozen=True, slots=True)
class AllRoomsAsked:
    """Everything again: no search, no cluster, no panel."""


@dataclass(frozen=True, slots=True)
class BoardDayTurned:
    """The board of another day with sessions: one later or one earlier."""

    step: int


# ---------------------------------------------------------------- the issue log


@dataclass(frozen=True, slots=True)
class IssueChosen:
    """Another issue of the list; `step` moves from the one that is shown."""

    key: str = ""
    step: int = 0


@dataclass(frozen=True, slots=True)
class ListAsked:
    """The open issues, or all of today."""

    shown: str


@dataclass(frozen=True, slots=True)
class IssueActed:
    """A button of the issue, with what stands in the text box."""

    action: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class TextSubmitted:
    """What was typed, as what the box asks for now."""

    text: str


@dataclass(frozen=True, slots=True)
class WritingLeft:
    """Esc: what was begun is left, and nothing is written."""


@dataclass(frozen=True, slots=True)
class NewIssueAsked:
    """Ctrl N: somebody calls; from the board about the room that was chosen there."""

    room: str = ""


@dataclass(frozen=True, slots=True)
class NewIssueTold:
    """What the caller told."""

    title: str
    caller: str
    room: str
    text: str


@dataclass(frozen=True, slots=True)
class DecisionTold:
    """The office's own word on what waits; `is_granted` false: not allowed."""

    is_granted: bool
    minutes: str
    decider: str
    on_behalf_of: str
    mandate: str
    until: str


@dataclass(frozen=True, slots=True)
class NextDecisionAsked:
    """The next of several decisions that wait here."""


# ---------------------------------------------------------------- the day report


@dataclass(frozen=True, slots=True)
class HalfChosen:
    """A half-day, or an empty text for the whole day."""

    half: str


@dataclass(frozen=True, slots=True)
class ReportAsked:
    """The report as a PDF, with what the office adds."""

    note: str


@dataclass(frozen=True, slots=True)
class FiguresAsked:
    """The figures as CSV."""

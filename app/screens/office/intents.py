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

"""What the board shows and what a person chose on it: plain data between screen and view."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.models.board_ahead import DayAhead
from app.models.values import Status
from app.screens.room.wording import Line, Notice, Tone


class BoardSort(StrEnum):
    """By what the rooms are ordered."""

    ATTENTION = "attention"
    ROOM = "room"
    LOCATION = "location"
    START = "start"


@dataclass(frozen=True, slots=True)
class BoardUi:
    """What a person chose, and what the board needs besides the rooms. `now` is UTC.

    `issues` are the open issues, of them `new` that nobody took up. `until` is the moment to
    which the dossier's word is known here, `restored_at` when it was last put back.
    `ahead` is the day on the board where that is not today. `dismissed`: how much of the office
    itself has no effect, of the day on the board. `can_tell`: whether who looks may make an issue.
    """

    now: datetime
    zone: ZoneInfo
    query: str = ""
    selected: str = ""
    sort: BoardSort = BoardSort.ATTENTION
    is_open: bool = False
    only: tuple[str, ...] = ()
    issues: int = 0
    new: int = 0
    until: datetime | None = None
    is_offline: bool = False
    is_log_strange: bool = False
    restored_at: datetime | None = None
    ahead: DayAhead | None = None
    dismissed: int = 0
    can_tell: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the large figures over the rooms: "9 van 12", with what it counts."""

    value: str
    text: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class MiniRail:
    """An exam on a line, in minutes since midnight of the room's clock; `entry` may be absent."""

    doors: float
    start: float
    end: float
    last: float
    now: float
    entry: float | None = None


@dataclass(frozen=True, slots=True)
class Flagged:
    """What asks for attention in a row: a few words, how long, an icon and how urgent."""

    text: str
    more: str
    icon: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One room of the board. `bar` holds (status, how many) from the left."""

    room: str
    label: str
    people: str
    exam: str
    location: str
    rail: MiniRail | None
    phase: str
    bar: tuple[tuple[Status, int], ...]
    came: str
    listed: str
    no_show: str
    is_high: bool
    provisions: str
    provided: str
    flagged: Flagged | None
    laptop_icon: str
    laptop_tone: Tone
    laptop: str
    laptop_more: str


@dataclass(frozen=True, slots=True)
class DetailGroup:
    """A heading with lines below it, in the panel of one room."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class RoomDetail:
    """The panel of one room."""

    title: str
    subtitle: str
    groups: tuple[DetailGroup, ...]


@dataclass(frozen=True, slots=True)
class BoardScreen:
    """The whole board."""

    figures: tuple[Figure, ...]
    rows: tuple[BoardRow, ...]
    selected: str
    query: str
    found: str
    empty: str
    sort: str
    notices: tuple[Notice, ...] = ()
    detail: RoomDetail | None = None
    until: str = ""
    can_tell: bool = False

"""What the issue log shows and what a person chose in it: plain data between screen and view."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.screens.room.wording import Line, Notice, ScreenAction, Tone


class Shown(StrEnum):
    """Which issues stand in the list."""

    OPEN = "open"
    TODAY = "today"


class Writing(StrEnum):
    """What the text that is typed will be."""

    NOTE = "note"
    HEARD = "heard"
    AWAIT = "await"
    SOLVE = "solve"
    CALL = "call"
    CALL_DONE = "call-done"
    HAND_OVER = "hand-over"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True)
class HotlineUi:
    """What a person chose. `now` is UTC; `mandates` are what was filled in last time."""

    now: datetime
    zone: ZoneInfo
    selected: str = ""
    shown: Shown = Shown.OPEN
    writing: Writing = Writing.NOTE
    is_new: bool = False
    about: str = ""
    """The room that something new is about, where it was chosen before."""
    pending_at: int = 0
    on_behalf_of: str = ""
    mandate: str = ""
    foot: tuple[str, str] = ("", "")
    trouble: str = ""
    can_write: bool = True
    """Whether the role of who is signed on records anything here."""


@dataclass(frozen=True, slots=True)
class IssueCard:
    """One issue in the list. `key` is empty for a heading between them."""

    key: str
    title: str
    right: str = ""
    is_hot: bool = False
    place: str = ""
    number: str = ""
    icon: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class LogRow:
    """One line of what happened: a time and a sentence with who told it."""

    time: str
    text: Line
    icon: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class DecisionForm:
    """What waits for a decision: who it is for, and what would change."""

    title: str
    pill: str
    tone: Tone
    minutes: str
    is_minutes: bool
    for_whom: str
    ends: tuple[tuple[str, str], ...]
    decider: str
    on_behalf_of: str
    mandate: str
    until: str
    note: Line
    more: str = ""


@dataclass(frozen=True, slots=True)
class NewIssueForm:
    """A call that comes in: what it is about, and which room; `room` is the one to begin with."""

    rooms: tuple[tuple[str, str], ...]
    number: str
    room: str = ""


@dataclass(frozen=True, slots=True)
class HotlineScreen:
    """The whole page."""

    open_count: int
    today_count: int
    shown: Shown
    cards: tuple[IssueCard, ...]
    selected: str
    empty: str
    title: str = ""
    subtitle: Line = ()
    owner: str = ""
    owner_tone: Tone = Tone.NOTE
    rows: tuple[LogRow, ...] = ()
    notices: tuple[Notice, ...] = ()
    asks: str = ""
    submit: str = "Toevoegen"
    actions: tuple[ScreenAction, ...] = ()
    hand_over: tuple[ScreenAction, ...] = ()
    decision: DecisionForm | None = None
    room: tuple[Line, ...] = ()
    also: str = ""
    new: NewIssueForm | None = None
    foot: tuple[str, str] = ("", "")

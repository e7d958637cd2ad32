"""What the desk shows and what a person chose there: plain data between screen and view."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from app.models.typed import whole_in
from app.models.values import DayPart
from app.screens.office.board_ui import Figure
from app.screens.room.wording import Notice, ScreenAction, Tone

PIECES_MAX: Final = 100_000


class DeskForm(StrEnum):
    """What the panel asks for."""

    RECEIVE = "receive"
    ISSUE = "issue"
    RETURN = "return"
    DONE = "done"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class DeskUi:
    """What a person chose. `now` is UTC; an empty `location` shows all of them."""

    now: datetime
    zone: ZoneInfo
    day_part: DayPart
    location: str = ""
    selected: str = ""
    query: str = ""
    foot: tuple[str, str] = ("", "")
    undo: tuple[str, ...] = ()
    trouble: str = ""
    can_write: bool = True
    """Whether the role of who is signed on records anything here."""


@dataclass(frozen=True, slots=True)
class DeskLine:
    """One row of the table; `*_at` are "08:05 SL", empty while it did not happen."""

    key: str
    name: str
    room: str
    received: str
    issued: str
    laptop: str
    envelope: str
    pieces: str
    back: str
    back_tone: Tone
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class DeskField:
    """One field of the panel: a tick (`is_tick`) or a text, with what stands in it.

    A field that `is_search` tells at once what is typed there; a wide one stands below its name.
    """

    name: str
    text: str
    value: str = ""
    is_tick: bool = False
    detail: str = ""
    is_search: bool = False
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class DeskChoice:
    """What a search found: the first is taken with the form, any by its own button."""

    key: str
    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class DeskPanel:
    """The panel of one person: what is asked now."""

    key: str
    title: str
    subtitle: str
    heading: str
    form: DeskForm
    fields: tuple[DeskField, ...]
    action: ScreenAction | None
    told: tuple[tuple[str, str], ...] = ()
    pieces: int | None = None
    made: int | None = None
    choices: tuple[DeskChoice, ...] = ()


@dataclass(frozen=True, slots=True)
class DeskScreen:
    """The whole page."""

    title: str
    location: str
    day_part: DayPart
    figures: tuple[Figure, ...]
    lines: tuple[DeskLine, ...]
    selected: str
    empty: str
    note: str
    query: str
    panel: DeskPanel | None = None
    notices: tuple[Notice, ...] = ()
    foot: tuple[str, str] = ("", "")
    can_undo: bool = False
    locations: tuple[str, ...] = ()
    can_write: bool = True


def pieces_in(text: str) -> int | None:
    """Return how many pieces somebody counted, or None when that is no number of a desk."""
    return whole_in(text, PIECES_MAX)

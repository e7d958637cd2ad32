"""The time band of a room: clock, phase, the button of the start or the end, the rail.

Moments are minutes since midnight on the clock of the room; a part of a minute is allowed.
"""

from dataclasses import dataclass
from enum import StrEnum

from app.screens.room.intents import Act
from app.screens.room.wording import Line


class SyncState(StrEnum):
    """What the chip shows beside its words; the words are the same online and offline."""

    STORED = "stored"
    SENDING = "sending"
    OFFLINE = "offline"
    COPY_NEEDED = "copy-needed"
    SEALED = "sealed"


@dataclass(frozen=True, slots=True)
class TopBar:
    """The first line: where we are, what is stored, who watches.

    `offers` are the acts that have a button here. `sync_short` is for narrow windows
    ("Bewaard"). `battery_low` makes the battery orange.
    """

    place: str
    subtitle: str
    sync: SyncState
    sync_text: str
    battery: str = ""
    battery_low: bool = False
    people: str = ""
    sync_short: str = "Bewaard"
    offers: tuple[Act, ...] = (Act.HELP, Act.CALAMITY)


@dataclass(frozen=True, slots=True)
class BandButton:
    """Examen starten or Examen beëindigen. Outlined until it is due, then filled."""

    text: str
    filled: bool = False
    keys: str = "F11"


class MomentKind(StrEnum):
    """What a moment is on the rail; it says how the line before and after it looks."""

    WALK_IN = "walk-in"
    START = "start"
    ENTRY = "entry"
    LEAVE = "leave"
    END = "end"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class RailMoment:
    """One moment on the rail.

    Labels are placed in order of `priority` (0 first). One that does not fit takes its
    `short` name, then only its time, then nothing. `under` is a line below the name. A label
    stands right of its moment, or left of it when `leftward`.
    """

    kind: MomentKind
    at: float
    time: str
    name: str
    short: str
    priority: int
    under: str = ""
    leftward: bool = False
    upcoming: bool = False


@dataclass(frozen=True, slots=True)
class Rail:
    """The moments in order of time, and now. `stopped` is a time in which nobody worked."""

    moments: tuple[RailMoment, ...]
    now: float
    planned: bool = False
    stopped: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Lane:
    """One exam of a room with two to four: a slim band on the shared axis."""

    keys: str
    title: str
    phase: Line
    ends: Line
    start: float
    end: float
    extra_end: float
    planned: bool = False
    button: BandButton | None = None


@dataclass(frozen=True, slots=True)
class Lanes:
    """Two to four exams on one axis from `first` to `last`."""

    lanes: tuple[Lane, ...]
    first: float
    last: float
    now: float


@dataclass(frozen=True, slots=True)
class BandScreen:
    """The second part of the band: either a phase with a rail, or lanes.

    With `alarm` the title has a siren; `second_line` stands under the subline.

    `subline` stands under the title; with a button, `aside` stands beside the button instead.
    `short_title` and `short_subline` are for narrow windows; `spoken` is for a screen reader.
    """

    clock: str
    seconds: str
    title: str = ""
    subline: Line = ()
    button: BandButton | None = None
    aside: Line = ()
    second_line: Line = ()
    alarm: bool = False
    rail: Rail | None = None
    lanes: Lanes | None = None
    short_title: str = ""
    short_subline: str = ""
    short_button: str = ""
    spoken: str = ""

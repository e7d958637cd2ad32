"""What the room's window holds besides the record: search, selection, the fixed moment, a form.

Pure: `room_steps` makes the next one from an intent; nothing here is ever recorded.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from app.models.values import Flag, NotObserved, Status
from app.screens.room.paper_ui import NOT_PAPER, PaperUi
from app.screens.room.provision_forms import ProvisionUi
from app.screens.room.staff_form import NOBODY, StaffAsk
from app.screens.room.wording import Notice

REST: Final = timedelta(seconds=3)
"""The button never changes within this time after the last input."""


TWICE: Final = timedelta(milliseconds=400)
"""The same key for the same candidate within this time is one press, hit twice."""


class Mode(StrEnum):
    """What stands right of the list."""

    CANDIDATE = "candidate"
    IRREGULARITY = "irregularity"
    SESSION_IRREGULARITY = "session-irregularity"
    SESSION_DIFFERENCE = "session-difference"
    OTHER_TIME = "other-time"
    SEAT = "seat"
    CLOCK = "clock"
    CORRECTION = "correction"
    IDENTITY = "identity"
    CONTACT = "contact"
    LATENESS = "lateness"
    OTHER_ROOM = "other-room"
    AWAY = "away"
    HAND_IN = "hand-in"
    STOPPED = "stopped"
    ENTRY_REFUSED = "entry-refused"
    ADDING = "adding"
    ARRIVAL = "arrival"
    REVIEW = "review"
    DECISION = "decision"
    SESSION_DECISION = "session-decision"
    PROVISIONS = "provisions"
    STAFF = "staff"
    PAPER = "paper"
    PAPER_TIME = "paper-time"
    PAPER_CHECK = "paper-check"


@dataclass(frozen=True, slots=True)
class LastAct:
    """The last handling of this laptop, as the footer tells it."""

    at: datetime
    text: str
    status: Status | None = None
    icon: str = ""
    can_undo: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RoomUi:
    """The window's own state.

    `fixed_at` is the moment of the first key of a search, of a scan or of a selection: phase
    and time of an act are taken from it. `is_spent`: an act was just done, Enter is dead until
    somebody typed, moved or scanned.
    """

    now: datetime
    query: str = ""
    selected: str = ""
    chip: int = 0
    session: str = ""
    block: int = 0
    fixed_at: datetime | None = None
    last_input: datetime | None = None
    is_spent: bool = False
    is_scan: bool = False
    other_time: datetime | NotObserved | None = None
    mode: Mode = Mode.CANDIDATE
    form: int = 0
    form_at: datetime | None = None
    form_error: str = ""
    form_kind: str = ""
    side: int = 0
    is_map: bool = False
    clock_on: bool = False
    clock_notices: tuple[str, ...] = field(default=(), repr=False)
    is_page: bool = False
    """The whole page of the selected candidate is open."""
    scanned: str = ""
    """The last card that belongs to nobody here: its number goes into *bijschrijven*."""
    scanned_room: str = ""
    """The other room that the card scanned last belongs to, by label."""
    rooms: tuple[str, ...] = ()
    """The other rooms of this location today, by label."""
    leaf: str = ""
    """The act that is looked at, to correct it."""
    provision: ProvisionUi = field(default_factory=ProvisionUi)
    staff: StaffAsk = NOBODY
    paper: PaperUi = NOT_PAPER
    asks_start_reason: str = ""
    hit: tuple[str, str, datetime] | None = None
    """The key that recorded last: its act, for whom and when."""
    last_act: LastAct | None = None
    flags: tuple[Flag, ...] = ()
    notice: Notice | None = None
    storing: str = ""
    error: str = ""
    announcement: str = ""
    laptop: str = ""
    read: frozenset[str] = frozenset()
    """Sentences of notices that somebody read and put away."""
    people: tuple[str, ...] = field(default=())
    shift: tuple[tuple[str, str], ...] = ()
    """Who has a shift on this laptop: person and name."""

    @property
    def act_at(self) -> datetime:
        """The moment that phase and time of an act are taken from."""
        return self.fixed_at or self.now

    def is_hit_again(self, act: str) -> bool:
        """Tell whether the key of this act was hit twice for the same candidate."""
        if self.hit is None or self.hit[:2] != (act, self.selected):
            return False
        return timedelta(0) <= self.now - self.hit[2] < TWICE

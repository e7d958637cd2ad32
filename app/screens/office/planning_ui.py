"""What the page of planning shows and what a person chose there: plain data."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.models.extras_file import ExtrasRead
from app.models.planning_commands import PlanStep
from app.screens.office.board_ui import Figure
from app.screens.office.desk_ui import DeskPanel
from app.screens.room.wording import Notice, Tone


class PlanMode(StrEnum):
    """What of a session is planned in the panel."""

    ROOMS = "rooms"
    PEOPLE = "people"
    CANDIDATES = "candidates"
    EXTRAS = "extras"
    ABSENCE = "absence"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Prepared:
    """One thing that is ready to be sent: steps that belong together, and what they are."""

    steps: tuple[PlanStep, ...]
    told: str


@dataclass(frozen=True, slots=True)
class PlanningUi:
    """What a person chose. `now` is UTC; `on` None: the first day that is not over.

    `home` is the location of this machine, `find` what is typed in the panel.
    """

    now: datetime
    zone: ZoneInfo
    home: str = ""
    on: date | None = None
    mode: PlanMode = PlanMode.ROOMS
    selected: str = ""
    query: str = ""
    find: str = ""
    prepared: tuple[Prepared, ...] = ()
    extras: ExtrasRead | None = None
    extras_name: str = ""
    foot: tuple[str, str] = ("", "")
    trouble: str = ""
    can_plan: bool = True
    """Whether the role of who is signed on asks anything of the plan."""
    can_notify: bool = True
    """Whether that role notes who reported absent."""
    undo: tuple[str, ...] = ()
    """What was recorded last, when that was the last thing done."""

    @property
    def may_submit(self) -> bool:
        """Whether that role fills in what is asked in this mode."""
        return self.can_notify if self.mode is PlanMode.ABSENCE else self.can_plan

    @property
    def steps(self) -> tuple[PlanStep, ...]:
        """Everything that is ready to be sent, in order."""
        return tuple(step for each in self.prepared for step in each.steps)


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One session in the table; `room_tone` tells a proposal from a plan."""

    key: str
    at: str
    exam: str
    hint: str
    expected: str
    room: str
    room_tone: Tone
    people: str
    people_tone: Tone
    state: str
    state_tone: Tone


@dataclass(frozen=True, slots=True)
class PlanningScreen:
    """The whole page. `proposals` and `to_send` are how many there are; 0 hides their button.

    `modes` are those that may be chosen; who may not plan is not asked for a file either.
    """

    title: str
    day: str
    mode: PlanMode
    figures: tuple[Figure, ...]
    lines: tuple[PlanLine, ...]
    selected: str
    empty: str
    note: str
    query: str
    panel: DeskPanel | None = None
    notices: tuple[Notice, ...] = ()
    foot: tuple[str, str] = ("", "")
    proposals: int = 0
    to_send: int = 0
    can_undo: bool = False
    modes: tuple[PlanMode, ...] = tuple(PlanMode)
    can_plan: bool = True

"""Vandaag (02): the sessions of this room and what must be ready before the list opens."""

from dataclasses import dataclass
from enum import StrEnum

from app.screens.room.panel import Prompt
from app.screens.room.self_test import SelfTestScreen
from app.screens.room.wording import NO_STATUS, BarStatus, Line, Notice, ScreenAction


@dataclass(frozen=True, slots=True)
class SessionCard:
    """One session in the list at the left. `session` comes back in the intent."""

    session: str
    start: str
    end: str
    title: str
    detail: str
    countdown: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class PlannedMoment:
    """One planned moment of the session: the time and its word."""

    time: str
    label: str


class CheckKind(StrEnum):
    """Who finds out: the laptop (round) or a person (square); and what it found."""

    AUTOMATIC = "automatic"
    ATTENTION = "attention"
    DONE = "done"
    OPEN = "open"


class ActionLook(StrEnum):
    """How the action of a row looks: a button, a link, or words with a keycap."""

    BUTTON = "button"
    LINK = "link"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One row of the checklist. `check` comes back in the intent."""

    check: str
    kind: CheckKind
    title: str
    detail: Line = ()
    note: str = ""
    action: ScreenAction | None = None
    look: ActionLook = ActionLook.BUTTON
    second: ScreenAction | None = None
    """A link beside the action; a key of the screen does it too."""

    @property
    def ready(self) -> bool:
        """Whether nothing is asked of anybody any more."""
        return self.kind in {CheckKind.AUTOMATIC, CheckKind.DONE}


@dataclass(frozen=True, slots=True)
class Countdown:
    """The dark box: until what, and how long yet."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class SessionDetails:
    """The chosen session: about it, its moments and its checklist."""

    title: str
    about: tuple[Line, ...]
    moments: tuple[PlannedMoment, ...]
    checks: tuple[CheckRow, ...]
    checks_text: str
    checks_title: str = "Klaarzetten"
    countdown: Countdown | None = None

    @property
    def ready_share(self) -> float:
        """The part of the checklist that is ready, 0 to 1."""
        return sum(row.ready for row in self.checks) / len(self.checks) if self.checks else 0.0


@dataclass(frozen=True, slots=True)
class TodayScreen:
    """The sessions of today in this room. Without sessions `empty` says whom to call."""

    place: str
    clock: str
    heading: str
    sessions: tuple[SessionCard, ...]
    chosen: str = ""
    details: SessionDetails | None = None
    notices: tuple[Notice, ...] = ()
    footer: tuple[Line, ...] = ()
    title: str = "Vandaag"
    button: str = "Naar de kandidatenlijst"
    empty: str = "Vandaag staan hier geen zittingen. Klopt dat niet? Bel de hotline."
    status: BarStatus = NO_STATUS
    asked: Prompt | None = None
    """A form that stands in the place of the details."""
    test: SelfTestScreen | None = None
    """The test of the laptop, in the same place."""

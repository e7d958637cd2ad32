"""What the pages of a calamity say (06a, 06a2, 06b, 06c): the choice, the question, the route."""

from dataclasses import dataclass, field
from enum import StrEnum

from app.screens.room.band import BandScreen, TopBar
from app.screens.room.panel import FormField
from app.screens.room.room import ErrorModal, FooterScreen
from app.screens.room.wording import Line, Notice


class StepState(StrEnum):
    """Whether a step was done, is to be done now, or comes later."""

    DONE = "done"
    NOW = "now"
    LATER = "later"


class ButtonRank(StrEnum):
    """How a button looks: the one Enter presses, one that was pressed, the others."""

    MAIN = "main"
    DONE = "done"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Choice:
    """One card; its digit chooses it."""

    name: str
    digit: str
    icon: str
    title: str
    about: str


@dataclass(frozen=True, slots=True)
class ChooseScreen:
    """Wat is er aan de hand? Nine cards, and what to do first when there is danger."""

    title: str
    lines: tuple[Line, ...]
    danger_title: str
    danger_lines: tuple[Line, ...]
    choices: tuple[Choice, ...]
    call: Line


@dataclass(frozen=True, slots=True)
class StepRow:
    """One row of the stepper: its number, what it is, when and by whom it was done."""

    number: str
    title: str
    about: str
    state: StepState


@dataclass(frozen=True, slots=True)
class PersonTick:
    """Somebody who can be ticked, with what the record says that matters here."""

    candidate: str
    text: str
    ticked: bool
    reason: str = ""
    """Why not, as the record itself suggests; chosen for this person until somebody chooses."""


@dataclass(frozen=True, slots=True)
class CalamityButton:
    """A button under the step; `name` comes back in the intent."""

    name: str
    text: str
    keys: str = ""
    rank: ButtonRank = ButtonRank.PLAIN


@dataclass(frozen=True, slots=True)
class Centre:
    """The step of now. `form` is the same as long as what was typed has to stay."""

    form: str
    above: str
    title: str
    text: Line = ()
    number: str = ""
    say_title: str = ""
    say: str = ""
    says_last: bool = False
    choices: tuple[Choice, ...] = ()
    fields: tuple[tuple[FormField, ...], ...] = ()
    reasons: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    people: tuple[PersonTick, ...] = ()
    find: str = ""
    tick: Line = ()
    ticked: bool = False
    buttons: tuple[CalamityButton, ...] = ()
    foot: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class NewEnd:
    """A moment that moves: what it was and what it is now."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Side:
    """The right column: the stopwatch, the moments that move, for whom, how it is kept."""

    caption: str
    watch: str
    is_watch: bool = False
    ends_title: str = ""
    ends_aside: str = ""
    ends: tuple[NewEnd, ...] = ()
    ends_text: str = ""
    who_title: str = ""
    who: tuple[Line, ...] = ()
    change: str = ""
    pill: str = ""
    pill_text: str = ""
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class RouteScreen:
    """The route: band, stepper, the step of now and the side."""

    top: TopBar
    band: BandScreen
    steps_title: str
    steps: tuple[StepRow, ...]
    centre: Centre
    side: Side


@dataclass(frozen=True, slots=True)
class CalamityScreen:
    """Either the choice or the route."""

    bar_title: str
    bar_place: str
    bar_clock: str
    choose: ChooseScreen | None = None
    route: RouteScreen | None = None
    footer: FooterScreen = field(default_factory=FooterScreen)
    error: ErrorModal | None = None
    announcement: str = ""

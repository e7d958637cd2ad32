"""What somebody wants recorded in a calamity, and decisions that were heard.

A calamity is named by its key: the batch of its opening, or the leaf where there was one part.
"""

from dataclasses import dataclass
from datetime import datetime

from app.models.values import (
    DecisionChannel,
    DecisionOutcome,
    RollCallPlace,
    SeenAt,
    Workability,
)


@dataclass(frozen=True, slots=True)
class OpenCalamity:
    """F9: something is wrong in this room."""

    seen_at: SeenAt = None


@dataclass(frozen=True, slots=True)
class WithdrawCalamity:
    """Esc: it was nothing."""

    calamity: str


@dataclass(frozen=True, slots=True)
class NameCalamity:
    """What it is. A route that stops everybody starts the stopwatch by itself."""

    calamity: str
    route: str
    title: str
    text: str | None = None
    stops_all: bool = False


@dataclass(frozen=True, slots=True)
class AnswerWorkability:
    """Kunnen kandidaten doorwerken? With `SOME`, `candidates` are those who cannot."""

    calamity: str
    workable: Workability
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakeRouteStep:
    """One step of the route is done."""

    calamity: str
    step: str
    title: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class StartCall:
    """Ik bel nu."""

    calamity: str
    step: str
    whom: str
    number: str | None = None


@dataclass(frozen=True, slots=True)
class EndCall:
    """Gesprek klaar, or niemand bereikt."""

    calamity: str
    nobody_reached: bool = False
    text: str | None = None


@dataclass(frozen=True, slots=True)
class TakeRollCall:
    """Heads counted; `missing` are those who should be there and are not."""

    calamity: str
    place: RollCallPlace
    missing: tuple[str, ...] = ()
    counted: int | None = None
    """None: everybody who should be there and is not missing."""


@dataclass(frozen=True, slots=True)
class StartQuarantine:
    """The candidates are kept apart."""

    calamity: str
    watched_by: str


@dataclass(frozen=True, slots=True)
class EndQuarantine:
    """The candidates are no longer kept apart."""

    calamity: str


@dataclass(frozen=True, slots=True)
class DecideResumption:
    """Hervatten or beeindigen: a decision with a name, and what follows from it at once."""

    calamity: str
    resumes: bool
    decided_by: str
    on_behalf_of: str | None = None
    mandate: str | None = None
    channel: DecisionChannel = DecisionChannel.IN_PERSON


@dataclass(frozen=True, slots=True)
class HearTimeBack:
    """How much time goes back after a calamity, as it was heard."""

    calamity: str
    outcome: DecisionOutcome
    minutes: int | None
    text: str
    decided_by: str
    on_behalf_of: str | None = None
    mandate: str | None = None
    until: str | None = None
    read_back_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CloseCalamity:
    """The route is done."""

    calamity: str


@dataclass(frozen=True, slots=True)
class HearDecision:
    """A decision about one candidate or, without one, about the session."""

    session: str
    candidate: str | None
    matter: str
    outcome: DecisionOutcome
    text: str
    decided_by: str
    on_behalf_of: str | None = None
    mandate: str | None = None
    until: str | None = None
    read_back_at: datetime | None = None
    seen_at: SeenAt = None


@dataclass(frozen=True, slots=True)
class IncludeInCompensation:
    """Time back after all, for a candidate who was left out."""

    session: str
    candidate: str
    interruption: str


@dataclass(frozen=True, slots=True)
class ReturnItem:
    """What was taken goes back."""

    session: str
    irregularity: str
    given_to: str
    seen_at: SeenAt = None


CalamityCommand = (
    OpenCalamity
    | WithdrawCalamity
    | NameCalamity
    | AnswerWorkability
    | TakeRouteStep
    | StartCall
    | EndCall
    | TakeRollCall
    | StartQuarantine
    | EndQuarantine
    | DecideResumption
    | HearTimeBack
    | CloseCalamity
)
"""About the whole room: over all its sessions."""

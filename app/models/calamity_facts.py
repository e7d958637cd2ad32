"""Facts of a calamity and of decisions the room heard of.

Every act of a calamity names its opening in `refs`. What concerns the whole room is written in
each part it touches, under one batch id (format.md 2); nothing here is a state.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from app.models.act import Act
from app.models.values import DecisionChannel, DecisionOutcome, RollCallPlace, Workability


@dataclass(frozen=True, slots=True)
class CalamityOpened(Act):
    """Somebody pressed the calamity key: that moment stands, whatever it proves to be."""

    TYPE: ClassVar[str] = "CalamityOpened"


@dataclass(frozen=True, slots=True)
class CalamityWithdrawn(Act):
    """It was nothing after all; the press stays visible."""

    TYPE: ClassVar[str] = "CalamityWithdrawn"


@dataclass(frozen=True, slots=True)
class CalamityNamed(Act):
    """What it is: the code and the words of the chosen route, and what the room adds."""

    TYPE: ClassVar[str] = "CalamityNamed"
    route: str
    title: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class WorkabilityAnswered(Act):
    """Whether candidates can go on working; of `SOME` the interruptions say who cannot."""

    TYPE: ClassVar[str] = "WorkabilityAnswered"
    workable: Workability


@dataclass(frozen=True, slots=True)
class RouteStepTaken(Act):
    """One step of the route was done, in the words it had on the screen."""

    TYPE: ClassVar[str] = "RouteStepTaken"
    step: str
    title: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class CallStarted(Act):
    """'Ik bel nu': somebody was called."""

    TYPE: ClassVar[str] = "CallStarted"
    step: str
    whom: str
    number: str | None = None


@dataclass(frozen=True, slots=True)
class CallEnded(Act):
    """The call was over, or nobody was reached; `refs` names the opening and the call."""

    TYPE: ClassVar[str] = "CallEnded"
    nobody_reached: bool = False
    text: str | None = None


@dataclass(frozen=True, slots=True)
class RollCallTaken(Act):
    """Heads counted outside or on return, beside who should be there by the record."""

    TYPE: ClassVar[str] = "RollCallTaken"
    place: RollCallPlace
    counted: int
    inside: int
    away: int
    left: int


@dataclass(frozen=True, slots=True)
class MissedAtRollCall(Act):
    """This candidate should have been there and was not counted."""

    TYPE: ClassVar[str] = "MissedAtRollCall"
    place: RollCallPlace


@dataclass(frozen=True, slots=True)
class QuarantineStarted(Act):
    """From here on the candidates were kept apart, without phones, and by whom."""

    TYPE: ClassVar[str] = "QuarantineStarted"
    watched_by: str


@dataclass(frozen=True, slots=True)
class QuarantineEnded(Act):
    """The candidates were no longer kept apart; `refs` names the opening and the start."""

    TYPE: ClassVar[str] = "QuarantineEnded"


@dataclass(frozen=True, slots=True)
class CalamityClosed(Act):
    """The route was gone through to its end."""

    TYPE: ClassVar[str] = "CalamityClosed"


@dataclass(frozen=True, slots=True)
class DecisionHeard(Act):
    """A decision as the room heard it; its register is `decision/MATTER`.

    It works at once in the room. Without a mandate the board has yet to say. The office's own
    word belongs in the same register: equal it confirms, unequal both show a difference.
    """

    TYPE: ClassVar[str] = "DecisionHeard"
    matter: str
    outcome: DecisionOutcome
    text: str
    decided_by: str
    on_behalf_of: str | None = None
    mandate: str | None = None
    until: str | None = None
    minutes: int | None = None
    channel: DecisionChannel = DecisionChannel.PHONE
    read_back_at: datetime | None = None

    @property
    def value(self) -> str:
        """Two tellings agree when outcome and minutes do."""
        told = "" if self.minutes is None else f" {self.minutes}"
        return f"{self.outcome.value}{told}"


@dataclass(frozen=True, slots=True)
class ItemReturned(Act):
    """What was taken went back, to whom; `refs` names the bijzonderheid."""

    TYPE: ClassVar[str] = "ItemReturned"
    given_to: str

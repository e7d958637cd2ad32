"""What somebody wants recorded before the start and about people on duty: imperative."""

from dataclasses import dataclass
from datetime import datetime

from app.models.preparing_facts import TestOutcome
from app.models.values import NotObserved, StaffRole


@dataclass(frozen=True, slots=True)
class TickReadiness:
    """This item of the checklist is ready."""

    session: str
    item: str
    title: str


@dataclass(frozen=True, slots=True)
class UntickReadiness:
    """It is not ready after all: the tick is struck."""

    session: str
    item: str


@dataclass(frozen=True, slots=True)
class ReceivePacket:
    """A sealed packet came in."""

    session: str
    packet: str
    is_intact: bool
    counted: int | None = None
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class OpenPacket:
    """A packet was opened, with the count of what lay in it."""

    session: str
    packet: str
    opened_by: str
    witness: str | None = None
    used: int | None = None
    spare: int | None = None
    is_wrong: bool = False
    remark: str | None = None
    seen_at: datetime | NotObserved | None = None


@dataclass(frozen=True, slots=True)
class AskRelease:
    """Somebody was asked about candidates without Go (one act each, one handling)."""

    session: str
    candidates: tuple[str, ...]
    asked: str
    is_released: bool
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class ArriveOnDuty:
    """Somebody came to work in this room."""

    name: str
    person: str | None = None
    role: StaffRole = StaffRole.INVIGILATOR
    seen_at: datetime | NotObserved | None = None


@dataclass(frozen=True, slots=True)
class MissFromDuty:
    """Somebody who was planned did not come."""

    name: str
    person: str | None = None
    measure: str | None = None
    seen_at: datetime | NotObserved | None = None


@dataclass(frozen=True, slots=True)
class StepOut:
    """Somebody on duty leaves the room for a moment, perhaps with a candidate of a session."""

    name: str
    person: str | None = None
    purpose: str | None = None
    session: str = ""
    candidate: str | None = None
    seen_at: datetime | NotObserved | None = None


@dataclass(frozen=True, slots=True)
class StepIn:
    """Somebody on duty is back."""

    name: str
    person: str | None = None
    seen_at: datetime | NotObserved | None = None


@dataclass(frozen=True, slots=True)
class RelieveFromDuty:
    """Somebody leaves and another takes over: leaving, coming and who for whom in one handling."""

    person: str
    name: str
    by: str
    by_person: str | None = None
    seen_at: datetime | NotObserved | None = None


@dataclass(frozen=True, slots=True)
class SeePlan:
    """Somebody read these changes of the plan."""

    session: str
    name: str
    leaves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadMessage:
    """Somebody in the room read a message of the exams office."""

    session: str
    name: str
    leaves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoteLaptopTest:
    """What the test of this laptop gave."""

    outcomes: tuple[TestOutcome, ...]


PreparingCommand = (
    TickReadiness
    | UntickReadiness
    | ReceivePacket
    | OpenPacket
    | AskRelease
    | SeePlan
    | ReadMessage
)
RoomCommand = ArriveOnDuty | MissFromDuty | StepOut | StepIn | RelieveFromDuty | NoteLaptopTest
"""What concerns every part of the room: written in each of them as one handling."""

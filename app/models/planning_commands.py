"""What somebody of the office wants of the plan: imperative, without time or key."""

from dataclasses import dataclass

from app.models.planning_facts import PartOrder, PlacedRoom
from app.models.values import StaffRole


@dataclass(frozen=True, slots=True)
class PlaceSession:
    """Hold a session in these rooms."""

    session: str
    day: str
    rooms: tuple[PlacedRoom, ...]
    order: PartOrder = PartOrder.NAME


@dataclass(frozen=True, slots=True)
class PlaceStaff:
    """Let somebody work in a room where the session is held, or no longer."""

    session: str
    person: str
    name: str
    role: StaffRole
    room: str
    location: str
    day: str
    is_placed: bool = True
    works_from: str | None = None
    works_until: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceCandidate:
    """Let a candidate sit in another room of the session."""

    session: str
    candidate: str
    room: str
    location: str
    day: str


@dataclass(frozen=True, slots=True)
class GiveExtras:
    """Add to a candidate what OKE does not bring."""

    session: str
    candidate: str
    birth_date: str | None = None
    seat: str | None = None
    programme: str | None = None


@dataclass(frozen=True, slots=True)
class LinkCandidate:
    """Say which planned enrolment somebody was who was added by hand; empty: none."""

    session: str
    candidate: str
    enrolment: str


PlanStep = PlaceSession | PlaceStaff | PlaceCandidate | GiveExtras | LinkCandidate


@dataclass(frozen=True, slots=True)
class SendPlan:
    """Send what was prepared, all of it at once."""

    steps: tuple[PlanStep, ...]

"""Planning by hand at the office, where what a planner sends falls short (H11, decisions 14, 23).

What the office asks is a mark: no fact of the exam, so it voids nobody's signature. The plan stays
the dossier's: it answers each of these by plan events, and says so.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from app.models.act import Act, Event
from app.models.values import Kind, StaffRole


class PartOrder(StrEnum):
    """In which order the candidates of a session are spread over its rooms."""

    NAME = "name"
    NUMBER = "number"


class PlanRefusal(StrEnum):
    """Why the dossier left the plan as it was."""

    UNKNOWN_SESSION = "unknown-session"
    UNKNOWN_CANDIDATE = "unknown-candidate"
    UNKNOWN_ROOM = "unknown-room"
    UNKNOWN_PERSON = "unknown-person"
    OTHER_LOCATION = "other-location"
    TAKEN = "taken"
    """Somebody else was linked to it."""
    OVERTAKEN = "overtaken"
    """Somebody asked it otherwise later, and that arrived first."""
    RECORDED = "recorded"
    """Something was recorded about it by then, so it stays where it is."""


@dataclass(frozen=True, slots=True)
class PlacedRoom:
    """A room for a session, or for a part of it; `candidates` None: an even share of the rest."""

    label: str
    location: str
    candidates: int | None = None


@dataclass(frozen=True, slots=True)
class SessionPlaced(Act):
    """Somebody gave a session its rooms on a day; several of them split it in parts."""

    TYPE: ClassVar[str] = "SessionPlaced"
    KIND: ClassVar[Kind] = Kind.MARK
    day: str
    rooms: tuple[PlacedRoom, ...]
    order: PartOrder = PartOrder.NAME


@dataclass(frozen=True, slots=True)
class StaffPlaced(Act):
    """Somebody works in a room from here to there; `is_placed` false takes it back.

    Times are instants; without them the whole exam.
    """

    TYPE: ClassVar[str] = "StaffPlaced"
    KIND: ClassVar[Kind] = Kind.MARK
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
class CandidatePlaced(Act):
    """A candidate is to sit in this room of the session; `room` is a label."""

    TYPE: ClassVar[str] = "CandidatePlaced"
    KIND: ClassVar[Kind] = Kind.MARK
    room: str
    location: str
    day: str


@dataclass(frozen=True, slots=True)
class ExtrasGiven(Act):
    """What OKE does not bring about a candidate, from a file of the school."""

    TYPE: ClassVar[str] = "ExtrasGiven"
    KIND: ClassVar[Kind] = Kind.MARK
    birth_date: str | None = None
    seat: str | None = None
    programme: str | None = None


@dataclass(frozen=True, slots=True)
class CandidateLinked(Act):
    """Who was added by hand is who the planner sent as `enrolment`; empty: nobody it sent."""

    TYPE: ClassVar[str] = "CandidateLinked"
    KIND: ClassVar[Kind] = Kind.MARK
    enrolment: str


@dataclass(frozen=True, slots=True)
class PlanSettled(Act):
    """The dossier answered what `refs` name: the plan is so now, or why it is not."""

    TYPE: ClassVar[str] = "PlanSettled"
    KIND: ClassVar[Kind] = Kind.SYSTEM
    refusal: PlanRefusal | None = None


@dataclass(frozen=True, slots=True)
class PersonListed(Act):
    """Somebody who can be given work in a room: the school's own list of people."""

    TYPE: ClassVar[str] = "PersonListed"
    KIND: ClassVar[Kind] = Kind.SYSTEM
    person: str
    name: str


BY_HAND = (SessionPlaced, StaffPlaced, CandidatePlaced, ExtrasGiven, CandidateLinked)
"""What the office asks of the plan, in parts and sessions."""


@dataclass(frozen=True, slots=True)
class HandPlan:
    """What somebody of the office asked of the plan, and what the dossier answered."""

    event: Event
    settled: PlanSettled | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether the dossier has yet to answer."""
        return self.settled is None

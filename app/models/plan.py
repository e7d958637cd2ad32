"""Plan acts: what the dossier wrote about sessions, rooms and people, in its own stream."""

from dataclasses import dataclass
from typing import ClassVar

from app.models.act import Act
from app.models.values import (
    Aspect,
    DurationFrom,
    DurationUntil,
    Kind,
    PartAspect,
    PlanState,
    StaffRole,
    StartOption,
)


@dataclass(frozen=True, slots=True)
class SessionPlanned(Act):
    """The planner's whole current word on a session (OKE 1.0.1, flow 2). Times as received."""

    TYPE: ClassVar[str] = "SessionPlanned"
    KIND: ClassVar[Kind] = Kind.PLAN
    ASPECT: ClassVar[str | None] = PartAspect.PLAN
    name: str
    code: str
    starts_at: str
    ends_at: str
    start_option: StartOption
    duration_from: DurationFrom
    duration_until: DurationUntil | None = None
    duration_min: int | None = None
    entry_until: str | None = None
    location_hint: str | None = None
    safety: tuple[str, ...] = ()
    state: PlanState = PlanState.ACTIVE
    client: str | None = None


@dataclass(frozen=True, slots=True)
class RulesChosen(Act):
    """The rule set that holds for this session, with its whole content (`rules` is JSON text)."""

    TYPE: ClassVar[str] = "RulesChosen"
    KIND: ClassVar[Kind] = Kind.PLAN
    ASPECT: ClassVar[str | None] = PartAspect.RULES
    rule_set: str
    rules: str


@dataclass(frozen=True, slots=True)
class StaffPlanned(Act):
    """Somebody who works at the session, as the planner sent it."""

    TYPE: ClassVar[str] = "StaffPlanned"
    KIND: ClassVar[Kind] = Kind.PLAN
    person: str
    role: StaffRole
    name: str
    state: PlanState = PlanState.ACTIVE
    enrolment: str | None = None
    client: str | None = None


@dataclass(frozen=True, slots=True)
class CandidatePlanned(Act):
    """The planner's whole current word on one enrolment. Names literally as received."""

    TYPE: ClassVar[str] = "CandidatePlanned"
    KIND: ClassVar[Kind] = Kind.PLAN
    ASPECT: ClassVar[str | None] = Aspect.PLAN
    person: str
    number: str
    given_name: str
    surname: str
    display_name: str
    surname_prefix: str | None = None
    preferred_name: str | None = None
    id_check_name: str | None = None
    extra_time_min: int | None = None
    is_time_unlimited: bool = False
    needs: tuple[str, ...] = ()
    state: PlanState = PlanState.ACTIVE
    client: str | None = None


@dataclass(frozen=True, slots=True)
class CandidateMovedAway(Act):
    """The candidate is no longer expected in this room; `to_room` is a label or absent."""

    TYPE: ClassVar[str] = "CandidateMovedAway"
    KIND: ClassVar[Kind] = Kind.PLAN
    ASPECT: ClassVar[str | None] = Aspect.PLAN
    to_room: str | None = None


@dataclass(frozen=True, slots=True)
class FactCarried(Act):
    """A fact of another room, brought to the room where its candidate is now.

    `header` and `body` (base64) are the bytes of the fact as its laptop wrote and signed them,
    `leaf` its identity there, `room` the label of the room it was recorded in. The dossier vouches
    that it is had: here is no other part of that stream to check it by.
    """

    TYPE: ClassVar[str] = "FactCarried"
    KIND: ClassVar[Kind] = Kind.PLAN
    leaf: str
    header: str
    body: str
    signature: str
    room: str


@dataclass(frozen=True, slots=True)
class ExtrasAdded(Act):
    """What OKE does not bring, from the school's own file; an absent value stays absent."""

    TYPE: ClassVar[str] = "ExtrasAdded"
    KIND: ClassVar[Kind] = Kind.PLAN
    ASPECT: ClassVar[str | None] = Aspect.EXTRAS
    birth_date: str | None = None
    seat: str | None = None
    programme: str | None = None
    is_released: bool | None = None


@dataclass(frozen=True, slots=True)
class RoomPlanned(Act):
    """A room of the day holds (a part of) this session (decisions 14). `day` is ISO, local.

    `is_held` false takes it back: the session is somewhere else.
    """

    TYPE: ClassVar[str] = "RoomPlanned"
    KIND: ClassVar[Kind] = Kind.PLAN
    ASPECT: ClassVar[str | None] = PartAspect.ROOM
    label: str
    location: str
    day: str
    school_name: str
    hotline: str | None = None
    hotline_mobile: str | None = None
    time_zone: str = "Europe/Amsterdam"
    part_label: str | None = None
    is_held: bool = True


@dataclass(frozen=True, slots=True)
class PersonAssigned(Act):
    """Somebody works in this room today, from here to there; `is_assigned` false takes it back."""

    TYPE: ClassVar[str] = "PersonAssigned"
    KIND: ClassVar[Kind] = Kind.PLAN
    person: str
    name: str
    role: StaffRole
    is_assigned: bool = True
    card_issued_at: str | None = None
    card_issued_by: str | None = None
    works_from: str | None = None
    works_until: str | None = None


@dataclass(frozen=True, slots=True)
class SourceReceived(Act):
    """What a planner sent about one resource beyond our own words; stays in the office scope.

    `resource` is the foreign id (offering or enrolment), `document` the JSON text of the members
    that the plan acts do not hold, `warnings` what was read leniently (OKE 1.0.1, flow 2).
    """

    TYPE: ClassVar[str] = "SourceReceived"
    KIND: ClassVar[Kind] = Kind.PLAN
    resource: str
    document: str
    client: str
    warnings: tuple[str, ...] = ()

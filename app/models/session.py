"""One exam session as the record tells it: parts, enrolments and the values of registers.

All of it is frozen and made by `app.models.fold`; whoever tells it reads the same state.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import compress

from app.models.act import Act, Event
from app.models.attendance_facts import CandidateAdded
from app.models.calamity import Calamity
from app.models.calamity_facts import DecisionHeard, ItemReturned
from app.models.desk_facts import AbsenceNotified
from app.models.facts import (
    Corrected,
    InterruptionStarted,
    IrregularityNoted,
    NoShowEstablished,
    SeatTaken,
    ShiftPerson,
    SigningImpossible,
)
from app.models.flaws import Aside, Flaw, is_declared
from app.models.marks import DocumentIssued, GapDeclared, ReportAmended, ReportSealed, ReportSigned
from app.models.plan import (
    CandidatePlanned,
    ExtrasAdded,
    PersonAssigned,
    RoomPlanned,
    SessionPlanned,
    StaffPlanned,
)
from app.models.planning_facts import HandPlan
from app.models.provision_facts import ProvisionReadied, ProvisionRequested
from app.models.remembered import OfEach, Remembered
from app.models.rests import Rest
from app.models.rules import RuleSet
from app.models.standard_facts import StandardHolds
from app.models.values import (
    ADMISSION,
    Aspect,
    PartAspect,
    Permission,
    PlanState,
    decision_aspect,
)

OF_NOTICE = (AbsenceNotified, Corrected)
MERGE_WINDOW = timedelta(minutes=2)
"""Equal values told within this time on two laptops are one fact (format.md 3)."""


def act_of(event: Event) -> Act:
    """Return the act of an event whose body is there; heads always have one."""
    if event.body is None:
        raise ValueError("the body was erased")
    return event.body.act


@dataclass(frozen=True, slots=True)
class Value:
    """What a register says now: its heads, earliest first; several that differ wait for people."""

    heads: tuple[Event, ...]
    is_difference: bool = False
    is_chain: bool = False
    """Whether everything else in the register lies in the past of its one head."""

    @property
    def event(self) -> Event:
        """The event that counts: the earliest head."""
        return self.heads[0]

    @property
    def act(self) -> Act:
        """The act that counts."""
        return act_of(self.heads[0])

    @property
    def observed(self) -> datetime:
        """When it was seen, else when it was recorded. UTC."""
        return self.event.observed

    @property
    def is_time_observed(self) -> bool:
        """False when the explicit "tijd niet waargenomen" was recorded."""
        return self.event.is_time_observed


@dataclass(frozen=True, slots=True)
class Enrolment:
    """One candidate in one session: the plan, the values of all registers, and every act."""

    candidate: str
    room: str | None
    plan: CandidatePlanned | None = None
    moved_to: str | None = None
    sent_to: str | None = None
    """The room this one sent the candidate to, by label, while nobody said that he came back."""
    moves: tuple[Event, ...] = ()
    """Each time a room sent the candidate to another one, in the order of showing."""
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    """Of the acts those that another room recorded, with the label of that room."""
    extras: ExtrasAdded | None = None
    values: Mapping[str, Value] = field(default_factory=dict)
    acts: tuple[Event, ...] = ()
    struck: frozenset[str] = frozenset()
    rests: tuple[Rest, ...] = ()
    readied: Mapping[str, ProvisionReadied] = field(default_factory=dict)
    requests: tuple[tuple[Event, ProvisionRequested], ...] = ()
    planned: tuple[Event, ...] = ()
    """Every word of the plan about this candidate in this room, in the order it was written."""
    catalogue: str = ""  # of provisions, of the session, as JSON; empty: as shipped

    @property
    def is_active(self) -> bool:
        """Whether the planner still wants this candidate here."""
        return self.plan is not None and self.plan.state is PlanState.ACTIVE

    @property
    def has_facts(self) -> bool:
        """Whether a room recorded anything: a notice of absence is the word of the office."""
        return any(e.body is None or not isinstance(e.body.act, OF_NOTICE) for e in self.acts)

    @property
    def added(self) -> CandidateAdded | None:
        """How somebody who is on no list was added by hand; None for who was planned."""
        value = self.values.get(Aspect.ADDED)
        act = None if value is None or self.plan is not None else value.act
        return act if isinstance(act, CandidateAdded) else None

    @property
    def awaits_permission(self) -> bool:
        """Whether nobody allowed yet what was added by hand: not then, nor by a decision since."""
        added = self.added
        is_open = added is not None and added.permission is Permission.NOBODY_YET
        return is_open and self.decision(ADMISSION) is None

    @property
    def is_listed(self) -> bool:
        """Whether the room shows this candidate: wanted here, or something was recorded.

        Who was added by hand is listed as long as anything about that stands.
        """
        if self.plan is None:
            return bool(self.values)
        return (self.is_active and self.moved_to is None) or self.has_facts

    @property
    def seat(self) -> str | None:
        """Where the candidate sits: as seen, else as planned; None when nobody told."""
        taken = self.values.get(Aspect.SEAT)
        is_here = taken is not None and taken.event.leaf not in self.elsewhere
        if taken is not None and is_here and isinstance(taken.act, SeatTaken):
            return taken.act.seat
        return self.extras.seat if self.extras is not None else None

    @property
    def arrival(self) -> Value | None:
        """The register of arrival."""
        return self.values.get(Aspect.ARRIVAL)

    @property
    def is_absent(self) -> bool:
        """Whether somebody looked and the candidate was not there."""
        return self.arrival is not None and isinstance(self.arrival.act, NoShowEstablished)

    def decision(self, matter: str) -> DecisionHeard | None:
        """Return what the room heard about a matter; two that differ decide nothing."""
        return _decision(self.values.get(decision_aspect(matter)))

    @property
    def resting_since(self) -> datetime | None:
        """Since when the own clock stands still for a rest break, or None."""
        last = self.rests[-1] if self.rests else None  # only the last one can be going on
        return last.since if last is not None and last.until is None else None

    @property
    def differences(self) -> tuple[tuple[str, Value], ...]:
        """The registers on which two laptops differ, with their values."""
        return tuple((key, value) for key, value in self.values.items() if value.is_difference)


def _decision(value: Value | None) -> DecisionHeard | None:
    act = None if value is None or value.is_difference else value.act
    return act if isinstance(act, DecisionHeard) else None


@dataclass(frozen=True, slots=True)
class Interruption:
    """A time in which work stopped, for everybody in the part or for one candidate. UTC.

    `calamity` is the leaf of the opening it belongs to; `decided_min` the minutes that
    somebody decided to give back for it, in place of what was measured.
    """

    leaf: str
    since: datetime
    until: datetime | None
    candidate: str | None
    excluded: frozenset[str]
    act: InterruptionStarted
    calamity: str | None = None
    decided_min: int | None = None
    is_seen: bool = True
    """Whether somebody saw when it began and ended: what nobody saw is not measured."""


@dataclass(frozen=True, slots=True)
class Shift:
    """The people who record on one laptop, from one opening to the next."""

    leaf: str
    writer: str
    since: datetime
    people: tuple[ShiftPerson, ...]
    is_provisional: bool


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature under the report; `lapsed_by` are the facts that came after it."""

    event: Event
    act: ReportSigned
    lapsed_by: tuple[str, ...] = ()
    is_withdrawn: bool = False

    @property
    def stands(self) -> bool:
        """Whether it still counts."""
        return not self.lapsed_by and not self.is_withdrawn


@dataclass(frozen=True, slots=True)
class Note:
    """A bijzonderheid with the event that brought it."""

    event: Event
    act: IrregularityNoted
    is_struck: bool
    returned: tuple[Event, ItemReturned] | None = None
    """Who got back what was taken, once somebody did."""


@dataclass(frozen=True, slots=True)
class Part:
    """A session in one room: its own start, end, people, notes, signatures and seal."""

    session: str
    room: str
    plan: RoomPlanned | None = None
    values: Mapping[str, Value] = field(default_factory=dict)
    people: tuple[PersonAssigned, ...] = ()
    shifts: tuple[Shift, ...] = ()
    left: Mapping[str, datetime] = field(default_factory=dict)
    interruptions: tuple[Interruption, ...] = ()
    calamities: tuple[Calamity, ...] = ()
    start_reason: str | None = None
    notes: tuple[Note, ...] = ()
    unable: tuple[tuple[Event, SigningImpossible], ...] = ()
    signatures: tuple[Signature, ...] = ()
    seals: tuple[tuple[Event, ReportSealed], ...] = ()
    branched: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By seal, what it does not cover although its number is: of another branch of a stream."""
    documents: tuple[DocumentIssued, ...] = ()
    issued: tuple[Event, ...] = ()
    """The events of `documents`, in the same order."""
    amendments: tuple[tuple[Event, ReportAmended], ...] = ()
    messages: tuple[Event, ...] = ()
    """What the office said to the room or asked of it, and who read or answered it."""
    acts: tuple[Event, ...] = ()
    struck: frozenset[str] = frozenset()
    planned: tuple[Event, ...] = ()
    """Every word of the plan about the part as a whole, in the order it was written."""
    asides: tuple[Aside, ...] = ()
    """What the dossier put aside until two people judged it."""
    declared: tuple[tuple[Event, GapDeclared], ...] = ()
    flaws: tuple[Flaw, ...] = ()
    """Gaps and forks of the streams here, those that were declared too."""
    is_held: bool = True
    """False once the plan took the session out of this room."""

    @property
    def started_at(self) -> datetime | None:
        """When the exam really began here; a release counts as the start where there is one."""
        value = self.values.get(PartAspect.RELEASE) or self.values.get(PartAspect.START)
        return None if value is None else value.observed

    @property
    def is_start_observed(self) -> bool:
        """False when it began, and nobody saw when."""
        value = self.values.get(PartAspect.RELEASE) or self.values.get(PartAspect.START)
        return value is None or value.is_time_observed

    @property
    def ended_at(self) -> datetime | None:
        """When somebody ended the exam here."""
        value = self.values.get(PartAspect.END)
        return None if value is None else value.observed

    def decision(self, matter: str) -> DecisionHeard | None:
        """Return what the room heard about a matter of the session; a difference is nothing."""
        return _decision(self.values.get(decision_aspect(matter)))

    def calamity(self, key: str) -> Calamity | None:
        """Return a calamity by its key."""
        return next((each for each in self.calamities if each.key == key), None)

    @property
    def gaps(self) -> tuple[Flaw, ...]:
        """The gaps that nobody declared yet."""
        return tuple(
            each
            for each in self.flaws
            if not each.is_fork and not is_declared(each, self.declared)
        )

    @property
    def differences(self) -> tuple[tuple[str, Value], ...]:
        """The registers of the part itself on which two laptops differ, with their values."""
        return tuple((key, value) for key, value in self.values.items() if value.is_difference)

    @property
    def seal(self) -> tuple[Event, ReportSealed] | None:
        """The first seal over all laptops, when the report is closed as one."""
        return next((each for each in self.seals if not each[1].manifest.writers), None)

    def seal_for(self, laptop: str) -> tuple[Event, ReportSealed] | None:
        """Return the first seal over what a laptop wrote: over all, or over that laptop."""
        return next((each for each in self.seals if each[1].covers(laptop)), None)


@dataclass(frozen=True, slots=True)
class ExamSession:
    """One session over all its rooms that this program knows of."""

    id: str
    plan: SessionPlanned | None = None
    rules: RuleSet = field(default_factory=RuleSet)
    standards: tuple[StandardHolds, ...] = ()
    staff: tuple[StaffPlanned, ...] = ()
    parts: Mapping[str, Part] = field(default_factory=dict)
    enrolments: Mapping[str, Enrolment] = field(default_factory=dict)
    planned: tuple[Event, ...] = ()
    """Every word of the plan about the session over all rooms, in the order it was written."""
    by_hand: tuple[HandPlan, ...] = ()
    """What the office asked of the plan, in the order of asking."""
    uncounted: int = 0
    """Facts that wait for the opening of the shift they were made under."""

    @property
    def is_active(self) -> bool:
        """Whether the planner still wants this session."""
        return self.plan is not None and self.plan.state is PlanState.ACTIVE

    @property
    def catalogue(self) -> str:
        """The catalogue of provisions that holds here, as JSON; empty: as shipped."""
        return next((each.catalogue for each in self.enrolments.values()), "")

    def in_room(self, room: str) -> tuple[Enrolment, ...]:
        """Return the enrolments that a room shows, in order of candidate id."""
        return _in_room(self, room)


@Remembered
def _in_room(session: ExamSession, room: str) -> tuple[Enrolment, ...]:
    everybody = tuple(map(session.enrolments.__getitem__, sorted(session.enrolments)))
    return tuple(compress(everybody, _are_shown((session.id, room), everybody, room)))


@OfEach
def _are_shown(each: Enrolment, room: str) -> bool:
    return each.room == room and each.is_listed


@dataclass(frozen=True, slots=True)
class RoomDay:
    """Everything a room's laptop knows: its sessions, and which acts others were built on."""

    room: str
    sessions: Mapping[str, ExamSession] = field(default_factory=dict)

    def parts(self) -> tuple[tuple[ExamSession, Part], ...]:
        """Return the sessions held here with their part, by planned start and name."""
        told = ((each, each.parts.get(self.room)) for each in self.sessions.values())
        found = [(each, part) for each, part in told if part is not None and part.is_held]
        return tuple(sorted(found, key=_start_and_name))


def _start_and_name(pair: tuple[ExamSession, Part]) -> tuple[str, str, str]:
    plan = pair[0].plan
    return ("", "", pair[0].id) if plan is None else (plan.starts_at, plan.name, pair[0].id)

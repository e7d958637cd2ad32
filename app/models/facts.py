"""Facts: what people in the room saw or did, about the part and about one candidate."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from app.models.act import Act
from app.models.values import (
    Aspect,
    IdentityOutcome,
    NotObserved,
    PartAspect,
    ProvisionOutcome,
    StaffRole,
    WorkOutcome,
)


@dataclass(frozen=True, slots=True)
class ShiftPerson:
    """One person in a shift; the signature covers {school, device, epoch key, room, opened}."""

    person: str
    name: str
    role: StaffRole
    opened: str
    public: str
    signature: str
    chain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShiftOpened(Act):
    """From here on these people record on this laptop; facts count only under a shift."""

    TYPE: ClassVar[str] = "ShiftOpened"
    room: str
    people: tuple[ShiftPerson, ...]
    is_provisional: bool = False


@dataclass(frozen=True, slots=True)
class InvigilatorLeft(Act):
    """Somebody of the shift went home before the end."""

    TYPE: ClassVar[str] = "InvigilatorLeft"
    person: str


@dataclass(frozen=True, slots=True)
class ClockJumped(Act):
    """The laptop's system clock was set otherwise; times written here go on as before.

    `by_ms` is how far it jumped forward, `ahead_ms` how far it has been ahead of `wall` since.
    """

    TYPE: ClassVar[str] = "ClockJumped"
    by_ms: int
    ahead_ms: int


@dataclass(frozen=True, slots=True)
class SessionStarted(Act):
    """'Jullie mogen beginnen': the exam began in this room."""

    TYPE: ClassVar[str] = "SessionStarted"
    ASPECT: ClassVar[str | None] = PartAspect.START


@dataclass(frozen=True, slots=True)
class SessionReleased(Act):
    """The exam was released to all at once (OKE triggeredStart)."""

    TYPE: ClassVar[str] = "SessionReleased"
    ASPECT: ClassVar[str | None] = PartAspect.RELEASE


@dataclass(frozen=True, slots=True)
class SessionEnded(Act):
    """The exam was ended in this room."""

    TYPE: ClassVar[str] = "SessionEnded"
    ASPECT: ClassVar[str | None] = PartAspect.END


@dataclass(frozen=True, slots=True)
class StartReasonNoted(Act):
    """Why the start was not as planned, in one line."""

    TYPE: ClassVar[str] = "StartReasonNoted"
    reason: str


@dataclass(frozen=True, slots=True)
class InterruptionStarted(Act):
    """Work stopped: for the whole part, or for the one candidate of the body."""

    TYPE: ClassVar[str] = "InterruptionStarted"
    cause: str


@dataclass(frozen=True, slots=True)
class InterruptionEnded(Act):
    """Work went on; `refs` names the start of the interruption."""

    TYPE: ClassVar[str] = "InterruptionEnded"


@dataclass(frozen=True, slots=True)
class CompensationExcluded(Act):
    """This candidate gets no time back for the interruption in `refs`, and why."""

    TYPE: ClassVar[str] = "CompensationExcluded"
    reason: str


@dataclass(frozen=True, slots=True)
class IrregularityNoted(Act):
    """A bijzonderheid of a candidate or, without one, of the session: facts, no judgement."""

    TYPE: ClassVar[str] = "IrregularityNoted"
    category: str
    text: str
    addressed_at: datetime | NotObserved | None = None
    seen_by: str | None = None
    also_seen_by: str | None = None
    statement: str | None = None
    item_taken: str | None = None
    bag: str | None = None
    is_reported: bool = False
    matter: str | None = None
    """The same in the acts about other candidates of one matter."""
    mentions: tuple[str, ...] = ()
    """Candidates that the text refers to as {1}, {2}: a name only for whom may read it."""
    measures: str | None = None
    is_statement_refused: bool = False
    central_class: str | None = None


@dataclass(frozen=True, slots=True)
class SigningImpossible(Act):
    """Who cannot sign the report, and why; recorded before the others sign."""

    TYPE: ClassVar[str] = "SigningImpossible"
    person: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class ArrivalRegistered(Act):
    """The candidate is here. Being late is derived, not recorded."""

    TYPE: ClassVar[str] = "ArrivalRegistered"
    ASPECT: ClassVar[str | None] = Aspect.ARRIVAL


@dataclass(frozen=True, slots=True)
class NoShowEstablished(Act):
    """Somebody looked and the candidate was not there. No data is never an absence."""

    TYPE: ClassVar[str] = "NoShowEstablished"
    ASPECT: ClassVar[str | None] = Aspect.ARRIVAL


@dataclass(frozen=True, slots=True)
class EntryRefused(Act):
    """The candidate came and was sent on to the exams office."""

    TYPE: ClassVar[str] = "EntryRefused"
    ASPECT: ClassVar[str | None] = Aspect.ARRIVAL
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class IdentityChecked(Act):
    """The identity document was looked at; its type stays unnoted until somebody chooses.

    `digits` are the last ones of the document, where the rule set asks them. When it was not in
    order, `follow_up` says what is checked afterwards and `follow_up_before` by when.
    """

    TYPE: ClassVar[str] = "IdentityChecked"
    ASPECT: ClassVar[str | None] = Aspect.IDENTITY
    outcome: IdentityOutcome
    document: str | None = None
    digits: str | None = None
    follow_up: str | None = None
    follow_up_before: datetime | None = None

    @property
    def value(self) -> str:
        """Two checks agree when their outcome does."""
        return self.outcome.value


@dataclass(frozen=True, slots=True)
class SeatTaken(Act):
    """Where the candidate really sits."""

    TYPE: ClassVar[str] = "SeatTaken"
    ASPECT: ClassVar[str | None] = Aspect.SEAT
    seat: str
    reason: str | None = None

    @property
    def value(self) -> str:
        """The seat is the value."""
        return self.seat


@dataclass(frozen=True, slots=True)
class CandidateStarted(Act):
    """The candidate began; recorded where the scenario counts an own start."""

    TYPE: ClassVar[str] = "CandidateStarted"
    ASPECT: ClassVar[str | None] = Aspect.START


@dataclass(frozen=True, slots=True)
class AwayStarted(Act):
    """The candidate left the room for a moment; `escort` is the name of who goes along.

    `escort_person` is that person's id, where it is somebody on duty here.
    """

    TYPE: ClassVar[str] = "AwayStarted"
    ASPECT: ClassVar[str | None] = Aspect.AWAY
    purpose: str | None = None
    escort: str | None = None
    escort_person: str | None = None


@dataclass(frozen=True, slots=True)
class AwayEnded(Act):
    """The candidate is back in the room."""

    TYPE: ClassVar[str] = "AwayEnded"
    ASPECT: ClassVar[str | None] = Aspect.AWAY


@dataclass(frozen=True, slots=True)
class WorkHandedIn(Act):
    """The work was handed in; sheets and scrap paper are counted where the rule set asks it.

    `is_paper_returned`: whether the exam paper itself came back; None when nobody looked.
    """

    TYPE: ClassVar[str] = "WorkHandedIn"
    ASPECT: ClassVar[str | None] = Aspect.HAND_IN
    sheets: int | None = None
    scrap_sheets: int | None = None
    is_paper_returned: bool | None = None


@dataclass(frozen=True, slots=True)
class LeftForGood(Act):
    """The candidate left and does not come back."""

    TYPE: ClassVar[str] = "LeftForGood"
    ASPECT: ClassVar[str | None] = Aspect.STOP
    reason: str | None = None
    work: WorkOutcome | None = None


@dataclass(frozen=True, slots=True)
class ProvisionReported(Act):
    """What became of one granted provision; its register is `provision/CODE`.

    `reason` is a code of the catalogue (`not-planned`) or literally what was typed; `measure` is
    what was done instead, `effect` what the candidate noticed of it, `informed` who of the exams
    office was told, and when. When it was noticed is `seen_at`.
    """

    TYPE: ClassVar[str] = "ProvisionReported"
    code: str
    outcome: ProvisionOutcome
    reason: str | None = None
    remark: str | None = None
    measure: str | None = None
    effect: str | None = None
    informed: str | None = None
    informed_at: datetime | None = None

    @property
    def value(self) -> str:
        """Two reports agree when their outcome does."""
        return self.outcome.value


@dataclass(frozen=True, slots=True)
class PaperChecked(Act):
    """A second person laid the acts in `refs`, typed over from paper, beside that paper.

    The signature is the checker's own, over the scope and those leaves. Who typed an act cannot
    check it: such a check does not count.
    """

    TYPE: ClassVar[str] = "PaperChecked"
    person: str
    name: str
    public: str
    signature: str
    chain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Corrected(Act):
    """Strikes the event in `refs`; it stays visible. `is_undo`: taken back within minutes."""

    TYPE: ClassVar[str] = "Corrected"
    reason: str
    is_undo: bool = False

"""What somebody wants recorded: imperative, from one key or one form."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.models import values
from app.models.attendance_commands import AttendanceCommand
from app.models.calamity_commands import (
    CalamityCommand,
    HearDecision,
    IncludeInCompensation,
    ReturnItem,
)
from app.models.closing_commands import ClosingCommand
from app.models.preparing_commands import PreparingCommand, RoomCommand
from app.models.values import (
    Aspect,
    IdentityOutcome,
    NotObserved,
    PartAspect,
    ProvisionOutcome,
    WorkOutcome,
)

SeenAt = values.SeenAt


@dataclass(frozen=True, slots=True)
class RegisterArrival:
    """The candidate is here, and what the look at the identity document gave (None: no look)."""

    session: str
    candidate: str
    identity: IdentityOutcome | None = IdentityOutcome.SEEN
    seen_at: SeenAt = None
    document: str | None = None
    digits: str | None = None


@dataclass(frozen=True, slots=True)
class CheckIdentity:
    """The identity document was looked at, apart from arriving."""

    session: str
    candidate: str
    outcome: IdentityOutcome
    document: str | None = None
    seen_at: SeenAt = None
    digits: str | None = None
    follow_up: str | None = None
    follow_up_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class EstablishNoShow:
    """Somebody looked: these candidates are not there (one act each, one handling)."""

    session: str
    candidates: tuple[str, ...]
    seen_at: SeenAt = None


@dataclass(frozen=True, slots=True)
class RefuseEntry:
    """The candidate came and was sent on."""

    session: str
    candidate: str
    reason: str | None = None
    seen_at: SeenAt = None


@dataclass(frozen=True, slots=True)
class LeaveForAMoment:
    """Even weg."""

    session: str
    candidate: str
    purpose: str | None = None
    escort: str | None = None
    seen_at: SeenAt = None
    escort_person: str | None = None


@dataclass(frozen=True, slots=True)
class ComeBack:
    """Terug in de zaal."""

    session: str
    candidate: str
    seen_at: SeenAt = None


@dataclass(frozen=True, slots=True)
class HandIn:
    """Inleveren, by one or by several in one handling."""

    session: str
    candidates: tuple[str, ...]
    sheets: int | None = None
    seen_at: SeenAt = None
    scrap_sheets: int | None = None
    is_paper_returned: bool | None = None


@dataclass(frozen=True, slots=True)
class LeaveForGood:
    """Definitief vertrokken; work that was handed in is recorded in the same handling."""

    session: str
    candidate: str
    reason: str | None = None
    seen_at: SeenAt = None
    work: WorkOutcome | None = None


@dataclass(frozen=True, slots=True)
class StartCandidate:
    """The candidate began, apart from the start of all (scenarios with an own start)."""

    session: str
    candidate: str
    seen_at: SeenAt = None


@dataclass(frozen=True, slots=True)
class TakeSeat:
    """Where the candidate really sits."""

    session: str
    candidate: str
    seat: str
    reason: str | None = None
    seen_at: SeenAt = None


@dataclass(frozen=True, slots=True)
class StartSession:
    """Examen starten; a released exam is released by the same act."""

    session: str
    seen_at: SeenAt = None


@dataclass(frozen=True, slots=True)
class EndSession:
    """Examen beeindigen."""

    session: str
    seen_at: SeenAt = None


@dataclass(frozen=True, slots=True)
class NoteStartReason:
    """Why the start was not as planned."""

    session: str
    reason: str


@dataclass(frozen=True, slots=True)
class NoteIrregularity:
    """A bijzonderheid of a candidate, or of the session when there is no candidate."""

    session: str
    candidate: str | None
    category: str
    text: str
    addressed_at: SeenAt = None
    seen_by: str | None = None
    also_seen_by: str | None = None
    statement: str | None = None
    item_taken: str | None = None
    bag: str | None = None
    is_reported: bool = False
    seen_at: SeenAt = None
    also: tuple[str, ...] = ()
    """Other candidates of the same matter: one act each."""
    mentions: tuple[str, ...] = ()
    measures: str | None = None
    is_statement_refused: bool = False
    central_class: str | None = None


@dataclass(frozen=True, slots=True)
class ReportProvision:
    """What became of one granted provision."""

    session: str
    candidate: str
    code: str
    outcome: ProvisionOutcome
    reason: str | None = None
    seen_at: SeenAt = None
    remark: str | None = None
    measure: str | None = None
    effect: str | None = None
    informed: str | None = None
    informed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReadyProvision:
    """Looked before the start: for these candidates it is there and works, or it is not."""

    session: str
    candidates: tuple[str, ...]
    code: str
    is_ready: bool = True
    remark: str | None = None
    seen_at: SeenAt = None


@dataclass(frozen=True, slots=True)
class NoteProvisionRequest:
    """Asked on the day for what was not granted, and the answer with who gave it."""

    session: str
    candidate: str
    code: str
    asked: str
    is_granted: bool
    answered_by: str
    extra_time_min: int | None = None
    seen_at: SeenAt = None


@dataclass(frozen=True, slots=True)
class StartRestBreak:
    """Pauze met stilstaande klok."""

    session: str
    candidate: str
    seen_at: SeenAt = None


@dataclass(frozen=True, slots=True)
class EndRestBreak:
    """Weer aan het werk."""

    session: str
    candidate: str
    seen_at: SeenAt = None


@dataclass(frozen=True, slots=True)
class StartInterruption:
    """Work stops for everybody, or for one candidate."""

    session: str
    cause: str
    candidate: str | None = None
    seen_at: SeenAt = None


@dataclass(frozen=True, slots=True)
class EndInterruption:
    """Work goes on."""

    session: str
    interruption: str
    seen_at: SeenAt = None


@dataclass(frozen=True, slots=True)
class ExcludeFromCompensation:
    """This candidate gets no time back for that interruption."""

    session: str
    candidate: str
    interruption: str
    reason: str


@dataclass(frozen=True, slots=True)
class LeaveShift:
    """A surveillant goes home; the report is signed for the own period first."""

    person: str
    seen_at: SeenAt = None


@dataclass(frozen=True, slots=True)
class NoteClockJump:
    """The system clock went its own way: how far since the last note, and in all."""

    by: timedelta
    ahead: timedelta


@dataclass(frozen=True, slots=True)
class NoteSigningImpossible:
    """Somebody cannot sign the report, and why."""

    session: str
    person: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class SettleDifference:
    """A person chose which of the concurrent values holds; `leaf` is the head that is kept.

    Without a candidate it is about a time of the part itself.
    """

    session: str
    candidate: str | None
    aspect: Aspect | PartAspect | str
    leaf: str


@dataclass(frozen=True, slots=True)
class CloseApart:
    """Close what this laptop recorded apart: first it takes over what it knows by others."""

    session: str


@dataclass(frozen=True, slots=True)
class Correct:
    """Strike an act after the fact, with the reason that prints.

    `is_whole` strikes what was recorded about the candidate in the same handling too.
    """

    session: str
    leaf: str
    reason: str
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Retime:
    """An act was seen at another time than recorded: strike it, and record it anew."""

    session: str
    leaf: str
    reason: str
    seen_at: datetime | NotObserved


@dataclass(frozen=True, slots=True)
class Undo:
    """Take the last handling of this laptop back."""


@dataclass(frozen=True, slots=True)
class Redo:
    """Record again what was last taken back."""


@dataclass(frozen=True, slots=True)
class CopyFromPaper:
    """What stands on paper about this; `copied_by` types it over. No time on it: not observed."""

    command: "Recordable"
    copied_by: str


ProvisionCommand = (
    ReportProvision | ReadyProvision | NoteProvisionRequest | StartRestBreak | EndRestBreak
)
CandidateCommand = (
    RegisterArrival
    | CheckIdentity
    | RefuseEntry
    | LeaveForAMoment
    | ComeBack
    | LeaveForGood
    | StartCandidate
    | TakeSeat
    | ProvisionCommand
    | EstablishNoShow
    | HandIn
    | AttendanceCommand
)
PartCommand = (
    StartSession
    | EndSession
    | NoteStartReason
    | NoteIrregularity
    | StartInterruption
    | EndInterruption
    | ExcludeFromCompensation
    | LeaveShift
    | NoteClockJump
    | NoteSigningImpossible
    | CloseApart
    | HearDecision
    | IncludeInCompensation
    | ReturnItem
    | ClosingCommand
)
RepairCommand = SettleDifference | Correct | Retime | Undo | Redo
Recordable = CandidateCommand | PartCommand | PreparingCommand | RoomCommand | CalamityCommand
Command = Recordable | RepairCommand | CopyFromPaper

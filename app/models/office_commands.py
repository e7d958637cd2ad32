"""What somebody of the exams office wants recorded: imperative, without time or key."""

from dataclasses import dataclass

from app.models.check_commands import CheckCommand
from app.models.planning_commands import SendPlan
from app.models.values import DecisionOutcome


@dataclass(frozen=True, slots=True)
class OpenIssue:
    """Somebody told the office of something by telephone or at the desk."""

    title: str
    text: str = ""
    room: str | None = None
    session: str | None = None
    caller: str | None = None


@dataclass(frozen=True, slots=True)
class TakeIssue:
    """Pak op: from here on it is mine."""

    issue: str


@dataclass(frozen=True, slots=True)
class HandOverIssue:
    """Draag over aan."""

    issue: str
    to_person: str
    to_name: str


@dataclass(frozen=True, slots=True)
class NoteOnIssue:
    """Toevoegen: what was done, or what somebody told by telephone."""

    issue: str
    text: str
    heard_from: str | None = None


@dataclass(frozen=True, slots=True)
class AwaitOnIssue:
    """Wacht op."""

    issue: str
    whom: str


@dataclass(frozen=True, slots=True)
class SolveIssue:
    """Oplossen."""

    issue: str
    text: str


@dataclass(frozen=True, slots=True)
class ReopenIssue:
    """Toch niet opgelost."""

    issue: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class CallHelpdesk:
    """Ik bel nu: ICT, a supplier, another helpdesk."""

    issue: str
    whom: str
    number: str | None = None


@dataclass(frozen=True, slots=True)
class EndHelpdeskCall:
    """Gesprek klaar, with the helpdesk's own number."""

    issue: str
    text: str = ""
    reference: str | None = None
    nobody_reached: bool = False


@dataclass(frozen=True, slots=True)
class SendMessage:
    """A word to rooms; each shows it until somebody there read it."""

    rooms: tuple[str, ...]
    text: str
    is_urgent: bool = False


@dataclass(frozen=True, slots=True)
class DecideForRoom:
    """The office's own record of a decision, beside what the room heard of it."""

    session: str
    room: str
    matter: str
    outcome: DecisionOutcome
    text: str
    decided_by: str
    candidate: str | None = None
    on_behalf_of: str | None = None
    mandate: str | None = None
    until: str | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class ReceiveStaff:
    """Gekomen, ID gezien."""

    person: str
    name: str
    day: str
    day_part: str
    is_identity_seen: bool
    room: str | None = None


@dataclass(frozen=True, slots=True)
class IssueThings:
    """Uitgifte: map, card, laptop, envelope with its count."""

    person: str
    name: str
    day: str
    day_part: str
    room: str
    has_folder: bool = False
    card: str | None = None
    laptop: str | None = None
    envelope: str | None = None
    seal: str | None = None
    pieces: int | None = None
    is_reserve: bool = False


@dataclass(frozen=True, slots=True)
class ReturnThings:
    """Inname of one issue: counts, and the initials of both who counted."""

    issue: str
    person: str
    room: str
    is_folder_complete: bool = False
    is_card_destroyed: bool = False
    laptop: str | None = None
    is_seal_intact: bool | None = None
    made: int | None = None
    unused: int | None = None
    bags: str | None = None
    remark: str | None = None
    initials_desk: str = ""
    initials_staff: str = ""


@dataclass(frozen=True, slots=True)
class NotifyAbsence:
    """Afgemeld: the room learns that, and nothing more; `reason` stays in the office."""

    session: str
    room: str
    candidate: str
    told_by: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Ongedaan maken, of what the office itself recorded."""

    leaves: tuple[str, ...]
    reason: str


OfficeCommand = (
    OpenIssue
    | TakeIssue
    | HandOverIssue
    | NoteOnIssue
    | AwaitOnIssue
    | SolveIssue
    | ReopenIssue
    | CallHelpdesk
    | EndHelpdeskCall
    | SendMessage
    | DecideForRoom
    | ReceiveStaff
    | IssueThings
    | ReturnThings
    | NotifyAbsence
    | TakeBack
    | CheckCommand
    | SendPlan
)

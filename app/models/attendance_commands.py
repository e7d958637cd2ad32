"""What a room can be asked to record around attendance: added by hand, sought, shown."""

from dataclasses import dataclass

from app.models.values import IdentityOutcome, Permission, ReviewOutcome, SeenAt


@dataclass(frozen=True, slots=True)
class AddCandidate:
    """Bijschrijven; an empty `candidate` gets a fresh id. None as identity: nobody looked yet."""

    session: str
    candidate: str
    name: str
    permission: Permission = Permission.NOBODY_YET
    number: str | None = None
    seat: str | None = None
    identity: IdentityOutcome | None = None
    authorised_by: str | None = None
    seen_at: SeenAt = None


@dataclass(frozen=True, slots=True)
class SendToRoom:
    """Naar een ander lokaal; `to_room` is its label, `decided_by` the name of who decided."""

    session: str
    candidate: str
    to_room: str
    reason: str | None = None
    decided_by: str | None = None
    seen_at: SeenAt = None


@dataclass(frozen=True, slots=True)
class NoteContact:
    """Somebody tried to reach a candidate who did not come."""

    session: str
    candidate: str
    channel: str
    answer: str | None = None
    seen_at: SeenAt = None


@dataclass(frozen=True, slots=True)
class NoteLateness:
    """Why a candidate was late; None as `met_leavers`: it is not known."""

    session: str
    candidate: str
    reason: str | None = None
    met_leavers: bool | None = None
    seen_at: SeenAt = None


@dataclass(frozen=True, slots=True)
class ReviewRecord:
    """The candidate was shown what was recorded about him."""

    session: str
    candidate: str
    outcome: ReviewOutcome
    remark: str | None = None
    strokes: str | None = None


AttendanceCommand = AddCandidate | SendToRoom | NoteContact | NoteLateness | ReviewRecord

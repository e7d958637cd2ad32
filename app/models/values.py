"""The words of the exam day that code may use: closed sets of values."""

from datetime import datetime
from enum import Enum, StrEnum
from typing import Final


class Kind(StrEnum):
    """What an event is to the record (format.md 1)."""

    PLAN = "plan"
    FACT = "fact"
    MARK = "mark"
    SYSTEM = "system"


class NotObserved(Enum):
    """The explicit value "tijd niet waargenomen": nobody saw when it happened."""

    NOT_OBSERVED = "not-observed"


NOT_OBSERVED: Final = NotObserved.NOT_OBSERVED

SeenAt = datetime | NotObserved | None
"""When it was seen: a moment in UTC, explicitly not seen, or None for now."""


class Aspect(StrEnum):
    """The registers of one candidate; `provision/CODE` is made by :func:`provision_aspect`."""

    ARRIVAL = "arrival"
    IDENTITY = "identity"
    SEAT = "seat"
    START = "start"
    AWAY = "away"
    HAND_IN = "hand-in"
    STOP = "stop"
    PLAN = "plan"
    EXTRAS = "extras"
    ADDED = "added"
    RELEASE = "release"


class PartAspect(StrEnum):
    """The registers of one part (a session in a room) and of the session itself."""

    PLAN = "plan"
    RULES = "rules"
    ROOM = "room"
    START = "session-start"
    RELEASE = "session-release"
    END = "session-end"


def provision_aspect(code: str) -> str:
    """Return the register of one granted provision, for example `provision/spoken`."""
    return f"provision/{code}"


def readiness_aspect(item: str) -> str:
    """Return the register of one item of the checklist, for example `readiness/room`."""
    return f"readiness/{item}"


def standard_aspect(item: str) -> str:
    """Return the register of one item of the standaardset, as `standard/calamities/030-net`."""
    return f"standard/{item}"


class PlanState(StrEnum):
    """Whether the planner still wants it: OKE's offeringState and association state."""

    ACTIVE = "active"
    CANCELED = "canceled"
    FINISHED = "finished"


class StartOption(StrEnum):
    """Who starts the clock: the candidate, or the release by the room (OKE startOptions)."""

    INDIVIDUAL = "individual"
    TRIGGERED = "triggered"


class DurationFrom(StrEnum):
    """From which moment the duration counts (OKE durationFrom)."""

    SESSION_START = "session-start"
    OWN_START = "own-start"
    RELEASE = "release"


class DurationUntil(StrEnum):
    """Until which moment one may work (OKE durationUntil); absent in scenario 4."""

    TEST_DURATION = "test-duration"
    SESSION_END = "session-end"


class StaffRole(StrEnum):
    """The roles of people who work at a session (OKE role)."""

    INVIGILATOR = "invigilator"
    CHIEF_INVIGILATOR = "chief-invigilator"
    ASSESSOR = "assessor"
    GUEST = "guest"
    LECTURER = "lecturer"


class Role(StrEnum):
    """What somebody may do at the school; rights stand in `app.models.roles`."""

    INVIGILATOR = "invigilator"
    CHIEF_INVIGILATOR = "chief-invigilator"
    COORDINATOR = "coordinator"
    EXAM_BOARD = "exam-board"
    STEWARD = "steward"
    AUDITOR = "auditor"


class SelfTest(StrEnum):
    """What a laptop is tested for before it runs a day alone."""

    STORE = "store"
    CLOCK = "clock"
    BATTERY = "battery"
    DISK = "disk"
    ROSTER = "roster"
    KEYS = "keys"
    SCANNER = "scanner"


class IdentityOutcome(StrEnum):
    """What the check of the identity document gave."""

    SEEN = "seen"
    NO_VALID_DOCUMENT = "no-valid-document"
    NAME_DIFFERS = "name-differs"
    EXPIRED = "expired"
    DOUBT = "doubt"


class Permission(StrEnum):
    """Who allowed somebody who is not on the list to sit down."""

    NOBODY_YET = "nobody-yet"
    BY_PHONE = "by-phone"
    ON_PAPER = "on-paper"


class WorkOutcome(StrEnum):
    """What became of the work of somebody who stopped."""

    HANDED_IN = "handed-in"
    NOT_HANDED_IN = "not-handed-in"
    REFUSED = "refused"


class ReviewOutcome(StrEnum):
    """What the candidate said about what was recorded about him."""

    AGREED = "agreed"
    DISAGREED = "disagreed"
    REFUSED_TO_SIGN = "refused-to-sign"


class ProvisionOutcome(StrEnum):
    """What became of one granted provision (domain.md 2c)."""

    GIVEN = "given"
    PARTLY = "partly"
    OFFERED_NOT_USED = "offered-not-used"
    REFUSED = "refused"
    NOT_DELIVERED = "not-delivered"
    NOT_APPLICABLE = "not-applicable"


class Status(StrEnum):
    """Where a candidate stands, derived from the registers; six of them have a silhouette."""

    EXPECTED = "expected"
    PRESENT = "present"
    LATE = "late"
    ABSENT = "absent"
    REFUSED = "refused"
    AWAY = "away"
    HANDED_IN = "handed-in"
    LEFT = "left"
    MOVED = "moved"


class Attendance(StrEnum):
    """The five values the national standard knows (OKE 1.0.1, flow 3, table 4.3.E)."""

    NOT_KNOWN = "not-known"
    NOT_PRESENT = "not-present"
    NOT_STARTED = "not-started"
    NOT_FINISHED = "not-finished"
    PRESENT = "present"


class Phase(StrEnum):
    """The phase of one session in one room; it follows acts, never the clock alone."""

    NOT_STARTED = "not-started"
    DOOR_OPEN = "door-open"
    DOOR_CLOSED = "door-closed"
    ENDED = "ended"


class Workability(StrEnum):
    """The first answer in a calamity: can the candidates go on working?"""

    ALL = "all"
    SOME = "some"
    NONE = "none"


class RollCallPlace(StrEnum):
    """Where heads were counted in an evacuation."""

    OUTSIDE = "outside"
    BACK = "back"


class DecisionOutcome(StrEnum):
    """What was decided; `AWAITED`: the board has yet to say, the candidate works meanwhile."""

    GRANTED = "granted"
    DENIED = "denied"
    AWAITED = "awaited"


class DecisionChannel(StrEnum):
    """How the room heard of a decision."""

    PHONE = "phone"
    IN_PERSON = "in-person"


class Confirmation(StrEnum):
    """How a decision stands between room and office."""

    HEARD = "heard"
    OFFICE = "office"
    CONFIRMED = "confirmed"
    DIFFERS = "differs"


def decision_aspect(matter: str) -> str:
    """Return the register of one matter to decide on, for example `decision/admission`."""
    return f"decision/{matter}"


ADMISSION: Final = "admission"
"""The matter of who came after the last entry."""


def time_back_matter(calamity: str) -> str:
    """Return the matter of the time lost by a calamity, by the leaf of its opening."""
    return f"time-back/{calamity}"


def resumption_matter(calamity: str) -> str:
    """Return the matter of going on or ending after a calamity, by the leaf of its opening."""
    return f"resumption/{calamity}"


class PutAside(StrEnum):
    """Why the dossier put something aside until two people judged it (`WithoutEffect`)."""

    PROVISIONAL = "provisional"
    DEVICE = "revoked-device"
    PERSON = "revoked-person"
    ISSUER = "revoked-issuer"


class Ineffective(StrEnum):
    """Why a well-signed event counts in no fold, whoever judges it (`WithoutEffect`)."""

    RIGHTS = "outside-rights"
    SHIFT = "shift-not-signed"
    SIGNATURE = "signature-wrong"


class Flag(StrEnum):
    """A rule that a recorded fact does not meet; it is shown and printed, it never blocks."""

    AFTER_ENTRY_LIMIT = "after-entry-limit"
    AFTER_CENTRAL_LIMIT = "after-central-limit"
    LEFT_TOO_EARLY = "left-too-early"
    AWAY_IN_CLOSED_WINDOW = "away-in-closed-window"
    HANDED_IN_TOO_EARLY = "handed-in-too-early"
    STARTED_OFF_PLAN = "started-off-plan"
    NO_VALID_IDENTITY = "no-valid-identity"
    REST_NOT_GRANTED = "rest-not-granted"
    SESSION_CANCELED = "session-canceled"
    ENROLMENT_CANCELED = "enrolment-canceled"
    AWAY_TOO_OFTEN = "away-too-often"
    TOO_MANY_AWAY = "too-many-away"
    NAME_TWICE = "name-twice"
    WITHOUT_RELEASE = "without-release"


class DayPart(StrEnum):
    """The half-days of the desk."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class MatterKind(StrEnum):
    """What the board of examiners has to rule on."""

    IRREGULARITY = "irregularity"
    CALAMITY = "calamity"
    ADMISSION = "admission"
    REFUSAL = "refusal"
    TELEPHONE = "telephone"
    DIFFERENCE = "difference"


class RulingOutcome(StrEnum):
    """What the board of examiners ruled; its words go with the kind of matter."""

    UPHELD = "upheld"
    REJECTED = "rejected"
    DEFERRED = "deferred"


class Population(StrEnum):
    """What a sample is drawn from."""

    SESSIONS = "sessions"
    CANDIDATES = "candidates"


class FindingOutcome(StrEnum):
    """What a look at one item of a sample gave."""

    IN_ORDER = "in-order"
    REMARK = "remark"
    NOT_IN_ORDER = "not-in-order"


class Reason(StrEnum):
    """Why a command is refused: only what is impossible (decisions 4)."""

    UNKNOWN_CANDIDATE = "unknown-candidate"
    UNKNOWN_SESSION = "unknown-session"
    UNKNOWN_SUBJECT = "unknown-subject"
    SEALED = "sealed"
    NEVER_ARRIVED = "never-arrived"
    ALREADY_SO = "already-so"
    NOT_AWAY = "not-away"
    NOT_STARTED = "not-started"
    ALREADY_STARTED = "already-started"
    ALREADY_ENDED = "already-ended"
    HAS_ARRIVED = "has-arrived"
    NOTHING_TO_UNDO = "nothing-to-undo"
    NOTHING_TO_REDO = "nothing-to-redo"
    TOO_LATE_TO_UNDO = "too-late-to-undo"
    BUILT_UPON = "built-upon"
    NO_DIFFERENCE = "no-difference"
    IN_THE_FUTURE = "in-the-future"
    NOT_RESTING = "not-resting"
    NO_SHIFT = "no-shift"
    ALREADY_HERE = "already-here"
    SAME_ROOM = "same-room"
    NOT_TIMED = "not-timed"
    NO_CALAMITY = "no-calamity"
    CENTRAL_LIMIT = "central-limit"
    NOT_SEALED = "not-sealed"
    NOTHING_TO_DRAW = "nothing-to-draw"
    TOO_LONG = "too-long"

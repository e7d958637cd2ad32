"""What a person does in the room. A view emits these and decides nothing.

The moment is not in them: whoever receives an intent knows when.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class Act(StrEnum):
    """Everything a key, a button or a link of the room can ask for."""

    PRESENT = "present"
    PRESENT_WITHOUT_ID = "present-without-id"
    LATE = "late"
    ABSENT = "absent"
    AWAY_OR_BACK = "away-or-back"
    HAND_IN = "hand-in"
    IRREGULARITY = "irregularity"
    EVERYTHING = "everything"
    ADD_CANDIDATE = "add-candidate"
    NOTE_DECISION = "note-decision"
    LEFT = "left"
    ALL_ABSENT = "all-absent"
    ALL_HANDED_IN = "all-handed-in"
    OTHER_TIME = "other-time"
    CHANGE_SEAT = "change-seat"
    INVIGILATORS = "invigilators"
    START_REASON = "start-reason"
    NO_START_REASON = "no-start-reason"
    CLOSING = "closing"
    CALAMITY = "calamity"
    HELP = "help"
    MAP = "map"
    STORAGE = "storage"
    TODAY = "today"
    PROJECTOR = "projector"
    DIFFERENCES = "differences"
    SESSION_IRREGULARITY = "session-irregularity"
    IDENTITY = "identity"
    CONTACT = "contact"
    LATENESS = "lateness"
    OTHER_ROOM = "other-room"
    REVIEW = "review"
    FROM_PAPER = "from-paper"
    CHECK_PAPER = "check-paper"
    PROVISIONS = "provisions"


@dataclass(frozen=True, slots=True)
class QueryTyped:
    """The search box says something else."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ScanCompleted:
    """A card was scanned: these characters, without the Enter at their end."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Selected:
    """Another row was chosen, by arrow, page, home, end or mouse."""

    candidate: str


@dataclass(frozen=True, slots=True)
class FilterChosen:
    """The chip at this index, from 0."""

    index: int


@dataclass(frozen=True, slots=True)
class EnterPressed:
    """Enter, with Shift or without. Not the Enter of a scanner, not a key held down."""

    shift: bool = False


@dataclass(frozen=True, slots=True)
class ActChosen:
    """A function key, its Alt twin, a button or a link. Sent also where it is not allowed."""

    act: Act


@dataclass(frozen=True, slots=True)
class StartOrEndPressed:
    """F11: what the button of the band says."""


@dataclass(frozen=True, slots=True)
class SessionChosen:
    """Alt 1 to Alt 5: the exam or the block at this index, from 0."""

    index: int


@dataclass(frozen=True, slots=True)
class UndoPressed:
    """Ctrl Z."""


@dataclass(frozen=True, slots=True)
class RedoPressed:
    """Ctrl Y."""


@dataclass(frozen=True, slots=True)
class EscapePressed:
    """Esc: clear the search, else one level back."""


@dataclass(frozen=True, slots=True)
class ReasonTyped:
    """The reason of the start, from the strip under the band."""

    text: str


@dataclass(frozen=True, slots=True)
class IrregularityRecorded:
    """A filled-in bijzonderheid. Times are as typed ("10:10", or empty)."""

    form: str
    kind: str
    seen_at: str
    spoken_at: str
    witness: str = field(repr=False)
    saw: str = field(repr=False)
    said: str = field(repr=False)
    taken: str = field(repr=False)
    bag: str
    report: bool
    extras: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    refused: bool = False
    central_class: str = ""


@dataclass(frozen=True, slots=True)
class ItemGivenBack:
    """What was taken, of the note `leaf`, went back; the time as typed, empty when not seen."""

    leaf: str
    to: str = field(repr=False)
    at: str


@dataclass(frozen=True, slots=True)
class DifferenceChosen:
    """The value at this index is looked at; recorded only when `settle`."""

    difference: str
    index: int
    settle: bool = False


@dataclass(frozen=True, slots=True)
class PromptAnswered:
    """A question was answered: the chosen value and the texts by name of field."""

    prompt: str
    choice: str
    texts: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class RecordShown:
    """The candidate saw the own record: what he says of it, and the signature he drew."""

    form: str
    outcome: str
    remark: str = field(repr=False)
    strokes: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class NoticeChosen:
    """An action of a notice or a question, by its name."""

    action: str


@dataclass(frozen=True, slots=True)
class ThemeToggled:
    """Ctrl D."""


class Zoom(StrEnum):
    """Larger, smaller, as designed."""

    IN = "in"
    OUT = "out"
    RESET = "reset"


@dataclass(frozen=True, slots=True)
class ZoomChanged:
    """Ctrl +, Ctrl -, Ctrl 0."""

    zoom: Zoom


@dataclass(frozen=True, slots=True)
class FullScreenToggled:
    """Ctrl F11."""


@dataclass(frozen=True, slots=True)
class SearchAsked:
    """Ctrl F: to the search box, with what is in it marked."""


@dataclass(frozen=True, slots=True)
class KeysClosed:
    """Esc on the overview of keys, or F1 once more."""


@dataclass(frozen=True, slots=True)
class LockPressed:
    """Ctrl L."""

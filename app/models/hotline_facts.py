"""Facts of the hotline: issues, who has them, whom was called, and words to the rooms (H2, 10).

An issue is told apart by `issue`: the key of the calamity it came from, else an id of its own.
All of it stands in the office's scope, but for a message to a room and the word that it was read.
"""

from dataclasses import dataclass
from typing import ClassVar

from app.models.act import Act
from app.models.values import Kind


@dataclass(frozen=True, slots=True)
class IssueOpened(Act):
    """Somebody told the office of something; `number` is what was said on the telephone."""

    TYPE: ClassVar[str] = "IssueOpened"
    issue: str
    number: int
    title: str
    text: str = ""
    room: str | None = None
    session: str | None = None
    caller: str | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True)
class IssueTaken(Act):
    """Somebody took it up, from whom the screen said had it; nobody: None."""

    TYPE: ClassVar[str] = "IssueTaken"
    issue: str
    number: int
    from_person: str | None = None


@dataclass(frozen=True, slots=True)
class IssueHandedOver(Act):
    """It is somebody else's from here on."""

    TYPE: ClassVar[str] = "IssueHandedOver"
    issue: str
    to_person: str
    to_name: str


@dataclass(frozen=True, slots=True)
class IssueNoted(Act):
    """What was done or heard; `heard_from` is who told it by telephone."""

    TYPE: ClassVar[str] = "IssueNoted"
    issue: str
    text: str
    heard_from: str | None = None


@dataclass(frozen=True, slots=True)
class IssueAwaited(Act):
    """Nothing can be done before somebody else did something: whom, and for what."""

    TYPE: ClassVar[str] = "IssueAwaited"
    issue: str
    whom: str


@dataclass(frozen=True, slots=True)
class IssueSolved(Act):
    """Solved, and how."""

    TYPE: ClassVar[str] = "IssueSolved"
    issue: str
    text: str


@dataclass(frozen=True, slots=True)
class IssueReopened(Act):
    """It was not solved after all."""

    TYPE: ClassVar[str] = "IssueReopened"
    issue: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class HelpdeskCalled(Act):
    """ICT, a supplier or another helpdesk was called."""

    TYPE: ClassVar[str] = "HelpdeskCalled"
    issue: str
    whom: str
    number: str | None = None


@dataclass(frozen=True, slots=True)
class HelpdeskCallEnded(Act):
    """That call was over; `refs` names it. `reference` is the helpdesk's own number."""

    TYPE: ClassVar[str] = "HelpdeskCallEnded"
    issue: str
    text: str = ""
    reference: str | None = None
    nobody_reached: bool = False


@dataclass(frozen=True, slots=True)
class MessageSent(Act):
    """A word of the office to a room, in each part it is for; one batch for all rooms.

    A mark: what the office says is no fact of the exam, and voids nobody's signature.
    """

    TYPE: ClassVar[str] = "MessageSent"
    KIND: ClassVar[Kind] = Kind.MARK
    message: str
    text: str
    is_urgent: bool = False


@dataclass(frozen=True, slots=True)
class MessageRead(Act):
    """Somebody in the room read it; `refs` names the message."""

    TYPE: ClassVar[str] = "MessageRead"
    KIND: ClassVar[Kind] = Kind.MARK
    name: str


OF_ISSUES = (
    IssueOpened,
    IssueTaken,
    IssueHandedOver,
    IssueNoted,
    IssueAwaited,
    IssueSolved,
    IssueReopened,
    HelpdeskCalled,
    HelpdeskCallEnded,
)
OF_OFFICE = (*OF_ISSUES, MessageSent)
"""What is recorded at a machine of the office only."""

"""Facts about one candidate around attendance: added by hand, sought, and shown the record."""

from dataclasses import dataclass
from typing import ClassVar

from app.models.act import Act
from app.models.values import Aspect, Permission, ReviewOutcome


@dataclass(frozen=True, slots=True)
class CandidateAdded(Act):
    """Bijgeschreven: somebody who is not on the list sat down; `name` as on the ID.

    The candidate of the body is an id that was made for this act. The exams office links it to
    somebody of the school later; until then it goes to no planner.
    """

    TYPE: ClassVar[str] = "CandidateAdded"
    ASPECT: ClassVar[str | None] = Aspect.ADDED
    name: str
    permission: Permission
    number: str | None = None
    authorised_by: str | None = None

    @property
    def value(self) -> str:
        """The name is the value."""
        return self.name


@dataclass(frozen=True, slots=True)
class SentToRoom(Act):
    """The candidate was sent to another room, and is on the way until that room says back.

    Rooms are told by label: the room that is left may know no other name of them. The dossier
    answers it in the part of the other room, so that the candidate keeps one history.
    """

    TYPE: ClassVar[str] = "SentToRoom"
    ASPECT: ClassVar[str | None] = Aspect.AWAY
    to_room: str
    from_room: str
    reason: str | None = None
    decided_by: str | None = None

    @property
    def value(self) -> str:
        """Two laptops that sent somebody to two rooms differ."""
        return f"{self.TYPE}:{self.to_room}"


@dataclass(frozen=True, slots=True)
class ContactAttempted(Act):
    """Somebody tried to reach a candidate who did not come; `channel` is a code of ours."""

    TYPE: ClassVar[str] = "ContactAttempted"
    channel: str
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class LatenessNoted(Act):
    """Why somebody was late, and whether he spoke with who had left already (domain C5).

    None as `met_leavers`: nobody knows. It is only added: what is said later stands beside it.
    """

    TYPE: ClassVar[str] = "LatenessNoted"
    reason: str | None = None
    met_leavers: bool | None = None


@dataclass(frozen=True, slots=True)
class RecordReviewed(Act):
    """The candidate saw what was recorded about him, at hand-in.

    `strokes` is the drawn signature: lines parted by a space, each a row of points "x,y" parted
    by a semicolon, whole numbers from 0 to 999 over the width of the field.
    """

    TYPE: ClassVar[str] = "RecordReviewed"
    outcome: ReviewOutcome
    remark: str | None = None
    strokes: str | None = None

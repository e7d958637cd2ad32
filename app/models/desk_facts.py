"""Facts of the desk: who came, what went out and what came back (16); notices of absence.

All of it stands in the office's scope. Of a notice of absence the room learns that there is one,
never why: the reason stays in the office or out of the system (decisions 0017).
"""

from dataclasses import dataclass
from typing import ClassVar

from app.models.act import Act


@dataclass(frozen=True, slots=True)
class StaffReceived(Act):
    """Somebody of the staff came to the desk; `day_part` is "morning", "afternoon", "evening"."""

    TYPE: ClassVar[str] = "StaffReceived"
    person: str
    name: str
    day: str
    day_part: str
    is_identity_seen: bool
    room: str | None = None


@dataclass(frozen=True, slots=True)
class ThingsIssued(Act):
    """What went over the desk: map, card, laptop, envelope with its seal and count."""

    TYPE: ClassVar[str] = "ThingsIssued"
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
class ThingsReturned(Act):
    """What came back of an issue named in `refs`: counted by two, both by their initials."""

    TYPE: ClassVar[str] = "ThingsReturned"
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
class AbsenceNotified(Act):
    """The candidate will not come: told to the office, in the part, without a reason."""

    TYPE: ClassVar[str] = "AbsenceNotified"
    told_by: str


@dataclass(frozen=True, slots=True)
class AbsenceReasonNoted(Act):
    """Why, as far as the office keeps it; `refs` names the notice. Never to a room."""

    TYPE: ClassVar[str] = "AbsenceReasonNoted"
    text: str


AT_DESK = (StaffReceived, ThingsIssued, ThingsReturned, AbsenceNotified, AbsenceReasonNoted)
"""What is recorded at the desk only."""

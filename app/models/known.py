"""What is known of one session in one room at the moment of a command."""

from dataclasses import dataclass
from datetime import datetime

from app.models.act import Act, Body
from app.models.commands import SeenAt
from app.models.drafts import Moment, Refused
from app.models.fold import part_scope
from app.models.session import Enrolment, ExamSession, Part
from app.models.timing import status_of
from app.models.values import Reason, Status


@dataclass(frozen=True, slots=True)
class Known:
    """A session, its part in this room, and the moment: what the rules of recording read."""

    session: ExamSession
    part: Part
    moment: Moment

    @property
    def scope(self) -> str:
        """The scope that facts of this part are written in."""
        return part_scope(self.session.id, self.part.room)

    def enrolment(self, candidate: str) -> Enrolment:
        """Return a candidate of this room.

        Raises:
            Refused: Nobody of that id is here.
        """
        found = self.session.enrolments.get(candidate)
        if found is None or found.room != self.part.room:
            raise Refused(Reason.UNKNOWN_CANDIDATE)
        return found

    def status(self, enrolment: Enrolment) -> Status:
        """Return where a candidate stands."""
        return status_of(self.session, self.part, enrolment)

    def since(self, enrolment: Enrolment, aspect: str) -> datetime | None:
        """Return since when a register says what it says."""
        value = enrolment.values.get(aspect)
        return None if value is None else value.observed

    def body(self, enrolment: Enrolment, act: Act, seen_at: SeenAt, aspect: str = "") -> Body:
        """Return a body for a register of a candidate, with what the register said before."""
        key = aspect or act.ASPECT or ""
        value = enrolment.values.get(key)
        seen = () if value is None else tuple(sorted(head.leaf for head in value.heads))
        return Body(act, enrolment.candidate, key, seen, seen_at=seen_at)

    def part_body(self, act: Act, seen_at: SeenAt) -> Body:
        """Return a body for a register of the part."""
        value = self.part.values.get(act.ASPECT or "")
        seen = () if value is None else tuple(sorted(head.leaf for head in value.heads))
        return Body(act, None, act.ASPECT, seen, seen_at=seen_at)

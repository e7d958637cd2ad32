"""What one message of a planner means in our own words, before anything is stored."""

from dataclasses import dataclass

from app.models.plan import CandidatePlanned, SessionPlanned, StaffPlanned


@dataclass(frozen=True, slots=True)
class OfferingRead:
    """An offering as read: our plan act and the JSON text of everything the act does not hold."""

    offering_id: str
    plan: SessionPlanned
    document: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EnrolmentRead:
    """An association as read: a candidate's enrolment or a member of staff, never both.

    `act` is what goes into the plan; `offering_id` is the session it belongs to now.
    """

    enrolment_id: str
    offering_id: str
    act: CandidatePlanned | StaffPlanned
    document: str
    warnings: tuple[str, ...] = ()

    @property
    def candidate(self) -> CandidatePlanned | None:
        """The act when this is a candidate."""
        return self.act if isinstance(self.act, CandidatePlanned) else None

    @property
    def staff(self) -> StaffPlanned | None:
        """The act when this is somebody who works at the session."""
        return self.act if isinstance(self.act, StaffPlanned) else None

"""What the OKE door asks of the dossier: the plan, what was recorded, and the documents."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from app.models.plan import CandidatePlanned, SessionPlanned, StaffPlanned
from app.models.values import Attendance
from dossier.oke.reading import EnrolmentRead, OfferingRead


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A session as the plan holds it now; `document` is of the newest SourceReceived."""

    offering_id: str
    client: str
    plan: SessionPlanned
    document: str


@dataclass(frozen=True, slots=True)
class EnrolmentRecord:
    """An enrolment (candidate or staff) as the plan holds it now."""

    enrolment_id: str
    offering_id: str
    client: str
    act: CandidatePlanned | StaffPlanned
    document: str


@dataclass(frozen=True, slots=True)
class AttendanceReport:
    """What we report of one candidate (flow 3). Nothing here is a health word or a name."""

    attendance: Attendance
    result_date: date
    test_date: datetime | None = None
    irregularities: str | None = None


@dataclass(frozen=True, slots=True)
class Announced:
    """A document announced in flow 4; `kind` is session-report, attendance-report or other."""

    document_id: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class SessionOutcome:
    """What we report of one session (flow 4): one text and the documents."""

    irregularities: str
    documents: tuple[Announced, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """The bytes behind a document id; they never change."""

    document_id: str
    offering_id: str
    name: str
    content: bytes = field(repr=False)


class PlanDesk(Protocol):
    """The plan within one transaction. Ids are lower-case UUID texts; calls are synchronous."""

    def session(self, offering_id: str) -> SessionRecord | None:
        """Return the session, also when canceled, whoever sent it."""

    def enrolment(self, enrolment_id: str) -> EnrolmentRecord | None:
        """Return the enrolment, candidate or staff, also when canceled."""

    def enrolments(self, offering_id: str) -> Sequence[EnrolmentRecord]:
        """Return everybody planned at a session, canceled ones too, by enrolment id."""

    def enrolment_of_person(self, person_id: str, client: str) -> EnrolmentRecord | None:
        """Return an enrolment of this client that still holds this person, if any."""

    def put_offering(self, read: OfferingRead, client: str, now: datetime) -> bool:
        """Make this the plan of the session; True when it is new. Equal writes nothing.

        Writes SessionPlanned and SourceReceived. Revives or cancels the session only, never
        its enrolments. The warnings are kept also when nothing else changed.
        """

    def put_enrolment(self, read: EnrolmentRead, client: str, now: datetime) -> bool:
        """Make this the plan of the enrolment; True when it is new. Equal writes nothing.

        When `read.offering_id` differs from the stored one the candidate moves: recorded facts
        stay where they were made.
        """

    def has_facts(self, enrolment_id: str) -> bool:
        """Tell whether anything was recorded about this candidate, or may be, out of sight."""

    def forget_person(self, read: EnrolmentRead, client: str, now: datetime) -> None:
        """Put `read` (which holds no person any more) and erase the bodies of what it replaces.

        Called only when nothing was recorded: the acts and documents that held the person go.
        """

    def result_of(self, enrolment_id: str) -> AttendanceReport | None:
        """Return what we last reported of this candidate, None before the session is sealed."""

    def outcome_of(self, offering_id: str) -> SessionOutcome | None:
        """Return what we last reported of this session, None before it is sealed."""

    def stored_document(self, document_id: str) -> StoredDocument | None:
        """Return a document that was announced, or None."""


class PlanDesks(Protocol):
    """Where a request gets its desk. Leaving `write` by an exception leaves nothing behind."""

    def read(self) -> AbstractContextManager[PlanDesk]:
        """Open the plan for looking."""

    def write(self) -> AbstractContextManager[PlanDesk]:
        """Open the plan in the transaction that holds the school's row."""

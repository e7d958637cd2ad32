"""A plan in memory that holds real plan acts, for the routes alone."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from dossier.oke.ports import (
    AttendanceReport,
    EnrolmentRecord,
    SessionOutcome,
    SessionRecord,
    StoredDocument,
)
from dossier.oke.reading import EnrolmentRead, OfferingRead


@dataclass
class MemoryDesk:
    sessions: dict[str, SessionRecord] = field(default_factory=dict)
    people: dict[str, EnrolmentRecord] = field(default_factory=dict)
    recorded: set[str] = field(default_factory=set)
    results: dict[str, AttendanceReport] = field(default_factory=dict)
    outcomes: dict[str, SessionOutcome] = field(default_factory=dict)
    documents: dict[str, StoredDocument] = field(default_factory=dict)
    warnings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    forgotten: list[str] = field(default_factory=list)

    def session(self, offering_id: str) -> SessionRecord | None:
        return self.sessions.get(offering_id)

    def enrolment(self, enrolment_id: str) -> EnrolmentRecord | None:
        return self.people.get(enrolment_id)

    def enrolments(self, offering_id: str) -> Sequence[EnrolmentRecord]:
        return [p for _, p in sorted(self.people.items()) if p.offering_id == offering_id]

    def enrolment_of_person(self, person_id: str, client: str) -> EnrolmentRecord | None:
        return next(
            (p for p in self.people.values() if p.act.person == person_id and p.client == client),
            None,
        )

    def put_offering(self, read: OfferingRead, client: str, _now: datetime) -> bool:
        is_new = read.offering_id not in self.sessions
        self.sessions[read.offering_id] = SessionRecord(
            read.offering_id, client, read.plan, read.document
        )
        self.warnings[read.offering_id] = read.warnings
        return is_new

    def put_enrolment(self, read: EnrolmentRead, client: str, _now: datetime) -> bool:
        is_new = read.enrolment_id not in self.people
        self.people[read.enrolment_id] = EnrolmentRecord(
            read.enrolment_id, read.offering_id, client, read.act, read.document
        )
        self.warnings[read.enrolment_id] = read.warnings
        return is_new

    def has_facts(self, enrolment_id: str) -> bool:
        return enrolment_id in self.recorded

    def forget_person(self, read: EnrolmentRead, client: str, now: datetime) -> None:
        self.put_enrolment(read, client, now)
        self.forgotten.append(read.enrolment_id)

    def result_of(self, enrolment_id: str) -> AttendanceReport | None:
        return self.results.get(enrolment_id)

    def outcome_of(self, offering_id: str) -> SessionOutcome | None:
        return self.outcomes.get(offering_id)

    def stored_document(self, document_id: str) -> StoredDocument | None:
        return self.documents.get(document_id)


@dataclass
class MemoryDesks:
    desk: MemoryDesk = field(default_factory=MemoryDesk)

    @contextmanager
    def read(self) -> Iterator[MemoryDesk]:
        yield self.desk

    @contextmanager
    def write(self) -> Iterator[MemoryDesk]:
        sessions, people = dict(self.desk.sessions), dict(self.desk.people)
        try:
            yield self.desk
        except BaseException:
            self.desk.sessions, self.desk.people = sessions, people
            raise

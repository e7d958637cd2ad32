"""Rows that find the plan's newest word on a session or an enrolment without reading the log."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, Row, insert, select, update

from dossier.archive.tables import document, resource

SESSION: Final = "session"
CANDIDATE: Final = "candidate"
STAFF: Final = "staff"
NO_ROOM: Final = "none"


@dataclass(frozen=True, slots=True)
class ResourceRow:
    """A session or an enrolment; `room` is NO_ROOM until assigned, empty where it has no sense."""

    id: str
    kind: str
    session: str
    room: str
    person: str
    client: str
    plan_leaf: str
    source_leaf: str


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """An issued document."""

    id: str
    session: str
    kind: str
    name: str
    content: bytes = field(repr=False)


class ResourceRows:
    """The index over the plan of one school, within a transaction."""

    def __init__(self, connection: Connection, school: str) -> None:
        self._connection = connection
        self._school = school

    def get(self, resource_id: str, *kinds: str) -> ResourceRow | None:
        """Return a resource when it is of one of these kinds."""
        found = self._connection.execute(
            select(resource).where(
                resource.c.school == self._school,
                resource.c.id == resource_id,
                resource.c.kind.in_(kinds),
            )
        ).one_or_none()
        return None if found is None else _read(found)

    def of_session(self, session: str, *kinds: str) -> list[ResourceRow]:
        """Return what belongs to a session, by id."""
        rows = self._connection.execute(
            select(resource)
            .where(
                resource.c.school == self._school,
                resource.c.session == session,
                resource.c.kind.in_(kinds),
            )
            .order_by(resource.c.id)
        )
        return [_read(row) for row in rows]

    def of_kind(self, kind: str) -> list[ResourceRow]:
        """Return everything of a kind, by id."""
        rows = self._connection.execute(
            select(resource)
            .where(resource.c.school == self._school, resource.c.kind == kind)
            .order_by(resource.c.id)
        )
        return [_read(row) for row in rows]

    def of_person(self, person: str, client: str) -> list[ResourceRow]:
        """Return the enrolments of a person that this client sent, by id."""
        rows = self._connection.execute(
            select(resource)
            .where(
                resource.c.school == self._school,
                resource.c.person == person,
                resource.c.client == client,
            )
            .order_by(resource.c.id)
        )
        return [_read(row) for row in rows]

    def put(self, row: ResourceRow) -> None:
        """Keep where a resource stands now."""
        members = {name: getattr(row, name) for name in ResourceRow.__slots__}
        here = (resource.c.school == self._school, resource.c.id == row.id)
        if not self._connection.execute(update(resource).where(*here).values(members)).rowcount:
            self._connection.execute(insert(resource).values(school=self._school, **members))

    def documents(self, session: str) -> list[DocumentRow]:
        """Return the documents of a session, by kind and id."""
        rows = self._connection.execute(
            select(document)
            .where(document.c.school == self._school, document.c.session == session)
            .order_by(document.c.kind, document.c.id)
        )
        return [DocumentRow(row.id, row.session, row.kind, row.name, row.content) for row in rows]

    def document(self, document_id: str) -> DocumentRow | None:
        """Return a document."""
        row = self._connection.execute(
            select(document).where(document.c.school == self._school, document.c.id == document_id)
        ).one_or_none()
        if row is None:
            return None
        return DocumentRow(row.id, row.session, row.kind, row.name, row.content)

    def add_documents(self, rows: Sequence[DocumentRow]) -> None:
        """Keep documents; bytes behind an id never change."""
        for row in rows:
            self._connection.execute(
                insert(document).values(
                    school=self._school,
                    **{name: getattr(row, name) for name in DocumentRow.__slots__},
                )
            )


def _read(row: Row[Any]) -> ResourceRow:
    return ResourceRow(**{name: getattr(row, name) for name in ResourceRow.__slots__})

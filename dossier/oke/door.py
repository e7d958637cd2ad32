"""What the dossier does with a planner's request: read, check whose it is, keep, answer."""

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TypeVar

from app.models.values import PlanState
from dossier.oke.enrolment import EXPANDABLE as ENROLMENT_PARTS
from dossier.oke.enrolment import (
    enrolment_json,
    is_person_to_be_removed,
    is_removed,
    merge_enrolment,
    person_of,
    read_enrolment,
    without_person,
)
from dossier.oke.json_text import Json, decode_body
from dossier.oke.offering import EXPANDABLE as OFFERING_PARTS
from dossier.oke.offering import merge_offering, offering_json, read_offering
from dossier.oke.paging import page_json, read_wanted, selected
from dossier.oke.ports import (
    EnrolmentRecord,
    PlanDesk,
    PlanDesks,
    SessionRecord,
    StoredDocument,
)
from dossier.oke.problems import Rejected
from dossier.oke.reading import EnrolmentRead, OfferingRead

Clock = Callable[[], datetime]


class OkeDoor:
    """The operations of a Toetsafname server, without HTTP. `client` is who calls."""

    def __init__(self, desks: PlanDesks, clock: Clock) -> None:
        self._desks = desks
        self._clock = clock

    def put_offering(
        self, client: str, offering_id: str, raw: bytes, notes: Sequence[str] = ()
    ) -> bool:
        """Create or change a session; True when it is new."""
        wanted = resource_id(offering_id)
        read = read_offering(wanted, decode_body(raw), client)
        with self._desks.write() as desk:
            record = desk.session(wanted)
            if record is not None:
                _refuse_other_writer(record.client, client)
            return self._keep_offering(desk, _noted(read, notes), client)

    def patch_offering(
        self, client: str, offering_id: str, raw: bytes, notes: Sequence[str] = ()
    ) -> None:
        """Change a part of a session: in practice its cancellation."""
        patch = decode_body(raw)
        with self._desks.write() as desk:
            record = _own_session(desk, resource_id(offering_id), client)
            self._keep_offering(desk, _noted(merge_offering(record, patch), notes), client)

    def _keep_offering(self, desk: PlanDesk, read: OfferingRead, client: str) -> bool:
        now = self._clock()
        is_new = desk.put_offering(read, client, now)
        if read.plan.state is PlanState.CANCELED:
            for record in desk.enrolments(read.offering_id):
                if not is_removed(record.act) and not desk.has_facts(record.enrolment_id):
                    desk.forget_person(without_person(_as_read(record)), client, now)
        return is_new

    def offering(self, client: str, offering_id: str, query: Mapping[str, str]) -> Json:
        """Return a session with our report once it is known."""
        expand = asked_parts(query, OFFERING_PARTS)
        with self._desks.read() as desk:
            record = _own_session(desk, resource_id(offering_id), client)
            return offering_json(record, desk.outcome_of(record.offering_id), expand)

    def enrolments(self, client: str, offering_id: str, query: Mapping[str, str]) -> Json:
        """Return a page of the associations of a session."""
        wanted = read_wanted(query)
        expand = asked_parts(query, ENROLMENT_PARTS)
        with self._desks.read() as desk:
            session = _own_session(desk, resource_id(offering_id), client)
            items = [
                self._enrolment_json(desk, record, expand)
                for record in desk.enrolments(session.offering_id)
            ]
        return page_json(selected(items, wanted), wanted.page)

    def put_enrolment(
        self, client: str, enrolment_id: str, raw: bytes, notes: Sequence[str] = ()
    ) -> bool:
        """Create or change an enrolment; True when it is new."""
        wanted = resource_id(enrolment_id)
        body = decode_body(raw)
        with self._desks.write() as desk:
            record = desk.enrolment(wanted)
            if record is not None:
                _refuse_other_writer(record.client, client)
            read = read_enrolment(
                wanted,
                body,
                client,
                partial(_is_own_offering, desk, client),
                partial(_known_person, desk, client),
            )
            self._keep_enrolment(desk, _noted(read, notes), client)
            return record is None

    def patch_enrolment(
        self, client: str, enrolment_id: str, raw: bytes, notes: Sequence[str] = ()
    ) -> Json:
        """Change a part of an enrolment: in practice its cancellation."""
        patch = decode_body(raw)
        with self._desks.write() as desk:
            record = _own_enrolment(desk, resource_id(enrolment_id), client)
            read = merge_enrolment(
                record,
                patch,
                partial(_is_own_offering, desk, client),
                partial(_known_person, desk, client),
            )
            self._keep_enrolment(desk, _noted(read, notes), client)
        text = "De wijziging is ontvangen."
        return {
            "associationId": record.enrolment_id,
            "message": [{"language": "nl-NL", "value": text}],
        }

    def _keep_enrolment(self, desk: PlanDesk, read: EnrolmentRead, client: str) -> None:
        is_gone = is_person_to_be_removed(
            is_canceled=read.act.state is PlanState.CANCELED,
            has_facts=desk.has_facts(read.enrolment_id),
        )
        if is_gone:
            desk.forget_person(without_person(read), client, self._clock())
        else:
            desk.put_enrolment(read, client, self._clock())

    def enrolment(self, client: str, enrolment_id: str, query: Mapping[str, str]) -> Json:
        """Return an enrolment with its result once it is known."""
        expand = asked_parts(query, ENROLMENT_PARTS)
        with self._desks.read() as desk:
            record = _own_enrolment(desk, resource_id(enrolment_id), client)
            return self._enrolment_json(desk, record, expand)

    def _enrolment_json(
        self, desk: PlanDesk, record: EnrolmentRecord, expand: Collection[str]
    ) -> Json:
        session = desk.session(record.offering_id) if "offering" in expand else None
        offering = None
        if session is not None:
            offering = offering_json(session, desk.outcome_of(session.offering_id))
        return enrolment_json(record, desk.result_of(record.enrolment_id), expand, offering)

    def document(self, client: str, document_id: str) -> StoredDocument:
        """Return a document that was announced to this planner."""
        wanted = resource_id(document_id)
        with self._desks.read() as desk:
            document = desk.stored_document(wanted)
            if document is None:
                raise Rejected(404, "Unknown document")
            _own_session(desk, document.offering_id, client)
            return document


Read = TypeVar("Read", OfferingRead, EnrolmentRead)


def _noted(read: Read, notes: Sequence[str]) -> Read:
    """Return what was read with the warnings about how it came before its own."""
    return replace(read, warnings=(*notes, *read.warnings))


def resource_id(told: str) -> str:
    """Return an id from a path in its one form.

    Raises:
        Rejected: 400, when it is no UUID.
    """
    try:
        wanted = str(uuid.UUID(told))
    except ValueError:
        wanted = ""
    if wanted != told.lower():
        raise Rejected(400, "Id unreadable", "The id in the path is no UUID.")
    return wanted


def asked_parts(query: Mapping[str, str], known: Collection[str]) -> frozenset[str]:
    """Return the parts that are to be written out.

    Raises:
        Rejected: 400, when one is asked that this resource does not have.
    """
    asked = frozenset(part.strip() for part in query.get("expand", "").split(",") if part.strip())
    if not asked <= set(known):
        raise Rejected(400, "Query unreadable", f"expand is out of: {', '.join(sorted(known))}.")
    return asked


def _own_session(desk: PlanDesk, offering_id: str, client: str) -> SessionRecord:
    record = desk.session(offering_id)
    # Another planner's session is answered as one that is not there.
    if record is None or record.client != client:
        raise Rejected(404, "Unknown offering")
    return record


def _own_enrolment(desk: PlanDesk, enrolment_id: str, client: str) -> EnrolmentRecord:
    record = desk.enrolment(enrolment_id)
    if record is None or record.client != client:
        raise Rejected(404, "Unknown association")
    return record


def _refuse_other_writer(owner: str, client: str) -> None:
    if owner != client:
        raise Rejected(403, "Not yours", "This id was sent by another planning system.")


def _is_own_offering(desk: PlanDesk, client: str, offering_id: str) -> bool:
    record = desk.session(offering_id)
    return record is not None and record.client == client


def _known_person(desk: PlanDesk, client: str, person_id: str) -> Json | None:
    record = desk.enrolment_of_person(person_id, client)
    return None if record is None else person_of(record)


def _as_read(record: EnrolmentRecord) -> EnrolmentRead:
    return EnrolmentRead(record.enrolment_id, record.offering_id, record.act, record.document)

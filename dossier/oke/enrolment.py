"""An enrolment or a member of staff as OKE writes it (ComponentOfferingAssociation)."""

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any, Final

from app.models.plan import CandidatePlanned, StaffPlanned
from app.models.values import PlanState, StaffRole
from dossier.oke import fields
from dossier.oke.blocks import own_consumers, required_block
from dossier.oke.fields import Check
from dossier.oke.json_text import (
    OUR_KEY,
    Json,
    decode_document,
    difference,
    encode_document,
    merge_patch,
    our_block,
    overlay,
    without_nulls,
)
from dossier.oke.notes import Notes
from dossier.oke.offering import own_consumers_of_patch
from dossier.oke.outbound import result_members
from dossier.oke.person import number_of, take_person
from dossier.oke.ports import AttendanceReport, EnrolmentRecord
from dossier.oke.problems import Rejected
from dossier.oke.reading import EnrolmentRead

TYPE: Final = "componentOfferingAssociation"
UNLIMITED_MIN: Final = 10_000
MOST_MIN: Final = 2**53
STUDENT: Final = "student"
EXPANDABLE: Final = frozenset({"person", "offering"})

STAFF_ROLES: Final = {
    "invigilator": StaffRole.INVIGILATOR,
    "coordinator": StaffRole.CHIEF_INVIGILATOR,
    "assessor": StaffRole.ASSESSOR,
    "guest": StaffRole.GUEST,
    "lecturer": StaffRole.LECTURER,
    "teaching assistant": StaffRole.LECTURER,
}
ROLES: Final = (STUDENT, *STAFF_ROLES)
STATES: Final = {
    "associated": PlanState.ACTIVE,
    "canceled": PlanState.CANCELED,
    "finished": PlanState.FINISHED,
    "pending": PlanState.ACTIVE,
    "queued": PlanState.ACTIVE,
    "denied": PlanState.CANCELED,
}
_USUAL_STATES: Final = ("associated", "canceled", "finished")
_ROLE_SPELLINGS: Final = fields.spellings(*ROLES)
_STATE_SPELLINGS: Final = fields.spellings(*STATES, cancelled="canceled")

_KEPT_IN_BLOCK: Final[dict[str, Check]] = {
    "attempt": fields.is_whole,
    "attemptLeft": fields.is_whole,
    "courseOfferingAssociationId": fields.is_uuid,
    "expectedEndDate": fields.is_date,
    "finalEndDate": fields.is_date,
    "orgAssociationId": fields.is_uuid,
    "programOfferingAssociationId": fields.is_uuid,
    "sequenceCode": fields.is_text,
    "startDate": fields.is_date,
}
_BLOCK_MEMBERS: Final = (*_KEPT_IN_BLOCK, "additionalTimeInMin", "consumerKey", "personalNeeds")
_OURS_TO_SAY: Final = ("attendance", "irregularities", "documents")
_NEVER_IN: Final = ("result", "remoteState")

KnownOffering = Callable[[str], bool]
"""Tells whether an offering was sent before, by this client."""
KnownPerson = Callable[[str], Json | None]
"""Returns the person object this client sent before, or None."""

_CODES = {"extraTime": "ET", "spoken": "TTS", "spell-checker-on-screen": "SPELL"}
"""The needs OKE names, as our own codes of provisions; any other stays as it was sent."""

_NEEDS = {code: need for need, code in _CODES.items()}


def read_enrolment(
    enrolment_id: str,
    body: Json,
    client: str,
    known_offering: KnownOffering,
    known_person: KnownPerson,
) -> EnrolmentRead:
    """Read a PUT of an association: the full current state (flow 2.2B, 2.3).

    Raises:
        Rejected: 400 when it is none of ours to hold, 404 when its offering is unknown.
    """
    notes = Notes()
    whole: Json = without_nulls(body)
    own_consumers(whole)
    if (block := our_block(whole)) is not None:
        _take_former_names(block, notes)
    _take_ids(enrolment_id, whole, notes)
    if not known_offering(_take_offering(whole, notes)):
        raise Rejected(404, "Unknown offering", "Send the offering before its associations.")
    _take_person(whole, known_person, notes)
    return _read(enrolment_id, whole, client, notes)


def _take_former_names(block: Json, notes: Notes) -> None:
    fields.take_former_name(block, "extraTimeInMin", "additionalTimeInMin", notes)
    for member in _OURS_TO_SAY:
        if member in block:
            del block[member]
            notes.ignored(member)


def _take_ids(enrolment_id: str, whole: Json, notes: Notes) -> None:
    fields.require(whole, "associationType", fields.one_of(TYPE))
    if "associationId" not in whole:
        notes.no_id("associationId")
    elif not fields.is_same_id(whole["associationId"], enrolment_id):
        raise Rejected(400, "Ids differ", "associationId in the body differs from the path.")
    whole["associationId"] = enrolment_id
    for member in _NEVER_IN:
        if member in whole:
            del whole[member]
            notes.ignored(member)


def _take_offering(whole: Json, notes: Notes) -> str:
    told = fields.require(whole, "offering", fields.is_reference)
    if isinstance(told, dict):
        told = fields.require(told, "offeringId", fields.is_uuid, "offering.")
        notes.old_place("offeringId", "offering")
    whole["offering"] = told.lower()
    return str(whole["offering"])


def _take_person(whole: Json, known_person: KnownPerson, notes: Notes) -> None:
    told = fields.require(whole, "person", fields.is_reference)
    if isinstance(told, dict):
        return
    person = known_person(told.lower())
    if person is None:
        raise Rejected(400, "Unknown person", "Send the person object, not its id.")
    whole["person"] = without_nulls(person)
    notes.known_person()


def _read(enrolment_id: str, whole: Json, client: str, notes: Notes) -> EnrolmentRead:
    fields.require(whole, "role", fields.is_text)
    role = fields.take_choice(whole, "role", _ROLE_SPELLINGS, notes)
    fields.require(whole, "state", fields.is_text)
    state = fields.take_choice(whole, "state", _STATE_SPELLINGS, notes)
    if state not in _USUAL_STATES:
        notes.differs("state", "associated, canceled of finished")
    fields.keep_well_formed(whole, {"ext": fields.is_object}, notes)
    is_candidate = role == STUDENT
    if isinstance(whole["person"], dict):
        take_person(whole["person"], notes, is_candidate=is_candidate)
    block = required_block(whole, "") if is_candidate else our_block(whole)
    if block is not None:
        _take_block(block, notes)
    act = _candidate(whole, client) if is_candidate else _staff(enrolment_id, whole, client)
    offering_id = whole["offering"]
    document = encode_document(difference(whole, _plain(enrolment_id, offering_id, act)))
    return EnrolmentRead(enrolment_id, offering_id, act, document, notes.lines)


def _take_block(block: Json, notes: Notes) -> None:
    fields.keep_known(block, _BLOCK_MEMBERS, notes)
    fields.keep_well_formed(block, _KEPT_IN_BLOCK, notes)
    if "additionalTimeInMin" in block:
        block["additionalTimeInMin"] = _take_minutes(block["additionalTimeInMin"], notes)
    needs = block.get("personalNeeds", [])
    if isinstance(needs, str):
        notes.written_as("personalNeeds", "tekst", "lijst")
        block["personalNeeds"] = needs = [needs]
    if not fields.is_texts(needs):
        raise Rejected(400, "Member unreadable", "personalNeeds is no list of texts.")


def _take_minutes(value: Any, notes: Notes) -> int:
    is_digits = isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10
    is_round = isinstance(value, float) and value.is_integer()
    minutes = int(value) if is_digits or is_round else value
    is_boundless = type(minutes) is int and UNLIMITED_MIN <= minutes < MOST_MIN
    if not (is_boundless or fields.is_count(minutes)):
        raise Rejected(400, "Member unreadable", "additionalTimeInMin is no number of minutes.")
    if minutes is not value:
        notes.written_as("additionalTimeInMin", value, minutes)
    return int(minutes)


def _candidate(whole: Json, client: str) -> CandidatePlanned:
    person = whole["person"]
    block = our_block(whole) or {}
    minutes = block.get("additionalTimeInMin")
    is_unlimited = minutes is not None and minutes >= UNLIMITED_MIN
    is_removed = isinstance(person, str)
    names = {} if is_removed else our_block(person) or {}
    return CandidatePlanned(
        person=person if is_removed else person["personId"],
        number="" if is_removed else number_of(person),
        given_name="" if is_removed else person["givenName"],
        surname="" if is_removed else person["surname"],
        display_name="" if is_removed else person["displayName"],
        surname_prefix=None if is_removed else person.get("surnamePrefix"),
        preferred_name=names.get("preferredName"),
        id_check_name=names.get("idCheckName"),
        extra_time_min=None if is_unlimited else minutes,
        is_time_unlimited=is_unlimited,
        needs=tuple(_CODES.get(need, need) for need in block.get("personalNeeds", ())),
        state=STATES[whole["state"]],
        client=client,
    )


def _staff(enrolment_id: str, whole: Json, client: str) -> StaffPlanned:
    person = whole["person"]
    is_removed = isinstance(person, str)
    return StaffPlanned(
        person=person if is_removed else person["personId"],
        role=STAFF_ROLES[whole["role"]],
        name="" if is_removed else person["displayName"],
        state=STATES[whole["state"]],
        enrolment=enrolment_id,
        client=client,
    )


def _plain(enrolment_id: str, offering_id: str, act: CandidatePlanned | StaffPlanned) -> Json:
    """Return the members that the plan act holds, in the standard's words."""
    plain: Json = {
        "associationId": enrolment_id,
        "associationType": TYPE,
        "role": _role(act),
        "state": next(word for word, state in STATES.items() if state is act.state),
        "offering": offering_id,
    }
    if isinstance(act, StaffPlanned):
        person: Json | str = {"personId": act.person, "displayName": act.name}
        return plain | {"person": person if act.name else act.person}
    return plain | {"person": _plain_person(act), "consumers": [_plain_block(act)]}


def _role(act: CandidatePlanned | StaffPlanned) -> str:
    if isinstance(act, CandidatePlanned):
        return STUDENT
    return next(word for word, role in STAFF_ROLES.items() if role is act.role)


def _plain_person(act: CandidatePlanned) -> Json | str:
    if is_removed(act):
        return act.person
    block: Json = {"consumerKey": OUR_KEY}
    if act.preferred_name is not None:
        block["preferredName"] = act.preferred_name
    if act.id_check_name is not None:
        block["idCheckName"] = act.id_check_name
    person: Json = {
        "personId": act.person,
        "primaryCode": {"codeType": "studentNumber", "code": act.number},
        "givenName": act.given_name,
        "surname": act.surname,
        "displayName": act.display_name,
        "activeEnrollment": True,
        "affiliations": ["student"],
        "consumers": [block],
    }
    if act.surname_prefix is not None:
        person["surnamePrefix"] = act.surname_prefix
    return person


def _plain_block(act: CandidatePlanned) -> Json:
    block: Json = {"consumerKey": OUR_KEY}
    if act.is_time_unlimited:
        block["additionalTimeInMin"] = UNLIMITED_MIN
    elif act.extra_time_min is not None:
        block["additionalTimeInMin"] = act.extra_time_min
    if act.needs:
        block["personalNeeds"] = [_NEEDS.get(code, code) for code in act.needs]
    return block


def is_removed(act: CandidatePlanned | StaffPlanned) -> bool:
    """Tell whether the person was taken out of this enrolment (guide 3.3)."""
    return not (act.name if isinstance(act, StaffPlanned) else act.display_name)


def whole_enrolment(record: EnrolmentRecord) -> Json:
    """Return everything that is planned about an enrolment, the person written out."""
    plain = _plain(record.enrolment_id, record.offering_id, record.act)
    return overlay(plain, decode_document(record.document))


def person_of(record: EnrolmentRecord) -> Json | None:
    """Return the person object that came with an enrolment; None when it was removed."""
    person = whole_enrolment(record)["person"]
    return person if isinstance(person, dict) else None


def merge_enrolment(
    record: EnrolmentRecord,
    patch: Json,
    known_offering: KnownOffering,
    known_person: KnownPerson,
) -> EnrolmentRead:
    """Read a PATCH of an association (flow 2.5) on top of what is planned now.

    Raises:
        Rejected: 400, when the type is not there or the result is no enrolment.
    """
    fields.require(patch, "associationType", fields.one_of(TYPE))
    notes = Notes()
    change = dict(patch)
    change.setdefault("associationId", record.enrolment_id)
    own_consumers_of_patch(change)
    if (block := our_block(change)) is not None:
        _take_former_names(block, notes)
    _take_ids(record.enrolment_id, change, notes)
    merged: Json = without_nulls(merge_patch(whole_enrolment(record), change))
    own_consumers(merged)
    if not known_offering(_take_offering(merged, notes)):
        raise Rejected(404, "Unknown offering", "Send the offering before its associations.")
    stays_removed = is_removed(record.act) and merged.get("person") == record.act.person
    if not (stays_removed and STATES.get(merged.get("state", "")) is record.act.state):
        _take_person(merged, known_person, notes)
    return _read(record.enrolment_id, merged, record.client, notes)


def is_person_to_be_removed(*, is_canceled: bool, has_facts: bool) -> bool:
    """Decide what a cancellation means for the person (guide 3.3, PDF 3.2.2).

    Nothing recorded: the person goes. Anything recorded: it is evidence, kept and marked.
    """
    return is_canceled and not has_facts


def without_person(read: EnrolmentRead) -> EnrolmentRead:
    """Return the enrolment with the person's id in place of the person."""
    record = EnrolmentRecord(
        read.enrolment_id, read.offering_id, read.act.client or "", read.act, read.document
    )
    whole = whole_enrolment(record) | {"person": read.act.person}
    act: CandidatePlanned | StaffPlanned
    if isinstance(read.act, CandidatePlanned):
        act = _candidate(whole, read.act.client or "")
    else:
        act = _staff(read.enrolment_id, whole, read.act.client or "")
    act = replace(act, client=read.act.client)
    plain = _plain(read.enrolment_id, read.offering_id, act)
    return replace(read, act=act, document=encode_document(difference(whole, plain)))


def enrolment_json(
    record: EnrolmentRecord,
    result: AttendanceReport | None = None,
    expand: Collection[str] = (),
    offering: Json | None = None,
) -> Json:
    """Return the answer to GET /associations/{id}; `offering` is used when it is expanded."""
    whole = whole_enrolment(record)
    if "person" not in expand:
        whole["person"] = record.act.person
    if "offering" in expand and offering is not None:
        whole["offering"] = offering
    if result is not None and isinstance(record.act, CandidatePlanned):
        whole["result"] = result_members(result)
    return whole

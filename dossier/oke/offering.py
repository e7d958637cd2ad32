"""A session as OKE writes it (ComponentOffering) to and from our plan."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

from app.models.plan import SessionPlanned
from app.models.values import DurationFrom, PlanState, StartOption
from dossier.oke import fields
from dossier.oke.blocks import dutch_text, own_consumers, required_block
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
from dossier.oke.outbound import outcome_members
from dossier.oke.ports import SessionOutcome, SessionRecord
from dossier.oke.problems import Rejected
from dossier.oke.reading import OfferingRead
from dossier.oke.timing_words import (
    DURATION_FROM,
    DURATION_UNTIL,
    FROM_SPELLINGS,
    OFFERING_STATE_SPELLINGS,
    OFFERING_STATES,
    START_OPTIONS,
    START_SPELLINGS,
    UNTIL_SPELLINGS,
    take_duration,
    take_safety,
    written_duration,
)

_KEPT: Final[dict[str, Check]] = {
    "abbreviation": fields.is_name,
    "academicSession": fields.is_reference,
    "addresses": fields.is_objects,
    "component": fields.is_reference,
    "courseOffering": fields.is_reference,
    "enrollEndDate": fields.is_date,
    "enrollStartDate": fields.is_date,
    "enrolledNumberStudents": fields.is_count,
    "ext": fields.is_object,
    "link": fields.is_text,
    "maxNumberStudents": fields.is_count,
    "minNumberStudents": fields.is_count,
    "modeOfDelivery": fields.some_of(
        "situated", "online", "distance-learning", "on campus", "hybrid"
    ),
    "organization": fields.is_reference,
    "otherCodes": fields.is_codes,
    "pendingNumberStudents": fields.is_count,
    "priceInformation": fields.is_objects,
    "programOffering": fields.is_reference,
    "resultWeight": lambda value: fields.is_count(value) and value <= 100,
    "room": fields.is_object,
}
_KEPT_IN_BLOCK: Final[dict[str, Check]] = {
    "cohort": fields.is_text,
    "finalResultAllowed": fields.is_flag,
    "location": fields.is_text,
    "locationCode": fields.is_text,
    "testsToBeUsed": fields.is_objects,
}
_BLOCK_MEMBERS: Final = (
    *_KEPT_IN_BLOCK, "consumerKey", "duration", "durationFrom", "durationUntil",
    "lastPossibleStartDateTime", "offeringState", "safety", "startOptions",
)  # fmt: skip
_FORMER_NAMES: Final = (
    ("entryDateTime", "lastPossibleStartDateTime"),
    ("lastPossibleStartTime", "lastPossibleStartDateTime"),
    ("finalResultsAllowed", "finalResultAllowed"),
)
_OURS_TO_SAY: Final = ("irregularities", "documents")
_REFERENCES: Final = {
    "academicSession": "academicSessionId",
    "component": "componentId",
    "courseOffering": "offeringId",
    "organization": "organizationId",
    "programOffering": "offeringId",
}
EXPANDABLE: Final = frozenset({*_REFERENCES, "course", "program"})


def read_offering(offering_id: str, body: Json, client: str) -> OfferingRead:
    """Read a PUT of an offering: the full current state (flow 2.1, 2.2A).

    Raises:
        Rejected: 400, when it is no session one could hold.
    """
    notes = Notes()
    whole: Json = without_nulls(body)
    own_consumers(whole)
    if our_block(whole) is not None:
        _take_former_names(required_block(whole, ""), notes)
    return _read(offering_id, whole, client, notes)


def _take_former_names(block: Json, notes: Notes) -> None:
    for former, member in _FORMER_NAMES:
        fields.take_former_name(block, former, member, notes)
    for member in _OURS_TO_SAY:
        if member in block:
            del block[member]
            notes.ignored(member)


def _read(offering_id: str, whole: Json, client: str, notes: Notes) -> OfferingRead:
    _take_id(offering_id, whole, notes)
    _read_fixed(whole, notes)
    block = required_block(whole, "")
    fields.keep_known(block, _BLOCK_MEMBERS, notes)
    fields.keep_well_formed(block, _KEPT_IN_BLOCK, notes)
    fields.keep_well_formed(whole, _KEPT, notes)
    start, end = _take_times(whole, block, notes)
    plan = _plan(whole, block, client, notes)
    _note_oddities(whole, plan, (start, end), notes)
    document = encode_document(difference(whole, _plain(offering_id, plan)))
    return OfferingRead(offering_id, plan, document, notes.lines)


def _take_id(offering_id: str, whole: Json, notes: Notes) -> None:
    if "offeringId" not in whole:
        notes.no_id("offeringId")
    elif not fields.is_same_id(whole["offeringId"], offering_id):
        raise Rejected(400, "Ids differ", "offeringId in the body differs from the path.")
    whole["offeringId"] = offering_id


def _read_fixed(whole: Json, notes: Notes) -> None:
    fields.require(whole, "offeringType", fields.one_of("component"))
    fields.require(whole, "primaryCode", fields.is_code)
    fields.require(whole, "name", fields.is_translated)
    fields.require(whole, "description", fields.is_translated)
    fields.require(whole, "resultExpected", fields.is_flag)
    fields.require(
        whole,
        "teachingLanguage",
        lambda word: (
            isinstance(word, str) and len(word) == 3 and word.isascii() and word.islower()
        ),
    )
    if whole["primaryCode"]["codeType"] != "offeringCode":
        notes.differs("primaryCode.codeType", "offeringCode")


def _take_times(whole: Json, block: Json, notes: Notes) -> tuple[datetime, datetime]:
    start = fields.take_moment(whole, "startDateTime", notes)
    end = fields.take_moment(whole, "endDateTime", notes)
    if start >= end:
        raise Rejected(400, "Ends before it starts", "startDateTime lies before endDateTime.")
    if "lastPossibleStartDateTime" in block:
        entry = fields.take_moment(block, "lastPossibleStartDateTime", notes)
        if not start <= entry <= end:
            notes.outside("lastPossibleStartDateTime")
    return start, end


def _plan(whole: Json, block: Json, client: str, notes: Notes) -> SessionPlanned:
    fields.require(block, "offeringState", fields.is_text)
    state = fields.take_choice(block, "offeringState", OFFERING_STATE_SPELLINGS, notes)
    start_option = StartOption.INDIVIDUAL
    if "startOptions" in block:
        told = fields.take_choice(block, "startOptions", START_SPELLINGS, notes)
        start_option = START_OPTIONS[told]
    else:
        notes.assumed("startOptions", "individualStart")
    until = None
    if "durationUntil" in block:
        told = fields.take_choice(block, "durationUntil", UNTIL_SPELLINGS, notes)
        until = DURATION_UNTIL[told]
    return SessionPlanned(
        name=dutch_text(whole["name"]),
        code=whole["primaryCode"]["code"],
        starts_at=whole["startDateTime"],
        ends_at=whole["endDateTime"],
        start_option=start_option,
        duration_from=_take_duration_from(block, start_option, notes),
        duration_until=until,
        duration_min=take_duration(block, notes),
        entry_until=block.get("lastPossibleStartDateTime"),
        location_hint=block.get("locationCode"),
        safety=take_safety(block, notes),
        state=OFFERING_STATES[state],
        client=client,
    )


def _take_duration_from(block: Json, option: StartOption, notes: Notes) -> DurationFrom:
    if "durationFrom" in block:
        told = fields.take_choice(block, "durationFrom", FROM_SPELLINGS, notes)
        return DURATION_FROM[told]
    is_own = option is StartOption.INDIVIDUAL
    meant = DurationFrom.OWN_START if is_own else DurationFrom.RELEASE
    notes.assumed("durationFrom", _word(DURATION_FROM, meant))
    return meant


def _note_oddities(
    whole: Json, plan: SessionPlanned, times: tuple[datetime, datetime], notes: Notes
) -> None:
    if whole["resultExpected"] is not True:
        notes.differs("resultExpected", "true")
    if whole["teachingLanguage"] != "nld":
        notes.differs("teachingLanguage", "nld")
    if {"on campus", "hybrid"} & set(whole.get("modeOfDelivery", [])):
        notes.differs("modeOfDelivery", "situated, online of distance-learning")
    is_individual = plan.start_option is StartOption.INDIVIDUAL
    if is_individual is (plan.duration_from is DurationFrom.RELEASE):
        notes.differs("durationFrom", "passend bij startOptions")
    length_min = (times[1] - times[0]).total_seconds() / 60
    if plan.duration_min is not None and plan.duration_min > length_min:
        notes.differs("duration", "niet langer dan de zitting")


def _word(words: dict[str, Any], value: object) -> str:
    return next(word for word, meant in words.items() if meant is value)


def _plain(offering_id: str, plan: SessionPlanned) -> Json:
    """Return the members that the plan act holds, in the standard's words."""
    is_canceled = plan.state is PlanState.CANCELED
    block: Json = {
        "consumerKey": OUR_KEY,
        "offeringState": "canceled" if is_canceled else "active",
        "startOptions": _word(START_OPTIONS, plan.start_option),
        "durationFrom": _word(DURATION_FROM, plan.duration_from),
    }
    if plan.duration_until is not None:
        block["durationUntil"] = _word(DURATION_UNTIL, plan.duration_until)
    if plan.duration_min is not None:
        block["duration"] = written_duration(plan.duration_min)
    if plan.entry_until is not None:
        block["lastPossibleStartDateTime"] = plan.entry_until
    if plan.location_hint is not None:
        block["locationCode"] = plan.location_hint
    if plan.safety:
        block["safety"] = list(plan.safety)
    return {
        "offeringId": offering_id,
        "primaryCode": {"codeType": "offeringCode", "code": plan.code},
        "offeringType": "component",
        "name": [{"language": "nl-NL", "value": plan.name}],
        "teachingLanguage": "nld",
        "resultExpected": True,
        "startDateTime": plan.starts_at,
        "endDateTime": plan.ends_at,
        "consumers": [block],
    }


def whole_offering(record: SessionRecord) -> Json:
    """Return everything that is planned about a session, objects written out."""
    return overlay(_plain(record.offering_id, record.plan), decode_document(record.document))


def merge_offering(record: SessionRecord, patch: Json) -> OfferingRead:
    """Read a PATCH of an offering (flow 2.4) on top of what is planned now.

    Raises:
        Rejected: 400, when the type is not there or the result is no session.
    """
    fields.require(patch, "offeringType", fields.one_of("component"))
    notes = Notes()
    change = dict(patch)
    told = change.pop("offeringId", record.offering_id)
    if not fields.is_same_id(told, record.offering_id):
        raise Rejected(400, "Ids differ", "offeringId in the body differs from the path.")
    own_consumers_of_patch(change)
    if (block := our_block(change)) is not None:
        _take_former_names(block, notes)
    merged = merge_patch(whole_offering(record), change)
    own_consumers(merged)
    return _read(record.offering_id, without_nulls(merged), record.client, notes)


def own_consumers_of_patch(change: Json) -> None:
    """Copy the blocks of a PATCH; null and an empty list stay what they are: removal."""
    if change.get("consumers"):
        own_consumers(change)


def offering_json(
    record: SessionRecord, outcome: SessionOutcome | None = None, expand: Collection[str] = ()
) -> Json:
    """Return the answer to GET /offerings/{id}: the plan, and our report once it is known."""
    whole = as_references(whole_offering(record), _REFERENCES, expand)
    block = our_block(whole)
    if outcome is not None and block is not None:
        block |= outcome_members(outcome)
    return whole


def as_references(whole: Json, ids: dict[str, str], expand: Collection[str]) -> Json:
    """Return the object with its parts as ids, but for those asked to be written out."""
    return {
        name: member[ids[name]]
        if name in ids
        and name not in expand
        and isinstance(member, dict)
        and fields.is_uuid(member.get(ids[name]))
        else member
        for name, member in whole.items()
    }

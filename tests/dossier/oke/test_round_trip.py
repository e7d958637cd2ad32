"""PUT, GET, PATCH, GET answer what a literal store of JSON would answer, and always validly."""

import copy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dossier.oke.ports import EnrolmentRecord, SessionRecord
from dossier.oke.schema import (
    enrolment_json,
    merge_enrolment,
    merge_offering,
    offering_json,
    read_enrolment,
    read_offering,
)
from tests.dossier.oke import messages
from tests.dossier.oke.messages import ENROLMENT, OFFERING, OURS
from tests.dossier.oke.oke_validator import wrong_in_answer

WHOLE = ("component", "organization")
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)
NAME = TEXT.filter(lambda text: bool(text.strip()))
IDS = st.uuids().map(str)
PLAIN = st.recursive(
    st.booleans() | st.integers(-5, 5) | TEXT,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(NAME, inner, max_size=2),
    max_leaves=5,
)
CODES = st.lists(st.fixed_dictionaries({"codeType": NAME, "code": NAME}), min_size=1, max_size=2)
WORDS = st.lists(
    st.fixed_dictionaries({"language": st.sampled_from(["nl-NL", "en-GB"]), "value": NAME}),
    min_size=1,
    max_size=2,
)
MOMENTS = st.tuples(
    st.integers(9, 23), st.sampled_from(["", ".000", ".25"]), st.sampled_from(["+01:00", "Z"])
).map(lambda parts: f"2026-12-10T{parts[0]:02}:30:00{parts[1]}{parts[2]}")
OTHER_BLOCKS = st.lists(
    st.fixed_dictionaries({"consumerKey": st.sampled_from(["x-a", "x-b"]), "foo": PLAIN}),
    max_size=2,
    unique_by=lambda block: block["consumerKey"],
)

OFFERING_BLOCK = {
    "duration": st.integers(1, 600).map(lambda n: f"PT{n}M")
    | st.sampled_from(["PT1H30M", "PT2H"]),
    "locationCode": TEXT,
    "startOptions": st.sampled_from(["individualStart", "triggeredStart"]),
    "durationFrom": st.sampled_from(
        ["startDateTime", "individualStartDateTime", "triggeredStartDateTime"]
    ),
    "durationUntil": st.sampled_from(["testDuration", "endDateTime"]),
    "lastPossibleStartDateTime": MOMENTS,
    "safety": st.lists(
        st.sampled_from(["securedComputer", "fixedLocation", "surveillance"]), max_size=3
    ),
    "finalResultAllowed": st.booleans(),
}
OFFERING_MEMBERS = {
    "abbreviation": NAME,
    "component": IDS,
    "organization": IDS,
    "modeOfDelivery": st.just(["situated"]) | st.just(["online", "situated"]),
    "otherCodes": CODES,
    "name": WORDS,
    "description": WORDS,
    "ext": st.dictionaries(NAME, PLAIN, max_size=2),
    "endDateTime": MOMENTS,
}
ENROLMENT_BLOCK = {
    "additionalTimeInMin": st.integers(0, 20_000),
    "personalNeeds": st.lists(st.sampled_from(["extraTime", "spoken", "x-eigen"]), max_size=3),
    "attempt": st.integers(0, 9),
}
PERSON_MEMBERS = {
    "surnamePrefix": TEXT,
    "primaryCode": st.fixed_dictionaries(
        {"codeType": st.sampled_from(["studentNumber", "x-pas"]), "code": NAME}
    ),
    "otherCodes": CODES,
    "givenName": NAME,
    "surname": NAME,
    "displayName": NAME,
    "languageOfChoice": st.just(["nl-NL"]),
}


def some(members: dict[str, Any]) -> Any:
    """Any of the members."""
    return st.fixed_dictionaries({}, optional=members)


@st.composite
def offerings(draw: Any) -> dict[str, Any]:
    body = messages.an_offering() | draw(some(OFFERING_MEMBERS))
    state = draw(st.sampled_from(["active", "canceled"]))
    needed = {name: OFFERING_BLOCK[name] for name in ("startOptions", "durationFrom")}
    block = {"consumerKey": OURS, "offeringState": state}
    block |= draw(some(OFFERING_BLOCK)) | draw(st.fixed_dictionaries(needed))
    body["consumers"] = draw(st.permutations([block, *draw(OTHER_BLOCKS)]))
    return body


@st.composite
def enrolments(draw: Any) -> dict[str, Any]:
    body = messages.an_enrolment()
    body["state"] = draw(st.sampled_from(["associated", "canceled", "finished"]))
    block = {"consumerKey": OURS} | draw(some(ENROLMENT_BLOCK))
    body["consumers"] = draw(st.permutations([block, *draw(OTHER_BLOCKS)]))
    body["person"] |= draw(some(PERSON_MEMBERS))
    body["person"]["consumers"] += draw(OTHER_BLOCKS)
    return body


def or_removal(members: dict[str, Any], never: tuple[str, ...] = ()) -> Any:
    """Each member may be there, be null, or an empty list when it is a list."""
    return some(
        {
            name: value if name in never else value | st.none() | st.just([])
            for name, value in members.items()
        }
    )


@st.composite
def offering_patches(draw: Any) -> dict[str, Any]:
    never = ("name", "description", "endDateTime", "ext")
    body = {"offeringType": "component"} | draw(or_removal(OFFERING_MEMBERS, never))
    if draw(st.booleans()):
        block = {"consumerKey": OURS}
        block |= draw(or_removal(OFFERING_BLOCK, ("startOptions", "durationFrom")))
        body["consumers"] = [block, *draw(OTHER_BLOCKS)]
    return body


@st.composite
def enrolment_patches(draw: Any) -> dict[str, Any]:
    body = {"associationType": "componentOfferingAssociation"}
    body |= draw(some({"state": st.sampled_from(["associated", "canceled"])}))
    if draw(st.booleans()):
        block = {"consumerKey": OURS} | draw(or_removal(ENROLMENT_BLOCK))
        body["consumers"] = [block, *draw(OTHER_BLOCKS)]
    if draw(st.booleans()):
        never = ("givenName", "surname", "displayName", "primaryCode")
        body["person"] = draw(or_removal(PERSON_MEMBERS, never))
    return body


class LiteralStore:
    """One JSON object, changed as chapter 4 of the agreement says; knows nothing of exams."""

    def __init__(self, body: dict[str, Any]) -> None:
        self.body = copy.deepcopy(body)

    def patch(self, change: dict[str, Any]) -> None:
        self._into(self.body, change)

    def _into(self, target: dict[str, Any], change: dict[str, Any]) -> None:
        for name, value in change.items():
            if value in (None, []) and value is not False:
                target.pop(name, None)
            elif name == "consumers":
                self._blocks(target.setdefault(name, []), value)
            elif isinstance(value, dict):
                if not isinstance(target.get(name), dict):
                    target[name] = {}
                self._into(target[name], value)
            else:
                target[name] = copy.deepcopy(value)

    def _blocks(self, blocks: list[dict[str, Any]], changes: list[dict[str, Any]]) -> None:
        for change in changes:
            for block in blocks:
                if block["consumerKey"] == change["consumerKey"]:
                    self._into(block, change)
                    break
            else:
                blocks.append({})
                self._into(blocks[-1], change)


@settings(max_examples=150, deadline=None)
@given(body=offerings(), patch=offering_patches())
def test_a_session_reads_back_as_a_literal_store_would(
    body: dict[str, Any], patch: dict[str, Any]
) -> None:
    literal = LiteralStore(body)
    read = read_offering(OFFERING, body, "tpl")
    record = SessionRecord(OFFERING, "tpl", read.plan, read.document)
    assert offering_json(record, None, WHOLE) == literal.body
    assert not wrong_in_answer(f"/offerings/{OFFERING}", offering_json(record))
    literal.patch(patch)
    merged = merge_offering(record, patch)
    record = SessionRecord(OFFERING, "tpl", merged.plan, merged.document)
    assert offering_json(record, None, WHOLE) == literal.body
    assert not wrong_in_answer(f"/offerings/{OFFERING}", offering_json(record))


@settings(max_examples=150, deadline=None)
@given(body=enrolments(), patch=enrolment_patches())
def test_an_enrolment_reads_back_as_a_literal_store_would(
    body: dict[str, Any], patch: dict[str, Any]
) -> None:
    literal = LiteralStore(body)
    read = read_enrolment(ENROLMENT, body, "tpl", lambda _: True, lambda _: None)
    record = EnrolmentRecord(ENROLMENT, OFFERING, "tpl", read.act, read.document)
    assert enrolment_json(record, None, ("person",)) == literal.body
    assert not wrong_in_answer(f"/associations/{ENROLMENT}", enrolment_json(record))
    literal.patch(patch)
    merged = merge_enrolment(record, patch, lambda _: True, lambda _: None)
    record = EnrolmentRecord(ENROLMENT, OFFERING, "tpl", merged.act, merged.document)
    answer = enrolment_json(record, None, ("person",))
    assert answer == literal.body
    assert not wrong_in_answer(f"/associations/{ENROLMENT}", answer)
    assert not merged.warnings


@given(body=offerings())
def test_equal_messages_give_equal_texts(body: dict[str, Any]) -> None:
    turned = dict(reversed(list(copy.deepcopy(body).items())))
    assert read_offering(OFFERING, body, "tpl") == read_offering(OFFERING, turned, "tpl")

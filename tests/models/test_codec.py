"""Bytes and back: what is written reads as it was, and nothing malformed gets in."""

import contextlib
import json
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.models.act import Batch, Body, Header, Unknown
from app.models.codec import (
    BODY_BYTES_MAX,
    decode_body,
    decode_header,
    encode_body,
    encode_header,
    instant_text,
    read_instant,
)
from app.models.events import ACTS
from app.models.facts import ArrivalRegistered, IdentityChecked, IrregularityNoted
from app.models.strict_json import Malformed, dumps
from app.models.values import NOT_OBSERVED, IdentityOutcome
from tests.builders import leaf_of
from tests.models.samples import (
    FIXED_MOMENT,
    FIXED_SALT,
    acts,
    fixed,
    fixed_body,
    fixed_header,
    kinds,
    leaves,
    moments,
    names,
)

VECTORS = [
    vector
    for path in sorted((Path(__file__).parents[1] / "vectors").glob("events*.json"))
    for vector in json.loads(path.read_text(encoding="utf-8"))
]
"""Never edited: a type or member that is new comes in a file of its own."""


def members_of(vector: dict[str, str]) -> dict[str, object]:
    """Return the members of a frozen body: what its version knew."""
    told: dict[str, object] = json.loads(bytes.fromhex(vector["body"])[len(FIXED_SALT) :])
    return told


scopes = st.one_of(
    st.sampled_from(["device", "office", "school"]),
    names.map(lambda name: f"session/{name}"),
    st.tuples(names, names).map(lambda pair: f"part/{pair[0]}/{pair[1]}"),
)
headers = st.builds(
    Header,
    v=st.just(1),
    kind=kinds,
    school=names,
    writer=names,
    epoch=names,
    scope=scopes,
    seq=st.integers(0, 2**53),
    prev=st.none() | leaves,
    shift=st.none() | leaves,
    wall=moments,
    offset_ms=st.integers(-(10**13), 10**13),
    boot=names,
    mono=st.integers(0, 2**53),
    body_sha256=leaves,
)
batches = st.integers(1, 10_000).flatmap(
    lambda n: st.builds(Batch, id=names, i=st.integers(1, n), n=st.just(n))
)
bodies = st.builds(
    Body,
    act=acts,
    candidate=st.none() | names,
    aspect=st.none() | names,
    seen=st.lists(leaves, max_size=3).map(tuple),
    refs=st.lists(leaves, max_size=3).map(tuple),
    batch=st.none() | batches,
    seen_at=st.none() | st.just(NOT_OBSERVED) | moments,
    copied_by=st.none() | names,
)


def raw_body(**members: object) -> bytes:
    return FIXED_SALT + dumps({"type": "ArrivalRegistered", "seen": [], **members})


# ---------------------------------------------------------------- vectors


def test_every_act_type_and_every_member_has_a_frozen_vector():
    frozen = {name: set() for name in ACTS}
    for vector in VECTORS:
        frozen[vector["type"]] |= members_of(vector).keys()
    assert not [
        (name, field.name)
        for name, cls in ACTS.items()
        for field in fields(cls)
        if getattr(fixed(cls), field.name) != field.default and field.name not in frozen[name]
    ]
    assert all(frozen.values())


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["type"])
def test_frozen_bytes_are_what_is_written_and_read(vector):
    cls, known = ACTS[vector["type"]], members_of(vector)
    header, body = vector["header"].encode(), bytes.fromhex(vector["body"])
    assert encode_body(fixed_body(cls, known), FIXED_SALT) == body
    assert encode_header(fixed_header(cls, known)) == header
    assert decode_body(body) == fixed_body(cls, known)
    assert decode_header(header) == fixed_header(cls, known)
    assert leaf_of(header) == vector["leaf"]


def test_an_act_from_paper_has_frozen_bytes():
    vector = json.loads(
        (Path(__file__).parents[1] / "vectors" / "body-from-paper.json").read_text(
            encoding="utf-8"
        )
    )
    body = replace(fixed_body(ArrivalRegistered), copied_by="p1")
    assert encode_body(body, FIXED_SALT) == bytes.fromhex(vector["body"])
    assert decode_body(bytes.fromhex(vector["body"])) == body


# ---------------------------------------------------------------- round trip


@given(bodies)
@settings(max_examples=250)
def test_any_body_reads_as_it_was_written(body):
    assert decode_body(encode_body(body, FIXED_SALT)) == body


@given(headers)
@settings(max_examples=60)
def test_any_header_reads_as_it_was_written(header):
    assert decode_header(encode_header(header)) == header
    assert isinstance(header.corrected, datetime)


def test_no_member_of_an_act_hides_a_member_of_the_body():
    taken = {"type", "candidate", "aspect", "seen", "refs", "batch", "seen_at", "copied_by"}
    assert not [n for n, cls in ACTS.items() if taken & {f.name for f in fields(cls)}]


def test_an_instant_is_written_in_utc_and_finer_parts_are_cut():
    local = datetime(2026, 12, 9, 9, 0, 0, 999_999, tzinfo=timezone(timedelta(hours=1)))
    assert instant_text(local) == "2026-12-09T08:00:00.999Z"
    assert read_instant("2026-12-09T08:00:00.999Z").utcoffset() == timedelta(0)


# ---------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-09T08:00:00Z",
        "2026-12-09T08:00:00.000+00:00",
        "2026-13-09T08:00:00.000Z",
        "2026-12-09T08:00:00.000Z\n",
        "٢٠٢٦-12-09T08:00:00.000Z",
        "1969-12-31T23:59:59.999Z",
        "2400-01-01T00:00:00.000Z",
        None,
        5,
    ],
)
def test_an_instant_of_another_form_or_era_is_malformed(text):
    with pytest.raises(Malformed):
        read_instant(text)


@given(st.binary(max_size=200))
@settings(max_examples=100)
def test_wild_bytes_are_malformed_and_nothing_else(raw):
    for read in (decode_header, decode_body):
        with pytest.raises(Malformed):
            read(raw)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda each: st.lists(each, max_size=3) | st.dictionaries(st.text(max_size=5), each),
    max_leaves=5,
)


@given(st.sampled_from(sorted(ACTS)), st.data())
@settings(max_examples=200)
def test_a_body_with_one_wild_member_is_malformed_or_read_never_worse(name, data):
    members = json.loads(encode_body(fixed_body(ACTS[name]), FIXED_SALT)[16:])
    members[data.draw(st.sampled_from(sorted(members)))] = data.draw(json_values)
    raw = FIXED_SALT + json.dumps(members).encode()
    with contextlib.suppress(Malformed):
        assert isinstance(decode_body(raw), Body)


@given(st.data())
@settings(max_examples=100)
def test_a_header_with_one_wild_member_is_malformed_or_read_never_worse(data):
    members = json.loads(encode_header(fixed_header(ArrivalRegistered)))
    members[data.draw(st.sampled_from(sorted(members)))] = data.draw(json_values)
    try:
        header = decode_header(json.dumps(members).encode())
    except Malformed:
        return
    assert encode_header(header)


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2},
        {"v": True},
        {"kind": "rumour"},
        {"scope": "part/s1"},
        {"scope": "session/s1\n"},
        {"seq": -1},
        {"seq": 1.0},
        {"prev": "AB" * 32},
        {"writer": ""},
        {"wall": "2026-12-09"},
        {"extra": 1},
    ],
    ids=str,
)
def test_a_header_is_refused_for_one_wrong_member(change):
    members = json.loads(encode_header(fixed_header(ArrivalRegistered))) | change
    with pytest.raises(Malformed):
        decode_header(dumps(members))


def test_a_header_without_one_of_its_members_is_refused():
    members = json.loads(encode_header(fixed_header(ArrivalRegistered)))
    for name in members:
        with pytest.raises(Malformed):
            decode_header(dumps({k: v for k, v in members.items() if k != name}))


@pytest.mark.parametrize(
    "change",
    [
        {"seen": None},
        {"seen": ["xyz"]},
        {"refs": "leaf"},
        {"batch": {"id": "b", "i": 3, "n": 2}},
        {"batch": {"id": "b", "i": 1, "n": 1, "more": 1}},
        {"candidate": "two words"},
        {"candidate": 5},
        {"aspect": ""},
        {"seen_at": "nine"},
        {"type": None},
    ],
    ids=str,
)
def test_a_body_is_refused_for_one_wrong_member(change):
    decode_body(raw_body())
    with pytest.raises(Malformed):
        decode_body(raw_body(**change))


def test_a_body_without_salt_or_larger_than_allowed_is_refused():
    room = BODY_BYTES_MAX - len(raw_body(more=""))
    decode_body(raw_body(more="x" * room))
    for raw in (FIXED_SALT, raw_body(more="x" * (room + 1)), raw_body()[1:]):
        with pytest.raises(Malformed):
            decode_body(raw)
    for salt in (b"", bytes(15), bytes(17)):
        with pytest.raises(ValueError, match="salt"):
            encode_body(Body(ArrivalRegistered()), salt)
    with pytest.raises(ValueError, match="64 KiB"):
        encode_body(Body(IrregularityNoted("x", "y" * BODY_BYTES_MAX)), FIXED_SALT)


# ---------------------------------------------------------------- other versions


def test_an_act_of_a_newer_version_is_kept_by_its_name():
    assert decode_body(raw_body(type="BreakGranted", until=5)).act == Unknown("BreakGranted")


@pytest.mark.parametrize("outcome", [None, 5, "guessed", ["seen"]])
def test_a_known_act_with_members_it_cannot_have_is_unknown_here(outcome):
    body = decode_body(raw_body(type="IdentityChecked", outcome=outcome, candidate="c1"))
    assert body.act == Unknown("IdentityChecked")
    assert body.candidate == "c1"
    assert decode_body(raw_body(type="IdentityChecked")).act == Unknown("IdentityChecked")


def test_members_of_a_newer_version_are_passed_over():
    body = decode_body(raw_body(type="IdentityChecked", outcome="seen", mood="calm"))
    assert body.act == IdentityChecked(IdentityOutcome.SEEN)


def test_times_explicitly_not_observed_survive():
    body = replace(fixed_body(ArrivalRegistered), seen_at=NOT_OBSERVED)
    assert decode_body(encode_body(body, FIXED_SALT)).seen_at is NOT_OBSERVED
    assert fixed_body(ArrivalRegistered).seen_at == FIXED_MOMENT.astimezone(UTC)

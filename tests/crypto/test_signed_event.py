"""Signed events: header, body and key must fit, and a body may be gone."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.crypto.envelope import EVENT, BadSignature, leaf_hash
from app.crypto.signed_event import SignedEvent, read_event, sign_event, verify_event
from app.models.act import Body, Header
from app.models.codec import body_digest, encode_body
from app.models.events import WorkHandedIn
from app.models.strict_json import Malformed
from app.models.values import Kind
from tests.crypto.builders import LEAF, MOMENT, SCHOOL, key

BODY = encode_body(Body(WorkHandedIn(), candidate="c1"), bytes(16))
OTHER_BODY = encode_body(Body(WorkHandedIn(), candidate="c1"), bytes(15) + b"\x01")
EPOCH = key("epoch").public


def header(**changes: Any) -> Header:
    made = Header(
        v=1,
        kind=Kind.FACT,
        school=SCHOOL,
        writer="device-7",
        epoch="e1",
        scope="part/s1/r1",
        seq=4,
        prev=LEAF,
        shift=None,
        wall=MOMENT,
        offset_ms=0,
        boot="b1",
        mono=1,
        body_sha256=body_digest(BODY),
    )
    return replace(made, **changes)


SIGNED = sign_event(header(), BODY, key("epoch"))


def test_an_event_comes_over_whole() -> None:
    event = verify_event(SIGNED, EPOCH)
    assert event == read_event(SIGNED)
    assert event.header == header()
    assert event.body == Body(WorkHandedIn(), candidate="c1")
    assert event.leaf == SIGNED.leaf == leaf_hash(EVENT, SIGNED.header).hex()


def test_an_erased_body_leaves_a_verifiable_event() -> None:
    erased = replace(SIGNED, body=None)
    assert verify_event(erased, EPOCH).body is None
    assert erased.leaf == SIGNED.leaf


def test_a_header_is_not_signed_for_another_body() -> None:
    with pytest.raises(ValueError, match="body"):
        sign_event(header(), OTHER_BODY, key("epoch"))


@pytest.mark.parametrize(
    "changes",
    [
        {"body": OTHER_BODY},
        {"signature": bytes(64)},
        {"header": SIGNED.header.replace(b'"seq":4', b'"seq":5')},
        {"header": SIGNED.header + b" "},
    ],
)
def test_a_changed_event_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(BadSignature):
        verify_event(replace(SIGNED, **changes), EPOCH)


def test_another_key_is_refused() -> None:
    with pytest.raises(BadSignature):
        verify_event(SIGNED, key("device-7").public)


@pytest.mark.parametrize("changes", [{"header": b" " * 5000}, {"body": bytes(70_000)}])
def test_an_event_of_another_size_is_malformed(changes: dict[str, Any]) -> None:
    with pytest.raises(Malformed, match="size"):
        verify_event(replace(SIGNED, **changes), EPOCH)


@given(st.binary(max_size=80), st.none() | st.binary(max_size=80))
def test_any_bytes_are_malformed_or_badly_signed(raw: bytes, body: bytes | None) -> None:
    with pytest.raises((Malformed, BadSignature)):
        verify_event(SignedEvent(raw, bytes(64), body), EPOCH)
    with pytest.raises(Malformed):
        read_event(SignedEvent(raw, bytes(64), body))

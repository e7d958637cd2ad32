"""Envelopes: DSSE v1, typed signatures, one strict JSON form."""

import copy
import hashlib
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.crypto.envelope import (
    EVENT,
    RECEIPT,
    BadSignature,
    Envelope,
    from_dict,
    from_json,
    leaf_hash,
    opened,
    pae,
    sign,
    to_dict,
    to_json,
    verify,
)
from app.models.strict_json import Malformed
from tests.crypto.builders import key


@pytest.fixture
def envelope() -> Envelope:
    return sign(EVENT, b'{"v":1}', key("device-7"))


def test_the_encoding_is_that_of_dsse() -> None:
    encoded = pae("http://example.com/HelloWorld", b"hello world")
    assert encoded == b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"


def test_lengths_count_bytes_not_characters() -> None:
    assert pae("é", b"") == b"DSSEv1 2 \xc3\xa9 0 "


def test_the_leaf_is_the_rfc_6962_hash_of_what_is_signed() -> None:
    assert leaf_hash(EVENT, b"x") == hashlib.sha256(b"\x00" + pae(EVENT, b"x")).digest()


@given(
    st.tuples(st.text(max_size=9), st.binary(max_size=9)),
    st.tuples(st.text(max_size=9), st.binary(max_size=9)),
)
def test_two_contents_never_share_an_encoding(
    one: tuple[str, bytes], other: tuple[str, bytes]
) -> None:
    assert (pae(*one) == pae(*other)) == (one == other)


def test_what_was_signed_is_opened(envelope: Envelope) -> None:
    verify(envelope, key("device-7").public)
    assert opened(envelope, EVENT, key("device-7").public) == b'{"v":1}'


@pytest.mark.parametrize(
    "changes",
    [
        {"payload": b'{"v":2}'},
        {"payload_type": RECEIPT},
        {"signature": bytes(64)},
        {"signature": b""},
    ],
)
def test_a_changed_envelope_is_refused(envelope: Envelope, changes: dict[str, object]) -> None:
    with pytest.raises(BadSignature):
        verify(replace(envelope, **changes), key("device-7").public)  # type: ignore[arg-type]


@pytest.mark.parametrize("public", [key("device-8").public, b"", bytes(32)])
def test_another_key_is_refused(envelope: Envelope, public: bytes) -> None:
    with pytest.raises(BadSignature):
        verify(envelope, public)


def test_every_bit_of_the_signature_counts(envelope: Envelope) -> None:
    for place in range(512):
        flipped = bytearray(envelope.signature)
        flipped[place // 8] ^= 1 << place % 8
        with pytest.raises(BadSignature):
            verify(replace(envelope, signature=bytes(flipped)), key("device-7").public)


def test_an_event_is_never_opened_as_a_receipt(envelope: Envelope) -> None:
    with pytest.raises(BadSignature):
        opened(envelope, RECEIPT, key("device-7").public)


def test_the_json_form_reads_back(envelope: Envelope) -> None:
    assert from_json(to_json(envelope)) == envelope
    assert from_json(to_json(envelope).encode()) == envelope


def changed(path: str, value: object) -> dict[str, object]:
    """Return the JSON form with one member changed, added or (value None) removed."""
    form = copy.deepcopy(to_dict(sign(EVENT, b"{}", key("device-7"))))
    at: object = form
    *folders, last = path.split("/")
    for step in folders:
        at = at[int(step) if step.isdigit() else step]  # type: ignore[index]
    if value is None:
        del at[last]  # type: ignore[attr-defined]
    else:
        at[last] = value  # type: ignore[index]
    return form


SIGNATURE = {"keyid": "", "sig": "A" * 86 + "=="}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("payloadType", None),
        ("payloadType", 1),
        ("payloadType", ""),
        ("payloadType", "a b"),
        ("payloadType", "a" * 201),
        ("payloadType", "a\n"),
        ("payload", None),
        ("payload", 1),
        ("payload", "e30"),
        ("payload", "e31="),
        ("payload", "e3 0="),
        ("payload", "e30=\n"),
        ("payload", "_-8="),
        ("payload", "é"),
        ("signatures", []),
        ("signatures", {}),
        ("signatures", [SIGNATURE, SIGNATURE]),
        ("signatures", [1]),
        ("signatures/0/keyid", 7),
        ("signatures/0/keyid", "a b"),
        ("signatures/0/sig", None),
        ("signatures/0/sig", "AAAA"),
        ("signatures/0/sig", "A" * 88),
        ("signatures/0/sig", "A" * 85 + "B=="),
        ("signatures/0/cert", "x"),
        ("more", 1),
    ],
)
def test_another_json_form_is_malformed(path: str, value: object) -> None:
    with pytest.raises(Malformed):
        from_dict(changed(path, value))


def test_a_payload_above_the_limit_is_malformed() -> None:
    with pytest.raises(Malformed):
        from_dict(changed("payload", "A" * (1024 * 1024 * 4 // 3 + 8)))


@given(st.binary(max_size=300) | st.text(max_size=300))
def test_any_text_is_read_or_malformed(text: str | bytes) -> None:
    with pytest.raises(Malformed):
        from_json(text)


@given(
    st.dictionaries(
        st.sampled_from(["payloadType", "payload", "signatures", "x"]),
        st.text(max_size=8)
        | st.lists(
            st.dictionaries(st.sampled_from(["keyid", "sig"]), st.text(max_size=90)), max_size=2
        ),
    )
)
def test_any_json_is_read_or_malformed(form: dict[str, object]) -> None:
    with pytest.raises(Malformed):
        from_json(json.dumps(form))

"""Signed requests: every part of what is asked is in the signature."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.crypto.envelope import BadSignature
from app.crypto.requests import (
    AT_FIELD,
    DEVICE_FIELD,
    NONCE_FIELD,
    SIGNATURE_FIELD,
    Request,
    read_claim,
    sign_request,
    verify_request,
)
from app.models.strict_json import Malformed
from tests.crypto.builders import MOMENT, key, stepped

ASKED = Request("POST", "/v1/streams/push?x=1", b"{}")
PUBLIC = key("device-7").public


@pytest.fixture
def fields() -> dict[str, str]:
    return sign_request(ASKED, "device-7", MOMENT, key("device-7"), stepped("nonce"))


def test_what_was_asked_is_verified(fields: dict[str, str]) -> None:
    claim = read_claim(fields)
    assert (claim.device, claim.at) == ("device-7", MOMENT)
    verify_request(claim, ASKED, PUBLIC)


@pytest.mark.parametrize(
    "asked",
    [
        replace(ASKED, method="GET"),
        replace(ASKED, path="/v1/streams/push"),
        replace(ASKED, body=b"{} "),
        replace(ASKED, path="/\ud800"),
    ],
)
def test_another_request_is_refused(fields: dict[str, str], asked: Request) -> None:
    with pytest.raises(BadSignature):
        verify_request(read_claim(fields), asked, PUBLIC)


def test_another_claim_is_refused(fields: dict[str, str]) -> None:
    claim = read_claim(fields)
    for other in (
        replace(claim, device="device-8"),
        replace(claim, at=MOMENT + timedelta(milliseconds=1)),
        replace(
            claim,
            nonce=sign_request(ASKED, "device-7", MOMENT, key("device-7"), stepped("other"))[
                NONCE_FIELD
            ],
        ),
        replace(claim, signature=bytes(64)),
    ):
        with pytest.raises(BadSignature):
            verify_request(other, ASKED, PUBLIC)
    with pytest.raises(BadSignature):
        verify_request(claim, ASKED, key("device-8").public)


def test_two_requests_have_two_nonces() -> None:
    source = stepped("nonce")
    one, two = (sign_request(ASKED, "d", MOMENT, key("d"), source) for _ in range(2))
    assert one[NONCE_FIELD] != two[NONCE_FIELD]


@pytest.mark.parametrize("name", [DEVICE_FIELD, AT_FIELD, NONCE_FIELD, SIGNATURE_FIELD])
@pytest.mark.parametrize("text", [None, "", "a b", "AAAA", "A" * 300])
def test_a_field_that_is_missing_or_of_another_form_is_malformed(
    fields: dict[str, str], name: str, text: str | None
) -> None:
    changed = {**fields, name: text}
    if name == DEVICE_FIELD and text == "AAAA":
        assert read_claim({**fields, name: text}).device == "AAAA"
        return
    with pytest.raises(Malformed):
        read_claim({each: member for each, member in changed.items() if member is not None})


@given(
    st.dictionaries(
        st.sampled_from([DEVICE_FIELD, AT_FIELD, NONCE_FIELD, SIGNATURE_FIELD]),
        st.text(max_size=90),
    )
)
def test_any_fields_are_malformed(fields: dict[str, str]) -> None:
    with pytest.raises(Malformed):
        read_claim(fields)

"""The trust file: two roots, and nothing in it that they did not certify."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.crypto import base64_text
from app.crypto.certificates import Distrust, KeyKind, UntrustedChain, issue
from app.crypto.envelope import EVENT, sign
from app.crypto.trust import decode_trust, encode_trust
from app.models.strict_json import Malformed, dumps, loads_strict
from tests.crypto.builders import by_root, certificate, device, key, trust


def test_a_trust_file_reads_back() -> None:
    assert decode_trust(encode_trust(trust())) == trust()


def test_the_keys_of_a_kind_are_found_two_at_a_rotation() -> None:
    rotating = replace(
        trust(), certificates=(*trust().certificates, by_root(KeyKind.LOG, "log-next"))
    )
    assert [each.id for each in rotating.keys(KeyKind.LOG)] == ["log", "log-next"]
    assert rotating.keys(KeyKind.SEAL) == ()


def test_a_device_is_verified_by_the_issuing_key_held_here() -> None:
    assert trust().verified(device(), KeyKind.DEVICE).id == "device-7"


def test_a_device_of_an_unknown_issuer_is_not_trusted() -> None:
    stranger = issue(certificate(KeyKind.DEVICE, "device-7"), key("issuing-x"))
    with pytest.raises(UntrustedChain):
        trust().verified(stranger, KeyKind.DEVICE)
    by_log = issue(certificate(KeyKind.DEVICE, "device-7"), key("log"))
    with pytest.raises(UntrustedChain):
        trust().verified(by_log, KeyKind.DEVICE)


def test_a_key_with_two_offices_issues_in_the_one_that_may() -> None:
    both = by_root(KeyKind.LOG, "issuing"), by_root(KeyKind.ISSUING, "issuing")
    found = replace(trust(), certificates=both).verified(device(), KeyKind.DEVICE)
    assert found.id == "device-7"


def test_what_is_no_certificate_is_untrusted() -> None:
    with pytest.raises(UntrustedChain) as caught:
        trust().verified(sign(EVENT, b"{}", key("issuing")), KeyKind.DEVICE)
    assert caught.value.reason is Distrust.FORM


def test_a_certificate_by_a_strange_root_spoils_the_file() -> None:
    stranger = issue(certificate(KeyKind.LOG, "log"), key("root-c"))
    spoiled = replace(trust(), certificates=(*trust().certificates, stranger))
    with pytest.raises(UntrustedChain):
        decode_trust(encode_trust(spoiled))
    with pytest.raises(UntrustedChain):
        spoiled.keys(KeyKind.LOG)


@pytest.mark.parametrize(
    ("name", "member"),
    [
        ("v", 2),
        ("school", ""),
        ("roots", []),
        ("roots", [base64_text.encode(key("root-a").public)] * 2),
        ("roots", [base64_text.encode(bytes(32)), base64_text.encode(key("root-a").public)]),
        ("log_origin", None),
        ("certificates", [{}]),
        ("certificates", {}),
        ("tls_ca", 1),
        ("tls_ca", "x" * 20_000),
        ("more", 1),
    ],
)
def test_another_form_is_malformed(name: str, member: object) -> None:
    members = loads_strict(encode_trust(trust()), max_bytes=100_000)
    assert isinstance(members, dict)
    with pytest.raises(Malformed):
        decode_trust(dumps({**members, name: member}))


@given(st.binary(max_size=100))
def test_any_bytes_are_malformed(raw: bytes) -> None:
    with pytest.raises(Malformed):
        decode_trust(raw)

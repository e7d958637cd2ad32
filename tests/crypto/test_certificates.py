"""Certificates: only a chain to a pinned root counts, and no clock is asked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.crypto.certificates import (
    Certificate,
    Distrust,
    KeyKind,
    UntrustedChain,
    issue,
    read_certificate,
    valid_at,
    verify_chain,
)
from app.crypto.envelope import CERTIFICATE, EVENT, Envelope, sign
from app.crypto.keys import UnfitKey
from app.models.strict_json import Malformed, dumps, loads_strict
from tests.crypto.builders import MOMENT, SCHOOL, YEAR, by_root, certificate, device, key, trust

ROOTS = trust().pinned
ISSUING = by_root(KeyKind.ISSUING, "issuing")


def distrust(chain: Sequence[Envelope], kind: KeyKind = KeyKind.DEVICE) -> Distrust:
    with pytest.raises(UntrustedChain) as caught:
        verify_chain(chain, ROOTS, SCHOOL, kind)
    return caught.value.reason


def rewritten(**changes: object) -> Envelope:
    """A device's certificate with other members, well signed by the issuing key."""
    members = loads_strict(device().payload, max_bytes=8192)
    assert isinstance(members, dict)
    kept = {**members, **changes}
    return sign(
        CERTIFICATE,
        dumps({name: member for name, member in kept.items() if member != "gone"}),
        key("issuing"),
    )


def test_a_device_is_trusted_through_the_issuing_key() -> None:
    found = verify_chain((device(), ISSUING), ROOTS, SCHOOL, KeyKind.DEVICE)
    assert found == certificate(
        KeyKind.DEVICE,
        "device-7",
        roles=("laptop",),
        locations=("north",),
        issuer=key("issuing").fingerprint,
    )
    assert found.fingerprint == key("device-7").fingerprint


@pytest.mark.parametrize(
    "kind", [KeyKind.ISSUING, KeyKind.LOG, KeyKind.SEAL, KeyKind.PLAN, KeyKind.TLS_CA]
)
def test_a_root_certifies_the_keys_of_the_dossier(kind: KeyKind) -> None:
    assert verify_chain((by_root(kind, "k"),), ROOTS, SCHOOL, kind).kind is kind


@pytest.mark.parametrize("kind", [KeyKind.DEVICE, KeyKind.PERSON, KeyKind.ROOT])
def test_a_root_certifies_nobody_else(kind: KeyKind) -> None:
    assert distrust((by_root(kind, "k"),), kind) is Distrust.KIND


@pytest.mark.parametrize("kind", [kind for kind in KeyKind if kind not in ("device", "person")])
def test_the_issuing_key_certifies_devices_and_people_only(kind: KeyKind) -> None:
    made = issue(certificate(kind, "k"), key("issuing"))
    assert distrust((made, ISSUING), kind) is Distrust.KIND


@pytest.mark.parametrize("kind", [KeyKind.LOG, KeyKind.PLAN])
def test_no_other_key_certifies_anybody(kind: KeyKind) -> None:
    made = issue(certificate(KeyKind.DEVICE, "device-7"), key("other"))
    assert distrust((made, by_root(kind, "other"))) is Distrust.KIND


def test_a_device_cannot_certify_a_device() -> None:
    made = issue(certificate(KeyKind.DEVICE, "device-8"), key("device-7"))
    assert distrust((made, device())) is Distrust.KIND
    assert distrust((made, device(), ISSUING)) is Distrust.LENGTH


def test_a_root_that_is_not_pinned_proves_nothing() -> None:
    stranger = issue(certificate(KeyKind.ISSUING, "issuing"), key("root-c"))
    assert distrust((device(), stranger)) is Distrust.ISSUER


def test_a_root_pinned_under_another_name_proves_nothing() -> None:
    roots = {key("root-a").fingerprint: key("root-b").public}
    with pytest.raises(UntrustedChain) as caught:
        verify_chain((device(), ISSUING), roots, SCHOOL, KeyKind.DEVICE)
    assert caught.value.reason is Distrust.ISSUER


def test_a_chain_in_the_wrong_order_or_length_proves_nothing() -> None:
    assert distrust((ISSUING, device()), KeyKind.ISSUING) is Distrust.ISSUER
    assert distrust(()) is Distrust.LENGTH
    assert distrust((device(),)) is Distrust.ISSUER


def test_another_kind_than_asked_is_refused() -> None:
    assert distrust((device(), ISSUING), KeyKind.PERSON) is Distrust.KIND


def test_every_link_names_the_school() -> None:
    other = by_root(KeyKind.ISSUING, "issuing", school="school-0013")
    assert distrust((device(), other)) is Distrust.SCHOOL
    assert distrust((device(school="school-0013"), ISSUING)) is Distrust.SCHOOL


def test_a_changed_signature_is_refused_in_every_link() -> None:
    for place in (0, 1):
        chain = [device(), ISSUING]
        chain[place] = replace(chain[place], signature=chain[1 - place].signature)
        assert distrust(chain) is Distrust.SIGNATURE


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "device-8"},
        {"pub": certificate(KeyKind.DEVICE, "device-8").pub},
        {"roles": ("office",)},
        {"locations": ()},
        {"not_before": MOMENT},
        {"not_after": MOMENT},
        {"serial": "x"},
    ],
)
def test_no_member_can_be_changed(changes: dict[str, object]) -> None:
    forged = replace(device(), payload=device(**changes).payload)
    assert distrust((forged, ISSUING)) is Distrust.SIGNATURE


def test_an_envelope_of_another_type_is_no_certificate() -> None:
    other = sign(EVENT, device().payload, key("issuing"))
    assert distrust((other, ISSUING)) is Distrust.FORM


@pytest.mark.parametrize(
    "changes",
    [
        {"v": 2},
        {"v": True},
        {"kind": "king"},
        {"kind": ["device"]},
        {"kind": 1},
        {"id": ""},
        {"id": "a b"},
        {"id": None},
        {"pub": ""},
        {"pub": "A" * 43 + "="},
        {"school": 12},
        {"roles": "laptop"},
        {"roles": [1]},
        {"roles": ["r"] * 65},
        {"locations": {}},
        {"not_before": "2026-12-09"},
        {"not_after": 1},
        {"serial": 3},
        {"issuer": "AB" * 32},
        {"issuer": "gone"},
        {"more": 1},
    ],
)
def test_another_form_is_malformed(changes: dict[str, object]) -> None:
    with pytest.raises(Malformed):
        read_certificate(rewritten(**changes))
    assert distrust((rewritten(**changes), ISSUING)) is Distrust.FORM


@given(st.binary(max_size=100))
def test_any_payload_is_untrusted(payload: bytes) -> None:
    chain = (sign(CERTIFICATE, payload, key("issuing")), ISSUING)
    assert distrust(chain) is Distrust.FORM


def test_the_time_is_judged_apart() -> None:
    old = device(not_before=MOMENT - 2 * YEAR, not_after=MOMENT - YEAR)
    found = verify_chain((old, ISSUING), ROOTS, SCHOOL, KeyKind.DEVICE)
    second = timedelta(seconds=1)
    assert not valid_at(found, MOMENT)
    assert valid_at(found, MOMENT - YEAR)
    assert not valid_at(found, MOMENT - YEAR + second)
    assert valid_at(found, MOMENT - 2 * YEAR)
    assert not valid_at(found, MOMENT - 2 * YEAR - second)


def test_a_certificate_ends_after_it_begins() -> None:
    with pytest.raises(ValueError, match="ends"):
        issue(certificate(KeyKind.LOG, "log", not_after=MOMENT - YEAR), key("root-a"))


@pytest.mark.parametrize(
    "changes", [{"id": "a/b"}, {"school": ""}, {"roles": ("a b",)}, {"locations": ("a\n",)}]
)
def test_what_nobody_would_read_is_not_issued(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="certificate"):
        device(**changes)


def test_a_location_is_called_as_the_school_calls_it() -> None:
    made = device(locations=("Gebouw A, Zuid",))
    assert read_certificate(made).locations == ("Gebouw A, Zuid",)


def test_a_key_that_fits_everything_is_not_certified() -> None:
    with pytest.raises(UnfitKey):
        issue(certificate(KeyKind.DEVICE, "device-7", pub=bytes(32)), key("issuing"))


def test_digests_and_sealing_keys_are_no_signing_keys() -> None:
    digest = certificate(KeyKind.TLS_CA, "ca", pub=bytes(32))
    made = issue(digest, key("root-a"))
    assert verify_chain((made,), ROOTS, SCHOOL, KeyKind.TLS_CA).pub == bytes(32)


def test_a_certificate_reads_back() -> None:
    assert isinstance(read_certificate(device()), Certificate)
    assert read_certificate(device()).not_after == MOMENT + YEAR

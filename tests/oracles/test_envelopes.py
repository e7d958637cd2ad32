"""Envelopes are DSSE as others read it: securesystemslib opens ours, and we open theirs."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from securesystemslib import dsse
from securesystemslib.exceptions import VerificationError
from securesystemslib.signer import CryptoSigner, SSlibKey

from app.crypto.certificates import KeyKind
from app.crypto.envelope import (
    BadSignature,
    Envelope,
    from_dict,
    from_json,
    opened,
    pae,
    sign,
    to_dict,
    to_json,
)
from app.crypto.keys import SigningKey
from app.crypto.receipt import sign_receipt
from app.crypto.roomfeed import FeedManifest, FeedPlace, sign_manifest
from tests.crypto.builders import MOMENT, by_root, device, key, receipt

TYPES = st.from_regex(r"[\x21-\x7e]{1,200}", fullmatch=True)
SEEDS = st.binary(min_size=32, max_size=32)
OURS: dict[str, tuple[Callable[[], Envelope], str]] = {
    "receipt": (lambda: sign_receipt(receipt(), key("log")), "log"),
    "device certificate": (device, "issuing"),
    "root certificate": (lambda: by_root(KeyKind.LOG, "log"), "root-a"),
    "feed manifest": (
        lambda: sign_manifest(
            FeedManifest(FeedPlace("school-0012", "r1:2026-12-09", 1), (), MOMENT), key("plan")
        ),
        "plan",
    ),
}


def their_key(public: bytes, name: str) -> SSlibKey:
    return SSlibKey(name, "ed25519", "ed25519", {"public": public.hex()})


@given(TYPES, st.binary(max_size=300), SEEDS)
def test_they_sign_the_same_bytes_and_open_what_we_signed(
    kind: str, payload: bytes, seed: bytes
) -> None:
    ours = SigningKey.from_seed(seed)
    theirs = dsse.Envelope.from_dict(json.loads(to_json(sign(kind, payload, ours))))
    assert theirs.pae() == pae(kind, payload)
    assert theirs.payload == payload
    assert theirs.verify([their_key(ours.public, ours.fingerprint)], 1)


@given(TYPES, st.binary(max_size=300), SEEDS)
def test_we_open_what_they_signed(kind: str, payload: bytes, seed: bytes) -> None:
    ours = SigningKey.from_seed(seed)
    theirs = dsse.Envelope(payload, kind, {})
    signer = CryptoSigner(
        Ed25519PrivateKey.from_private_bytes(seed), their_key(ours.public, ours.fingerprint)
    )
    theirs.sign(signer)
    received = from_json(json.dumps(theirs.to_dict()))
    assert opened(received, kind, ours.public) == payload
    assert received == sign(kind, payload, ours)


@pytest.mark.parametrize("name", OURS)
def test_they_open_every_paper_of_ours_and_refuse_it_changed(name: str) -> None:
    make, signer = OURS[name]
    envelope = make()
    public = their_key(key(signer).public, key(signer).fingerprint)
    assert dsse.Envelope.from_dict(to_dict(envelope)).verify([public], 1)
    changed = replace(envelope, payload=envelope.payload + b" ")
    with pytest.raises(VerificationError):
        dsse.Envelope.from_dict(to_dict(changed)).verify([public], 1)
    with pytest.raises(BadSignature):
        opened(from_dict(to_dict(changed)), envelope.payload_type, key(signer).public)

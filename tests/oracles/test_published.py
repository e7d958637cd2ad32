"""Every cipher and signature in use, against the published vectors: Wycheproof and RFC 9180."""

import hashlib
import hmac
from itertools import pairwise

import pytest
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.keywrap import (
    InvalidUnwrap,
    aes_key_unwrap_with_padding,
    aes_key_wrap_with_padding,
)
from hypothesis import given
from hypothesis import strategies as st

from app.crypto.derive import derived
from app.crypto.keys import UnfitKey, is_signed
from app.crypto.sealing import NotSealed, open_sealed, seal_public, seal_to
from tests.oracles import published

SEEDS = st.binary(min_size=32, max_size=32)
PURPOSES = st.from_regex("[a-z/0-9]{0,30}", fullmatch=True)


SMALL_ORDER = {
    0,
    1,
    2**255 - 20,
    *(
        int.from_bytes(bytes.fromhex(each), "little")
        for each in (
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        )
    ),
}
"""Of published keys, those under which one signature fits much: refused, whatever is signed."""


def test_signatures_are_believed_and_refused_as_published() -> None:
    for case in published("ed25519"):
        public, signature, message = (bytes.fromhex(case[k]) for k in ("pk", "sig", "msg"))
        if int.from_bytes(public, "little") & (2**255 - 1) in SMALL_ORDER:
            with pytest.raises(UnfitKey):
                is_signed(public, signature, message)
            continue
        told = "valid" if is_signed(public, signature, message) else "invalid"
        assert case["result"] in (told, "acceptable"), case["id"]


@pytest.mark.parametrize("y", [0, 1, 2**255 - 20, 2**255 - 19, 2**255 - 18, 2**255 - 1])
@pytest.mark.parametrize("sign_bit", [0, 1 << 255])
def test_a_key_of_small_order_or_another_spelling_is_none(y: int, sign_bit: int) -> None:
    with pytest.raises(UnfitKey):
        is_signed((y | sign_bit).to_bytes(32, "little"), bytes(64), b"")


def test_certificates_of_tls_are_judged_as_published() -> None:
    for case in published("ecdsa_p256_sha256"):
        point = bytes.fromhex(case["pk"])
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        try:
            key.verify(bytes.fromhex(case["sig"]), bytes.fromhex(case["msg"]), ec.ECDSA(SHA256()))
            told = "valid"
        except InvalidSignature:
            told = "invalid"
        assert told == case["result"], case["id"]


def test_encryption_is_as_published() -> None:
    for case in published("aes_256_gcm"):
        key, iv, aad, message, sealed, tag = (
            bytes.fromhex(case[k]) for k in ("key", "iv", "aad", "msg", "ct", "tag")
        )
        if case["result"] == "valid":
            assert AESGCM(key).encrypt(iv, message, aad) == sealed + tag, case["id"]
            assert AESGCM(key).decrypt(iv, sealed + tag, aad) == message, case["id"]
        else:
            with pytest.raises(InvalidTag):
                AESGCM(key).decrypt(iv, sealed + tag, aad)


def test_wrapping_is_as_published() -> None:
    for case in published("aes_256_kwp"):
        key, message, wrapped = (bytes.fromhex(case[k]) for k in ("key", "msg", "ct"))
        if case["result"] == "valid":
            assert aes_key_wrap_with_padding(key, message) == wrapped, case["id"]
            assert aes_key_unwrap_with_padding(key, wrapped) == message, case["id"]
        elif case["result"] == "invalid":
            with pytest.raises((InvalidUnwrap, ValueError)):
                aes_key_unwrap_with_padding(key, wrapped)


def test_agreeing_on_a_key_is_as_published() -> None:
    """A public half that gives every partner the same key, all zeros, is never sealed to."""
    for case in published("x25519"):
        public = bytes.fromhex(case["public"])
        secret = X25519PrivateKey.from_private_bytes(bytes.fromhex(case["private"]))
        if set(case["shared"]) == {"0"}:
            with pytest.raises(UnfitKey):
                seal_to(public, b"", b"")
            continue
        agreed = secret.exchange(X25519PublicKey.from_public_bytes(public))
        assert agreed.hex() == case["shared"], case["id"]


# ---------------------------------------------------------------- HKDF, written down once more


def extract(salt: bytes, secret: bytes) -> bytes:
    return hmac.new(salt or bytes(32), secret, hashlib.sha256).digest()


def expand(key: bytes, info: bytes, size: int) -> bytes:
    block, made = b"", b""
    for number in range(1, -(-size // 32) + 1):
        block = hmac.new(key, block + info + bytes([number]), hashlib.sha256).digest()
        made += block
    return made[:size]


def test_keys_from_keys_are_as_published() -> None:
    for case in published("hkdf_sha256"):
        ikm, salt, info = (bytes.fromhex(case[k]) for k in ("ikm", "salt", "info"))
        assert expand(extract(salt, ikm), info, case["size"]).hex() == case["okm"], case["id"]


@given(
    st.binary(max_size=80),
    st.binary(max_size=80),
    st.from_regex("[a-z/0-9]{0,30}", fullmatch=True),
)
def test_our_keys_are_those_of_the_second_writing(
    secret: bytes, salt: bytes, purpose: str
) -> None:
    info = b"examendag/" + purpose.encode()
    assert derived(secret, salt=salt, purpose=purpose) == expand(extract(salt, secret), info, 32)


# ---------------------------------------------------------------- HPKE, written down once more

_KEM = b"KEM\x00\x20"
_SUITE = b"HPKE\x00\x20\x00\x01\x00\x02"


def labelled(suite: bytes, salt: bytes, label: bytes, secret: bytes) -> bytes:
    return extract(salt, b"HPKE-v1" + suite + label + secret)


def lengthened(suite: bytes, key: bytes, label: bytes, info: bytes, size: int) -> bytes:
    return expand(key, size.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info, size)


def scheduled(agreed: bytes, enc: bytes, public: bytes, info: bytes) -> tuple[bytes, bytes]:
    """Return key and first nonce of the base mode (RFC 9180, 4.1 and 5.1)."""
    eae = labelled(_KEM, b"", b"eae_prk", agreed)
    shared = lengthened(_KEM, eae, b"shared_secret", enc + public, 32)
    context = (
        b"\x00"
        + labelled(_SUITE, b"", b"psk_id_hash", b"")
        + labelled(_SUITE, b"", b"info_hash", info)
    )
    secret = labelled(_SUITE, shared, b"secret", b"")
    return (
        lengthened(_SUITE, secret, b"key", context, 32),
        lengthened(_SUITE, secret, b"base_nonce", context, 12),
    )


def public_of(seed: bytes) -> bytes:
    return X25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def agreed_on(seed: bytes, public: bytes) -> bytes:
    return X25519PrivateKey.from_private_bytes(seed).exchange(
        X25519PublicKey.from_public_bytes(public)
    )


def they_seal(public: bytes, content: bytes, info: bytes, ephemeral: bytes) -> bytes:
    enc = public_of(ephemeral)
    key, nonce = scheduled(agreed_on(ephemeral, public), enc, public, info)
    return enc + AESGCM(key).encrypt(nonce, content, b"")


def they_open(seed: bytes, sealed: bytes, info: bytes) -> bytes:
    enc = sealed[:32]
    key, nonce = scheduled(agreed_on(seed, enc), enc, public_of(seed), info)
    return AESGCM(key).decrypt(nonce, sealed[32:], b"")


def test_sealing_to_a_key_is_as_published() -> None:
    for case in published("hpke_x25519_sha256_aes256gcm"):
        info, seed, public, ephemeral, enc = (
            bytes.fromhex(case[k]) for k in ("info", "skRm", "pkRm", "skEm", "enc")
        )
        assert (public_of(seed), public_of(ephemeral)) == (public, enc)
        key, nonce = scheduled(agreed_on(seed, enc), enc, public, info)
        assert (key.hex(), nonce.hex()) == (case["key"], case["base_nonce"])
        for sealed in case["encryptions"]:
            place = bytes.fromhex(sealed["nonce"])
            content, aad = bytes.fromhex(sealed["pt"]), bytes.fromhex(sealed["aad"])
            assert AESGCM(key).encrypt(place, content, aad).hex() == sealed["ct"]
        nonces = [each["nonce"] for each in case["encryptions"]]
        assert all(one != other for one, other in pairwise(nonces))


@given(SEEDS, SEEDS, st.binary(max_size=200), st.binary(max_size=80))
def test_each_opens_what_the_other_sealed(
    seed: bytes, ephemeral: bytes, content: bytes, info: bytes
) -> None:
    public = seal_public(seed)
    assert public == public_of(seed)
    assert open_sealed(seed, they_seal(public, content, info, ephemeral), info) == content
    assert they_open(seed, seal_to(public, content, info), info) == content
    with pytest.raises(NotSealed):
        open_sealed(seed, they_seal(public, content, info, ephemeral), info + b"x")

"""Signing keys: RFC 8032, and public halves that fit everything are refused."""

import pickle

import pytest

from app.crypto.keys import SigningKey, UnfitKey, check_public, fingerprint, is_signed
from tests.crypto.builders import key, stepped

# RFC 8032, 7.1: seed, public half, message, signature.
RFC_8032 = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
            "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
            "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
]
ORDER = 2**252 + 27742317777372353535851937790883648493
PRIME = 2**255 - 19
EIGHT = "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"
EIGHT_TOO = "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"


@pytest.mark.parametrize(("seed", "public", "message", "signature"), RFC_8032)
def test_signatures_are_those_of_rfc_8032(
    seed: str, public: str, message: str, signature: str
) -> None:
    signing = SigningKey.from_seed(bytes.fromhex(seed))
    assert signing.public.hex() == public
    assert signing.sign(bytes.fromhex(message)).hex() == signature
    assert is_signed(bytes.fromhex(public), bytes.fromhex(signature), bytes.fromhex(message))


def test_a_signature_with_an_added_group_order_is_refused() -> None:
    _, public, message, signature = RFC_8032[1]
    half, scalar = signature[:64], int.from_bytes(bytes.fromhex(signature[64:]), "little")
    twisted = bytes.fromhex(half) + (scalar + ORDER).to_bytes(32, "little")
    assert not is_signed(bytes.fromhex(public), twisted, bytes.fromhex(message))


@pytest.mark.parametrize(
    "public",
    [
        (1).to_bytes(32, "little"),
        bytes(32),
        bytes(31) + b"\x80",
        (PRIME - 1).to_bytes(32, "little"),
        bytes.fromhex(EIGHT),
        bytes.fromhex(EIGHT[:-2] + "85"),
        bytes.fromhex(EIGHT_TOO),
        bytes.fromhex(EIGHT_TOO[:-2] + "fa"),
        PRIME.to_bytes(32, "little"),
        (PRIME + 3).to_bytes(32, "little"),
        b"\xff" * 32,
        b"",
        bytes(33),
    ],
)
def test_a_public_half_of_small_order_or_another_form_is_refused(public: bytes) -> None:
    with pytest.raises(UnfitKey):
        check_public(public)
    with pytest.raises(UnfitKey):
        is_signed(public, public[:32] + bytes(32), b"anything")


def test_the_identity_would_fit_every_signature_without_that_refusal() -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415
        Ed25519PublicKey,
    )

    identity = (1).to_bytes(32, "little")
    Ed25519PublicKey.from_public_bytes(identity).verify(identity + bytes(32), b"anything")


def test_a_key_does_not_show_its_seed() -> None:
    signing = key("device-7")
    assert signing.seed().hex() not in repr(signing)
    assert repr(signing.seed()) not in repr(signing)
    with pytest.raises(TypeError):
        pickle.dumps(signing)


def test_a_key_comes_back_from_its_seed() -> None:
    signing = SigningKey.generate(stepped("device-7"))
    assert SigningKey.from_seed(signing.seed()).public == signing.public
    assert signing.fingerprint == fingerprint(signing.public)
    with pytest.raises(ValueError, match="32"):
        SigningKey.from_seed(bytes(31))

"""Sealing to a key that nobody here can open: HPKE to the seal key (format.md 6, RFC 9180)."""

from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from app.crypto.keys import PUBLIC_BYTES, SEED_BYTES, UnfitKey

OVERHEAD_BYTES: Final = 48
"""What sealing adds: the encapsulated key and a tag."""

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class NotSealed(Exception):
    """Bytes that were sealed to another key or for another purpose, or were changed."""


def seal_public(seed: bytes) -> bytes:
    """Return the public half of a seal key, 32 bytes.

    Raises:
        ValueError: The seed has another length than 32 bytes.
    """
    return _secret(seed).public_key().public_bytes_raw()


def seal_to(public: bytes, content: bytes, purpose: bytes) -> bytes:
    """Return content that only the holder of the seal key opens, bound to a purpose.

    Raises:
        UnfitKey: The public half is none.
    """
    if len(public) != PUBLIC_BYTES:
        raise UnfitKey("a public key has 32 bytes")
    try:
        return _SUITE.encrypt(content, X25519PublicKey.from_public_bytes(public), info=purpose)
    except ValueError as problem:  # a point of small order
        raise UnfitKey("a public key that anybody shares") from problem


def open_sealed(seed: bytes, sealed: bytes, purpose: bytes) -> bytes:
    """Return what was sealed.

    Raises:
        NotSealed: To another key or for another purpose, or changed.
    """
    if len(sealed) < OVERHEAD_BYTES:
        raise NotSealed("too short")
    try:
        return _SUITE.decrypt(sealed, _secret(seed), info=purpose)
    except (InvalidTag, ValueError) as problem:
        raise NotSealed("sealed to another key, or changed") from problem


def _secret(seed: bytes) -> X25519PrivateKey:
    if len(seed) != SEED_BYTES:
        raise ValueError("a seal key has 32 bytes")
    return X25519PrivateKey.from_private_bytes(seed)

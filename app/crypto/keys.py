"""Signing keys: Ed25519 halves, their fingerprints, and what a public half must be."""

import hashlib
from collections.abc import Callable
from functools import lru_cache
from typing import Final, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from nacl.bindings import crypto_sign_open
from nacl.exceptions import BadSignatureError

RandomBytes = Callable[[int], bytes]
"""A source of that many random bytes; bootstrap gives the real one."""

SEED_BYTES: Final = 32
PUBLIC_BYTES: Final = 32
SIGNATURE_BYTES: Final = 64

_PRIME = 2**255 - 19
_ORDER_EIGHT = int.from_bytes(
    bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little"
)
# The y of every point whose order divides eight: under such a key one signature fits all.
_SMALL_ORDER_Y = {0, 1, _PRIME - 1, _ORDER_EIGHT, _PRIME - _ORDER_EIGHT}


class UnfitKey(Exception):
    """Bytes that are no public key: another length, not canonical, or of small order."""


class SigningKey:
    """The secret half of an Ed25519 pair. Neither repr nor pickle shows it."""

    __slots__ = ("_private", "_public")

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self._public = private.public_key().public_bytes_raw()

    @classmethod
    def from_seed(cls, seed: bytes) -> Self:
        """Return the key of a 32-byte seed.

        Raises:
            ValueError: The seed has another length.
        """
        return cls(Ed25519PrivateKey.from_private_bytes(seed))

    @classmethod
    def generate(cls, random_bytes: RandomBytes) -> Self:
        """Return a new key from a source of randomness."""
        return cls.from_seed(random_bytes(SEED_BYTES))

    @property
    def public(self) -> bytes:
        """The public half, 32 bytes."""
        return self._public

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the public half."""
        return fingerprint(self._public)

    def seed(self) -> bytes:
        """Return the secret 32 bytes, to be wrapped at once."""
        return self._private.private_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """Return the 64-byte signature; use `envelope.sign` for anything that has a type."""
        return self._private.sign(message)

    def __repr__(self) -> str:
        return f"SigningKey(public={self.fingerprint[:16]})"

    def __reduce__(self) -> str:
        raise TypeError("a signing key is not written by pickle")


def fingerprint(public: bytes) -> str:
    """Return SHA-256 of a public half in lower-case hex: how keys name each other."""
    return hashlib.sha256(public).hexdigest()


@lru_cache(maxsize=1024)
def check_public(public: bytes) -> None:
    """Refuse bytes that are no fit public half.

    Raises:
        UnfitKey: Another length, not canonical, or of small order.
    """
    if len(public) != PUBLIC_BYTES:
        raise UnfitKey("a public key has 32 bytes")
    y = int.from_bytes(public, "little") & (2**255 - 1)
    if y >= _PRIME or y in _SMALL_ORDER_Y:
        raise UnfitKey("a public key that fits every signature, or is not canonical")


def is_signed(public: bytes, signature: bytes, message: bytes) -> bool:
    """Tell whether a signature over exactly these bytes was made by this key.

    Raises:
        UnfitKey: The public half is none.
    """
    check_public(public)
    if len(signature) != SIGNATURE_BYTES:
        return False
    try:
        # libsodium: twice as fast as OpenSSL's, and other threads go on meanwhile.
        crypto_sign_open(signature + message, public)
    except BadSignatureError:
        return False
    return True

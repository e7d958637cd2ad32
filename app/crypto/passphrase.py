"""Passphrases of people of the office: slow to guess, and never kept (format.md 6)."""

import hmac
import unicodedata
from typing import Final

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from app.crypto.derive import KEY_BYTES

SALT_BYTES: Final = 16
LEAST_CHARACTERS: Final = 12
MOST_CHARACTERS: Final = 200
_MEMORY_KIB: Final = 64 * 1024
_PASSES: Final = 3
_LANES: Final = 4


class NotAPassphrase(Exception):
    """Typed text that is too short, or too long, to be one. Never shows the text."""


def stretched(typed: str, salt: bytes) -> bytes:
    """Return 32 bytes by Argon2id; costs 64 MiB and about half a second.

    Raises:
        NotAPassphrase: Too short or too long.
    """
    plain = unicodedata.normalize("NFKC", typed).strip()
    if not LEAST_CHARACTERS <= len(plain) <= MOST_CHARACTERS:
        raise NotAPassphrase("a passphrase has 12 to 200 characters")
    slow = Argon2id(
        salt=salt, length=KEY_BYTES, iterations=_PASSES, lanes=_LANES, memory_cost=_MEMORY_KIB
    )
    return slow.derive(plain.encode("utf-8"))


def is_same(one: bytes, other: bytes) -> bool:
    """Compare two secrets without telling by time where they differ."""
    return hmac.compare_digest(one, other)

"""Keys from keys: HKDF-SHA256, one purpose each (format.md 6-7)."""

from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES: Final = 32
"""Every symmetric key has 256 bits."""


def derived(secret: bytes, *, salt: bytes, purpose: str) -> bytes:
    """Return the 32-byte key that a secret gives for one purpose.

    `salt` must be an injective encoding of what the key belongs to, such as `strict_json.dumps`.
    """
    purpose_bytes = b"examendag/" + purpose.encode("ascii")
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=purpose_bytes).derive(secret)


def day_key(room_key: bytes, store_id: str) -> bytes:
    """Return K_day, the raw key of one day store.

    Raises:
        ValueError: K_room has another length than 32 bytes.
    """
    if len(room_key) != KEY_BYTES:
        raise ValueError("K_room has 32 bytes")
    return derived(room_key, salt=store_id.encode("utf-8"), purpose="day-store/v1")

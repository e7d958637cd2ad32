"""The slot of a passphrase on a machine of the office: guards what that person has there.

It opens with passphrase and device secret together (format.md 6): a copied disk lacks the one, who
shares the machine lacks the other.
"""

from typing import Final

from cryptography.hazmat.primitives.keywrap import (
    InvalidUnwrap,
    aes_key_unwrap_with_padding,
    aes_key_wrap_with_padding,
)

from app.crypto import base64_text, members
from app.crypto.derive import KEY_BYTES, derived
from app.crypto.keys import RandomBytes
from app.crypto.passphrase import SALT_BYTES, NotAPassphrase, stretched
from app.models.strict_json import Malformed, dumps, loads_strict

SLOT_BYTES_MAX: Final = 1_024
_PURPOSE: Final = "office-slot/v1"
_WRAP_MAX: Final = 64


class WrongPassphrase(Exception):
    """Not the passphrase of this slot, or the slot of another machine."""


def make_slot(typed: str, device_part: bytes, key: bytes, random_bytes: RandomBytes) -> bytes:
    """Return a key as it may lie on disk, opened by passphrase and device together.

    Raises:
        NotAPassphrase: Too short or too long.
    """
    salt = random_bytes(SALT_BYTES)
    wrap = aes_key_wrap_with_padding(_guard(typed, salt, device_part), key)
    return dumps({"v": 1, "salt": base64_text.encode(salt), "wrap": base64_text.encode(wrap)})


def open_slot(raw: bytes, typed: str, device_part: bytes) -> bytes:
    """Return the key in a slot.

    Raises:
        Malformed: Not a slot.
        WrongPassphrase: It does not open with these.
    """
    read = members.exact(
        loads_strict(raw, max_bytes=SLOT_BYTES_MAX, max_depth=1), {"v", "salt", "wrap"}
    )
    members.whole(read["v"], 1, 1)
    salt = base64_text.decode(read["salt"], least=SALT_BYTES, most=SALT_BYTES)
    wrap = base64_text.decode(read["wrap"], most=_WRAP_MAX)
    try:
        key = aes_key_unwrap_with_padding(_guard(typed, salt, device_part), wrap)
    except (InvalidUnwrap, NotAPassphrase, ValueError) as problem:
        raise WrongPassphrase("the slot stays closed") from problem
    if len(key) != KEY_BYTES:
        raise Malformed("not a key")
    return key


def _guard(typed: str, salt: bytes, device_part: bytes) -> bytes:
    return derived(stretched(typed, salt) + device_part, salt=salt, purpose=_PURPOSE)

"""The PIN of a shift: keys of a person in memory only, wrapped, five tries (decisions 15)."""

import hashlib
from dataclasses import dataclass, field, replace
from typing import Final

from app.crypto.keys import RandomBytes, SigningKey
from app.crypto.roomfeed import BadChunk, FeedPlace, open_chunk, seal_chunk

PIN_DIGITS: Final = 6
TRIES: Final = 5
SALT_BYTES: Final = 16
SCRYPT_COST: Final = 2**15
SCRYPT_MEMORY: Final = 64 * 1024 * 1024
_HELD = FeedPlace("pin", "held-in-memory", 1)


class NotAPin(Exception):
    """Typed text that is not six digits."""


class WrongPin(Exception):
    """Not the PIN of this person; `left` more tries, then the dagcode again."""

    def __init__(self, left: int) -> None:
        super().__init__("wrong")
        self.left = left


@dataclass(frozen=True, slots=True)
class _Held:
    salt: bytes
    sealed: bytes
    left: int = TRIES


@dataclass(slots=True)
class PinSafe:
    """The signing keys of the people of this shift; nothing of it is ever on disk."""

    random_bytes: RandomBytes = field(repr=False)
    _held: dict[str, _Held] = field(default_factory=dict, repr=False)

    def keep(self, person: str, seed: bytes, pin: str) -> None:
        """Hold a person's key under the PIN chosen; a PIN chosen before no longer counts.

        Raises:
            NotAPin: Not six digits.
        """
        salt = self.random_bytes(SALT_BYTES)
        sealed = seal_chunk(_stretched(pin, salt), _HELD, 0, seed, self.random_bytes)
        self._held[person] = _Held(salt, sealed)

    def open(self, person: str, pin: str) -> SigningKey:
        """Return a person's key.

        Raises:
            WrongPin: Not the PIN, or nobody of that id is in the shift. After five the key is
                gone, and only the dagcode brings it back.
        """
        held = self._held.get(person)
        if held is None:
            raise WrongPin(0)
        seed = _unwrapped(held, pin)
        if seed is not None:
            self._held[person] = replace(held, left=TRIES)
            return SigningKey.from_seed(seed)
        left = held.left - 1
        if left:
            self._held[person] = replace(held, left=left)
        else:
            del self._held[person]
        raise WrongPin(left)

    def holds(self, person: str) -> bool:
        """Tell whether this person can open with a PIN."""
        return person in self._held

    def forget(self, person: str) -> None:
        """Let go of a person's key, as when they leave the shift."""
        self._held.pop(person, None)


def check_pin(pin: str) -> None:
    """Refuse what is no PIN.

    Raises:
        NotAPin: Not six digits.
    """
    if len(pin) != PIN_DIGITS or not (pin.isascii() and pin.isdecimal()):
        raise NotAPin("six digits")


def _unwrapped(held: _Held, pin: str) -> bytes | None:
    try:
        return open_chunk(_stretched(pin, held.salt), _HELD, 0, held.sealed)
    except (BadChunk, NotAPin):
        return None


def _stretched(pin: str, salt: bytes) -> bytes:
    check_pin(pin)
    return hashlib.scrypt(
        pin.encode("ascii"), salt=salt, n=SCRYPT_COST, r=8, p=1, maxmem=SCRYPT_MEMORY, dklen=32
    )

"""The dagcode on a printed card: what it opens, and how it is made and read (format.md 6)."""

from dataclasses import dataclass, field
from typing import Final

from cryptography.hazmat.primitives.keywrap import (
    InvalidUnwrap,
    aes_key_unwrap_with_padding,
    aes_key_wrap_with_padding,
)

from app.crypto.derive import KEY_BYTES, derived
from app.crypto.keys import SEED_BYTES, RandomBytes
from app.models.strict_json import dumps

CODE_CHARACTERS: Final = 16
CODE_BYTES: Final = 10
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no I, L, O and no U."""

_READ_AS = str.maketrans("ILO", "110")
_BETWEEN = " -\u2013\u2014.\t\n\r\u00a0"
_TYPED_MAX = 64


class NotACode(Exception):
    """Typed text that cannot be a dagcode: another length, or a character that is not used."""


class WrongCode(Exception):
    """A code that does not open this card."""


@dataclass(frozen=True, slots=True)
class CardWraps:
    """What a package holds of one card: two keys that only its code opens. No secret itself."""

    room_wrap: bytes = field(repr=False)
    person_wrap: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class OpenedCard:
    """K_room and the seed of the person's signing key."""

    room_key: bytes = field(repr=False)
    person_seed: bytes = field(repr=False)


def new_code(random_bytes: RandomBytes) -> str:
    """Return a new code: 16 characters, 80 bits."""
    number = int.from_bytes(random_bytes(CODE_BYTES), "big")
    places = range(5 * (CODE_CHARACTERS - 1), -1, -5)
    return "".join(ALPHABET[number >> place & 31] for place in places)


def normalise(typed: str) -> str:
    """Return the 16 characters that were meant: case, dashes and spaces do not count.

    Raises:
        NotACode: Another length, or a character that codes do not have. Never shows the text.
    """
    if len(typed) > _TYPED_MAX:
        raise NotACode("too long")
    code = "".join(each for each in typed if each not in _BETWEEN).upper().translate(_READ_AS)
    if any(each not in ALPHABET for each in code):
        raise NotACode("a character that codes do not have")
    if len(code) != CODE_CHARACTERS:
        raise NotACode("too short" if len(code) < CODE_CHARACTERS else "too long")
    return code


def grouped(code: str) -> str:
    """Return a code as it is printed: four groups of four."""
    whole = normalise(code)
    return "-".join(whole[start : start + 4] for start in range(0, CODE_CHARACTERS, 4))


def wrap_card(
    code: str,
    school: str,
    room_day: str,
    card_number: str,
    room_key: bytes,
    person_seed: bytes,
) -> CardWraps:
    """Return both keys, wrapped so that only this code on this card opens them.

    Raises:
        NotACode: The code is none.
        ValueError: A key has another length than 32 bytes.
    """
    if len(room_key) != KEY_BYTES or len(person_seed) != SEED_BYTES:
        raise ValueError("both keys have 32 bytes")
    for_room, for_person = _card_keys(code, school, room_day, card_number)
    return CardWraps(
        room_wrap=aes_key_wrap_with_padding(for_room, room_key),
        person_wrap=aes_key_wrap_with_padding(for_person, person_seed),
    )


def open_card(
    code: str, school: str, room_day: str, card_number: str, wraps: CardWraps
) -> OpenedCard:
    """Return what a card opens.

    Raises:
        NotACode: The code is none.
        WrongCode: It is not the code of this card, or the wraps were changed.
    """
    for_room, for_person = _card_keys(code, school, room_day, card_number)
    return OpenedCard(
        room_key=_unwrapped(for_room, wraps.room_wrap),
        person_seed=_unwrapped(for_person, wraps.person_wrap),
    )


def _card_keys(code: str, school: str, room_day: str, number: str) -> tuple[bytes, bytes]:
    """Return the wrapping keys for K_room and for the person's seed.

    A code has 80 random bits, so it needs no slow function; the salt keeps cards apart.
    """
    secret = normalise(code).encode("ascii")
    salt = dumps({"card": number, "room_day": room_day, "school": school})
    return (
        derived(secret, salt=salt, purpose="dagcode/v1/room"),
        derived(secret, salt=salt, purpose="dagcode/v1/person"),
    )


def _unwrapped(key: bytes, wrap: bytes) -> bytes:
    try:
        content = aes_key_unwrap_with_padding(key, wrap)
    except (InvalidUnwrap, ValueError):
        content = b""
    if len(content) != KEY_BYTES:
        raise WrongCode("the code of another card")
    return content

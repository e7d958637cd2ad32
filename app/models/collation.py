"""The order of names on paper and screen: without accents, without tussenvoegsel, our own."""

import re
import unicodedata
from functools import lru_cache

_APART = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
_DIGITS = re.compile(r"(\d+)")


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return text for comparing: lower case, marks and accents taken off."""
    lowered = text.replace("İ", "i").casefold().translate(_APART)
    parts = unicodedata.normalize("NFD", lowered)
    return "".join(char for char in parts if not unicodedata.combining(char))


@lru_cache(maxsize=4096)
def seat_key(seat: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that puts A2 before A10; a number counts by its digits, however many."""
    return tuple(
        (0, len(digits := piece.lstrip("0")), digits)
        if piece.isdecimal()
        else (1, 0, plain(piece))
        for piece in _DIGITS.split(seat)
        if piece
    )


def name_key(surname: str, given: str, candidate: str) -> tuple[str, str, str]:
    """Return a key for people: surname, given name, and the id so that no two are equal."""
    return (plain(surname), plain(given), candidate)

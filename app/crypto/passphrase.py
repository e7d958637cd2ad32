"""Passphrases of people of the office: slow to guess, and never kept (format.md 6)."""

import hmac
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from app.crypto.derive import KEY_BYTES

SALT_BYTES: Final = 16
LEAST_CHARACTERS: Final = 12
MOST_CHARACTERS: Final = 200
LEAST_LEFT: Final = 6
LEAST_DIFFERENT: Final = 5
LEAST_OF_A_WORD: Final = 3
OF_THE_PROGRAM: Final = (
    "examendag", "examenbureau", "examens", "examen", "surveillant", "dossier", "toets",
    "wachtzin", "wachtwoord", "password", "welkom", "geheim", "school", "admin", "mbo", "roc",
)  # fmt: skip
"""Words that are worth nothing in a passphrase here (ASVS 6.1.2)."""
KNOWN: Final = Path(__file__).resolve().parents[2] / "resources" / "passphrases" / "known.txt"
KNOWN_CHARACTERS: Final = 16
_MEMORY_KIB: Final = 64 * 1024
_PASSES: Final = 3
_LANES: Final = 4


class NotAPassphrase(Exception):
    """Typed text that is too short, or too long, to be one. Never shows the text."""


def normalised(typed: str) -> str:
    """Return a passphrase as every keyboard types it, without spaces at its ends."""
    return unicodedata.normalize("NFKC", typed).strip()


def stretched(typed: str, salt: bytes) -> bytes:
    """Return 32 bytes by Argon2id; costs 64 MiB and about half a second.

    Raises:
        NotAPassphrase: Too short or too long.
    """
    plain = normalised(typed)
    if not LEAST_CHARACTERS <= len(plain) <= MOST_CHARACTERS:
        raise NotAPassphrase("a passphrase has 12 to 200 characters")
    slow = Argon2id(
        salt=salt, length=KEY_BYTES, iterations=_PASSES, lanes=_LANES, memory_cost=_MEMORY_KIB
    )
    return slow.derive(plain.encode("utf-8"))


def is_guessable(typed: str, around: Iterable[str]) -> bool:
    """Whether it is known from leaks, or too little is left without what is tried first.

    That is the words of `around` (of whom it is, of the school), those of this program, and rows
    of the keyboard; what is left has six characters, five of them different.
    """
    left = normalised(typed).casefold()
    if sha256(left.encode("utf-8")).hexdigest()[:KNOWN_CHARACTERS] in _known():
        return True
    words = {word for told in around for word in re.findall(r"\w+", told.casefold())}
    for word in sorted((*words, *OF_THE_PROGRAM, *_rows()), key=len, reverse=True):
        if len(word) >= LEAST_OF_A_WORD:
            left = left.replace(word, "")
    left = "".join(left.split())
    return len(left) < LEAST_LEFT or len(set(left)) < LEAST_DIFFERENT


@cache
def _known() -> frozenset[str]:
    """Return the beginnings of the digests of what others chose most (ASVS 6.2.4)."""
    return frozenset(KNOWN.read_text("ascii").split())


def _rows() -> Iterator[str]:
    """Yield every beginning of the rows that hands go along, there and back."""
    for row in ("01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm"):
        for way in (row, row[1:], row[::-1]):
            yield from (way[:most] for most in range(LEAST_OF_A_WORD, len(way) + 1))


def is_same(one: bytes, other: bytes) -> bool:
    """Compare two secrets without telling by time where they differ."""
    return hmac.compare_digest(one, other)

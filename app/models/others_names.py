"""Leaving everybody else out of what is given to one candidate (decisions 26).

Rather too much is left out than too little: a first name that is a word too goes as well.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Final

from app.models.act import Body
from app.models.attendance_facts import CandidateAdded
from app.models.collation import plain
from app.models.plan import CandidatePlanned, ExtrasAdded, FactCarried

INSTEAD: Final = "[naam]"
LETTERS_LEAST: Final = 2
DIGITS_LEAST: Final = 5
"""A word with so many digits is a number of somebody, and no year or room."""
GENITIVE_LEAST: Final = 3
"""Shorter names with an s behind them are words: "als"."""
OF_THE_CANDIDATE: Final = (CandidatePlanned, CandidateAdded, ExtrasAdded)
"""Acts whose names are the candidate's own."""
OWN: Final = frozenset({"name", "person"})
"""Members of those acts that say who the candidate is."""
NAMING: Final = frozenset({
    "also_seen_by", "answered_by", "authorised_by", "by", "caller", "confirmed_by", "decided_by",
    "escort", "escort_person", "from_person", "given_to", "heard_from", "informed", "mentions",
    "name", "names", "on_behalf_of", "people", "person", "seen_by", "told_by", "to_name",
    "to_person",
})  # fmt: skip
"""Members that say who it was, whatever name stands in them."""


class OthersNames:
    """The names that are left out; those of the candidate are not among them.

    Accents and capitals make no other name, nor does half of a double name or the s of "Jansens".
    """

    def __init__(self, others: Iterable[str], own: Iterable[str]) -> None:
        """Leave these names out, and each part of them that is not a part of an own name."""
        self._kept = {part for name in own for part in _parts(name)}
        found = {part for name in others for part in _parts(name)} - self._kept
        longest = sorted(found, key=lambda each: (-len(each), each))
        told = "|".join(map(_as_found, longest))
        self._pattern = (
            re.compile(rf"(?<!\w)(?:[^\W\d_]\. ?)*(?P<name>{told})(?!\w)") if told else None
        )

    def without(self, text: str) -> str:
        """Return a text with the names of others replaced; a row of them by one word."""
        told, at = "", 0
        for start, end in self._found(text):
            told, at = f"{told}{text[at:start]}{INSTEAD}", end
        told += text[at:]
        return re.sub(rf"{re.escape(INSTEAD)}(?:[ .,]+{re.escape(INSTEAD)})+", INSTEAD, told)

    def stand_in(self, body: Body) -> bool:
        """Whether a body names somebody else, by a member that says who or in its texts."""
        if body.copied_by is not None or isinstance(body.act, FactCarried):
            return True  # what is carried is sealed in bytes that cannot be looked through
        act = body.act
        own = OWN if isinstance(act, OF_THE_CANDIDATE) else frozenset()
        for member in fields(act):
            value = getattr(act, member.name)
            if member.name in NAMING - own and value:
                return True
            if any(True for text in _texts(value) for _ in self._found(text)):
                return True
        return False

    def _found(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where names of others stand in a text."""
        if self._pattern is None:
            return
        letters, places = _letters(text)
        for found in self._pattern.finditer(letters):
            if found["name"] not in self._kept:
                yield places[found.start()], places[found.end()]


def _as_found(part: str) -> str:
    words = r"\s+".join(map(re.escape, part.split()))
    return words + ("(?:'?s)?" if len(part) >= GENITIVE_LEAST else "")


def _letters(text: str) -> tuple[str, list[int]]:
    """Return a text as names are compared, and of each sign of it the place in that text."""
    pairs = [(sign, at) for at, char in enumerate(text) for sign in _sign(char)]
    return "".join(sign for sign, _ in pairs), [*(at for _, at in pairs), len(text)]


def _sign(char: str) -> str:
    return "'" if char in "’‘`" else plain(char)


def _parts(name: str) -> tuple[str, ...]:
    """Return the words of a name; without those like "van" where others begin with a capital.

    Of what is tied by a dash or an apostrophe the pieces too, and the name as a whole: somebody
    who shares each word of it with the candidate is somebody else.
    """
    whole = [each for each in re.split(r"[\s,]+", name) if each]
    pieces = [piece for each in whole for piece in re.split(r"['’‘`‐‑–-]", each)]
    words = [each for each in dict.fromkeys((*whole, *pieces)) if _is_telling(each)]
    chosen = [each for each in words if not each[:1].islower()] or words
    told = (*chosen, " ".join(name.split())) if chosen else ()
    return tuple("".join(map(_sign, each)) for each in told)


def _is_telling(word: str) -> bool:
    letters, digits = (sum(map(is_one, word)) for is_one in (str.isalpha, str.isdecimal))
    return letters >= LETTERS_LEAST or digits >= DIGITS_LEAST


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, Enum):
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for member in fields(value):
            yield from _texts(getattr(value, member.name))

"""Leaving everybody else out of what is given to one candidate (decisions 26).

Rather too much is left out than too little: a first name that is a word too goes as well.
"""

import re
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Final

from app.models.act import Body
from app.models.attendance_facts import CandidateAdded
from app.models.plan import CandidatePlanned, ExtrasAdded, FactCarried

INSTEAD: Final = "[naam]"
LETTERS_LEAST: Final = 2
OF_THE_CANDIDATE: Final = (CandidatePlanned, CandidateAdded, ExtrasAdded)
"""Acts whose names are the candidate's own."""
NAMING: Final = frozenset({
    "by", "caller", "decided_by", "escort", "from_person", "heard_from", "name", "names",
    "on_behalf_of", "people", "person", "told_by", "to_name", "to_person",
})  # fmt: skip
"""Members that say who it was, whatever name stands in them."""


class OthersNames:
    """The names that are left out; those of the candidate are not among them."""

    def __init__(self, others: Iterable[str], own: Iterable[str]) -> None:
        """Leave these names out, and each part of them that is not a part of an own name."""
        kept = {part.casefold() for name in own for part in _parts(name)}
        found = {part for name in others for part in _parts(name) if part.casefold() not in kept}
        longest = sorted(found, key=lambda each: (-len(each), each))
        told = "|".join(map(re.escape, longest))
        self._pattern = (
            re.compile(rf"(?<!\w)(?:[^\W\d_]\. ?)*(?:{told})(?!\w)", re.IGNORECASE)
            if told
            else None
        )

    def without(self, text: str) -> str:
        """Return a text with the names of others replaced; a row of them by one word."""
        if self._pattern is None:
            return text
        told = self._pattern.sub(INSTEAD, text)
        return re.sub(rf"{re.escape(INSTEAD)}(?:[ .,]+{re.escape(INSTEAD)})+", INSTEAD, told)

    def stand_in(self, body: Body) -> bool:
        """Whether a body names somebody else, by a member that says who or in its texts."""
        if body.copied_by is not None or isinstance(body.act, FactCarried):
            return True  # what is carried is sealed in bytes that cannot be looked through
        act = body.act
        is_own = isinstance(act, OF_THE_CANDIDATE)
        for member in fields(act):
            value = getattr(act, member.name)
            if not is_own and member.name in NAMING and value:
                return True
            if any(self.without(text) != text for text in _texts(value)):
                return True
        return False


def _parts(name: str) -> tuple[str, ...]:
    """Return the words of a name; without those like "van" where others begin with a capital."""
    found = re.split(r"[\s,]+", name)
    words = [each for each in found if sum(map(str.isalpha, each)) >= LETTERS_LEAST]
    return tuple(each for each in words if each[:1].isupper()) or tuple(words)


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

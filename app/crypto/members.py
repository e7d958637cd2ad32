"""Strict reading of JSON members: each either has its exact type and form, or is malformed."""

import re
from collections.abc import Callable, Collection
from itertools import pairwise
from typing import Final, TypeVar

from app.models.strict_json import WHOLE_MAX, Malformed

Read = TypeVar("Read")

NAME: Final = re.compile(r"[A-Za-z0-9._:-]{1,160}\Z")
"""Ids of schools, devices, people, epochs and room-days."""
ORIGIN: Final = re.compile(r"[A-Za-z0-9._:/-]{1,160}\Z")
"""How a log is called, such as `examendag.nl/SCHOOL/log1`."""
LABEL: Final = re.compile(r"[^\x00-\x1f\x7f]{1,160}\Z")
"""Words of the school's own, such as the code of a location."""
SCOPE: Final = re.compile(r"[A-Za-z0-9._:-]{1,80}(/[A-Za-z0-9._:-]{1,80}){0,2}\Z")
"""What a stream is about, such as `part/SESSION/ROOM`."""
HEX: Final = re.compile(r"[0-9a-f]{64}\Z")
"""Leaves, digests and fingerprints."""


def exact(member: object, names: Collection[str]) -> dict[str, object]:
    """Return an object that has these members and no others."""
    if not isinstance(member, dict) or set(member) != set(names):
        raise Malformed("other members than the format has")
    return member


def matching(member: object, pattern: re.Pattern[str]) -> str:
    """Return a text of that form."""
    if not isinstance(member, str) or not pattern.match(member):
        raise Malformed("text of another form")
    return member


def text(member: object, most: int) -> str:
    """Return a text of at most that many characters."""
    if not isinstance(member, str) or len(member) > most:
        raise Malformed("not a text of that size")
    return member


def whole(member: object, least: int = 0, most: int = WHOLE_MAX) -> int:
    """Return a whole number in range; true and false are none."""
    if type(member) is not int or not least <= member <= most:
        raise Malformed("not a whole number in range")
    return member


def listed(member: object, most: int, read: Callable[[object], Read]) -> tuple[Read, ...]:
    """Return a list of at most that many members, each read."""
    if not isinstance(member, list) or len(member) > most:
        raise Malformed("not a list of that size")
    return tuple(map(read, member))


def optional(member: object, read: Callable[[object], Read]) -> Read | None:
    """Return None for null, else the member read."""
    return None if member is None else read(member)


def name(member: object) -> str:
    """Return an id."""
    return matching(member, NAME)


def origin(member: object) -> str:
    """Return the origin of a log."""
    return matching(member, ORIGIN)


def label(member: object) -> str:
    """Return a word of the school's own."""
    return matching(member, LABEL)


def scope(member: object) -> str:
    """Return the scope of a stream."""
    return matching(member, SCOPE)


def hex_digest(member: object) -> str:
    """Return a SHA-256 in lower-case hex."""
    return matching(member, HEX)


def spans(member: object, most: int = 10_000) -> tuple[tuple[int, int], ...]:
    """Return ranges [first, last], both included, ascending and apart from each other."""
    read = listed(member, most, _span)
    if any(later[0] <= earlier[1] + 1 for earlier, later in pairwise(read)):
        raise Malformed("ranges that touch or go back")
    return read


def _span(member: object) -> tuple[int, int]:
    if not isinstance(member, list) or len(member) != 2:
        raise Malformed("not a range")
    first = whole(member[0])
    return first, whole(member[1], first)

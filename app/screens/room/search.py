"""Searching the list: typing is searching, by name, number or seat, without marks and spaces.

Rank: exact seat, exact number, start of the surname, start of the given name, start of the
surname without tussenvoegsel, end of the number, anywhere. Within a rank those still expected
come first, then the order of names.
"""

from collections.abc import Iterable
from collections.abc import Set as Candidates
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from app.models.collation import name_key, plain
from app.screens.room.room import Found, RowField


@dataclass(frozen=True, slots=True)
class SearchKey:
    """What can be found of one candidate. `particle` is the tussenvoegsel ("van den")."""

    candidate: str
    seat: str
    particle: str
    surname: str
    given: str
    number: str

    @property
    def shown_surname(self) -> str:
        """The surname as the row shows it."""
        return f"{self.particle} {self.surname}" if self.particle else self.surname


class Rank(IntEnum):
    """How well a candidate matches; the lowest comes first."""

    SEAT = 0
    NUMBER = 1
    SURNAME = 2
    GIVEN = 3
    BARE_SURNAME = 4
    NUMBER_END = 5
    ANYWHERE = 6


@dataclass(frozen=True, slots=True)
class _Entry:
    """One candidate with every text squeezed to letters and digits."""

    candidate: str
    anything: str
    seat: str
    number: str
    surname_given: str
    given_surname: str
    bare_given: str
    surname: str
    given: str


def squeeze(text: str) -> str:
    """Return only letters and digits, in lower case and without marks: "d'Été" -> "dete"."""
    return "".join(char for char in plain(text) if char.isalnum())


class Index:
    """The candidates of a room, ready to be searched at every key."""

    def __init__(self, keys: Iterable[SearchKey]) -> None:
        """Prepare the texts once, in the order of names."""
        ordered = sorted(keys, key=lambda key: name_key(key.surname, key.given, key.candidate))
        self._keys = {key.candidate: key for key in ordered}
        self._entries = {key.candidate: _entry(key) for key in ordered}
        self._ranked: tuple[str, Candidates[str], tuple[str, ...]] = ("", frozenset(), ())

    def ordered(self) -> tuple[str, ...]:
        """Return everybody in the order of names, tussenvoegsels ignored."""
        return tuple(self._keys)

    def rank(self, query: str, first: Candidates[str] = frozenset()) -> tuple[str, ...]:
        """Return who matches, best first; everybody for an empty query.

        Args:
            query: what was typed.
            first: candidates that come first within their rank: those still expected.
        """
        asked = squeeze(query)
        if not asked:
            return self.ordered() if not query.strip() else ()
        if self._ranked[:2] == (asked, first):  # a key is a step and a screen: both ask
            return self._ranked[2]
        buckets: list[list[str]] = [[] for _ in range(2 * len(Rank))]
        for entry in self._entries.values():
            if asked in entry.anything and (rank := _rank(entry, asked)) is not None:
                buckets[2 * rank + (entry.candidate not in first)].append(entry.candidate)
        found = tuple(candidate for bucket in buckets for candidate in bucket)
        self._ranked = (asked, first, found)
        return found

    def exact(self, text: str) -> str | None:
        """Return the one candidate with this number or else this seat, as a scan needs."""
        asked = squeeze(text)
        for wanted in ("number", "seat"):
            hits = [
                entry
                for entry in self._entries.values()
                if asked and getattr(entry, wanted) == asked
            ]
            if len(hits) == 1:
                return hits[0].candidate
        return None

    def found(self, candidate: str, query: str) -> tuple[Found, ...]:
        """Return which characters of a candidate's row match the query, to be lit."""
        asked, key = squeeze(query), self._keys[candidate]
        entry = self._entries[candidate]
        rank = _rank(entry, asked) if asked else None
        surname = (RowField.SURNAME, key.shown_surname)
        given = (RowField.GIVEN, key.given)
        number = (RowField.NUMBER, key.number)
        bare, end = len(squeeze(key.particle)), len(entry.number) - len(asked)
        if rank is None:
            return ()
        if rank is Rank.ANYWHERE:
            return _lit_anywhere(asked, surname, given, number)
        places: dict[Rank, tuple[int, tuple[tuple[RowField, str], ...]]] = {
            Rank.SEAT: (0, ((RowField.SEAT, key.seat),)),
            Rank.NUMBER: (0, (number,)),
            Rank.SURNAME: (0, (surname, given)),
            Rank.GIVEN: (0, (given, surname)),
            Rank.BARE_SURNAME: (bare, (surname, given)),
            Rank.NUMBER_END: (end, (number,)),
        }
        skip, fields = places[rank]
        return _lit(asked, skip, *fields)


def _entry(key: SearchKey) -> _Entry:
    surname, given = squeeze(key.shown_surname), squeeze(key.given)
    bare, seat, number = squeeze(key.surname), squeeze(key.seat), squeeze(key.number)
    whole = (seat, number, surname + given, given + surname, bare + given)
    return _Entry(key.candidate, "\n".join(whole), *whole, surname=surname, given=given)


def _rank(entry: _Entry, asked: str) -> Rank | None:
    """Return the rank of an entry; None when the query only lies over a seam of its texts."""
    tests = (
        entry.seat == asked,
        entry.number == asked,
        entry.surname_given.startswith(asked),
        entry.given_surname.startswith(asked),
        entry.bare_given.startswith(asked),
        entry.number.endswith(asked),
        asked in entry.surname or asked in entry.given or asked in entry.number,
    )
    return Rank(tests.index(True)) if True in tests else None


@lru_cache(maxsize=4096)
def _offsets(text: str) -> tuple[int, ...]:
    """Return for each squeezed character at which character of the text it came from."""
    return tuple(at for at, char in enumerate(text) for _ in squeeze(char))


def _lit(asked: str, skip: int, *fields: tuple[RowField, str]) -> tuple[Found, ...]:
    """Return the spans of a query that starts `skip` in the first field and runs on."""
    left, spans = len(asked), []
    for field, text in fields:
        offsets = _offsets(text)[skip : skip + left]
        skip = 0
        if offsets:
            spans.append(Found(field, offsets[0], offsets[-1] + 1))
            left -= len(offsets)
        if left <= 0:
            break
    return tuple(spans)


def _lit_anywhere(asked: str, *fields: tuple[RowField, str]) -> tuple[Found, ...]:
    for field, text in fields:
        at = squeeze(text).find(asked)
        if at >= 0:
            return _lit(asked, at, (field, text))
    return ()

"""Other candidates in a bijzonderheid: picked by seat or number, never by name in free text."""

import re

from app.models.paper import Paper
from app.models.session import Enrolment
from app.screens.room.search import squeeze

PICKED = re.compile(r"@([\w.-]*\w)")


class NobodyFound(Exception):
    """A seat or number that nobody here has; carries what was typed."""


def others_in(paper: Paper, text: str) -> tuple[str, ...]:
    """Return the candidates behind seats or numbers, split by commas or spaces.

    Raises:
        NobodyFound: One of them is nobody's.
    """
    return tuple(
        dict.fromkeys(_candidate(paper, each) for each in re.split(r"[\s,]+", text) if each)
    )


def with_references(paper: Paper, text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text with {1} for `@B3`, and the candidates in that order.

    Raises:
        NobodyFound: One of them is nobody's.
    """
    found: list[str] = []

    def placed(picked: re.Match[str]) -> str:
        candidate = _candidate(paper, picked.group(1))
        if candidate not in found:
            found.append(candidate)
        return f"{{{found.index(candidate) + 1}}}"

    bare = text.replace("{", "(").replace("}", ")")
    return PICKED.sub(placed, bare), tuple(found)


def _candidate(paper: Paper, typed: str) -> str:
    wanted = squeeze(typed)
    people = paper.enrolments()
    seats = [each for each in people if each.seat and squeeze(each.seat) == wanted]
    found = seats or [each for each in people if _number(each).endswith(wanted)]
    if len(found) != 1:
        raise NobodyFound(typed)
    return found[0].candidate


def _number(enrolment: Enrolment) -> str:
    told = enrolment.plan or enrolment.added
    return squeeze(told.number or "") if told is not None else ""

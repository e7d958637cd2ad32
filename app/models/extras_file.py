"""The school's own file with what OKE does not bring: read whole, each line right or with why not.

Columns `deelname` (the enrolment) or `nummer` (the student number), and `geboortedatum`, `plaats`,
`opleiding`; `;` or `,` between them. An empty cell is absent, never empty.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from app.models.planning_commands import GiveExtras
from app.models.session import ExamSession

LINES_MAX: Final = 5_000
KEYS: Final = ("deelname", "nummer")
COLUMNS: Final = ("deelname", "geboortedatum", "plaats", "opleiding")


class ExtrasProblem(StrEnum):
    """Why a line, or the file, is not taken."""

    NO_KEY_COLUMN = "no-key-column"
    NOT_A_LIST = "not-a-list"
    TOO_MANY = "too-many"
    UNKNOWN = "unknown"
    TWICE = "twice"
    BAD_DATE = "bad-date"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class ExtrasLine:
    """One line: whom it names and what it adds, or why it cannot be taken."""

    number: int
    key: str
    birth_date: str | None = None
    seat: str | None = None
    programme: str | None = None
    problem: ExtrasProblem | None = None


@dataclass(frozen=True, slots=True)
class ExtrasRead:
    """What a file would do: the steps that change something, and the lines with a problem."""

    steps: tuple[GiveExtras, ...] = ()
    problems: tuple[ExtrasLine, ...] = ()
    same: int = 0
    """How many candidates have all of it already."""


def read_lines(text: str) -> tuple[ExtrasLine, ...]:
    """Return the lines of a file, in order; a file that is none gives one line that says so."""
    head = text.removeprefix("\ufeff").partition("\n")[0]
    delimiter = ";" if ";" in head else ","
    try:
        reader = csv.DictReader(text.removeprefix("\ufeff").splitlines(), delimiter=delimiter)
        names = [str(name).strip().lower() for name in reader.fieldnames or ()]
        key = next((name for name in KEYS if name in names), None)
        if key is None:
            return (ExtrasLine(1, "", problem=ExtrasProblem.NO_KEY_COLUMN),)
        reader.fieldnames = names
        found = [_line(reader.line_num, row, key) for row in reader]
    except csv.Error:
        return (ExtrasLine(1, "", problem=ExtrasProblem.NOT_A_LIST),)
    if len(found) > LINES_MAX:
        return (ExtrasLine(1, "", problem=ExtrasProblem.TOO_MANY),)
    return tuple(found)


def read_extras(text: str, sessions: Iterable[ExamSession]) -> ExtrasRead:
    """Return what a file would change for the candidates of these sessions."""
    every = list(sessions)
    known = _known(every)
    steps: list[GiveExtras] = []
    problems: list[ExtrasLine] = []
    seen: set[str] = set()
    same = 0
    for line in read_lines(text):
        problem = line.problem or _problem_of(line, known, seen)
        if problem is not None:
            problems.append(ExtrasLine(line.number, line.key, problem=problem))
            continue
        seen.add(line.key)
        for session, candidate in known[line.key]:
            step = _step(session, candidate, line)
            same += step is None
            steps += [] if step is None else [step]
    return ExtrasRead(tuple(steps), tuple(problems), same)


def _line(number: int, row: Mapping[str, object], key: str) -> ExtrasLine:
    told = {name: str(row.get(name) or "").strip() or None for name in (key, *COLUMNS[1:])}
    who, born = (told[key] or "").lower(), told["geboortedatum"]
    problem = None
    if not who:
        problem = ExtrasProblem.EMPTY
    elif born is not None and not _is_date(born):
        problem = ExtrasProblem.BAD_DATE
    return ExtrasLine(number, who, born, told["plaats"], told["opleiding"], problem)


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _known(sessions: Iterable[ExamSession]) -> dict[str, list[tuple[ExamSession, str]]]:
    found: dict[str, list[tuple[ExamSession, str]]] = {}
    for session in sessions:
        for each in session.enrolments.values():
            if each.plan is not None and each.is_active:
                for key in (each.candidate.lower(), each.plan.number.lower()):
                    found.setdefault(key, []).append((session, each.candidate))
    return found


def _problem_of(
    line: ExtrasLine, known: Mapping[str, object], seen: set[str]
) -> ExtrasProblem | None:
    if line.key not in known:
        return ExtrasProblem.UNKNOWN
    return ExtrasProblem.TWICE if line.key in seen else None


def _step(session: ExamSession, candidate: str, line: ExtrasLine) -> GiveExtras | None:
    """Return what a line adds to a candidate; what a file leaves out stays as it is."""
    now = session.enrolments[candidate].extras
    born = line.birth_date or (None if now is None else now.birth_date)
    seat = line.seat or (None if now is None else now.seat)
    programme = line.programme or (None if now is None else now.programme)
    if now is not None and (now.birth_date, now.seat, now.programme) == (born, seat, programme):
        return None
    return GiveExtras(session.id, candidate, born, seat, programme)

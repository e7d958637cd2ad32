"""Diploma and deregistration dates from the school's own file; OKE 1.0.1 has no flow for them."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from app.models.retention_facts import EducationEnded
from dossier.retention import Kept

NUMBER: Final = "studentnummer"
DIPLOMA: Final = "diplomadatum"
DEREGISTERED: Final = "uitschrijfdatum"
COLUMNS: Final = (NUMBER, DIPLOMA, DEREGISTERED)


class Fault(StrEnum):
    """What is wrong with a line."""

    COLUMNS = "columns"
    NUMBER = "number"
    DATE = "date"
    FUTURE = "future"
    NONE = "none"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class DateLine:
    """One line: a date to keep, or what is wrong with it; neither is somebody unknown here."""

    line: int
    act: EducationEnded | None = None
    fault: Fault | None = None


def read_dates(text: str, kept: Kept, today: date, by: str) -> list[DateLine]:
    """Return what each line of a CSV file says; of whom nothing is kept, nothing is kept now."""
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    reader = csv.DictReader(text.splitlines(), delimiter=delimiter)
    try:
        if not set(COLUMNS) <= set(reader.fieldnames or ()):
            return [DateLine(1, fault=Fault.COLUMNS)]
        return list(_lines(reader, kept, today, by))
    except csv.Error:
        return [DateLine(max(1, reader.line_num), fault=Fault.COLUMNS)]


def _lines(reader: "csv.DictReader[str]", kept: Kept, today: date, by: str) -> Iterator[DateLine]:
    told: dict[str, tuple[str, str]] = {}
    for row in reader:
        line, cells = reader.line_num, [(row.get(each) or "").strip() for each in COLUMNS]
        fault = _fault(cells, today)
        number, dates = cells[0].lower(), (cells[1], cells[2])
        if fault is None and told.setdefault(number, dates) != dates:
            fault = Fault.TWICE
        person = None if fault is not None else kept.person(number)
        act = None
        if person is not None:
            act = EducationEnded(person.key, cells[1] or None, cells[2] or None, by)
        yield DateLine(line, act, fault)


def _fault(cells: list[str], today: date) -> Fault | None:
    if not cells[0]:
        return Fault.NUMBER
    if not cells[1] and not cells[2]:
        return Fault.NONE
    for cell in cells[1:]:
        try:
            day = date.fromisoformat(cell) if cell else today
        except ValueError:
            return Fault.DATE
        if len(cell) not in (0, 10):
            return Fault.DATE
        if day > today:
            return Fault.FUTURE
    return None

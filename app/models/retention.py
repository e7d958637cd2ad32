"""How long what is kept of a candidate, and what is due: a function of dates, holds and periods.

A term counts from the diploma, else from deregistration (decision 0024). A session that was held
after that day belongs to another education: it waits for a date of its own.
"""

import calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from app.models.act import Act
from app.models.calamity_facts import DecisionHeard, ItemReturned
from app.models.desk_facts import AbsenceReasonNoted
from app.models.facts import IrregularityNoted, ProvisionReported
from app.models.provision_facts import (
    ProvisionReadied,
    ProvisionRequested,
    RestBreakEnded,
    RestBreakStarted,
)
from app.models.retention_facts import EducationEnded, HoldPlaced
from app.models.shaped import shaped
from app.models.strict_json import Malformed, loads_strict

PERIODS_FILE: Final = (
    Path(__file__).resolve().parents[2]
    / "resources" / "standaardset" / "bewaren" / "termijnen.json"
)  # fmt: skip
PERIODS_BYTES_MAX: Final = 32 * 1024
MONTHS_MAX: Final = 12 * 50
BACKUPS_LIVE: Final = timedelta(days=35)
"""No backup is kept longer (format.md, Erasing)."""
RECORD: Final = "record"
"""The period of names, attendance and reports: the longest of what counts from the education."""
ABSENCE: Final = "absence"
READS: Final = "reads"


class TermStart(StrEnum):
    """What a period counts from."""

    EDUCATION = "education"
    SESSION = "session"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Period:
    """How long one kind of thing is kept, from what, and on what ground."""

    id: str
    title: str
    after: TermStart
    months: int
    ground: str


class TermState(StrEnum):
    """How a term stands."""

    HELD = "held"
    NO_DATE = "no-date"
    RUNNING = "running"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Hold:
    """Why nothing of a person or session goes, by whom."""

    leaf: str
    subject: str
    reason: str
    by: str

    @classmethod
    def of(cls, leaf: str, act: HoldPlaced) -> "Hold":
        """Return the hold that an act placed."""
        return cls(leaf, act.subject, act.reason, act.by)


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """One candidate in one session, on its local day."""

    session: str
    candidate: str
    day: date
    title: str
    gone: frozenset[str] = frozenset()
    """The periods of which there is nothing here, or nothing any more."""


@dataclass(frozen=True, slots=True)
class KeptPerson:
    """Everything kept of one person; `key` is the planner's id, or that of who was added."""

    key: str
    name: str = field(repr=False)
    number: str = field(repr=False)
    records: tuple[KeptRecord, ...] = ()
    ends: tuple[EducationEnded, ...] = ()
    """Every word on how an education ended, in the order it was told."""

    @property
    def ended(self) -> EducationEnded | None:
        """The last word on it."""
        return self.ends[-1] if self.ends else None

    @property
    def subject(self) -> str:
        """How a hold names this person."""
        return f"person/{self.key}"

    @property
    def subjects(self) -> frozenset[str]:
        """How a hold may name this person: also as who was added, before that was linked."""
        return frozenset({self.subject, *(f"person/{each.candidate}" for each in self.records)})


@dataclass(frozen=True, slots=True)
class Term:
    """Until when one kind of thing is kept of one record; `until` None: nobody knows yet."""

    record: KeptRecord
    period: Period
    until: date | None
    state: TermState
    hold: Hold | None = None


def read_periods(text: str) -> tuple[Period, ...]:
    """Return the periods in a JSON text.

    Raises:
        Malformed: Not a list of periods, one is missing, or names would go before what they tell.
    """
    told = loads_strict(
        text.encode("utf-8", "surrogatepass"), max_bytes=PERIODS_BYTES_MAX, max_depth=3
    )
    if not isinstance(told, list):
        raise Malformed("periods are a list")
    periods = tuple(shaped(Period, each) for each in told)
    if [each.id for each in periods] != list(_STARTS):
        raise Malformed("not the periods that this version knows")
    if any(each.after is not _STARTS[each.id] for each in periods):
        raise Malformed("a period that counts from something else")
    if not all(0 < each.months <= MONTHS_MAX for each in periods):
        raise Malformed("not a number of months")
    longest = next(each.months for each in periods if each.id == RECORD)
    if any(e.months > longest for e in periods if e.after is TermStart.EDUCATION):
        raise Malformed("something would be kept longer than the record it belongs to")
    return periods


def period_of(act: Act) -> str:
    """Return the period that an act about a candidate falls under."""
    return _OF_ACT.get(type(act), RECORD)


def day_after(day: date, months: int) -> date:
    """Return the day some months later; the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def ended_on(ended: EducationEnded | None) -> date | None:
    """Return the day a term counts from: the diploma, else deregistration."""
    told = None if ended is None else ended.diploma_on or ended.deregistered_on
    return None if told is None else date.fromisoformat(told)


def since_of(record: KeptRecord, person: KeptPerson) -> date | None:
    """Return the day a record's term counts from; None while no date starts it.

    The last word counts. A later date with sessions before it, held after the date that was known,
    is the end of another education: what belongs to the first keeps the first date.
    """
    found: date | None = None
    for told in map(ended_on, person.ends):
        is_next = (
            found is not None
            and told is not None
            and record.day <= found
            and any(found < each.day <= told for each in person.records)
        )
        found = found if is_next else told
    return None if found is None or found < record.day else found


def until_of(record: KeptRecord, period: Period, person: KeptPerson) -> date | None:
    """Return until when something of a record is kept; None when no date starts its term."""
    if period.after is TermStart.SESSION:
        return day_after(record.day, period.months)
    since = since_of(record, person)
    return None if since is None else day_after(since, period.months)


def terms_of(
    person: KeptPerson, periods: Iterable[Period], holds: Iterable[Hold], today: date
) -> tuple[Term, ...]:
    """Return every term of a person, by day of session and in the order of the periods."""
    by_subject: Mapping[str, Hold] = {each.subject: each for each in holds}
    of_person = next((by_subject[each] for each in person.subjects & by_subject.keys()), None)
    kinds = [each for each in periods if each.after is not TermStart.READ]
    found = []
    for record in sorted(person.records, key=lambda each: (each.day, each.session)):
        hold = of_person or by_subject.get(f"session/{record.session}")
        for period in kinds:
            if period.id in record.gone:
                continue
            until = until_of(record, period, person)
            found.append(Term(record, period, until, _state(until, hold, today), hold))
    return tuple(found)


def document_until(session: str, people: Sequence[KeptPerson], period: Period) -> date | None:
    """Return until when the papers of a session are kept: the latest term of anyone in them."""
    found: list[date] = []
    for person in people:
        for record in person.records:
            if record.session == session:
                until = until_of(record, period, person)
                if until is None:
                    return None
                found.append(until)
    return max(found, default=None)


def _state(until: date | None, hold: Hold | None, today: date) -> TermState:
    if hold is not None:
        return TermState.HELD
    if until is None:
        return TermState.NO_DATE
    return TermState.DUE if until < today else TermState.RUNNING


_STARTS: Final = {
    RECORD: TermStart.EDUCATION,
    "provisions": TermStart.EDUCATION,
    "irregularities": TermStart.EDUCATION,
    "decisions": TermStart.EDUCATION,
    ABSENCE: TermStart.SESSION,
    READS: TermStart.READ,
}
_OF_ACT: Final[dict[type[Act], str]] = {
    AbsenceReasonNoted: ABSENCE,
    DecisionHeard: "decisions",
    IrregularityNoted: "irregularities",
    ItemReturned: "irregularities",
    ProvisionReadied: "provisions",
    ProvisionReported: "provisions",
    ProvisionRequested: "provisions",
    RestBreakEnded: "provisions",
    RestBreakStarted: "provisions",
}

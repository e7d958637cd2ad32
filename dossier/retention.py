"""What is kept of whom and until when, and the words that change it: dates and holds."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from app.models.act import Act, Body, Event
from app.models.desk_facts import AbsenceReasonNoted
from app.models.drafts import Draft
from app.models.fold import DOSSIER
from app.models.plan import CandidatePlanned, SessionPlanned
from app.models.planning import added_act
from app.models.retention import (
    ABSENCE,
    Hold,
    KeptPerson,
    KeptRecord,
    Period,
    TermStart,
    day_after,
    read_periods,
)
from app.models.retention_facts import (
    EducationEnded,
    ErasureAsked,
    HoldLifted,
    HoldPlaced,
    PersonErased,
)
from app.models.standards import PERIODS, content_on
from dossier.archive.ledger import Writing
from dossier.archive.reading import Reading
from dossier.archive.resources import CANDIDATE, SESSION
from dossier.archive.retained import planned
from dossier.standards import changes_in

OFFICE: Final = "office"
HOLD_CHARACTERS: Final = 12
Told = Sequence[tuple[Event, Act]]
"""What the dossier itself wrote in scope `office`, in order of the log."""


class UnknownSubject(Exception):
    """There is no such person, session or hold."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Everything that terms follow from, at one look in the record."""

    people: tuple[KeptPerson, ...]
    holds: tuple[Hold, ...]
    periods: tuple[Period, ...]
    asked: tuple[tuple[str, ErasureAsked], ...]
    """Erasures that wait for a second person: leaf and act."""
    erased: tuple[tuple[Event, PersonErased], ...]

    def person(self, named: str) -> KeptPerson | None:
        """Return a person by key or by student number."""
        word = named.strip().lower()
        return next(
            (each for each in self.people if word in (each.key.lower(), each.number.lower())),
            None,
        )


def look(reading: Reading, today: date) -> Kept:
    """Return what is kept of everybody, and what was told about it."""
    told = told_in_office(reading)
    periods = periods_on(reading, today)
    ended = {act.person: act for _, act in told if isinstance(act, EducationEnded)}
    gone = _gone(reading, told)
    people = [
        replace(
            each,
            ended=ended.get(each.key),
            records=tuple(replace(e, gone=gone(each.key, e)) for e in each.records),
        )
        for each in _people(reading, periods, today)
    ]
    done = [leaf for event, act in told if isinstance(act, PersonErased) for leaf in _refs(event)]
    return Kept(
        people=tuple(sorted(people, key=lambda each: (each.name, each.key))),
        holds=_holds(told),
        periods=periods,
        asked=tuple(
            (event.leaf, act)
            for event, act in told
            if isinstance(act, ErasureAsked) and event.leaf not in done
        ),
        erased=tuple((event, act) for event, act in told if isinstance(act, PersonErased)),
    )


def periods_on(reading: Reading, today: date) -> tuple[Period, ...]:
    """Return the periods that hold on a day, by the standaardset."""
    return read_periods(content_on(PERIODS, changes_in(reading), today))


def told_in_office(reading: Reading) -> Told:
    """Return what the dossier itself wrote in scope `office`."""
    return [
        (event, event.body.act)
        for event in reading.events(OFFICE)
        if event.body is not None and event.header.writer == DOSSIER
    ]


def local_day(moment: datetime, zone: str) -> date:
    """Return the local day of a moment."""
    return moment.astimezone(ZoneInfo(zone)).date()


class RetentionDesk:
    """Who changes what terms follow from, within one transaction."""

    def __init__(self, writing: Writing, kept: Kept) -> None:
        self._writing = writing
        self._kept = kept

    def end_education(self, act: EducationEnded) -> bool:
        """Keep a date; False when it was known already."""
        person = self._kept.person(act.person)
        if person is None:
            raise UnknownSubject
        known = person.ended
        if known is not None and replace(known, by="") == replace(act, by=""):
            return False
        self._writing.write(Draft(OFFICE, Body(act)))
        return True

    def place_hold(self, subject: str, reason: str, by: str) -> str:
        """Let nothing of a person or session go; return how the hold is called.

        Raises:
            UnknownSubject: There is no such person or session.
        """
        kind, _, named = subject.partition("/")
        person = self._kept.person(named) if kind == "person" else None
        sessions = {each.session for one in self._kept.people for each in one.records}
        if person is None and not (kind == "session" and named in sessions):
            raise UnknownSubject
        act = HoldPlaced(subject if person is None else person.subject, reason, by)
        return self._writing.write(Draft(OFFICE, Body(act))).leaf

    def lift_hold(self, hold: str, reason: str, by: str) -> None:
        """Let a hold be over.

        Raises:
            UnknownSubject: There is no such hold.
        """
        found = [each for each in self._kept.holds if each.leaf.startswith(hold)]
        if len(hold) < HOLD_CHARACTERS or len(found) != 1:
            raise UnknownSubject
        body = Body(HoldLifted(reason, by), refs=(found[0].leaf,))
        self._writing.write(Draft(OFFICE, body))


# ---------------------------------------------------------------- within


def _holds(told: Told) -> tuple[Hold, ...]:
    lifted = {leaf for event, act in told if isinstance(act, HoldLifted) for leaf in _refs(event)}
    return tuple(
        Hold.of(event.leaf, act)
        for event, act in told
        if isinstance(act, HoldPlaced) and event.leaf not in lifted
    )


def _gone(reading: Reading, told: Told) -> Callable[[str, KeptRecord], frozenset[str]]:
    """Return what tells the periods of which nothing is kept (any more) of a record."""
    went: dict[tuple[str, str], set[str]] = defaultdict(set)
    for act in (act for _, act in told if isinstance(act, PersonErased)):
        for each in act.went:
            session, _, period = each.rpartition("/")
            went[(act.person, session)].add(period)
    explained = {
        event.body.candidate
        for event in reading.events(OFFICE)
        if event.body is not None and isinstance(event.body.act, AbsenceReasonNoted)
    }

    def gone(person: str, record: KeptRecord) -> frozenset[str]:
        found = went.get((person, record.session), set())
        return frozenset(found | (set() if record.candidate in explained else {ABSENCE}))

    return gone


def _refs(event: Event) -> tuple[str, ...]:
    return () if event.body is None else event.body.refs


def _people(reading: Reading, periods: Sequence[Period], today: date) -> Iterator[KeptPerson]:
    """Yield who is in the plan, then who was added by hand in sessions of long enough ago.

    Who was linked is the person of that plan: by its number they are one.
    """
    sessions: dict[str, KeptRecord] = {}
    plans: dict[str, CandidatePlanned] = {}
    records: dict[str, list[KeptRecord]] = defaultdict(list)
    for row in planned(reading.connection, reading.school):
        if row.kind == SESSION and isinstance(row.act, SessionPlanned):
            day = date.fromisoformat(row.act.starts_at[:10])
            sessions[row.id] = KeptRecord(row.id, "", day, row.act.name)
        elif row.kind == CANDIDATE and isinstance(row.act, CandidatePlanned):
            plans[row.act.person] = row.act
            if row.session in sessions:
                records[row.act.person].append(replace(sessions[row.session], candidate=row.id))
    numbers = {plan.number.lower(): key for key, plan in plans.items()}
    added = list(_added(reading, sessions.values(), periods, today))
    for person in added:
        key = numbers.get(person.number.lower())
        if key is None:
            yield person
        else:
            records[key] += person.records
    for key, plan in plans.items():
        yield KeptPerson(key, plan.display_name, plan.number, tuple(records[key]))


def _added(
    reading: Reading, sessions: Iterable[KeptRecord], periods: Sequence[Period], today: date
) -> Iterator[KeptPerson]:
    """Yield who was added by hand, of sessions that the shortest term may be over of."""
    shortest = min(each.months for each in periods if each.after is not TermStart.READ)
    for session in sessions:
        if day_after(session.day, shortest) >= today:
            continue
        for each in reading.session(session.session).enrolments.values():
            act = added_act(each)
            if act is not None:
                record = replace(session, candidate=each.candidate)
                number = act.number or "" if each.plan is None else each.plan.number
                yield KeptPerson(each.candidate, act.name, number, (record,))

"""What is kept of whom and until when, and the words that change it: dates and holds."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from app.models.act import Act, Body, Event
from app.models.desk_facts import AbsenceReasonNoted
from app.models.drafts import Draft
from app.models.fold import DOSSIER
from app.models.plan import CandidatePlanned, SessionPlanned
from app.models.planning import added_act, links_of
from app.models.retention import (
    ABSENCE,
    RECORD,
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
from app.models.session import Enrolment
from app.models.standards import PERIODS, content_on
from dossier.archive.ledger import Writing
from dossier.archive.reading import Reading
from dossier.archive.retained import PlannedRow, planned
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


def look(reading: Reading, today: date, *, lately: bool = False) -> Kept:
    """Return what is kept of everybody, and what was told about it.

    Who was added by hand `lately`, when no term can be over yet, is left out unless asked for.
    """
    told = told_in_office(reading)
    periods = periods_on(reading, today)
    ended: dict[str, tuple[EducationEnded, ...]] = defaultdict(tuple)
    for _, act in told:
        if isinstance(act, EducationEnded):
            ended[act.person] += (act,)
    gone = _gone(reading, told)
    people = [
        replace(
            each,
            ends=ended[each.key],
            records=tuple(replace(e, gone=gone(each.key, e)) for e in each.records),
        )
        for each in _people(reading, periods, None if lately else today)
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
    """Return what tells the periods of which nothing is kept (any more) of a record.

    A record that went whole is here only because a planner sent it again: all of it is kept anew.
    """
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
        found = set() if RECORD in found else found
        return frozenset(found | (set() if record.candidate in explained else {ABSENCE}))

    return gone


def _refs(event: Event) -> tuple[str, ...]:
    return () if event.body is None else event.body.refs


@dataclass(slots=True)
class _Planned:
    """What the plan's last words say: sessions, whose enrolment each is, and who that is."""

    sessions: dict[str, KeptRecord] = field(default_factory=dict)
    persons: dict[str, str] = field(default_factory=dict)
    plans: dict[str, CandidatePlanned] = field(default_factory=dict)
    records: dict[str, list[KeptRecord]] = field(default_factory=lambda: defaultdict(list))

    def take(self, row: PlannedRow) -> None:
        """Take in a session or a candidate; sessions come first."""
        if isinstance(row.act, SessionPlanned):
            day = date.fromisoformat(row.act.starts_at[:10])
            self.sessions[row.id] = KeptRecord(row.id, "", day, row.act.name)
        elif isinstance(row.act, CandidatePlanned):
            key = self.persons[row.id] = row.act.person
            if row.act.number or key not in self.plans:  # a canceled one may hold no name any more
                self.plans[key] = row.act
            if row.session in self.sessions:
                self.records[key].append(replace(self.sessions[row.session], candidate=row.id))


def _people(
    reading: Reading, periods: Sequence[Period], today: date | None
) -> Iterator[KeptPerson]:
    """Yield who is in the plan, then who was added by hand long enough ago, or ever.

    Who was linked, or was written down with the number of somebody planned, is that person.
    """
    told = _Planned()
    for row in planned(reading.connection, reading.school):
        told.take(row)
    numbers = {plan.number.lower(): key for key, plan in told.plans.items() if plan.number}
    for record, enrolment, as_planned in _long_ago(
        reading, told.sessions.values(), periods, today
    ):
        added = added_act(enrolment)
        number = "" if added is None else added.number or ""
        key = told.persons.get(as_planned) or numbers.get(number.lower())
        if key is None and added is not None:
            yield KeptPerson(enrolment.candidate, added.name, number, (record,))
        elif key is not None and record not in told.records[key]:
            told.records[key].append(record)
    for key, plan in told.plans.items():
        yield KeptPerson(key, plan.display_name, plan.number, tuple(told.records[key]))


def _long_ago(
    reading: Reading,
    sessions: Iterable[KeptRecord],
    periods: Sequence[Period],
    today: date | None,
) -> Iterator[tuple[KeptRecord, Enrolment, str]]:
    """Yield of whom anything is there in sessions that the shortest term may be over of.

    Each with the enrolment whose plan it is. Also of who was planned elsewhere since: the plan's
    last word does not lead here.
    """
    shortest = min(each.months for each in periods if each.after is not TermStart.READ)
    for session in sessions:
        if today is None or day_after(session.day, shortest) < today:
            known = reading.session(session.session)
            links = links_of(known)
            for each in known.enrolments.values():
                if each.plan is not None or each.acts:
                    candidate = each.candidate
                    yield (
                        replace(session, candidate=candidate),
                        each,
                        links.get(candidate, candidate),
                    )

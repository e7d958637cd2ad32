"""Erasing what is due of a person: bodies, papers, messages; told in the record, without names.

Two people stand for it. What a hold, a message under way or somebody else's term keeps, stays,
and the report says so (format.md, Erasing).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from app.models.act import Body, Event
from app.models.carried import carried_by
from app.models.drafts import Draft
from app.models.facts import Corrected
from app.models.marks import BodyErased
from app.models.plan import SourceReceived
from app.models.retention import (
    BACKUPS_LIVE,
    RECORD,
    KeptPerson,
    TermState,
    document_until,
    period_of,
    terms_of,
)
from app.models.retention_facts import EducationEnded, ErasureAsked, PersonErased
from dossier.archive.ledger import Writing
from dossier.archive.resources import ResourceRows
from dossier.archive.retained import (
    KeptPapers,
    forget,
    waits_for_planner,
)
from dossier.erasing import lock_paper, reseal_feeds
from dossier.feed import RoomFeed
from dossier.kept_apart import DESTROYED, FORGOTTEN, LOCKED
from dossier.keys import DossierKeys
from dossier.retention import OFFICE, Kept, UnknownSubject, told_in_office

GROUND: Final = "term"
LEAVES_MOST: Final = 800
"""How many leaves one `BodyErased` names: its body holds at most 64 KiB."""


class Remains(StrEnum):
    """Why something of a person stays."""

    HELD = "held"
    NO_DATE = "no-date"
    RUNNING = "running"
    PAPERS_LOCKED = "papers-locked"


class NotErased(Exception):
    """Nothing was erased; `reason` says why."""

    def __init__(self, reason: "WhyNot") -> None:
        super().__init__(reason.value)
        self.reason = reason


class WhyNot(StrEnum):
    """Why nothing is erased."""

    NOTHING_DUE = "nothing-due"
    SAME_PERSON = "same-person"
    PLANNER_WAITS = "planner-waits"
    NOT_ASKED = "not-asked"


@dataclass(frozen=True, slots=True)
class Tools:
    """What erasing needs beside the transaction."""

    feed: RoomFeed = field(repr=False)
    keys: DossierKeys = field(repr=False)


class Eraser:
    """Erases at the term, within one transaction."""

    def __init__(self, writing: Writing, kept: Kept, today: date, tools: Tools) -> None:
        self._writing = writing
        self._kept = kept
        self._today = today
        self._tools = tools
        self._papers = KeptPapers(writing.connection, writing.school)

    def ask(self, named: str, by: str) -> str:
        """Ask that what is due of a person goes.

        Raises:
            UnknownSubject: There is no such person.
            NotErased: Nothing is due.
        """
        person = self._person(named)
        self._due(person)
        act = ErasureAsked(person.key, by)
        waiting = [leaf for leaf, each in self._kept.asked if each.person == person.key]
        return waiting[0] if waiting else self._writing.write(Draft(OFFICE, Body(act))).leaf

    def confirm(self, named: str, by: str) -> PersonErased:
        """Erase what is due of a person, as the second one who stands for it.

        Raises:
            UnknownSubject: There is no such person.
            NotErased: Nobody else asked it, nothing is due, or the planner was not told yet.
        """
        person = self._person(named)
        asked = [(leaf, act) for leaf, act in self._kept.asked if act.person == person.key]
        if not asked:
            raise NotErased(WhyNot.NOT_ASKED)
        leaf, act = asked[0]
        if act.by == by:
            raise NotErased(WhyNot.SAME_PERSON)
        due = self._due(person)
        candidates = sorted({each.candidate for each in person.records})
        if waits_for_planner(self._writing.connection, self._writing.school, candidates):
            raise NotErased(WhyNot.PLANNER_WAITS)
        return self._erase(person, due, act, (leaf, by))

    # ------------------------------------------------------------ within

    def _person(self, named: str) -> KeptPerson:
        person = self._kept.person(named)
        if person is None:
            raise UnknownSubject
        return person

    def _due(self, person: KeptPerson) -> Mapping[str, frozenset[str]]:
        """Return by candidate the periods that are over.

        Raises:
            NotErased: None is.
        """
        found: dict[str, set[str]] = defaultdict(set)
        for term in terms_of(person, self._kept.periods, self._kept.holds, self._today):
            if term.state is TermState.DUE:
                found[term.record.candidate].add(term.period.id)
        if not found:
            raise NotErased(WhyNot.NOTHING_DUE)
        return {each: frozenset(periods) for each, periods in found.items()}

    def _erase(
        self,
        person: KeptPerson,
        due: Mapping[str, frozenset[str]],
        asked: ErasureAsked,
        word: tuple[str, str],
    ) -> PersonErased:
        whole = [each for each in person.records if RECORD in due.get(each.candidate, ())]
        is_gone = len(whole) == len(person.records)
        bodies = self._erase_bodies(person, due, is_gone=is_gone)
        candidates, sessions = [e.candidate for e in whole], sorted({e.session for e in whole})
        if candidates:
            told = {"candidates": candidates, "sessions": sessions}
            self._writing.note_apart({"kind": FORGOTTEN, **told})
        connection, school = self._writing.connection, self._writing.school
        messages = forget(connection, school, candidates, sessions)
        locked = sum(self._lock(session) for session in sessions)
        destroyed = sum(self._destroy(session, person) for session in sessions)
        for session in sorted({each.session for each in person.records if each.candidate in due}):
            reseal_feeds(self._writing, self._tools.feed, session)
        act = PersonErased(
            person=person.key,
            by=asked.by,
            confirmed_by=word[1],
            went=tuple(
                f"{each.session}/{period}"
                for each in person.records
                for period in sorted(due.get(each.candidate, ()))
            ),
            bodies=bodies,
            documents_locked=locked,
            documents_destroyed=destroyed,
            messages=messages,
            remains=self._remains(person, sessions),
            backups_until=(self._today + BACKUPS_LIVE).isoformat(),
        )
        self._writing.write(Draft(OFFICE, Body(act, refs=(word[0],))))
        return act

    def _erase_bodies(
        self, person: KeptPerson, due: Mapping[str, frozenset[str]], *, is_gone: bool
    ) -> int:
        count = 0
        for record in person.records:
            periods = due.get(record.candidate)
            if periods is None:
                continue
            told = self._writing.events_of_session(record.session)
            by_scope: dict[str, list[str]] = defaultdict(list)
            for event in about(told, record.candidate, periods):
                by_scope[event.header.scope].append(event.leaf)
            for scope, leaves in sorted(by_scope.items()):
                count += self._take_out(record.session, scope, record.candidate, leaves)
            of_office = self._of_office(record.candidate, periods)
            count += self._take_out(record.session, OFFICE, None, of_office)
        if is_gone:
            dates = [
                event.leaf
                for event, act in told_in_office(self._writing)
                if isinstance(act, EducationEnded) and act.person == person.key
            ]
            count += self._take_out("", OFFICE, None, dates)
        return count

    def _take_out(
        self, session: str, scope: str, candidate: str | None, leaves: Sequence[str]
    ) -> int:
        for start in range(0, len(leaves), LEAVES_MOST):
            some = tuple(sorted(leaves[start : start + LEAVES_MOST]))
            self._writing.erase(session, scope, candidate, BodyErased(some, GROUND))
        return len(leaves)

    def _of_office(self, candidate: str, periods: frozenset[str]) -> list[str]:
        """Return what stands of a candidate in the office's scope: reasons, and what was sent."""
        found = []
        for event in self._writing.events(OFFICE):
            body = event.body
            if body is None:
                continue
            is_source = isinstance(body.act, SourceReceived) and body.act.resource == candidate
            is_told = body.candidate == candidate and not isinstance(body.act, BodyErased)
            period = RECORD if is_source else period_of(body.act)
            if (is_source or is_told) and period in periods:
                found.append(event.leaf)
        return found

    # ------------------------------------------------------------ papers

    def _lock(self, session: str) -> int:
        """Seal the papers of a session: somebody in them is no longer to be read."""
        rows = ResourceRows(self._writing.connection, self._writing.school).documents(session)
        for row in rows:
            self._writing.note_apart({"kind": LOCKED, "session": session, "document": row.id})
            lock_paper(self._writing, self._tools.keys, row)
        return len(rows)

    def _destroy(self, session: str, gone: KeptPerson) -> int:
        """Destroy the papers of a session once the term of everybody in them is over."""
        others = [each for each in self._kept.people if each.key != gone.key]
        period = next(each for each in self._kept.periods if each.id == RECORD)
        until = document_until(session, [*others, gone], period)
        held = {f"session/{session}"}.union(*(e.subjects for e in others if _is_in(e, session)))
        if until is None or until >= self._today:
            return 0
        if any(each.subject in held for each in self._kept.holds):
            return 0
        self._writing.note_apart({"kind": DESTROYED, "session": session})
        return self._papers.destroy(session, self._writing.at)

    def _remains(self, person: KeptPerson, sessions: Sequence[str]) -> tuple[str, ...]:
        states = {
            each.state
            for each in terms_of(person, self._kept.periods, self._kept.holds, self._today)
        }
        found = [each.value for each in Remains if each.value in {s.value for s in states}]
        if any(self._papers.locked(session) for session in sessions):
            found.append(Remains.PAPERS_LOCKED.value)
        return tuple(found)


def _period(event: Event) -> str:
    """Return the period an event falls under; what was brought from another room by what it is."""
    told = (carried_by(event) or event).body
    return RECORD if told is None else period_of(told.act)


def _is_in(person: KeptPerson, session: str) -> bool:
    return any(each.session == session for each in person.records)


def about(told: Sequence[Event], candidate: str, periods: frozenset[str]) -> list[Event]:
    """Return the events about a candidate under these periods, and what only corrects those."""
    found = {
        event.leaf: event
        for event in told
        if event.body is not None
        and event.body.candidate == candidate
        and not isinstance(event.body.act, BodyErased | Corrected)
        and _period(event) in periods
    }
    for event in told:
        body = event.body
        if body is None or not isinstance(body.act, Corrected) or event.leaf in found:
            continue
        is_whole = body.candidate == candidate and RECORD in periods
        if is_whole or (body.refs and set(body.refs) <= found.keys()):
            found[event.leaf] = event
    return list(found.values())

"""The standaardset at the dossier: who changes it, and what of it holds for a session on its day.

A session that has begun keeps what it began with. Everything else that is planned on or after the
day of a change is told anew, as events, so that rooms, office and reports read the same.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from app.models.act import Body, Event
from app.models.counting import DOSSIER
from app.models.drafts import Draft
from app.models.fold import session_scope
from app.models.plan import RulesChosen, SessionPlanned
from app.models.session import ExamSession
from app.models.standard_facts import StandardChanged, StandardHolds
from app.models.standards import (
    ITEM_BYTES_MAX,
    NUMBERS,
    Numbers,
    StandardKind,
    check,
    content_on,
    in_force,
    kind_of,
    reaches_rooms,
    read_numbers,
    rules_of,
    shipped,
)
from app.models.strict_json import Malformed, loads_strict
from app.models.values import PartAspect, standard_aspect
from dossier.archive.ledger import Writing
from dossier.archive.reading import Reading
from dossier.archive.resources import SESSION
from dossier.archive.retained import planned
from dossier.config import DossierConfig
from dossier.granting import SCHOOL_SCOPE
from dossier.rule_sets import RuleBook

Changes = Sequence[StandardChanged]
VERSION: Final = ".v"
"""What stands between the id of a rule set and its version."""


class NotChanged(Exception):
    """The standaardset stays as it was."""

    def __init__(self, reason: "WhyNot", detail: str = "") -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.detail = detail


class WhyNot(StrEnum):
    """Why the standaardset stays as it was."""

    UNREADABLE = "unreadable"
    SAME = "same"
    PAST = "past"
    MEANWHILE = "meanwhile"
    NO_NOTE = "no-note"


@dataclass(frozen=True, slots=True)
class ChangeWanted:
    """How an item should read from a day on; `seen` is the number of what was read before."""

    item: str
    content: str
    holds_from: str
    note: str
    seen: int


@dataclass(frozen=True, slots=True)
class Reached:
    """A session that reads otherwise by a change."""

    session: str
    name: str
    day: str


def changes_in(reading: Reading) -> tuple[StandardChanged, ...]:
    """Return every change of the standaardset, in order of the log."""
    return tuple(act for _, act in told_changes(reading))


def told_changes(reading: Reading) -> tuple[tuple[Event, StandardChanged], ...]:
    """Return every change with the event that tells it."""
    return tuple(
        (event, event.body.act)
        for event in reading.events(SCHOOL_SCOPE)
        if event.body is not None
        and event.header.writer == DOSSIER
        and isinstance(event.body.act, StandardChanged)
    )


def numbers_on(changes: Changes, day: str, config: DossierConfig) -> Numbers:
    """Return the numbers of the hotline on a day; where the set is silent, those of the setup."""
    told = read_numbers(content_on(NUMBERS, changes, date.fromisoformat(day)))
    return Numbers(told.hotline or config.hotline, told.hotline_mobile or config.hotline_mobile)


class StandardDesk:
    """Who changes the standaardset and lets sessions hold it, within one transaction."""

    def __init__(self, writing: Writing, book: RuleBook, changes: Changes | None = None) -> None:
        self._writing = writing
        self._book = book
        self._changes = list(changes_in(writing) if changes is None else changes)

    def change(
        self,
        wanted: ChangeWanted,
        by: str,
        today: date,
        tell_rooms: Callable[[str], None],
    ) -> tuple[StandardChanged, tuple[Reached, ...]]:
        """Let an item read otherwise; return the change and the sessions it reaches.

        `tell_rooms` tells rooms from a day on which numbers they call.

        Raises:
            NotChanged: The reason says why.
        """
        act = self._act(wanted, by, today)
        self._writing.write(Draft(SCHOOL_SCOPE, Body(act)))
        self._changes.append(act)
        reached: list[Reached] = []
        if kind_of(act.item) is StandardKind.NUMBERS:
            tell_rooms(act.holds_from)
        if kind_of(act.item) is StandardKind.RULES or reaches_rooms(act.item):
            reached = [each for each in self._planned(act.holds_from) if self.hold(each.session)]
        return act, tuple(reached)

    def hold(self, session: str, *, is_new: bool = False) -> bool:
        """Let a session hold what the set says on its day; False when it did, or has begun.

        `is_new`: it is another exam now, so its rules are chosen whatever happened.
        """
        state = self._writing.session(session)
        if state.plan is None or (_has_begun(state) and not is_new):
            return False
        holding = in_force(self._changes, date.fromisoformat(state.plan.starts_at[:10]))
        has_rules = self._choose(state, state.plan, holding)
        has_items = [self._put(state, item, holding.get(item)) for item in sorted(shipped())]
        return has_rules or any(has_items)

    # ------------------------------------------------------------ within

    def _act(self, wanted: ChangeWanted, by: str, today: date) -> StandardChanged:
        try:
            day = date.fromisoformat(wanted.holds_from)
        except ValueError as problem:
            raise NotChanged(WhyNot.PAST) from problem
        if day < today or day.isoformat() != wanted.holds_from:
            raise NotChanged(WhyNot.PAST)
        if not wanted.note.strip():
            raise NotChanged(WhyNot.NO_NOTE)
        last = max((e.number for e in self._changes if e.item == wanted.item), default=0)
        if wanted.seen != last:
            raise NotChanged(WhyNot.MEANWHILE)
        number = max((each.number for each in self._changes), default=0) + 1
        others = {name: content_on(name, self._changes, day) for name in shipped()}
        try:
            content = _numbered(wanted.item, wanted.content, number)
            check(wanted.item, content, others)
        except Malformed as problem:
            raise NotChanged(WhyNot.UNREADABLE, problem.reason) from problem
        if _plain(wanted.item, content) == _plain(wanted.item, others[wanted.item]):
            raise NotChanged(WhyNot.SAME)
        note = wanted.note.strip()
        return StandardChanged(wanted.item, content, wanted.holds_from, number, note, by)

    def _planned(self, since: str) -> list[Reached]:
        rows = planned(self._writing.connection, self._writing.school)
        return [
            Reached(row.id, row.act.name, row.act.starts_at[:10])
            for row in rows
            if row.kind == SESSION
            and isinstance(row.act, SessionPlanned)
            and row.act.starts_at[:10] >= since
        ]

    def _choose(
        self, state: ExamSession, plan: SessionPlanned, holding: Mapping[str, StandardChanged]
    ) -> bool:
        book = self._book.with_texts({item: act.content for item, act in holding.items()})
        chosen = book.choose(plan.code)
        has_some = any(
            each.body is not None and isinstance(each.body.act, RulesChosen)
            for each in state.planned
        )
        if has_some and rules_of(chosen) == state.rules:
            return False
        self._write(state.id, Body(chosen), PartAspect.RULES)
        return True

    def _put(self, state: ExamSession, item: str, change: StandardChanged | None) -> bool:
        if not reaches_rooms(item):
            return False
        held = next((each for each in state.standards if each.item == item), None)
        content, number = ("", 0) if change is None else (change.content, change.number)
        if (held is None and not content) or (held is not None and held.content == content):
            return False
        self._write(state.id, Body(StandardHolds(item, content, number)), standard_aspect(item))
        return True

    def _write(self, session: str, body: Body, aspect: str) -> None:
        scope = session_scope(session)
        seen = self._writing.fold(session).heads(None, scope, aspect)
        self._writing.write(Draft(scope, replace(body, aspect=aspect, seen=seen)))


def _has_begun(session: ExamSession) -> bool:
    return any(part.started_at is not None or part.seals for part in session.parts.values())


def _numbered(item: str, content: str, number: int) -> str:
    """Return a rule set whose id tells the version, so that reports and seals name it."""
    if kind_of(item) is not StandardKind.RULES:
        return content
    told = _loaded(content)
    if not isinstance(told, dict) or not isinstance(told.get("id"), str):
        raise Malformed("a rule set has an id")
    told["id"] = f"{_base(told['id'])}{VERSION}{number}"
    return json.dumps(told, ensure_ascii=False)


def _plain(item: str, content: str) -> object:
    told = _loaded(content)
    if kind_of(item) is StandardKind.RULES and isinstance(told, dict):
        return {**told, "id": _base(str(told.get("id")))}
    return told


def _base(rule_set: str) -> str:
    head, mark, number = rule_set.rpartition(VERSION)
    return head if mark and number.isdecimal() else rule_set


def _loaded(content: str) -> object:
    raw = content.encode("utf-8", "surrogatepass")
    return loads_strict(raw, max_bytes=ITEM_BYTES_MAX, max_depth=5)

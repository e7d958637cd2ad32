"""The fold: from a set of events to the state of sessions, in any order of arrival.

A function of the set alone: it never reads arrival order, certificates or clocks. `Fold` does
the same step by step, so that one act costs one register and not the whole day.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from app.models import counting
from app.models.act import Event
from app.models.assembly import PartFacts, assemble_enrolment, assemble_part, assemble_session
from app.models.carried import carried_by
from app.models.counting import Counting, is_erasure, is_striking
from app.models.facts import Corrected
from app.models.indexes import Indexes, is_of_part
from app.models.marks import BodyErased
from app.models.office_facts import SHIFTS
from app.models.plan import FactCarried
from app.models.planning import by_hand_of
from app.models.registers import (
    Register,
    extended,
    register_key,
    register_of,
    register_value,
)
from app.models.session import ExamSession, Part, RoomDay, Value
from app.models.standards import with_catalogue
from app.models.streams import Reach, reach_of
from app.models.values import Kind

FOLD_VERSION: Final = 1
DOSSIER: Final = counting.DOSSIER


@dataclass(frozen=True, slots=True)
class Scope:
    """A scope in its pieces; `room` is empty for a session scope."""

    session: str
    room: str


def read_scope(scope: str) -> Scope | None:
    """Return the session and room of a scope; None for device, office and school."""
    pieces = scope.split("/")
    if pieces[0] == "part" and len(pieces) == 3:
        return Scope(pieces[1], pieces[2])
    if pieces[0] == "session" and len(pieces) == 2:
        return Scope(pieces[1], "")
    return None


def part_scope(session: str, room: str) -> str:
    """Return the scope of a session in a room."""
    return f"part/{session}/{room}"


def session_scope(session: str) -> str:
    """Return the scope of a session over all rooms."""
    return f"session/{session}"


class Fold:
    """All events of one session that a program has, and the state that follows from them."""

    def __init__(self, session: str) -> None:
        self._id = session
        self._erased: set[str] = set()
        self._clear()
        self.session = ExamSession(session)

    def _clear(self) -> None:
        self.indexes = Indexes()
        self._events = self.indexes.events
        self._counting = Counting(self._events)
        self._waiting: set[str] = set()
        self._values: dict[Register, Value] = {}
        self._values_of: dict[str, dict[str, Value]] = defaultdict(dict)
        self._struck: dict[str, set[str]] = defaultdict(set)
        """What does not count, by whom or which scope it is shown under."""

    @property
    def events(self) -> Mapping[str, Event]:
        """Every event of this session, by leaf."""
        return self._events

    def in_scope(self, scope: str) -> list[Event]:
        """Return every event of one scope, in no particular order."""
        return self.indexes.in_scope(scope)

    def add(self, events: Iterable[Event]) -> ExamSession:
        """Take events in, any of them twice if need be, and return the new state."""
        fresh = [event for event in events if _is_of(self._id, event)]
        if self._erase(fresh):
            carried = self.indexes.carried
            fresh = [*(e for e in self._events.values() if e.leaf not in carried), *fresh]
            self._clear()
            self.session = ExamSession(self._id)
        touched = _Touched()
        entered = [event for event in fresh if self._enter(event)]
        for event in [*entered]:
            fact = carried_by(event) if self._events[event.leaf].body is not None else None
            if fact is not None and _is_of(self._id, fact) and self._enter(fact, is_carried=True):
                entered.append(fact)
        for event in entered:
            self._touch(event.leaf, touched)
        if touched.scopes:
            self._settle(touched)
        return self.session

    def heads(self, candidate: str | None, scope: str, aspect: str) -> tuple[str, ...]:
        """Return the leaves of the current heads of one register, sorted: the next `seen`."""
        value = self._values.get(register_key(candidate, scope, aspect))
        return () if value is None else tuple(sorted(head.leaf for head in value.heads))

    def is_effective(self, leaf: str) -> bool:
        """Whether an event counts: under a shift, not struck, not without effect."""
        return self._counting.is_effective(leaf)

    def is_built_upon(self, leaf: str) -> bool:
        """Whether an effective act names this one, or a standing signature covers it."""
        named = any(
            self.is_effective(namer) and not _is_correction(self._events[namer])
            for namer in self.indexes.namers.get(leaf, ())
        )
        return named or _is_signed(self, self._events[leaf])

    # ------------------------------------------------------------ taking in

    def _erase(self, fresh: Iterable[Event]) -> bool:
        """Remember which bodies are gone; return whether one of them was taken in before."""
        gone: set[str] = set()
        for event in fresh:
            if event.body is None:
                gone.add(event.leaf)
            elif is_erasure(event) and isinstance(event.body.act, BodyErased):
                gone.update(event.body.act.leaves)
        self._erased |= gone
        return any(leaf in self._events and self._events[leaf].body is not None for leaf in gone)

    def _enter(self, event: Event, *, is_carried: bool = False) -> bool:
        """Keep an event where it is looked for; return whether it is new."""
        is_known = event.leaf in self._events
        if is_known and (is_carried or event.leaf not in self.indexes.carried):
            return False
        if event.leaf in self._erased:
            event = replace(event, body=None)
        self.indexes.enter(event, is_carried=is_carried)
        if not is_known:
            self._counting.enter(event)
        return True

    def _touch(self, leaf: str, touched: "_Touched") -> None:
        """Mark what has to be told anew because of an event, through what it strikes or opens."""
        waiting = [leaf]
        while waiting:
            each = waiting.pop()
            event = self._events.get(each)
            if event is None or each in touched.leaves:
                continue
            touched.add(event)
            body = event.body
            if body is None:
                continue
            if is_striking(body.act):
                waiting.extend(body.refs)
            if isinstance(body.act, FactCarried):
                waiting.append(body.act.leaf)
            if isinstance(body.act, SHIFTS):
                waiting.extend(self.indexes.under_shift.get(each, ()))

    # ------------------------------------------------------------ telling

    def _settle(self, touched: "_Touched") -> None:
        for leaf in touched.leaves:
            self._counting.forget(leaf)
        for leaf in touched.leaves:
            self._mark(self._events[leaf])
        for key, leaves in touched.registers.items():
            value = self._told(key, leaves)
            owner = self._values_of[key[0] or key[1]]
            if value is None:
                self._values.pop(key, None)
                owner.pop(key[2], None)
            else:
                self._values[key] = owner[key[2]] = value
        self.session = self._assembled(touched)

    def _mark(self, event: Event) -> None:
        """Keep apart what waits for its shift, and what is shown but does not count."""
        if event.body is None:
            return
        leaf, body, is_fact = event.leaf, event.body, event.header.kind is Kind.FACT
        if not is_fact or self._counting.is_counted(event):
            self._waiting.discard(leaf)
        else:
            self._waiting.add(leaf)
        keep = set.discard if self.is_effective(leaf) else set.add
        if body.candidate is not None and is_fact:
            keep(self._struck[body.candidate], leaf)
        if is_of_part(body):
            keep(self._struck[event.header.scope], leaf)

    def _told(self, key: Register, leaves: list[str]) -> Value | None:
        """Return what a register says now that something about these events of it changed."""
        known, event = self._values.get(key), self._events[leaves[0]]
        is_alone = len(leaves) == 1 and event.leaf not in self.indexes.namers
        is_fact = event.header.kind is Kind.FACT and self.is_effective(event.leaf)
        value = extended(known, event) if known is not None and is_alone and is_fact else None
        if value is not None:
            return value
        its = self.indexes.by_register[key]
        return register_value([self._events[each] for each in its if self.is_effective(each)])

    def _assembled(self, touched: "_Touched") -> ExamSession:
        enrolments = dict(self.session.enrolments)
        for candidate in touched.candidates:
            enrolments[candidate] = assemble_enrolment(
                candidate,
                self.indexes.of_person[candidate],
                dict(self._values_of[candidate]),
                self.is_effective,
                frozenset(self._struck.get(candidate, ())),
            )
        parts = dict(self.session.parts)
        for raw in touched.scopes:
            scope = read_scope(raw)
            if scope is None or not scope.room:
                continue
            known = parts.get(scope.room)
            if known is None or raw in touched.parts or known.signatures or known.seals:
                parts[scope.room] = assemble_part(
                    Part(self._id, scope.room, values=dict(self._values_of[raw])),
                    self.indexes.of_part.get(raw, ()),
                    _part_facts(self, raw, self._counting.is_dismissed),
                    frozenset(self._struck.get(raw, ())),
                )
            flaws = self.indexes.streams.flaws(raw)
            if flaws != parts[scope.room].flaws:
                parts[scope.room] = replace(parts[scope.room], flaws=flaws)
        session = replace(
            self.session, enrolments=enrolments, parts=parts, uncounted=len(self._waiting)
        )
        if not touched.leaves.isdisjoint(self.indexes.by_hand):
            by_hand = by_hand_of(self.indexes.by_hand.values(), self.is_effective)
            session = replace(session, by_hand=by_hand)
        raw, told = session_scope(self._id), set(touched.candidates)
        if raw in touched.parts:
            session = assemble_session(
                session,
                self.indexes.of_part.get(raw, ()),
                self._values_of[raw],
                self.is_effective,
            )
            told = set(enrolments)
        return with_catalogue(session, told) if session.standards else session


@dataclass(slots=True)
class _Touched:
    """What has to be told anew after some events came in."""

    leaves: set[str] = field(default_factory=set)
    scopes: set[str] = field(default_factory=set)
    parts: set[str] = field(default_factory=set)
    candidates: set[str] = field(default_factory=set)
    registers: dict[Register, list[str]] = field(default_factory=dict)

    def add(self, event: Event) -> None:
        """Mark the candidate, the part and the register of one event."""
        scope, body = event.header.scope, event.body
        self.leaves.add(event.leaf)
        self.scopes.add(scope)
        if body is None:
            return
        if body.candidate is not None:
            self.candidates.add(body.candidate)
        if is_of_part(body):
            self.parts.add(scope)
        register = register_of(event)
        if register is not None:
            self.registers.setdefault(register, []).append(event.leaf)


def _is_of(session: str, event: Event) -> bool:
    scope = read_scope(event.header.scope)
    return scope is not None and scope.session == session


def _is_signed(whole: Fold, event: Event) -> bool:
    return any(
        whole.indexes.streams.is_within(event, reach_of(signature.act.manifest))
        for part in whole.session.parts.values()
        for signature in part.signatures
        if signature.stands
    )


def _part_facts(whole: Fold, scope: str, is_dismissed: Callable[[str], bool]) -> PartFacts:
    """Return what can make a signature lapse: facts that the dossier did not put aside."""

    def counts(event: Event) -> bool:
        is_fact = event.header.kind is Kind.FACT and event.header.scope == scope
        return is_fact and not is_dismissed(event.leaf)

    def named(leaf: str) -> Event | None:
        event = whole.events.get(leaf)
        return event if event is not None and counts(event) else None

    streams = whole.indexes.streams

    def beyond(reach: Reach) -> list[Event]:
        return [each for each in streams.beyond(scope, reach) if counts(each)]

    def branched(reach: Reach) -> frozenset[str]:
        return streams.branched(scope, reach)

    return PartFacts(beyond, named, streams.is_within, branched)


def _is_correction(event: Event) -> bool:
    return event.body is not None and isinstance(event.body.act, Corrected)


class RoomFold:
    """The folds of all sessions that one program follows, by session."""

    def __init__(self, room: str) -> None:
        self.folds: dict[str, Fold] = {}
        self.day = RoomDay(room)

    def add(self, events: Iterable[Event]) -> RoomDay:
        """Take events of any scope in; those of no session are passed over."""
        by_session: dict[str, list[Event]] = defaultdict(list)
        for event in events:
            scope = read_scope(event.header.scope)
            if scope is not None:
                by_session[scope.session].append(event)
        sessions = dict(self.day.sessions)
        for session, its in by_session.items():
            if session not in self.folds:
                self.folds[session] = Fold(session)
            sessions[session] = self.folds[session].add(its)
        self.day = RoomDay(self.day.room, sessions)
        return self.day


def fold(session: str, events: Iterable[Event]) -> ExamSession:
    """Return the state of one session from a set of events in any order."""
    return Fold(session).add(events)

"""The fold: from a set of events to the state of sessions, in any order of arrival.

A function of the set alone: it never reads arrival order, certificates or clocks. `Fold` does
the same step by step, so that one act costs one register and not the whole day.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from app.models.act import Act, Body, Event, StreamId
from app.models.assembly import assemble_enrolment, assemble_part, assemble_session
from app.models.facts import (
    CompensationExcluded,
    Corrected,
    InterruptionEnded,
    InterruptionStarted,
    IrregularityNoted,
    ShiftOpened,
)
from app.models.marks import WithoutEffect
from app.models.registers import register_value
from app.models.session import ExamSession, Part, RoomDay, Value
from app.models.values import Kind

FOLD_VERSION: Final = 1
DOSSIER: Final = "dossier"


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


PART_ACTS: Final = (
    IrregularityNoted,
    InterruptionStarted,
    InterruptionEnded,
    CompensationExcluded,
)
"""Acts about a candidate that the part shows too."""

Register = tuple[str, str, str]
"""(candidate, scope when there is no candidate, aspect)."""


class Fold:
    """All events of one session that a program has, and the state that follows from them."""

    def __init__(self, session: str) -> None:
        self._id = session
        self._events: dict[str, Event] = {}
        self._by_register: dict[Register, list[str]] = defaultdict(list)
        self._by_candidate: dict[str, list[str]] = defaultdict(list)
        self._by_scope: dict[str, list[str]] = defaultdict(list)
        self._of_part: dict[str, list[str]] = defaultdict(list)
        self._under_shift: dict[str, list[str]] = defaultdict(list)
        self._strikers: dict[str, list[str]] = defaultdict(list)
        self._namers: dict[str, list[str]] = defaultdict(list)
        self._waiting: set[str] = set()
        self._values: dict[Register, Value] = {}
        self._values_of: dict[str, dict[str, Value]] = defaultdict(dict)
        self.session = ExamSession(session)

    @property
    def events(self) -> Mapping[str, Event]:
        """Every event of this session, by leaf."""
        return self._events

    def in_scope(self, scope: str) -> list[Event]:
        """Return every event of one scope, in no particular order."""
        return [self._events[leaf] for leaf in self._by_scope.get(scope, ())]

    def add(self, events: Iterable[Event]) -> ExamSession:
        """Take events in, any of them twice if need be, and return the new state."""
        touched = _Touched()
        for event in events:
            scope = read_scope(event.header.scope)
            if event.leaf in self._events or scope is None or scope.session != self._id:
                continue
            self._enter(event)
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
        return self._is_effective(leaf, frozenset())

    def is_built_upon(self, leaf: str) -> bool:
        """Whether an effective act names this one, or a standing signature covers it."""
        named = any(
            self.is_effective(namer) and not isinstance(_act_in(self._events[namer]), Corrected)
            for namer in self._namers.get(leaf, ())
        )
        return named or self._is_signed(self._events[leaf])

    # ------------------------------------------------------------ taking in

    def _enter(self, event: Event) -> None:
        self._events[event.leaf] = event
        scope, body = event.header.scope, event.body
        self._by_scope[scope].append(event.leaf)
        if body is None:
            return
        if body.candidate is not None:
            self._by_candidate[body.candidate].append(event.leaf)
        if body.candidate is None or isinstance(body.act, PART_ACTS):
            self._of_part[scope].append(event.leaf)
        if event.header.shift is not None:
            self._under_shift[event.header.shift].append(event.leaf)
        if body.aspect is not None:
            self._by_register[register_key(body.candidate, scope, body.aspect)].append(event.leaf)
        self._enter_names(event, body)

    def _enter_names(self, event: Event, body: Body) -> None:
        if isinstance(body.act, Corrected) or _is_dismissal(event):
            for target in body.refs:
                self._strikers[target].append(event.leaf)
        for named in {*body.seen, *body.refs}:
            self._namers[named].append(event.leaf)

    def _touch(self, leaf: str, touched: "_Touched") -> None:
        """Mark what has to be told anew because of an event, through what it strikes or opens."""
        waiting, done = [leaf], set()
        while waiting:
            each = waiting.pop()
            event = self._events.get(each)
            if each in done or event is None:
                continue
            done.add(each)
            touched.scopes.add(event.header.scope)
            body = event.body
            if body is None:
                continue
            touched.add(event, body)
            if isinstance(body.act, Corrected | WithoutEffect):
                waiting.extend(body.refs)
            if isinstance(body.act, ShiftOpened):
                waiting.extend(self._under_shift.get(each, ()))

    # ------------------------------------------------------------ what counts

    def _is_effective(self, leaf: str, asking: frozenset[str]) -> bool:
        event = self._events.get(leaf)
        if event is None or event.body is None or leaf in asking or not self._is_counted(event):
            return False
        strikers = self._strikers.get(leaf)
        if not strikers:
            return True
        deeper = asking | {leaf}
        return not any(self._is_effective(each, deeper) for each in strikers)

    def _is_counted(self, event: Event) -> bool:
        """Facts of a laptop in a part count only under a shift of the same stream."""
        header, body = event.header, event.body
        if header.kind is not Kind.FACT or header.writer == DOSSIER:
            return True
        if body is not None and isinstance(body.act, ShiftOpened):
            return True
        shift = self._events.get(header.shift or "")
        return (
            shift is not None
            and isinstance(_act_in(shift), ShiftOpened)
            and shift.header.stream == header.stream
            and not any(_is_dismissal(self._events[each]) for each in self._strikers[shift.leaf])
        )

    def _is_signed(self, event: Event) -> bool:
        stream, seq = event.header.stream, event.header.seq
        return any(
            StreamId(entry.writer, entry.epoch, entry.scope) == stream and seq <= entry.seq
            for part in self.session.parts.values()
            for signature in part.signatures
            if signature.stands
            for entry in signature.act.manifest.frontier
        )

    # ------------------------------------------------------------ telling

    def _settle(self, touched: "_Touched") -> None:
        for leaf in touched.leaves:
            if self._is_counted(self._events[leaf]):
                self._waiting.discard(leaf)
            else:
                self._waiting.add(leaf)
        for key in touched.registers:
            value = register_value(
                [self._events[leaf] for leaf in self._by_register[key] if self.is_effective(leaf)]
            )
            owner = self._values_of[key[0] or key[1]]
            if value is None:
                self._values.pop(key, None)
                owner.pop(key[2], None)
            else:
                self._values[key] = owner[key[2]] = value
        self.session = self._assembled(touched)

    def _assembled(self, touched: "_Touched") -> ExamSession:
        enrolments = dict(self.session.enrolments)
        for candidate in touched.candidates:
            enrolments[candidate] = assemble_enrolment(
                candidate,
                [self._events[leaf] for leaf in self._by_candidate[candidate]],
                dict(self._values_of[candidate]),
                self.is_effective,
            )
        parts = dict(self.session.parts)
        for raw in touched.scopes:
            scope = read_scope(raw)
            if scope is None or not scope.room:
                continue
            known = parts.get(scope.room)
            if known is None or raw in touched.parts or known.signatures:
                parts[scope.room] = assemble_part(
                    Part(self._id, scope.room, values=dict(self._values_of[raw])),
                    [self._events[leaf] for leaf in self._of_part[raw]],
                    lambda raw=raw: self.in_scope(raw),  # type: ignore[misc]
                    self.is_effective,
                )
        session = replace(
            self.session, enrolments=enrolments, parts=parts, uncounted=len(self._waiting)
        )
        raw = session_scope(self._id)
        if raw in touched.parts:
            events = [self._events[leaf] for leaf in self._of_part[raw]]
            session = assemble_session(session, events, self._values_of[raw], self.is_effective)
        return session


@dataclass(slots=True)
class _Touched:
    """What has to be told anew after some events came in."""

    leaves: set[str] = field(default_factory=set)
    scopes: set[str] = field(default_factory=set)
    parts: set[str] = field(default_factory=set)
    candidates: set[str] = field(default_factory=set)
    registers: set[Register] = field(default_factory=set)

    def add(self, event: Event, body: Body) -> None:
        """Mark the candidate, the part and the register of one event."""
        scope = event.header.scope
        self.leaves.add(event.leaf)
        if body.candidate is not None:
            self.candidates.add(body.candidate)
        if body.candidate is None or isinstance(body.act, PART_ACTS):
            self.parts.add(scope)
        if body.aspect is not None:
            self.registers.add(register_key(body.candidate, scope, body.aspect))


def register_key(candidate: str | None, scope: str, aspect: str) -> Register:
    """Return the key of a register: a candidate's is over all rooms, a part's is its own."""
    return (candidate, "", aspect) if candidate else ("", scope, aspect)


def _act_in(event: Event) -> Act | None:
    return None if event.body is None else event.body.act


def _is_dismissal(event: Event) -> bool:
    return (
        event.header.writer == DOSSIER
        and event.body is not None
        and isinstance(event.body.act, WithoutEffect)
    )


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
            fold = self.folds.setdefault(session, Fold(session))
            sessions[session] = fold.add(its)
        self.day = RoomDay(self.day.room, sessions)
        return self.day


def fold(session: str, events: Iterable[Event]) -> ExamSession:
    """Return the state of one session from a set of events in any order."""
    return Fold(session).add(events)

"""The folds of a machine of the office: all sessions it may read, and the office's own scope."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from app.models.act import Event
from app.models.counting import DOSSIER, Counting, is_erasure
from app.models.dismissed import Dismissed, dismissed_by
from app.models.fold import RoomFold, read_scope
from app.models.marks import BodyErased, EffectJudged, LogOpened, WithoutEffect
from app.models.planning_facts import PersonListed
from app.models.registers import order, plan_order, shown_order
from app.models.retention_facts import PersonErased
from app.models.roles import ScopeKind
from app.models.session import RoomDay
from app.models.values import Kind

ON_EFFECT: Final = (WithoutEffect, EffectJudged, BodyErased)
"""What changes what is told of events without effect."""


class OfficeFolds(RoomFold):
    """The folds of all sessions that this person may read, and the office's own scope."""

    def __init__(self) -> None:
        super().__init__("office")
        self._events: dict[str, Event] = {}
        self._counting = Counting(self._events)
        self._erased: set[str] = set()
        self._told: tuple[Event, ...] | None = ()
        self._marks: dict[str, Event] = {}
        self._dismissed: tuple[Dismissed, ...] | None = ()
        self._is_lacking = False
        self.restored_at: datetime | None = None
        """When the dossier last went on under another log, as it was put back (format.md 8)."""
        self._listed: dict[str, Event] = {}
        self.school: tuple[Event, ...] = ()
        """What the dossier wrote of the school itself: who has which role, in its order."""

    def add(self, events: Iterable[Event]) -> RoomDay:
        """Take events of any scope in."""
        fresh = list(events)
        self._take_school([each for each in fresh if each.header.scope == ScopeKind.SCHOOL])
        known = len(self._events)
        for event in fresh:
            act = None if event.body is None else event.body.act
            if isinstance(act, PersonListed) and event.header.writer == DOSSIER:
                self._listed[event.leaf] = event
            if event.header.writer == DOSSIER and isinstance(act, ON_EFFECT):
                self._marks[event.leaf] = event
                self._dismissed = None
            if event.header.scope == ScopeKind.OFFICE and event.leaf not in self._events:
                self._take(event)
            elif event.header.scope == ScopeKind.SCHOOL and _is_opening(event):
                self.restored_at = max(self.restored_at or event.header.wall, event.header.wall)
        if len(self._events) > known:
            for leaf in self._events:  # few strike here, and any of these may
                self._counting.forget(leaf)
            self._told = None
        return super().add(fresh)

    @property
    def office(self) -> tuple[Event, ...]:
        """The facts of the office's scope that count, in order of showing."""
        if self._told is None:
            counted = [
                event
                for leaf, event in self._events.items()
                if event.header.kind is Kind.FACT and self._counting.is_effective(leaf)
            ]
            self._told = tuple(sorted(counted, key=shown_order))
        return self._told

    @property
    def dismissed(self) -> tuple[Dismissed, ...]:
        """What is stored and has no effect, of rooms and of the office, the newest first."""
        if self._dismissed is None or self._is_lacking:
            self._is_lacking = False
            self._dismissed = dismissed_by(self._marks, self._found)
        return self._dismissed

    @property
    def erasures(self) -> tuple[Event, ...]:
        """What the dossier told of people who were erased at their term, in its order."""
        told = [
            event
            for event in self._events.values()
            if event.header.writer == DOSSIER
            and event.body is not None
            and isinstance(event.body.act, PersonErased)
        ]
        return tuple(sorted(told, key=order))

    @property
    def people(self) -> dict[str, str]:
        """Who can be given work in a room, by id: the dossier's last word on each."""
        acts = [e.body.act for e in plan_order(self._listed.values()) if e.body is not None]
        return {act.person: act.name for act in acts if isinstance(act, PersonListed)}

    def _found(self, scope: str, leaf: str) -> Event | None:
        """Return an event that is named in a scope; one that is not here may still come."""
        told = read_scope(scope)
        fold = None if told is None else self.folds.get(told.session)
        known = self._events if told is None else {} if fold is None else fold.events
        event = known.get(leaf)
        self._is_lacking = self._is_lacking or event is None
        return event

    def _take_school(self, fresh: Iterable[Event]) -> None:
        known = {each.leaf for each in self.school}
        new = [each for each in fresh if each.leaf not in known and each.header.writer == DOSSIER]
        if new:
            self.school = tuple(sorted((*self.school, *new), key=order))

    def _take(self, event: Event) -> None:
        """Take an event of the office in, without what was erased of it."""
        if event.leaf in self._erased:
            event = replace(event, body=None)
        self._events[event.leaf] = event
        self._counting.enter(event)
        if event.body is not None and is_erasure(event) and isinstance(event.body.act, BodyErased):
            for leaf in event.body.act.leaves:
                self._erased.add(leaf)
                if leaf in self._events:
                    self._events[leaf] = replace(self._events[leaf], body=None)


def _is_opening(event: Event) -> bool:
    """Whether the dossier says here that its log goes on under another name."""
    is_own = event.header.writer == DOSSIER and event.body is not None
    return is_own and isinstance(event.body.act, LogOpened)  # type: ignore[union-attr]

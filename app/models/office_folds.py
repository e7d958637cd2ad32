"""The folds of a machine of the office: every session it may read, and the office's own scope."""

from collections.abc import Iterable
from dataclasses import replace

from app.models.act import Event
from app.models.counting import DOSSIER, Counting, is_erasure
from app.models.fold import RoomFold
from app.models.marks import BodyErased
from app.models.registers import order, shown_order
from app.models.roles import ScopeKind
from app.models.session import RoomDay
from app.models.values import Kind


class OfficeFolds(RoomFold):
    """The folds of all sessions that this person may read, and the office's own scope."""

    def __init__(self) -> None:
        super().__init__("office")
        self._events: dict[str, Event] = {}
        self._counting = Counting(self._events)
        self._erased: set[str] = set()
        self._told: tuple[Event, ...] | None = ()
        self.school: tuple[Event, ...] = ()
        """What the dossier wrote of the school itself: who has which role, in its order."""

    def add(self, events: Iterable[Event]) -> RoomDay:
        """Take events of any scope in."""
        fresh = list(events)
        self._take_school([each for each in fresh if each.header.scope == ScopeKind.SCHOOL])
        known = len(self._events)
        for event in fresh:
            if event.header.scope == ScopeKind.OFFICE and event.leaf not in self._events:
                self._take(event)
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

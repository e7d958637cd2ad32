"""Which events count: by their writer, under a shift, not struck, not without effect.

The answer follows from the set of events alone. Who strikes whom is walked without recursion,
each event once, so that no chain of corrections is too long and none costs more than its length.
"""

from collections import defaultdict, deque
from collections.abc import Mapping
from typing import Final

from app.models.act import Act, Event, Unknown
from app.models.check_facts import ExtractMade
from app.models.facts import Corrected
from app.models.marks import (
    BodyErased,
    DocumentIssued,
    EffectJudged,
    GapDeclared,
    WithoutEffect,
)
from app.models.office_facts import (
    SHIFTS,
    GlassBroken,
    OfficeShiftOpened,
    RoleConfirmed,
    RoleGranted,
    RoleWithdrawn,
)
from app.models.plan import FactCarried
from app.models.planning_facts import PersonListed, PlanSettled
from app.models.retention_facts import RETENTION_ACTS
from app.models.standard_facts import STANDARD_ACTS
from app.models.values import Kind

DOSSIER: Final = "dossier"
OF_THE_DOSSIER: Final = (
    WithoutEffect, EffectJudged, GapDeclared, BodyErased, DocumentIssued,
    RoleGranted, RoleConfirmed, RoleWithdrawn, GlassBroken, PlanSettled, PersonListed, ExtractMade,
    *RETENTION_ACTS, *STANDARD_ACTS,
)  # fmt: skip
"""Acts beside the plan that only the dossier may write."""


class Counting:
    """Who strikes whom among the events of one session, and what that leaves standing."""

    def __init__(self, events: Mapping[str, Event]) -> None:
        self._events = events
        self._strikers: dict[str, list[str]] = defaultdict(list)
        self._carriers: dict[str, list[str]] = defaultdict(list)
        self._verdicts: dict[str, bool] = {}

    def enter(self, event: Event) -> None:
        """Take in what an event strikes."""
        body = event.body
        if body is not None and is_striking(body.act):
            for target in body.refs:
                self._strikers[target].append(event.leaf)
        if body is not None and isinstance(body.act, FactCarried):
            self._carriers[body.act.leaf].append(event.leaf)

    def forget(self, leaf: str) -> None:
        """Judge an event anew when it is asked for: something about it changed."""
        self._verdicts.pop(leaf, None)

    def is_effective(self, leaf: str) -> bool:
        """Whether an event counts: written by whom it may, under a shift, and not struck."""
        known = self._verdicts.get(leaf)
        if known is None and leaf in self._events:
            if leaf in self._strikers:
                self._judge(leaf)
            else:
                self._verdicts[leaf] = self.is_counted(self._events[leaf])
            known = self._verdicts[leaf]
        return bool(known)

    def is_counted(self, event: Event) -> bool:
        """Whether an event may count at all: facts of a laptop only under a shift there."""
        header, body = event.header, event.body
        if body is None or not _fits_writer(event):
            return False
        if header.kind is not Kind.FACT or header.writer == DOSSIER:
            return True
        if isinstance(body.act, SHIFTS):
            return True
        shift = self._events.get(header.shift or "")
        if shift is None:  # of another room: the dossier has the shift it was made under
            return any(map(self.is_effective, self._carriers.get(event.leaf, ())))
        return (
            shift.body is not None
            and isinstance(shift.body.act, SHIFTS)
            and shift.header.stream == header.stream
            and _fits_writer(shift)
            and not self.is_dismissed(shift.leaf)
        )

    def is_dismissed(self, leaf: str) -> bool:
        """Whether the dossier said that an event is without effect, and still says so."""
        return any(
            _is_dismissal(self._events[each]) and self.is_effective(each)
            for each in self._strikers_of(leaf)
        )

    def _strikers_of(self, leaf: str) -> list[str]:
        found = self._strikers.get(leaf)
        if not found:
            return []
        target = self._events[leaf]
        return [each for each in found if self._may_strike(self._events[each], target)]

    def _may_strike(self, striker: Event, target: Event) -> bool:
        """Whether one event can strike another: in its scope, and each its own side's facts.

        What a room recorded the office does not strike, nor the reverse: unequal words are a
        difference.
        """
        if striker.header.scope != target.header.scope:
            return False
        if striker.body is not None and isinstance(striker.body.act, EffectJudged):
            return _is_dismissal(target)
        if striker.header.writer == DOSSIER:
            return True
        return (
            target.header.kind is Kind.FACT
            and not _is_dismissal(striker)
            and not _is_dismissal(target)
            and self._is_of_office(striker) == self._is_of_office(target)
        )

    def _is_of_office(self, event: Event) -> bool:
        """Whether an event is, or was recorded under, a shift of the office."""
        shift = self._events.get(event.header.shift or "", event)
        return shift.body is not None and isinstance(shift.body.act, OfficeShiftOpened)

    def _judge(self, leaf: str) -> None:
        """Settle an event and all that strikes it; those that strike each other in a circle fall.

        An event stands when everything that strikes it fell, and falls when one of them stands.
        """
        left, strikes = self._above(leaf)
        verdicts: dict[str, bool] = {}
        settled: deque[str] = deque()
        for each, strikers_left in left.items():
            is_counted = self.is_counted(self._events[each])
            if not is_counted or not strikers_left:
                verdicts[each] = is_counted
                settled.append(each)
        while settled:
            each = settled.popleft()
            for target in strikes[each]:
                left[target] -= 1
                if target not in verdicts and (verdicts[each] or not left[target]):
                    verdicts[target] = not verdicts[each]
                    settled.append(target)
        self._verdicts.update({each: verdicts.get(each, False) for each in left})

    def _above(self, leaf: str) -> tuple[dict[str, int], dict[str, list[str]]]:
        """Return all that strikes an event, directly or not: how many strike it, and whom."""
        strikes: dict[str, list[str]] = defaultdict(list)
        left: dict[str, int] = {}
        waiting = [leaf]
        while waiting:
            each = waiting.pop()
            if each in left:
                continue
            strikers = self._strikers_of(each)
            left[each] = len(strikers)
            waiting.extend(strikers)
            for striker in strikers:
                strikes[striker].append(each)
        return left, strikes


def is_striking(act: Act) -> bool:
    """Whether an act takes the effect of what it names in `refs`."""
    if isinstance(act, EffectJudged):
        return act.is_accepted
    return isinstance(act, Corrected | WithoutEffect)


def erased_by(event: Event) -> tuple[str, ...]:
    """Return the leaves whose bodies the dossier took out by this event."""
    act = None if event.body is None or event.header.writer != DOSSIER else event.body.act
    return act.leaves if isinstance(act, BodyErased) else ()


def is_erasure(event: Event) -> bool:
    """Whether this is the dossier's word that bodies were taken out."""
    return (
        event.header.writer == DOSSIER
        and event.body is not None
        and isinstance(event.body.act, BodyErased)
    )


def _fits_writer(event: Event) -> bool:
    """Whether the header says the kind of its act, and who wrote it may write such an act.

    The plan has one writer; an act under another kind would pass the rules of its own kind.
    """
    act, writer = None if event.body is None else event.body.act, event.header.writer
    if isinstance(act, Unknown):
        return True
    if act is None or event.header.kind is not act.KIND:
        return False
    if act.KIND is Kind.PLAN or isinstance(act, OF_THE_DOSSIER):
        return writer == DOSSIER
    return True


def _is_dismissal(event: Event) -> bool:
    return event.body is not None and isinstance(event.body.act, WithoutEffect)

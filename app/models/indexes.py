"""Where the events of one session are looked for: by scope, stream, candidate and register."""

from bisect import insort
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from app.models.act import Body, Event
from app.models.attendance_facts import SentToRoom
from app.models.calamity_facts import ItemReturned, MissedAtRollCall
from app.models.check_facts import QuestionAnswered, QuestionAsked
from app.models.facts import (
    CompensationExcluded,
    InterruptionEnded,
    InterruptionStarted,
    IrregularityNoted,
)
from app.models.planning_facts import BY_HAND, PlanSettled
from app.models.preparing_facts import InvigilatorSteppedOut
from app.models.provision_facts import (
    ProvisionReadied,
    ProvisionRequested,
    RestBreakEnded,
    RestBreakStarted,
)
from app.models.registers import Register, register_of, shown_order
from app.models.streams import Streams
from app.models.values import Kind

PART_ACTS: Final = (
    IrregularityNoted,
    InterruptionStarted,
    InterruptionEnded,
    CompensationExcluded,
    MissedAtRollCall,
    ItemReturned,
    InvigilatorSteppedOut,
    QuestionAsked,
    QuestionAnswered,
)
"""Acts about a candidate that the part shows too."""
PROVISION_ACTS: Final = (
    ProvisionReadied,
    ProvisionRequested,
    RestBreakStarted,
    RestBreakEnded,
)
"""Acts that add up to what became of a candidate's provisions, and are values of no register."""


@dataclass(frozen=True, slots=True)
class PersonEvents:
    """What is about one candidate: facts in the order of showing, some of them also apart.

    `provided` are those about provisions, `moves` those to another room; `by_scope` facts by where
    they were recorded, in no particular order.
    """

    facts: list[Event] = field(default_factory=list)
    provided: list[Event] = field(default_factory=list)
    moves: list[Event] = field(default_factory=list)
    by_scope: dict[str, list[Event]] = field(default_factory=dict)
    plans: list[Event] = field(default_factory=list)


class Indexes:
    """Every event once, by leaf, and the leaves by what they are asked for."""

    def __init__(self) -> None:
        self.events: dict[str, Event] = {}
        self.by_register: dict[Register, list[str]] = defaultdict(list)
        self.of_person: dict[str, PersonEvents] = defaultdict(PersonEvents)
        self.of_part: dict[str, list[Event]] = defaultdict(list)
        """By scope, in the order of showing."""
        self.under_shift: dict[str, list[str]] = defaultdict(list)
        self.namers: dict[str, list[str]] = defaultdict(list)
        self._by_scope: dict[str, list[str]] = defaultdict(list)
        self._by_batch: dict[str, list[str]] = defaultdict(list)
        self.by_hand: dict[str, Event] = {}
        """What the office asked of the plan, and the dossier's answers."""
        self.streams = Streams(self.events)
        self.carried: set[str] = set()
        """Facts of other rooms that are here by the dossier's word alone."""

    def enter(self, event: Event, *, is_carried: bool = False) -> None:
        """Keep an event where it is looked for; what was carried here stands in no stream."""
        is_known = event.leaf in self.events
        self.events[event.leaf] = event
        if is_carried:
            self.carried.add(event.leaf)
        else:
            self.carried.discard(event.leaf)
            self._by_scope[event.header.scope].append(event.leaf)
            self.streams.enter(event)
        if event.body is not None and not is_known:
            self._enter_body(event, event.body)

    def _enter_body(self, event: Event, body: Body) -> None:
        if body.candidate is not None:
            self._enter_person(event, body.candidate, body)
        if is_of_part(body):
            _place(self.of_part[event.header.scope], event)
        if isinstance(body.act, (*BY_HAND, PlanSettled)):
            self.by_hand[event.leaf] = event
        if event.header.shift is not None:
            self.under_shift[event.header.shift].append(event.leaf)
        if body.batch is not None:
            self._by_batch[body.batch.id].append(event.leaf)
        register = register_of(event)
        if register is not None:
            self.by_register[register].append(event.leaf)
        for named in {*body.seen, *body.refs}:
            self.namers[named].append(event.leaf)

    def _enter_person(self, event: Event, candidate: str, body: Body) -> None:
        its = self.of_person[candidate]
        if event.header.kind is not Kind.FACT:
            if event.header.kind is Kind.PLAN:
                its.plans.append(event)
            return
        _place(its.facts, event)
        its.by_scope.setdefault(event.header.scope, []).append(event)
        if isinstance(body.act, SentToRoom):
            _place(its.moves, event)
        if isinstance(body.act, PROVISION_ACTS):
            _place(its.provided, event)

    def in_scope(self, scope: str) -> list[Event]:
        """Return every event of one scope, in no particular order."""
        return [self.events[leaf] for leaf in self._by_scope.get(scope, ())]

    def in_batch(self, batch: str) -> list[Event]:
        """Return every event of one handling, in no particular order."""
        return [self.events[leaf] for leaf in self._by_batch.get(batch, ())]


def is_of_part(body: Body) -> bool:
    """Whether the part shows an act: one about nobody, or about somebody and the part."""
    return body.candidate is None or isinstance(body.act, PART_ACTS)


def _place(shown: list[Event], event: Event) -> None:
    """Keep events in the order of showing; most come last."""
    if not shown or shown[-1].observed < event.observed:
        shown.append(event)
    else:
        insort(shown, event, key=shown_order)

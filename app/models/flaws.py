"""What is wrong with streams, and what the dossier put aside: shown and printed, never hidden.

A gap is a number that is not here while a later one is; a fork is a number with two events. Both
follow from the set of events. What was put aside counts in no fold until two people judged it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from app.models.act import Event
from app.models.marks import EffectJudged, GapDeclared, WithoutEffect
from app.models.values import Ineffective, PutAside

_REASONS: Final[dict[str, PutAside | Ineffective]] = {
    each.value: each for each in (*PutAside, *Ineffective)
}


@dataclass(frozen=True, slots=True)
class Flaw:
    """Numbers of one stream that are missing, or that two events share."""

    writer: str
    epoch: str
    first: int
    last: int
    is_fork: bool = False


@dataclass(frozen=True, slots=True)
class Aside:
    """What the dossier put aside of one laptop, and what two people judged of it."""

    leaf: str
    writer: str
    reason: PutAside | Ineffective
    since: datetime
    judged: tuple[Event, EffectJudged] | None = None

    @property
    def is_to_judge(self) -> bool:
        """Whether two people still have to say whether it counts."""
        return isinstance(self.reason, PutAside) and self.judged is None

    @property
    def is_told(self) -> bool:
        """Whether people are told: two still judge it, or it was nobody's to write."""
        return self.is_to_judge or isinstance(self.reason, Ineffective)


def flaws_in(writer: str, epoch: str, seqs: Sequence[int]) -> Iterator[Flaw]:
    """Yield the gaps and forks of one stream, from its sorted numbers."""
    expected = 0
    for place, seq in enumerate(seqs):
        if expected < seq:
            yield Flaw(writer, epoch, expected, seq - 1)
        is_twin = place > 0 and seqs[place - 1] == seq
        if is_twin and (place < 2 or seqs[place - 2] != seq):
            yield Flaw(writer, epoch, seq, seq, is_fork=True)
        expected = seq + 1


def declared_in(counted: Sequence[Event]) -> tuple[tuple[Event, GapDeclared], ...]:
    """Return the gaps that two people declared, with their events."""
    return tuple(
        (event, event.body.act)
        for event in counted
        if event.body is not None and isinstance(event.body.act, GapDeclared)
    )


def is_declared(flaw: Flaw, declared: Sequence[tuple[Event, GapDeclared]]) -> bool:
    """Whether two people declared that what is missing will not come."""
    return any(
        (act.writer, act.epoch) == (flaw.writer, flaw.epoch)
        and act.first <= flaw.first
        and flaw.last <= act.last
        for _, act in declared
    )


def asides_of(shown: Sequence[Event]) -> tuple[Aside, ...]:
    """Return what the dossier put aside, the oldest first."""
    judged = {
        leaf: (event, event.body.act)
        for event in reversed(shown)
        if event.body is not None and isinstance(event.body.act, EffectJudged)
        for leaf in event.body.refs
    }
    return tuple(
        Aside(
            event.leaf,
            event.body.act.writer,
            _REASONS[event.body.act.reason],
            event.observed,
            judged.get(event.leaf),
        )
        for event in shown
        if event.body is not None
        and isinstance(event.body.act, WithoutEffect)
        and event.body.act.reason in _REASONS
    )

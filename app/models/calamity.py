"""A calamity as the record tells it, from the acts that name its opening."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from app.models import calamity_facts as f
from app.models.act import Act, Event
from app.models.values import RollCallPlace, Workability

A = TypeVar("A", bound=Act)


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody was called; `until` is None as long as the call goes on."""

    event: Event
    act: f.CallStarted
    ended: Event | None = None

    @property
    def until(self) -> datetime | None:
        """When the call was over, or nobody was reached."""
        return None if self.ended is None else self.ended.observed

    @property
    def end(self) -> f.CallEnded | None:
        """What came of it."""
        act = None if self.ended is None or self.ended.body is None else self.ended.body.act
        return act if isinstance(act, f.CallEnded) else None


@dataclass(frozen=True, slots=True)
class Quarantine:
    """A time in which the candidates were kept apart."""

    event: Event
    act: f.QuarantineStarted
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class RollCall:
    """One count of heads; `missed` are the candidates who should have been there."""

    event: Event
    act: f.RollCallTaken
    missed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Calamity:
    """One calamity in one part. `key` is the same in every part it touches.

    `acts` is everything about it that counts, in order of time, its opening first.
    """

    leaf: str
    key: str
    acts: tuple[Event, ...]

    @property
    def since(self) -> datetime:
        """When the key was pressed."""
        return self.acts[0].observed

    def last(self, cls: type[A]) -> A | None:
        """Return the last act of a type: a later answer replaces an earlier one."""
        found = self.all(cls)
        return found[-1][1] if found else None

    def all(self, cls: type[A]) -> list[tuple[Event, A]]:
        """Return every act of a type, in order of time."""
        return [
            (event, event.body.act)
            for event in self.acts
            if event.body is not None and isinstance(event.body.act, cls)
        ]

    @property
    def name(self) -> f.CalamityNamed | None:
        """What it is, once somebody chose."""
        return self.last(f.CalamityNamed)

    @property
    def title(self) -> str:
        """What it is in words; before somebody chose, only that there is one."""
        return self.name.title if self.name is not None else "Calamiteit"

    @property
    def workable(self) -> Workability | None:
        """Whether candidates can go on working, once somebody answered."""
        answer = self.last(f.WorkabilityAnswered)
        return None if answer is None else answer.workable

    @property
    def withdrawn_at(self) -> datetime | None:
        """When somebody said that it was nothing."""
        found = self.all(f.CalamityWithdrawn)
        return found[0][0].observed if found else None

    @property
    def closed_at(self) -> datetime | None:
        """When its route was done."""
        found = self.all(f.CalamityClosed)
        return found[0][0].observed if found else None

    @property
    def is_open(self) -> bool:
        """Whether there is still something to do."""
        return self.withdrawn_at is None and self.closed_at is None

    @property
    def steps(self) -> dict[str, Event]:
        """The steps that were done, by their id, each with the act that did it first."""
        found: dict[str, Event] = {}
        for event, act in self.all(f.RouteStepTaken):
            found.setdefault(act.step, event)
        return found

    @property
    def calls(self) -> tuple[Call, ...]:
        """Who was called, from when until when."""
        ends = [event for event, _ in self.all(f.CallEnded)]
        return tuple(
            Call(event, act, next((e for e in ends if _names(e, event.leaf)), None))
            for event, act in self.all(f.CallStarted)
        )

    @property
    def call(self) -> Call | None:
        """The call that goes on now."""
        return next((call for call in reversed(self.calls) if call.ended is None), None)

    @property
    def quarantines(self) -> tuple[Quarantine, ...]:
        """When the candidates were kept apart, and by whom."""
        ends = [event for event, _ in self.all(f.QuarantineEnded)]
        return tuple(
            Quarantine(
                event,
                act,
                next((e.observed for e in ends if _names(e, event.leaf)), None),
            )
            for event, act in self.all(f.QuarantineStarted)
        )

    @property
    def quarantine(self) -> Quarantine | None:
        """The quarantine that goes on now."""
        return next((each for each in reversed(self.quarantines) if each.until is None), None)

    def roll_call(self, place: RollCallPlace) -> RollCall | None:
        """Return the last count of heads at a place, with whom it missed."""
        found = [pair for pair in self.all(f.RollCallTaken) if pair[1].place is place]
        if not found:
            return None
        event, act = found[-1]
        missed = [e for e, a in self.all(f.MissedAtRollCall) if a.place is place]
        return RollCall(event, act, tuple(who for e in missed if (who := _of_batch(e, event))))


def calamities_of(events: Sequence[Event]) -> tuple[Calamity, ...]:
    """Return the calamities in events that count, shown in order; never raises."""
    opened = [e for e in events if e.body is not None and isinstance(e.body.act, f.CalamityOpened)]
    about: dict[str, list[Event]] = {event.leaf: [event] for event in opened}
    for event in events:
        for leaf in () if event.body is None else dict.fromkeys(event.body.refs):
            if leaf in about and event.leaf not in about:
                about[leaf].append(event)
    return tuple(Calamity(e.leaf, key_of(e), tuple(about[e.leaf])) for e in opened)


def key_of(opening: Event) -> str:
    """Return what is the same in every part that an opening touches."""
    batch = None if opening.body is None else opening.body.batch
    return opening.leaf if batch is None else batch.id


def _of_batch(event: Event, other: Event) -> str | None:
    """Return the candidate of an event when it was written in one handling with another."""
    body, batch = event.body, None if other.body is None else other.body.batch
    if body is None or body.batch is None or batch is None or body.batch.id != batch.id:
        return None
    return body.candidate


def _names(event: Event, leaf: str) -> bool:
    return event.body is not None and leaf in event.body.refs

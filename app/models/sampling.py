"""Samples for whoever checks: named population first, then chance, then what follows from both.

`SampleDrawn` holds the seed and the digest of the population before anybody knows what it gives.
The items are the first of the population by SHA-256(seed, 0x00, key): whoever has the event and
the record up to its place in the log comes to the same ones (format.md, Samples).
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from app.models.act import Event
from app.models.check_facts import FindingNoted, SampleDrawn, SampleListed
from app.models.hotline import Person, people_of
from app.models.registers import shown_order
from app.models.session import ExamSession
from app.models.standing import standings
from app.models.timing import schedule_of
from app.models.values import Population, Status

CAME = (Status.PRESENT, Status.LATE, Status.AWAY, Status.HANDED_IN, Status.LEFT)


@dataclass(frozen=True, slots=True, order=True)
class Drawable:
    """One member of a population: a part that was held, or somebody who came to one."""

    session: str
    room: str
    candidate: str = ""

    @property
    def key(self) -> str:
        """What it is drawn by."""
        return "/".join(each for each in (self.session, self.room, self.candidate) if each)


@dataclass(frozen=True, slots=True)
class Finding:
    """What somebody found at an item."""

    event: Event
    act: FindingNoted
    by: Person


@dataclass(frozen=True, slots=True)
class SampleItem:
    """One item of a sample, with what was found; the last finding counts, none is lost."""

    event: Event
    act: SampleListed
    candidate: str | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Sample:
    """One draw: by whom, which number of its day, and what it gave."""

    event: Event
    act: SampleDrawn
    by: Person
    number: int
    items: tuple[SampleItem, ...] = ()


def population_of(
    sessions: Iterable[ExamSession], wanted: Population, days: tuple[date, date], zone: ZoneInfo
) -> tuple[Drawable, ...]:
    """Return what can be drawn of these local days, in order: what was held, or who came."""
    found = []
    for session in sessions:
        schedule = schedule_of(session, None)
        if schedule is None:
            continue
        if not days[0] <= schedule.planned_start.astimezone(zone).date() <= days[1]:
            continue
        for part in session.parts.values():
            if part.plan is None or part.started_at is None:
                continue
            if wanted is Population.SESSIONS:
                found.append(Drawable(session.id, part.room))
                continue
            found += [
                Drawable(session.id, part.room, candidate)
                for candidate, each in standings(session, part).items()
                if each.status in CAME
            ]
    return tuple(sorted(found))


def digest_of(population: Iterable[Drawable]) -> str:
    """Return hex of SHA-256 over the sorted keys, a newline after each."""
    told = "".join(f"{key}\n" for key in sorted(each.key for each in population))
    return hashlib.sha256(told.encode()).hexdigest()


def drawn(population: Sequence[Drawable], seed: str, count: int) -> tuple[Drawable, ...]:
    """Return the items that a seed gives: the first by the hash of seed and key.

    The hash is over the hex digits of the seed, as they stand in the event.
    """
    chance = seed.encode()

    def rank(each: Drawable) -> bytes:
        return hashlib.sha256(chance + b"\x00" + each.key.encode()).digest()

    return tuple(sorted(population, key=rank)[: max(0, count)])


def samples_of(office: Sequence[Event], zone: ZoneInfo) -> tuple[Sample, ...]:
    """Return every draw, the first one first; of each day they are numbered from 1."""
    people, numbers = people_of(office), dict[date, int]()
    items = _items(office, people)
    found = []
    for event in sorted(office, key=shown_order):
        act = None if event.body is None else event.body.act
        if isinstance(act, SampleDrawn):
            on = event.observed.astimezone(zone).date()
            numbers[on] = numbers.get(on, 0) + 1
            by = people.get(event.header.shift or "", Person("", ""))
            found.append(Sample(event, act, by, numbers[on], items.get(act.sample, ())))
    return tuple(found)


# ---------------------------------------------------------------- within


def _items(
    office: Sequence[Event], people: Mapping[str, Person]
) -> Mapping[str, tuple[SampleItem, ...]]:
    """Return what each sample gave, by rank; one that was written down twice stands once."""
    findings: dict[str, list[Finding]] = {}
    listed: dict[tuple[str, int], tuple[Event, SampleListed]] = {}
    for event in sorted(office, key=shown_order):
        act = None if event.body is None else event.body.act
        if isinstance(act, FindingNoted) and event.body is not None:
            by = people.get(event.header.shift or "", Person("", ""))
            for leaf in event.body.refs:
                findings.setdefault(leaf, []).append(Finding(event, act, by))
        elif isinstance(act, SampleListed):
            listed.setdefault((act.sample, act.rank), (event, act))
    found: dict[str, tuple[SampleItem, ...]] = {}
    for (sample, _), (event, act) in sorted(listed.items(), key=lambda pair: pair[0]):
        who = None if event.body is None else event.body.candidate
        item = SampleItem(event, act, who, tuple(findings.get(event.leaf, ())))
        found[sample] = (*found.get(sample, ()), item)
    return found

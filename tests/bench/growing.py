"""The cost of the 10,000th event of a session beside that of the 100th, in one run."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, cycle, islice
from pathlib import Path
from typing import Final

from app.models.commands import ComeBack, Command, LeaveForAMoment, StartSession
from app.models.decide import decide
from app.services.recording import Recorded
from tests.bench.acts import content_of
from tests.bench.bare import BareStore
from tests.bench.figures import Figure, p50, p99, timed
from tests.bench.hall import a_day, a_hall, recorder_of
from tests.builders import SESSION, candidate_id

SIZE: Final = 30
EVENTS: Final = 10_000
AROUND: Final = 240
"""How many events are measured, up to the 340th and up to the 10,000th."""
EARLY: Final = 100 + AROUND
PEOPLE: Final = tuple(candidate_id(number) for number in range(1, SIZE * 9 // 10 + 1))
Going = type[LeaveForAMoment | ComeBack]


@dataclass(frozen=True, slots=True)
class Spent:
    """What acts took in milliseconds, and bare commits of the same bytes between them."""

    acts: list[float]
    commits: list[float]


def measure(folder: Path) -> Iterator[Figure]:
    """Let a few candidates go and come all day, so that each has hundreds of acts.

    What is not measured is written a round at a time: the disk is not what is asked here.
    """
    _, card, laptop = a_hall(folder / "growing", SIZE)
    recorder, bare = recorder_of(laptop, card), BareStore(folder / "growing.db")

    def record(command: Command) -> Recorded:
        return recorder.record(command, laptop.clock.step(seconds=1))

    def record_round(act: Going) -> None:
        at, device = laptop.clock.step(seconds=1), recorder.writer.device
        decided = [decide(recorder.folds, act(SESSION, who), at, device) for who in PEOPLE]
        recorder.write([draft for each in decided for draft in each.drafts], at)

    took: list[Spent] = []
    for command in chain(islice(a_day(SIZE), len(PEOPLE)), [StartSession(SESSION)]):
        record(command)
    for until in (EARLY, EVENTS):
        while len(recorder.own_entries()) < until - AROUND:  # a whole round as one handling
            record_round(LeaveForAMoment)
            record_round(ComeBack)
        took.append(_around(record, bare))
    bare.close()
    laptop.close()
    early, late = took
    name = "act recorded, 10,000th event of a session"
    yield from _beside(name, late.acts, early.acts)
    name = "bare SQLCipher commit meanwhile: how still the machine was"
    yield from _beside(name, late.commits, early.commits)


def _around(record: Callable[[Command], Recorded], bare: BareStore) -> Spent:
    """Let people go and come back one by one; return what each act and a bare commit took."""
    acts: list[float] = []
    commits: list[float] = []
    going = ((leave, who) for who in cycle(PEOPLE) for leave in (LeaveForAMoment, ComeBack))
    for act, who in islice(going, AROUND):
        kept: list[Recorded] = []
        command = act(SESSION, who)
        acts.append(timed(lambda to=kept, told=command: to.append(record(told))))  # type: ignore[misc]
        rows = [content_of(each.signed) for each in kept[0].entries]
        commits.append(timed(lambda rows=rows: bare.commit(rows)))  # type: ignore[misc]
    return Spent(acts, commits)


def _beside(name: str, late: list[float], early: list[float]) -> Iterator[Figure]:
    for label, point in (("p50", p50), ("p99", p99)):
        value, base = point(late), point(early)
        yield Figure(
            name=f"{name}, {label}",
            value=round(value, 3),
            unit="ms",
            baseline=round(base, 3),
            baseline_name="the same about the 100th event",
            ratio=round(value / base, 2),
            n=len(late),
        )

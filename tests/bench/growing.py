"""The cost of the 10,000th event of a session beside that of the 100th, in one run."""

from collections.abc import Iterator
from itertools import chain, cycle, islice
from pathlib import Path
from typing import Final

from app.models.commands import ComeBack, Command, LeaveForAMoment, StartSession
from app.services.recording import Recorded
from tests.bench.acts import content_of
from tests.bench.bare import BareStore
from tests.bench.figures import Figure, p50, p99, timed
from tests.bench.hall import a_day, a_hall, opened
from tests.builders import SESSION, candidate_id

SIZE: Final = 30
EVENTS: Final = 10_000
AROUND: Final = 240
"""How many events are measured, up to the 340th and up to the 10,000th."""
EARLY: Final = range(100, 100 + AROUND)
LATE: Final = range(EVENTS - AROUND, EVENTS)


def measure(folder: Path) -> Iterator[Figure]:
    """Let a few candidates go and come all day, so that each has hundreds of acts."""
    _, card, laptop = a_hall(folder / "growing", SIZE)
    record, bare = opened(laptop, card), BareStore(folder / "growing.db")
    took: dict[range, list[float]] = {EARLY: [], LATE: []}
    floor: dict[range, list[float]] = {EARLY: [], LATE: []}
    events = 0
    for command in _long_day():
        window = next((each for each in took if events in each), None)
        recorded: list[Recorded] = []
        spent = timed(lambda to=recorded, told=command: to.append(record(told)))  # type: ignore[misc]
        entries = recorded[0].entries
        events += len(entries)
        if window is not None:
            took[window].append(spent)
            rows = [content_of(each.signed) for each in entries]
            floor[window].append(timed(lambda rows=rows: bare.commit(rows)))  # type: ignore[misc]
        if events >= EVENTS:
            break
    bare.close()
    laptop.close()
    yield from _beside("act recorded, 10,000th event of a session", took)
    yield from _beside("bare SQLCipher commit meanwhile: how still the machine was", floor)


def _long_day() -> Iterator[Command]:
    """Return the arrivals, the start, then who goes to the toilet and comes back, for ever."""
    arrivals = islice(a_day(SIZE), SIZE * 9 // 10)
    people = [candidate_id(number) for number in range(1, SIZE * 9 // 10 + 1)]
    going = (
        command
        for who in cycle(people)
        for command in (LeaveForAMoment(SESSION, who), ComeBack(SESSION, who))
    )
    return chain(arrivals, [StartSession(SESSION)], going)


def _beside(name: str, took: dict[range, list[float]]) -> Iterator[Figure]:
    for label, point in (("p50", p50), ("p99", p99)):
        value, base = point(took[LATE]), point(took[EARLY])
        yield Figure(
            name=f"{name}, {label}",
            value=round(value, 3),
            unit="ms",
            baseline=round(base, 3),
            baseline_name="the same about the 100th event",
            ratio=round(value / base, 2),
            n=len(took[LATE]),
        )

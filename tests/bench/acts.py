"""One act: decide, sign, journal, commit and fold, beside bare durable writes of its bytes."""

from collections.abc import Iterator
from pathlib import Path

from app.crypto.signed_event import SignedEvent
from app.services.recording import Recorded
from tests.bench.bare import BareFile, BareStore
from tests.bench.figures import Figure, beside, timed
from tests.bench.hall import a_day, a_hall, opened

ACTS = 400


def measure(folder: Path) -> Iterator[Figure]:
    """Measure acts in rooms of 240 and 1,000 candidates."""
    for size in (240, 1_000):
        yield from _acts(folder / f"acts-{size}", size)


def _acts(folder: Path, size: int) -> Iterator[Figure]:
    _, card, laptop = a_hall(folder, size)
    record = opened(laptop, card)
    store, file = BareStore(folder / "bare.db"), BareFile(folder / "bare.log")
    acts: list[float] = []
    commits: list[float] = []
    appends: list[float] = []
    recorded: list[Recorded] = []
    day = list(a_day(size))
    step = max(1, len(day) // ACTS)
    for number, command in enumerate(day):
        if number % step:
            recorded.append(record(command))
            continue
        acts.append(timed(lambda command=command: recorded.append(record(command))))  # type: ignore[misc]
        rows = [content_of(entry.signed) for entry in recorded[-1].entries]
        commits.append(timed(lambda rows=rows: store.commit(rows)))  # type: ignore[misc]
        appends.append(timed(lambda rows=rows: file.append(b"".join(rows))))  # type: ignore[misc]
    store.close()
    file.close()
    laptop.close()
    warm = slice(10, None)
    ours, least = acts[warm], [sum(pair) for pair in zip(commits, appends, strict=True)][warm]
    name = f"act recorded, {size} candidates"
    floor = "bare append and fsync, then a bare SQLCipher commit, of the same bytes"
    yield from beside(name, ours, floor, least, "p50 2 x")
    floor = "bare SQLCipher commit of the same bytes"
    yield from beside(f"{name}, journal and store", ours, floor, commits[warm], "p50 3 x")
    floor = "bare append and fsync of the same bytes"
    yield from beside(f"{name}, beside the disk", ours, floor, appends[warm], "none")


def content_of(signed: SignedEvent) -> bytes:
    """Return the bytes of an event that are kept."""
    return signed.header + signed.signature + (signed.body or b"")

"""Opening a room: the code, then store, fold and first paint, beside a bare open and scan."""

import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from tests.bench.bare import BareStore
from tests.bench.figures import Figure, beside, one, timed
from tests.bench.hall import a_day
from tests.bench.window import PIN, Desk, Site, a_site, application

TIMES: Final = 7
BARE: Final = "bare SQLCipher open and scan of the same bytes"


def measure(folder: Path) -> Iterator[Figure]:
    """Measure rooms of 240 and 1,000 candidates, half of an exam day recorded in them."""
    application()
    for size in (240, 1_000):
        here = folder / f"opened-{size}"
        here.mkdir()
        yield from _opened(here, size)
        shutil.rmtree(here)


def _opened(folder: Path, size: int) -> Iterator[Figure]:
    site = a_site(folder, size)
    first, contents = _first(site)
    bare = BareStore(folder / "bare.db")
    bare.commit(contents)
    bare.close()
    codes: list[float] = []
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(TIMES):
        code, opened = _again(site, folder)
        codes.append(code)
        ours.append(opened)
        theirs.append(timed(lambda: BareStore(folder / "bare.db").scan()))
    site.laptop.close()
    name = f"open the room, {size} candidates"
    aim = "p50 300 ms" if size == 240 else "none"
    yield from beside(f"{name}: store, fold, paint", ours, BARE, theirs, aim)[:1]
    yield one(f"{name}, first time of the day", first)
    yield from beside(f"{name}: fitting the code", codes, "", [], "p50 2000 ms")[:1]


def _first(site: Site) -> tuple[float, list[bytes]]:
    """Open for the first time, record half a day; return how long it took and what is stored."""
    workplace = site.workplace()
    card = workplace.fit(site.card.code).result()
    took = timed(lambda: workplace.open(card).result())
    workplace.begin_shift(card, PIN).result()
    for command in islice(a_day(site.size), site.size):
        recorded = workplace.record(command)
    recorded.result()
    store = workplace.open(card).result().recorder.store
    signed = [entry.signed for entry in store.read_all()]
    workplace.close()
    return took, [each.header + each.signature + (each.body or b"") for each in signed]


def _again(site: Site, folder: Path) -> tuple[float, float]:
    """Open as after a restart; return how long the code and the rest took."""
    workplace = site.workplace()
    desk = Desk(site, folder)
    cards = []
    code = timed(lambda: cards.append(workplace.fit(site.card.code).result()))
    opened = timed(lambda: desk.show(workplace, workplace.open(cards[0]).result()))
    desk.close()
    return code, opened

"""Whether this laptop can run the day alone: what the machine itself can tell about that."""

import shutil
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.models.clocks import is_off
from app.models.paper import Paper
from app.models.preparing_facts import TestOutcome
from app.models.values import SelfTest
from app.services.battery import battery_percent
from app.store.trouble import StoreUnusable

if TYPE_CHECKING:
    from app.services.workplace import Workplace

FREE_MIN_MB: Final = 500
BATTERY_MIN: Final = 40
NOT_COMPARED: Final = "nog niet vergeleken met de centrale tijd"
NO_BATTERY: Final = "geen accu gevonden, op netstroom"
_MB: Final = 1024 * 1024


def machine_tests(
    workplace: "Workplace", folder: Path, papers: tuple[Paper, ...], offset_ms: int | None
) -> tuple[TestOutcome, ...]:
    """Return what was measured now; waits for the record, so not on the window's thread."""
    return (
        _store(workplace),
        _clock(offset_ms),
        _battery(battery_percent()),
        _disk(folder),
        _roster(papers),
    )


def _store(workplace: "Workplace") -> TestOutcome:
    """Something is kept and read back; that every page is whole was checked on opening."""
    try:
        kept = workplace.place().result()
        is_ok = workplace.place(kept or "{}").result() == workplace.place().result()
    except StoreUnusable:
        is_ok = False
    return TestOutcome(
        SelfTest.STORE, is_ok, "geschreven en teruggelezen" if is_ok else "lukt niet"
    )


def _clock(offset_ms: int | None) -> TestOutcome:
    if offset_ms is None:
        return TestOutcome(SelfTest.CLOCK, is_ok=False, measured=NOT_COMPARED)
    seconds = abs(timedelta(milliseconds=offset_ms)).total_seconds()
    told = f"{seconds:.1f} seconde verschil".replace(".", ",")
    return TestOutcome(SelfTest.CLOCK, not is_off(offset_ms), told)


def _battery(percent: int | None) -> TestOutcome:
    if percent is None:
        return TestOutcome(SelfTest.BATTERY, is_ok=True, measured=NO_BATTERY)
    return TestOutcome(SelfTest.BATTERY, percent >= BATTERY_MIN, f"{percent}%")


def _disk(folder: Path) -> TestOutcome:
    free = shutil.disk_usage(folder).free // _MB
    told = f"{free // 1024} GB vrij" if free >= 1024 else f"{free} MB vrij"
    return TestOutcome(SelfTest.DISK, free >= FREE_MIN_MB, told)


def _roster(papers: tuple[Paper, ...]) -> TestOutcome:
    empty = sum(not paper.enrolments() for paper in papers)
    count = sum(len(paper.enrolments()) for paper in papers)
    is_ok = bool(papers) and not empty
    told = f"{count} kandidaten" if is_ok else f"{empty} zittingen zonder kandidaten"
    return TestOutcome(SelfTest.ROSTER, is_ok, told)

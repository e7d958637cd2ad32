"""F28: a crash at every step of closing a report: it is sealed once, or as open as it was."""

from pathlib import Path
from random import Random

import pytest

from app.models.reporting import Seal
from app.models.sealed import seal_of, sealed_report
from tests.dossier.inside import SESSION
from tests.faults.amount import times
from tests.simulation import people
from tests.simulation.disk import Crash
from tests.simulation.laptop import SimLaptop
from tests.simulation.school import PLACE, template
from tests.simulation.world import World

STEPS = range(0, 100, times(9, 1))


def closed(laptop: SimLaptop) -> bool:
    return people.close_report(laptop, Random(5), {})


@pytest.mark.parametrize("step", STEPS)
def test_a_report_whose_closing_broke_off_is_sealed_once_and_whole(
    tmp_path: Path, step: int
) -> None:
    world = World(3, tmp_path, template())
    laptop = world.laptops[0]
    with world.disk.mounted():
        for each in world.laptops[:2]:  # two people sign
            world.begin(each)
        world.advance(60_000)
        world.disk.crash_in = step
        try:
            is_sealed = closed(laptop)
        except Crash:
            is_sealed = False
            laptop.crash()
        world.disk.crash_in = None
        world.begin(laptop)
        assert is_sealed or closed(laptop) or seals(laptop)
        (seal,) = seals(laptop)
        assert laptop.room is not None
        folded = laptop.room.recorder.folds.folds[SESSION]
        assert set(seal.act.marks) <= folded.events.keys()
        assert sealed_report(SESSION, PLACE.room, seal, folded.events.values()) is not None
        assert not closed(laptop)
    world.close()


def seals(laptop: SimLaptop) -> list[Seal]:
    assert laptop.room is not None
    events = laptop.room.recorder.folds.folds[SESSION].events.values()
    return [seal for each in events if (seal := seal_of(each)) is not None]

"""The days after a morning: reports are sealed, rooms shut, and what is had twice may leave."""

from collections.abc import Sequence
from random import Random
from typing import Final

from app.services.store_names import JOURNAL, STORE
from tests.simulation import people
from tests.simulation.laptop import SimLaptop
from tests.simulation.mending import ROUND_MS
from tests.simulation.office_invariants import offices_tell_the_same
from tests.simulation.requiring import require
from tests.simulation.school import ROOM_DAY
from tests.simulation.world import World

NIGHT_MS: Final = 25 * 60 * 60 * 1000
NIGHTS: Final = 2
"""What may leave was so for 24 hours, at the second look."""


def days_after(world: World) -> None:
    """Let some days go by after a morning that ended well.

    Raises:
        Broken: Something left a laptop too soon, or the school has no second copy of it.
    """
    alive = [each for each in world.laptops if not each.is_dead and each.room is not None]
    with world.disk.mounted():
        _evening(world, alive)
        for night in range(NIGHTS):
            _night(world, alive)
            early = [each.name for each in alive if not night and has_left(each)]
            require(not early, f"I11 what is on {early} left at the first word that it may")
        _at_the_office(world)
    had = {each.signed.leaf for each in world.dossier.stored()} & world.dossier.backed
    for laptop in alive:
        once = laptop.told.keys() - had - world.excused
        require(
            not once or not has_left(laptop), f"I11 {len(once)} acts left {laptop.name} too soon"
        )


def _evening(world: World, alive: Sequence[SimLaptop]) -> None:
    """Seal reports and make a backup: before, after, both, or neither."""
    chance = Random(f"days {world.seed}")
    for share in (0.3, 0.7):
        if chance.random() < share:
            world.dossier.back_up()
        for laptop in alive:
            if chance.random() < share:
                people.close_report(laptop, chance, world.sealed)
        world.advance(ROUND_MS)


def _night(world: World, alive: Sequence[SimLaptop]) -> None:
    for machine in world.machines:
        machine.stop()
    world.advance(NIGHT_MS)
    for laptop in alive:
        laptop.start()
    world.advance(ROUND_MS)


def _at_the_office(world: World) -> None:
    """Let people sign on again: another day begins with all that they may read."""
    offices = [each for each in world.offices if not each.is_dead]
    world._come_together(offices)
    offices_tell_the_same(world, world.dossier.stored())


def has_left(laptop: SimLaptop) -> bool:
    """Tell whether nothing of the room is on a laptop any more."""
    folder = laptop.settings.room(ROOM_DAY)
    return not any(path.suffix in (f".{STORE}", f".{JOURNAL}") for path in folder.glob("*"))

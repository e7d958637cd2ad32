"""What else happens to people of the office: cut off, a passphrase set anew, a role withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.models.values import Role
from dossier.granting import RoleDesk, Wanted, all_grants
from dossier.signing_on import account_code
from tests.simulation.roads import written
from tests.simulation.school import BUREAU

if TYPE_CHECKING:
    from dossier.archive.ledger import Writing
    from tests.simulation.world import World

STEWARD = "s1"
"""Who gives roles in every school of a world."""


def cut_off(world: World) -> None:
    """The office has no network, while rooms have."""
    world.network.cut_off |= {each.name for each in world.offices}


def print_code(world: World) -> None:
    """Somebody forgot a passphrase: a code sets another one, at whichever machine."""
    _code_of(world, world.chance.choice(BUREAU))


def withdraw_role(world: World) -> None:
    """Somebody coordinates no longer, whatever lies on a machine of the office."""

    def withdrawn(writing: Writing) -> None:
        person = world.chance.choice(BUREAU)
        for each in all_grants(writing):
            if each.person == person and each.withdrawn_by is None:
                RoleDesk(writing).withdraw(each.leaf, STEWARD)

    written(world, withdrawn)


def let_all_in(world: World) -> None:
    """Give everybody of the office what signing on takes: a role, and a code for a passphrase."""

    def granted(writing: Writing) -> None:
        held = {each.person for each in all_grants(writing) if each.withdrawn_by is None}
        for person in sorted({*BUREAU} - held):
            RoleDesk(writing).grant(Wanted(person, Role.COORDINATOR), STEWARD)

    written(world, granted)
    for person in BUREAU:
        _code_of(world, person)


def _code_of(world: World, person: str) -> None:
    def printed(writing: Writing) -> None:
        world.start_codes[person] = account_code(writing, world.dossier.met.keys, person)

    written(world, printed)

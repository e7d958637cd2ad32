"""What a machine of the office keeps of who is at the office no more: nothing that opens."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.models.values import Role
from app.services.office_sign_on import Asked
from app.services.office_workplace import OfficeWorkplace
from dossier.granting import RoleDesk
from dossier.opened import OpenDossier, Surroundings, open_dossier
from tests.desktop.office import Machine
from tests.dossier.conftest import around, clock, founded
from tests.dossier.office import PASSPHRASE, granted, start_code, steward

__all__ = ["around", "clock", "founded"]


@pytest.fixture
def database() -> str:
    """A machine does not see what the archive stands on."""
    return ""


@pytest.fixture
def dossier(founded: Path, around: Surroundings) -> Iterator[OpenDossier]:
    with closing(open_dossier(founded, around)) as opened:
        steward(opened)
        yield opened


@pytest.fixture
def machine(dossier: OpenDossier, tmp_path: Path) -> Machine:
    return Machine(dossier, tmp_path)


@contextmanager
def started(machine: Machine) -> Iterator[OfficeWorkplace]:
    workplace = machine.parts().workplace(lambda _: None)
    workplace.start().result()
    try:
        yield workplace
    finally:
        workplace.close()


def slots(machine: Machine) -> list[Path]:
    return list(machine.settings.office.glob("*.json"))


def test_nothing_here_opens_the_stores_of_who_is_at_the_office_no_more(
    machine: Machine, dossier: OpenDossier, qtbot: QtBot
) -> None:
    leaf = granted(dossier, "b1", Role.COORDINATOR)
    granted(dossier, "b2", Role.COORDINATOR)
    with started(machine) as workplace:
        workplace.sign_on(Asked("b1", PASSPHRASE, start_code(dossier, "b1"))).result()
    (first,) = slots(machine)
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        RoleDesk(writing).withdraw(leaf, "s1")
    with started(machine) as workplace:
        workplace.sign_on(Asked("b2", PASSPHRASE, start_code(dossier, "b2"))).result()
        qtbot.waitUntil(lambda: not first.exists())
    assert len(slots(machine)) == 1

"""What a machine of the office keeps of a day, and of who is at the office no more."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.models.office_commands import OpenIssue
from app.models.values import Role
from app.services.office_sign_on import Asked
from app.services.office_workplace import OfficeWorkplace
from dossier.backing_up import check_backup, write_backup
from dossier.granting import RoleDesk
from dossier.opened import OpenDossier, Surroundings, open_dossier
from tests.desktop.office import Machine
from tests.dossier.conftest import SteppedClock, around, clock, founded
from tests.dossier.office import PASSPHRASE, granted, start_code, steward

__all__ = ["around", "clock", "founded"]

PUSH, RECEIPTS = "/v1/streams/push", "/v1/streams/receipts"


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


def told(machine: Machine, qtbot: QtBot) -> None:
    """Start the program until the dossier said what it has, and close it again."""
    before = machine.answered.count(RECEIPTS)
    with started(machine):
        qtbot.waitUntil(lambda: machine.answered.count(RECEIPTS) > before, timeout=15_000)


def days(machine: Machine) -> list[Path]:
    return list(machine.settings.rooms.glob("office-*"))


def slots(machine: Machine) -> list[Path]:
    return list(machine.settings.office.glob("*.json"))


def test_a_day_leaves_a_day_after_the_school_has_it_twice_and_not_before(
    machine: Machine, dossier: OpenDossier, clock: SteppedClock, tmp_path: Path, qtbot: QtBot
) -> None:
    granted(dossier, "b1", Role.COORDINATOR)
    with started(machine) as workplace:
        workplace.sign_on(Asked("b1", PASSPHRASE, start_code(dossier, "b1"))).result()
        workplace.record(OpenIssue("Geen ID")).result()
        qtbot.waitUntil(lambda: PUSH in machine.answered, timeout=15_000)
    clock.now += timedelta(hours=25)
    told(machine, qtbot)
    clock.now += timedelta(hours=25)
    told(machine, qtbot)
    assert len(days(machine)) == 1  # the school has it once
    write_backup(dossier, tmp_path / "back-up")
    check_backup(dossier, tmp_path / "back-up")
    told(machine, qtbot)
    assert len(days(machine)) == 1  # twice, since now
    clock.now += timedelta(hours=25)
    told(machine, qtbot)
    assert days(machine) == []


def test_a_day_in_which_nobody_recorded_anything_leaves_a_day_after_it(
    machine: Machine, dossier: OpenDossier, clock: SteppedClock, qtbot: QtBot
) -> None:
    granted(dossier, "b1", Role.AUDITOR)
    with started(machine) as workplace:
        workplace.sign_on(Asked("b1", PASSPHRASE, start_code(dossier, "b1"))).result()
    told(machine, qtbot)
    assert len(days(machine)) == 1  # it opens again without a network
    clock.now += timedelta(hours=60)
    told(machine, qtbot)
    assert days(machine) == []


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
        qtbot.waitUntil(lambda: not first.exists(), timeout=15_000)
    assert len(slots(machine)) == 1
    assert len(days(machine)) == 2  # what was recorded stays until the school has it twice

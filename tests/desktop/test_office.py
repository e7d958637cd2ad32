"""Signing on at a machine of the office by keyboard, its curtain, and the shell with tabs."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.desktop.office_page import OfficePage
from app.models.values import Role
from app.screens.office.sign_on import SignOnStage
from app.services.machine import office_machine
from dossier.opened import OpenDossier, Surroundings, open_dossier
from tests.desktop.office import ALT, CTRL, Hands, Key, Machine, at_the_office
from tests.dossier.conftest import around, clock, founded
from tests.dossier.inside import SESSION, assign, plan
from tests.dossier.office import PASSPHRASE, granted, start_code, steward

__all__ = ["around", "clock", "founded"]

PIN = "314159"


@pytest.fixture
def dossier(founded: Path, around: Surroundings) -> Iterator[OpenDossier]:
    with closing(open_dossier(founded, around)) as opened:
        plan(opened, 3)
        assign(opened)
        steward(opened)
        granted(opened, "b1", Role.COORDINATOR)
        yield opened


@pytest.fixture
def machine(dossier: OpenDossier, tmp_path: Path) -> Machine:
    return Machine(dossier, tmp_path)


class Plain(QWidget):
    """A view of nothing much."""

    intent = Signal(object)


class Day(OfficePage):
    """A page with a tab of its own."""

    NAME, TEXT = "day", "Bord"

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands.desktop.world, hands.window, Plain())
        self.rendered = 0

    def render(self) -> None:
        self.rendered += 1


class Issues(Day):
    NAME, TEXT = "issues", "Hotline"


def first_time(hands: Hands, dossier: OpenDossier) -> None:
    """Sign on with a start code, all by keyboard."""
    code = start_code(dossier, "b1")
    hands.press(Key.Key_S, ALT)
    hands.until(lambda: hands.sign_on.ui.stage is SignOnStage.CODE)
    hands.type("b1", code, PASSPHRASE, PASSPHRASE)
    hands.until(lambda: hands.sign_on.ui.stage is SignOnStage.PIN)
    hands.type(PIN, PIN)
    hands.until(lambda: hands.window.is_open)


def test_a_bundle_of_the_office_opens_the_office(machine: Machine) -> None:
    found = office_machine(machine.settings)
    assert found is not None
    assert (found.name, found.location) == ("BUREAU-1", "Noord")


def test_somebody_signs_on_for_the_first_time_by_keyboard_and_sees_the_day(
    machine: Machine, dossier: OpenDossier, qtbot: QtBot
) -> None:
    with at_the_office(machine, qtbot) as hands:
        page = Day(hands)
        hands.window.add(page)
        hands.window.add(Issues(hands))
        first_time(hands, dossier)
        hands.until(lambda: SESSION in hands.desktop.world.known.day.sessions)
        assert hands.desktop.world.known.day.me.id == "b1"
        assert page.rendered
        before = page.rendered
        hands.press(Key.Key_2, CTRL)
        hands.window.soon()
        assert page.rendered == before


def test_the_next_day_a_passphrase_is_enough_and_a_wrong_one_says_what_to_do(
    machine: Machine, dossier: OpenDossier, qtbot: QtBot
) -> None:
    with at_the_office(machine, qtbot) as hands:
        first_time(hands, dossier)
    with at_the_office(machine, qtbot) as hands:
        hands.type("b1", "een heel andere wachtzin")
        hands.until(lambda: "horen niet bij elkaar" in hands.sign_on.ui.error)
        hands.type(PASSPHRASE)
        hands.until(lambda: hands.sign_on.ui.stage is SignOnStage.PIN)
        hands.type(PIN, "271828")
        hands.until(lambda: "niet gelijk" in hands.sign_on.ui.error)
        hands.type(PIN, PIN)
        hands.until(lambda: hands.window.is_open)


def test_without_a_network_the_day_opens_again_and_says_so(
    machine: Machine, dossier: OpenDossier, qtbot: QtBot
) -> None:
    with at_the_office(machine, qtbot) as hands:
        first_time(hands, dossier)
        hands.until(lambda: SESSION in hands.desktop.world.known.day.sessions)
    machine.is_unplugged = True
    with at_the_office(machine, qtbot) as hands:
        hands.type("b1", PASSPHRASE)
        hands.until(lambda: hands.sign_on.ui.stage is SignOnStage.PIN)
        assert hands.sign_on.ui.is_offline
        hands.type(PIN, PIN)
        hands.until(lambda: hands.window.is_open)


def test_the_curtain_falls_after_a_while_and_lifts_for_the_pin_only(
    machine: Machine, dossier: OpenDossier, qtbot: QtBot
) -> None:
    with at_the_office(machine, qtbot) as hands:
        hands.window.add(Day(hands))
        first_time(hands, dossier)
        hands.press(Key.Key_L, CTRL)
        assert not hands.window.is_open
        hands.type("000000")
        hands.until(lambda: "Nog 4 pogingen" in hands.sign_on.ui.error)
        hands.type(PIN)
        hands.until(lambda: hands.window.is_open)
        machine.clock.clock.now += timedelta(minutes=11)
        hands.until(lambda: not hands.window.is_open)


def test_after_five_other_pins_the_passphrase_is_asked(
    machine: Machine, dossier: OpenDossier, qtbot: QtBot
) -> None:
    with at_the_office(machine, qtbot) as hands:
        first_time(hands, dossier)
        hands.press(Key.Key_L, CTRL)
        for left in (4, 3, 2, 1):
            hands.type("000000")
            word = "poging" if left == 1 else "pogingen"
            hands.until(lambda: f"Nog {left} {word}." in hands.sign_on.ui.error)  # noqa: B023
        hands.type("000000")
        hands.until(lambda: hands.sign_on.ui.stage is SignOnStage.WORDS)
        assert hands.desktop.world.known.signed_on is None

"""Signing on at a machine of the office by keyboard, and the curtain."""

from datetime import timedelta

from pytestqt.qtbot import QtBot

from app.screens.office.sign_on import SignOnStage
from app.services.machine import office_machine
from dossier.opened import OpenDossier
from tests.desktop.office import ALT, CTRL, Key, Machine, at_the_office
from tests.desktop.test_office import (
    PIN,
    around,
    clock,
    database,
    dossier,
    first_time,
    founded,
    machine,
)
from tests.dossier.inside import SESSION
from tests.dossier.office import PASSPHRASE

__all__ = ["around", "clock", "database", "dossier", "founded", "machine"]


def test_a_bundle_of_the_office_opens_the_office(machine: Machine) -> None:
    found = office_machine(machine.settings)
    assert found is not None
    assert (found.name, found.location) == ("BUREAU-1", "Noord")


def test_somebody_signs_on_for_the_first_time_by_keyboard_and_sees_the_day(
    machine: Machine, dossier: OpenDossier, qtbot: QtBot
) -> None:
    with at_the_office(machine, qtbot) as hands:
        first_time(hands, dossier)
        hands.until(lambda: SESSION in hands.desktop.world.known.day.sessions)
        assert hands.desktop.world.known.day.me.id == "b1"


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


def test_another_passphrase_is_chosen_by_keyboard_and_opens_what_was_kept(
    machine: Machine, dossier: OpenDossier, qtbot: QtBot
) -> None:
    with at_the_office(machine, qtbot) as hands:
        first_time(hands, dossier)
        hands.until(lambda: SESSION in hands.desktop.world.known.day.sessions)
    other = "een heel andere wachtzin"
    with at_the_office(machine, qtbot) as hands:
        hands.press(Key.Key_K, ALT)
        hands.until(lambda: hands.sign_on.ui.stage is SignOnStage.RENEW)
        hands.type("b1", PASSPHRASE, other, "nog een heel andere")
        hands.until(lambda: "niet gelijk" in hands.sign_on.ui.error)
        machine.is_unplugged = True
        hands.type(PASSPHRASE, other, other)
        hands.until(lambda: "antwoordt niet" in hands.sign_on.ui.error)
        machine.is_unplugged = False
        hands.type(PASSPHRASE, other, other)
        hands.until(lambda: hands.sign_on.ui.stage is SignOnStage.PIN)
    machine.is_unplugged = True
    with at_the_office(machine, qtbot) as hands:
        hands.type("b1", other)
        hands.until(lambda: hands.sign_on.ui.stage is SignOnStage.PIN)
        assert SESSION in hands.desktop.world.known.day.sessions


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
        assert SESSION in hands.desktop.world.known.day.sessions
        assert hands.desktop.world.known.is_offline
        assert hands.desktop.world.known.day.as_of is not None


def test_the_curtain_falls_after_a_while_and_lifts_for_the_pin_only(
    machine: Machine, dossier: OpenDossier, qtbot: QtBot
) -> None:
    with at_the_office(machine, qtbot) as hands:
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
        assert not hands.desktop.world.known.day.sessions

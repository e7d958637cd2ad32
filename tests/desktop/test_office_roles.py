"""What each role sees of the office's window, and what everybody is told of a role in a hurry."""

from dataclasses import replace

from pytestqt.qtbot import QtBot

from app.models.values import Role
from app.views.office.office_bar import TabButton
from app.views.office.strip import OfficeStrip
from app.views.parts.words import Words
from dossier.bootstrap import run
from dossier.opened import OpenDossier
from tests.desktop.office import CTRL, Hands, Key, Machine, at_the_office
from tests.desktop.test_office import around, clock, database, dossier, founded, machine, opened

__all__ = ["around", "clock", "database", "dossier", "founded", "machine"]

OF_ROOMS = {"board", "laptops", "report"}
OF_DESK = {"issues", "desk", "figures", "planning", "dossier"}
OF_SCHOOL = {"manage"}
EVERY = OF_ROOMS | OF_DESK | OF_SCHOOL
PAGES = {
    Role.CHIEF_INVIGILATOR: OF_ROOMS,
    Role.COORDINATOR: EVERY,
    Role.EXAM_BOARD: EVERY,
    Role.STEWARD: OF_SCHOOL,
    Role.AUDITOR: EVERY,
}
"""Which pages each role has; what somebody may do on one is told by the page."""


def test_every_role_has_its_own_pages_and_no_key_leads_to_another(
    machine: Machine, dossier: OpenDossier, qtbot: QtBot
) -> None:
    with at_the_office(machine, qtbot) as hands:
        opened(hands, dossier)
        world, window = hands.desktop.world, hands.window
        here = world.known.signed_on
        assert here is not None
        for role, pages in PAGES.items():
            world.learn(signed_on=replace(here, roles=(role,)))
            window.lock()
            window._let_in()
            for name in EVERY:
                page = window.page(name)
                tabs = [
                    tab.accessibleName()
                    for tab in window.findChildren(TabButton)
                    if tab.isVisible()
                ]
                is_there = any(told.startswith(page.TEXT) for told in tabs)
                window.show_page(name)
                assert (is_there, page.view.isVisible()) == (name in pages,) * 2, (role, name)


def strips(hands: Hands) -> list[str]:
    """What stands under the bar, as far as the time."""
    boxes = hands.window.findChildren(OfficeStrip)[0].findChildren(Words)
    return [each.text().partition(" tot ")[0] for each in boxes if each.isVisible()]


def test_a_role_given_in_an_emergency_is_told_on_every_page_at_once(
    machine: Machine, dossier: OpenDossier, qtbot: QtBot
) -> None:
    with at_the_office(machine, qtbot) as hands:
        opened(hands, dossier)
        told = ["--role", "coordinator", "--reason", "brand", "--by", "s2", "--minutes", "30"]
        data = ["--data", str(dossier.folder.path), "--person", "s2"]
        assert run(["roles", "break-glass", *data, *told], dossier.around) == 0
        for key in (Key.Key_1, Key.Key_2):
            hands.press(key, CTRL)
            hands.until(lambda: bool(strips(hands)))
        assert strips(hands) == ["Noodrol: s2 is coördinator examenbureau"]

"""F1 at the office: the keys of the page in front."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.views.room.keys import KeyRow
from dossier.opened import OpenDossier
from tests.desktop.office import CTRL, Key, Machine, at_the_office
from tests.desktop.test_office import around, clock, database, dossier, founded, machine, opened

__all__ = ["around", "clock", "database", "dossier", "founded", "machine"]

NO = Qt.KeyboardModifier.NoModifier


def test_f1_tells_the_keys_of_the_page_and_leads_back_to_where_one_was(
    machine: Machine, dossier: OpenDossier, qtbot: QtBot
) -> None:
    with at_the_office(machine, qtbot) as hands:
        opened(hands, dossier)
        hands.open("figures")
        report = hands.window.page("figures").view
        where = hands.focused()
        for leave in (Key.Key_Escape, Key.Key_F1):
            hands.press(Key.Key_F1, NO)
            assert not report.isVisible()
            told = {each.accessibleName() for each in hands.window.findChildren(KeyRow)}
            where.setFocus()  # as a page below does when something came
            assert QApplication.focusWidget() is not where
            assert {"Maand: Alt M", "Rapporten: Ctrl 8", "Licht of donker: Ctrl D"} <= told
            hands.press(leave, NO)
            assert report.isVisible()
            assert QApplication.focusWidget() is where
        hands.press(Key.Key_F1, NO)
        hands.press(Key.Key_L, CTRL)
        assert not hands.window.is_open

"""The day report by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.screens.office.intents import FiguresAsked, ReportAsked
from app.views.office.day_report import DayReportView
from app.views.parts.fonts import choose, load_fonts
from tests.views.report_day import REPORT


@pytest.fixture(autouse=True)
def _plain_looks(qapp: QApplication) -> None:
    load_fonts()
    choose(dark=False, percent=100)


def test_the_report_is_made_with_what_the_office_adds(qtbot: QtBot) -> None:
    view = DayReportView()
    qtbot.addWidget(view)
    view.render(REPORT)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    view.note.setFocus()
    found: list[object] = []
    view.intent.connect(found.append)
    QTest.keyClicks(view.note, "Rustig")
    QTest.keyClick(view.note, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view.note, Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)
    assert found == [ReportAsked("Rustig"), FiguresAsked()]

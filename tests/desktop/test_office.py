"""The shell of the office with its tabs, and what its pages record, by keyboard."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from app.desktop.office_figures_page import FiguresPage
from app.desktop.office_no_shows import FOLDER
from app.models.facts import ArrivalRegistered, NoShowEstablished, SessionStarted
from app.models.plan import ExtrasAdded
from app.models.values import Role
from app.screens.office.sign_on import SignOnStage
from app.views.office.board import BoardView
from app.views.office.desk import DeskView
from app.views.office.hotline import HotlineView
from app.views.office.planning import PlanningView
from app.views.office.report import ReportView
from dossier import office_feed
from dossier.archive.rooms import RoomRows
from dossier.opened import OpenDossier, Surroundings, open_dossier
from dossier.plan import add_extras
from dossier.planning import Plans
from dossier.staffing import list_people
from tests.desktop.office import ALT, CTRL, Hands, Key, Machine, at_the_office
from tests.dossier.conftest import SteppedClock, around, clock, founded
from tests.dossier.inside import (
    PLACE,
    SESSION,
    assign,
    enrol,
    enrolment_id,
    plan,
    print_cards,
    staff,
    take,
)
from tests.dossier.laptop import Stream
from tests.dossier.laptop import opened as opened_room
from tests.dossier.office import PASSPHRASE, granted, start_code, steward
from tests.dossier.test_intake import recording

__all__ = ["around", "clock", "founded"]

PIN = "314159"
NO = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def database() -> str:
    """The window does not see what the archive stands on."""
    return ""


@pytest.fixture
def dossier(founded: Path, around: Surroundings) -> Iterator[OpenDossier]:
    with closing(open_dossier(founded, around)) as opened:
        plan(opened, 3)
        staff(opened, assign(opened)[0])
        steward(opened)
        granted(opened, "b1", Role.COORDINATOR)
        yield opened


@pytest.fixture
def machine(dossier: OpenDossier, tmp_path: Path) -> Machine:
    return Machine(dossier, tmp_path)


def first_time(hands: Hands, dossier: OpenDossier, person: str = "b1") -> None:
    """Sign on with a start code, all by keyboard."""
    code = start_code(dossier, person)
    hands.press(Key.Key_S, ALT)
    hands.until(lambda: hands.sign_on.ui.stage is SignOnStage.CODE)
    hands.type(person, code, PASSPHRASE, PASSPHRASE)
    hands.until(lambda: hands.sign_on.ui.stage is SignOnStage.PIN)
    hands.type(PIN, PIN)
    hands.until(lambda: hands.window.is_open)


# ---------------------------------------------------------------- the pages


def opened(hands: Hands, dossier: OpenDossier) -> None:
    """Sign on, and wait for the day."""
    first_time(hands, dossier)
    hands.until(lambda: SESSION in hands.desktop.world.known.day.sessions)


def test_the_board_shows_the_room_and_its_panel_and_begins_an_issue_of_it_by_keyboard(
    machine: Machine, dossier: OpenDossier, qtbot: QtBot
) -> None:
    with at_the_office(machine, qtbot) as hands:
        opened(hands, dossier)
        board = hands.window.page("board").view
        assert isinstance(board, BoardView)
        hands.until(lambda: [row.label for row in board.table.rows.rows] == ["A0.22"])
        hands.press(Key.Key_Return, NO)
        hands.until(board.side.isVisible)
        hands.type("zzz")
        hands.until(lambda: not board.table.rows.rows)
        hands.press(Key.Key_Escape, NO)
        hands.until(lambda: len(board.table.rows.rows) == 1)
        hands.press(Key.Key_Return, NO)
        hands.press(Key.Key_N, CTRL)
        log = hands.window.page("issues").view
        assert isinstance(log, HotlineView)
        hands.until(log.new.what.hasFocus)
        assert log.new._room.text() == "A0.22"


def test_a_call_is_told_taken_and_solved_and_reaches_the_dossier(
    machine: Machine, dossier: OpenDossier, qtbot: QtBot
) -> None:
    with at_the_office(machine, qtbot) as hands:
        opened(hands, dossier)
        hands.press(Key.Key_2, CTRL)
        log = hands.window.page("issues").view
        assert isinstance(log, HotlineView)
        hands.press(Key.Key_N, CTRL)
        hands.until(log.new.isVisible)
        QTest.keyClicks(hands.focused(), "Geen ID")
        QTest.keyClick(hands.focused(), Key.Key_Return)
        hands.until(lambda: len(hands.desktop.world.known.day.issues) == 1)
        hands.until(log.typed.isVisible)
        log.typed.setFocus()
        QTest.keyClicks(log.typed, "pas bij de balie")
        hands.press(Key.Key_O, ALT)
        hands.until(lambda: not hands.desktop.world.known.day.issues[0].is_open)
        hands.until_delivered()
        with dossier.ledger.reading() as reading:
            told = [each.body.act for each in reading.events("office") if each.body is not None]
    assert [type(act).__name__ for act in told[-2:]] == ["IssueOpened", "IssueSolved"]


def test_somebody_comes_to_the_desk_and_a_mistake_is_taken_back(
    machine: Machine, dossier: OpenDossier, qtbot: QtBot
) -> None:
    with at_the_office(machine, qtbot) as hands:
        opened(hands, dossier)
        hands.press(Key.Key_5, CTRL)
        desk = hands.window.page("desk").view
        assert isinstance(desk, DeskView)
        day = hands.desktop.world.known
        hands.until(lambda: len(desk.table.rows.lines) > 0)
        hands.press(Key.Key_Return, NO)
        QTest.keyClick(hands.focused(), Key.Key_Space)
        hands.press(Key.Key_Return, CTRL)
        hands.until(lambda: bool(desk.table.rows.lines[0].received))
        assert day is not hands.desktop.world.known
        hands.press(Key.Key_Z, CTRL)
        hands.until(lambda: not desk.table.rows.lines[0].received)


@pytest.mark.parametrize(("key", "name"), [(Key.Key_3, "laptops"), (Key.Key_4, "report")])
def test_every_page_comes_to_the_front_by_its_key(
    machine: Machine, dossier: OpenDossier, qtbot: QtBot, key: Qt.Key, name: str
) -> None:
    with at_the_office(machine, qtbot) as hands:
        opened(hands, dossier)
        hands.press(key, CTRL)
        hands.until(hands.window.page(name).view.isVisible)


def test_a_session_gets_a_room_and_somebody_by_keyboard_and_the_dossier_plans_it(
    machine: Machine, dossier: OpenDossier, qtbot: QtBot
) -> None:
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        list_people(writing)
    with at_the_office(machine, qtbot) as hands:
        opened(hands, dossier)
        hands.press(Key.Key_7, CTRL)
        page = hands.window.page("planning").view
        assert isinstance(page, PlanningView)
        hands.until(lambda: len(page.table.rows.lines) == 1)
        hands.press(Key.Key_Return, NO)
        rooms = hands.focused()
        assert isinstance(rooms, QLineEdit)
        rooms.selectAll()
        QTest.keyClicks(rooms, "Aula; B1.14")
        hands.press(Key.Key_Return, CTRL)
        hands.press(Key.Key_T, ALT)
        hands.until(lambda: "find" in page.panel.fields)
        for letter in "vos":
            QTest.keyClicks(hands.focused(), letter)
            QApplication.processEvents()
        hands.until(lambda: page.panel.shown is not None and len(page.panel.shown.choices) == 1)
        hands.press(Key.Key_Return, CTRL)
        hands.press(Key.Key_S, CTRL)
        hands.until(lambda: bool(hands.desktop.world.known.day.sessions[SESSION].by_hand))
        hands.until_delivered()
        Plans(dossier).settle(SESSION)

        def is_planned() -> bool:
            session = hands.desktop.world.known.day.sessions[SESSION]
            held = {p.plan.label: len(p.people) for p in session.parts.values() if p.plan}
            return held == {"Aula": 1, "B1.14": 0}

        hands.until(is_planned)


def test_a_figure_leads_to_its_acts_and_becomes_a_workbook_all_by_keyboard(
    machine: Machine,
    dossier: OpenDossier,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "uit"))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: True)
    with at_the_office(machine, qtbot) as hands:
        opened(hands, dossier)
        hands.open("figures")
        report = hands.window.page("figures").view
        assert isinstance(report, ReportView)
        figures = report.table

        def value(key: str) -> str:
            return next((e.cells[1] for e in figures.rows.lines if e.key == key), "")

        hands.until(lambda: value("expected") == "3")
        assert (value("establish"), value("waiting")) == ("niet gemeten", "0")
        while figures.currentIndex().row() != figures.rows.row_of("expected"):
            before = figures.currentIndex().row()
            hands.press(Key.Key_Down, NO)
            hands.until(lambda: figures.currentIndex().row() > before)  # noqa: B023
        hands.press(Key.Key_Return, NO)
        hands.until(lambda: len(report.traces.rows.lines) == 3 and report.traces.isVisible())
        hands.press(Key.Key_Escape, NO)
        hands.until(figures.isVisible)
        hands.press(Key.Key_X, ALT)
        hands.until(lambda: bool(list((tmp_path / "uit").glob("weekrapport-*.xlsx"))))


def at_work(dossier: OpenDossier) -> Stream:
    """A laptop in the room, with a shift."""
    with dossier.ledger.reading() as reading:
        room_day = RoomRows(reading.connection, reading.school).find(day=PLACE.day)[0].id
    laptop, made = enrol(dossier), print_cards(dossier, room_day)[0]
    with dossier.ledger.reading() as reading:
        now = dossier.around.moment().corrected
        package = dossier.feed.package(reading, dossier.ledger, room_day, now)
    card, _, certificates = opened_room(laptop, package, made.number, made.code)
    return recording(laptop, (card, certificates[made.number]))


def test_older_sessions_come_when_somebody_looks_back_and_their_news_too(
    dossier: OpenDossier,
    clock: SteppedClock,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Three weeks later the session is not here, until the report of its month is asked.

    What else is asked meanwhile does not wait until all of it came.
    """
    monkeypatch.setattr(office_feed, "PAGE_EVENTS_BYTES", 1)  # an event each page
    stream = at_work(dossier)
    clock.now += timedelta(days=21)
    with at_the_office(Machine(dossier, tmp_path / "later"), qtbot) as hands:
        first_time(hands, dossier)
        world = hands.desktop.world
        hands.until(lambda: world.known.day.size > 0 and world.known.day.is_whole)
        assert SESSION not in world.known.day.sessions
        hands.open("figures")
        report = hands.window.page("figures").view
        assert isinstance(report, ReportView)
        hands.press(Key.Key_M, ALT)
        passed: list[bool] = []
        world.bridge.errand(
            int, lambda _: passed.append(world.known.reaching is not None), lambda _: None
        )
        table = report.table

        def value(key: str) -> str:
            return next((e.cells[1] for e in table.rows.lines if e.key == key), "")

        hands.until(lambda: value("expected") == "3")
        assert passed == [True]
        assert world.known.day.since is not None
        assert world.known.day.since.isoformat() == "2026-11-01"
        stream.add(ArrivalRegistered(), candidate=enrolment_id(1))
        take(dossier, stream.laptop, stream.events)
        hands.until(
            lambda: world.known.day.sessions[SESSION].enrolments[enrolment_id(1)].has_facts
        )


def test_at_the_set_time_each_team_gets_its_own_list_once(
    machine: Machine, dossier: OpenDossier, qtbot: QtBot, tmp_path: Path
) -> None:
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        assert add_extras(writing, enrolment_id(1), ExtrasAdded(programme="Zorg"))
    stream = at_work(dossier)
    stream.add(SessionStarted())
    stream.add(NoShowEstablished(), candidate=enrolment_id(1))
    take(dossier, stream.laptop, stream.events)
    lists = tmp_path / "lijsten" / "zorg"
    with at_the_office(machine, qtbot) as hands:
        opened(hands, dossier)
        page = hands.window.page("figures")
        assert isinstance(page, FiguresPage)
        hands.window.preferences.setValue(FOLDER, str(lists.parent))
        page.lists.look()
        assert not lists.exists()
        machine.clock.clock.now += timedelta(hours=6)
        for _ in range(2):
            page.lists.look()
            hands.until(lambda: not page.lists.is_busy)
        assert [each.name for each in lists.iterdir()] == ["no-show-2026-12-09-zorg.pdf"]

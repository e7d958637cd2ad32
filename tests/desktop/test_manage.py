"""The page Beheer by keyboard, with a real dossier behind it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.desktop.office_board_page import BoardPage
from app.desktop.office_manage_page import ManagePage
from app.models.hotline_facts import IssueOpened
from app.models.measuring_office import gone_of
from app.models.retention import TermState
from app.models.retention_words import TERM_STATE
from app.models.standards import NUMBERS
from app.models.values import Role
from app.screens.office.manage_ui import Area, ManageScreen
from app.screens.room.wording import plain
from app.views.office.manage import ManageView
from dossier.erasing_at_term import Eraser, Tools
from dossier.opened import OpenDossier, Surroundings, open_dossier
from dossier.retention import RetentionDesk, look
from dossier.standards import changes_in
from tests.desktop.office import ALT, CTRL, Hands, Key, Machine, at_the_office
from tests.desktop.test_office import first_time
from tests.dossier.conftest import SteppedClock, around, clock, founded
from tests.dossier.inside import SESSION
from tests.dossier.office import granted, signed_on, steward
from tests.dossier.test_office_rights import pushed
from tests.dossier.test_retention import NAME, YEARS_LATER, on_disk, played

__all__ = ["around", "clock", "founded"]

NO = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def database() -> str:
    """The window does not see what the archive stands on."""
    return ""


@pytest.fixture
def dossier(founded: Path, around: Surroundings, clock: SteppedClock) -> Iterator[OpenDossier]:
    with closing(open_dossier(founded, around)) as opened:
        played(opened)
        steward(opened)
        granted(opened, "b1", Role.COORDINATOR)
        granted(opened, "b2", Role.COORDINATOR)
        clock.now = YEARS_LATER
        yield opened


def screen_of(hands: Hands) -> ManageScreen:
    page = hands.window.page("manage")
    assert isinstance(page, ManagePage)
    return page.part.screen()


def opened(hands: Hands, dossier: OpenDossier, person: str = "b1") -> None:
    """Sign on, and come to the page Beheer."""
    first_time(hands, dossier, person)
    hands.open("manage")
    hands.until(lambda: len(screen_of(hands).rows) > 0)


def test_dates_start_a_term_a_hold_stops_it_and_a_second_person_erases(
    dossier: OpenDossier, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "datums.csv"
    path.write_text("studentnummer;diplomadatum;uitschrijfdatum\ns00000;2027-07-10;\n")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    with at_the_office(Machine(dossier, tmp_path), qtbot) as hands:
        opened(hands, dossier)
        hands.press(Key.Key_D, ALT)
        hands.until(lambda: "keep-dates" in offered(hands))
        hands.press(Key.Key_Return, CTRL)
        hands.until(lambda: screen_of(hands).foot[1] == "1 datums bewaard")
        hands.until(lambda: screen_of(hands).rows[0].right == TERM_STATE[TermState.DUE])
        hands.press(Key.Key_Down, NO)
        hands.until(lambda: "hold" in offered(hands))
        hands.press(Key.Key_V, ALT)
        hands.until(lambda: "place-hold" in offered(hands))
        QTest.keyClicks(hands.focused(), "bezwaar loopt")
        hands.press(Key.Key_Return, CTRL)
        hands.until(lambda: screen_of(hands).rows[0].right == TERM_STATE[TermState.HELD])
        hands.until(lambda: offered(hands) == [])  # a coordinator lifts no hold
        let_go_and_ask(dossier)
        hands.press(Key.Key_F, CTRL)
        hands.type(NAME)
        hands.until(lambda: screen_of(hands).rows[0].right == "wacht op een tweede")
        hands.until(lambda: "confirm" in offered(hands))
        hands.press(Key.Key_Return, CTRL)
        hands.until(lambda: screen_of(hands).foot[1] == "gewist")
        hands.until(lambda: len(screen_of(hands).rows) == 0)  # nobody is called that any more
        hands.until(lambda: gone_of(hands.desktop.world.known.day, {SESSION}) == 1)
        it_shows_what_has_no_effect(hands, dossier)
    assert NAME.encode() not in on_disk(dossier)
    stores = (tmp_path / "bureau").rglob("*")
    assert not [each for each in stores if each.is_file() and NAME.encode() in each.read_bytes()]


def it_shows_what_has_no_effect(hands: Hands, dossier: OpenDossier) -> None:
    """An auditor records what is not theirs, over HTTP; the office sees who and why."""
    line = signed_on(dossier, "a1", Role.AUDITOR)
    act = IssueOpened("i1", 1, "Netwerk weg")
    pushed(dossier, line, "a1", (Role.AUDITOR,), "office", (act,), YEARS_LATER)
    hands.press(Key.Key_4, ALT)
    view = hands.window.page("manage").view
    assert isinstance(view, ManageView)
    hands.until(lambda: view._shown is not None and len(view._shown.rows) == 2)
    hands.press(Key.Key_Down, NO)
    hands.until(lambda: screen_of(hands).selected != "")
    row, panel = screen_of(hands).rows[1], screen_of(hands).panel
    assert panel is not None
    told = " ".join(plain(each) for each in panel.lines)
    assert row.title == "Melding gemaakt"
    assert "Het hoort niet bij de rol" in told
    assert "Door: Testpersoon" in told
    hands.open("board")
    hands.until(lambda: "1 handeling van het examenbureau telt niet mee." in notices(hands))


def notices(hands: Hands) -> list[str]:
    page = hands.window.page("board")
    assert isinstance(page, BoardPage)
    shown = page._board_view._shown
    return [] if shown is None else [each.title for each in shown.notices]


def walk_to(hands: Hands, key: str) -> None:
    """Press the arrow until a line is chosen."""
    keys = [each.key for each in screen_of(hands).rows if each.key]
    for _ in range(keys.index(key) + 1):
        hands.press(Key.Key_Down, NO)
    hands.until(lambda: screen_of(hands).selected == key)


def test_a_steward_changes_a_number_after_a_look_and_answers_the_checklist(
    dossier: OpenDossier, tmp_path: Path, qtbot: QtBot
) -> None:
    with at_the_office(Machine(dossier, tmp_path), qtbot) as hands:
        opened(hands, dossier, "s1")
        assert screen_of(hands).area is Area.STANDARDS  # a steward sees no candidates
        walk_to(hands, NUMBERS)
        hands.until(lambda: offered(hands) == ["edit"])
        hands.press(Key.Key_Return, CTRL)
        hands.until(lambda: "preview" in offered(hands))
        hands.type("4499", "", "")
        QTest.keyClicks(hands.focused(), "nieuwe centrale")
        hands.press(Key.Key_Return, CTRL)
        hands.until(lambda: "publish" in offered(hands))
        panel = screen_of(hands).panel
        assert panel is not None
        assert "Hotline: geen → 4499." in [plain(each) for each in panel.lines]
        hands.press(Key.Key_Return, CTRL)
        hands.until(lambda: screen_of(hands).foot[1] == "versie 1 geldt vanaf 2 maart 2029")
        hands.press(Key.Key_3, ALT)
        hands.until(lambda: screen_of(hands).area is Area.READY and len(screen_of(hands).rows) > 9)
        walk_to(hands, "trainings")
        hands.until(lambda: "yes" in offered(hands))
        hands.press(Key.Key_Return, CTRL)
        hands.until(lambda: screen_of(hands).rows[-1].right == "klaar")
    with dossier.ledger.reading() as reading:
        (change,) = changes_in(reading)
    assert (change.item, change.by, change.note) == (NUMBERS, "s1", "nieuwe centrale")


def offered(hands: Hands) -> list[str]:
    """What the panel offers, as it is painted."""
    view = hands.window.page("manage").view
    assert isinstance(view, ManageView)
    panel = view.panel.shown
    return [] if panel is None else [each.name for each in panel.actions]


def let_go_and_ask(dossier: OpenDossier) -> None:
    """Somebody else lets the hold be over and asks that what is due goes."""
    today = YEARS_LATER.date()
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        kept = look(writing, today)
        RetentionDesk(writing, kept).lift_hold(kept.holds[0].leaf, "uitspraak", "b2")
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        tools = Tools(dossier.feed, dossier.keys)
        Eraser(writing, look(writing, today), today, tools).ask("s00000", "b2")

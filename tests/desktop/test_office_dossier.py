"""The dossier check by keyboard: a question to a room, a draw by chance, and what a role bars."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.models.act import Act
from app.models.check_facts import FindingNoted, QuestionAsked, SampleDrawn, SampleListed
from app.models.facts import ArrivalRegistered, SessionStarted
from app.models.values import FindingOutcome, Role
from app.screens.office.dossier_ui import Area, FactGroup
from app.views.office.dossier import DossierView
from dossier.opened import OpenDossier, Surroundings, open_dossier
from dossier.recounting import recounts
from tests.desktop.office import ALT, CTRL, Hands, Key, Machine, at_the_office
from tests.desktop.test_office import PIN, database, machine
from tests.dossier.conftest import around, clock, founded
from tests.dossier.inside import SESSION, enrol, enrolment_id, take
from tests.dossier.office import PASSPHRASE, granted, start_code, steward
from tests.dossier.test_intake import SCOPE, card, dismissed, recording

__all__ = ["around", "card", "clock", "database", "founded", "machine"]

NO = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def dossier(founded: Path, around: Surroundings) -> Iterator[OpenDossier]:
    with closing(open_dossier(founded, around)) as opened:
        yield opened


@pytest.fixture
def begun(dossier: OpenDossier, card: object) -> OpenDossier:
    """A session of three, begun with two of them there."""
    laptop = enrol(dossier, "EX-02")
    stream = recording(laptop, card)  # type: ignore[arg-type] # a fixture's own type
    for number in (0, 1):
        stream.add(ArrivalRegistered(), candidate=enrolment_id(number))
    stream.add(SessionStarted())
    take(dossier, laptop, stream.events)
    steward(dossier)
    return dossier


def opened(hands: Hands, dossier: OpenDossier, person: str, role: Role) -> DossierView:
    """Sign on, wait for the day, and go to the page of the dossier."""
    granted(dossier, person, role)
    code = start_code(dossier, person)
    hands.press(Key.Key_S, ALT)
    hands.type(person, code, PASSPHRASE, PASSPHRASE)
    hands.until(lambda: not hands.sign_on.ui.busy and len(hands.sign_on.ui.name) > 0)
    hands.type(PIN, PIN)
    hands.until(lambda: hands.window.is_open)
    hands.until(lambda: SESSION in hands.desktop.world.known.day.sessions)
    hands.until(lambda: bool(hands.desktop.world.known.day.sessions[SESSION].parts))
    hands.press(Key.Key_6, CTRL)
    view = hands.window.page("dossier").view
    assert isinstance(view, DossierView)
    hands.until(view.isVisible)
    return view


def recorded(dossier: OpenDossier, scope: str) -> list[Act]:
    with dossier.ledger.reading() as reading:
        return [each.body.act for each in reading.events(scope) if each.body is not None]


def test_a_question_is_asked_by_keyboard_and_the_outbox_is_known(
    machine: Machine, begun: OpenDossier, qtbot: QtBot
) -> None:
    with at_the_office(machine, qtbot) as hands:
        view = opened(hands, begun, "b1", Role.COORDINATOR)
        world = hands.desktop.world
        hands.until(lambda: len(view.table.rows.lines) == 1)
        hands.until(lambda: world.known.outbox.as_of is not None)
        hands.press(Key.Key_V, ALT)
        hands.until(lambda: "text" in view.panel.fields)
        hands.press(Key.Key_Return, CTRL)
        hands.until(lambda: "je vraag" in _ui(hands).trouble)
        view.panel.fields["text"].setFocus()
        QTest.keyClicks(hands.focused(), "Wie was er bij?")
        hands.press(Key.Key_Return, CTRL)
        hands.until(lambda: "vraag gesteld" in _ui(hands).foot[1])
        hands.until_delivered()
        (question,) = [a for a in recorded(begun, SCOPE) if isinstance(a, QuestionAsked)]
        assert not dismissed(begun)
        assert (question.text, question.names) == ("Wie was er bij?", ("R. Vos",))


def test_an_extract_is_made_by_keyboard_and_that_is_seen_afterwards(
    machine: Machine,
    begun: OpenDossier,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "uit"))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: True)
    with at_the_office(machine, qtbot) as hands:
        view = opened(hands, begun, "b1", Role.COORDINATOR)
        hands.press(Key.Key_4, ALT)
        QTest.keyClicks(hands.focused(), "testnaam001")
        hands.until(lambda: "reason" in view.panel.fields)
        hands.press(Key.Key_Return, NO)
        QTest.keyClicks(hands.focused(), "verzoek")
        hands.press(Key.Key_Return, CTRL)
        hands.until(lambda: ".pdf staat in" in _ui(hands).foot[1])
        assert {each.suffix for each in (tmp_path / "uit").iterdir()} == {".json", ".pdf"}
        hands.until(lambda: "Eerder gegeven" in [each.title for each in _groups(view)])
        here = hands.desktop.world.known.signed_on
        assert here is not None
        hands.desktop.world.learn(signed_on=replace(here, roles=(Role.CHIEF_INVIGILATOR,)))
        hands.window.lock()
        hands.window._let_in()
        hands.window.show_page("dossier")
        hands.until(lambda: not view.isVisible())


def test_an_auditor_draws_by_chance_notes_a_finding_and_rules_on_nothing(
    machine: Machine, begun: OpenDossier, qtbot: QtBot
) -> None:
    with at_the_office(machine, qtbot) as hands:
        view = opened(hands, begun, "a1", Role.AUDITOR)
        hands.press(Key.Key_2, ALT)
        hands.until(lambda: _ui(hands).area is Area.RULINGS)
        assert not view.panel.fields
        hands.press(Key.Key_3, ALT)
        hands.until(lambda: "count" in view.panel.fields)
        view.panel.fields["count"].setText("1")
        view.panel.fields["ground"].setFocus()
        QTest.keyClicks(hands.focused(), "controle")
        hands.press(Key.Key_K, ALT)
        hands.until(lambda: len(view.table.rows.lines) == 1)
        hands.until(lambda: types(begun)[-2:] == [SampleDrawn, SampleListed])
        hands.press(Key.Key_Return, CTRL)
        hands.until(lambda: types(begun)[-1] is FindingNoted)
        hands.until(lambda: view.table.rows.lines[0].state == "In orde")
        drawn, listed, found = recorded(begun, "office")[-3:]
    assert isinstance(drawn, SampleDrawn)
    assert isinstance(listed, SampleListed)
    assert isinstance(found, FindingNoted)
    assert (drawn.size, drawn.count, len(drawn.seed)) == (2, 1, 64)
    assert found.outcome is FindingOutcome.IN_ORDER
    with begun.ledger.reading() as reading:
        assert [each.is_sound for each in recounts(reading)] == [True]


def types(dossier: OpenDossier) -> list[type]:
    """Return of what type each act of the office is that came to the dossier."""
    return [type(act) for act in recorded(dossier, "office")]


def _groups(view: DossierView) -> tuple[FactGroup, ...]:
    panel = view.panel._panel
    return () if panel is None else panel.groups


def _ui(hands: Hands):  # type: ignore[no-untyped-def] # the page's own state
    return hands.window.page("dossier")._ui  # type: ignore[attr-defined]

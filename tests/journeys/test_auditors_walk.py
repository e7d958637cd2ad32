"""An auditor's walk, through the real window and over HTTP, on the archive itself.

One candidate from plan to erasure: the day, the sealed report, the check, the ruling, the extract,
the figures of the month with the acts they rest on, the term, the erasing, and what stays.
"""

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

from app.models.check_facts import DossierReceived, RulingGiven
from app.models.facts import (
    ArrivalRegistered,
    IrregularityNoted,
    NoShowEstablished,
    SessionEnded,
    SessionStarted,
    WorkHandedIn,
)
from app.models.marks import ReportSealed
from app.models.measuring_office import gone_of
from app.models.plan import CandidatePlanned
from app.models.retention import TermState
from app.models.retention_facts import PersonErased
from app.models.retention_words import TERM_STATE
from app.models.values import Role
from app.views.office.dossier import DossierView
from app.views.office.report import ReportView
from dossier.erasing_at_term import Eraser, Tools
from dossier.opened import OpenDossier, Surroundings, open_dossier
from dossier.retention import look
from dossier.verifying import Verification
from tests.desktop.office import ALT, CTRL, Hands, Key, Machine, at_the_office
from tests.desktop.test_manage import offered, screen_of
from tests.desktop.test_office import database, first_time
from tests.dossier.conftest import SteppedClock, around, clock, founded
from tests.dossier.inside import CLIENT, SESSION, enrolment_id, planned_candidate, take
from tests.dossier.laptop import START
from tests.dossier.office import granted, people, steward
from tests.dossier.test_closing import at_work, seal
from tests.dossier.test_closing import closing as closing_of
from tests.dossier.test_retention import YEARS_LATER, on_disk, set_messages

__all__ = ["around", "clock", "database", "founded"]

NO = Qt.KeyboardModifier.NoModifier
NAME = "Achternaamweg"
FIGURES: dict[str, type] = {
    "expected": CandidatePlanned,
    "sessions": SessionStarted,
    "no-show": NoShowEstablished,
    "suspicions": IrregularityNoted,
    "seal": ReportSealed,
}
"""Five figures of the month, each with the act that it counts."""


@pytest.fixture
def dossier(founded: Path, around: Surroundings) -> Iterator[OpenDossier]:
    """A session of two: one came and was reported to the board, the other did not come."""
    with closing(open_dossier(founded, around)) as opened:
        (stream,) = at_work(opened)
        with opened.desks.write() as desk:
            read = planned_candidate(0, surname=NAME)
            plan = replace(read.act, display_name=f"{NAME}, Zoë")
            desk.put_enrolment(replace(read, act=plan), CLIENT, START)
        me, other = enrolment_id(0), enrolment_id(1)
        stream.add(ArrivalRegistered(), candidate=me)
        stream.add(SessionStarted())
        note = IrregularityNoted("phone", "Een telefoon ging af.", is_reported=True)
        stream.add(note, candidate=me)
        stream.add(NoShowEstablished(), candidate=other)
        stream.add(WorkHandedIn(), candidate=me)
        stream.add(SessionEnded())
        take(opened, stream.laptop, stream.events)
        seal(opened, stream)
        closing_of(opened).settle(SESSION)
        set_messages(opened, "delivered")
        steward(opened)
        people(opened, "b2")
        for role in (Role.COORDINATOR, Role.EXAM_BOARD):
            granted(opened, "b1", role)
        yield opened


def acts(dossier: OpenDossier, cls: type) -> dict[str, object]:
    """Every act of a type in the archive, by its leaf; nothing of a fold is asked."""
    with dossier.ledger.reading() as reading:
        events = (*reading.events_of_session(SESSION), *reading.events("office"))
    told = {each.leaf: each.body.act for each in events if each.body is not None}
    return {leaf: act for leaf, act in told.items() if isinstance(act, cls)}


def counted(dossier: OpenDossier, cls: type) -> set[str]:
    """Of everybody the last word: who was planned anew is expected once."""
    with dossier.ledger.reading() as reading:
        events = reading.events_of_session(SESSION)
    last = {each.body.candidate: each.leaf for each in events
            if each.body is not None and isinstance(each.body.act, cls)}  # fmt: skip
    return set(last.values())


def test_five_figures_lead_to_their_acts_and_one_candidate_from_plan_to_erasure(
    dossier: OpenDossier,
    clock: SteppedClock,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out, file = tmp_path / "uit", tmp_path / "datums.csv"
    file.write_text("studentnummer;diplomadatum;uitschrijfdatum\ns00000;2027-07-10;\n")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(out))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: True)
    with at_the_office(Machine(dossier, tmp_path), qtbot) as hands:
        first_time(hands, dossier)
        the_dossier_is_checked_and_received(hands, dossier)
        the_board_rules(hands, dossier)
        the_candidate_gets_an_extract(hands, out)
        for key, cls in FIGURES.items():
            assert figure(hands, key) == counted(dossier, cls), key
    recorded = list(acts(dossier, object))
    clock.now = YEARS_LATER
    with at_the_office(Machine(dossier, tmp_path / "later"), qtbot) as hands:
        first_time(hands, dossier)
        it_is_erased_at_its_term(hands, dossier)
        hands.press(Key.Key_W, ALT)
        hands.until(lambda: "paper" in offered(hands))
        hands.press(Key.Key_Return, CTRL)
        hands.until(lambda: bool(list(out.glob("verslag-van-wissen-*.pdf"))))
        hands.until(lambda: gone_of(hands.desktop.world.known.day, {SESSION}) == 1)
    assert NAME.encode() not in on_disk(dossier)
    kept = {cls: len(acts(dossier, cls)) for cls in (RulingGiven, DossierReceived, PersonErased)}
    assert kept == {RulingGiven: 0, DossierReceived: 1, PersonErased: 1}
    with dossier.ledger.reading() as reading:
        assert reading.had(recorded) == set(recorded), "every event keeps its place in the log"
    assert not Verification(dossier.ledger, dossier.keys).run().faults


def the_dossier_is_checked_and_received(hands: Hands, dossier: OpenDossier) -> None:
    hands.open("dossier")
    view = dossier_view(hands)
    hands.until(lambda: len(view.table.rows.lines) == 1)
    hands.until(lambda: hands.desktop.world.known.outbox.as_of is not None)
    hands.press(Key.Key_Return, CTRL)
    hands.until(lambda: "dossier ontvangen" in foot(hands))
    hands.until(lambda: bool(acts(dossier, DossierReceived)))


def the_board_rules(hands: Hands, dossier: OpenDossier) -> None:
    view = dossier_view(hands)
    hands.press(Key.Key_2, ALT)
    hands.until(lambda: "grounds" in view.panel.fields)
    for name, text in (("mandate", "M-03"), ("grounds", "de telefoon lag op tafel")):
        view.panel.fields[name].setFocus()
        QTest.keyClicks(hands.focused(), text)
    hands.press(Key.Key_Return, CTRL)
    hands.until(lambda: bool(acts(dossier, RulingGiven)))


def the_candidate_gets_an_extract(hands: Hands, out: Path) -> None:
    view = dossier_view(hands)
    hands.press(Key.Key_4, ALT)
    QTest.keyClicks(hands.focused(), NAME)
    hands.until(lambda: "reason" in view.panel.fields)
    hands.press(Key.Key_Return, NO)
    QTest.keyClicks(hands.focused(), "verzoek van de kandidaat")
    hands.press(Key.Key_Return, CTRL)
    hands.until(lambda: ".pdf staat in" in foot(hands))
    assert {each.suffix for each in out.iterdir()} == {".json", ".pdf"}


def figure(hands: Hands, key: str) -> set[str]:
    """Open what a figure of the month counts, and return the leaves that are shown."""
    report = report_view(hands)
    table = report.table
    if not report.isVisible():
        hands.open("figures")
        hands.until(lambda: _figures(hands) is not None)
        report._kinds.parts["month"].setFocus()
        hands.press(Key.Key_Space, NO)
        hands.until(lambda: _ui(hands).figures is None)
        hands.until(lambda: _figures(hands) is not None)
        table.setFocus()
    hands.until(lambda: table.rows.row_of(key) > 0 and _figures(hands) is not None)
    while (at := table.currentIndex().row()) != table.rows.row_of(key):
        hands.press(Key.Key_Down if at < table.rows.row_of(key) else Key.Key_Up, NO)
        hands.until(lambda: table.currentIndex().row() != at)
    hands.until(lambda: _ui(hands).selected == key)
    hands.press(Key.Key_Return, NO)
    hands.until(lambda: _ui(hands).traced == key and report.traces.isVisible())
    shown = _ui(hands)
    counted = len(shown.figures.measure(key).counted)
    leaves = {each.leaf for each in shown.lines[:counted]}
    hands.press(Key.Key_Escape, NO)
    hands.until(table.isVisible)
    return leaves


def it_is_erased_at_its_term(hands: Hands, dossier: OpenDossier) -> None:
    hands.open("manage")
    hands.until(lambda: len(screen_of(hands).rows) > 0)
    hands.press(Key.Key_D, ALT)
    hands.until(lambda: "keep-dates" in offered(hands))
    hands.press(Key.Key_Return, CTRL)
    hands.until(lambda: screen_of(hands).rows[0].right == TERM_STATE[TermState.DUE])
    today = dossier.around.moment().corrected.date()
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        tools = Tools(dossier.feed, dossier.keys)
        Eraser(writing, look(writing, today), today, tools).ask("s00000", "b2")
    hands.press(Key.Key_F, CTRL)
    hands.type(NAME)
    hands.until(lambda: screen_of(hands).rows[0].right == "wacht op een tweede")
    hands.press(Key.Key_Down, NO)
    hands.until(lambda: "confirm" in offered(hands))
    hands.press(Key.Key_Return, CTRL)
    hands.until(lambda: screen_of(hands).foot[1] == "gewist")


def dossier_view(hands: Hands) -> DossierView:
    view = hands.window.page("dossier").view
    assert isinstance(view, DossierView)
    return view


def report_view(hands: Hands) -> ReportView:
    view = hands.window.page("figures").view
    assert isinstance(view, ReportView)
    return view


def foot(hands: Hands) -> str:
    return str(hands.window.page("dossier")._ui.foot[1])  # type: ignore[attr-defined]


def _ui(hands: Hands):  # type: ignore[no-untyped-def] # the page's own state
    return hands.window.page("figures")._ui  # type: ignore[attr-defined]


def _figures(hands: Hands):  # type: ignore[no-untyped-def]
    return _ui(hands).figures

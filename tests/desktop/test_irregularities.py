"""A bijzonderheid (F7) by keyboard: of a candidate, of the session, and what was taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.models.session import Note
from app.models.values import NOT_OBSERVED, DecisionOutcome
from app.screens.room.panel import IrregularityForm
from tests.builders import candidate_id
from tests.desktop.shift import CTRL, NONE, SHIFT, Key, Stand, a_hall, a_stand


@pytest.fixture
def stand(qtbot: QtBot, tmp_path: Path) -> Iterator[Stand]:
    school, card = a_hall(rules={"id": "ce", "kind": "central"})
    with a_stand(qtbot, tmp_path, school) as made:
        made.enter(card)
        yield made


def fill_in(stand: Stand, label: str, text: str) -> None:
    stand.tab_to(lambda widget: widget.accessibleName() == label)
    stand.press(Key.Key_A, CTRL)
    stand.type(text)


def note(stand: Stand, number: int | None, **texts: str) -> Note:
    """Open the form, choose the first kind, fill in and record."""
    if number is not None:
        stand.find(number)
    stand.press(Key.Key_F7, SHIFT if number is None else NONE)
    stand.until_focus("ChoiceChip")
    stand.press(Key.Key_Space)
    stand.tab_to(lambda widget: type(widget).__name__ == "TextField")
    stand.type("Telefoon op tafel")
    for label, text in texts.items():
        fill_in(stand, label, text)
    stand.act(Key.Key_Return, CTRL)
    return stand.paper().part.notes[-1]


def test_a_bijzonderheid_of_a_candidate(stand: Stand) -> None:
    noted = note(stand, 2)
    assert (noted.act.text, noted.act.category) == ("Telefoon op tafel", "copying")
    assert noted.act.central_class == "individual", "the class that mostly goes with the kind"
    assert noted.event.body is not None
    assert noted.event.body.candidate == candidate_id(2)
    stand.until_focus("SearchBox")


def test_a_bijzonderheid_of_the_session(stand: Stand) -> None:
    noted = note(stand, None)
    assert noted.act.category == "disturbance"
    assert noted.event.body is not None
    assert noted.event.body.candidate is None


def test_a_class_that_somebody_chose_stays_whatever_kind_follows(stand: Stand) -> None:
    stand.find(2)
    stand.press(Key.Key_F7)
    stand.until_focus("ChoiceChip")
    stand.press(Key.Key_Space)
    stand.tab_to(lambda widget: widget.accessibleName() == "individueel, zonder overmacht")
    stand.press(Key.Key_Left)
    stand.tab_to(lambda widget: widget.accessibleName() == "Spiekbriefje of meekijken gezien")
    stand.press(Key.Key_Right)
    stand.tab_to(lambda widget: type(widget).__name__ == "TextField")
    stand.type("Verstoorde")
    stand.act(Key.Key_Return, CTRL)
    noted = stand.paper().part.notes[-1]
    assert (noted.act.category, noted.act.central_class) == ("disturbance", "other")


def test_an_empty_bijzonderheid_is_not_recorded_and_says_what_is_missing(stand: Stand) -> None:
    stand.find(2)
    stand.press(Key.Key_F7)
    stand.until_focus("ChoiceChip")
    before = stand.events()
    stand.press(Key.Key_Return, CTRL)
    stand.until(lambda: stand.room.panel.error)
    assert stand.room.panel.error == "Schrijf wat je zag."
    assert stand.events() == before


@pytest.mark.parametrize("number", [2, None], ids=["candidate", "session"])
def test_what_was_taken_goes_back_where_it_was_noted(stand: Stand, number: int | None) -> None:
    note(stand, number, Ingenomen="telefoon", Zakje="3")
    stand.press(Key.Key_F7, SHIFT if number is None else NONE)
    stand.until(lambda: isinstance(stand.room.panel, IrregularityForm))
    (kept,) = stand.room.panel.kept
    assert kept.text.startswith("Telefoon, zakje 3, ingenomen ")
    before = stand.events()
    fill_in(stand, "Aan wie?", " ")
    stand.press(Key.Key_Return)
    stand.until(lambda: stand.room.panel.error)
    assert stand.events() == before
    fill_in(stand, "Aan wie?", "de mentor")
    fill_in(stand, "Hoe laat?", " ")
    stand.act(Key.Key_Return)
    returned = stand.paper().part.notes[-1].returned
    assert returned is not None
    assert returned[1].given_to == "de mentor"
    assert returned[0].body is not None
    assert returned[0].body.seen_at is NOT_OBSERVED
    assert stand.room.panel.kept == ()


def test_a_decision_about_the_session_is_noted_with_nobody_chosen(stand: Stand) -> None:
    stand.press(Key.Key_F3, SHIFT)
    stand.until(lambda: stand.room.panel.title == "Besluit over de zitting")
    fill_in(stand, "Wie beslist", "S. Lier")
    fill_in(stand, "Wat precies", "Boeken mogen op tafel")
    stand.press(Key.Key_Return)
    assert "vinkje" in stand.room.panel.error
    stand.tab_to(lambda widget: type(widget).__name__ == "Tick")
    stand.press(Key.Key_Space)
    fill_in(stand, "Mandaat (leeg: wacht op examencommissie)", "M-07")
    stand.act(Key.Key_Return)
    (heard,) = (
        value.act for name, value in stand.paper().part.values.items() if "decision" in name
    )
    assert (heard.text, heard.outcome) == ("Boeken mogen op tafel", DecisionOutcome.GRANTED)

"""Provisions by keyboard: ready before the start, an outcome each, a rest break, the report."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.models.fold import part_scope
from app.models.provision_states import provision_states
from app.models.timing import personal_end
from app.models.values import ProvisionOutcome
from app.screens.room.panels import CandidatePage
from tests.builders import ROOM, SESSION, START, a_candidate, candidate_id
from tests.desktop.shift import ALT, CTRL, SHIFT, Key, Stand, a_hall, a_stand, asks

NEEDS = ("HEAD", "STOP", "x-pauseTestAllowed")


@pytest.fixture
def stand(qtbot: QtBot, tmp_path: Path) -> Iterator[Stand]:
    school, card = a_hall(candidates=2)
    planned = a_candidate(1, needs=NEEDS, extra_time_min=20)
    school.plan(planned, candidate_id(1), scope=part_scope(SESSION, ROOM))
    with a_stand(qtbot, tmp_path, school) as made:
        made.show()
        made.sign_on(card)
        made.until(lambda: made.front == "today")
        yield made


def checks(stand: Stand) -> list[str]:
    return [row.check for row in stand.page("today").view._shown.details.checks]


def into_the_room(stand: Stand) -> None:
    stand.press(Key.Key_Return)
    stand.until(lambda: stand.front == "room")
    stand.until_focus("SearchBox")
    stand.find(1)
    stand.act(Key.Key_Return)
    stand.laptop.clock.now = START
    stand.act(Key.Key_F11)


def outcomes(stand: Stand) -> dict[str, ProvisionOutcome | None]:
    states = provision_states(stand.paper(), stand.enrolment(1))
    return {state.granted.code: state.outcome for state in states}


def test_space_on_vandaag_records_that_it_lies_ready_and_the_row_goes(stand: Stand) -> None:
    assert checks(stand)[1:5] == [
        "provisions",
        "provisions-ready",
        "ready|HEAD",
        "ready|x-pauseTestAllowed",
    ]
    stand.tab_to(asks("ready"))
    stand.press(Key.Key_Space)
    stand.until(lambda: "ready|HEAD" not in checks(stand))
    assert stand.enrolment(1).readied["HEAD"].is_ready


def test_each_provision_gets_its_outcome_from_the_room(stand: Stand) -> None:
    into_the_room(stand)
    stand.press(Key.Key_F8, SHIFT)
    stand.until_focus("Pick")
    stand.act(Key.Key_1)
    assert outcomes(stand)["HEAD"] is ProvisionOutcome.GIVEN
    stand.press(Key.Key_Down)
    stand.until(lambda: stand.room.panel.section.chosen == "x-pauseTestAllowed")
    stand.press(Key.Key_4)
    stand.until_focus("LineField")
    stand.type("niet nodig")
    stand.act(Key.Key_Return, CTRL)
    assert outcomes(stand)["x-pauseTestAllowed"] is ProvisionOutcome.REFUSED
    assert outcomes(stand)["ET"] is ProvisionOutcome.GIVEN  # applied as planned
    stand.press(Key.Key_Escape)
    stand.until_focus("SearchBox")


def test_outcomes_are_given_on_the_page_of_a_candidate_by_keyboard(stand: Stand) -> None:
    into_the_room(stand)
    stand.press(Key.Key_F8)
    stand.until_focus("PushAction")
    stand.press(Key.Key_F8, SHIFT)
    stand.until_focus("Pick")
    assert isinstance(stand.room.panel, CandidatePage)
    stand.act(Key.Key_1)
    assert outcomes(stand)["HEAD"] is ProvisionOutcome.GIVEN
    stand.press(Key.Key_Down)
    stand.until(lambda: stand.room.panel.provisions.chosen == "x-pauseTestAllowed")
    stand.press(Key.Key_4)
    stand.until_focus("LineField")
    stand.type("niet nodig")
    stand.act(Key.Key_Return, CTRL)
    assert outcomes(stand)["x-pauseTestAllowed"] is ProvisionOutcome.REFUSED
    stand.press(Key.Key_Escape)
    stand.until_focus("PushAction")
    assert isinstance(stand.room.panel, CandidatePage)
    assert stand.room.panel.provisions.chosen == "STOP"  # the one still awaited


def test_a_rest_break_begins_and_ends_with_one_digit_and_moves_the_own_end(stand: Stand) -> None:
    into_the_room(stand)
    stand.press(Key.Key_X, ALT)
    stand.until_focus("Pick")
    stand.laptop.clock.step(minutes=10)
    stand.act(Key.Key_8)
    stand.laptop.clock.step(minutes=6)
    stand.act(Key.Key_8)
    paper = stand.paper()
    end = personal_end(paper.session, paper.part, stand.enrolment(1))
    assert end is not None
    assert end.at == START + timedelta(minutes=90 + 20 + 6)
    assert outcomes(stand)["STOP"] is ProvisionOutcome.GIVEN


def test_what_was_taken_back_is_asked_again(stand: Stand) -> None:
    into_the_room(stand)
    stand.press(Key.Key_F8, SHIFT)
    stand.until_focus("Pick")
    stand.act(Key.Key_1)
    stand.act(Key.Key_Z, CTRL)
    assert outcomes(stand)["HEAD"] is None

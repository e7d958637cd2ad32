"""What is asked of a document: the name that should be on it, and a check afterwards."""

import pytest

from app.models import commands as c
from app.models.paper import paper_of
from app.models.values import IdentityOutcome
from app.screens.room import intents as i
from app.screens.room.panel import CandidatePanel, Prompt
from app.screens.room.room_content import RoomContent, content_of
from app.screens.room.room_panel import panel_of
from app.screens.room.room_rows import RowBook
from app.screens.room.room_steps import step
from app.screens.room.room_ui import RoomUi
from app.screens.room.wording import Notice, plain
from tests.builders import SESSION, START, Play, a_candidate, a_session, candidate_id

ONE = candidate_id(1)


def content(play: Play) -> RoomContent:
    paper = paper_of(play.session, play.room)
    assert paper is not None
    return content_of((paper,))


def panel(play: Play, *done: object) -> object:
    told, ui = content(play), RoomUi(play.now, selected=ONE)
    for intent in done:
        ui = step(told, RowBook(), ui, intent).ui
    return panel_of(told.people[ONE], told.papers[0], ui)


def notices(play: Play) -> list[str]:
    shown = panel(play)
    assert isinstance(shown, CandidatePanel)
    return [each.title for each in shown.blocks if isinstance(each, Notice)]


@pytest.mark.parametrize(
    ("outcome", "title"),
    [
        (IdentityOutcome.NO_VALID_DOCUMENT, "Geen geldig ID."),
        (IdentityOutcome.EXPIRED, "ID verlopen."),
        (IdentityOutcome.NAME_DIFFERS, "Naam wijkt af."),
    ],
)
def test_a_document_that_is_not_in_order_asks_for_a_check_afterwards(
    outcome: IdentityOutcome, title: str
) -> None:
    play = a_session(1, started=False)
    play.do(c.RegisterArrival(SESSION, ONE, outcome))
    assert notices(play) == [title]
    play.do(c.CheckIdentity(SESSION, ONE, outcome, follow_up="paspoort tonen"))
    assert notices(play) == []


def test_the_name_that_should_be_on_the_document_is_told_where_it_is_looked_at() -> None:
    play = a_session(0, started=False)
    play.plan(a_candidate(1, id_check_name="Noortje Maria Proef"), ONE, START)
    shown = panel(play, i.ActChosen(i.Act.IDENTITY))
    assert isinstance(shown, Prompt)
    assert "Op het ID hoort te staan: Noortje Maria Proef." in plain(shown.text)


@pytest.mark.parametrize(("answer", "told"), [("", None), ("yes", True), ("no", False)])
def test_whether_the_exam_paper_came_back_is_asked_with_the_sheets(
    answer: str, told: bool | None
) -> None:
    play = a_session(1, arrived=True, rules={"counts_sheets": True})
    known, book = content(play), RowBook()
    ui = step(known, book, RoomUi(play.now, selected=ONE), i.ActChosen(i.Act.HAND_IN)).ui
    texts = (("sheets", "4"), ("scrap", "2"), ("paper", answer))
    command = step(known, book, ui, i.PromptAnswered("", "", texts)).command
    assert isinstance(command, c.HandIn)
    assert (command.sheets, command.scrap_sheets) == (4, 2)
    assert command.is_paper_returned is told

"""A decision by phone (Shift F3) by keyboard: read back first, it works at once."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.models.timing import needs_admission
from app.models.values import ADMISSION, DecisionOutcome, Status
from app.screens.room.room_decision import ADMIT
from tests.builders import MINUTE, START
from tests.desktop.shift import SHIFT, Key, Stand, a_hall, a_stand

INSTITUTION = {"id": "ie", "kind": "institution"}
CENTRAL = {"id": "ce", "kind": "central"}


def a_latecomer(stand: Stand, minute: int) -> None:
    """Somebody stands there some minutes after the start."""
    stand.laptop.clock.now = START
    stand.act(Key.Key_F11)
    stand.laptop.clock.now = START + minute * MINUTE
    stand.press(Key.Key_Escape)
    stand.find(1)
    stand.act(Key.Key_Return)


def fill_in(stand: Stand, **texts: str) -> None:
    for label, text in texts.items():
        stand.tab_to(lambda w, label=label: w.accessibleName().startswith(label))
        stand.type(text)
    stand.tab_to(lambda w: type(w).__name__ == "Tick")
    stand.press(Key.Key_Space)


def test_shift_f3_admits_at_once_and_says_that_it_is_to_be_confirmed(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall(rules=INSTITUTION)
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card)
        a_latecomer(stand, 34)
        assert stand.row(1).status_text == "Besluit staat open"
        stand.press(Key.Key_F3, SHIFT)
        assert stand.room.panel.chosen == ADMIT
        stand.until_focus("LineField")
        stand.type("S. Lier")
        stand.press(Key.Key_Return)
        assert "vinkje" in stand.room.panel.error
        fill_in(stand, Mandaat="M-02")
        stand.tab_to(lambda w: type(w).__name__ == "LineField")
        stand.act(Key.Key_Return)
        heard = stand.enrolment(1).decision(ADMISSION)
        assert heard is not None
        assert (heard.outcome, heard.mandate) == (DecisionOutcome.GRANTED, "M-02")
        assert heard.read_back_at is not None
        assert stand.row(1).status_text == "Toegelaten, nog te bevestigen"


def test_without_a_mandate_the_board_has_yet_to_say(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall(rules=INSTITUTION)
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card)
        a_latecomer(stand, 34)
        stand.press(Key.Key_F3, SHIFT)
        stand.until_focus("LineField")
        stand.type("S. Lier")
        fill_in(stand)
        stand.tab_to(lambda w: type(w).__name__ == "LineField")
        stand.act(Key.Key_Return)
        assert stand.row(1).status_text == "Wacht op examencommissie"
        paper = stand.paper()
        assert not needs_admission(paper.session, paper.part, stand.enrolment(1))


def test_a_central_exam_offers_no_admission_after_thirty_minutes(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall(rules=CENTRAL)
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card)
        a_latecomer(stand, 31)
        assert any("strijd met protocol" in b.title for b in stand.room.panel.blocks[-1:])
        stand.press(Key.Key_F3, SHIFT)
        assert ADMIT not in dict(stand.room.panel.choices)
        stand.until_focus("LineField")
        stand.type("S. Lier")
        fill_in(stand)
        stand.tab_to(lambda w: type(w).__name__ == "LineField")
        stand.act(Key.Key_Return)
        assert stand.status(1) is Status.REFUSED

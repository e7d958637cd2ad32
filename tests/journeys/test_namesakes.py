"""Two people of one name at one door, one of them not on the list."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.models.report import text_of
from app.models.reporting import report_of
from app.models.timing import status_of
from app.models.values import Status
from tests.desktop.shift import SHIFT, Key, a_hall, a_stand


def test_a_walk_in_with_the_name_of_another_is_another_row_and_both_are_told(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall(candidates=2)
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card)
        stand.find(1)
        stand.act(Key.Key_Return)
        stand.press(Key.Key_Escape)
        stand.type("Noor Proef 1")
        stand.press(Key.Key_F2, SHIFT)
        stand.until_focus("LineField")
        stand.act(Key.Key_Return)
        paper = stand.paper()
        (added,) = [each for each in paper.enrolments() if each.added is not None]
        assert added.added is not None
        assert added.added.name == "Noor Proef 1"
        stand.until(lambda: stand.room.listing.selected == added.candidate)
        stand.act(Key.Key_F6)  # who was added hands in; the namesake works on
        paper = stand.paper()
        handed_in = paper.session.enrolments[added.candidate]
        assert status_of(paper.session, paper.part, handed_in) is Status.HANDED_IN
        assert stand.status(1) is Status.PRESENT
        printed = " ".join(text_of(item.text) for item in report_of(stand.paper()).irregularities)
        assert "Let op: er is nog iemand met deze naam." in printed
        rows = [row for row in stand.room.listing.rows if hasattr(row, "candidate")]
        assert len(rows) == 3
        assert len({row.candidate for row in rows}) == 3

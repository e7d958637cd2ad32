"""Too few who watch is told once it lasts: somebody walks along to the toilet all day."""

import pytest

from app.models.paper import paper_of
from app.screens.room.staff_form import ratio_notice
from tests.builders import MINUTE, START, a_session


@pytest.mark.parametrize(("minutes", "is_told"), [(4, False), (5, True), (30, True)])
def test_the_note_waits_as_long_as_the_rule_set_says(minutes: int, is_told: bool) -> None:
    rules: dict[str, object] = {"id": "x", "candidates_per_invigilator": 1, "ratio_over_min": 5}
    play = a_session(2, arrived=True, rules=rules)
    paper = paper_of(play.session, play.room)
    assert paper is not None
    since = START - 10 * MINUTE  # when both had come
    assert (ratio_notice((paper,), since + minutes * MINUTE) is not None) is is_told

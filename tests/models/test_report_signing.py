"""What the paper tells of a signer's card: only what the desk noted, in local time."""

import pytest

from app.models.paper import paper_of
from app.models.plan import PersonAssigned
from app.models.report_signing import issued_text
from app.models.values import StaffRole
from tests.builders import a_session


@pytest.mark.parametrize(
    ("at", "by", "told"),
    [
        ("2026-12-09T07:05:31.000Z", "S. Lieverse", "dagcode uitgereikt 08:05 door S. Lieverse"),
        ("2026-12-09T07:05:31.000Z", None, "dagcode uitgereikt 08:05"),
        ("2026-12-08T23:30:00.000Z", None, "dagcode uitgereikt 00:30"),
        ("2026-12-08T12:05:00.000Z", None, "dagcode uitgereikt op 8 december 2026 om 13:05"),
        (None, "S. Lieverse", ""),
        ("straks", None, ""),
    ],
)
def test_a_card_is_told_as_the_desk_noted_it(at: str | None, by: str | None, told: str) -> None:
    play = a_session()
    paper = paper_of(play.session, play.room)
    assert paper is not None
    card = PersonAssigned(
        "p1", "R. Vos", StaffRole.INVIGILATOR, card_issued_at=at, card_issued_by=by
    )
    assert issued_text(paper, card) == told

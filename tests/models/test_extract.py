"""An extract tells a candidate in words what was recorded, each thing once."""

import pytest

from app.models.act import Act
from app.models.attendance_facts import LatenessNoted
from app.models.extract import entries_of, hiding
from app.models.facts import AwayStarted, IrregularityNoted, ProvisionReported
from app.models.values import ProvisionOutcome
from tests.builders import START, a_session, candidate_id

WORDS: list[tuple[Act, str]] = [
    (
        ProvisionReported("TTS", ProvisionOutcome.NOT_DELIVERED, "broken"),
        "Voorlezen: niet geleverd. Techniek werkt niet.",
    ),
    (LatenessNoted("trein reed niet"), "Trein reed niet."),
    (AwayStarted("toilet"), "Even weg. Waarvoor: toilet."),
    (
        IrregularityNoted(
            "other", "Kreeg iets van {1}", statement="het was een pen", mentions=("c0002",)
        ),
        "Kreeg iets van [naam]. Verklaring van de kandidaat: het was een pen.",
    ),
]


@pytest.mark.parametrize(("act", "words"), WORDS)
def test_what_was_recorded_is_told_once_and_without_a_code(act: Act, words: str) -> None:
    play = a_session(2, arrived=True)
    event = play.laptop.act(act, START, candidate_id(1))
    who = play.enrolment()
    (entry,) = entries_of(play.session, who, [event], hiding([(play.session, who.candidate)], ()))
    assert entry.text.endswith(words)
    assert entry.text.count(words) == 1

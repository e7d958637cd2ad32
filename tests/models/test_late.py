"""What came after a seal reads as sentences, whatever somebody ended their words with."""

import pytest

from app.models.facts import IrregularityNoted
from app.models.late import addendum_of, late_events
from app.models.manifest import manifest_of
from app.models.marks import ReportAmended, ReportSealed
from app.models.paper import paper_of
from app.models.report import Addendum, text_of
from app.models.reporting import Seal
from app.models.values import StaffRole
from tests.builders import MINUTE, START, a_laptop, a_session, candidate_id


def told(words: str) -> Addendum:
    """Return the addendum of a note that came late and an amendment, both in these words."""
    play = a_session(1, arrived=True)
    manifest = manifest_of(
        play.fold.in_scope(play.scope),
        play.scope,
        lambda _: bytes(32),
        standaardset="x",
        render_version=1,
    )
    act = ReportSealed(manifest, ())
    seal = play.laptop.act(act, START + 95 * MINUTE)
    amended = ReportAmended(
        "p1", "M. Vos", StaffRole.INVIGILATOR, seal.leaf, 1, words, words, "AA==", "AA=="
    )
    other = a_laptop("EX-09")
    note = other.act(IrregularityNoted("other", words), START + 20 * MINUTE, candidate_id(1))
    play.take(seal, play.laptop.act(amended, START + 97 * MINUTE), *other.written)
    paper = paper_of(play.session, play.room)
    assert paper is not None
    events = late_events(paper, Seal(seal, act))
    assert note in events
    return addendum_of(paper, Seal(seal, act), events, 2)


@pytest.mark.parametrize("words", ["Stond op tafel", "Stond op tafel. ", "Stond op tafel!"])
def test_no_sentence_of_an_addendum_ends_twice_or_not_at_all(words: str) -> None:
    texts = [text_of(each.text) for each in told(words).items]
    ended = words.rstrip().rstrip(".") + ("" if words.endswith("!") else ".")
    assert f"{ended} Reden: {ended} Ondertekend 10:37:00 door M. Vos" in texts[-1]
    assert any(text.endswith(f" {ended} Laptop EX-09.") for text in texts)


def test_an_addendum_has_a_number_of_its_own_beside_those_of_the_amendments() -> None:
    addendum = told("Stond op tafel")
    assert addendum.head.title == "Aanvulling A2 op proces-verbaal"
    assert addendum.head.reference.endswith("-A2")
    assert "9 december 2026" in addendum.head.running_title
    assert addendum.items[-1].lead == "Aanvulling 1"

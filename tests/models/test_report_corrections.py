"""What was struck later with a reason prints, whoever or whatever it was about."""

from app.models import commands as c
from app.models.facts import StartReasonNoted
from app.models.paper import paper_of
from app.models.report import text_of
from app.models.report_items import items_of
from tests.builders import MINUTE, SESSION, START, Play, a_session, candidate_id


def told(play: Play) -> list[str]:
    paper = paper_of(play.session, play.room)
    assert paper is not None
    return [
        " ".join((item.printed.lead, text_of(item.printed.text), *map(text_of, each)))
        for item in items_of(paper)
        for each in [item.printed.corrections]
    ]


def test_an_act_of_the_part_that_was_struck_prints_with_its_reason() -> None:
    play = a_session(1)
    (noted,) = play.do(c.NoteStartReason(SESSION, "brandoefening"), START + MINUTE)
    play.do(c.Correct(SESSION, noted.leaf, "hoort bij een ander lokaal"), START + 20 * MINUTE)
    (line,) = told(play)
    assert line.startswith("Gecorrigeerd Reden van de start genoteerd")
    assert line.endswith("door M. Vos: hoort bij een ander lokaal")


def test_what_was_taken_back_at_once_prints_only_as_a_number() -> None:
    play = a_session(1)
    play.do(c.NoteStartReason(SESSION, "brandoefening"), START + MINUTE)
    play.do(c.Undo(), START + 2 * MINUTE)
    assert told(play) == []


def test_a_struck_act_about_a_candidate_prints_once() -> None:
    play = a_session(1, arrived=True)
    play.do(c.StartInterruption(SESSION, "stroom", candidate_id(1)), START + MINUTE)
    (stop,) = (e for e in play.part.acts if "Interruption" in type(e.body.act).__name__)  # type: ignore[union-attr]
    play.do(c.Correct(SESSION, stop.leaf, "verkeerde kandidaat"), START + 20 * MINUTE)
    assert sum("verkeerde kandidaat" in line for line in told(play)) == 1


def test_a_correction_of_a_correction_prints_both() -> None:
    play = a_session(1)
    (noted,) = play.do(c.NoteStartReason(SESSION, "brandoefening"), START + MINUTE)
    assert isinstance(noted.body and noted.body.act, StartReasonNoted)
    (struck,) = play.do(c.Correct(SESSION, noted.leaf, "verkeerd"), START + 20 * MINUTE)
    play.do(c.Correct(SESSION, struck.leaf, "toch goed"), START + 40 * MINUTE)
    assert [("verkeerd" in line, "toch goed" in line) for line in told(play)] == [
        (True, False),
        (False, True),
    ]

"""After the seal (07): words are added by keyboard, with a reason and the PIN of the shift."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.models.act import Body
from app.models.check_facts import QuestionAsked
from app.models.drafts import Draft
from app.models.fold import part_scope
from app.models.questions import questions_of
from app.services.closing import report_pdf
from tests.builders import ROOM, SESSION
from tests.desktop.shift import PIN, SECOND_PIN, Key, Stand, a_hall, a_stand
from tests.desktop.test_closing import signed, ticked, worked


def to_the_offer(stand: Stand) -> None:
    """Go up to the first row, which offers an amendment."""
    stand.until_focus("CheckCard")
    for _ in stand.closing.checks:
        stand.press(Key.Key_Up)
    assert stand.closing.checks[0].fixes[0].text == "Aanvulling maken"


def test_after_the_seal_words_are_added_with_a_reason_and_the_pin(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall(candidates=2)
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card)
        worked(stand)
        ticked(stand)
        signed(stand, PIN)
        stand.until(lambda: stand.closing.sealed is not None)
        sealed = sealed_bytes(stand)
        stand.until(lambda: stand.page("closing").ui.pdf == sealed)
        to_the_offer(stand)
        stand.press(Key.Key_1)
        stand.until_focus("PlainField")
        stand.type("De telefoon uit zakje 3 was uit.")
        stand.press(Key.Key_Return)
        stand.press(Key.Key_Return)
        stand.until(lambda: stand.closing.checks[0].error)
        stand.type("pas thuis bedacht")
        stand.press(Key.Key_Return)
        stand.until(lambda: stand.closing.can_sign)
        assert stand.closing.button == "Aanvulling tekenen"
        stand.until_focus("PinField")
        stand.type(SECOND_PIN)
        stand.press(Key.Key_Return)
        stand.until(lambda: "klopt niet" in stand.closing.boxes[0].error)
        stand.until_focus("PinField")
        stand.type(PIN)
        stand.press(Key.Key_Return)
        stand.until(lambda: stand.paper().part.amendments)
        ((_, act),) = stand.paper().part.amendments
        assert (act.number, act.reason) == (1, "pas thuis bedacht")
        stand.until(lambda: any(row.title == "Aanvulling 1" for row in stand.closing.checks))
        assert all(each.stands for each in stand.paper().part.signatures)
        assert stand.page("closing").ui.pdf == sealed_bytes(stand) == sealed
        assert not stand.closing.can_sign


def sealed_bytes(stand: Stand) -> bytes:
    workplace = stand.desktop.world.workplace
    assert workplace is not None
    return workplace.look(lambda folds: report_pdf(folds, SESSION)).result()


def test_a_question_of_the_office_is_answered_in_an_amendment_that_names_it(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall(candidates=2)
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card)
        worked(stand)
        ticked(stand)
        signed(stand, PIN)
        stand.until(lambda: stand.closing.sealed is not None)
        question = Body(QuestionAsked("q1", "Hoe laat ging hij weg?"))
        asked = stand.work.write((Draft(part_scope(SESSION, ROOM), question),)).result()
        stand.desktop.world.learn_day(asked.day)
        stand.until(lambda: stand.closing.checks[0].detail == "Hoe laat ging hij weg?")
        stand.until_focus("CheckCard")
        for _ in stand.closing.checks:
            stand.press(Key.Key_Up)
        stand.press(Key.Key_1)
        stand.until_focus("PlainField")
        stand.type("Om 10:05.")
        stand.press(Key.Key_Return)
        stand.until(lambda: stand.closing.can_sign)
        stand.until_focus("PinField")
        stand.type(PIN)
        stand.press(Key.Key_Return)
        stand.until(lambda: stand.paper().part.amendments)
        (told,) = questions_of(stand.paper().part)
        assert [(each.text, each.is_amendment) for each in told.answers] == [("Om 10:05.", True)]
        stand.until(lambda: "Vraag" not in stand.closing.checks[0].title)


def test_escape_leaves_an_amendment_unsigned(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall(candidates=2)
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card)
        worked(stand)
        ticked(stand)
        signed(stand, PIN)
        stand.until(lambda: stand.closing.sealed is not None)
        to_the_offer(stand)
        stand.press(Key.Key_1)
        stand.until_focus("PlainField")
        for text in ("Nog iets.", "vergeten"):
            stand.type(text)
            stand.press(Key.Key_Return)
        stand.until(lambda: stand.closing.can_sign)
        stand.tab_to(lambda w: type(w).__name__ == "CheckCard")
        stand.press(Key.Key_Escape)
        stand.until(lambda: not stand.closing.can_sign)
        assert stand.front == "closing"
        assert stand.paper().part.amendments == ()

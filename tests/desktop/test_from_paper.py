"""Typing over from paper by keyboard: the time on it, who typed, and a second pair of eyes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.crypto import base64_text
from app.crypto.envelope import PAPER_CHECK_SIGNATURE
from app.crypto.statements import paper_check_statement, verify_text
from app.models.act import Event
from app.models.copied import copied_in, unchecked_in
from app.models.facts import PaperChecked
from app.models.values import NOT_OBSERVED, Status
from tests.builders import MINUTE, START
from tests.desktop.shift import CTRL, SECOND_PIN, SHIFT, Key, Stand, a_hall, a_stand

TYPED = START + 60 * MINUTE
SECOND = "person-bakir"


@pytest.fixture
def stand(qtbot: QtBot, tmp_path: Path) -> Iterator[Stand]:
    """One surveillant has the shift."""
    school, card = a_hall(candidates=3)
    with a_stand(qtbot, tmp_path, school) as made:
        made.laptop.clock.now = TYPED  # before anybody types: a jump later brings the curtain
        made.enter(card)
        yield made


@pytest.fixture
def pair(qtbot: QtBot, tmp_path: Path) -> Iterator[Stand]:
    """Two share the shift; who is asked for first types over."""
    school, card = a_hall(candidates=3, rules={"signatures": 2})
    second = school.print_card(SECOND, "R. Bakir")
    with a_stand(qtbot, tmp_path, school) as made:
        made.laptop.clock.now = TYPED
        made.enter(card, second)
        made.press(Key.Key_P, CTRL)
        made.until(lambda: getattr(made.room.panel, "title", "") == "Van papier")
        made.press(Key.Key_Return)
        made.until(lambda: banner(made))
        yield made


def start_from_paper(stand: Stand) -> None:
    stand.press(Key.Key_P, CTRL)
    stand.until(lambda: banner(stand))


def banner(stand: Stand) -> bool:
    return any(notice.title == "Je typt over van papier." for notice in stand.room.notices)


def copy(stand: Stand, number: int, time: str) -> None:
    """Find a candidate, press Enter, type the time on the paper, press Enter."""
    stand.find(number)
    stand.press(Key.Key_Return)
    stand.until_focus("LineField")
    stand.type(time)
    stand.act(Key.Key_Return)


def is_check(event: Event) -> bool:
    return event.body is not None and isinstance(event.body.act, PaperChecked)


def copied(stand: Stand) -> list[Event]:
    return [each.event for each in copied_in(stand.paper())]


def test_an_act_in_the_mode_of_paper_asks_the_time_and_keeps_both(stand: Stand) -> None:
    start_from_paper(stand)
    copy(stand, 1, "0847")
    assert stand.status(1) is Status.PRESENT
    events = copied(stand)
    assert {stand.paper().clock(event.observed) for event in events} == {"08:47"}
    assert {event.header.corrected >= TYPED for event in events} == {True}
    assert stand.room.footer.text == "Noor Proef 1 is aanwezig, ID gezien (van papier)"


def test_nothing_is_recorded_before_the_time_is_told(stand: Stand) -> None:
    start_from_paper(stand)
    before = stand.events()
    stand.find(1)
    stand.press(Key.Key_Return)
    stand.until_focus("LineField")
    assert stand.events() == before
    stand.type("2599")
    stand.press(Key.Key_Return)
    stand.until(lambda: stand.room.panel.fields[0].error)
    stand.press(Key.Key_Escape)
    stand.until_focus("SearchBox")
    assert stand.events() == before
    assert stand.status(1) is Status.EXPECTED


def test_no_time_on_the_paper_is_not_observed(stand: Stand) -> None:
    start_from_paper(stand)
    stand.find(1)
    stand.press(Key.Key_Return)
    stand.until_focus("LineField")
    stand.press(Key.Key_Tab, SHIFT)
    stand.press(Key.Key_2)
    stand.act(Key.Key_Return)
    assert {event.body.seen_at for event in copied(stand) if event.body} == {NOT_OBSERVED}


def test_somebody_who_stands_on_the_paper_and_not_on_the_list_is_added(stand: Stand) -> None:
    start_from_paper(stand)
    stand.type("lars veenstra")
    stand.press(Key.Key_F2, SHIFT)
    stand.until_focus("LineField")
    stand.press(Key.Key_Return)
    stand.until(lambda: stand.room.panel.fields[0].label != "Naam zoals op het ID")
    stand.type("0912")
    stand.act(Key.Key_Return)
    (added,) = [each for each in stand.paper().enrolments() if each.added is not None]
    assert stand.paper().clock(added.arrival.observed) == "09:12"
    stand.until(lambda: stand.room.listing.selected == added.candidate)


def test_the_start_of_the_exam_is_typed_over_with_its_own_time(stand: Stand) -> None:
    start_from_paper(stand)
    stand.press(Key.Key_F11)
    stand.until_focus("LineField")
    stand.type("09:02")
    stand.act(Key.Key_Return)
    paper = stand.paper()
    assert paper.clock(paper.part.started_at) == "09:02"
    copy(stand, 1, "09:10")
    assert stand.status(1) is Status.LATE


def test_the_mode_ends_with_the_same_key_and_then_now_is_now(stand: Stand) -> None:
    start_from_paper(stand)
    stand.press(Key.Key_P, CTRL)
    stand.until(lambda: not banner(stand))
    stand.find(1)
    stand.act(Key.Key_Return)
    assert not copied(stand)
    assert stand.status(1) is Status.PRESENT


def test_undo_takes_back_what_was_typed_over(stand: Stand) -> None:
    start_from_paper(stand)
    copy(stand, 1, "08:47")
    stand.act(Key.Key_Z, CTRL)
    assert stand.status(1) is Status.EXPECTED
    assert not copied(stand)


def test_nobody_checks_what_the_own_hand_typed(stand: Stand) -> None:
    start_from_paper(stand)
    copy(stand, 1, "08:47")
    stand.press(Key.Key_P, CTRL | SHIFT)
    stand.until(lambda: "iemand anders" in stand.room.announcement)
    assert unchecked_in(stand.paper())


def test_of_two_in_the_shift_it_is_asked_who_types(pair: Stand) -> None:
    copy(pair, 1, "08:47")
    assert {event.body.copied_by for event in copied(pair) if event.body} == {"person-vos"}


def test_a_second_person_checks_page_by_page_and_signs_with_the_own_pin(pair: Stand) -> None:
    for number in (1, 2):
        copy(pair, number, "08:47")
    pair.press(Key.Key_P, CTRL | SHIFT)
    pair.until(lambda: "Nakijken" in getattr(pair.room.panel, "title", ""))
    told = "".join(span.text for span in pair.room.panel.text)
    assert "R. Bakir kijkt na" in told
    assert "08:47  Noor Proef 1: Aanwezig" in told
    pair.press(Key.Key_Return)
    pair.until_focus("LineField")
    pair.type("000000")
    pair.press(Key.Key_Return)
    pair.until(lambda: "klopt niet" in pair.room.panel.fields[0].error)
    assert unchecked_in(pair.paper())
    pair.press(Key.Key_A, CTRL)
    pair.type(SECOND_PIN)
    pair.act(Key.Key_Return)
    pair.until(lambda: not unchecked_in(pair.paper()))
    (event,) = [each for each in pair.paper().part.acts if is_check(each)]
    assert event.body is not None
    check = event.body.act
    assert isinstance(check, PaperChecked)
    assert (check.person, check.name) == (SECOND, "R. Bakir")
    statement = paper_check_statement(event.header.school, event.header.scope, event.body.refs)
    public = base64_text.decode(check.public, least=32, most=32)
    verify_text(PAPER_CHECK_SIGNATURE, statement, check.signature, public)
    pair.until(lambda: any(each.title.startswith("Nagekeken") for each in pair.room.notices))


def test_the_pin_of_a_check_is_never_shown(pair: Stand) -> None:
    copy(pair, 1, "08:47")
    pair.press(Key.Key_P, CTRL | SHIFT)
    pair.until(lambda: "Nakijken" in getattr(pair.room.panel, "title", ""))
    pair.press(Key.Key_Return)
    field = pair.until_focus("LineField")
    assert field.echoMode() is QLineEdit.EchoMode.Password


def test_closing_leads_to_the_check(pair: Stand) -> None:
    copy(pair, 1, "08:47")
    pair.press(Key.Key_F10)
    pair.until(lambda: pair.front == "closing")
    titles = [each.title for each in pair.closing.checks]
    assert any(title.startswith("Van papier, niet nagekeken") for title in titles)
    for _ in pair.closing.checks:
        card = pair.tab_to(lambda w: type(w).__name__ == "CheckCard")
        if "Van papier" in card.accessibleName():
            break
        pair.press(Key.Key_Down)
    pair.press(Key.Key_1)
    pair.until(lambda: pair.front == "room")
    pair.until(lambda: "Nakijken" in getattr(pair.room.panel, "title", ""))

"""The room by keyboard (03): every act through the real window onto the real store."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.models.commands import EstablishNoShow, LeaveForAMoment, RegisterArrival, StartSession
from app.models.timing import needs_admission
from app.models.values import Status
from app.screens.room.panel import DifferencePanel
from tests.builders import SESSION, START, candidate_id
from tests.desktop.shift import ALT, CTRL, NONE, OTHER_EXAM, SHIFT, Key, Stand, a_hall, a_stand
from tests.services.school import a_laptop

TOO_LATE = START + timedelta(minutes=30)


@pytest.fixture
def stand(qtbot: QtBot, tmp_path: Path) -> Iterator[Stand]:
    school, card = a_hall()
    with a_stand(qtbot, tmp_path, school) as made:
        made.enter(card)
        yield made


def started(stand: Stand, *here: int) -> None:
    for number in here:
        stand.find(number)
        stand.act(Key.Key_Return)
    stand.laptop.clock.now = START
    stand.act(Key.Key_F11)


def scan(stand: Stand, text: str, busy_ms: int = 0) -> None:
    """Let a scanner type: 8 ms from key to key, however long the window takes for each."""
    box = stand.until_focus("SearchBox")
    keys = {"\r": Key.Key_Return, "\n": Key.Key_Enter}
    for n, letter in enumerate(text):
        key = keys.get(letter, Key.Key_0)
        event = QKeyEvent(QEvent.Type.KeyPress, key, NONE, letter)
        event.setTimestamp(1_000_000 + 8 * n)
        QApplication.sendEvent(box, event)
        if busy_ms:
            QTest.qWait(busy_ms)


def test_a_number_and_enter_record_an_arrival_and_everything_says_so(stand: Stand) -> None:
    stand.find(3)
    stand.act(Key.Key_Return)
    assert stand.status(3) is Status.PRESENT
    assert stand.row(3).status is Status.PRESENT
    assert stand.room.footer.text == "Noor Proef 3 is aanwezig, ID gezien"
    assert stand.room.search.query == ""
    assert stand.page("room").view.search.box.text() == ""
    assert stand.room.listing.selected == candidate_id(3)


def test_enter_after_an_act_does_nothing(stand: Stand) -> None:
    stand.find(3)
    stand.act(Key.Key_Return)
    before = stand.events()
    stand.laptop.clock.step(seconds=20)
    stand.press(Key.Key_Return)
    stand.until(lambda: stand.room.announcement == "Typ, kies of scan eerst.")
    assert stand.events() == before


def test_two_enters_at_once_make_one_act(stand: Stand) -> None:
    stand.find(3)
    before = stand.events()
    stand.press(Key.Key_Return)
    stand.laptop.clock.step(milliseconds=150)
    stand.press(Key.Key_Return)
    stand.until(lambda: stand.page("room")._again is None)
    assert stand.events() == before + 2  # the arrival and the identity, once


def test_a_scanner_that_ends_with_cr_lf_selects_and_enter_records(stand: Stand) -> None:
    before = stand.events()
    scan(stand, "100004\r\n")
    stand.until(lambda: stand.room.listing.selected == candidate_id(4))
    assert stand.events() == before
    assert stand.room.panel.button.text == "Pas gescand, ID gezien?"
    stand.act(Key.Key_Return)  # a person's, some time later
    assert stand.status(4) is Status.PRESENT


def test_a_scan_that_a_busy_window_hears_late_is_a_scan_all_the_same(stand: Stand) -> None:
    before = stand.events()
    scan(stand, "100004\r\n", busy_ms=40)
    stand.until(lambda: stand.room.listing.selected == candidate_id(4))
    assert stand.page("room").ui.is_scan
    assert stand.events() == before


def test_a_card_of_nobody_here_is_told_and_selects_nobody(stand: Stand) -> None:
    scan(stand, "999999\r")
    stand.until(lambda: stand.room.notices)
    assert stand.room.notices[0].title == "Deze pas hoort niet bij dit lokaal."


@pytest.mark.parametrize(
    ("first_key", "words", "is_admitted"),
    [(timedelta(0), "Te laat, ID gezien", True), (timedelta(seconds=1), "Staat hier nu", False)],
)
def test_who_is_typed_at_the_entry_limit_is_judged_by_the_first_key(
    stand: Stand, first_key: timedelta, words: str, is_admitted: bool
) -> None:
    started(stand, 1)
    stand.laptop.clock.now = TOO_LATE + first_key
    stand.find(2)
    stand.laptop.clock.step(seconds=9)
    assert stand.room.panel.button.text == words
    stand.act(Key.Key_Return)
    arrival = stand.enrolment(2).arrival
    assert arrival is not None
    assert arrival.observed == TOO_LATE + first_key
    asks = stand.page("room").content.people[candidate_id(2)]
    paper = asks.paper
    assert needs_admission(paper.session, paper.part, asks.enrolment) is not is_admitted


@pytest.mark.parametrize(("late", "asks"), [(300, False), (301, True)])
def test_a_late_start_asks_why_and_alt_r_records_it(stand: Stand, late: int, asks: bool) -> None:
    stand.laptop.clock.now = START + timedelta(seconds=late)
    stand.act(Key.Key_F11)
    assert stand.paper().part.started_at == START + timedelta(seconds=late)
    assert (stand.room.start_strip is not None) is asks
    if asks:
        stand.press(Key.Key_R, ALT)
        stand.until_focus("LineField")
        stand.type("de computers startten traag")
        stand.act(Key.Key_Return)
        assert stand.paper().part.start_reason
        assert stand.room.start_strip is None


def test_away_and_back_hand_in_absent_and_left_for_good(stand: Stand) -> None:
    started(stand, 1, 2, 3)
    stand.laptop.clock.step(minutes=40)
    stand.find(1)
    stand.press(Key.Key_F5)
    stand.act(Key.Key_Return)
    assert stand.status(1) is Status.AWAY
    stand.laptop.clock.step(minutes=3)
    stand.act(Key.Key_F5)
    assert stand.status(1) is Status.PRESENT
    stand.act(Key.Key_F6)
    assert stand.status(1) is Status.HANDED_IN
    stand.find(2)
    stand.press(Key.Key_F5, SHIFT)
    stand.act(Key.Key_Return)
    assert stand.status(2) is Status.LEFT
    stand.find(4)
    stand.act(Key.Key_F4)
    assert stand.status(4) is Status.ABSENT


def test_everybody_missing_is_set_absent_at_once_and_one_undo_takes_it_back(stand: Stand) -> None:
    started(stand, 1)
    stand.laptop.clock.now = TOO_LATE + timedelta(seconds=1)
    stand.act(Key.Key_F4, SHIFT)
    assert [stand.status(n) for n in range(1, 6)] == [Status.PRESENT, *[Status.ABSENT] * 4]
    stand.laptop.clock.step(seconds=30)
    stand.act(Key.Key_Z, CTRL)
    assert [stand.status(n) for n in range(1, 6)] == [Status.PRESENT, *[Status.EXPECTED] * 4]
    stand.act(Key.Key_Y, CTRL)
    assert [stand.status(n) for n in range(1, 6)] == [Status.PRESENT, *[Status.ABSENT] * 4]


def test_shift_f4_before_the_door_closed_says_why_not(stand: Stand) -> None:
    started(stand, 1)
    before = stand.events()
    stand.press(Key.Key_F4, SHIFT)
    stand.until(lambda: stand.room.announcement)
    assert stand.room.announcement == "Nu is er niemand om op afwezig te zetten."
    assert stand.events() == before


def test_undo_takes_back_one_arrival_and_the_footer_says_it(stand: Stand) -> None:
    stand.find(1)
    stand.act(Key.Key_Return)
    stand.act(Key.Key_Z, CTRL)
    assert stand.status(1) is Status.EXPECTED
    assert stand.room.announcement == "Noor Proef 1: ongedaan gemaakt"
    assert not stand.room.footer.can_undo


def test_a_refused_act_says_why(stand: Stand) -> None:
    stand.find(1)
    stand.act(Key.Key_Return)
    before = stand.events()
    for key, why in (
        (Key.Key_F2, "Noor Proef 1 is al binnen."),
        (Key.Key_F4, "Noor Proef 1 is niet verwacht."),
        (Key.Key_F3, "Noor Proef 1 is al binnen."),
    ):
        stand.press(key)
        stand.until(lambda told=why: stand.room.announcement == told)
        assert any(getattr(block, "title", "") == why for block in stand.room.panel.blocks)
    assert stand.events() == before


def test_a_refusal_of_the_record_is_told_too(stand: Stand) -> None:
    before = stand.events()
    stand.press(Key.Key_Z, CTRL)
    stand.until(lambda: stand.room.announcement == "Er is niets om ongedaan te maken.")
    assert stand.events() == before
    assert stand.page("room")._again is None


def test_a_difference_of_two_laptops_is_shown_and_settled_by_keyboard(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall()
    second = school.print_card("person-bakir", "E. Bakir")
    with a_stand(qtbot, tmp_path, school) as stand:
        other = a_laptop(tmp_path, school, "device-8")
        other.clock.now = START
        stand.enter(card)
        stand.find(2)
        stand.act(Key.Key_Return)
        recorder = other.open(second.code).recorder
        recorder.record(RegisterArrival(SESSION, candidate_id(1)), other.clock())
        recorder.record(EstablishNoShow(SESSION, (candidate_id(2),)), other.clock())
        stand.take_in(other)
        stand.until(lambda: stand.enrolment(2).differences)
        assert stand.status(1) is Status.PRESENT
        stand.find(2)
        assert stand.room.panel.question == "Wat klopt?"
        values = [value.text for value in stand.room.panel.values]
        stand.press(Key.Key_Escape)
        stand.tab_to(lambda w: type(w).__name__ == "DifferenceView")
        stand.press(Key(Key.Key_1 + values.index("Afwezig")))
        stand.until(lambda: stand.room.panel.chosen == values.index("Afwezig"))
        stand.act(Key.Key_Return)
        assert not stand.enrolment(2).differences
        assert stand.status(2) is Status.ABSENT
        other.close()


def test_a_start_that_two_laptops_tell_otherwise_is_settled_by_keyboard(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall()
    second = school.print_card("person-bakir", "E. Bakir")
    with a_stand(qtbot, tmp_path, school) as stand:
        other = a_laptop(tmp_path, school, "device-8")
        stand.enter(card)
        other.clock.now = START + timedelta(minutes=7)
        recorder = other.open(second.code).recorder
        recorder.record(StartSession(SESSION), other.clock())
        started(stand)
        stand.laptop.clock.now = other.clock.now
        stand.press(Key.Key_Shift)  # at once: after three minutes of rest comes the curtain
        stand.take_in(other)
        stand.until(lambda: stand.room.notices)
        (notice,) = stand.room.notices
        assert notice.title == "1 verschil om te bekijken."
        assert notice.text == "Allebei blijven bewaard."
        stand.press(Key.Key_V, ALT)
        stand.until_focus("DifferenceView")
        panel = stand.room.panel
        assert panel.title == "De start van het examen"
        assert [(each.text, each.time[-2:]) for each in panel.values] == [
            ("Examen gestart", "00"),
            ("Examen gestart", "07"),
        ]
        assert stand.room.notices == ()
        stand.press(Key.Key_2)
        stand.until(lambda: stand.room.panel.chosen == 1)
        stand.act(Key.Key_Return)
        assert stand.paper().part.started_at == START + timedelta(minutes=7)
        assert not stand.paper().part.differences
        stand.until(lambda: not isinstance(stand.room.panel, DifferencePanel))
        stand.press(Key.Key_V, ALT)
        stand.until(lambda: stand.room.announcement == "Er is geen verschil om te bekijken.")
        other.close()


def test_alt_v_goes_to_each_candidate_with_a_difference(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall()
    second = school.print_card("person-bakir", "E. Bakir")
    with a_stand(qtbot, tmp_path, school) as stand:
        other = a_laptop(tmp_path, school, "device-8")
        other.clock.now = START
        stand.enter(card)
        recorder = other.open(second.code).recorder
        for number in (2, 4):
            stand.find(number)
            stand.act(Key.Key_Return)
            recorder.record(EstablishNoShow(SESSION, (candidate_id(number),)), other.clock())
        stand.find(1)
        stand.take_in(other)
        stand.until(lambda: stand.room.notices)
        assert stand.room.notices[0].title == "2 verschillen om te bekijken."
        for number in (2, 4, 2):
            stand.press(Key.Key_V, ALT)
            stand.until(lambda n=number: stand.room.listing.selected == candidate_id(n))
        other.close()


def test_the_second_exam_is_started_alone(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall(exams=2, candidates=2)
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card)
        stand.laptop.clock.now = START
        first, second = (p.session.id for p in stand.desktop.world.known.papers)
        assert {first, second} == {SESSION, OTHER_EXAM}
        stand.press(Key.Key_2, ALT)
        stand.act(Key.Key_F11)
        assert stand.paper(second).part.started_at == START
        assert stand.paper(first).part.started_at is None


def test_an_act_of_another_laptop_shows_without_a_key(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall()
    second = school.print_card("person-bakir", "E. Bakir")
    with a_stand(qtbot, tmp_path, school) as stand:
        other = a_laptop(tmp_path, school, "device-8")
        stand.enter(card)
        recorder = other.open(second.code).recorder
        recorder.record(RegisterArrival(SESSION, candidate_id(1)), other.clock())
        recorder.record(LeaveForAMoment(SESSION, candidate_id(1)), other.clock.step(minutes=1))
        stand.take_in(other)
        stand.until(lambda: stand.row(1).status is Status.AWAY)
        other.close()


def test_a_clock_that_was_set_otherwise_is_told_over_the_list_until_it_is_read(
    stand: Stand,
) -> None:
    stand.hurry()
    stand.laptop.clock.ahead = timedelta(minutes=3)
    stand.until(lambda: stand.room.notices)
    (notice,) = stand.room.notices
    at = stand.paper().clock(stand.laptop.clock.now)
    assert notice.title == f"De klok van deze laptop sprong om {at} 3 min vooruit."
    stand.press(Key.Key_G, ALT)
    stand.until(lambda: not stand.room.notices)
    stand.find(2)
    stand.act(Key.Key_Return)
    assert stand.room.notices == ()


def test_a_clock_far_from_the_dossiers_is_told_over_the_list(stand: Stand) -> None:
    world = stand.desktop.world
    world.learn(status=replace(world.known.status, clock_offset_ms=-190_000))
    stand.until(lambda: stand.room.notices)
    (notice,) = stand.room.notices
    assert notice.title == "De klok van deze laptop loopt 3 min voor."
    assert notice.text == "Beide tijden worden bewaard."

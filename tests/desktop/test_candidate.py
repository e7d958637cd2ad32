"""One candidate by keyboard: the page, another time, corrections, bijschrijven, the own record."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.models.attendance_facts import ContactAttempted, LatenessNoted, RecordReviewed
from app.models.facts import AwayStarted, IdentityChecked, LeftForGood, WorkHandedIn
from app.models.timing import arrived_at
from app.models.values import (
    Aspect,
    IdentityOutcome,
    Permission,
    ReviewOutcome,
    Status,
    WorkOutcome,
)
from app.screens.room.panel import CandidatePanel, Prompt, RecordView
from app.screens.room.panels import CandidatePage
from tests.builders import START, candidate_id
from tests.desktop.shift import ALT, CTRL, SHIFT, Key, Stand, a_hall, a_stand

RULES: dict[str, object] = {"counts_sheets": True, "candidate_signs": True}


@pytest.fixture
def stand(qtbot: QtBot, tmp_path: Path) -> Iterator[Stand]:
    school, card = a_hall(rules=RULES)
    with a_stand(qtbot, tmp_path, school) as made:
        made.enter(card)
        yield made


@pytest.fixture
def strict(qtbot: QtBot, tmp_path: Path) -> Iterator[Stand]:
    """A table where the rule set asks the last digits of the document."""
    school, card = a_hall(rules={"identity_digits": 4})
    with a_stand(qtbot, tmp_path, school) as made:
        made.enter(card)
        yield made


def arrived(stand: Stand, *numbers: int) -> None:
    for number in numbers:
        stand.find(number)
        stand.act(Key.Key_Return)


def opened(stand: Stand, number: int) -> None:
    stand.find(number)
    stand.press(Key.Key_F8)
    stand.until(lambda: isinstance(stand.room.panel, CandidatePage))


def act_of(stand: Stand, number: int, aspect: Aspect) -> object:
    return stand.enrolment(number).values[aspect].act


def test_f8_and_enter_open_the_page_of_who_is_here_and_escape_closes_it(stand: Stand) -> None:
    arrived(stand, 1)
    stand.find(1)
    assert stand.room.panel.button.text == "Alles van Noor"
    before = stand.events()
    stand.press(Key.Key_Return)
    stand.until(lambda: isinstance(stand.room.panel, CandidatePage))
    stand.press(Key.Key_Escape)
    stand.until(lambda: isinstance(stand.room.panel, CandidatePanel))
    stand.press(Key.Key_F8)
    stand.until(lambda: isinstance(stand.room.panel, CandidatePage))
    assert stand.events() == before


def test_an_act_is_chosen_in_the_timeline_and_gets_another_time_with_a_reason(
    stand: Stand,
) -> None:
    arrived(stand, 1)
    stand.laptop.clock.step(minutes=5)
    opened(stand, 1)
    assert stand.room.panel.timeline[0].text == "Aanwezig, ID gezien"
    stand.tab_to(lambda widget: hasattr(widget, "row"))
    stand.press(Key.Key_Return)
    stand.until(lambda: isinstance(stand.room.panel.aside, Prompt))
    stand.until_focus("LineField")
    stand.type("073112")
    stand.press(Key.Key_Return)
    stand.until(lambda: stand.room.panel.aside.error)  # a correction asks why
    stand.press(Key.Key_Tab)
    stand.type("klok verkeerd gelezen")
    stand.act(Key.Key_Return)
    told = arrived_at(stand.enrolment(1))
    assert told is not None
    assert f"{told.astimezone(stand.paper().zone):%H:%M:%S}" == "07:31:12"
    assert [row.is_struck for row in stand.room.panel.timeline] == [False, True]


def test_alt_t_corrects_the_last_act_where_it_stands(stand: Stand) -> None:
    arrived(stand, 1)
    moment = arrived_at(stand.enrolment(1))
    assert moment is not None
    stand.laptop.clock.step(minutes=9)
    stand.find(1)
    stand.press(Key.Key_T, ALT)
    stand.until_focus("LineField")
    stand.press(Key.Key_Tab, SHIFT)
    stand.press(Key.Key_3)
    stand.press(Key.Key_Tab)
    stand.press(Key.Key_Tab)
    local = (moment + timedelta(minutes=4)).astimezone(stand.paper().zone)
    stand.type(f"{local:%H%M}")
    stand.press(Key.Key_Tab)
    stand.type("kwam later binnen")
    stand.act(Key.Key_Return)
    told = arrived_at(stand.enrolment(1))
    assert told is not None
    assert told.replace(second=0) == (moment + timedelta(minutes=4)).replace(second=0)
    opened(stand, 1)
    struck = [row for row in stand.room.panel.timeline if row.is_struck]
    assert len(struck) == 1
    assert "kwam later binnen" in struck[0].detail


def test_what_did_not_happen_is_struck_and_can_be_left_standing_after_all(stand: Stand) -> None:
    arrived(stand, 1)
    for choice, reason, status in (
        (Key.Key_3, "verkeerde kandidaat", Status.EXPECTED),
        (None, "was toch goed", Status.PRESENT),
    ):
        opened(stand, 1)
        stand.tab_to(lambda widget: hasattr(widget, "row"))
        stand.press(Key.Key_Return)
        stand.until_focus("LineField")
        if choice is not None:
            stand.press(Key.Key_Tab, SHIFT)
            stand.press(choice)
            stand.press(Key.Key_Tab)
            stand.press(Key.Key_Tab)
        stand.type(reason)
        stand.act(Key.Key_Return)
        assert stand.status(1) is status
        stand.press(Key.Key_Escape)


def test_the_document_stays_unnoted_until_somebody_chooses(stand: Stand) -> None:
    arrived(stand, 1)
    opened(stand, 1)
    assert "niet genoteerd" in "".join(span.text for span in stand.room.panel.identity)
    stand.press(Key.Key_D, ALT)
    stand.until_focus("ChoiceChip")
    stand.press(Key.Key_2)
    stand.act(Key.Key_Return)
    check = act_of(stand, 1, Aspect.IDENTITY)
    assert check == IdentityChecked(IdentityOutcome.SEEN, "id-card")


def test_digits_are_typed_from_the_card_where_the_rule_set_asks_them(strict: Stand) -> None:
    strict.find(1)
    strict.press(Key.Key_Return)
    strict.until_focus("LineField")
    strict.type("41")
    before = strict.events()
    strict.press(Key.Key_Return)
    strict.until(lambda: strict.room.panel.fields[0].error)
    assert strict.events() == before
    strict.type("7R")
    strict.act(Key.Key_Return)
    check = act_of(strict, 1, Aspect.IDENTITY)
    assert check == IdentityChecked(IdentityOutcome.SEEN, None, "417R")
    strict.find(2)
    strict.act(Key.Key_Return, SHIFT)
    check = act_of(strict, 2, Aspect.IDENTITY)
    assert check == IdentityChecked(IdentityOutcome.NO_VALID_DOCUMENT)


def test_away_says_why_with_whom_and_from_the_first_key_on(stand: Stand) -> None:
    arrived(stand, 1)
    stand.laptop.clock.now = START + timedelta(minutes=40)
    stand.find(1)
    stand.laptop.clock.step(seconds=30)
    stand.press(Key.Key_F5)
    stand.until_focus("ChoiceChip")
    stand.press(Key.Key_1)
    stand.tab_to(lambda widget: getattr(widget, "value", "") == "person-vos")
    stand.press(Key.Key_Space)
    stand.laptop.clock.step(seconds=20)
    stand.act(Key.Key_Return)
    away = act_of(stand, 1, Aspect.AWAY)
    assert isinstance(away, AwayStarted)
    assert (away.purpose, away.escort, away.escort_person) == ("toilet", "M. Vos", "person-vos")
    gone = stand.enrolment(1).values[Aspect.AWAY].observed
    assert gone < START + timedelta(minutes=40, seconds=31)


def test_sheets_are_counted_at_hand_in_where_the_rule_set_asks(stand: Stand) -> None:
    arrived(stand, 1)
    stand.find(1)
    stand.press(Key.Key_F6)
    stand.until_focus("LineField")
    stand.type("vier")
    stand.press(Key.Key_Return)
    stand.until(lambda: stand.room.panel.fields[0].error)
    for _ in "vier":
        stand.press(Key.Key_Backspace)
    stand.type("4")
    stand.press(Key.Key_Tab)
    stand.type("2")
    stand.act(Key.Key_Return)
    assert act_of(stand, 1, Aspect.HAND_IN) == WorkHandedIn(4, 2)


def test_shift_f5_lets_go_who_is_here_and_refers_who_is_not(stand: Stand) -> None:
    arrived(stand, 1)
    stand.find(1)
    stand.press(Key.Key_F5, SHIFT)
    stand.until_focus("ChoiceChip")
    stand.press(Key.Key_3)
    stand.act(Key.Key_Return)
    assert act_of(stand, 1, Aspect.STOP) == LeftForGood(None, WorkOutcome.REFUSED)
    stand.find(2)
    stand.press(Key.Key_F5, SHIFT)
    stand.until_focus("LineField")
    stand.type("geen ID en te laat")
    stand.act(Key.Key_Return)
    assert stand.status(2) is Status.REFUSED


def test_somebody_who_is_not_on_the_list_is_there_in_a_name_and_enter(stand: Stand) -> None:
    stand.type("lars veenstra")
    stand.until(lambda: stand.room.listing.strip is not None)
    stand.press(Key.Key_F2, SHIFT)
    stand.until_focus("LineField")
    stand.act(Key.Key_Return)
    paper = stand.paper()
    (added,) = [each for each in paper.enrolments() if each.added is not None]
    assert added.added.name == "Lars veenstra"
    assert added.added.permission is Permission.NOBODY_YET
    assert len(added.candidate) == 36
    stand.until(lambda: stand.room.listing.selected == added.candidate)
    rows = [row for row in stand.room.listing.rows if row.candidate == added.candidate]
    assert rows[0].mark == "user-plus"
    assert rows[0].status is Status.PRESENT


def test_each_attempt_to_reach_who_did_not_come_is_kept(stand: Stand) -> None:
    stand.find(4)
    stand.act(Key.Key_F4)
    for answer in ("", "ligt ziek op bed"):
        stand.find(4)
        stand.press(Key.Key_N, ALT)
        stand.until_focus("LineField")
        stand.press(Key.Key_Tab)
        stand.type(answer)
        stand.act(Key.Key_Return)
    acts = [e.body.act for e in stand.enrolment(4).acts if e.body is not None]
    told = [act.answer for act in acts if isinstance(act, ContactAttempted)]
    assert told == [None, "ligt ziek op bed"]


def test_why_somebody_was_late_is_asked_when_it_is_quiet(stand: Stand) -> None:
    arrived(stand, 4)
    stand.find(4)
    stand.press(Key.Key_J, ALT)
    stand.until_focus("LineField")
    stand.type("trein viel uit")
    stand.act(Key.Key_Return)
    acts = [e.body.act for e in stand.enrolment(4).acts if e.body is not None]
    assert LatenessNoted("trein viel uit", None) in acts


def test_the_candidate_reads_the_own_record_alone_and_says_whether_it_is_right(
    stand: Stand,
) -> None:
    arrived(stand, 1, 2)
    stand.find(1)
    stand.press(Key.Key_U, ALT)
    stand.until(lambda: isinstance(stand.room.panel, RecordView))
    view = stand.page("room").view
    stand.until(lambda: not view._centre.isVisible() and not view.footer.isVisible())
    told = " ".join(" ".join(pair) for pair in stand.room.panel.lines)
    assert "Proef 2" not in told
    stand.until_focus("ChoiceChip")
    stand.press(Key.Key_2)
    stand.tab_to(lambda widget: type(widget).__name__ == "LineField")
    stand.type("ik was er eerder")
    stand.act(Key.Key_Return, CTRL)
    acts = [e.body.act for e in stand.enrolment(1).acts if e.body is not None]
    assert acts[-1] == RecordReviewed(ReviewOutcome.DISAGREED, "ik was er eerder")
    stand.until(view._centre.isVisible)
    assert stand.room.listing.selected == candidate_id(1)


def test_tab_goes_through_a_bijzonderheid_in_the_order_it_is_read(stand: Stand) -> None:
    arrived(stand, 1)
    stand.find(1)
    stand.press(Key.Key_F7)
    stand.until_focus("ChoiceChip")
    named = []
    for _ in range(20):
        stand.press(Key.Key_Tab)
        if type(stand.focus()).__name__ in ("LineField", "TextField"):
            named.append(stand.focus().accessibleName())
    order = ["Gezien om", "Wat zag je?", "Wat zei de kandidaat?", "Wie zag het?"]
    assert sorted(order, key=named.index) == order


def test_a_candidate_goes_to_another_room_and_comes_back(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall()
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card)
        stand.find(1)
        stand.act(Key.Key_Return)
        stand.press(Key.Key_M, CTRL)
        stand.until_focus("LineField")
        stand.type("Aparte ruimte 2")
        stand.press(Key.Key_Tab)
        stand.type("lawaai")
        stand.press(Key.Key_Tab)
        stand.type("J. de Wit")
        stand.act(Key.Key_Return)
        assert stand.status(1) is Status.MOVED
        assert stand.enrolment(1).sent_to == "Aparte ruimte 2"
        assert stand.row(1).status_text == "Ander lokaal"
        stand.act(Key.Key_F5)
        assert stand.status(1) is Status.PRESENT

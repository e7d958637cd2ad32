"""The issue log: words, who has what, what is typed becomes what is recorded."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from app.models import office_commands as c
from app.models.calamity_commands import NameCalamity, OpenCalamity
from app.models.commands import EndInterruption
from app.screens.office import intents as i
from app.screens.office.hotline import hotline_screen
from app.screens.office.hotline_steps import Step, hotline_step
from app.screens.office.hotline_ui import HotlineScreen, HotlineUi, Shown, Writing
from app.screens.room.wording import plain
from tests.builders import MINUTE, SESSION, START, Play, a_session
from tests.models.test_hotline import LIE, TIM, Office, calamity, decided, heard, stopped

ZONE = ZoneInfo("Europe/Amsterdam")
AT = START + 40 * MINUTE


@pytest.fixture
def play() -> Play:
    return a_session(3, arrived=True)


@pytest.fixture
def office(play: Play) -> Office:
    return Office(play)


def ui(at: datetime = AT + 5 * MINUTE, **chosen: object) -> HotlineUi:
    return replace(HotlineUi(at, ZONE), **chosen)  # type: ignore[arg-type]


def shown(office: Office, **chosen: object) -> HotlineScreen:
    return hotline_screen(office.day(), ui(**chosen))


def step(office: Office, intent: object, **chosen: object) -> Step:
    return hotline_step(office.day(), ui(**chosen), intent)


def test_without_issues_the_page_says_that_they_come_by_themselves(office: Office) -> None:
    screen = shown(office)
    assert "vanzelf" in screen.empty
    assert screen.title == ""


def test_a_calamity_nobody_took_up_is_named_and_turns_red(play: Play, office: Office) -> None:
    calamity(play)
    (card,) = shown(office).cards
    assert (card.title, card.right, card.is_hot) == ("Netwerk weg", "5 min", True)
    assert card.number == "H-1209-01 · 09:40, niemand"
    assert "b1.14" in card.place


def test_who_has_it_is_told_by_name_or_as_you(play: Play, office: Office) -> None:
    key, other = calamity(play), Office(play, TIM, "office-2")
    office.do(c.TakeIssue(key), AT)
    assert shown(office).owner == "Bij jou"
    other.events += office.events
    assert hotline_screen(other.day(), ui()).owner == "Bij S. Lieverse"


def test_what_room_and_office_did_stands_in_one_order(play: Play, office: Office) -> None:
    key = calamity(play)
    office.do(c.NoteOnIssue(key, "22 kandidaten wachten", "R. Vos"), AT + MINUTE)
    office.do(c.CallHelpdesk(key, "ICT", "4488"), AT + 2 * MINUTE)
    told = [plain(row.text) for row in shown(office).rows]
    assert told == [
        "F9 gedrukt · M. Vos, zaal",
        "Netwerk weg · M. Vos, zaal",
        "Opgepakt · jij",
        "22 kandidaten wachten · R. Vos belt, jij nam op",
        "ICT gebeld, 4488 · jij",
    ]


def test_solved_ones_stand_under_what_is_open_and_today_is_told_from_the_latest(
    play: Play, office: Office
) -> None:
    office.do(c.SolveIssue(calamity(play), "Wifi werkt"), AT)
    assert shown(office).cards == ()
    office.do(c.OpenIssue("Geen ID"), AT + MINUTE)
    titles = [card.title for card in shown(office).cards]
    assert titles == ["Geen ID", "Vandaag opgelost, 1", "Netwerk weg"]
    cards = shown(office, shown=Shown.TODAY).cards
    assert [card.title for card in cards] == ["Geen ID", "Netwerk weg"]


def test_text_with_a_button_does_it_at_once_and_without_text_it_is_asked_for(
    play: Play, office: Office
) -> None:
    key = calamity(play)
    assert step(office, i.IssueActed("await", "ICT")).command == c.AwaitOnIssue(key, "ICT")
    asked = step(office, i.IssueActed("solve"))
    assert (asked.command, asked.ui.writing) == (None, Writing.SOLVE)
    assert hotline_screen(office.day(), asked.ui).submit == "Oplossen"
    done = hotline_step(office.day(), asked.ui, i.TextSubmitted("herstart"))
    assert done.command == c.SolveIssue(key, "herstart")
    assert done.ui.writing is Writing.NOTE


def test_nothing_typed_says_so_and_records_nothing(play: Play, office: Office) -> None:
    calamity(play)
    told = step(office, i.TextSubmitted("  "))
    assert told.command is None
    assert hotline_screen(office.day(), told.ui).notices[0].title.startswith("Typ eerst")


def test_a_number_behind_whom_is_called_is_a_number(play: Play, office: Office) -> None:
    key = calamity(play)
    assert step(office, i.IssueActed("call", "ICT 4488")).command == c.CallHelpdesk(
        key, "ICT", "4488"
    )
    assert step(office, i.IssueActed("call", "de leverancier")).command == c.CallHelpdesk(
        key, "de leverancier"
    )


def test_what_stands_behind_the_hash_is_the_helpdesks_own_number(
    play: Play, office: Office
) -> None:
    key = calamity(play)
    office.do(c.CallHelpdesk(key, "ICT"), AT)
    names = [action.name for action in shown(office).actions]
    assert "call-done" in names
    done = step(office, i.IssueActed("call-done", "monteur komt #INC-7"))
    assert done.command == c.EndHelpdeskCall(key, "monteur komt", "INC-7")
    nobody = step(office, i.TextSubmitted(""), writing=Writing.CALL_DONE)
    assert nobody.command == c.EndHelpdeskCall(key, nobody_reached=True)


def test_handing_over_offers_who_works_here_today(play: Play, office: Office) -> None:
    key, other = calamity(play), Office(play, TIM, "office-2")
    office.events += other.events
    asked = step(office, i.IssueActed("hand-over"))
    screen = hotline_screen(office.day(), asked.ui)
    assert [(each.text, each.keys) for each in screen.hand_over] == [("M. Timmer", "Alt 1")]
    given = hotline_step(office.day(), asked.ui, i.IssueActed(TIM.id))
    assert given.command == c.HandOverIssue(key, TIM.id, TIM.name)


def test_a_new_issue_needs_a_subject_and_finds_its_room(play: Play, office: Office) -> None:
    assert step(office, i.NewIssueTold("", "Bakır", "", "")).command is None
    told = step(office, i.NewIssueTold("Geen ID", "Bakır", play.room, "laat zijn pas thuis"))
    assert told.command == c.OpenIssue("Geen ID", "laat zijn pas thuis", play.room, None, "Bakır")


# ---------------------------------------------------------------- decisions


def test_time_back_is_proposed_as_measured_and_shows_what_shifts(
    play: Play, office: Office
) -> None:
    stopped(play)
    form = shown(office).decision
    assert form is not None
    assert (form.title, form.minutes, form.for_whom) == (
        "Besluit: tijd terug",
        "7",
        "3 kandidaten",
    )
    assert dict(form.ends)["Einde"] == "10:37"


def test_what_the_room_heard_is_what_the_office_confirms(play: Play, office: Office) -> None:
    heard(play, stopped(play), 10)
    form = shown(office).decision
    assert form is not None
    assert (form.minutes, form.pill) == ("10", "telefonisch")
    told = i.DecisionTold(True, "10", "S. Lieverse", "de examencommissie", "M-07", "")
    command = step(office, told).command
    assert isinstance(command, c.DecideForRoom)
    office.do(command, AT + 9 * MINUTE)
    assert shown(office).decision is None, "both records are there and equal"


def test_a_difference_is_shown_to_the_office_with_both_words(play: Play, office: Office) -> None:
    opening = stopped(play)
    heard(play, opening, 7)
    decided(office, opening, 10, late=9)
    form = shown(office).decision
    assert form is not None
    assert form.pill == "verschil"
    assert "7 minuten en 10 minuten" in plain(form.note)


@pytest.mark.parametrize(
    "minutes", ["-1", "zeven", "601", "٧", pytest.param("9" * 5_000, id="many")]
)
def test_minutes_that_are_none_are_asked_again(play: Play, office: Office, minutes: str) -> None:
    stopped(play)
    told = i.DecisionTold(True, minutes, "S. Lieverse", "", "", "")
    assert step(office, told).command is None
    assert "0 tot 600" in step(office, told).ui.trouble


def test_mandate_and_behalf_are_remembered_for_the_next_decision(
    play: Play, office: Office
) -> None:
    stopped(play)
    told = i.DecisionTold(True, "7", "S. Lieverse", "de commissie", "M-07", "")
    after = step(office, told).ui
    assert (after.on_behalf_of, after.mandate) == ("de commissie", "M-07")


def test_arrows_go_through_the_list_and_stay_at_its_ends(play: Play, office: Office) -> None:
    calamity(play)
    office.do(c.OpenIssue("Iets anders"), AT + MINUTE)
    keys = [card.key for card in shown(office).cards]
    down = step(office, i.IssueChosen(step=1))
    assert down.ui.selected == keys[1]
    assert hotline_step(office.day(), down.ui, i.IssueChosen(step=1)).ui.selected == keys[1]


def test_an_interruption_that_goes_on_counts_until_now(play: Play, office: Office) -> None:
    (opened,) = play.do(OpenCalamity(), AT)
    play.do(NameCalamity(opened.leaf, "network", "Netwerk weg", stops_all=True), AT)
    assert "5 min 0 s" in plain(shown(office).subtitle)
    play.do(EndInterruption(SESSION, play.part.interruptions[0].leaf), AT + 2 * MINUTE)
    assert "2 min 0 s" in plain(shown(office).subtitle)


def test_me_is_the_person_of_the_shift(office: Office) -> None:
    assert office.day().me == LIE

"""The provisions of a candidate, and the rows of Vandaag about them: what they say and ask."""

import pytest

from app.models import commands as c
from app.models.paper import Paper, paper_of
from app.models.plan import ExtrasAdded
from app.models.values import NOT_OBSERVED, ProvisionOutcome
from app.screens.room import intents as i
from app.screens.room.candidate_provisions import ProvisionsScreen, provisions_screen
from app.screens.room.laptop_status import LaptopStatus
from app.screens.room.provision_checks import provision_checks, ready_command, ready_rows
from app.screens.room.provision_forms import ProvisionUi
from app.screens.room.provision_intents import (
    OutcomePicked,
    ProvisionAct,
    ProvisionActChosen,
    ProvisionFormSent,
    ProvisionPicked,
)
from app.screens.room.provision_steps import provision_step
from app.screens.room.room_actions import bulk_hand_in, can_end
from app.screens.room.room_band import band_of
from app.screens.room.room_content import content_of
from app.screens.room.room_rows import RowBook
from app.screens.room.room_steps import step
from app.screens.room.room_ui import Mode, RoomUi
from app.screens.room.today import CheckKind, CheckRow
from app.screens.room.today_screen import TodayUi, today_screen
from app.screens.room.wording import Tone, plain
from tests.builders import (
    MINUTE,
    SESSION,
    START,
    Play,
    a_candidate,
    a_session,
    candidate_id,
)

ONE, TWO, THREE = map(candidate_id, (1, 2, 3))
NOW = START + 20 * MINUTE
RULES: dict[str, object] = {"kind": "central"}


def granted(*needs: str, started: bool = True, **changes: object) -> Play:
    play = a_session(3, started=False, rules=RULES)
    play.plan(a_candidate(1, needs=needs, **changes), ONE)
    play.plan(ExtrasAdded(seat="B1"), ONE)
    play.do(c.RegisterArrival(SESSION, ONE), START - 5 * MINUTE)
    if started:
        play.do(c.StartSession(SESSION), START)
    return play


def paper(play: Play) -> Paper:
    found = paper_of(play.session, play.room)
    assert found is not None
    return found


def screen(play: Play, ui: ProvisionUi | None = None) -> ProvisionsScreen:
    return provisions_screen(paper(play), play.enrolment(), ui or ProvisionUi(), NOW)


def taken(
    play: Play, ui: ProvisionUi, *intents: object
) -> tuple[ProvisionUi, c.ProvisionCommand | None]:
    command = None
    for intent in intents:
        ui, command = provision_step(paper(play), play.enrolment(), ui, intent, NOW)  # type: ignore[arg-type]
    return ui, command


# ---------------------------------------------------------------- the section


def test_extra_time_shows_its_sum_the_planner_and_what_is_above_the_cap():
    (item,) = screen(granted("ExtraTimeOnlyMath25%", extra_time_min=45)).items
    assert (item.badge.text, item.badge.strong, plain(item.text)) == ("+45 min", True, "tot 11:15")
    assert plain(item.more) == (
        "90 min + 25% = 23 min, afgerond omhoog, max 30. De planning zegt 45 min, en dat geldt; "
        "afwijkend, meer dan 30 minuten: besluit niet genoteerd."
    )
    assert item.more[1].tone is Tone.WARNING
    assert item.state == "Toegepast"


def test_unlimited_time_has_no_end_and_no_sum():
    (item,) = screen(granted("ET", is_time_unlimited=True)).items
    assert (item.badge.text, plain(item.text)) == ("Onbeperkt", "geen einde")


def test_the_first_without_an_outcome_is_looked_at():
    play = granted("HEAD", "DICT", extra_time_min=10)
    assert screen(play).chosen == "HEAD"
    play.do(c.ReportProvision(SESSION, ONE, "HEAD", ProvisionOutcome.GIVEN), NOW)
    assert screen(play).chosen == "DICT"
    assert screen(play, ProvisionUi(chosen="HEAD")).chosen == "HEAD"


def test_who_is_absent_is_asked_nothing():
    play = a_session(3, started=False, rules=RULES)
    play.plan(a_candidate(1, needs=("HEAD",)), ONE)
    play.do(c.StartSession(SESSION), START)
    play.do(c.EstablishNoShow(SESSION, (ONE,)), START + 31 * MINUTE)
    shown = screen(play)
    assert [item.state for item in shown.items] == ["n.v.t."]
    assert shown.outcomes == ()


def test_before_the_start_it_asks_whether_it_lies_ready_and_after_it_about_rest_breaks():
    before = granted("HEAD", started=False)
    assert [b.value for b in screen(before).acts] == ["ready", "not-ready", "request"]
    before.do(c.ReadyProvision(SESSION, (ONE,), "HEAD"))
    assert plain(screen(before).items[0].text) == "ligt klaar"
    assert [b.value for b in screen(before).acts] == ["not-ready", "request"]
    after = granted("HEAD")
    assert [b.value for b in screen(after).acts] == ["rest-start", "request"]
    after.do(c.StartRestBreak(SESSION, ONE), NOW)
    assert [b.value for b in screen(after).acts] == ["rest-end", "request"]


def test_an_open_form_leaves_only_what_it_is_about():
    play = granted("HEAD", "DICT")
    shown = screen(play, ProvisionUi(chosen="DICT", outcome="refused", form=1))
    assert [item.code for item in shown.items] == ["DICT"]
    assert (shown.outcomes, shown.acts) == ((), ())
    assert screen(play, ProvisionUi(asks=True)).items == ()


# ---------------------------------------------------------------- steps


def test_given_is_recorded_at_once_and_the_other_four_ask_why():
    play = granted("HEAD")
    _, command = taken(play, ProvisionUi(), OutcomePicked("HEAD", "given"))
    assert command == c.ReportProvision(SESSION, ONE, "HEAD", ProvisionOutcome.GIVEN)
    for outcome in ("partly", "offered-not-used", "refused", "not-delivered"):
        ui, command = taken(play, ProvisionUi(), OutcomePicked("HEAD", outcome))
        assert command is None
        assert ui.is_asking
        again, command = taken(play, ui, ProvisionFormSent("", (), (("remark", " "),)))
        assert command is None
        assert again.error


def test_not_delivered_takes_a_reason_of_the_list_and_what_was_done():
    play = granted("ROOM")
    texts = (
        ("remark", "dubbel geboekt"),
        ("measure", "zat op C5"),
        ("effect", ""),
        ("noticed", "0912"),
        ("informed", "S. Lieverse"),
        ("informed_at", "09:15"),
    )
    sent = ProvisionFormSent("f", (("reason", "no-place-or-person"),), texts)
    ui, command = taken(play, ProvisionUi(), OutcomePicked("ROOM", "not-delivered"), sent)
    assert command == c.ReportProvision(
        SESSION,
        ONE,
        "ROOM",
        ProvisionOutcome.NOT_DELIVERED,
        "no-place-or-person",
        seen_at=START + 12 * MINUTE,
        remark="dubbel geboekt",
        measure="zat op C5",
        informed="S. Lieverse",
        informed_at=START + 15 * MINUTE,
    )
    assert not ui.is_asking


@pytest.mark.parametrize(
    ("choices", "texts", "error"),
    [
        ({}, {}, "Kies waarom het niet geleverd is."),
        ({"reason": "other"}, {}, "Typ wat er precies was."),
        ({"reason": "broken"}, {"noticed": "25:00"}, "Typ een tijd als 10:47."),
        ({"reason": "broken"}, {"informed_at": "10:47"}, "Deze tijd is nog niet geweest."),
    ],
)
def test_a_form_that_cannot_be_says_why(choices, texts, error):
    sent = ProvisionFormSent("f", tuple(choices.items()), tuple(texts.items()))
    ui, command = taken(granted("ROOM"), ProvisionUi(chosen="ROOM", outcome="not-delivered"), sent)
    assert (ui.error, command) == (error, None)
    assert ui.is_asking


def test_what_was_asked_on_the_day_is_recorded_with_the_answer_and_by_whom():
    play = granted()
    ask = ProvisionActChosen("", ProvisionAct.REQUEST)
    texts = (("asked", ""), ("minutes", "20"), ("answered_by", "S. Lieverse"))
    sent = ProvisionFormSent("f", (("code", "ET"), ("answer", "granted")), texts)
    _, command = taken(play, ProvisionUi(), ask, sent)
    assert command == c.NoteProvisionRequest(
        SESSION, ONE, "ET", "", is_granted=True, answered_by="S. Lieverse", extra_time_min=20
    )


@pytest.mark.parametrize(
    ("choices", "texts", "error"),
    [
        ({}, {}, "Kies of typ wat er gevraagd werd."),
        ({"code": "OTHER", "answer": "granted"}, {}, "Kies of typ wat er gevraagd werd."),
        ({"code": "HEAD"}, {}, "Kies het antwoord."),
        ({"code": "HEAD", "answer": "granted"}, {}, "Typ wie dat besloot."),
        (
            {"code": "ET", "answer": "granted"},
            {"answered_by": "x", "minutes": "²"},
            "Typ hoeveel minuten extra tijd.",
        ),
    ],
)
def test_a_request_is_whole_or_asked_again(choices, texts, error):
    sent = ProvisionFormSent("f", tuple(choices.items()), tuple(texts.items()))
    ui, command = taken(granted(), ProvisionUi(asks=True), sent)
    assert (ui.error, command) == (error, None)


def test_looking_at_another_one_closes_a_form():
    ui, _ = taken(
        granted("HEAD", "DICT"),
        ProvisionUi(),
        OutcomePicked("HEAD", "refused"),
        ProvisionPicked("DICT"),
    )
    assert (ui.chosen, ui.is_asking) == ("DICT", False)


# ---------------------------------------------------------------- in the room


def test_the_section_stays_open_for_the_next_one_and_takes_another_time():
    play = granted("HEAD", "STOP")
    content = content_of((paper(play),))
    ui = RoomUi(NOW, selected=ONE, other_time=NOT_OBSERVED)
    opened = step(content, RowBook(), ui, i.ActChosen(i.Act.PROVISIONS)).ui
    assert opened.mode is Mode.PROVISIONS
    told = step(content, RowBook(), opened, ProvisionActChosen("STOP", ProvisionAct.REST_START))
    assert told.command == c.StartRestBreak(SESSION, ONE, NOT_OBSERVED)
    assert (told.ui.mode, told.ui.other_time) == (Mode.PROVISIONS, None)


def test_a_rest_break_shows_on_the_row_and_on_the_band():
    play = granted("STOP")
    play.do(c.StartRestBreak(SESSION, ONE), NOW - 4 * MINUTE)
    book, content = RowBook(), content_of((paper(play),))
    row = book.row(content.people[ONE], NOW, with_exam=False)
    assert (row.status_text, row.loud) == ("Pauze · 4 min", True)
    later = book.row(content.people[ONE], NOW + MINUTE, with_exam=False)
    assert later.status_text == "Pauze · 5 min"
    at = START + 40 * MINUTE
    assert plain(band_of(content.papers, paper(play), at).subline).endswith("· 1 pauze")


def test_nobody_with_a_rest_break_is_handed_in_by_the_others_and_the_exam_goes_on():
    play = granted("STOP")
    past = START + 95 * MINUTE
    assert can_end(paper(play), past)
    play.do(c.StartRestBreak(SESSION, ONE), START + 80 * MINUTE)
    assert bulk_hand_in(paper(play), past) == ()
    assert not can_end(paper(play), past)
    play.do(c.EndRestBreak(SESSION, ONE), past)
    later = past + 60 * MINUTE
    assert can_end(paper(play), later)
    play.plan(a_candidate(1, is_time_unlimited=True), ONE)
    assert bulk_hand_in(paper(play), later) == ()
    assert not can_end(paper(play), later), "somebody works who has no end"


def test_past_every_end_a_lane_says_so_and_never_counts_to_zero():
    play, past = granted("STOP"), START + 95 * MINUTE

    def lane() -> str:
        told = paper(play)
        lanes = band_of((told, told), told, past).lanes
        assert lanes is not None
        return plain(lanes.lanes[0].phase)

    assert lane() == "tijd is om"
    play.do(c.StartRestBreak(SESSION, ONE), START + 80 * MINUTE)
    assert lane() == "extra tijd"


# ---------------------------------------------------------------- Vandaag


def rows(play: Play) -> dict[str, CheckRow]:
    rows = (*provision_checks(paper(play)), *ready_rows(paper(play)))
    return {row.check: row for row in rows}


def test_today_counts_what_lies_ready_and_has_a_row_for_each_that_does_not():
    play = granted("HEAD", "DICT", "STOP", started=False)
    play.plan(a_candidate(2, needs=("HEAD",)), TWO)
    assert plain(rows(play)["provisions"].detail) == "2 kandidaten, 4 voorzieningen"
    play.do(c.ReadyProvision(SESSION, (ONE,), "HEAD"))
    play.do(c.ReadyProvision(SESSION, (ONE,), "DICT"))
    told = rows(play)
    assert told["provisions-ready"].title == "3 voorzieningen in dit lokaal"
    assert plain(told["provisions-ready"].detail) == "2 klaar, 1 nog niet"
    assert set(told) == {"provisions", "provisions-ready", "ready|HEAD"}
    command = ready_command(paper(play), "ready|HEAD")
    assert command == c.ReadyProvision(SESSION, (TWO,), "HEAD")
    play.do(command)
    assert rows(play)["provisions-ready"].ready
    assert ready_command(paper(play), "ready|HEAD") is None


def test_what_does_not_work_asks_for_attention_while_it_can_be_mended():
    play = granted("HEAD", started=False)
    play.do(c.ReadyProvision(SESSION, (ONE,), "HEAD", is_ready=False))
    assert rows(play)["provisions-ready"].kind is CheckKind.ATTENTION
    assert plain(rows(play)["provisions-ready"].detail) == "1 werkt niet"
    assert plain(rows(play)["ready|HEAD"].detail) == "werkt niet: B1"


def test_without_provisions_today_says_so_in_one_row():
    assert set(rows(granted(started=False))) == {"provisions"}


def test_today_holds_the_rows_and_counts_them_as_open():
    play = granted("HEAD", started=False)
    shown = today_screen(START - 40 * MINUTE, (paper(play),), LaptopStatus("EX-07"), TodayUi())
    assert shown.details is not None
    names = [row.check for row in shown.details.checks]
    assert names[1:3] == ["provisions", "provisions-ready"]
    assert names.index("ready|HEAD") > names.index("people")

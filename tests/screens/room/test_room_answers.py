"""Answers to the questions of attendance: what they record, what they ask again."""

from datetime import UTC, datetime, timedelta

import pytest

from app.models import attendance_commands as attend
from app.models import commands as c
from app.models.paper import paper_of
from app.models.values import IdentityOutcome, Permission
from app.screens.room import intents as i
from app.screens.room.attendance_forms import adding_prompt
from app.screens.room.candidate_record import record_lines
from app.screens.room.closing_checks import FixRefused, typed_time
from app.screens.room.room_actions import Shown
from app.screens.room.room_content import content_of
from app.screens.room.room_rows import RowBook
from app.screens.room.room_steps import Step, step
from app.screens.room.room_ui import Mode, RoomUi
from app.screens.room.timeline import timeline_of
from app.screens.room.wording import Tone
from tests.builders import (
    MINUTE,
    SESSION,
    START,
    Play,
    a_candidate,
    a_plan,
    a_session,
    candidate_id,
)

ONE, TWO = candidate_id(1), candidate_id(2)


def shown(play: Play, who: str = ONE) -> Shown:
    paper = paper_of(play.session, play.room)
    assert paper is not None
    return content_of((paper,)).people[who]


def answered(play: Play, ui: RoomUi, choice: str = "", **texts: str) -> Step:
    paper = paper_of(play.session, play.room)
    assert paper is not None
    intent = i.PromptAnswered("q", choice, tuple(texts.items()))
    return step(content_of((paper,)), RowBook(), ui, intent)


def asking(play: Play, mode: Mode, **changes: object) -> RoomUi:
    return RoomUi(play.now, selected=ONE, mode=mode, form_at=play.now, **changes)  # type: ignore[arg-type]


# ---------------------------------------------------------------- times


@pytest.mark.parametrize(
    ("now", "typed", "meant"),
    [
        ("2026-12-09T09:30:00", "10:12", "2026-12-09T09:12:00"),
        ("2026-12-09T09:30:00", "101231", "2026-12-09T09:12:31"),
        ("2026-12-10T00:10:00", "23:50", "2026-12-09T22:50:00"),
        ("2026-12-10T00:10:00", "0.05", "2026-12-09T23:05:00"),
    ],
)
def test_a_typed_time_is_the_last_one_that_has_been(now: str, typed: str, meant: str) -> None:
    play = a_session()
    paper = paper_of(play.session, play.room)
    assert paper is not None
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    told = datetime.fromisoformat(meant).replace(tzinfo=UTC)
    assert typed_time(paper, typed, at) == told


def test_a_time_before_the_room_opened_yesterday_has_not_been() -> None:
    play = a_session()
    paper = paper_of(play.session, play.room)
    assert paper is not None
    with pytest.raises(FixRefused):
        typed_time(paper, "12:00", START + timedelta(hours=1))


def test_the_hour_that_comes_twice_is_the_last_one_that_has_been() -> None:
    night = datetime(2026, 10, 25, 0, 0, tzinfo=UTC)
    play = a_session(
        plan=a_plan(
            starts_at=(night - timedelta(hours=1)).isoformat(),
            ends_at=(night + timedelta(hours=3)).isoformat(),
        )
    )
    paper = paper_of(play.session, play.room)
    assert paper is not None
    half = timedelta(minutes=30)
    assert typed_time(paper, "2:30", night + timedelta(minutes=50)) == night + half
    later = night + timedelta(hours=1, minutes=50)
    assert typed_time(paper, "2:30", later) == night + timedelta(hours=1) + half


# ---------------------------------------------------------------- what is asked again


def test_a_correction_without_a_reason_is_asked_again() -> None:
    play = a_session(arrived=True)
    arrival = play.enrolment().arrival
    assert arrival is not None
    ui = asking(play, Mode.CORRECTION, leaf=arrival.event.leaf)
    told = answered(play, ui, "strike", reason="  ")
    assert told.command is None
    assert told.ui.form_error
    told = answered(play, ui, "strike", reason="ander")
    assert told.command == c.Correct(SESSION, arrival.event.leaf, "ander", is_whole=True)


@pytest.mark.parametrize("typed", ["32-1", "morgen", "1", "9-12-2025"])
def test_a_day_that_cannot_be_is_asked_again(typed: str) -> None:
    play = a_session(arrived=True)
    told = answered(play, asking(play, Mode.IDENTITY), "passport", outcome="doubt", before=typed)
    assert told.command is None
    assert told.ui.form_error


def test_a_follow_up_is_due_at_the_end_of_the_day_that_was_typed() -> None:
    play = a_session(arrived=True)
    told = answered(
        play,
        asking(play, Mode.IDENTITY),
        "passport",
        outcome="expired",
        follow_up="ID tonen bij de balie",
        before="12-12",
    )
    assert isinstance(told.command, c.CheckIdentity)
    assert told.command.outcome is IdentityOutcome.EXPIRED
    assert told.command.follow_up_before == datetime(2026, 12, 12, 22, 59, tzinfo=UTC)
    play.do(told.command)
    assert any("uiterlijk 12 december 2026" in row.detail for row in timeline_of(shown(play)))


def test_digits_are_asked_only_of_a_document_that_was_seen() -> None:
    play = a_session(arrived=True, rules={"kind": "institution", "identity_digits": 3})
    ui = asking(play, Mode.IDENTITY)
    assert answered(play, ui, "passport", outcome="seen", digits="12").command is None
    told = answered(play, ui, outcome="no-valid-document")
    assert isinstance(told.command, c.CheckIdentity)


def test_a_name_of_only_spaces_adds_nobody() -> None:
    play = a_session()
    assert answered(play, asking(play, Mode.ADDING), name="  ").command is None
    told = answered(play, asking(play, Mode.ADDING), name=" Lars  Veenstra ")
    assert isinstance(told.command, attend.AddCandidate)
    assert (told.command.name, told.command.permission) == ("Lars Veenstra", Permission.NOBODY_YET)
    assert (told.command.candidate, told.command.identity) == ("", None)


# ---------------------------------------------------------------- timeline and own record


def test_struck_acts_stay_in_the_timeline_with_who_struck_them_and_why() -> None:
    play = a_session(arrived=True)
    arrival = play.enrolment().arrival
    assert arrival is not None
    play.do(c.Retime(SESSION, arrival.event.leaf, "klok", START - 15 * MINUTE), START + MINUTE)
    struck = [row for row in timeline_of(shown(play)) if row.is_struck]
    assert [row.text for row in struck] == ["Aanwezig, ID gezien"]
    assert "doorgestreept 09:01 door M. Vos: klok" in struck[0].detail


def test_away_longer_than_the_rule_set_says_is_said_in_the_row() -> None:
    play = a_session(arrived=True, rules={"kind": "institution", "away_max_min": 10})
    play.do(c.LeaveForAMoment(SESSION, ONE), START + 31 * MINUTE)
    rows = RowBook()
    tones = [
        rows.row(shown(play), START + minutes * MINUTE, with_exam=False).pill_tone
        for minutes in (41, 43)
    ]
    assert tones == [Tone.PLAIN, Tone.WARNING]


def test_the_own_record_names_nobody_else() -> None:
    play = a_session(2, arrived=True)
    play.do(c.LeaveForAMoment(SESSION, ONE, "toilet", "M. Vos"), START + 31 * MINUTE)
    play.do(c.ComeBack(SESSION, ONE), START + 33 * MINUTE)
    play.do(attend.AddCandidate(SESSION, "walk-in", "Wim Bakır", Permission.BY_PHONE), START)
    text = "keek bij Noor Proef 2 (100002) op het scherm, gaf wim en bakirs neef Sjoerd iets"
    play.do(c.NoteIrregularity(SESSION, ONE, "copying", text), START + 40 * MINUTE)
    beside = a_session(1)
    beside.plan(a_candidate(9, given_name="Sjoerd"), candidate_id(9))
    next_to = paper_of(beside.session, beside.room)
    assert next_to is not None
    told = " ".join(" ".join(pair) for pair in record_lines(shown(play), (next_to,)))
    assert "09:31–09:33, toilet" in told
    assert "op het scherm" in told
    for other in ("Proef 2", "100002", "M. Vos", "wim", "bakir", "Sjoerd"):
        assert other not in told


def test_a_card_of_nobody_here_fills_in_the_number_of_who_is_added() -> None:
    play = a_session()
    paper = paper_of(play.session, play.room)
    assert paper is not None
    content, book = content_of((paper,)), RowBook()
    ui = step(content, book, RoomUi(play.now), i.ScanCompleted("2049999")).ui
    ui = step(content, book, ui, i.ActChosen(i.Act.ADD_CANDIDATE)).ui
    fields = {field.name: field.text for field in adding_prompt(paper, ui).fields}
    assert fields["number"] == "2049999"
    assert answered(play, ui, name="Lars Veenstra").ui.scanned == ""

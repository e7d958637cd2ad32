"""One step at a time: what an intent makes of the window's state, and what it asks to record."""

from datetime import timedelta

import pytest

from app.models import commands as c
from app.models.attendance_commands import SendToRoom
from app.models.paper import paper_of
from app.screens.room import intents as i
from app.screens.room.room_content import RoomContent, content_of
from app.screens.room.room_rows import RowBook
from app.screens.room.room_steps import Step, step, ticked
from app.screens.room.room_ui import REST, Mode, RoomUi
from tests.builders import SECOND, SESSION, START, Play, a_session, candidate_id

FIRST, SECOND_ONE = candidate_id(1), candidate_id(2)
LIMIT = START + timedelta(minutes=30)


def content(play: Play) -> RoomContent:
    return content_of((paper_of(play.session, play.room),))


def taken(play: Play, ui: RoomUi, *intents: object) -> Step:
    told = Step(ui)
    for intent in intents:
        told = step(content(play), RowBook(), told.ui, intent)
    return told


def test_an_arrow_among_what_was_found_does_not_move_the_moment_of_the_first_key() -> None:
    play = a_session()
    typed = taken(play, RoomUi(LIMIT), i.QueryTyped("10000")).ui
    other = taken(play, ticked(typed, LIMIT + 5 * SECOND), i.Selected(candidate_id(3))).ui
    told = taken(play, ticked(other, LIMIT + 9 * SECOND), i.EnterPressed())
    assert isinstance(told.command, c.RegisterArrival)
    assert (told.command.candidate, told.command.seen_at) == (candidate_id(3), LIMIT)


def test_a_number_selects_and_enter_asks_for_an_arrival_and_is_spent() -> None:
    play = a_session(started=False)
    told = taken(play, RoomUi(play.now), i.QueryTyped("100002"), i.EnterPressed())
    assert isinstance(told.command, c.RegisterArrival)
    assert told.command.candidate == SECOND_ONE
    assert (told.ui.query, told.ui.selected, told.ui.is_spent) == ("", SECOND_ONE, True)


def test_a_second_enter_asks_for_nothing_until_something_is_typed_chosen_or_scanned() -> None:
    play = a_session(started=False)
    spent = taken(play, RoomUi(play.now), i.QueryTyped("100002"), i.EnterPressed()).ui
    assert taken(play, spent, i.EnterPressed()).command is None
    assert taken(play, spent, i.EnterPressed(shift=True)).command is None
    for alive in (i.QueryTyped("100001"), i.Selected(FIRST), i.ScanCompleted("100001")):
        assert taken(play, spent, alive, i.EnterPressed()).command is not None


def test_a_scan_never_records_by_itself() -> None:
    play = a_session(started=False)
    told = taken(play, RoomUi(play.now), i.ScanCompleted("100003"))
    assert told.command is None
    assert told.ui.selected == candidate_id(3)
    assert told.ui.is_scan


def test_a_scan_of_nobody_here_forgets_who_was_selected() -> None:
    play = a_session(started=False)
    ui = RoomUi(play.now, selected=FIRST)
    told = taken(play, ui, i.ScanCompleted("999999"), i.EnterPressed())
    assert told.command is None
    assert told.ui.selected == ""


def test_a_scan_of_another_room_names_the_room_and_nobody() -> None:
    play = a_session(started=False)
    told = taken(play, RoomUi(play.now, scanned_room="B2.08"), i.ScanCompleted("999999"))
    assert told.command is None
    assert told.ui.notice is not None
    assert told.ui.notice.title == "Deze pas hoort bij lokaal B2.08."
    assert "999999" not in told.ui.notice.title + told.ui.notice.text


def sent(play: Play, choice: str, **texts: str) -> Step:
    ui = RoomUi(play.now, selected=FIRST, rooms=("B2.08", "C1.01"))
    opened = taken(play, ui, i.ActChosen(i.Act.OTHER_ROOM)).ui
    answer = i.PromptAnswered(f"other-room|{opened.form}", choice, tuple(texts.items()))
    return taken(play, opened, answer)


@pytest.mark.parametrize(
    ("choice", "typed", "room"),
    [("B2.08", "", "B2.08"), ("", " Aparte  ruimte 2", "Aparte ruimte 2"), ("B2.08", "D4", "D4")],
)
def test_a_candidate_is_sent_to_a_room_that_is_chosen_or_typed(
    choice: str, typed: str, room: str
) -> None:
    told = sent(a_session(arrived=True), choice, room=typed, reason="lawaai", by="J. de Wit")
    assert isinstance(told.command, SendToRoom)
    assert told.command.to_room == room
    assert (told.command.reason, told.command.decided_by) == ("lawaai", "J. de Wit")


@pytest.mark.parametrize(
    ("choice", "by", "error"),
    [
        ("", "J. de Wit", "Kies een lokaal, of typ het."),
        ("B2.08", "", "Schrijf wie dit besloot."),
    ],
)
def test_a_room_and_who_decided_are_asked(choice: str, by: str, error: str) -> None:
    told = sent(a_session(arrived=True), choice, by=by)
    assert told.command is None
    assert told.ui.form_error == error


def test_who_handed_in_goes_to_no_other_room() -> None:
    play = a_session(arrived=True)
    play.do(c.HandIn(SESSION, (FIRST,)), START + timedelta(minutes=60))
    told = taken(play, RoomUi(play.now, selected=FIRST), i.ActChosen(i.Act.OTHER_ROOM))
    assert told.ui.mode is Mode.CANDIDATE


def test_who_went_to_another_room_can_only_come_back() -> None:
    play = a_session(arrived=True)
    play.do(SendToRoom(SESSION, FIRST, "B2.08"), START + timedelta(minutes=20))
    ui = RoomUi(play.now, selected=FIRST)
    assert taken(play, ui, i.EnterPressed()).command is None
    assert taken(play, ui, i.ActChosen(i.Act.HAND_IN)).command is None
    back = taken(play, ui, i.ActChosen(i.Act.AWAY_OR_BACK)).command
    assert isinstance(back, c.ComeBack)


@pytest.mark.parametrize("before", [timedelta(0), SECOND])
def test_the_moment_of_the_first_key_is_the_time_of_the_act(before: timedelta) -> None:
    play = a_session()
    typed = taken(play, RoomUi(LIMIT - before), i.QueryTyped("100001")).ui
    later = ticked(typed, LIMIT + timedelta(seconds=40))
    assert later.act_at == LIMIT - before
    told = taken(play, later, i.EnterPressed())
    assert isinstance(told.command, c.RegisterArrival)
    assert told.command.seen_at == LIMIT - before


def test_more_keys_do_not_move_the_moment_and_an_emptied_box_starts_anew() -> None:
    play = a_session()
    typed = taken(play, RoomUi(LIMIT), i.QueryTyped("1")).ui
    more = taken(play, ticked(typed, LIMIT + SECOND), i.QueryTyped("100001")).ui
    assert more.act_at == LIMIT
    emptied = taken(play, more, i.EscapePressed()).ui
    assert emptied.act_at == LIMIT + SECOND


@pytest.mark.parametrize(
    ("rest", "is_fixed"), [(REST - timedelta(milliseconds=1), True), (REST, False)]
)
def test_a_selection_is_fixed_until_three_seconds_of_rest(rest: timedelta, is_fixed: bool) -> None:
    play = a_session()
    chosen = taken(play, RoomUi(LIMIT), i.Selected(FIRST)).ui
    assert (ticked(chosen, LIMIT + rest).fixed_at is not None) is is_fixed


def test_a_query_keeps_the_moment_fixed_however_long_it_stands() -> None:
    play = a_session()
    typed = taken(play, RoomUi(LIMIT), i.QueryTyped("100001")).ui
    assert ticked(typed, LIMIT + 10 * REST).fixed_at == LIMIT


@pytest.mark.parametrize(
    ("late", "asks"),
    [
        (timedelta(minutes=5), False),
        (timedelta(minutes=5, seconds=1), True),
        (-timedelta(minutes=5), False),
        (-timedelta(minutes=5, seconds=1), True),
    ],
)
def test_a_start_far_from_the_plan_asks_why_and_starts_all_the_same(
    late: timedelta, asks: bool
) -> None:
    play = a_session(started=False)
    told = taken(play, RoomUi(START + late), i.StartOrEndPressed())
    assert told.command == c.StartSession(SESSION)
    assert bool(told.ui.asks_start_reason) is asks


def test_a_reason_is_recorded_once_and_an_empty_one_not_at_all() -> None:
    play = a_session()
    ui = RoomUi(START, asks_start_reason=SESSION)
    assert taken(play, ui, i.ReasonTyped("  ")).command is None
    told = taken(play, ui, i.ReasonTyped(" traag "))
    assert told.command == c.NoteStartReason(SESSION, "traag")
    assert taken(play, told.ui, i.ReasonTyped("nog eens")).command is None


def test_f11_after_the_start_ends() -> None:
    play = a_session(arrived=True)
    assert taken(play, RoomUi(LIMIT), i.StartOrEndPressed()).command == c.EndSession(SESSION)


@pytest.mark.parametrize(("since", "ends"), [(0.15, False), (2.999, False), (3, True)])
def test_f11_hit_twice_starts_and_does_not_end(since: float, ends: bool) -> None:
    play = a_session()
    assert play.part.started_at == START
    told = taken(play, RoomUi(START + timedelta(seconds=since)), i.StartOrEndPressed())
    assert (told.command == c.EndSession(SESSION)) is ends
    assert bool(told.ui.announcement) is not ends


def test_enter_never_hands_in_sets_absent_or_lets_leave() -> None:
    play = a_session(arrived=True)
    for at in (START, LIMIT, START + timedelta(hours=4)):
        told = taken(play, RoomUi(at), i.Selected(FIRST), i.EnterPressed())
        assert told.command is None


def test_f5_asks_why_and_with_whom_and_comes_back_at_once() -> None:
    play = a_session(arrived=True)
    ui = RoomUi(LIMIT, selected=FIRST)
    asked = taken(play, ui, i.ActChosen(i.Act.AWAY_OR_BACK))
    assert (asked.command, asked.ui.mode) == (None, Mode.AWAY)
    later = ticked(asked.ui, LIMIT + timedelta(seconds=20))
    answer = i.PromptAnswered("away", "toilet", (("escort", "p1"),))
    away = taken(play, later, answer).command
    assert away == c.LeaveForAMoment(SESSION, FIRST, "toilet", "M. Vos", LIMIT, "p1")
    play.do(away, LIMIT)
    back = taken(play, ui, i.ActChosen(i.Act.AWAY_OR_BACK)).command
    assert isinstance(back, c.ComeBack)


def test_a_key_that_was_hit_twice_comes_back_once_and_asks_nothing() -> None:
    play = a_session(arrived=True)
    play.do(c.LeaveForAMoment(SESSION, FIRST), LIMIT)
    key, ui = i.ActChosen(i.Act.AWAY_OR_BACK), RoomUi(LIMIT + 60 * SECOND, selected=FIRST)
    first = taken(play, ui, key)
    assert isinstance(first.command, c.ComeBack)
    play.do(first.command, LIMIT + 60 * SECOND)
    for ms, is_one_press in ((150, True), (399, True), (400, False)):
        again = ticked(first.ui, first.ui.now + timedelta(milliseconds=ms))
        told = taken(play, again, key)
        assert told.command is None
        assert (told.ui.mode is Mode.AWAY) is not is_one_press
    other = taken(play, first.ui, i.Selected(SECOND_ONE), key)
    assert other.ui.mode is Mode.AWAY  # of somebody else it is another press


def test_shift_f4_sets_absent_who_is_expected_once_the_door_is_closed() -> None:
    play = a_session()
    play.do(c.RegisterArrival(SESSION, FIRST), START + SECOND)
    assert taken(play, RoomUi(LIMIT), i.ActChosen(i.Act.ALL_ABSENT)).command is None
    told = taken(play, RoomUi(LIMIT + SECOND), i.ActChosen(i.Act.ALL_ABSENT))
    assert told.command == c.EstablishNoShow(SESSION, (SECOND_ONE, candidate_id(3)))


@pytest.mark.parametrize(("at", "is_done"), [(-SECOND, False), (timedelta(0), True)])
def test_shift_f6_hands_in_from_the_own_end_on(at: timedelta, is_done: bool) -> None:
    play = a_session(arrived=True)
    ui = RoomUi(START + timedelta(minutes=90) + at)
    told = taken(play, ui, i.ActChosen(i.Act.ALL_HANDED_IN))
    assert isinstance(told.command, c.HandIn) is is_done
    assert bool(told.ui.announcement) is not is_done


def test_an_act_without_anybody_selected_asks_for_somebody() -> None:
    play = a_session()
    told = taken(play, RoomUi(START), i.ActChosen(i.Act.HAND_IN))
    assert told.command is None
    assert told.ui.announcement == "Kies eerst een kandidaat."


def test_ctrl_s_opens_what_is_where() -> None:
    told = taken(a_session(), RoomUi(START), i.ActChosen(i.Act.STORAGE))
    assert (told.opens, told.command) == ("storage", None)


@pytest.mark.parametrize("typed", ["25:00", "9", "elf uur", "12:00"])
def test_a_time_that_cannot_be_is_told_in_the_form_and_not_recorded(typed: str) -> None:
    play = a_session(arrived=True)
    ui = taken(play, RoomUi(LIMIT, selected=FIRST), i.ActChosen(i.Act.OTHER_TIME)).ui
    told = taken(play, ui, i.PromptAnswered("other-time", "", (("time", typed),)))
    assert told.ui.mode is Mode.OTHER_TIME
    assert told.ui.form_error
    assert told.ui.other_time is None


def test_another_time_goes_with_the_next_act_and_is_then_gone() -> None:
    play = a_session(arrived=True)
    ui = taken(play, RoomUi(LIMIT, selected=FIRST), i.ActChosen(i.Act.OTHER_TIME)).ui
    answer = i.PromptAnswered("other-time", "", (("time", "0912"),))
    told = taken(play, ui, answer, i.ActChosen(i.Act.HAND_IN))
    assert isinstance(told.command, c.HandIn)
    assert told.command.seen_at == START + timedelta(minutes=12)
    assert told.ui.other_time is None


def test_another_time_is_not_carried_over_to_another_candidate() -> None:
    play = a_session(arrived=True)
    ui = RoomUi(LIMIT, selected=FIRST, other_time=START)
    assert taken(play, ui, i.Selected(SECOND_ONE)).ui.other_time is None


def test_escape_goes_back_one_level_at_a_time() -> None:
    play = a_session()
    ui = RoomUi(LIMIT, query="100", selected=FIRST, mode=Mode.IRREGULARITY, chip=2)
    first = taken(play, ui, i.EscapePressed()).ui
    assert (first.mode, first.query) == (Mode.CANDIDATE, "100")
    second = taken(play, first, i.EscapePressed()).ui
    assert (second.query, second.selected) == ("", FIRST)
    third = taken(play, second, i.EscapePressed()).ui
    assert (third.selected, third.chip) == ("", 0)


def test_f10_and_ctrl_l_open_something_else_and_record_nothing() -> None:
    play = a_session()
    told = taken(play, RoomUi(LIMIT), i.ActChosen(i.Act.CLOSING))
    assert (told.opens, told.ui.session, told.command) == ("closing", SESSION, None)
    assert taken(play, RoomUi(LIMIT), i.LockPressed()).opens == "lock"

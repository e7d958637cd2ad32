"""Before the start: ticks, packets, Go, and what the plan changed; each a fact of its own."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.models.act import Body
from app.models.collisions import CollisionKind, collisions_of
from app.models.commands import Redo, RegisterArrival, Undo
from app.models.drafts import Refused
from app.models.fold import DOSSIER, RoomFold, part_scope
from app.models.paper import Paper, paper_of
from app.models.plan import CandidateMovedAway, ExtrasAdded
from app.models.plan_changes import unread_changes
from app.models.preparing import open_items, packets_of
from app.models.preparing_commands import (
    AskRelease,
    OpenPacket,
    ReceivePacket,
    SeePlan,
    TickReadiness,
    UntickReadiness,
)
from app.models.preparing_facts import ReadinessTicked
from app.models.release import is_open, releases_of
from app.models.report import text_of
from app.models.reporting import report_of
from app.models.values import Flag, Reason, readiness_aspect
from tests.builders import (
    MINUTE,
    ROOM,
    SESSION,
    START,
    Play,
    Writer,
    a_candidate,
    a_laptop,
    a_plan,
    a_room,
    a_session,
    candidate_id,
)

RULES: dict[str, object] = {
    "id": "papier",
    "kind": "institution",
    "has_packets": True,
    "readiness": [
        {"item": "room", "title": "Lokaal nagekeken"},
        {"item": "phones", "title": "Telefoons en horloges weg"},
    ],
}
TICK = TickReadiness(SESSION, "room", "Lokaal nagekeken")


def paper(play: Play) -> Paper:
    told = paper_of(play.session, play.room)
    assert told is not None
    return told


def printed(play: Play) -> list[str]:
    items = report_of(paper(play)).irregularities
    return [f"{item.lead}: {text_of(item.text)}" for item in items]


# ---------------------------------------------------------------- ticks


def test_an_item_is_ticked_once_and_says_who_and_when():
    play = a_session(started=False, rules=RULES)
    (event,) = play.do(TICK, START - 15 * MINUTE)
    value = play.part.values[readiness_aspect("room")]
    assert value.event == event
    assert paper(play).recorded_by(value.event) == "M. Vos"
    with pytest.raises(Refused) as refusal:
        play.do(TICK)
    assert refusal.value.reason is Reason.ALREADY_SO


def test_what_nobody_ticked_comes_in_the_report_once_the_exam_began():
    play = a_session(started=False, rules=RULES)
    play.do(TICK)
    assert open_items(paper(play)) == ("Telefoons en horloges weg", "Examenwerk ontvangen")
    assert not [line for line in printed(play) if line.startswith("Klaarzetten")]
    begun = a_session(rules=RULES)
    assert (
        "Klaarzetten: Niet afgevinkt: lokaal nagekeken, telefoons en horloges weg "
        "en examenwerk ontvangen."
    ) in printed(begun)


def test_a_tick_taken_away_leaves_the_item_open_and_is_a_correction():
    play = a_session(started=False, rules=RULES)
    play.do(TICK)
    (struck,) = play.do(UntickReadiness(SESSION, "room"), play.now + MINUTE)
    assert struck.body is not None
    assert getattr(struck.body.act, "is_undo", None) is True
    assert "Lokaal nagekeken" in open_items(paper(play))
    play.do(TICK, play.now + MINUTE)
    (later,) = play.do(UntickReadiness(SESSION, "room"), play.now + 11 * MINUTE)
    assert later.body is not None
    assert getattr(later.body.act, "is_undo", None) is False


def test_two_laptops_that_tick_the_same_item_are_unticked_together():
    play = a_session(started=False, rules=RULES)
    other = a_laptop("laptop-2")
    play.take(*other.written)
    play.do(TICK, START - 15 * MINUTE)
    act = ReadinessTicked("room", "Lokaal nagekeken")
    told = other.write(play.scope, Body(act, None, readiness_aspect("room")), START - 9 * MINUTE)
    play.take(told)
    assert len(play.part.values[readiness_aspect("room")].heads) == 2
    play.do(UntickReadiness(SESSION, "room"), START - 8 * MINUTE)
    assert readiness_aspect("room") not in play.part.values


def test_a_tick_can_be_undone_and_done_again():
    play = a_session(started=False, rules=RULES)
    play.do(TICK)
    play.do(Undo())
    assert readiness_aspect("room") not in play.part.values
    play.do(Redo())
    assert readiness_aspect("room") in play.part.values


# ---------------------------------------------------------------- packets


def test_a_packet_is_told_with_seal_witness_and_counts():
    play = a_session(started=False, rules=RULES)
    play.do(ReceivePacket(SESSION, "E-0417", True, 30), START - 20 * MINUTE)
    play.do(OpenPacket(SESSION, "E-0417", "R. Vos", "M. Bakir", 25, 5), START - 8 * MINUTE)
    (row,) = report_of(paper(play)).material
    assert row.what == "Examenwerk E-0417"
    assert row.given_out == "30 stuks, 08:40, verzegeling heel"
    assert row.closed == "geopend 08:52 door R. Vos, getuige M. Bakir: 30 = 25 + 5"
    assert not [line for line in printed(play) if "E-0417" in line]


@pytest.mark.parametrize(
    ("received", "opened", "said"),
    [
        (ReceivePacket(SESSION, "E-1", False, 30), None, "De verzegeling was niet heel."),
        (
            ReceivePacket(SESSION, "E-1", True, 30),
            OpenPacket(SESSION, "E-1", "R. Vos", None, 25, 4),
            "Ontvangen 30, geopend 29 = 25 + 4.",
        ),
        (
            ReceivePacket(SESSION, "E-1", True, None),
            OpenPacket(SESSION, "E-1", "R. Vos", is_wrong=True, remark="Dichtgeplakt"),
            "Het was niet het examen van deze zitting. Dichtgeplakt.",
        ),
    ],
)
def test_a_packet_that_is_not_in_order_is_an_item_of_the_report(received, opened, said):
    play = a_session(started=False, rules=RULES)
    for command in (received, opened):
        if command is not None:
            play.do(command)
    assert f"Examenwerk E-1: {said}" in printed(play)


def test_of_a_packet_the_last_word_counts():
    play = a_session(started=False, rules=RULES)
    play.do(ReceivePacket(SESSION, "E-1", True, 30))
    play.do(ReceivePacket(SESSION, "E-1", True, 31), play.now + MINUTE)
    (packet,) = packets_of(play.part)
    assert packet.received is not None
    assert packet.received[1].counted == 31


# ---------------------------------------------------------------- Go


def held(play: Play, number: int = 1, *, released: bool = False) -> None:
    play.plan(ExtrasAdded(is_released=released), candidate_id(number))


def test_without_a_word_on_the_go_nobody_is_held():
    play = a_session(arrived=True)
    releases = releases_of(paper(play))
    assert (releases.released, releases.held) == ((), ())


def test_who_sits_down_without_go_is_a_flag_an_open_decision_and_an_item():
    play = a_session(started=False)
    held(play)
    decision = play.decide(RegisterArrival(SESSION, candidate_id(1)))
    assert Flag.WITHOUT_RELEASE in decision.flags
    assert decision.drafts, "a fact is never blocked"
    play.do(RegisterArrival(SESSION, candidate_id(1)))
    assert is_open(play.enrolment())
    (told,) = [line for line in printed(play) if line.startswith("Zonder Go")]
    assert "besluit open" in told


def test_a_go_by_phone_settles_it_and_a_refusal_is_printed_with_who_said_so():
    play = a_session(started=False, arrived=True)
    held(play, 1)
    held(play, 2)
    play.do(AskRelease(SESSION, (candidate_id(1),), "team Zorg", True))
    play.do(AskRelease(SESSION, (candidate_id(2),), "team Zorg", False, "stage niet af"))
    assert not is_open(play.enrolment(candidate_id(1)))
    lines = [line for line in printed(play) if line.startswith("Zonder Go")]
    assert len(lines) == 1
    assert "Gevraagd aan team Zorg" in lines[0]
    assert "stage niet af" in lines[0]


def test_the_plans_later_go_counts_whatever_was_answered():
    play = a_session(started=False, arrived=True)
    held(play)
    play.do(AskRelease(SESSION, (candidate_id(1),), "team Zorg", False))
    held(play, released=True)
    assert not is_open(play.enrolment())


# ---------------------------------------------------------------- the plan changed


def test_a_change_on_the_day_is_news_until_somebody_read_it():
    play = a_session(started=False)
    event = play.plan(ExtrasAdded(seat="C5"), candidate_id(2), at=START - 80 * MINUTE)
    (change,) = unread_changes(paper(play))
    assert change.leaf == event.leaf
    play.do(SeePlan(SESSION, "R. Vos", (change.leaf,)))
    assert unread_changes(paper(play)) == ()


def test_a_change_that_comes_in_after_the_reading_is_news_though_it_was_written_before():
    play = a_session(started=False)
    first = play.plan(ExtrasAdded(seat="C5"), candidate_id(2), at=START - 50 * MINUTE)
    play.do(SeePlan(SESSION, "R. Vos", (first.leaf,)))
    late = play.plan(a_candidate(9), candidate_id(9), at=START - 49 * MINUTE)
    assert [change.leaf for change in unread_changes(paper(play))] == [late.leaf]


def test_a_plan_made_on_the_day_is_news_from_the_first_shift_on():
    play = Play(*_people())
    scope = part_scope(SESSION, ROOM)
    morning = START - 60 * MINUTE
    play.plan(a_plan(), at=morning)
    play.plan(a_room(), at=morning)
    play.plan(a_candidate(1), candidate_id(1), at=morning)
    assert unread_changes(paper(play)) == ()
    play.take(play.laptop.open_shift(START - 30 * MINUTE, scope))
    moved = play.plan(CandidateMovedAway("B1.02"), candidate_id(1), at=START - 20 * MINUTE)
    assert [change.leaf for change in unread_changes(paper(play))] == [moved.leaf]


def _people():
    return Writer(DOSSIER), Writer("laptop-1"), RoomFold(ROOM)


def test_the_same_word_again_is_no_change():
    play = a_session(started=False)
    play.plan(a_candidate(1), candidate_id(1), at=START - 50 * MINUTE)
    assert unread_changes(paper(play)) == ()


# ---------------------------------------------------------------- collisions

DIGITAL: dict[str, object] = {
    "id": "digitaal",
    "kind": "institution",
    "readiness": [{"item": "codes", "title": "Codelijst ontvangen"}],
}


def _with_extra(minutes: int, rules: dict[str, object]) -> Play:
    play = a_session(started=False, rules=rules)
    play.plan(a_candidate(1, extra_time_min=minutes), candidate_id(1))
    return play


def test_extra_time_beyond_the_window_of_a_digital_exam_is_a_collision_and_paper_is_not():
    digital = _with_extra(30, DIGITAL)
    (found,) = collisions_of([(digital.session, digital.part)])
    assert found.kind is CollisionKind.WINDOW
    assert found.ends - found.limit == timedelta(minutes=30)
    on_paper = _with_extra(30, RULES)
    assert collisions_of([(on_paper.session, on_paper.part)]) == ()


def test_a_next_session_whose_doors_open_before_the_last_end_is_a_collision():
    play = _with_extra(30, RULES)
    session, part = play.session, play.part
    assert session.plan is not None

    def after(minutes: int):
        begin = START + minutes * MINUTE
        plan = replace(
            session.plan, starts_at=begin.isoformat(), ends_at=(begin + 60 * MINUTE).isoformat()
        )
        return replace(session, id="s2", plan=plan, enrolments={})

    (found,) = collisions_of([(session, part), (after(130), part)])
    assert found.kind is CollisionKind.NEXT_SESSION
    assert collisions_of([(session, part), (after(150), part)]) == ()
    assert collisions_of([(session, part), (after(45), part)]) == (), "meant to overlap"

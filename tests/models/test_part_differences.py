"""F21: two laptops differ on a time of the part: seen, settled by a person, the same for all."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.models import commands as c
from app.models import facts as f
from app.models.act import Event
from app.models.closing import Check, CheckKind, checks_of
from app.models.drafts import Refused
from app.models.fold import RoomFold, fold
from app.models.outcome import session_text
from app.models.paper import Paper, paper_of
from app.models.report import text_of
from app.models.report_items import items_of
from app.models.session import Part
from app.models.values import Aspect, DurationFrom, PartAspect, Reason, StartOption
from tests.builders import (
    MINUTE,
    ROOM,
    SECOND,
    SESSION,
    START,
    Play,
    Writer,
    a_laptop,
    a_plan,
    a_session,
    candidate_id,
)

LATER = START + 7 * MINUTE
ONE = candidate_id(1)


def paper(play: Play) -> Paper:
    found = paper_of(play.session, play.room)
    assert found is not None
    return found


def second_laptop(play: Play) -> tuple[Writer, Play]:
    """Return another laptop of the room that has seen what there is, and nothing after it."""
    other = a_laptop("laptop-2", scope=play.scope)
    apart = Play(play.dossier, other, RoomFold(play.room), now=play.now)
    apart.take(*play.dossier.written, *play.laptop.written, *other.written)
    return other, apart


def two_starts(apart_by: timedelta, **plan: object) -> tuple[Play, Play]:
    play = a_session(started=False, arrived=True, plan=a_plan(**plan))
    other, apart = second_laptop(play)
    play.do(c.StartSession(SESSION), START)
    apart.do(c.StartSession(SESSION), START + apart_by)
    play.take(*other.written)
    apart.take(*play.laptop.written)
    return play, apart


def start_of(part: Part) -> tuple[bool, timedelta]:
    value = part.values[PartAspect.START]
    return value.is_difference, value.observed - START


def keep(play: Play, writer: str, aspect: str = PartAspect.START) -> c.SettleDifference:
    heads = play.part.values[aspect].heads
    leaf = next(head.leaf for head in heads if head.header.writer == writer)
    return c.SettleDifference(SESSION, None, aspect, leaf)


def test_starts_within_two_minutes_are_one_start() -> None:
    play, apart = two_starts(2 * MINUTE)
    assert start_of(play.part) == start_of(apart.part) == (False, timedelta())
    assert play.part.differences == ()


def test_starts_seven_minutes_apart_are_a_difference_that_blocks_and_prints() -> None:
    play, _ = two_starts(7 * MINUTE)
    assert start_of(play.part) == (True, timedelta())
    assert Check(CheckKind.DIFFERENCE, None, PartAspect.START) in checks_of(paper(play))
    (item,) = [each for each in items_of(paper(play)) if each.printed.lead == "Verschil"]
    assert text_of(item.printed.text) == (
        "Examen gestart om 09:00 (laptop-1); Examen gestart om 09:07 (laptop-2). Nog niet beslist."
    )
    assert "twee laptops legden een tijd van het examen anders vast" in session_text([paper(play)])


@pytest.mark.parametrize(("keeps", "started"), [("laptop-1", START), ("laptop-2", LATER)])
def test_what_a_person_keeps_is_the_start_and_both_stay_told(keeps: str, started: object) -> None:
    play, apart = two_starts(7 * MINUTE)
    told = play.do(keep(play, keeps), START + 20 * MINUTE)
    apart.take(*told)
    assert play.part.started_at == apart.part.started_at == started
    assert not play.part.differences
    (item,) = [each for each in items_of(paper(play)) if each.printed.lead == "Verschil opgelost"]
    clock = paper(play).clock(play.part.started_at)
    assert f"Behouden: examen gestart om {clock}, door M. Vos." in text_of(item.printed.text)
    assert text_of(item.printed.text).startswith("Examen gestart om 09:00 (laptop-1); ")
    play.do(c.Undo(), START + 21 * MINUTE)
    assert start_of(play.part) == (True, timedelta())


def test_what_followed_from_the_kept_start_is_kept_with_it_in_one_handling() -> None:
    play, _ = two_starts(
        7 * MINUTE,
        start_option=StartOption.TRIGGERED,
        duration_from=DurationFrom.OWN_START,
    )
    differing = {aspect for aspect, _ in play.part.differences}
    own = {aspect for aspect, _ in play.enrolment(ONE).differences}
    told = play.do(keep(play, "laptop-2"), START + 20 * MINUTE)
    assert len(told) == len(differing) + 3 * len(own)
    assert not play.part.differences
    assert not play.enrolment(ONE).differences
    assert play.part.started_at == LATER


def test_two_people_who_keep_another_start_at_the_same_time_differ_again() -> None:
    play, apart = two_starts(7 * MINUTE)
    one = play.do(keep(play, "laptop-1"), START + 20 * MINUTE)
    two = apart.do(keep(apart, "laptop-2"), START + 20 * MINUTE + SECOND)
    play.take(*two)
    apart.take(*one)
    assert start_of(play.part) == start_of(apart.part) == (True, timedelta())
    play.do(keep(play, "laptop-2"), START + 22 * MINUTE)
    assert start_of(play.part) == (False, 7 * MINUTE)


def test_two_people_who_keep_the_same_start_agree_whenever_they_did() -> None:
    play, apart = two_starts(7 * MINUTE)
    one = play.do(keep(play, "laptop-2"), START + 20 * MINUTE)
    two = apart.do(keep(apart, "laptop-2"), START + 29 * MINUTE)
    play.take(*two)
    apart.take(*one)
    assert start_of(play.part) == start_of(apart.part) == (False, 7 * MINUTE)


def test_an_end_that_differs_is_settled_too_and_nothing_else_is_a_difference() -> None:
    play, apart = two_starts(timedelta())
    end = START + 90 * MINUTE
    told = play.do(c.EndSession(SESSION), end)
    also = apart.do(c.EndSession(SESSION), end + 5 * MINUTE)
    play.take(*also)
    apart.take(*told)
    assert [aspect for aspect, _ in play.part.differences] == [PartAspect.END]
    play.do(keep(play, "laptop-2", PartAspect.END), end + 6 * MINUTE)
    assert play.part.ended_at == end + 5 * MINUTE
    with pytest.raises(Refused) as caught:
        play.decide(c.SettleDifference(SESSION, None, PartAspect.END, told[0].leaf))
    assert caught.value.reason is Reason.NO_DIFFERENCE
    with pytest.raises(Refused):
        play.decide(c.SettleDifference(SESSION, ONE, Aspect.ARRIVAL, told[0].leaf))


# ---------------------------------------------------------------- any order

STEPS = st.lists(
    st.tuples(st.booleans(), st.sampled_from(("tell", "keep-first", "keep-last", "sync")),
              st.integers(0, 6)),
    min_size=2,
    max_size=10,
)  # fmt: skip


def _played(steps: list[tuple[bool, str, int]]) -> list[Event]:
    """Let two laptops tell the start, settle and hear of each other, each on its own."""
    play = a_session(started=False)
    other, apart = second_laptop(play)
    at = START
    for is_first, step, minutes in steps:
        at += minutes * MINUTE
        mine = play if is_first else apart
        if step == "sync":
            mine.take(*play.laptop.written, *other.written)
        elif step == "tell":
            value = mine.part.values.get(PartAspect.START)
            seen = () if value is None else value.heads
            mine.take(mine.laptop.act(f.SessionStarted(), at, seen=seen, scope=play.scope))
        elif mine.part.differences:
            head = mine.part.values[PartAspect.START].heads[0 if step == "keep-first" else -1]
            mine.do(c.SettleDifference(SESSION, None, PartAspect.START, head.leaf), at)
    return [*play.dossier.written, *play.laptop.written, *other.written]


@given(STEPS, st.data())
@settings(max_examples=120, deadline=None)
def test_in_any_order_all_see_the_same_start_and_one_settling_ends_it(steps, data) -> None:
    events = _played(steps)
    whole = fold(SESSION, events)
    shuffled = RoomFold(ROOM)
    for event in data.draw(st.permutations(events)):
        shuffled.add([event])
    assert shuffled.day.sessions[SESSION] == whole
    part = whole.parts[ROOM]
    if not part.differences:
        return
    everybody = a_laptop("laptop-3")
    play = Play(Writer("dossier"), everybody, shuffled, now=START + 300 * MINUTE)
    play.take(*everybody.written)
    kept = data.draw(st.sampled_from(part.values[PartAspect.START].heads))
    play.do(c.SettleDifference(SESSION, None, PartAspect.START, kept.leaf))
    assert not play.part.differences
    assert play.part.started_at == kept.observed

"""F5: A jump of a laptop's clock is in the record once, nobody's act, and seen by all."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models import commands as c
from app.models.clocks import is_off, last_jump
from app.models.closing import CheckKind, checks_of
from app.models.facts import ClockJumped, IrregularityNoted
from app.models.paper import Paper, paper_of
from app.models.repair import last_handling
from app.models.report import text_of
from app.models.reporting import report_of
from app.models.words import clock_jump_text, clock_off_text, span_text
from tests.builders import MINUTE, SECOND, START, Play, a_laptop, a_session

JUMP = c.NoteClockJump(3 * MINUTE, 3 * MINUTE)


def paper(play: Play) -> Paper:
    found = paper_of(play.session, play.room)
    assert found is not None
    return found


def laptop_lines(play: Play) -> list[str]:
    pairs = report_of(paper(play)).session
    return [text_of(each) for pair in pairs if pair.label == "Laptop" for each in pair.lines]


def test_a_jump_is_written_in_every_part_of_the_room_with_both_clocks() -> None:
    play = a_session()
    (event,) = play.do(JUMP, START + MINUTE)
    assert event.header.scope == play.scope
    assert event.body is not None
    assert event.body.act == ClockJumped(180_000, 180_000)
    assert last_jump(play.part, "laptop-1") == (START + MINUTE, 3 * MINUTE)
    assert last_jump(play.part, "laptop-2") is None


def test_a_jump_changes_no_time_of_the_exam_and_is_not_what_undo_takes_back() -> None:
    play = a_session(arrived=True)
    before = paper(play).schedule
    last = last_handling(play.folds, "laptop-1")
    play.do(JUMP, START + MINUTE)
    assert paper(play).schedule == before
    assert last_handling(play.folds, "laptop-1") == last


def test_the_report_and_the_closing_tell_a_clock_that_jumped_or_was_off() -> None:
    play = a_session()
    assert laptop_lines(play) == ["laptop-1"]
    play.do(JUMP, START + MINUTE)
    other = a_laptop("laptop-2")
    other.offset_ms = 190_000
    play.take(
        *other.written, other.act(IrregularityNoted("other", "Raam open."), START + 2 * MINUTE)
    )
    assert laptop_lines(play)[1:] == [
        "laptop-1: klok versprong 09:01 3 min vooruit; tijden lopen door",
        "laptop-2: klok liep 3 min achter; hier staat de centrale tijd",
    ]
    told = [check.aspect for check in checks_of(paper(play)) if check.kind is CheckKind.CLOCK]
    assert told == ["laptop-1", "laptop-2"]
    assert not any(check.blocks for check in checks_of(paper(play)) if check.aspect in told)


@pytest.mark.parametrize("offset_ms", [None, 0, 30_000, -30_000])
def test_a_clock_within_the_tolerance_is_not_told(offset_ms: int | None) -> None:
    assert not is_off(offset_ms)
    assert is_off(30_001)
    assert is_off(-30_001)


@given(st.integers(-(10**7), 10**7).map(lambda s: s * SECOND))
def test_a_span_has_one_unit_and_never_a_sign(span: timedelta) -> None:
    number, unit = span_text(span).split(" ")
    assert number.isdecimal()
    assert unit in {"s", "min", "u"}
    assert clock_off_text(3 * MINUTE) == "3 min achter"
    assert clock_jump_text(-3 * MINUTE) == "3 min terug"

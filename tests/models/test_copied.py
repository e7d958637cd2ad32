"""What was typed over from paper: both times, the typist, the second pair of eyes, and no more."""

from dataclasses import replace

import pytest

from app.models import commands as c
from app.models.closing import CheckKind, checks_of
from app.models.copied import checkable_by, copied_in, unchecked_in
from app.models.drafts import Refused
from app.models.facts import Corrected, PaperChecked
from app.models.outcome import outcome_of
from app.models.paper import Paper, paper_of
from app.models.report import SessionReport, text_of
from app.models.reporting import report_of
from app.models.timing import late_by, needs_admission, personal_end, status_of
from app.models.values import NOT_OBSERVED, Aspect, Reason, Status
from tests.builders import (
    MINUTE,
    ROOM,
    SESSION,
    START,
    Play,
    a_laptop,
    a_session,
    candidate_id,
)

TYPIST, SECOND = "p1", "p2"
TYPED = START + 60 * MINUTE
CHECK = PaperChecked(SECOND, "R. Bakir", "AA==", "AA==")


def on_paper(command: c.Recordable, by: str = TYPIST) -> c.CopyFromPaper:
    return c.CopyFromPaper(command, by)


def arrival(seen_at: c.SeenAt, number: int = 1) -> c.CopyFromPaper:
    return on_paper(c.RegisterArrival(SESSION, candidate_id(number), seen_at=seen_at))


def paper(play: Play) -> Paper:
    found = paper_of(play.session, ROOM)
    assert found is not None
    return found


def report(play: Play) -> SessionReport:
    return report_of(paper(play))


def check(play: Play, *leaves: str, by: PaperChecked = CHECK) -> None:
    play.take(play.laptop.act(by, play.now, refs=leaves))


def told(play: Play) -> str:
    lines = (
        f"{item.time} {item.lead} {text_of(item.text)}" for item in report(play).irregularities
    )
    return "\n".join(lines)


def test_an_act_from_paper_keeps_the_time_on_it_and_the_time_of_typing() -> None:
    play = a_session()
    events = play.do(arrival(START - 5 * MINUTE), TYPED)
    assert {event.observed for event in events} == {START - 5 * MINUTE}
    assert {event.header.corrected for event in events} == {TYPED}
    assert {event.body.copied_by for event in events if event.body} == {TYPIST}
    assert status_of(play.session, play.part, play.enrolment()) is Status.PRESENT


def test_a_time_that_is_not_on_the_paper_is_not_observed() -> None:
    play = a_session()
    events = play.do(arrival(None), TYPED)
    assert {event.body.seen_at for event in events if event.body} == {NOT_OBSERVED}


def test_who_came_in_at_a_time_that_nobody_saw_is_not_late() -> None:
    play = a_session()
    play.do(arrival(NOT_OBSERVED), TYPED)
    enrolment = play.enrolment()
    assert late_by(play.session, play.part, enrolment) is None
    assert not needs_admission(play.session, play.part, enrolment)
    row = report(play).candidates[0]
    assert text_of(row.arrived) == "niet gezien"


def test_no_rule_is_broken_by_a_time_that_nobody_saw() -> None:
    play = a_session()
    assert play.decide(arrival(START + 50 * MINUTE), TYPED).flags
    assert not play.decide(arrival(NOT_OBSERVED), TYPED).flags


def test_a_time_that_nobody_saw_is_told_to_no_planner() -> None:
    play, ended = a_session(2, arrived=True), START + 90 * MINUTE
    play.do(c.CopyFromPaper(c.HandIn(SESSION, (candidate_id(1),)), "p1"), START + 20 * MINUTE)
    left = c.LeaveForGood(SESSION, candidate_id(2), seen_at=NOT_OBSERVED)
    play.do(left, START + 40 * MINUTE)
    play.do(c.EndSession(SESSION), ended)
    one, two = (outcome_of(paper(play), play.enrolment(candidate_id(n))) for n in (1, 2))
    assert (one.handed_in_at, one.irregularities) == (ended, None)
    told = "Verliet de zaal, tijd niet waargenomen, niet hervat, werk niet ingeleverd, zie PV."
    assert two.irregularities == told


def test_what_stood_still_at_times_that_nobody_saw_gives_no_minutes_back() -> None:
    play = a_session(1, arrived=True, rules={"kind": "institution", "late_keeps_end": False})
    (began,) = play.do(on_paper(c.StartInterruption(SESSION, "stroom")), TYPED)
    play.do(on_paper(c.EndInterruption(SESSION, began.leaf)), TYPED + 2 * MINUTE)
    play.do(on_paper(c.StartRestBreak(SESSION, candidate_id(1))), TYPED + 3 * MINUTE)
    play.do(on_paper(c.EndRestBreak(SESSION, candidate_id(1))), TYPED + 8 * MINUTE)
    end = personal_end(play.session, play.part, play.enrolment())
    assert end is not None
    assert end.at == START + 90 * MINUTE
    assert "tijd niet waargenomen Onderbreking stroom. Geen tijd gemeten." in told(play)


def test_a_start_that_nobody_saw_counts_as_planned_and_prints_as_not_seen() -> None:
    play = a_session(started=False)
    play.do(on_paper(c.StartSession(SESSION, NOT_OBSERVED)), TYPED)
    assert paper(play).schedule.end == START + 90 * MINUTE
    course = {row.moment: text_of(row.actual) for row in report(play).course}
    assert course["Start"] == "niet waargenomen"


def test_paper_tells_of_a_past_and_never_of_what_is_still_to_come() -> None:
    play = a_session()
    with pytest.raises(Refused) as refused:
        play.do(arrival(TYPED + MINUTE), TYPED)
    assert refused.value.reason is Reason.IN_THE_FUTURE


def test_undo_and_redo_keep_that_it_came_from_paper() -> None:
    play = a_session()
    play.do(arrival(START - 5 * MINUTE), TYPED)
    (correction, *_) = play.do(c.Undo(), TYPED + MINUTE)
    assert correction.body is not None
    assert isinstance(correction.body.act, Corrected)
    assert not copied_in(paper(play))
    again = play.do(c.Redo(), TYPED + 2 * MINUTE)
    assert {event.body.copied_by for event in again if event.body} == {TYPIST}
    assert {event.observed for event in again} == {START - 5 * MINUTE}


def test_taking_back_is_never_on_paper() -> None:
    play = a_session()
    play.do(arrival(START - 5 * MINUTE), TYPED)
    assert not isinstance(c.Undo(), c.Recordable)


def test_an_act_waits_for_a_second_person_and_only_for_somebody_else() -> None:
    play = a_session()
    leaves = [event.leaf for event in play.do(arrival(START - 5 * MINUTE), TYPED)]
    assert [each.event.leaf for each in unchecked_in(paper(play))] == leaves
    assert not checkable_by(paper(play), TYPIST)
    check(play, *leaves, by=replace(CHECK, person=TYPIST))
    assert len(unchecked_in(paper(play))) == len(leaves)
    check(play, *leaves)
    assert not unchecked_in(paper(play))
    assert {each.checkers for each in copied_in(paper(play))} == {("R. Bakir",)}


def test_a_check_that_is_taken_back_leaves_the_act_open() -> None:
    play = a_session()
    leaves = [event.leaf for event in play.do(arrival(START - 5 * MINUTE), TYPED)]
    check(play, *leaves)
    play.do(c.Undo(), play.now + MINUTE)
    assert len(unchecked_in(paper(play))) == len(leaves)


def test_what_was_checked_is_no_longer_taken_back_without_a_reason() -> None:
    play = a_session()
    events = play.do(arrival(START - 5 * MINUTE), TYPED)
    second = a_laptop("laptop-2")
    play.take(*second.written)
    play.take(second.act(CHECK, TYPED + MINUTE, refs=[event.leaf for event in events]))
    with pytest.raises(Refused) as refused:
        play.do(c.Undo(), TYPED + 2 * MINUTE)
    assert refused.value.reason is Reason.BUILT_UPON


def test_two_checks_at_once_name_both() -> None:
    play = a_session()
    leaves = [event.leaf for event in play.do(arrival(START - 5 * MINUTE), TYPED)]
    second = a_laptop("laptop-2")
    play.take(
        *second.written, second.act(replace(CHECK, person="p3", name="S. Ali"), TYPED, refs=leaves)
    )
    check(play, *leaves)
    assert {frozenset(each.checkers) for each in copied_in(paper(play))} == {
        frozenset({"R. Bakir", "S. Ali"})
    }


def test_a_check_of_nothing_that_is_here_changes_nothing() -> None:
    play = a_session()
    check(play, "0a" * 32)
    assert not copied_in(paper(play))


def test_paper_and_a_laptop_that_comes_back_tell_one_fact_when_they_saw_one_time() -> None:
    play = a_session()
    lost = a_laptop("laptop-2")
    came = lost.act(
        play.decide(c.RegisterArrival(SESSION, candidate_id(1)), START - 5 * MINUTE)
        .drafts[0]
        .body.act,
        START - 5 * MINUTE,
        candidate_id(1),
    )
    play.do(arrival(START - 4 * MINUTE), TYPED)
    play.take(*lost.written)
    value = play.enrolment().values[Aspect.ARRIVAL]
    assert not value.is_difference
    assert value.event.leaf == came.leaf


def test_paper_that_tells_another_fact_is_a_difference_for_people() -> None:
    play = a_session()
    lost = a_laptop("laptop-2")
    lost.act(
        play.decide(c.RegisterArrival(SESSION, candidate_id(1)), START - 5 * MINUTE)
        .drafts[0]
        .body.act,
        START - 5 * MINUTE,
        candidate_id(1),
    )
    play.do(arrival(START + 12 * MINUTE), TYPED)
    play.take(*lost.written)
    assert play.enrolment().values[Aspect.ARRIVAL].is_difference


def test_closing_warns_of_what_nobody_checked_and_does_not_block() -> None:
    play = a_session()
    leaves = [event.leaf for event in play.do(arrival(START - 5 * MINUTE), TYPED)]
    (found,) = [each for each in checks_of(paper(play)) if each.kind is CheckKind.UNCHECKED_PAPER]
    assert found.aspect == str(len(leaves))
    assert not found.blocks
    check(play, *leaves)
    assert CheckKind.UNCHECKED_PAPER not in {each.kind for each in checks_of(paper(play))}


def test_the_report_says_what_came_from_paper_by_whom_and_who_checked() -> None:
    play = a_session()
    leaves = [event.leaf for event in play.do(arrival(START + 12 * MINUTE), TYPED)]
    assert "Overgenomen van papier 2 handelingen overgetypt door M. Vos, nog niet" in told(play)
    check(play, *leaves)
    assert "overgetypt door M. Vos, nagekeken door R. Bakir." in told(play)
    assert "09:12 Te laat, 12 min" in told(play)
    assert "(van papier, genoteerd 10:00)" in told(play)
    assert "van papier" in text_of(report(play).candidates[0].remark)


def test_what_was_not_from_paper_is_not_marked() -> None:
    play = a_session(arrived=True)
    assert "papier" not in told(play)
    assert not any("papier" in text_of(row.remark) for row in report(play).candidates)

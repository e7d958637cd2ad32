"""F25: what one more event costs does not grow with how many there are, and tells the same."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from app.models import commands as c
from app.models import facts as f
from app.models.act import Event
from app.models.facts import Corrected
from app.models.fold import Fold, fold, part_scope
from app.models.marks import FrontierEntry, Manifest, ReportSealed, ReportSigned
from app.models.registers import register_value
from app.models.values import Kind, StaffRole
from tests.builders import MINUTE, ROOM, SECOND, SESSION, START, a_laptop, a_session, candidate_id

SCOPE = part_scope(SESSION, ROOM)
ONE = candidate_id(1)


def reached(events: list[Event], until: int) -> Manifest:
    """Return the manifest over the first events of each laptop."""
    last = {event.header.stream: event for event in events[:until]}
    frontier = tuple(
        FrontierEntry(stream.writer, stream.epoch, stream.scope, each.header.seq, each.leaf)
        for stream, each in last.items()
    )
    return Manifest(SCOPE, (), frontier, len(frontier), "00" * 32, 1, 1, "x")


def signed(manifest: Manifest, until: datetime | None = None) -> ReportSigned:
    """Return a signature over a manifest, well-formed and not real."""
    role = StaffRole.CHIEF_INVIGILATOR
    return ReportSigned("p1", "M. Vos", role, manifest, (), START, until, "AA==", "AA==")


@st.composite
def closings(draw) -> list[Event]:
    """Two laptops record, correct, note, sign and seal, in any order."""
    laptops = [a_laptop("laptop-1"), a_laptop("laptop-2")]
    events = [laptop.written[0] for laptop in laptops]
    view, at = Fold(SESSION), START
    for _ in range(draw(st.integers(1, 14))):
        at += draw(st.integers(0, 90)) * SECOND
        laptop, step = draw(st.sampled_from(laptops)), draw(st.integers(0, 7))
        manifest = reached(events, draw(st.integers(0, len(events))))
        if step == 0:
            until = draw(st.none() | st.just(at + MINUTE))
            event = laptop.act(signed(manifest, until), at)
        elif step == 1:
            marks = [e.leaf for e in events if isinstance(e.body.act, ReportSigned)]
            event = laptop.act(ReportSealed(manifest, tuple(marks)), at)
        elif step == 2:
            event = laptop.act(Corrected("fout"), at, refs=[draw(st.sampled_from(events))])
        elif step == 3:
            note = f.IrregularityNoted("overig", "Bel ging.")
            event = laptop.act(note, at, draw(st.none() | st.just(ONE)), seen_at=START)
        else:
            act = draw(st.sampled_from([f.AwayStarted(), f.AwayEnded(), f.ArrivalRegistered()]))
            seen = view.heads(ONE, SCOPE, act.ASPECT) if draw(st.booleans()) else ()
            event = laptop.act(act, at, ONE, seen=seen)
        events.append(event)
        view.add([event])
    return events


@given(closings(), st.data())
@settings(max_examples=150)
def test_signatures_and_notes_taken_in_one_by_one_tell_the_same_as_all_at_once(events, data):
    one_by_one = Fold(SESSION)
    for event in data.draw(st.permutations(events)):
        one_by_one.add([event])
    assert one_by_one.session == fold(SESSION, events)


@given(closings())
@settings(max_examples=100)
def test_shown_acts_stand_in_order_and_the_struck_are_those_that_do_not_count(events):
    whole = Fold(SESSION)
    whole.add(events)
    for shown in (*whole.session.enrolments.values(), *whole.session.parts.values()):
        assert [each.observed for each in shown.acts] == sorted(e.observed for e in shown.acts)
        not_counted = {each.leaf for each in shown.acts if not whole.is_effective(each.leaf)}
        assert {each.leaf for each in shown.acts} & shown.struck == not_counted


# ---------------------------------------------------------------- heads


seen_by_each = st.lists(st.sets(st.integers(0, 6), max_size=3), min_size=1, max_size=7)


def one_register(seen_by_each: list[set[int]], apart: timedelta) -> tuple[Event, list[Event]]:
    """Return a shift, and acts under it in one register that knew of some of the others."""
    laptop, leaves = a_laptop("laptop-1"), [f"{n:064x}" for n in range(7)]
    events = []
    for n, seen in enumerate(seen_by_each):
        act = f.AwayStarted() if n % 3 else f.AwayEnded()
        made = laptop.act(act, START + n * apart, ONE)
        body = replace(made.body, seen=tuple(leaves[each] for each in sorted(seen)))
        events.append(replace(made, leaf=leaves[n], body=body))
    return laptop.written[0], events


@given(seen_by_each, st.sampled_from((SECOND, MINUTE, 60 * MINUTE)), st.data())
@settings(max_examples=300)
def test_a_register_that_grows_one_by_one_says_what_all_of_it_says(seen, apart, data):
    shift, events = one_register(seen, apart)
    one_by_one = Fold(SESSION)
    for event in (shift, *data.draw(st.permutations(events))):
        one_by_one.add([event])
    assert one_by_one.session == fold(SESSION, (shift, *events))


@given(seen_by_each)
@settings(max_examples=300)
def test_the_heads_are_what_no_other_event_knew_of_also_where_names_go_in_a_circle(seen):
    _, made = one_register(seen, 60 * MINUTE)  # so far apart that nothing merges
    events = {event.leaf: event for event in made}
    value = register_value(made)
    known = {leaf: _past(leaf, events) for leaf in events}
    expected = {
        leaf
        for leaf in events
        if not any(leaf in known[other] and other not in known[leaf] for other in events)
    }
    assert {head.leaf for head in value.heads} == expected
    assert value.is_chain == (len(expected) == 1)


def _past(leaf: str, events: Mapping[str, Event]) -> set[str]:
    """Return what an event was built on, by the plain definition."""
    found: set[str] = set()
    waiting = [leaf]
    while waiting:
        for seen in events[waiting.pop()].body.seen:
            if seen in events and seen not in found:
                found.add(seen)
                waiting.append(seen)
    return found - {leaf}


# ---------------------------------------------------------------- growth


def steps(work: Callable[[], object]) -> int:
    """Return how many functions some work calls: a count that no other process disturbs."""
    called = 0

    def count(_frame: object, kind: str, _arg: object) -> None:
        nonlocal called
        called += kind in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return called


def test_the_ten_thousandth_event_of_one_candidate_costs_what_the_hundredth_does():
    laptop, whole, spent = a_laptop("laptop-1"), Fold(SESSION), []
    whole.add(laptop.written)
    for n in range(10_000):
        act = f.AwayStarted() if n % 2 == 0 else f.AwayEnded()
        seen = whole.heads(ONE, SCOPE, act.ASPECT or "")
        event = laptop.act(act, START + n * SECOND, ONE, seen=seen)
        assert event.header.kind is Kind.FACT
        if n in (100, 9_999):
            spent.append(steps(lambda event=event: whole.add([event])))
        else:
            whole.add([event])
    assert spent[1] <= spent[0] * 1.1  # a collection in between may count a few calls


def test_an_act_after_a_signature_costs_what_lies_after_it_and_not_the_whole_day():
    spent = []
    for many in (100, 3_000):
        laptop, whole = a_laptop("laptop-1"), Fold(SESSION)
        for n in range(many):
            laptop.act(f.AwayStarted(), START + n * SECOND, candidate_id(n))
        at = START + many * SECOND
        laptop.act(signed(reached(laptop.written, many + 1)), at)
        whole.add(laptop.written)
        late = laptop.act(f.ArrivalRegistered(), at, ONE)
        spent.append(steps(lambda late=late, whole=whole: whole.add([late])))
        assert whole.session.parts[ROOM].signatures[0].lapsed_by == (late.leaf,)
    assert spent[1] <= spent[0] + 10


def test_deciding_who_may_leave_costs_the_same_however_often_people_left():
    rules = {"kind": "institution", "away_max_times": 2, "away_at_once": 1}
    play, spent = a_session(3, arrived=True, rules=rules), []
    for n in range(600):
        leave = c.LeaveForAMoment(SESSION, candidate_id(n % 3 + 1))
        play.now += SECOND
        if n in (60, 597):
            spent.append(steps(lambda leave=leave: play.decide(leave)))
        play.do(leave)
        play.do(c.ComeBack(SESSION, leave.candidate), play.now + SECOND)
    assert spent[1] <= spent[0] + 20  # a search in what is sorted takes a step more at each double

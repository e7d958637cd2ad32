"""Times away that are told on from act to act say what all acts together say."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from app.models import facts as f
from app.models.act import Event
from app.models.away import aways_of
from app.models.facts import Corrected
from app.models.fold import Fold, fold
from app.models.session import Enrolment
from tests.builders import MINUTE, SECOND, SESSION, START, a_laptop, candidate_id

ONE = candidate_id(1)


@st.composite
def goings(draw: st.DrawFn) -> list[Event]:
    """One candidate leaves and returns on two laptops, with acts struck and told anew."""
    laptops = [a_laptop("laptop-1"), a_laptop("laptop-2")]
    shifts = [laptop.written[0] for laptop in laptops]
    made: list[Event] = []
    for _ in range(draw(st.integers(1, 12))):
        laptop = draw(st.sampled_from(laptops))
        at = START + draw(st.integers(0, 600)) * SECOND
        some = draw(st.lists(st.sampled_from(made), max_size=2, unique=True)) if made else []
        kind, seen = draw(st.integers(0, 9)), [event.leaf for event in some]
        if kind == 0 and some:
            event = laptop.act(Corrected("fout"), at, ONE, refs=some[:1])
        elif kind == 1:
            event = laptop.act(f.ArrivalRegistered(), at, ONE)
        elif kind < 6:
            refs = some if draw(st.booleans()) and draw(st.booleans()) else []
            event = laptop.act(f.AwayStarted(), at, ONE, seen=seen, refs=refs)
        else:
            event = laptop.act(f.AwayEnded(), at, ONE, seen=seen, seen_at=at - MINUTE)
        made.append(event)
    return [*shifts, *made]


def asked(enrolment: Enrolment) -> tuple[object, ...]:
    """Return what is asked of the times away of a candidate."""
    known = aways_of(enrolment)
    return known.times, known.out, known.last_back


def told_anew(events: list[Event]) -> tuple[object, ...] | None:
    """Return the times away as whoever never saw these events before tells them."""
    again = [replace(event) for event in events]  # nothing is known of these objects yet
    enrolment = fold(SESSION, again).enrolments.get(ONE)
    return None if enrolment is None else asked(enrolment)


@given(goings(), st.data())
@settings(max_examples=200)
def test_times_away_told_on_act_by_act_are_those_told_anew_from_all(
    events: list[Event], data: st.DataObject
) -> None:
    by_time = sorted(events, key=lambda event: event.observed)
    in_some_order = data.draw(st.one_of(st.just(by_time), st.permutations(events)))
    one_by_one, told_on = Fold(SESSION), []
    for event in in_some_order:
        enrolment = one_by_one.add([event]).enrolments.get(ONE)
        told_on.append(None if enrolment is None else asked(enrolment))
    some = data.draw(st.integers(1, len(events)))
    assert told_on[some - 1] == told_anew(in_some_order[:some])
    assert told_on[-1] == told_anew(in_some_order)

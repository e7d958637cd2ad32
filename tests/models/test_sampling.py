"""A sample is drawn by chance that is written down first, and anybody comes to the same one."""

import hashlib
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models import check_commands as c
from app.models.check_facts import SampleDrawn
from app.models.drafts import Refused
from app.models.sampling import Drawable, Sample, digest_of, drawn, population_of, samples_of
from app.models.values import FindingOutcome, Population
from tests.builders import MINUTE, SESSION, START, Play, a_session, candidate_id
from tests.models.test_hotline import TIM, Office

ZONE = ZoneInfo("Europe/Amsterdam")
DAY = START.astimezone(ZONE).date()
AT = START + 40 * MINUTE
SEED = "5e" * 32


@pytest.fixture
def play() -> Play:
    return a_session(5, arrived=True)


@pytest.fixture
def office(play: Play) -> Office:
    return Office(play)


def draw(count: int = 2, on: date = DAY, seed: str = SEED) -> c.DrawSample:
    day = on.isoformat()
    return c.DrawSample(Population.CANDIDATES, day, day, count, "controle", ZONE.key, seed)


def samples(*offices: Office) -> tuple[Sample, ...]:
    return samples_of(offices[0].day(*offices[1:]).office, ZONE)


def taken(office: Office) -> Sample:
    (event,) = office.do(draw(), AT)
    assert event.body is not None
    assert isinstance(event.body.act, SampleDrawn)
    office.do(c.ListSample(event.body.act.sample, ZONE.key), AT)
    return samples(office)[-1]


def test_what_the_events_say_is_recomputed_with_nothing_of_the_program(
    play: Play, office: Office
) -> None:
    """The five lines that docs/format.md gives, over who came."""
    sample = taken(office)
    keys = sorted(f"{SESSION}/{play.room}/{candidate_id(n)}" for n in range(1, 6))
    assert (
        sample.act.digest == hashlib.sha256("".join(f"{k}\n" for k in keys).encode()).hexdigest()
    )
    by_chance = sorted(keys, key=lambda k: hashlib.sha256(f"{SEED}\0{k}".encode()).digest())
    assert [each.candidate for each in sample.items] == [
        k.rpartition("/")[2] for k in by_chance[:2]
    ]
    assert [each.act.rank for each in sample.items] == [1, 2]


def test_who_did_not_come_is_not_drawn_from(play: Play) -> None:
    other = a_session(4)
    days = (DAY, DAY)
    assert population_of([other.session], Population.CANDIDATES, days, ZONE) == ()
    assert len(population_of([other.session], Population.SESSIONS, days, ZONE)) == 1
    assert len(population_of([play.session], Population.CANDIDATES, days, ZONE)) == 5


@pytest.mark.parametrize(
    "command",
    [draw(0), draw(6), draw(on=date(2020, 1, 1)), draw(seed="")],
    ids=["none", "more than there are", "a day of nothing", "no chance"],
)
def test_what_cannot_be_drawn_is_refused(office: Office, command: c.DrawSample) -> None:
    with pytest.raises(Refused):
        office.do(command, AT)


def test_a_sample_that_two_machines_listed_stands_once_and_every_finding_is_kept(
    play: Play, office: Office
) -> None:
    sample = taken(office)
    other = Office(play, TIM, "office-2")
    other.do(c.ListSample(sample.act.sample, ZONE.key), AT + MINUTE, office)
    item = samples(office, other)[0].items[0]
    for outcome in (FindingOutcome.IN_ORDER, FindingOutcome.NOT_IN_ORDER):
        note = c.NoteFinding(sample.act.sample, item.event.leaf, outcome, "gezien")
        office.do(note, AT + 2 * MINUTE, other)
    (told,) = samples(office, other)
    assert len(told.items) == 2
    assert [each.act.outcome for each in told.items[0].findings] == [
        FindingOutcome.IN_ORDER, FindingOutcome.NOT_IN_ORDER,
    ]  # fmt: skip


def test_over_another_population_than_was_named_it_gives_nothing(
    play: Play, office: Office
) -> None:
    (event,) = office.do(draw(), AT)
    assert event.body is not None
    more = a_session(6, arrived=True)
    office.play = more
    assert isinstance(event.body.act, SampleDrawn)
    with pytest.raises(Refused):
        office.do(c.ListSample(event.body.act.sample, ZONE.key), AT)


KEYS = st.lists(st.text("abc", min_size=1, max_size=4), unique=True, min_size=1, max_size=9)


@given(keys=KEYS, seed=st.text("0123456789abcdef", min_size=64, max_size=64), data=st.data())
def test_the_order_of_the_record_does_not_choose(
    keys: list[str], seed: str, data: st.DataObject
) -> None:
    people = [Drawable("s1", "r", key) for key in keys]
    shuffled = data.draw(st.permutations(people))
    count = data.draw(st.integers(0, len(people)))
    assert drawn(shuffled, seed, count) == drawn(people, seed, count)
    assert digest_of(shuffled) == digest_of(people)
    assert set(drawn(people, seed, count)) <= set(drawn(people, seed, len(people)))

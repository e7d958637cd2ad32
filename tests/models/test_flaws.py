"""Gaps and forks of streams, and what the dossier put aside until two people judged it."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models import facts as f
from app.models.act import Event
from app.models.flaws import Flaw, flaws_in
from app.models.fold import DOSSIER, fold
from app.models.marks import EffectJudged, GapDeclared, WithoutEffect
from app.models.session import Part
from app.models.values import PutAside
from tests.builders import MINUTE, ROOM, SESSION, START, Writer, a_laptop

TWO = {"people": ("p1", "p2"), "names": ("R. Vos", "M. Bakır")}


def part(*events: Event) -> Part:
    return fold(SESSION, events).parts[ROOM]


def arrival(*events: Event) -> object:
    return fold(SESSION, events).enrolments["c0001"].arrival


@given(st.sets(st.integers(0, 30), min_size=1), st.data())
def test_gaps_are_what_is_missing_and_forks_what_is_there_twice(seqs, data):
    twice = data.draw(st.sets(st.sampled_from(sorted(seqs))))
    found = list(flaws_in("laptop-1", "e1", sorted([*seqs, *twice])))
    gaps = {n for each in found if not each.is_fork for n in range(each.first, each.last + 1)}
    assert gaps == set(range(max(seqs))) - seqs
    assert {each.first for each in found if each.is_fork} == twice


def test_a_gap_is_shown_until_what_was_missing_arrives():
    one = a_laptop("laptop-1")
    acts = [one.act(f.ArrivalRegistered(), START, f"c000{n}") for n in range(1, 4)]
    whole = [*one.written]
    lacking = [each for each in whole if each is not acts[1]]
    seq = acts[1].header.seq
    assert part(*lacking).gaps == (Flaw(one.name, "e1", seq, seq),)
    assert part(*whole).flaws == ()


def test_what_stands_behind_a_gap_counts():
    one = a_laptop("laptop-1")
    one.act(f.ArrivalRegistered(), START, "c0002")
    behind = one.act(f.ArrivalRegistered(), START, "c0001")
    assert arrival(one.written[0], behind) is not None


def test_a_gap_that_two_people_declared_is_no_longer_asked_about_and_stays_told():
    one, dossier = a_laptop("laptop-1"), Writer(DOSSIER)
    lost = one.act(f.ArrivalRegistered(), START, "c0001")
    last = one.act(f.ArrivalRegistered(), START, "c0002")
    seq = lost.header.seq
    word = dossier.act(GapDeclared(one.name, "e1", seq, seq, **TWO), START + MINUTE)
    told = part(one.written[0], last, word)
    assert told.gaps == ()
    assert told.flaws == (Flaw(one.name, "e1", seq, seq),)
    assert [act.names for _, act in told.declared] == [TWO["names"]]


def test_a_laptop_cannot_declare_its_own_gap():
    one = a_laptop("laptop-1")
    lost = one.act(f.ArrivalRegistered(), START, "c0001")
    word = one.act(GapDeclared(one.name, "e1", lost.header.seq, lost.header.seq, **TWO), START)
    assert part(one.written[0], word).gaps


def test_both_branches_of_a_fork_stay_and_are_told():
    one = a_laptop("laptop-1")
    twin = replace(
        one, written=list(one.written), shifts=dict(one.shifts), _heads=dict(one._heads)
    )
    came = one.act(f.ArrivalRegistered(), START, "c0001")
    other = twin.act(f.AwayStarted(), START, "c0002")
    told = part(*one.written, other)
    assert told.flaws == (Flaw(one.name, "e1", 1, 1, is_fork=True),)
    assert {came.leaf, other.leaf} <= {
        event.leaf
        for each in fold(SESSION, [*one.written, other]).enrolments.values()
        for event in each.acts
    }


def put_aside(reason: PutAside = PutAside.PROVISIONAL) -> tuple[Writer, Writer, Event, Event]:
    one, dossier = a_laptop("laptop-1"), Writer(DOSSIER)
    one.act(f.ArrivalRegistered(), START, "c0001")
    word = dossier.act(WithoutEffect(reason, one.name), START, refs=[one.written[0]])
    return one, dossier, one.written[1], word


def test_what_was_put_aside_counts_once_two_people_accepted_it():
    one, dossier, _, word = put_aside()
    assert arrival(*one.written, word) is None
    yes = dossier.act(EffectJudged(is_accepted=True, **TWO), START + MINUTE, refs=[word])
    assert arrival(*one.written, word, yes) is not None
    (aside,) = part(*one.written, word, yes).asides
    assert aside.judged is not None
    assert aside.judged[1].names == TWO["names"]


def test_what_was_not_accepted_stays_without_effect_and_is_kept():
    one, dossier, came, word = put_aside()
    no = dossier.act(EffectJudged(is_accepted=False, **TWO), START + MINUTE, refs=[word])
    session = fold(SESSION, [*one.written, word, no])
    assert session.enrolments["c0001"].arrival is None
    assert came.leaf in session.enrolments["c0001"].struck


@pytest.mark.parametrize("is_accepted", [True, False])
def test_a_judgement_strikes_nothing_but_what_the_dossier_put_aside(is_accepted):
    one, dossier, came, _ = put_aside()
    word = dossier.act(EffectJudged(is_accepted=is_accepted, **TWO), START, refs=[came])
    assert arrival(*one.written, word) is not None


def test_a_laptop_cannot_judge_itself():
    one, _, _, word = put_aside()
    one.act(EffectJudged(is_accepted=True, **TWO), START + MINUTE, refs=[word])
    assert arrival(*one.written, word) is None


@given(st.randoms())
def test_any_order_of_arrival_tells_the_same(chance: random.Random):
    one, dossier, _, word = put_aside()
    one.act(f.AwayStarted(), START + MINUTE, "c0001")
    yes = dossier.act(EffectJudged(is_accepted=True, **TWO), START + MINUTE, refs=[word])
    events = [*one.written, word, yes]
    chance.shuffle(events)
    assert part(*events) == part(*one.written, word, yes)
    assert arrival(*events) == arrival(*one.written, word, yes)

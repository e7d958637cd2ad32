"""What a manifest covers of a stream that forked or has a gap: what its maker knew, for good."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.crypto.tree import root
from app.models import facts as f
from app.models.act import Event
from app.models.fold import Fold, fold, part_scope
from app.models.late import late_facts
from app.models.manifest import inside, manifest_of
from app.models.marks import DocumentIssued, Manifest, ReportSealed, ReportSigned
from app.models.paper import paper_of
from app.models.reporting import Seal
from app.models.sealed import lacking, seal_of, sealed_report
from app.models.streams import Streams, is_signed_kind, reach_of
from app.models.values import StaffRole
from tests.builders import MINUTE, ROOM, SESSION, START, Writer, a_laptop, a_session

SCOPE = part_scope(SESSION, ROOM)


def manifest(events: list[Event]) -> Manifest:
    return manifest_of(events, SCOPE, root, standaardset="x", render_version=1)


def clone_of(laptop: Writer) -> Writer:
    """Return a laptop that goes on from the same place, in the same stream."""
    return replace(
        laptop,
        written=list(laptop.written),
        shifts=dict(laptop.shifts),
        _heads=dict(laptop._heads),
    )


def signed(over: Manifest) -> ReportSigned:
    role = StaffRole.CHIEF_INVIGILATOR
    return ReportSigned("p1", "M. Vos", role, over, (), START, None, "AA==", "AA==")


@st.composite
def forked(draw) -> tuple[list[Event], list[Event]]:
    """Return some events of a stream that goes on in branches, and those one of us knew.

    What was known may have gaps.
    """
    branches = [a_laptop("laptop-1")]
    for _ in range(draw(st.integers(1, 25))):
        branch = draw(st.sampled_from(branches))
        if draw(st.integers(0, 4)) == 0:
            branches.append(clone_of(branch))
            branch = branches[-1]
        act = draw(st.sampled_from([f.AwayStarted(), f.AwayEnded(), signed(manifest([]))]))
        n = draw(st.integers(1, 10_000))
        branch.act(act, START + n * MINUTE, None if isinstance(act, ReportSigned) else "c0001")
    whole = {event.leaf: event for branch in branches for event in branch.written}
    ends = draw(st.lists(st.sampled_from(sorted(whole)), min_size=1, max_size=4))
    known: set[str] = set()
    while ends:
        known.add(leaf := ends.pop())
        if (prev := whole[leaf].header.prev) is not None:
            ends.append(prev)
    lost = draw(st.sets(st.sampled_from(sorted(known)), max_size=3))
    return list(whole.values()), [whole[leaf] for leaf in known - lost]


@given(forked(), st.randoms())
@settings(max_examples=200)
def test_a_manifest_covers_what_its_maker_knew_and_nothing_of_a_branch_it_did_not(told, chance):
    whole, known = told
    over = manifest(known)
    chance.shuffle(whole)
    expected = {event.leaf for event in known if is_signed_kind(event)}
    assert {event.leaf for event in inside(whole, over)} == expected
    assert root(sorted(bytes.fromhex(leaf) for leaf in expected)).hex() == over.root


@given(forked(), st.data())
@settings(max_examples=100)
def test_what_lies_beyond_does_not_depend_on_the_order_in_which_branches_arrive(told, data):
    whole, known = told
    over, events = manifest(known), {event.leaf: event for event in whole}
    streams, seen = Streams(events), []
    for event in data.draw(st.permutations(whole)):
        streams.enter(event)
        seen.append(event)
        streams.beyond(SCOPE, reach_of(over))  # what it remembers must not outlive what comes
    outside = {event.leaf for event in streams.beyond(SCOPE, reach_of(over))}
    assert outside & {e.leaf for e in known if is_signed_kind(e)} == set()
    signed_kinds = {event.leaf for event in whole if is_signed_kind(event)}
    assert outside & signed_kinds == signed_kinds - {event.leaf for event in known}
    below = streams.branched(SCOPE, reach_of(over))
    assert below <= outside


@given(forked(), st.randoms())
@settings(max_examples=100)
def test_signatures_over_forked_streams_lapse_alike_in_any_order(told, chance: random.Random):
    whole, known = told
    other = a_laptop("laptop-2")
    mark = other.act(signed(manifest(known)), START)
    other.act(ReportSealed(manifest(known), (mark.leaf,)), START)
    events = [*whole, *other.written]
    one_by_one = Fold(SESSION)
    chance.shuffle(events)
    for event in events:
        one_by_one.add([event])
    assert one_by_one.session == fold(SESSION, events)


def test_events_without_a_fork_are_covered_by_number_also_below_a_gap():
    one = a_laptop("laptop-1")
    acts = [one.act(f.AwayStarted(), START + n * MINUTE, "c0001") for n in range(4)]
    over = manifest(one.written)
    lacking = [event for event in one.written if event is not acts[1]]
    assert inside(lacking, over) == lacking


def test_what_fills_a_gap_under_a_seal_is_late_and_what_was_sealed_prints_as_it_did():
    play = a_session(arrived=True)
    laptop = play.laptop
    lost = laptop.act(f.AwayStarted(), START + 5 * MINUTE, "c0001")
    laptop.act(f.AwayEnded(), START + 6 * MINUTE, "c0001")
    known = [e for e in (*play.dossier.written, *laptop.written) if e is not lost]
    over = manifest(known)
    mark = laptop.act(replace(signed(over), period_until=START + 60 * MINUTE), START)
    sealing = laptop.act(ReportSealed(over, (mark.leaf,)), START + 60 * MINUTE)
    seal = seal_of(sealing)
    assert seal is not None
    printed = sealed_report(SESSION, ROOM, seal, [*known, mark, sealing])
    filled = [*known, mark, sealing, lost]
    assert sealed_report(SESSION, ROOM, seal, filled) == printed
    assert [event.leaf for event in inside(filled, over)] == [
        event.leaf for event in inside(known, over)
    ]
    paper = paper_of(fold(SESSION, filled), ROOM)
    assert paper is not None
    assert late_facts(paper, seal) == (lost,)
    unsealed = fold(SESSION, [event for event in filled if event is not sealing])
    assert unsealed.parts[ROOM].signatures[0].lapsed_by == (lost.leaf,)


@given(st.sets(st.integers(1, 6)))
@settings(max_examples=30)
def test_of_what_a_seal_names_exactly_what_is_not_here_is_lacking(gone: set[int]):
    play = a_session(arrived=True)
    for minute in range(6):
        play.laptop.act(f.AwayStarted(), START + minute * MINUTE, "c0001")
    over = manifest([*play.dossier.written, *play.laptop.written])
    seal = seal_of(play.laptop.act(ReportSealed(over, ()), START + 60 * MINUTE))
    assert seal is not None
    every = [*play.dossier.written, *play.laptop.written]
    its = play.laptop.written[-1].header.stream
    last = max(each.seq for each in over.frontier if each.stream == its)
    lost = [e for e in every if e.header.stream == its and last - e.header.seq + 1 in gone]
    runs = lacking(seal, [each for each in every if each not in lost])
    report = DocumentIssued("d1", "", seal.event.leaf, 1, "", lacks=runs)
    assert [each for each in every if not report.is_made_with(each)] == lost
    assert {run.leaf for run in runs} <= {each.leaf for each in lost}


def clone_after_the_seal() -> tuple[list[Event], Event]:
    """A laptop seals; a copy of its disk, made before, recorded something else at that place."""
    play = a_session(arrived=True)
    copy = clone_of(play.laptop)
    play.laptop.act(f.AwayStarted(), START + 5 * MINUTE, "c0001")
    over = manifest([*play.dossier.written, *play.laptop.written])
    mark = play.laptop.act(replace(signed(over), period_until=START + 60 * MINUTE), START)
    play.laptop.act(ReportSealed(over, (mark.leaf,)), START + 60 * MINUTE)
    strange = copy.act(f.AwayStarted(), START + 6 * MINUTE, "c0002")
    return [*play.dossier.written, *play.laptop.written, strange], strange


def test_a_fact_of_another_branch_is_late_although_its_number_was_sealed():
    events, strange = clone_after_the_seal()
    session = fold(SESSION, events)
    paper = paper_of(session, ROOM)
    event, act = session.parts[ROOM].seals[0]
    assert paper is not None
    assert late_facts(paper, Seal(event, act)) == (strange,)
    assert strange not in inside(events, act.manifest)


def test_a_fact_of_another_branch_makes_a_signature_lapse_before_the_seal():
    events, strange = clone_after_the_seal()
    unsealed = [e for e in events if e.body and not isinstance(e.body.act, ReportSealed)]
    (signature,) = fold(SESSION, unsealed).parts[ROOM].signatures
    assert signature.lapsed_by == (strange.leaf,)


@pytest.mark.parametrize("is_strange", [True, False])
def test_only_what_a_standing_signature_covers_counts_as_built_upon(is_strange: bool):
    play = a_session(arrived=True)
    copy = clone_of(play.laptop)
    own = play.laptop.act(f.AwayStarted(), START + 5 * MINUTE, "c0001")
    over = manifest([*play.dossier.written, *play.laptop.written])
    play.laptop.act(replace(signed(over), period_until=START), START + 9 * MINUTE)
    strange = copy.act(f.AwayStarted(), START + 6 * MINUTE, "c0002")
    whole = Fold(SESSION)
    whole.add([*play.dossier.written, *play.laptop.written, strange])
    assert whole.is_built_upon((strange if is_strange else own).leaf) is not is_strange

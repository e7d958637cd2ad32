"""The fold is a function of the set of events: order, doubles and parcels do not matter."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from app.models import facts as f
from app.models.act import Batch, Body, Event, Header, Unknown
from app.models.fold import DOSSIER, Fold, fold, part_scope, session_scope
from app.models.judging import flags_of
from app.models.marks import WithoutEffect
from app.models.registers import register_of
from app.models.session import ExamSession
from app.models.standing import last_end
from app.models.timing import attendance_of, personal_end, phase_of
from app.models.values import Aspect, IdentityOutcome, Kind, PartAspect
from tests.builders import (
    ROOM,
    SECOND,
    SESSION,
    START,
    Writer,
    a_candidate,
    a_laptop,
    a_plan,
    a_room,
)
from tests.models.samples import acts, kinds, moments

SCOPES = (part_scope(SESSION, ROOM), part_scope(SESSION, "other"), session_scope(SESSION))
POOL = tuple(f"{number:064x}" for number in range(9))
CANDIDATES = ("c0001", "c0002")
ASPECTS = (*Aspect, *PartAspect, "provision/x", None)


# ---------------------------------------------------------------- several laptops


@st.composite
def days(draw) -> list[Event]:
    """Two or three laptops and the dossier record, now and then hearing from each other."""
    dossier = Writer(DOSSIER)
    laptops = [a_laptop(f"laptop-{n}") for n in range(draw(st.integers(2, 3)))]
    events = [dossier.act(a_plan(), START, scope=SCOPES[2]), dossier.act(a_room(), START)]
    events += [dossier.act(a_candidate(), START, each) for each in CANDIDATES]
    events += [laptop.written[0] for laptop in laptops]
    views = {laptop.name: Fold(SESSION) for laptop in laptops}
    at = START
    for _ in range(draw(st.integers(1, 12))):
        at += draw(st.integers(0, 150)) * SECOND
        laptop, candidate = draw(st.sampled_from(laptops)), draw(st.sampled_from(CANDIDATES))
        view = views[laptop.name]
        step = draw(st.integers(0, 9))
        if step == 0:
            view.add(events)
            continue
        if step == 1:
            target = draw(st.sampled_from(events))
            event = laptop.act(f.Corrected("fout"), at, candidate, refs=[target])
        elif step == 2:
            target = draw(st.sampled_from(events))
            event = dossier.act(WithoutEffect("rol"), at, refs=[target])
        else:
            act = draw(
                st.sampled_from(
                    [
                        f.ArrivalRegistered(),
                        f.NoShowEstablished(),
                        f.AwayStarted(),
                        f.AwayEnded(),
                        f.WorkHandedIn(),
                        f.IdentityChecked(IdentityOutcome.SEEN),
                        f.IdentityChecked(IdentityOutcome.DOUBT),
                    ]
                )
            )
            seen = view.heads(candidate, SCOPES[0], act.ASPECT or "")
            event = laptop.act(act, at, candidate, seen=seen)
        events.append(event)
        view.add([event])
    return events


@given(days(), st.data())
@settings(max_examples=120)
def test_any_order_doubles_and_parcels_give_the_same_session(events, data):
    expected = fold(SESSION, events)
    shuffled = data.draw(st.permutations(events))
    doubled = shuffled + data.draw(st.lists(st.sampled_from(events), max_size=5))
    one_by_one, parcels = Fold(SESSION), Fold(SESSION)
    for event in doubled:
        one_by_one.add([event])
    cut = data.draw(st.integers(0, len(doubled)))
    parcels.add(doubled[cut:])
    parcels.add(doubled[:cut])
    assert one_by_one.session == expected
    assert parcels.session == expected


@given(days())
@settings(max_examples=60)
def test_heads_are_never_empty_while_an_event_of_the_register_counts(events):
    whole = Fold(SESSION)
    whole.add(events)
    for event in events:
        if event.body is not None and event.body.aspect and whole.is_effective(event.leaf):
            body = event.body
            assert whole.heads(body.candidate, event.header.scope, body.aspect or "")


# ---------------------------------------------------------------- anything that decodes

wild_bodies = st.builds(
    Body,
    act=acts | st.builds(Unknown, name=st.just("BreakGranted")),
    candidate=st.sampled_from((*CANDIDATES, None)),
    aspect=st.sampled_from(ASPECTS),
    seen=st.lists(st.sampled_from(POOL), max_size=3).map(tuple),
    refs=st.lists(st.sampled_from(POOL), max_size=3).map(tuple),
    batch=st.none() | st.builds(Batch, id=st.just("b"), i=st.just(1), n=st.just(2)),
    seen_at=st.none() | moments,
)


@st.composite
def wild_sets(draw) -> list[Event]:
    """Events whose names go in circles, under wrong shifts, of wrong kinds, some erased."""
    events = []
    for leaf in draw(st.lists(st.sampled_from(POOL), unique=True, min_size=1)):
        body = draw(st.none() | wild_bodies)
        if body is not None and draw(st.booleans()):
            body = replace(body, aspect=getattr(body.act, "ASPECT", None))
        fitting = Kind.FACT if body is None else body.act.KIND
        header = Header(
            v=1,
            kind=draw(st.just(fitting) | kinds),
            school="s",
            writer=draw(st.sampled_from(("laptop-1", "laptop-2", DOSSIER))),
            epoch=draw(st.sampled_from(("e1", "e2"))),
            scope=draw(st.sampled_from(SCOPES)),
            seq=draw(st.integers(0, 3)),
            prev=None,
            shift=draw(st.none() | st.sampled_from(POOL)),
            wall=draw(moments),
            offset_ms=draw(st.sampled_from((0, 10**13, -(10**13)))),
            boot="b",
            mono=0,
            body_sha256="0" * 64,
        )
        events.append(Event(leaf, header, body))
    return events


def ask_everything(session: ExamSession) -> None:
    for part in session.parts.values():
        phase_of(session, part, START)
        last_end(session, part)
        for enrolment in session.enrolments.values():
            personal_end(session, part, enrolment)
            attendance_of(session, part, enrolment)
            for event in enrolment.acts:
                if event.body is not None:
                    flags_of(session, part, event.body.act, event.observed, enrolment.candidate)


@given(wild_sets(), st.data())
@settings(max_examples=300)
def test_the_fold_never_raises_and_never_depends_on_order(events, data):
    """F13: no event stops the others."""
    one_by_one = Fold(SESSION)
    for event in data.draw(st.permutations(events)):
        one_by_one.add([event])
    whole = Fold(SESSION)
    assert whole.add(events) == one_by_one.session
    ask_everything(whole.session)
    for event in events:
        whole.is_built_upon(event.leaf)
        register = register_of(event)
        if register is not None and whole.is_effective(event.leaf):
            candidate, scope, aspect = register
            assert whole.heads(candidate or None, scope, aspect)


def test_thousands_of_corrections_of_corrections_are_neither_too_deep_nor_too_slow():
    laptop = a_laptop("laptop-1")
    target = laptop.act(f.ArrivalRegistered(), START, "c0001")
    for _ in range(3000):
        laptop.act(f.Corrected("om"), START, "c0001", refs=[laptop.written[-1]])
    many = [target]
    for _ in range(40):  # each strikes all before it: a walk without memory would take 2^40 steps
        many.append(laptop.act(f.Corrected("om"), START, "c0001", refs=list(many)))
    whole = Fold(SESSION)
    whole.add(laptop.written)
    assert not whole.is_effective(target.leaf)

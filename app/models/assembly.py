"""From events and register values to the frozen state of enrolment, part and session."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from app.models.act import Event
from app.models.calamity import calamities_of
from app.models.calamity_facts import CalamityOpened, ItemReturned
from app.models.check_facts import TO_ROOMS
from app.models.confirming import longest_min
from app.models.counting import DOSSIER
from app.models.facts import (
    CompensationExcluded,
    Corrected,
    InterruptionEnded,
    InterruptionStarted,
    InvigilatorLeft,
    IrregularityNoted,
    ShiftOpened,
    SigningImpossible,
    StartReasonNoted,
)
from app.models.flaws import asides_of, declared_in
from app.models.indexes import PersonEvents
from app.models.marks import (
    DocumentIssued,
    Manifest,
    ReportAmended,
    ReportSealed,
    ReportSigned,
    SignatureWithdrawn,
)
from app.models.moving import sent_from
from app.models.plan import (
    CandidateMovedAway,
    CandidatePlanned,
    ExtrasAdded,
    FactCarried,
    PersonAssigned,
    RoomPlanned,
    RulesChosen,
    SessionPlanned,
    StaffPlanned,
)
from app.models.provision_facts import (
    ProvisionReadied,
    ProvisionRequested,
)
from app.models.registers import order, plan_order, shown_order
from app.models.rests import rests_of
from app.models.rules import RuleSet
from app.models.session import (
    Enrolment,
    ExamSession,
    Interruption,
    Note,
    Part,
    Shift,
    Signature,
    Value,
)
from app.models.standards import held_of, rules_of
from app.models.streams import Reach, reach_of
from app.models.values import (
    Aspect,
    Kind,
    PartAspect,
    PlanState,
    decision_aspect,
    time_back_matter,
)

A = TypeVar("A")
Effective = Callable[[str], bool]


def room_of(event: Event) -> str | None:
    """Return the room of a part scope."""
    pieces = event.header.scope.split("/")
    return pieces[2] if len(pieces) == 3 else None


# ---------------------------------------------------------------- one candidate


def assemble_enrolment(
    candidate: str,
    events: PersonEvents,
    values: dict[str, Value],
    is_effective: Effective,
    struck: frozenset[str],
) -> Enrolment:
    """Return the enrolment that follows from all events about one candidate.

    `struck` are the facts that do not count.
    """
    facts, plans = events.facts, events.plans
    planned = values.pop(Aspect.PLAN, None)
    extras = values.pop(Aspect.EXTRAS, None)
    effective = plan_order(each for each in plans if is_effective(each.leaf))
    carriers = _of(effective, FactCarried)
    room = room_of(planned.event) if planned is not None else None
    if room is None and (carriers or facts):
        room = room_of(carriers[-1][0] if carriers else facts[0])
    plan, moved_to = _plan_of(planned, effective)
    extra_act = None if extras is None else extras.act
    counted = [each for each in events.provided if each.leaf not in struck]
    labels = {act.leaf: act.room for _, act in carriers}
    return Enrolment(
        candidate=candidate,
        room=room,
        plan=plan,
        moved_to=moved_to,
        sent_to=sent_from(room, values.get(Aspect.AWAY)),
        moves=tuple(each for each in events.moves if each.leaf not in struck),
        elsewhere={
            each.leaf: labels.get(each.leaf, "")
            for some in events.by_scope.values()
            if room_of(some[0]) != room
            for each in some
        },
        extras=extra_act if isinstance(extra_act, ExtrasAdded) else None,
        values=values,
        acts=tuple(facts),
        struck=struck,
        rests=rests_of(events.provided, struck),
        readied={act.code: act for _, act in _of(counted, ProvisionReadied)},
        requests=tuple(_of(counted, ProvisionRequested)),
        planned=tuple(each for each in _planned(effective) if room_of(each) == room),
    )


def _plan_of(
    planned: Value | None, events: Sequence[Event]
) -> tuple[CandidatePlanned | None, str | None]:
    """Return the plan, and the room moved to when the last word is that the candidate left."""
    act = None if planned is None else planned.act
    if isinstance(act, CandidatePlanned):
        return act, None
    if not isinstance(act, CandidateMovedAway):
        return None, None
    plans = [act for _, act in _of(_planned(events), CandidatePlanned)]
    return (plans[-1] if plans else None), act.to_room or ""


# ---------------------------------------------------------------- one part


@dataclass(frozen=True, slots=True)
class PartFacts:
    """How the facts of a part are found that can make a signature lapse.

    `beyond` gives those outside a frontier, `named` the one of a leaf, `is_within` whether one
    lies inside, `branched` those outside whose number is inside.
    """

    beyond: Callable[[Reach], Sequence[Event]]
    named: Callable[[str], Event | None]
    is_within: Callable[[Event, Reach], bool]
    branched: Callable[[Reach], frozenset[str]]


def assemble_part(
    part: Part,
    shown: Sequence[Event],
    facts: PartFacts,
    struck: frozenset[str],
) -> Part:
    """Return the part that follows from the events that concern it as a whole.

    They stand in the order of showing; `struck` are those of them that do not count.
    """
    all_counted = [event for event in shown if event.leaf not in struck]
    # Of notes there may be hundreds, and they tell of nothing but themselves and a calamity.
    counted = [event for event in all_counted if not _is_note(event)]
    room = part.values.get(PartAspect.ROOM)
    room_act = None if room is None else room.act
    signed = [(e, a) for e, a in _of(counted, ReportSigned)]
    seals = sorted(_of(counted, ReportSealed), key=_by_order)

    def outside(manifest: Manifest) -> frozenset[str]:
        return facts.branched(reach_of(manifest))

    # Where an exam began it is held, whatever the plan said meanwhile without knowing of it.
    is_held = (
        not isinstance(room_act, RoomPlanned) or room_act.is_held or part.started_at is not None
    )
    return replace(
        part,
        plan=room_act if isinstance(room_act, RoomPlanned) and is_held else None,
        is_held=is_held,
        people=_people(counted),
        shifts=_shifts(counted),
        left={act.person: event.observed for event, act in _of(counted, InvigilatorLeft)},
        interruptions=_interruptions(counted, part),
        calamities=calamities_of(all_counted),
        start_reason=_last([act.reason for _, act in _of(counted, StartReasonNoted)]),
        notes=_notes(shown, struck),
        unable=tuple(_of(counted, SigningImpossible)),
        signatures=_signatures(signed, counted, facts),
        seals=tuple(seals),
        branched={event.leaf: leaves for event, act in seals if (leaves := outside(act.manifest))},
        documents=tuple(act for _, act in _of(counted, DocumentIssued)),
        issued=tuple(event for event, _ in _of(counted, DocumentIssued)),
        amendments=tuple(sorted(_of(counted, ReportAmended), key=_by_order)),
        messages=tuple(e for e in counted if e.body and isinstance(e.body.act, TO_ROOMS)),
        acts=tuple(event for event in shown if event.header.kind is Kind.FACT),
        struck=struck,
        planned=tuple(_planned(counted)),
        asides=asides_of([event for event in shown if event.header.writer == DOSSIER]),
        declared=declared_in(counted),
    )


def _is_note(event: Event) -> bool:
    return event.body is not None and isinstance(event.body.act, IrregularityNoted)


def _of(events: Sequence[Event], cls: type[A]) -> list[tuple[Event, A]]:
    return [(e, e.body.act) for e in events if e.body is not None and isinstance(e.body.act, cls)]


def _planned(events: Sequence[Event]) -> list[Event]:
    return plan_order(event for event in events if event.header.kind is Kind.PLAN)


def _last(reasons: Sequence[str]) -> str | None:
    return reasons[-1] if reasons else None


def _people(events: Sequence[Event]) -> tuple[PersonAssigned, ...]:
    """Return who works here by the plan's last word, in order of first mention."""
    found: dict[str, PersonAssigned] = {}
    for _, act in _of(_planned(events), PersonAssigned):
        found[act.person] = act
    return tuple(act for act in found.values() if act.is_assigned)


def _shifts(events: Sequence[Event]) -> tuple[Shift, ...]:
    return tuple(
        Shift(event.leaf, event.header.writer, event.observed, act.people, act.is_provisional)
        for event, act in _of(events, ShiftOpened)
    )


def _notes(events: Sequence[Event], struck: frozenset[str]) -> tuple[Note, ...]:
    returned = {
        leaf: (event, act)
        for event, act in reversed(_of(events, ItemReturned))
        if event.leaf not in struck
        for leaf in (event.body.refs if event.body is not None else ())
    }
    return tuple(
        Note(event, act, event.leaf in struck, returned.get(event.leaf))
        for event, act in _of(events, IrregularityNoted)
    )


def _interruptions(events: Sequence[Event], part: Part) -> tuple[Interruption, ...]:
    ended: dict[str, Event] = {}
    for event, _ in _of(events, InterruptionEnded):
        for leaf in event.body.refs if event.body is not None else ():
            ended[leaf] = min(event, ended.get(leaf, event), key=shown_order)
    excluded: dict[str, set[str]] = {}
    for event, _ in _of(events, CompensationExcluded):
        for leaf in event.body.refs if event.body is not None else ():
            if event.body is not None and event.body.candidate is not None:
                excluded.setdefault(leaf, set()).add(event.body.candidate)
    opened = {event.leaf for event, _ in _of(events, CalamityOpened)}

    def opening_of(event: Event) -> str | None:
        refs = () if event.body is None else event.body.refs
        return next((leaf for leaf in refs if leaf in opened), None)

    def decided(calamity: str | None) -> int | None:
        aspect = "" if calamity is None else decision_aspect(time_back_matter(calamity))
        return longest_min(part.values.get(aspect))

    return tuple(
        Interruption(
            leaf=event.leaf,
            since=event.observed,
            until=None if (end := ended.get(event.leaf)) is None else end.observed,
            candidate=None if event.body is None else event.body.candidate,
            excluded=frozenset(excluded.get(event.leaf, ())),
            act=act,
            calamity=opening_of(event),
            decided_min=decided(opening_of(event)),
            is_seen=event.is_time_observed and (end is None or end.is_time_observed),
        )
        for event, act in _of(events, InterruptionStarted)
    )


# ---------------------------------------------------------------- signatures


def _signatures(
    signed: Sequence[tuple[Event, ReportSigned]], counted: Sequence[Event], facts: PartFacts
) -> tuple[Signature, ...]:
    withdrawn = {
        (leaf, act.person)
        for event, act in _of(counted, SignatureWithdrawn)
        for leaf in (event.body.refs if event.body is not None else ())
    }
    sealed = {
        mark: act.manifest
        for _, act in sorted(_of(counted, ReportSealed), key=_by_order, reverse=True)
        for mark in act.marks
    }
    return tuple(
        Signature(
            event,
            act,
            lapsed_by=_lapsed_by(act, sealed.get(event.leaf), facts),
            is_withdrawn=(event.leaf, act.person) in withdrawn,
        )
        for event, act in signed
    )


def _by_order(pair: tuple[Event, object]) -> tuple[object, ...]:
    return order(pair[0])


def _lapsed_by(act: ReportSigned, seal: Manifest | None, facts: PartFacts) -> tuple[str, ...]:
    """Return the facts outside the manifest that lie in the signed period (format.md 4).

    What comes after a seal no longer touches the signatures under it.
    """
    writers, sealed = act.manifest.writers, None if seal is None else reach_of(seal)
    return tuple(
        event.leaf
        for event in sorted(facts.beyond(reach_of(act.manifest)), key=order)
        if (not writers or event.header.writer in (*writers, DOSSIER))
        and (sealed is None or facts.is_within(event, sealed))
        and _lies_in_period(event, act, facts)
    )


def _lies_in_period(event: Event, act: ReportSigned, facts: PartFacts) -> bool:
    """A correction lies where the fact lies that it strikes."""
    moments = [event.observed]
    if event.body is not None and isinstance(event.body.act, Corrected):
        struck = [facts.named(leaf) for leaf in event.body.refs]
        moments = [each.observed for each in struck if each is not None]
    return any(
        act.period_from <= moment and (act.period_until is None or moment <= act.period_until)
        for moment in moments
    )


# ---------------------------------------------------------------- one session


def assemble_session(
    session: ExamSession,
    events: Sequence[Event],
    values: Mapping[str, Value],
    is_effective: Effective,
) -> ExamSession:
    """Return the session with its plan, rules and staff."""
    planned, chosen = values.get(PartAspect.PLAN), values.get(PartAspect.RULES)
    plan = None if planned is None else planned.act
    rules = None if chosen is None else chosen.act
    counted = [event for event in events if is_effective(event.leaf)]
    staff: dict[tuple[str, str], StaffPlanned] = {}
    for _, act in _of(_planned(counted), StaffPlanned):
        staff[(act.person, act.role)] = act
    return replace(
        session,
        plan=plan if isinstance(plan, SessionPlanned) else None,
        rules=rules_of(rules) if isinstance(rules, RulesChosen) else RuleSet(),
        standards=held_of(values),
        staff=tuple(act for act in staff.values() if act.state is PlanState.ACTIVE),
        planned=tuple(_planned(counted)),
    )

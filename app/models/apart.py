"""Closing apart: each laptop of a room its own part of the report (format.md 4)."""

from itertools import combinations

from app.models.act import Body, Event
from app.models.fold import DOSSIER, Fold, fold, part_scope
from app.models.marks import ReportSealed
from app.models.office_facts import SHIFTS, OfficeShiftOpened
from app.models.registers import order
from app.models.repair import first_seen
from app.models.session import Enrolment, ExamSession, Part, Value, act_of
from app.models.values import PartAspect

Sealing = tuple[Event, ReportSealed]

TIMES = (PartAspect.START, PartAspect.RELEASE, PartAspect.END)


def laptops_in(session: ExamSession, part: Part) -> frozenset[str]:
    """Return the laptops that recorded anything of this part beyond who has a shift.

    A machine of the office is none of them: it closes nothing.
    """
    scope = part_scope(session.id, part.room)
    offices = {e.header.writer for e in part.acts if _is_office_shift(e)}
    acts = [(event, part.struck) for event in part.acts]
    acts += [(event, each.struck) for each in session.enrolments.values() for event in each.acts]
    return frozenset(
        event.header.writer
        for event, struck in acts
        if event.header.scope == scope
        and event.header.writer not in {DOSSIER, *offices}
        and event.leaf not in struck
        and event.body is not None
        and not isinstance(event.body.act, SHIFTS)
    )


def _is_office_shift(event: Event) -> bool:
    return event.body is not None and isinstance(event.body.act, OfficeShiftOpened)


def closing_seal(session: ExamSession, part: Part) -> Sealing | None:
    """Return the seal that closed the whole part: one over all, or the last of those apart."""
    if part.seal is not None or not part.seals:
        return part.seal
    if any(part.seal_for(laptop) is None for laptop in laptops_in(session, part)):
        return None
    return max(part.seals, key=lambda each: order(each[0]))


def overlapping(part: Part) -> tuple[Sealing, ...]:
    """Return the seals that close the same laptop with another record: a person must look."""
    found = [
        pair
        for pair in combinations(part.seals, 2)
        if _share(pair[0][1], pair[1][1]) and pair[0][1].manifest.root != pair[1][1].manifest.root
    ]
    return tuple(dict.fromkeys(each for pair in found for each in pair))


def _share(one: ReportSealed, other: ReportSealed) -> bool:
    mine, theirs = one.manifest.writers, other.manifest.writers
    return not mine or not theirs or bool(set(mine) & set(theirs))


def closes_apart(part: Part, laptop: str) -> bool:
    """Whether this laptop can only close its own part: it began to, or another one did."""
    sealed = any(act.manifest.writers for _, act in part.seals)
    return sealed or any(laptop in each.act.manifest.writers for each in part.signatures)


def told_by(known: Fold, laptops: tuple[str, ...]) -> ExamSession:
    """Return the session as the plan and these laptops alone tell it."""
    writers = {*laptops, DOSSIER}
    return fold(known.session.id, [e for e in known.events.values() if e.header.writer in writers])


def taken_over(known: Fold, room: str, laptop: str) -> list[Body]:
    """Return what a laptop must write again so that its own record tells what it knows.

    Of the times of the part, and of the candidates it recorded: whatever stands by the word of
    another laptop, as seen then, with that word in `seen`. A difference is nobody's to take over.
    """
    alone, whole = told_by(known, (laptop,)), known.session
    bodies = []
    part, own = whole.parts.get(room), alone.parts.get(room)
    if part is not None:
        mine = {} if own is None else own.values
        bodies += [_again(None, each, part.values.get(each), mine.get(each)) for each in TIMES]
    for enrolment in alone.in_room(room):
        if enrolment.has_facts:
            bodies += _of_candidate(whole.enrolments[enrolment.candidate], enrolment)
    return [body for body in bodies if body is not None]


def _of_candidate(whole: Enrolment, alone: Enrolment) -> list[Body | None]:
    return [
        _again(whole.candidate, aspect, value, alone.values.get(aspect))
        for aspect, value in whole.values.items()
    ]


def _again(
    candidate: str | None, aspect: str, whole: Value | None, alone: Value | None
) -> Body | None:
    if whole is None or whole.is_difference:
        return None
    heads = {head.leaf for head in whole.heads}
    mine = set() if alone is None else {head.leaf for head in alone.heads}
    if whole.event.leaf in mine and mine <= heads:
        return None
    return Body(
        act=act_of(whole.event),
        candidate=candidate,
        aspect=aspect,
        seen=tuple(sorted(heads | mine)),
        seen_at=first_seen(whole.event),
    )

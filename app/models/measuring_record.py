"""What one session in one room gives to the figures of quality: repairs, differences, words."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

from app.models.act import Event
from app.models.attendance_facts import CandidateAdded
from app.models.facts import Corrected
from app.models.fold import part_scope
from app.models.late import late_events
from app.models.measures import Tally, Trace
from app.models.measuring_sessions import Held, team_of
from app.models.pending import pending_of
from app.models.plan import SessionPlanned
from app.models.provisions import granted_of
from app.models.registers import order
from app.models.reporting import Seal
from app.models.rules import ExamKind
from app.models.session import Enrolment, ExamSession, Value
from app.models.spans import Span
from app.models.timing import is_on_its_day, schedule_of


def tally_record(held: Held, tally: Tally) -> None:
    """Count what was repaired, what differed, what came late and what somebody has to decide."""
    acts = {event.leaf: event for event in _acts(held)}
    for event in acts.values():
        _tally_act(held, event, tally)
        if _settles(event, acts):
            tally.count("settled", _told(held, event))
    for register, candidate in _registers(held):
        if register.is_difference:
            tally.count("differences", held.trace(register.event, candidate))
    _tally_parts(held, tally)
    _tally_troubles(held, tally)
    for pending in pending_of([(held.paper.session, held.paper.part)]):
        if held.takes(pending.candidate):
            heard = None if pending.value is None else pending.value.event
            told = held.trace(heard, pending.candidate or "", pending.matter)
            tally.count("decisions", replace(told, at=pending.since))


def tally_delivered(held: Held, tally: Tally) -> None:
    """Count what came from the planner in a way that people have to look at."""
    session = held.paper.session
    planned = _plan_of(session)
    tally.among("no-hint", held.trace(planned))
    if session.plan is not None and not session.plan.location_hint:
        tally.count("no-hint", held.trace(planned))
    if session.rules.kind is ExamKind.UNKNOWN:
        told = held.trace(planned)
        tally.count(
            "unknown-exam", replace(told, detail=session.plan.code if session.plan else "")
        )
    shared = _shared_numbers(session)
    for each in held.people:
        _tally_person(held, each.enrolment, shared, tally)


def tally_unplaced(session: ExamSession, span: Span, zone: ZoneInfo, tally: Tally) -> None:
    """Count a session that is wanted and that has no room: not yet, or not any longer."""
    schedule = schedule_of(session, None)
    is_placed = any(is_on_its_day(session, each) for each in session.parts.values())
    if schedule is None or not session.is_active or is_placed:
        return
    on = schedule.planned_start.astimezone(zone).date()
    if span.holds(on):
        planned = _plan_of(session)
        leaf = "" if planned is None else planned.leaf
        tally.count("no-room", Trace(on, session.id, leaf=leaf, at=schedule.planned_start))


# ---------------------------------------------------------------- within


def _tally_person(held: Held, enrolment: Enrolment, shared: set[str], tally: Tally) -> None:
    plan = enrolment.plan
    word = enrolment.planned[-1] if enrolment.planned else None
    told = held.trace(word, enrolment.candidate)
    if plan is not None and not plan.number.strip():
        tally.count("no-number", told)
    if plan is not None and plan.number.strip() in shared:
        tally.count("same-number", replace(told, detail=plan.number.strip()))
    if not team_of(enrolment):
        tally.count("no-team", told)
    for granted in granted_of(enrolment):
        if granted.kind is None:
            tally.count("unknown-provision", replace(told, what=granted.code))


def _shared_numbers(session: ExamSession) -> set[str]:
    """Return the numbers that two people of one session have."""
    plans = (each.plan for each in session.enrolments.values())
    numbers = Counter(plan.number.strip() for plan in plans if plan is not None)
    return {number for number, many in numbers.items() if number and many > 1}


def _plan_of(session: ExamSession) -> Event | None:
    """Return the planner's last word on a session."""
    plans = (e for e in session.planned if e.body and isinstance(e.body.act, SessionPlanned))
    return max(plans, key=order, default=None)


def _acts(held: Held) -> Iterator[Event]:
    """Yield every fact that was recorded in the part, about it or about its people, each once."""
    session, told = held.paper.session, set[str]()
    scope = part_scope(session.id, held.paper.part.room)
    its = (act for each in session.enrolments.values() for act in each.acts)
    for event in (*held.paper.part.acts, *(act for act in its if act.header.scope == scope)):
        about = None if event.body is None else event.body.candidate
        if event.leaf not in told and held.takes(about):
            told.add(event.leaf)
            yield event


def _tally_act(held: Held, event: Event, tally: Tally) -> None:
    body = event.body
    if body is None:
        return
    told = _told(held, event)
    if isinstance(body.act, Corrected):
        told = replace(told, detail=body.act.reason)
        tally.count("undone" if body.act.is_undo else "corrections", told)
    if body.copied_by is not None:
        tally.count("copied", told)
    if isinstance(body.act, CandidateAdded) and not _is_struck(held, event):
        tally.count("added", told)


def _is_struck(held: Held, event: Event) -> bool:
    who = None if event.body is None else event.body.candidate
    known = held.paper.session.enrolments.get(who or "")
    return known is not None and event.leaf in known.struck


def _told(held: Held, event: Event) -> Trace:
    return held.trace(event, (event.body.candidate if event.body is not None else None) or "")


def _settles(event: Event, acts: Mapping[str, Event]) -> bool:
    """Whether an act settled a difference: it saw several heads and says what one of them said."""
    body = event.body
    if body is None or len(body.seen) < 2 or len(body.refs) != 1:
        return False
    kept = acts.get(body.refs[0])
    return (
        kept is not None
        and kept.leaf in body.seen
        and kept.body is not None
        and (kept.body.act == body.act)
    )


def _registers(held: Held) -> Iterator[tuple[Value, str]]:
    for value in held.paper.part.values.values():
        yield value, ""
    for each in held.people:
        for value in each.enrolment.values.values():
            yield value, each.enrolment.candidate


def _tally_parts(held: Held, tally: Tally) -> None:
    part = held.paper.part
    for event, act in part.amendments:
        tally.count("amendments", replace(held.trace(event), detail=act.reason))
    late = [each for seal in part.seals for each in late_events(held.paper, Seal(*seal))]
    for event in {each.leaf: each for each in late}.values():
        about = None if event.body is None else event.body.candidate
        if held.takes(about):
            tally.count("late-facts", held.trace(event, about or ""))
    for note in part.notes:
        about = None if note.event.body is None else note.event.body.candidate
        if note.act.is_reported and not note.is_struck and held.takes(about):
            tally.count("suspicions", held.trace(note.event, about or ""))


def _tally_troubles(held: Held, tally: Tally) -> None:
    """Count what was put aside, what is missing of a stream, and calamities."""
    part = held.paper.part
    for aside in part.asides:
        told = held.trace(None, what=aside.reason.value)
        tally.count("aside", replace(told, leaf=aside.leaf, at=aside.since, by=aside.writer))
    for flaw in part.gaps:
        told = held.trace(None, what="gap")
        place = f"{flaw.first}-{flaw.last}"
        tally.count("gaps", replace(told, by=flaw.writer, detail=place))
    for calamity in part.calamities:
        if calamity.withdrawn_at is None:
            told = held.trace(None, what="calamity")
            tally.count("calamities", replace(told, leaf=calamity.leaf, at=calamity.since,
                                              detail=calamity.title))  # fmt: skip

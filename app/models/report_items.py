"""Section Bijzonderheden: everything out of the ordinary, in order of time (format.md 3)."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from app.models import facts as f
from app.models.act import Act, Event
from app.models.away import times_away
from app.models.irregularities import irregularity_word
from app.models.judging import flags_of
from app.models.moving import came_told, recorded_here
from app.models.paper import Paper
from app.models.registers import shown_order
from app.models.report import Cell, Item, NumberedItem, Run, runs_of
from app.models.report_attendance import (
    Told,
    attendance_told,
    away_told,
    bulk_told,
    identity_text,
    shown_identity,
)
from app.models.report_calamities import calamity_item, decision_items
from app.models.report_copied import copied_items, paper_mark
from app.models.report_notes import UNSEEN, at_text, note_words, time_text
from app.models.report_preparing import preparing_items
from app.models.report_provisions import provision_items
from app.models.report_record import record_items
from app.models.session import Enrolment, Note, Value
from app.models.standards import irregularities_of
from app.models.timing import came_after_entry, late_by, needs_admission
from app.models.told import told_of, told_whole
from app.models.values import Aspect, Flag, PlanState, WorkOutcome
from app.models.words import FLAG, IDENTITY, WORK, minutes_of


def items_of(paper: Paper) -> list[Item]:
    """Return every item of the section, in order of time."""
    found: list[Item] = []
    for enrolment in paper.enrolments():
        found += _candidate_items(paper, recorded_here(enrolment))
        found += [_item(paper, enrolment, *told) for told in came_told(enrolment)]
    found += [_bulk_item(paper, told) for told in bulk_told(paper)]
    found += [_note_item(paper, note) for note in paper.part.notes]
    found += _interruption_items(paper)
    found += _calamity_items(paper)
    found += _start_items(paper)
    found += [
        Item((*shown_order(event), "paper"), None, printed)
        for event, printed in copied_items(paper)
    ]
    found += preparing_items(paper)
    found += record_items(paper)
    found += _difference_items(paper, None)
    found += _corrected_items(paper, None)
    return sorted(found, key=lambda item: item.order)


def _bulk_item(paper: Paper, told: Told) -> Item:
    printed = NumberedItem(time_text(paper, told.event), told.lead, told.text)
    return Item(shown_order(told.event), None, printed)


def undo_count(paper: Paper) -> int:
    """Return how many acts were taken back at once; they print only as this number."""
    here = [each for each in paper.session.enrolments.values() if each.room == paper.part.room]
    acts = [*paper.part.acts, *(e for each in here for e in each.acts)]
    leaves = {
        event.leaf
        for event in acts
        if event.body is not None
        and isinstance(event.body.act, f.Corrected)
        and event.body.act.is_undo
    }
    return len(leaves)


# ---------------------------------------------------------------- one candidate


def _candidate_items(paper: Paper, enrolment: Enrolment) -> Iterator[Item]:
    yield from _entry_items(paper, enrolment)
    for told in attendance_told(paper, enrolment):
        yield _item(paper, enrolment, told.event, told.lead, told.text)
    yield from _away_items(paper, enrolment)
    yield from _ending_items(paper, enrolment)
    yield from _decision_items(paper, enrolment)
    yield from _difference_items(paper, enrolment)
    yield from _corrected_items(paper, enrolment)
    for each in provision_items(paper, enrolment):
        words = _about_runs(paper, enrolment, each.text)
        printed = NumberedItem(each.time, each.lead, words)
        yield Item(each.order, enrolment.candidate, printed)
    plan = enrolment.plan
    if plan is not None and plan.state is PlanState.CANCELED and enrolment.has_facts:
        text = "De planning trok deze deelname in; wat is vastgelegd blijft bewaard."
        yield _item(paper, enrolment, enrolment.acts[0], "Deelname ingetrokken", text)


def _entry_items(paper: Paper, enrolment: Enrolment) -> Iterator[Item]:
    identity = shown_identity(enrolment)
    if identity is not None:
        event, act = identity
        word = IDENTITY[act.outcome]
        lead = f"{word[:1].upper()}{word[1:]}"
        text = f"{identity_text(paper, act)} Vastgelegd door {paper.recorded_by(event)}.".strip()
        yield _item(paper, enrolment, event, lead, text)
    late = late_by(paper.session, paper.part, enrolment)
    arrival = enrolment.arrival
    if late is not None and arrival is not None:
        yield _late_item(paper, enrolment, arrival, late)
    elif arrival is not None and isinstance(arrival.act, f.EntryRefused):
        text = arrival.act.reason or "Naar het examenbureau verwezen."
        yield _item(paper, enrolment, arrival.event, "Doorverwezen", text)


def _late_item(paper: Paper, enrolment: Enrolment, arrival: Value, late: timedelta) -> Item:
    limit = paper.schedule.entry_until
    if needs_admission(paper.session, paper.part, enrolment):
        flags = flags_of(paper.session, paper.part, arrival.act, arrival.observed)
        told = "in strijd met protocol" if Flag.AFTER_CENTRAL_LIMIT in flags else "besluit open"
        text = f"Na de laatste binnenkomst ({paper.clock(limit)}). In de zaal, {told}."
    else:
        until = "" if limit is None else f" (binnenkomst tot {paper.clock(limit)})"
        text = f"Toegelaten volgens de regelset{until}."
        if came_after_entry(paper.session, paper.part, enrolment):
            text = f"Na de laatste binnenkomst ({paper.clock(limit)}). Toegelaten bij besluit."
    minutes = minutes_of(late)
    return _item(paper, enrolment, arrival.event, f"Te laat, {minutes} min", text)


def _away_items(paper: Paper, enrolment: Enrolment) -> Iterator[Item]:
    """Every time the candidate was away, with the way back where it was recorded."""
    for away in times_away(enrolment):
        event = away.event
        span = time_text(paper, event)
        if away.back is not None:
            span += f"–{time_text(paper, away.back)}"
        said = away_told(paper, enrolment, away)
        words = _about_runs(paper, enrolment, f"{_sentence(said)}{paper_mark(paper, event)}")
        printed = NumberedItem(span, "Even weg", words)
        yield Item(shown_order(event), enrolment.candidate, printed)


def _ending_items(paper: Paper, enrolment: Enrolment) -> Iterator[Item]:
    stop, handed_in = enrolment.values.get(Aspect.STOP), enrolment.values.get(Aspect.HAND_IN)
    if stop is not None and isinstance(stop.act, f.LeftForGood):
        said = [stop.act.reason.rstrip(".")] if stop.act.reason else []
        kept = stop.act.work or WorkOutcome.NOT_HANDED_IN
        said += [WORK[WorkOutcome.HANDED_IN if handed_in is not None else kept]]
        if stop.is_time_observed:  # a time that nobody saw breaks no rule
            said += _told(flags_of(paper.session, paper.part, stop.act, stop.observed))
        yield _item(paper, enrolment, stop.event, "Definitief vertrokken", _sentence(said))
    if handed_in is None:
        return
    if not handed_in.is_time_observed:
        seen = paper.clock(handed_in.event.header.corrected)
        text = f"Het werk is geteld om {seen}."
        lead = "Inlevertijd niet waargenomen"
        yield _item(paper, enrolment, handed_in.event, lead, text)
        return
    told = _told(flags_of(paper.session, paper.part, handed_in.act, handed_in.observed))
    if told:
        limit = paper.clock(paper.schedule.leave_from)
        text = f"Ingeleverd {paper.clock(handed_in.observed)}, toegestaan vanaf {limit}."
        yield _item(paper, enrolment, handed_in.event, "Eerder ingeleverd dan toegestaan", text)


def _difference_items(paper: Paper, enrolment: Enrolment | None) -> Iterator[Item]:
    """What two laptops differ on, or differed on, about a candidate or the part itself."""
    owner = paper.part if enrolment is None else enrolment
    for _, value in owner.differences:
        text = f"{_sides(paper, value.heads)}. Nog niet beslist."
        yield _item(paper, enrolment, value.event, "Verschil", text)
    by_leaf = {event.leaf: event for event in owner.acts}
    for event in owner.acts:
        body = event.body
        if body is None or event.leaf in owner.struck or len(body.seen) < 2 or not body.refs:
            continue
        sides = [by_leaf[leaf] for leaf in body.seen if leaf in by_leaf]
        kept, by = told_of(event, paper.session).lower(), paper.recorded_by(event)
        if enrolment is None:
            kept = f"{kept} om {time_text(paper, event)}"
        text = f"{_sides(paper, sorted(sides, key=shown_order))}. Behouden: {kept}, door {by}."
        noted = event.header.corrected
        words = _about_runs(paper, enrolment, text)
        printed = NumberedItem(paper.clock(noted), "Verschil opgelost", words)
        who = None if enrolment is None else enrolment.candidate
        yield Item((noted, *shown_order(event)[1:]), who, printed)


def _sides(paper: Paper, events: Iterable[Event]) -> str:
    return "; ".join(
        f"{told_whole(each, paper.session)}{at_text(paper, each, ' om ')} ({each.header.writer})"
        for each in events
    )


def _corrected_items(paper: Paper, enrolment: Enrolment | None) -> Iterator[Item]:
    """Acts about a candidate or the part that were struck later, with the reason under them."""
    around = _acts_around(paper, enrolment)
    by_leaf = {event.leaf: event for event in around}
    for event in around:
        act, body = _act(event), event.body
        if not isinstance(act, f.Corrected) or act.is_undo or body is None:
            continue
        if enrolment is None and body.candidate is not None:
            continue  # told with the candidate
        for leaf in body.refs:
            target = by_leaf.get(leaf)
            if target is None or isinstance(_act(target), f.IrregularityNoted):
                continue
            struck = Run(told_of(target, paper.session), struck=True)
            words = _about_runs(paper, enrolment, (struck,))
            now = _now_text(paper, enrolment, target)
            lines = (f"{now}{_correction_line(paper, event, act)}",)
            printed = NumberedItem(time_text(paper, target), "Gecorrigeerd", words, lines)
            who = None if enrolment is None else enrolment.candidate
            yield Item(shown_order(target), who, printed)


# ---------------------------------------------------------------- notes and the part


def _note_item(paper: Paper, note: Note) -> Item:
    event, act = note.event, note.act
    body = event.body
    candidate = None if body is None else body.candidate
    enrolment = None if candidate is None else paper.session.enrolments.get(candidate)
    words = [Run(about(paper, enrolment)), *note_words(paper, note)]
    words += runs_of(paper_mark(paper, event))
    corrections = tuple(
        _correction_line(paper, each, each.body.act)
        for each in _acts_around(paper, enrolment)
        if each.body is not None
        and isinstance(each.body.act, f.Corrected)
        and not each.body.act.is_undo
        and event.leaf in each.body.refs
    )
    lead = irregularity_word(irregularities_of(paper.session.standards), act.category)
    printed = NumberedItem(time_text(paper, event), lead, tuple(words), corrections)
    return Item(shown_order(event), candidate, printed)


def _calamity_items(paper: Paper) -> Iterator[Item]:
    for calamity in paper.part.calamities:
        printed = calamity_item(paper, calamity)
        yield Item(shown_order(calamity.acts[0]), None, printed)
    for event, text in decision_items(paper, dict(paper.part.values)):
        printed = NumberedItem(time_text(paper, event), "Besluit", text)
        yield Item(shown_order(event), None, printed)


def _decision_items(paper: Paper, enrolment: Enrolment) -> Iterator[Item]:
    for event, text in decision_items(paper, dict(enrolment.values)):
        yield _item(paper, enrolment, event, "Besluit", text)


def _interruption_items(paper: Paper) -> Iterator[Item]:
    """Interruptions that belong to no calamity; the others stand in its timeline."""
    for each in paper.part.interruptions:
        if each.calamity is not None:
            continue
        enrolment = (
            None if each.candidate is None else paper.session.enrolments.get(each.candidate)
        )
        span = paper.clock(each.since) if each.is_seen else UNSEEN
        lasted = "Nog niet hervat." if each.until is None else "Geen tijd gemeten."
        if each.until is not None and each.is_seen:
            span += f"–{paper.clock(each.until)}"
            minutes, seconds = divmod(int((each.until - each.since).total_seconds()), 60)
            lasted = f"Onderbreking {minutes} min {seconds} s."
        text = f"{about(paper, enrolment)}{each.act.cause.rstrip('.')}. {lasted}"
        order = (each.since, each.since, each.leaf)
        yield Item(order, each.candidate, NumberedItem(span, "Onderbreking", text))


def _start_items(paper: Paper) -> Iterator[Item]:
    session = paper.session
    if session.plan is not None and session.plan.state is PlanState.CANCELED and paper.part.acts:
        first = paper.part.acts[0]
        text = "De planning trok deze zitting in; wat is vastgelegd blijft bewaard."
        yield Item(
            shown_order(first),
            None,
            NumberedItem(paper.clock(first.observed), "Zitting ingetrokken", text),
        )


# ---------------------------------------------------------------- pieces


def about(paper: Paper, enrolment: Enrolment | None) -> str:
    """Return who it is about, "Demir, Yusuf (2041873). ", or nothing for the session."""
    if enrolment is None:
        return ""
    return f"{paper.name(enrolment)} ({paper.number(enrolment)}). "


def _act(event: Event) -> Act | None:
    return None if event.body is None else event.body.act


def _acts_around(paper: Paper, enrolment: Enrolment | None) -> tuple[Event, ...]:
    return paper.part.acts if enrolment is None else enrolment.acts


def _now_text(paper: Paper, enrolment: Enrolment | None, struck: Event) -> str:
    """Return the time that an act has now, when it was recorded anew in the place of this one."""
    fallen = paper.part.struck if enrolment is None else enrolment.struck
    again = [
        each
        for each in _acts_around(paper, enrolment)
        if each.leaf not in fallen
        and each.body is not None
        and struck.leaf in each.body.refs
        and struck.leaf not in each.body.seen
        and not isinstance(each.body.act, f.Corrected)
    ]
    return f"Nu {time_text(paper, again[-1])}. " if again else ""


def _correction_line(paper: Paper, event: Event, act: f.Corrected) -> str:
    when = paper.clock(event.header.corrected)
    return f"Gecorrigeerd {when} door {paper.recorded_by(event)}: {act.reason}"


def _told(flags: tuple[Flag, ...]) -> list[str]:
    return [FLAG[flag] for flag in flags]


def _sentence(said: list[str]) -> str:
    text = ", ".join(said)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _item(paper: Paper, enrolment: Enrolment | None, event: Event, lead: str, text: Cell) -> Item:
    """Return an item about a candidate, or the part, at the moment its act was seen."""
    words = (*_about_runs(paper, enrolment, text), *runs_of(paper_mark(paper, event)))
    printed = NumberedItem(time_text(paper, event), lead, words)
    who = None if enrolment is None else enrolment.candidate
    return Item(shown_order(event), who, printed)


def _about_runs(paper: Paper, enrolment: Enrolment | None, text: Cell) -> tuple[Run, ...]:
    return (Run(about(paper, enrolment)), *runs_of(text))

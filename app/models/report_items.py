"""Section Bijzonderheden: everything out of the ordinary, in order of time (format.md 3)."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from app.models import facts as f
from app.models.act import Act, Event
from app.models.judging import flags_of
from app.models.paper import Paper
from app.models.registers import shown_order
from app.models.report import Cell, Item, NumberedItem, Run, runs_of
from app.models.report_calamities import calamity_item, decision_items
from app.models.report_notes import note_words, time_text
from app.models.report_preparing import preparing_items
from app.models.report_provisions import provision_items
from app.models.report_record import record_items
from app.models.session import Enrolment, Note, Value
from app.models.timing import came_after_entry, late_by, needs_admission
from app.models.told import told_of
from app.models.values import Aspect, Flag, IdentityOutcome, PlanState
from app.models.words import FLAG, IDENTITY, irregularity_word, minutes_of


def items_of(paper: Paper) -> list[Item]:
    """Return every item of the section, in order of time."""
    found: list[Item] = []
    for enrolment in paper.enrolments():
        found += _candidate_items(paper, enrolment)
    found += [_note_item(paper, note) for note in paper.part.notes]
    found += _interruption_items(paper)
    found += _calamity_items(paper)
    found += _start_items(paper)
    found += preparing_items(paper)
    found += record_items(paper)
    found += _difference_items(paper, None)
    return sorted(found, key=lambda item: item.order)


def undo_count(paper: Paper) -> int:
    """Return how many acts were taken back at once; they print only as this number."""
    acts = [*paper.part.acts, *(e for each in paper.enrolments() for e in each.acts)]
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
    identity = enrolment.values.get(Aspect.IDENTITY)
    if identity is not None and isinstance(identity.act, f.IdentityChecked):
        outcome = identity.act.outcome
        if outcome is not IdentityOutcome.SEEN:
            lead = IDENTITY[outcome].capitalize()
            lead = "Geen geldig ID" if outcome is IdentityOutcome.NO_VALID_DOCUMENT else lead
            by = paper.recorded_by(identity.event)
            yield _item(paper, enrolment, identity.event, lead, f"Vastgelegd door {by}.")
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
    counted = [e for e in enrolment.acts if e.leaf not in enrolment.struck and e.body is not None]
    backs = [e for e in counted if e.body is not None and isinstance(e.body.act, f.AwayEnded)]
    for event in counted:
        act = None if event.body is None else event.body.act
        if not isinstance(act, f.AwayStarted):
            continue
        back = next((e for e in backs if e.body is not None and event.leaf in e.body.seen), None)
        span = paper.clock(event.observed)
        if back is not None:
            span += f"–{paper.clock(back.observed)}"
        said = [act.purpose.capitalize()] if act.purpose else []
        said += [f"begeleid door {act.escort}"] if act.escort else []
        said += [] if back is not None else ["terugkomst niet vastgelegd"]
        said += _told(flags_of(paper.session, paper.part, act, event.observed))
        words = _about_runs(paper, enrolment, _sentence(said) if said else "")
        printed = NumberedItem(span, "Even weg", words)
        yield Item(shown_order(event), enrolment.candidate, printed)


def _ending_items(paper: Paper, enrolment: Enrolment) -> Iterator[Item]:
    stop, handed_in = enrolment.values.get(Aspect.STOP), enrolment.values.get(Aspect.HAND_IN)
    if stop is not None and isinstance(stop.act, f.LeftForGood):
        said = [stop.act.reason.rstrip(".")] if stop.act.reason else []
        said += ["werk ingeleverd" if handed_in is not None else "werk niet ingeleverd"]
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
        kept, by = told_of(event).lower(), paper.recorded_by(event)
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
        f"{told_of(each)} om {paper.clock(each.observed)} ({each.header.writer})"
        for each in events
    )


def _corrected_items(paper: Paper, enrolment: Enrolment) -> Iterator[Item]:
    """Acts that were struck later, with a reason: visible under what they correct."""
    by_leaf = {event.leaf: event for event in enrolment.acts}
    for event in enrolment.acts:
        act = None if event.body is None else event.body.act
        if not isinstance(act, f.Corrected) or act.is_undo or event.body is None:
            continue
        for leaf in event.body.refs:
            target = by_leaf.get(leaf)
            if target is None or isinstance(_act(target), f.IrregularityNoted):
                continue
            words = _about_runs(paper, enrolment, (Run(told_of(target), struck=True),))
            lines = (_correction_line(paper, event, act),)
            printed = NumberedItem(time_text(paper, target), "Gecorrigeerd", words, lines)
            yield Item(shown_order(target), enrolment.candidate, printed)


# ---------------------------------------------------------------- notes and the part


def _note_item(paper: Paper, note: Note) -> Item:
    event, act = note.event, note.act
    body = event.body
    candidate = None if body is None else body.candidate
    enrolment = None if candidate is None else paper.session.enrolments.get(candidate)
    words = [Run(about(paper, enrolment)), *note_words(paper, note)]
    corrections = tuple(
        _correction_line(paper, each, each.body.act)
        for each in _acts_around(paper, enrolment)
        if each.body is not None
        and isinstance(each.body.act, f.Corrected)
        and not each.body.act.is_undo
        and event.leaf in each.body.refs
    )
    lead = irregularity_word(act.category)
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
        span = paper.clock(each.since)
        lasted = "Nog niet hervat."
        if each.until is not None:
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


def _correction_line(paper: Paper, event: Event, act: f.Corrected) -> Cell:
    when = paper.clock(event.header.corrected)
    return f"Gecorrigeerd {when} door {paper.recorded_by(event)}: {act.reason}"


def _told(flags: tuple[Flag, ...]) -> list[str]:
    return [FLAG[flag] for flag in flags]


def _sentence(said: list[str]) -> str:
    text = ", ".join(said)
    return f"{text[:1].upper()}{text[1:]}."


def _item(paper: Paper, enrolment: Enrolment | None, event: Event, lead: str, text: Cell) -> Item:
    """Return an item about a candidate, or the part, at the moment its act was seen."""
    words = _about_runs(paper, enrolment, text)
    printed = NumberedItem(time_text(paper, event), lead, words)
    who = None if enrolment is None else enrolment.candidate
    return Item(shown_order(event), who, printed)


def _about_runs(paper: Paper, enrolment: Enrolment | None, text: Cell) -> tuple[Run, ...]:
    return (Run(about(paper, enrolment)), *runs_of(text))

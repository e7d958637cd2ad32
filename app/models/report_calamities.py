"""Calamities and decisions in section Bijzonderheden: every step with its time and who did it."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from app.models import calamity_facts as g
from app.models.act import Act, Event
from app.models.calamity import Calamity, Call
from app.models.compensation import lost_by
from app.models.confirming import confirmation_of
from app.models.facts import CompensationExcluded
from app.models.paper import Paper
from app.models.registers import shown_order
from app.models.report import Cell, NumberedItem, Run
from app.models.session import Enrolment, Interruption, Value
from app.models.timing import arrived_at, finished_at, own_start, personal_end
from app.models.values import (
    Confirmation,
    DecisionChannel,
    DecisionOutcome,
    RollCallPlace,
    Workability,
    decision_aspect,
)
from app.models.words import CONFIRMATION, DECISION_OUTCOME, WORKABILITY, listed

PLACE = {RollCallPlace.OUTSIDE: "buiten", RollCallPlace.BACK: "bij terugkomst"}
Lines = Iterator[tuple[Event, str]]


def calamity_item(paper: Paper, calamity: Calamity) -> NumberedItem:
    """Return one calamity: its timeline, and for whom time went back."""
    since = paper.clock(calamity.since, seconds=True)
    if calamity.withdrawn_at is not None:
        at = paper.clock(calamity.withdrawn_at, seconds=True)
        text = f"F9 gedrukt {since}, ingetrokken {at} door {paper.recorded_by(calamity.acts[0])}."
        return NumberedItem(paper.clock(calamity.since), "Calamiteit ingetrokken", text)
    closed = calamity.closed_at
    until = f"–{paper.clock(closed)}" if closed is not None else ""
    by = paper.recorded_by(calamity.acts[0])
    name = calamity.name
    told = f" {name.text.rstrip('.')}." if name is not None and name.text else ""
    rest = "" if closed is not None else " Niet afgesloten."
    timeline = sorted(_timeline(paper, calamity), key=lambda each: shown_order(each[0]))
    lines: list[Cell] = [
        f"{paper.clock(event.observed, seconds=True)} {text}" for event, text in timeline
    ]
    lines += _lost_lines(paper, calamity)
    return NumberedItem(
        f"{paper.clock(calamity.since)}{until}",
        f"Calamiteit: {calamity.title.lower()}",
        f"F9 gedrukt {since} door {by}.{told}{rest}",
        tuple(lines),
    )


def _timeline(paper: Paper, calamity: Calamity) -> Lines:
    """Every act in words; a call is one line with two times."""
    calls = {call.event.leaf: call for call in calamity.calls}
    for event in calamity.acts[1:]:
        act = None if event.body is None else event.body.act
        if isinstance(act, g.CallStarted):
            yield event, _call(paper, calls[event.leaf])
        elif isinstance(act, g.WorkabilityAnswered):
            yield event, _answer(paper, calamity, act.workable)
        elif isinstance(act, g.RollCallTaken):
            yield event, _roll_call(paper, calamity, act)
        elif isinstance(act, g.DecisionHeard):
            value = paper.part.values.get(decision_aspect(act.matter))
            yield event, decision_text(paper, act, value)
        elif told := _plain(act):
            yield event, told


def _plain(act: Act | None) -> str:
    if isinstance(act, g.RouteStepTaken):
        said = f": {act.text.rstrip('.')}" if act.text else ""
        return f"{act.title}{said}."
    if isinstance(act, g.QuarantineStarted):
        return f"Quarantaine begonnen, onder toezicht van {act.watched_by}."
    return "Quarantaine voorbij." if isinstance(act, g.QuarantineEnded) else ""


def _answer(paper: Paper, calamity: Calamity, workable: Workability) -> str:
    told = f"Kunnen kandidaten doorwerken? {WORKABILITY[workable]}."
    if workable is not Workability.SOME:
        return told
    people = [
        paper.name(paper.session.enrolments.get(each.candidate))
        for each in paper.part.interruptions
        if each.calamity == calamity.leaf and each.candidate is not None
    ]
    return f"{told} Stil stonden: {listed(list(dict.fromkeys(people)))}." if people else told


def _call(paper: Paper, call: Call) -> str:
    number = f" ({call.act.number})" if call.act.number else ""
    told = f"Gebeld met {call.act.whom}{number}"
    if call.ended is None or call.end is None:
        return f"{told}, einde niet genoteerd."
    until = paper.clock(call.until, seconds=True)
    if call.end.nobody_reached:
        return f"{told} tot {until}, niemand bereikt."
    said = f" {call.end.text.rstrip('.')}." if call.end.text else ""
    return f"{told} tot {until}.{said}"


def _roll_call(paper: Paper, calamity: Calamity, act: g.RollCallTaken) -> str:
    told = f"Appèl {PLACE[act.place]}: {act.counted} geteld; volgens de lijst {act.inside} binnen"
    told += f", {act.away} even weg, {act.left} vertrokken of klaar."
    taken = calamity.roll_call(act.place)
    if taken is not None and taken.act == act and taken.missed:
        people = [paper.name(paper.session.enrolments.get(who)) for who in taken.missed]
        told += f" Niet geteld: {listed(people)}."
    return told


def _lost_lines(paper: Paper, calamity: Calamity) -> Iterator[Cell]:
    """How long work stopped, who got no time back and why, and the end that follows."""
    told = [each for each in paper.part.interruptions if each.calamity == calamity.leaf]
    if not told:
        return
    since = min(each.since for each in told)
    until = max((each.until for each in told if each.until is not None), default=None)
    if until is None:
        yield "Het werk is niet hervat."
        return
    if not all(each.is_seen for each in told):
        yield "Hoe lang het werk stilstond, is niet waargenomen."
        return
    minutes, seconds = divmod(int((until - since).total_seconds()), 60)
    got = [each for each in paper.enrolments() if _gets_time(paper, each, told)]
    count = len(got)
    span = f"{paper.clock(since, seconds=True)} tot {paper.clock(until, seconds=True)}"
    people = "1 kandidaat" if count == 1 else f"{count} kandidaten"
    words = f"Onderbreking {span}, {minutes} min {seconds} s. Tijd terug voor {people}."
    end = _new_end(paper, got, told)
    yield (Run(f"{words} "), Run(end, bold=True)) if end else words
    for event in paper.part.acts:
        body = event.body
        if body is None or event.leaf in paper.part.struck or body.candidate is None:
            continue
        if isinstance(body.act, CompensationExcluded) and any(
            each.leaf in body.refs for each in told
        ):
            name = paper.name(paper.session.enrolments.get(body.candidate))
            yield f"Geen tijd terug voor {name}: {body.act.reason}."


def _new_end(paper: Paper, got: Sequence[Enrolment], told: Sequence[Interruption]) -> str:
    """Return the end that follows: of all, or of those whose work alone stood still."""
    if any(each.candidate is None for each in told):
        return f"Nieuw einde {paper.clock(paper.schedule.end)}."
    ends = [personal_end(paper.session, paper.part, each) for each in got]
    clocks = [paper.clock(at) for at in sorted({each.at for each in ends if each and each.at})]
    return f"Nieuw eigen einde {listed(clocks)}." if clocks else ""


def _gets_time(paper: Paper, enrolment: Enrolment, told: Sequence[Interruption]) -> bool:
    """Whether this calamity cost a candidate time: not one before it, nor after handing in."""
    if arrived_at(enrolment) is None:
        return False
    began = own_start(paper.session, paper.part, enrolment) or paper.schedule.start
    return lost_by(told, enrolment.candidate, began, finished_at(enrolment)) > timedelta(0)


# ---------------------------------------------------------------- decisions


def decision_text(paper: Paper, act: g.DecisionHeard, value: Value | None) -> str:
    """Return a decision with who took it, for whom, by which mandate, and how it was heard."""
    who = act.decided_by
    who += f", namens {act.on_behalf_of}" if act.on_behalf_of else ""
    who += f", mandaat {act.mandate}" if act.mandate else ", zonder mandaat"
    until = f", tot {act.until}" if act.until else ""
    told = f"Besluit: {act.text[:1].lower()}{act.text[1:].rstrip('.')}{until}. Door {who}."
    if act.channel is DecisionChannel.IN_PERSON:
        return told
    state = DECISION_OUTCOME[act.outcome]
    back = ""
    if act.read_back_at is not None:
        back = f", voorgelezen en bevestigd {paper.clock(act.read_back_at, seconds=True)}"
    if act.outcome is DecisionOutcome.AWAITED:
        return f"{told} {state}{back}."
    how = Confirmation.HEARD if value is None else confirmation_of(paper.part, value)
    return f"{told} {state}: {CONFIRMATION[how]}{back}."


def decision_items(paper: Paper, values: dict[str, Value]) -> Iterator[tuple[Event, Cell]]:
    """Yield the decisions among the values of registers; a difference tells both sides."""
    for value in values.values():
        for event in value.heads if value.is_difference else (value.event,):
            act = None if event.body is None else event.body.act
            if isinstance(act, g.DecisionHeard) and "/" not in act.matter:
                yield event, decision_text(paper, act, value)

"""Whom a calamity concerns: who works, who is away, who gets time back and why not."""

from dataclasses import dataclass
from datetime import datetime

from app.models.compensation import applies
from app.models.facts import AwayEnded, AwayStarted
from app.models.paper import Paper, spoken_name
from app.models.roll_call import expected_at
from app.models.session import Enrolment, Interruption
from app.models.standing import standings
from app.models.timing import finished_at, own_start
from app.models.values import Status
from app.models.words import listed
from app.screens.room.calamity_ui import Seen
from app.screens.room.wording import Line, line

REASONS = (
    ("own-fault", "Eigen schuld"),
    ("away", "Was weg"),
    ("own-break", "Eigen pauze"),
    ("not-started", "Nog niet begonnen"),
    ("finished", "Al klaar"),
)
"""Why somebody gets no time back, as the record holds it in words."""
OpenSpan = tuple[datetime, datetime | None]


@dataclass(frozen=True, slots=True)
class Concerned:
    """One candidate with the paper of its session."""

    paper: Paper
    enrolment: Enrolment


def working(papers: tuple[Paper, ...]) -> list[Concerned]:
    """Return who works now or is away for a moment, as listed."""
    return [
        Concerned(paper, each)
        for paper in papers
        for each in paper.enrolments()
        if each.candidate in expected_at(paper.session, paper.part).there
    ]


def who_lines(papers: tuple[Paper, ...]) -> tuple[Line, ...]:
    """Return who is here now: "22 kandidaten bezig", where they are, who is not."""
    inside: list[str] = []
    away: list[str] = []
    for paper in papers:
        expected = expected_at(paper.session, paper.part)
        inside += expected.inside
        away += [_away_text(paper.session.enrolments[who]) for who in expected.away]
    count = len(inside) + len(away)
    told = [line(f"*{count}* {'kandidaat' if count == 1 else 'kandidaten'} bezig")]
    out = f", {len(away)} even weg ({listed(away[:3])})" if away else ""
    told.append(line(f"{len(inside)} in de zaal{out}"))
    gone = _gone_text(papers)
    return (*told, line(gone)) if gone else tuple(told)


def _away_text(enrolment: Enrolment) -> str:
    value = enrolment.values.get("away")
    act = None if value is None else value.act
    escort = act.escort if isinstance(act, AwayStarted) else None
    seat = enrolment.seat or spoken_name(enrolment)
    return f"{seat}, met {escort}" if escort else seat


def _gone_text(papers: tuple[Paper, ...]) -> str:
    counts = {Status.HANDED_IN: 0, Status.LEFT: 0, Status.ABSENT: 0, Status.EXPECTED: 0}
    for paper in papers:
        for each in standings(paper.session, paper.part).values():
            if each.status in counts:
                counts[each.status] += 1
    words = {
        Status.HANDED_IN: "ingeleverd",
        Status.LEFT: "vertrokken",
        Status.ABSENT: "afwezig",
        Status.EXPECTED: "niet gezien",
    }
    return ", ".join(f"{n} {words[status]}" for status, n in counts.items() if n)


def compensated(seen: Seen) -> list[Concerned]:
    """Return who gets time back for this calamity, as the record stands."""
    found = {}
    for paper, interruption in seen.interruptions():
        for each in paper.enrolments():
            if applies(interruption, each.candidate) and _lost_some(paper, each, interruption):
                found[each.candidate] = Concerned(paper, each)
    return list(found.values())


def _lost_some(paper: Paper, enrolment: Enrolment, interruption: Interruption) -> bool:
    began = own_start(paper.session, paper.part, enrolment)
    stopped = finished_at(enrolment)
    if began is None or (stopped is not None and stopped <= interruption.since):
        return False
    return interruption.until is None or began < interruption.until


def proposed_reason(enrolment: Enrolment, interruption: Interruption) -> str:
    """Return the reason that the record itself suggests, or nothing."""
    stopped = finished_at(enrolment)
    if stopped is not None and stopped <= interruption.since:
        return "finished"
    if rest_spans(enrolment, interruption):
        return "own-break"
    return "away" if away_spans(enrolment, interruption) else ""


def rest_spans(enrolment: Enrolment, interruption: Interruption) -> list[OpenSpan]:
    """Return the rest breaks of somebody within an interruption."""
    return _within([(rest.since, rest.until) for rest in enrolment.rests], interruption)


def away_spans(enrolment: Enrolment, interruption: Interruption) -> list[OpenSpan]:
    """Return when somebody was away within an interruption."""
    spans: list[OpenSpan] = []
    for event in enrolment.acts:
        act = None if event.body is None or event.leaf in enrolment.struck else event.body.act
        if isinstance(act, AwayStarted):
            spans.append((event.observed, None))
        elif isinstance(act, AwayEnded) and spans and spans[-1][1] is None:
            spans[-1] = (spans[-1][0], event.observed)
    return _within(spans, interruption)


def _within(spans: list[OpenSpan], interruption: Interruption) -> list[OpenSpan]:
    return [
        (since, until)
        for since, until in spans
        if (interruption.until is None or since < interruption.until)
        and (until is None or until > interruption.since)
    ]


def about_person(concerned: Concerned, interruption: Interruption) -> str:
    """Return a row of the exceptions: seat, name, and what the record says that matters."""
    paper, enrolment = concerned.paper, concerned.enrolment
    pieces = [f"{enrolment.seat or '–'}  {spoken_name(enrolment)}"]
    for since, until in away_spans(enrolment, interruption):
        told = "nog weg" if until is None else f"terug {paper.clock(until)}"
        pieces.append(f"weg {paper.clock(since)}, {told}")
    for since, until in rest_spans(enrolment, interruption):
        told = "nog bezig" if until is None else f"tot {paper.clock(until)}"
        pieces.append(f"eigen pauze {paper.clock(since)}, {told}")
    began = own_start(paper.session, paper.part, enrolment)
    if began is None:
        pieces.append("nog niet begonnen")
    elif began > interruption.since:
        pieces.append(f"begon {paper.clock(began)}, telt vanaf dan")
    stopped = finished_at(enrolment)
    if stopped is not None:
        pieces.append(f"klaar {paper.clock(stopped)}")
    return " · ".join(pieces)

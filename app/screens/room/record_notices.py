"""What a room is told of the record itself: voorlopig, put aside, gaps and forks of streams."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from app.models.flaws import Aside
from app.models.paper import Paper
from app.models.values import Ineffective, PutAside
from app.models.words import PUT_ASIDE, flaw_text
from app.screens.room.wording import Notice, ScreenAction, Tone

READ = "notice-read|"
"""What the action of a notice begins with that is read once; the sentence follows."""
_KEPT = "Alles blijft bewaard."
_NEXT = {
    Ineffective.RIGHTS: "Meld deze laptop aan het examenbureau.",
    Ineffective.SHIFT: "Begin de dienst opnieuw met je dagcode.",
    Ineffective.SIGNATURE: "Teken of controleer opnieuw, en meld het aan het examenbureau.",
}


def record_notices(
    papers: Sequence[Paper], read: frozenset[str], *, with_key: bool
) -> list[Notice]:
    """Return one notice per thing that is wrong with the record; a sentence is read once."""
    told = dict(pair for paper in papers for pair in _sentences(paper))
    unread = [(title, text) for title, text in told.items() if title not in read]
    return [
        Notice(
            Tone.NOTE,
            title,
            text,
            (ScreenAction(f"{READ}{title}", "Begrepen", "Alt G" if with_key and not n else ""),),
        )
        for n, (title, text) in enumerate(unread)
    ]


def unknown_until(paper: Paper) -> datetime | None:
    """Return when a spare laptop came in the place of another, when nothing of before is here.

    It knows nothing of what the other recorded, nor whether the exam started; until somebody
    tells it from paper, or the other laptop delivers, that is unknown.
    """
    since = min((shift.since for shift in paper.part.shifts), default=None)
    if since is None or paper.part.started_at is not None:
        return None
    told = [*paper.part.acts, *(act for each in paper.enrolments() for act in each.acts)]
    is_spare = since > paper.schedule.planned_start
    return since if is_spare and all(since <= act.observed for act in told) else None


def _sentences(paper: Paper) -> Iterator[tuple[str, str]]:
    part = paper.part
    since = unknown_until(paper)
    if since is not None:
        title = f"Wat hier vóór {paper.clock(since)} is vastgelegd, is onbekend."
        yield title, "Neem het over van papier; wat een andere laptop nog brengt, komt erbij."
    for each in part.asides:
        if each.is_told:
            yield _aside(each, paper.laptop)
    provisional = {shift.writer for shift in part.shifts if shift.is_provisional}
    is_told = any(isinstance(each.reason, PutAside) for each in part.asides)
    if paper.laptop in provisional and not is_told:
        yield (
            "Deze laptop legt voorlopig vast.",
            "Telt mee zodra twee mensen van het examenbureau het bevestigen.",
        )
    for flaw in part.flaws:
        if flaw.is_fork or flaw in part.gaps:
            told = flaw_text(flaw.writer, flaw.first, flaw.last, is_fork=flaw.is_fork)
            title, _, text = told.partition(": ")
            yield f"{title}.", f"{text[:1].upper()}{text[1:]}"


def _aside(aside: Aside, laptop: str) -> tuple[str, str]:
    name = "Deze laptop" if aside.writer == laptop else f"Laptop {aside.writer}"
    if aside.reason is PutAside.PROVISIONAL:
        text = "Telt mee zodra twee mensen van het examenbureau het bevestigen."
        return f"{name} legt voorlopig vast.", text
    if isinstance(aside.reason, Ineffective):
        return f"{name} {PUT_ASIDE[aside.reason][1]}.", f"Dat telt niet mee. {_NEXT[aside.reason]}"
    text = "Telt mee zodra twee mensen van het examenbureau het beoordelen."
    return f"{name} is ingetrokken.", f"{_KEPT} {text}"

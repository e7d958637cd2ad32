"""What the report tells of the record itself: voorlopig, put aside, gaps and forks of streams."""

from collections.abc import Iterator
from datetime import datetime

from app.models.act import Event
from app.models.flaws import Aside, Flaw
from app.models.marks import EffectJudged, GapDeclared
from app.models.paper import Paper
from app.models.registers import shown_order
from app.models.report import Item, NumberedItem
from app.models.values import Ineffective, PutAside
from app.models.words import PUT_ASIDE, flaw_text, listed


def record_items(paper: Paper) -> Iterator[Item]:
    """Yield the items of section Bijzonderheden about laptops and their record."""
    told = {each.writer for each in paper.part.asides if each.reason is PutAside.PROVISIONAL}
    for shift in paper.part.shifts:
        if shift.is_provisional and shift.writer not in told:
            text = "Dienst begonnen zonder sleutelbewaring; twee mensen bevestigen deze laptop."
            yield _item(paper, shift.since, shift.leaf, "Voorlopig vastgelegd", text)
    yield from (_aside_item(paper, each) for each in _first_words(paper.part.asides))
    for flaw in paper.part.flaws:
        if flaw.is_fork or flaw in paper.part.gaps:
            yield _flaw_item(paper, flaw)
    yield from (_declared_item(paper, *each) for each in paper.part.declared)


def _first_words(asides: tuple[Aside, ...]) -> list[Aside]:
    """One line per laptop, reason and judgement: a journal arrives in many portions."""
    found: dict[tuple[object, ...], Aside] = {}
    for each in asides:
        judged = None if each.judged is None else each.judged[0].leaf
        found.setdefault((each.writer, each.reason, judged), each)
    return list(found.values())


def _aside_item(paper: Paper, aside: Aside) -> Item:
    lead, why = PUT_ASIDE[aside.reason]
    text = f"Laptop {aside.writer}: {why}. {_judgement(aside)}"
    return _item(paper, aside.since, aside.leaf, lead, text)


def _judgement(aside: Aside) -> str:
    if isinstance(aside.reason, Ineffective):
        return "Dat telt niet mee; het blijft bewaard."
    if aside.judged is None:
        return "Telt niet mee tot twee mensen van het examenbureau het beoordelen."
    _, act = aside.judged
    told = "Telt mee" if act.is_accepted else "Telt niet mee"
    return f"{told}: beoordeeld door {_people(act)}{_ground(act)}."


def _flaw_item(paper: Paper, flaw: Flaw) -> Item:
    """Nobody saw when it happened, so it stands first and has no time."""
    text = flaw_text(flaw.writer, flaw.first, flaw.last, is_fork=flaw.is_fork)
    start = paper.schedule.planned_start
    order = (min(start, paper.schedule.doors_open), start, f"{flaw.epoch}/{flaw.first:012d}")
    return Item(order, None, NumberedItem(paper.clock(None), "Vastlegging", text))


def _declared_item(paper: Paper, event: Event, act: GapDeclared) -> Item:
    gap = flaw_text(act.writer, act.first, act.last, is_fork=False)
    text = f"{gap} {_people(act)} verklaarden dat dit niet meer komt{_ground(act)}."
    printed = NumberedItem(paper.clock(event.observed), "Vastlegging", text)
    return Item(shown_order(event), None, printed)


def _people(act: EffectJudged | GapDeclared) -> str:
    return listed(list(act.names))


def _ground(act: EffectJudged | GapDeclared) -> str:
    return f" ({act.ground.rstrip('.')})" if act.ground else ""


def _item(paper: Paper, at: datetime, leaf: str, lead: str, text: str) -> Item:
    return Item((at, at, leaf), None, NumberedItem(paper.clock(at), lead, text))

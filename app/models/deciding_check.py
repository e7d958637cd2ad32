"""From what the dossier check wants recorded to what is written: receipts, rulings, samples."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, Final
from zoneinfo import ZoneInfo

from app.models import check_commands as c
from app.models import check_facts as f
from app.models.act import Batch, Body
from app.models.dossier_check import came_after
from app.models.drafts import Draft, Moment, Refused
from app.models.fold import part_scope
from app.models.matters import matters_of
from app.models.office_day import OfficeDay
from app.models.office_drafts import OFFICE, fresh_id, of_office, part_in
from app.models.paper import paper_of
from app.models.questions import questions_of, signers_of
from app.models.sampling import Drawable, Sample, digest_of, drawn, population_of, samples_of
from app.models.values import Population, Reason


def _receive(day: OfficeDay, command: c.ReceiveDossier, _: Moment) -> Iterator[Draft]:
    """What is received are the seals and what came after them, as they are known now."""
    session, part = part_in(day, command.session, command.room)
    paper = paper_of(session, part.room)
    if paper is None or not part.seals:
        raise Refused(Reason.NOT_SEALED)
    yield of_office(
        f.DossierReceived(
            session=session.id,
            room=part.room,
            seals=tuple(event.leaf for event, _ in part.seals),
            roots=tuple(dict.fromkeys(act.manifest.root for _, act in part.seals)),
            later=came_after(paper),
            missing=command.missing,
            remark=command.remark or None,
        )
    )


def _ask(day: OfficeDay, command: c.AskQuestion, moment: Moment) -> Iterator[Draft]:
    session, part = part_in(day, command.session, command.room)
    if command.candidate is not None and command.candidate not in session.enrolments:
        raise Refused(Reason.UNKNOWN_CANDIDATE)
    people = signers_of(part)
    act = f.QuestionAsked(
        question=fresh_id(moment),
        text=command.text,
        people=tuple(who for who, _ in people),
        names=tuple(name for _, name in people),
    )
    yield Draft(part_scope(session.id, part.room), Body(act, command.candidate))


def _answer(day: OfficeDay, command: c.AnswerQuestion, _: Moment) -> Iterator[Draft]:
    session, part = part_in(day, command.session, command.room)
    asked = [each for each in questions_of(part) if each.key == command.question]
    if not asked:
        raise Refused(Reason.UNKNOWN_SUBJECT)
    act = f.QuestionAnswered(command.text, command.heard_from)
    body = Body(act, asked[0].candidate, refs=(asked[0].event.leaf,))
    yield Draft(part_scope(session.id, part.room), body)


def _rule(day: OfficeDay, command: c.GiveRuling, _: Moment) -> Iterator[Draft]:
    """A ruling replaces those that the board saw, and no others."""
    part = part_in(day, command.session, command.room)[1]
    act = f.RulingGiven(
        matter=command.matter,
        kind=command.kind,
        session=command.session,
        room=part.room,
        outcome=command.outcome,
        decided_by=command.decided_by,
        mandate=command.mandate,
        grounds=command.grounds,
        ruled_on=command.ruled_on,
        follows=command.follows,
    )
    seen = _standing(day, command.matter)
    yield Draft(OFFICE, Body(act, command.candidate, None, seen, command.evidence))


def _withdraw(day: OfficeDay, command: c.WithdrawRuling, _: Moment) -> Iterator[Draft]:
    standing = _standing(day, command.matter)
    if not standing:
        raise Refused(Reason.UNKNOWN_SUBJECT)
    yield of_office(f.RulingWithdrawn(command.matter, command.reason), standing)


def _standing(day: OfficeDay, matter: str) -> tuple[str, ...]:
    parts = [(session, part) for session in day.sessions.values()
             for part in session.parts.values()]  # fmt: skip
    found = [each for each in matters_of(parts, day.office) if each.key == matter]
    return tuple(sorted(r.event.leaf for each in found for r in each.standing))


# ---------------------------------------------------------------- samples


def _draw(day: OfficeDay, command: c.DrawSample, moment: Moment) -> Iterator[Draft]:
    """Only the chance and what it will be over: what it gives is told once this is on disk."""
    people = _population(day, command, ZoneInfo(command.zone))
    if not 0 < command.count <= len(people) or not command.seed:
        raise Refused(Reason.NOTHING_TO_DRAW)
    yield of_office(
        f.SampleDrawn(
            sample=fresh_id(moment),
            population=command.population,
            first_day=command.first_day,
            last_day=command.last_day,
            size=len(people),
            digest=digest_of(people),
            through=max(day.through, 0),
            count=command.count,
            seed=command.seed,
            ground=command.ground,
        )
    )


def _list(day: OfficeDay, command: c.ListSample, _: Moment) -> Iterator[Draft]:
    """What the drawn chance gives; over another population than was named it gives nothing."""
    zone = ZoneInfo(command.zone)
    act = _sample(day, command.sample, zone).act
    people = _population(day, act, zone)
    if digest_of(people) != act.digest:
        raise Refused(Reason.NOTHING_TO_DRAW)
    found = drawn(people, act.seed, act.count)
    for rank, each in enumerate(found, start=1):
        told = f.SampleListed(act.sample, rank, each.session, each.room)
        who = each.candidate if act.population is Population.CANDIDATES else None
        yield Draft(OFFICE, Body(told, who, batch=Batch(act.sample, rank, len(found))))


def _find(day: OfficeDay, command: c.NoteFinding, _: Moment) -> Iterator[Draft]:
    sample = _sample(day, command.sample, ZoneInfo("UTC"))
    item = next((each for each in sample.items if each.event.leaf == command.item), None)
    if item is None:
        raise Refused(Reason.UNKNOWN_SUBJECT)
    act = f.FindingNoted(command.sample, command.outcome, command.text)
    yield Draft(OFFICE, Body(act, item.candidate, refs=(command.item,)))


def _population(
    day: OfficeDay, asked: c.DrawSample | f.SampleDrawn, zone: ZoneInfo
) -> tuple[Drawable, ...]:
    try:
        days = date.fromisoformat(asked.first_day), date.fromisoformat(asked.last_day)
    except ValueError as problem:
        raise Refused(Reason.NOTHING_TO_DRAW) from problem
    return population_of(day.sessions.values(), asked.population, days, zone)


def _sample(day: OfficeDay, key: str, zone: ZoneInfo) -> Sample:
    found = [each for each in samples_of(day.office, zone) if each.act.sample == key]
    if not found:
        raise Refused(Reason.UNKNOWN_SUBJECT)
    return found[0]


CHECK_RULES: Final[dict[type, Callable[[OfficeDay, Any, Moment], Iterable[Draft]]]] = {
    c.ReceiveDossier: _receive,
    c.AskQuestion: _ask,
    c.AnswerQuestion: _answer,
    c.GiveRuling: _rule,
    c.WithdrawRuling: _withdraw,
    c.DrawSample: _draw,
    c.ListSample: _list,
    c.NoteFinding: _find,
}

"""What waits for two people: effects to judge and gaps to declare; and what is revoked.

Two named people of the school judge what was put aside; neither of them may be who vouched for
it. Their word is an event of the dossier in the same scope, so every room and report tells it.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from app.models.act import Body, Event, StreamId
from app.models.drafts import Draft
from app.models.facts import ShiftOpened
from app.models.flaws import Flaw, flaws_in, is_declared
from app.models.fold import read_scope
from app.models.marks import EffectJudged, GapDeclared, Revoked, WithoutEffect
from app.models.values import PutAside
from dossier.archive.asides import AsideRows
from dossier.archive.ledger import Writing
from dossier.archive.reading import Reading
from dossier.archive.rooms import PersonRow
from dossier.kept_apart import REVOKED

SCHOOL_SCOPE: Final = "school"
ITEM_CHARACTERS: Final = 12


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that two people judge; `gap` where numbers of a stream are missing."""

    item: str
    scope: str
    writer: str
    count: int
    reason: PutAside | None = None
    leaf: str = ""
    gap: Flaw | None = None


class OwnCase(Exception):
    """Somebody would judge what they vouched for themselves."""


def waiting(reading: Reading) -> list[Waiting]:
    """Return everything that waits for two people, what was put aside first."""
    rows = AsideRows(reading.connection, reading.school)
    facts = rows.own_facts()
    return [*_put_aside(facts), *_gaps(rows, facts)]


def judge(
    writing: Writing,
    item: Waiting,
    people: Sequence[PersonRow],
    ground: str,
    *,
    is_accepted: bool,
) -> None:
    """Write the word of two people about what was put aside.

    Raises:
        OwnCase: One of them vouched for it.
    """
    ids, names = tuple(each.id for each in people), tuple(each.name for each in people)
    if not _vouching(writing, item).isdisjoint(ids):
        raise OwnCase
    if item.gap is not None:
        gap = item.gap
        told = GapDeclared(gap.writer, gap.epoch, gap.first, gap.last, ids, names, ground)
        writing.write(Draft(item.scope, Body(told)))
        return
    act = EffectJudged(is_accepted, ids, names, ground)
    writing.write(Draft(item.scope, Body(act, refs=(item.leaf,))))


def revoke(writing: Writing, subject: str) -> None:
    """Let nothing of a laptop, person or key count unjudged that is logged from here on."""
    rows = AsideRows(writing.connection, writing.school)
    if subject not in rows.revoked():
        writing.note_apart({"kind": REVOKED, "subject": subject})
        rows.revoke(subject, writing.at)
        writing.write(Draft(SCHOOL_SCOPE, Body(Revoked(subject))))


def sessions_of(items: Sequence[Waiting]) -> list[str]:
    """Return the sessions that these are about."""
    scopes = [read_scope(each.scope) for each in items]
    return sorted({each.session for each in scopes if each is not None})


# ---------------------------------------------------------------- within


def _put_aside(facts: Sequence[Event]) -> Iterator[Waiting]:
    judged = {
        leaf
        for each in facts
        if each.body is not None and isinstance(each.body.act, EffectJudged)
        for leaf in each.body.refs
    }
    for each in facts:
        act = None if each.body is None else each.body.act
        if (
            each.body is not None
            and isinstance(act, WithoutEffect)
            and act.reason in tuple(PutAside)
            and each.leaf not in judged
        ):
            yield Waiting(
                item=each.leaf[:ITEM_CHARACTERS],
                scope=each.header.scope,
                writer=act.writer,
                count=len(each.body.refs),
                reason=PutAside(act.reason),
                leaf=each.leaf,
            )


def _gaps(rows: AsideRows, facts: Sequence[Event]) -> Iterator[Waiting]:
    declared = [
        (each, each.body.act)
        for each in facts
        if each.body is not None and isinstance(each.body.act, GapDeclared)
    ]
    for stream, seqs in rows.unchained().items():
        here = [pair for pair in declared if pair[0].header.scope == stream.scope]
        for flaw in flaws_in(stream.writer, stream.epoch, seqs):
            if not flaw.is_fork and not is_declared(flaw, here):
                count = flaw.last - flaw.first + 1
                yield Waiting(_named(stream, flaw), stream.scope, stream.writer, count, gap=flaw)


def _named(stream: StreamId, gap: Flaw) -> str:
    told = f"{stream.writer}/{stream.epoch}/{stream.scope}/{gap.first}/{gap.last}"
    return hashlib.sha256(told.encode()).hexdigest()[:ITEM_CHARACTERS]


def _vouching(reading: Reading, item: Waiting) -> set[str]:
    """Return the people who opened the shifts in question."""
    word = reading.event(item.leaf) if item.leaf else None
    refs = () if word is None or word.body is None else word.body.refs
    found = [reading.event(leaf) for leaf in refs]
    shifts = [
        event if event.header.shift is None else reading.event(event.header.shift)
        for event in found
        if event is not None
    ]
    return {
        each.person
        for shift in shifts
        if shift is not None and shift.body is not None
        and isinstance(shift.body.act, ShiftOpened)
        for each in shift.body.act.people
    }  # fmt: skip

"""Taking back, recording again, striking with a reason, and settling a difference."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from app.models import commands as c
from app.models.act import Body, Event
from app.models.attendance_facts import ContactAttempted, LatenessNoted
from app.models.drafts import Decision, Draft, Moment, Refused
from app.models.facts import (
    ClockJumped,
    Corrected,
    InvigilatorLeft,
    IrregularityNoted,
)
from app.models.fold import Fold, RoomFold, part_scope, read_scope
from app.models.marks import WithoutEffect
from app.models.office_facts import SHIFTS
from app.models.registers import order
from app.models.session import ExamSession, Part, Value, act_of
from app.models.values import NOT_OBSERVED, Kind, NotObserved, Reason

UNDO_WITHIN: Final = timedelta(minutes=10)
UNDO_REASON: Final = "direct hersteld"


def last_handling(folds: RoomFold, writer: str) -> tuple[Event, ...]:
    """Return the newest handling of this laptop that still counts, in order of seq."""
    for event in _own_newest_first(folds, writer):
        if _is_act(event) and _fold_of(folds, event).is_effective(event.leaf):
            return _of_batch(folds, event)
    return ()


def undo(folds: RoomFold, moment: Moment, writer: str) -> Decision:
    """Return the corrections that take the last handling back, the free members of it.

    Raises:
        Refused: Nothing to take back, more than ten minutes ago, built upon, or sealed.
    """
    handling = last_handling(folds, writer)
    if not handling:
        raise Refused(Reason.NOTHING_TO_UNDO)
    seal = _seal_of(folds, handling[0])
    if seal is not None:
        raise Refused(Reason.SEALED, seal)
    if moment.corrected - handling[0].header.corrected > UNDO_WITHIN:
        raise Refused(Reason.TOO_LATE_TO_UNDO, handling[0].header.corrected)
    free = [event for event in handling if not _fold_of(folds, event).is_built_upon(event.leaf)]
    if not free:
        raise Refused(Reason.BUILT_UPON)
    return Decision(tuple(_correction(event, UNDO_REASON, is_undo=True) for event in free))


def redo(folds: RoomFold, writer: str) -> Decision:
    """Return the acts that were last taken back here, seen when they were first seen.

    Raises:
        Refused: Nothing was taken back since the last act.
    """
    undone = _newest_undo(folds, writer)
    if undone is None:
        raise Refused(Reason.NOTHING_TO_REDO)
    seal = _seal_of(folds, undone)
    if seal is not None:
        raise Refused(Reason.SEALED, seal)
    drafts = []
    for correction in _of_batch(folds, undone):
        fold = _fold_of(folds, correction)
        for leaf in correction.body.refs if correction.body is not None else ():
            target = fold.events.get(leaf)
            if target is not None and target.body is not None:
                drafts.append(_again(fold, target, correction))
    if not drafts:
        raise Refused(Reason.NOTHING_TO_REDO)
    return Decision(tuple(drafts))


def strike(fold: Fold, command: c.Correct) -> Decision:
    """Return the correction of one act, with its reason.

    Raises:
        Refused: The act is not here, or no longer counts.
    """
    target = _standing(fold, command.leaf)
    struck = _of_handling(fold, target) if command.is_whole else [target]
    return Decision(tuple(_correction(each, command.reason, is_undo=False) for each in struck))


def retime(fold: Fold, command: c.Retime, moment: Moment) -> Decision:
    """Return the correction of a handling and the same acts again, seen at another time.

    Each new act stands in the place of the one it names: it saw what that one saw, so what was
    recorded after it stays after it.

    Raises:
        Refused: The act is not here, no longer counts, lies in the future or has no time.
    """
    if isinstance(command.seen_at, datetime) and command.seen_at > moment.corrected:
        raise Refused(Reason.IN_THE_FUTURE)
    target = _standing(fold, command.leaf)
    again = _of_handling(fold, target)
    if any(each.body is None or not _has_own_time(each.body) for each in again):
        raise Refused(Reason.NOT_TIMED)
    strikes = [_correction(each, command.reason, is_undo=False) for each in again]
    return Decision((*strikes, *(_at_another_time(each, command) for each in again)))


def _standing(fold: Fold, leaf: str) -> Event:
    """Return a fact of a room that counts.

    Raises:
        Refused: It is not here, or no longer counts.
    """
    target = fold.events.get(leaf)
    if leaf in fold.indexes.carried:
        raise Refused(Reason.NOTHING_TO_UNDO)  # it is for the room where it was recorded
    if target is None or target.header.kind is not Kind.FACT or not fold.is_effective(target.leaf):
        raise Refused(Reason.NOTHING_TO_UNDO)
    if target.body is not None and isinstance(target.body.act, WithoutEffect):
        raise Refused(Reason.NOTHING_TO_UNDO)  # the dossier's word is not a room's to strike
    return target


def _of_handling(fold: Fold, target: Event) -> list[Event]:
    """Return what one handling recorded about one candidate and still counts."""
    batch = None if target.body is None else target.body.batch
    if target.body is None or batch is None or isinstance(target.body.act, Corrected):
        return [target]
    found = [
        each
        for each in fold.indexes.in_batch(batch.id)
        if each.header.stream == target.header.stream
        and each.body is not None
        and each.body.candidate == target.body.candidate
        and not isinstance(each.body.act, Corrected)
        and fold.is_effective(each.leaf)
    ]
    return sorted(found, key=order)


def _has_own_time(body: Body) -> bool:
    """Whether an act can be recorded anew without others losing whom they name."""
    added = IrregularityNoted | ContactAttempted | LatenessNoted
    return body.aspect is not None or isinstance(body.act, added)


def _at_another_time(event: Event, command: c.Retime) -> Draft:
    body = event.body
    if body is None:
        raise Refused(Reason.NOT_TIMED)
    refs = tuple(dict.fromkeys((*body.refs, event.leaf)))
    again = replace(body, refs=refs, batch=None, seen_at=command.seen_at)
    return Draft(event.header.scope, again)


def settle(session: ExamSession, part: Part, command: c.SettleDifference) -> Decision:
    """Return the acts that name all sides of a difference and keep the chosen one.

    A time of the part was recorded in one handling with what followed from it: the release, own
    starts. Whatever of that handling differs too is kept with it.

    Raises:
        Refused: There is no such difference.
    """
    where = (command.candidate, str(command.aspect))
    differences = _differences(session, part)
    value = differences.get(where)
    kept = _head_of(value, lambda head: head.leaf == command.leaf)
    if value is None or kept is None:
        raise Refused(Reason.NO_DIFFERENCE)
    chosen = {where: kept}
    batch = None if kept.body is None else kept.body.batch
    if command.candidate is None and batch is not None:
        for each, other in differences.items():
            head = _head_of(other, lambda head: _is_of_batch(head, kept.header.writer, batch.id))
            if head is not None:
                chosen.setdefault(each, head)
    scope = part_scope(session.id, part.room)
    return Decision(
        tuple(
            Draft(scope, _keeping(*each, differences[each], head)) for each, head in chosen.items()
        )
    )


def _differences(session: ExamSession, part: Part) -> dict[tuple[str | None, str], Value]:
    """Return what two laptops differ on in a part, by candidate and aspect."""
    found: dict[tuple[str | None, str], Value] = {
        (None, aspect): value for aspect, value in part.differences
    }
    for enrolment in session.enrolments.values():
        for aspect, value in enrolment.differences:
            found[(enrolment.candidate, aspect)] = value
    return found


def _head_of(value: Value | None, is_it: Callable[[Event], bool]) -> Event | None:
    return next((head for head in (() if value is None else value.heads) if is_it(head)), None)


def _is_of_batch(event: Event, writer: str, batch: str) -> bool:
    own = None if event.body is None else event.body.batch
    return own is not None and own.id == batch and event.header.writer == writer


def _keeping(candidate: str | None, aspect: str, value: Value, kept: Event) -> Body:
    return Body(
        act=act_of(kept),
        candidate=candidate,
        aspect=aspect,
        seen=tuple(sorted(head.leaf for head in value.heads)),
        refs=(kept.leaf,),
        seen_at=first_seen(kept),
        copied_by=None if kept.body is None else kept.body.copied_by,
    )


# ---------------------------------------------------------------- pieces


def _own_newest_first(folds: RoomFold, writer: str) -> Iterator[Event]:
    """Yield what this laptop wrote, newest first: within a stream by its sequence.

    Never by the order of coming in: after a restart events come from the store in any order.
    """
    known = [fold.indexes.streams for fold in folds.folds.values()]
    streams = [its for each in known for its in each.newest_first(writer)]
    tails = [(event, its) for its in streams if (event := next(its, None)) is not None]
    while tails:
        newest = max(tails, key=lambda tail: (tail[0].header.wall, tail[0].header.stream))
        tails.remove(newest)
        yield newest[0]
        before = next(newest[1], None)
        if before is not None:
            tails.append((before, newest[1]))


def _newest_undo(folds: RoomFold, writer: str) -> Event | None:
    """Return the newest taking back that was not redone, unless something came after it."""
    redone: set[str] = set()
    for event in _own_newest_first(folds, writer):
        if _is_undo(event):
            if event.leaf not in redone and _fold_of(folds, event).is_effective(event.leaf):
                return event
        elif _is_act(event):
            ours = set() if event.body is None else set(event.body.refs)
            known = _fold_of(folds, event).events
            if not any(leaf in known and _is_undo(known[leaf]) for leaf in ours):
                return None
            redone |= ours
    return None


def _is_undo(event: Event) -> bool:
    return (
        event.body is not None and isinstance(event.body.act, Corrected) and event.body.act.is_undo
    )


def _is_act(event: Event) -> bool:
    return (
        event.header.kind is Kind.FACT
        and event.body is not None
        and not isinstance(event.body.act, (Corrected, *SHIFTS, InvigilatorLeft, ClockJumped))
    )


def _of_batch(folds: RoomFold, event: Event) -> tuple[Event, ...]:
    """Return the members of a handling that still count, over all sessions it touched."""
    batch = None if event.body is None else event.body.batch
    if batch is None:
        return (event,)
    found = [
        each
        for fold in folds.folds.values()
        for each in fold.indexes.in_batch(batch.id)
        if each.header.writer == event.header.writer and fold.is_effective(each.leaf)
    ]
    return tuple(sorted(found, key=order))


def _seal_of(folds: RoomFold, event: Event) -> datetime | None:
    """Return when the report over what this laptop wrote there was closed, or None."""
    scope = read_scope(event.header.scope)
    if scope is None:
        return None
    part = folds.folds[scope.session].session.parts.get(scope.room)
    seal = None if part is None else part.seal_for(event.header.writer)
    return None if seal is None else seal[0].observed


def _fold_of(folds: RoomFold, event: Event) -> Fold:
    return folds.folds[event.header.scope.split("/")[1]]


def _correction(event: Event, reason: str, *, is_undo: bool) -> Draft:
    candidate = None if event.body is None else event.body.candidate
    body = Body(Corrected(reason, is_undo), candidate, refs=(event.leaf,))
    return Draft(event.header.scope, body)


def _again(fold: Fold, target: Event, correction: Event) -> Draft:
    body = target.body
    if body is None:
        raise Refused(Reason.NOTHING_TO_REDO)
    seen = body.seen
    if body.aspect is not None and not _stands_in_place(fold, body):
        seen = fold.heads(body.candidate, target.header.scope, body.aspect)
    return Draft(
        target.header.scope,
        Body(
            act=body.act,
            candidate=body.candidate,
            aspect=body.aspect,
            seen=seen,
            refs=(*body.refs, correction.leaf),
            seen_at=first_seen(target),
            copied_by=body.copied_by,
        ),
    )


def _stands_in_place(fold: Fold, body: Body) -> bool:
    """Whether an act replaced another one of its register: then it keeps that one's place."""
    named = (fold.events.get(leaf) for leaf in body.refs if leaf not in body.seen)
    return any(
        each is not None and each.body is not None and each.body.aspect == body.aspect
        for each in named
    )


def first_seen(event: Event) -> datetime | NotObserved:
    """Return when an act was seen, as it is repeated: never later than it was first told."""
    if event.body is not None and event.body.seen_at is NOT_OBSERVED:
        return NOT_OBSERVED
    return event.observed

"""Taking back, recording again, striking with a reason, and settling a difference."""

from datetime import datetime, timedelta
from typing import Final

from app.models import commands as c
from app.models.act import Body, Event
from app.models.drafts import Decision, Draft, Moment, Refused
from app.models.facts import Corrected, InvigilatorLeft, ShiftOpened
from app.models.fold import Fold, RoomFold, part_scope
from app.models.registers import order
from app.models.session import ExamSession, Part
from app.models.values import NOT_OBSERVED, Kind, NotObserved, Reason

UNDO_WITHIN: Final = timedelta(minutes=10)
UNDO_REASON: Final = "direct hersteld"


def last_handling(folds: RoomFold, writer: str) -> tuple[Event, ...]:
    """Return the newest handling of this laptop that still counts, in order of seq."""
    newest = [event for fold in folds.folds.values() if (event := _newest_act(fold, writer))]
    if not newest:
        return ()
    last = max(newest, key=order)
    return _of_batch(folds, last)


def undo(folds: RoomFold, moment: Moment, writer: str) -> Decision:
    """Return the corrections that take the last handling back, the free members of it.

    Raises:
        Refused: Nothing to take back, more than ten minutes ago, built upon, or sealed.
    """
    handling = last_handling(folds, writer)
    if not handling:
        raise Refused(Reason.NOTHING_TO_UNDO)
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
    undone = [event for fold in folds.folds.values() if (event := _newest_undo(fold, writer))]
    if not undone:
        raise Refused(Reason.NOTHING_TO_REDO)
    drafts = []
    for correction in _of_batch(folds, max(undone, key=order)):
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
    target = fold.events.get(command.leaf)
    if target is None or target.header.kind is not Kind.FACT or not fold.is_effective(target.leaf):
        raise Refused(Reason.NOTHING_TO_UNDO)
    return Decision((_correction(target, command.reason, is_undo=False),))


def settle(session: ExamSession, part: Part, command: c.SettleDifference) -> Decision:
    """Return the act that names both sides of a difference and keeps the chosen one.

    Raises:
        Refused: There is no such difference.
    """
    enrolment = session.enrolments.get(command.candidate)
    value = None if enrolment is None else enrolment.values.get(command.aspect)
    if value is None or not value.is_difference:
        raise Refused(Reason.NO_DIFFERENCE)
    kept = next((head for head in value.heads if head.leaf == command.leaf), None)
    if kept is None or kept.body is None:
        raise Refused(Reason.NO_DIFFERENCE)
    body = Body(
        act=kept.body.act,
        candidate=command.candidate,
        aspect=command.aspect,
        seen=tuple(sorted(head.leaf for head in value.heads)),
        refs=(kept.leaf,),
        seen_at=_first_seen(kept),
    )
    return Decision((Draft(part_scope(session.id, part.room), body),))


# ---------------------------------------------------------------- pieces


def _newest_act(fold: Fold, writer: str) -> Event | None:
    for event in reversed(fold.events.values()):  # type: ignore[call-overload]
        if event.header.writer == writer and _is_act(event) and fold.is_effective(event.leaf):
            return event  # type: ignore[no-any-return]
    return None


def _newest_undo(fold: Fold, writer: str) -> Event | None:
    """Return the newest taking back that was not redone, unless something came after it."""
    redone: set[str] = set()
    for event in reversed(fold.events.values()):  # type: ignore[call-overload]
        if event.header.writer != writer or event.body is None:
            continue
        act = event.body.act
        if isinstance(act, Corrected) and act.is_undo:
            if event.leaf not in redone:
                return event  # type: ignore[no-any-return]
        elif _is_act(event):
            ours = {leaf for leaf in event.body.refs if leaf in fold.events}
            if not any(_is_undo(fold.events[leaf]) for leaf in ours):
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
        and not isinstance(event.body.act, Corrected | ShiftOpened | InvigilatorLeft)
    )


def _of_batch(folds: RoomFold, event: Event) -> tuple[Event, ...]:
    batch = None if event.body is None else event.body.batch
    if batch is None:
        return (event,)
    fold = _fold_of(folds, event)
    found = [
        each
        for each in fold.events.values()
        if each.header.writer == event.header.writer
        and each.body is not None
        and each.body.batch is not None
        and each.body.batch.id == batch.id
        and fold.is_effective(each.leaf)
    ]
    return tuple(sorted(found, key=order))


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
    seen = (
        () if body.aspect is None else fold.heads(body.candidate, target.header.scope, body.aspect)
    )
    return Draft(
        target.header.scope,
        Body(
            act=body.act,
            candidate=body.candidate,
            aspect=body.aspect,
            seen=seen,
            refs=(*body.refs, correction.leaf),
            seen_at=_first_seen(target),
        ),
    )


def _first_seen(event: Event) -> datetime | NotObserved:
    if event.body is not None and event.body.seen_at is NOT_OBSERVED:
        return NOT_OBSERVED
    return event.observed

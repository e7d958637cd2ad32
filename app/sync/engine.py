"""The engine of delivery: from what happened to what is asked next. It never waits or connects.

`step` is a pure function. One request is out at a time. Nothing but a receipt that the school's
log signed, with a head that is an event of ours, makes an event acknowledged (decisions 17).
"""

from dataclasses import dataclass, replace

from app.models.drafts import Moment
from app.sync.messages import (
    Answered,
    Ask,
    Failed,
    FetchFeed,
    FetchPackage,
    FetchPackages,
    Happening,
    JournalWaits,
    Outcome,
    Push,
    RoomClosed,
    RoomOpened,
    TryAsked,
    Written,
)
from app.sync.outbox import acknowledged, added, next_batch, verified
from app.sync.settling import settle_answer, settle_failure
from app.sync.state import AFTER_ACT_MS, NEVER, PUSH_BYTES_MAX, Due, State


@dataclass(frozen=True, slots=True)
class Step:
    """What a step came to. `wake_at`: when to tick again if nothing else happens."""

    state: State
    ask: Ask | None
    outcomes: tuple[Outcome, ...]
    wake_at: int


def step(state: State, happening: Happening, now: Moment, jitter: float) -> Step:
    """Return the state after something happened, and what is to be asked now.

    Args:
        state: What was known.
        happening: What happened.
        now: The laptop's clock.
        jitter: From 0 up to 1, new for each step; spreads the laptops of a school.
    """
    outcomes: tuple[Outcome, ...] = ()
    if isinstance(happening, Answered) and happening.ask == state.in_flight:
        state, outcomes = settle_answer(replace(state, in_flight=None), happening, now, jitter)
    elif isinstance(happening, Failed) and happening.ask == state.in_flight:
        state = settle_failure(
            replace(state, in_flight=None), happening.ask, happening.trouble, now, jitter
        )
    else:
        state = _told(state, happening, now)
    ask = next_ask(state, now)
    if ask is not None:
        state = replace(state, in_flight=ask)
    return Step(state, ask, outcomes, wake_at(state))


def _told(state: State, happening: Happening, now: Moment) -> State:
    """Return the state after the laptop told something; what nobody asked for changes nothing."""
    if isinstance(happening, Written):
        kept = [verified(text, state.trust) for text in happening.receipts]
        boxes = added(state.boxes, happening.parcels)
        boxes = acknowledged(boxes, [receipt for receipt in kept if receipt is not None])
        due = replace(state.due, push=min(state.due.push, now.mono + AFTER_ACT_MS))
        return replace(state, boxes=boxes, due=due)
    if isinstance(happening, RoomOpened):
        return replace(state, room=happening, due=replace(state.due, feed=now.mono))
    if isinstance(happening, RoomClosed):
        return replace(state, room=None, due=replace(state.due, feed=NEVER))
    if isinstance(happening, JournalWaits):
        return replace(state, journal=happening.portion)
    if isinstance(happening, TryAsked):
        return replace(state, due=_at_once(state, now))
    return state


def _at_once(state: State, now: Moment) -> Due:
    """Let everything be due that is followed or waits; the packages too: it is a sign of life."""
    feed = now.mono if state.room is not None else NEVER
    push = now.mono if any(box.to_send for box in state.boxes.values()) else NEVER
    return Due(push=push, feed=feed, packages=now.mono, not_before=now.mono)


def next_ask(state: State, now: Moment) -> Ask | None:
    """Return what is asked now, None when it is not yet time or something is out already."""
    due = state.due
    if state.in_flight is not None or now.mono < due.not_before:
        return None
    if now.mono >= due.push:
        batch = next_batch(state.boxes, state.batch_most, PUSH_BYTES_MAX, state.set_aside)
        if batch:
            return Push(batch)
    if state.journal is not None:
        return state.journal
    if state.room is not None and now.mono >= due.feed:
        return FetchFeed(state.room.room_day, state.room.after)
    return _next_package(state, now)


def _next_package(state: State, now: Moment) -> Ask | None:
    if state.paging is not None:
        return FetchFeed(state.paging[0].room_day, state.paging[1], is_of_package=True)
    if state.to_fetch:
        return FetchPackage(state.to_fetch[0].room_day)
    return FetchPackages() if now.mono >= state.due.packages else None


def wake_at(state: State) -> int:
    """Return when something is due, in milliseconds of the monotonic clock."""
    if state.in_flight is not None:
        return NEVER
    due = state.due
    push = due.push if any(box.to_send for box in state.boxes.values()) else NEVER
    more = 0 if state.to_fetch or state.paging or state.journal else NEVER
    feed = due.feed if state.room is not None else NEVER
    return max(due.not_before, min(push, feed, due.packages, more))

"""The engine of delivery: from what happened to what is asked next. It never waits or connects.

`step` is a pure function. One request is out at a time. Nothing but a receipt that the school's
log signed, with a head that is an event of ours, makes an event acknowledged (decisions 17).
"""

from dataclasses import dataclass, replace

from app.models.drafts import Moment
from app.sync.log_protocol import STREAMS_MAX
from app.sync.log_watch import recall
from app.sync.messages import (
    Answered,
    Ask,
    AskGrowth,
    AskLog,
    AskReceipts,
    BatteryRead,
    Failed,
    FeedNotKept,
    FetchFeed,
    FetchPackage,
    FetchPackages,
    Happening,
    JournalNotTaken,
    JournalWaits,
    Outcome,
    PackagesLooked,
    PackagesWanted,
    Push,
    PushJournal,
    RoomClosed,
    RoomOpened,
    StreamsHeld,
    TellContact,
    Trouble,
    TryAsked,
    Written,
)
from app.sync.outbox import StreamBox, acknowledged, added, next_batch, verified
from app.sync.settling import settle_answer, settle_failure
from app.sync.state import (
    AFTER_ACT_MS,
    HEARTBEAT_MS,
    LET_PAINT_MS,
    NEVER,
    PUSH_BYTES_MAX,
    Due,
    State,
)


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
    failures = state.contact.failures
    if isinstance(happening, Answered) and happening.ask == state.in_flight:
        state, outcomes = settle_answer(replace(state, in_flight=None), happening, now, jitter)
    elif isinstance(happening, Failed) and happening.ask == state.in_flight:
        state = settle_failure(
            replace(state, in_flight=None), happening.ask, happening.trouble, now, jitter
        )
    else:
        state = _after_telling(state, happening, now)
    has_failed = state.contact.failures > failures
    failed = happening.ask if has_failed and isinstance(happening, Answered | Failed) else None
    outcomes = (*outcomes, *_not_taken(state, failed))
    if state.is_looking:
        state, looked = _looked(state, now, failed)
        outcomes = (*outcomes, *looked)
    ask = next_ask(state, now)
    if ask is not None:
        pushed_at = now.mono if isinstance(ask, Push) else state.pushed_at
        state = replace(state, in_flight=ask, pushed_at=pushed_at)
    return Step(state, ask, outcomes, wake_at(state))


def _after_telling(state: State, happening: Happening, now: Moment) -> State:
    """Return the state after the laptop told something of itself."""
    match happening:
        case Written():
            state = _after_written(state, happening, now)
        case RoomOpened() | FeedNotKept() | RoomClosed():
            state = _following(state, happening, now)
        case StreamsHeld(streams, left):
            due = replace(state.due, receipts=now.mono)
            state = replace(state, held=streams, left=left, told=(), due=due)
        case JournalWaits(portion):
            state = replace(state, journal=portion)
        case PackagesWanted():
            due = replace(state.due, packages=now.mono, not_before=now.mono)
            state = replace(state, due=due, is_looking=True)
        case BatteryRead(percent):
            state = replace(state, battery_percent=percent)
        case TryAsked():
            state = replace(state, due=_at_once(state, now))
        case _:
            pass
    return state


def _not_taken(state: State, ask: Ask | None) -> tuple[JournalNotTaken, ...]:
    """Tell of a portion of a journal that is not tried again as it is."""
    if not isinstance(ask, PushJournal) or state.journal is not None:
        return ()
    is_refused = state.contact.trouble is Trouble.NOT_TAKEN
    return (JournalNotTaken(ask.room_day, ask.name, is_refused),)


def _looked(
    state: State, now: Moment, failed: Ask | None
) -> tuple[State, tuple[PackagesLooked, ...]]:
    """Tell who waits for the packages when there is nothing to wait for any more."""
    if state.in_flight is not None:
        return state, ()
    is_there = now.mono < state.due.packages and not state.to_fetch and state.paging is None
    is_package = isinstance(failed, FetchPackages | FetchPackage | FetchFeed)
    if is_package and state.contact.trouble is not Trouble.NOT_TAKEN:
        return replace(state, is_looking=False), (PackagesLooked(is_told=False),)
    if is_there:
        return replace(state, is_looking=False), (PackagesLooked(is_told=True),)
    return replace(state, due=replace(state.due, not_before=now.mono)), ()


def _following(state: State, told: RoomOpened | FeedNotKept | RoomClosed, now: Moment) -> State:
    """Follow the feed of a room from a place on, or none any more."""
    if isinstance(told, RoomOpened):
        return replace(state, room=told, due=replace(state.due, feed=now.mono))
    if isinstance(told, RoomClosed):
        # What a copy wrote under our numbers is told apart by the feed: from here on its journal
        # goes instead, whole.
        boxes = {each: StreamBox() if b.is_split else b for each, b in state.boxes.items()}
        return replace(state, room=None, boxes=boxes, due=replace(state.due, feed=NEVER))
    if state.room is None or state.room.room_day != told.room_day:
        return state
    # Not at once: the disk that refused the page may still be full.
    room = replace(state.room, after=min(state.room.after, told.after))
    return replace(state, room=room, due=replace(state.due, feed=now.mono + HEARTBEAT_MS))


def _after_written(state: State, written: Written, now: Moment) -> State:
    kept = [verified(text, state.trust) for text in written.receipts]
    boxes = added(state.boxes, written.parcels)
    current = [each for each in kept if each and each.origin == state.log_origin]
    state = recall(state, [each.checkpoint for each in current])
    push = max(now.mono + LET_PAINT_MS, state.pushed_at + AFTER_ACT_MS)
    due = replace(state.due, push=min(state.due.push, push))
    return replace(state, boxes=acknowledged(boxes, current), due=due)


def _at_once(state: State, now: Moment) -> Due:
    """Let everything be due that is followed or waits; the packages too: it is a sign of life."""
    feed = now.mono if state.room is not None else NEVER
    push = now.mono if any(box.waiting for box in state.boxes.values()) else NEVER
    packages, contact = (
        now.mono if each != NEVER else NEVER for each in (state.due.packages, state.due.contact)
    )
    return replace(
        state.due,
        push=push,
        feed=feed,
        packages=packages,
        contact=contact,
        proof=now.mono,
        not_before=now.mono,
    )


def next_ask(state: State, now: Moment) -> Ask | None:
    """Return what is asked now, None when it is not yet time or something is out already."""
    due = state.due
    if state.in_flight is not None or now.mono < due.not_before:
        return None
    if state.is_looking:
        return FetchPackages() if now.mono >= due.packages else _next_package(state, now)
    if state.shows_log:
        return AskLog(state.shown)
    if now.mono >= due.push:
        batch = next_batch(state.boxes, state.batch_most, PUSH_BYTES_MAX, state.set_aside)
        if batch:
            return Push(batch)
    if now.mono >= due.contact:
        return TellContact(state.heartbeat)
    return _next_of_log(state, now) or state.journal or _next_feed(state, now)


def _next_of_log(state: State, now: Moment) -> Ask | None:
    if state.to_prove is None or state.checkpoint is None or now.mono < state.due.proof:
        return None
    return AskGrowth(state.checkpoint, state.to_prove)


def _next_feed(state: State, now: Moment) -> Ask | None:
    if state.room is not None and now.mono >= state.due.feed:
        return FetchFeed(state.room.room_day, state.room.after)
    return _next_package(state, now)


def _next_package(state: State, now: Moment) -> Ask | None:
    if state.paging is not None:
        return FetchFeed(state.paging[0].room_day, state.paging[1], is_of_package=True)
    if state.to_fetch:
        return FetchPackage(state.to_fetch[0].room_day)
    if now.mono >= state.due.packages:
        return FetchPackages()
    if now.mono >= state.due.receipts:
        return AskReceipts(state.held[len(state.told) :][:STREAMS_MAX])
    if now.mono >= state.due.log:
        return AskLog(state.shown)
    return None


def wake_at(state: State) -> int:
    """Return when something is due, in milliseconds of the monotonic clock."""
    if state.in_flight is not None:
        return NEVER
    due = state.due
    push = due.push if any(box.waiting for box in state.boxes.values()) else NEVER
    more = 0 if state.to_fetch or state.paging or state.journal or state.shows_log else NEVER
    proof = due.proof if state.to_prove else NEVER
    feed = due.feed if state.room is not None else NEVER
    most = min(push, feed, due.packages, due.receipts, due.contact, proof, due.log, more)
    return max(due.not_before, most)

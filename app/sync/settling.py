"""What an answer, or the lack of one, does to the state of delivery."""

import contextlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from app.crypto.certificates import KeyKind, UntrustedChain
from app.crypto.envelope import BadSignature, from_json
from app.crypto.journal_receipt import JournalReceipt, verify_journal_receipt
from app.crypto.log_openings import believed_leavings
from app.crypto.trust import SchoolTrust
from app.models.codec import read_instant
from app.models.drafts import Moment
from app.models.strict_json import Malformed
from app.sync.log_protocol import decode_receipts
from app.sync.log_watch import refuse_growth, settle_growth, settle_log, watch, watch_feed
from app.sync.messages import (
    Answer,
    Answered,
    Ask,
    AskGrowth,
    AskLog,
    AskReceipts,
    FeedCame,
    FetchFeed,
    FetchPackage,
    FetchPackages,
    ForkFound,
    JournalTaken,
    OffsetFound,
    Outcome,
    PackageCame,
    PageCame,
    Push,
    PushJournal,
    ReceiptCame,
    ReceiptsCame,
    TellContact,
    Trouble,
)
from app.sync.office_protocol import read_server_time
from app.sync.outbox import acknowledged, to_send, verified
from app.sync.protocol import (
    PUSH_EVENTS_MAX,
    PackageHeader,
    decode_feed,
    decode_package,
    decode_push_answer,
)
from app.sync.reading import offset_between, read_package_list, trouble_in
from app.sync.state import (
    BACKOFF_FIRST_MS,
    BACKOFF_MOST_MS,
    HEARTBEAT_MS,
    NEVER,
    PACKAGES_MS,
    RECEIPTS_MS,
    RETRY_AFTER_MOST_S,
    SAME_CLOCK_MS,
    State,
)

Settled = tuple[State, tuple[Outcome, ...]]
_HALVES: Final = frozenset({Trouble.TIMED_OUT, Trouble.SERVER_FAULT, Trouble.NOT_TAKEN})


def settle_answer(state: State, happening: Answered, now: Moment, jitter: float) -> Settled:
    """Return the state after an answer, and what came with it."""
    ask, answer = happening.ask, happening.answer
    contact = replace(state.contact, is_clock_doubtful=not answer.is_dated_now)
    state, trouble = replace(state, contact=contact), trouble_in(answer)
    if trouble is None:
        try:
            settled = _READERS[type(ask)](state, ask, answer, now)
        except Malformed:
            trouble = Trouble.STRANGE_ANSWER
        else:
            return _in_contact(settled[0], now), settled[1]
    failed = settle_failure(state, ask, trouble, now, jitter)
    if answer.retry_after_s is not None:
        wait = min(answer.retry_after_s, RETRY_AFTER_MOST_S) * 1000
        due = replace(failed.due, not_before=max(failed.due.not_before, now.mono + wait))
        failed = replace(failed, due=due)
    return failed, ()


def settle_failure(state: State, ask: Ask, trouble: Trouble, now: Moment, jitter: float) -> State:
    """Return the state after something did not work: later, and with a smaller batch."""
    failures = state.contact.failures
    contact = replace(
        state.contact,
        trouble=trouble,
        failures=failures + 1,
        offline_since=state.contact.offline_since or now.corrected,
    )
    span = min(BACKOFF_MOST_MS, BACKOFF_FIRST_MS * 2 ** min(failures, 10))
    due = replace(state.due, not_before=now.mono + round(jitter * span))
    state = replace(state, contact=contact, due=due)
    if isinstance(ask, Push) and trouble in _HALVES:
        state = _smaller(state, ask)
    if isinstance(ask, PushJournal) and trouble in _HALVES:
        state = replace(state, journal=None)  # it stays on disk, and is offered in other portions
    if isinstance(ask, AskLog):
        state = replace(state, due=replace(state.due, log=now.mono + HEARTBEAT_MS))
    if isinstance(ask, TellContact):  # a dossier that does not take it keeps nothing else waiting
        state = replace(state, due=replace(state.due, contact=now.mono + HEARTBEAT_MS))
    return _not_taken(state, ask, now) if trouble is Trouble.NOT_TAKEN else state


def _not_taken(state: State, ask: Ask, now: Moment) -> State:
    """Go on without what the dossier says it cannot do."""
    match ask:
        case FetchPackage():
            state = replace(state, to_fetch=state.to_fetch[1:])
        case AskGrowth():
            state = refuse_growth(state, ask)
        case AskReceipts():
            state = _receipts_later(state, now)
        case AskLog():
            state = replace(state, shows_log=False, to_show=None)
        case FetchFeed():
            state = _feed_later(state, ask, now)
        case _:
            pass
    return state


def _smaller(state: State, ask: Push) -> State:
    """Send less at once; what cannot be sent even alone goes after all the others."""
    if len(ask.parcels) > 1:
        return replace(state, batch_most=max(1, len(ask.parcels) // 2))
    return replace(state, set_aside=state.set_aside | {ask.parcels[0].leaf})


def _feed_later(state: State, ask: FetchFeed, now: Moment) -> State:
    if ask.is_of_package:
        return replace(state, paging=None)
    return replace(state, due=replace(state.due, feed=now.mono + HEARTBEAT_MS))


def _in_contact(state: State, now: Moment) -> State:
    """Note that the dossier spoke; after a silence everything that waits goes at once."""
    due = replace(state.due, not_before=now.mono)
    if state.contact.failures:
        waits = any(box.waiting for box in state.boxes.values())
        due = replace(
            due,
            push=now.mono if waits else due.push,
            feed=now.mono if state.room is not None else due.feed,
        )
    contact = replace(
        state.contact, trouble=None, failures=0, offline_since=None, answered_at=now.corrected
    )
    return replace(state, due=due, contact=contact)


# ---------------------------------------------------------------- a push


def _pushed(state: State, ask: Push, answer: Answer, now: Moment) -> Settled:
    read = decode_push_answer(answer.body)
    signed = [
        (receipt, text)
        for text in read.receipts
        if (receipt := verified(text, state.trust)) is not None and receipt.stream in ask.streams
    ]
    came = [each for each in signed if each[0].origin == state.log_origin]
    if not signed:
        raise Malformed("no receipt of the school's log")
    if not came:
        return _of_another_log(state, now), ()
    receipts = [receipt for receipt, _ in came]
    boxes = acknowledged(state.boxes, receipts)
    left = {each.leaf for each in to_send(boxes)}
    is_stuck = left.issuperset(each.leaf for each in ask.parcels) and all(
        boxes[stream].through == state.boxes[stream].through for stream in ask.streams
    )
    named = {digest for receipt in receipts for digest in receipt.quarantined}
    refused = frozenset(each.leaf for each in ask.parcels if named and each.digest in named)
    state = replace(
        state,
        boxes=boxes,
        batch_most=min(PUSH_EVENTS_MAX, state.batch_most * 2),
        set_aside=(refused if is_stuck else state.set_aside | refused) & left,
        due=replace(state.due, push=_next_push(now, has_left=bool(left), is_stuck=is_stuck)),
        contact=replace(state.contact, receipt_at=now.corrected, quarantined=len(refused & left)),
    )
    state, seen = watch(state, [receipt.checkpoint for receipt in receipts])
    state, found = _with_offset(state, read.server_time, answer, now)
    forks = [ForkFound(stream) for stream in sorted(ask.streams) if boxes[stream].is_forked]
    told = [
        ReceiptCame(receipt, text, boxes[receipt.stream].has(receipt)) for receipt, text in came
    ]
    return state, (*told, *seen, *forks, *found)


def _next_push(now: Moment, *, has_left: bool, is_stuck: bool) -> int:
    if not has_left:
        return NEVER
    return now.mono + HEARTBEAT_MS if is_stuck else now.mono


def _with_offset(state: State, server_time: str, answer: Answer, now: Moment) -> Settled:
    """Take the dossier's clock over where the known offset cannot be right."""
    offset = offset_between(server_time, now, answer.took_ms)
    known = state.contact.offset_ms
    if known is not None and abs(known - offset) <= max(answer.took_ms / 2, SAME_CLOCK_MS):
        return state, ()
    contact = replace(state.contact, offset_ms=offset)
    return replace(state, contact=contact), (OffsetFound(offset, now.corrected),)


# ---------------------------------------------------------------- a journal


def _journal_taken(state: State, ask: PushJournal, answer: Answer, now: Moment) -> Settled:
    read = decode_push_answer(answer.body)
    has = [_journal_receipt(text, state.trust) for text in read.receipts]
    named = [
        each for each in has if each and (each.room_day, each.name) == (ask.room_day, ask.name)
    ]
    if named and all(each.origin != state.log_origin for each in named):
        return replace(_of_another_log(state, now), journal=None), ()
    named = [each for each in named if each.origin == state.log_origin]
    if not any(each.through == ask.through for each in named):
        raise Malformed("no receipt of the school's log")
    state = replace(state, journal=None, due=replace(state.due, log=now.mono))
    state, found = _with_offset(state, read.server_time, answer, now)
    return state, (JournalTaken(ask.room_day, ask.name, ask.through), *found)


def _journal_receipt(text: str, trust: SchoolTrust) -> JournalReceipt | None:
    try:
        envelope, logs = from_json(text), trust.keys(KeyKind.LOG)
    except (Malformed, UntrustedChain):
        return None
    for log in logs:
        with contextlib.suppress(BadSignature, Malformed):
            return verify_journal_receipt(envelope, trust.school, None, log.pub)
    return None


# ---------------------------------------------------------------- feed and packages


def _fed(state: State, ask: FetchFeed, answer: Answer, now: Moment) -> Settled:
    page = decode_feed(answer.body)
    last = max((chunk.n for chunk in page.chunks), default=None)
    state, seen = watch_feed(state, page.manifest)
    state, found = _with_offset(state, page.server_time, answer, now)
    found = (*seen, *found)
    if ask.is_of_package:
        if state.paging is None:
            return state, found
        header, after = state.paging
        if last is None or last <= after:
            return replace(state, paging=None), found
        return replace(state, paging=(header, last)), (PageCame(header, page), *found)
    room = state.room
    if room is None or room.room_day != ask.room_day:
        return state, found
    if last is None or last <= room.after:
        return replace(state, due=replace(state.due, feed=now.mono + HEARTBEAT_MS)), found
    return replace(state, room=replace(room, after=last)), (FeedCame(ask.room_day, page), *found)


def _listed(state: State, _: FetchPackages, answer: Answer, now: Moment) -> Settled:
    headers = read_package_list(answer.body)
    new = tuple(
        each
        for each in headers
        if _mark(each) not in state.known and each.room_day not in state.left
    )
    log = now.mono if state.room is None else state.due.log
    due = replace(state.due, packages=now.mono + PACKAGES_MS, log=log)
    return replace(state, to_fetch=new, due=due), ()


def _packed(state: State, ask: FetchPackage, answer: Answer, now: Moment) -> Settled:
    package = decode_package(answer.body)
    if package.header.room_day != ask.room_day:
        raise Malformed("the package of another room")
    rest = tuple(each for each in state.to_fetch if each.room_day != ask.room_day)
    last = max((chunk.n for chunk in package.feed.chunks), default=None)
    known = frozenset(each for each in state.known if each[0] != ask.room_day)
    state, found = _with_offset(state, package.feed.server_time, answer, now)
    return (
        replace(
            state,
            to_fetch=rest,
            known=known | {_mark(package.header)},
            paging=None if last is None else (package.header, last),
        ),
        (PackageCame(package), *found),
    )


def _mark(header: PackageHeader) -> tuple[str, int, str]:
    return header.room_day, header.key_version, header.updated_at


def _receipted(state: State, ask: AskReceipts, answer: Answer, now: Moment) -> Settled:
    """Gather what the dossier has of the streams of closed rooms, until it told of all."""
    read = decode_receipts(answer.body)
    leavings = believed_leavings(read.leavings, state.trust)
    came = [verified(text, state.trust) for text in read.receipts]
    told = [each for each in came if each is not None]
    if tuple(each.stream for each in told) != ask.streams:
        raise Malformed("not a receipt of each stream")
    if any(each.origin != state.log_origin for each in told):
        return _of_another_log(_receipts_later(state, now), now), ()
    if ask.streams != state.held[len(state.told) :][: len(ask.streams)]:
        return state, ()  # other rooms are closed by now
    state, seen = watch(state, [each.checkpoint for each in told])
    state = replace(state, told=(*state.told, *told))
    if len(state.told) < len(state.held):
        return state, seen
    whole = () if state.contact.is_log_strange else state.told
    came_at = read_instant(read.server_time)
    return _receipts_later(state, now), (*seen, ReceiptsCame(whole, came_at, leavings))


def _receipts_later(state: State, now: Moment) -> State:
    due = replace(state.due, receipts=now.mono + RECEIPTS_MS)
    return replace(state, told=(), due=due)


def _grown(state: State, ask: AskGrowth, answer: Answer, now: Moment) -> Settled:
    settled, told = settle_growth(state, ask, answer)
    return replace(settled, due=replace(settled.due, proof=now.mono + HEARTBEAT_MS)), told


def _log_told(state: State, ask: AskLog, answer: Answer, now: Moment) -> Settled:
    """Let everything go at once when a restored dossier is to be filled up."""
    settled, told = settle_log(state, ask, answer)
    settled = replace(settled, due=replace(settled.due, log=NEVER))
    if settled.log_origin != state.log_origin:
        settled = replace(settled, due=replace(settled.due, push=now.mono))
    return settled, told


def _of_another_log(state: State, now: Moment) -> State:
    """Ask how it can be that the dossier's receipts are of another log than the one we know."""
    contact = replace(state.contact, is_log_strange=True)
    due = replace(state.due, push=now.mono + HEARTBEAT_MS)
    return replace(state, shows_log=True, contact=contact, due=due)


def _contact_told(state: State, _ask: TellContact, answer: Answer, now: Moment) -> Settled:
    """Tell again in half a minute; the answer tells the dossier's time."""
    server_time = read_server_time(answer.body)
    due = replace(state.due, contact=now.mono + HEARTBEAT_MS)
    return _with_offset(replace(state, due=due), server_time, answer, now)


_READERS: Final[dict[type, Callable[[State, Any, Answer, Moment], Settled]]] = {
    AskGrowth: _grown,
    AskLog: _log_told,
    AskReceipts: _receipted,
    Push: _pushed,
    PushJournal: _journal_taken,
    FetchFeed: _fed,
    FetchPackages: _listed,
    FetchPackage: _packed,
    TellContact: _contact_told,
}

"""Watching the log: every larger checkpoint is proved to go on from the largest one known.

A log that became smaller, or tells another story, is shown the checkpoint it signed itself. Only
a `LogOpened` of the dossier that names the former log explains it (format.md 8).
"""

import contextlib
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from app.crypto.certificates import KeyKind, UntrustedChain
from app.crypto.checkpoint import Checkpoint, read_checkpoint, verify_checkpoint
from app.crypto.envelope import BadSignature, from_json
from app.crypto.log_openings import believed_openings, leads_to, signed_note
from app.crypto.roomfeed import verify_manifest
from app.crypto.tree import BadProof, verify_consistency
from app.crypto.trust import SchoolTrust
from app.models.marks import LogOpened
from app.models.strict_json import Malformed
from app.sync.log_protocol import decode_log, decode_proof
from app.sync.messages import (
    Answer,
    AskGrowth,
    AskLog,
    CheckpointProved,
    LogContradicted,
    LogReplaced,
    Outcome,
)
from app.sync.outbox import unacknowledged
from app.sync.state import State

FROM_THE_FIRST: Final = -1
"""Chunks of the feed of a log that was opened anew have numbers of their own."""

Watched = tuple[State, tuple[Outcome, ...]]


def watch(state: State, notes: Iterable[str]) -> Watched:
    """Return the state after signed notes of the log we know came along, each verified before."""
    told: tuple[Outcome, ...] = ()
    for note in notes:
        seen = read_checkpoint(note)
        if state.checkpoint is None:
            state = replace(state, checkpoint=note)
            told = (*told, CheckpointProved(seen.origin, seen.size, note))
            continue
        known = read_checkpoint(state.checkpoint)
        if seen.size > known.size:
            to_prove = state.to_prove
            if to_prove is None or read_checkpoint(to_prove).size < seen.size:
                state = replace(state, to_prove=note)
        elif seen.size < known.size or seen.root != known.root:
            state = replace(_strange(state), shows_log=True)
            told = (*told, LogContradicted(state.checkpoint or "", note))
    return state, told


def recall(state: State, notes: Iterable[str]) -> State:
    """Return the state with the largest signed note of receipts that were kept.

    A crash may come before what a receipt said was proved, and remembered.
    """
    largest = max(notes, key=lambda each: read_checkpoint(each).size, default=None)
    if largest is None:
        return state
    if state.checkpoint is None:
        return replace(state, checkpoint=largest)
    known = max(read_checkpoint(each).size for each in (state.checkpoint, state.to_prove) if each)
    is_larger = read_checkpoint(largest).size > known
    return replace(state, to_prove=largest) if is_larger else state


def watch_feed(state: State, manifest: str) -> Watched:
    """Return the state after a page of a feed came; its manifest names a checkpoint too."""
    note = _noted(manifest, state.trust)
    if note is None:  # whoever reads the page refuses it
        return state, ()
    if read_checkpoint(note).origin != state.log_origin:
        return replace(_strange(state), shows_log=True), ()
    return watch(state, (note,))


def settle_growth(state: State, ask: AskGrowth, answer: Answer) -> Watched:
    """Return the state after the dossier proved, or did not prove, that its log only grew.

    Raises:
        Malformed: Not the dossier's words.
    """
    proof = decode_proof(answer.body).proof
    if state.checkpoint != ask.known:
        return state, ()
    old, new = read_checkpoint(ask.known), read_checkpoint(ask.seen)
    is_next = state.to_prove == ask.seen
    state = replace(state, to_prove=None if is_next else state.to_prove)
    try:
        verify_consistency(old.size, old.root, new.size, new.root, proof)
    except BadProof:
        return _unproved(state, ask.seen), (LogContradicted(ask.known, ask.seen),)
    state = replace(state, checkpoint=ask.seen)
    return state, (CheckpointProved(new.origin, new.size, ask.seen),)


def refuse_growth(state: State, ask: AskGrowth) -> State:
    """Return the state after the dossier said it cannot prove what it signed."""
    is_next = state.to_prove == ask.seen
    to_prove = None if is_next else state.to_prove
    return _unproved(replace(state, to_prove=to_prove), ask.seen)


def settle_log(state: State, ask: AskLog, answer: Answer) -> Watched:
    """Return the state after the dossier told how its log stands.

    A new log that names ours: everything is offered anew, and no receipt of the former counts.

    Raises:
        Malformed: Not the dossier's words.
    """
    read = decode_log(answer.body)
    left = None if ask.known == state.checkpoint else state.checkpoint
    state = replace(state, shows_log=left is not None, to_show=left)
    road = leads_to(believed_openings(read.openings, state.trust), state.log_origin)
    known = None if state.checkpoint is None else read_checkpoint(state.checkpoint)
    if not road:
        same = signed_note(read.checkpoint, state.log_origin, state.trust)
        is_new = same is not None and (known is None or same.size > known.size)
        return watch(state, (read.checkpoint,)) if is_new else (state, ())
    new = signed_note(read.checkpoint, road[-1].origin, state.trust)
    if new is None or not _is_honest(known, road[0]):
        return _strange(state), (LogContradicted(state.checkpoint or "", read.checkpoint),)
    former = state.log_origin
    is_kept = known is not None and known.size <= road[0].size
    state = replace(
        state,
        origin=new.origin,
        checkpoint=state.checkpoint if is_kept else None,
        to_prove=None,
        shows_log=False,
        to_show=None,
        room=None if state.room is None else replace(state.room, after=FROM_THE_FIRST),
        boxes=unacknowledged(state.boxes),
        contact=replace(state.contact, is_log_strange=False, is_log_replaced=True),
    )
    state, told = watch(state, (read.checkpoint,))
    return state, (LogReplaced(former, new.origin, read.checkpoint), *told)


def _unproved(state: State, note: str) -> State:
    """Return the state after a signed note did not go on from what is known: both are shown."""
    return replace(_strange(state), to_show=note, shows_log=True)


def _is_honest(known: Checkpoint | None, opening: LogOpened) -> bool:
    """Tell whether a new log may go on from there; a longer proof is asked for afterwards."""
    return known is None or known.size != opening.size or known.root.hex() == opening.root


def _noted(manifest: str, trust: SchoolTrust) -> str | None:
    """Return the checkpoint in a manifest, when the school's log signed both."""
    try:
        envelope, logs = from_json(manifest), trust.keys(KeyKind.LOG)
    except (Malformed, UntrustedChain):
        return None
    for each in logs:
        with contextlib.suppress(Malformed, BadSignature):
            note = verify_manifest(envelope, each.pub).checkpoint
            if note is not None:
                verify_checkpoint(note, read_checkpoint(note).origin, each.pub)
                return note
    return None


def _strange(state: State) -> State:
    return replace(state, contact=replace(state.contact, is_log_strange=True))

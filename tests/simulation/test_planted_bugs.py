"""Fifteen bugs, planted on purpose in the real code: each breaks a world within 300 seeds."""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

import pytest

import app.crypto.receipt
import app.models.fold
import app.services.leaving
import app.services.opening
import app.services.recording
import app.sync.engine
import app.sync.outbox
import app.sync.settling
import dossier.intake
import dossier.opened
from app.crypto.envelope import Envelope
from app.crypto.receipt import Receipt
from app.crypto.signed_event import SignedEvent
from app.models.act import Event
from app.models.fold import read_scope
from app.models.marks import ReportSealed
from app.models.registers import order, register_value
from app.models.session import Value
from app.services.office_pulling import Beyond, OfficePulling
from app.services.tools import RandomBytes
from app.store.device_store import Mark
from app.store.event_store import DayStore, EpochSeed
from app.store.journal import Journal
from app.sync.messages import Answer, Push, Trouble
from app.sync.office_protocol import decode_page
from app.sync.outbox import Parcel, StreamBox
from app.sync.state import State
from dossier.archive.ledger import Writing
from dossier.archive.streams import StreamRows, Verified
from tests.simulation.faults import FAULTS
from tests.simulation.running import live

SEEDS = 300
Plant = Callable[[pytest.MonkeyPatch], None]


def lost_answer_taken_for_sent(patched: pytest.MonkeyPatch) -> None:
    """No answer in time, and the events are thought to have arrived."""
    plain = app.sync.settling.settle_failure

    def settled(state: State, ask: Any, trouble: Trouble, *rest: Any) -> State:
        after = plain(state, ask, trouble, *rest)
        if not isinstance(ask, Push) or trouble is not Trouble.TIMED_OUT:
            return after
        boxes = dict(after.boxes)
        for parcel in ask.parcels:
            box = boxes[parcel.stream]
            boxes[parcel.stream] = replace(box, through=max(box.through, parcel.seq))
        return replace(after, boxes=boxes)

    patched.setattr(app.sync.engine, "settle_failure", settled)


def last_writer_wins(patched: pytest.MonkeyPatch) -> None:
    """Of values that differ the newest is taken, without a word."""

    def newest(events: Sequence[Any]) -> Value | None:
        told = register_value(events)
        if told is None or len(told.heads) == 1:
            return told
        return Value((max(told.heads, key=order),))

    patched.setattr(app.models.fold, "register_value", newest)


def unsynced_journal(patched: pytest.MonkeyPatch) -> None:
    """The journal is written, and never brought to the disk."""
    plain = Journal.append

    def append(journal: Journal, events: Sequence[SignedEvent]) -> int:
        with pytest.MonkeyPatch.context() as within:
            within.setattr(app.store.journal.os, "fsync", lambda _: None, raising=False)
            return plain(journal, events)

    patched.setattr(Journal, "append", append)


def skipped_chain_check(patched: pytest.MonkeyPatch) -> None:
    """The dossier takes an event whose predecessor is another one."""
    patched.setattr(StreamRows, "unchainable", lambda *_: set())


def colliding_ids(patched: pytest.MonkeyPatch) -> None:
    """Every epoch has the same id: what comes after a roll-back is called what was before it."""
    plain = app.services.recording.new_epoch

    def new_epoch(random_bytes: RandomBytes) -> EpochSeed:
        return replace(plain(random_bytes), id="0" * 32)

    patched.setattr(app.services.recording, "new_epoch", new_epoch)
    patched.setattr(app.services.opening, "new_epoch", new_epoch)


def dropped_late_events(patched: pytest.MonkeyPatch) -> None:
    """The dossier passes over what comes for a report that was sealed."""
    plain = Writing.accept

    def accept(writing: Writing, events: Iterable[Verified]) -> Any:
        kept = [each for each in events if not _is_late(writing, each)]
        return plain(writing, kept)

    patched.setattr(Writing, "accept", accept)


def receipt_by_anybody(patched: pytest.MonkeyPatch) -> None:
    """Who signed a receipt is not asked."""

    def read(envelope: Envelope, *_: object) -> Receipt:
        return app.crypto.receipt._decode(envelope.payload)

    patched.setattr(app.sync.outbox, "_by", read)


def receipt_by_number(patched: pytest.MonkeyPatch) -> None:
    """A receipt of what a copy of this laptop brought counts for what this one wrote there."""

    def waiting(box: StreamBox) -> tuple[Parcel, ...]:
        return tuple(each for each in box.parcels if each.seq > box.through)

    patched.setattr(StreamBox, "waiting", property(waiting))


def older_archive_unnoticed(patched: pytest.MonkeyPatch) -> None:
    """A dossier that was put back goes on as if nothing had happened."""
    patched.setattr(dossier.opened, "answer_older", lambda *_: False)


def quarantine_of_nothing(patched: pytest.MonkeyPatch) -> None:
    """What is not believed is thrown away."""
    patched.setattr(dossier.intake, "keep_apart", lambda *_: True)


def erased_here_only(patched: pytest.MonkeyPatch) -> None:
    """A laptop keeps the bodies that the dossier took out."""
    patched.setattr(DayStore, "_erasing", lambda *_: ())


def left_without_a_backup(patched: pytest.MonkeyPatch) -> None:
    """What the school has once leaves a laptop."""

    def kept(mark: Mark, receipt: Receipt) -> bool:
        return receipt.through is not None and receipt.through >= mark.seq

    patched.setattr(app.services.leaving, "is_kept_twice", kept)


def last_record_dropped_at_close(patched: pytest.MonkeyPatch) -> None:
    """A journal that is closed loses the handling that was written last."""
    plain_append, plain_close = Journal.append, Journal.close
    places: dict[int, int] = {}

    def append(journal: Journal, events: Sequence[SignedEvent]) -> int:
        places[id(journal)] = plain_append(journal, events)
        return places[id(journal)]

    def close(journal: Journal) -> None:
        if id(journal) in places:
            journal.take_back(places.pop(id(journal)))
        plain_close(journal)

    patched.setattr(Journal, "append", append)
    patched.setattr(Journal, "close", close)


def known_by_leaf(patched: pytest.MonkeyPatch) -> None:
    """What has the leaf of an event that was believed is taken for that event, unread."""
    plain, known = dossier.intake.believed, dict[str, Event]()

    def believed(signed: SignedEvent, *rest: Any, **more: Any) -> Event:
        if signed.leaf not in known:
            known[signed.leaf] = plain(signed, *rest, **more)
        return known[signed.leaf]

    patched.setattr(dossier.intake, "believed", believed)


def skipped_feed_page(patched: pytest.MonkeyPatch) -> None:
    """The office passes over the first page that comes after it had no answer."""
    plain = OfficePulling._taken

    def taken(pulling: OfficePulling, asked: Beyond, answer: Answer) -> Trouble | None:
        if pulling._failures and answer.status == 200:
            pulling._puller.took(asked, replace(decode_page(answer.body), events=()))
            return None
        return plain(pulling, asked, answer)

    patched.setattr(OfficePulling, "_taken", taken)


def _is_late(writing: Writing, each: Verified) -> bool:
    scope = read_scope(each.event.header.scope)
    if scope is None or not scope.room:
        return False
    part = writing.session(scope.session).parts.get(scope.room)
    is_seal = each.event.body is not None and isinstance(each.event.body.act, ReportSealed)
    return part is not None and bool(part.seals) and not is_seal


BUGS = [
    (lost_answer_taken_for_sent, ("net-lost-request", "net-late")),
    (last_writer_wins, ("partition",)),
    (unsynced_journal, ("power-loss",)),
    (skipped_chain_check, ("forged-broken-chain",)),
    (colliding_ids, ("clone", "store-flip")),
    (dropped_late_events, ("partition",)),
    (receipt_by_anybody, ("net-forged-receipt",)),
    (older_archive_unnoticed, ("dossier-put-back",)),
    (quarantine_of_nothing, ("forged-",)),
    (erased_here_only, ("school-erases",)),
    (last_record_dropped_at_close, ("partition",)),
    (known_by_leaf, ("forged-real",)),
]
SLOW = [
    (receipt_by_number, ("clone",)),
    (left_without_a_backup, ("partition",)),
    (skipped_feed_page, ("office-partition",)),
]
"""Found only after some worlds: `make planted` alone plants these too."""


@pytest.mark.parametrize(("plant", "names"), [*BUGS, *(SLOW if os.environ.get("PLANTED") else ())])
@pytest.mark.timeout(600)
def test_a_planted_bug_breaks_a_world_within_three_hundred_seeds(
    plant: Plant, names: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    some = [each for each in FAULTS if each.name.startswith(names)]
    plant(monkeypatch)
    found = next((each for each in range(SEEDS) if live(each, faults=some).broken), None)
    assert found is not None
    monkeypatch.undo()
    assert live(found, faults=some).broken is None

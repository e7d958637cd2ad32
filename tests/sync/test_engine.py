"""Delivery step by step: only a receipt of the pinned log, with our own head, acknowledges."""

from dataclasses import replace

import pytest

from app.crypto.envelope import to_json
from app.crypto.receipt import sign_receipt
from app.models.act import StreamId
from app.sync.messages import (
    CheckpointProved,
    Failed,
    ForkFound,
    JournalNotTaken,
    JournalWaits,
    OffsetFound,
    Push,
    PushJournal,
    ReceiptCame,
    RoomClosed,
    Ticked,
    Trouble,
    TryAsked,
    Written,
)
from tests.crypto.builders import key, receipt
from tests.sync.run import OURS, SCOPE, STREAM, Run, parcels, push_answer, receipt_of, started

# ---------------------------------------------------------------- sending


def test_an_act_after_a_rest_is_sent_once_the_window_could_paint_it() -> None:
    run = Run()
    told = run.step(Written(parcels(1)))
    assert (told.ask, told.wake_at) == (None, run.mono + 50)
    assert run.step(Ticked(), after_ms=49).ask is None
    run.receipted(run.asked(after_ms=1))
    run.step(Written(parcels(1, first=1)), after_ms=150)
    assert run.asked(after_ms=50).parcels == parcels(1, first=1)


def test_acts_shortly_after_each_other_go_together_and_one_request_is_out_at_a_time() -> None:
    run, sent = started(1)
    run.receipted(sent)
    told = run.step(Written(parcels(1, first=1)), after_ms=60)
    assert (told.ask, told.wake_at) == (None, run.mono + 140)  # 200 after the push
    assert run.step(Written(parcels(1, first=2)), after_ms=100).ask is None
    assert run.step(Ticked(), after_ms=39).ask is None
    assert run.asked(after_ms=1).parcels == parcels(2, first=1)
    assert run.step(Written(parcels(1, first=3))).ask is None
    assert run.step(Ticked(), after_ms=5000).ask is None


def test_a_batch_holds_at_most_five_hundred_events() -> None:
    run, sent = started(700)
    assert len(sent.parcels) == 500
    told = run.receipted(sent)
    assert isinstance(told.ask, Push)
    assert [each.seq for each in told.ask.parcels] == list(range(500, 700))


def test_a_batch_stays_under_one_mebibyte() -> None:
    run = Run()
    big = [replace(each, signed=replace(each.signed, body=bytes(60_000))) for each in parcels(40)]
    run.step(Written(tuple(big)))
    sent = run.asked().parcels
    assert 10 < len(sent) < 16
    assert sum(80_000 for _ in sent) < 1024 * 1024 + 80_000


# ---------------------------------------------------------------- what acknowledges


def test_a_receipt_with_our_head_acknowledges_up_to_it() -> None:
    run, sent = started()
    told = run.receipted(sent, through=1, head=sent.parcels[1].leaf)
    assert run.state.waiting == 1
    assert [type(each) for each in told.outcomes] == [ReceiptCame, CheckpointProved, OffsetFound]
    assert isinstance(told.ask, Push)
    assert [each.seq for each in told.ask.parcels] == [2]


PORTAL = b"<html><body>Log in op het netwerk</body></html>"


@pytest.mark.parametrize(
    ("status", "content_type", "body"),
    [
        (200, "text/html", PORTAL),
        (200, OURS, PORTAL),
        (200, OURS, b"{}"),
        (200, OURS, b'{"receipts":[],"server_time":"2026-12-09T08:00:00.000Z"}'),
        (302, "text/html", b""),
        (404, "text/html", PORTAL),
        (500, "text/plain", b""),
        (204, OURS, b""),
    ],
)
def test_no_answer_without_a_receipt_acknowledges_or_forgets(
    status: int, content_type: str, body: bytes
) -> None:
    run, sent = started()
    run.answer(body, status, content_type)
    assert run.state.waiting == 3
    assert run.state.contact.offline_since is not None
    assert set(run.asked(after_ms=1000).parcels) <= set(sent.parcels)


@pytest.mark.parametrize(
    "changes",
    [
        {"stream": StreamId("laptop-2", "e1", SCOPE)},
        {"school": "school-2"},
        {"head": "ab" * 32},
        {"through": None, "head": None},
    ],
)
def test_a_receipt_that_is_not_about_our_events_acknowledges_nothing(
    changes: dict[str, object],
) -> None:
    run, sent = started()
    run.receipted(sent, **changes)
    assert run.state.waiting == 3


def test_a_receipt_by_another_key_or_changed_acknowledges_nothing() -> None:
    run, sent = started()
    parcel = sent.parcels[-1]
    members = {"stream": parcel.stream, "through": 2, "head": parcel.leaf, "quarantined": ()}
    forged = to_json(sign_receipt(receipt(**members), key("plan")))
    told = run.answer(push_answer(run, forged))
    assert run.state.waiting == 3
    assert run.state.contact.trouble is Trouble.STRANGE_ANSWER
    assert told.outcomes == ()


def test_another_head_in_our_place_is_a_fork_and_is_told() -> None:
    run, sent = started()
    told = run.receipted(sent, head="ab" * 32)
    assert ForkFound(STREAM) in told.outcomes


def test_a_dossier_that_is_further_than_this_store_is_no_fork() -> None:
    run, sent = started()
    told = run.receipted(sent, through=9, head="ab" * 32)
    assert not any(isinstance(each, ForkFound) for each in told.outcomes)
    assert run.state.waiting == 3


def test_a_dossier_put_back_from_a_backup_gets_everything_again() -> None:
    run, sent = started()
    run.receipted(sent)
    assert run.state.waiting == 0
    run.step(Written(parcels(1, first=3)))
    again = run.asked()
    run.receipted(again, through=0, head=sent.parcels[0].leaf)
    assert [each.seq for each in run.state.in_flight.parcels] == [1, 2, 3]  # type: ignore[union-attr]


def test_kept_receipts_count_after_a_restart() -> None:
    run = Run()
    made = parcels(3)
    run.step(Written(made, (receipt_of(made[1]), "no receipt")))
    assert run.state.waiting == 1


def test_what_is_held_beyond_a_gap_is_central_and_not_sent_again() -> None:
    run, sent = started(5)
    last = sent.parcels[4].leaf
    head = sent.parcels[1].leaf
    told = run.receipted(sent, through=1, head=head, also=((3, 4),), also_heads=(last,))
    assert run.state.waiting == 1
    (box,) = run.state.boxes.values()
    assert [each.seq for each in box.central] == [0, 1, 3, 4]
    assert isinstance(told.ask, Push)
    assert [each.seq for each in told.ask.parcels] == [2]


@pytest.mark.parametrize("heads", [(), ("ab" * 32,)], ids=["no word", "of somebody else"])
def test_a_range_beyond_a_gap_that_does_not_end_in_an_event_of_ours_acknowledges_nothing(
    heads: tuple[str, ...],
) -> None:
    run, sent = started(5)
    head = sent.parcels[1].leaf
    told = run.receipted(sent, through=1, head=head, also=((3, 4),), also_heads=heads)
    assert run.state.waiting == 3
    assert isinstance(told.ask, Push)
    assert [each.seq for each in told.ask.parcels] == [2, 3, 4]


# ---------------------------------------------------------------- what stands in the way


def test_a_quarantined_event_goes_after_the_others_and_never_blocks_them() -> None:
    run, sent = started(3)
    poison = sent.parcels[1]
    head = sent.parcels[0]
    run.step(Written(parcels(2, first=3)))
    told = run.receipted(
        sent,
        through=0,
        head=head.leaf,
        also=((2, 2),),
        also_heads=(sent.parcels[2].leaf,),
        quarantined=(poison.digest,),
    )
    assert run.state.contact.quarantined == 1
    assert isinstance(told.ask, Push)
    assert [each.seq for each in told.ask.parcels] == [3, 4]


def test_without_progress_the_next_try_waits_for_the_heartbeat() -> None:
    run, sent = started(1)
    told = run.receipted(sent, through=None, head=None, quarantined=(sent.parcels[0].digest,))
    assert (told.ask, told.wake_at) == (None, run.mono + 30_000)


def test_a_batch_that_breaks_the_server_is_halved_until_the_culprit_stands_alone() -> None:
    run, _ = started(4)
    sizes = [4]
    for _ in range(2):
        run.answer(b"", 500, "text/plain")
        sizes.append(len(run.asked(after_ms=60_000).parcels))
    assert sizes == [4, 2, 1]
    run.answer(b"", 500, "text/plain")
    assert run.asked(after_ms=60_000).parcels[0].seq == 1


def test_what_a_silence_set_aside_goes_first_again_once_the_rest_cannot_do_without_it() -> None:
    run, sent = started(3)
    while sent.parcels[0].seq == 0:
        run.step(Failed(sent, Trouble.TIMED_OUT))
        sent = run.asked(after_ms=60_000)
    digest = sent.parcels[0].digest
    told = run.receipted(sent, through=None, head=None, quarantined=(digest,))
    assert isinstance(told.ask, Push)
    assert told.ask.parcels[0].seq == 0


@pytest.mark.parametrize(
    ("trouble", "is_refused"),
    [(Trouble.NOT_TAKEN, True), (Trouble.TIMED_OUT, False), (Trouble.SERVER_FAULT, False)],
)
def test_a_portion_of_a_journal_that_does_not_get_through_is_not_tried_as_it_is(
    trouble: Trouble, is_refused: bool
) -> None:
    run = Run()
    portion = PushJournal("b1.14.2026-12-09", "001-v1-0011223344556677.journal", 9, b"x")
    assert run.step(JournalWaits(portion)).ask == portion
    told = run.step(Failed(portion, trouble))
    assert told.outcomes == (JournalNotTaken(portion.room_day, portion.name, is_refused),)
    assert run.state.journal is None


def test_without_a_network_a_portion_of_a_journal_stays_as_it_is() -> None:
    run = Run()
    portion = PushJournal("b1.14.2026-12-09", "001-v1-0011223344556677.journal", 9, b"x")
    run.step(JournalWaits(portion))
    told = run.step(Failed(portion, Trouble.UNREACHABLE))
    assert (told.outcomes, run.state.journal) == ((), portion)


def test_what_a_copy_wrote_too_is_left_to_the_journal_once_the_room_is_closed() -> None:
    run, sent = started(3)
    run.step(Written((replace(sent.parcels[2], leaf="f" * 64),)))
    assert run.state.waiting == 4
    run.step(RoomClosed())
    assert run.state.waiting == 0
    assert run.receipted(sent).ask is None


def test_a_portal_does_not_set_events_aside() -> None:
    run, _ = started(1)
    run.answer(PORTAL, 200, "text/html")
    assert run.state.set_aside == frozenset()


def test_who_asks_to_try_now_waits_for_nothing() -> None:
    run, sent = started(1)
    run.step(Failed(sent, Trouble.UNREACHABLE))
    assert run.step(Ticked(), after_ms=10).ask is None
    assert run.step(TryAsked()).ask == sent


def test_trying_now_sends_no_second_request_while_one_is_out() -> None:
    run, _ = started(1)
    assert run.step(TryAsked()).ask is None

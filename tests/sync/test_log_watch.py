"""The log is watched: it only grows, or says itself that it was restored; anything else alarms."""

import base64
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.crypto.certificates import KeyKind, issue
from app.crypto.envelope import EPOCH_SIGNATURE, to_json
from app.crypto.grown_tree import GrownTree
from app.crypto.journal_receipt import JournalReceipt, sign_journal_receipt
from app.crypto.keys import SigningKey
from app.crypto.signed_event import SignedEvent, sign_event
from app.crypto.statements import epoch_statement, sign_text
from app.crypto.tree import EMPTY_ROOT
from app.models.act import Body, Header, StreamId
from app.models.codec import body_digest, encode_body, instant_text
from app.models.fold import DOSSIER
from app.models.marks import LogOpened, StreamOpened
from app.models.values import Kind
from app.sync.log_protocol import LogAnswer, ProofAnswer, encode_log, encode_proof
from app.sync.messages import (
    AskGrowth,
    AskLog,
    CheckpointProved,
    Failed,
    JournalWaits,
    LogContradicted,
    LogReplaced,
    Push,
    PushJournal,
    Ticked,
    Trouble,
    Written,
)
from tests import chance
from tests.builders import START
from tests.crypto.builders import ORIGIN, SCHOOL, certificate, key, trust
from tests.sync.run import LEAVES, TREE, Run, note, parcels, push_answer, receipt_of, started

NEW = "examendag.nl/school-0012/log2-0a0b0c0d"


def answered(run: Run, sent: Push, checkpoint: str, **changes: object) -> object:
    receipt = receipt_of(sent.parcels[-1], checkpoint=checkpoint, positions=(), **changes)
    return run.answer(push_answer(run, receipt)).ask


def proved(run: Run, old: int, size: int, tree: GrownTree = TREE) -> list[object]:
    proof = tree.consistency_proof(old, size)
    return list(run.answer(encode_proof(ProofAnswer(proof, instant_text(run.now.wall)))).outcomes)


def told_log(run: Run, checkpoint: str, *openings: SignedEvent) -> list[object]:
    told = LogAnswer(checkpoint, openings, instant_text(run.now.wall))
    return list(run.answer(encode_log(told)).outcomes)


def opening(act: LogOpened, *, signer: SigningKey | None = None) -> list[SignedEvent]:
    """The events by which the dossier opens a log, vouched for by its plan key or another."""
    epoch_key, plan = SigningKey.generate(chance.token_bytes), signer or key("plan")
    statement = epoch_statement(SCHOOL, StreamId(DOSSIER, "e9", "school"), epoch_key.public)
    vouching = to_json(issue(certificate(KeyKind.PLAN, "plan"), key("root-a")))
    first = StreamOpened(
        base64.b64encode(epoch_key.public).decode(),
        sign_text(EPOCH_SIGNATURE, statement, plan),
        (vouching,),
    )
    signed: list[SignedEvent] = []
    for seq, each in enumerate((first, act)):
        content = encode_body(Body(each), bytes(16))
        header = Header(
            1, Kind.SYSTEM, SCHOOL, DOSSIER, "e9", "school", seq, signed[-1].leaf if seq else None,
            None, START, 0, "boot", seq, body_digest(content),
        )  # fmt: skip
        signed.append(sign_event(header, content, epoch_key))
    return signed


@pytest.fixture
def waiting() -> tuple[Run, Push]:
    run, sent = started(1)
    run.state = replace(run.state, checkpoint=note(20))
    return run, sent


def test_the_first_checkpoint_is_taken_as_it_is() -> None:
    run, sent = started(1)
    answered(run, sent, note(20))
    assert run.state.checkpoint == note(20)
    assert not run.state.contact.is_log_strange


def test_a_larger_checkpoint_counts_once_it_is_proved(waiting: tuple[Run, Push]) -> None:
    run, sent = waiting
    assert answered(run, sent, note(47)) == AskGrowth(note(20), note(47))
    assert run.state.checkpoint == note(20)
    assert CheckpointProved(ORIGIN, 47, note(47)) in proved(run, 20, 47)
    assert run.state.checkpoint == note(47)
    assert not run.state.contact.is_log_strange


def test_after_a_proof_the_next_one_is_asked_half_a_minute_later(
    waiting: tuple[Run, Push],
) -> None:
    run, sent = waiting
    answered(run, sent, note(47))
    proved(run, 20, 47)
    run.step(Written(parcels(1, first=1)), after_ms=1000)
    assert answered(run, run.asked(), note(50)) is None
    assert run.last is not None
    assert run.last.wake_at == run.mono + 28_800
    asked = run.step(Ticked(), after_ms=28_800).ask
    assert asked == AskGrowth(note(47), note(50))


def test_a_note_that_a_kept_receipt_told_is_proved_after_a_crash_too() -> None:
    run = Run()
    run.state = replace(run.state, checkpoint=note(20))
    sent = parcels(1)
    kept = receipt_of(sent[0], checkpoint=note(47), positions=())
    older = receipt_of(sent[0], checkpoint=note(15), positions=())
    assert run.step(Written(sent, (older, kept))).ask == AskGrowth(note(20), note(47))
    run.answer(b"{}", 404, "application/problem+json")  # put back while this laptop was away
    assert run.step(Ticked(), after_ms=60_000).ask == AskLog(note(47))


def test_after_a_portion_of_a_journal_the_log_is_asked_how_it_stands() -> None:
    run = Run()
    portion = PushJournal("b1.14.2026-12-09", "001-v1-0011223344556677.journal", 9, b"x")
    run.step(JournalWaits(portion))
    taken = JournalReceipt(SCHOOL, ORIGIN, portion.room_day, portion.name, portion.through)
    receipt = to_json(sign_journal_receipt(taken, key("log")))
    assert run.answer(push_answer(run, receipt)).ask == AskLog(None)
    assert CheckpointProved(ORIGIN, 20, note(20)) in told_log(run, note(20))
    assert run.step(Ticked(), after_ms=60_000).ask is None


def test_a_log_that_does_not_answer_keeps_no_act_waiting() -> None:
    run = Run()
    run.state = replace(run.state, due=replace(run.state.due, log=0))
    asked = run.step(Ticked()).ask
    assert asked == AskLog(None)
    run.step(Failed(asked, Trouble.SERVER_FAULT))
    run.step(Written(parcels(1)))
    assert run.asked(after_ms=5000).parcels == parcels(1)


@given(st.integers(1, 59), st.data())
def test_a_log_that_was_rewritten_anywhere_is_never_believed(
    old: int, data: st.DataObject
) -> None:
    size = data.draw(st.integers(old + 1, 60))
    at = data.draw(st.integers(0, old - 1))
    rewritten = GrownTree([*LEAVES[:at], b"\xff" * 32, *LEAVES[at + 1 :]])
    run, sent = started(1)
    run.state = replace(run.state, checkpoint=note(old))
    answered(run, sent, note(size, tree=rewritten))
    for tree in (rewritten, TREE):
        told = replace(run.state)
        outcomes = proved(run, old, size, tree)
        assert outcomes == [LogContradicted(note(old), note(size, tree=rewritten))]
        assert run.state.checkpoint == note(old)
        assert run.state.contact.is_log_strange
        run.state = told


def test_who_cannot_prove_what_was_signed_is_not_believed(waiting: tuple[Run, Push]) -> None:
    run, sent = waiting
    answered(run, sent, note(47))
    run.answer(b"{}", 404, "application/problem+json")
    assert run.state.contact.is_log_strange
    assert run.state.checkpoint == note(20)


def test_a_page_of_somebody_else_proves_nothing_and_alarms_nobody(
    waiting: tuple[Run, Push],
) -> None:
    run, sent = waiting
    answered(run, sent, note(47))
    run.answer(b"<html>", 200, "text/html")
    assert run.state.contact.trouble is Trouble.STRANGE_ANSWER
    assert not run.state.contact.is_log_strange
    assert run.state.to_prove == note(47)


def test_a_smaller_log_is_shown_what_it_signed_and_alarms(waiting: tuple[Run, Push]) -> None:
    run, sent = waiting
    assert answered(run, sent, note(15)) == AskLog(note(20))
    told_log(run, note(15))
    assert run.state.contact.is_log_strange
    assert run.state.checkpoint == note(20)


def test_what_cannot_be_proved_is_shown_first_and_then_what_was_known(
    waiting: tuple[Run, Push],
) -> None:
    run, sent = waiting
    answered(run, sent, note(47))
    run.answer(b"{}", 404, "application/problem+json")  # it never was that large: put back
    assert run.step(Ticked(), after_ms=60_000).ask == AskLog(note(47))
    told_log(run, note(15))
    assert run.state.in_flight == AskLog(note(20))
    told_log(run, note(15))
    assert not isinstance(run.state.in_flight, AskLog)
    assert run.state.contact.is_log_strange


def test_a_restored_dossier_is_filled_up_again(waiting: tuple[Run, Push]) -> None:
    run, sent = waiting
    answered(run, sent, note(15))
    grown = GrownTree([*LEAVES[:15], b"\xee" * 32, b"\xdd" * 32])
    opened = opening(LogOpened(NEW, ORIGIN, 15, TREE.root(15).hex()))
    outcomes = told_log(run, note(17, tree=grown, origin=NEW), *opened)
    assert LogReplaced(ORIGIN, NEW, note(17, tree=grown, origin=NEW)) in outcomes
    assert run.state.log_origin == NEW
    assert not run.state.contact.is_log_strange
    assert run.state.contact.is_log_replaced
    assert run.state.waiting == 1
    assert isinstance(run.state.in_flight, Push)
    assert run.state.in_flight.parcels == sent.parcels


def test_a_receipt_of_the_former_log_counts_for_nothing_after_it() -> None:
    run, sent = started(1)
    run.state = replace(run.state, origin=NEW)
    assert answered(run, sent, note(20)) == AskLog(None)
    assert run.state.waiting == 1


def test_a_kept_receipt_of_the_former_log_counts_for_nothing_either() -> None:
    run = Run()
    run.state = replace(run.state, origin=NEW)
    sent = parcels(1)
    run.step(Written(sent, (receipt_of(sent[0], checkpoint=note(20), positions=()),)))
    assert run.state.waiting == 1


def test_a_new_log_goes_on_from_what_this_laptop_knew_or_alarms(
    waiting: tuple[Run, Push],
) -> None:
    run, sent = waiting
    new_log = note(47, tree=TREE, origin=NEW)
    assert answered(run, sent, new_log, origin=NEW) == AskLog(note(20))
    outcomes = told_log(run, new_log, *opening(LogOpened(NEW, ORIGIN, 45, TREE.root(45).hex())))
    assert LogReplaced(ORIGIN, NEW, new_log) in outcomes
    assert run.state.checkpoint == note(20)  # within what the new log says it has of the former
    assert run.state.to_prove == new_log


FALSE_OPENINGS = {
    "of another log": (LogOpened(NEW, "elsewhere/log1", 15, TREE.root(15).hex()), None),
    "by another key": (LogOpened(NEW, ORIGIN, 15, TREE.root(15).hex()), key("log")),
    "with another story": (LogOpened(NEW, ORIGIN, 20, EMPTY_ROOT.hex()), None),
}


@pytest.mark.parametrize(("act", "signer"), FALSE_OPENINGS.values(), ids=list(FALSE_OPENINGS))
def test_another_origin_without_a_good_opening_is_an_alarm(
    waiting: tuple[Run, Push], act: LogOpened, signer: SigningKey | None
) -> None:
    run, sent = waiting
    new_log = note(17, origin=NEW)
    answered(run, sent, new_log, origin=NEW)
    told_log(run, new_log, *opening(act, signer=signer))
    assert run.state.contact.is_log_strange
    assert run.state.log_origin == trust().log_origin
    assert run.state.waiting == 1

"""The log before others: it proves what it signed, and says so when it was restored."""

from dataclasses import replace

import pytest

from app.crypto.checkpoint import Checkpoint, read_checkpoint, sign_checkpoint, verify_checkpoint
from app.crypto.envelope import from_json
from app.crypto.keys import SigningKey
from app.crypto.log_openings import believed_openings, leads_to
from app.crypto.receipt import verify_receipt
from app.crypto.tree import verify_consistency, verify_inclusion
from app.models.facts import ArrivalRegistered
from app.sync.log_protocol import decode_log, decode_place, decode_proof, encode_streams
from app.sync.protocol import decode_push_answer
from dossier.feed import sign_committed
from dossier.opened import OpenDossier
from dossier.proving import LogProofs, NoProof, openings
from dossier.reopening import answer_shown
from dossier.verifying import Verification
from tests import chance
from tests.dossier.conftest import Served
from tests.dossier.inside import SESSION, enrol, plan, take
from tests.dossier.laptop import Laptop, Line
from tests.dossier.test_service import is_problem


@pytest.fixture(scope="module")
def laptop(served: Served) -> Laptop:
    return served.school.enrol("EX-40")


@pytest.fixture
def line(served: Served, laptop: Laptop):  # type: ignore[no-untyped-def]
    made = served.school.line(laptop)
    yield made
    made.close()


def head(line: Line) -> Checkpoint:
    told = decode_log(line.ask("GET", "/v1/log").content)
    laptop = line.laptop
    assert not told.openings
    return verify_checkpoint(told.checkpoint, laptop.trust.log_origin, laptop.log_key)


def test_an_event_is_proved_in_its_place_and_the_log_to_have_only_grown(
    line: Line, laptop: Laptop
) -> None:
    before = head(line)
    stream = laptop.stream(f"part/{SESSION}/A0.22", epoch="log1")
    stream.add(ArrivalRegistered(), candidate="c1")
    line.push(stream.events)
    after = head(line)
    assert after.size > before.size
    asked = f"/v1/log/consistency?old={before.size}&size={after.size}"
    proof = decode_proof(line.ask("GET", asked).content).proof
    verify_consistency(before.size, before.root, after.size, after.root, proof)
    for each in stream.events:
        asked = f"/v1/log/inclusion?leaf={each.leaf}&size={after.size}"
        place = decode_place(line.ask("GET", asked).content)
        leaf = bytes.fromhex(each.leaf)
        verify_inclusion(leaf, place.position, after.size, place.proof, after.root)


def test_a_receipt_is_given_of_all_that_is_had_of_a_stream(line: Line, laptop: Laptop) -> None:
    stream = laptop.stream(f"part/{SESSION}/A0.22", epoch="log2")
    for number in range(4):
        stream.add(ArrivalRegistered(), candidate=f"c{number}")
    line.push(stream.events[:2])
    line.push(stream.events[2:])
    unknown = replace(stream.id, epoch="nergens")
    body = encode_streams((stream.id, unknown))
    answer = line.ask("POST", "/v1/streams/receipts", body)
    told = [
        verify_receipt(from_json(text), laptop.trust.school, None, laptop.log_key)
        for text in decode_push_answer(answer.content).receipts
    ]
    assert [each.stream for each in told] == [stream.id, unknown]
    assert (told[0].through, told[0].head) == (4, stream.events[-1].leaf)
    assert sum(last - first + 1 for first, last in told[0].positions) == 5
    assert (told[1].through, told[1].positions) == (None, ())


@pytest.mark.parametrize("body", [b"", b"{}", b'{"streams":[{}]}', b'{"streams":"x"}'])
def test_a_question_about_no_streams_is_refused(line: Line, body: bytes) -> None:
    assert is_problem(line.ask("POST", "/v1/streams/receipts", body), 400)


REFUSED = {
    "sizes it never had": ("/v1/log/consistency?old=1&size=999999", 404),
    "from nothing": ("/v1/log/consistency?old=0&size=1", 404),
    "no number": ("/v1/log/consistency?old=-1&size=1", 400),
    "digits of another script": ("/v1/log/consistency?old=%D9%A1&size=1", 400),
    "a number without end": (f"/v1/log/consistency?old=1&size={'9' * 40}", 400),
    "no size": ("/v1/log/consistency?old=1", 400),
    "an unknown event": (f"/v1/log/inclusion?leaf={'ab' * 32}&size=1", 404),
    "no leaf": ("/v1/log/inclusion?leaf=x&size=1", 400),
}


@pytest.mark.parametrize(("asked", "status"), REFUSED.values(), ids=list(REFUSED))
def test_what_cannot_be_proved_is_refused(line: Line, asked: str, status: int) -> None:
    assert is_problem(line.ask("GET", asked), status)


def test_only_laptops_of_the_school_ask(served: Served, line: Line) -> None:
    assert is_problem(line.http.get("/v1/log"), 401)
    assert is_problem(line.http.post("/v1/log/seen", content=b""), 401)


SHOWN = {
    "nothing": b"",
    "no text": b"\xff",
    "by another key": sign_checkpoint(
        Checkpoint("examendag/roc-test/log1", 10**6, bytes(32)),
        SigningKey.generate(chance.token_bytes),
    ).encode(),
}


@pytest.mark.parametrize("body", SHOWN.values(), ids=list(SHOWN))
def test_only_what_was_signed_here_opens_a_new_log(line: Line, body: bytes) -> None:
    before = head(line)
    assert is_problem(line.ask("POST", "/v1/log/seen", body), 400)
    assert head(line) == before


def test_showing_the_log_its_own_past_changes_nothing(line: Line) -> None:
    note = decode_log(line.ask("GET", "/v1/log").content).checkpoint
    told = decode_log(line.ask("POST", "/v1/log/seen", note.encode()).content)
    assert told.checkpoint == note


# ---------------------------------------------------------------- a new log, inside


def shown_to(dossier: OpenDossier, note: Checkpoint) -> bool:
    return answer_shown(dossier.ledger, dossier.proofs, note, dossier.around.moment())


def signed(dossier: OpenDossier, size: int, root: bytes, origin: str = "") -> Checkpoint:
    return Checkpoint(origin or dossier.keys.trust.log_origin, size, root)


def test_a_checkpoint_larger_than_the_tree_opens_a_new_log(dossier: OpenDossier) -> None:
    plan(dossier, 3)
    first = dossier.keys.trust.log_origin
    _, tree = dossier.ledger.tree()
    assert shown_to(dossier, signed(dossier, tree.size + 5, chance.token_bytes(32)))
    origin, grown = dossier.ledger.tree()
    assert origin.startswith("examendag/roc-test/log2-")
    verify_consistency(
        tree.size,
        tree.root,
        grown.size,
        grown.root,
        dossier.proofs.consistency(tree.size, grown.size),
    )
    assert read_checkpoint(sign_committed(dossier.ledger, dossier.keys)).origin == origin
    laptop = enrol(dossier)
    stream = laptop.stream(f"part/{SESSION}/A0.22")
    with pytest.raises(Exception, match="another log"):
        take(dossier, laptop, stream.events)  # this reader pins the former log
    with dossier.ledger.reading() as reading:
        told = believed_openings(openings(reading), dossier.keys.trust)
    assert [(each.former, each.size, each.root) for each in leads_to(told, first)] == [
        (first, tree.size, tree.root.hex())
    ]
    assert not Verification(dossier.ledger, dossier.keys).run().faults


def test_two_restores_of_one_backup_are_two_logs_and_each_names_the_other(
    dossier: OpenDossier,
) -> None:
    plan(dossier, 1)
    strange = signed(dossier, 500, bytes(32), "examendag/roc-test/log2-00000000")
    assert shown_to(dossier, strange)
    assert not shown_to(dossier, strange)
    with dossier.ledger.reading() as reading:
        told = believed_openings(openings(reading), dossier.keys.trust)
    origin = dossier.ledger.tree()[0]
    for former in (dossier.keys.trust.log_origin, strange.origin):
        assert leads_to(told, former)[-1].origin == origin


def test_a_log_that_went_another_way_opens_a_new_one_that_promises_nothing(
    dossier: OpenDossier,
) -> None:
    plan(dossier, 3)
    assert shown_to(dossier, signed(dossier, 2, chance.token_bytes(32)))
    with dossier.ledger.reading() as reading:
        told = believed_openings(openings(reading), dossier.keys.trust)
    assert [each.size for each in told] == [0]


def test_what_a_new_log_says_of_the_former_is_taken_back_when_a_note_tells_otherwise(
    dossier: OpenDossier,
) -> None:
    plan(dossier, 3)
    first, tree = dossier.ledger.tree()
    assert shown_to(dossier, signed(dossier, tree.size + 5, chance.token_bytes(32)))
    assert not shown_to(dossier, signed(dossier, tree.size, tree.root))
    another = signed(dossier, tree.size, chance.token_bytes(32))
    assert shown_to(dossier, another)
    with dossier.ledger.reading() as reading:
        road = leads_to(believed_openings(openings(reading), dossier.keys.trust), first)
    assert [each.size for each in road] == [0]
    assert road[-1].origin == dossier.ledger.tree()[0]
    assert not shown_to(dossier, another)


def test_proofs_go_on_as_the_log_grows(dossier: OpenDossier) -> None:
    proofs = LogProofs(dossier.ledger)
    with pytest.raises(NoProof):
        proofs.root_of(1)
    plan(dossier, 1)
    first = dossier.ledger.tree()[1]
    assert proofs.root_of(first.size) == first.root
    plan(dossier, 4)
    second = dossier.ledger.tree()[1]
    assert proofs.root_of(second.size) == second.root
    assert proofs.root_of(first.size) == first.root

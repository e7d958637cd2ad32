"""The dossier of a part: what is missing, who received it, and what the room was asked."""

from dataclasses import replace

import pytest

from app.models import check_commands as c
from app.models import commands as room
from app.models.act import Body
from app.models.deliveries import Outbox, Sending, SessionDelivery
from app.models.dossier_check import Checked, ItemState, checked
from app.models.drafts import Refused
from app.models.marks import DocumentIssued, FrontierEntry, Manifest, ReportAmended, ReportSealed
from app.models.minimum_set import ItemCode
from app.models.paper import paper_of
from app.models.questions import open_questions, questions_of
from app.models.standards import minimum_set_on
from app.models.values import Reason, StaffRole
from tests.builders import MINUTE, ROOM, SESSION, START, Play, a_session, candidate_id
from tests.models.test_hotline import Office

END, ROOT = START + 100 * MINUTE, "ab" * 32
DELIVERED = Outbox((SessionDelivery(SESSION, Sending.DELIVERED, delivered=1),), END)


@pytest.fixture
def play() -> Play:
    return a_session(1, arrived=True)


@pytest.fixture
def office(play: Play) -> Office:
    return Office(play)


def looked(play: Play, office: Office, outbox: Outbox = DELIVERED) -> Checked:
    paper = paper_of(play.session, ROOM)
    assert paper is not None
    return checked(paper, minimum_set_on((), START.date()), outbox, office.events)


def missing(found: Checked) -> set[ItemCode]:
    return {each.item.code for each in found.missing}


def seal(play: Play) -> str:
    """Close the part; the seal reaches everything written so far."""
    last = [each for each in play.laptop.written if each.header.scope == play.scope][-1]
    entry = FrontierEntry("laptop-1", "e1", play.scope, last.header.seq, last.leaf)
    manifest = Manifest(play.scope, (), (entry,), 1, ROOT, 1, 1, "0" * 64)
    event = play.laptop.act(ReportSealed(manifest, ()), END)
    play.take(event)
    return event.leaf


def document(play: Play, sealed: str, *covers: str) -> None:
    act = DocumentIssued(f"d{len(covers)}", "0" * 64, sealed, 1, "PV", covers)
    play.take(play.dossier.act(act, END, refs=(sealed,)))


def amend(play: Play, sealed: str, *refs: str) -> str:
    act = ReportAmended(
        "p1", "M. Vos", StaffRole.INVIGILATOR, sealed, 1, "Het was 10:05.", "vergeten", "AA==",
        "AA==", (),
    )  # fmt: skip
    event = play.laptop.write(play.scope, Body(act, refs=(sealed, *refs)), END + MINUTE)
    play.take(event)
    return event.leaf


def closed(play: Play) -> str:
    play.do(room.HandIn(SESSION, (candidate_id(1),)), END - 10 * MINUTE)
    play.do(room.EndSession(SESSION), END - MINUTE)
    sealed = seal(play)
    document(play, sealed)
    return sealed


def test_a_part_that_is_sealed_documented_and_delivered_is_complete(
    play: Play, office: Office
) -> None:
    assert missing(looked(play, office)) == {ItemCode.REPORT, ItemCode.DOCUMENTS}
    closed(play)
    assert missing(looked(play, office)) == set()


def test_each_item_is_missing_until_the_record_tells_it() -> None:
    other = a_session(2)
    note = room.NoteIrregularity(SESSION, candidate_id(1), "device", "Telefoon.",
                                 item_taken="telefoon")  # fmt: skip
    other.do(note, START + MINUTE)
    sealed = seal(other)
    amend(other, sealed)
    found = looked(other, Office(other), Outbox((), END))
    assert missing(found) == {
        ItemCode.ATTENDANCE,
        ItemCode.DOCUMENTS,
        ItemCode.MATERIAL,
        ItemCode.REPORT_SENT,
        ItemCode.ATTENDANCE_SENT,
    }
    unknown = next(each for each in found.items if each.item.code is ItemCode.ATTENDANCE)
    assert [each.candidate for each in unknown.missing] == [candidate_id(1), candidate_id(2)]


def test_what_the_dossier_was_not_asked_is_unknown_and_a_refusal_is_missing(
    play: Play, office: Office
) -> None:
    closed(play)
    states = []
    for outbox in (
        Outbox(),
        Outbox((SessionDelivery(SESSION, Sending.DELIVERED, waiting=1),), END),
        Outbox((SessionDelivery(SESSION, Sending.REFUSED, refused=1, waiting=2),), END),
    ):
        told = {each.item.code: each.state for each in looked(play, office, outbox).items}
        states.append((told[ItemCode.REPORT_SENT], told[ItemCode.ATTENDANCE_SENT]))
    assert states == [
        (ItemState.WAITING, ItemState.WAITING),
        (ItemState.DONE, ItemState.WAITING),
        (ItemState.MISSING, ItemState.MISSING),
    ]


def test_an_unsealed_report_cannot_be_received(play: Play, office: Office) -> None:
    with pytest.raises(Refused) as told:
        office.do(c.ReceiveDossier(SESSION, ROOM), END)
    assert told.value.reason is Reason.NOT_SEALED


def test_a_receipt_is_over_the_digest_and_does_not_outlive_an_amendment(
    play: Play, office: Office
) -> None:
    sealed = closed(play)
    office.do(c.ReceiveDossier(SESSION, ROOM), END)
    receipt = looked(play, office).receipt
    assert receipt is not None
    assert (receipt.by.name, receipt.act.roots, receipt.is_overtaken) == (
        office.me.name, (ROOT,), False,
    )  # fmt: skip
    later = amend(play, sealed)
    overtaken = looked(play, office).receipt
    assert overtaken is not None
    assert overtaken.later == (later,)
    office.do(c.ReceiveDossier(SESSION, ROOM), END + 2 * MINUTE)
    again = looked(play, office)
    assert [each.is_overtaken for each in again.receipts] == [True, False]
    assert again.receipt is again.receipts[-1]


def test_a_question_counts_until_an_amendment_in_the_room_names_it(
    play: Play, office: Office
) -> None:
    sealed = closed(play)
    (asked,) = office.do(c.AskQuestion(SESSION, ROOM, "Hoe laat?", candidate_id(1)), END)
    assert missing(looked(play, office)) == {ItemCode.QUESTIONS}
    assert play.part.seals, "a question voids nothing"
    (question,) = open_questions(play.part)
    assert (question.act.names, question.candidate) == (("M. Vos",), candidate_id(1))
    later = amend(play, sealed, asked.leaf)
    document(play, sealed, later)
    assert missing(looked(play, office)) == set()
    (answer,) = questions_of(play.part)[0].answers
    assert (answer.is_amendment, answer.text) == (True, "Het was 10:05.")


def test_a_question_is_answered_by_telephone_and_two_answers_both_stand(
    play: Play, office: Office
) -> None:
    office.do(c.AskQuestion(SESSION, ROOM, "Hoe laat?"), END)
    (question,) = open_questions(play.part)
    for who in ("M. Vos", "R. Bos"):
        command = c.AnswerQuestion(SESSION, ROOM, question.key, "10:05", who)
        office.do(command, END + MINUTE)
    (told,) = questions_of(play.part)
    assert {each.name for each in told.answers} == {"M. Vos", "R. Bos"}
    with pytest.raises(Refused):
        office.do(replace(command, question="none"), END)


def test_what_is_received_while_something_is_missing_says_so(play: Play, office: Office) -> None:
    closed(play)
    office.do(c.ReceiveDossier(SESSION, ROOM, ("material",), "volgt morgen"), END)
    receipt = looked(play, office).receipt
    assert receipt is not None
    assert (receipt.act.missing, receipt.act.remark) == (("material",), "volgt morgen")

"""After a seal: one document, its digest in the log, and both reports in the outbox, once."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace

from pypdfium2 import PdfDocument

from app.crypto import base64_text
from app.crypto.envelope import AMENDMENT
from app.crypto.signed_event import SignedEvent, read_event
from app.crypto.statements import sign_text
from app.crypto.tree import root
from app.models.act import Body, Event
from app.models.drafts import Draft
from app.models.facts import (
    ArrivalRegistered,
    IrregularityNoted,
    NoShowEstablished,
    WorkHandedIn,
)
from app.models.late import amending_bytes
from app.models.manifest import manifest_of
from app.models.marks import (
    DocumentIssued,
    GapDeclared,
    Manifest,
    ReportAmended,
    ReportSealed,
)
from app.models.report import RENDER_VERSION
from app.models.values import StaffRole
from dossier.archive.oke_tables import outbox_rows
from dossier.closing import Closing
from dossier.opened import OpenDossier
from tests.dossier.inside import (
    PLACE,
    SESSION,
    assign,
    enrol,
    enrolment_id,
    plan,
    print_cards,
    staff,
    take,
)
from tests.dossier.laptop import Stream, opened

SCOPE = f"part/{SESSION}/{PLACE.room}"


def at_work(dossier: OpenDossier, laptops: int = 1) -> list[Stream]:
    """Two candidates are planned in a room, and these laptops have a shift there."""
    plan(dossier, 2)
    (room_day,) = assign(dossier)
    for number in range(1, laptops + 1):
        staff(dossier, room_day, f"p{number}")
    cards = print_cards(dossier, room_day)[:laptops]
    streams = []
    for number, made in enumerate(cards, start=1):
        laptop = enrol(dossier, f"EX-0{number}")
        with dossier.ledger.reading() as reading:
            now = dossier.around.moment().corrected
            package = dossier.feed.package(reading, dossier.ledger, room_day, now)
        card, _, certificates = opened(laptop, package, made.number, made.code)
        stream = laptop.stream(SCOPE)
        laptop.open_shift(stream, card, certificates[made.number])
        streams.append(stream)
    return streams


def recorded(dossier: OpenDossier) -> Stream:
    """One came and handed in, one did not come, and the laptop sealed that."""
    (stream,) = at_work(dossier)
    stream.add(ArrivalRegistered(), candidate=enrolment_id(0))
    stream.add(NoShowEstablished(), candidate=enrolment_id(1))
    stream.add(WorkHandedIn(), candidate=enrolment_id(0))
    take(dossier, stream.laptop, stream.events)
    return stream


def over(events: Sequence[Event], writers: tuple[str, ...] = ()) -> Manifest:
    return manifest_of(
        events,
        SCOPE,
        root,
        standaardset="onbekend",
        render_version=RENDER_VERSION,
        writers=writers,
    )


def seal(dossier: OpenDossier, stream: Stream, writers: tuple[str, ...] = ()) -> None:
    with dossier.ledger.reading() as reading:
        events = reading.events_of_session(SESSION)
    stream.add(ReportSealed(over(events, writers), ()))
    take(dossier, stream.laptop, stream.events[-1:])


def outbox(dossier: OpenDossier) -> list[tuple[str, dict[str, object]]]:
    with dossier.ledger.begin() as connection:
        rows = outbox_rows(connection, "roc-test")
    return [(row.path, json.loads(row.body)) for row in rows]


def closing(dossier: OpenDossier) -> Closing:
    return Closing(dossier, lambda: None)


def test_before_the_seal_nothing_goes_out(dossier: OpenDossier) -> None:
    recorded(dossier)
    closing(dossier).settle(SESSION)
    assert outbox(dossier) == []
    with dossier.desks.read() as desk:
        assert desk.result_of(enrolment_id(0)) is None
        assert desk.outcome_of(SESSION) is None


def test_a_seal_brings_one_document_and_the_final_attendance(dossier: OpenDossier) -> None:
    seal(dossier, recorded(dossier))
    desk_closing = closing(dossier)
    desk_closing.settle(SESSION)
    desk_closing.settle(SESSION)
    sent = outbox(dossier)
    assert [path for path, _ in sent] == [
        f"/offerings/{SESSION}",
        f"/associations/{enrolment_id(0)}",
        f"/associations/{enrolment_id(1)}",
    ]
    attendance = [
        body["result"]["consumers"][0]["attendance"]  # type: ignore[index]
        for path, body in sent[1:]
    ]
    assert attendance == ["present", "notPresent"]
    with dossier.desks.read() as desk:
        outcome = desk.outcome_of(SESSION)
        assert outcome is not None
        (announced,) = outcome.documents
        document = desk.stored_document(announced.document_id)
        assert desk.result_of(enrolment_id(0)) is not None
    assert document is not None
    assert document.content.startswith(b"%PDF")
    with dossier.ledger.reading() as reading:
        (issued,) = reading.session(SESSION).parts[PLACE.room].documents
    assert isinstance(issued, DocumentIssued)
    assert issued.sha256 == hashlib.sha256(document.content).hexdigest()


def sealed_with_a_gap(dossier: OpenDossier) -> tuple[Stream, SignedEvent]:
    """A seal came in, and one event under it did not."""
    stream = recorded(dossier)
    lost = stream.add(ArrivalRegistered(), candidate=enrolment_id(1))
    stream.add(WorkHandedIn(), candidate=enrolment_id(1))
    with dossier.ledger.reading() as reading:
        events = reading.events_of_session(SESSION)
    told = [*events, *map(read_event, stream.events[-2:])]
    stream.add(ReportSealed(over(told), ()))
    take(dossier, stream.laptop, stream.events[-2:])
    return stream, lost


def declare(dossier: OpenDossier, lost: SignedEvent) -> None:
    """Two people declare that it will not come."""
    place = read_event(lost).header
    people = ("p8", "p9"), ("M. Vos", "R. Bakir")
    gap = GapDeclared(place.writer, place.epoch, place.seq, place.seq, *people, "laptop kapot")
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        writing.write(Draft(place.scope, Body(gap)))


def test_a_seal_that_came_before_what_it_names_waits_for_it(dossier: OpenDossier) -> None:
    stream, lost = sealed_with_a_gap(dossier)
    late = stream.add(IrregularityNoted("overig", "later"))
    take(dossier, stream.laptop, [late])
    closing(dossier).settle(SESSION)
    assert outbox(dossier) == []
    assert documents(dossier) == []
    take(dossier, stream.laptop, [lost])
    closing(dossier).settle(SESSION)
    assert outbox(dossier)
    assert [bool(each.covers) for each in documents(dossier)] == [False, True]


def test_what_comes_although_it_was_declared_not_to_is_told_in_an_addendum(
    dossier: OpenDossier,
) -> None:
    stream, lost = sealed_with_a_gap(dossier)
    declare(dossier, lost)
    closing(dossier).settle(SESSION)
    assert outbox(dossier)
    take(dossier, stream.laptop, [lost])
    closing(dossier).settle(SESSION)
    first, second = documents(dossier)
    assert [(each.first, each.seq, each.leaf) for each in first.lacks] == [
        (read_event(lost).header.seq, read_event(lost).header.seq, lost.leaf)
    ]
    assert (second.covers, second.lacks) == ((lost.leaf,), ())


def test_parts_closed_apart_have_a_document_each_and_go_out_when_all_are_closed(
    dossier: OpenDossier,
) -> None:
    one, two = at_work(dossier, laptops=2)
    one.add(ArrivalRegistered(), candidate=enrolment_id(0))
    one.add(WorkHandedIn(), candidate=enrolment_id(0))
    two.add(NoShowEstablished(), candidate=enrolment_id(1))
    for stream in (one, two):
        take(dossier, stream.laptop, stream.events)
    desk_closing = closing(dossier)
    seal(dossier, one, (one.id.writer,))
    desk_closing.settle(SESSION)
    assert outbox(dossier) == []
    with dossier.ledger.reading() as reading:
        (issued,) = reading.session(SESSION).parts[PLACE.room].documents
    assert one.id.writer in issued.name
    seal(dossier, two, (two.id.writer,))
    desk_closing.settle(SESSION)
    desk_closing.settle(SESSION)
    sent = outbox(dossier)
    assert len(sent) == 3
    documents = sent[0][1]["consumers"][0]["documents"]  # type: ignore[index]
    names = [document["documentName"] for document in documents]
    assert len(set(names)) == 2
    assert (
        [
            body["result"]["consumers"][0]["attendance"]  # type: ignore[index]
            for _, body in sent[1:]
        ]
        == ["present", "notPresent"]
    )


def test_what_is_rendered_does_not_change_by_what_comes_after(dossier: OpenDossier) -> None:
    stream = recorded(dossier)
    seal(dossier, stream)
    one = closing(dossier)
    with dossier.ledger.reading() as reading:
        before = [each.content for each in one._unissued(reading, SESSION)]
    plan(dossier, 3)
    stream.add(WorkHandedIn(), candidate=enrolment_id(1))
    take(dossier, stream.laptop, stream.events)
    with dossier.ledger.reading() as reading:
        after = [each.content for each in one._unissued(reading, SESSION)]
    assert len(before) == 1
    assert before == after


def test_no_name_goes_out_in_a_report(dossier: OpenDossier) -> None:
    seal(dossier, recorded(dossier))
    closing(dossier).settle(SESSION)
    text = json.dumps(outbox(dossier), ensure_ascii=False)
    assert "Testnaam" not in text
    assert "Vos" not in text


# ---------------------------------------------------------------- after the seal


def amended(stream: Stream, number: int = 1) -> None:
    """Somebody adds words to what is sealed."""
    (leaf,) = (e.leaf for e in stream.events if b'"ReportSealed"' in e.body)
    act = ReportAmended(
        person="p1",
        name="R. Vos",
        role=StaffRole.INVIGILATOR,
        seal=leaf,
        number=number,
        text="De telefoon was uit.",
        reason="pas later gehoord",
        public="",
        signature="",
    )
    assert stream.person is not None
    key, certificate = stream.person
    told = amending_bytes(act.seal, act.number, act.role, act.text, act.reason)
    act = replace(
        act,
        public=base64_text.encode(key.public),
        signature=sign_text(AMENDMENT, told, key),
        chain=(certificate,),
    )
    stream.add(act, refs=(leaf,))


def documents(dossier: OpenDossier) -> list[DocumentIssued]:
    with dossier.ledger.reading() as reading:
        return list(reading.session(SESSION).parts[PLACE.room].documents)


def announced(body: dict[str, object]) -> list[tuple[str, str]]:
    told = body["consumers"][0]["documents"]  # type: ignore[index]
    return sorted((each["documentType"], each["documentName"]) for each in told)


def test_an_amendment_is_a_document_of_its_own_and_all_documents_are_announced_again(
    dossier: OpenDossier,
) -> None:
    stream = recorded(dossier)
    seal(dossier, stream)
    desk_closing = closing(dossier)
    desk_closing.settle(SESSION)
    (first,) = documents(dossier)
    amended(stream)
    take(dossier, stream.laptop, stream.events[-1:])
    desk_closing.settle(SESSION)
    desk_closing.settle(SESSION)
    before, addendum = documents(dossier)
    assert before == first
    assert addendum.covers == (stream.events[-1].leaf,)
    bodies = [body for path, body in outbox(dossier) if path == f"/offerings/{SESSION}"]
    assert [kind for kind, _ in announced(bodies[-1])] == ["other", "sessionReport"]
    with dossier.desks.read() as desk:
        kept = desk.stored_document(addendum.document)
    assert kept is not None
    assert hashlib.sha256(kept.content).hexdigest() == addendum.sha256
    text = "".join(page.get_textpage().get_text_range() for page in PdfDocument(kept.content))
    assert "Aanvulling 1" in text
    assert "Reden: pas later gehoord" in text


def test_what_arrives_late_is_told_in_an_addendum_and_never_in_the_sealed_bytes(
    dossier: OpenDossier,
) -> None:
    stream = recorded(dossier)
    seal(dossier, stream)
    desk_closing = closing(dossier)
    desk_closing.settle(SESSION)
    stream.add(IrregularityNoted("other", "Raam ging open"))
    take(dossier, stream.laptop, stream.events[-1:])
    desk_closing.settle(SESSION)
    report, addendum = documents(dossier)
    assert report.covers == ()
    assert addendum.covers == (stream.events[-1].leaf,)
    amended(stream)
    take(dossier, stream.laptop, stream.events[-1:])
    desk_closing.settle(SESSION)
    assert [each.name.split(" op ")[0] for each in documents(dossier)[1:]] == [
        "Aanvulling A1",
        "Aanvulling A2",
    ]


def test_a_seal_over_one_laptop_has_no_late_facts_of_another(dossier: OpenDossier) -> None:
    one, two = at_work(dossier, laptops=2)
    one.add(ArrivalRegistered(), candidate=enrolment_id(0))
    one.add(WorkHandedIn(), candidate=enrolment_id(0))
    take(dossier, one.laptop, one.events)
    seal(dossier, one, (one.id.writer,))
    two.add(NoShowEstablished(), candidate=enrolment_id(1))
    take(dossier, two.laptop, two.events)
    closing(dossier).settle(SESSION)
    assert [each.covers for each in documents(dossier)] == [()]

"""What laptops deliver: believed or kept apart, once, with a receipt that says so."""

from dataclasses import replace

import pytest

from app.crypto.dagcode import OpenedCard
from app.crypto.keys import SigningKey
from app.crypto.signed_event import SignedEvent
from app.models.codec import decode_body, decode_header
from app.models.facts import ArrivalRegistered, AwayStarted, NoShowEstablished
from app.models.marks import WithoutEffect
from app.models.plan import RoomPlanned
from dossier.archive.quarantine import digest_of, kept_apart
from dossier.intake import received_bytes
from dossier.opened import OpenDossier
from tests import chance
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
from tests.dossier.laptop import Laptop, Stream, opened

SCOPE = f"part/{SESSION}/{PLACE.room}"


@pytest.fixture
def card(dossier: OpenDossier) -> tuple[OpenedCard, str]:
    """The opened card, with its certificate, of the one person in a room of three candidates."""
    plan(dossier, 3)
    (room_day,) = assign(dossier)
    staff(dossier, room_day)
    made = print_cards(dossier, room_day)[0]
    with dossier.ledger.reading() as reading:
        package = dossier.feed.package(
            reading, dossier.ledger, room_day, dossier.around.moment().corrected
        )
    opened_card, _, certificates = opened(enrol(dossier), package, made.number, made.code)
    return opened_card, certificates[made.number]


def recording(laptop: Laptop, card: tuple[OpenedCard, str], epoch: str = "e1") -> Stream:
    """A stream in the planned room, under a shift that the person signed."""
    stream = laptop.stream(SCOPE, epoch)
    laptop.open_shift(stream, *card)
    return stream


def dismissed(dossier: OpenDossier) -> set[str]:
    with dossier.ledger.reading() as reading:
        return {
            leaf
            for event in reading.events_of_session(SESSION)
            if event.body is not None and isinstance(event.body.act, WithoutEffect)
            for leaf in event.body.refs
        }


def test_what_was_pushed_is_receipted_through_its_head(
    dossier: OpenDossier, card: tuple[OpenedCard, str]
) -> None:
    laptop = enrol(dossier)
    stream = recording(laptop, card)
    last = stream.add(ArrivalRegistered(), candidate=enrolment_id(1))
    (receipt,) = take(dossier, laptop, stream.events)
    assert (receipt.through, receipt.head) == (2, last.leaf)
    assert receipt.also == ()
    assert receipt.quarantined == ()
    assert receipt.backed_up_through is None
    with dossier.ledger.reading() as reading:
        session = reading.session(SESSION)
    assert session.enrolments[enrolment_id(1)].arrival is not None
    assert dismissed(dossier) == set()


def test_a_repeat_changes_nothing_and_gets_the_same_positions(
    dossier: OpenDossier, card: tuple[OpenedCard, str]
) -> None:
    laptop = enrol(dossier)
    stream = recording(laptop, card)
    (first,) = take(dossier, laptop, stream.events)
    size = dossier.ledger.tree()[1].size
    (again,) = take(dossier, laptop, stream.events * 2)
    assert dossier.ledger.tree()[1].size == size
    assert (again.through, again.head, again.positions) == (
        first.through,
        first.head,
        first.positions,
    )


def test_an_event_behind_a_gap_is_had_and_named_beside(
    dossier: OpenDossier, card: tuple[OpenedCard, str]
) -> None:
    laptop = enrol(dossier)
    stream = recording(laptop, card)
    for number in range(3):
        stream.add(ArrivalRegistered(), candidate=enrolment_id(number))
    (receipt,) = take(dossier, laptop, [*stream.events[:2], *stream.events[3:]])
    assert (receipt.through, receipt.also) == (1, ((3, 4),))
    assert receipt.also_heads == (stream.events[4].leaf,)
    (healed,) = take(dossier, laptop, [stream.events[2]])
    assert (healed.through, healed.head, healed.also) == (4, stream.events[4].leaf, ())


def test_behind_a_gap_only_what_follows_each_other_is_named(
    dossier: OpenDossier, card: tuple[OpenedCard, str]
) -> None:
    laptop = enrol(dossier)
    stream = recording(laptop, card)
    for number in range(7):
        stream.add(ArrivalRegistered(), candidate=enrolment_id(number))
    twin = Stream(laptop, stream.id, stream.key, list(stream.events[:5]), stream.shift)
    other = twin.add(AwayStarted(), candidate=enrolment_id(1))
    take(dossier, laptop, [stream.events[n] for n in (0, 1, 6, 7)])
    (receipt,) = take(dossier, laptop, [other])  # a fifth, which the sixth does not name
    assert (receipt.through, receipt.also) == (1, ((6, 7),))
    assert receipt.also_heads == (stream.events[7].leaf,)


def test_a_fork_keeps_both_branches_and_each_gets_its_own_head(
    dossier: OpenDossier, card: tuple[OpenedCard, str]
) -> None:
    laptop = enrol(dossier)
    stream = recording(laptop, card)
    other = replace(stream, events=list(stream.events))
    ours = stream.add(ArrivalRegistered(), candidate=enrolment_id(1))
    theirs = other.add(NoShowEstablished(), candidate=enrolment_id(1))
    (first,) = take(dossier, laptop, stream.events)
    (second,) = take(dossier, laptop, other.events)
    assert (first.head, second.head) == (ours.leaf, theirs.leaf)
    with dossier.ledger.reading() as reading:
        assert {ours.leaf, theirs.leaf} <= set(reading.fold(SESSION).events)
        (head,) = [h for h in reading.heads(SCOPE) if h.stream == stream.id]
    assert head.is_forked


def test_a_changed_header_is_kept_apart_and_holds_nothing_up(
    dossier: OpenDossier, card: tuple[OpenedCard, str]
) -> None:
    laptop = enrol(dossier)
    stream = recording(laptop, card)
    event = stream.add(ArrivalRegistered(), candidate=enrolment_id(1))
    false = replace(event, signature=bytes(64))
    (receipt,) = take(dossier, laptop, [*stream.events[:2], false])
    assert receipt.through == 1
    assert receipt.quarantined == (digest_of(received_bytes(false)),)
    (receipt,) = take(dossier, laptop, [event])
    assert receipt.through == 2


def test_another_body_is_kept_apart(dossier: OpenDossier, card: tuple[OpenedCard, str]) -> None:
    laptop = enrol(dossier)
    stream = recording(laptop, card)
    event = stream.add(ArrivalRegistered(), candidate=enrolment_id(1))
    other = stream.add(AwayStarted(), candidate=enrolment_id(1))
    swapped = SignedEvent(event.header, event.signature, other.body)
    (receipt,) = take(dossier, laptop, [*stream.events[:2], swapped])
    assert (receipt.through, len(receipt.quarantined)) == (1, 1)
    with dossier.ledger.reading() as reading:
        kept = kept_apart(reading.connection, "roc-test")
    assert [(device, reason) for _, device, reason in kept] == [(laptop.device, "bad-body")]


def test_a_broken_chain_is_kept_apart(dossier: OpenDossier, card: tuple[OpenedCard, str]) -> None:
    laptop = enrol(dossier)
    stream = recording(laptop, card)
    twin = replace(stream, events=list(stream.events))
    stream.add(ArrivalRegistered(), candidate=enrolment_id(1))
    twin.add(NoShowEstablished(), candidate=enrolment_id(1))
    orphan = twin.add(AwayStarted(), candidate=enrolment_id(1))
    (receipt,) = take(dossier, laptop, [*stream.events, orphan])
    assert receipt.through == 2
    assert receipt.quarantined == (digest_of(received_bytes(orphan)),)


def test_an_event_of_another_school_is_kept_apart(
    dossier: OpenDossier, card: tuple[OpenedCard, str]
) -> None:
    laptop = enrol(dossier)
    stream = recording(laptop, card)
    foreign = laptop.stream("device", "e9")
    laptop.trust = replace(laptop.trust, school="roc-ander")
    event = foreign.add(ArrivalRegistered())
    receipts = take(dossier, laptop, [*stream.events, foreign.events[0], event])
    assert all(digest_of(received_bytes(event)) in receipt.quarantined for receipt in receipts)
    assert dossier.ledger.tree()[1].size > 0


def test_a_laptop_cannot_write_under_the_name_of_another(
    dossier: OpenDossier, card: tuple[OpenedCard, str]
) -> None:
    laptop, other = enrol(dossier), enrol(dossier, "EX-02")
    stream = recording(laptop, card)
    false = replace_writer(laptop, other.device)
    (receipt,) = take(dossier, laptop, false.events)
    assert receipt.through is None
    assert len(receipt.quarantined) == len(false.events)
    assert take(dossier, laptop, stream.events)[0].through == 1


def replace_writer(laptop: Laptop, device: str) -> Stream:
    own, laptop.device = laptop.device, device
    stream = laptop.stream(SCOPE, "e7")
    laptop.device = own
    stream.add(ArrivalRegistered(), candidate=enrolment_id(1))
    return stream


def test_an_epoch_that_no_enrolled_device_vouched_for_is_kept_apart(
    dossier: OpenDossier, card: tuple[OpenedCard, str]
) -> None:
    laptop = enrol(dossier)
    laptop.key = SigningKey.generate(chance.token_bytes)
    stream = laptop.stream(SCOPE, "e8")
    (receipt,) = take(dossier, laptop, stream.events)
    assert (receipt.through, len(receipt.quarantined)) == (None, 1)


def test_an_event_outside_rights_is_stored_and_marked(
    dossier: OpenDossier, card: tuple[OpenedCard, str]
) -> None:
    laptop = enrol(dossier)
    stream = laptop.stream(SCOPE, "e2")
    plan_act = stream.add(RoomPlanned("Elders", "Noord", "2026-12-09", "ROC Test"), aspect="room")
    (receipt,) = take(dossier, laptop, stream.events)
    assert receipt.through == 1
    assert dismissed(dossier) == {plan_act.leaf}
    with dossier.ledger.reading() as reading:
        part = reading.session(SESSION).parts[PLACE.room]
    assert part.plan is not None
    assert part.plan.label == PLACE.label


def test_a_shift_that_nobody_signed_has_no_effect_nor_what_is_under_it(
    dossier: OpenDossier, card: tuple[OpenedCard, str]
) -> None:
    laptop = enrol(dossier)
    stranger = replace(card[0], person_seed=chance.token_bytes(32))
    stream = laptop.stream(SCOPE, "e3")
    shift = laptop.open_shift(stream, stranger, card[1])
    stream.add(ArrivalRegistered(), candidate=enrolment_id(2))
    (receipt,) = take(dossier, laptop, stream.events)
    assert receipt.through == 2
    assert dismissed(dossier) == {shift.leaf}
    with dossier.ledger.reading() as reading:
        assert reading.session(SESSION).enrolments[enrolment_id(2)].arrival is None


def test_a_shift_signed_for_another_room_has_no_effect(
    dossier: OpenDossier, card: tuple[OpenedCard, str]
) -> None:
    laptop = enrol(dossier)
    stream = laptop.stream(SCOPE, "e4")
    shift = laptop.open_shift(stream, *card, room="ander-lokaal")
    take(dossier, laptop, stream.events)
    assert dismissed(dossier) == {shift.leaf}


def test_an_act_of_a_newer_version_is_stored_as_it_is(
    dossier: OpenDossier, card: tuple[OpenedCard, str]
) -> None:
    """F12: what an older version does not understand is no reason to refuse it."""

    class LaterAct(ArrivalRegistered):
        TYPE = "LaterAct"

    laptop = enrol(dossier)
    stream = recording(laptop, card)
    event = stream.add(LaterAct(), candidate=enrolment_id(1), aspect=None)
    assert take(dossier, laptop, stream.events)[0].through == 2
    with dossier.ledger.reading() as reading:
        stored = [e.signed for e in reading.stored(SCOPE) if e.signed.leaf == event.leaf]
    assert stored == [event]
    assert decode_body(event.body or b"").act.TYPE == "Unknown"
    assert decode_header(stored[0].header).seq == 2

"""Voorlopig and revoked at the dossier: taken in, without effect, until two people judged it."""

import base64
from dataclasses import replace

import pytest

from app.crypto.dagcode import OpenedCard
from app.crypto.envelope import EPOCH_SIGNATURE
from app.crypto.keys import SigningKey, fingerprint
from app.crypto.statements import epoch_statement, sign_text
from app.models.act import StreamId
from app.models.facts import ArrivalRegistered, AwayStarted
from app.models.marks import EffectJudged, GapDeclared, Revoked, StreamOpened
from app.models.values import PutAside, StaffRole
from dossier.archive.asides import AsideRows, of_device, of_key, of_person
from dossier.archive.rooms import CardRows, PersonRow
from dossier.bootstrap import run
from dossier.cards import CardDesk
from dossier.feed import RoomFeed
from dossier.judging import Waiting, revoke, waiting
from dossier.opened import OpenDossier
from tests import chance
from tests.dossier.inside import PLACE, SESSION, enrol, enrolment_id, take
from tests.dossier.laptop import Laptop, Stream
from tests.dossier.test_intake import SCOPE, card, dismissed, recording
from tests.dossier.test_journals import a_journal, taken

__all__ = ["card"]

Card = tuple[OpenedCard, str]


def provisional(laptop: Laptop, card: Card, epoch: str = "p1") -> Stream:
    """A stream of which a person vouches for the epoch key, under a shift that they signed."""
    person, key = (
        SigningKey.from_seed(card[0].person_seed),
        SigningKey.generate(chance.token_bytes),
    )
    stream = Stream(laptop, StreamId(laptop.device, epoch, SCOPE), key)
    statement = epoch_statement(laptop.trust.school, stream.id, key.public)
    signature = sign_text(EPOCH_SIGNATURE, statement, person)
    stream.add(StreamOpened(base64.b64encode(key.public).decode(), signature, (card[1],)))
    laptop.open_shift(stream, *card)
    return stream


def has_come(dossier: OpenDossier, number: int) -> bool:
    with dossier.ledger.reading() as reading:
        enrolment = reading.session(SESSION).enrolments.get(enrolment_id(number))
    return enrolment is not None and enrolment.arrival is not None


def what_waits(dossier: OpenDossier) -> list[Waiting]:
    with dossier.ledger.reading() as reading:
        return waiting(reading)


def two_people(dossier: OpenDossier) -> list[str]:
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        rows = CardRows(writing.connection, writing.school)
        for person, name in (("b1", "J. de Bruin"), ("b2", "S. Aksoy")):
            rows.add_person(PersonRow(person, name, StaffRole.INVIGILATOR.value), writing.at)
    return ["--by", "b1", "--by", "b2"]


def confirm(dossier: OpenDossier, *words: str) -> int:
    return run(["confirm", "--data", str(dossier.folder.path), *words], dossier.around)


def revoked(dossier: OpenDossier, subject: str) -> None:
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        revoke(writing, subject)


# ---------------------------------------------------------------- voorlopig


def test_what_a_person_vouched_for_is_stored_and_waits_for_two_others(
    dossier: OpenDossier, card: Card
) -> None:
    laptop = enrol(dossier)
    stream = provisional(laptop, card)
    stream.add(ArrivalRegistered(), candidate=enrolment_id(1))
    (receipt,) = take(dossier, laptop, stream.events)
    assert (receipt.through, receipt.quarantined) == (2, ())
    assert not has_come(dossier, 1)
    (found,) = what_waits(dossier)
    assert (found.reason, found.writer) == (PutAside.PROVISIONAL, laptop.device)


def test_confirmed_by_two_named_people_it_counts_and_so_does_what_comes_later(
    dossier: OpenDossier, card: Card
) -> None:
    laptop = enrol(dossier)
    stream = provisional(laptop, card)
    stream.add(ArrivalRegistered(), candidate=enrolment_id(1))
    take(dossier, laptop, stream.events)
    assert confirm(dossier, "--laptop", laptop.device, *two_people(dossier)) == 0
    assert has_come(dossier, 1)
    assert what_waits(dossier) == []
    laptop.open_shift(stream, *card)
    stream.add(ArrivalRegistered(), candidate=enrolment_id(2))
    take(dossier, laptop, stream.events)
    assert has_come(dossier, 2)
    with dossier.ledger.reading() as reading:
        (aside,) = reading.session(SESSION).parts[PLACE.room].asides
    assert aside.judged is not None
    assert aside.judged[1].names == ("J. de Bruin", "S. Aksoy")


def test_rejected_it_stays_stored_without_effect_and_is_asked_no_more(
    dossier: OpenDossier, card: Card
) -> None:
    laptop = enrol(dossier)
    stream = provisional(laptop, card)
    came = stream.add(ArrivalRegistered(), candidate=enrolment_id(1))
    take(dossier, laptop, stream.events)
    (item,) = what_waits(dossier)
    words = ("--item", item.item, "--reject", "--ground", "Niet onze laptop")
    assert confirm(dossier, *words, *two_people(dossier)) == 0
    assert not has_come(dossier, 1)
    assert what_waits(dossier) == []
    with dossier.ledger.reading() as reading:
        assert reading.had([came.leaf])


def test_another_confirmed_epoch_of_the_laptop_confirms_no_other(
    dossier: OpenDossier, card: Card
) -> None:
    laptop = enrol(dossier)
    take(dossier, laptop, provisional(laptop, card, "p1").events)
    assert confirm(dossier, "--laptop", laptop.device, *two_people(dossier)) == 0
    take(dossier, laptop, provisional(laptop, card, "p2").events)
    assert len(what_waits(dossier)) == 1


@pytest.mark.parametrize(
    "by", [[], ["b1"], ["b1", "b1"], ["b1", "niemand"], ["b1", "b2", "b1"], ["b1", "p1"]]
)
def test_only_two_others_who_are_known_may_judge(
    dossier: OpenDossier, card: Card, by: list[str]
) -> None:
    laptop = enrol(dossier)
    two_people(dossier)
    stream = provisional(laptop, card)
    stream.add(ArrivalRegistered(), candidate=enrolment_id(1))
    take(dossier, laptop, stream.events)
    words = [word for each in by for word in ("--by", each)]
    assert confirm(dossier, "--laptop", laptop.device, *words) != 0
    assert not has_come(dossier, 1)
    assert len(what_waits(dossier)) == 1


def test_any_laptop_may_bring_the_sealed_journal_of_a_provisional_one(
    dossier: OpenDossier, card: Card
) -> None:
    laptop, bearer = enrol(dossier), enrol(dossier, "EX-02")
    stream = provisional(laptop, card)
    stream.add(ArrivalRegistered(), candidate=enrolment_id(1))
    taken(dossier, bearer, a_journal(dossier, stream.events))
    assert [each.writer for each in what_waits(dossier)] == [laptop.device]
    assert confirm(dossier, "--laptop", laptop.device, *two_people(dossier)) == 0
    assert has_come(dossier, 1)


# ---------------------------------------------------------------- revoked


def test_what_was_logged_before_a_revocation_stays_and_what_comes_after_waits(
    dossier: OpenDossier, card: Card
) -> None:
    """F23: who is revoked in the middle of a shift loses nothing that was logged."""
    laptop = enrol(dossier)
    stream = recording(laptop, card)
    stream.add(ArrivalRegistered(), candidate=enrolment_id(1))
    take(dossier, laptop, stream.events)
    revoked(dossier, of_device(laptop.device))
    late = stream.add(ArrivalRegistered(), candidate=enrolment_id(2))
    (receipt,) = take(dossier, laptop, stream.events)
    assert (receipt.through, receipt.head) == (3, late.leaf)
    assert dismissed(dossier) == {late.leaf}
    assert (has_come(dossier, 1), has_come(dossier, 2)) == (True, False)
    assert confirm(dossier, "--laptop", laptop.device, *two_people(dossier)) == 0
    assert has_come(dossier, 2)


def test_what_one_laptop_brings_of_a_revoked_one_waits_and_its_own_counts(
    dossier: OpenDossier, card: Card
) -> None:
    lost, other = enrol(dossier), enrol(dossier, "EX-02")
    theirs, own = recording(lost, card), recording(other, card)
    theirs.add(ArrivalRegistered(), candidate=enrolment_id(1))
    own.add(ArrivalRegistered(), candidate=enrolment_id(2))
    revoked(dossier, of_device(lost.device))
    take(dossier, other, [*theirs.events, *own.events])
    assert (has_come(dossier, 1), has_come(dossier, 2)) == (False, True)


@pytest.mark.parametrize("what", ["person", "card", "issuer"])
def test_people_cards_and_issuing_keys_are_judged_where_an_event_enters_the_log(
    dossier: OpenDossier, card: Card, what: str
) -> None:
    laptop = enrol(dossier)
    stream = recording(laptop, card)
    stream.add(ArrivalRegistered(), candidate=enrolment_id(1))
    take(dossier, laptop, stream.events)
    card_key = SigningKey.from_seed(card[0].person_seed).public
    subject = {
        "person": of_person("p1"),
        "card": of_key(fingerprint(card_key)),
        "issuer": of_key(fingerprint(dossier.keys.issuing.public)),
    }[what]
    revoked(dossier, subject)
    stream.add(AwayStarted(), candidate=enrolment_id(1))
    laptop.open_shift(stream, *card)
    stream.add(ArrivalRegistered(), candidate=enrolment_id(2))
    (receipt,) = take(dossier, laptop, stream.events)
    assert receipt.through == 5
    assert has_come(dossier, 1)
    assert not has_come(dossier, 2)
    assert len(dismissed(dossier)) == 3


def test_what_comes_before_its_shift_is_judged_when_the_shift_comes(
    dossier: OpenDossier, card: Card
) -> None:
    laptop = enrol(dossier)
    stream = recording(laptop, card)
    came = stream.add(ArrivalRegistered(), candidate=enrolment_id(1))
    opening, shift, act = stream.events
    revoked(dossier, of_person("p1"))
    take(dossier, laptop, [opening, act])  # by whom is not known yet
    take(dossier, laptop, [shift])
    assert dismissed(dossier) == {shift.leaf, came.leaf}
    assert not has_come(dossier, 1)


def test_a_revocation_stands_once_in_the_log(dossier: OpenDossier) -> None:
    for _ in range(2):
        revoked(dossier, of_person("p1"))
    with dossier.ledger.reading() as reading:
        told = [each.body.act for each in reading.events("school") if each.body is not None]
        rows = AsideRows(reading.connection, reading.school).revoked()
    assert [act for act in told if isinstance(act, Revoked)] == [Revoked(of_person("p1"))]
    assert rows == {of_person("p1")}


def test_a_revoked_card_is_revoked_and_the_cards_it_took_along_are_not(
    dossier: OpenDossier, card: Card
) -> None:
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        held = CardRows(writing.connection, writing.school).cards(f"{PLACE.room}.{PLACE.day}")
        feed = RoomFeed(dossier.keys, dossier.config)
        desk = CardDesk(writing, feed, dossier.keys)
        desk.revoke(f"{PLACE.room}.{PLACE.day}", [held[0].number])
        rows = AsideRows(writing.connection, writing.school).revoked()
    assert rows == {of_key(fingerprint(held[0].public))}


def test_a_long_delivery_of_a_revoked_laptop_is_named_whole(
    dossier: OpenDossier, card: Card
) -> None:
    laptop = enrol(dossier)
    stream = recording(laptop, card)
    take(dossier, laptop, stream.events)
    revoked(dossier, of_device(laptop.device))
    late = {stream.add(AwayStarted(), candidate=enrolment_id(1)).leaf for _ in range(450)}
    take(dossier, laptop, stream.events)
    assert dismissed(dossier) == late
    assert sorted(each.count for each in what_waits(dossier)) == [50, 200, 200]


# ---------------------------------------------------------------- gaps


def test_a_gap_is_declared_by_two_people_and_what_comes_after_all_still_counts(
    dossier: OpenDossier, card: Card
) -> None:
    laptop = enrol(dossier)
    stream = recording(laptop, card)
    lost = stream.add(ArrivalRegistered(), candidate=enrolment_id(1))
    stream.add(ArrivalRegistered(), candidate=enrolment_id(2))
    take(dossier, laptop, [each for each in stream.events if each is not lost])
    assert has_come(dossier, 2)
    (gap,) = what_waits(dossier)
    assert gap.gap is not None
    assert (gap.gap.first, gap.gap.last) == (2, 2)
    people = two_people(dossier)
    assert confirm(dossier, "--item", gap.item, "--reject", *people) != 0
    assert confirm(dossier, "--item", gap.item, "--ground", "Schijf stuk", *people) == 0
    assert what_waits(dossier) == []
    with dossier.ledger.reading() as reading:
        part = reading.session(SESSION).parts[PLACE.room]
    assert part.gaps == ()
    assert [act.ground for _, act in part.declared] == ["Schijf stuk"]
    take(dossier, laptop, [lost])
    assert has_come(dossier, 1)


def test_the_words_of_two_people_are_the_dossiers_alone(dossier: OpenDossier, card: Card) -> None:
    laptop = enrol(dossier)
    stream = provisional(laptop, card)
    stream.add(ArrivalRegistered(), candidate=enrolment_id(1))
    take(dossier, laptop, stream.events)
    (item,) = what_waits(dossier)
    other = recording(enrol(dossier, "EX-02"), card)
    two = (("a", "b"), ("A", "B"))
    other.add(EffectJudged(True, *two), refs=(item.leaf,))
    other.add(GapDeclared(laptop.device, "p1", 0, 9, *two))
    take(dossier, other.laptop, other.events)
    assert not has_come(dossier, 1)
    assert what_waits(dossier) == [item]


def test_a_false_voucher_is_kept_apart(dossier: OpenDossier, card: Card) -> None:
    laptop = enrol(dossier)
    stranger = replace(card[0], person_seed=chance.token_bytes(32))
    (receipt,) = take(dossier, laptop, provisional(laptop, (stranger, card[1])).events)
    assert receipt.through is None
    assert receipt.quarantined

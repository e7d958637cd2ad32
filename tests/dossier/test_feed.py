"""The room feed: a code opens its own room; a revoked card nothing that comes after."""

from dataclasses import replace

import pytest

from app.crypto.dagcode import CardWraps, WrongCode, open_card
from app.crypto.envelope import from_json
from app.crypto.keys import SigningKey
from app.crypto.neighbours import open_neighbours
from app.crypto.roomfeed import BadChunk, FeedPlace, verify_manifest
from app.models.codec import decode_body
from app.models.facts import ArrivalRegistered
from app.sync.protocol import FeedAnswer, Package
from dossier.archive.rooms import CardRows
from dossier.cards import CardDesk
from dossier.opened import OpenDossier
from dossier.rooms import Place
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
from tests.dossier.laptop import opened, read_feed

OTHER_SESSION = "00000000-0000-4000-8000-000000000002"
EAST = Place("Zaal Oost", "Noord", "2026-12-09")


def package(dossier: OpenDossier, room_day: str = PLACE.room_day) -> Package:
    with dossier.ledger.reading() as reading:
        now = dossier.around.moment().corrected
        return dossier.feed.package(reading, dossier.ledger, room_day, now)


def feed(dossier: OpenDossier, after: int, room_day: str = PLACE.room_day) -> FeedAnswer:
    with dossier.ledger.reading() as reading:
        now = dossier.around.moment().corrected
        return dossier.feed.answer(reading, dossier.ledger, room_day, after, now)


def test_a_code_opens_its_own_card_in_its_own_room_only(dossier: OpenDossier) -> None:
    plan(dossier, 4)
    for room_day in assign(dossier, PLACE, EAST):
        staff(dossier, room_day)
    here, there = (print_cards(dossier, place.room_day) for place in (PLACE, EAST))
    school = dossier.config.school
    for card in package(dossier, EAST.room_day).cards:
        wraps = CardWraps(card.room_wrap, card.person_wrap)
        for mine in here:
            with pytest.raises(WrongCode):
                open_card(mine.code, school, EAST.room_day, card.number, wraps)
    assert [each.person is None for each in there] == [False, True, True]


def test_a_room_reads_its_own_part_and_the_session_and_no_other(dossier: OpenDossier) -> None:
    plan(dossier, 6)
    for room_day in assign(dossier, PLACE, EAST):
        staff(dossier, room_day)
    made = print_cards(dossier, EAST.room_day)
    laptop = enrol(dossier)
    _, events, _ = opened(laptop, package(dossier, EAST.room_day), made[0].number, made[0].code)
    bodies = [decode_body(event.body or b"") for event in events]
    candidates = {body.candidate for body in bodies if body.candidate}
    assert candidates == {enrolment_id(3), enrolment_id(4), enrolment_id(5)}
    assert "SessionPlanned" in {body.act.TYPE for body in bodies}


def test_a_change_of_the_plan_comes_as_a_later_chunk(dossier: OpenDossier) -> None:
    plan(dossier, 1)
    (room_day,) = assign(dossier)
    staff(dossier, room_day)
    made = print_cards(dossier, room_day)
    first = package(dossier)
    laptop = enrol(dossier)
    card, *_ = opened(laptop, first, made[0].number, made[0].code)
    last = first.feed.chunks[-1].n
    assert feed(dossier, last).chunks == ()
    plan(dossier, 2)
    events, _ = read_feed(laptop, first, feed(dossier, last), card.room_key)
    assert [decode_body(e.body or b"").candidate for e in events] == [enrolment_id(1)]


def test_the_manifest_says_how_far_every_stream_is(dossier: OpenDossier) -> None:
    plan(dossier, 1)
    assign(dossier)
    laptop = enrol(dossier)
    stream = laptop.stream(f"part/{SESSION}/{PLACE.room}")
    take(dossier, laptop, stream.events)
    manifest = verify_manifest(from_json(feed(dossier, -1).manifest), laptop.log_key)
    told = {(each.writer, each.scope): each.leaf for each in manifest.frontier}
    assert told[laptop.device, stream.id.scope] == stream.events[-1].leaf
    assert ("dossier", f"session/{SESSION}") in told


def test_after_a_revocation_the_former_key_opens_nothing_new(dossier: OpenDossier) -> None:
    plan(dossier, 1)
    (room_day,) = assign(dossier)
    staff(dossier, room_day)
    staff(dossier, room_day, "p2")
    made = print_cards(dossier, room_day)
    laptop, before = enrol(dossier), package(dossier)
    old, *_ = opened(laptop, before, made[0].number, made[0].code)
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        desk = CardDesk(writing, dossier.feed, dossier.keys)
        renewed = desk.revoke(room_day, [made[0].number])
    after = package(dossier)
    assert after.header.key_version == 2
    assert [card.person.id for card in renewed if card.person] == ["p2"]
    with pytest.raises(BadChunk):
        read_feed(laptop, after, after.feed, old.room_key)
    _, events, certificates = opened(laptop, after, renewed[0].number, renewed[0].code)
    _, known, _ = opened(laptop, before, made[1].number, made[1].code)
    assert {event.leaf for event in known} <= {event.leaf for event in events}
    assert renewed[0].number in certificates
    assert min(chunk.n for chunk in after.feed.chunks) > max(c.n for c in before.feed.chunks)


def test_a_reprinted_card_opens_and_the_lost_one_is_gone(dossier: OpenDossier) -> None:
    plan(dossier, 1)
    (room_day,) = assign(dossier)
    staff(dossier, room_day)
    lost = print_cards(dossier, room_day)[0]
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        desk = CardDesk(writing, dossier.feed, dossier.keys)
        (again,) = desk.make(room_day, again=[lost.number])
    now = package(dossier)
    assert lost.number not in {card.number for card in now.cards}
    opened(enrol(dossier), now, again.number, again.code)


def test_no_code_is_anywhere_in_the_data(dossier: OpenDossier) -> None:
    plan(dossier, 1)
    (room_day,) = assign(dossier)
    staff(dossier, room_day)
    codes = [card.code for card in print_cards(dossier, room_day)]
    with dossier.ledger.reading() as reading:
        assert len(CardRows(reading.connection, reading.school).cards(room_day)) == 3
    written = b"".join(
        path.read_bytes() for path in dossier.folder.path.rglob("*") if path.is_file()
    )
    for code in codes:
        assert code.encode() not in written
        assert code.replace("-", "").encode() not in written


def test_facts_of_a_laptop_are_in_the_feed_of_its_room(dossier: OpenDossier) -> None:
    plan(dossier, 1)
    assign(dossier)
    laptop = enrol(dossier)
    stream = laptop.stream(f"part/{SESSION}/{PLACE.room}")
    stream.add(ArrivalRegistered(), candidate=enrolment_id(0))
    last = feed(dossier, -1).chunks[-1].n
    take(dossier, laptop, stream.events)
    assert [chunk.n for chunk in feed(dossier, last).chunks] == [last + 1]


def test_a_package_tells_whose_card_belongs_to_another_room_of_that_day(
    dossier: OpenDossier,
) -> None:
    plan(dossier, 4)
    far, later = replace(EAST, location="Zuid"), replace(EAST, day="2026-12-10")
    for place in (far, later):
        plan(dossier, 0, session=OTHER_SESSION)
        assign(dossier, place, session=OTHER_SESSION)
    for room_day in assign(dossier, PLACE, EAST):
        staff(dossier, room_day)
    made = print_cards(dossier, PLACE.room_day)
    laptop = enrol(dossier)
    told = package(dossier)
    card, *_ = opened(laptop, told, made[0].number, made[0].code)
    place = FeedPlace(dossier.config.school, PLACE.room_day, told.header.key_version)
    known = open_neighbours(card.room_key, place, told.neighbours)
    assert known.rooms == (EAST.label,)
    assert [known.room_of(f"s{n:05d}") for n in range(4)] == [None, None, EAST.label, EAST.label]


def test_who_comes_to_a_room_later_makes_the_packages_around_it_new(dossier: OpenDossier) -> None:
    plan(dossier, 2)
    assign(dossier, PLACE, EAST)
    before = package(dossier, EAST.room_day).header.updated_at
    plan(dossier, 3)
    assert package(dossier, EAST.room_day).header.updated_at > before


def test_the_packages_of_a_location_fold_no_session_that_stayed_as_it_was(
    dossier: OpenDossier,
) -> None:
    plan(dossier, 4)
    assign(dossier, PLACE, EAST)
    package(dossier)
    dossier.ledger.folds.forget({SESSION})
    package(dossier)
    assert dossier.ledger.folds.get(SESSION)[1] < 0
    plan(dossier, 5)
    dossier.ledger.folds.forget({SESSION})
    package(dossier)
    assert dossier.ledger.folds.get(SESSION)[1] >= 0


def test_what_came_before_its_stream_was_opened_comes_again_after_it(dossier: OpenDossier) -> None:
    """Given an epoch that the dossier knows by another stream, and no room does."""
    plan(dossier, 2)
    (room_day,) = assign(dossier, PLACE)
    staff(dossier, room_day)
    card = print_cards(dossier, room_day)[0]
    laptop, key = enrol(dossier), SigningKey.generate(chance.token_bytes)
    take(dossier, laptop, laptop.stream("device", key=key).events)
    stream = laptop.stream(f"part/{SESSION}/{PLACE.room}", key=key)
    stream.add(ArrivalRegistered(), candidate=enrolment_id(1))
    opening, arrival = stream.events
    take(dossier, laptop, [arrival])
    take(dossier, laptop, [opening])
    _, events, _ = opened(laptop, package(dossier, room_day), card.number, card.code)
    leaves = [each.leaf for each in events]
    assert leaves[leaves.index(opening.leaf) :] == [opening.leaf, arrival.leaf]

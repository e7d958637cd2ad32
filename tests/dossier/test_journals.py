"""Sealed journals at the dossier: taken in as any delivery, refused when they are not ours."""

import pytest

from app.crypto.envelope import from_json
from app.crypto.journal import BadJournal, JournalPlace, new_head, seal_record
from app.crypto.journal_file import FrameKind, framed, portion_of
from app.crypto.journal_receipt import JournalReceipt, verify_journal_receipt
from app.crypto.sealing import seal_public
from app.crypto.signed_event import SignedEvent
from app.models.facts import ArrivalRegistered
from app.models.strict_json import Malformed
from dossier.journals import JournalPortion
from dossier.opened import OpenDossier
from tests.crypto.builders import stepped
from tests.dossier.inside import PLACE, SESSION, enrol, enrolment_id, plan
from tests.dossier.laptop import Laptop

ROOM_DAY = f"{PLACE.room}.{PLACE.day}"
NAME = "001-v1-abababababababab.journal"
SCOPE = f"part/{SESSION}/{PLACE.room}"


def a_journal(
    dossier: OpenDossier, events: list[SignedEvent], *, room_day: str = ROOM_DAY, seed: bytes = b""
) -> bytes:
    school = dossier.keys.trust.school
    public = seal_public(seed or dossier.keys.seal_seed)
    place = JournalPlace(school, room_day, "ab" * 8)
    head, key = new_head(place, b"k" * 32, public, stepped("journal"))
    records = (
        framed(FrameKind.RECORD, n, seal_record(key, n, [each], stepped(f"r{n}")))
        for n, each in enumerate(events)
    )
    return framed(FrameKind.HEAD, 0, head) + b"".join(records)


def taken(dossier: OpenDossier, laptop: Laptop, raw: bytes) -> JournalReceipt:
    portion = JournalPortion(ROOM_DAY, NAME, len(raw), raw)
    text = dossier.journals.take(laptop.device, portion, dossier.around.moment())
    trust = dossier.keys.trust
    return verify_journal_receipt(from_json(text), trust.school, trust.log_origin, laptop.log_key)


def stored(dossier: OpenDossier) -> set[str]:
    with dossier.ledger.reading() as reading:
        return {event.leaf for event in reading.events_of_session(SESSION)}


def some_events(laptop: Laptop) -> list[SignedEvent]:
    stream = laptop.stream(SCOPE)
    for number in (1, 2):
        stream.add(ArrivalRegistered(), candidate=enrolment_id(number))
    return stream.events


def test_every_event_of_a_journal_is_stored_once_and_receipted(dossier: OpenDossier) -> None:
    plan(dossier, 3)
    laptop = enrol(dossier)
    events = some_events(laptop)
    raw = a_journal(dossier, events)
    receipt = taken(dossier, laptop, raw)
    assert (receipt.room_day, receipt.name, receipt.through) == (ROOM_DAY, NAME, len(raw))
    assert {each.leaf for each in events} <= stored(dossier)
    before = stored(dossier)
    assert taken(dossier, laptop, raw) == receipt
    assert stored(dossier) == before


def test_what_opens_a_stream_may_lie_behind_what_was_written_in_it(dossier: OpenDossier) -> None:
    plan(dossier, 3)
    laptop = enrol(dossier)
    events = some_events(laptop)
    taken(dossier, laptop, a_journal(dossier, [*events[1:], events[0]]))
    assert {each.leaf for each in events} <= stored(dossier)


def test_a_flipped_record_costs_its_own_events_and_no_other(dossier: OpenDossier) -> None:
    plan(dossier, 3)
    laptop = enrol(dossier)
    events = some_events(laptop)
    raw = bytearray(a_journal(dossier, events))
    raw[-5] ^= 1
    taken(dossier, laptop, bytes(raw))
    assert {each.leaf for each in events[:-1]} <= stored(dossier)
    assert events[-1].leaf not in stored(dossier)


def test_a_journal_of_another_school_room_or_form_is_refused(dossier: OpenDossier) -> None:
    plan(dossier, 3)
    laptop = enrol(dossier)
    events = some_events(laptop)
    for raw, refusal in (
        (a_journal(dossier, events, seed=b"x" * 32), BadJournal),
        (a_journal(dossier, events, room_day="c2.01.2026-12-09"), Malformed),
        (b"", Malformed),
        (b"<html>", Malformed),
    ):
        with pytest.raises(refusal):
            taken(dossier, laptop, raw)
    assert not {each.leaf for each in events} & stored(dossier)


def test_portions_are_whole_frames_and_add_up_to_the_file(dossier: OpenDossier) -> None:
    laptop = enrol(dossier)
    raw = a_journal(dossier, some_events(laptop))
    place, pieces = 0, []
    while place < len(raw):
        piece, place = portion_of(raw, place, 700)
        pieces.append(piece)
    assert len(pieces) > 1
    assert b"".join(pieces) == raw
    torn, end = portion_of(raw[:-3], 0, 10**6)
    assert raw.startswith(torn)
    assert end == len(torn)

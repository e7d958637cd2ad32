"""Recording: committed before it is shown, chained, under a shift; what comes in is verified."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.crypto import base64_text
from app.crypto.believing import Doubt, Doubted
from app.crypto.certificates import KeyKind
from app.crypto.envelope import SHIFT_SIGNATURE, from_json
from app.crypto.signed_event import SignedEvent
from app.crypto.statements import shift_statement, verify_text
from app.models.act import Body
from app.models.codec import read_instant
from app.models.commands import (
    EstablishNoShow,
    NoteIrregularity,
    Redo,
    RegisterArrival,
    StartSession,
    Undo,
)
from app.models.drafts import Draft, Refused
from app.models.facts import ArrivalRegistered, ShiftOpened
from app.models.fold import fold, part_scope
from app.models.marks import StreamOpened
from app.models.values import Flag, Kind, Reason
from app.services.believing import Believer
from app.services.fitting import fit_code
from app.services.opening import Door, open_device
from app.services.recording import Recorder
from app.store.trouble import NotWritten
from tests.builders import SESSION, a_plan, candidate_id
from tests.crypto.builders import SCHOOL
from tests.services.school import Laptop, School, a_laptop, a_school

ALL = tuple(candidate_id(number) for number in (1, 2, 3))


@pytest.fixture
def school() -> School:
    return a_school()[0]


@pytest.fixture
def laptop(tmp_path: Path, school: School) -> Laptop:
    return a_laptop(tmp_path, school)


@pytest.fixture
def recorder(laptop: Laptop, school: School) -> Recorder:
    return laptop.open(school.cards[0].code).recorder


def test_every_stream_begins_with_its_opening_and_facts_stand_under_a_shift(
    recorder: Recorder, laptop: Laptop
) -> None:
    recorded = recorder.record(RegisterArrival(SESSION, ALL[0]), laptop.clock.step(minutes=1))
    own = [entry.event for entry in recorder.own_entries()]
    assert [type(each.body.act) for each in own[:2]] == [StreamOpened, ShiftOpened]  # type: ignore[union-attr]
    assert [each.header.kind for each in own[:2]] == [Kind.SYSTEM, Kind.FACT]
    assert [each.header.shift for each in own] == [None, None, own[1].leaf, own[1].leaf]
    assert [each.header.seq for each in own] == [0, 1, 2, 3]
    assert [each.header.prev for each in own] == [None, *(each.leaf for each in own[:-1])]
    assert recorded.events == tuple(own[2:])
    assert {each.body.batch.n for each in recorded.events} == {2}  # type: ignore[union-attr]


def test_what_was_recorded_is_in_the_store_and_gives_the_same_state(
    recorder: Recorder, laptop: Laptop
) -> None:
    recorded = recorder.record(EstablishNoShow(SESSION, ALL), laptop.clock())
    stored = [entry.event for entry in recorder.store.read_all()]
    assert set(recorded.events) <= set(stored)
    assert fold(SESSION, stored) == recorded.day.sessions[SESSION]


def test_nothing_is_shown_when_the_disk_refuses(
    recorder: Recorder, laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, stored = recorder.day, len(recorder.store.read_all())

    def refuse(*_: object) -> None:
        raise NotWritten("the disk refused")

    with monkeypatch.context() as patch:
        patch.setattr(recorder.store._store, "write", refuse)
        with pytest.raises(NotWritten):
            recorder.record(RegisterArrival(SESSION, ALL[0]), laptop.clock())
    assert recorder.day == before
    assert len(recorder.store.read_all()) == stored
    again = recorder.record(RegisterArrival(SESSION, ALL[0]), laptop.clock())
    assert again.events[0].header.seq == 2


def test_a_text_that_no_event_can_hold_is_refused_and_the_next_act_goes_on(
    recorder: Recorder, laptop: Laptop
) -> None:
    told = NoteIrregularity(SESSION, ALL[0], "noise", "bouw naast de zaal " * 4_000)
    with pytest.raises(Refused) as caught:
        recorder.record(told, laptop.clock())
    assert caught.value.reason is Reason.TOO_LONG
    again = recorder.record(RegisterArrival(SESSION, ALL[0]), laptop.clock())
    assert again.events[0].header.seq == 2


def test_undo_and_redo_are_recorded_like_any_act(recorder: Recorder, laptop: Laptop) -> None:
    recorder.record(RegisterArrival(SESSION, ALL[0]), laptop.clock())
    undone = recorder.record(Undo(), laptop.clock.step(seconds=5))
    assert undone.day.sessions[SESSION].enrolments[ALL[0]].arrival is None
    redone = recorder.record(Redo(), laptop.clock.step(seconds=5))
    assert redone.day.sessions[SESSION].enrolments[ALL[0]].arrival is not None


def test_a_rule_that_is_broken_is_a_flag_beside_the_fact(
    recorder: Recorder, laptop: Laptop
) -> None:
    recorded = recorder.record(StartSession(SESSION), laptop.clock())
    assert Flag.STARTED_OFF_PLAN in recorded.flags
    assert recorded.events


def test_without_a_shift_nothing_is_recorded(laptop: Laptop, school: School) -> None:
    card = fit_code(laptop.settings, laptop.install, school.cards[0].code)
    device = open_device(laptop.settings, laptop.keyring.for_install)
    room = Door(laptop.settings, laptop.install, device, laptop.random_bytes).open(card)
    with pytest.raises(Refused) as caught:
        room.recorder.record(RegisterArrival(SESSION, ALL[0]), laptop.clock())
    assert caught.value.reason is Reason.NO_SHIFT
    assert room.recorder.own_entries() == ()
    room.recorder.close()
    assert device.memory is not None
    device.memory.close()


def test_each_person_of_a_shift_signed_for_this_laptop_epoch_and_room(
    recorder: Recorder, laptop: Laptop, school: School
) -> None:
    assert recorder.shift is not None
    (person,) = recorder.shift.people
    paper = laptop.install.trust.verified(from_json(person.chain[0]), KeyKind.PERSON)
    statement = shift_statement(
        SCHOOL, "device-7", recorder.epoch_key, school.room, read_instant(person.opened)
    )
    verify_text(SHIFT_SIGNATURE, statement, person.signature, paper.pub)
    assert base64_text.encode(paper.pub) == person.public


def test_a_session_that_joins_the_room_later_gets_the_shift_with_its_first_fact(
    recorder: Recorder, laptop: Laptop, school: School
) -> None:
    scope = part_scope("s2", school.room)
    recorded = recorder.write([Draft(scope, Body(ArrivalRegistered(), ALL[0]))], laptop.clock())
    kinds = [type(event.body.act).TYPE for event in recorded.events]  # type: ignore[union-attr]
    assert kinds == ["StreamOpened", "ShiftOpened", "ArrivalRegistered"]
    assert recorded.events[2].header.shift == recorded.events[1].leaf


# ---------------------------------------------------------------- taking in


def planned_later(school: School) -> SignedEvent:
    plan = a_plan(name=f"Andere naam {len(school.entries)}")
    return school.plan(plan, scope=f"session/{SESSION}")[-1].signed


def test_news_is_stored_folded_and_taken_in_once(recorder: Recorder, school: School) -> None:
    signed = planned_later(school)
    taken = recorder.take_in([signed, signed])
    assert len(taken.entries) == 1
    assert taken.doubts == ()
    assert recorder.store.has(signed.leaf)
    assert recorder.take_in([signed]).entries == ()


def changed(signed: SignedEvent, **parts: bytes) -> SignedEvent:
    return replace(signed, **parts)  # type: ignore[arg-type]


def test_what_does_not_fit_is_doubted_and_keeps_nothing_else_out(
    recorder: Recorder, school: School
) -> None:
    good, other = planned_later(school), planned_later(school)
    bad_signature = changed(other, signature=bytes(64))
    bad_body = changed(other, body=b"s" * 16 + b'{"seen":[],"type":"X"}')
    malformed = changed(other, header=b"{}")
    taken = recorder.take_in([bad_signature, bad_body, malformed, good])
    assert taken.doubts == (Doubt.SIGNATURE, Doubt.BODY, Doubt.MALFORMED)
    assert [entry.event.leaf for entry in taken.entries] == [good.leaf]


def test_an_epoch_that_nobody_vouched_for_is_not_believed(school: School) -> None:
    believer = Believer(school.trust)
    opening, later = (entry.signed for entry in school.entries[:2])
    with pytest.raises(Doubted) as caught:
        believer.believe(later)
    assert caught.value.doubt is Doubt.EPOCH
    believer.believe(opening)
    believer.believe(later)


def test_an_opening_by_a_key_of_no_root_is_not_believed(school: School) -> None:
    stranger = replace(school.trust, roots=(b"1" * 32, b"2" * 32))
    with pytest.raises(Doubted) as caught:
        Believer(stranger).believe(school.entries[0].signed)
    assert caught.value.doubt is Doubt.CHAIN


def test_another_schools_event_is_not_believed(school: School) -> None:
    with pytest.raises(Doubted) as caught:
        Believer(replace(school.trust, school="school-9")).believe(school.entries[0].signed)
    assert caught.value.doubt is Doubt.SCHOOL


def test_another_laptops_acts_arrive_and_count(
    recorder: Recorder, laptop: Laptop, school: School, tmp_path: Path
) -> None:
    other = a_laptop(tmp_path, school, "device-8")
    theirs = other.open(school.cards[0].code).recorder
    theirs.record(RegisterArrival(SESSION, ALL[1]), other.clock())
    taken = recorder.take_in([entry.signed for entry in theirs.own_entries()])
    assert taken.day.sessions[SESSION].enrolments[ALL[1]].arrival is not None
    assert not taken.is_copied


def test_a_provisional_laptops_acts_are_believed_by_the_word_of_its_person(
    recorder: Recorder, school: School, tmp_path: Path
) -> None:
    other = a_laptop(tmp_path, school, "device-8")
    other.keyring.go_missing()
    theirs = other.open(school.cards[0].code).recorder
    theirs.record(RegisterArrival(SESSION, ALL[1]), other.clock())
    taken = recorder.take_in([entry.signed for entry in theirs.own_entries()])
    assert taken.doubts == ()
    assert taken.day.sessions[SESSION].enrolments[ALL[1]].arrival is not None


def test_a_copy_of_this_laptop_is_noticed_and_a_new_epoch_begins(
    tmp_path: Path, school: School
) -> None:
    laptop, copy = a_laptop(tmp_path / "one", school), a_laptop(tmp_path / "two", school)
    copy.random_bytes = laptop.random_bytes
    code = school.cards[0].code
    recorder = laptop.open(code).recorder
    laptop.close()
    for path in laptop.settings.rooms.rglob("*.day"):
        target = copy.settings.rooms / path.relative_to(laptop.settings.rooms)
        target.write_bytes(path.read_bytes())
    recorder, twin = laptop.open(code).recorder, copy.open(code).recorder
    twin.record(RegisterArrival(SESSION, ALL[0]), copy.clock())
    before = recorder.epoch
    taken = recorder.take_in([entry.signed for entry in twin.own_entries()])
    assert taken.is_copied
    assert recorder.epoch != before
    with pytest.raises(Refused) as caught:
        recorder.record(RegisterArrival(SESSION, ALL[1]), laptop.clock())
    assert caught.value.reason is Reason.NO_SHIFT

"""The feed of the office: what a person may read, as soon as it is there, and who read it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from app.crypto.dagcode import OpenedCard
from app.models.codec import decode_header
from app.models.contacts import Heartbeat
from app.models.desk_facts import AbsenceReasonNoted
from app.models.facts import ArrivalRegistered
from app.models.marks import BodyErased
from app.models.values import Kind, Role
from app.sync.office_protocol import OfficePage, decode_page, encode_heartbeat
from dossier import office_feed
from dossier.bootstrap import run
from dossier.opened import OpenDossier
from dossier.rooms import Place
from tests.dossier.conftest import SteppedClock
from tests.dossier.inside import SESSION, assign, enrol, enrolment_id, plan, take
from tests.dossier.office import DayKey, OfficeLine, open_office_shift, signed_on, steward
from tests.dossier.test_effect import marked
from tests.dossier.test_intake import SCOPE, card, recording

__all__ = ["card"]

Card = tuple[OpenedCard, str]
SOUTH = "00000000-0000-4000-8000-000000000002"


def scopes(page: OfficePage) -> set[str]:
    return {decode_header(each.signed.header).scope for each in page.events}


@pytest.fixture
def coordinator(dossier: OpenDossier, card: Card) -> OfficeLine:
    steward(dossier)
    return signed_on(dossier, "b1", Role.COORDINATOR)


def test_the_office_gets_what_rooms_record_in_order_of_the_log(
    dossier: OpenDossier, coordinator: OfficeLine, card: Card
) -> None:
    before = coordinator.feed()
    assert [each.position for each in before.events] == sorted(
        each.position for each in before.events
    )
    assert before.through + 1 == before.size
    laptop = enrol(dossier)
    stream = recording(laptop, card)
    came = stream.add(ArrivalRegistered(), candidate=enrolment_id(1))
    take(dossier, laptop, stream.events)
    after = coordinator.feed(before.through)
    assert came.leaf in [each.signed.leaf for each in after.events]
    assert coordinator.feed(after.through).events == ()


def test_what_a_planner_sent_as_text_stays_at_the_dossier(
    dossier: OpenDossier, coordinator: OfficeLine
) -> None:
    with dossier.ledger.reading() as reading:
        texts = {each.leaf for each in reading.events("office") if each.header.kind is Kind.PLAN}
    assert texts
    assert texts.isdisjoint(each.signed.leaf for each in coordinator.feed().events)


def reason_of(dossier: OpenDossier, line: OfficeLine, who: str, place: str) -> str:
    """Somebody notes why a candidate of Noord is not coming; return the leaf."""
    assert line.key is not None
    stream = line.laptop.stream("office", who, key=line.laptop.key)
    held = DayKey(who, line.key, line.certificate, (Role.COORDINATOR,), (place,))
    open_office_shift(stream, held)
    event = stream.add(AbsenceReasonNoted("ziek"), candidate=enrolment_id(1))
    take(dossier, line.laptop, stream.events)
    return event.leaf


def test_of_a_role_for_one_location_only_its_rooms_are_read(
    dossier: OpenDossier, card: Card
) -> None:
    steward(dossier)
    plan(dossier, 0, session=SOUTH)
    assign(dossier, Place("Z1.01", "Zuid", "2026-12-09"), session=SOUTH)
    near = signed_on(dossier, "b1", Role.COORDINATOR, ("Noord",))
    far = signed_on(dossier, "b2", Role.COORDINATOR, ("Zuid",))
    told, untold = (
        reason_of(dossier, line, who, place)
        for line, who, place in ((near, "b1", "Noord"), (far, "b2", "Zuid"))
    )
    assert marked(dossier, "office") == {untold: "outside-rights"}
    pages = near.feed(), far.feed()
    here, there = map(scopes, pages)
    had = [told in {each.signed.leaf for each in page.events} for page in pages]
    assert had == [True, False]  # why somebody of the other location is not coming
    assert SCOPE in here
    assert not any(each.startswith(f"part/{SOUTH}") for each in here)
    assert SCOPE not in there
    assert any(each.startswith(f"part/{SOUTH}") for each in there)


@pytest.mark.parametrize("far", [0, office_feed.FAR_BEHIND])
def test_sessions_that_were_over_before_a_day_are_left_out_and_the_rest_is_whole(
    dossier: OpenDossier, coordinator: OfficeLine, card: Card, far: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """As well by who is far behind as by who follows what happens; what has no room stays."""
    monkeypatch.setattr(office_feed, "FAR_BEHIND", far)
    laptop = enrol(dossier)
    stream = recording(laptop, card)
    stream.add(ArrivalRegistered(), candidate=enrolment_id(1))
    take(dossier, laptop, stream.events)
    plan(dossier, 1, session=SOUTH)
    every = coordinator.feed()
    same, later = (
        decode_page(coordinator.ask("GET", f"/v1/office/feed?since={day}").content)
        for day in ("2026-12-09", "2026-12-10")
    )
    assert [each.position for each in same.events] == [each.position for each in every.events]
    left_out = scopes(every) - scopes(later)
    assert SCOPE in left_out
    assert all(SESSION in each for each in left_out)
    assert any(SOUTH in each for each in scopes(later))
    assert later.through == every.through == later.size - 1
    assert coordinator.ask("GET", "/v1/office/feed?since=gisteren").status_code == 400


def test_a_page_ends_before_it_is_too_large_and_the_next_goes_on(
    dossier: OpenDossier, coordinator: OfficeLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = coordinator.feed()
    monkeypatch.setattr(office_feed, "PAGE_EVENTS_BYTES", 5_000)
    monkeypatch.setattr(office_feed, "LOOKED_AT_ONCE", 3)
    found, after = [], -1
    while (page := coordinator.feed(after)).through != after:
        found += page.events
        after = page.through
    assert found == list(whole.events)


def test_who_waits_is_answered_when_something_happens(
    dossier: OpenDossier, coordinator: OfficeLine
) -> None:
    through = coordinator.feed().through
    with ThreadPoolExecutor() as threads:
        waiting = threads.submit(coordinator.feed, through, 20)
        plan(dossier, 1, session=SOUTH)
        page = waiting.result(timeout=15)
    assert page.through > through
    seen = scopes(page)
    while page.through + 1 < page.size:  # planning is several commits, each may answer
        page = coordinator.feed(page.through)
        seen |= scopes(page)
    assert f"session/{SOUTH}" in seen


def test_bodies_that_were_erased_are_left_out(
    dossier: OpenDossier, coordinator: OfficeLine
) -> None:
    part = [e for e in coordinator.feed().events if decode_header(e.signed.header).scope == SCOPE]
    gone = part[-1].signed.leaf
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        writing.erase(SESSION, SCOPE, None, BodyErased((gone,), "test"))
    told = {each.signed.leaf: each.signed.body for each in coordinator.feed().events}
    assert told[gone] is None


def test_a_poll_is_one_read_per_person_session_and_quarter_of_an_hour(
    dossier: OpenDossier,
    coordinator: OfficeLine,
    clock: SteppedClock,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def reads() -> list[str]:
        capsys.readouterr()
        words = ["--data", str(dossier.folder.path), "--who", "person b1", "--about", SESSION]
        assert run(["reads", *words], dossier.around) == 0
        return capsys.readouterr().out.splitlines()

    for _ in range(3):
        coordinator.feed()
    (line,) = reads()
    device = coordinator.laptop.device
    assert line.split("\t")[1:] == [
        "person b1",
        f"feed session {SESSION} as coordinator at {device}",
        f"zitting {SESSION}, als coördinator examenbureau, op {device}",
    ]
    clock.now += timedelta(minutes=15)
    coordinator.feed()
    assert len(reads()) == 2


def test_laptops_say_how_it_stands_and_only_the_last_word_is_kept(
    dossier: OpenDossier, coordinator: OfficeLine
) -> None:
    room = OfficeLine(dossier, enrol(dossier))
    for waiting in (7, 3):
        told = Heartbeat(waiting, 40, "A0.22.2026-12-09", 81, -1200)
        assert room.ask("POST", "/v1/contact", encode_heartbeat(told)).status_code == 200
    assert room.ask("POST", "/v1/contact", b'{"waiting":1}').status_code == 400
    laptops = {each.device: each for each in coordinator.feed().laptops}
    assert laptops[room.laptop.device].heartbeat == told
    assert laptops[coordinator.laptop.device].at is None
    steady = signed_on(dossier, "t1", Role.STEWARD)
    assert steady.feed().laptops == ()

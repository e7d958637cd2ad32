"""The standaardset: a change holds from its day, for what has not begun, and reaches the rooms."""

import json
from dataclasses import replace

import pytest

from app.models.facts import SessionStarted
from app.models.provisions import granted_of
from app.models.session import ExamSession
from app.models.standard_told import StandardDone, StandardsTold
from app.models.standards import NUMBERS, irregularities_of, routes_of, shipped
from app.models.values import Role
from app.sync.manage_protocol import decode
from dossier.opened import OpenDossier
from tests.dossier.inside import (
    CLIENT,
    PLACE,
    SESSION,
    assign,
    enrolment_id,
    plan,
    planned_candidate,
    planned_session,
    take,
)
from tests.dossier.laptop import START
from tests.dossier.office import OfficeLine, signed_on, steward
from tests.dossier.test_closing import at_work

LATER = "00000000-0000-4000-8000-000000000002"
TODAY, NEXT_DAY = "2026-12-09", "2026-12-10"
ROUTE, KINDS, CATALOGUE = (
    "calamities/030-net",
    "catalogus/bijzonderheden",
    "catalogus/voorzieningen",
)


@pytest.fixture
def line(dossier: OpenDossier) -> OfficeLine:
    """Functioneel beheer, at a machine of the office."""
    steward(dossier)
    return signed_on(dossier, "t1", Role.STEWARD)


def asked(line: OfficeLine, item: str, content: str, since: str, **told: object) -> StandardDone:
    wanted = {"do": "publish", "item": item, "content": content, "holds_from": since,
              "note": "afspraak van juni", "seen": 0} | told  # fmt: skip
    answer = line.ask("POST", "/v1/office/standards", json.dumps(wanted).encode())
    assert answer.status_code == 200, answer.text
    return decode(StandardDone, answer.content)


def edited(item: str, old: str, new: str) -> str:
    assert old in shipped()[item]
    return shipped()[item].replace(old, new)


def session_of(dossier: OpenDossier, session: str = SESSION) -> ExamSession:
    with dossier.ledger.reading() as reading:
        return reading.session(session)


def plan_later(dossier: OpenDossier) -> None:
    read = planned_session(session=LATER)
    day = replace(read.plan, starts_at="2026-12-10T09:00:00+01:00")
    with dossier.desks.write() as desk:
        desk.put_offering(replace(read, plan=day), CLIENT, START)


def test_a_rule_holds_from_its_day_and_names_its_version(
    dossier: OpenDossier, line: OfficeLine
) -> None:
    plan(dossier, 1)
    plan_later(dossier)
    used = session_of(dossier).rules
    item = next(name for name, text in shipped().items()
                if "/" not in name and json.loads(text)["id"] == used.id)  # fmt: skip
    content = json.dumps(json.loads(shipped()[item]) | {"signatures": 3})
    seen = asked(line, item, content, NEXT_DAY, do="preview")
    assert (seen.count, [each.day for each in seen.reached]) == (1, [NEXT_DAY])
    assert session_of(dossier, LATER).rules == used  # a preview keeps nothing
    assert asked(line, item, content, NEXT_DAY).number == 1
    assert session_of(dossier).rules == used
    assert session_of(dossier, LATER).rules == replace(used, signatures=3, id=f"{used.id}.v1")
    moved = planned_session()
    moved = replace(moved, plan=replace(moved.plan, starts_at="2026-12-11T09:00:00+01:00"))
    with dossier.desks.write() as desk:
        desk.put_offering(moved, CLIENT, START)
    assert session_of(dossier).rules.signatures == 3  # on its new day the change holds


def test_what_has_begun_keeps_what_it_began_with(dossier: OpenDossier, line: OfficeLine) -> None:
    (stream,) = at_work(dossier)
    stream.add(SessionStarted())
    take(dossier, stream.laptop, stream.events)
    used = session_of(dossier)
    done = asked(line, ROUTE, edited(ROUTE, "Netwerk weg", "Geen netwerk"), TODAY)
    assert (done.count, session_of(dossier).standards) == (0, used.standards)


def test_words_routes_and_numbers_reach_a_room_as_events(
    dossier: OpenDossier, line: OfficeLine
) -> None:
    plan(dossier, 0)
    read = planned_candidate(1)
    with dossier.desks.write() as desk:
        act = replace(read.act, needs=("HEAD",))
        desk.put_enrolment(replace(read, act=act), CLIENT, START)
    (room_day,) = assign(dossier)
    asked(line, ROUTE, edited(ROUTE, "Netwerk weg", "Geen netwerk"), TODAY)
    asked(line, KINDS, edited(KINDS, "Verstoring", "Onrust"), TODAY)
    asked(line, CATALOGUE, edited(CATALOGUE, '"Koptelefoon"', '"Hoofdtelefoon"'), TODAY)
    asked(line, NUMBERS, '{"hotline": "4499", "hotline_mobile": ""}', TODAY)
    state = session_of(dossier)
    assert "Geen netwerk" in [each.title for each in routes_of(state.standards)]
    assert "Onrust" in [each.dutch for each in irregularities_of(state.standards).kinds]
    assert [e.word for e in granted_of(state.enrolments[enrolment_id(1)])] == ["Hoofdtelefoon"]
    room = state.parts[PLACE.room].plan
    assert room is not None
    assert room.hotline == "4499"
    with dossier.ledger.reading() as reading:
        now = dossier.around.moment().corrected
        package = dossier.feed.package(reading, dossier.ledger, room_day, now)
    assert package.header.hotline == "4499"
    back = asked(line, ROUTE, shipped()[ROUTE], TODAY, seen=1)
    assert (back.number, back.count) == (5, 1)
    assert "Netwerk weg" in [each.title for each in routes_of(session_of(dossier).standards)]


REFUSED: tuple[tuple[dict[str, object], str], ...] = (
    ({"since": "2026-12-08"}, "past"),
    ({"since": "10-12-2026"}, "past"),
    ({"note": " "}, "no-note"),
    ({"seen": 4}, "meanwhile"),
    ({"content": "{}"}, "unreadable"),
    ({"content": shipped()[NUMBERS]}, "same"),
    ({"content": '{"hotline": "bel me", "hotline_mobile": ""}'}, "unreadable"),
    ({"item": CATALOGUE, "content": "[]"}, "unreadable"),
    ({"item": "nergens"}, "unreadable"),
)


def test_what_cannot_hold_is_refused_and_says_why(dossier: OpenDossier, line: OfficeLine) -> None:
    sound = {"item": NUMBERS, "content": '{"hotline": "4499", "hotline_mobile": ""}',
             "since": NEXT_DAY}  # fmt: skip
    for told, refused in REFUSED:
        assert asked(line, **(sound | told)).refused == refused, told  # type: ignore[arg-type]
    answer = line.ask("GET", "/v1/office/standards")
    assert decode(StandardsTold, answer.content).changes == ()


def test_the_changelog_tells_who_what_why_and_from_when(
    dossier: OpenDossier, line: OfficeLine
) -> None:
    asked(line, NUMBERS, '{"hotline": "4499", "hotline_mobile": ""}', NEXT_DAY)
    told = decode(StandardsTold, line.ask("GET", "/v1/office/standards").content)
    (change,) = told.changes
    assert (change.number, change.by, change.note) == (1, "t1", "afspraak van juni")
    item = next(each for each in told.items if each.item == NUMBERS)
    assert (item.number, item.last, item.next_from) == (0, 1, NEXT_DAY)

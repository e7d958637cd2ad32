"""The demo's own oracle and tools: what they tell apart from the product."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from app.models.session import ExamSession, Part
from tests.demo.canaries import clear_text_found
from tests.demo.day_file import Rules, Session, Student, minutes_in, read_day, rules_for
from tests.demo.digest import digest_of
from tests.demo.rooms import Room, labels_of, rooms_of
from tests.demo.script import PartScript, Playwright, write_day
from tests.stepped_clock import SteppedClock

START = datetime(2026, 12, 9, 8, 0, tzinfo=UTC)
MORNING = Rules(signatures=2, entry_limit_min=30, is_late_from_start=True, is_central=True)


def a_student(number: int, **changes: Any) -> Student:
    told = {
        "enrolment": f"e{number}",
        "number": f"{3_500_000 + number}",
        "extra_min": 0,
        "is_unlimited": False,
        "is_active": True,
        "canaries": (),
    }
    return Student(**{**told, **changes})


def a_session(students: int, **changes: Any) -> Session:
    told: dict[str, Any] = {
        "id": "s1",
        "name": "Toets",
        "code": "CE-1",
        "is_active": True,
        "starts": START,
        "ends": START + timedelta(hours=2),
        "entry_until": None,
        "duration": timedelta(minutes=90),
        "is_own_start": False,
        "hint": "A1",
        "rules": MORNING,
        "students": [a_student(n) for n in range(students)],
    }
    return Session(**{**told, **changes})


def a_script(session: Session) -> PartScript:
    (room,) = rooms_of([session])
    script = PartScript(session, room, session.expected, session.starts)
    return Playwright(script, Random(7)).write()


def lines(path: Path, *messages: dict[str, Any]) -> Path:
    path.write_text("\n".join(json.dumps(each) for each in messages), "utf-8")
    return path


def an_offering(**block: Any) -> dict[str, Any]:
    return {
        "method": "PUT",
        "path": "/offerings/s1",
        "body": {
            "primaryCode": {"code": "REK-1"},
            "name": [{"value": "Rekenen"}],
            "startDateTime": "2026-12-09T09:00:00+01:00",
            "endDateTime": "2026-12-09T10:00:00+01:00",
            "consumers": [{"consumerKey": "nl-test-admin", **block}],
        },
    }


def an_association(key: str, state: str = "associated") -> dict[str, Any]:
    person = {"personId": "p", "primaryCode": {"code": "350001"}, "surname": "Verzonnen"}
    return {
        "method": "PUT",
        "path": f"/associations/{key}",
        "body": {"role": "student", "state": state, "offering": "s1", "person": person},
    }


# ---------------------------------------------------------------- the day file


def test_a_cancellation_takes_a_student_off_and_a_refused_message_never_was(
    tmp_path: Path,
) -> None:
    cancel = {"method": "PATCH", "path": "/associations/e1", "body": {"state": "canceled"}}
    day = lines(
        tmp_path / "day", an_offering(offeringState="active"), an_association("e1"),
        an_association("e2"), an_association("e3"), cancel,
    )  # fmt: skip
    (session,) = read_day(day, frozenset({3}))
    assert [student.enrolment for student in session.expected] == ["e2"]


def test_a_canceled_session_is_not_active(tmp_path: Path) -> None:
    block = {"consumerKey": "nl-test-admin", "offeringState": "canceled"}
    cancel = {"method": "PATCH", "path": "/offerings/s1", "body": {"consumers": [block]}}
    (session,) = read_day(lines(tmp_path / "day", an_offering(offeringState="active"), cancel))
    assert not session.is_active


@pytest.mark.parametrize(
    ("told", "minutes"), [("PT90M", 90), ("PT1H30M", 90), ("P90M", 90), (90, 90), (None, None)]
)
def test_durations_are_minutes_in_every_spelling(told: Any, minutes: int | None) -> None:
    assert minutes_in(told) == minutes


def test_the_rule_set_is_chosen_by_the_code_of_the_exam() -> None:
    assert rules_for("CE-EN-B1").is_central
    assert rules_for("VIG-P3").signatures == 1
    assert not rules_for("REK-N3").is_late_from_start
    assert rules_for("niets bekends").is_central


# ---------------------------------------------------------------- rooms


@pytest.mark.parametrize(
    ("hint", "labels"),
    [
        ("B1.14 + B1.16", ["B1.14", "B1.16"]),
        ("A/B, afd. 2", ["A/B, afd. 2"]),
        ("", ["Lokaal 4"]),
        ("x=y", ["x-y"]),
    ],
)
def test_a_hint_names_rooms(hint: str, labels: list[str]) -> None:
    assert labels_of(hint, 4) == labels


def test_every_room_has_as_many_people_as_the_strictest_rule_set_asks() -> None:
    rooms = rooms_of([a_session(3), a_session(30, id="s2", hint="B2")])
    assert all(len(room.workers) >= 2 for room in rooms)
    assert sum(room.is_window for room in rooms) == 1
    assert sum(room.has_early_leaver for room in rooms) == 1


def test_a_split_session_seats_everybody_once_and_no_room_is_empty() -> None:
    rooms = rooms_of([a_session(2, hint="A + B + C")])
    seated = [student.enrolment for room in rooms for _, some in room.parts for student in some]
    assert seated == ["e0", "e1"]
    assert [room.seats for room in rooms] == [1, 1]


def test_a_canceled_session_gets_no_room() -> None:
    assert rooms_of([a_session(5, is_active=False)]) == []


# ---------------------------------------------------------------- the script


@pytest.mark.parametrize("students", [1, 2, 4, 29, 240, 400])
@pytest.mark.parametrize("minutes", [1, 90])
def test_everybody_has_one_ending_and_nobody_acts_before_arriving(
    students: int, minutes: int
) -> None:
    script = a_script(a_session(students, duration=timedelta(minutes=minutes)))
    assert len(script.expected) == students
    came: dict[str, datetime] = {}
    for act in script.acts:
        who = act.members.get("candidate")
        if act.do == "RegisterArrival":
            came[who] = act.at
        elif who and not act.do.startswith("@"):
            assert came[who] <= act.at
    absent = {who for who, value in script.expected.items() if value == "notPresent"}
    assert set(came) == set(script.expected) - absent
    assert script.acts[-1].do == "@close"


def test_one_part_starts_seven_minutes_late() -> None:
    scripts = write_day(rooms_of([a_session(3), a_session(30, id="s2", hint="B2")]), seed=1)
    assert sorted(each.starts - START for each in scripts) == [
        timedelta(0),
        timedelta(minutes=7),
    ]


def test_nobody_is_late_where_the_door_closes_at_the_start() -> None:
    assert a_script(a_session(40, entry_until=START)).late == set()


def test_in_a_hall_two_laptops_differ_on_one_candidate_who_then_hands_in() -> None:
    script = a_script(a_session(240))
    told = [act for act in script.acts if script.disputed in str(act.members)]
    assert {act.laptop for act in told if act.do in {"RegisterArrival", "EstablishNoShow"}} == {
        0,
        1,
    }
    assert script.expected[str(script.disputed)] == "present"


# ---------------------------------------------------------------- tools


def test_a_name_in_the_clear_is_found_in_each_form_it_can_lie_in(tmp_path: Path) -> None:
    name = "Größer-Ünsal"
    for form in (name.encode(), json.dumps(name).encode(), name.encode("utf-16-le")):
        (tmp_path / "file").write_bytes(b"\x00\x01" + form + b"\x02")
        assert clear_text_found([tmp_path], [name, "Anders Iemand"], [])
    (tmp_path / "file").write_bytes(b"nothing of anybody")
    assert clear_text_found([tmp_path], [name], []) == []


def test_what_may_be_known_is_no_canary(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"Sporthal-Oosten")
    assert clear_text_found([tmp_path], ["Oosten"], ["Sporthal-Oosten"]) == []


def test_the_digest_of_a_state_is_that_of_its_content() -> None:
    one = ExamSession("s1", parts={"A": Part("s1", "A"), "B": Part("s1", "B")})
    same = ExamSession("s1", parts={"B": Part("s1", "B", start_reason="x"), "A": Part("s1", "A")})
    assert digest_of(one, "A") == digest_of(same, "A")
    assert digest_of(one, "B") != digest_of(same, "B")


def test_two_programs_read_the_same_time_and_it_never_goes_back(tmp_path: Path) -> None:
    here, there = SteppedClock(tmp_path / "clock"), SteppedClock(tmp_path / "clock")
    here.set(START)
    assert there.now() == START
    here.set(START - timedelta(hours=1))
    assert there.now() == START
    here.step(seconds=2)
    assert there.moment().mono - there.reading(START).mono == 2000


def test_a_room_knows_its_laptops() -> None:
    assert (
        Room("A", "2026-12-09", [(a_session(0), [a_student(n) for n in range(101)])]).laptops == 2
    )

"""The checklist "klaar voor nieuw werken": counted from facts, else answered by name."""

import json
from dataclasses import replace

import pytest

from app.models.standard_told import ReadinessTold, ReadyDone, ReadyTold, StandardsTold
from app.models.standards import NUMBERS
from app.models.values import Role
from app.sync.manage_protocol import decode
from dossier.opened import OpenDossier
from tests.dossier.inside import CLIENT, assign, enrol, plan, planned_session
from tests.dossier.laptop import START
from tests.dossier.office import OfficeLine, granted, signed_on, steward

CALLED = {"hotline": "4499", "hotline_mobile": "06 12345678"}
ODD = "00000000-0000-4000-8000-000000000009"


@pytest.fixture
def line(dossier: OpenDossier) -> OfficeLine:
    """A coordinator, at a machine of the office."""
    steward(dossier)
    return signed_on(dossier, "b1", Role.COORDINATOR)


def checklist(line: OfficeLine) -> dict[str, ReadyTold]:
    answer = line.ask("GET", "/v1/office/ready")
    return {each.id: each for each in decode(ReadinessTold, answer.content).items}


def said(line: OfficeLine, item: str, *, is_ready: bool, note: str = "") -> str:
    wanted = {"item": item, "is_ready": is_ready, "note": note}
    answer = line.ask("POST", "/v1/office/ready", json.dumps(wanted).encode())
    return decode(ReadyDone, answer.content).refused


def test_what_the_dossier_knows_is_counted_now(dossier: OpenDossier, line: OfficeLine) -> None:
    plan(dossier, 1)
    assign(dossier)
    read = planned_session(code="REK/N3?", session=ODD)
    with dossier.desks.write() as desk:
        desk.put_offering(replace(read, plan=replace(read.plan, name="Rekenen ")), CLIENT, START)
    enrol(dossier)
    found = checklist(line)
    names = found["names"]
    assert (names.good, names.total) == (3, 5)  # two codes, two names, one room
    assert names.missing == ("Code van een examen: REK/N3?", "Naam van een examen: Rekenen ")
    assert (found["roles"].good, found["roles"].missing) == (2, ("auditor", "exam-board"))
    assert found["monitoring"].missing == ("EX-01",)
    assert not found["backup"].is_ready
    assert not any(found[each].is_ready for each in ("names", "roles", "monitoring"))
    granted(dossier, "a1", Role.AUDITOR)
    granted(dossier, "e1", Role.EXAM_BOARD)
    assert checklist(line)["roles"].is_ready
    told = decode(StandardsTold, line.ask("GET", "/v1/office/standards").content)
    assert [each.name for each in told.names] == ["REK/N3?", "Rekenen "]


def test_people_answer_what_nobody_counts_and_the_last_word_holds(line: OfficeLine) -> None:
    assert not checklist(line)["trainings"].is_ready
    assert said(line, "trainings", is_ready=True, note="april, alle locaties") == ""
    answered = checklist(line)["trainings"]
    assert (answered.is_ready, answered.by, answered.note) == (True, "b1", "april, alle locaties")
    said(line, "trainings", is_ready=False)
    assert not checklist(line)["trainings"].is_ready
    assert said(line, "nergens", is_ready=True) == "unknown"


def test_people_can_say_no_to_what_was_counted_but_not_yes(
    dossier: OpenDossier, line: OfficeLine
) -> None:
    said(line, "backup", is_ready=True)
    assert not checklist(line)["backup"].is_ready
    establishing = checklist(line)["establishing"]
    assert (establishing.total, establishing.is_ready) == (0, False)  # nothing was sent yet
    numbers = {"do": "publish", "item": NUMBERS, "content": json.dumps(CALLED), "seen": 0,
               "holds_from": "2026-12-09", "note": "centrale"}  # fmt: skip
    other = signed_on(dossier, "t1", Role.STEWARD)
    other.ask("POST", "/v1/office/standards", json.dumps(numbers).encode())
    assert checklist(line)["hotline"].is_ready
    said(line, "hotline", is_ready=False)
    assert not checklist(line)["hotline"].is_ready

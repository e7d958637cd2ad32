"""Cancellation (guide 3.3): evidence stays, a person about whom nothing was recorded goes."""

from datetime import date

import pytest
from sqlalchemy import Engine

from app.models.plan import CandidatePlanned
from app.models.values import Attendance, PlanState
from dossier.archive.oke_tables import fetches_of
from dossier.oke.enrolment import is_removed
from dossier.oke.ports import Announced, AttendanceReport, SessionOutcome, StoredDocument
from tests.dossier.oke import messages
from tests.dossier.oke.conftest import SCHOOL, Door, Planner, SteppedClock
from tests.dossier.oke.messages import ENROLMENT, OFFERING, OURS, PERSON, STAFF
from tests.dossier.oke.oke_validator import wrong_in_answer

CANCEL = {"associationType": "componentOfferingAssociation", "state": "canceled"}
CANCEL_SESSION = {
    "offeringType": "component",
    "consumers": [{"consumerKey": OURS, "offeringState": "canceled"}],
}
DOCUMENT = "c6d68af1-0044-44b5-9c63-a632c831a1ec"


@pytest.fixture(autouse=True)
def planned(planner: Planner) -> None:
    planner.call("PUT", f"/offerings/{OFFERING}", messages.an_offering())
    planner.call("PUT", f"/associations/{ENROLMENT}", messages.an_enrolment())
    planner.call("PUT", f"/associations/{STAFF}", messages.a_staff_member())


def words_kept(door: Door, enrolment_id: str) -> str:
    record = door.desk.people[enrolment_id]
    return f"{record.act} {record.document}"


def test_a_canceled_enrolment_without_facts_loses_its_person(door: Door, planner: Planner) -> None:
    answer = planner.call("PATCH", f"/associations/{ENROLMENT}", CANCEL)
    assert answer.json()["message"][0]["language"] == "nl-NL"
    assert door.desk.forgotten == [ENROLMENT]
    for word in ("Noor", "Veld", "3514162", "@"):
        assert word not in words_kept(door, ENROLMENT)
    got = planner.get(f"/associations/{ENROLMENT}?expand=person")
    assert (got["state"], got["person"]) == ("canceled", PERSON)
    assert not wrong_in_answer(f"/associations/{ENROLMENT}", got)
    assert planner.call("PATCH", f"/associations/{ENROLMENT}", CANCEL).status_code == 200


def test_a_canceled_enrolment_with_facts_is_kept_and_marked(door: Door, planner: Planner) -> None:
    door.desk.recorded.add(ENROLMENT)
    planner.call("PATCH", f"/associations/{ENROLMENT}", CANCEL)
    act = door.desk.people[ENROLMENT].act
    assert isinstance(act, CandidatePlanned)
    assert (act.state, act.surname) == (PlanState.CANCELED, "Veld")
    assert door.desk.forgotten == []


def test_a_put_that_says_canceled_does_the_same(door: Door, planner: Planner) -> None:
    body = messages.an_enrolment() | {"state": "canceled"}
    planner.call("PUT", f"/associations/{ENROLMENT}", body)
    assert "Veld" not in words_kept(door, ENROLMENT)


def test_a_canceled_session_loses_the_people_without_facts_only(
    door: Door, planner: Planner
) -> None:
    door.desk.recorded.add(STAFF)
    assert planner.call("PATCH", f"/offerings/{OFFERING}", CANCEL_SESSION).status_code == 200
    assert door.desk.forgotten == [ENROLMENT]
    assert "Veld" in words_kept(door, STAFF)
    items = planner.get(f"/offerings/{OFFERING}/associations")["items"]
    assert [(i["associationId"], i["state"]) for i in items] == [
        (ENROLMENT, "associated"),
        (STAFF, "associated"),
    ]


def test_the_rest_of_the_session_is_untouched_by_its_cancellation(planner: Planner) -> None:
    before = planner.get(f"/offerings/{OFFERING}")
    planner.call("PATCH", f"/offerings/{OFFERING}", CANCEL_SESSION)
    before["consumers"][0]["offeringState"] = "canceled"
    assert planner.get(f"/offerings/{OFFERING}") == before


def test_a_revived_session_waits_for_its_enrolments_to_be_sent_again(
    door: Door, planner: Planner
) -> None:
    planner.call("PATCH", f"/offerings/{OFFERING}", CANCEL_SESSION)
    planner.call("PUT", f"/offerings/{OFFERING}", messages.an_offering())
    assert is_removed(door.desk.people[ENROLMENT].act)
    back = CANCEL | {"state": "finished"}
    assert planner.call("PATCH", f"/associations/{ENROLMENT}", back).status_code == 400
    planner.call("PUT", f"/associations/{ENROLMENT}", messages.an_enrolment())
    got = planner.get(f"/associations/{ENROLMENT}?expand=person")
    assert got == messages.an_enrolment()


def test_our_report_is_read_back_once_it_is_known(door: Door, planner: Planner) -> None:
    door.desk.outcomes[OFFERING] = SessionOutcome(
        "Brandalarm 11:05.", (Announced(DOCUMENT, "session-report", "PV.pdf"),)
    )
    door.desk.results[ENROLMENT] = AttendanceReport(Attendance.PRESENT, date(2026, 12, 9))
    session = planner.get(f"/offerings/{OFFERING}")
    enrolment = planner.get(f"/associations/{ENROLMENT}?expand=person,offering")
    staff = planner.get(f"/associations/{STAFF}")
    assert session["consumers"][0]["documents"][0]["documentType"] == "sessionReport"
    assert enrolment["result"]["consumers"][0]["attendance"] == "present"
    assert "result" not in staff
    assert not wrong_in_answer(f"/offerings/{OFFERING}", session)
    assert not wrong_in_answer(f"/associations/{ENROLMENT}", enrolment)
    listed = planner.get(f"/offerings/{OFFERING}/associations?result-state=in%20progress")
    assert [item["associationId"] for item in listed["items"]] == [ENROLMENT]


def test_what_the_planner_says_of_a_result_never_replaces_ours(
    door: Door, planner: Planner
) -> None:
    door.desk.results[ENROLMENT] = AttendanceReport(Attendance.NOT_PRESENT, date(2026, 12, 9))
    told = {"result": {"consumers": [{"consumerKey": OURS, "attendance": "present"}]}}
    planner.call("PUT", f"/associations/{ENROLMENT}", messages.an_enrolment() | told)
    planner.call("PATCH", f"/associations/{ENROLMENT}", CANCEL | {"state": "associated"} | told)
    got = planner.get(f"/associations/{ENROLMENT}")
    assert got["result"]["consumers"][0]["attendance"] == "notPresent"


def test_a_document_is_fetched_raw_by_its_own_planner_and_logged(
    door: Door, planner: Planner, engine: Engine, clock: SteppedClock
) -> None:
    content = b"%PDF-1.7 \x00\xff"
    name = "Procès-verbaal REK-N3.pdf"
    door.desk.documents[DOCUMENT] = StoredDocument(DOCUMENT, OFFERING, name, content)
    answer = planner.call("GET", f"/documents/{DOCUMENT}")
    assert answer.content == content
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-length"] == str(len(content))
    disposition = answer.headers["content-disposition"]
    assert disposition == "attachment; filename*=UTF-8''Proc%C3%A8s-verbaal%20REK-N3.pdf"
    assert door.planner("ander").call("GET", f"/documents/{DOCUMENT}").status_code == 404
    assert planner.call("GET", f"/documents/{STAFF}").status_code == 404
    with engine.begin() as connection:
        assert fetches_of(connection, SCHOOL, DOCUMENT) == (int(clock.now.timestamp() * 1000),)

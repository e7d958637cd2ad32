"""The paths as a planner calls them: the whole day, every quirk, and who may ask what."""

import codecs
import json
from collections import Counter
from typing import Any

import pytest

from dossier.oke.enrolment import is_removed
from dossier.oke.paging import PAGE_SIZES
from tests.dossier.oke import messages
from tests.dossier.oke.conftest import Door, Planner
from tests.dossier.oke.messages import ENROLMENT, OFFERING, STAFF, lines_of
from tests.dossier.oke.oke_validator import wrong_in_answer

QUIRKS = lines_of("quirks.ndjson")
EXPECTED = json.loads((messages.FIXTURES / "expected.json").read_text(encoding="utf-8"))


def play(planner: Planner, name: str) -> None:
    for line in lines_of(name):
        response = planner.call(line["method"], line["path"], line["body"])
        assert response.status_code in (200, 201), (line["path"], response.text)


def everybody(planner: Planner, offering_id: str, expand: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    number = 1
    while True:
        path = f"/offerings/{offering_id}/associations?pageSize=250&pageNumber={number}{expand}"
        page = planner.get(path)
        assert not wrong_in_answer(path, page)
        found += page["items"]
        number += 1
        if not page["hasNextPage"]:
            return found


def test_after_the_whole_day_the_answers_say_the_expected_end_state(
    door: Door, planner: Planner
) -> None:
    play(planner, "day.ndjson")
    for want in EXPECTED["zittingen"]:
        path = f"/offerings/{want['offeringId']}"
        got = planner.get(path)
        assert not wrong_in_answer(path, got)
        assert not wrong_in_answer(path, planner.get(f"{path}?expand=component,organization"))
        block = got["consumers"][0]
        assert got["name"][0]["value"] == want["name"]
        assert (got["startDateTime"], got["endDateTime"]) == (
            want["startDateTime"],
            want["endDateTime"],
        )
        assert block.get("lastPossibleStartDateTime") == want["lastPossibleStartDateTime"]
        assert (block["offeringState"], block["locationCode"]) == (
            want["offeringState"],
            want["locationCode"],
        )
        items = everybody(planner, want["offeringId"])
        active = Counter(i["role"] for i in items if i["state"] == "associated")
        gone = [i["associationId"] for i in items if i["state"] == "canceled"]
        wanted = Counter(want["deelnames"])
        assert wanted.pop("student (canceled)", 0) == len(gone)
        assert active == wanted
        assert gone == want["canceled_deelnames"]
        assert sum(map(has_needs, items)) == want["with_provision"]
        assert sum(map(is_unlimited, items)) == want["unlimited_time"]
    held = (record.act for record in door.desk.people.values() if not is_removed(record.act))
    people = {act.person for act in held}
    assert len(people) == EXPECTED["distinct_persons"]


def has_needs(item: dict[str, Any]) -> bool:
    return bool(item.get("consumers") and item["consumers"][0].get("personalNeeds"))


def is_unlimited(item: dict[str, Any]) -> bool:
    return has_needs(item) and item["consumers"][0].get("additionalTimeInMin", 0) >= 10_000


def test_a_message_is_answered_by_what_was_sent_object_for_object(planner: Planner) -> None:
    kept: dict[str, Any] = {}
    for line in lines_of("zitting-1.ndjson"):
        planner.call(line["method"], line["path"], line["body"])
        if line["method"] == "PUT":
            kept[line["path"]] = line["body"]
        elif line["path"].startswith("/associations/"):
            kept[line["path"]] = {**kept[line["path"]], **line["body"]}
    removed = 0
    for path, body in kept.items():
        got = planner.get(f"{path}?expand={'component' if 'offerings' in path else 'person'}")
        if body.get("state") == "canceled":
            body["person"] = body["person"]["personId"]
            removed += 1
        assert got == body
        assert not wrong_in_answer(path, got)
    assert removed == 1


@pytest.mark.parametrize("quirk", QUIRKS, ids=[q["why"][:60] for q in QUIRKS])
def test_each_quirk_is_taken_as_listed_and_read_back_valid(
    door: Door, planner: Planner, quirk: dict[str, Any]
) -> None:
    for line in lines_of("zitting-3.ndjson"):
        planner.call(line["method"], line["path"], line["body"])
    before = (dict(door.desk.sessions), dict(door.desk.people))
    response = planner.call(quirk["method"], quirk["path"], quirk["body"])
    if quirk["expect"] == "reject":
        assert response.status_code in (400, 404)
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["status"] == str(response.status_code)
        assert (door.desk.sessions, door.desk.people) == before
        return
    assert response.status_code in (200, 201), response.text
    resource = quirk["path"].rsplit("/", 1)[1]
    assert bool(door.desk.warnings[resource]) is (quirk["expect"] == "accept-with-warning")
    first = planner.get(quirk["path"])
    assert not wrong_in_answer(quirk["path"], first)
    assert not wrong_in_answer(quirk["path"], planner.get(f"{quirk['path']}?expand=organization"
        if "offerings" in quirk["path"] else f"{quirk['path']}?expand=person"))  # fmt: skip
    again = planner.call(quirk["method"], quirk["path"], quirk["body"])
    assert again.status_code == 200
    assert planner.get(quirk["path"]) == first
    _cancel_and_read(planner, quirk["path"], first)


def _cancel_and_read(planner: Planner, path: str, first: dict[str, Any]) -> None:
    """PATCH after PUT: only the state differs."""
    if path.startswith("/offerings/"):
        block = {"consumerKey": messages.OURS, "offeringState": "canceled"}
        patch = {"offeringType": "component", "consumers": [block]}
        want = {**first, "consumers": [dict(b) for b in first["consumers"]]}
        want["consumers"][0]["offeringState"] = "canceled"
    else:
        patch = {"associationType": "componentOfferingAssociation", "state": "canceled"}
        want = {**first, "state": "canceled"}
    assert planner.call("PATCH", path, patch).status_code == 200
    assert planner.get(path) == want


def test_a_session_of_another_planner_is_not_there_and_cannot_be_written(door: Door) -> None:
    mine, other = door.planner("tpl"), door.planner("ander")
    mine.call("PUT", f"/offerings/{OFFERING}", messages.an_offering())
    mine.call("PUT", f"/associations/{ENROLMENT}", messages.an_enrolment())
    for path in (f"/offerings/{OFFERING}", f"/associations/{ENROLMENT}",
                 f"/offerings/{OFFERING}/associations"):  # fmt: skip
        assert other.call("GET", path).status_code == 404
    assert other.call("PUT", f"/offerings/{OFFERING}", messages.an_offering()).status_code == 403
    body = messages.an_enrolment()
    assert other.call("PUT", f"/associations/{ENROLMENT}", body).status_code == 403
    assert (
        other.call("PUT", f"/associations/{STAFF}", messages.a_staff_member()).status_code == 404
    )


def test_without_token_or_scope_nothing_is_told(door: Door, planner: Planner) -> None:
    path = f"/offerings/{OFFERING}"
    planner.call("PUT", path, messages.an_offering())
    assert Planner(door.http, "verzonnen").call("GET", path).status_code == 401
    assert door.http.get(f"/ooapi{path}").status_code == 401
    assert door.planner("krap").call("GET", path).status_code == 403


def test_a_put_is_created_once_and_changed_after(planner: Planner) -> None:
    path = f"/offerings/{OFFERING}"
    assert planner.call("PUT", path, messages.an_offering()).status_code == 201
    answer = planner.call("PUT", path, messages.an_offering())
    assert (answer.status_code, answer.content) == (200, b"")
    assert planner.call("PUT", f"{path}/", messages.an_offering()).status_code == 200


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("role=invigilator", [STAFF]),
        ("role=student", [ENROLMENT]),
        ("state=canceled", []),
        ("sort=associationId", [ENROLMENT, STAFF]),
        ("sort=-associationId", [STAFF, ENROLMENT]),
        ("result-state=completed", []),
        (
            "associationType=componentOfferingAssociation&consumer=nl-test-admin",
            [ENROLMENT, STAFF],
        ),
    ],
)
def test_a_list_holds_what_was_asked(planner: Planner, query: str, names: list[str]) -> None:
    planner.call("PUT", f"/offerings/{OFFERING}", messages.an_offering())
    planner.call("PUT", f"/associations/{ENROLMENT}", messages.an_enrolment())
    planner.call("PUT", f"/associations/{STAFF}", messages.a_staff_member())
    page = planner.get(f"/offerings/{OFFERING}/associations?{query}")
    assert [item["associationId"] for item in page["items"]] == names


def test_pages_come_in_the_standards_sizes_and_end(planner: Planner) -> None:
    play(planner, "zitting-2.ndjson")
    (path,) = (line["path"] for line in lines_of("zitting-2.ndjson")
               if line["path"].startswith("/offerings/"))  # fmt: skip
    whole = planner.get(f"{path}/associations?pageSize=100")["items"]
    for size in PAGE_SIZES[:3]:
        pages = -(-len(whole) // size)
        seen: list[Any] = []
        for number in range(1, pages + 1):
            page = planner.get(f"{path}/associations?pageSize={size}&pageNumber={number}")
            assert page["hasPreviousPage"] is (number > 1)
            assert page["hasNextPage"] is (number < pages)
            seen += page["items"]
        assert seen == whole
    assert planner.call("GET", f"{path}/associations?pageSize=11").status_code == 400
    assert planner.call("GET", f"{path}/associations?pageNumber=0").status_code == 400


def test_there_is_a_card_an_empty_catalogue_and_no_start_page(
    door: Door, planner: Planner
) -> None:
    card = door.http.get("/ooapi/").json()
    assert card["supportedVersions"] == ["v5"]
    assert card["supportedConsumers"] == [{"consumerKey": "nl-test-admin", "version": "1.0"}]
    assert planner.get("/components")["items"] == []
    planner.call("PUT", f"/offerings/{OFFERING}", messages.an_offering())
    planner.call("PUT", f"/associations/{ENROLMENT}", messages.an_enrolment())
    none = planner.call("GET", f"/associations/{ENROLMENT}/url")
    assert (none.status_code, none.json()["status"]) == (404, "404")
    for method, path, status in (
        ("GET", "/nergens", 404),
        ("DELETE", f"/offerings/{OFFERING}", 405),
    ):
        wrong = planner.call(method, path)
        assert wrong.status_code == status
        assert wrong.headers["content-type"] == "application/problem+json"
        assert wrong.json()["status"] == str(status)


def test_a_body_that_begins_with_a_byte_order_mark_is_read(planner: Planner) -> None:
    raw = codecs.BOM_UTF8 + json.dumps(messages.an_offering()).encode()
    headers = {"Authorization": f"Bearer {planner.token}", "Content-Type": "application/json"}
    path = f"/ooapi/offerings/{OFFERING}"
    assert planner.http.put(path, content=raw, headers=headers).status_code == 201


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b'{"offeringType":"component","offeringType":"component"}',
        b'{"offeringType":NaN}',
        b'{"a":1e999}',
        b'{"a":"\\ud800"}',
        b'{"a":"\xff"}',
        b'{"a":' * 30 + b"1" + b"}" * 30,
        b"[" * 50_000,
        b'{"a":"' + b"x" * 50_000 + b'"}',
        b'{"a":"' + b"x" * 90_000 + b'"}',
    ],
    ids=["empty", "list", "doubled", "nan", "infinite", "half a character", "not utf-8", "deep",
         "very deep", "large", "too large for the server"],
)  # fmt: skip
def test_a_body_that_is_no_sound_object_is_refused(planner: Planner, raw: bytes) -> None:
    headers = {"Authorization": f"Bearer {planner.token}", "Content-Type": "application/json"}
    response = planner.http.put(f"/ooapi/offerings/{OFFERING}", content=raw, headers=headers)
    assert response.status_code == 400
    assert response.json()["status"] == "400"


@pytest.mark.parametrize(
    ("method", "kind", "is_noted"),
    [
        ("PUT", "application/json", False),
        ("PUT", "Application/JSON; charset=utf-8", False),
        ("PUT", "text/plain", True),
        ("PUT", "", True),
        ("PATCH", "application/merge-patch+json", False),
        ("PATCH", "application/json", True),
    ],
)
def test_a_body_of_another_type_than_agreed_is_read_with_a_warning(
    door: Door, planner: Planner, method: str, kind: str, *, is_noted: bool
) -> None:
    for resource, place, body in (
        (OFFERING, "offerings", messages.an_offering()),
        (ENROLMENT, "associations", messages.an_enrolment()),
    ):
        assert planner.call("PUT", f"/{place}/{resource}", body).status_code == 201
        fields = {"Authorization": f"Bearer {planner.token}", "Content-Type": kind}
        content = json.dumps(body).encode()
        path = f"/ooapi/{place}/{resource}"
        assert door.http.request(method, path, content=content, headers=fields).is_success
        noted = [each for each in door.desk.warnings[resource] if "Content-Type" in each]
        assert bool(noted) is is_noted

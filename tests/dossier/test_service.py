"""The door over TLS: what is refused, how, and what the log says about it."""

import gzip
import ssl
from urllib.parse import quote

import httpx
import pytest

from app.crypto.keys import SigningKey
from app.crypto.requests import Request, sign_request
from app.sync.protocol import MESSAGE_BYTES_MAX
from tests import chance
from tests.dossier.conftest import Served
from tests.dossier.laptop import START, Laptop, Line
from tests.dossier.world import SESSION

PUSH = "/v1/streams/push"


@pytest.fixture(scope="module")
def laptop(served: Served) -> Laptop:
    return served.school.enrol("EX-10")


@pytest.fixture
def line(served: Served, laptop: Laptop):  # type: ignore[no-untyped-def]
    made = served.school.line(laptop)
    yield made
    made.close()


def is_problem(answer: httpx.Response, status: int) -> bool:
    return (
        answer.status_code == status
        and answer.headers["content-type"].startswith("application/problem+json")
        and answer.json()["status"] in (status, str(status))
    )


DEEP = b'{"events":' + b"[" * 40 + b"]" * 40 + b"}"
MALFORMED = {
    "no JSON": b"geen json",
    "no object": b"[]",
    "a key twice": b'{"events":[],"events":[]}',
    "too deep": DEEP,
    "NaN": b'{"events":[NaN]}',
    "no UTF-8": b'{"events":["\xff"]}',
    "no base64": b'{"events":[{"header":"!!","sig":"","body":""}]}',
    "too many": b'{"events":[' + b",".join([b"{}"] * 501) + b"]}",
    "half a surrogate": b'{"events":["\\ud800"]}',
}


@pytest.mark.parametrize("body", MALFORMED.values(), ids=list(MALFORMED))
def test_malformed_bytes_are_refused_with_a_problem(line: Line, body: bytes) -> None:
    assert is_problem(line.ask("POST", PUSH, body), 400)


def test_a_message_that_is_too_large_is_refused_unread(line: Line) -> None:
    assert is_problem(line.ask("POST", PUSH, b" " * (MESSAGE_BYTES_MAX + 1)), 413)


def test_a_packed_message_is_refused(line: Line, laptop: Laptop) -> None:
    body = gzip.compress(b'{"events":[]}' + b" " * 10_000_000)
    fields = sign_request(
        Request("POST", PUSH, body), laptop.device, START, laptop.key, chance.token_bytes
    )
    fields["content-encoding"] = "gzip"
    assert is_problem(line.http.post(PUSH, content=body, headers=fields), 415)


def test_an_unsigned_request_is_refused(line: Line) -> None:
    assert is_problem(line.http.post(PUSH, content=b"{}"), 401)
    assert is_problem(line.http.get("/v1/packages"), 401)


def test_a_request_by_a_stranger_is_refused(line: Line, laptop: Laptop) -> None:
    stranger = SigningKey.generate(chance.token_bytes)
    for device in (laptop.device, "EX-99-000000"):
        fields = sign_request(
            Request("GET", "/v1/packages"), device, START, stranger, chance.token_bytes
        )
        assert is_problem(line.http.get("/v1/packages", headers=fields), 401)


def test_a_request_signed_for_another_path_or_body_is_refused(line: Line, laptop: Laptop) -> None:
    fields = sign_request(
        Request("POST", PUSH, b"{}"), laptop.device, START, laptop.key, chance.token_bytes
    )
    assert is_problem(line.http.get("/v1/packages", headers=fields), 401)
    other = b'{"events":[]}'
    assert is_problem(line.http.post(PUSH, content=other, headers=fields), 401)


def test_the_same_signed_request_is_answered_once(line: Line, laptop: Laptop) -> None:
    fields = sign_request(
        Request("GET", "/v1/packages"), laptop.device, START, laptop.key, chance.token_bytes
    )
    assert line.http.get("/v1/packages", headers=fields).status_code == 200
    assert is_problem(line.http.get("/v1/packages", headers=fields), 401)


def test_a_room_of_another_location_is_not_there(served: Served) -> None:
    elsewhere = served.school.enrol("EX-20", "Campus Zuid")
    line = served.school.line(elsewhere)
    assert line.ask("GET", "/v1/packages").json() == {"packages": []}
    assert is_problem(line.ask("GET", f"/v1/packages/{served.room_day}"), 404)
    assert is_problem(line.ask("GET", f"/v1/rooms/{served.room_day}/feed?after=-1"), 404)
    line.close()


def test_a_revoked_laptop_reads_nothing_and_what_it_brings_is_taken_in(served: Served) -> None:
    lost = served.school.enrol("EX-30")
    line = served.school.line(lost)
    assert line.ask("GET", "/v1/packages").status_code == 200
    served.school.command("enrol", "--revoke", lost.device)
    for path in ("/v1/packages", f"/v1/packages/{served.room_day}"):
        assert is_problem(line.ask("GET", path), 403)
    assert is_problem(line.ask("GET", f"/v1/rooms/{served.room_day}/feed?after=-1"), 403)
    stream = lost.stream(f"part/{SESSION}/A0.22")
    (receipt,) = line.push(stream.events)
    assert receipt.through == 0
    line.close()


def test_unknown_paths_and_queries_are_problems(line: Line) -> None:
    assert is_problem(line.ask("GET", "/v1/nergens"), 404)
    assert is_problem(line.ask("DELETE", PUSH), 405)
    assert is_problem(line.ask("GET", "/v1/packages?day=eens"), 400)
    for after in ("een", "--5", "-", "5-", "٣", "99999999999"):
        assert is_problem(line.ask("GET", f"/v1/rooms/x/feed?after={quote(after)}"), 400)


def test_only_tls_1_3_by_the_schools_own_ca_is_spoken(served: Served, laptop: Laptop) -> None:
    old = ssl.create_default_context(cadata=laptop.trust.tls_ca)
    old.maximum_version = ssl.TLSVersion.TLSv1_2
    for context in (old, ssl.create_default_context()):
        with (
            httpx.Client(verify=context, trust_env=False) as http,
            pytest.raises(httpx.ConnectError),
        ):
            http.get(f"{served.school.url}/v1/time")


def test_the_openapi_document_names_every_path_for_laptops(line: Line) -> None:
    paths = line.http.get("/schema/openapi.json").json()["paths"]
    assert {
        "/v1/streams/push",
        "/v1/packages",
        "/v1/packages/{room_day}",
        "/v1/rooms/{room_day}/feed",
        "/v1/time",
        "/v1/streams/receipts",
        "/v1/log",
        "/v1/log/seen",
        "/v1/log/consistency",
        "/v1/log/inclusion",
    } <= set(paths)


def test_the_log_says_why_and_no_name(served: Served, line: Line) -> None:
    line.ask("POST", PUSH, b'{"events": "Roosmarijn Vos"}')
    line.package(served.room_day)
    text = (served.school.folder / "serve.log").read_text()
    assert "refused: 400 push: not a list" in text
    assert "Vos" not in text
    assert "Roosmarijn" not in text
    assert "Traceback" not in text

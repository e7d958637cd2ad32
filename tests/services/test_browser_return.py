"""The door that a browser comes back to: for one sign-on, and for nobody else who knocks."""

import socket
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from app.models.strict_json import Malformed
from app.services import browser_return
from app.services.browser_return import BrowserDoor, Returned, read_return
from tests.patience import PATIENCE_S

STATE = "s" * 43


def asked(query: str, path: str = "/aangemeld", method: str = "GET") -> Returned:
    return read_return(f"{method} {path}?{query} HTTP/1.1\r\nHost: x\r\n\r\n".encode(), STATE)


def test_a_code_or_an_error_comes_back_with_who_says_so() -> None:
    assert asked(f"code=c%2F1&state={STATE}&iss=https%3A%2F%2Fa.example") == Returned(
        "c/1", "", "https://a.example"
    )
    assert asked(f"error=access_denied&state={STATE}").error == "access_denied"


@pytest.mark.parametrize(
    ("query", "path", "method"),
    [
        ("code=c", "/aangemeld", "GET"),
        (f"code=c&state={STATE[1:]}", "/aangemeld", "GET"),
        (f"code=c&state={STATE}&state={STATE}", "/aangemeld", "GET"),
        (f"code=c&code=d&state={STATE}", "/aangemeld", "GET"),
        (f"code=c&error=e&state={STATE}", "/aangemeld", "GET"),
        (f"state={STATE}", "/aangemeld", "GET"),
        (f"code={'c' * 5_000}&state={STATE}", "/aangemeld", "GET"),
        ("&".join(f"a{n}=1" for n in range(30)), "/aangemeld", "GET"),
        (f"code=c&state={STATE}", "/", "GET"),
        (f"code=c&state={STATE}", "/aangemeld", "POST"),
    ],
)
def test_whoever_does_not_come_from_this_sign_on_is_not_let_in(
    query: str, path: str, method: str
) -> None:
    with pytest.raises(Malformed):
        asked(query, path, method)


def test_the_door_stays_open_for_strangers_and_silence_and_closes_for_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(browser_return, "_READ_S", PATIENCE_S)  # nobody here is silent for long
    with (
        BrowserDoor(STATE, "Ga terug naar Examendag.") as door,
        ThreadPoolExecutor(1) as waiting,
        httpx.Client(trust_env=False, timeout=PATIENCE_S) as browser,
    ):
        came = waiting.submit(door.wait, 2 * PATIENCE_S)
        port = int(door.address.rpartition(":")[2].partition("/")[0])
        silent = socket.create_connection(("127.0.0.1", port))
        silent.close()
        with socket.create_connection(("127.0.0.1", port)) as hostile:
            hostile.sendall(b"\x00" * 20_000 + b"\r\n\r\n")
        assert browser.get(door.address, params={"code": "c", "state": "x"}).status_code == 404
        told = browser.get(door.address, params={"code": "c", "state": STATE})
        assert told.status_code == 200
        assert "Ga terug naar Examendag." in told.text
        assert told.headers["content-security-policy"] == "default-src 'none'"
        assert came.result(PATIENCE_S) == Returned("c")


def test_a_door_that_is_left_waits_for_nobody() -> None:
    with BrowserDoor(STATE, "") as door, ThreadPoolExecutor(1) as waiting:
        came = waiting.submit(door.wait, 2 * PATIENCE_S)
        door.close()
        assert came.result(PATIENCE_S) is None
        assert door.wait(0) is None

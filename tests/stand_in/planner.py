"""A small Toetsplanning: sends a day to the dossier, and takes back attendance and reports.

Real HTTP over TLS on loopback. `PlanningOffice` is the sending half, `PlanningServer` the
receiving half with its own token office; what it takes in is written down line by line.
"""

import argparse
import base64
import binascii
import contextlib
import json
import os
import secrets
import signal
import ssl
import sys
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qs

import httpx

SCOPE = "nl-test-admin-flow-2-3-4"
FETCH_TRIES = 10
KINDS = {"PUT": "application/json", "PATCH": "application/merge-patch+json"}


class Fault(StrEnum):
    """What may go wrong with one PATCH at this planner."""

    NONE = "none"
    LOST_ANSWER = "lost-answer"  # taken in, and then the line drops
    SERVER_ERROR = "server-error"  # 500, not taken in
    EXPIRED_TOKEN = "expired-token"  # 401, every token given out so far is void
    SLOW_DOWN = "slow-down"  # 429 with Retry-After
    BAD_REQUEST = "bad-request"  # 400 with a problem
    DEEP_ANSWER = "deep-answer"  # 400 with what no parser follows
    ENDLESS_ANSWER = "endless-answer"  # taken in, and answered without an end


@dataclass(frozen=True, slots=True)
class DossierAddress:
    """Where the dossier listens and as whom the planner logs in there."""

    server_url: str
    token_url: str
    client_id: str
    secret: str = field(repr=False)


class PlanningOffice:
    """The half that sends: a client of the dossier."""

    def __init__(self, dossier: DossierAddress, trusted: Path) -> None:
        self._dossier = dossier
        self._http = httpx.Client(
            verify=ssl.create_default_context(cafile=trusted), timeout=30, trust_env=False
        )
        self._token: str | None = None
        self._renewing = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def call(self, method: str, path: str, body: Any = None) -> httpx.Response:
        """Make one call, from any thread; an expired token is renewed once."""
        token = self._token or self._renewed(None)
        response = self._send(method, path, body, token)
        if response.status_code == 401:
            response = self._send(method, path, body, self._renewed(token))
        return response

    def _renewed(self, spent: str | None) -> str:
        """Return a token after this one; several calls at once fetch one."""
        with self._renewing:
            if self._token is None or self._token == spent:
                self._token = self._new_token()
            return self._token

    def _send(self, method: str, path: str, body: Any, token: str) -> httpx.Response:
        headers = {"Authorization": f"Bearer {token}"}
        content = None
        if body is not None:
            headers["Content-Type"] = KINDS.get(method, "application/json")
            content = json.dumps(body, ensure_ascii=False).encode()
        url = self._dossier.server_url.rstrip("/") + path
        return self._http.request(method, url, content=content, headers=headers)

    def _new_token(self) -> str:
        response = self._http.post(
            self._dossier.token_url,
            data={"grant_type": "client_credentials", "scope": SCOPE},
            auth=(self._dossier.client_id, self._dossier.secret),
        )
        response.raise_for_status()
        token: str = response.json()["access_token"]
        return token

    def push(self, day: Path) -> list[tuple[dict[str, Any], int]]:
        """Send every line of a day file in order; return each line with its status."""
        return [
            (line, self.call(line["method"], line["path"], line["body"]).status_code)
            for line in lines_of(day)
        ]


def lines_of(day: Path) -> Iterator[dict[str, Any]]:
    """Yield the messages of an ndjson file."""
    with day.open(encoding="utf-8") as opened:
        for text in opened:
            if text.strip():
                yield json.loads(text)


@dataclass(frozen=True, slots=True)
class ServerPlace:
    """Where the receiving half keeps things, and who may log in."""

    certificate: Path
    key: Path
    received: Path
    documents: Path
    client_id: str
    secret: str = field(repr=False)
    port: int = 0


class PlanningServer:
    """The half that receives: flows 3 and 4 over TLS, one line per message taken in."""

    def __init__(self, place: ServerPlace, office: PlanningOffice | None = None) -> None:
        self.place = place
        self.faults: deque[Fault] = deque()
        self.tokens: set[str] = set()
        self.lock = threading.Lock()
        self._office = office
        self._fetches: list[threading.Thread] = []
        self._http = ThreadingHTTPServer(("127.0.0.1", place.port), _Handler)
        self._http.daemon_threads = True
        self._http.planner = self  # type: ignore[attr-defined]
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.load_cert_chain(place.certificate, place.key)
        self._http.socket = context.wrap_socket(
            self._http.socket, server_side=True, do_handshake_on_connect=False
        )
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)
        place.documents.mkdir(parents=True, exist_ok=True)
        place.received.parent.mkdir(parents=True, exist_ok=True)
        place.received.touch()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    @property
    def server_url(self) -> str:
        """Where the dossier sends its reports."""
        return f"https://localhost:{self._http.server_address[1]}/ooapi"

    @property
    def token_url(self) -> str:
        """Where the dossier fetches its token."""
        return f"https://localhost:{self._http.server_address[1]}/oauth2/token"

    def received(self) -> list[dict[str, Any]]:
        """Return what was taken in so far, in order."""
        return list(lines_of(self.place.received))

    def next_fault(self) -> Fault:
        """Return what goes wrong with this call."""
        with self.lock:
            return self.faults.popleft() if self.faults else Fault.NONE

    def take_in(self, method: str, path: str, body: Any) -> None:
        """Write a message down, to disk; fetch the documents it announces."""
        line = json.dumps({"method": method, "path": path, "body": body}, ensure_ascii=False)
        with self.lock, self.place.received.open("a", encoding="utf-8") as opened:
            opened.write(line + "\n")
            opened.flush()
            os.fsync(opened.fileno())
        if path.startswith("/offerings/") and self._office is not None:
            fetch = threading.Thread(target=self._fetch, args=(body,), daemon=True)
            self._fetches.append(fetch)
            fetch.start()

    def wait_for_documents(self) -> None:
        """Return when every document announced so far was fetched, or could not be."""
        for fetch in list(self._fetches):
            fetch.join()

    def _fetch(self, body: Any) -> None:
        for block in body.get("consumers", []):
            for document in block.get("documents", []):
                self._fetch_one(document["documentId"])

    def _fetch_one(self, document_id: str) -> None:
        assert self._office is not None
        for _ in range(FETCH_TRIES):
            with suppress(httpx.HTTPError):  # the dossier is away for a moment
                got = self._office.call("GET", f"/documents/{document_id}")
                if got.status_code == 200:
                    (self.place.documents / f"{document_id}.pdf").write_bytes(got.content)
                    return
                # A clock that leaps, as the demo's does, can end a token before it is used.
            threading.Event().wait(1)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30
    disable_nagle_algorithm = True

    @property
    def planner(self) -> PlanningServer:
        found: PlanningServer = self.server.planner  # type: ignore[attr-defined]
        return found

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep quiet: what came in is in the file."""

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def do_POST(self) -> None:
        form = parse_qs(self._body().decode())
        if self.path != "/oauth2/token" or form.get("grant_type") != ["client_credentials"]:
            self._answer(400, {"error": "invalid_request"})
        elif not self._is_client():
            self._answer(401, {"error": "invalid_client"})
        else:
            token = secrets.token_urlsafe(24)
            with self.planner.lock:
                self.planner.tokens.add(token)
            self._answer(200, {"access_token": token, "token_type": "Bearer", "expires_in": 3600})

    def _is_client(self) -> bool:
        kind, _, value = self.headers.get("Authorization", "").partition(" ")
        try:
            told = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, ValueError):
            return False
        place = self.planner.place
        return kind == "Basic" and secrets.compare_digest(
            told.encode(), f"{place.client_id}:{place.secret}".encode()
        )

    def do_PATCH(self) -> None:
        raw = self._body()
        fault = self.planner.next_fault()
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        if fault is Fault.EXPIRED_TOKEN:
            self.planner.tokens.clear()
        if token not in self.planner.tokens:
            self._problem(401, "Token verlopen")
            return
        match fault:
            case Fault.SERVER_ERROR:
                self._problem(500, "Storing")
            case Fault.SLOW_DOWN:
                self._problem(429, "Te druk", {"Retry-After": "1"})
            case Fault.BAD_REQUEST:
                self._problem(400, "Niet begrepen")
            case Fault.DEEP_ANSWER:
                self._write(400, b"[" * 50_000, {})
            case _:
                self._take_in(raw, fault)

    def _take_in(self, raw: bytes, fault: Fault) -> None:
        path = self.path.removeprefix("/ooapi")
        is_ours = path.startswith(("/associations/", "/offerings/"))
        if not is_ours or self.headers.get_content_type() != KINDS["PATCH"]:
            self._problem(404, "Onbekend adres")
            return
        self.planner.take_in("PATCH", path, json.loads(raw))
        if fault is Fault.LOST_ANSWER:
            self.close_connection = True
            self.connection.close()
        elif fault is Fault.ENDLESS_ANSWER:
            self._endless()
        elif path.startswith("/offerings/"):
            self._answer(200, None)
        else:
            self._answer(200, {"message": [{"language": "nl-NL", "value": "Ontvangen."}]})

    def _problem(self, status: int, title: str, headers: dict[str, str] | None = None) -> None:
        self._answer(status, {"status": str(status), "title": title}, headers)

    def _answer(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
        self._write(status, b"" if body is None else json.dumps(body).encode(), headers or {})

    def _endless(self) -> None:
        """Answer until whoever asked hangs up."""
        self.send_response(200)
        self.send_header("Content-Length", str(2**40))
        self.end_headers()
        with contextlib.suppress(OSError):
            while True:
                self.wfile.write(b" " * 64 * 1024)
        self.close_connection = True

    def _write(self, status: int, content: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        kind = "application/json" if status < 300 else "application/problem+json"
        for name, value in {"Content-Type": kind, **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def main() -> int:
    """Serve until stopped, or send a day: secrets come from the environment, never arguments."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--dossier", required=True, help="base url of the dossier's OKE paths")
    asked.add_argument("--dossier-token", required=True, help="token url of the dossier")
    asked.add_argument("--client-id", required=True)
    asked.add_argument("--trusted", type=Path, required=True, help="CA certificate, PEM")
    asked.add_argument("--push", type=Path, help="day file to send first")
    asked.add_argument("--serve", type=Path, help="directory to receive in; cert.pem and key.pem")
    asked.add_argument("--port", type=int, default=0)
    told = asked.parse_args()
    secret = os.environ["PLANNER_SECRET"]
    address = DossierAddress(told.dossier, told.dossier_token, told.client_id, secret)
    with PlanningOffice(address, told.trusted) as office:
        if told.push:
            statuses = [status for _, status in office.push(told.push)]
            print(f"{len(statuses)} sent, {sum(s >= 300 for s in statuses)} refused", flush=True)
        if told.serve:
            _serve(told, office)
    return 0


def _serve(told: argparse.Namespace, office: PlanningOffice) -> None:
    place = ServerPlace(
        certificate=told.serve / "cert.pem",
        key=told.serve / "key.pem",
        received=told.serve / "toetsplanning-received.ndjson",
        documents=told.serve / "documents",
        client_id="dossier",
        secret=os.environ["DOSSIER_SECRET"],
        port=told.port,
    )
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    with PlanningServer(place, office) as server:
        print(server.server_url, server.token_url, flush=True)
        stop.wait()


if __name__ == "__main__":
    sys.exit(main())

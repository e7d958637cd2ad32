"""A proxy between a laptop and a dossier that opens TLS and does what lines and proxies do."""

import contextlib
import http.server
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import httpx

from app.crypto.tls import client_context
from tests.patience import PATIENCE_S

HELD_S = 0.05
DRIP_S = 0.02


class Weather(StrEnum):
    """What happens to one request and its answer."""

    FAIR = "fair"
    DROP = "the request never arrives, and nothing comes back"
    LOST_ANSWER = "it arrives, and nothing comes back"
    DELAY = "both are late"
    DUPLICATE = "it arrives twice"
    REORDER = "it arrives after the one that follows it"
    RESET = "the connection is reset"
    PAGE = "a login page with 200"
    REDIRECT = "302 to a login page"
    FAULT = "500 with a page"
    AWAY = "503 with Retry-After"
    DRIP_HEAD = "an answer comes a byte at a time, from its first"
    DRIP_BODY = "the answer comes a byte at a time, after its head"
    TORN = "the answer ends halfway"


PAGE = b"<!doctype html><title>Log in</title>" + b"x" * 2000
NO_DOSSIER = {Weather.PAGE: 200, Weather.REDIRECT: 302, Weather.FAULT: 500, Weather.AWAY: 503}
GONE = (Weather.DROP, Weather.REORDER, Weather.RESET)
Change = Callable[[bytes], bytes]


@dataclass
class Line:
    """How the line is, what passed, and what is to be done to the answers."""

    upstream: str
    ca: str
    weather: Callable[[str], Weather] = lambda _: Weather.FAIR
    change: Change = lambda body: body
    passed: list[bytes] = field(default_factory=list)
    """Every request body that was seen here, whatever became of it."""
    seen: set[Weather] = field(default_factory=set)
    held: list[Callable[[], None]] = field(default_factory=list)
    is_over: threading.Event = field(default_factory=threading.Event)


class Proxy:
    """A TLS server under the given certificate; who trusts that one talks to it."""

    def __init__(self, pem: Path, line: Line) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pem)
        self.line = line
        self._http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.line = line  # type: ignore[attr-defined]
        self._http.daemon_threads = True
        self._http.socket = context.wrap_socket(
            self._http.socket, server_side=True, do_handshake_on_connect=False
        )
        self.url = f"https://127.0.0.1:{self._http.server_address[1]}"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,))
        self._thread.start()

    def close(self) -> None:
        self.line.is_over.set()
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()


@contextlib.contextmanager
def proxy(pem: Path, line: Line) -> Iterator[Proxy]:
    """Have a proxy for as long as a test needs it."""
    made = Proxy(pem, line)
    try:
        yield made
    finally:
        made.close()


class Handler(http.server.BaseHTTPRequestHandler):
    """Does to one connection what its line says."""

    protocol_version = "HTTP/1.1"

    @property
    def line(self) -> Line:
        return self.server.line  # type: ignore[attr-defined,no-any-return]

    def setup(self) -> None:
        super().setup()
        self._upstream = self._new_upstream()

    def finish(self) -> None:
        self._upstream.close()
        with contextlib.suppress(OSError):
            super().finish()

    def handle(self) -> None:
        with contextlib.suppress(OSError, httpx.HTTPError):
            self.request.do_handshake()
            super().handle()

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        self.line.passed.append(body)
        weather = self.line.weather(self.path)
        self.line.seen.add(weather)
        if weather in NO_DOSSIER:
            self._answer(NO_DOSSIER[weather], "text/html", PAGE)
        elif weather in GONE:
            self._let_go(weather, body)
        else:
            self._carry(weather, body)

    def _let_go(self, weather: Weather, body: bytes) -> None:
        """Pass nothing on, or only after what follows."""
        self.close_connection = True
        if weather is Weather.REORDER:
            asked = self._asked(body)

            def late() -> None:
                with self._new_upstream() as upstream:
                    asked(upstream)

            self.line.held.append(late)
        if weather is Weather.RESET:
            no_farewell = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, no_farewell)

    def _carry(self, weather: Weather, body: bytes) -> None:
        """Ask the dossier, and let its answer through in some way."""
        asked, line = self._asked(body), self.line
        line.is_over.wait(HELD_S if weather is Weather.DELAY else 0)
        answer = asked(self._upstream)
        if weather is Weather.DUPLICATE:
            answer = asked(self._upstream)
        while line.held:
            line.held.pop()()
        if weather is Weather.LOST_ANSWER:
            self.close_connection = True
        else:
            self._pass(answer, weather)

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *_: object) -> None:
        pass

    # ------------------------------------------------------------ within

    def _new_upstream(self) -> httpx.Client:
        return httpx.Client(
            base_url=self.line.upstream,
            verify=client_context(self.line.ca),
            trust_env=False,
            timeout=PATIENCE_S,
        )

    def _asked(self, body: bytes) -> Callable[[httpx.Client], httpx.Response]:
        """Return what passes this request on, now or later."""
        fields = {k: v for k, v in self.headers.items() if k.lower() not in ("host", "connection")}
        command, path = self.command, self.path
        return lambda client: client.request(command, path, content=body, headers=fields)

    def _pass(self, answer: httpx.Response, weather: Weather) -> None:
        body, kind = self.line.change(answer.content), answer.headers.get("content-type", "")
        if weather is Weather.DRIP_HEAD:
            self._drip(b"HTTP/1.1 200 OK\r\nx-slow: " + b"x" * 4096)
        elif weather is Weather.DRIP_BODY:
            self._head(answer.status_code, kind, len(body))
            self._drip(body)
        elif weather is Weather.TORN:
            self._head(answer.status_code, kind, len(body))
            self.wfile.write(body[: len(body) // 2])
            self.close_connection = True
        else:
            self._answer(answer.status_code, kind, body)

    def _drip(self, content: bytes) -> None:
        """Give a byte now and then, for ever; the asker lets go first."""
        self.close_connection = True
        at = 0
        while not self.line.is_over.wait(DRIP_S):
            self.wfile.write(content[at % len(content) :][:1])
            at += 1

    def _answer(self, status: int, kind: str, body: bytes) -> None:
        self._head(status, kind, len(body))
        self.wfile.write(body)

    def _head(self, status: int, kind: str, length: int) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        if status == 302:
            self.send_header("location", "https://login.example/")
        if status == 503:
            self.send_header("retry-after", "0")
        self.send_header("content-length", str(length))
        self.end_headers()

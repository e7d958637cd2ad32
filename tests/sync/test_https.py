"""HTTPS to the dossier: pinned, signed, patient; and every way in which somebody else answers."""

import contextlib
import http.server
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.crypto.requests import Request, read_claim, verify_request
from app.crypto.tls import issue_server_certificate, make_ca
from app.models.drafts import Moment
from app.sync.messages import FetchFeed, FetchPackages, Push, Trouble
from app.sync.transports.https import (
    Caller,
    HttpsTransport,
    NoAnswer,
    StrangeAnswer,
    StrangeCertificate,
    TimedOut,
    Unreachable,
    timeout_for,
)
from tests.crypto.builders import MOMENT, YEAR, key, stepped
from tests.sync.run import parcels

CA = make_ca("School voor Proeven", MOMENT - YEAR, MOMENT + YEAR)
DEVICE = key("device-7")


@dataclass
class Heard:
    """What a server heard, and how it answers."""

    status: int = 200
    fields: dict[str, str] = field(default_factory=lambda: {"content-type": "application/json"})
    body: bytes = b"{}"
    drop_after: int | None = None
    drip: tuple[bytes, ...] = ()
    waits: Callable[[], None] = lambda: None
    requests: list[tuple[Request, dict[str, str]]] = field(default_factory=list)
    connections: int = 0


class Server:
    """A TLS server on loopback, of the school or of somebody else."""

    def __init__(
        self,
        folder: Path,
        authority: object = CA,
        until: timedelta = 2 * YEAR,
        newest: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3,
    ) -> None:
        identity = issue_server_certificate(
            authority,
            ["127.0.0.1"],
            MOMENT - YEAR,
            MOMENT - YEAR + until,  # type: ignore[arg-type]
        )
        pem = folder / "server.pem"
        pem.write_text(identity.certificate + identity.secret_key)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pem)
        context.maximum_version = newest
        self.heard = Heard()
        self._http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.heard = self.heard  # type: ignore[attr-defined]
        self._http.daemon_threads = True
        self._http.socket = context.wrap_socket(
            self._http.socket, server_side=True, do_handshake_on_connect=False
        )
        self.url = f"https://127.0.0.1:{self._http.server_address[1]}"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,))
        self._thread.start()

    def close(self) -> None:
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers as its server's `heard` says, and writes down what came."""

    protocol_version = "HTTP/1.1"

    @property
    def heard(self) -> Heard:
        return self.server.heard  # type: ignore[attr-defined,no-any-return]

    def setup(self) -> None:
        super().setup()
        self.heard.connections += 1
        self.answered = 0

    def do_GET(self) -> None:
        heard = self.heard
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        if self.answered == heard.drop_after:
            self.close_connection = True
            return
        named = {name.lower(): value for name, value in self.headers.items()}
        heard.requests.append((Request(self.command, self.path, body), named))
        self.answered += 1
        self.send_response_only(heard.status)
        for name, value in heard.fields.items():
            self.send_header(name, value)
        self.send_header("content-length", str(sum(map(len, heard.drip)) + len(heard.body)))
        self.end_headers()
        for piece in heard.drip:
            heard.waits()
            self.wfile.write(piece)
        self.wfile.write(heard.body)

    def do_POST(self) -> None:
        self.do_GET()

    def handle(self) -> None:
        with contextlib.suppress(OSError):
            self.request.do_handshake()
            super().handle()

    def log_message(self, *_: object) -> None:
        pass


def clock(now: datetime = MOMENT) -> Moment:
    return Moment(now, 0, "boot-1", 5)


def transport_to(url: str, now: datetime = MOMENT) -> HttpsTransport:
    caller = Caller("device-7", DEVICE, lambda: clock(now), stepped("nonce"))
    return HttpsTransport(url, CA.certificate, caller)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    made = Server(tmp_path)
    yield made
    made.close()


@pytest.fixture
def transport(server: Server) -> Iterator[HttpsTransport]:
    made = transport_to(server.url)
    yield made
    made.close()


def test_every_request_is_signed_over_what_is_really_sent(
    server: Server, transport: HttpsTransport
) -> None:
    transport.send(Push(parcels(2)))
    transport.send(FetchFeed("Zaal 1/b.2026-12-09", 7))
    assert [request.path for request, _ in server.heard.requests] == [
        "/v1/streams/push",
        "/v1/rooms/Zaal%201%2Fb.2026-12-09/feed?after=7",
    ]
    for request, fields in server.heard.requests:
        claim = read_claim(fields)
        verify_request(claim, request, DEVICE.public)
        assert claim.device == "device-7"
    nonces = {fields["examendag-nonce"] for _, fields in server.heard.requests}
    assert len(nonces) == 2


def test_one_connection_is_kept(server: Server, transport: HttpsTransport) -> None:
    for _ in range(3):
        assert transport.send(FetchPackages()).body == b"{}"
    assert server.heard.connections == 1


def test_a_kept_connection_that_was_closed_is_tried_once_more_with_a_new_nonce(
    server: Server, transport: HttpsTransport
) -> None:
    server.heard.drop_after = 1
    transport.send(FetchPackages())
    assert transport.send(FetchPackages()).status == 200
    assert server.heard.connections == 2


def test_a_server_that_always_hangs_up_is_told_and_not_asked_for_ever(
    server: Server, transport: HttpsTransport
) -> None:
    server.heard.drop_after = 0
    with pytest.raises(Unreachable):
        transport.send(FetchPackages())
    assert server.heard.connections == 2


def test_a_redirect_is_an_answer_and_not_followed(
    server: Server, transport: HttpsTransport
) -> None:
    server.heard.status = 302
    server.heard.fields = {"location": server.url + "/login", "content-type": "text/html"}
    assert transport.send(FetchPackages()).status == 302
    assert len(server.heard.requests) == 1


RETRY_AFTER = {
    "17": 17,
    "0": 0,
    "Wed, 09 Dec 2026 09:00:30 GMT": 30,
    "Wed, 09 Dec 2026 08:00:00 GMT": 0,
    "Wed, 09 Dec 99999999999999999999 09:00:30 GMT": None,
    "soon": None,
    "1234567": None,
    "-1": None,
    "": None,
}


@pytest.mark.parametrize(("told", "seconds"), RETRY_AFTER.items(), ids=list(RETRY_AFTER))
def test_retry_after_is_read_in_seconds_and_as_a_date_by_the_servers_own_clock(
    server: Server, transport: HttpsTransport, told: str, seconds: int | None
) -> None:
    server.heard.fields = {"retry-after": told, "date": "Wed, 09 Dec 2026 09:00:00 GMT"}
    assert transport.send(FetchPackages()).retry_after_s == seconds


def test_a_proxy_that_opens_tls_is_named_and_never_sees_a_request(tmp_path: Path) -> None:
    stranger = Server(tmp_path, make_ca("Proxy", MOMENT - YEAR, MOMENT + YEAR))
    transport = transport_to(stranger.url)
    with pytest.raises(StrangeCertificate) as caught:
        transport.send(Push(parcels(1)))
    transport.close()
    stranger.close()
    assert caught.value.trouble is Trouble.STRANGE_CERTIFICATE
    assert stranger.heard.requests == []


def test_a_certificate_outside_its_dates_still_delivers_and_is_told(tmp_path: Path) -> None:
    """F27: a wrong clock is called that."""
    server = Server(tmp_path, until=timedelta(days=1))
    transport = transport_to(server.url)
    answer = transport.send(FetchPackages())
    assert (answer.status, answer.is_dated_now) == (200, False)
    transport.close()
    server.close()


def test_a_certificate_within_its_dates_gives_no_doubt(
    server: Server, transport: HttpsTransport
) -> None:
    assert transport.send(FetchPackages()).is_dated_now


def test_nobody_there_is_unreachable(server: Server) -> None:
    transport = transport_to("https://127.0.0.1:9")
    with pytest.raises(Unreachable):
        transport.send(FetchPackages())
    transport.close()


def test_no_proxy_of_the_environment_is_used(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    transport = transport_to(server.url)
    assert transport.send(FetchPackages()).status == 200
    transport.close()


def test_an_answer_larger_than_any_is_let_go_of(
    server: Server, transport: HttpsTransport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.sync.transports.https.ANSWER_BYTES_MAX", 1000)
    server.heard.body = bytes(200_000)
    with pytest.raises(NoAnswer) as caught:
        transport.send(FetchPackages())
    assert caught.value.trouble is Trouble.STRANGE_ANSWER


def test_patience_grows_with_what_is_sent_and_with_what_came() -> None:
    assert timeout_for(0).read == 10
    assert timeout_for(1024 * 1024).read == 74
    assert timeout_for(1024 * 1024).connect == 5


def test_too_slow_is_told_apart_from_nobody_there(
    server: Server, transport: HttpsTransport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.sync.transports.https.PATIENCE_S", 0.05)
    is_over = threading.Event()
    server.heard.waits, server.heard.drip = is_over.wait, (b" ",)
    with pytest.raises(TimedOut):
        transport.send(FetchPackages())
    is_over.set()


def test_no_error_holds_what_was_sent(server: Server, transport: HttpsTransport) -> None:
    server.heard.drop_after = 0
    with pytest.raises(NoAnswer) as caught:
        transport.send(Push(parcels(1)))
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_an_answer_that_drips_is_let_go_of(server: Server) -> None:
    now = [MOMENT]

    def moment() -> Moment:
        gone = now[0] - MOMENT
        return Moment(now[0], 0, "boot-1", gone // timedelta(milliseconds=1))

    def wait() -> None:
        now[0] += timedelta(seconds=9)  # less than the patience for one portion

    transport = HttpsTransport(
        server.url, CA.certificate, Caller("device-7", DEVICE, moment, stepped("nonce"))
    )
    server.heard.waits = wait
    server.heard.drip = (b" ",) * 3
    with pytest.raises(TimedOut):
        transport.send(FetchPackages())
    transport.close()


def test_a_network_that_answers_without_tls_is_a_page_and_nobody_else(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            line, _ = listening.accept()
            with line:
                line.recv(4096)
                line.sendall(b"HTTP/1.1 302 Found\r\nlocation: http://inloggen\r\n\r\n")

        portal = threading.Thread(target=answer)
        portal.start()
        transport = transport_to(f"https://127.0.0.1:{listening.getsockname()[1]}")
        with pytest.raises(StrangeAnswer):
            transport.send(FetchPackages())
        transport.close()
        portal.join()


def test_a_box_that_only_speaks_an_older_tls_is_somebody_else(tmp_path: Path) -> None:
    older = Server(tmp_path, newest=ssl.TLSVersion.TLSv1_2)
    transport = transport_to(older.url)
    with pytest.raises(StrangeCertificate):
        transport.send(Push(parcels(1)))
    transport.close()
    older.close()
    assert older.heard.requests == []

"""HTTPS to the dossier: the school's pinned CA, signed requests, no proxy and no redirect."""

import contextlib
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import quote

import httpx

from app.crypto.checkpoint import read_checkpoint
from app.crypto.keys import RandomBytes, SigningKey
from app.crypto.requests import Request, sign_request
from app.crypto.tls import client_context, dates_fit
from app.models.drafts import Moment
from app.sync.log_protocol import encode_streams
from app.sync.messages import (
    Answer,
    Ask,
    AskGrowth,
    AskLog,
    AskReceipts,
    FetchFeed,
    FetchPackage,
    FetchPackages,
    Push,
    PushJournal,
    TellContact,
    Trouble,
)
from app.sync.office_protocol import encode_heartbeat
from app.sync.protocol import PushRequest, encode_push
from app.sync.transports.patience import Patience

CONNECT_S: Final = 5.0
PATIENCE_S: Final = 10.0
SLOWEST_BYTES_PER_S: Final = 16 * 1024
_HUNG_UP: Final = ("disconnected", "closed connection")
"""What httpx says of a connection that ended before or in an answer: no page of a network."""
ANSWER_BYTES_MAX: Final = 32 * 1024 * 1024
_CUT_OFF: Final = (ssl.SSLEOFError, ssl.SSLZeroReturnError, ssl.SSLSyscallError)
_NO_TLS: Final = frozenset({"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "RECORD_LAYER_FAILURE"})
"""What OpenSSL calls plain text where TLS was expected: the page of a network, most likely."""


class NoAnswer(Exception):
    """Nothing came back that can be read; `trouble` says why."""

    trouble: Trouble


class Unreachable(NoAnswer):
    """No connection to the dossier."""

    trouble = Trouble.UNREACHABLE


class TimedOut(NoAnswer):
    """The connection was too slow for what was asked."""

    trouble = Trouble.TIMED_OUT


class StrangeCertificate(NoAnswer):
    """Somebody else answers at this address: a proxy that opens TLS, or another server."""

    trouble = Trouble.STRANGE_CERTIFICATE


class StrangeAnswer(NoAnswer):
    """The answer is larger than any the dossier gives, or no HTTP."""

    trouble = Trouble.STRANGE_ANSWER


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: the device, its key and its clock."""

    device: str
    key: SigningKey = field(repr=False)
    clock: Callable[[], Moment] = field(repr=False)
    random_bytes: RandomBytes = field(repr=False)
    person: SigningKey | None = field(default=None, repr=False)
    """The day key of who signed on at a machine of the office."""


class HttpsTransport:
    """One kept connection to the dossier, used by one thread."""

    def __init__(self, url: str, ca: str, caller: Caller) -> None:
        self._caller = caller
        self._patience = Patience()
        self._client = httpx.Client(
            base_url=url,
            verify=client_context(ca),
            trust_env=False,
            follow_redirects=False,
            headers={"accept": "application/json", "accept-encoding": "identity"},
        )

    def send(self, ask: Ask) -> Answer:
        """Return what came back.

        Raises:
            NoAnswer: One of its subclasses; whether the dossier did it is not known.
        """
        return self.ask(wire_request(ask))

    def ask(self, request: Request, waits_s: float = 0.0) -> Answer:
        """Return what came back of a request; `waits_s` is how long the dossier may hold it.

        Raises:
            NoAnswer: One of its subclasses; whether the dossier did it is not known.
        """
        try:
            return self._once(request, waits_s)
        except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError):
            if self._patience.is_over:
                raise TimedOut("too slow") from None
            # A kept connection that the other side had closed: once more, on a new one.
        except (httpx.HTTPError, ssl.SSLError) as problem:
            raise self._told(problem) from None
        try:
            return self._once(request, waits_s)
        except (httpx.HTTPError, ssl.SSLError) as problem:
            raise self._told(problem) from None

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    # ------------------------------------------------------------ within

    def _once(self, request: Request, waits_s: float) -> Answer:
        caller = self._caller
        began = caller.clock()
        fields = sign_request(
            request,
            caller.device,
            began.corrected,
            caller.key,
            caller.random_bytes,
            caller.person,
        )
        if request.body:
            is_json = request.body.startswith(b"{")
            fields["content-type"] = "application/json" if is_json else "application/octet-stream"
        patience = timeout_for(len(request.body), waits_s)
        sent = self._client.build_request(
            request.method,
            request.path,
            content=request.body or None,
            headers=fields,
            timeout=patience,
            extensions={"trace": self._patience.trace},
        )
        within_s = CONNECT_S + (patience.read or PATIENCE_S)
        with self._patience.within(within_s):
            response = self._client.send(sent, stream=True)
        with contextlib.closing(response):
            is_dated_now = _is_dated_at(response, began)
            body = self._read(response, began, within_s)
        return Answer(
            status=response.status_code,
            content_type=response.headers.get("content-type", ""),
            body=body,
            took_ms=caller.clock().mono - began.mono,
            retry_after_s=_retry_after_s(response.headers, began),
            is_dated_now=is_dated_now,
        )

    def _read(self, response: httpx.Response, began: Moment, within_s: float) -> bytes:
        """Return the body of an answer that comes at the pace of a slow line, or faster."""
        portions = []
        size = 0
        for portion in response.iter_raw():
            size += len(portion)
            if size > ANSWER_BYTES_MAX:
                raise StrangeAnswer("larger than any answer of the dossier")
            took_s = (self._caller.clock().mono - began.mono) / 1000
            if took_s > within_s + size / SLOWEST_BYTES_PER_S:
                raise TimedOut("too slow")
            portions.append(portion)
        return b"".join(portions)

    def _told(self, problem: Exception) -> NoAnswer:
        return TimedOut("too slow") if self._patience.is_over else _told(problem)


def wire_request(ask: Ask) -> Request:
    """Return the request of an ask: method, path as sent, and body."""
    match ask:
        case Push(parcels):
            body = encode_push(PushRequest(tuple(each.signed for each in parcels)))
            told = Request("POST", "/v1/streams/push", body)
        case PushJournal(room_day, name, through, content):
            place = f"{_quoted(room_day)}/{_quoted(name)}"
            told = Request("POST", f"/v1/journals/{place}?through={through}", content)
        case FetchFeed(room_day, after):
            told = Request("GET", f"/v1/rooms/{_quoted(room_day)}/feed?after={after}")
        case FetchPackage(room_day):
            told = Request("GET", f"/v1/packages/{_quoted(room_day)}")
        case FetchPackages():
            told = Request("GET", "/v1/packages")
        case TellContact(heartbeat):
            told = Request("POST", "/v1/contact", encode_heartbeat(heartbeat))
        case _:
            told = _of_the_log(ask)
    return told


def _of_the_log(ask: AskGrowth | AskLog | AskReceipts) -> Request:
    if isinstance(ask, AskReceipts):
        return Request("POST", "/v1/streams/receipts", encode_streams(ask.streams))
    if isinstance(ask, AskGrowth):
        old, size = (read_checkpoint(note).size for note in (ask.known, ask.seen))
        return Request("GET", f"/v1/log/consistency?old={old}&size={size}")
    if ask.known is None:
        return Request("GET", "/v1/log")
    return Request("POST", "/v1/log/seen", ask.known.encode("utf-8"))


def _quoted(name: str) -> str:
    return quote(name, safe="")


def timeout_for(sent_bytes: int, waits_s: float = 0.0) -> httpx.Timeout:
    """Return how long to wait: longer for more bytes, since a slow line is not a broken one."""
    patience = PATIENCE_S + waits_s + sent_bytes / SLOWEST_BYTES_PER_S
    return httpx.Timeout(patience, connect=CONNECT_S)


def _is_dated_at(response: httpx.Response, now: Moment) -> bool:
    """Whether the certificate of who answers is valid by this laptop's clock."""
    stream = response.extensions.get("network_stream")
    tls = None if stream is None else stream.get_extra_info("ssl_object")
    certificate = None if tls is None else tls.getpeercert(True)  # noqa: FBT003 - takes no keyword
    return not certificate or dates_fit(certificate, now.wall)


def _told(problem: Exception) -> NoAnswer:
    """Return what an error means; its text may hold an address and is not kept."""
    if isinstance(problem, httpx.TimeoutException):
        return TimedOut("too slow")
    cause: BaseException | None = problem
    while cause is not None:
        if isinstance(cause, ssl.SSLError) and not isinstance(cause, _CUT_OFF):
            if cause.reason in _NO_TLS:
                return StrangeAnswer("no TLS")
            return StrangeCertificate("not the school's dossier")
        cause = cause.__cause__ or cause.__context__
    if isinstance(problem, httpx.RemoteProtocolError) and any(
        each in str(problem) for each in _HUNG_UP
    ):
        return Unreachable("hung up")
    if isinstance(problem, httpx.ProtocolError | httpx.DecodingError):
        return StrangeAnswer("no HTTP")
    return Unreachable("no connection")


def _retry_after_s(fields: httpx.Headers, now: Moment) -> int | None:
    """Return how long the server asks to wait: seconds, or a date by its own clock."""
    told = fields.get("retry-after", "")
    if told.isdecimal():
        return int(told) if len(told) < 6 else None
    until, asked = _date(told), _date(fields.get("date", ""))
    if until is None:
        return None
    return max(0, round((until - (asked or now.corrected)).total_seconds()))


def _date(told: str) -> datetime | None:
    try:
        read = parsedate_to_datetime(told)
    except (ValueError, OverflowError):
        return None
    return read if read.tzinfo is not None else read.replace(tzinfo=UTC)

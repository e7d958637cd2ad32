"""Where the browser comes back to after somebody logged in: a door on this machine alone.

RFC 8252, 7.3: 127.0.0.1, a free port, open no longer than one sign-on takes. Any program of this
machine can knock there; only who brings the state that was made for this sign-on is let in.
"""

import contextlib
import hmac
import selectors
import socket
import time
from dataclasses import dataclass, field
from typing import Final, Self
from urllib.parse import parse_qs

from app.models.strict_json import Malformed

PATH: Final = "/aangemeld"
HEAD_BYTES_MAX: Final = 16 * 1024
_MEMBERS_MAX: Final = 20
_VALUE_CHARACTERS_MAX: Final = 4_096
_READ_S: Final = 1.0
"""How long one caller may take to ask: browsers open connections that they do not use."""
_END: Final = b"\r\n\r\n"
_FIELDS: Final = (
    "Content-Type: text/html; charset=utf-8",
    "Content-Security-Policy: default-src 'none'",
    "Referrer-Policy: no-referrer",
    "Cache-Control: no-store",
    "Connection: close",
)


@dataclass(frozen=True, slots=True)
class Returned:
    """What the provider sent along: a code, or why there is none; `issuer` who says so."""

    code: str = field(default="", repr=False)
    error: str = ""
    issuer: str = ""


def read_return(head: bytes, state: str) -> Returned:
    """Return what a browser brings back, by the head of its request.

    Raises:
        Malformed: It does not come back from the sign-on of this state.
    """
    method, _, rest = head.partition(b"\r\n")[0].partition(b" ")
    target = rest.partition(b" ")[0].decode("ascii", "replace")
    path, _, query = target.partition("?")
    if method != b"GET" or path != PATH:
        raise Malformed("not where a browser comes back")
    try:
        told = parse_qs(query, keep_blank_values=True, max_num_fields=_MEMBERS_MAX)
    except ValueError as problem:
        raise Malformed("not the words of a provider") from problem
    given, code, error, issuer = (_one(told, each) for each in ("state", "code", "error", "iss"))
    if not hmac.compare_digest(given.encode("utf-8", "replace"), state.encode("ascii")):
        raise Malformed("of another sign-on")
    if bool(code) == bool(error):
        raise Malformed("neither a code nor an error")
    return Returned(code, error, issuer)


class BrowserDoor:
    """Stands open until the browser is back, somebody closes it, or it took too long."""

    def __init__(self, state: str, page: str) -> None:
        """Open it; `page` is what the browser shows in the end, a sentence of our own."""
        self._state, self._page = state, page
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._bell, self._button = socket.socketpair()

    def __enter__(self) -> Self:
        """Return this door."""
        return self

    def __exit__(self, *_: object) -> None:
        """Take it away."""
        for each in (self._socket, self._bell, self._button):
            each.close()

    @property
    def address(self) -> str:
        """Where the browser comes back to."""
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}{PATH}"

    def close(self) -> None:
        """Wait for nobody any more; from any thread."""
        with contextlib.suppress(OSError):
            self._button.send(b"!")

    def wait(self, seconds: float) -> Returned | None:
        """Return what the browser brought; None when the door was closed or it took too long."""
        until = time.monotonic() + seconds
        with selectors.DefaultSelector() as waiting:
            waiting.register(self._socket, selectors.EVENT_READ)
            waiting.register(self._bell, selectors.EVENT_READ)
            while (left := until - time.monotonic()) > 0:
                ready = {key.fileobj for key, _ in waiting.select(left)}
                if self._bell in ready:
                    return None
                if self._socket in ready:
                    found = self._answered()
                    if found is not None:
                        return found
        return None

    # ------------------------------------------------------------ within

    def _answered(self) -> Returned | None:
        """Answer who knocks; None when it is not the browser of this sign-on."""
        try:
            caller, _ = self._socket.accept()
            with caller:
                caller.settimeout(_READ_S)
                try:
                    found = read_return(_head_of(caller), self._state)
                except Malformed:
                    caller.sendall(_answer("404 Not Found", ""))
                    return None
                with contextlib.suppress(OSError):  # what it brought counts all the same
                    caller.sendall(_answer("200 OK", self._page))
                return found
        except OSError:
            return None


def _head_of(caller: socket.socket) -> bytes:
    """Return the head of a request, at most so many bytes in at most so many seconds."""
    head, until = b"", time.monotonic() + _READ_S
    while _END not in head and len(head) <= HEAD_BYTES_MAX and time.monotonic() < until:
        portion = caller.recv(4_096)
        if not portion:
            break
        head += portion
    if _END not in head:
        raise Malformed("no request")
    return head


def _one(told: dict[str, list[str]], name: str) -> str:
    """Return a member that is there once or not at all."""
    values = told.get(name, [""])
    if len(values) != 1 or len(values[0]) > _VALUE_CHARACTERS_MAX:
        raise Malformed("a word of a provider twice, or too long")
    return values[0]


def _answer(status: str, sentence: str) -> bytes:
    title = "<!doctype html><html lang=nl><meta charset=utf-8><title>Examendag</title>"
    body = f"{title}<p>{sentence}</p></html>".encode()
    fields = "\r\n".join((f"HTTP/1.1 {status}", *_FIELDS, f"Content-Length: {len(body)}"))
    return fields.encode("ascii") + _END + body

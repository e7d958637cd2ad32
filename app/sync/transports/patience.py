"""How long an answer may take in all: a line that gives a byte now and then is no answer."""

import contextlib
import socket
import threading
from collections.abc import Iterator, Mapping
from typing import Any, Final

_STREAMS: Final = ("connection.connect_tcp.complete", "connection.start_tls.complete")


class Patience:
    """Ends the connection on which no answer begins in time, from beside the thread that waits.

    A time-out of httpx counts from the last byte that came, so it never ends such a wait.
    """

    def __init__(self) -> None:
        self._socket: socket.socket | None = None
        self.is_over = False

    def trace(self, name: str, told: Mapping[str, Any]) -> None:
        """Remember the connection; httpx calls it as its `trace` extension."""
        if name in _STREAMS:
            self._socket = told["return_value"].get_extra_info("socket")

    @contextlib.contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Wait so long for what happens inside."""
        self.is_over = False
        timer = threading.Timer(seconds, self._end)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _end(self) -> None:
        self.is_over = True
        if self._socket is not None:
            with contextlib.suppress(OSError):
                # Not the method of the TLS socket, which lets go of what another thread reads.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

"""The running service: TLS, the ready line, a graceful stop."""

import asyncio
import contextlib
import gc
import logging
import signal
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import uvicorn
from litestar import Litestar

EVERYWHERE: Final = "::"
QUEUE: Final = 2048
KEEP_ALIVE_S: Final = 75
GRACE_S: Final = 2
_SECONDS: Final = "%Y-%m-%dT%H:%M:%SZ"
YOUNG: Final = 5_000
"""After how many new objects the youngest are looked through: a delivery makes some thousands."""


@dataclass(frozen=True, slots=True)
class Listener:
    """One address with the application behind it."""

    app: Litestar
    host: str
    port: int
    certificate: Path
    secret_key: Path
    least_tls: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3


class _Server(uvicorn.Server):
    """A server that leaves signals to whoever runs several of them."""

    @contextlib.contextmanager
    def capture_signals(self) -> Any:
        yield

    def address(self) -> tuple[str, int]:
        """Return where it listens really, also when any free port was asked."""
        host, port = self.servers[0].sockets[0].getsockname()[:2]
        return str(host), int(port)


def run_service(listeners: Sequence[Listener], is_ready: Callable[[list[int]], None]) -> None:
    """Serve until SIGTERM or SIGINT; requests under way are finished first.

    Raises:
        OSError: A port is taken.
    """
    lines = logging.StreamHandler()
    lines.setFormatter(_InUtc("%(asctime)s %(levelname)s %(name)s %(message)s", _SECONDS))
    logging.basicConfig(level=logging.INFO, handlers=[lines])
    logging.getLogger("httpx").setLevel(logging.WARNING)
    sockets = [listening(each.host, each.port) for each in listeners]
    servers = [_server(each) for each in listeners]
    asyncio.run(_serve(servers, sockets, is_ready))


class _InUtc(logging.Formatter):
    """Lines begin with the moment, in UTC as all that is kept."""

    converter = staticmethod(time.gmtime)


def listening(host: str, port: int) -> socket.socket:
    """Return a listening socket; at `::` it hears IPv4 as well, also where IPv6 is off.

    asyncio by itself hears IPv6 only there: no laptop of an IPv4 network would find us.

    Raises:
        OSError: The port is taken, or the address is not of this machine.
    """
    dual = host == EVERYWHERE and socket.has_dualstack_ipv6()
    if host == EVERYWHERE and not dual:
        host = ""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=QUEUE, dualstack_ipv6=dual)


async def _serve(
    servers: Sequence[_Server],
    sockets: Sequence[socket.socket],
    is_ready: Callable[[list[int]], None],
) -> None:
    def stop() -> None:
        for server in servers:
            server.should_exit = True

    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    tasks = [
        asyncio.create_task(server.serve([each]))
        for server, each in zip(servers, sockets, strict=True)
    ]
    while not all(server.started for server in servers):
        done = [task for task in tasks if task.done()]
        if done:
            stop()
            await asyncio.gather(*tasks, return_exceptions=True)
            raise OSError("a listener did not start")
        await asyncio.sleep(0.01)
    _settle_collector()
    is_ready([server.address()[1] for server in servers])
    await asyncio.gather(*tasks)


def _settle_collector() -> None:
    """Leave the program itself out of every later search for circles, and search less often.

    What a request made goes with its answer, by its count of references. Looking through all of
    the program at each full search took a twentieth of the work of a large delivery.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG)


def _server(listener: Listener) -> _Server:
    def context(_: uvicorn.Config, make: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
        made = make()
        made.minimum_version = listener.least_tls
        return made

    return _Server(
        uvicorn.Config(
            listener.app,
            backlog=QUEUE,
            ssl_certfile=str(listener.certificate),
            ssl_keyfile=str(listener.secret_key),
            ssl_context_factory=context,
            access_log=False,
            log_config=None,
            server_header=False,
            proxy_headers=False,
            ws="none",
            timeout_keep_alive=KEEP_ALIVE_S,
            timeout_graceful_shutdown=GRACE_S,
        )
    )

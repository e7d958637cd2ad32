"""The thread that takes the outbox to the planners, over TLS, with their own tokens."""

import ssl
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final, Self

import httpx

from dossier.archive.oke_tables import Connection, OutboxRow, next_moment, release_claims
from dossier.oke.outbox import Answer, DeliveryState, answered, in_ms, step

SCOPE: Final = "nl-test-admin-flow-2-3-4"
TIMEOUT_S: Final = 20.0
LONGEST_SLEEP_S: Final = 5.0
SHORTEST_SLEEP_S: Final = 0.05
LONGEST_ANSWER: Final = 64 * 1024
PORTION: Final = 4 * 1024
_READ: Final = ("Retry-After", "Content-Type")


@dataclass(frozen=True, slots=True)
class PlannerLink:
    """Where a planner is reached and how we log in there (OAuth2 client credentials)."""

    server_url: str
    token_url: str
    client_id: str
    secret: str = field(repr=False)


class NoToken(Exception):
    """The planner's token office gave no token; `status` None means it was not reached."""

    def __init__(self, status: int | None) -> None:
        super().__init__(f"no token ({status})")
        self.status = status


class PlannerLine:
    """One planner's connection: a token that is fetched when needed, and calls."""

    def __init__(self, link: PlannerLink, verify: ssl.SSLContext) -> None:
        self._link = link
        self._token: str | None = None
        self._http = httpx.Client(
            verify=verify, timeout=TIMEOUT_S, follow_redirects=False, trust_env=False
        )

    @property
    def link(self) -> PlannerLink:
        """The address and credentials this line was opened with."""
        return self._link

    def send(self, row: OutboxRow, now: datetime) -> Answer:
        """Send one message as it was written; a refused token is renewed once."""
        try:
            had_token = self._token is not None
            response = self._call(row)
            if response.status_code == 401 and had_token:
                self._token = None
                response = self._call(row)
        except NoToken as refused:
            return Answer(None, f"Geen token van de planning (status {refused.status}).")
        except (httpx.HTTPError, httpx.InvalidURL) as lost:
            return Answer(None, type(lost).__name__)
        if response.status_code == 401:
            self._token = None
        return Answer(response.status_code, _told(response), _asked_wait(response.headers, now))

    def log_in(self) -> None:
        """Fetch a token, as the first message would.

        Raises:
            NoToken: The planner is not reached, or does not let us in.
        """
        self._token = self._fetch_token()

    def _call(self, row: OutboxRow) -> httpx.Response:
        if self._token is None:
            self._token = self._fetch_token()
        return self._asked(
            row.method,
            self._link.server_url.rstrip("/") + row.path,
            content=row.body,
            headers={
                "Authorization": f"Bearer {self._token}",
                "Content-Type": "application/merge-patch+json",
                "Accept": "application/json, application/problem+json",
            },
        )

    def _fetch_token(self) -> str:
        try:
            response = self._asked(
                "POST",
                self._link.token_url,
                data={"grant_type": "client_credentials", "scope": SCOPE},
                auth=(self._link.client_id, self._link.secret),
                headers={"Accept": "application/json"},
            )
            token = response.json().get("access_token") if response.is_success else None
        except (httpx.HTTPError, httpx.InvalidURL):
            raise NoToken(None) from None
        except (ValueError, AttributeError, RecursionError):
            token = None
        if not isinstance(token, str) or not token.isascii() or not token.isprintable():
            raise NoToken(response.status_code)
        return token

    def _asked(self, method: str, url: str, **told: Any) -> httpx.Response:
        """Return what came back, of a long body the beginning: what it says is not needed."""
        content = b""
        with self._http.stream(method, url, **told) as response:
            for portion in response.iter_bytes(PORTION):
                content += portion
                if len(content) > LONGEST_ANSWER:
                    break
        kept = {name: response.headers[name] for name in _READ if name in response.headers}
        return httpx.Response(response.status_code, headers=kept, content=content)

    def close(self) -> None:
        """End the connection."""
        self._http.close()


def _told(response: httpx.Response) -> str | None:
    """Return title and detail of a refusal, as the coordinator may read them."""
    if response.is_success or len(response.content) > LONGEST_ANSWER:
        return None
    try:
        problem = response.json()
    except (ValueError, RecursionError):
        return None
    if not isinstance(problem, dict):
        return None
    parts = [problem[name] for name in ("title", "detail") if isinstance(problem.get(name), str)]
    return ": ".join(parts) or None


def _asked_wait(headers: httpx.Headers, now: datetime) -> float | None:
    asked = headers.get("Retry-After")
    if asked is None:
        return None
    if asked.isascii() and asked.isdigit():
        return float(asked[:9])
    try:
        return max(0.0, (parsedate_to_datetime(asked) - now).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None


@dataclass(frozen=True, slots=True)
class OutboxPorts:
    """What the runner is given: the database, the planners, the clock and chance."""

    school: str
    begin: Callable[[], AbstractContextManager[Connection]]
    link_of: Callable[[str], PlannerLink | None]
    verify: ssl.SSLContext
    clock: Callable[[], datetime]
    jitter: Callable[[], float]
    failed: Callable[[Exception], None]
    """Told about a fault of our own; the round is tried again."""
    is_sender: Callable[[], bool] = lambda: True
    """Whether it is this process that sends: of several replicas one does."""


class OutboxRunner:
    """Delivers in a thread of its own until it is closed. What was under way is tried again."""

    def __init__(self, ports: OutboxPorts) -> None:
        self._ports = ports
        self._lines: dict[str, PlannerLine] = {}
        self._closing = threading.Event()
        self._bell = threading.Event()
        self._thread = threading.Thread(target=self._run, name="oke-outbox", daemon=True)

    def start(self) -> Self:
        """Begin delivering."""
        self._thread.start()
        return self

    def wake(self) -> None:
        """Look at once whether there is something to send."""
        self._bell.set()

    def close(self) -> None:
        """Stop after the message that is under way."""
        self._closing.set()
        self._bell.set()
        if self._thread.is_alive():
            self._thread.join()
        for line in self._lines.values():
            line.close()

    def _run(self) -> None:
        while not self._closing.is_set():
            try:
                is_busy = self.deliver_round()
            except Exception as fault:  # noqa: BLE001 - one bad round must not end all delivery
                is_busy = False
                self._ports.failed(fault)
            if not is_busy:
                self._bell.wait(self._sleep_s())
                self._bell.clear()

    def deliver_round(self) -> bool:
        """Send what is due, if it is for us to send; True when anything was."""
        if not self._ports.is_sender():
            return False
        with self._ports.begin() as connection:
            # This thread is the only sender: what is still marked was cut short by a stop.
            release_claims(connection, self._ports.school)
            due = step(connection, self._ports.school, self._ports.clock())
        for row in due:
            if self._closing.is_set() or not self._ports.is_sender():
                break
            self._settle(row, self._send(row))
        return bool(due)

    def _send(self, row: OutboxRow) -> Answer:
        link = self._ports.link_of(row.client_id)
        if link is None:
            return Answer(None, "Voor deze planning is geen adres ingesteld.")
        line = self._lines.get(row.client_id)
        if line is None or line.link != link:
            if line is not None:
                line.close()
            line = self._lines[row.client_id] = PlannerLine(link, self._ports.verify)
        return line.send(row, self._ports.clock())

    def _settle(self, row: OutboxRow, answer: Answer) -> DeliveryState:
        with self._ports.begin() as connection:
            return answered(
                connection,
                self._ports.school,
                row,
                answer,
                now=self._ports.clock(),
                jitter=self._ports.jitter,
            )

    def _sleep_s(self) -> float:
        with self._ports.begin() as connection:
            moment = next_moment(connection, self._ports.school)
        if moment is None:
            return LONGEST_SLEEP_S
        left_s = (moment - in_ms(self._ports.clock())) / 1000
        return min(LONGEST_SLEEP_S, max(SHORTEST_SLEEP_S, left_s))

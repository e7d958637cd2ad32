"""Bringing the office's feed here: one thread that waits at the dossier for what happens."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from app.crypto.requests import Request
from app.models.strict_json import Malformed
from app.services.office_sign_on import OfficeLine
from app.sync.messages import Answer, Trouble
from app.sync.office_protocol import WAIT_S_MAX, OfficePage, decode_page
from app.sync.reading import trouble_in
from app.sync.transports.https import NoAnswer

FIRST_PAUSE_S: Final = 1.0
LONGEST_PAUSE_S: Final = 8.0
"""Few machines ask, and what they show should not stand still long after the dossier is back."""
UNAUTHORISED: Final = 401
FORBIDDEN: Final = 403

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Beyond:
    """From which place in the log on, of sessions from which day (ISO) on."""

    place: int
    since: str


def feed_path(asked: Beyond, wait_s: int) -> str:
    """Return what is asked of the dossier."""
    return f"/v1/office/feed?after={asked.place}&since={asked.since}&wait={wait_s}"


@dataclass(frozen=True, slots=True)
class Puller:
    """Who hears what came, each on the thread of the feed."""

    after: Callable[[], Beyond]
    took: Callable[[Beyond, OfficePage], None]
    """Returns once the page is on disk."""
    failed: Callable[[Trouble], None]
    ended: Callable[[], None]
    """Nobody is signed on here any more, by the dossier's word."""


class OfficePulling:
    """Asks for the feed until it is closed."""

    def __init__(self, line: OfficeLine, puller: Puller, jitter: Callable[[], float]) -> None:
        self._line = line
        self._puller = puller
        self._jitter = jitter
        self._failures = self._wait_s = 0
        self._closed = threading.Event()
        self._nudged = threading.Event()
        self._thread = threading.Thread(target=self._run, name="office-feed", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def nudge(self) -> None:
        """Try again at once, when it waits for a network; from any thread."""
        self._nudged.set()

    def close(self) -> None:
        """Stop; a request that waits at the dossier ends by itself, and what it brings is left."""
        self._closed.set()
        self._nudged.set()

    def _run(self) -> None:
        try:
            self._pull()
        finally:
            self._line.close()

    def _pull(self) -> None:
        while not self._closed.is_set():
            trouble = self._once(self._wait_s)
            if self._closed.is_set():
                return
            self._nudged.wait(self._settled(trouble))
            self._nudged.clear()

    def _settled(self, trouble: Trouble | None) -> float:
        """Return for how many seconds nothing is asked now: none after an answer."""
        if trouble is None:
            self._failures, self._wait_s = 0, WAIT_S_MAX
            return 0.0
        self._puller.failed(trouble)
        pause: float = min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2 ** min(self._failures, 10))
        self._failures, self._wait_s = self._failures + 1, 0  # after a silence: at once
        return pause * self._jitter()

    def _once(self, wait_s: int) -> Trouble | None:
        asked = self._puller.after()
        try:
            answer = self._line.ask(Request("GET", feed_path(asked, wait_s)), wait_s)
        except NoAnswer as problem:
            return problem.trouble
        return None if self._closed.is_set() else self._taken(asked, answer)

    def _taken(self, asked: Beyond, answer: Answer) -> Trouble | None:
        trouble = trouble_in(answer)
        if answer.status in (UNAUTHORISED, FORBIDDEN) and trouble is Trouble.REFUSED:
            self._closed.set()
            self._puller.ended()
            return None
        if trouble is not None:
            return trouble
        try:
            self._puller.took(asked, decode_page(answer.body))
        except Malformed:
            return Trouble.STRANGE_ANSWER
        except Exception as problem:  # noqa: BLE001 - the disk refused; it is asked again
            if not self._closed.is_set():
                log.error("fault while taking in: %s", type(problem).__name__)
            return Trouble.NOT_TAKEN
        return None

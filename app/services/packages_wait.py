"""Waiting for the newest packages: who asked is told when there is no more to wait for."""

import threading
from collections.abc import Callable
from concurrent.futures import Future

from app.services.delivering import Deliverer
from app.sync.messages import PackagesWanted


class PackagesWait:
    """Who waits; used by any thread."""

    def __init__(self, deliverer: Callable[[], Deliverer | None]) -> None:
        """Ask whoever delivers by then."""
        self._deliverer = deliverer
        self._lock = threading.Lock()
        self._waiting: list[Future[bool]] = []
        self._is_closed = False

    def fetch(self) -> Future[bool]:
        """Ask the dossier at once what packages there are; whether it told, once all are here."""
        asked: Future[bool] = Future()
        deliverer = self._deliverer()
        with self._lock:
            if deliverer is None or self._is_closed:
                asked.set_result(False)
                return asked
            self._waiting.append(asked)
        deliverer.tell(PackagesWanted())
        return asked

    def end(self, *, is_told: bool) -> None:
        """Tell everybody; `is_told` is whether the dossier said what there is."""
        with self._lock:
            waiting, self._waiting = self._waiting, []
        for each in waiting:
            each.set_result(is_told)

    def close(self) -> None:
        """Let nobody wait any more: nothing is asked from now on."""
        with self._lock:
            self._is_closed = True
        self.end(is_told=False)

"""A laptop's real delivery - thread, engine and HTTPS - to whatever answers at an address."""

import os
import queue
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from app.crypto.signed_event import SignedEvent, read_event
from app.models.drafts import Moment
from app.services.delivering import Deliverer, Delivery, Surroundings
from app.store.event_store import Entry
from app.sync.messages import Outcome
from app.sync.state import State
from app.sync.transports.https import Caller, HttpsTransport
from tests.dossier.laptop import Laptop
from tests.patience import PATIENCE_S

BOOT = str(uuid.uuid4())


def clock() -> Moment:
    """Return the machine's own time: what runs here is real."""
    return Moment(datetime.now(UTC), 0, BOOT, time.monotonic_ns() // 1_000_000)


class Delivering:
    """Delivery of one laptop, and everything it told."""

    def __init__(self, laptop: Laptop, url: str) -> None:
        self.outcomes: queue.SimpleQueue[Outcome] = queue.SimpleQueue()
        self.troubles: set[str] = set()
        self._is_changed = threading.Condition()
        caller = Caller(laptop.device, laptop.key, clock, os.urandom)
        transport = HttpsTransport(url, laptop.trust.tls_ca, caller)
        around = Surroundings(clock, lambda: 0.01, self.outcomes.put, self._changed)
        self.deliverer = Deliverer(transport, State(laptop.trust), around)
        self.deliverer.start()

    def written(self, events: Sequence[SignedEvent]) -> None:
        self.deliverer.written([Entry(read_event(each), each) for each in events])

    def until_all_is_central(self) -> Delivery:
        """Wait until a receipt has everything."""
        with self._is_changed:
            is_so = self._is_changed.wait_for(
                lambda: self.deliverer.delivery.waiting == 0, timeout=PATIENCE_S
            )
        assert is_so, self.deliverer.delivery
        return self.deliverer.delivery

    def until_trouble(self, *codes: str) -> None:
        """Wait until each of these was told."""
        with self._is_changed:
            is_so = self._is_changed.wait_for(
                lambda: set(codes) <= self.troubles, timeout=PATIENCE_S
            )
        assert is_so, self.troubles

    def _changed(self, delivery: Delivery) -> None:
        with self._is_changed:
            if delivery.contact.trouble is not None:
                self.troubles.add(delivery.contact.trouble.value)
            self._is_changed.notify_all()


@contextmanager
def delivering(laptop: Laptop, url: str) -> Iterator[Delivering]:
    made = Delivering(laptop, url)
    try:
        yield made
    finally:
        made.deliverer.close()

"""Delivering: one thread that carries events to the dossier and brings its feed back."""

import logging
import queue
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Protocol

from app.models.act import StreamId
from app.models.drafts import Moment
from app.store.event_store import Entry
from app.sync.engine import Step, step
from app.sync.messages import (
    Answer,
    Answered,
    Ask,
    BatteryRead,
    Failed,
    FeedNotKept,
    Happening,
    JournalWaits,
    Outcome,
    PackagesWanted,
    PageTaken,
    PushJournal,
    RoomClosed,
    RoomOpened,
    StreamsHeld,
    TellContact,
    Ticked,
    Trouble,
    TryAsked,
    Written,
)
from app.sync.outbox import Parcel
from app.sync.state import NEVER, Contact, State
from app.sync.transports.https import NoAnswer

log = logging.getLogger(__name__)

LONGEST_SLEEP_S: Final = 60.0
CLOSING_PATIENCE_S: Final = 3.0


class Transport(Protocol):
    """How an ask reaches the dossier."""

    def send(self, ask: Ask) -> Answer:
        """Return what came back, or raise `NoAnswer`."""

    def close(self) -> None:
        """Let go of the connection."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """How delivery stands: what the sync chip tells."""

    contact: Contact
    waiting: int
    acknowledged: int


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the thread is given: a clock, a source of jitter, and who hears of what came."""

    clock: Callable[[], Moment]
    jitter: Callable[[], float]
    heard: Callable[[Outcome], None]
    changed: Callable[[Delivery], None] = field(default=lambda _: None)
    battery: Callable[[], int | None] = field(default=lambda: None)
    """How full the battery is, for what the dossier is told at each contact."""


class Deliverer:
    """Carries the engine's asks to a transport and its answers back, until it is closed."""

    def __init__(self, transport: Transport, state: State, around: Surroundings) -> None:
        self._transport = transport
        self._state = state
        self._around = around
        self._inbox: queue.SimpleQueue[Happening] = queue.SimpleQueue()
        self._is_closed = threading.Event()
        self._lock = threading.Lock()
        self._untold = 0
        self._told = self.delivery
        self._thread = threading.Thread(target=self._run, name="delivery", daemon=True)

    def start(self) -> None:
        """Begin: packages are looked for at once."""
        self._thread.start()

    def written(self, entries: Iterable[Entry], receipts: Iterable[str] = ()) -> None:
        """Tell of this laptop's own events that are on disk, and receipts kept of them."""
        told = Written(tuple(map(parcel_of, entries)), tuple(receipts))
        with self._lock:
            self._untold += len(told.parcels)
        self._inbox.put(told)

    def room_opened(self, room_day: str, after: int) -> None:
        """Follow the feed of a room from a chunk on; from any thread."""
        self._inbox.put(RoomOpened(room_day, after))

    def room_closed(self) -> None:
        """Follow no feed any more; from any thread."""
        self._inbox.put(RoomClosed())

    def journal_waits(self, portion: PushJournal) -> None:
        """Send what a journal of a closed room holds beyond what the dossier has."""
        self._inbox.put(JournalWaits(portion))

    def streams_held(self, streams: Sequence[StreamId], left: frozenset[str]) -> None:
        """Ask what the dossier has of the streams of closed rooms; from any thread."""
        self._inbox.put(StreamsHeld(tuple(streams), left))

    def tell(self, happening: FeedNotKept | TryAsked | PackagesWanted | PageTaken) -> None:
        """Tell of a page that came or was refused, or of somebody who does not want to wait."""
        self._inbox.put(happening)

    @property
    def state(self) -> State:
        """What is known of delivery now; from any thread."""
        with self._lock:
            return self._state

    @property
    def delivery(self) -> Delivery:
        """How delivery stands; what the thread has not yet heard of waits too."""
        with self._lock:
            state, untold = self._state, self._untold
        held = sum(len(box.parcels) for box in state.boxes.values())
        contact = state.contact
        if state.shows_log:  # the dossier was asked, and may explain it
            contact = replace(contact, is_log_strange=False)
        return Delivery(contact, state.waiting + untold, held - state.waiting)

    def close(self) -> None:
        """Stop, after the request that is out or the patience for it; what waits is on disk."""
        self._is_closed.set()
        self._inbox.put(Ticked())
        if self._thread.is_alive():
            self._thread.join(CLOSING_PATIENCE_S)
        self._transport.close()

    # ------------------------------------------------------------ the thread

    def _run(self) -> None:
        happening: Happening = BatteryRead(self._around.battery())
        while not self._is_closed.is_set():
            now = self._around.clock()
            taken = self._step(happening, now)
            if taken.ask is not None:
                happening = self._asked(taken.ask)
            else:
                happening = self._next(taken.wake_at - now.mono)

    def _asked(self, ask: Ask) -> Happening:
        answer: Happening
        try:
            answer = Answered(ask, self._transport.send(ask))
        except NoAnswer as problem:
            answer = Failed(ask, problem.trouble)
        except Exception as problem:  # noqa: BLE001 - delivery of a day never ends by one fault
            answer = Failed(ask, Trouble.STRANGE_ANSWER)
            if not self._is_closed.is_set():  # else closing took the connection away
                log.error("fault while asking: %s", type(problem).__name__)
        if self._is_closed.is_set():  # who would hear of it is closing too; what waits is on disk
            return answer
        if isinstance(ask, TellContact):
            self._step(BatteryRead(self._around.battery()), self._around.clock())
        while not self._inbox.empty():  # what was told meanwhile comes first
            self._step(self._inbox.get(), self._around.clock())
        return answer

    def _step(self, happening: Happening, now: Moment) -> Step:
        taken = step(self._state, happening, now, self._around.jitter())
        with self._lock:
            self._state = taken.state
            if isinstance(happening, Written):
                self._untold -= len(happening.parcels)
        for outcome in taken.outcomes:
            self._around.heard(outcome)
        delivery = self.delivery
        if delivery != self._told:  # since it was told last, also by what was written meanwhile
            self._told = delivery
            self._around.changed(delivery)
        return taken

    def _next(self, wait_ms: int) -> Happening:
        wait = LONGEST_SLEEP_S if wait_ms >= NEVER // 2 else max(0.0, wait_ms / 1000)
        try:
            return self._inbox.get(timeout=min(wait, LONGEST_SLEEP_S))
        except queue.Empty:
            return Ticked()


def parcel_of(entry: Entry) -> Parcel:
    """Return an event as it is sent."""
    header = entry.event.header
    return Parcel(header.stream, header.seq, entry.event.leaf, entry.signed)

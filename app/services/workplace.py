"""A laptop at work: one thread records, one delivers, and this carries work between them.

Every public verb here may be called from any thread. What touches the record comes back as a
`Future`, done once it is on disk.
"""

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import TypeVar

from app.crypto.keys import SigningKey
from app.models.act import StreamId
from app.models.commands import Command
from app.models.drafts import Draft, Moment
from app.models.fold import RoomFold
from app.services.battery import battery_percent
from app.services.delivering import Deliverer, Delivery, Surroundings
from app.services.fitting import Card, fit_code
from app.services.hearing import OFFSET, Ear, remembered_state
from app.services.journal_delivery import JournalOffers
from app.services.leaving import Leaving
from app.services.news import (
    CodeNeeded,
    DayChanged,
    DeliveryChanged,
    LaptopForgot,
    News,
    NotKept,
    PackagesChanged,
    ShiftNeeded,
)
from app.services.opening import Device, OpenRoom, open_device
from app.services.recording import Recorded
from app.services.room_work import RoomWork, let_leave, refill
from app.services.storage import Storage
from app.services.tools import Clock, StoreName, Tools
from app.sync.messages import ReceiptsCame
from app.sync.protocol import FeedAnswer
from app.sync.state import Contact

__all__ = [
    "Clock",
    "CodeNeeded",
    "DayChanged",
    "DeliveryChanged",
    "LaptopForgot",
    "News",
    "NotKept",
    "PackagesChanged",
    "ShiftNeeded",
    "Tools",
    "Workplace",
]

Kept = TypeVar("Kept")

log = logging.getLogger(__name__)


class Workplace:
    """One laptop while the program runs."""

    def __init__(self, tools: Tools, on_news: Callable[[News], None]) -> None:
        self._tools = tools
        self._on_news = on_news
        self._worker = RecordThread()
        self._work = RoomWork(tools, on_news)
        self._work.later = self._worker.later
        self.storage = Storage(tools, self._work, self._worker.submit)
        self.packages = self._work.packages

    def start(self) -> Future[Device]:
        """Open what the keyring guards and begin to deliver; without a keyring nothing goes."""
        return self._worker.submit(
            _started, self._work, self._tools, self._worker.later, self._on_news
        )

    def fit(self, typed: str) -> Future[Card]:
        """Find and open the card of a typed code; see `fit_code` for what it raises."""
        return self._worker.submit(fit_code, self._tools.settings, self._tools.install, typed)

    def open(self, card: Card, *, anew: bool = False) -> Future[OpenRoom]:
        """Open the room of a card, or return the one that is open; see `Door.open`."""
        return self._worker.submit(self._work.open, card, anew)

    def begin_shift(self, card: Card, pin: str, name: str = "") -> Future[Recorded]:
        """Begin or join the shift in the open room, with a PIN for it; see `begin_shift`."""
        return self._worker.submit(self._work.begin_shift, card, pin, name)

    def record(self, command: Command, moment: Moment | None = None) -> Future[Recorded]:
        """Record what a command asks; see `Recorder.record` for what it raises."""
        return self._worker.submit(self._work.record, command, moment)

    def write(self, drafts: Sequence[Draft], moment: Moment | None = None) -> Future[Recorded]:
        """Write drafts that were decided elsewhere, such as signatures, as one handling."""
        return self._worker.submit(self._work.write, drafts, moment)

    def unlock(self, person: str, pin: str) -> Future[SigningKey]:
        """Return a person's key for the PIN of the shift; see `PinSafe.open`."""
        return self._worker.submit(lambda: self._work.pins.open(person, pin))

    def look(self, reader: Callable[[RoomFold], Kept]) -> Future[Kept]:
        """Return what a function reads from the folds of the open room."""
        return self._worker.submit(self._work.look, reader)

    def place(self, told: str = "") -> Future[str]:
        """Keep where the window is, or return where it was: the same screen after a crash."""
        return self._worker.submit(self._work.place, told)

    def nudge(self) -> None:
        """Ask the dossier at once what is new in the open room; from any thread."""
        self._worker.later(self._work.nudge)

    def watch_clock(self) -> None:
        """Have a jump of the system clock recorded, when there is one; from any thread."""
        if self._work.clock_watch.unnoted() is not None:
            self._worker.later(self._work.note_jump)

    def leave_room(self) -> Future[None]:
        """Close the room's store and let go of the keys of its people; delivery goes on."""
        return self._worker.submit(self._work.leave)

    @property
    def delivery(self) -> Delivery:
        """How delivery stands."""
        deliverer = self._work.deliverer
        return Delivery(Contact(), 0, 0) if deliverer is None else deliverer.delivery

    def close(self) -> None:
        """Stop both threads; everything recorded is on disk."""
        if self._worker.is_closed:
            return
        if self._work.deliverer is not None:
            self._work.deliverer.close()
        self.packages.close()
        self._worker.submit(self._work.leave).result()
        self._worker.close()
        if self._work.device.memory is not None:
            self._work.device.memory.close()


class RecordThread:
    """The one thread that touches the record."""

    def __init__(self) -> None:
        self.is_closed = False
        self._turn = threading.Lock()
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="record")

    def submit(self, verb: Callable[..., Kept], *given: object) -> Future[Kept]:
        """Have something done there."""
        return self._worker.submit(verb, *given)

    def later(self, verb: Callable[..., None], *given: object) -> None:
        """Let it be done; whatever goes wrong there is not lost without a word."""
        with self._turn:  # nothing closes between looking and asking
            if not self.is_closed:
                self._worker.submit(verb, *given).add_done_callback(_log_fault)

    def close(self) -> None:
        """Finish what was asked, and take no more."""
        with self._turn:
            self.is_closed = True
        self._worker.shutdown()


class _OnWorker:
    """Hands what delivery heard to the record thread."""

    def __init__(self, later: Callable[..., None], work: RoomWork) -> None:
        self._later = later
        self._work = work

    @property
    def stores(self) -> Mapping[str, StoreName]:
        """Where each epoch of this run lies."""
        return self._work.stores

    def take_page(self, room_day: str, page: FeedAnswer) -> None:
        """Let the record take a page in."""
        self._later(self._work.take_page, room_day, page)

    def begin_epoch(self, forked: StreamId) -> None:
        """Let the record go on in a new epoch."""
        self._later(self._work.begin_epoch, forked)

    def refill(self) -> None:
        """Let everything that the open room holds be offered."""
        self._later(refill, self._work)

    def packages_looked(self, *, is_told: bool) -> None:
        """Let who waits for packages go on."""
        self._work.packages.end(is_told=is_told)

    def let_leave(self, came: ReceiptsCame) -> None:
        """Let the record see what may leave: it opens rooms, and so none that is leaving."""
        self._later(let_leave, self._work, came)


def _started(
    work: RoomWork, tools: Tools, later: Callable[..., None], on_news: Callable[[News], None]
) -> Device:
    """Open what the keyring guards, and begin to deliver when there is a device key."""
    work.device = open_device(tools.settings, tools.vault_for)
    memory = work.device.memory
    offset = None if memory is None else memory.recall(OFFSET)
    if offset is not None:
        tools.clock.set_offset(int(offset))
    if work.device.key is not None:
        leaving = None
        offers = JournalOffers(tools.settings, memory, lambda: work.by_event)
        if memory is not None:
            device = tools.install.device
            leaving = Leaving(tools.settings, device, memory, lambda: work.open_room_day)
        ear = Ear(tools, memory, _OnWorker(later, work), on_news, offers)
        around = Surroundings(
            tools.delivery_clock,
            tools.jitter,
            ear.heard,
            lambda delivery: on_news(DeliveryChanged(delivery)),
            battery_percent,
        )
        transport = tools.transport_for(work.device.key)
        state = remembered_state(tools, memory)
        state = replace(state, due=replace(state.due, contact=0))
        work.deliverer = Deliverer(transport, state, around)
        work.deliverer.start()
        offers.send = work.deliverer.journal_waits
        work.offers = offers
        later(offers.offer)
        if leaving is not None:
            leaving.ask = work.deliverer.streams_held
            work.leaving = leaving
            later(leaving.look)
    return work.device


def _log_fault(done: Future[None]) -> None:
    fault = done.exception()
    if fault is not None:
        log.error("fault while taking in: %s", type(fault).__name__)

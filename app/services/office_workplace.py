"""A machine of the office at work: one thread records, one delivers, one waits for the feed.

Every public verb may be called from any thread; what touches the record comes back as a `Future`.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from typing import Protocol, TypeVar

from app.crypto.keys import SigningKey
from app.crypto.vault import KeyringUnusable
from app.models.act import StreamId
from app.models.drafts import Draft, Moment
from app.models.office_commands import OfficeCommand
from app.services.battery import battery_percent
from app.services.delivering import Deliverer, Surroundings, Transport
from app.services.enrolling import open_secrets
from app.services.hearing import OFFSET, Ear, remembered_state
from app.services.journal_delivery import JournalOffers
from app.services.news import DeliveryChanged
from app.services.office_asking import OfficeAsking
from app.services.office_pulling import OfficePulling, Puller
from app.services.office_sign_on import Asked, OfficeLine, OfficePerson
from app.services.office_store import OfficeFiles
from app.services.office_work import OfficeNews, OfficeWork, OfficeWritten
from app.services.opening import Device, open_device
from app.services.pin import check_pin
from app.services.school_road import SchoolRoad
from app.services.tools import StoreName, Tools
from app.services.workplace import RecordThread
from app.sync.messages import ReceiptsCame, Trouble
from app.sync.protocol import FeedAnswer
from app.sync.state import NEVER


class OfficeTransport(Transport, OfficeLine, Protocol):
    """Carries asks of the engine and requests of a person."""


Done = TypeVar("Done")
LineFor = Callable[[SigningKey, SigningKey | None], OfficeTransport]
"""A connection with the dossier by the device's key, and by a person's day key."""


class FeedTroubled:
    """The feed does not come: why, as a stable code."""

    __slots__ = ("trouble",)

    def __init__(self, trouble: Trouble) -> None:
        self.trouble = trouble


class SignOnNeeded:
    """The dossier answers nobody here any more: their day is over, or their role was withdrawn."""


class OfficeWorkplace:
    """One machine of the office while the program runs.

    `school` is the way to the identity provider, where the school has one.
    """

    def __init__(
        self,
        tools: Tools,
        line_for: LineFor,
        on_news: Callable[[OfficeNews | FeedTroubled | SignOnNeeded], None],
    ) -> None:
        self._tools = tools
        self._line_for = line_for
        self._on_news = on_news
        self._worker = RecordThread()
        self._work = OfficeWork(tools, on_news)
        self._pulling: OfficePulling | None = None
        self.school = SchoolRoad(tools, self._work, self._worker, line_for)
        self.asking: OfficeAsking | None = None
        """Asks the dossier as who is signed on; any thread may read it."""

    def start(self) -> Future[Device]:
        """Open what the keyring guards and begin to deliver what waits."""
        return self._worker.submit(self._started)

    def sign_on(self, asked: Asked) -> Future[OfficePerson]:
        """Sign somebody on, and begin to bring the feed; see `OfficeWork.sign_on`."""
        return self._worker.submit(self._signed_on, asked)

    def keep_pin(self, pin: str) -> Future[None]:
        """Let the curtain lift for this PIN; `NotAPin` when it is none."""

        def kept() -> None:
            check_pin(pin)
            self._work.pins.keep(self._work.here.person.id, self._work.here.held.seed, pin)

        return self._worker.submit(kept)

    def lift(self, pin: str) -> Future[SigningKey]:
        """Lift the curtain; `WrongPin` when it is another, and after five the passphrase."""
        return self._worker.submit(lambda: self._work.pins.open(self._work.here.person.id, pin))

    def record(
        self, command: OfficeCommand, moment: Moment | None = None
    ) -> Future[OfficeWritten]:
        """Record what a command of the office asks; see `OfficeWork.record`."""
        return self._worker.submit(self._work.record, command, moment)

    def write(
        self, drafts: Sequence[Draft], moment: Moment | None = None
    ) -> Future[OfficeWritten]:
        """Write drafts as one handling; done once they are on disk."""
        return self._worker.submit(self._work.write, drafts, moment)

    def line(self) -> Future[OfficeLine]:
        """Return a connection with the dossier in the name of who is signed on; close it after."""

        def made() -> OfficeLine:
            key = self._work.device.key
            if key is None:
                raise KeyringUnusable("the device key is out of reach")
            return self._line_for(key, self._work.here.held.key)

        return self._worker.submit(made)

    def on_record(self, job: Callable[[OfficeWork], Done]) -> Future[Done]:
        """Have something done on the thread of the record."""
        return self._worker.submit(job, self._work)

    def sign_off(self) -> Future[None]:
        """Let go of the person's key and close their store; delivery goes on."""

        def left() -> None:
            self._stop_pulling()
            self._work.leave()

        return self._worker.submit(left)

    def nudge(self) -> None:
        """Ask for the feed at once, where it waits for a network; from any thread."""
        if self._pulling is not None:
            self._pulling.nudge()

    def close(self) -> None:
        """Stop all threads; everything recorded is on disk."""
        if self._worker.is_closed:
            return
        self._stop_pulling()
        self.school.close()
        if self._work.deliverer is not None:
            self._work.deliverer.close()
        self._worker.submit(self._work.leave).result()
        self._worker.close()
        if self._work.device.memory is not None:
            self._work.device.memory.close()

    # ------------------------------------------------------------ on the record thread

    def _started(self) -> Device:
        tools, work = self._tools, self._work
        work.device = open_device(tools.settings, tools.vault_for)
        key, memory = work.device.key, work.device.memory
        if key is None:
            return work.device
        offset = None if memory is None else memory.recall(OFFSET)
        if offset is not None:
            tools.clock.set_offset(int(offset))
        offers = JournalOffers(tools.settings, memory, lambda: work.by_event)
        ear = Ear(tools, memory, _OnWorker(self._worker.later, work), self._on_news, offers)
        around = Surroundings(
            tools.delivery_clock,
            tools.jitter,
            ear.heard,
            lambda delivery: self._on_news(DeliveryChanged(delivery)),
            battery_percent,
        )
        state = remembered_state(tools, memory)
        due = replace(state.due, packages=NEVER, contact=0, log=0)  # also where nobody signs on
        state = replace(state, due=due)
        work.deliverer = Deliverer(self._line_for(key, None), state, around)
        work.deliverer.start()
        offers.send = work.deliverer.journal_waits
        self._worker.later(offers.offer)
        return work.device

    def _signed_on(self, asked: Asked) -> OfficePerson:
        key = self._work.device.key
        if key is None:
            raise KeyringUnusable("the device key is out of reach")
        secrets = open_secrets(self._tools.settings, self._tools.vault_for)
        files = OfficeFiles(
            self._tools.settings, self._tools.install, secrets, self._tools.random_bytes
        )
        self._stop_pulling()
        line = self._line_for(key, None)
        try:
            person = self._work.sign_on(asked, files, line)
        finally:
            line.close()
        held = self._work.here.held
        puller = Puller(
            after=self._work.after,
            took=lambda asked, page: self.on_record(
                lambda work: work.take_office_page(asked, page, held)
            ).result(),
            failed=lambda trouble: self._on_news(FeedTroubled(trouble)),
            ended=lambda: self._on_news(SignOnNeeded()),
        )
        self.asking = OfficeAsking(lambda: self._line_for(key, held.key))
        feed = self._line_for(key, held.key)
        self._pulling = OfficePulling(feed, puller, self._tools.jitter)
        self._pulling.start()
        return person

    def _stop_pulling(self) -> None:
        self.asking = None
        if self._pulling is not None:
            self._pulling.close()
            self._pulling = None


class _OnWorker:
    """Hands what delivery heard to the record thread; no room is ever open here."""

    def __init__(self, later: Callable[..., None], work: OfficeWork) -> None:
        self._later = later
        self._work = work

    @property
    def stores(self) -> Mapping[str, StoreName]:
        """Where each epoch of this run lies."""
        return self._work.stores

    def take_page(self, room_day: str, page: FeedAnswer) -> None:
        """Take no page: no feed of a room is asked here."""

    def begin_epoch(self, forked: StreamId) -> None:
        """Let the record go on in a new epoch."""
        self._later(self._work.begin_epoch, forked)

    def refill(self) -> None:
        """Let everything of the open day be offered."""
        self._later(self._work.refill)

    def let_leave(self, came: ReceiptsCame) -> None:
        """Let nothing leave: no streams of closed rooms are held here."""

    def packages_looked(self, *, is_told: bool) -> None:
        """Let nobody wait: no packages are fetched here."""

"""What delivery brings, heard on its own thread: kept at once, or handed to the record."""

from collections.abc import Callable, Mapping
from typing import Final, Protocol

from app.crypto.checkpoint import read_checkpoint
from app.models.act import StreamId
from app.services.journal_delivery import LOG_ORIGIN, JournalOffers, known_log
from app.services.leaving import left_rooms
from app.services.news import News, NotKept, PackagesChanged
from app.services.packages import keep_package, keep_page, packages
from app.services.tools import StoreName, Tools
from app.store.device_store import DeviceStore, KeptReceipt, Mark
from app.store.trouble import StoreUnusable
from app.sync.messages import (
    CheckpointProved,
    FeedCame,
    ForkFound,
    JournalNotTaken,
    JournalTaken,
    LogContradicted,
    LogReplaced,
    OffsetFound,
    Outcome,
    PackageCame,
    PackagesLooked,
    PageCame,
    ReceiptCame,
    ReceiptsCame,
)
from app.sync.protocol import FeedAnswer
from app.sync.state import Contact, State

OFFSET: Final = "offset-ms"
CONTRADICTION: Final = "log-contradiction"


class Record(Protocol):
    """Hands work to the record thread."""

    @property
    def stores(self) -> Mapping[str, StoreName]:
        """Where each epoch of this run lies."""

    def take_page(self, room_day: str, page: FeedAnswer) -> None:
        """A page of the open room's feed came."""

    def begin_epoch(self, forked: StreamId) -> None:
        """A stream of this laptop is forked."""

    def refill(self) -> None:
        """Offer everything that the open room holds, whoever wrote it."""

    def let_leave(self, came: ReceiptsCame) -> None:
        """The dossier told what it has of closed rooms."""

    def packages_looked(self, *, is_told: bool) -> None:
        """Nobody has to wait for packages any more."""


class Ear:
    """Hears the outcomes of delivery."""

    def __init__(
        self,
        tools: Tools,
        memory: DeviceStore | None,
        record: Record,
        on_news: Callable[[News], None],
        offers: JournalOffers,
    ) -> None:
        self._offers = offers
        self._tools = tools
        self._memory = memory
        self._record = record
        self._on_news = on_news

    def heard(self, outcome: Outcome) -> None:
        """Keep an outcome; what the disk refuses is told, and asked for again later."""
        try:
            self._keep(outcome)
        except (StoreUnusable, OSError):
            self._on_news(NotKept())

    def _keep(self, outcome: Outcome) -> None:
        match outcome:
            case FeedCame(room_day, page):
                self._record.take_page(room_day, page)
            case PackageCame(package):
                keep_package(self._tools.settings, package)
                self._on_news(PackagesChanged())
            case PageCame(header, page):
                keep_page(self._tools.settings, header, page)
            case PackagesLooked(is_told):
                self._record.packages_looked(is_told=is_told)
            case ForkFound(stream):
                self._record.begin_epoch(stream)
            case OffsetFound(offset_ms, _):
                self._keep_offset(offset_ms)
            case ReceiptCame():
                self._keep_receipt(outcome)
            case _:
                self._keep_of_log(outcome)

    def _keep_offset(self, offset_ms: int) -> None:
        self._tools.clock.set_offset(offset_ms)
        if self._memory is not None:
            self._memory.remember(OFFSET, str(offset_ms))

    def _keep_of_journal(self, outcome: JournalTaken | JournalNotTaken) -> None:
        match outcome:
            case JournalTaken(room_day, name, through):
                self._offers.taken(room_day, name, through)
            case JournalNotTaken(room_day, name, is_refused):
                self._offers.not_taken(room_day, name, is_refused=is_refused)

    def _keep_of_log(
        self,
        outcome: JournalTaken
        | JournalNotTaken
        | CheckpointProved
        | LogContradicted
        | LogReplaced
        | ReceiptsCame,
    ) -> None:
        """Keep what was learned of the log; two notes that contradict are kept as proof."""
        memory = self._memory
        match outcome:
            case JournalTaken() | JournalNotTaken():
                self._keep_of_journal(outcome)
            case LogReplaced(_, origin, note):
                self._refill(origin, note)
            case ReceiptsCame():
                self._record.let_leave(outcome)
            case CheckpointProved(origin, size, note):
                if memory is not None:
                    memory.keep_checkpoint(origin, size, note)
            case LogContradicted(known, seen):
                if memory is not None:
                    memory.remember(CONTRADICTION, f"{known}\n{seen}")

    def _refill(self, origin: str, note: str) -> None:
        """Offer everything this laptop holds to a dossier that was restored.

        The note is what that dossier is shown when it is put back once more.
        """
        if self._memory is not None:
            self._memory.keep_checkpoint(origin, read_checkpoint(note).size, note)
            self._memory.remember(LOG_ORIGIN, origin)
        self._offers.begin_again()
        self._record.refill()

    def _keep_receipt(self, came: ReceiptCame) -> None:
        """Keep a receipt of ours: it is a mark too, for a store that goes back behind it."""
        receipt, memory = came.receipt, self._memory
        name = self._record.stores.get(receipt.stream.epoch)
        if memory is None or name is None or not came.is_ours:
            return
        through, head = receipt.through or 0, receipt.head or ""
        memory.keep_receipt(KeptReceipt(receipt.stream, name.room_day, through, came.envelope))
        memory.note_marks(name.room_day, name.store, [Mark(receipt.stream, through, head)])


def remembered_state(tools: Tools, memory: DeviceStore | None) -> State:
    """Return what delivery begins with: the packages that are here, the largest checkpoint."""
    trust = tools.install.trust
    known = frozenset(
        (each.header.room_day, each.header.key_version, each.header.updated_at)
        for versions in packages(tools.settings)
        for each in versions[:1]
    )
    if memory is None:
        return State(trust=trust, known=known)
    origin = known_log(memory, trust)
    shown = memory.recall(CONTRADICTION) or ""
    return State(
        trust=trust,
        contact=Contact(is_log_strange=shown.partition("\n")[0] == origin),
        known=known,
        origin=origin,
        checkpoint=memory.checkpoint(origin),
        left=left_rooms(memory),
    )

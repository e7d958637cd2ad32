"""The work on the record thread: one room at a time, its recorder, its people and its feed."""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Final, TypeVar

from app.crypto.checkpoint import read_checkpoint
from app.crypto.roomfeed import FeedPlace
from app.models.act import StreamId
from app.models.commands import Command, LeaveShift
from app.models.drafts import Draft, Moment, Refused
from app.models.fold import RoomFold
from app.models.preparing_commands import RelieveFromDuty
from app.models.session import RoomDay
from app.models.standing import standings
from app.services.clock_watching import ClockWatch
from app.services.delivering import Deliverer
from app.services.fitting import Card
from app.services.journal_delivery import EventByEvent, JournalOffers, note_all_taken
from app.services.leaving import Leaving
from app.services.news import (
    CodeNeeded,
    DayChanged,
    LaptopForgot,
    News,
    NotKept,
    PackagesChanged,
    ShiftNeeded,
)
from app.services.opening import Device, Door, OpenRoom, has_forgotten
from app.services.packages_wait import PackagesWait
from app.services.pin import PinSafe, check_pin
from app.services.reading_feed import FeedRefused, NewRoomKey, ReadFeed, read_feed
from app.services.recording import Recorded, TakenIn
from app.services.shifting import begin_shift
from app.services.tools import StoreName, Tools
from app.settings import Settings
from app.store.device_store import Mark
from app.store.event_store import Entry
from app.store.trouble import StoreUnusable
from app.sync.messages import FeedNotKept, PackagesWanted, ReceiptsCame
from app.sync.protocol import FeedAnswer

Kept = TypeVar("Kept")

MARK_EVERY_EVENTS: Final = 20
MARK_EVERY_MS: Final = 30_000
FEED_CURSOR: Final = "feed-after"
PLACE: Final = "window-place"


class RoomWork:
    """Everything that touches the record; called on one thread only."""

    def __init__(self, tools: Tools, on_news: Callable[[News], None]) -> None:
        self.device = Device(None, None)
        self.deliverer: Deliverer | None = None
        self.stores: dict[str, StoreName] = {}
        """Where each epoch of this run lies; only added to, so that any thread may read it."""
        self._tools = tools
        self.on_news = on_news
        self.later: Callable[[Callable[[], None]], None] = lambda work: work()
        """Has something done on this thread after what is done now."""
        self.pins = PinSafe(tools.random_bytes)
        self._room: OpenRoom | None = None
        self.open_room_day: str | None = None
        """Which room-day is open; any thread may read it."""
        self._unmarked = 0
        self._marked_at = 0
        self.by_event = EventByEvent()
        """Which journals of it go event by event; any thread may read it."""
        self.leaving: Leaving | None = None
        self.offers: JournalOffers | None = None
        self.clock_watch = ClockWatch(tools.clock)
        self.packages = PackagesWait(lambda: self.deliverer)

    def open(self, card: Card, anew: bool) -> OpenRoom:  # noqa: FBT001 - handed to a worker
        """Open the room of a card, or return it when it is the one that is open."""
        if self._room is not None and self._room.header.room_day == card.header.room_day:
            if card.header.key_version > self._room.header.key_version:
                self._room = _under_new_key(self._room, card)
                self.nudge()
            return self._room
        self.leave()
        tools = self._tools
        door = Door(tools.settings, tools.install, self.device, tools.random_bytes)
        room = self._room = door.open(card, anew=anew)
        self.open_room_day = room.header.room_day
        self.by_event = EventByEvent(room.header.room_day, room.journals)
        self.stores.update(_names(room))
        try:
            if self.leaving is not None:
                self.leaving.note_opened(room.header.room_day)
            if self.offers is not None:
                self.offers.offer()
        except (StoreUnusable, OSError):  # nothing leaves while open; a full memory stops nobody
            self.on_news(NotKept())

        def epoch_begun() -> None:
            self.stores.update(_names(room))
            self.on_news(ShiftNeeded())

        room.recorder.on_epoch = epoch_begun
        if self.deliverer is not None:
            room_day, memory = room.header.room_day, self.device.memory
            kept = () if memory is None else memory.receipts(room_day)
            recorder, is_replaced = room.recorder, self.deliverer.state.is_log_replaced
            offered = recorder.store.read_all() if is_replaced else recorder.own_entries()
            self.deliverer.written(offered, [each.envelope for each in kept])
            self.deliverer.room_opened(room_day, _cursor(self, room))
        return room

    def begin_shift(self, card: Card, pin: str, name: str) -> Recorded:
        """Begin or join the shift, and hold the person's key under the PIN."""
        check_pin(pin)
        recorded = begin_shift(self.room, card, self._tools.clock(), name)
        self.pins.keep(card.person, card.person_seed, pin)
        self._told(recorded.entries)
        return recorded

    def record(self, command: Command, moment: Moment | None) -> Recorded:
        """Record what a command asks; who leaves stands in no later act of this laptop."""
        self.note_jump()
        at, recorder = moment or self._tools.clock(), self.room.recorder
        recorded = recorder.record(command, at)
        shift = recorder.shift
        if isinstance(command, LeaveShift | RelieveFromDuty) and shift is not None:
            staying = tuple(each for each in shift.people if each.person != command.person)
            if staying and len(staying) < len(shift.people):
                opened = recorder.open_shift(replace(shift, people=staying), at)
                recorded = replace(opened, entries=(*recorded.entries, *opened.entries))
        self._told(recorded.entries)
        return recorded

    def note_jump(self) -> None:
        """Record that the system clock jumped, when it did and a shift is open here."""
        jump, room = self.clock_watch.unnoted(), self._room
        if jump is None or room is None or room.recorder.shift is None:
            return
        try:
            recorded = room.recorder.record(jump, self._tools.clock())
        except Refused:  # everything is sealed: no time here is judged any more
            self.clock_watch.noted(jump)
            return
        except StoreUnusable:  # it stays unnoted, and is tried again
            self.on_news(NotKept())
            return
        self.clock_watch.noted(jump)
        self._told(recorded.entries)
        self.on_news(DayChanged(recorded.day))

    def write(self, drafts: Sequence[Draft], moment: Moment | None) -> Recorded:
        """Write drafts as one handling."""
        recorded = self.room.recorder.write(drafts, moment or self._tools.clock())
        self._told(recorded.entries)
        return recorded

    def look(self, reader: Callable[[RoomFold], Kept]) -> Kept:
        """Return what a function reads from the folds."""
        return reader(self.room.recorder.folds)

    def place(self, told: str = "") -> str:
        """Keep where the window is in this room's store; without words, tell where it was."""
        store = self.room.recorder.store
        if told:
            store.remember(PLACE, told)
        return told or store.recall(PLACE) or ""

    def leave(self) -> None:
        """Close the store and let go of the keys of the people; delivery goes on."""
        if self._room is None:
            return
        self._remember()
        left, day = self.by_event, self._room.recorder.day
        self._room.recorder.close()
        self._room = self.open_room_day = None
        self.by_event = EventByEvent()
        self.pins = PinSafe(self._tools.random_bytes)
        if self.deliverer is not None:
            self.deliverer.room_closed()
        try:
            _note_left(self, self._tools.settings, left, day)
        except (StoreUnusable, OSError):  # the journal is offered once more
            self.on_news(NotKept())

    def nudge(self) -> None:
        """Ask for the feed at once."""
        if self._room is not None and self.deliverer is not None:
            cursor = _cursor(self, self._room)
            self.deliverer.room_opened(self._room.header.room_day, cursor)

    def take_page(self, room_day: str, page: FeedAnswer) -> None:
        """Take a page of the room's feed in."""
        room = self._room
        if room is None or room.header.room_day != room_day:
            return
        place = FeedPlace(self._tools.install.school, room_day, room.header.key_version)
        try:
            read = read_feed([page], place, room.room_key, self._tools.install.trust)
            taken = room.recorder.take_in(read.events)
            if _kept_cursor(room)[2] == _log_of(read):  # else it was asked from a place in another
                _keep_cursor(room, read.last, _log_of(read))
        except NewRoomKey:
            if self.deliverer is not None:  # the cards that open it are in the next package
                self.deliverer.tell(PackagesWanted())
            self.on_news(CodeNeeded())
            return
        except (FeedRefused, StoreUnusable):
            self.on_news(NotKept())
            if self.deliverer is not None:
                self.deliverer.tell(FeedNotKept(room_day, _cursor(self, room)))
            return
        _tell_taken(self, room, taken, self._tools.settings)

    def begin_epoch(self, forked: StreamId) -> None:
        """Go on in a new epoch, because the dossier holds another event where ours stands."""
        room = self._room
        if room is not None and room.recorder.epoch == forked.epoch:
            room.recorder.begin_epoch()

    # ------------------------------------------------------------ within

    @property
    def room(self) -> OpenRoom:
        """The open room."""
        if self._room is None:
            raise RuntimeError("no room is open")
        return self._room

    def _told(self, entries: Sequence[Entry]) -> None:
        if self.deliverer is not None:
            self.deliverer.written(entries)
        self._unmarked += len(entries)
        now = self._tools.clock().mono
        if self._unmarked >= MARK_EVERY_EVENTS or now - self._marked_at >= MARK_EVERY_MS:
            self._unmarked, self._marked_at = 0, now
            self.later(self._remember)  # who waits for the act does not wait for this

    def _remember(self) -> None:
        """Note how far the store is, and the counts that the locked screen shows."""
        memory, room = self.device.memory, self._room
        if memory is None or room is None:
            return
        room_day = room.header.room_day
        heads = room.recorder.heads().items()
        marks = [Mark(stream, head.seq, head.leaf) for stream, head in heads]
        try:
            memory.note_marks(room_day, room.store, marks)
            memory.keep_counts(room_day, counts_of(room.recorder.day))
        except StoreUnusable:
            self.on_news(NotKept())


def _tell_taken(work: RoomWork, room: OpenRoom, taken: TakenIn, settings: Settings) -> None:
    """Tell of what came, and that some of it is this laptop's own which it does not know."""
    device = room.recorder.writer.device
    own = [each for each in taken.entries if each.event.header.writer == device]
    if work.deliverer is not None:  # a restored dossier is told how far others' streams go, too
        offered = taken.entries if work.deliverer.state.is_log_replaced else own
        if offered:
            work.deliverer.written(offered)
    if taken.entries:
        work.on_news(DayChanged(taken.day))
    if own and has_forgotten(settings.room(room.header.room_day), room.recorder, own):
        work.on_news(LaptopForgot())


def refill(work: RoomWork) -> None:
    """Offer every event of the open room, whoever wrote it: a restored dossier lacks some.

    Its feed is read from the first chunk on: its numbers say nothing of those of before.
    """
    if work.open_room_day is not None and work.deliverer is not None:
        work.deliverer.written(work.room.recorder.store.read_all())
        work.nudge()


def let_leave(work: RoomWork, came: ReceiptsCame) -> None:
    """Destroy what the school has twice, and tell when something left."""
    if work.leaving is not None and work.leaving.heard(came.receipts, came.at, came.leavings):
        work.on_news(PackagesChanged())


def _under_new_key(room: OpenRoom, card: Card) -> OpenRoom:
    """Return the room whose feed goes on under a newer card; the store keeps the key it has."""
    room.recorder.take_in(card.feed.events)
    key = card.room_keys[card.header.key_version]
    return replace(room, header=card.header, room_key=key, feed=card.feed)


def _note_left(work: RoomWork, settings: Settings, left: EventByEvent, day: RoomDay) -> None:
    """Remember of a room that was closed whether anything of it still waits."""
    memory = work.device.memory
    waits = work.deliverer is None or bool(work.deliverer.delivery.waiting)
    if memory is not None and not waits:
        note_all_taken(settings, memory, left)
    if work.leaving is not None and left.room_day is not None:
        work.leaving.note_closed(left.room_day, day)


def _names(room: OpenRoom) -> dict[str, StoreName]:
    """Return where each epoch of a room lies."""
    name = StoreName(room.header.room_day, room.store)
    return {epoch.id: name for epoch in room.recorder.store.epochs()}


def counts_of(day: RoomDay) -> dict[str, int]:
    """Return how many candidates of a room have which status."""
    return Counter(
        standing.status.value
        for session, part in day.parts()
        for standing in standings(session, part).values()
    )


def _log_of(feed: ReadFeed) -> str:
    """Return the origin of the log that a feed was written from."""
    return "" if feed.checkpoint is None else read_checkpoint(feed.checkpoint).origin


def _cursor(work: RoomWork, room: OpenRoom) -> int:
    """Return the last chunk of the feed that is in the store, of those of the log as it is now.

    The numbers of a dossier that was put back say nothing of those it gave before.
    """
    state = None if work.deliverer is None else work.deliverer.state
    log = _log_of(room.feed) if state is None else state.log_origin
    read = -1 if room.feed.last is None or _log_of(room.feed) != log else room.feed.last
    version, kept, of = _kept_cursor(room)
    if (version, of) == (str(room.header.key_version), log) and kept.isdecimal():
        return max(read, int(kept))
    with suppress(StoreUnusable):  # read from here on once more at the next opening
        _keep_cursor(room, read, log)
    return read


def _kept_cursor(room: OpenRoom) -> tuple[str, str, str]:
    """Return the key version, number and log of the place from which the feed goes on."""
    version, _, rest = (room.recorder.store.recall(FEED_CURSOR) or "").partition(":")
    kept, _, log = rest.partition(":")
    return version, kept, log


def _keep_cursor(room: OpenRoom, last: int | None, log: str) -> None:
    room.recorder.store.remember(FEED_CURSOR, f"{room.header.key_version}:{last}:{log}")

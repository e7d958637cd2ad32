"""What the engine of delivery knows: outbox, room, packages, and how contact stands."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from app.crypto.receipt import Receipt
from app.crypto.trust import SchoolTrust
from app.models.act import StreamId
from app.models.contacts import Heartbeat
from app.sync.messages import Ask, PushJournal, RoomOpened, Trouble
from app.sync.outbox import Boxes, waiting_count
from app.sync.protocol import MESSAGE_BYTES_MAX, PUSH_EVENTS_MAX, PackageHeader

AFTER_ACT_MS: Final = 200
"""Not so soon after a push comes the next one: acts that follow each other go together."""
LET_PAINT_MS: Final = 50
"""An act after a rest waits only this: the window that shows it goes before delivery."""
HEARTBEAT_MS: Final = 30_000
PACKAGES_MS: Final = 15 * 60_000
RECEIPTS_MS: Final = 60 * 60_000
BACKOFF_FIRST_MS: Final = 1_000
BACKOFF_MOST_MS: Final = 60_000
RETRY_AFTER_MOST_S: Final = 300
PUSH_BYTES_MAX: Final = MESSAGE_BYTES_MAX - 64
NEVER: Final = 2**62
SAME_CLOCK_MS: Final = 50
"""Two clocks that differ less are the same clock."""


@dataclass(frozen=True, slots=True)
class Due:
    """When what is asked next, in milliseconds of the monotonic clock."""

    push: int = NEVER
    feed: int = NEVER
    packages: int = 0
    receipts: int = NEVER
    contact: int = NEVER
    proof: int = 0
    """Of a log that grew: one proof for what a room did in half a minute, not one for each act."""
    log: int = NEVER
    """Where no room is open, no feed tells how the log stands: it is asked now and then."""
    not_before: int = 0


@dataclass(frozen=True, slots=True)
class Contact:
    """How it stands with the dossier: what screens tell of delivery."""

    trouble: Trouble | None = None
    failures: int = 0
    answered_at: datetime | None = None
    offline_since: datetime | None = None
    receipt_at: datetime | None = None
    offset_ms: int | None = None
    quarantined: int = 0
    is_log_strange: bool = False
    """The log became smaller, or does not prove that it goes on from what it signed before."""
    is_clock_doubtful: bool = False
    """The dossier's certificate is not valid by this laptop's clock: one of the two is wrong."""
    is_log_replaced: bool = False
    """The dossier was restored: it fills up again with what laptops hold."""


@dataclass(frozen=True, slots=True)
class State:
    """Everything the engine knows."""

    trust: SchoolTrust = field(repr=False)
    boxes: Boxes = field(default_factory=dict, repr=False)
    room: RoomOpened | None = None
    known: frozenset[tuple[str, int, str]] = frozenset()
    """The packages that are here: room-day, key version, and when it was last changed."""
    held: tuple[StreamId, ...] = ()
    """Streams of closed rooms; what is told of them so far is in `told`."""
    told: tuple[Receipt, ...] = ()
    left: frozenset[str] = frozenset()
    """Room-days that left this laptop: their packages are not fetched again."""
    to_fetch: tuple[PackageHeader, ...] = ()
    paging: tuple[PackageHeader, int] | None = None
    is_looking: bool = False
    """Somebody waits for the packages: they go first."""
    journal: PushJournal | None = None
    """What is to be sent of a journal; one portion at a time."""
    in_flight: Ask | None = None
    due: Due = Due()
    pushed_at: int = -NEVER
    """When something was pushed last, of the monotonic clock."""
    contact: Contact = Contact()
    battery_percent: int | None = None
    batch_most: int = PUSH_EVENTS_MAX
    set_aside: frozenset[str] = frozenset()
    """Leaves that stood in the way; they are sent again after the others."""
    origin: str = ""
    """Of the log as it is now; empty while it is the one that was pinned at enrolment."""
    checkpoint: str | None = None
    """The largest that was proved to go on from those before."""
    to_prove: str | None = None
    to_show: str | None = None
    """What the dossier is shown first: a note of which it proved nothing may be what it lost."""
    shows_log: bool = False
    """The dossier is to be shown what its log signed, and to say how that stands."""

    @property
    def heartbeat(self) -> Heartbeat:
        """How it stands on this laptop, as the dossier is told."""
        return Heartbeat(
            waiting=self.waiting,
            on_disk=sum(len(box.parcels) for box in self.boxes.values()),
            room_day="" if self.room is None else self.room.room_day,
            battery_percent=self.battery_percent,
            offset_ms=self.contact.offset_ms,
        )

    @property
    def log_origin(self) -> str:
        """Of the log whose receipts count."""
        return self.origin or self.trust.log_origin

    @property
    def shown(self) -> str | None:
        """The note of the log that the dossier is shown: what was not proved yet goes first."""
        return self.to_show or self.to_prove or self.checkpoint

    @property
    def is_log_replaced(self) -> bool:
        """Whether the dossier was restored: everything that is held here is offered to it."""
        return self.log_origin != self.trust.log_origin

    @property
    def waiting(self) -> int:
        """How many events exist only on this laptop, as far as receipts tell."""
        return waiting_count(self.boxes)

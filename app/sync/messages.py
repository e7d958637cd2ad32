"""What the engine is told and what it asks: happenings in, requests and outcomes out."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.crypto.receipt import Receipt
from app.models.act import StreamId
from app.models.contacts import Heartbeat
from app.models.marks import LeavingAllowed
from app.sync.outbox import Parcel
from app.sync.protocol import FeedAnswer, Package, PackageHeader


class Trouble(StrEnum):
    """Why nothing arrives; stable codes, the sentences live in screens."""

    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed-out"
    STRANGE_CERTIFICATE = "strange-certificate"
    """A proxy that opens TLS, or another server than the school's."""
    STRANGE_ANSWER = "strange-answer"
    """Not the dossier's words: the login page of a network, for example."""
    REFUSED = "refused"
    """The dossier does not know or no longer trusts this laptop."""
    NOT_TAKEN = "not-taken"
    """The dossier itself says that it cannot do this."""
    OVERLOADED = "overloaded"
    SERVER_FAULT = "server-fault"


@dataclass(frozen=True, slots=True)
class Push:
    """POST events."""

    parcels: tuple[Parcel, ...]

    @property
    def streams(self) -> frozenset[StreamId]:
        """The streams that are answered with a receipt each."""
        return frozenset(parcel.stream for parcel in self.parcels)


@dataclass(frozen=True, slots=True)
class PushJournal:
    """POST whole frames of a journal of a room that is not open, up to place `through`."""

    room_day: str
    name: str
    through: int
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class FetchFeed:
    """GET what a room's feed holds after a chunk; -1 from the beginning."""

    room_day: str
    after: int
    is_of_package: bool = False
    """Whether it is a further page of a package, not the open room."""


@dataclass(frozen=True, slots=True)
class FetchPackages:
    """GET which room-days this laptop's location has."""


@dataclass(frozen=True, slots=True)
class FetchPackage:
    """GET one room-day."""

    room_day: str


@dataclass(frozen=True, slots=True)
class AskGrowth:
    """GET the proof that the log of one checkpoint is the beginning of that of another."""

    known: str = field(repr=False)
    seen: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AskLog:
    """Show the dossier the largest checkpoint known of its log, and ask how that log stands."""

    known: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class AskReceipts:
    """POST these streams: what is had of all of them, in the log and in a checked backup."""

    streams: tuple[StreamId, ...]


@dataclass(frozen=True, slots=True)
class TellContact:
    """POST how it stands on this laptop: counts, battery and clock, no names."""

    heartbeat: Heartbeat


Ask = (
    Push
    | PushJournal
    | FetchFeed
    | FetchPackages
    | FetchPackage
    | AskGrowth
    | AskLog
    | AskReceipts
    | TellContact
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back over the wire, whoever said it. `took_ms` is from asking to the last byte."""

    status: int
    content_type: str
    body: bytes = field(repr=False)
    took_ms: int
    retry_after_s: int | None = None
    is_dated_now: bool = True
    """Whether the certificate of who answered is valid by this laptop's clock."""


# ---------------------------------------------------------------- happenings


@dataclass(frozen=True, slots=True)
class Written:
    """Events of this laptop are on disk; `receipts` were kept of them, DSSE JSON text."""

    parcels: tuple[Parcel, ...]
    receipts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageTaken:
    """A page of the office's feed is here: the log of this signed note holds these events.

    What others than `writer` wrote of them need not be offered.
    """

    checkpoint: str
    leaves: frozenset[str]
    writer: str


@dataclass(frozen=True, slots=True)
class RoomOpened:
    """A room was opened: its feed is followed from the chunk after this one; -1 for all."""

    room_day: str
    after: int


@dataclass(frozen=True, slots=True)
class FeedNotKept:
    """A page of the open room could not be kept: what comes after this chunk is asked again."""

    room_day: str
    after: int


@dataclass(frozen=True, slots=True)
class RoomClosed:
    """No room is open; its feed is no longer followed, its events still go."""


@dataclass(frozen=True, slots=True)
class JournalWaits:
    """A journal of a room that is not open holds more than the dossier said it has."""

    portion: PushJournal


@dataclass(frozen=True, slots=True)
class StreamsHeld:
    """The streams of closed rooms that leave once they are kept twice, and the rooms that left."""

    streams: tuple[StreamId, ...]
    left: frozenset[str]


@dataclass(frozen=True, slots=True)
class BatteryRead:
    """How full the battery is; None where the system tells of none."""

    percent: int | None


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer to what was asked."""

    ask: Ask
    answer: Answer


@dataclass(frozen=True, slots=True)
class Failed:
    """No answer to what was asked."""

    ask: Ask
    trouble: Trouble


@dataclass(frozen=True, slots=True)
class TryAsked:
    """Somebody asked to try at once."""


@dataclass(frozen=True, slots=True)
class PackagesWanted:
    """Somebody waits for what packages there are now, such as with a code that is new."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """Time went by."""


Happening = (
    Written
    | PageTaken
    | RoomOpened
    | FeedNotKept
    | RoomClosed
    | JournalWaits
    | StreamsHeld
    | BatteryRead
    | Answered
    | Failed
    | TryAsked
    | PackagesWanted
    | Ticked
)


# ---------------------------------------------------------------- outcomes


@dataclass(frozen=True, slots=True)
class ReceiptCame:
    """A receipt that was verified, as it was received. `is_ours`: its head is an event of ours."""

    receipt: Receipt
    envelope: str
    is_ours: bool


@dataclass(frozen=True, slots=True)
class JournalTaken:
    """The dossier has everything whole in a journal up to a place."""

    room_day: str
    name: str
    through: int


@dataclass(frozen=True, slots=True)
class JournalNotTaken:
    """A portion of a journal did not get through; a smaller one may."""

    room_day: str
    name: str
    is_refused: bool
    """Whether the dossier said so: then no portion of it may."""


@dataclass(frozen=True, slots=True)
class FeedCame:
    """Chunks of the open room, still sealed; the asker says when they are stored."""

    room_day: str
    page: FeedAnswer


@dataclass(frozen=True, slots=True)
class PackageCame:
    """A package, and further pages of the feed of a package."""

    package: Package


@dataclass(frozen=True, slots=True)
class PageCame:
    """A further page of the feed of a package."""

    header: PackageHeader
    page: FeedAnswer


@dataclass(frozen=True, slots=True)
class OffsetFound:
    """How far the dossier's clock is ahead of this laptop's, in milliseconds."""

    offset_ms: int
    at: datetime


@dataclass(frozen=True, slots=True)
class ForkFound:
    """The dossier holds another event where this laptop has its own: begin a new epoch."""

    stream: StreamId


@dataclass(frozen=True, slots=True)
class CheckpointProved:
    """The largest checkpoint of the log, a signed note: it goes on from the one known before."""

    origin: str
    size: int
    note: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class LogContradicted:
    """Two signed notes of which the one does not go on from the other: proof for a third."""

    known: str = field(repr=False)
    seen: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class LogReplaced:
    """The dossier was restored and says so: every stream that is held is offered anew."""

    former: str
    origin: str
    note: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReceiptsCame:
    """What is had of every stream of the closed rooms, each verified, at the dossier's time."""

    receipts: tuple[Receipt, ...]
    at: datetime
    leavings: tuple[LeavingAllowed, ...] = ()
    """What two people let leave, each signed in the dossier's own stream."""


@dataclass(frozen=True, slots=True)
class PackagesLooked:
    """Who waited for packages need not wait any more; whether the dossier told what there is."""

    is_told: bool


Outcome = (
    ReceiptCame
    | JournalTaken
    | JournalNotTaken
    | FeedCame
    | PackageCame
    | PageCame
    | OffsetFound
    | ForkFound
    | CheckpointProved
    | LogContradicted
    | LogReplaced
    | ReceiptsCame
    | PackagesLooked
)

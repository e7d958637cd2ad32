"""Marks and system acts: streams, signatures, seals, erasures and issued documents."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import ClassVar

from app.models.act import Act, Event, StreamId
from app.models.values import Kind, StaffRole


@dataclass(frozen=True, slots=True)
class StreamOpened(Act):
    """Event 0 of a stream: the epoch's public key, vouched for by the device (format.md 2)."""

    TYPE: ClassVar[str] = "StreamOpened"
    KIND: ClassVar[Kind] = Kind.SYSTEM
    epoch_key: str
    device_signature: str
    chain: tuple[str, ...]
    former: str | None = None


@dataclass(frozen=True, slots=True)
class WithoutEffect(Act):
    """The dossier's own fact: the events in `refs` were stored but count in no fold."""

    TYPE: ClassVar[str] = "WithoutEffect"
    reason: str
    writer: str = ""
    """Whose laptop wrote them."""


@dataclass(frozen=True, slots=True)
class EffectJudged(Act):
    """Two people at the dossier judged what was put aside: the `WithoutEffect` in `refs`.

    Accepted, it counts again; else it stays without effect, and is no longer asked about.
    """

    TYPE: ClassVar[str] = "EffectJudged"
    is_accepted: bool
    people: tuple[str, ...]
    names: tuple[str, ...]
    ground: str = ""


@dataclass(frozen=True, slots=True)
class GapDeclared(Act):
    """Two people at the dossier declared that these numbers of a stream here will not come."""

    TYPE: ClassVar[str] = "GapDeclared"
    writer: str
    epoch: str
    first: int
    last: int
    people: tuple[str, ...]
    names: tuple[str, ...]
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Revoked(Act):
    """From this place in the log on, nothing of `subject` counts before two people judged it.

    `subject` is `device/ID`, `person/ID`, or `key/FINGERPRINT` of a card or an issuing key.
    """

    TYPE: ClassVar[str] = "Revoked"
    KIND: ClassVar[Kind] = Kind.SYSTEM
    subject: str


@dataclass(frozen=True, slots=True)
class BodyErased(Act):
    """Bodies that were taken out, by leaf, and on what ground (format.md 5)."""

    TYPE: ClassVar[str] = "BodyErased"
    KIND: ClassVar[Kind] = Kind.SYSTEM
    leaves: tuple[str, ...]
    ground: str


@dataclass(frozen=True, slots=True)
class LogOpened(Act):
    """The log goes on under a new origin, because the dossier was restored (format.md 8).

    `former` is the origin before; of that log, `size` events with this `root` (hex) are the
    beginning of the new one.
    """

    TYPE: ClassVar[str] = "LogOpened"
    KIND: ClassVar[Kind] = Kind.SYSTEM
    origin: str
    former: str
    size: int
    root: str


@dataclass(frozen=True, slots=True)
class FrontierEntry:
    """How far a stream is inside a manifest.

    `first` is where it begins: a number below that one was missing, and stays outside.
    """

    writer: str
    epoch: str
    scope: str
    seq: int
    leaf: str
    first: int = 0

    @property
    def stream(self) -> StreamId:
        """The stream that is meant."""
        return StreamId(self.writer, self.epoch, self.scope)

    def told(self) -> dict[str, str | int]:
        """Return the members as they are written: `first` only where something was missing."""
        told: dict[str, str | int] = asdict(self)
        if not self.first:
            del told["first"]
        return told


@dataclass(frozen=True, slots=True)
class LeavingAllowed(Act):
    """Two people of the school let a laptop clear a room-day that was never sealed there.

    `frontier` is what the dossier had of that laptop then: what the laptop holds beyond it stays.
    """

    TYPE: ClassVar[str] = "LeavingAllowed"
    KIND: ClassVar[Kind] = Kind.SYSTEM
    device: str
    room_day: str
    frontier: tuple[FrontierEntry, ...]
    people: tuple[str, ...]
    names: tuple[str, ...]
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Exactly what is signed (format.md 4). `writers` empty means all; `root` is hex."""

    scope: str
    writers: tuple[str, ...]
    frontier: tuple[FrontierEntry, ...]
    n: int
    root: str
    fold_version: int
    render_version: int
    standaardset: str


@dataclass(frozen=True, slots=True)
class ReportSigned(Act):
    """A person's own signature over manifest, role and statements, for a period (UTC)."""

    TYPE: ClassVar[str] = "ReportSigned"
    KIND: ClassVar[Kind] = Kind.MARK
    person: str
    name: str
    role: StaffRole
    manifest: Manifest
    statements: tuple[str, ...]
    period_from: datetime
    period_until: datetime | None
    public: str
    signature: str
    chain: tuple[str, ...] = ()
    remark: str | None = None
    """What the signer does not agree with, in the own words; inside what is signed."""


@dataclass(frozen=True, slots=True)
class SignatureWithdrawn(Act):
    """The signer takes the signature in `refs` back."""

    TYPE: ClassVar[str] = "SignatureWithdrawn"
    KIND: ClassVar[Kind] = Kind.MARK
    person: str


@dataclass(frozen=True, slots=True)
class ReportSealed(Act):
    """The report is closed: this manifest, these marks (leaves of signatures)."""

    TYPE: ClassVar[str] = "ReportSealed"
    KIND: ClassVar[Kind] = Kind.MARK
    manifest: Manifest
    marks: tuple[str, ...]

    def covers(self, laptop: str) -> bool:
        """Whether what this laptop wrote is closed by it."""
        return not self.manifest.writers or laptop in self.manifest.writers


@dataclass(frozen=True, slots=True)
class ReportAmended(Act):
    """Words after a seal, with an own number and the person's own signature over them.

    `seal` is the leaf of the seal. Two laptops out of each other's reach may give one number.
    """

    TYPE: ClassVar[str] = "ReportAmended"
    KIND: ClassVar[Kind] = Kind.MARK
    person: str
    name: str
    role: StaffRole
    seal: str
    number: int
    text: str
    reason: str
    public: str
    signature: str
    chain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentIssued(Act):
    """The dossier keeps these bytes under `document`; sha256 is of the bytes (format.md 9).

    An addendum `covers` what came after the seal: the leaves of what it tells. A report that was
    made while something inside its seal was declared not to come `lacks` those numbers, and is
    `without` those marks; what comes of them later is late.
    """

    TYPE: ClassVar[str] = "DocumentIssued"
    KIND: ClassVar[Kind] = Kind.SYSTEM
    document: str
    sha256: str
    seal: str
    render_version: int
    name: str
    covers: tuple[str, ...] = ()
    lacks: tuple[FrontierEntry, ...] = ()
    without: tuple[str, ...] = ()

    def is_made_with(self, event: Event) -> bool:
        """Whether this event was no part of what was missing when the report was made."""
        return event.leaf not in self.without and not any(
            each.first <= event.header.seq <= each.seq and each.stream == event.header.stream
            for each in self.lacks
        )

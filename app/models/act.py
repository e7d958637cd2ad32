"""Header, body and act: what every event of the record is made of (format.md 1-2)."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ClassVar

from app.models.values import Kind, NotObserved


@dataclass(frozen=True, slots=True, order=True)
class StreamId:
    """One chain of events: who wrote it, in which epoch, about what (format.md 2)."""

    writer: str
    epoch: str
    scope: str


@dataclass(frozen=True, slots=True)
class Header:
    """The signed part that identifies nobody. Times: `wall` in UTC, `mono` in milliseconds."""

    v: int
    kind: Kind
    school: str
    writer: str
    epoch: str
    scope: str
    seq: int
    prev: str | None
    shift: str | None
    wall: datetime
    offset_ms: int
    boot: str
    mono: int
    body_sha256: str

    @property
    def stream(self) -> StreamId:
        """The stream this event stands in."""
        return StreamId(self.writer, self.epoch, self.scope)

    @property
    def corrected(self) -> datetime:
        """The laptop's time plus the last known difference with the dossier, in UTC."""
        return self.wall + timedelta(milliseconds=self.offset_ms)


@dataclass(frozen=True, slots=True)
class Batch:
    """One handling that is several events: n of them, this one is number i (from 1)."""

    id: str
    i: int
    n: int


@dataclass(frozen=True, slots=True)
class Act:
    """What the body tells. Every type is a dataclass of its own, named in the past tense."""

    TYPE: ClassVar[str] = ""
    KIND: ClassVar[Kind] = Kind.FACT
    ASPECT: ClassVar[str | None] = None
    """The register this act is a value of; None for acts that are only added."""

    @property
    def value(self) -> str:
        """The kind of the value: equal kinds are the same fact told twice."""
        return self.TYPE


@dataclass(frozen=True, slots=True)
class Body:
    """The salted part that can be erased. `seen_at` None means: at the moment of recording.

    `copied_by` is the person of the shift who typed it over from paper; None: nobody did.
    """

    act: Act
    candidate: str | None = None
    aspect: str | None = None
    seen: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    batch: Batch | None = None
    seen_at: datetime | NotObserved | None = None
    copied_by: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A verified event. `leaf` is its identity: lower-case hex of the Merkle leaf hash."""

    leaf: str
    header: Header
    body: Body | None = field(repr=False)
    """None once the body was erased; the fold then skips the event."""

    @property
    def observed(self) -> datetime:
        """When it was seen; when that is unknown or not told, when it was recorded. UTC."""
        if self.body is not None and isinstance(self.body.seen_at, datetime):
            return self.body.seen_at
        return self.header.corrected

    @property
    def is_time_observed(self) -> bool:
        """False when the explicit "tijd niet waargenomen" was recorded."""
        return self.body is None or not isinstance(self.body.seen_at, NotObserved)


@dataclass(frozen=True, slots=True)
class Unknown(Act):
    """An act of a newer version: kept, delivered and shown as such, without meaning here."""

    TYPE: ClassVar[str] = "Unknown"
    name: str = ""

    @property
    def value(self) -> str:
        """Two unknown acts are the same kind when their type is."""
        return self.name

"""Reading the room feed: the manifest's signature, each chunk's digest, and what it seals."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.crypto.certificates import KeyKind, UntrustedChain
from app.crypto.envelope import BadSignature, Envelope, from_json
from app.crypto.roomfeed import (
    BadChunk,
    FeedManifest,
    FeedPlace,
    check_chunk,
    open_chunk,
    verify_manifest,
)
from app.crypto.signed_event import SignedEvent
from app.crypto.trust import SchoolTrust
from app.models.marks import FrontierEntry
from app.models.strict_json import Malformed
from app.sync.protocol import FeedAnswer, decode_chunk_content


class FeedRefused(Exception):
    """A feed that is not this room's, or that nobody vouches for."""


class NewRoomKey(FeedRefused):
    """The room has a new key: a code opens it anew."""


@dataclass(frozen=True, slots=True)
class ReadFeed:
    """What pages of a feed held. `last` is the number of the last chunk, None without chunks."""

    events: tuple[SignedEvent, ...] = field(repr=False)
    certificates: Mapping[str, str] = field(repr=False)
    last: int | None
    written_at: datetime | None
    frontier: tuple[FrontierEntry, ...] = ()
    checkpoint: str | None = None


def read_feed(
    pages: Iterable[FeedAnswer], place: FeedPlace, room_key: bytes, trust: SchoolTrust
) -> ReadFeed:
    """Return what is in the pages of a feed, in order.

    Raises:
        FeedRefused: A page is not of this room, or not by the school's log.
    """
    events: list[SignedEvent] = []
    certificates: dict[str, str] = {}
    last: int | None = None
    manifest: FeedManifest | None = None
    for page in pages:
        manifest = vouched(page, place, trust)
        for chunk in page.chunks:
            some, cards = _opened(manifest, chunk.n, chunk.sealed, room_key)
            events += some
            certificates |= cards
            last = chunk.n if last is None else max(last, chunk.n)
    return ReadFeed(
        tuple(events),
        certificates,
        last,
        None if manifest is None else manifest.written_at,
        () if manifest is None else manifest.frontier,
        None if manifest is None else manifest.checkpoint,
    )


def vouched(page: FeedAnswer, place: FeedPlace, trust: SchoolTrust) -> FeedManifest:
    """Return the manifest of a page, after its signature and its place were checked.

    Raises:
        FeedRefused: Not by the school's log, or of another room.
    """
    manifest: FeedManifest | None = None
    try:
        envelope = from_json(page.manifest)
        for certificate in trust.keys(KeyKind.LOG):
            manifest = _by(envelope, certificate.pub) or manifest
    except (Malformed, UntrustedChain) as problem:
        raise FeedRefused("not vouched for") from problem
    if manifest is None:
        raise FeedRefused("not vouched for")
    if manifest.place == place:
        return manifest
    same_room = (manifest.place.school, manifest.place.room_day) == (place.school, place.room_day)
    if same_room and manifest.place.key_version > place.key_version:
        raise NewRoomKey("the room has a new key")
    raise FeedRefused("the feed of another room")


def _by(envelope: Envelope, public: bytes) -> FeedManifest | None:
    try:
        return verify_manifest(envelope, public)
    except BadSignature:
        return None


def _opened(
    manifest: FeedManifest, n: int, sealed: bytes, room_key: bytes
) -> tuple[tuple[SignedEvent, ...], dict[str, str]]:
    try:
        check_chunk(manifest, n, sealed)
        return decode_chunk_content(open_chunk(room_key, manifest.place, n, sealed))
    except (BadChunk, Malformed) as problem:
        raise FeedRefused("a chunk that does not open") from problem

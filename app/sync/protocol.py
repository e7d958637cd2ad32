"""What laptop and dossier say to each other: the messages of delivery and room feed.

All bodies are JSON, at most 1 MiB after decompression; binary members are base64.

| call | asks | answers |
|---|---|---|
| POST /v1/streams/push | PushRequest | PushAnswer: one receipt per stream |
| POST /v1/journals/ROOMDAY/NAME?through=N | frames of a journal | PushAnswer: its receipt |
| GET /v1/packages?day=D | - | PackageList: the room-days of this laptop's location |
| GET /v1/packages/ROOMDAY | - | Package: header, card wraps, chunks 0..n |
| GET /v1/rooms/ROOMDAY/feed?after=N | - | FeedAnswer: chunks after N, signed manifest |
| GET /v1/time | - | TimeAnswer |

Requests are signed by the device key (`app.crypto.requests`); a problem is problem+json.
"""

import base64
import binascii
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from app.crypto.signed_event import SignedEvent
from app.models.strict_json import Malformed, dumps, loads_strict

MESSAGE_BYTES_MAX: Final = 1024 * 1024
PUSH_EVENTS_MAX: Final = 500
FEED_CHUNKS_MAX: Final = 64
RECEIPT_BYTES_MAX: Final = 512 * 1024
MANIFEST_BYTES_MAX: Final = 2 * MESSAGE_BYTES_MAX


@dataclass(frozen=True, slots=True)
class PushRequest:
    """Events of one or more streams, each stream in order of seq."""

    events: tuple[SignedEvent, ...]


@dataclass(frozen=True, slots=True)
class PushAnswer:
    """One receipt per stream named in the request: DSSE JSON text, checked by the receiver."""

    receipts: tuple[str, ...]
    server_time: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """One sealed chunk of a room feed."""

    n: int
    sealed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class FeedAnswer:
    """Chunks after a number, and the signed manifest (DSSE JSON text) that vouches for them."""

    chunks: tuple[Chunk, ...]
    manifest: str
    server_time: str


@dataclass(frozen=True, slots=True)
class CardWrap:
    """What one printed card opens: the room key and the person's signing seed, both wrapped."""

    number: str
    key_version: int
    room_wrap: bytes = field(repr=False)
    person_wrap: bytes = field(repr=False)
    is_reserve: bool = False


@dataclass(frozen=True, slots=True)
class PackageHeader:
    """What anybody at the laptop may see of a room-day before a code is given: no names."""

    room_day: str
    room: str
    label: str
    location: str
    day: str
    school_name: str
    hotline: str
    hotline_mobile: str
    sessions: int
    updated_at: str
    key_version: int


@dataclass(frozen=True, slots=True)
class Package:
    """A room-day for a laptop: header, card wraps and the feed so far.

    `neighbours`, sealed under K_room, tells whose card belongs to which other room; older
    packages have none.
    """

    header: PackageHeader
    cards: tuple[CardWrap, ...]
    feed: FeedAnswer
    neighbours: bytes = b""


def to_text(content: bytes) -> str:
    """Return base64 of bytes."""
    return _base64(content).decode("ascii")


def to_bytes(member: object, *, most: int = MESSAGE_BYTES_MAX) -> bytes:
    """Return the bytes of a base64 member.

    Raises:
        Malformed: Not canonical base64, or more than `most` bytes.
    """
    if not isinstance(member, str) or len(member) > most * 4 // 3 + 4:
        raise Malformed("not base64")
    try:
        content = base64.b64decode(member, validate=True)
    except (binascii.Error, ValueError) as problem:
        raise Malformed("not base64") from problem
    if to_text(content) != member:
        raise Malformed("not canonical base64")
    return content


# ---------------------------------------------------------------- push


def encode_push(request: PushRequest) -> bytes:
    """Return the bytes of a push."""
    return b'{"events":[%b]}' % _events(request.events)


def decode_push(raw: bytes) -> PushRequest:
    """Return the push in received bytes.

    Raises:
        Malformed: Not a push of this format.
    """
    members = _object(loads_strict(raw, max_bytes=MESSAGE_BYTES_MAX, max_depth=6))
    events = _list(members.get("events"))
    if len(events) > PUSH_EVENTS_MAX:
        raise Malformed("too many events in one push")
    return PushRequest(tuple(event_from(each) for each in events))


def event_members(event: SignedEvent) -> dict[str, object]:
    """Return the JSON members of a signed event."""
    members: dict[str, object] = {
        "header": to_text(event.header),
        "sig": to_text(event.signature),
    }
    if event.body is not None:
        members["body"] = to_text(event.body)
    return members


def _events(events: Iterable[SignedEvent]) -> bytes:
    """Return the JSON of events with commas between: base64 needs no escapes, so nobody looks."""
    return b",".join(_event(each) for each in events)


def _event(event: SignedEvent) -> bytes:
    header, signature = _base64(event.header), _base64(event.signature)
    body = b"" if event.body is None else b'"body":"%b",' % _base64(event.body)
    return b'{%b"header":"%b","sig":"%b"}' % (body, header, signature)


def _base64(content: bytes) -> bytes:
    return binascii.b2a_base64(content, newline=False)


def event_from(member: object) -> SignedEvent:
    """Return the signed event in a JSON member; nothing of it is verified yet.

    Raises:
        Malformed: Not a signed event of this format.
    """
    members = _object(member)
    body = members.get("body")
    return SignedEvent(
        header=to_bytes(members.get("header"), most=8192),
        signature=to_bytes(members.get("sig"), most=64),
        body=None if body is None else to_bytes(body, most=65536),
    )


def encode_push_answer(answer: PushAnswer) -> bytes:
    """Return the bytes of an answer to a push."""
    return dumps({"receipts": list(answer.receipts), "server_time": answer.server_time})


def decode_push_answer(raw: bytes) -> PushAnswer:
    """Return the answer in received bytes; its receipts are not verified yet.

    Raises:
        Malformed: Not such an answer, for example the page of a captive portal.
    """
    members = _object(loads_strict(raw, max_bytes=4 * MESSAGE_BYTES_MAX, max_depth=4))
    receipts = tuple(_text(each, RECEIPT_BYTES_MAX) for each in _list(members.get("receipts")))
    return PushAnswer(receipts, _text(members.get("server_time")))


# ---------------------------------------------------------------- feed and packages


def feed_members(answer: FeedAnswer) -> dict[str, object]:
    """Return the JSON members of a feed answer."""
    return {
        "chunks": [{"n": chunk.n, "sealed": to_text(chunk.sealed)} for chunk in answer.chunks],
        "manifest": answer.manifest,
        "server_time": answer.server_time,
    }


def encode_feed(answer: FeedAnswer) -> bytes:
    """Return the bytes of a feed answer."""
    return dumps(feed_members(answer))


def decode_feed(raw: bytes) -> FeedAnswer:
    """Return the feed answer in received bytes; chunks are still sealed.

    Raises:
        Malformed: Not such an answer.
    """
    return _feed_from(loads_strict(raw, max_bytes=16 * MESSAGE_BYTES_MAX, max_depth=6))


def _feed_from(member: object) -> FeedAnswer:
    members = _object(member)
    chunks = tuple(
        Chunk(_whole(each.get("n")), to_bytes(each.get("sealed"), most=2 * MESSAGE_BYTES_MAX))
        for each in map(_object, _list(members.get("chunks")))
    )
    manifest = _text(members.get("manifest"), MANIFEST_BYTES_MAX)
    return FeedAnswer(chunks, manifest, _text(members.get("server_time")))


def encode_package(package: Package) -> bytes:
    """Return the bytes of a package; a laptop keeps them as they are."""
    header = package.header
    return dumps(
        {
            "header": {name: getattr(header, name) for name in PackageHeader.__slots__},
            "cards": [
                {
                    "number": card.number,
                    "key_version": card.key_version,
                    "room_wrap": to_text(card.room_wrap),
                    "person_wrap": to_text(card.person_wrap),
                    "is_reserve": card.is_reserve,
                }
                for card in package.cards
            ],
            "feed": feed_members(package.feed),
            **({"neighbours": to_text(package.neighbours)} if package.neighbours else {}),
        }
    )


def decode_package(raw: bytes) -> Package:
    """Return the package in received or kept bytes.

    Raises:
        Malformed: Not a package of this format.
    """
    members = _object(loads_strict(raw, max_bytes=32 * MESSAGE_BYTES_MAX, max_depth=8))
    header = _object(members.get("header"))
    numbers = {"sessions", "key_version"}
    return Package(
        header=PackageHeader(
            **{
                name: _whole(header.get(name)) if name in numbers else _text(header.get(name))
                for name in PackageHeader.__slots__
            }  # type: ignore[arg-type]
        ),
        cards=tuple(_card_from(_object(each)) for each in _list(members.get("cards"))),
        feed=_feed_from(members.get("feed")),
        neighbours=to_bytes(members.get("neighbours", "")),
    )


def _card_from(members: Mapping[str, object]) -> CardWrap:
    return CardWrap(
        number=_text(members.get("number")),
        key_version=_whole(members.get("key_version")),
        room_wrap=to_bytes(members.get("room_wrap"), most=256),
        person_wrap=to_bytes(members.get("person_wrap"), most=256),
        is_reserve=members.get("is_reserve") is True,
    )


def encode_package_list(headers: Sequence[PackageHeader]) -> bytes:
    """Return the bytes of the list of room-days of a location."""
    return dumps(
        {
            "packages": [
                {name: getattr(header, name) for name in PackageHeader.__slots__}
                for header in headers
            ]
        }
    )


# ---------------------------------------------------------------- chunk content


def encode_chunk_content(events: Sequence[SignedEvent], certificates: Mapping[str, str]) -> bytes:
    """Return what a chunk seals: events, and card number -> person certificate (DSSE JSON)."""
    return b'{"cards":%b,"events":[%b]}' % (dumps(dict(certificates)), _events(events))


def decode_chunk_content(raw: bytes) -> tuple[tuple[SignedEvent, ...], dict[str, str]]:
    """Return the events and the certificates per card in an opened chunk.

    Raises:
        Malformed: Not the content of a chunk.
    """
    members = _object(loads_strict(raw, max_bytes=4 * MESSAGE_BYTES_MAX, max_depth=6))
    events = tuple(event_from(each) for each in _list(members.get("events")))
    cards = {key: _text(each) for key, each in _object(members.get("cards")).items()}
    return events, cards


def _object(member: object) -> dict[str, object]:
    if not isinstance(member, dict):
        raise Malformed("not an object")
    return member


def _list(member: object) -> list[object]:
    if not isinstance(member, list):
        raise Malformed("not a list")
    return member


def _text(member: object, most: int = 64 * 1024) -> str:
    if not isinstance(member, str) or len(member) > most:
        raise Malformed("not a text")
    return member


def _whole(member: object) -> int:
    if not isinstance(member, int) or isinstance(member, bool) or member < 0:
        raise Malformed("not a whole number")
    return member

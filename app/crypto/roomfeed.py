"""The room feed: numbered chunks under K_room, and the signed list that vouches for them.

Format.md 7. A chunk is a random 96-bit nonce followed by AES-256-GCM of the content. The number
n would do as nonce if each n were sealed once per key version; but a dossier put back from a
backup can number again from an older n, and one nonce used for two contents breaks GCM. Random
nonces need no memory: a room-day seals thousands of chunks at most, far below the 2**32 to which
they are safe.
"""

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.crypto import members
from app.crypto.checkpoint import CHECKPOINT_CHARACTERS_MAX
from app.crypto.derive import KEY_BYTES
from app.crypto.envelope import FEED_MANIFEST, Envelope, opened, sign
from app.crypto.keys import RandomBytes, SigningKey
from app.models.codec import instant_text, read_instant
from app.models.marks import FrontierEntry
from app.models.strict_json import Malformed, dumps, loads_strict

NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16
CHUNK_BYTES_MAX: Final = 2 * 1024 * 1024
CHUNKS_MAX: Final = 5_000
FRONTIER_MAX: Final = 2_000

_MANIFEST_BYTES_MAX = 1024 * 1024
_MEMBERS = {
    "v", "school", "room_day", "key_version", "chunks", "written_at", "frontier", "checkpoint",
}  # fmt: skip


class BadChunk(Exception):
    """A chunk of another place or key, changed, or not the one that was vouched for."""


@dataclass(frozen=True, slots=True)
class FeedPlace:
    """Which feed a chunk belongs to."""

    school: str
    room_day: str
    key_version: int


@dataclass(frozen=True, slots=True)
class ChunkMark:
    """How the manifest names one sealed chunk; `size` in bytes."""

    n: int
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class FeedManifest:
    """What a feed holds, and how far its streams were when it was written.

    `checkpoint` is a signed note of the log, None before the first one.
    """

    place: FeedPlace
    chunks: tuple[ChunkMark, ...]
    written_at: datetime
    frontier: tuple[FrontierEntry, ...] = ()
    checkpoint: str | None = None


def seal_chunk(
    room_key: bytes, place: FeedPlace, n: int, content: bytes, random_bytes: RandomBytes
) -> bytes:
    """Return chunk n: nonce and ciphertext, bound to its place and number.

    Raises:
        ValueError: The content is too large, or K_room has another length.
    """
    if len(content) > CHUNK_BYTES_MAX - NONCE_BYTES - TAG_BYTES:
        raise ValueError("a chunk holds at most 2 MiB")
    nonce = random_bytes(NONCE_BYTES)
    return nonce + _cipher(room_key).encrypt(nonce, content, _bound_to(place, n))


def open_chunk(room_key: bytes, place: FeedPlace, n: int, sealed: bytes) -> bytes:
    """Return the content of chunk n.

    Raises:
        BadChunk: Not chunk n of this place under this key.
    """
    if not NONCE_BYTES + TAG_BYTES <= len(sealed) <= CHUNK_BYTES_MAX:
        raise BadChunk("of another size")
    nonce, ciphertext = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    try:
        return _cipher(room_key).decrypt(nonce, ciphertext, _bound_to(place, n))
    except InvalidTag as problem:
        raise BadChunk("of another place or key, or changed") from problem


def mark_chunk(n: int, sealed: bytes) -> ChunkMark:
    """Return how a manifest names a sealed chunk."""
    return ChunkMark(n, hashlib.sha256(sealed).hexdigest(), len(sealed))


def check_chunk(manifest: FeedManifest, n: int, sealed: bytes) -> None:
    """Check that a manifest vouches for a chunk, without opening it.

    Raises:
        BadChunk: It does not.
    """
    if mark_chunk(n, sealed) not in manifest.chunks:
        raise BadChunk("not the chunk that was vouched for")


def sign_manifest(manifest: FeedManifest, key: SigningKey) -> Envelope:
    """Return the manifest, signed by the plan's or log's key.

    Raises:
        ValueError: It says what no manifest can say.
    """
    payload = _encode(manifest)
    try:
        _decode(payload)
    except Malformed as problem:
        raise ValueError("not a manifest") from problem
    return sign(FEED_MANIFEST, payload, key)


def verify_manifest(envelope: Envelope, public: bytes) -> FeedManifest:
    """Return the manifest, after its signature was checked. The caller compares the place.

    Raises:
        BadSignature: Not a manifest by that key.
        Malformed: Signed, yet not of this format.
    """
    return _decode(opened(envelope, FEED_MANIFEST, public))


def _cipher(room_key: bytes) -> AESGCM:
    if len(room_key) != KEY_BYTES:
        raise ValueError("K_room has 32 bytes")
    return AESGCM(room_key)


def _bound_to(place: FeedPlace, n: int) -> bytes:
    return dumps({**asdict(place), "n": n})


def _encode(manifest: FeedManifest) -> bytes:
    return dumps(
        {
            "v": 1,
            **asdict(manifest.place),
            "chunks": [asdict(chunk) for chunk in manifest.chunks],
            "written_at": instant_text(manifest.written_at),
            "frontier": [entry.told() for entry in manifest.frontier],
            "checkpoint": manifest.checkpoint,
        }
    )


def _decode(payload: bytes) -> FeedManifest:
    read = members.exact(
        loads_strict(payload, max_bytes=_MANIFEST_BYTES_MAX, max_depth=3), _MEMBERS
    )
    members.whole(read["v"], 1, 1)
    chunks = members.listed(read["chunks"], CHUNKS_MAX, _chunk)
    if len({chunk.n for chunk in chunks}) != len(chunks):
        raise Malformed("a chunk is named twice")
    return FeedManifest(
        place=FeedPlace(
            members.name(read["school"]),
            members.name(read["room_day"]),
            members.whole(read["key_version"], 1),
        ),
        chunks=chunks,
        written_at=read_instant(read["written_at"]),
        frontier=members.listed(read["frontier"], FRONTIER_MAX, _entry),
        checkpoint=members.optional(read["checkpoint"], _note),
    )


def _chunk(member: object) -> ChunkMark:
    read = members.exact(member, {"n", "sha256", "size"})
    return ChunkMark(
        members.whole(read["n"]),
        members.hex_digest(read["sha256"]),
        members.whole(read["size"], NONCE_BYTES + TAG_BYTES, CHUNK_BYTES_MAX),
    )


def _entry(member: object) -> FrontierEntry:
    read = members.exact(member, {"writer", "epoch", "scope", "seq", "leaf"})
    return FrontierEntry(
        writer=members.name(read["writer"]),
        epoch=members.name(read["epoch"]),
        scope=members.scope(read["scope"]),
        seq=members.whole(read["seq"]),
        leaf=members.hex_digest(read["leaf"]),
    )


def _note(member: object) -> str:
    return members.text(member, CHECKPOINT_CHARACTERS_MAX)

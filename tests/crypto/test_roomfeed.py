"""The room feed: chunks bound to their place, and a manifest that vouches for them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.crypto.envelope import EVENT, FEED_MANIFEST, BadSignature, sign
from app.crypto.roomfeed import (
    CHUNK_BYTES_MAX,
    BadChunk,
    FeedManifest,
    FeedPlace,
    check_chunk,
    mark_chunk,
    open_chunk,
    seal_chunk,
    sign_manifest,
    verify_manifest,
)
from app.models.marks import FrontierEntry
from app.models.strict_json import Malformed, dumps, loads_strict
from tests.crypto.builders import LEAF, MOMENT, SCHOOL, checkpoint_text, key, stepped

PLACE = FeedPlace(SCHOOL, "r1:2026-12-09", 1)
ROOM_KEY = bytes(range(32))
CONTENT = b"who sits here"
PLAN = key("plan").public


@pytest.fixture
def sealed() -> bytes:
    return seal_chunk(ROOM_KEY, PLACE, 4, CONTENT, stepped("feed"))


@pytest.fixture
def manifest(sealed: bytes) -> FeedManifest:
    return FeedManifest(
        place=PLACE,
        chunks=(mark_chunk(4, sealed),),
        written_at=MOMENT,
        frontier=(FrontierEntry("dossier", "e1", "part/s1/r1", 7, LEAF),),
        checkpoint=checkpoint_text(),
    )


def test_a_chunk_opens_in_its_place(sealed: bytes) -> None:
    assert open_chunk(ROOM_KEY, PLACE, 4, sealed) == CONTENT
    assert CONTENT not in sealed


@pytest.mark.parametrize(
    ("place", "n", "room_key"),
    [
        (PLACE, 5, ROOM_KEY),
        (replace(PLACE, school="school-0013"), 4, ROOM_KEY),
        (replace(PLACE, room_day="r2:2026-12-09"), 4, ROOM_KEY),
        (replace(PLACE, key_version=2), 4, ROOM_KEY),
        (PLACE, 4, bytes(32)),
    ],
)
def test_a_chunk_opens_nowhere_else(
    sealed: bytes, place: FeedPlace, n: int, room_key: bytes
) -> None:
    with pytest.raises(BadChunk):
        open_chunk(room_key, place, n, sealed)


def test_every_bit_of_a_chunk_counts(sealed: bytes) -> None:
    for place in range(len(sealed) * 8):
        flipped = bytearray(sealed)
        flipped[place // 8] ^= 1 << place % 8
        with pytest.raises(BadChunk):
            open_chunk(ROOM_KEY, PLACE, 4, bytes(flipped))


@given(st.binary(max_size=80))
def test_any_bytes_are_a_bad_chunk(raw: bytes) -> None:
    with pytest.raises(BadChunk):
        open_chunk(ROOM_KEY, PLACE, 4, raw)


def test_one_number_sealed_twice_never_uses_one_nonce() -> None:
    source = stepped("feed")
    first, again = (seal_chunk(ROOM_KEY, PLACE, 4, CONTENT, source) for _ in range(2))
    assert first[:12] != again[:12]
    assert open_chunk(ROOM_KEY, PLACE, 4, again) == CONTENT


def test_a_chunk_has_a_size(sealed: bytes) -> None:
    with pytest.raises(ValueError, match="2 MiB"):
        seal_chunk(ROOM_KEY, PLACE, 4, bytes(CHUNK_BYTES_MAX), stepped("feed"))
    with pytest.raises(BadChunk, match="size"):
        open_chunk(ROOM_KEY, PLACE, 4, bytes(CHUNK_BYTES_MAX + 1))
    with pytest.raises(ValueError, match="32"):
        open_chunk(bytes(16), PLACE, 4, sealed)


def test_a_manifest_vouches_for_its_chunks_only(manifest: FeedManifest, sealed: bytes) -> None:
    check_chunk(manifest, 4, sealed)
    for n, chunk in ((5, sealed), (4, sealed + b"x"), (4, b"x" + sealed[1:])):
        with pytest.raises(BadChunk):
            check_chunk(manifest, n, chunk)


@pytest.mark.parametrize("changes", [{}, {"frontier": (), "checkpoint": None, "chunks": ()}])
def test_a_manifest_comes_over_whole(manifest: FeedManifest, changes: dict[str, object]) -> None:
    sent = replace(manifest, **changes)  # type: ignore[arg-type]
    assert verify_manifest(sign_manifest(sent, key("plan")), PLAN) == sent


def test_a_manifest_is_believed_from_its_key_only(manifest: FeedManifest) -> None:
    envelope = sign_manifest(manifest, key("plan"))
    for bad, public in (
        (envelope, key("device-7").public),
        (replace(envelope, payload=envelope.payload.replace(b'"n":4', b'"n":5')), PLAN),
        (sign(EVENT, envelope.payload, key("plan")), PLAN),
    ):
        with pytest.raises(BadSignature):
            verify_manifest(bad, public)


def test_what_no_manifest_can_say_is_not_signed(manifest: FeedManifest) -> None:
    twice = replace(manifest, chunks=manifest.chunks * 2)
    with pytest.raises(ValueError, match="manifest"):
        sign_manifest(twice, key("plan"))


@pytest.mark.parametrize(
    ("name", "member"),
    [
        ("v", 2),
        ("school", None),
        ("room_day", ""),
        ("key_version", 0),
        ("key_version", "1"),
        ("chunks", {}),
        ("chunks", [{}]),
        ("chunks", [{"n": -1, "sha256": LEAF, "size": 40}]),
        ("chunks", [{"n": 1, "sha256": "", "size": 40}]),
        ("chunks", [{"n": 1, "sha256": LEAF, "size": 1}]),
        ("written_at", 1),
        ("frontier", [1]),
        ("frontier", [{"writer": "d", "epoch": "e", "scope": "s", "seq": -1, "leaf": LEAF}]),
        ("checkpoint", 1),
        ("more", 1),
    ],
)
def test_a_signed_manifest_of_another_form_is_malformed(
    manifest: FeedManifest, name: str, member: object
) -> None:
    members = loads_strict(sign_manifest(manifest, key("plan")).payload, max_bytes=10_000)
    assert isinstance(members, dict)
    envelope = sign(FEED_MANIFEST, dumps({**members, name: member}), key("plan"))
    with pytest.raises(Malformed):
        verify_manifest(envelope, PLAN)

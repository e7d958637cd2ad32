"""The journal's key and records: what the laptop wrote, readable by its room and by the school.

Format.md 7. A journal begins with a head that holds its file key twice: wrapped under the key of
the day store, and sealed to the school. So the room heals its store from it, and a laptop whose
room is locked, or whose every key is gone, still delivers. A record is a random 96-bit nonce and
AES-256-GCM of one handling; random, since a record that was cut off is written again.
"""

import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import (
    InvalidUnwrap,
    aes_key_unwrap_with_padding,
    aes_key_wrap_with_padding,
)

from app.crypto import base64_text, members
from app.crypto.derive import KEY_BYTES, derived
from app.crypto.journal_file import MARKER
from app.crypto.keys import SIGNATURE_BYTES, RandomBytes, fingerprint
from app.crypto.sealing import OVERHEAD_BYTES, NotSealed, open_sealed, seal_to
from app.crypto.signed_event import SignedEvent
from app.models.codec import BODY_BYTES_MAX, HEADER_BYTES_MAX
from app.models.strict_json import dumps, loads_strict

NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16
HEAD_BYTES_MAX: Final = 1024
_PURPOSE: Final = "journal/v1"
_WRAP_BYTES = KEY_BYTES + 8
_SEALED_BYTES = KEY_BYTES + OVERHEAD_BYTES
_LENGTHS = struct.Struct(">HI")
_NO_BODY = 0xFFFFFFFF
_MEMBERS = {"v", "school", "room_day", "store", "day_wrap", "sealed_to", "sealed"}


class BadJournal(Exception):
    """A head or record of another journal or key, or one that was changed."""


@dataclass(frozen=True, slots=True)
class JournalPlace:
    """Which store a journal stands beside."""

    school: str
    room_day: str
    store: str


@dataclass(frozen=True, slots=True)
class JournalHead:
    """The head as it stands in the file. `sealed_to` is the seal key's fingerprint."""

    place: JournalPlace
    day_wrap: bytes = field(repr=False)
    sealed_to: str
    sealed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class JournalKey:
    """The opened file key, and the head it stands under: every record is bound to that head."""

    secret: bytes = field(repr=False)
    bound_to: bytes = field(repr=False)


def new_head(
    place: JournalPlace, day_key: bytes, seal_public: bytes, random_bytes: RandomBytes
) -> tuple[bytes, JournalKey]:
    """Return the bytes of a new head and its key.

    Raises:
        UnfitKey: The school's seal key is none.
    """
    secret = random_bytes(KEY_BYTES)
    head = JournalHead(
        place=place,
        day_wrap=aes_key_wrap_with_padding(_wrapping(day_key), secret),
        sealed_to=fingerprint(seal_public),
        sealed=seal_to(seal_public, secret, _purpose(place)),
    )
    raw = dumps(
        {
            "v": 1,
            "school": place.school,
            "room_day": place.room_day,
            "store": place.store,
            "day_wrap": base64_text.encode(head.day_wrap),
            "sealed_to": head.sealed_to,
            "sealed": base64_text.encode(head.sealed),
        }
    )
    return raw, JournalKey(secret, hashlib.sha256(raw).digest())


def read_head(raw: bytes) -> JournalHead:
    """Return what a head says; nothing of it is opened.

    Raises:
        Malformed: Not the head of a journal.
    """
    read = members.exact(loads_strict(raw, max_bytes=HEAD_BYTES_MAX, max_depth=1), _MEMBERS)
    members.whole(read["v"], 1, 1)
    return JournalHead(
        place=JournalPlace(
            members.name(read["school"]),
            members.name(read["room_day"]),
            members.name(read["store"]),
        ),
        day_wrap=base64_text.decode(read["day_wrap"], least=_WRAP_BYTES, most=_WRAP_BYTES),
        sealed_to=members.hex_digest(read["sealed_to"]),
        sealed=base64_text.decode(read["sealed"], least=_SEALED_BYTES, most=_SEALED_BYTES),
    )


def open_with_day_key(raw: bytes, day_key: bytes) -> JournalKey:
    """Return the file key, as the room opens it.

    Raises:
        Malformed: Not the head of a journal.
        BadJournal: It stands beside another store.
    """
    head = read_head(raw)
    try:
        secret = aes_key_unwrap_with_padding(_wrapping(day_key), head.day_wrap)
    except (InvalidUnwrap, ValueError):
        secret = b""
    return _opened(raw, secret)


def open_with_seal_key(raw: bytes, seal_seed: bytes) -> JournalKey:
    """Return the file key, as the school opens it.

    Raises:
        Malformed: Not the head of a journal.
        BadJournal: Sealed to another key, or changed.
    """
    head = read_head(raw)
    try:
        secret = open_sealed(seal_seed, head.sealed, _purpose(head.place))
    except NotSealed:
        secret = b""
    return _opened(raw, secret)


def seal_record(
    key: JournalKey, n: int, events: Sequence[SignedEvent], random_bytes: RandomBytes
) -> bytes:
    """Return record n: the events of one handling, whole or not at all; never with a marker."""
    sealed = MARKER
    while MARKER in sealed:  # chance gives one once in a trillion handlings
        nonce = random_bytes(NONCE_BYTES)
        sealed = nonce + AESGCM(key.secret).encrypt(nonce, _packed(events), _bound(key, n))
    return sealed


def open_record(key: JournalKey, n: int, sealed: bytes) -> tuple[SignedEvent, ...]:
    """Return the events of record n; signatures are for whoever takes them in.

    Raises:
        BadJournal: Not record n of this journal, or changed.
    """
    if len(sealed) < NONCE_BYTES + TAG_BYTES:
        raise BadJournal("too short")
    nonce, ciphertext = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    try:
        content = AESGCM(key.secret).decrypt(nonce, ciphertext, _bound(key, n))
    except InvalidTag as problem:
        raise BadJournal("of another place, or changed") from problem
    return _unpacked(content)


def _opened(raw: bytes, secret: bytes) -> JournalKey:
    if len(secret) != KEY_BYTES:
        raise BadJournal("made under another key")
    return JournalKey(secret, hashlib.sha256(raw).digest())


def _wrapping(day_key: bytes) -> bytes:
    return derived(day_key, salt=b"", purpose=_PURPOSE)


def _purpose(place: JournalPlace) -> bytes:
    told = {"room_day": place.room_day, "school": place.school, "store": place.store}
    return f"examendag/{_PURPOSE}".encode("ascii") + b"\x00" + dumps(told)


def _bound(key: JournalKey, n: int) -> bytes:
    return key.bound_to + n.to_bytes(8, "big")


def _packed(events: Sequence[SignedEvent]) -> bytes:
    pieces: list[bytes] = []
    for each in events:
        body_bytes = _NO_BODY if each.body is None else len(each.body)
        pieces += (_LENGTHS.pack(len(each.header), body_bytes), each.header, each.signature)
        pieces.append(each.body or b"")
    return b"".join(pieces)


def _unpacked(content: bytes) -> tuple[SignedEvent, ...]:
    events: list[SignedEvent] = []
    at = 0
    while at < len(content):
        if at + _LENGTHS.size > len(content):
            raise BadJournal("a record of another form")
        header_bytes, body_bytes = _LENGTHS.unpack_from(content, at)
        held = 0 if body_bytes == _NO_BODY else body_bytes
        if header_bytes > HEADER_BYTES_MAX or held > BODY_BYTES_MAX:
            raise BadJournal("a record of another form")
        signature_at = at + _LENGTHS.size + header_bytes
        body_at = signature_at + SIGNATURE_BYTES
        if body_at + held > len(content):
            raise BadJournal("a record of another form")
        events.append(
            SignedEvent(
                content[at + _LENGTHS.size : signature_at],
                content[signature_at:body_at],
                None if body_bytes == _NO_BODY else content[body_at : body_at + held],
            )
        )
        at = body_at + held
    return tuple(events)

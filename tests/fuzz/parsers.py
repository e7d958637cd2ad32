"""The parsers of foreign bytes: what each reads, which errors are its own, and what it reads well.

`test_parsers.py` asks the source itself whether one is missing here.
"""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass

from app.crypto import envelope, roomfeed
from app.crypto.certificates import KeyKind, UntrustedChain, read_certificate, verify_chain
from app.crypto.checkpoint import read_checkpoint, verify_checkpoint
from app.crypto.journal import (
    JournalKey,
    JournalPlace,
    new_head,
)
from app.crypto.journal_receipt import JournalReceipt, sign_journal_receipt, verify_journal_receipt
from app.crypto.neighbours import NEIGHBOURS_BYTES_MAX, open_neighbours, seal_neighbours
from app.crypto.receipt import sign_receipt, verify_receipt
from app.crypto.sealing import seal_public
from app.crypto.signed_event import SignedEvent, read_event
from app.crypto.tree import Frontier
from app.crypto.trust import decode_trust, encode_trust
from app.models.codec import decode_body, decode_header, read_instant
from app.models.strict_json import Malformed, loads_strict
from app.sync import protocol as wire
from tests.crypto.builders import (
    MOMENT,
    ORIGIN,
    SCHOOL,
    checkpoint_text,
    device,
    key,
    receipt,
    stepped,
    trust,
)
from tests.house.tree import ROOT

KIB = 1024
VECTORS: list[dict[str, str]] = [
    each
    for path in sorted((ROOT / "tests" / "vectors").glob("events*.json"))
    for each in json.loads(path.read_text("utf-8"))
]
HEADERS = [each["header"].encode() for each in VECTORS]
BODIES = [bytes.fromhex(each["body"]) for each in VECTORS]
EVENT = SignedEvent(HEADERS[0], bytes(64), BODIES[0])
PLACE = roomfeed.FeedPlace(SCHOOL, "r1:2026-12-09", 1)
SEED = bytes(range(32))
FILE_KEY = JournalKey(bytes(32), bytes(32))
HEAD, HEAD_KEY = new_head(
    JournalPlace(SCHOOL, "r1:2026-12-09", "0011"), SEED, seal_public(SEED), stepped("head")
)


@dataclass(frozen=True, slots=True)
class Parser:
    """How something foreign is read. `largest` is what its caller lets through, in bytes."""

    read: Callable[[bytes], object]
    own: tuple[type[Exception], ...]
    seeds: tuple[bytes, ...]
    of: tuple[Callable[..., object], ...]
    """The functions that this feeds."""
    largest: int = 64 * KIB


def signed(kind: str, name: str, payload: bytes) -> envelope.Envelope:
    return envelope.sign(kind, payload, key(name))


def text_of(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


def chunk(content: bytes) -> bytes:
    return roomfeed.seal_chunk(SEED, PLACE, 0, content, stepped("chunk"))


def manifest() -> bytes:
    told = roomfeed.FeedManifest(
        PLACE, (roomfeed.mark_chunk(0, chunk(b"")),), MOMENT, (), checkpoint_text()
    )
    return roomfeed.sign_manifest(told, key("plan")).payload


def journal_receipt() -> envelope.Envelope:
    told = JournalReceipt(SCHOOL, ORIGIN, "r1:2026-12-09", "001.journal", 100)
    return sign_journal_receipt(told, key("log"))


def event_of(raw: bytes) -> object:
    """Read header and body; the header names the body that comes with it where it can."""
    header, _, told = raw.partition(b"\n")
    body = bytes(16) + told
    named = re.sub(rb'"body_sha256":"[0-9a-f]{64}"', _digest_of(body), header)
    return read_event(SignedEvent(named, bytes(64), body))


def _digest_of(body: bytes) -> bytes:
    return b'"body_sha256":"%b"' % hashlib.sha256(body).hexdigest().encode()


MALFORMED = (Malformed,)
SIGNED = (Malformed, envelope.BadSignature)


RECORDS: dict[str, Parser] = {
    "strict JSON": Parser(
        lambda raw: loads_strict(raw, max_bytes=1024 * KIB),
        MALFORMED,
        (b'{"a":[1,"x",null,true,1.5]}',),
        (loads_strict,),
    ),
    "header of an event": Parser(decode_header, MALFORMED, tuple(HEADERS), (decode_header,)),
    "body of an event": Parser(
        lambda raw: decode_body(bytes(16) + raw),
        MALFORMED,
        tuple(each[16:] for each in BODIES),
        (decode_body,),
    ),
    "event": Parser(
        event_of,
        SIGNED,
        tuple((h + b"\n" + b[16:] for h, b in zip(HEADERS, BODIES, strict=True))),
        (read_event,),
    ),
    "instant": Parser(
        lambda raw: read_instant(text_of(raw)),
        MALFORMED,
        (b"2026-12-09T08:07:03.120Z",),
        (read_instant,),
    ),
    "envelope": Parser(
        envelope.from_json,
        MALFORMED,
        (envelope.to_json(device()).encode(),),
        (envelope.from_json, envelope.from_dict),
    ),
    "certificate": Parser(
        lambda raw: read_certificate(signed(envelope.CERTIFICATE, "issuing", raw)),
        MALFORMED,
        (device().payload,),
        (read_certificate,),
    ),
    "chain of certificates": Parser(
        lambda raw: verify_chain(
            (signed(envelope.CERTIFICATE, "root-a", raw),), trust().pinned, SCHOOL, KeyKind.LOG
        ),
        (UntrustedChain,),
        (trust().certificates[1].payload,),
        (verify_chain,),
    ),
    "trust of a school": Parser(
        decode_trust, (Malformed, UntrustedChain), (encode_trust(trust()),), (decode_trust,)
    ),
}


LOG_KEY = key("log").public
LOGS: dict[str, Parser] = {
    "receipt": Parser(
        lambda raw: verify_receipt(signed(envelope.RECEIPT, "log", raw), SCHOOL, None, LOG_KEY),
        SIGNED,
        (sign_receipt(receipt(), key("log")).payload,),
        (verify_receipt,),
    ),
    "receipt of a journal": Parser(
        lambda raw: verify_journal_receipt(
            signed(envelope.JOURNAL_RECEIPT, "log", raw), SCHOOL, None, LOG_KEY
        ),
        SIGNED,
        (journal_receipt().payload,),
        (verify_journal_receipt,),
    ),
    "checkpoint": Parser(
        lambda raw: read_checkpoint(text_of(raw)),
        MALFORMED,
        (checkpoint_text().encode(),),
        (read_checkpoint,),
    ),
    "checkpoint that is believed": Parser(
        lambda raw: verify_checkpoint(text_of(raw), ORIGIN, LOG_KEY),
        SIGNED,
        (checkpoint_text().encode(),),
        (verify_checkpoint,),
    ),
    "frontier": Parser(
        Frontier.from_bytes,
        MALFORMED,
        (Frontier().extend([bytes(32)] * 5).to_bytes(),),
        (Frontier.from_bytes,),
    ),
    "manifest of a feed": Parser(
        lambda raw: roomfeed.verify_manifest(
            signed(envelope.FEED_MANIFEST, "plan", raw), key("plan").public
        ),
        SIGNED,
        (manifest(),),
        (roomfeed.verify_manifest,),
    ),
    "sealed chunk": Parser(
        lambda raw: roomfeed.open_chunk(SEED, PLACE, 0, raw),
        (roomfeed.BadChunk,),
        (chunk(b"content"),),
        (roomfeed.open_chunk,),
    ),
    "cards of other rooms": Parser(
        lambda raw: open_neighbours(SEED, PLACE, raw),
        MALFORMED,
        (seal_neighbours(SEED, PLACE, {"B1.16": ["100001"]}, stepped("neighbours")),),
        (open_neighbours,),
        largest=NEIGHBOURS_BYTES_MAX,
    ),
    "content of a chunk": Parser(
        wire.decode_chunk_content,
        MALFORMED,
        (wire.encode_chunk_content([EVENT], {"1": "{}"}),),
        (wire.decode_chunk_content,),
    ),
}

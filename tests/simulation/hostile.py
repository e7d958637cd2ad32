"""Events that somebody makes up: forged, replayed, misplaced, newer than we know, or poisonous."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from app.crypto.checkpoint import Checkpoint, sign_checkpoint
from app.crypto.envelope import to_json
from app.crypto.keys import SigningKey
from app.crypto.receipt import Receipt, sign_receipt
from app.crypto.signed_event import SignedEvent, sign_event
from app.models.act import Header, StreamId
from app.models.codec import body_digest, decode_header, instant_text
from app.models.fold import part_scope
from app.models.values import Kind
from app.sync.messages import Answer
from app.sync.protocol import PushAnswer, encode_push_answer
from tests.dossier.inside import SESSION, enrolment_id
from tests.dossier.laptop import START, Laptop, Stream
from tests.simulation.school import PLACE

SCOPE = part_scope(SESSION, PLACE.room)


class Forgery(StrEnum):
    """How an event is not what it says. The last three are well signed and must be kept."""

    BAD_SIGNATURE = "bad-signature"
    BAD_BODY = "bad-body"
    WRONG_SCHOOL = "wrong-school"
    OTHER_SCOPE = "replay-in-another-scope"
    NO_EPOCH = "epoch-nobody-opened"
    BROKEN_CHAIN = "broken-chain"
    OTHER_BYTES = "real-event-with-other-bytes"
    NEWER = "newer-event"
    POISON = "poison-event"
    GAP = "behind-a-gap"


KEPT = (Forgery.NEWER, Forgery.POISON, Forgery.GAP)


@dataclass(frozen=True)
class Made:
    """What is pushed: what goes before it so that it could be believed, and the event itself."""

    before: tuple[SignedEvent, ...]
    event: SignedEvent
    is_to_be_kept: bool


def make(kind: Forgery, laptop: Laptop, chance: Random) -> Made:
    """Make an event of a kind, in an epoch of an enrolled laptop."""
    key = SigningKey.from_seed(chance.randbytes(32))
    stream = laptop.stream(SCOPE, chance.randbytes(16).hex(), key)
    body = _body(chance, kind)
    header = _header(
        stream,
        body,
        school="roc-ander" if kind is Forgery.WRONG_SCHOOL else "",
        seq=7 if kind is Forgery.GAP else 1,
        prev=chance.randbytes(32).hex() if kind is Forgery.BROKEN_CHAIN else None,
    )
    other = SigningKey.from_seed(chance.randbytes(32))
    event = sign_event(header, body, other if kind is Forgery.BAD_SIGNATURE else key)
    if kind is Forgery.BAD_BODY:
        event = SignedEvent(event.header, event.signature, body[:-2] + b" }")
    if kind is Forgery.OTHER_SCOPE:
        moved = event.header.replace(PLACE.room.encode(), b"B9.99-000000")
        event = SignedEvent(moved, event.signature, body)
    is_opened = kind not in (Forgery.OTHER_SCOPE, Forgery.NO_EPOCH)
    return Made(tuple(stream.events) if is_opened else (), event, kind in KEPT)


def changed(real: SignedEvent, chance: Random) -> Made:
    """Change an event that somebody recorded: under the same leaf stand other bytes."""
    body = (real.body or b"") + b" "
    signature = bytes([real.signature[0] ^ 1]) + real.signature[1:]
    header = real.header
    other = chance.choice(
        [SignedEvent(header, real.signature, body), SignedEvent(header, signature, real.body)]
    )
    return Made((), other, is_to_be_kept=False)


def _body(chance: Random, kind: Forgery) -> bytes:
    told: dict[str, object] = {
        "type": "HologramShown" if kind is Forgery.NEWER else "ArrivalRegistered",
        "candidate": enrolment_id(0),
        "aspect": "arrival",
        "seen": [],
    }
    if kind is Forgery.NEWER:
        told["colour"] = "rood"
    if kind is Forgery.POISON:
        aspect = chance.choice(["start", "seat", "arrival"])
        told |= {"type": "AwayStarted", "aspect": aspect, "refs": ["cd" * 32]}
        told["seen"] = ["ef" * 32]
    return chance.randbytes(16) + json.dumps(told, separators=(",", ":")).encode()


def _header(
    stream: Stream, body: bytes, *, school: str = "", seq: int = 1, prev: str | None = None
) -> Header:
    place: StreamId = stream.id
    return Header(
        v=1, kind=Kind.FACT, school=school or stream.laptop.trust.school, writer=place.writer,
        epoch=place.epoch, scope=place.scope, seq=seq, prev=prev or stream.events[-1].leaf,
        shift=None, wall=START, offset_ms=0, boot="boot", mono=seq,
        body_sha256=body_digest(body),
    )  # fmt: skip


def forged_answer(pushed: Sequence[SignedEvent], school: str) -> Answer:
    """Answer a push as the dossier would that has it all, signed by another key."""
    key, origin = SigningKey.from_seed(b"k" * 32), f"examendag/{school}/log1"
    headers = [(each, decode_header(each.header)) for each in pushed]
    last = {header.stream: (each.leaf, header.seq) for each, header in headers}
    note = sign_checkpoint(Checkpoint(origin, len(pushed), bytes(32)), key)
    told = [
        Receipt(school, origin, stream, seq, leaf, (), (), ((0, seq),), note, None)
        for stream, (leaf, seq) in last.items()
    ]
    texts = tuple(to_json(sign_receipt(each, key)) for each in told)
    answer = PushAnswer(texts, instant_text(START))
    return Answer(200, "application/json", encode_push_answer(answer), took_ms=5)

"""Receipts: what the log says it has of a stream, and where (format.md 8)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from app.crypto import base64_text, members
from app.crypto.checkpoint import CHECKPOINT_CHARACTERS_MAX, Checkpoint, verify_checkpoint
from app.crypto.envelope import RECEIPT, BadSignature, Envelope, opened, sign
from app.crypto.keys import SigningKey
from app.crypto.tree import HASH_BYTES
from app.models.act import StreamId
from app.models.codec import instant_text, read_instant
from app.models.strict_json import Malformed, dumps, loads_strict

RECEIPT_BYTES_MAX: Final = 256 * 1024
QUARANTINED_MAX: Final = 1000
ALSO_MAX: Final = 10_000

Ranges = tuple[tuple[int, int], ...]
"""Ascending ranges (first, last), both included, that do not touch."""

_MEMBERS = {
    "v", "school", "origin", "stream", "through", "head", "also", "quarantined", "positions",
    "checkpoint", "backed_up_through",
}  # fmt: skip
_ALSO_HEADS: Final = "also_heads"


@dataclass(frozen=True, slots=True)
class BackedUp:
    """The log as it was when a backup of it was last read back and verified."""

    origin: str
    size: int
    root: bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is had of one stream: header, signature and matching body, stored and synced.

    `through` is the last seq before the first gap and `head` its leaf; both None while event 0
    is missing. `also` are ranges of seq beyond a gap, each chained without one, and
    `also_heads` the leaf of the last event in each. `quarantined` are SHA-256 of received bytes.
    `positions` are where these events stand in the log. `checkpoint` is a signed note.
    """

    school: str
    origin: str
    stream: StreamId
    through: int | None
    head: str | None
    also: Ranges
    quarantined: tuple[str, ...]
    positions: Ranges
    checkpoint: str
    backed_up_through: BackedUp | None
    also_heads: tuple[str, ...] = ()

    def has(self, seq: int) -> bool:
        """Tell whether the event of that number is had."""
        is_before_gap = self.through is not None and 0 <= seq <= self.through
        return is_before_gap or any(first <= seq <= last for first, last in self.also)


def sign_receipt(receipt: Receipt, key: SigningKey) -> Envelope:
    """Return the receipt, signed by the log's key.

    Raises:
        ValueError: It says what no receipt can say.
    """
    payload = _encode(receipt)
    try:
        _decode(payload)
    except Malformed as problem:
        raise ValueError("not a receipt") from problem
    return sign(RECEIPT, payload, key)


def verify_receipt(envelope: Envelope, school: str, origin: str | None, public: bytes) -> Receipt:
    """Return the receipt, after its signature and that of its checkpoint were checked.

    `origin` None takes a receipt of any log of the school: the caller compares.

    Raises:
        BadSignature: Not a receipt by the key of this school's log.
        Malformed: Signed, yet not of this format.
    """
    receipt = _decode(opened(envelope, RECEIPT, public))
    if receipt.school != school or receipt.origin != (origin or receipt.origin):
        raise BadSignature("the receipt of another log")
    checkpoint_of(receipt, public)
    return receipt


def checkpoint_of(receipt: Receipt, public: bytes) -> Checkpoint:
    """Return the verified checkpoint in a receipt; all its positions lie inside.

    Raises:
        BadSignature: Not signed by the log's key.
        Malformed: Not a checkpoint, or smaller than the positions named.
    """
    checkpoint = verify_checkpoint(receipt.checkpoint, receipt.origin, public)
    if receipt.positions and receipt.positions[-1][1] >= checkpoint.size:
        raise Malformed("positions beyond the checkpoint")
    return checkpoint


def _encode(receipt: Receipt) -> bytes:
    backup = receipt.backed_up_through
    heads = {_ALSO_HEADS: list(receipt.also_heads)} if receipt.also_heads else {}
    return dumps(
        {
            **heads,
            "v": 1,
            "school": receipt.school,
            "origin": receipt.origin,
            "stream": {
                "writer": receipt.stream.writer,
                "epoch": receipt.stream.epoch,
                "scope": receipt.stream.scope,
            },
            "through": receipt.through,
            "head": receipt.head,
            "also": [list(each) for each in receipt.also],
            "quarantined": list(receipt.quarantined),
            "positions": [list(each) for each in receipt.positions],
            "checkpoint": receipt.checkpoint,
            "backed_up_through": None if backup is None else _backup_members(backup),
        }
    )


def _backup_members(backup: BackedUp) -> dict[str, object]:
    return {
        "origin": backup.origin,
        "size": backup.size,
        "root": base64_text.encode(backup.root),
        "time": instant_text(backup.at),
    }


def _decode(payload: bytes) -> Receipt:
    loaded = loads_strict(payload, max_bytes=RECEIPT_BYTES_MAX, max_depth=3)
    has_heads = isinstance(loaded, dict) and _ALSO_HEADS in loaded
    read = members.exact(loaded, {*_MEMBERS, _ALSO_HEADS} if has_heads else _MEMBERS)
    members.whole(read["v"], 1, 1)
    receipt = Receipt(
        school=members.name(read["school"]),
        origin=members.origin(read["origin"]),
        stream=_stream(read["stream"]),
        through=members.optional(read["through"], members.whole),
        head=members.optional(read["head"], members.hex_digest),
        also=members.spans(read["also"]),
        quarantined=members.listed(read["quarantined"], QUARANTINED_MAX, members.hex_digest),
        positions=members.spans(read["positions"]),
        checkpoint=members.text(read["checkpoint"], CHECKPOINT_CHARACTERS_MAX),
        backed_up_through=members.optional(read["backed_up_through"], _backup),
        also_heads=members.listed(read.get(_ALSO_HEADS, []), ALSO_MAX, members.hex_digest),
    )
    if has_heads and len(receipt.also_heads) != len(receipt.also):
        raise Malformed("not a head of each range")
    if (receipt.through is None) != (receipt.head is None):
        raise Malformed("a head without its number")
    beyond = -1 if receipt.through is None else receipt.through
    if receipt.also and receipt.also[0][0] <= beyond + 1:
        raise Malformed("no gap where one is told")
    return receipt


def _stream(member: object) -> StreamId:
    read = members.exact(member, {"writer", "epoch", "scope"})
    return StreamId(
        members.name(read["writer"]), members.name(read["epoch"]), members.scope(read["scope"])
    )


def _backup(member: object) -> BackedUp:
    read = members.exact(member, {"origin", "size", "root", "time"})
    return BackedUp(
        origin=members.origin(read["origin"]),
        size=members.whole(read["size"]),
        root=base64_text.decode(read["root"], least=HASH_BYTES, most=HASH_BYTES),
        at=read_instant(read["time"]),
    )

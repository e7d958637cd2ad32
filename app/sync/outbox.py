"""The outbox: which of this laptop's events a verified receipt acknowledges, and which wait."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import groupby
from typing import Final

from app.crypto.certificates import KeyKind, UntrustedChain
from app.crypto.envelope import BadSignature, Envelope, from_json
from app.crypto.receipt import Ranges, Receipt, verify_receipt
from app.crypto.signed_event import SignedEvent
from app.crypto.trust import SchoolTrust
from app.models.act import StreamId
from app.models.codec import decode_header
from app.models.strict_json import Malformed

NONE: Final = -1
"""`through` of a stream of which nothing is acknowledged."""


@dataclass(frozen=True, slots=True, order=True)
class Parcel:
    """One event on its way: its place, its leaf and its bytes."""

    stream: StreamId
    seq: int
    leaf: str
    signed: SignedEvent = field(repr=False, compare=False)

    @property
    def digest(self) -> str:
        """How quarantine names these bytes: SHA-256 of header, signature and body."""
        signed = self.signed
        return sha256(signed.header + signed.signature + (signed.body or b"")).hexdigest()


@dataclass(frozen=True, slots=True)
class StreamBox:
    """One own stream: every event this laptop holds of it, and how far it is acknowledged.

    `beyond` are ranges that it holds behind a gap, each up to an event of ours: acknowledged too.
    `is_forked`: the dossier has another event where this laptop has its own.
    `is_split`: two events of one number are here, as a copy of this laptop went on. A number then
    says nothing; `had` are the leaves of each branch of which a receipt named the end, in `heads`.
    """

    parcels: tuple[Parcel, ...] = ()
    through: int = NONE
    beyond: Ranges = ()
    is_forked: bool = False
    heads: frozenset[str] = frozenset()
    is_split: bool = False
    had: frozenset[str] = frozenset()

    @property
    def waiting(self) -> tuple[Parcel, ...]:
        """The events that no receipt acknowledges, in order."""
        if self.is_split:
            return tuple(each for each in self.parcels if each.leaf not in self.had)
        after = self.parcels[bisect_right(self.parcels, self.through, key=_seq) :]
        return tuple(each for each in after if not _within(each.seq, self.beyond))

    @property
    def central(self) -> tuple[Parcel, ...]:
        """The events that a receipt acknowledges, in order."""
        waiting = {each.leaf for each in self.waiting}
        return tuple(each for each in self.parcels if each.leaf not in waiting)

    def add(self, parcels: Iterable[Parcel]) -> "StreamBox":
        """Return the box with more events, each once, in order of seq."""
        held, is_split = list(self.parcels), self.is_split
        for parcel in parcels:
            if not held or held[-1].seq < parcel.seq:
                held.append(parcel)
            elif parcel not in held:
                is_split |= any(each.seq == parcel.seq for each in held)
                insort(held, parcel)
        return replace(self, parcels=tuple(held), is_split=is_split).with_heads(self.heads)

    def leaves_at(self, seq: int) -> frozenset[str]:
        """Return the leaves at a place; two are a fork, none means it is not here."""
        first = bisect_left(self.parcels, seq, key=_seq)
        last = bisect_right(self.parcels, seq, lo=first, key=_seq)
        return frozenset(each.leaf for each in self.parcels[first:last])

    def has(self, receipt: Receipt) -> bool:
        """Tell whether the head of a receipt is an event of ours."""
        return receipt.through is not None and receipt.head in self.leaves_at(receipt.through)

    def acknowledged_by(self, receipt: Receipt) -> "StreamBox":
        """Return the box after a verified receipt of this stream.

        It acknowledges up to its head, and a range behind a gap, only where that ends in an
        event of ours.
        """
        ranges = [
            (span, head)
            for span, head in zip(receipt.also, receipt.also_heads, strict=False)
            if head in self.leaves_at(span[1])
        ]
        box = replace(self, beyond=tuple(span for span, _ in ranges), is_forked=False)
        heads = {head for _, head in ranges}
        if receipt.through is None:
            return replace(box, through=NONE).with_heads(frozenset(heads))
        heads |= self.heads if self.is_split else set()
        if not self.has(receipt):
            # Nothing of ours at that place: the store was rolled back, the feed brings the rest.
            is_forked = bool(self.leaves_at(receipt.through))
            return replace(box, is_forked=is_forked).with_heads(self.heads | heads)
        told = heads | {receipt.head or ""}
        return replace(box, through=receipt.through).with_heads(frozenset(told))

    def with_heads(self, heads: frozenset[str]) -> "StreamBox":
        """Return the box as far as receipts named its ends: if it is split, by their chains."""
        if not self.is_split:
            return self if heads == self.heads else replace(self, heads=heads)
        at, had = {each.leaf: each for each in self.parcels}, set[str]()
        for head in heads:
            leaf: str | None = head
            while leaf in at and leaf not in had:
                had.add(leaf)
                leaf = decode_header(at[leaf].signed.header).prev
        return replace(self, heads=heads, had=frozenset(had))


Boxes = Mapping[StreamId, StreamBox]


def verified(text: str, trust: SchoolTrust) -> Receipt | None:
    """Return the receipt in DSSE JSON text when the school's log signed it, else None.

    Of which log it is, it says itself: a receipt of a former one counts for nothing.
    """
    try:
        envelope = from_json(text)
        logs = trust.keys(KeyKind.LOG)
    except (Malformed, UntrustedChain):
        return None
    for log in logs:
        receipt = _by(envelope, trust, log.pub)
        if receipt is not None:
            return receipt
    return None


def _by(envelope: Envelope, trust: SchoolTrust, public: bytes) -> Receipt | None:
    try:
        return verify_receipt(envelope, trust.school, None, public)
    except (BadSignature, Malformed):
        return None


def added(boxes: Boxes, parcels: Iterable[Parcel]) -> Boxes:
    """Return the boxes with more events."""
    by_stream = groupby(sorted(parcels), key=lambda parcel: parcel.stream)
    changed = {stream: boxes.get(stream, StreamBox()).add(some) for stream, some in by_stream}
    return {**boxes, **changed}


def acknowledged(boxes: Boxes, receipts: Iterable[Receipt]) -> Boxes:
    """Return the boxes after verified receipts; those of other streams change nothing."""
    changed = {
        receipt.stream: boxes[receipt.stream].acknowledged_by(receipt)
        for receipt in receipts
        if receipt.stream in boxes
    }
    return {**boxes, **changed}


def without(boxes: Boxes, leaves: frozenset[str], writer: str) -> Boxes:
    """Return the boxes without these events of others than a writer: the log holds them."""
    left = {
        stream: tuple(each for each in box.parcels if each.leaf not in leaves)
        for stream, box in boxes.items()
        if stream.writer != writer
    }
    changed = {stream: replace(boxes[stream], parcels=its) for stream, its in left.items()}
    return {**boxes, **changed}


def unacknowledged(boxes: Boxes) -> Boxes:
    """Return the boxes as if no receipt had come: a restored dossier may lack any of it."""
    return {stream: StreamBox(box.parcels) for stream, box in boxes.items()}


def waiting_count(boxes: Boxes) -> int:
    """Return how many events exist only on this laptop, as far as receipts tell."""
    return sum(len(box.waiting) for box in boxes.values())


def to_send(boxes: Boxes) -> Iterator[Parcel]:
    """Yield every event that is to be sent, those that wait: in order within each stream."""
    for stream in sorted(boxes):
        yield from boxes[stream].waiting


def next_batch(
    boxes: Boxes, most_events: int, most_bytes: int, set_aside: frozenset[str]
) -> tuple[Parcel, ...]:
    """Return what is sent next, within both limits; what was set aside goes after the rest."""
    return _first(
        (each for each in to_send(boxes) if each.leaf not in set_aside), most_events, most_bytes
    ) or _first(to_send(boxes), most_events, most_bytes)


def _first(parcels: Iterable[Parcel], most_events: int, most_bytes: int) -> tuple[Parcel, ...]:
    batch: list[Parcel] = []
    size = 0
    for parcel in parcels:
        size += wire_bytes(parcel.signed)
        if batch and (len(batch) >= most_events or size > most_bytes):
            break
        batch.append(parcel)
    return tuple(batch)


def wire_bytes(signed: SignedEvent) -> int:
    """Return at least as many bytes as an event takes in a push."""
    parts = (signed.header, signed.signature, signed.body or b"")
    return sum((len(part) + 2) // 3 * 4 for part in parts) + 40


def _within(seq: int, ranges: Ranges) -> bool:
    return any(first <= seq <= last for first, last in ranges)


def _seq(parcel: Parcel) -> int:
    return parcel.seq

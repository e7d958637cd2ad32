"""The tree of the log: roots, the running frontier, and checking proofs (RFC 6962, RFC 9162).

Leaves are leaf *hashes* of 32 bytes (`envelope.leaf_hash`), never the events themselves.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Self

from app.models.strict_json import Malformed

HASH_BYTES: Final = 32
EMPTY_ROOT: Final = hashlib.sha256(b"").digest()

_SIZE_BYTES = 8


class BadProof(Exception):
    """A proof that does not lead to the root."""


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """All that is needed to append: the roots of the full subtrees, largest first."""

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def append(self, leaf: bytes) -> Self:
        """Return the frontier with one leaf more."""
        return self.extend((leaf,))

    def extend(self, leaves: Iterable[bytes]) -> Self:
        """Return the frontier with more leaves, in order.

        Raises:
            ValueError: A leaf is not a hash of 32 bytes.
        """
        size, peaks = self.size, list(self.peaks)
        for leaf in leaves:
            if len(leaf) != HASH_BYTES:
                raise ValueError("a leaf hash has 32 bytes")
            node, full = leaf, size
            while full & 1:
                node = node_hash(peaks.pop(), node)
                full >>= 1
            peaks.append(node)
            size += 1
        return type(self)(size, tuple(peaks))

    @property
    def root(self) -> bytes:
        """The tree head: the root over all leaves so far."""
        if not self.peaks:
            return EMPTY_ROOT
        node = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            node = node_hash(peak, node)
        return node

    def to_bytes(self) -> bytes:
        """Return size (8 bytes, big-endian) and peaks, one after the other."""
        return self.size.to_bytes(_SIZE_BYTES, "big") + b"".join(self.peaks)

    @classmethod
    def from_bytes(cls, raw: bytes) -> Self:
        """Return the frontier that was written.

        Raises:
            Malformed: The number of peaks does not fit the size.
        """
        size = int.from_bytes(raw[:_SIZE_BYTES], "big")
        if len(raw) != _SIZE_BYTES + HASH_BYTES * size.bit_count():
            raise Malformed("not a frontier")
        marks = range(_SIZE_BYTES, len(raw) + 1, HASH_BYTES)
        return cls(size, tuple(raw[start:end] for start, end in pairwise(marks)))


def root(leaves: Iterable[bytes]) -> bytes:
    """Return the Merkle tree head over leaf hashes."""
    return Frontier().extend(leaves).root


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], tree_root: bytes
) -> None:
    """Check that a leaf stands at `index` in the tree of that size (RFC 9162, 2.1.3.2).

    Raises:
        BadProof: It does not follow.
    """
    if not 0 <= index < size:
        raise BadProof("no such leaf")
    place, last, node = index, size - 1, leaf
    for step in proof:
        if last == 0:
            raise BadProof("longer than the tree is high")
        if place & 1 or place == last:
            node = node_hash(step, node)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            node = node_hash(node, step)
        place, last = place >> 1, last >> 1
    if last or node != tree_root:
        raise BadProof("leads to another root")


def verify_consistency(
    old_size: int, old_root: bytes, size: int, tree_root: bytes, proof: Sequence[bytes]
) -> None:
    """Check that the tree of `old_size` is the beginning of that of `size` (RFC 9162, 2.1.4.2).

    Raises:
        BadProof: It does not follow.
    """
    if not 0 < old_size <= size:
        raise BadProof("no such older tree")
    if old_size == size:
        if proof or old_root != tree_root:
            raise BadProof("equal sizes, other trees")
        return
    steps = list(proof)
    if old_size & (old_size - 1) == 0:
        steps.insert(0, old_root)
    if not steps:
        raise BadProof("no proof")
    if _climbed(steps, old_size, size) != (old_root, tree_root):
        raise BadProof("leads to another root")


def _climbed(steps: Sequence[bytes], old_size: int, size: int) -> tuple[bytes, bytes]:
    """Return the two roots to which the steps of a consistency proof lead."""
    place, last = old_size - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old_node = node = steps[0]
    for step in steps[1:]:
        if last == 0:
            raise BadProof("longer than the tree is high")
        if place & 1 or place == last:
            old_node = node_hash(step, old_node)
            node = node_hash(step, node)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            node = node_hash(node, step)
        place, last = place >> 1, last >> 1
    if last:
        raise BadProof("shorter than the tree is high")
    return old_node, node

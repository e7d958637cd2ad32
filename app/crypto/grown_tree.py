"""The tree as it grew: what proofs are made from, at a few dozen hashes each (RFC 9162, 2.1)."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from app.crypto.tree import EMPTY_ROOT, HASH_BYTES, node_hash
from app.crypto.tree import root as root_over

TILE: Final = 256
"""Over so many leaves a :class:`TiledTree` holds one root."""


class ProvingTree(ABC):
    """A log so far; any earlier size of it can still be asked."""

    @property
    @abstractmethod
    def size(self) -> int:
        """How many leaves it has."""

    @abstractmethod
    def subtree(self, start: int, end: int) -> bytes:
        """Return the root over the leaves `start` up to `end`, where a split may begin."""

    def root(self, size: int) -> bytes:
        """Return the root over the first leaves.

        Raises:
            ValueError: The log never had that size.
        """
        if not 0 <= size <= self.size:
            raise ValueError("no such tree")
        return self.subtree(0, size) if size else EMPTY_ROOT

    def inclusion_proof(self, index: int, size: int) -> tuple[bytes, ...]:
        """Return the audit path of a leaf in the tree of that size (2.1.3.1).

        Raises:
            ValueError: There is no such leaf, or the log never had that size.
        """
        if not 0 <= index < size <= self.size:
            raise ValueError("no such leaf")
        path: list[bytes] = []
        start, end = 0, size
        while end - start > 1:
            split = start + _split(end - start)
            if index < split:
                path.append(self.subtree(split, end))
                end = split
            else:
                path.append(self.subtree(start, split))
                start = split
        return tuple(reversed(path))

    def consistency_proof(self, old_size: int, size: int) -> tuple[bytes, ...]:
        """Return the proof that a tree is the beginning of a later one (2.1.4.1).

        Raises:
            ValueError: There is no such older tree, or the log never had that size.
        """
        if not 0 < old_size <= size <= self.size:
            raise ValueError("no such older tree")
        steps: list[bytes] = []
        start, end = 0, size
        while old_size != end:
            split = start + _split(end - start)
            if old_size <= split:
                steps.append(self.subtree(split, end))
                end = split
            else:
                steps.append(self.subtree(start, split))
                start = split
        if start:
            steps.append(self.subtree(start, end))
        return tuple(reversed(steps))


class GrownTree(ProvingTree):
    """Every full subtree of a log."""

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self._levels: list[list[bytes]] = [[]]
        self.extend(leaves)

    @property
    def size(self) -> int:
        """How many leaves it has."""
        return len(self._levels[0])

    def leaves(self, start: int) -> tuple[bytes, ...]:
        """Return its leaves from one on."""
        return tuple(self._levels[0][start:])

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Add leaf hashes, in order.

        Raises:
            ValueError: A leaf is not a hash of 32 bytes.
        """
        for leaf in leaves:
            if len(leaf) != HASH_BYTES:
                raise ValueError("a leaf hash has 32 bytes")
            node, level = leaf, 0
            self._levels[0].append(node)
            while len(self._levels[level]) % 2 == 0:
                node = node_hash(*self._levels[level][-2:])
                level += 1
                if level == len(self._levels):
                    self._levels.append([])
                self._levels[level].append(node)

    def subtree(self, start: int, end: int) -> bytes:
        """Return the root over the leaves `start` up to `end`, where a split may begin."""
        level = (end - start - 1).bit_length()
        if end - start == 1 << level:
            return self._levels[level][start >> level]
        split = start + _split(end - start)
        return node_hash(self.subtree(start, split), self.subtree(split, end))


class TiledTree(ProvingTree):
    """The same of which only the root over each full tile is held: few, however many leaves.

    `leaves` is asked for those of one tile or its beginning, at most two tiles a proof.
    """

    def __init__(
        self, tiles: GrownTree, size: int, leaves: Callable[[int, int], Sequence[bytes]]
    ) -> None:
        """Look at the first `size` leaves; of each full tile in them the root is in `tiles`."""
        self._tiles = tiles
        self._size = size
        self._leaves = leaves

    @property
    def size(self) -> int:
        """How many leaves it has."""
        return self._size

    def subtree(self, start: int, end: int) -> bytes:
        """Return the root over the leaves `start` up to `end`, where a split may begin."""
        if end - start < TILE:
            first = start - start % TILE
            some = self._leaves(first, min(first + TILE, self._size))
            return root_over(some[start - first : end - first])
        if (end - start) % TILE == 0:
            return self._tiles.subtree(start // TILE, end // TILE)
        split = start + _split(end - start)
        return node_hash(self.subtree(start, split), self.subtree(split, end))


def _split(size: int) -> int:
    """Return the largest power of two below a size above one."""
    return 1 << (size - 1).bit_length() - 1

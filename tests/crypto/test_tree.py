"""The tree: the published roots, brute force, and proofs that only fit their own tree."""

import hashlib
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.crypto.grown_tree import TILE, GrownTree, TiledTree
from app.crypto.tree import (
    EMPTY_ROOT,
    BadProof,
    Frontier,
    root,
    verify_consistency,
    verify_inclusion,
)
from app.models.strict_json import Malformed

# The test tree of certificate-transparency: eight leaves and the root after each.
CT_LEAVES = [
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]  # fmt: skip
CT_ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
SIZES = st.integers(1, 70)


def hashed(content: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + content).digest()


def leaves_of(size: int) -> list[bytes]:
    return [hashed(number.to_bytes(4, "big")) for number in range(size)]


def brute_root(leaves: list[bytes]) -> bytes:
    """The definition of RFC 6962, 2.1, written down as it stands there."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    left, right = brute_root(leaves[:split]), brute_root(leaves[split:])
    return hashlib.sha256(b"\x01" + left + right).digest()


def inclusion_proof(leaves: list[bytes], index: int) -> tuple[bytes, ...]:
    return GrownTree(leaves).inclusion_proof(index, len(leaves))


def consistency_proof(leaves: list[bytes], old: int) -> tuple[bytes, ...]:
    return GrownTree(leaves).consistency_proof(old, len(leaves))


def brute_path(leaves: list[bytes], index: int) -> tuple[bytes, ...]:
    """The definition of RFC 9162, 2.1.3.1, written down as it stands there."""
    if len(leaves) == 1:
        return ()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    left, right = leaves[:split], leaves[split:]
    if index < split:
        return (*brute_path(left, index), brute_root(right))
    return (*brute_path(right, index - split), brute_root(left))


def brute_subproof(leaves: list[bytes], old: int, *, is_whole: bool) -> tuple[bytes, ...]:
    """The definition of RFC 9162, 2.1.4.1, written down as it stands there."""
    if old == len(leaves):
        return () if is_whole else (brute_root(leaves),)
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    left, right = leaves[:split], leaves[split:]
    if old <= split:
        return (*brute_subproof(left, old, is_whole=is_whole), brute_root(right))
    return (*brute_subproof(right, old - split, is_whole=False), brute_root(left))


def test_the_roots_are_the_published_ones() -> None:
    frontier = Frontier()
    assert frontier.root == EMPTY_ROOT
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    for content, expected in zip(CT_LEAVES, CT_ROOTS, strict=True):
        frontier = frontier.append(hashed(bytes.fromhex(content)))
        assert frontier.root.hex() == expected


def test_a_published_proof_is_made() -> None:
    leaves = [hashed(bytes.fromhex(content)) for content in CT_LEAVES]
    # certificate-transparency: path of leaf 6 of 8, and consistency from 6 to 8.
    assert [step.hex() for step in inclusion_proof(leaves, 5)] == [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]
    assert [step.hex() for step in consistency_proof(leaves, 6)] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


@given(st.data())
def test_proofs_at_every_earlier_size_are_those_of_the_definition(data: st.DataObject) -> None:
    leaves = leaves_of(90)
    grown = GrownTree(leaves)
    size = data.draw(st.integers(1, 90))
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    assert grown.inclusion_proof(index, size) == brute_path(leaves[:size], index)
    assert grown.root(size) == brute_root(leaves[:size])
    assert grown.root(0) == EMPTY_ROOT
    told = brute_subproof(leaves[:size], old, is_whole=True)
    assert grown.consistency_proof(old, size) == told


TILED = leaves_of(3 * TILE + 5)
WHOLE = GrownTree(TILED)


@given(st.data())
def test_a_tree_of_which_only_tiles_are_held_proves_the_same(data: st.DataObject) -> None:
    held = data.draw(st.integers(1, len(TILED)))
    tiles = GrownTree(root(TILED[n * TILE : (n + 1) * TILE]) for n in range(held // TILE))
    asked: list[int] = []

    def leaves(start: int, end: int) -> list[bytes]:
        asked.append(start)
        return TILED[start:end]

    tiled = TiledTree(tiles, held, leaves)
    size = data.draw(st.integers(1, held))
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    for prove in (lambda tree: tree.inclusion_proof(index, size),
                  lambda tree: tree.consistency_proof(old, size),
                  lambda tree: tree.root(size)):  # fmt: skip
        asked.clear()
        assert prove(tiled) == prove(WHOLE)
        assert len(set(asked)) <= 2
    with pytest.raises(ValueError, match="no such"):
        tiled.root(held + 1)


@given(st.integers(0, 200), st.integers(0, 200))
def test_the_frontier_agrees_with_the_definition(first: int, second: int) -> None:
    leaves = leaves_of(first + second)
    frontier = Frontier().extend(leaves[:first])
    read = Frontier.from_bytes(frontier.to_bytes())
    assert read == frontier
    assert read.extend(leaves[first:]).root == brute_root(leaves) == root(leaves)
    assert read.extend(leaves[first:]).size == len(leaves)


def test_a_frontier_does_not_change() -> None:
    frontier = Frontier().append(hashed(b"a"))
    frontier.append(hashed(b"b"))
    assert frontier.size == 1
    with pytest.raises(FrozenInstanceError):
        frontier.size = 2  # type: ignore[misc]


@pytest.mark.parametrize("leaf", [b"", bytes(31), bytes(33)])
def test_only_hashes_are_leaves(leaf: bytes) -> None:
    for grow in (Frontier().append, lambda each: GrownTree([each])):
        with pytest.raises(ValueError, match="32"):
            grow(leaf)


@given(st.binary(max_size=150))
def test_any_bytes_are_a_frontier_or_malformed(raw: bytes) -> None:
    try:
        read = Frontier.from_bytes(raw)
    except Malformed:
        return
    assert read.to_bytes() == raw


@pytest.mark.parametrize("raw", [b"", bytes(7), bytes(9), bytes(40), b"\x00" * 7 + b"\x01"])
def test_bytes_that_do_not_fit_their_size_are_malformed(raw: bytes) -> None:
    with pytest.raises(Malformed):
        Frontier.from_bytes(raw)


@given(SIZES)
def test_every_leaf_is_proved_in_its_place_only(size: int) -> None:
    leaves = leaves_of(size)
    for index in range(size):
        proof = inclusion_proof(leaves, index)
        verify_inclusion(leaves[index], index, size, proof, root(leaves))
        for wrong in {index - 1, index + 1, size, -1} - {index}:
            with pytest.raises(BadProof):
                verify_inclusion(leaves[index], wrong, size, proof, root(leaves))


@given(SIZES, st.data())
def test_a_changed_proof_of_inclusion_is_refused(size: int, data: st.DataObject) -> None:
    leaves = leaves_of(size)
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(leaves, index)
    for bad in changed_proofs(proof):
        with pytest.raises(BadProof):
            verify_inclusion(leaves[index], index, size, bad, root(leaves))
    with pytest.raises(BadProof):
        verify_inclusion(hashed(b"other"), index, size, proof, root(leaves))
    with pytest.raises(BadProof):
        verify_inclusion(leaves[index], index, size, proof, hashed(b"other"))


@given(SIZES, st.data())
def test_an_older_tree_is_proved_and_nothing_else(size: int, data: st.DataObject) -> None:
    leaves = leaves_of(size)
    old = data.draw(st.integers(1, size))
    proof = consistency_proof(leaves, old)
    verify_consistency(old, root(leaves[:old]), size, root(leaves), proof)
    for bad in changed_proofs(proof):
        with pytest.raises(BadProof):
            verify_consistency(old, root(leaves[:old]), size, root(leaves), bad)
    rewritten = [hashed(b"rewritten"), *leaves[1:]]
    with pytest.raises(BadProof):
        verify_consistency(old, root(rewritten[:old]), size, root(leaves), proof)
    with pytest.raises(BadProof):
        verify_consistency(old, root(leaves[:old]), size, root(rewritten), proof)


@pytest.mark.parametrize(("old", "size"), [(0, 3), (-1, 3), (4, 3)])
def test_there_is_no_proof_from_nothing_or_backwards(old: int, size: int) -> None:
    with pytest.raises(ValueError, match="older"):
        consistency_proof(leaves_of(size), old)
    with pytest.raises(BadProof):
        verify_consistency(old, EMPTY_ROOT, size, root(leaves_of(size)), ())


def test_there_is_no_proof_of_a_leaf_that_is_not_there() -> None:
    for index in (-1, 3):
        with pytest.raises(ValueError, match="leaf"):
            inclusion_proof(leaves_of(3), index)
    for ask in (
        GrownTree(leaves_of(3)).inclusion_proof,
        GrownTree(leaves_of(3)).consistency_proof,
    ):
        with pytest.raises(ValueError, match="no such"):
            ask(1, 4)


def changed_proofs(proof: tuple[bytes, ...]) -> list[tuple[bytes, ...]]:
    """Return the proof with each step changed, one left out and one too many."""
    other = hashed(b"other")
    changed = [(*proof[:at], other, *proof[at + 1 :]) for at in range(len(proof))]
    left_out = [proof[:-1], proof[1:]] if proof else []
    return [*changed, *left_out, (*proof, other), (other, *proof)]


def test_a_proof_that_is_too_long_for_the_size_is_refused() -> None:
    leaves = leaves_of(8)
    last = inclusion_proof(leaves, 7)
    verify_inclusion(leaves[7], 7, 8, last, root(leaves))
    with pytest.raises(BadProof, match="longer"):
        verify_inclusion(leaves[7], 3, 4, last, root(leaves))
    with pytest.raises(BadProof, match="longer"):
        verify_consistency(
            7, root(leaves[:7]), 8, root(leaves), (*consistency_proof(leaves, 7), leaves[0])
        )


def test_a_proof_of_consistency_that_is_too_short_for_the_size_is_refused() -> None:
    leaves = leaves_of(4)
    proof = consistency_proof(leaves, 3)
    verify_consistency(3, root(leaves[:3]), 4, root(leaves), proof)
    with pytest.raises(BadProof, match="shorter"):
        verify_consistency(3, root(leaves[:3]), 8, root(leaves), proof)

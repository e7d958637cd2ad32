"""The tree is that of RFC 9162 as another program has it: tamperlog, and the RFC's own example.

pymerkle would do as well, but it is GPL-3 only and no such package is taken in (decision 23).
"""

import hashlib
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tamperlog import (
    ProofError,
    consistency_proof,
    hash_leaf,
    inclusion_proof,
    merkle_root,
)
from tamperlog import verify_consistency as they_verify_consistency
from tamperlog import verify_inclusion as they_verify_inclusion

from app.crypto.envelope import EVENT, leaf_hash, pae
from app.crypto.grown_tree import GrownTree
from app.crypto.tree import (
    EMPTY_ROOT,
    BadProof,
    node_hash,
    root,
    verify_consistency,
    verify_inclusion,
)

LEAVES = [hash_leaf(number.to_bytes(2, "big")) for number in range(130)]
SIZES = st.integers(1, len(LEAVES))
STEPS = st.lists(st.sampled_from(LEAVES[:3]), max_size=9)


def test_an_event_is_a_leaf_as_the_rfc_hashes_one() -> None:
    assert leaf_hash(EVENT, b"{}") == hash_leaf(pae(EVENT, b"{}"))


@given(st.integers(0, len(LEAVES)))
def test_the_roots_are_the_same(size: int) -> None:
    assert root(LEAVES[:size]) == GrownTree(LEAVES).root(size) == merkle_root(LEAVES[:size])


def test_the_root_of_nothing_is_the_same() -> None:
    assert merkle_root([]) == EMPTY_ROOT


@given(SIZES, st.data())
def test_proofs_of_inclusion_are_the_same_and_each_believes_the_others(
    size: int, data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, size - 1))
    theirs = inclusion_proof(index, LEAVES[:size])
    assert GrownTree(LEAVES).inclusion_proof(index, size) == tuple(theirs)
    verify_inclusion(LEAVES[index], index, size, theirs, merkle_root(LEAVES[:size]))
    they_verify_inclusion(index, size, LEAVES[index], theirs, root(LEAVES[:size]))


@given(SIZES, st.data())
def test_proofs_of_consistency_are_the_same_and_each_believes_the_others(
    size: int, data: st.DataObject
) -> None:
    old = data.draw(st.integers(1, size))
    theirs = consistency_proof(old, LEAVES[:size])
    assert GrownTree(LEAVES).consistency_proof(old, size) == tuple(theirs)
    old_root, new_root = root(LEAVES[:old]), root(LEAVES[:size])
    verify_consistency(old, old_root, size, new_root, theirs)
    they_verify_consistency(old, old_root, size, new_root, theirs)


@given(st.integers(-1, 9), st.integers(0, 9), STEPS)
def test_both_refuse_and_believe_the_same_proofs_of_inclusion(
    index: int, size: int, steps: list[bytes]
) -> None:
    def they(tree_root: bytes) -> bool:
        try:
            they_verify_inclusion(index, size, LEAVES[0], steps, tree_root)
        except ProofError:
            return False
        return True

    def we(tree_root: bytes) -> bool:
        try:
            verify_inclusion(LEAVES[0], index, size, steps, tree_root)
        except BadProof:
            return False
        return True

    for tree_root in {LEAVES[0], root(LEAVES[:size]), *_reached(steps)}:
        assert we(tree_root) == they(tree_root)


def _reached(steps: list[bytes]) -> set[bytes]:
    """Return every root to which some order of the steps leads: some of them are believed."""
    reached = {LEAVES[0]}
    for step in steps[:6]:
        reached |= {node_hash(each, step) for each in reached}
        reached |= {node_hash(step, each) for each in reached}
        reached = set(sorted(reached)[:40])
    return reached


# ---------------------------------------------------------------- the example of RFC 9162, 2.1.5

A, B, C, D, E, F, J = LEAVES[:7]
G, H, I_ = (hashlib.sha256(b"\x01" + x + y).digest() for x, y in ((A, B), (C, D), (E, F)))
K, L = (hashlib.sha256(b"\x01" + x + y).digest() for x, y in ((G, H), (I_, J)))
PATHS = {0: (B, H, L), 3: (C, G, L), 4: (F, J, K), 6: (I_, K)}
PROOFS = {3: (C, D, G, L), 4: (L,), 6: (I_, J, K)}


@pytest.mark.parametrize("index", PATHS)
def test_the_audit_paths_are_those_of_the_rfc(index: int) -> None:
    assert GrownTree(LEAVES).inclusion_proof(index, 7) == PATHS[index]
    verify_inclusion(LEAVES[index], index, 7, PATHS[index], node_hash(K, L))


@pytest.mark.parametrize("old", PROOFS)
def test_the_proofs_of_consistency_are_those_of_the_rfc(old: int) -> None:
    assert GrownTree(LEAVES).consistency_proof(old, 7) == PROOFS[old]
    verify_consistency(old, root(LEAVES[:old]), 7, node_hash(K, L), PROOFS[old])


def test_no_proof_of_the_example_serves_for_another_size() -> None:
    for (old, proof), (other, _) in combinations(PROOFS.items(), 2):
        with pytest.raises(BadProof):
            verify_consistency(other, root(LEAVES[:other]), 7, node_hash(K, L), proof)
        with pytest.raises(BadProof):
            verify_consistency(old, root(LEAVES[:old]), 8, root(LEAVES[:8]), proof)

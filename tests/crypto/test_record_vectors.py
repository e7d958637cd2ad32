"""The frozen record is read the same for ever, by us and by the file without a line of ours."""

import base64
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.crypto.export_file import read_export
from app.crypto.grown_tree import GrownTree
from app.crypto.journal import open_with_day_key, open_with_seal_key
from app.crypto.journal_content import OpenHead, read_journal
from app.crypto.sealed_file import open_file
from app.crypto.tree import verify_consistency, verify_inclusion
from app.crypto.trust import decode_trust
from app.services.verifying import verify_export
from tests.house.tree import ROOT

RECORD = ROOT / "tests" / "vectors" / "record"
EXPECTED: dict[str, Any] = json.loads((RECORD / "expected.json").read_text("utf-8"))
PROOFS: dict[str, Any] = json.loads((RECORD / "proofs.json").read_text("utf-8"))
SEED = base64.b64decode(json.loads((RECORD / "seal.key").read_text("utf-8"))["seed"])
DAY_KEY = bytes.fromhex(EXPECTED["journal"]["day_key"])
LEAVES = [bytes.fromhex(each) for each in PROOFS["leaves"]]


def one(pattern: str) -> Path:
    (path,) = RECORD.glob(pattern)
    return path


def hashes(texts: list[str]) -> tuple[bytes, ...]:
    return tuple(bytes.fromhex(each) for each in texts)


@pytest.mark.parametrize("name", ["whole", "session"])
def test_the_frozen_export_is_sound(name: str) -> None:
    trust = decode_trust((RECORD / "trust.json").read_bytes())
    lines = one(f"export-{name}.ndjson").read_bytes().splitlines()
    verdict = verify_export(read_export(lines), trust)
    assert not verdict.faults
    found = {
        "events": verdict.events,
        "erased": verdict.erased,
        "seals": verdict.seals,
        "signatures": verdict.signatures,
        "roots": list(verdict.roots),
    }
    if verdict.checkpoint is not None:
        found |= {"size": verdict.checkpoint.size, "root": verdict.checkpoint.root.hex()}
        found["origin"] = verdict.checkpoint.origin
    assert EXPECTED[name].items() <= found.items()


@pytest.mark.parametrize(
    "open_head",
    [lambda head: open_with_seal_key(head, SEED), lambda head: open_with_day_key(head, DAY_KEY)],
)
def test_the_frozen_journal_opens_with_either_key(open_head: OpenHead) -> None:
    content = read_journal(one("stick/*/*/*/*.journal").read_bytes(), open_head)
    assert content.damages == ()
    assert [each.leaf for each in content.events] == EXPECTED["journal"]["leaves"]


def test_the_frozen_sealed_file_opens() -> None:
    told = EXPECTED["archive.sealed"]
    raw = io.BytesIO((RECORD / "archive.sealed").read_bytes())
    content = b"".join(open_file(raw, (told["school"], told["purpose"]), [SEED]))
    assert content.decode() == told["content"]


def test_the_frozen_proofs_are_still_made_and_believed() -> None:
    tree, size = GrownTree(LEAVES), len(LEAVES)
    roots = {int(n): bytes.fromhex(root) for n, root in PROOFS["roots"].items()}
    assert {n: tree.root(n) for n in roots} == roots
    for text, steps in PROOFS["inclusion"].items():
        index, path = int(text), hashes(steps)
        assert tree.inclusion_proof(index, size) == path
        verify_inclusion(LEAVES[index], index, size, path, roots[size])
    for text, steps in PROOFS["consistency"].items():
        old, proof = int(text), hashes(steps)
        assert tree.consistency_proof(old, size) == proof
        verify_consistency(old, roots[old], size, roots[size], proof)


def test_the_one_file_verifier_reads_the_whole_record() -> None:
    words = ["--trust", RECORD / "trust.json", "--seal-key", RECORD / "seal.key"]
    roots = [word for each in EXPECTED["whole"]["roots"] for word in ("--root", each)]
    files = [*sorted(RECORD.glob("*.ndjson")), RECORD / "stick"]
    command = [sys.executable, "-I", ROOT / "docs" / "verify_examendag.py", *files, *words, *roots]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("sound") == 3

"""The papers: every decision has its five parts, every word its row, every package its hash."""

import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT

HEADINGS = ["Summary", "Context", "Decision", "Consequences", "Alternatives considered"]
DECISIONS = sorted((ROOT / "docs/decisions").glob("*.md"))


def headings_of(page: str) -> list[str]:
    """Return the second-level headings of a page, in order."""
    return re.findall(r"^## (.+)$", page, re.MULTILINE)


def empty_parts(page: str) -> list[str]:
    """Return the headings of a page under which nothing is written."""
    parts = re.split(r"^## (.+)$", page, flags=re.MULTILINE)[1:]
    return [
        head for head, text in zip(parts[::2], parts[1::2], strict=True) if len(text.split()) < 5
    ]


def test_there_are_decisions_and_their_numbers_run_on() -> None:
    assert len(DECISIONS) >= 20
    numbers = [int(path.name[:4]) for path in DECISIONS]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_its_five_parts(path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    assert page.startswith(f"# {path.name[:4]} ")
    assert headings_of(page) == HEADINGS
    assert not empty_parts(page)


def test_a_missing_part_is_seen() -> None:
    page = "# 0001 X\n\n## Summary\n\nOne two three four five.\n\n## Context\n\nToo short.\n"
    assert headings_of(page) != HEADINGS
    assert empty_parts(page) == ["Context"]


def test_the_glossary_gives_each_word_once() -> None:
    rows = re.findall(
        r"^\| ([^|]+?) \| `", (ROOT / "docs/glossary.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert len(rows) > 20
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize(
    "name", ["requirements.txt", "requirements-dev.txt", "requirements-build.txt"]
)
def test_a_lock_pins_every_package_by_hash_and_names_no_host(name: str) -> None:
    lock = (ROOT / name).read_text(encoding="utf-8")
    entries = re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE)[1:]
    assert len(entries) > 20
    assert not [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry]
    assert "://" not in lock
    assert "--index-url" not in lock


def test_the_running_program_is_locked_the_same_for_use_and_for_building() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^[a-z0-9.-]+==\S+", (ROOT / name).read_text(), re.MULTILINE))

    assert pins("requirements.txt") <= pins("requirements-dev.txt")

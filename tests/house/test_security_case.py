"""The papers on security: what they point at is there, and no number is missing."""

import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT

CASE, ASVS = ROOT / "docs" / "SECURITY-CASE.md", ROOT / "docs" / "ASVS.md"
MACHINE = ROOT / "docs" / "ON-THE-MACHINE.md"
POINTED_AT = re.compile(r"`((?:app|dossier|docs|tests|resources)/[\w./-]+)(?:::(test_\w+))?`")
NAMED_TEST = re.compile(r"`(test_\w+)`")
LEVELS = {
    "1.1": "22", "1.2": "1111122223", "1.3": "112222222223", "1.4": "222", "1.5": "123",
    "2.1": "122", "2.2": "112", "2.3": "12223", "2.4": "23",
    "3.1": "3", "3.2": "113", "3.3": "12223", "3.4": "11222233", "3.5": "11122333", "3.6": "3",
    "3.7": "22333", "4.1": "12233", "4.2": "23333", "4.3": "22", "4.4": "1222",
    "5.1": "2", "5.2": "112333", "5.3": "113", "5.4": "222",
    "6.1": "122", "6.2": "111111122223", "6.3": "12233333", "6.4": "112233", "6.5": "22222333",
    "6.6": "2223", "6.7": "33", "6.8": "2222",
    "7.1": "222", "7.2": "1111", "7.3": "22", "7.4": "11222", "7.5": "223", "7.6": "22",
    "8.1": "1233", "8.2": "1123", "8.3": "133", "8.4": "23", "9.1": "111", "9.2": "1222",
    "10.1": "22", "10.2": "223", "10.3": "22223", "10.4": "1111122222233333", "10.5": "22222",
    "10.6": "22", "10.7": "222",
    "11.1": "2233", "11.2": "22233", "11.3": "11233", "11.4": "1222", "11.5": "23", "11.6": "23",
    "11.7": "33", "12.1": "12233", "12.2": "11", "12.3": "22223",
    "13.1": "2333", "13.2": "222223", "13.3": "2233", "13.4": "1222233",
    "14.1": "22", "14.2": "12223333", "14.3": "122", "15.1": "12233", "15.2": "12233",
    "15.3": "1222222", "15.4": "3333", "16.1": "2", "16.2": "22222", "16.3": "2222", "16.4": "222",
    "16.5": "2223", "17.1": "23", "17.2": "22223333", "17.3": "22",
}  # fmt: skip
"""OWASP ASVS 5.0.0: the level of each requirement, section by section."""
TO_LEVEL_THREE = ("11.", "14.")


def asked() -> dict[str, str]:
    """Return the requirements that the paper answers, with their level."""
    return {
        f"{section}.{number}": level
        for section, levels in LEVELS.items()
        for number, level in enumerate(levels, start=1)
        if level != "3" or section.startswith(TO_LEVEL_THREE)
    }


def known_tests() -> set[str]:
    found: set[str] = set()
    for path in (ROOT / "tests").rglob("*.py"):
        found |= set(re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.MULTILINE))
    return found


@pytest.mark.parametrize("paper", [CASE, ASVS, MACHINE], ids=lambda path: path.stem)
def test_what_a_paper_on_security_points_at_is_there(paper: Path) -> None:
    text, tests = paper.read_text("utf-8"), known_tests()
    pointed = POINTED_AT.findall(text)
    assert len(pointed) > 3
    gone = [path for path, _ in pointed if not (ROOT / path).exists()]
    gone += [
        f"{path}::{test}"
        for path, test in pointed
        if test and f"def {test}(" not in (ROOT / path).read_text("utf-8")
    ]
    gone += [test for test in NAMED_TEST.findall(text) if test not in tests]
    assert not gone


def test_every_requirement_of_the_standard_is_answered_once() -> None:
    rows = re.findall(r"^\| (\d+\.\d+\.\d+) \| (\d) \| ", ASVS.read_text("utf-8"), re.MULTILINE)
    assert sum(map(len, LEVELS.values())) == 345
    assert dict(rows) == asked()
    assert len(rows) == len(dict(rows))


def test_every_answer_is_one_of_five_and_the_counts_are_told() -> None:
    text = ASVS.read_text("utf-8")
    told = re.findall(r"^\| \d+\.\d+\.\d+ \| \d \| ([a-z/]+) \| \S", text, re.MULTILINE)
    assert len(told) == len(asked())
    count = {word: told.count(word) for word in ("yes", "part", "no", "school", "n/a")}
    assert sum(count.values()) == len(told)
    assert f"{count['yes']} met, {count['part']} in part, {count['no']} not met" in text
    assert f"{count['school']} left to the school, {count['n/a']} that do not apply" in text


def test_every_threat_and_fault_has_its_row() -> None:
    rows = re.findall(r"^\| ([TF]\d+(?:(?:, | to )[TF]\d+)*) \| ", CASE.read_text("utf-8"), re.M)
    named: set[str] = set()
    for row in rows:
        for some in row.split(", "):
            first, _, last = some.partition(" to ")
            numbers = range(int(first[1:]), int((last or first)[1:]) + 1)
            named |= {f"{first[0]}{number}" for number in numbers}
    wanted = {f"T{n}" for n in range(1, 19) if n != 12} | {
        f"F{n}" for n in range(1, 29) if n != 20
    }
    assert named == wanted

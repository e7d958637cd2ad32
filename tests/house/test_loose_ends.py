"""Nothing left open, nothing skipped, nothing that only one machine understands."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import ROOT, parsed, place, python_files, text_files

LEFT_OPEN = re.compile(
    r"\b(TO[D]O|FIX[M]E|XX[X]|NotImplemented[E]rror)\b|\b(mark\.)?(skip|skipif|xfail)\(|import[o]rskip"
    r"|# type: ignore$|# noqa$"
)
ONE_MACHINE = re.compile(r"(?<![\w.$}~-])/(work|root|home)/[A-Za-z.]|(?<![\w/.-])shar[e]d/")
HOSTS = re.compile(
    r"pythonhosted|\bpypi\.(org|io)|registry\.npm|deb\.debian|://[\w.]*mirror", re.I
)
PUBLISHED = "tests/oke_standard/"
THIS = "tests/house/test_loose_ends.py"


def lines_with(pattern: re.Pattern[str], text: str) -> Iterator[int]:
    """Yield the numbers of the lines in which a pattern occurs."""
    for number, line in enumerate(text.splitlines(), start=1):
        if pattern.search(line):
            yield number


def found(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    return [
        f"{place(path)}:{line}"
        for path in paths
        if place(path) != THIS
        for line in lines_with(pattern, path.read_text(encoding="utf-8"))
    ]


def caption_of(tree: ast.Module) -> str:
    """Return the first line of a module's docstring."""
    return (ast.get_docstring(tree) or "").partition("\n")[0]


def test_nothing_is_left_open_or_skipped() -> None:
    assert not found(LEFT_OPEN, python_files("app", "dossier", "tests", "installer"))


def test_no_file_knows_one_machine_or_a_package_host() -> None:
    ours = [path for path in text_files() if not place(path).startswith(PUBLISHED)]
    assert len(ours) > 30
    assert not found(ONE_MACHINE, ours)
    assert not found(HOSTS, ours)


def test_every_module_begins_with_its_caption() -> None:
    captions = {
        place(path): caption_of(parsed(path))
        for path in python_files("app", "dossier", "tests")
        if path.stat().st_size or not place(path).startswith("tests/")
    }
    assert not [where for where, caption in captions.items() if not caption.endswith((".", "?"))]
    assert not [where for where, caption in captions.items() if len(caption) > 96]


def test_models_import_the_standard_library_only() -> None:
    strangers = {
        f"{place(path)}:{line} {name}"
        for path in python_files("app/models")
        for name, line in imported_by(parsed(path))
        if name.partition(".")[0] not in sys.stdlib_module_names
        and not name.startswith("app.models")
    }
    assert not strangers


def imported_by(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Yield the modules that a file imports, with the line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno


def test_an_import_is_seen_wherever_it_stands() -> None:
    source = "import json, sqlalchemy\ndef f():\n    from app.store import x\n"
    assert [name for name, _ in imported_by(ast.parse(source))] == [
        "json",
        "sqlalchemy",
        "app.store",
    ]


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (LEFT_OPEN, "# TO" + "DO later"),
        (LEFT_OPEN, "@pytest.mark.ski" + "p(reason='slow')"),
        (LEFT_OPEN, "pytest.xfa" + "il('no')"),
        (LEFT_OPEN, "raise NotImplemented" + "Error"),
        (LEFT_OPEN, "x = 1  # no" + "qa"),
        (ONE_MACHINE, "open('/ro" + "ot/x')"),
        (ONE_MACHINE, "see shar" + "ed/decisions.md"),
        (HOSTS, "index = 'https://py" + "pi.org/simple'"),
    ],
)
def test_a_loose_end_is_seen(pattern: re.Pattern[str], line: str) -> None:
    assert list(lines_with(pattern, line)) == [1]


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (LEFT_OPEN, "skipped = 3"),
        (LEFT_OPEN, "x = 1  # type: ignore[attr-defined]  # Qt gives Any"),
        (ONE_MACHINE, "home = Path.home() / 'examendag'"),
        (ONE_MACHINE, "/usr/share/fonts"),
    ],
)
def test_what_is_no_loose_end_passes(pattern: re.Pattern[str], line: str) -> None:
    assert not list(lines_with(pattern, line))


def test_the_caption_is_the_first_line() -> None:
    assert caption_of(ast.parse('"""A room.\n\nMore.\n"""')) == "A room."
    assert caption_of(ast.parse("x = 1")) == ""


def test_the_checkout_is_the_root() -> None:
    assert (ROOT / "pyproject.toml").is_file()

"""Small rooms: how long a file, a function and a class may be."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import parsed, place, python_files

FILE_LINES = 400
FUNCTION_LINES = 50
CLASS_METHODS = 15

# A file, function or class that may be longer, with the reason. Raising a limit is a decision:
# the reason names its page in docs/decisions. Keys: "path", "path::function", "path::Class".
ALLOWED: dict[str, str] = {}

# Overrides whose Qt name is one lower-case word; the others are known by their camelCase.
QT_OVERRIDES = {"data", "event", "flags", "index", "paint", "parent"}


def is_qt_override(name: str) -> bool:
    """Tell whether a method of a view carries one of Qt's own names."""
    return name in QT_OVERRIDES or re.match(r"[a-z]+[A-Z]", name) is not None


def too_large(tree: ast.Module, where: str) -> Iterator[tuple[str, str]]:
    """Yield what is over a limit: its key and what was counted."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > FUNCTION_LINES:
                    yield f"{where}::{node.name}", f"{lines} lines, {FUNCTION_LINES} allowed"
            case ast.ClassDef():
                own = [
                    item.name
                    for item in node.body
                    if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef)
                    and not is_qt_override(item.name)
                ]
                if len(own) > CLASS_METHODS:
                    yield f"{where}::{node.name}", f"{len(own)} methods, {CLASS_METHODS} allowed"
            case _:
                pass


def findings(path: Path) -> Iterator[tuple[str, str]]:
    """Yield everything in one file that is over a limit."""
    lines = len(path.read_text(encoding="utf-8").splitlines())
    if lines > FILE_LINES:
        yield place(path), f"{lines} lines, {FILE_LINES} allowed"
    yield from too_large(parsed(path), place(path))


def all_findings() -> dict[str, str]:
    return {
        key: count
        for path in python_files("app", "dossier", "tests", "installer")
        for key, count in findings(path)
    }


def test_files_functions_and_classes_keep_their_size() -> None:
    over = {key: count for key, count in all_findings().items() if key not in ALLOWED}
    assert not over


def test_each_exception_is_still_needed_and_has_its_reason() -> None:
    assert not set(ALLOWED) - set(all_findings())
    assert all(len(reason) > 20 for reason in ALLOWED.values())


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("def long():\n" + "    x = 1\n" * 50, {"here::long": "51 lines, 50 allowed"}),
        ("def short():\n" + "    x = 1\n" * 49, {}),
        (
            "class Hall:\n" + "".join(f"    def m{n}(self): ...\n" for n in range(16)),
            {"here::Hall": "16 methods, 15 allowed"},
        ),
        (
            "class View:\n"
            + "".join(f"    def m{n}(self): ...\n" for n in range(15))
            + "    def sizeHint(self): ...\n    def paint(self): ...\n",
            {},
        ),
    ],
    ids=["long function", "function at the limit", "class too full", "qt overrides not counted"],
)
def test_the_measure_sees_what_it_guards(source: str, seen: dict[str, str]) -> None:
    assert dict(too_large(ast.parse(source), "here")) == seen

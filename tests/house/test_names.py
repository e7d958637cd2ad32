"""One word per thing: the words that no name may hold, and camelCase kept at the edge."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import ROOT, names_bound, parsed, place, python_files

# Words that name nothing. Anywhere, as a part of a module's or identifier's name.
EMPTY = {
    "util", "utils", "common", "helper", "helpers", "misc", "manager", "abstract",
}  # fmt: skip
# Names that say nothing, when they are the whole name.
VAGUE = {"data", "info", "handle", "process"}
# The glossary's "never" words: each of these things has another name in this house.
NEVER = {
    "student", "participant", "proctor", "supervisor", "sitting", "presence", "facility",
    "incident", "anomaly", "voorval", "emergency", "ticket", "admin", "pv",
    "zitting", "kandidaat", "surveillant", "voorziening", "bijzonderheid", "aanwezigheid",
}  # fmt: skip
OKE_ROOM = "dossier/oke/"
QT_ROOMS = ("app/views/", "app/desktop")
# Qt's own override names that are one word and would be vague as ours.
QT_NAMES = {"data"}


def words(name: str) -> list[str]:
    """Return the words of a snake_case or CamelCase name, in lower case."""
    return re.findall(r"[a-z0-9]+", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower())


def is_camel(name: str) -> bool:
    """Tell whether a name is written as camelCase."""
    return re.fullmatch(r"_*[a-z][a-z0-9]*([A-Z][a-z0-9]*)+", name) is not None


def forbidden_in(name: str, where: str) -> str | None:
    """Return what is wrong with a name in a room, or None."""
    parts = words(name)
    if found := EMPTY.intersection(parts):
        return f"'{found.pop()}' names nothing"
    if parts[:1] == ["base"] and len(parts) > 1:
        return "'base' names nothing"
    if name in VAGUE and not (name in QT_NAMES and where.startswith(QT_ROOMS)):
        return f"'{name}' says nothing"
    if not where.startswith(OKE_ROOM) and (found := NEVER.intersection(parts)):
        return f"'{found.pop()}' has another word in docs/glossary.md"
    return None


def bad_names(tree: ast.Module, where: str) -> Iterator[str]:
    """Yield each forbidden name of a file with its line and the reason."""
    for name, line in names_bound(tree):
        if reason := forbidden_in(name, where):
            yield f"{where}:{line} {name}: {reason}"
    for part in Path(where).with_suffix("").parts:
        if reason := forbidden_in(part, where):
            yield f"{where}: {reason}"


def qt_overrides(tree: ast.Module) -> set[str]:
    """Return the camelCase methods of classes: in a view they are Qt's own names."""
    return {
        item.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for item in node.body
        if isinstance(item, ast.FunctionDef)
    }


def camel_names(tree: ast.Module, where: str, foreign: set[str]) -> Iterator[str]:
    """Yield camelCase names, and texts that are a word of the foreign standard."""
    allowed = qt_overrides(tree) if where.startswith(QT_ROOMS) else set()
    for name, line in names_bound(tree):
        if is_camel(name) and name not in allowed:
            yield f"{where}:{line} {name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value in foreign:
            yield f"{where}:{node.lineno} '{node.value}'"


def words_of_oke() -> set[str]:
    """Return the camelCase property names that the OKE standard publishes."""
    published = (ROOT / "tests/oke_standard/ooapiv5_MBO.yaml").read_text(encoding="utf-8")
    return set(re.findall(r"^\s+([a-z]+[A-Z]\w*):", published, re.MULTILINE))


def test_no_name_holds_a_forbidden_word() -> None:
    assert not [
        bad
        for path in python_files("app", "dossier")
        for bad in bad_names(parsed(path), place(path))
    ]


def test_camelcase_stays_at_the_edge() -> None:
    foreign = words_of_oke()
    assert len(foreign) > 50
    assert not [
        name
        for path in python_files("app", "dossier")
        if not place(path).startswith(OKE_ROOM)
        for name in camel_names(parsed(path), place(path), foreign)
    ]


def test_each_refused_word_has_its_row_in_the_glossary() -> None:
    rows = [
        words(line)
        for line in (ROOT / "docs/glossary.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| ")
    ]
    assert not {word for word in NEVER if not any(word in row for row in rows)}


@pytest.mark.parametrize(
    ("source", "where"),
    [
        ("student_count = 3", "app/models/x.py"),
        ("class SessionManager: ...", "app/services/x.py"),
        ("def f(proctor): ...", "app/services/x.py"),
        ("class BaseView: ...", "app/views/x.py"),
        ("def save(data): ...", "app/store/x.py"),
        ("import sqlalchemy as common", "app/store/x.py"),
        ("", "app/utils.py"),
        ("", "app/common/x.py"),
        ("self.incident = 1", "app/models/x.py"),
    ],
)
def test_a_forbidden_word_is_seen(source: str, where: str) -> None:
    assert list(bad_names(ast.parse(source), where))


@pytest.mark.parametrize(
    ("source", "where"),
    [
        ("candidate_count = 3", "app/models/x.py"),
        ("class Participants:\n    student = 1", "dossier/oke/schema.py"),
        ("based_on = 1", "app/models/x.py"),
        ("class Table:\n    def data(self, index): ...", "app/views/parts/x.py"),
        ("metadata = 1", "app/store/x.py"),
    ],
)
def test_an_honest_name_passes(source: str, where: str) -> None:
    assert not list(bad_names(ast.parse(source), where))


@pytest.mark.parametrize(
    ("source", "where", "seen"),
    [
        ("additionalTime = 1", "app/models/x.py", 1),
        ("x = {'associationId': 1}", "app/sync/x.py", 1),
        ("class V:\n    def sizeHint(self): ...", "app/views/room/x.py", 0),
        ("class V:\n    def sizeHint(self): ...", "app/services/x.py", 1),
        ("extra_time_min = 1", "app/models/x.py", 0),
    ],
)
def test_camelcase_is_seen(source: str, where: str, seen: int) -> None:
    assert len(list(camel_names(ast.parse(source), where, {"associationId"}))) == seen

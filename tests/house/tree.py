"""The files of this checkout, as the house rules read them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {
    ".git", ".venv", "build", "__pycache__", ".hypothesis", ".import_linter_cache",
    ".mypy_cache", ".pytest_cache", ".ruff_cache",
}  # fmt: skip


def python_files(*rooms: str) -> list[Path]:
    """Return the Python files of some top-level rooms, in a fixed order."""
    return sorted(
        path
        for room in rooms
        for path in (ROOT / room).rglob("*.py")
        if NOT_OURS.isdisjoint(path.parts)
    )


def text_files() -> list[Path]:
    """Return every file of the checkout that people write as text."""
    written = {".py", ".md", ".toml", ".in", ".txt", ".sh", ".yaml", ".json", ".css", ".qss", ""}
    return sorted(
        path
        for path in ROOT.rglob("*")
        if path.suffix in written
        and NOT_OURS.isdisjoint(path.relative_to(ROOT).parts)
        and path.is_file()
    )


@cache
def parsed(path: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def place(path: Path) -> str:
    """Return a file's path inside the checkout, as people write it."""
    return path.relative_to(ROOT).as_posix()


def names_bound(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield each name that a piece of code chooses itself, with its line."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name, node.lineno
            case ast.arg():
                yield node.arg, node.lineno
            case ast.Name(ctx=ast.Store()):
                yield node.id, node.lineno
            case ast.Attribute(ctx=ast.Store()):
                yield node.attr, node.lineno
            case ast.alias(asname=str(name)):
                yield name, node.lineno
            case _:
                pass

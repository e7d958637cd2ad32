"""The bare libraries: the same bytes or rows with nothing of this program around them."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

KEY = "k" * 32


class BareStore:
    """SQLCipher through its own driver: raw key, WAL, synchronous=FULL, a table of blobs."""

    def __init__(self, path: Path) -> None:
        self._raw: Any = sqlcipher.connect(str(path), isolation_level=None)
        self._raw.execute(f"PRAGMA key=\"x'{KEY.encode().hex()}'\"")
        self._raw.execute("PRAGMA journal_mode=WAL").fetchall()
        self._raw.execute("PRAGMA synchronous=FULL")
        self._raw.execute("CREATE TABLE IF NOT EXISTS kept (n INTEGER PRIMARY KEY, content BLOB)")

    def commit(self, contents: Sequence[bytes]) -> None:
        """Insert each as a row, in one transaction."""
        self._raw.execute("BEGIN IMMEDIATE")
        self._raw.executemany(
            "INSERT INTO kept (content) VALUES (?)", [(each,) for each in contents]
        )
        self._raw.execute("COMMIT")

    def scan(self) -> int:
        """Read every row; return how many bytes there are."""
        return sum(len(content) for (content,) in self._raw.execute("SELECT content FROM kept"))

    def close(self) -> None:
        """Let go of the file."""
        self._raw.close()


class BareFile:
    """A file that grows, made durable at each append."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def append(self, content: bytes) -> None:
        """Append and fsync."""
        os.write(self._descriptor, content)
        os.fsync(self._descriptor)

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._descriptor)

"""The journal beside a day store: every own event, written and fsynced before the store has it.

Format.md 7. Only added to. What a crash, a cut or a flipped bit took from the store is put back
from here at the next opening, and what it took from here is put back from the store.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Self

from app.crypto.journal import JournalKey, seal_record
from app.crypto.journal_file import FrameKind, framed, new_file
from app.crypto.keys import RandomBytes
from app.crypto.signed_event import SignedEvent
from app.store.opening import sync_folder
from app.store.trouble import NotWritten

SUFFIX: Final = ".journal"


class Journal:
    """One journal file, open for adding; used by one thread at a time."""

    def __init__(
        self, path: Path, key: JournalKey, following: int, random_bytes: RandomBytes
    ) -> None:
        """Open a file that was read; `following` is the number of the next record.

        Raises:
            OSError: It cannot be written.
        """
        self._key = key
        self._random_bytes = random_bytes
        self._next = following
        self._end = path.stat().st_size
        self._descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0))

    @classmethod
    def create(cls, path: Path, head: bytes, key: JournalKey, random_bytes: RandomBytes) -> Self:
        """Make a journal and open it.

        Raises:
            FileExistsError: Something lies there already; it is never replaced.
            OSError: It cannot be written.
        """
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(descriptor, new_file(head))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        sync_folder(path.parent)
        return cls(path, key, 0, random_bytes)

    def append(self, events: Sequence[SignedEvent]) -> int:
        """Write one handling and have it on disk; return the place to take it back to.

        Raises:
            NotWritten: The disk refused; nothing of it counts.
        """
        before = self._end
        frame = framed(
            FrameKind.RECORD,
            self._next,
            seal_record(self._key, self._next, events, self._random_bytes),
        )
        try:
            _write_all(self._descriptor, frame)
            os.fsync(self._descriptor)
        except OSError:
            self._end = before + len(frame)
            self.take_back(before)
            before = -1
        if before < 0:
            raise NotWritten("the disk refused")
        self._end = before + len(frame)
        self._next += 1
        return before

    def take_back(self, place: int) -> bool:
        """Take back what was written after a place and never called recorded.

        Returns:
            False when the disk refuses that too: what was written may be found later.
        """
        try:
            os.ftruncate(self._descriptor, place)
            os.fsync(self._descriptor)
        except OSError:
            return False
        self._end = place
        return True

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._descriptor)


def _write_all(descriptor: int, content: bytes) -> None:
    written = 0
    while written < len(content):
        written += os.write(descriptor, content[written:])

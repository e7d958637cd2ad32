"""What an older archive must not forget: erasures, enrolments, revocations, the log's size.

Two files beside the database. `apart.ndjson` is only added to, synced before the transaction it
tells of is committed; after a restore it is applied first (decisions 24). `archive.mark` says how
large the log was: an archive that is smaller was put back from a copy. No names stand in either.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import get_ident
from typing import Final

from app.crypto import members
from app.models.strict_json import Malformed, dumps, loads_strict

ERASED: Final = "erased"
ENROLLED: Final = "enrolled"
REVOKED: Final = "revoked"
CARDS_REVOKED: Final = "cards-revoked"
ROLE_WITHDRAWN: Final = "role-withdrawn"
UNLINKED: Final = "account-unlinked"
"""Accounts at the identity provider stand here by a digest."""
ROOM_KEY: Final = "room-key"
"""The version of a K_room that was made: no other key ever gets that version."""
LOCKED: Final = "locked"
DESTROYED: Final = "destroyed"
"""Papers of which the term of somebody, or of everybody, was over."""
FORGOTTEN: Final = "forgotten"
"""Candidates of whom nothing stands beside the events any more."""
FEEDS: Final = "feeds"
"""Chunks of every feed go on from a number that no laptop can have seen."""
FEED_LEAP: Final = 1_000_000

LINE_BYTES_MAX: Final = 1024 * 1024
_MARK_BYTES_MAX: Final = 1024

Record = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class LogMark:
    """How large a log was when this dossier last wrote in it."""

    origin: str
    size: int


class KeptApart:
    """The two files of one data folder."""

    def __init__(self, records: Path, mark: Path) -> None:
        self._records = records
        self._mark = mark
        self._marked = LogMark("", 0)
        self._versions: dict[str, int] = {}
        self._versions_through = 0
        """Up to which byte the versions of keys were read: each room of each day has one."""

    def note(self, record: Record) -> None:
        """Keep a record, on disk when this returns.

        Raises:
            OSError: The disk refused; whatever it tells of must not be committed.
        """
        self.note_all([record])

    def note_all(self, records: Iterable[Record]) -> None:
        """Keep several records.

        Raises:
            OSError: The disk refused.
        """
        lines = b"".join(dumps(dict(each)) + b"\n" for each in records)
        self._drop_torn_line()
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        with os.fdopen(os.open(self._records, flags, 0o600), "ab") as file:
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())

    def _drop_torn_line(self) -> None:
        """Take away a last line that a crash cut off: what it told of was never committed."""
        if not self._records.exists() or not self._records.stat().st_size:
            return
        with self._records.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            if file.read(1) == b"\n":
                return
        os.truncate(self._records, self._records.read_bytes().rfind(b"\n") + 1)

    def records(self) -> list[Record]:
        """Return every record, oldest first; a last line that was cut off is none.

        Raises:
            Malformed: A line is not one of ours.
            OSError: It cannot be read.
        """
        if not self._records.exists():
            return []
        return read_records(self._records.read_bytes())

    def erased(self) -> frozenset[str]:
        """Return every leaf whose body was erased.

        Raises:
            Malformed: A line is not one of ours.
            OSError: It cannot be read.
        """
        told = (each["leaves"] for each in self.records() if each["kind"] == ERASED)
        return frozenset(
            str(leaf) for leaves in told if isinstance(leaves, list) for leaf in leaves
        )

    def key_version(self, room_day: str) -> int:
        """Return the newest version of K_room that a room-day ever had, 0 without one.

        Raises:
            Malformed: A line is not one of ours.
            OSError: It cannot be read.
        """
        size = self._records.stat().st_size if self._records.exists() else 0
        if size < self._versions_through:  # another file was put back
            self._versions, self._versions_through = {}, 0
        if size > self._versions_through:
            with self._records.open("rb") as file:
                file.seek(self._versions_through)
                whole, _, _ = file.read().rpartition(b"\n")
            news = whole + b"\n" if whole else b""
            for each in read_records(news):
                if each["kind"] == ROOM_KEY:
                    named, version = str(each["room_day"]), _whole(each, "key_version")
                    self._versions[named] = max(version, self._versions.get(named, 0))
            self._versions_through += len(news)
        return self._versions.get(room_day, 0)

    def leap(self) -> int:
        """Return the number from which feeds go on in an archive that was put back.

        Raises:
            Malformed: A line is not one of ours.
            OSError: It cannot be read or written.
        """
        leapt = (_whole(each, "first") for each in self.records() if each["kind"] == FEEDS)
        first = max(leapt, default=0) + FEED_LEAP
        self.note({"kind": FEEDS, "first": first})
        return first

    def note_size(self, origin: str, size: int) -> None:
        """Remember how large the log is; it may be late, never early, so it is not synced.

        Called under the ledger's lock, so that no two threads write at once.

        Raises:
            OSError: The disk refused.
        """
        if self._marked.origin == origin and self._marked.size >= size:
            return
        draft = self._mark.with_name(f"{self._mark.name}.{os.getpid()}.{get_ident()}")
        draft.write_bytes(dumps({"origin": origin, "size": size}))
        draft.replace(self._mark)
        self._marked = LogMark(origin, size)

    def marked(self) -> LogMark | None:
        """Return how large the log was, None when nothing readable says it."""
        try:
            raw = self._mark.read_bytes()
            read = members.exact(
                loads_strict(raw, max_bytes=_MARK_BYTES_MAX, max_depth=1), {"origin", "size"}
            )
            return LogMark(members.origin(read["origin"]), members.whole(read["size"]))
        except (OSError, Malformed):
            return None


def _whole(record: Record, name: str) -> int:
    return members.whole(record.get(name))


def read_records(raw: bytes) -> list[Record]:
    """Return the records in the bytes of a file; a last line that was cut off is none.

    Raises:
        Malformed: A line is not one of ours.
    """
    found: list[Record] = []
    for line in raw.split(b"\n")[:-1]:
        read = loads_strict(line, max_bytes=LINE_BYTES_MAX, max_depth=3)
        if not isinstance(read, dict) or not isinstance(read.get("kind"), str):
            raise Malformed("not a record that was kept apart")
        found.append(read)
    return found

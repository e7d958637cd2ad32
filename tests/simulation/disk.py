"""The disk under a world: the real files, with crashes, refusals and damage at chosen points.

The journal's calls and the commits of stores pass here. A crash is an exception that nothing in
the program catches; what then lies on disk is copied before anything is closed.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import pytest

import app.store.journal
from app.store.opening import Store, StoreFile, StoreKind
from app.store.trouble import NotWritten

Files = dict[str, bytes]


class Crash(BaseException):
    """The program is no more: nothing after this point was done."""


@dataclass
class Disk:
    """What the disks of all laptops do; one program runs at a time."""

    chance: Random
    crash_in: int | None = None
    """After how many operations the program that runs crashes."""
    refusing: set[str] = field(default_factory=set)
    """Which kinds of file are full: "journal", "store" or "device"."""
    durable: dict[str, int] = field(default_factory=dict)
    """How much of each journal an fsync has brought to the platters."""
    _paths: dict[int, str] = field(default_factory=dict)

    def operation(self) -> None:
        if self.crash_in is not None:
            self.crash_in -= 1
            if self.crash_in < 0:
                self.crash_in = None
                raise Crash

    # ------------------------------------------------------------ what the journal calls

    def open(self, path: Any, flags: int, *mode: int) -> int:
        descriptor = os.open(path, flags, *mode)
        self._paths[descriptor] = str(path)
        self.durable.setdefault(str(path), os.fstat(descriptor).st_size)
        return descriptor

    def write(self, descriptor: int, content: bytes) -> int:
        if "journal" in self.refusing:
            written = os.write(descriptor, content[: self.chance.randrange(len(content))])
            raise OSError(28, f"no space left after {written}")
        try:
            self.operation()
        except Crash:
            os.write(descriptor, content[: self.chance.randrange(len(content) + 1)])
            raise
        return os.write(descriptor, content)

    def fsync(self, descriptor: int) -> None:
        self.operation()
        path = self._paths.get(descriptor)
        if path is not None:
            self.durable[path] = os.fstat(descriptor).st_size

    def ftruncate(self, descriptor: int, size: int) -> None:
        self.operation()
        os.ftruncate(descriptor, size)

    def close(self, descriptor: int) -> None:
        if self._paths.pop(descriptor, None) is not None:  # a crashed program closed it already
            os.close(descriptor)

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    @contextmanager
    def mounted(self) -> Iterator[None]:
        """Let the program's own calls pass here."""
        plain_init, plain_write = Store.__init__, Store.write
        kinds: dict[int, str] = {}

        def begun(store: Store, file: StoreFile, kind: StoreKind) -> None:
            self.operation()
            plain_init(store, file, kind)
            kinds[id(store)] = "store" if kind.is_exclusive else "device"

        def written(store: Store, *writes: Any) -> None:
            if kinds.get(id(store)) in self.refusing:
                raise NotWritten("the disk refused")
            self.operation()
            plain_write(store, *writes)
            self.operation()

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(app.store.journal, "os", self)
            patched.setattr(Store, "__init__", begun)
            patched.setattr(Store, "write", written)
            yield


def files_in(folder: Path) -> Files:
    """Return the files of a folder as they lie there."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith("-shm")
    }


def put_back(folder: Path, files: Files) -> None:
    """Let a folder hold these files and no others."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            path.unlink()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def flipped(content: bytes, chance: Random, first: int = 0) -> bytes:
    """Return the bytes with one bit turned over, at or after a place."""
    if len(content) <= first:
        return content
    raw = bytearray(content)
    raw[chance.randrange(first, len(raw))] ^= 1 << chance.randrange(8)
    return bytes(raw)


def cut(content: bytes, chance: Random, first: int = 0) -> bytes:
    """Return the bytes without an end."""
    return content[: chance.randrange(first, len(content))] if len(content) > first else content

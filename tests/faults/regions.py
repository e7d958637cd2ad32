"""The regions of the files under a room: where a cut or a flipped bit means something else."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.crypto.journal_file import FRAME_OVERHEAD, Frame, FrameKind, frames

PAGE = 4096
RESERVE = 80
"""Of a page of SQLCipher: the initialisation vector and the HMAC at its end."""
SALT = 16
WAL_HEAD = 32
WAL_FRAME_HEAD = 24


@dataclass(frozen=True, slots=True)
class Region:
    """Bytes with one meaning: a name for people, where they begin and end."""

    name: str
    start: int
    end: int

    def places(self, many: int) -> list[int]:
        """Return places in it to flip or cut: first, last, and some between."""
        span = self.end - self.start - 1
        return sorted({self.start + span * n // max(1, many - 1) for n in range(many)})


def of_store(raw: bytes) -> Iterator[Region]:
    """Cipher salt, the rest of page 1, and of each page what is stored and what guards it."""
    yield Region("salt", 0, SALT)
    for start in range(0, len(raw), PAGE):
        name = f"page {start // PAGE + 1}"
        yield Region(name, start or SALT, start + PAGE - RESERVE)
        yield Region(f"{name} guard", start + PAGE - RESERVE, start + PAGE)


def of_wal(raw: bytes) -> Iterator[Region]:
    """The header field by field, and each frame: place, salts, checksums and page."""
    fields = ("magic", "version", "page size", "sequence", "salt 1", "salt 2", "sum 1", "sum 2")
    for n, name in enumerate(fields):
        yield Region(name, 4 * n, 4 * n + 4)
    for n, start in enumerate(range(WAL_HEAD, len(raw), WAL_FRAME_HEAD + PAGE)):
        yield Region(f"frame {n} place", start, start + 8)
        yield Region(f"frame {n} salts", start + 8, start + 16)
        yield Region(f"frame {n} sums", start + 16, start + 24)
        yield Region(f"frame {n} page", start + 24, start + WAL_FRAME_HEAD + PAGE)


def of_journal(raw: bytes) -> Iterator[Region]:
    """Both heads and each record: marker, kind, number, length, checksum and content."""
    start = 0
    for frame in frames(raw):
        assert isinstance(frame, Frame)
        what = "head" if frame.kind is FrameKind.HEAD else "record"
        ends = {"marker": 8, "kind": 9, "number": 17, "length": 21, "sum": FRAME_OVERHEAD}
        at = start
        for field, end in ends.items():
            yield Region(f"{what} {frame.n} {field}", at, start + end)
            at = start + end
        yield Region(f"{what} {frame.n} content", at, frame.end)
        start = frame.end


def flipped(raw: bytes, place: int, bit: int) -> bytes:
    """Return the bytes with one bit turned over."""
    changed = bytearray(raw)
    changed[place] ^= 1 << bit
    return bytes(changed)

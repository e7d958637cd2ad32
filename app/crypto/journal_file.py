"""The bytes of a journal file: frames that a cut or a flipped bit cannot make unreadable together.

A frame is marker, kind, number, length, checksum, content. Whoever reads looks for the next
marker after a frame that does not fit, so damage costs the frame it is in and no other. The head
stands at the beginning twice.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

MARKER: Final = b"\xf7EXDJ\x0d\x0a\x1a"
_REST = struct.Struct(">BQII")
FRAME_OVERHEAD: Final = len(MARKER) + _REST.size
CONTENT_BYTES_MAX: Final = 3 * 1024 * 1024
"""A handling about a thousand candidates takes a third of it."""


class FrameKind(IntEnum):
    """What a frame holds."""

    HEAD = 0
    RECORD = 1


@dataclass(frozen=True, slots=True)
class Frame:
    """One whole frame; `end` is the place in the file after it."""

    kind: FrameKind
    n: int
    content: bytes = field(repr=False)
    end: int


@dataclass(frozen=True, slots=True)
class Damage:
    """Bytes between frames that are no frame: from `start` up to `end`.

    `is_tail` when nothing follows: a write that was cut off.
    """

    start: int
    end: int
    is_tail: bool


def framed(kind: FrameKind, n: int, content: bytes) -> bytes:
    """Return the bytes of a frame.

    Raises:
        ValueError: The content is too large, or holds the marker.
    """
    if len(content) > CONTENT_BYTES_MAX or MARKER in content:
        raise ValueError("a frame holds at most 3 MiB, and no marker")
    return MARKER + _REST.pack(kind, n, len(content), _checksum(kind, n, content)) + content


def new_file(head: bytes) -> bytes:
    """Return the first bytes of a journal: its head, twice."""
    return framed(FrameKind.HEAD, 0, head) + framed(FrameKind.HEAD, 1, head)


def frames(raw: bytes, start: int = 0) -> Iterator[Frame | Damage]:
    """Yield every frame of a file that is whole, and the damage between them."""
    at = lost = start
    while at < len(raw):
        found = _frame_at(raw, at)
        if found is None:
            following = raw.find(MARKER, at + 1)
            at = len(raw) if following < 0 else following
            continue
        if lost < at:
            yield Damage(lost, at, is_tail=False)
        yield found
        at = lost = found.end
    if lost < len(raw):
        yield Damage(lost, len(raw), is_tail=True)


def portion_of(raw: bytes, start: int, most: int) -> tuple[bytes, int]:
    """Return whole frames from a place on, and the place after them.

    Args:
        raw: The file.
        start: Where the last portion ended; 0 for the beginning.
        most: How many bytes at most, but one frame always goes whole.
    """
    end = start
    pieces: list[bytes] = []
    for each in frames(raw, start):
        if pieces and each.end - start > most:
            break
        if isinstance(each, Frame):
            pieces.append(raw[each.end - FRAME_OVERHEAD - len(each.content) : each.end])
        elif each.is_tail:
            break  # it may be in the middle of being written
        end = each.end
    return b"".join(pieces), end


def head_in(raw: bytes) -> bytes | None:
    """Return the head of a file, from either place; None when both are gone."""
    for each in frames(raw):
        if isinstance(each, Frame) and each.kind is FrameKind.HEAD:
            return each.content
    return None


def _frame_at(raw: bytes, at: int) -> Frame | None:
    rest = at + len(MARKER)
    begin = rest + _REST.size
    if raw[at:rest] != MARKER or len(raw) < begin:
        return None
    kind, n, size, checksum = _REST.unpack_from(raw, rest)
    if kind not in tuple(FrameKind) or size > CONTENT_BYTES_MAX or len(raw) < begin + size:
        return None
    if raw.find(MARKER, begin, begin + size) >= 0:
        return None  # no content holds the marker; so each byte is summed once, however many lie
    content = raw[begin : begin + size]
    if _checksum(kind, n, content) != checksum:
        return None
    return Frame(FrameKind(kind), n, content, begin + size)


def _checksum(kind: int, n: int, content: bytes) -> int:
    return zlib.crc32(content, zlib.crc32(struct.pack(">BQI", kind, n, len(content))))

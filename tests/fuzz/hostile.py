"""Hostile bytes: what was right once and was changed, and what was made to cost time or memory."""

import copy
import json
import time
import tracemalloc
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from hypothesis import strategies as st

from app.crypto.journal_file import MARKER
from app.models.strict_json import dumps

KIB = 1024
SECONDS_MAX = 1.5
"""Of one core, for the largest input; a time that grows with the square takes minutes."""
MEMORY_PER_BYTE = 40
MEMORY_FLOOR = 4 * KIB * KIB

_NASTY_TEXTS = st.sampled_from(
    [
        "",
        " ",
        "\x00",
        "\u202e",
        "\ud800",
        "é" * 9,
        "a" * 5000,
        "../../x",
        "..",
        ".",
        "/",
        "C:\\x",
        "1e9",
        "-1",
        "٣",
        "0x1",
        "NaN",
        "null",
        "2026-13-45T99:99:99Z",
        "9999-12-31T23:59:59.999Z",
        "0001-01-01T00:00:00Z",
        "2026-12-09T08:07:03+99:99",
        "P9999999999Y",
        "PT99999999999H",
        "'; --",
        "=cmd()",
        "AAAA",
        "AAA=",
        "====",
        "9" * 5_000,
        "\n— x y\n",
    ]
)  # fmt: skip
_NASTY: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from([0, -1, 1, 2**31, 2**53, 2**53 + 1, 2**63, 2**64, -(2**63), 10**400]),
    st.sampled_from([0.0, -0.0, 1.5, 1e308, 5e-324]),
    _NASTY_TEXTS,
    st.text(max_size=12),
    st.sampled_from(
        [[], {}, [[]], [{}], [None], {"": None}, [[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]
    ),
)


def places_in(value: Any, path: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    """Return the path of every member within a JSON value."""
    found = [path] if path else []
    if isinstance(value, dict):
        for name, member in value.items():
            found += places_in(member, (*path, name))
    elif isinstance(value, list):
        for number, member in enumerate(value):
            found += places_in(member, (*path, number))
    return found


@st.composite
def changed_json(draw: st.DrawFn, seeds: Sequence[Any]) -> Any:
    """Draw a seed in which some members were changed, left out, doubled or added."""
    value = copy.deepcopy(draw(st.sampled_from(seeds)))
    for _ in range(draw(st.integers(1, 3))):
        places = places_in(value)
        if not places:
            return copy.deepcopy(draw(_NASTY))
        *road, last = draw(st.sampled_from(places))
        holder = value
        for step in road:
            holder = holder[step]
        how = draw(st.integers(0, 3))
        if how == 0:
            del holder[last]
        elif how == 1 and isinstance(holder, list):
            holder.extend(copy.deepcopy(holder))
        elif how == 1:
            holder[draw(_NASTY_TEXTS)] = copy.deepcopy(draw(_NASTY))
        else:
            holder[last] = copy.deepcopy(draw(_NASTY))
    return value


@st.composite
def _changed_member(draw: st.DrawFn, seeds: Sequence[bytes]) -> bytes:
    """Draw a seed of JSON, or of lines of JSON, in which members of one line were changed."""
    lines = draw(st.sampled_from(seeds)).split(b"\n")
    at = draw(st.sampled_from([n for n, line in enumerate(lines) if is_json(line)]))
    lines[at] = json.dumps(draw(changed_json([json.loads(lines[at])]))).encode()
    return b"\n".join(lines)


def is_json(raw: bytes) -> bool:
    """Whether bytes are an object or a list of JSON."""
    try:
        return isinstance(json.loads(raw), dict | list)
    except ValueError:
        return False


@st.composite
def _cut_and_flipped(draw: st.DrawFn, seeds: Sequence[bytes]) -> bytes:
    raw = bytearray(draw(st.sampled_from(seeds)))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(len(raw) - 1, 0)))
        how = draw(st.integers(0, 4))
        if how == 0 and raw:
            raw[at] ^= 1 << draw(st.integers(0, 7))
        elif how == 1:
            del raw[at:]
        elif how == 2:
            del raw[at : at + draw(st.integers(1, 16))]
        elif how == 3:
            raw[at:at] = draw(st.binary(max_size=8))
        else:
            raw[at:at] = raw[: draw(st.integers(0, 64))]
    return bytes(raw)


def hostile_bytes(seeds: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """Return a strategy: bytes of chance, and seeds with bytes or JSON members changed."""
    roads = [st.binary(max_size=200), _cut_and_flipped(seeds), st.sampled_from(seeds)]
    if members := [each for each in seeds if any(map(is_json, each.split(b"\n")))]:
        roads += [_changed_member(members)] * 2
    return st.one_of(roads)


def _doubling(size: int) -> bytes:
    return b"{" + b",".join(b'"%d":1' % n for n in range(size // 12)) + b"}"


def _claiming(size: int) -> bytes:
    """Frame after frame that says it holds half of everything."""
    one = MARKER + b"\x01" + bytes(8) + (size // 2).to_bytes(4, "big") + bytes(4)
    return one * (size // len(one))


HEAVY: dict[str, Callable[[int], bytes]] = {
    "lists in lists": lambda size: b"[" * size,
    "objects in objects": lambda size: b'{"a":' * (size // 5),
    "closed lists": lambda size: b"[" * 17 + b"[]," * (size // 3),
    "a string of escapes without end": lambda size: b"[" * 17 + b'"' + b'\\"' * (size // 2),
    "strings without end": lambda size: b"[" * 17 + b'"' * (size | 1),
    "half a string of backslashes": lambda size: b"[" * 17 + b'"' + b"\\" * (size | 1),
    "a number of a million digits": lambda size: b"9" * size,
    "a member of a million digits": lambda size: b'{"v":' + b"9" * size + b"}",
    "a fraction of a million digits": lambda size: b'{"v":0.' + b"9" * size + b"}",
    "many members": _doubling,
    "spaces": lambda size: b" " * size,
    "lines": lambda size: b"\n" * size,
    "lines of objects": lambda size: b"{}\n" * (size // 3),
    "escapes": lambda size: b'{"v":"' + b"\\u00e9" * (size // 6) + b'"}',
    "half pairs": lambda size: b'{"v":"' + b"\\ud800" * (size // 6) + b'"}',
    "zeros": bytes,
    "markers that claim much": _claiming,
    "markers": lambda size: MARKER * (size // 8),
    "half markers": lambda size: MARKER[:-1] * (size // 7),
    "base64": lambda size: b'{"v":"' + b"A" * (size // 4 * 4) + b'"}',
    "a long line of commas": lambda size: b"," * size,
    "quotes": lambda size: b'"' * size,
    "plus signs and dashes": lambda size: "\n\n— + ".encode() * (size // 8),
}


@cache
def heaviest(size: int) -> tuple[bytes, ...]:
    """Return every heavy thing in a size; parsers of one size are fed the same."""
    return tuple(make(size) for make in HEAVY.values())


def filled(seed: bytes, size: int) -> list[bytes]:
    """Return a seed with one member made large: each text, number and list in its turn."""
    head, newline, rest = seed.partition(b"\n")
    if not is_json(head):
        return []
    value = json.loads(head)
    made = []
    for name in value:
        for large in ("x" * size, [value[name]] * min(size // 60, 5000), [0] * (size // 2)):
            made.append(dumps({**value, name: large}) + newline + rest)
    return made


def cost_of(read: Callable[[], object]) -> tuple[float, int]:
    """Return the seconds of a core and the bytes of memory that something took at most."""
    tracemalloc.start()
    began = time.process_time()
    try:
        read()
        seconds = time.process_time() - began
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    if seconds > SECONDS_MAX / 2:  # keeping count of memory takes time itself
        began = time.process_time()
        read()
        seconds = time.process_time() - began
    return seconds, peak

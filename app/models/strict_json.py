"""JSON without room for doubt: one reading per text, bounded before it is parsed (format.md 1)."""

import json
import math
import re
from typing import Final

WHOLE_MAX: Final = 2**53
"""The largest whole number that every reader of JSON agrees on."""
DEPTH_MAX: Final = 16

_DIGITS_MAX = len(str(WHOLE_MAX)) + 1
_FLOAT_CHARACTERS_MAX = 64
# The next bracket outside strings. A string that is never closed counts to the end, and nothing
# is tried twice: time grows with the size, whatever stands there.
_NEXT_BRACKET = re.compile(
    rb'(?:[^"\[{\]}]++|"(?:[^"\\]++|\\.)*+(?:"|\\?\Z))*+([\[{\]}])', re.DOTALL
)


class Malformed(Exception):
    """Bytes that are not of the format. The reason never holds content of what was read."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def loads_strict(raw: bytes, *, max_bytes: int, max_depth: int = DEPTH_MAX) -> object:
    """Return the value in UTF-8 JSON: dicts, lists, texts, numbers, booleans and None.

    Args:
        raw: What was received.
        max_bytes: The size above which nothing is read.
        max_depth: How many objects and lists may stand in each other; 0 allows a bare value.

    Raises:
        Malformed: Another size, no strict UTF-8, deeper, duplicate keys, NaN or Infinity,
            a number out of range, half a surrogate pair, or no JSON at all.
    """
    if len(raw) > max_bytes:
        raise Malformed("larger than allowed")
    _check_depth(raw, max_depth)
    value, reason = _parse(raw)
    # Raised outside the handler: the caught errors carry the text that was read.
    if reason is not None:
        raise Malformed(reason)
    return value


def dumps(value: object) -> bytes:
    """Return compact UTF-8 JSON with sorted keys: equal values give equal bytes.

    Raises:
        ValueError: The value holds NaN, an infinity or half a surrogate pair.
        TypeError: The value holds something JSON has no word for.
    """
    return _ENCODER.encode(value).encode("utf-8")


def _check_depth(raw: bytes, max_depth: int) -> None:
    """Count brackets outside strings, so that the parser never meets a deep text."""
    if raw.count(b"[") + raw.count(b"{") <= max_depth:
        return
    depth, found = 0, _NEXT_BRACKET.match(raw)
    while found is not None:
        depth += 1 if found[1] in b"[{" else -1
        if depth > max_depth:
            raise Malformed("nested deeper than allowed")
        found = _NEXT_BRACKET.match(raw, found.end())


def _parse(raw: bytes) -> tuple[object, str | None]:
    """Return the value and None, or None and the reason why there is none."""
    try:
        value = _DECODER.decode(raw.decode("utf-8"))
        if b"\\u" in raw:
            _ENCODER.encode(value).encode("utf-8")  # escapes can smuggle half a surrogate pair
    except Malformed as refusal:
        return None, refusal.reason
    except UnicodeDecodeError:
        return None, "not UTF-8"
    except UnicodeEncodeError:
        return None, "half a surrogate pair"
    except (ValueError, RecursionError):
        return None, "not JSON"
    return value, None


def _whole(digits: str) -> int:
    if len(digits) > _DIGITS_MAX or not -WHOLE_MAX <= (number := int(digits)) <= WHOLE_MAX:
        raise Malformed("a whole number out of range")
    return number


def _real(characters: str) -> float:
    if len(characters) > _FLOAT_CHARACTERS_MAX or not math.isfinite(number := float(characters)):
        raise Malformed("a number out of range")
    return number


def _constant(_: str) -> object:
    raise Malformed("NaN and Infinity are no JSON")


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise Malformed("a key stands twice in one object")
    return members


_DECODER = json.JSONDecoder(
    object_pairs_hook=_members, parse_int=_whole, parse_float=_real, parse_constant=_constant
)
_ENCODER = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":")
)

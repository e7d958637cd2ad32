"""JSON of the OKE door: read strictly, written one way, merged as the standard means it."""

import codecs
import json
import re
from typing import Any, Final

from dossier.oke.problems import Rejected

OUR_KEY: Final = "nl-test-admin"
"""The consumerKey of the blocks that are meant for us (OKE 1.0.1)."""

MAX_BYTES: Final = 48 * 1024
MAX_DEPTH: Final = 12
MAX_DOCUMENT_BYTES: Final = 60_000

Json = dict[str, Any]


def decode_body(raw: bytes) -> Json:
    """Return the object in a request body; size, depth, encoding and doubled names are checked.

    Raises:
        Rejected: 400, without a word of the content.
    """
    if len(raw) > MAX_BYTES:
        raise Rejected(400, "Body too large", f"At most {MAX_BYTES} bytes.")
    try:
        body = json.loads(
            raw.removeprefix(codecs.BOM_UTF8).decode("utf-8"),
            object_pairs_hook=_without_doubles,
            parse_constant=_no_constant,
            parse_float=_finite,
        )
    except (ValueError, RecursionError):
        raise Rejected(400, "Unreadable body", "Strict UTF-8 JSON, no doubled names.") from None
    if not isinstance(body, dict):
        raise Rejected(400, "Unreadable body", "An object is expected.")
    _refuse_deep(body, MAX_DEPTH)
    return body


def _without_doubles(pairs: list[tuple[str, Any]]) -> Json:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("doubled name")
    return made


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise ValueError("not finite")
    return number


_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def _refuse_deep(value: Any, room: int) -> None:
    if room < 0:
        raise Rejected(400, "Body too deep", f"At most {MAX_DEPTH} levels.")
    if isinstance(value, str) and _UNSTORABLE.search(value):
        raise Rejected(400, "Unreadable body", "A text holds half a character or NUL.")
    if isinstance(value, dict):
        for name, member in value.items():
            _refuse_deep(name, room)
            _refuse_deep(member, room - 1)
    elif isinstance(value, list):
        for member in value:
            _refuse_deep(member, room - 1)


def encode_document(document: Json) -> str:
    """Return the one text of a remainder; equal remainders give equal texts."""
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if len(json.dumps(text, ensure_ascii=False).encode()) > MAX_DOCUMENT_BYTES:
        raise Rejected(400, "Body too large", "Leave out what the exam day does not need.")
    return text


def decode_document(text: str) -> Json:
    """Return a remainder that was kept by :func:`encode_document`."""
    document: Json = json.loads(text)
    return document


def without_nulls(value: Any) -> Any:
    """Return the value in which a member that is null is absent: a PUT means both alike."""
    if isinstance(value, dict):
        return {n: without_nulls(member) for n, member in value.items() if member is not None}
    if isinstance(value, list):
        return [without_nulls(member) for member in value if member is not None]
    return value


def our_block(holder: Json) -> Json | None:
    """Return the consumer block that is ours, or None. Two of them are refused."""
    blocks = holder.get("consumers")
    if not isinstance(blocks, list):
        return None
    mine = [b for b in blocks if isinstance(b, dict) and b.get("consumerKey") == OUR_KEY]
    if len(mine) > 1:
        raise Rejected(400, "Two consumer blocks", f"consumerKey {OUR_KEY} stands there twice.")
    return mine[0] if mine else None


def difference(whole: Json, plain: Json) -> Json:
    """Return what :func:`overlay` must lay over `plain` to get `whole`; null means absent."""
    left: Json = {name: None for name in plain if name not in whole}
    for name, member in whole.items():
        under = plain.get(name)
        if name == "consumers" and isinstance(member, list) and isinstance(under, list):
            left[name] = [_block_difference(block, under) for block in member]
        elif isinstance(member, dict) and isinstance(under, dict):
            if rest := difference(member, under):
                left[name] = rest
        elif name not in plain or not _equal(member, under):
            left[name] = member
    return left


def _equal(one: Any, other: Any) -> bool:
    """Compare as JSON does: true is not 1."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def _is_ours(block: Any) -> bool:
    return isinstance(block, dict) and block.get("consumerKey") == OUR_KEY


def _block_difference(block: Any, under: list[Json]) -> Any:
    if not _is_ours(block):
        return block
    return {**difference(block, under[0]), "consumerKey": OUR_KEY}


def overlay(plain: Json, left: Json) -> Json:
    """Lay a remainder over the plan's own members; the order of blocks is the remainder's."""
    whole = dict(plain)
    for name, member in left.items():
        under = plain.get(name)
        if member is None:
            whole.pop(name, None)
        elif name == "consumers" and isinstance(member, list) and isinstance(under, list):
            whole[name] = [overlay(under[0], b) if _is_ours(b) else b for b in member]
        elif isinstance(member, dict) and isinstance(under, dict):
            whole[name] = overlay(under, member)
        else:
            whole[name] = member
    return whole


def merge_patch(current: Json, patch: Json) -> Json:
    """Return the state after a PATCH (OKE 1.0.1, chapter 4).

    Missing is unchanged, null and an empty list remove, inner lists are replaced whole. Blocks
    of `consumers` are merged by consumerKey; literal RFC 7396 would wipe the blocks' members.
    """
    merged = dict(current)
    for name, member in patch.items():
        under = current.get(name)
        if member is None or member == []:
            merged.pop(name, None)
        elif name == "consumers" and isinstance(member, list) and isinstance(under, list):
            merged[name] = _merge_blocks(under, member)
        elif isinstance(member, dict):
            merged[name] = merge_patch(under if isinstance(under, dict) else {}, member)
        elif name == "consumers" and isinstance(member, list):
            merged[name] = _merge_blocks([], member)
        else:
            merged[name] = member
    return merged


def _merge_blocks(current: list[Any], patch: list[Any]) -> list[Any]:
    blocks = list(current)
    for change in patch:
        if not isinstance(change, dict) or not isinstance(change.get("consumerKey"), str):
            raise Rejected(400, "Unreadable consumers", "Each block carries its consumerKey.")
        key = change["consumerKey"]
        at = next((i for i, b in enumerate(blocks) if b.get("consumerKey") == key), None)
        if at is None:
            blocks.append(merge_patch({}, change))
        else:
            blocks[at] = merge_patch(blocks[at], change)
    return blocks

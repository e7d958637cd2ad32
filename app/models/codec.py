"""Event bytes and back: the header that is signed and the salted body (format.md 1).

Bytes are written once and kept verbatim; nothing here re-serialises what was received.
Instants are UTC with milliseconds, `2026-12-09T08:07:03.120Z`.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache, lru_cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from app.models.act import Act, Batch, Body, Header, Unknown
from app.models.events import ACTS
from app.models.strict_json import Malformed, dumps, loads_strict
from app.models.values import NOT_OBSERVED, Kind, NotObserved

Shaped = TypeVar("Shaped")

FORMAT_VERSION = 1
SALT_BYTES = 16
BODY_BYTES_MAX = 64 * 1024
HEADER_BYTES_MAX = 4 * 1024
FIRST_YEAR, LAST_YEAR = 1970, 2400

_LEAF = re.compile(r"[0-9a-f]{64}\Z")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\Z", re.ASCII)
_NAME = re.compile(r"[A-Za-z0-9._:-]{1,80}\Z")
_ASPECT = re.compile(r"[^\x00-\x1f]{1,120}\Z")
_SCOPE = re.compile(
    r"(part/[A-Za-z0-9._:-]{1,80}/[A-Za-z0-9._:-]{1,80}"
    r"|session/[A-Za-z0-9._:-]{1,80}|device|office|school)\Z"
)


# ---------------------------------------------------------------- instants


def instant_text(moment: datetime) -> str:
    """Return a UTC instant with milliseconds; finer parts are cut, never rounded up."""
    utc = moment.astimezone(UTC).replace(tzinfo=None)
    return f"{utc.isoformat(timespec='milliseconds')}Z"


def read_instant(text: object) -> datetime:
    """Return the instant of :func:`instant_text`.

    Raises:
        Malformed: The text is not of that form.
    """
    if not isinstance(text, str) or not _INSTANT.match(text):
        raise Malformed("not an instant")
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as problem:
        raise Malformed("not an instant") from problem
    if not FIRST_YEAR <= moment.year < LAST_YEAR:  # room for sums that stay within the calendar
        raise Malformed("not an instant of this era")
    return moment


# ---------------------------------------------------------------- header


def encode_header(header: Header) -> bytes:
    """Return the bytes that are signed."""
    return dumps(
        {
            "v": header.v,
            "kind": header.kind.value,
            "school": header.school,
            "writer": header.writer,
            "epoch": header.epoch,
            "scope": header.scope,
            "seq": header.seq,
            "prev": header.prev,
            "shift": header.shift,
            "wall": instant_text(header.wall),
            "offset_ms": header.offset_ms,
            "boot": header.boot,
            "mono": header.mono,
            "body_sha256": header.body_sha256,
        }
    )


def decode_header(raw: bytes) -> Header:
    """Return the header in received bytes.

    Raises:
        Malformed: Not a header of this format; the text never holds content.
    """
    members = loads_strict(raw, max_bytes=HEADER_BYTES_MAX, max_depth=2)
    if not isinstance(members, dict) or set(members) != _HEADER_MEMBERS:
        raise Malformed("not the members of a header")
    return Header(
        v=_whole(members["v"], 1, 1),
        kind=_kind(members["kind"]),
        school=_again(members["school"], _NAME),
        writer=_again(members["writer"], _NAME),
        epoch=_again(members["epoch"], _NAME),
        scope=_again(members["scope"], _SCOPE),
        seq=_whole(members["seq"], 0),
        prev=None if members["prev"] is None else _matching(members["prev"], _LEAF),
        shift=None if members["shift"] is None else _again(members["shift"], _LEAF),
        wall=read_instant(members["wall"]),
        offset_ms=_whole(members["offset_ms"], -(10**13), 10**13),
        boot=_again(members["boot"], _NAME),
        mono=_whole(members["mono"], 0),
        body_sha256=_matching(members["body_sha256"], _LEAF),
    )


_HEADER_MEMBERS = {field.name for field in fields(Header)}


def _kind(member: object) -> Kind:
    try:
        return Kind(str(member))
    except ValueError as problem:
        raise Malformed("unknown kind") from problem


def _whole(member: object, low: int, high: int = 2**53) -> int:
    if not isinstance(member, int) or isinstance(member, bool) or not low <= member <= high:
        raise Malformed("not a whole number in range")
    return member


def _matching(member: object, pattern: re.Pattern[str]) -> str:
    if not isinstance(member, str) or not pattern.match(member):
        raise Malformed("text of another form")
    return member


def _again(member: object, pattern: re.Pattern[str]) -> str:
    """Return a text that many headers share: looked at once, and one object for all of them."""
    if not isinstance(member, str):
        raise Malformed("text of another form")
    return _looked_at(member, pattern)


@lru_cache(maxsize=1024)
def _looked_at(member: str, pattern: re.Pattern[str]) -> str:
    return _matching(member, pattern)


# ---------------------------------------------------------------- body


def body_digest(raw: bytes) -> str:
    """Return `body_sha256` of body bytes (salt and JSON together)."""
    return hashlib.sha256(raw).hexdigest()


def encode_body(body: Body, salt: bytes) -> bytes:
    """Return salt followed by the JSON of a body.

    Raises:
        ValueError: The salt has another length than 16, or the body passes 64 KiB.
    """
    if len(salt) != SALT_BYTES:
        raise ValueError("a body is salted with 16 bytes")
    members: dict[str, object] = {"type": body.act.TYPE, "seen": list(body.seen)}
    if body.candidate is not None:
        members["candidate"] = body.candidate
    if body.aspect is not None:
        members["aspect"] = body.aspect
    if body.refs:
        members["refs"] = list(body.refs)
    if body.batch is not None:
        members["batch"] = {"id": body.batch.id, "i": body.batch.i, "n": body.batch.n}
    if body.seen_at is not None:
        members["seen_at"] = _encode(body.seen_at)
    members |= {} if body.copied_by is None else {"copied_by": body.copied_by}
    members |= _encode_fields(body.act)
    raw = salt + dumps(members)
    if len(raw) > BODY_BYTES_MAX:
        raise ValueError("a body holds at most 64 KiB")
    return raw


def decode_body(raw: bytes) -> Body:
    """Return the body in received bytes; an act this version cannot read becomes `Unknown`.

    Raises:
        Malformed: Not a body of this format; the text never holds content.
    """
    if len(raw) <= SALT_BYTES or len(raw) > BODY_BYTES_MAX:
        raise Malformed("body of another size")
    members = loads_strict(raw[SALT_BYTES:], max_bytes=BODY_BYTES_MAX, max_depth=16)
    if not isinstance(members, dict):
        raise Malformed("a body is an object")
    seen_at = members.get("seen_at")
    return Body(
        act=_decode_act(_matching(members.get("type"), _NAME), members),
        candidate=_optional(members.get("candidate"), _NAME),
        aspect=_optional(members.get("aspect"), _ASPECT),
        seen=_leaves(members.get("seen")),
        refs=_leaves(members.get("refs", [])),
        batch=_batch(members.get("batch")),
        seen_at=None if seen_at is None else _seen_at(seen_at),
        copied_by=_optional(members.get("copied_by"), _NAME),
    )


def _optional(member: object, pattern: re.Pattern[str]) -> str | None:
    return None if member is None else _again(member, pattern)


def _leaves(member: object) -> tuple[str, ...]:
    if not isinstance(member, list):
        raise Malformed("not a list of leaves")
    return tuple(_matching(leaf, _LEAF) for leaf in member)


def _batch(member: object) -> Batch | None:
    if member is None:
        return None
    if not isinstance(member, dict) or set(member) != {"id", "i", "n"}:
        raise Malformed("not a batch")
    n = _whole(member["n"], 1, 10_000)
    return Batch(_matching(member["id"], _NAME), _whole(member["i"], 1, n), n)


def _seen_at(member: object) -> datetime | NotObserved:
    return NOT_OBSERVED if member == NOT_OBSERVED.value else read_instant(member)


def _decode_act(name: str, members: Mapping[str, object]) -> Act:
    cls = ACTS.get(name)
    if cls is None:
        return Unknown(name)
    try:
        return _decode_fields(cls, members)
    except Malformed:
        return Unknown(name)


# ---------------------------------------------------------------- fields, by their type hints


def _encode_fields(shaped: object) -> dict[str, object]:
    """Return the members that differ from their default."""
    members = {}
    for field in fields(shaped):  # type: ignore[arg-type]
        content = getattr(shaped, field.name)
        if field.default is MISSING or content != field.default:
            members[field.name] = _encode(content)
    return members


def _encode(content: object) -> object:
    if isinstance(content, StrEnum | NotObserved):
        return content.value
    if isinstance(content, datetime):
        return instant_text(content)
    if isinstance(content, tuple):
        return [_encode(part) for part in content]
    if is_dataclass(content):
        return _encode_fields(content)
    return content


def _decode_fields(cls: type[Shaped], members: Mapping[str, object]) -> Shaped:
    given: dict[str, object] = {}
    for name, decode, is_required in _shape(cls):  # type: ignore[arg-type]
        if name in members:
            given[name] = decode(members[name])
        elif is_required:
            raise Malformed("a member is missing")
    return cls(**given)


@cache
def _shape(cls: type) -> tuple[tuple[str, Callable[[object], object], bool], ...]:
    """Return (member, decoder, required) for each field of a dataclass."""
    hints = get_type_hints(cls)
    return tuple(
        (field.name, _decoder(hints[field.name]), field.default is MISSING)
        for field in fields(cls)
    )


def _decoder(hint: Any) -> Callable[[object], object]:
    if get_origin(hint) in (Union, UnionType):
        return _union_decoder(get_args(hint))
    if get_origin(hint) is tuple:
        part = _decoder(get_args(hint)[0])
        return lambda member: tuple(part(each) for each in _as_list(member))
    if hint in (datetime, NotObserved):
        return read_instant if hint is datetime else _not_observed
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return lambda member: _as_member(hint, member)
    if is_dataclass(hint):
        return lambda member: _decode_fields(hint, _as_object(member))  # type: ignore[arg-type]
    return lambda member: _as_plain(hint, member)


def _union_decoder(hints: tuple[Any, ...]) -> Callable[[object], object]:
    decoders = [_decoder(hint) for hint in hints if hint is not NoneType]
    is_optional = NoneType in hints

    def decode(member: object) -> object:
        if member is None and is_optional:
            return None
        for decoder in decoders:
            try:
                return decoder(member)
            except Malformed:
                continue
        raise Malformed("a member of another type")

    return decode


def _not_observed(member: object) -> NotObserved:
    if member != NOT_OBSERVED.value:
        raise Malformed("not that word")
    return NOT_OBSERVED


def _as_list(member: object) -> list[object]:
    if not isinstance(member, list):
        raise Malformed("not a list")
    return member


def _as_object(member: object) -> dict[str, object]:
    if not isinstance(member, dict):
        raise Malformed("not an object")
    return member


def _as_member(cls: type[StrEnum], member: object) -> StrEnum:
    try:
        return cls(str(member))
    except ValueError as problem:
        raise Malformed("a word this version does not know") from problem


def _as_plain(cls: type, member: object) -> object:
    if type(member) is not cls:
        raise Malformed("a member of another type")
    return member

"""The state of one session in one room as one number: equal state, equal number."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from app.models.act import Event
from app.models.session import ExamSession


def digest_of(session: ExamSession, room: str) -> str:
    """Return SHA-256 over everything this room shows of a session."""
    told = (
        session.id,
        session.plan,
        session.rules,
        session.staff,
        session.uncounted,
        session.parts.get(room),
        [(each.candidate, each) for each in session.in_room(room)],
    )
    digest = hashlib.sha256()
    for piece in _pieces(told):
        digest.update(piece.encode("utf-8", "surrogatepass") + b"\x00")
    return digest.hexdigest()


def _pieces(value: Any) -> Iterator[str]:
    """Yield a value in one order, whatever the order of its sets and mappings."""
    if isinstance(value, Event):
        yield f"event {value.leaf} {value.body is None}"
    elif isinstance(value, Enum):
        yield f"{type(value).__name__}.{value.name}"
    elif isinstance(value, datetime):
        yield value.isoformat()
    elif is_dataclass(value):
        yield type(value).__name__
        yield from _members((each.name, getattr(value, each.name)) for each in fields(value))
    elif isinstance(value, Mapping):
        yield from _members((str(key), value[key]) for key in sorted(value, key=str))
    elif isinstance(value, frozenset | set):
        yield from _pieces(sorted(value, key=str))
    elif isinstance(value, tuple | list):
        yield from _members((str(number), each) for number, each in enumerate(value))
    else:
        yield repr(value)


def _members(named: Iterable[tuple[str, Any]]) -> Iterator[str]:
    yield "("
    for name, value in named:
        yield name
        yield from _pieces(value)
    yield ")"

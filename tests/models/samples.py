"""Acts out of their own type hints: one fixed act of each type, and any act for hypothesis."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from app.models.act import Act, Body, Header
from app.models.codec import body_digest, encode_body
from app.models.events import ACTS
from app.models.values import NOT_OBSERVED, Kind, NotObserved

Known = Mapping[str, Any] | None
"""The members that a past version wrote, as JSON."""

FIXED_SALT = bytes(range(16))
FIXED_MOMENT = datetime(2026, 12, 9, 8, 7, 3, 120_000, tzinfo=UTC)

names = st.from_regex(r"[A-Za-z0-9._:-]{1,20}", fullmatch=True)
leaves = st.from_regex(r"[0-9a-f]{64}", fullmatch=True)
texts = st.text(st.characters(codec="utf-8"), max_size=30)
moments = st.integers(86_400_000, 13_500_000_000_000).map(
    lambda ms: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)
)
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    NoneType: st.none(),
    NotObserved: st.just(NOT_OBSERVED),
    datetime: moments,
    str: texts,
    int: st.integers(-(2**53), 2**53),
    bool: st.booleans(),
}


def fixed_content(hint: Any, name: str, frozen: Any = None) -> Any:
    """Return the fixed content for a member of this type, as far as frozen JSON of it goes."""
    if get_origin(hint) in (Union, UnionType):
        return fixed_content(next(h for h in get_args(hint) if h is not NoneType), name, frozen)
    if get_origin(hint) is tuple:
        return (fixed_content(get_args(hint)[0], name, frozen and frozen[0]),) * 2
    if hint is datetime:
        return FIXED_MOMENT
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return list(hint)[-1]
    if is_dataclass(hint):
        return fixed(hint, frozen)  # type: ignore[arg-type]
    return {str: f"{name} é ☃", int: 7, bool: True}[hint]


def fixed(cls: type, known: Known = None) -> Any:
    """Return an instance of a dataclass with every member filled, or those of a past version."""
    hints = get_type_hints(cls)
    names_filled = [f.name for f in fields(cls) if known is None or f.name in known]
    told = known or {}
    return cls(**{name: fixed_content(hints[name], name, told.get(name)) for name in names_filled})


def fixed_body(cls: type[Act], known: Known = None) -> Body:
    """Return a body around the fixed act of a type, as far as a past version knew it."""
    act = fixed(cls, known)
    return Body(act, "c0001", "arrival", ("0a" * 32,), ("1b" * 32,), None, FIXED_MOMENT)


def fixed_header(cls: type[Act], known: Known = None) -> Header:
    """Return the header of the fixed body of a type."""
    return Header(
        v=1,
        kind=cls.KIND,
        school="school-1",
        writer="laptop-1",
        epoch="e1",
        scope="part/s1/b1.14",
        seq=12,
        prev="2c" * 32,
        shift="3d" * 32,
        wall=FIXED_MOMENT,
        offset_ms=-1500,
        boot="boot-1",
        mono=99,
        body_sha256=body_digest(encode_body(fixed_body(cls, known), FIXED_SALT)),
    )


def content(hint: Any) -> st.SearchStrategy[Any]:
    """Return a strategy for a member of this type."""
    if get_origin(hint) in (Union, UnionType):
        return st.one_of(*(content(each) for each in get_args(hint)))
    if get_origin(hint) is tuple:
        return st.lists(content(get_args(hint)[0]), max_size=3).map(tuple)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return st.sampled_from(list(hint))
    if is_dataclass(hint):
        return any_of(hint)  # type: ignore[arg-type]
    return PLAIN[hint]


def any_of(cls: type) -> st.SearchStrategy[Any]:
    """Return a strategy for instances of a dataclass, by its hints."""
    hints = get_type_hints(cls)
    return st.builds(cls, **{f.name: content(hints[f.name]) for f in fields(cls)})


acts = st.sampled_from(sorted(ACTS)).flatmap(lambda name: any_of(ACTS[name]))
kinds = st.sampled_from(list(Kind))

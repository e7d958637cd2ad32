"""Data of the standaardset from strict JSON: a member that is unknown or missing is refused."""

from dataclasses import MISSING, fields
from enum import StrEnum
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from app.models.strict_json import Malformed

Shaped = TypeVar("Shaped")


def shaped(cls: type[Shaped], members: object) -> Shaped:
    """Return a dataclass from an object whose members are its fields, each of its own type.

    Texts, whole numbers, booleans, words of a StrEnum, and lists of texts or of dataclasses.

    Raises:
        Malformed: A member is missing, unknown or of another type.
    """
    if not isinstance(members, dict):
        raise Malformed("not an object")
    hints = get_type_hints(cls)
    if not members.keys() <= hints.keys():
        raise Malformed("a member this version does not know")
    required = {f.name for f in fields(cls) if f.default is MISSING}  # type: ignore[arg-type]
    if not required <= members.keys():
        raise Malformed("a member is missing")
    return cls(**{name: _member(hints[name], told) for name, told in members.items()})


def _member(hint: Any, told: object) -> object:
    if get_origin(hint) is tuple:
        return _several(get_args(hint)[0], told)
    kind = next((each for each in get_args(hint) if each is not type(None)), hint)
    if isinstance(kind, type) and issubclass(kind, StrEnum) and isinstance(told, str):
        return _word(kind, told)
    if kind in (str, int, bool) and type(told) is kind:
        return told
    raise Malformed("a member of another type")


def _several(kind: Any, told: object) -> tuple[object, ...]:
    if not isinstance(told, list):
        raise Malformed("a member of another type")
    if kind is str:
        return tuple(_member(str, each) for each in told)
    return tuple(shaped(kind, each) for each in told)


def _word(cls: type[StrEnum], told: str) -> StrEnum:
    try:
        return cls(told)
    except ValueError as problem:
        raise Malformed("a word this version does not know") from problem

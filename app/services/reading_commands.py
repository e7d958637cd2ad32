"""Commands as lines of JSON: `{"do": "RegisterArrival", "session": ..., "candidate": ...}`."""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import datetime
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from app.models.codec import read_instant
from app.models.commands import Command, CopyFromPaper, RepairCommand
from app.models.strict_json import Malformed, loads_strict
from app.models.values import NOT_OBSERVED, NotObserved

LINE_BYTES_MAX: Final = 64 * 1024
VERB: Final = "do"
COPIED_BY: Final = "copied_by"
"""A member that any line may have: who types it over from paper."""
_COMMANDS: Final[dict[str, type]] = {
    cls.__name__: cls for cls in get_args(Command) if cls is not CopyFromPaper
}


def read_command(line: str) -> Command:
    """Return the command in a line.

    Raises:
        Malformed: Not a command, or with other members than it has.
    """
    read = loads_strict(line.encode("utf-8", "surrogatepass"), max_bytes=LINE_BYTES_MAX)
    if not isinstance(read, dict) or not isinstance(verb := read.pop(VERB, None), str):
        raise Malformed("not a command")
    copied_by = read.pop(COPIED_BY, None)
    cls = _COMMANDS.get(verb)
    if cls is None:
        raise Malformed("a command this version does not know")
    command: Command = cls(**_members(cls, read))
    if copied_by is None:
        return command
    if not isinstance(copied_by, str) or isinstance(command, RepairCommand | CopyFromPaper):
        raise Malformed("nothing that is copied from paper")
    return CopyFromPaper(command, copied_by)


def _members(cls: type, given: Mapping[str, object]) -> dict[str, object]:
    hints = _hints(cls)
    if not given.keys() <= hints.keys():
        raise Malformed("a member this command does not have")
    required = {each.name for each in fields(cls) if each.default is MISSING}
    if not required <= given.keys():
        raise Malformed("a member is missing")
    return {name: _shaped(hints[name], content) for name, content in given.items()}


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def _shaped(hint: Any, content: object) -> object:
    if get_origin(hint) in (Union, UnionType):
        return _one_of(get_args(hint), content)
    if get_origin(hint) is tuple:
        if not isinstance(content, list):
            raise Malformed("not a list")
        return tuple(_shaped(get_args(hint)[0], each) for each in content)
    return _plain(hint, content)


def _one_of(hints: tuple[Any, ...], content: object) -> object:
    for hint in hints:
        try:
            return _shaped(hint, content)
        except Malformed:
            continue
    raise Malformed("a member of another type")


def _plain(hint: Any, content: object) -> object:
    if hint is datetime:
        return read_instant(content)
    if hint is NotObserved and content == NOT_OBSERVED.value:
        return NOT_OBSERVED
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        if content in [each.value for each in hint]:
            return hint(str(content))
    elif hint in (str, int, bool, NoneType) and type(content) is hint:
        return content
    raise Malformed("a member of another type")

"""An item of the standaardset as a form: its words and numbers one by one, and back into JSON.

What is no field stays as it is. A line of a list whose first field is emptied goes; the empty
line at its end becomes a new one, where a list may grow.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any, Final, get_type_hints

from app.models.rules import RuleSet
from app.models.standards import IRREGULARITIES, MINIMUM, SET_TIMES, StandardKind, kind_of
from app.models.strict_json import WHOLE_MAX
from app.models.typed import whole_in

NEW: Final = "+"
TICKED: Final = "1"
CODE_CHARACTERS: Final = 30


@dataclass(frozen=True, slots=True)
class ItemField:
    """One thing to fill in. `column` names it, `line` tells which of a list (from 1), 0: none."""

    name: str
    column: str
    value: str
    is_tick: bool = False
    line: int = 0
    of: str = ""
    """What the line is called, where it has a name of its own."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """Which members are fields: of the item itself, and of the lines of its list.

    `holds` names the list, empty when the item is one; `grows` are the members of a new line.
    """

    own: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    holds: str = ""
    grows: Mapping[str, str] | None = None
    named: str = ""


def fields_of(item: str, content: str) -> tuple[ItemField, ...]:
    """Return the fields of an item, in the order of its form."""
    shape, told = _shape(item), json.loads(content)
    found = [_own(item, told, key) for key in shape.own]
    for n, line in enumerate(_lines(shape, told)):
        found += [_cell(shape, line, n, column) for column in shape.columns]
    if shape.grows is not None:
        last = len(_lines(shape, told)) + 1
        found += [ItemField(f"{NEW}/{each}", each, "", line=last) for each in shape.columns]
    return tuple(found)


def with_values(item: str, content: str, values: Mapping[str, str]) -> str:
    """Return the item with what was filled in; a number that is none stays as it was typed."""
    shape, told = _shape(item), json.loads(content)
    for key in shape.own:
        before = _own(item, told, key)
        typed = values.get(before.name, before.value).strip()
        if typed != before.value:
            told[key] = _read(_default(item, told, key), typed, _is_count(item, key))
    lines = list(_kept(shape, _lines(shape, told), values))
    if shape.grows is not None and values.get(f"{NEW}/{shape.columns[0]}", "").strip():
        lines.append(_fresh(shape, lines, values))
    if shape.holds:
        told[shape.holds] = lines
    elif shape.columns:
        told = lines
    return json.dumps(told, ensure_ascii=False)


# ---------------------------------------------------------------- within


def _shape(item: str) -> _Shape:
    return _SHAPES.get(item) or _SHAPES_BY_KIND[kind_of(item)]


def _lines(shape: _Shape, told: Any) -> list[dict[str, Any]]:
    found = told.get(shape.holds, []) if shape.holds else (told if shape.columns else [])
    return list(found)


def _own(item: str, told: dict[str, Any], key: str) -> ItemField:
    value = _default(item, told, key)
    return ItemField(f"own/{key}", key, _text(value), is_tick=isinstance(value, bool))


def _default(item: str, told: dict[str, Any], key: str) -> object:
    if key in told or kind_of(item) is not StandardKind.RULES:
        return told.get(key, False if key == "stops_all" else "")
    return next(f.default for f in fields(RuleSet) if f.name == key and f.default is not MISSING)


def _is_count(item: str, key: str) -> bool:
    is_rule = kind_of(item) is StandardKind.RULES
    return is_rule and get_type_hints(RuleSet)[key] in (int, int | None)


def _cell(shape: _Shape, line: dict[str, Any], n: int, column: str) -> ItemField:
    value = line.get(column, "")
    named = str(line.get(shape.named, "")) if shape.named else ""
    return ItemField(f"{n}/{column}", column, _text(value), line=n + 1, of=named)


def _kept(
    shape: _Shape, lines: list[dict[str, Any]], values: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    for n, line in enumerate(lines):
        typed = {
            column: values.get(f"{n}/{column}", _text(line.get(column, ""))).strip()
            for column in shape.columns
        }
        if shape.grows is not None and not typed[shape.columns[0]]:
            continue
        changed = {
            column: _read(line.get(column, ""), text, isinstance(line.get(column), int))
            for column, text in typed.items()
            if text != _text(line.get(column, ""))
        }
        kept = {**line, **changed}
        yield {name: told for name, told in kept.items() if told != "" or name not in changed}


def _fresh(
    shape: _Shape, lines: list[dict[str, Any]], values: Mapping[str, str]
) -> dict[str, Any]:
    typed = {column: values.get(f"{NEW}/{column}", "").strip() for column in shape.columns}
    first = typed[shape.columns[0]]
    known = {str(each.get(name)) for each in lines for name in ("id", "item", "code")}
    code = name = _plain(first)
    count = 2
    while code in known:
        code, count = f"{name}-{count}", count + 1
    made = {
        name: told.format(code=code, first=first) for name, told in (shape.grows or {}).items()
    }
    return made | {column: text for column, text in typed.items() if text or column in made}


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:CODE_CHARACTERS] or "nieuw"


def _text(value: object) -> str:
    if isinstance(value, bool):
        return TICKED if value else ""
    return "" if value is None else str(value)


def _read(before: object, typed: str, is_count: bool) -> object:  # noqa: FBT001 - of a member
    if isinstance(before, bool):
        return typed == TICKED
    if is_count:
        count = whole_in(typed, WHOLE_MAX)
        return (typed or None) if count is None else count
    return typed


_RULES: Final = (
    "title", "code_pattern", "doors_open_min", "entry_limit_min", "leave_from_min",
    "leave_until_min", "extra_time_max_min", "signatures", "start_deviation_min",
    "candidates_per_invigilator", "away_max_min", "away_at_once", "identity_digits",
    "moves_with_start", "late_keeps_end", "late_counts_from_start", "extra_may_pass_end",
    "counts_sheets", "candidate_signs",
)  # fmt: skip
_SHAPES_BY_KIND: Final = {
    StandardKind.RULES: _Shape(
        _RULES, ("title", "detail"), "readiness", {"item": "{code}", "title": "{first}"}
    ),
    StandardKind.ROUTE: _Shape(
        ("title", "about", "sentence", "stops_all"),
        ("title", "text", "say", "done"),
        "steps",
        {"id": "{code}", "kind": "do", "title": "{first}", "text": "", "done": "{first}"},
    ),
    StandardKind.CATALOGUE: _Shape(
        columns=("dutch", "confirm"),
        grows={
            "code": "{code}", "dutch": "{first}", "english": "{first}", "icon": "info",
            "confirm": "{first}",
        },
    ),
    StandardKind.PERIODS: _Shape(columns=("months", "ground"), named="title"),
    StandardKind.NAMES: _Shape(columns=("pattern", "says"), named="title"),
    StandardKind.NUMBERS: _Shape(("hotline", "hotline_mobile")),
    StandardKind.READY: _Shape(
        columns=("title", "detail"),
        grows={"id": "{code}", "title": "{first}", "fact": "", "detail": ""},
    ),
}  # fmt: skip
_SHAPES: Final = {
    IRREGULARITIES: _Shape(
        columns=("dutch",),
        holds="kinds",
        grows={"code": "{code}", "dutch": "{first}", "english": "{first}"},
    ),
    MINIMUM: _Shape(columns=("dutch", "next"), holds="items"),
    SET_TIMES: _Shape(("at",), ("team", "at"), "teams", {"team": "{first}", "at": "13:30"}),
}

"""Rule sets per exam type, as data, and the hard limits of centrale examens (domain.md 1c)."""

import re
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Final, get_type_hints

from app.models.strict_json import Malformed, loads_strict

CENTRAL_ENTRY_LIMIT_MIN: Final = 30
CENTRAL_EXTRA_TIME_MIN: Final = 30


class ExamKind(StrEnum):
    """The exam types that have a rule set of their own."""

    INSTITUTION = "institution"
    CENTRAL = "central"
    PRACTICAL = "practical"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ReadinessItem:
    """One thing a person makes ready before the start; `title` is what the list says."""

    item: str
    title: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Every timing rule of one exam type; minutes from the actual start or back from the end.

    None means: this rule is not set, nothing is warned about.
    """

    id: str = "onbekend"
    title: str = "Soort onbekend"
    kind: ExamKind = ExamKind.UNKNOWN
    code_pattern: str = ""
    doors_open_min: int = 30
    entry_limit_min: int | None = 30
    leave_from_min: int | None = 30
    leave_until_min: int | None = 15
    moves_with_start: bool = True
    late_keeps_end: bool = True
    late_counts_from_start: bool = True
    extra_may_pass_end: bool = True
    extra_time_max_min: int | None = 30
    signatures: int = 2
    start_deviation_min: int = 5
    candidates_per_invigilator: int = 30
    ratio_over_min: int = 1
    away_max_min: int | None = 10
    away_max_times: int | None = None
    away_at_once: int | None = 1
    identity_digits: int = 0
    counts_sheets: bool = False
    candidate_signs: bool = False
    readiness: tuple[ReadinessItem, ...] = ()
    has_packets: bool = False

    @property
    def has_central_limits(self) -> bool:
        """Centrale examens and exams of unknown type are judged by the same limits."""
        return self.kind in (ExamKind.CENTRAL, ExamKind.UNKNOWN)

    @property
    def is_digital(self) -> bool:
        """Whether candidates work in an exam system, which closes at a time of its own."""
        return not self.has_packets and any(each.item == "codes" for each in self.readiness)


def read_rules(text: str) -> RuleSet:
    """Return the rule set in a JSON text, with the hard limits applied.

    Raises:
        Malformed: A member is unknown or of another type.
    """
    members = loads_strict(text.encode("utf-8", "surrogatepass"), max_bytes=64 * 1024, max_depth=3)
    if not isinstance(members, dict):
        raise Malformed("a rule set is an object")
    hints = get_type_hints(RuleSet)
    names = {field.name for field in fields(RuleSet)}
    if not set(members) <= names:
        raise Malformed("a rule this version does not know")
    given: dict[str, object] = {}
    for name, content in members.items():
        hint = hints[name]
        if hint is ExamKind:
            given[name] = _kind(content)
        elif name == "readiness":
            given[name] = _readiness(content)
        elif not _fits(content, hint):
            raise Malformed("a rule of another type")
        else:
            given[name] = content
    rules = with_hard_limits(RuleSet(**given))  # type: ignore[arg-type]
    try:
        re.compile(rules.code_pattern)
    except (re.error, OverflowError, RecursionError) as problem:
        raise Malformed("a pattern that cannot be read") from problem
    return rules


def _kind(content: object) -> ExamKind:
    try:
        return ExamKind(str(content))
    except ValueError as problem:
        raise Malformed("an exam type this version does not know") from problem


def _readiness(content: object) -> tuple[ReadinessItem, ...]:
    if not isinstance(content, list):
        raise Malformed("a checklist is a list")
    items = tuple(_readiness_item(each) for each in content)
    if len({each.item for each in items}) < len(items):
        raise Malformed("an item of the checklist is there twice")
    return items


def _readiness_item(content: object) -> ReadinessItem:
    texts = content if isinstance(content, dict) else {}
    known = {"item", "title"} <= set(texts) <= {"item", "title", "detail"}
    if not known or not all(isinstance(text, str) and text for text in texts.values()):
        raise Malformed("not an item of a checklist")
    if not re.fullmatch(r"[a-z0-9-]{1,40}", texts["item"]):
        raise Malformed("an item of a checklist has a short name")
    return ReadinessItem(**texts)


def _fits(content: object, hint: object) -> bool:
    if isinstance(content, bool):
        return hint is bool
    if isinstance(content, int):
        return hint in (int, int | None) and 0 <= content <= 24 * 60
    if content is None:
        return hint == (int | None)
    return isinstance(content, str) and hint is str


def with_hard_limits(rules: RuleSet) -> RuleSet:
    """Return the rule set as a school may hold it: what is central cannot be loosened.

    Source: Regeling examenprotocol centrale examens mbo, articles 12 and 13 (domain.md 0.4).
    """
    if not rules.has_central_limits:
        return rules
    limit = rules.entry_limit_min
    return replace(
        rules,
        entry_limit_min=CENTRAL_ENTRY_LIMIT_MIN
        if limit is None
        else min(limit, CENTRAL_ENTRY_LIMIT_MIN),
        late_keeps_end=True,
        late_counts_from_start=True,
        extra_time_max_min=CENTRAL_EXTRA_TIME_MIN
        if rules.extra_time_max_min is None
        else min(rules.extra_time_max_min, CENTRAL_EXTRA_TIME_MIN),
    )


def choose_rules(code: str, available: tuple[RuleSet, ...]) -> RuleSet:
    """Return the first rule set whose pattern fits the exam code, else that of unknown exams."""
    for rules in available:
        if rules.code_pattern and re.search(rules.code_pattern, code, re.IGNORECASE):
            return rules
    return next((r for r in available if r.kind is ExamKind.UNKNOWN), RuleSet())

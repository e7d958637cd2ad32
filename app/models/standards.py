"""The standaardset: which items there are, what each must be, and which version holds on a day.

An item is named by its place: `20-praktijk`, `calamities/030-net`, `catalogus/voorzieningen`. What
ships with the program holds until somebody changes it from a day on.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

from app.models.calamities import CalamityRoute, read_routes
from app.models.irregularities import Irregularities, irregularities, read_irregularities
from app.models.minimum_set import MinimumSet, read_minimum_set
from app.models.plan import RulesChosen
from app.models.provisions import EXTRA_TIME, REST_BREAK, read_catalogue
from app.models.retention import read_periods
from app.models.rules import RuleSet, read_rules
from app.models.session import ExamSession, Value
from app.models.set_times import SetTimes, read_set_times
from app.models.shaped import shaped
from app.models.standard_facts import StandardChanged, StandardHolds
from app.models.strict_json import Malformed, loads_strict

FOLDER: Final = Path(__file__).resolve().parents[2] / "resources" / "standaardset"
ITEM_BYTES_MAX: Final = 32 * 1024
ROUTES: Final = "calamities/"
IRREGULARITIES: Final = "catalogus/bijzonderheden"
PROVISIONS: Final = "catalogus/voorzieningen"
MINIMUM: Final = "catalogus/dossier"
SET_TIMES: Final = "catalogus/no-showlijsten"
PERIODS: Final = "bewaren/termijnen"
NAMES: Final = "namen/namen"
NUMBERS: Final = "nummers/nummers"
READY: Final = "klaar/klaar"
NUMBER_CHARACTERS: Final = 40
PATTERN_CHARACTERS: Final = 200


class StandardKind(StrEnum):
    """What an item is about."""

    RULES = "rules"
    ROUTE = "route"
    CATALOGUE = "catalogue"
    OFFICE = "office"
    PERIODS = "periods"
    NAMES = "names"
    NUMBERS = "numbers"
    READY = "ready"


class NameOf(StrEnum):
    """What a rule of naming is about."""

    CODE = "code"
    EXAM = "exam"
    ROOM = "room"


class ReadyFact(StrEnum):
    """What the dossier can count for the checklist; none: people answer."""

    NONE = ""
    NAMES = "names"
    ROLES = "roles"
    HOTLINE = "hotline"
    LAPTOPS = "laptops"
    BACKUP = "backup"
    PAPERS = "papers"
    DELIVERY = "delivery"
    TERMS = "terms"


@dataclass(frozen=True, slots=True)
class NameRule:
    """How a name must look; `says` tells it to people."""

    id: str
    title: str
    about: NameOf
    pattern: str
    says: str

    def fits(self, name: str) -> bool:
        """Whether a name follows the rule."""
        return re.fullmatch(self.pattern, name) is not None


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of the hotline; empty: as the dossier was set up."""

    hotline: str
    hotline_mobile: str


@dataclass(frozen=True, slots=True)
class ReadyItem:
    """One item of the checklist "klaar voor nieuw werken"."""

    id: str
    title: str
    fact: ReadyFact
    detail: str


def kind_of(item: str) -> StandardKind:
    """Return what an item is about."""
    if item.startswith(ROUTES):
        return StandardKind.ROUTE
    return _KINDS.get(item, StandardKind.RULES)


def reaches_rooms(item: str) -> bool:
    """Whether a session holds its own copy; rule sets and numbers have an act of their own."""
    return kind_of(item) in (StandardKind.ROUTE, StandardKind.CATALOGUE)


@cache
def shipped() -> Mapping[str, str]:
    """Return every item that a school may change, as this program ships it, by its place."""
    paths = {_place(path): path for path in sorted(FOLDER.rglob("*.json"))}
    return {
        item: path.read_text("utf-8")
        for item, path in paths.items()
        if "/" not in item or item.startswith(ROUTES) or item in _KINDS
    }


def in_force(changes: Iterable[StandardChanged], day: date) -> Mapping[str, StandardChanged]:
    """Return by item what holds on a day: of the latest day that came, the last word."""
    dated = [each for each in changes if each.holds_from <= day.isoformat()]
    return {each.item: each for each in sorted(dated, key=lambda each: each.holds_from)}


def content_on(item: str, changes: Iterable[StandardChanged], day: date) -> str:
    """Return how an item reads on a day."""
    change = in_force(changes, day).get(item)
    return shipped().get(item, "") if change is None else change.content


def minimum_set_on(changes: Iterable[StandardChanged], day: date) -> MinimumSet:
    """Return the minimum set of a day; as shipped when it does not fit this version."""
    return _minimum_set(content_on(MINIMUM, changes, day))


def set_times_on(changes: Iterable[StandardChanged], day: date) -> SetTimes:
    """Return the set times of a day; as shipped when they do not fit this version."""
    return _set_times(content_on(SET_TIMES, changes, day))


def check(item: str, content: str, others: Mapping[str, str]) -> None:
    """Check how an item would read, beside the others as they read that day.

    Raises:
        Malformed: It cannot be read, or does not fit the others.
    """
    if item not in shipped():
        raise Malformed("an item that this version does not know")
    if len(content.encode("utf-8", "surrogatepass")) > ITEM_BYTES_MAX:
        raise Malformed("larger than an item may be")
    match kind_of(item):
        case StandardKind.RULES:
            read_rules(content)
        case StandardKind.ROUTE:
            told = {name: text for name, text in others.items() if name.startswith(ROUTES)}
            read_routes({**told, item: content})
        case _:
            _READ[item](content)


def held_of(values: Mapping[str, Value]) -> tuple[StandardHolds, ...]:
    """Return what the registers of a session hold of the standaardset, by item."""
    acts = [values[aspect].act for aspect in sorted(values)]
    return tuple(act for act in acts if isinstance(act, StandardHolds))


def rules_of(act: RulesChosen) -> RuleSet:
    """Return the rule set; one that this version cannot read is judged as unknown."""
    try:
        return read_rules(act.rules)
    except Malformed:
        return RuleSet()


def with_catalogue(session: ExamSession, candidates: Iterable[str] | None) -> ExamSession:
    """Return the session whose enrolments read their provisions by its own catalogue.

    `candidates` are those that were told anew; None: all.
    """
    own = (e.content for e in session.standards if e.item == PROVISIONS and _is_catalogue(e))
    text, people = next(own, ""), dict(session.enrolments)
    for each in people if candidates is None else candidates:
        if people[each].catalogue != text:
            people[each] = replace(people[each], catalogue=text)
    return replace(session, enrolments=people)


def routes_of(held: Iterable[StandardHolds]) -> tuple[CalamityRoute, ...]:
    """Return the routes of a session; as shipped when its own do not fit this version."""
    told = {name: text for name, text in shipped().items() if name.startswith(ROUTES)}
    own = {each.item: each.content for each in held if each.item in told and each.content}
    try:
        return read_routes({**told, **own})
    except Malformed:
        return read_routes(told)


def irregularities_of(held: Iterable[StandardHolds]) -> Irregularities:
    """Return the kinds of bijzonderheid of a session; as shipped when its own cannot be read."""
    for each in held:
        if each.item == IRREGULARITIES and each.content:
            return _irregularities(each.content)
    return irregularities()


def read_names(text: str) -> tuple[NameRule, ...]:
    """Return the rules of naming in a JSON text.

    Raises:
        Malformed: A member does not fit, a rule stands twice, or its pattern cannot be read.
    """
    rules = tuple(shaped(NameRule, each) for each in _listed(text))
    if len({each.id for each in rules}) < len(rules):
        raise Malformed("a rule that is there twice")
    for each in rules:
        if len(each.pattern) > PATTERN_CHARACTERS:
            raise Malformed("a pattern that is too long")
        try:
            re.compile(each.pattern)
        except (re.error, OverflowError, RecursionError) as problem:
            raise Malformed("a pattern that cannot be read") from problem
    return rules


def read_numbers(text: str) -> Numbers:
    """Return the numbers in a JSON text.

    Raises:
        Malformed: A member does not fit, or is no number to call.
    """
    told = shaped(Numbers, _loaded(text))
    for each in (told.hotline, told.hotline_mobile):
        if not re.fullmatch(r"[0-9+() .-]*", each) or len(each) > NUMBER_CHARACTERS:
            raise Malformed("not a number to call")
    return told


def read_ready(text: str) -> tuple[ReadyItem, ...]:
    """Return the checklist in a JSON text.

    Raises:
        Malformed: A member does not fit, an item stands twice, or has no title.
    """
    items = tuple(shaped(ReadyItem, each) for each in _listed(text))
    if len({each.id for each in items}) < len(items) or not all(e.id and e.title for e in items):
        raise Malformed("an item without a title, or there twice")
    return items


# ---------------------------------------------------------------- within


@cache
def _is_catalogue(held: StandardHolds) -> bool:
    try:
        _check_provisions(held.content)
    except Malformed:
        return False
    return True


@cache
def _irregularities(content: str) -> Irregularities:
    try:
        return read_irregularities(content)
    except Malformed:
        return irregularities()


@cache
def _minimum_set(content: str) -> MinimumSet:
    try:
        return read_minimum_set(content)
    except Malformed:
        return read_minimum_set(shipped()[MINIMUM])


@cache
def _set_times(content: str) -> SetTimes:
    try:
        return read_set_times(content)
    except Malformed:
        return read_set_times(shipped()[SET_TIMES])


def _check_provisions(text: str) -> None:
    codes = {each.code for each in read_catalogue(text)}
    if not {EXTRA_TIME, REST_BREAK} <= codes:
        raise Malformed("the program cannot do without extra time and the rest break")


def _listed(text: str) -> list[object]:
    read = _loaded(text)
    if not isinstance(read, list):
        raise Malformed("not a list")
    return read


def _loaded(text: str) -> object:
    raw = text.encode("utf-8", "surrogatepass")
    return loads_strict(raw, max_bytes=ITEM_BYTES_MAX, max_depth=4)


def _place(path: Path) -> str:
    return path.relative_to(FOLDER).with_suffix("").as_posix()


_KINDS: Final = {
    IRREGULARITIES: StandardKind.CATALOGUE,
    PROVISIONS: StandardKind.CATALOGUE,
    MINIMUM: StandardKind.OFFICE,
    SET_TIMES: StandardKind.OFFICE,
    PERIODS: StandardKind.PERIODS,
    NAMES: StandardKind.NAMES,
    NUMBERS: StandardKind.NUMBERS,
    READY: StandardKind.READY,
}
_READ: Final = {
    IRREGULARITIES: read_irregularities,
    PROVISIONS: _check_provisions,
    MINIMUM: read_minimum_set,
    SET_TIMES: read_set_times,
    PERIODS: read_periods,
    NAMES: read_names,
    NUMBERS: read_numbers,
    READY: read_ready,
}

"""The catalogue of provisions (AWE), and what is granted to one candidate (domain.md 2b).

The catalogue is words, an icon and a question to ask; it decides no time and no rule. What does
decide travels to the laptop with the session (`RulesChosen`). So it is shipped with the program
like the other words on the report, and a record needs only the code.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from app.models.session import Enrolment
from app.models.shaped import shaped
from app.models.strict_json import Malformed, loads_strict

SHIPPED: Final = (
    Path(__file__).resolve().parents[2]
    / "resources"
    / "standaardset"
    / "catalogus"
    / "voorzieningen.json"
)
EXTRA_TIME: Final = "ET"
REST_BREAK: Final = "STOP"
OTHER: Final = "OTHER"
"""The code of what is granted on the day and stands in no catalogue."""


@dataclass(frozen=True, slots=True)
class ProvisionKind:
    """One provision of the catalogue: the measure, never why somebody has it.

    `also` are the codes under which planners send it, `confirm` what the surveillant looks at,
    `is_readied` whether something has to lie ready or be tested before the start.
    """

    code: str
    dutch: str
    english: str
    icon: str
    confirm: str
    also: tuple[str, ...] = ()
    is_time: bool = False
    is_readied: bool = False


@dataclass(frozen=True, slots=True)
class Granted:
    """One granted provision of one candidate, under the code it was sent with.

    `word` is the Dutch word, or literally the code of an unknown one.
    """

    code: str
    word: str
    icon: str
    kind: ProvisionKind | None
    is_time: bool = False
    is_of_today: bool = False

    @property
    def is_readied(self) -> bool:
        """Whether it has to be there before the start; of an unknown one that is asked too."""
        return self.kind is None or self.kind.is_readied

    @property
    def is_rest_break(self) -> bool:
        """Whether it is the rest break with the clock standing still."""
        return self.kind is not None and self.kind.code == REST_BREAK


def read_catalogue(text: str) -> tuple[ProvisionKind, ...]:
    """Return the catalogue in a JSON text, in its order.

    Raises:
        Malformed: A member is unknown, missing or of another type, or a code stands twice.
    """
    read = loads_strict(text.encode("utf-8", "surrogatepass"), max_bytes=64 * 1024, max_depth=4)
    if not isinstance(read, list):
        raise Malformed("a catalogue is a list")
    kinds = tuple(shaped(ProvisionKind, each) for each in read)
    if not all((k.code and k.dutch and k.english and k.icon and k.confirm) for k in kinds):
        raise Malformed("an empty word")
    names = [name for kind in kinds for name in (kind.code, *kind.also)]
    if len(set(names)) < len(names):
        raise Malformed("a code that stands for two provisions")
    return kinds


@cache
def catalogue() -> tuple[ProvisionKind, ...]:
    """Return the catalogue that this program ships."""
    return read_catalogue(SHIPPED.read_text("utf-8"))


@cache
def _by_code(text: str) -> dict[str, ProvisionKind]:
    kinds = read_catalogue(text) if text else catalogue()
    return {code: kind for kind in kinds for code in (kind.code, *kind.also)}


def kind_of(code: str, text: str = "") -> ProvisionKind | None:
    """Return what a code stands for; a free code for extra time is known by its beginning.

    `text` is the catalogue that holds for the session; empty: the one that is shipped.
    """
    known = _by_code(text).get(code)
    if known is None and code.casefold().startswith("extratime"):
        return _by_code(text)[EXTRA_TIME]
    return known


def granted_of(enrolment: Enrolment) -> tuple[Granted, ...]:
    """Return what is granted to a candidate, each once: as planned, then as decided today.

    All that gives extra time is one provision: grounds are not added up (domain.md 2a).
    """
    plan, text = enrolment.plan, enrolment.catalogue
    asked = [act for _, act in enrolment.requests if act.is_granted]
    planned = () if plan is None else plan.needs
    found: dict[str, Granted] = {}
    if plan is not None and (plan.is_time_unlimited or plan.extra_time_min):
        found[EXTRA_TIME] = _granted(EXTRA_TIME, text)
    for code in planned:
        each = _granted(code, text)
        found.setdefault(each.code, each)
    for act in asked:
        word = act.asked if kind_of(act.code, text) is None else ""
        each = _granted(act.code, text, word, of_today=True)
        found.setdefault(each.code, each)
    return tuple(found.values())


def _granted(code: str, text: str, word: str = "", *, of_today: bool = False) -> Granted:
    kind = kind_of(code, text)
    if kind is None:
        return Granted(code, word or code, "info", None, is_of_today=of_today)
    held = EXTRA_TIME if kind.is_time else code
    return Granted(held, kind.dutch, kind.icon, kind, kind.is_time, of_today)


def word_of(code: str, text: str = "") -> str:
    """Return the Dutch word of a code; an unknown one is shown literally."""
    kind = kind_of(code, text)
    return code if kind is None else kind.dutch

"""The kinds of bijzonderheid, and how a centraal examen classes one, as data (domain.md 1b, E).

Words only: the record holds the codes, and a code of a newer version is shown literally. The
class that goes with a kind is a proposal on the form; who fills it in chooses.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

from app.models.shaped import shaped
from app.models.strict_json import Malformed, loads_strict

SHIPPED: Final = (
    Path(__file__).resolve().parents[2]
    / "resources"
    / "standaardset"
    / "catalogus"
    / "bijzonderheden.json"
)
OTHER: Final = "other"
"""The kind that is always there: what was noted fits no other."""


class About(StrEnum):
    """Whom a kind can be about."""

    CANDIDATE = "candidate"
    SESSION = "session"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class IrregularityKind:
    """One kind of bijzonderheid; `central` is the class it mostly has at a centraal examen."""

    code: str
    dutch: str
    english: str
    about: About = About.ANY
    central: str = ""


@dataclass(frozen=True, slots=True)
class CentralClass:
    """How an irregularity at a centraal examen is classed (Beleidsregel, articles 5 to 9)."""

    code: str
    dutch: str


@dataclass(frozen=True, slots=True)
class Irregularities:
    """All kinds and all classes, in the order of the form."""

    kinds: tuple[IrregularityKind, ...]
    central_classes: tuple[CentralClass, ...]


def read_irregularities(text: str) -> Irregularities:
    """Return the kinds and classes in a JSON text.

    Raises:
        Malformed: A member does not fit, a code stands twice or is nowhere, or a word is empty.
    """
    raw = text.encode("utf-8", "surrogatepass")
    read = shaped(Irregularities, loads_strict(raw, max_bytes=64 * 1024, max_depth=4))
    kinds = [each.code for each in read.kinds]
    classes = [each.code for each in read.central_classes]
    if len(set(kinds)) < len(kinds) or len(set(classes)) < len(classes) or OTHER not in kinds:
        raise Malformed("a kind or a class that is there twice, or none for what fits no other")
    if not {each.central for each in read.kinds} <= {"", *classes}:
        raise Malformed("a class that is nowhere")
    words = [(each.code, each.dutch) for each in read.kinds]
    words += [(each.code, each.dutch) for each in read.central_classes]
    if not all(code and dutch for code, dutch in words):
        raise Malformed("an empty word")
    return read


@cache
def irregularities() -> Irregularities:
    """Return the kinds and classes that this program ships."""
    return read_irregularities(SHIPPED.read_text("utf-8"))


def kinds_about(read: Irregularities, *, candidate: bool) -> tuple[IrregularityKind, ...]:
    """Return the kinds for one candidate, or those for a whole session."""
    wanted = (About.ANY, About.CANDIDATE if candidate else About.SESSION)
    return tuple(each for each in read.kinds if each.about in wanted)


def irregularity_word(read: Irregularities, code: str) -> str:
    """Return the word of a kind; one of a newer version is shown literally."""
    return next((each.dutch for each in read.kinds if each.code == code), code)


def class_word(read: Irregularities, code: str) -> str:
    """Return the word of a class; one of a newer version is shown literally."""
    return next((each.dutch for each in read.central_classes if each.code == code), code)

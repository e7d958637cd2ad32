"""Acts about keeping and erasing: dates that start a term, holds, and what was erased.

All are the dossier's, in scope `office`. People are told by their id at the planner, or by the id
of who was added by hand: none of these acts holds a name of a candidate.
"""

from dataclasses import dataclass
from typing import ClassVar

from app.models.act import Act
from app.models.values import Kind


@dataclass(frozen=True, slots=True)
class EducationEnded(Act):
    """When somebody got the diploma, or was deregistered; ISO days, local. `by`: who brought it.

    The last word about a person counts. It is plan: what the school told, which no room sees.
    """

    TYPE: ClassVar[str] = "EducationEnded"
    KIND: ClassVar[Kind] = Kind.PLAN
    person: str
    diploma_on: str | None = None
    deregistered_on: str | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class HoldPlaced(Act):
    """Nothing of `subject` is erased until somebody lifts this; `person/ID` or `session/ID`."""

    TYPE: ClassVar[str] = "HoldPlaced"
    KIND: ClassVar[Kind] = Kind.SYSTEM
    subject: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class HoldLifted(Act):
    """The hold in `refs` is over."""

    TYPE: ClassVar[str] = "HoldLifted"
    KIND: ClassVar[Kind] = Kind.SYSTEM
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class ErasureAsked(Act):
    """Somebody asks that what is due of a person goes; a second person has to agree."""

    TYPE: ClassVar[str] = "ErasureAsked"
    KIND: ClassVar[Kind] = Kind.SYSTEM
    person: str
    by: str


@dataclass(frozen=True, slots=True)
class PersonErased(Act):
    """What went of a person, by the word of two, and what remains where: counts, never names.

    `went` are the terms that were over, as SESSION/PERIOD; `remains` why something stays.
    Backups from before hold it until `backups_until` at the latest (an ISO day).
    """

    TYPE: ClassVar[str] = "PersonErased"
    KIND: ClassVar[Kind] = Kind.SYSTEM
    person: str
    by: str
    confirmed_by: str
    went: tuple[str, ...]
    bodies: int
    documents_locked: int
    documents_destroyed: int
    messages: int
    remains: tuple[str, ...]
    backups_until: str


RETENTION_ACTS = (EducationEnded, HoldPlaced, HoldLifted, ErasureAsked, PersonErased)
"""What only the dossier writes."""

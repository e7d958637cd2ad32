"""Acts about the standaardset: what changes from which day on, and what holds for one session.

All are the dossier's. A change stands in scope `school`; what a session's rooms use of it stands
in the scope of the session, so that every laptop and every report reads the same.
"""

from dataclasses import dataclass
from typing import ClassVar

from app.models.act import Act
from app.models.values import Kind


@dataclass(frozen=True, slots=True)
class StandardChanged(Act):
    """One item of the standaardset reads like this from a day on (ISO, local).

    `number` is that of the whole set, one more with every change; `note` what changed and why.
    """

    TYPE: ClassVar[str] = "StandardChanged"
    KIND: ClassVar[Kind] = Kind.SYSTEM
    item: str
    content: str
    holds_from: str
    number: int
    note: str
    by: str


@dataclass(frozen=True, slots=True)
class StandardHolds(Act):
    """For this session an item reads like this, by version `number` of the set.

    Content without words means: as the program ships it, again.
    """

    TYPE: ClassVar[str] = "StandardHolds"
    KIND: ClassVar[Kind] = Kind.PLAN
    item: str
    content: str
    number: int


@dataclass(frozen=True, slots=True)
class ReadyAnswered(Act):
    """Somebody said of an item of "klaar voor nieuw werken" that it is so, or is not (yet)."""

    TYPE: ClassVar[str] = "ReadyAnswered"
    KIND: ClassVar[Kind] = Kind.SYSTEM
    item: str
    is_ready: bool
    note: str
    by: str


STANDARD_ACTS = (StandardChanged, ReadyAnswered)
"""What only the dossier writes beside the plan."""

"""What the dossier tells the office about the standaardset and the checklist; plain values."""

from dataclasses import dataclass, field

from app.models.standards import ReadyFact


@dataclass(frozen=True, slots=True)
class ItemTold:
    """How an item reads today; number 0: as shipped. `next_from` is the day it changes again."""

    item: str
    content: str
    number: int = 0
    last: int = 0
    """The number of its last change, whether it holds already or not."""
    next_from: str = ""
    next_content: str = ""


@dataclass(frozen=True, slots=True)
class ChangeTold:
    """One line of the changelog."""

    number: int
    item: str
    holds_from: str
    note: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class NameFound:
    """A name in the plan that does not follow a rule of naming."""

    rule: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class StandardsTold:
    """The whole set, its changelog with the last change first, and names that do not fit."""

    number: int = 0
    items: tuple[ItemTold, ...] = ()
    changes: tuple[ChangeTold, ...] = ()
    names: tuple[NameFound, ...] = ()


@dataclass(frozen=True, slots=True)
class StandardWanted:
    """How an item should read from a day on: `do` is "preview" or "publish"."""

    do: str
    item: str
    content: str
    holds_from: str
    note: str
    seen: int


@dataclass(frozen=True, slots=True)
class ReachedTold:
    """A session that reads otherwise by a change."""

    name: str
    day: str


@dataclass(frozen=True, slots=True)
class StandardDone:
    """What came of it, or would: `refused` is a code, `detail` what the reader says."""

    refused: str = ""
    detail: str = ""
    number: int = 0
    count: int = 0
    reached: tuple[ReachedTold, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadyTold:
    """One item of the checklist: what was counted, and what people said of it.

    Of `total` counted, `good` are as they should be; without a fact both are 0.
    """

    id: str
    title: str
    detail: str
    fact: ReadyFact
    good: int = 0
    total: int = 0
    missing: tuple[str, ...] = field(default=(), repr=False)
    """What is not as it should be, by name: of a role, a laptop, an exam; never of a candidate."""
    is_ready: bool = False
    answered: str = ""
    """"yes", "no" or nothing: the last word of people."""
    note: str = ""
    by: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class ReadinessTold:
    """The whole checklist."""

    items: tuple[ReadyTold, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadyWanted:
    """What somebody says of an item."""

    item: str
    is_ready: bool
    note: str


@dataclass(frozen=True, slots=True)
class ReadyDone:
    """What came of an answer: `refused` is a code, empty when it was kept."""

    refused: str = ""

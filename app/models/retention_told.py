"""What the dossier tells the office about keeping and erasing; plain values, ready to show."""

from dataclasses import dataclass, field

from app.models.retention import Period, TermState


@dataclass(frozen=True, slots=True)
class TermTold:
    """Until when one kind of thing of one session is kept; days are ISO, local."""

    session: str
    title: str
    day: str
    period: str
    state: TermState
    until: str = ""
    hold: str = ""
    hold_reason: str = ""
    hold_by: str = ""


@dataclass(frozen=True, slots=True)
class KeptTold:
    """One person; `asked_by` asked that what is due goes, and waits for somebody else."""

    key: str
    name: str = field(repr=False)
    number: str = field(repr=False)
    terms: tuple[TermTold, ...] = ()
    diploma_on: str = ""
    deregistered_on: str = ""
    asked_by: str = ""

    @property
    def states(self) -> frozenset[TermState]:
        """How the terms stand."""
        return frozenset(each.state for each in self.terms)


@dataclass(frozen=True, slots=True)
class ErasedTold:
    """What went of somebody, without a name."""

    at: str
    person: str
    by: str
    confirmed_by: str
    bodies: int
    documents_locked: int
    documents_destroyed: int
    messages: int
    remains: tuple[str, ...]
    backups_until: str


@dataclass(frozen=True, slots=True)
class RetentionTold:
    """Whom it is about: who asks for attention first. `total` counts everybody that was found."""

    people: tuple[KeptTold, ...] = ()
    total: int = 0
    due: int = 0
    held: int = 0
    no_date: int = 0
    erased: tuple[ErasedTold, ...] = ()
    periods: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class LineFault:
    """What is wrong with a line of a file, as a code."""

    line: int
    fault: str


@dataclass(frozen=True, slots=True)
class RetentionDone:
    """What came of an asking: `refused` is a code, empty when it was done."""

    refused: str = ""
    lines: int = 0
    known: int = 0
    fresh: int = 0
    faults: tuple[LineFault, ...] = ()
    erased: tuple[ErasedTold, ...] = ()


@dataclass(frozen=True, slots=True)
class RetentionWanted:
    """What somebody at the office asks: `do` is one of RETENTION_DOES."""

    do: str
    person: str = ""
    session: str = ""
    hold: str = ""
    reason: str = ""
    text: str = field(default="", repr=False)
    """A file with dates, as it was read."""


RETENTION_DOES = ("preview-dates", "bring-dates", "place-hold", "lift-hold", "ask", "confirm")

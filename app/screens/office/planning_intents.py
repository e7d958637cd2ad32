"""What a person asks for on the page of planning."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DayTurned:
    """Another day with sessions: one later or one earlier."""

    step: int


@dataclass(frozen=True, slots=True)
class SessionChosen:
    """Another session; `step` moves from the one that is shown."""

    key: str = ""
    step: int = 0


@dataclass(frozen=True, slots=True)
class ModeChosen:
    """What of a session is planned: rooms, people or candidates."""

    mode: str


@dataclass(frozen=True, slots=True)
class PlanSearched:
    """Which session is looked for."""

    text: str


@dataclass(frozen=True, slots=True)
class ProposalsTaken:
    """Alle voorstellen overnemen: every hint that names a room."""


@dataclass(frozen=True, slots=True)
class PlanUndone:
    """Ctrl Z: the last thing that was prepared is not."""


@dataclass(frozen=True, slots=True)
class PlanSent:
    """Versturen: everything that was prepared."""


@dataclass(frozen=True, slots=True)
class ExtrasAsked:
    """Gegevens uit een CSV: which file is asked next."""


@dataclass(frozen=True, slots=True)
class ExtrasOpened:
    """The text of the file that was chosen."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class DoorListsAsked:
    """Deurlijsten en presentielijsten of this day and location, on paper."""

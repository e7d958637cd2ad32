"""News of a laptop at work: what changed without anybody here doing something."""

from dataclasses import dataclass

from app.models.session import RoomDay
from app.services.delivering import Delivery


@dataclass(frozen=True, slots=True)
class DayChanged:
    """Others wrote: the state of the room is another."""

    day: RoomDay


@dataclass(frozen=True, slots=True)
class DeliveryChanged:
    """How delivery stands is another."""

    delivery: Delivery


@dataclass(frozen=True, slots=True)
class CodeNeeded:
    """The room has a new key: its code has to be typed again for the feed to go on."""


@dataclass(frozen=True, slots=True)
class ShiftNeeded:
    """This laptop's streams go on in a new epoch: a shift has to be signed anew with a code."""


@dataclass(frozen=True, slots=True)
class LaptopForgot:
    """The dossier has what was recorded as this laptop in a store that is not here (any more)."""


@dataclass(frozen=True, slots=True)
class NotKept:
    """The disk refused something that came in; it is asked for again."""


@dataclass(frozen=True, slots=True)
class PackagesChanged:
    """Another room-day can be opened, or a newer package of one lies here."""


News = (
    DayChanged
    | DeliveryChanged
    | PackagesChanged
    | CodeNeeded
    | ShiftNeeded
    | LaptopForgot
    | NotKept
)

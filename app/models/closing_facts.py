"""Facts of closing a room: where the exam work and the list of codes went (domain.md F3)."""

from dataclasses import dataclass
from typing import ClassVar

from app.models.act import Act


@dataclass(frozen=True, slots=True)
class PacketHandedOver(Act):
    """A packet was closed and given to somebody; `seal` is the number on what closes it.

    `counted` is how many of what came lie in it, worked on or not; None: nobody counted.
    """

    TYPE: ClassVar[str] = "PacketHandedOver"
    packet: str
    given_to: str
    seal: str | None = None
    counted: int | None = None


@dataclass(frozen=True, slots=True)
class CodesSettled(Act):
    """The list of codes was destroyed, or given back to somebody."""

    TYPE: ClassVar[str] = "CodesSettled"
    is_destroyed: bool
    given_to: str | None = None

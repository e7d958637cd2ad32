"""What laptops say of themselves at each contact: no names, the latest word only."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """How it stands on a laptop, as it tells the dossier every half minute."""

    waiting: int
    """How many acts exist only there."""
    on_disk: int
    """How many acts of its own it holds."""
    room_day: str = ""
    """The room that is open there; empty without one."""
    battery_percent: int | None = None
    offset_ms: int | None = None


@dataclass(frozen=True, slots=True)
class LaptopContact:
    """A laptop as the dossier last heard of it; `at` is None while it never was."""

    device: str
    name: str
    location: str
    at: datetime | None = None
    heartbeat: Heartbeat | None = None

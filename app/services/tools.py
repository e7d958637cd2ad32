"""What a laptop at work is given: where its files are, its clock, its chance and its network."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from app.crypto.keys import RandomBytes, SigningKey
from app.models.drafts import Moment
from app.services.delivering import Transport
from app.services.enrolling import Install, VaultFor
from app.settings import Settings


class Clock(Protocol):
    """The laptop's time."""

    def __call__(self) -> Moment:
        """Return this moment."""

    def set_offset(self, offset_ms: int) -> None:
        """Take over how far the dossier's clock is ahead."""

    def jump(self) -> timedelta:
        """Return how far the system clock is ahead of this one."""


@dataclass(frozen=True, slots=True)
class StoreName:
    """A day store of this laptop, as the device's memory calls it."""

    room_day: str
    store: str


@dataclass(frozen=True, slots=True)
class Tools:
    """What bootstrap gives a workplace."""

    settings: Settings
    install: Install
    vault_for: VaultFor
    clock: Clock
    delivery_clock: Callable[[], Moment]
    """The same time, its monotonic side always that of the machine: what timers stand on."""
    random_bytes: RandomBytes = field(repr=False)
    jitter: Callable[[], float] = field(repr=False)
    transport_for: Callable[[SigningKey], Transport] = field(repr=False)

"""What people do on the screen of storage."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TryNowAsked:
    """Deliver at once (F5)."""


@dataclass(frozen=True, slots=True)
class StickChosen:
    """The copy goes to this stick."""

    path: str


@dataclass(frozen=True, slots=True)
class CopyAsked:
    """Make a copy on the chosen stick (Ctrl U)."""

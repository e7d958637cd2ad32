"""Watching the system clock: a jump is written down once, and never followed (format.md 3)."""

from datetime import timedelta

from app.models.clocks import CLOCK_TOLERANCE
from app.models.commands import NoteClockJump
from app.services.tools import Clock


class ClockWatch:
    """Knows how much of the way the system clock has gone on its own is in the record."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._noted = timedelta()

    def unnoted(self) -> NoteClockJump | None:
        """Return the jump that is to be noted, or None; small ones count once they add up."""
        ahead = self._clock.jump()
        by = ahead - self._noted
        return NoteClockJump(by, ahead) if abs(by) > CLOCK_TOLERANCE else None

    def noted(self, jump: NoteClockJump) -> None:
        """Take a jump as told: it is on disk, or there is nothing left that it could matter to."""
        self._noted = jump.ahead

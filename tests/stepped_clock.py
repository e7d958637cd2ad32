"""One clock for several programs, moved by hand: tests and demo bring it, no program ships it."""

import mmap
import struct
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.models.drafts import Moment

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)
_FORM = struct.Struct("<qq")
"""What the clock says, and since when by the machine's own clock it runs; -1: it stands still."""


class SteppedClock:
    """A clock in a small file: whoever opens the file reads the same time.

    It stands still until it is set again, or runs with real time after `run`. It is right, so an
    offset that a laptop measures across a step is not taken over.
    """

    def __init__(self, path: Path, *, boot: str = "stepped") -> None:
        if not path.exists():
            path.write_bytes(_FORM.pack(0, -1))
        with path.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), _FORM.size)
        self._boot = boot

    def set(self, moment: datetime) -> None:
        """Move the clock, never back; it stands still from then on."""
        told = int((moment - _EPOCH) / _MS)
        self._memory[: _FORM.size] = _FORM.pack(max(told, self._read()), -1)

    def step(self, **by: float) -> None:
        """Move the clock on by a span."""
        self.set(self.now() + timedelta(**by))

    def run(self) -> None:
        """Let the clock go with real time from where it is."""
        self._memory[: _FORM.size] = _FORM.pack(self._read(), _machine_ms())

    def now(self) -> datetime:
        """Return the time in UTC."""
        return _EPOCH + self._read() * _MS

    def moment(self) -> Moment:
        """Return a reading as programs take it."""
        return self.reading(self.now())

    def reading(self, moment: datetime) -> Moment:
        """Return what this clock read at an earlier moment."""
        return Moment(moment, 0, self._boot, int((moment - _EPOCH) / _MS))

    def __call__(self) -> Moment:
        """Return a reading, as a laptop asks for it."""
        return self.moment()

    def set_offset(self, offset_ms: int) -> None:
        """Stay as it is: the dossier reads the same clock."""

    def jump(self) -> timedelta:
        """Tell that the system clock goes along: both are this one."""
        return timedelta()

    def _read(self) -> int:
        told, since = _FORM.unpack(self._memory[: _FORM.size])
        return int(told) if since < 0 else int(told) + _machine_ms() - int(since)


def _machine_ms() -> int:
    return time.monotonic_ns() // 1_000_000

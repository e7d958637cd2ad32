"""One clock for the whole world, and the laptops' own clocks that stray from it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from app.models.drafts import Moment

MORNING = datetime(2026, 12, 9, 7, 30, tzinfo=UTC)
BEGINNINGS = (
    *[MORNING] * 5,
    datetime(2026, 12, 9, 22, 55, tzinfo=UTC),
    datetime(2026, 10, 25, 0, 57, tzinfo=UTC),
)
"""When a world may begin: also before midnight, and before the hour that comes twice."""
MS = timedelta(milliseconds=1)


@dataclass(slots=True)
class WorldClock:
    """How many milliseconds this world has lasted; only the world moves it."""

    ms: int = 0
    began: datetime = MORNING

    @property
    def now(self) -> datetime:
        return self.began + self.ms * MS

    def moment(self) -> Moment:
        """What the dossier reads."""
        return Moment(self.now, 0, "dossier", self.ms)


class LaptopClock:
    """A laptop's clock: begun from the system's time, and never following its jumps."""

    def __init__(self, world: WorldClock, boot: str, astray: timedelta) -> None:
        self._world = world
        self._boot = boot
        self._began = world.ms
        self._wall = world.now + astray
        self._astray_at_start = astray
        self.astray = astray
        """How far the system's clock is from the true time; a fault changes it."""
        self.offset_ms = 0

    def __call__(self) -> Moment:
        mono = self._world.ms - self._began
        return Moment(self._wall + mono * MS, self.offset_ms, self._boot, mono)

    def set_offset(self, offset_ms: int) -> None:
        self.offset_ms = offset_ms

    def jump(self) -> timedelta:
        return self.astray - self._astray_at_start

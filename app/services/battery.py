"""How full the battery is, as the system tells."""

from pathlib import Path
from typing import Final

POWER: Final = Path("/sys/class/power_supply")


def battery_percent(folder: Path) -> int | None:
    """Return how full the battery is as the system tells, or None where it tells of none."""
    for source in sorted(folder.glob("*/capacity")) if folder.is_dir() else ():
        try:
            told = source.read_text("ascii").strip()
        except OSError:
            continue
        if told.isdecimal():
            return min(100, int(told))
    return None

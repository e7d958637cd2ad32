"""Which reads were noted lately: a screen that polls is one read per quarter of an hour."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

QUARTER: Final = timedelta(minutes=15)
NOTES_REMEMBERED: Final = 200_000


@dataclass(slots=True)
class ReadNotes:
    """Which reads were noted lately by this process: one per person, session and quarter."""

    _noted: OrderedDict[tuple[str, str, int], None] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def fresh(self, person: str, whats: Iterable[str], now: datetime) -> list[str]:
        """Return those that were not noted in this quarter of an hour, and remember them."""
        quarter = int(now.timestamp() // QUARTER.total_seconds())
        with self._lock:
            keys = {(person, what, quarter): what for what in whats}
            news = [what for key, what in keys.items() if key not in self._noted]
            self._noted.update(dict.fromkeys(keys))
            while len(self._noted) > NOTES_REMEMBERED:
                self._noted.popitem(last=False)
            return news

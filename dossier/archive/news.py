"""News of the log: who shows what happens waits here, and never asks the database meanwhile.

    had = ledger.news.size
    ... read and show the events before `had` ...
    size = ledger.news.wait(had, timeout_s=25)            # a thread
    size = await ledger.news.coming(had, timeout_s=25)    # the event loop, no thread per waiter

Positions run from 0 without gaps, so a log of `size` events holds positions 0 to size - 1: who
read through position n has n + 1 events.
"""

import asyncio
from collections.abc import Callable
from itertools import count
from threading import Event, Lock


class News:
    """How large the committed log is, and who waits until it is larger."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._size = 0
        self._waiting: dict[int, tuple[int, Callable[[], object]]] = {}
        self._numbers = count()

    @property
    def size(self) -> int:
        """How many events the log is known to hold."""
        return self._size

    def tell(self, size: int) -> None:
        """Tell everybody who waits for it that so many events are committed; from any thread."""
        with self._lock:
            self._size = max(self._size, size)
            due = [key for key, (had, _) in self._waiting.items() if had < self._size]
            bells = [self._waiting.pop(key)[1] for key in due]
        for ring in bells:
            ring()

    def wait(self, had: int, timeout_s: float) -> int:
        """Return the size once it is more than `had`, or after the time-out whatever it is."""
        bell = Event()
        key = self._enter(had, bell.set)
        bell.wait(timeout_s)
        return self._leave(key)

    async def coming(self, had: int, timeout_s: float) -> int:
        """Return as :meth:`wait`, without holding a thread."""
        loop = asyncio.get_running_loop()
        bell = asyncio.Event()
        key = self._enter(had, lambda: loop.call_soon_threadsafe(bell.set))
        try:
            await asyncio.wait_for(bell.wait(), timeout_s)
        except TimeoutError:
            return self._size
        finally:
            self._leave(key)
        return self._size

    # ------------------------------------------------------------ within

    def _enter(self, had: int, ring: Callable[[], object]) -> int:
        key = next(self._numbers)
        with self._lock:
            is_had = had >= self._size
            if is_had:
                self._waiting[key] = (had, ring)
        if not is_had:
            ring()
        return key

    def _leave(self, key: int) -> int:
        with self._lock:
            self._waiting.pop(key, None)
            return self._size

"""Time going by in a world, and programs that end in it."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass

from app.sync.state import NEVER
from tests.simulation.disk import Crash, Files
from tests.simulation.machine import Machine


@dataclass(frozen=True)
class Image:
    """A copy of a laptop's disk, as of a moment: in which epoch, after what was told."""

    files: Files
    epoch: str
    told: frozenset[str]


class Time:
    """Time going by in a world, with everything that happens in it."""

    @property
    def machines(self) -> list[Machine]:
        """Every laptop, and every machine of the office."""
        return [*self.laptops, *self.offices]

    def guard(self, machine: Machine, verb: Callable[[], None]) -> None:
        """Do something in the program of a machine, that may crash while doing it."""
        try:
            verb()
        except Crash:
            self.note(f"{machine.name} crashes")
            self.crashed(machine)

    def crashed(self, machine: Machine) -> Files:
        """End a program where it is; return its machine's files, and keep the first as image."""
        epoch, told = machine.epoch, frozenset(machine.told)
        files = machine.crash()
        self.images.setdefault(machine.name, Image(files, epoch, told))
        return files

    def at(self, after_ms: int, verb: Callable[[], None]) -> None:
        """Have something happen later."""
        heapq.heappush(self._queue, (self.clock.ms + after_ms, next(self._numbers), verb))

    def advance(self, ms: int) -> None:
        """Let time go by, with everything that happens in it, in order."""
        until = self.clock.ms + ms
        while True:
            waking = min(self.machines, key=lambda each: each.wake_at)
            woken, queued = waking.wake_at, self._queue[0][0] if self._queue else NEVER
            if min(woken, queued) > until:
                break
            self.clock.ms = max(self.clock.ms, min(woken, queued))
            if queued <= woken:
                _, _, verb = heapq.heappop(self._queue)
                self._guarded_event(verb)
            else:
                self.guard(waking, waking.turn)
        self.clock.ms = until

    def _guarded_event(self, verb: Callable[[], None]) -> None:
        try:
            verb()
        except Crash:
            running = [each for each in self.machines if each.is_turning]
            for machine in running:
                self.note(f"{machine.name} crashes")
                self.crashed(machine)

    def note(self, text: str) -> None:
        if self.verbose:
            print(f"{self.clock.ms / 1000:9.1f} {text}")

"""`python -m tests.busy_day.rooms ROOMS CLOCK ACTS`: all laptops of the day in one program.

The real services, stores, journals and sync of a laptop per room. What was recorded is noted in
ACTS, a line of JSON per event: when somebody pressed the key, and when it was on disk.
"""

import json
import secrets
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any

from app.bootstrap import workplace
from app.services.recording import Recorded
from app.services.signing import sign_and_seal
from app.services.workplace import Workplace
from app.settings import Settings
from tests.busy_day.school import Room, rooms_in
from tests.busy_day.script import Cue, cues
from tests.demo.programs import answer_lines
from tests.services.school import Keyring
from tests.stepped_clock import SteppedClock

PIN = "271828"
PATIENCE_S = 120.0
WORDS = ["Naar waarheid opgemaakt.", "Verder geen bijzonderheden."]


class Laptop:
    """The laptop of one room."""

    def __init__(self, room: Room, clock: Path, note: Callable[[dict[str, Any]], None]) -> None:
        self.room = room
        self._clock, self._note = clock, note
        self.work: Workplace | None = None
        self.held: list[Cue] = []
        """What happened in the room while the laptop was off: it is recorded once it is on."""
        self.is_off = False
        self._lock = threading.Lock()

    def start(self) -> None:
        """Start the program and let it look for packages."""
        clock = SteppedClock(self._clock, boot=secrets.token_hex(8))
        settings = Settings(Path(self.room.laptop))
        self.work = workplace(settings, lambda _: None, clock, Keyring().for_install)
        self.work.start().result()

    def open(self) -> None:
        """Open the room with the code of its card, once the package is here."""
        assert self.work is not None
        cards = Settings(Path(self.room.laptop)).room(self.room.room_day)
        until = time.monotonic() + PATIENCE_S
        while not any(cards.glob("v*/cards.json")):
            assert time.monotonic() < until, f"no package of {self.room.label} came"
            threading.Event().wait(0.05)
        card = self.work.fit(self.room.code).result()
        self.work.open(card).result()
        self._noted(time.monotonic_ns(), self.work.begin_shift(card, PIN))

    def record(self, cue: Cue) -> None:
        """Record a command at once, as a key press does."""
        with self._lock:
            self._record(cue)

    def switch_off(self) -> None:
        """Let the laptop go down with everything it did not send yet."""
        assert self.work is not None
        with self._lock:
            self.is_off = True
            self.work.close()

    def switch_on(self) -> None:
        """Start it again, type the code, and record what happened meanwhile."""
        self.start()
        self.open()
        with self._lock:
            self.is_off, held, self.held = False, self.held, []
            for cue in held:
                self._record(cue)

    def seal(self) -> None:
        """Sign the report and seal it."""
        assert self.work is not None
        recorded = sign_and_seal(self.work, self.room.session, self.room.person, PIN, WORDS)
        self._write(time.monotonic_ns(), recorded)

    @property
    def waiting(self) -> int:
        """How many events no receipt acknowledges yet."""
        return 0 if self.work is None or self.is_off else self.work.delivery.waiting

    def _record(self, cue: Cue) -> None:
        if self.is_off:
            self.held.append(cue)
            return
        assert self.work is not None
        self._noted(time.monotonic_ns(), self.work.record(cue.command))

    def _noted(self, pressed: int, done: Future[Recorded]) -> None:
        done.add_done_callback(partial(self._done, pressed))

    def _done(self, pressed: int, done: Future[Recorded]) -> None:
        fault = done.exception()
        if fault is not None:
            self._note({"room": self.room.label, "fault": f"{type(fault).__name__}: {fault}"})
            return
        self._write(pressed, done.result())

    def _write(self, pressed: int, recorded: Recorded) -> None:
        stored = time.monotonic_ns()
        for entry in recorded.entries:
            body = entry.event.body
            assert body is not None
            self._note(
                {"room": self.room.label, "leaf": entry.event.leaf, "type": body.act.TYPE,
                 "pressed": pressed, "stored": stored}
            )  # fmt: skip


class Rooms:
    """All laptops, and what they are asked to do."""

    def __init__(self, told: Path, clock: Path, acts: Path) -> None:
        self._acts = acts.open("w")
        self._lock = threading.Lock()
        self.laptops = [Laptop(each, clock, self._note) for each in rooms_in(told)]
        self._playing = threading.Thread(target=lambda: None)

    def answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Do what is asked and tell what came of it."""
        verb = getattr(self, f"do_{asked['do']}")
        told: dict[str, Any] | None = verb(**{key: asked[key] for key in asked if key != "do"})
        return told or {}

    def do_open(self) -> None:
        """Start every laptop, and open every room."""
        for each in self.laptops:
            each.start()
        for each in self.laptops:
            each.open()

    def do_play(self, seconds: float, seed: int) -> None:
        """Let the day begin; it goes on beside what is asked."""
        day: list[tuple[float, Laptop, Cue]] = []
        for laptop in self.laptops:
            day += [(each.at, laptop, each) for each in cues(laptop.room, seconds, seed)]
        day.sort(key=lambda told: told[0])
        self._playing = threading.Thread(target=self._play, args=(day,))
        self._playing.start()

    def do_off(self, room: int) -> None:
        """Let the laptop of a room go down."""
        self.laptops[room].switch_off()

    def do_on(self, room: int) -> None:
        """Bring it back."""
        self.laptops[room].switch_on()

    def do_status(self) -> dict[str, Any]:
        """Tell whether the day is over, and what waits for a receipt."""
        waiting = {each.room.label: each.waiting for each in self.laptops if each.waiting}
        return {"is_playing": self._playing.is_alive(), "waiting": waiting}

    def do_seal(self) -> None:
        """Close every room."""
        for each in self.laptops:
            each.seal()

    def do_stop(self) -> None:
        """Stop every laptop; what was recorded is on disk."""
        self._playing.join()
        for each in self.laptops:
            if each.work is not None:
                each.work.close()
        self._acts.close()

    def _play(self, day: list[tuple[float, Laptop, Cue]]) -> None:
        began = time.monotonic()
        for at, laptop, cue in day:
            threading.Event().wait(max(0.0, began + at - time.monotonic()))
            laptop.record(cue)

    def _note(self, told: dict[str, Any]) -> None:
        with self._lock:
            self._acts.write(json.dumps(told) + "\n")
            self._acts.flush()


def main() -> int:
    """Answer until told to stop."""
    told, clock, acts = map(Path, sys.argv[1:])
    answer_lines(Rooms(told, clock, acts).answer)
    return 0


if __name__ == "__main__":
    sys.exit(main())

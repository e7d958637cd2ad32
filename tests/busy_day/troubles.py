"""What goes wrong on a busy day: processes killed, a database cut off, a backup put back."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from tests.busy_day.school import School
from tests.demo.programs import CHECKOUT, Program
from tests.dossier.postgres import Server

STARTS_WITHIN_S = 90.0


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that went wrong, from when until when it was mended (monotonic, ns)."""

    name: str
    began: int
    mended: int


@dataclass
class Service:
    """The processes that serve the school, and the commands at its side."""

    school: School
    ports: tuple[int, ...]
    server: Server | None
    log: Path
    replicas: list[Program | None] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)

    def start_all(self) -> None:
        """Start every replica."""
        self.replicas = [None for _ in self.ports]
        for number in range(len(self.ports)):
            self.start(number)

    def start(self, number: int) -> None:
        """Start one replica, and wait until it answers."""
        port = str(self.ports[number])
        program = Program(
            f"replica-{number + 1}", "tests.demo.dossier",
            (str(self.school.clock), "serve", "--data", str(self.school.data), "--port", port),
            {}, self.log,
        )  # fmt: skip
        line = program.line(STARTS_WITHIN_S)
        assert line.startswith("Klaar: "), line
        self.replicas[number] = program

    def end(self, number: int, how: int) -> None:
        """End one replica."""
        program = self.replicas[number]
        assert program is not None
        self.replicas[number] = None
        program.end(how)

    def command(self, name: str, *words: str) -> str:
        """Run a command of the dossier beside the service."""
        told = (name, "--data", str(self.school.data), *words)
        done = subprocess.run(
            [sys.executable, "-m", "tests.demo.dossier", str(self.school.clock), *told],
            cwd=CHECKOUT, capture_output=True, text=True, timeout=600, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    @property
    def processes(self) -> list[int]:
        """The processes of the service and of its database that run now."""
        running = [each.process.pid for each in self.replicas if each is not None]
        place = None if self.server is None else self.server.folder / "data" / "postmaster.pid"
        if place is not None and place.exists():
            running += [int(line) for line in place.read_text().splitlines()[:1]]
        return running

    def close(self) -> None:
        """End every replica that still runs."""
        for number, program in enumerate(self.replicas):
            if program is not None:
                self.end(number, signal.SIGTERM)

    # ------------------------------------------------------------ troubles

    def trouble(self, name: str) -> AbstractContextManager[object]:
        """Note how long something was wrong."""
        stack, began = ExitStack(), time.monotonic_ns()
        stack.callback(lambda: self.troubles.append(Trouble(name, began, time.monotonic_ns())))
        return stack

    def lose_replica(self, away_s: float) -> None:
        """Kill one replica, and start it again after a while."""
        with self.trouble("one replica killed (SIGKILL)"):
            self.end(0, signal.SIGKILL)
            threading.Event().wait(away_s)
            self.start(0)

    def lose_database(self, away_s: float) -> None:
        """Cut the database off as a power cut does; on SQLite that takes the service with it."""
        with self.trouble("the database restarted after a power cut"):
            if self.server is not None:
                self.server.stop("immediate")
                threading.Event().wait(away_s)
                self.server.start()
            else:
                self.end(0, signal.SIGKILL)
                threading.Event().wait(away_s)
                self.start(0)

    def back_up(self, to: Path) -> None:
        """Make a backup while the service runs, and read it back."""
        self.command("backup", "--to", str(to))
        self.command("backup", "--check", str(to))

    def restore(self, backup: Path) -> None:
        """Put an older backup back: stop, restore, start."""
        with self.trouble("a backup of earlier put back"):
            self.close()
            self.command("restore", "--from", str(backup))
            self.start_all()


class Course:
    """Does what goes wrong at its second, beside the day; a fault there ends the day."""

    def __init__(self, plan: list[tuple[float, Callable[[], None]]]) -> None:
        self._plan = sorted(plan, key=lambda each: each[0])
        self.fault: BaseException | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    @property
    def is_over(self) -> bool:
        """Whether everything went wrong that had to."""
        return not self._thread.is_alive()

    def _run(self) -> None:
        began = time.monotonic()
        try:
            for at, do in self._plan:
                threading.Event().wait(max(0.0, began + at - time.monotonic()))
                do()
        except BaseException as problem:  # noqa: BLE001 - told by whoever waits for the day
            self.fault = problem

"""One busy day from beginning to end, and what was seen of it."""

import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.screens.office.board_ui import BoardScreen
from tests.bench.load import spent
from tests.busy_day.board import Office
from tests.busy_day.recount import Recount, recount
from tests.busy_day.school import School, founded
from tests.busy_day.troubles import Course, Service, Trouble
from tests.demo.programs import Program
from tests.demo.world import free_port
from tests.dossier.postgres import running_server

SETTLED_S = 600.0
"""Patience, for a machine that does other things too."""
SILENT_S = 105.0
"""How long one laptop is off: long enough to be called silent (90 s)."""
CAUGHT_UP_S = 20.0
HEARD_S = 45.0
"""One heartbeat and a bit: after that every laptop that is on was heard of again."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large a day is, and what it stands on."""

    rooms: int = 40
    candidates: int = 1000
    seconds: float = 300.0
    seed: int = 1
    is_postgresql: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """What was seen of a day."""

    acts: tuple[dict[str, Any], ...]
    faults: tuple[str, ...]
    came: dict[str, int]
    painted: dict[str, int]
    said: dict[str, tuple[int, int]]
    silent: dict[str, int]
    troubles: tuple[Trouble, ...]
    counted: Recount
    board: BoardScreen
    switched_off: str
    verified: str
    waiting: dict[str, int]
    spent: dict[str, float]
    """Processor seconds of the day by who used them: what a busy machine distorts least."""


def play(folder: Path, size: Size, say: Any = print) -> Told:
    """Play a day."""
    with _stage(folder, size) as (school, service, rooms, office):
        say(f"{size.rooms} rooms, {size.candidates} candidates: everybody is at work")
        rooms.ask("open", patience_s=SETTLED_S)
        office.sign_on()
        office.until(lambda: office.sessions == size.rooms, "not every room came to the office")
        course = Course(_plan(service, rooms, size, folder / "backup"))
        rooms.ask("play", seconds=size.seconds, seed=size.seed)
        course.start()
        meter = Meter()
        _live(office, course, size.seconds, lambda: meter.look(service, rooms))
        say("the day is over; what waits is delivered, and the rooms are sealed")
        _delivered(office, rooms)
        rooms.ask("seal", patience_s=SETTLED_S)
        _delivered(office, rooms)
        office.stay(HEARD_S if size.seconds >= SILENT_S else 0)
        status = rooms.ask("status")
        rooms.ask("stop", patience_s=SETTLED_S)
        export = folder / "export.ndjson"
        service.command("export", "--out", str(export))
        counted = recount(export)
        lines = [json.loads(line) for line in (folder / "acts.ndjson").read_text().splitlines()]
        _until_shown(office, {each["leaf"] for each in lines if "leaf" in each})
        verified = service.command("verify")
        board, seen = office.watch.screen, office.watch.seen
        assert board is not None
    return Told(
        acts=tuple(each for each in lines if "leaf" in each),
        faults=tuple(f"{each['room']}: {each['fault']}" for each in lines if "fault" in each),
        came=seen.came,
        painted=seen.painted,
        said=seen.said,
        silent=seen.silent,
        troubles=tuple(service.troubles),
        counted=counted,
        board=board,
        switched_off=school.rooms[-1].label if size.seconds >= SILENT_S else "",
        verified=verified,
        waiting=status["waiting"],
        spent=meter.spent,
    )


class Meter:
    """Adds up what processes use, of which some are killed meanwhile."""

    def __init__(self) -> None:
        self.spent = dict.fromkeys(("dossier", "rooms", "board"), 0.0)
        self._last: dict[tuple[str, int], float] = {}

    def look(self, service: Service, rooms: Program) -> None:
        """Add what was used since the look before; what starts meanwhile is counted whole."""
        is_first = not self._last
        own = os.getpid()
        found = {
            "dossier": spent.of_each(service.processes),
            "rooms": spent.of_each([rooms.process.pid]),
            "board": {own: spent.of_each([own])[own]},
        }
        for name, each in found.items():
            for process, seconds in each.items():
                before = self._last.get((name, process), seconds if is_first else 0.0)
                self._last[name, process] = seconds
                self.spent[name] += seconds - before


@contextmanager
def _stage(folder: Path, size: Size) -> Iterator[tuple[School, Service, Program, Office]]:
    """Make the school, serve it behind a balancer, and start rooms and office."""
    with ExitStack() as stack:
        server = stack.enter_context(running_server()) if size.is_postgresql else None
        door = free_port()
        address = "" if server is None else server.address()
        url = f"https://127.0.0.1:{door}"
        school = founded(folder, url, address, size.rooms, size.candidates)
        ports = tuple(free_port() for _ in range(2 if server else 1))
        service = Service(school, ports, server, folder / "serve.log")
        service.start_all()
        stack.callback(service.close)
        words = [str(door), *map(str, ports)]
        balancer = Program("balancer", "tests.busy_day.balancer", words, {}, folder / "door.log")
        stack.callback(balancer.end, signal.SIGTERM)
        assert balancer.line() == "ready"
        files = [str(each) for each in (school.told, school.clock, folder / "acts.ndjson")]
        rooms = Program("rooms", "tests.busy_day.rooms", files, {}, folder / "rooms.log")
        stack.callback(rooms.end, signal.SIGTERM)
        office = Office(school)
        stack.callback(office.close)
        yield school, service, rooms, office


def _plan(service: Service, rooms: Program, size: Size, backup: Path) -> list[Any]:
    """Return what goes wrong, and when."""
    whole, last = size.seconds, size.rooms - 1
    plan = [
        (0.12 * whole, lambda: service.back_up(backup)),
        (0.68 * whole, lambda: service.restore(backup)),
        (0.50 * whole, lambda: service.lose_database(min(4.0, 0.05 * whole))),
    ]
    if size.is_postgresql:
        plan.append((0.28 * whole, lambda: service.lose_replica(0.1 * whole)))
    if whole >= SILENT_S:
        plan.append((0.27 * whole, lambda: rooms.send({"do": "off", "room": last})))
        plan.append((0.27 * whole + SILENT_S, lambda: rooms.send({"do": "on", "room": last})))
    return plan


def _live(office: Office, course: Course, seconds: float, look: Callable[[], None]) -> None:
    """Let the window live through the day; beside it is looked each second what it costs."""
    until, over = time.monotonic() + seconds, threading.Event()
    beside = threading.Thread(target=_looking, args=(look, over), daemon=True)
    beside.start()
    while time.monotonic() < until or not course.is_over:
        office.touch()
        office.stay(1.0)
        if course.fault is not None:
            raise course.fault
    over.set()
    beside.join()


def _looking(look: Callable[[], None], over: threading.Event) -> None:
    while not over.wait(1.0):
        with suppress(OSError):  # a process, or its file, that is gone meanwhile
            look()


def _delivered(office: Office, rooms: Program) -> None:
    """Wait until a receipt covers everything in every room."""
    until = time.monotonic() + SETTLED_S
    while True:
        rooms.settle()
        told = rooms.ask("status")
        if not told["is_playing"] and not told["waiting"]:
            return
        assert time.monotonic() < until, f"not acknowledged: {told['waiting']}"
        office.stay(0.5)


def _until_shown(office: Office, leaves: set[str]) -> None:
    """Let the board catch up with the end of the log; what it lacks is told by the judge."""
    until = time.monotonic() + CAUGHT_UP_S
    while time.monotonic() < until and not leaves <= office.watch.seen.painted.keys():
        office.stay(0.2)
